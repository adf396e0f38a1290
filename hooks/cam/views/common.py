"""What every record's page has: facts, links both ways, names, discrepancies, facets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cam.model import Name, PartialDate, Record, Source
from cam.model.base import Span
from cam.model.directory import Portal
from cam.model.law import Country, Law, Treaty
from cam.model.program import Program
from cam.model.records import (
    Activity,
    Body,
    Discrepancy,
    Document,
    FrameworkSection,
    Mandate,
    Meeting,
    Milestone,
    Officer,
    Plan,
    Theme,
)
from cam.store import key
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links, Notice, Table
from cam.views.reader import Reader, shown

Row = tuple[str, list[Cell]]


@dataclass
class Parts:
    """The parts of a record's page that differ from kind to kind."""

    facts: list[Row] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Badge] = field(default_factory=list)
    reference: str = ""


def fact(reader: Reader, label: str, values: Iterable[Cell | None]) -> list[Row]:
    """Return a row of facts, or none where nothing is known."""
    known = [value for value in values if value]
    return [(reader.label(f"fields.{label}"), known)] if known else []


def period(reader: Reader, span: Span | None) -> list[Cell | None]:
    """Return a Span as values of a fact."""
    return [reader.wording.period(span)] if span else []


def outside(address: str) -> Anchor:
    """Return an address as a link to it."""
    return Anchor(address, shown(address), outside=True)


def doubt(reader: Reader, record: Record, *keys: str) -> list[Badge]:
    """Return the mark of a value that is only remembered, where one of `keys` of the record is."""
    return [Badge(reader.label("marks.unsure"), "warn")] if set(keys) & set(record.unsure) else []


def sure(reader: Reader, record: Record, key: str, values: Sequence[Cell | None]) -> list[Cell | None]:
    """Return the values of a key, followed by a mark where they are only remembered."""
    known = [value for value in values if value]
    return [*known, *(doubt(reader, record, key) if known else [])]


def marked(marks: Iterable[Badge]) -> list[Inline]:
    """Return marks to stand behind a text, each after a space."""
    line: list[Inline] = []
    for mark in marks:
        line += [" ", mark]
    return line


def languages_said(reader: Reader, codes: Iterable[str]) -> str:
    """Return names of languages in a sentence."""
    return reader.wording.list(reader.wording.language_name(code) for code in codes)


def cited(reader: Reader, sources: Iterable[Source]) -> list[Inline]:
    """Return sources to stand behind a sentence, in brackets."""
    line: list[Inline] = []
    for source in reader.sources(sources):
        line += [" (", *source, ")"]
    return line


def links(reader: Reader, label: str, records: Iterable[Record], empty: str = "") -> list[Block]:
    """Return a list of links under a heading; without records, the sentence `empty` or nothing at all."""
    rows = reader.lines(in_time(records))
    if not rows and not empty:
        return []
    return [Links(reader.label(f"headings.{label}"), rows=rows, empty=reader.label(empty) if empty else "")]


def in_time(records: Iterable[Record]) -> list[Record]:
    """Return documents and milestones in order of date (undated last), anything else in the order given."""
    given = list(records)
    dates = [until(record.date) for record in given if isinstance(record, (Document, Milestone))]
    if len(dates) < len(given):
        return given
    pairs = sorted(zip(dates, given, strict=True), key=lambda pair: (pair[0], pair[1].id))
    return [record for _, record in pairs]


def until(date: PartialDate | None) -> str:
    """Return a key that sorts dates; what is known by its year or month only stands after the days in it."""
    return (f"{date or 9999}" + "-99-99")[:10]


def names(reader: Reader, given: list[Name]) -> list[Block]:
    """Return the table of every name that the sources use."""
    if not given:
        return []
    columns = [reader.label(f"columns.{name}") for name in ("name", "language", "source")]
    rows = [
        [
            reader_text(name),
            reader.wording.language_name(name.language),
            [
                part
                for index, line in enumerate(reader.sources(name.sources))
                for part in ([" · "] if index else []) + line
            ],
        ]
        for name in given
    ]
    return [Table(reader.label("headings.names"), columns=columns, rows=rows)]


def reader_text(name: Name) -> Inline:
    """Return a name marked with the language that it is written in."""
    return Words(name.text, name.language)


def meeting_line(reader: Reader, meeting: Meeting, note: str = "") -> list[Inline]:
    """Return a meeting with its date and what is said of that date."""
    date = meeting.dates[-1]
    line: list[Inline] = [
        reader.when(meeting),
        " — ",
        reader.link(meeting),
        " ",
        status_badge(reader, date.status),
    ]
    return [*line, " ", note] if note else line


def status_badge(reader: Reader, status: str) -> Badge:
    """Return the mark of a date's status."""
    tones = {"held": "good", "moved": "warn", "cancelled": "warn"}
    return Badge(reader.code(status, "date_statuses"), tones.get(status, "plan"))


def by_date(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Return meetings in order of the date that holds, then of their row and id."""
    return sorted(meetings, key=lambda m: (m.dates[-1].start, len(m.row or ""), m.row or "", m.id))


def serving_items(reader: Reader, record: Record) -> list[Anchor]:
    """Return links to the framework's items that name `record` as serving them."""
    found = []
    for section in reader.catalogue.all(FrameworkSection):
        for item, label in section.labelled():
            if key(record) in item.served_by:
                anchor = reader.link(section, fragment=f"#{anchor_of(label)}")
                text = reader.say(item.text, section)
                found.append(
                    Anchor(anchor.href, type(text)(f"{label} {text.text}", text.language, text.foreign))
                )
    return found


def anchor_of(label: str) -> str:
    """Return the anchor of a framework item."""
    return label.replace(".", "-").lower()


def remarks(reader: Reader, record: Record) -> list[Block]:
    """Return what could not be confirmed, what is not known, discrepancies and the editors' remarks."""
    blocks: list[Block] = []
    concerned = reader.catalogue.referring(record, Discrepancy, "concerns")
    if concerned:
        rows: list[list[Inline]] = [[Badge(item.number), " ", reader.link(item)] for item in concerned]
        blocks.append(Links(reader.label("headings.discrepancies"), anchor="discrepancies", rows=rows))
    if record.unconfirmed:
        lines: list[list[Inline]] = []
        lines.extend(
            [reader.say(item.text, record), *cited(reader, item.sources)] for item in record.unconfirmed
        )
        blocks.append(Notice(reader.label("headings.unconfirmed"), tone="warn", lines=lines))
    if record.unknown:
        lines = [[reader.say(text, record)] for text in record.unknown]
        blocks.append(Notice(reader.label("headings.unknown"), tone="unknown", lines=lines))
    if record.notes:
        lines = [[reader.say(text, record)] for text in record.notes]
        blocks.append(Notice(reader.label("headings.notes"), lines=lines))
    return blocks


def year_of(record: Record) -> list[str]:
    """Return the years that a record belongs to, for facets."""
    match record:
        case Meeting():
            dates = [date.start for date in record.dates]
        case Plan():
            dates = [date for date in (record.period.start, record.period.end) if date]
        case Document() | Milestone():
            dates = [record.date] if record.date else []
        case Law():
            dates = [record.date] if record.date else []
        case Treaty():
            dates = [record.adopted]
        case Officer():
            dates = [record.elected_on] if record.elected_on else []
        case Mandate() | Activity() | _:
            dates = []
    return sorted({date[:4] for date in dates})


def facets(reader: Reader, record: Record) -> list[tuple[str, str]]:
    """Return the facets under which the search finds a record: kind, plan, body, year, theme."""
    found = [("kind", reader.label(f"kinds.{record.kind}"))]
    catalogue = reader.catalogue
    plan = (
        record if isinstance(record, Plan) else catalogue.find(getattr(record, "plan", None) or "", "plans")
    )
    if plan:
        found.append(("plan", str(reader.title(plan))))
    body = (
        record if isinstance(record, Body) else catalogue.find(getattr(record, "body", None) or "", "bodies")
    )
    if body is None and isinstance(plan, Plan):
        body = catalogue.find(plan.body, "bodies")
    if isinstance(body, Body):
        found.append(("body", short(reader, body)))
    years = year_of(record)
    if isinstance(record, Mandate):
        years = year_of(catalogue.get(Document, record.document))
    if isinstance(record, Activity) and isinstance(plan, Plan):
        years = year_of(plan)
    found += [("year", year) for year in years]
    found += [("country", str(reader.title(item))) for item in _states(reader, record)]
    found += [("topic", reader.code(item, "law_topics")) for item in getattr(record, "topics", [])]
    if isinstance(record, (Law, Portal, Program)):
        found.append(("type", reader.code(record.type)))
    themes = [record.id] if isinstance(record, Theme) else record.themes
    return found + [("theme", str(reader.title(catalogue.get(Theme, theme)))) for theme in themes]


def _states(reader: Reader, record: Record) -> list[Record]:
    """Return the states that a record is about; a treaty is about all of them, which narrows nothing."""
    if isinstance(record, Country):
        return [record]
    codes = [getattr(record, "country", None), *getattr(record, "countries", [])]
    if isinstance(record, Program):
        codes = [*record.origins, *record.destinations]
    return [reader.find(code, "countries") for code in dict.fromkeys(codes) if code]


def short(reader: Reader, body: Body) -> str:
    """Return a body's acronym, or its name where it has none."""
    return str(reader.say(body.acronym, body)) if body.acronym else str(reader.title(body))
