"""Mandates and what was done under them, plans and their activities, meetings: the body of both reports."""

from __future__ import annotations

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
    joined,
    meeting_lines,
    perhaps,
    result,
    table,
)
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Cell, Facts, Group, Inline, Outline, Piece
from cam.views.common import Row, by_date, fact, period
from cam.views.reader import Reader
from cam.views.work import set_of

# Mandates


def thread(reader: Reader, session: Gathered, mandates: Iterable[Mandate]) -> list[Block]:
    """Return a table of mandates with how many activities, meetings and results the record has of each."""
    rows: list[list[Cell]] = []
    for mandate in mandates:
        meetings = session.naming(mandate)
        known = sum(bool(meeting.outcome) for meeting in meetings)
        numbers = [len(session.under(mandate)), len(meetings), known]
        said: list[Inline] = [f"{reader.reference(mandate)}\n", reader.link(mandate)]
        rows.append([said, *map(reader.wording.number, numbers)])
    names = ("columns.mandate", "columns.activities", "columns.meetings", "chair_report.with_result")
    return [table(reader, names, rows, reader.label("chair_report.thread"))] if rows else []


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
            [[f"{item.number}. ", reader.link(item)] for item in session.under(record)],
            "chair_report.no_activity_of_mandate",
        ),
        _row(
            reader,
            "meetings",
            meeting_lines(reader, session, meetings),
            "chair_report.no_meeting_of_mandate",
        ),
        *_results(reader, meetings),
    ]


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
    if meetings or not has_leaves:
        lines = meeting_lines(reader, session, meetings)
        rows += [
            _row(reader, "meetings", lines, "chair_report.no_meeting_of_activity"),
            *_results(reader, meetings),
        ]
    about: list[Row] = [(reader.label("headings.concerns"), [*reader.links(record.concerns)])]
    return [*rows, *(about if record.concerns else [])]


def _mandates_of(reader: Reader, record: Activity) -> list[Row]:
    mandates = [reader.catalogue.get(Mandate, item) for item in record.mandates]
    if not mandates:
        return [(reader.label("headings.mandates"), [reader.label("notes.activity_without_mandate")])]
    values: list[Cell] = [[_to(reader, item)] for item in mandates]
    how: list[Cell] = [Badge(reader.code(record.mandate_link))] if record.mandate_link else []
    return [(reader.label("headings.mandates"), [*values, *how])]


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
            rows.append([reader.code(code, "date_statuses"), *_counted(reader, found)])
    rows.append([reader.label("chair_report.total"), *_counted(reader, meetings)])
    return table(reader, ("columns.status", "columns.meetings", "chair_report.with_result"), rows)


def _counted(reader: Reader, meetings: list[Meeting]) -> list[Cell]:
    known = sum(bool(meeting.outcome) for meeting in meetings)
    return [reader.wording.number(len(meetings)), reader.wording.number(known)]


def by_state(
    reader: Reader, session: Gathered, meetings: list[Meeting], business: bool = True
) -> list[Block]:
    """Return the meetings in a table for each state, with what came of them; with their business where asked for."""
    found: list[Block] = []
    for code in STATES:
        rows = [_meeting(reader, session, item, business) for item in meetings if state(item) == code]
        if rows:
            title = f"{reader.code(code, 'date_statuses')} ({len(rows)})"
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
            said = counts(reader, meetings) or reader.label("chair_report.no_meeting_of_activity")
            nothing: list[Inline] = [reader.label("notes.no_result_short")]
            rows.append([item.number, [reader.link(item)], said, joined(outcomes) or nothing])
    names = ("columns.number", "columns.activity", "columns.meetings", "fields.results")
    return table(reader, names, rows, str(reader.title(record)))
