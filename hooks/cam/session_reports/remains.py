"""What closes both reports: documents, the facts of the period by date, where sources differ, what is not known."""

from __future__ import annotations

from collections.abc import Iterable

from cam.documents.assembly import address_of
from cam.model import Record
from cam.model.records import Document, Milestone, Officer
from cam.session_reports.gathering import Gathered
from cam.session_reports.parts import joined, line, perhaps, table
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links
from cam.views.common import cited
from cam.views.reader import Reader


def officers(reader: Reader, session: Gathered) -> list[Block]:
    """Return who is on record in the offices of the committee; a sentence where nobody is."""
    rows = [_officer(reader, session, item) for item in session.officers]
    if not rows:
        return [line(reader.label("chair_report.no_officer"))]
    names = ("columns.office", "columns.name", "columns.elected", "columns.term")
    return [table(reader, names, rows)]


def _officer(reader: Reader, session: Gathered, record: Officer) -> list[Cell]:
    state: list[Inline] = (
        ["\n", reader.link(reader.find(record.country, "countries"))] if record.country else []
    )
    elected: list[Inline] = [reader.date(record.elected_on)] if record.elected_on else []
    if record.elected_by:
        elected += [", "] if elected else []
        elected.append(reader.link(reader.find(record.elected_by, "bodies")))
    rank: list[Inline] = ["\n", reader.say(record.rank, record)] if record.rank else []
    body: list[Inline] = ["\n", reader.link(reader.find(record.body, "bodies"))]
    several = len(session.committees) > 1
    return [
        [reader.code(record.office), *(body if several else [])],
        [reader.link(record), *perhaps(reader, session, record), *rank, *state],
        elected or "—",
        _term(reader, record),
    ]


def _term(reader: Reader, record: Officer) -> str:
    """Return a term in words; that its end is not recorded, where that is so."""
    said = reader.wording.period(record.term) if record.term else ""
    if record.term and record.term.end:
        return said
    open_end = reader.label("chair_report.no_end")
    return f"{said}; {open_end}" if said else open_end


def documents(reader: Reader, session: Gathered) -> list[Block]:
    """Return the documents of the period, then those that its work rests on."""
    found: list[Block] = []
    for name, records in (("issued", session.issued), ("used", session.used)):
        rows = [_document(reader, session, item) for item in records]
        title = reader.label(f"chair_report.documents_{name}")
        names = ("columns.document", "columns.date", "columns.status")
        empty: Block = Links(title, empty=reader.label("chair_report.no_document"))
        found.append(table(reader, names, rows, title) if rows else empty)
    return found


def _document(reader: Reader, session: Gathered, record: Document) -> list[Cell]:
    date: list[Inline] = [reader.date(record.date)] if record.date else ["—"]
    return [[reader.link(record), *perhaps(reader, session, record)], date, reader.code(record.status)]


def facts(reader: Reader, session: Gathered, milestones: Iterable[Milestone]) -> Block:
    """Return the dated facts of the history, in order of time."""
    rows = [_fact(reader, session, item) for item in milestones]
    return Links(rows=rows, empty=reader.label("chair_report.no_fact"))


def _fact(reader: Reader, session: Gathered, record: Milestone) -> list[Inline]:
    said: list[Inline] = [reader.milestone_date(record), " — ", reader.link(record)]
    if record.summary:
        said += [". ", reader.say(record.summary, record)]
    return [*said, *perhaps(reader, session, record)]


def discrepancies(reader: Reader, session: Gathered) -> list[Block]:
    """Return where the sources differ in substance on something of the period; how many differ in form only."""
    substance, form = session.differing()
    rows: list[list[Inline]] = [
        [Badge(item.number), " ", reader.link(item), ". ", reader.say(item.treatment, item)]
        for item in substance
    ]
    intro = [line(reader.label("chair_report.discrepancies_are"))] if rows else []
    said: list[Block] = [*intro, Links(rows=rows, empty=reader.label("gaps.none"))]
    if form:
        every = Anchor(reader.href("discrepancies/"), address_of(reader, "discrepancies/"))
        said.append(line(reader.wording.count("chair_report.of_form", len(form)), " ", every))
    return said


def unknown(reader: Reader, records: Iterable[Record]) -> list[Block]:
    """Return what the sources do not say of records, and what is said and could not be confirmed."""
    once = list({(record.kind, record.id): record for record in records}.values())
    silent: dict[Words, list[Record]] = {}
    for record in once:
        for text in record.unknown:
            silent.setdefault(reader.say(text, record), []).append(record)
    rows = [_said_of(reader, found, [text]) for text, found in silent.items()]
    doubtful = [
        _said_of(reader, [record], [reader.say(item.text, record), *cited(reader, item.sources)])
        for record in once
        for item in record.unconfirmed
    ]
    blocks: list[Block] = [Links(rows=rows, empty=reader.label("gaps.none"))]
    return [*blocks, *([Links(reader.label("headings.unconfirmed"), rows=doubtful)] if doubtful else [])]


def _said_of(reader: Reader, records: list[Record], said: list[Inline]) -> list[Inline]:
    """Return what is said of several records, after the ways to them."""
    ways: list[list[Inline]] = [[reader.link(record)] for record in records]
    return [*joined(ways, "; "), reader.label("formats.colon"), *said]
