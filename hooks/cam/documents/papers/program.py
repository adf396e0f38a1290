"""The state of the Inter-American Program: its page, then its mandates, activities, meetings and monitoring in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cam.documents import written
from cam.documents.assembly import Chapter, Report
from cam.documents.papers import parts
from cam.documents.papers.front import chapter, paper
from cam.knowledge import Site
from cam.model import Record
from cam.model.records import Activity, Mandate, Meeting, System
from cam.offers.documents import THEME
from cam.store import Catalogue, RecordT
from cam.views.blocks import Block, Facts, Inline, Links
from cam.views.common import remarks
from cam.views.reader import Reader
from cam.views.subjects import system


def report(site: Site, reader: Reader) -> Report:
    """Return the document; the reader stands on the page of the Program, which is its first chapter where it exists."""
    pages = [page for page in site.pages if (page.language, page.url) == (reader.language, reader.path)]
    about = str(pages[0].meta.get("description", "")) if pages else reader.label("papers.program_is")
    state = reader.label("headings.state")
    first = [chapter(reader, "state", state, list(written.parts(reader, page))) for page in pages]
    return paper(reader, reader.label("papers.program"), about, [*first, *_chapters(reader)])


def _chapters(reader: Reader) -> Iterator[Chapter]:
    """Yield the records that belong to the Program, and what is not known."""
    catalogue = reader.catalogue
    mandates = _of_theme(catalogue, Mandate)
    activities = [item for item in _of_theme(catalogue, Activity) if not _parent_listed(catalogue, item)]
    meetings, systems = _of_theme(catalogue, Meeting), _of_theme(catalogue, System)
    entries: dict[str, list[Block]] = {
        "mandates": [parts.mandate(reader, item) for item in mandates],
        "activities": [parts.activity(reader, item) for item in activities],
        "meetings": [parts.meetings(reader, meetings)] if meetings else [],
        "systems": [_system(reader, item) for item in systems],
        "unknown": _unknown(reader, [*mandates, *activities, *meetings, *systems]),
    }
    for name, blocks in entries.items():
        if blocks:
            yield chapter(reader, name, reader.label(f"headings.{name}"), blocks)


def _of_theme(catalogue: Catalogue, kind: type[RecordT]) -> list[RecordT]:
    """Return the records of a class that belong to the Program."""
    theme = catalogue.find(THEME, "themes")
    return catalogue.referring(theme, kind, "themes") if theme else []


def _parent_listed(catalogue: Catalogue, record: Activity) -> bool:
    """Whether an activity stands below another that belongs to the Program."""
    return record.parent is not None and THEME in catalogue.get(Activity, record.parent).themes


def _system(reader: Reader, record: System) -> Block:
    """Return how the Program is followed up: what its page says, and what is not known."""
    said = system(reader, record)
    blocks = [Facts(rows=said.facts), *said.blocks, *remarks(reader, record), *parts.sources(reader, record)]
    return parts.entry(reader, record, blocks)


def _unknown(reader: Reader, records: Iterable[Record]) -> list[Block]:
    """Return what no source says of any of the records, and where sources differ."""
    given = list(records)
    rows: list[list[Inline]] = [
        [reader.link(record), reader.label("formats.colon"), reader.say(text, record)]
        for record in given
        for text in record.unknown
    ]
    return [*([Links(rows=rows)] if rows else []), *parts.discrepancies(reader, given)]
