"""The report to the General Assembly that AG/RES. 2738 orders in paragraph 3: the results, as far as recorded."""

from __future__ import annotations

from cam.model.records import Activity, Document, Meeting, System
from cam.session_reports import remains, state_of, work
from cam.session_reports.chair import Parts, committees, in_numbers, listed, meetings
from cam.session_reports.gathering import Gathered
from cam.session_reports.parts import for_chair, gist, line, meeting_lines, period_said
from cam.views.blocks import Block, Group, Inline, Links
from cam.views.common import in_time
from cam.views.reader import Reader

_STORY, _SYSTEMS = "program", "systems"
"""The topics of the history, and the first also the theme, that the report follows."""


def chapters(reader: Reader, session: Gathered) -> Parts:
    """Yield the chapters of the report to the General Assembly."""
    yield "chair_report.chapter_basis", _basis(reader, session)
    yield "chair_report.chapter_program", _program(reader, session)
    yield "chair_report.chapter_resolution", _resolution(reader, session)
    yield "chair_report.chapter_work", _work(reader, session)
    yield (
        "chair_report.chapter_systems",
        _systems(reader, session),
    )
    yield "kinds.programs", state_of.programs(reader, session)
    yield "chair_report.chapter_laws", state_of.laws(reader, session)
    yield "chair_report.chapter_figures", state_of.figures(reader, session)
    if session.projects:
        yield "kinds.projects", state_of.projects(reader, session)
    yield "kinds.documents", remains.documents(reader, session)
    yield "headings.discrepancies", remains.discrepancies(reader, session)
    yield (
        "headings.unknown",
        remains.unknown(reader, [*session.committees, *_followed(session), *session.records()]),
    )
    yield "chair_report.chapter_recommendations", [for_chair(reader, "recommendations")]


def _basis(reader: Reader, session: Gathered) -> list[Block]:
    """Return who orders the report of whom, and what it covers."""
    order = session.order
    return [
        line(_why(reader, session), " ", reader.link(order, reader.reference(order))),
        line(reader.say(order.summary or order.title, order)),
        line(reader.label("chair_report.covers", period=period_said(reader, session))),
        *committees(reader, session),
        in_numbers(reader, session, [*session.named, *session.given]),
        for_chair(reader, "introduction"),
    ]


def _why(reader: Reader, session: Gathered) -> str:
    """Return what the ordering mandate is to the report; one on an earlier period it did not order."""
    date = reader.catalogue.get(Document, session.order.document).date
    if session.ordered or date is None:
        return reader.label("chair_report.answers")
    return reader.label("chair_report.ordered_later", date=reader.wording.date(date))


def _followed(session: Gathered) -> list[System]:
    """Return the systems that the ordering mandate is about: the follow-up of the Program."""
    found = [session.catalogue.find(name) for name in session.order.concerns]
    return [item for item in found if isinstance(item, System)]


def _program(reader: Reader, session: Gathered) -> list[Block]:
    """Return the state of the Program, what was done on it in the period, and its facts by date."""
    found: list[Block] = []
    for system in _followed(session):
        found.append(gist(reader, system))
        if system.state:
            known = reader.label("chair_report.known_today")
            said = line(reader.say(system.state, system), " ", reader.link(system))
            found.append(Group(known, blocks=[said]))
    found += _on_the_program(reader, session)
    return [*found, *_story(reader, session, _STORY), for_chair(reader, "program")]


def _on_the_program(reader: Reader, session: Gathered) -> list[Block]:
    activities = [item for item in session.activities if _STORY in item.themes]
    meetings = [item for item in [*session.meetings, *session.elsewhere] if _STORY in item.themes]
    documents = [item for item in session.issued if _STORY in item.themes]
    found: list[tuple[str, list[list[Inline]]]] = [
        (Activity.kind, [[f"{item.number}. ", reader.link(item)] for item in activities]),
        (Meeting.kind, meeting_lines(reader, session, meetings)),
        (Document.kind, reader.lines(in_time(documents))),
    ]
    empty = reader.label("chair_report.nothing_recorded")
    return [Links(reader.label(f"headings.{kind}"), rows=rows, empty=empty) for kind, rows in found]


def _story(reader: Reader, session: Gathered, topic: str) -> list[Block]:
    """Return the facts of one story of the history that fall into the period."""
    facts = [item for item in session.milestones if item.topic == topic]
    title = reader.label("chair_report.chapter_facts")
    return [Group(title, blocks=[remains.facts(reader, session, facts)])]


def _systems(reader: Reader, session: Gathered) -> list[Block]:
    """Return the state of the information systems, and their facts of the period."""
    return [state_of.systems(reader), *_story(reader, session, _SYSTEMS), for_chair(reader, "systems")]


def _resolution(reader: Reader, session: Gathered) -> list[Block]:
    """Return the paragraphs of the ordering resolution, each with what was done, the other mandates, the functions."""
    given = [*session.named, *session.given]
    own = [item for item in given if item.document == session.order.document]
    every = [*own, *(item for item in given if item not in own)]
    found = work.thread(reader, session, every)
    found += [work.mandate(reader, session, item, ask=True) for item in every]
    return [*found, *listed(reader, "standing", session.standing)]


def _work(reader: Reader, session: Gathered) -> list[Block]:
    """Return what each plan foresaw with what is known of it, then the meetings."""
    plans: list[Block] = []
    for record in session.plans:
        plans += [work.in_short(reader, session, record)]
    if not plans:
        plans = [line(reader.label("chair_report.no_plan"))]
    title = reader.label("kinds.meetings")
    return [*plans, Group(title, blocks=meetings(reader, session, business=False))]
