"""The small pieces of both reports: lines, places for the Chair's own words, marks of what is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cam.documents.written import Line
from cam.model import Record
from cam.model.records import Meeting
from cam.session_reports.gathering import Gathered, is_entry, state
from cam.session_reports.period import Reach
from cam.store import key
from cam.views.blocks import Anchor, Badge, Cell, Inline, Notice, Table
from cam.views.common import marked, status_badge
from cam.views.reader import Reader

STATES = ("held", "moved", "planned", "cancelled", "unknown")
"""What is known of a meeting, in the order in which a report speaks of it."""


def line(*pieces: Inline) -> Line:
    """Return a paragraph."""
    return Line(pieces=pieces)


def for_chair(reader: Reader, what: str) -> Notice:
    """Return a place that only the Chair can fill, marked as such: `what` is a label `chair_report.ask_…`."""
    return Notice(tone="warn", lines=[[bracketed(reader, what)]])


def bracketed(reader: Reader, what: str) -> str:
    """Return what the Chair is asked to say, in square brackets."""
    return reader.label("chair_report.for_chair", what=reader.label(f"chair_report.ask_{what}"))


def not_exact(reader: Reader, reach: Reach) -> list[Badge]:
    """Return the mark of what may lie outside the period; nothing where it surely is inside."""
    return [Badge(reader.label("chair_report.perhaps"), "warn")] if reach is Reach.PERHAPS else []


def perhaps(reader: Reader, session: Gathered, record: Record) -> list[Inline]:
    """Return that mark to stand behind a record of the period."""
    return marked(not_exact(reader, Reach.PERHAPS)) if key(record) in session.perhaps else []


def joined(lines: Iterable[Sequence[Inline]], between: str = "\n") -> list[Inline]:
    """Return lines as one, with something between them."""
    found: list[Inline] = []
    for each in lines:
        found += [*([between] if found else []), *each]
    return found


def gist(reader: Reader, record: Record) -> Line:
    """Return what a record says in its own words, with the way to it."""
    said = reader.say(record.summary or record.title, record)
    way = Anchor(reader.link(record).href, reader.label("fields.identity"))
    return line(said, " ", way)


def period_said(reader: Reader, session: Gathered) -> str:
    """Return the period in words."""
    return reader.wording.span(session.period.start, session.period.end)


def dates(reader: Reader, meeting: Meeting) -> list[Inline]:
    """Return every date that a meeting had, each with what is said of it where there are several."""
    found = {date.start: date for date in meeting.dates if date.opens} | {}
    for date in meeting.dates:
        found.setdefault(date.start, date)
    lines: list[list[Inline]] = []
    for start in sorted(found):
        last = [date for date in meeting.dates if date.start == start][-1]
        mark: list[Inline] = [" ", status_badge(reader, last.status)] if len(found) > 1 else []
        lines.append([reader.meeting_date(found[start]), *mark])
    return joined(lines)


def result(reader: Reader, meeting: Meeting) -> Inline:
    """Return what came of a meeting, or that nothing read says so."""
    return reader.say(meeting.outcome, meeting) if meeting.outcome else reader.label("notes.no_result_short")


def meeting_lines(reader: Reader, session: Gathered, meetings: Iterable[Meeting]) -> list[list[Inline]]:
    """Return a line for each meeting: its date, the way to it, what is known of it, and what came of it."""
    found: list[list[Inline]] = []
    for meeting in meetings:
        mark = replace(status_badge(reader, state(meeting)), text=state_said(reader, state(meeting)))
        said: list[Inline] = [reader.when(meeting), " — ", reader.link(meeting), " ", mark]
        outcome: list[Inline] = ["\n", result(reader, meeting)] if meeting.outcome else []
        found.append([*said, *perhaps(reader, session, meeting), *outcome])
    return found


def counts(reader: Reader, meetings: Sequence[Meeting]) -> str:
    """Return how many meetings there are in each state, e.g. “Held: 1; planned: 10 calendar entries”."""
    said = []
    for code in STATES:
        found = [meeting for meeting in meetings if state(meeting) == code]
        if found:
            colon = reader.label("formats.colon")
            said.append(f"{state_said(reader, code)}{colon}{how_many(reader, found)}")
    return "; ".join(said)


def how_many(reader: Reader, meetings: Sequence[Meeting]) -> str:
    """Return the number of meetings; rows of a calendar by months are no meetings and are counted by themselves."""
    entries = sum(map(is_entry, meetings))
    if not entries:
        return reader.wording.number(len(meetings))
    said = [reader.wording.count("chair_report.entries", entries)]
    if entries < len(meetings):
        said.append(reader.wording.count("chair_report.meetings", len(meetings) - entries))
    return ", ".join(said)


def state_said(reader: Reader, code: str) -> str:
    """Return what is known of a meeting in words that say what is not known."""
    if code == "unknown":
        return reader.label("chair_report.not_known_held")
    return reader.code(code, "date_statuses")


def table(reader: Reader, names: Sequence[str], rows: list[list[Cell]], title: str = "") -> Table:
    """Return a table whose columns are headed by labels `file.name`."""
    return Table(title, columns=[reader.label(name) for name in names], rows=rows)
