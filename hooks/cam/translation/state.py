"""The state of translations: of a record, of a prose page. Everything that names one asks here.

`original` is the language that the others were made from; the other states are the closed list translation_states.
What a record says itself under `translations` holds, but for one thing: whatever it says, a translation is `outdated`
where the ledger knows that its original has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cam.model import PartialDate, Record
from cam.prose import Page
from cam.store import Catalogue, key
from cam.translation.ledger import Behind, behind
from cam.translation.subject import Subject, of_pages, of_record

ORIGINAL = "original"
"""State of a text in the language in which its source was written; the other states are a closed list."""

States = dict[str, "Standing"]
"""The state in each language of the site."""


@dataclass(frozen=True)
class Standing:
    """The state of a record or page in one language; where it is outdated, since when (if known) and what changed."""

    state: str
    since: PartialDate | None = None
    behind: tuple[Behind, ...] = ()


def state(catalogue: Catalogue, record: Record, language: str) -> str:
    """Return the state of a record's texts in a language of the site: `original`, or a code of translation_states."""
    return standing(catalogue, record)[language].state


def standing(catalogue: Catalogue, record: Record) -> States:
    """Return the state of a record in each language; worked out once."""
    known: States | None = catalogue.standing.get(key(record))
    if known is None:
        subject = of_record(catalogue, record)
        own = {language: _said(record, language) for language in catalogue.languages}
        known = catalogue.standing[key(record)] = of_subject(catalogue, subject, own)
    return known


def _said(record: Record, language: str) -> str:
    """Return the state as the record alone says it."""
    if language in record.translations:
        return record.translations[language]
    if language not in record.title:
        return "missing"
    return ORIGINAL if language == record.original else "working"


def of_pages_by_path(catalogue: Catalogue, pages: Iterable[Page]) -> dict[str, States]:
    """Return the states of each prose page by its path, e.g. "about/data.md"."""
    default, found = catalogue.languages[0], {}
    for subject in of_pages(catalogue, pages):
        own = {code: subject.said.get(code, "working") for code in catalogue.languages}
        found[subject.name] = of_subject(catalogue, subject, own | {default: ORIGINAL})
    return found


def of_subject(catalogue: Catalogue, subject: Subject, own: dict[str, str]) -> States:
    """Return the state in each language: what is said of it in `own`, and what the ledger knows beyond that."""
    kept = catalogue.ledgers.get(subject.kind, {}).get(subject.name, {})
    late = list(behind(subject, kept))
    found = {}
    for language, said in own.items():
        mine = tuple(one for one in late if one.language == language)
        if said == "missing" or not mine:
            found[language] = Standing(said)
        else:
            since = next((one.since for one in mine if one.since), "")
            found[language] = Standing("outdated", PartialDate(since) if since else None, mine)
    return found
