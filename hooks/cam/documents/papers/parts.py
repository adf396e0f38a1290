"""What the papers are made of: mandates, activities, meetings, each with its address and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cam.documents.written import Line
from cam.model import Record
from cam.model.records import Activity, Discrepancy, Mandate, Meeting
from cam.store import key
from cam.text import Words
from cam.views import work
from cam.views.blocks import Anchor, Badge, Block, Cell, Facts, Group, Inline, Links, Prose, Table
from cam.views.common import by_date, cited, fact, meeting_line, remarks, status_badge
from cam.views.reader import Reader


def address(reader: Reader, record: Record) -> Line:
    """Return the address of a record on a line of its own: what follows is said there."""
    return Line(pieces=[Anchor(reader.link(record).href, key(record))], style="small")


def titled(reader: Reader, words: Words) -> str:
    """Return a text as a heading, which says so where it is in another language."""
    if not words.foreign:
        return words.text
    name = reader.wording.language_name(words.language)
    return f"{words.text} ({reader.label('marks.untranslated', language=name)})"


def entry(reader: Reader, record: Record, blocks: Iterable[Block], title: str = "") -> Group:
    """Return a record as a part of its own: its title, address and gist, then `blocks`."""
    gist = [Prose(paragraphs=[reader.say(record.summary, record)])] if record.summary else []
    heading = title or titled(reader, reader.title(record))
    return Group(heading, blocks=[address(reader, record), *gist, *blocks])


def joined(lines: Iterable[Sequence[Inline]], between: str = "; ") -> list[Inline]:
    """Return lines as one, with something between them."""
    found: list[Inline] = []
    for line in lines:
        found += [*([between] if found else []), *line]
    return found


def sources(reader: Reader, record: Record) -> list[Block]:
    """Return where a record was read, in small print."""
    said = joined(reader.sources(record.sources))
    colon = reader.label("formats.colon")
    return [Line(pieces=[f"{reader.label('headings.sources')}{colon}", *said], style="small")] if said else []


def mandate(reader: Reader, record: Mandate) -> Group:
    """Return a mandate: what it asks of whom and for how long, and what is recorded of what was done about it."""
    parts = work.mandate(reader, record)
    title = f"{reader.reference(record)}{reader.label('formats.colon')}{titled(reader, reader.title(record))}"
    said = [Facts(rows=parts.facts), *parts.blocks, *remarks(reader, record), *sources(reader, record)]
    return entry(reader, record, said, title)


def activity(reader: Reader, record: Activity) -> Group:
    """Return an activity with its leaves: who does it, on what mandates, when, and what it consists of."""
    responsible: list[Cell | None] = [
        reader.link(reader.find(item.body, "bodies"), str(reader.say(item.role, record)) if item.role else "")
        for item in record.responsible
    ]
    leaves = work.in_order(reader.catalogue.referring(record, Activity, "parent"))
    facts = [
        *fact(reader, "responsible", responsible),
        *fact(reader, "condition", [reader.say(record.condition, record)] if record.condition else []),
        *_mandates(reader, record),
        *_dates(reader, record, bool(leaves)),
    ]
    return entry(
        reader,
        record,
        [
            Facts(rows=facts),
            *reader.outline("headings.parts", record.parts, record),
            *remarks(reader, record),
            *sources(reader, record),
            # last, or the notes above would seem to be those of a leaf
            *(activity(reader, leaf) for leaf in leaves),
        ],
        f"{record.number}. {titled(reader, reader.title(record))}",
    )


def _mandates(reader: Reader, record: Activity) -> list[tuple[str, list[Cell]]]:
    """Return the mandates of an activity with who made the link, or that there is none."""
    found = [reader.find(item, "mandates") for item in record.mandates]
    if not found:
        return [(reader.label("headings.mandates"), [reader.label("notes.activity_without_mandate")])]
    first, *others = reader.lines(found)
    return [(reader.label("headings.mandates"), [[*work.basis(reader, record), *first], *others])]


def _dates(reader: Reader, record: Activity, has_leaves: bool) -> list[tuple[str, list[Cell]]]:
    """Return the meetings that carry an activity out; what only its leaves have stands with them."""
    lines: list[Cell] = [meeting_line(reader, meeting) for meeting in work.carried_out_by(reader, record)]
    if not lines and has_leaves:
        return []
    return [(reader.label("headings.meetings"), lines or [reader.label("notes.activity_without_meeting")])]


def meetings(reader: Reader, found: Iterable[Meeting], title: str = "") -> Table:
    """Return meetings in order of time, each with every date it ever had, what is said of it, and who says so."""
    columns = [reader.label(name) for name in ("columns.date", "columns.meeting", "headings.dates")]
    rows: list[list[Cell]] = [
        [[reader.when(meeting)], _meeting(reader, meeting), _every_date(reader, meeting)]
        for meeting in by_date(found)
    ]
    return Table(title, columns=columns, rows=rows)


def _meeting(reader: Reader, meeting: Meeting) -> list[Inline]:
    """Return a meeting with its type, its body, and what came of it, where a source says so."""
    line: list[Inline] = [reader.link(meeting), "\n", reader.code(meeting.type), ", "]
    line.append(reader.link(reader.find(meeting.body, "bodies")))
    if meeting.outcome:
        label = reader.label("fields.results")
        line += ["\n", f"{label}{reader.label('formats.colon')}", reader.say(meeting.outcome, meeting)]
    return line


def _every_date(reader: Reader, meeting: Meeting) -> list[Inline]:
    """Return each date of a meeting: its place, its status, and its sources in brackets."""
    lines: list[list[Inline]] = []
    for date in meeting.dates:
        place: list[Inline] = [", ", reader.say(date.place, meeting)] if date.place else []
        status = status_badge(reader, date.status)
        lines.append([reader.meeting_date(date), *place, " ", status, *cited(reader, date.sources)])
    return joined(lines, "\n")


def discrepancies(reader: Reader, records: Iterable[Record]) -> list[Block]:
    """Return where the sources differ about any of some records, each once."""
    found: dict[str, Discrepancy] = {}
    for record in records:
        for item in reader.catalogue.referring(record, Discrepancy, "concerns"):
            found[item.id] = item
    rows: list[list[Inline]] = [
        [Badge(item.number), " ", reader.link(item), *_gist(reader, item)]
        for item in sorted(found.values(), key=lambda item: item.id)
    ]
    return [Links(reader.label("headings.discrepancies"), rows=rows)] if rows else []


def _gist(reader: Reader, record: Record) -> list[Inline]:
    return [" — ", reader.say(record.summary, record)] if record.summary else []
