"""The whole page of a record: what its kind says, and what every record has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from cam.issue_forms.links import report_address
from cam.model import Record
from cam.store import folder, key
from cam.text import Words
from cam.translation.state import ORIGINAL, Standing, standing, state
from cam.views import (
    ages,
    countries,
    datasets,
    directory,
    law,
    practices,
    programs,
    ricomi,
    sicremi,
    subjects,
    treaties,
    work,
)
from cam.views.blocks import Anchor, Badge, Block, Inline
from cam.views.common import Parts, Row, facets, fact, links, remarks
from cam.views.reader import Reader

VIEWS: dict[str, Callable[[Reader, Any], Parts]] = {
    "mandates": work.mandate,
    "plans": work.plan,
    "activities": work.activity,
    "meetings": work.meeting,
    "framework": subjects.framework,
    "systems": subjects.system,
    "projects": subjects.project,
    "processes": subjects.process,
    "bodies": subjects.body,
    "officers": subjects.officer,
    "milestones": subjects.milestone,
    "documents": subjects.document,
    "countries": countries.country,
    "laws": law.law,
    "treaties": treaties.treaty,
    "portals": directory.portal,
    "practices": practices.practice,
    "members": ricomi.member,
    "offers": ricomi.offer,
    "needs": ricomi.need,
    "matches": ricomi.match,
    "programs": programs.program,
    "datasets": datasets.dataset,
    "tables": sicremi.request_table,
    "rounds": sicremi.round_,
    "reports": sicremi.report,
    "editions": sicremi.edition,
    "discrepancies": subjects.discrepancy,
    "glossary": subjects.term,
    "themes": subjects.theme,
}


_WEIGHTS = dict.fromkeys(
    ("mandates", "plans", "systems", "bodies", "projects", "processes", "countries", "treaties"), "2"
)
"""How much the words of a page count in the search: those that people look for by name before those that cite them."""


@dataclass(frozen=True)
class RecordPage:
    """Everything that the template of a record's page shows."""

    record: Record
    language: str
    title: Words
    kicker: str
    reference: str
    lead: Words | None
    marks: list[Badge]
    facts: list[Row]
    blocks: list[Block]
    sources: list[list[Inline]]
    translation: str
    stand_in: Anchor | None
    newer: Anchor | None
    updated: Inline
    age: list[Row]
    edit: Anchor
    report: Anchor
    citation: str
    facets: list[tuple[str, str]] = field(default_factory=list)
    also: str = ""
    weight: str = "1"
    description: str = ""


@dataclass(frozen=True)
class Place:
    """Where the site stands (`site` ends in a slash), and where its files are kept (`forge` does not)."""

    site: str
    forge: str
    branch: str


def record_page(reader: Reader, record: Record, place: Place) -> RecordPage:
    """Return the page of a record for a reader."""
    parts = VIEWS[record.kind](reader, record)
    themes = fact(reader, "themes", reader.links(record.themes, "themes"))
    linked = {anchor.href for anchor in anchors(parts)}
    beyond = [reader.find(item) for item in record.see_also]
    related = links(reader, "see_also", [item for item in beyond if reader.link(item).href not in linked])
    title, lead = reader.title(record), reader.say(record.summary, record) if record.summary else None
    address = page_address(reader, place.site, f"{key(record)}/")
    return RecordPage(
        record=record,
        language=reader.language,
        title=title,
        kicker=reader.label(f"kind_one.{record.kind}"),
        reference=parts.reference,
        lead=lead,
        marks=[mark for mark in parts.marks if mark.text != reader.label(f"kind_one.{record.kind}")],
        facts=[*parts.facts, *themes],
        blocks=[*parts.blocks, *related, *remarks(reader, record)],
        sources=reader.sources(record.sources),
        translation=translation(reader, record),
        stand_in=stand_in(reader, record),
        newer=newer(reader, standing(reader.catalogue, record)[reader.language]),
        updated=reader.date(record.revised or record.added),
        age=ages.rows(reader, record),
        edit=Anchor(
            f"{place.forge}/edit/{place.branch}/data/{key(record)}.yaml",
            reader.label("site.edit"),
            outside=True,
        ),
        report=Anchor(
            report_address(reader, place.forge, address, key(record)),
            reader.label("site.report"),
            outside=True,
        ),
        citation=citation(reader, str(title), address, record.revised or record.added),
        facets=facets(reader, record),
        also=_also(record, title),
        weight=_WEIGHTS.get(record.kind, "0.5"),
        description=shorten(str(lead or title)),
    )


def _also(record: Record, title: Words) -> str:
    """Return the title in the original language, by which the search finds it, where the page has another."""
    official = getattr(record, "official_title", "")
    if official is None:
        official = record.title.get(record.original, "")
    return "" if official == title.text else official


def anchors(value: Any) -> Iterator[Anchor]:
    """Yield every link inside parts of a page."""
    if isinstance(value, Anchor):
        yield value
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from anchors(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from anchors(item)


def page_address(reader: Reader, site: str, path: str) -> str:
    """Return the absolute address of a page in the reader's language; the default language stands at the root."""
    return f"{site}{folder(reader.catalogue, reader.language)}{path}"


def citation(reader: Reader, title: str, address: str, date: Any) -> str:
    """Return the line on how to cite a page."""
    settings = reader.catalogue.settings
    assert settings
    return reader.label(
        "site.citation",
        name=reader.wording.text(settings.name),
        edition=reader.wording.text(settings.edition).lower(),
        title=reader.wording.quoted_inside(title),
        date=reader.wording.date(date),
        address=address,
    )


def translation(reader: Reader, record: Record) -> str:
    """Return the sentence on the state of a record's texts in the reader's language."""
    here = standing(reader.catalogue, record)[reader.language]
    original = reader.wording.language_name(record.original)
    if here.behind:
        return outdated(reader, here)
    if here.state == ORIGINAL:
        return reader.label("site.translation_original", original=original)
    if here.state == "working" and reader.language == record.original:
        return reader.label("site.translation_not_held", original=original)
    return reader.label(f"site.translation_{here.state}", original=original)


def outdated(reader: Reader, here: Standing) -> str:
    """Return the sentence on a translation that is older than its original: since when, where that is known."""
    original = reader.wording.language_name(here.behind[0].piece.original)
    if not here.since:
        return reader.label("site.translation_outdated", original=original)
    date = reader.wording.date(here.since)
    return reader.label("site.translation_outdated_since", original=original, date=date)


def newer(reader: Reader, here: Standing | None) -> Anchor | None:
    """Return the link to this page in the language of the original, where that has changed since it was translated."""
    if not here or not here.behind:
        return None
    there = here.behind[0].piece.original
    return Anchor(reader.here_in(there), reader.wording.language_name(there, there))


def stand_in(reader: Reader, record: Record) -> Anchor | None:
    """Return the link to the original of a record that is not translated into the reader's language."""
    if state(reader.catalogue, record, reader.language) != "missing":
        return None
    there = (
        record.original if record.original in reader.catalogue.languages else reader.catalogue.languages[0]
    )
    return Anchor(reader.here_in(there), reader.wording.language_name(there, there))


def shorten(text: str, limit: int = 200) -> str:
    """Return a description of at most `limit` characters, cut at a word."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
