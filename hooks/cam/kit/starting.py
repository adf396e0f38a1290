"""New files: a record of any kind, the pages of a bulletin, and the names by which people call the kinds."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from cam import live
from cam.blanks import BLANK
from cam.issue_forms import templates as forms
from cam.kit import templates
from cam.model import KINDS
from cam.model.base import ID_LENGTH, RESERVED_IDS
from cam.store import Catalogue
from cam.text import folded, inside
from cam.wording import Wording
from cam.yamlwriter import Flow, date, dumped

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=-|$)")
_LOOKS_DATED = re.compile(r"\d{4}(-\d\d?){0,2}(?=-|$)")


@dataclass(frozen=True)
class Start:
    """What is begun: its kind (or `bulletin`), its id, the title (or nothing), and the language of its author."""

    catalogue: Catalogue
    language: str
    kind: str
    identity: str
    title: str = ""


def language(catalogue: Catalogue, wanted: str) -> str:
    """Return the language of what is begun: the one that is wanted, where the site has its words."""
    known = forms.languages(catalogue)
    return wanted if wanted in known else known[0]


def record(start: Start) -> dict[str, str]:
    """Return the file of a new record, by its path from the root."""
    given = {"id": start.identity, "added": live.today().isoformat()}
    if start.title:
        given[f"title.{start.language}"] = start.title
    content = templates.new(start.catalogue, start.language, start.kind, given)
    return {templates.record_path(start.kind, start.identity): content}


def bulletin(start: Start) -> dict[str, str]:
    """Return a new bulletin: a page in every language of the site, of which all but the author's are copies for now.

    It is dated by the day that its id begins with. Raises ValueError where that is none (`begins_with_a_day`).
    """
    languages = start.catalogue.languages
    front = {
        "title": start.title or BLANK,
        "description": BLANK,
        "date": date(_day(start.identity).isoformat()),
        "untranslated": Flow([language for language in languages if language != start.language]),
    }
    content = f"---\n{dumped(front)}---\n\n{BLANK}\n"
    return {f"docs/{language}/bulletins/{start.identity}.md": content for language in languages}


def begins_with_a_day(identity: str) -> bool:
    """Return whether an id begins with a day of the calendar, as that of a bulletin does."""
    with suppress(ValueError):
        return bool(_day(identity))
    return False


def _day(identity: str) -> dt.date:
    found = _DAY.match(identity)
    return dt.date.fromisoformat(found[0] if found else "")


def dated(identity: str) -> str:
    """Return an id for a bulletin of today with the words of another id."""
    return slug(f"{live.today()} {_LOOKS_DATED.sub('', identity)}")


def called(catalogue: Catalogue, language: str) -> dict[str, str]:
    """Return what each kind is called in a language, as it stands inside a sentence."""
    wording = Wording(catalogue, language)
    return {kind: inside(wording.label(f"kind_one.{kind}")) for kind in KINDS}


def names(catalogue: Catalogue, bulletins: Mapping[str, str]) -> dict[str, str]:
    """Return the kind by each name that it goes by: its folder, its names in each language, the first word of a name.

    A short name (“law”) is in data/labels/kind_also.yaml where the kind has a longer one (“legal instrument”).

    `bulletins` are the names of a bulletin by language. Where a name is that of two kinds, it is the first one's.
    """
    found = {plain(kind): kind for kind in KINDS} | {plain(word): "bulletin" for word in bulletins.values()}
    for shape in ("kind_one.{kind}", "kinds.{kind}", "kind_also.{kind}"):
        for kind in KINDS:
            for word in catalogue.labels.get(shape.format(kind=kind), {}).values():
                found.setdefault(plain(word), kind)
    return _first_words(found) | found


def _first_words(names: Mapping[str, str]) -> dict[str, str]:
    """Return the kind by the first word of its name, where that begins the name of no other kind."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for name, kind in names.items():
        kinds[name.split(" ")[0]].add(kind)
    return {word: next(iter(found)) for word, found in kinds.items() if len(found) == 1}


def plain(name: str) -> str:
    """Return a name as it is compared: no accents, capitals, hyphens or typographic apostrophes."""
    return " ".join(re.split(r"[\s_-]+", folded(name).replace("’", "'").strip()))


def slug(text: str) -> str:
    """Return the id that a text may stand for."""
    words = "-".join(re.findall(r"[a-z0-9]+", folded(text))) or "new-record"
    if len(words) > ID_LENGTH:
        words = words[:ID_LENGTH].rpartition("-")[0] or words[:ID_LENGTH]
    return f"{words}-1" if words in RESERVED_IDS else words
