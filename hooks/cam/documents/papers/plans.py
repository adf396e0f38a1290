"""A work plan as its record has it: its text, mandates, activities, calendar, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterator

from cam.documents.assembly import Report
from cam.documents.papers import parts
from cam.documents.papers.front import chapter, paper
from cam.model import Record
from cam.model.records import Activity, Mandate, Meeting, Plan
from cam.views import work
from cam.views.blocks import Block, Facts, Inline, Links, Outline, Prose
from cam.views.common import remarks
from cam.views.reader import Reader


def report(reader: Reader, plan: Plan) -> Report:
    """Return a work plan as a document; the reader stands on its page."""
    title = parts.titled(reader, reader.title(plan))
    subtitle = f"{reader.code(plan.type)} · {reader.wording.period(plan.period)}"
    chapters = [
        chapter(reader, name, reader.label(label), blocks)
        for name, label, blocks in _chapters(reader, plan)
        if blocks
    ]
    return paper(reader, title, subtitle, chapters)


def _chapters(reader: Reader, plan: Plan) -> Iterator[tuple[str, str, list[Block]]]:
    """Yield the name, the label and the content of each chapter; what the plan itself says bears its address."""
    own: list[Block] = [parts.address(reader, plan)]
    sections = _sections(reader, plan)
    yield "facts", "headings.facts", own + _facts(reader, plan)
    yield "content", "headings.content", own + sections if sections else []
    yield "mandates", "headings.mandates", [*own, _mandates(reader, plan)]
    yield "activities", "headings.activities", _activities(reader, plan)
    yield "calendar", "headings.calendar", own + _calendar(reader, plan)
    open_ = _open(reader, plan)
    yield "open", "papers.open", own + open_ if open_ else []
    yield "sources", "headings.sources", [*own, Links(rows=reader.sources(plan.sources))]


def _facts(reader: Reader, plan: Plan) -> list[Block]:
    gist = [Prose(paragraphs=[reader.say(plan.summary, plan)])] if plan.summary else []
    return [*gist, Facts(rows=work.plan(reader, plan).facts)]


def _sections(reader: Reader, plan: Plan) -> list[Block]:
    """Return the sections of a plan that are not its activities."""
    return [
        Outline(
            parts.titled(reader, reader.say(section.title, plan)), pieces=reader.pieces(section.parts, plan)
        )
        for section in plan.sections
    ]


def _mandates(reader: Reader, plan: Plan) -> Block:
    """Return the mandates of a plan with their gist."""
    rows: list[list[Inline]] = []
    for identity in plan.mandates:
        mandate = reader.catalogue.get(Mandate, identity)
        gist: list[Inline] = [" — ", reader.say(mandate.summary, mandate)] if mandate.summary else []
        rows.append(
            [f"{reader.reference(mandate)}{reader.label('formats.colon')}", reader.link(mandate), *gist]
        )
    return Links(rows=rows, empty=reader.label("gaps.none"))


def activities_of(reader: Reader, plan: Plan) -> list[Activity]:
    """Return the activities of a plan, leaves and all, in order."""
    return work.in_order(reader.catalogue.referring(plan, Activity, "plan"))


def _activities(reader: Reader, plan: Plan) -> list[Block]:
    return [parts.activity(reader, item) for item in activities_of(reader, plan) if not item.parent]


def _calendar(reader: Reader, plan: Plan) -> list[Block]:
    """Return the calendar with the columns of the document, then every date that its meetings ever had."""
    meetings = reader.catalogue.referring(plan, Meeting, "plan")
    every = [parts.meetings(reader, meetings, reader.label("headings.dates"))] if meetings else []
    return [*work.calendar_in_form(reader, plan), *every]


def _open(reader: Reader, plan: Plan) -> list[Block]:
    """Return where sources differ on the plan, its activities or meetings, and what is not known of the plan."""
    catalogue = reader.catalogue
    concerned: list[Record] = [
        plan,
        *activities_of(reader, plan),
        *catalogue.referring(plan, Meeting, "plan"),
    ]
    own = [block for block in remarks(reader, plan) if block.anchor != "discrepancies"]
    return [*parts.discrepancies(reader, concerned), *own]
