"""Mandates and what was done under them, plans and their activities, meetings: the body of both reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cam.model.records import Activity, Mandate, Meeting, Plan
from cam.session_reports.gathering import Gathered, state
from cam.session_reports.parts import (
    STATES,
    bracketed,
    counts,
    dates,
    for_chair,
    gist,
    how_many,
    joined,
    line,
    meeting_lines,
    perhaps,
    result,
    state_said,
    table,
)
from cam.text import Words
from cam.views.blocks import Anchor, Block, Cell, Facts, Group, Inline, Outline, Piece
from cam.views.common import Row, by_date, fact, period
from cam.views.reader import Reader
from cam.views.work import basis, set_of

# Mandates


def thread(reader: Reader, session: Gathered, mandates: Iterable[Mandate]) -> list[Block]:
    """Return a table of mandates with how many activities, meetings and results the record has of each."""
    rows: list[list[Cell]] = []
    for mandate in mandates:
        meetings = session.naming(mandate)
        known = sum(bool(meeting.outcome) for meeting in meetings)
        number = reader.wording.number
        numbers = [number(len(session.under(mandate))), how_many(reader, meetings), number(known)]
        said: list[Inline] = [f"{reader.reference(mandate)}\n", reader.link(mandate)]
        rows.append([said, *numbers])
    names = ("columns.mandate", "columns.activities", "columns.meetings", "chair_report.meetings_with_result")
    if not rows:
        return []
    return [
        table(reader, names, rows, reader.label("chair_report.thread")),
        line(reader.label("chair_report.named_once")),
    ]


def mandate(reader: Reader, session: Gathered, record: Mandate, ask: bool = False) -> Group:
    """Return a mandate: its gist, its parts, and the thread to activities, meetings and results.

    `ask` leaves a place for the Chair at each of its lettered parts.
    """
    meetings = session.naming(record)
    return Group(
        reader.reference(record),
        blocks=[
            gist(reader, record),
            *_parts(reader, record, ask),
            Facts(rows=_of_mandate(reader, session, record, meetings)),
        ],
    )


def _parts(reader: Reader, record: Mandate, ask: bool) -> list[Block]:
    if not record.parts:
        return []
    pieces = reader.pieces(record.parts, record)
    if not ask:
        return [Outline(pieces=pieces)]
    place = Piece("", Words(bracketed(reader, "part"), reader.language))
    asked = [replace(piece, pieces=[*piece.pieces, place]) for piece in pieces]
    return [Outline(intro=reader.label("chair_report.parts_are"), pieces=asked)]


def _of_mandate(reader: Reader, session: Gathered, record: Mandate, meetings: list[Meeting]) -> list[Row]:
    said: list[Cell | None] = [*reader.links(record.addressed_to, "bodies")]
    said += [reader.say(record.addressees, record)] if record.addressees else []
    return [
        *fact(reader, "addressed_to", said),
        *fact(reader, "period", [reader.say(record.period, record)] if record.period else []),
        _row(
            reader,
            "activities",
            _by_number(reader, session, session.under(record)),
            "chair_report.no_activity_of_mandate",
        ),
        _row(
            reader,
            "meetings",
            _in_time(reader, session, meetings),
            "chair_report.no_meeting_of_mandate",
        ),
        *_results(reader, meetings),
    ]


def _by_number(reader: Reader, session: Gathered, activities: list[Activity]) -> list[list[Inline]]:
    """Return activities by their numbers, in a line for each plan; where there are several, each is named."""
    found: list[list[Inline]] = []
    for one in session.plans:
        said = ", ".join(str(item.number) for item in activities if item.plan == one.id)
        several = len(session.plans) > 1
        lead = f"{reader.title(one)}{reader.label('formats.colon')}" if several else ""
        found += [[lead, said]] if said else []
    return found


def _in_time(reader: Reader, session: Gathered, meetings: list[Meeting]) -> list[list[Inline]]:
    """Return meetings with a result as such, the others by their dates, in a line for each state."""
    found = meeting_lines(reader, session, [meeting for meeting in meetings if meeting.outcome])
    for code in STATES:
        days = Counter(
            reader.when(item).text for item in meetings if not item.outcome and state(item) == code
        )
        said = "; ".join(f"{day} ({number})" if number > 1 else day for day, number in days.items())
        lead = f"{state_said(reader, code)}{reader.label('formats.colon')}"
        found += [[lead, said]] if said else []
    return found


def _row(reader: Reader, name: str, lines: list[list[Inline]], empty: str) -> Row:
    """Return lines under the name of a kind, one below the other; a sentence where there is none."""
    return reader.label(f"headings.{name}"), [joined(lines) if lines else reader.label(empty)]


def _results(reader: Reader, meetings: list[Meeting]) -> list[Row]:
    """Return that nothing is recorded of what came of meetings, where that is so."""
    if any(meeting.outcome for meeting in meetings):
        return []
    return fact(reader, "results", [reader.label("notes.no_result_short")])


# Plans and activities


def plan(reader: Reader, session: Gathered, record: Plan) -> Group:
    """Return a plan with everything on record of each of its activities."""
    return Group(
        str(reader.title(record)),
        blocks=[
            gist(reader, record),
            Facts(rows=_of_plan(reader, record)),
            *(_activity(reader, session, item) for item in session.of_plan(record)),
        ],
    )


def _of_plan(reader: Reader, record: Plan) -> list[Row]:
    return [
        *fact(reader, "body", reader.links([record.body], "bodies")),
        *fact(reader, "period", period(reader, record.period)),
        *fact(reader, "document", reader.links([record.document], "documents")),
        *fact(reader, "works_with", reader.links(record.works_with, "bodies")),
    ]


def _activity(reader: Reader, session: Gathered, record: Activity) -> Group:
    meetings = session.carried_out_by(record)
    leaves = session.leaves(record)
    blocks: list[Block] = [
        gist(reader, record),
        Facts(rows=_of_activity(reader, session, record, bool(leaves))),
    ]
    if leaves:
        blocks += [_activity(reader, session, leaf) for leaf in leaves]
    elif not any(meeting.outcome for meeting in meetings):
        blocks.append(for_chair(reader, "activity"))
    return Group(f"{record.number}. {reader.title(record)}", blocks=blocks)


def _of_activity(reader: Reader, session: Gathered, record: Activity, has_leaves: bool) -> list[Row]:
    """Return the facts of an activity; those of its parts stand with them."""
    responsible: list[Cell | None] = [
        reader.link(reader.find(item.body, "bodies"), str(reader.say(item.role, record)) if item.role else "")
        for item in record.responsible
    ]
    rows = [
        *fact(reader, "responsible", responsible),
        *fact(reader, "condition", [reader.say(record.condition, record)] if record.condition else []),
        *_mandates_of(reader, record),
    ]
    meetings = session.carried_out_by(record)
    outside = session.outside(record)
    if meetings or not (has_leaves or outside):
        lines = meeting_lines(reader, session, meetings)
        rows += [
            _row(reader, "meetings", lines, "chair_report.no_meeting_of_activity"),
            *_results(reader, meetings),
        ]
    if outside:
        lines = meeting_lines(reader, session, outside)
        rows.append((reader.label("chair_report.outside"), [joined(lines)]))
    about: list[Row] = [(reader.label("headings.concerns"), [*reader.links(record.concerns)])]
    return [*rows, *(about if record.concerns else [])]


def _mandates_of(reader: Reader, record: Activity) -> list[Row]:
    mandates = [reader.catalogue.get(Mandate, item) for item in record.mandates]
    if not mandates:
        return [(reader.label("headings.mandates"), [reader.label("notes.activity_without_mandate")])]
    first, *others = [_to(reader, item) for item in mandates]
    return [(reader.label("headings.mandates"), [[*basis(reader, record), first], *others])]


def _to(reader: Reader, mandate: Mandate) -> Anchor:
    """Return the way to a mandate by its document and paragraph."""
    return Anchor(reader.link(mandate).href, reader.reference(mandate))


# Meetings


def numbers(reader: Reader, meetings: list[Meeting]) -> Block:
    """Return how many meetings are in each state, and of how many a result is recorded."""
    rows: list[list[Cell]] = []
    for code in STATES:
        found = [meeting for meeting in meetings if state(meeting) == code]
        if found:
            rows.append([state_said(reader, code), *_counted(reader, found)])
    rows.append([reader.label("chair_report.total"), *_counted(reader, meetings)])
    return table(reader, ("columns.status", "columns.meetings", "chair_report.meetings_with_result"), rows)


def _counted(reader: Reader, meetings: list[Meeting]) -> list[Cell]:
    known = sum(bool(meeting.outcome) for meeting in meetings)
    return [how_many(reader, meetings), reader.wording.number(known)]


def by_state(
    reader: Reader, session: Gathered, meetings: list[Meeting], business: bool = True
) -> list[Block]:
    """Return the meetings in a table for each state, with what came of them; with their business where asked for."""
    found: list[Block] = []
    for code in STATES:
        here = [item for item in meetings if state(item) == code]
        rows = [_meeting(reader, session, item, business) for item in here]
        if rows:
            title = f"{state_said(reader, code)} ({how_many(reader, here)})"
            second = "chair_report.business" if business else "columns.meeting"
            names = ("columns.date", second, "fields.results")
            found.append(table(reader, names, rows, title))
    return found


def _meeting(reader: Reader, session: Gathered, record: Meeting, business: bool) -> list[Cell]:
    said: list[list[Inline]] = [[reader.link(record), *perhaps(reader, session, record)]]
    if record.body not in {body.id for body in session.committees}:
        said.append([reader.link(reader.find(record.body, "bodies"))])
    if business and not record.items and record.summary:
        said.append([reader.say(record.summary, record)])
    for item in record.items if business else ():
        said.append([f"{item.number}. ", reader.say(item.text, record)])
        said += [["– ", reader.say(bullet.text, record)] for bullet in item.bullets]
    return [dates(reader, record), joined(said), result(reader, record)]


def _meetings_of(
    reader: Reader, session: Gathered, parts: list[Activity], meetings: list[Meeting]
) -> list[Inline]:
    """Return how many meetings of the period carry out an activity, then those that lie outside the period."""
    outside = by_date(set_of([meeting for part in parts for meeting in session.outside(part)]))
    said: list[Inline] = [counts(reader, meetings)] if meetings else []
    if outside:
        lead = f"{reader.label('chair_report.outside')}{reader.label('formats.colon')}"
        lines = meeting_lines(reader, session, outside)
        return [*said, *(["\n"] if said else []), lead, "\n", *joined(lines)]
    return said or [reader.label("chair_report.no_meeting_of_activity")]


def in_short(reader: Reader, session: Gathered, record: Plan) -> Block:
    """Return a table of a plan's activities, each with its meetings, counted by what is known of them, and results.

    An activity with parts has the meetings of its parts.
    """
    rows: list[list[Cell]] = []
    for item in session.activities:
        if item.plan == record.id:
            parts = [item, *session.leaves(item)]
            meetings = by_date(set_of([m for part in parts for m in session.carried_out_by(part)]))
            outcomes: list[list[Inline]] = [[result(reader, m)] for m in meetings if m.outcome]
            said = _meetings_of(reader, session, parts, meetings)
            nothing: list[Inline] = [reader.label("notes.no_result_short")]
            rows.append([item.number, [reader.link(item)], said, joined(outcomes) or nothing])
    names = ("columns.number", "columns.activity", "columns.meetings", "fields.results")
    return table(reader, names, rows, str(reader.title(record)))
