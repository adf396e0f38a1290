"""The Chair's report: officers, mandates, plans, meetings, documents of a period, in the order that the OAS uses."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model.records import Mandate
from cam.session_reports import remains, work
from cam.session_reports.gathering import Gathered
from cam.session_reports.parts import for_chair, gist, how_many, line, period_said, table
from cam.views.blocks import Block, Cell, Group, Inline, Links
from cam.views.reader import Reader

Parts = Iterator[tuple[str, list[Block]]]
"""Chapters: the label of the title of each, and what stands in it."""


def chapters(reader: Reader, session: Gathered) -> Parts:
    """Yield the chapters of the Chair's report."""
    yield "chair_report.chapter_introduction", _introduction(reader, session)
    yield "headings.officers", [*remains.officers(reader, session), for_chair(reader, "officers")]
    yield "kinds.mandates", mandates(reader, session)
    yield "chair_report.chapter_plans", _plans(reader, session)
    yield "kinds.meetings", meetings(reader, session)
    yield "kinds.documents", [*remains.documents(reader, session), for_chair(reader, "documents")]
    yield "chair_report.chapter_facts", [remains.facts(reader, session, session.milestones)]
    yield "headings.discrepancies", remains.discrepancies(reader, session)
    yield "headings.unknown", remains.unknown(reader, [*session.committees, *session.records()])
    yield "chair_report.chapter_conclusions", [for_chair(reader, "conclusions")]


def _introduction(reader: Reader, session: Gathered) -> list[Block]:
    """Return on whom and what the report is, and how much the record holds."""
    covered = reader.label("chair_report.covers", period=period_said(reader, session))
    return [
        line(covered),
        *committees(reader, session),
        in_numbers(reader, session, session.named),
        for_chair(reader, "introduction"),
    ]


def committees(reader: Reader, session: Gathered) -> list[Block]:
    """Return what each committee of the period is."""
    return [
        line(reader.link(body), ". ", reader.say(body.summary or body.title, body))
        for body in session.committees
    ]


def in_numbers(reader: Reader, session: Gathered, followed: list[Mandate]) -> Block:
    """Return how many records of each kind the report rests on; `followed` are the mandates that it follows up."""
    number = reader.wording.number
    every = [*session.meetings, *session.elsewhere]
    others = len([item for item in session.given if item not in followed])
    found = {
        "kinds.mandates": _mandates_said(reader, len(followed), len(session.standing)),
        **({"chair_report.given": number(others)} if others else {}),
        "kinds.plans": number(len(session.plans)),
        "kinds.activities": number(len(session.activities)),
        "kinds.meetings": how_many(reader, every),
        "chair_report.meetings_with_result": number(sum(bool(meeting.outcome) for meeting in every)),
        "kinds.documents": number(len(session.issued)),
        "kinds.discrepancies": number(len(session.differing()[0])),
    }
    rows: list[list[Cell]] = [[reader.label(name), said] for name, said in found.items()]
    return table(reader, ("columns.kind", "columns.records"), rows, reader.label("chair_report.in_numbers"))


def _mandates_said(reader: Reader, followed: int, standing: int) -> str:
    """Return how many mandates are followed up, and how many functions stand beside them."""
    said = reader.wording.number(followed)
    return reader.wording.count("chair_report.and_standing", standing, first=said) if standing else said


def mandates(reader: Reader, session: Gathered) -> list[Block]:
    """Return the mandates with the thread from each to what came of it, then the functions, then all others."""
    found: list[Block] = work.thread(reader, session, session.named)
    if not session.named:
        found.append(line(reader.label("chair_report.no_mandate")))
    found += [work.mandate(reader, session, item) for item in session.named]
    found += listed(reader, "standing", session.standing)
    return [*found, *listed(reader, "given", session.given)]


def listed(reader: Reader, name: str, records: list[Mandate]) -> list[Block]:
    """Return mandates as a list under a heading that says what they are; nothing where there are none."""
    if not records:
        return []
    title, intro = reader.label(f"chair_report.{name}"), reader.label(f"chair_report.{name}_are")
    return [Links(title, intro=intro, rows=[_in_a_line(reader, item) for item in records])]


def _in_a_line(reader: Reader, mandate: Mandate) -> list[Inline]:
    """Return where a mandate stands and what it says."""
    return [f"{reader.reference(mandate)}{reader.label('formats.colon')}", *gist(reader, mandate).pieces]


def _plans(reader: Reader, session: Gathered) -> list[Block]:
    plans: list[Block] = [work.plan(reader, session, item) for item in session.plans]
    return plans or [line(reader.label("chair_report.no_plan")), for_chair(reader, "plan")]


def meetings(reader: Reader, session: Gathered, business: bool = True) -> list[Block]:
    """Return the meetings of the committee by what is known of them, then those of other bodies."""
    if not session.meetings and not session.elsewhere:
        return [line(reader.label("chair_report.no_meeting")), for_chair(reader, "meetings")]
    found: list[Block] = [line(reader.label("chair_report.meetings_are"))]
    if session.meetings:
        found += [work.numbers(reader, session.meetings)]
        found += work.by_state(reader, session, session.meetings, business)
    if session.elsewhere:
        tables = work.by_state(reader, session, session.elsewhere, business)
        found.append(Group(reader.label("chair_report.elsewhere"), blocks=tables))
    return [*found, for_chair(reader, "meetings")]
