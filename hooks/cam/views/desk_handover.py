"""The handover pack for an incoming Chair and for a new person in the Secretariat: short, and made from the records.

The page shows it, and the paper of the same name prints it; `parts` is what both have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cam import coverage, handover
from cam.model import Record
from cam.model.records import Activity, Body, Mandate, Meeting, Officer, Plan
from cam.session_reports.committee import succession
from cam.text import Words
from cam.views import desk_handover_ahead as ahead
from cam.views import desk_handover_ways as ways
from cam.views.blocks import Badge, Block, Cell, Facts, Group, Inline, Links, Notice, Prose, Table
from cam.views.common import doubt, fact, marked
from cam.views.reader import Reader
from cam.views.work import gaps

if TYPE_CHECKING:
    from cam.knowledge import Site

_WEAK = ("seen_elsewhere", "inferred", "named", "recalled")
"""Evidence that a reader should know of before relying on it."""


@dataclass(frozen=True)
class Part:
    """A part of the pack: its name, which is its place on the page, its title, and what stands in it."""

    name: str
    title: str
    blocks: list[Block]


def board(site: Site, reader: Reader) -> list[Block]:
    """Return the pack for its page."""
    return [Group(part.title, anchor=part.name, blocks=part.blocks) for part in parts(site, reader)]


def parts(site: Site, reader: Reader) -> list[Part]:
    """Return the parts of the pack in their order, as of the day that counts as today."""
    plan = handover.newest_plan(site.catalogue)
    found = {
        "committee": _committee(reader, plan),
        "officers": _officers(reader),
        "plan": _plan(reader, plan),
        "calendar": ahead.calendar(site, reader, plan),
        "open": ahead.open_(site, reader),
        "due": ahead.due(site, reader),
        "read": ahead.read(site, reader, plan),
        "ways": ways.ways(reader, plan),
        "week": ways.week(reader),
    }
    return [Part(name, reader.label(f"desk_handover.{name}"), blocks) for name, blocks in found.items()]


def _said(reader: Reader, *names: str) -> Prose:
    """Return labels of the pack as paragraphs."""
    return Prose(paragraphs=[Words(reader.label(f"desk_handover.{name}"), reader.language) for name in names])


# The committee, and what it was asked to do


def _committee(reader: Reader, plan: Plan | None) -> list[Block]:
    bodies = succession(reader.catalogue)
    if not bodies:
        return [_said(reader, "no_committee")]
    body = bodies[0]
    unknown: list[list[Inline]] = [[reader.say(text, body)] for text in body.unknown]
    return [
        *([Prose(paragraphs=[reader.say(body.summary, body)])] if body.summary else []),
        Facts(rows=_body(reader, body)),
        *_functions(reader),
        *_mandates(reader, plan),
        *([Notice(reader.label("headings.unknown"), tone="unknown", lines=unknown)] if unknown else []),
    ]


def _body(reader: Reader, body: Body) -> list[tuple[str, list[Cell]]]:
    """Return what the committee is part of, since when there is one, and what was before it."""
    since: list[Inline] = [reader.date(body.established)] if body.established else []
    if body.established_by:
        since += [*([" · "] if since else []), reader.say(body.established_by, body)]
    return [
        *fact(reader, "body", [reader.link(body)]),
        *fact(reader, "part_of", reader.links([body.part_of] if body.part_of else [], "bodies")),
        *fact(reader, "established", [since]),
        *fact(reader, "preceded_by", reader.links([body.preceded_by] if body.preceded_by else [], "bodies")),
    ]


def _functions(reader: Reader) -> list[Block]:
    rows = [_mandate(reader, item) for item in handover.functions(reader.catalogue)]
    title = reader.label("chair_report.standing")
    return [Links(title, anchor="functions", rows=rows, empty=reader.label("gaps.none_held"))]


def _mandate(reader: Reader, mandate: Mandate) -> list[Inline]:
    return [f"{reader.reference(mandate)}{reader.label('formats.colon')}", reader.link(mandate)]


def _mandates(reader: Reader, plan: Plan | None) -> Iterator[Block]:
    """Yield the mandates that the newest plan names, how many others there are, and that nobody says what holds."""
    catalogue, found = reader.catalogue, handover.named(reader.catalogue, plan)
    rows = [[*_mandate(reader, item), *marked(gaps(reader, item))] for item in found]
    title, none = reader.label("desk_handover.mandates"), reader.label("gaps.none_held")
    yield Links(title, anchor="mandates", rows=rows, empty=none)
    others, giver = handover.others(catalogue, plan), handover.newest_giver(catalogue)
    lines: list[list[Inline]] = []
    if others:
        few = ahead.few(reader, others, "mandates/")
        lines.append([reader.count("desk_handover.others", len(others)), " ", *few])
    if giver and giver.date:
        day = reader.wording.date(giver.date)
        lines.append([reader.label("desk_handover.in_force", date=day), " ", reader.link(giver)])
    if lines:
        yield Links(rows=lines)


# Officers


def _officers(reader: Reader) -> list[Block]:
    rows = [_officer(reader, item) for item in handover.officers(reader.catalogue)]
    if not rows:
        return [_said(reader, "no_officer")]
    columns = [reader.label(f"columns.{name}") for name in ("office", "name", "term")]
    columns.append(reader.label("desk_handover.doubts"))
    return [Table(intro=reader.label("desk_handover.officers_are"), columns=columns, rows=rows)]


def _officer(reader: Reader, record: Officer) -> list[Cell]:
    """Return an office and its body, who held it for which state, the term, and what is doubtful or not known."""
    office: list[Inline] = [
        reader.code(record.office),
        ", ",
        _short(reader, reader.find(record.body, "bodies")),
    ]
    state: list[Inline] = []
    if record.country:
        state = [" (", str(reader.title(reader.find(record.country, "countries"))), ")"]
    name: list[Inline] = [reader.link(record), *marked(doubt(reader, record, "title", "names")), *state]
    return [office, name, _term(reader, record), _doubts(reader, record) or "—"]


def _short(reader: Reader, body: Record) -> Words:
    acronym = getattr(body, "acronym", None)
    return reader.say(acronym, body) if acronym else reader.title(body)


def _term(reader: Reader, record: Officer) -> list[Inline]:
    """Return a term, with a mark where it is only remembered; that its end is not recorded, where that is so."""
    said: list[Inline] = [reader.wording.period(record.term)] if record.term else []
    said += marked(doubt(reader, record, "term", "elected_on"))
    if record.term and record.term.end:
        return said
    open_end = reader.label("chair_report.no_end")
    return [*said, f" ({open_end})"] if said else [open_end]


def _doubts(reader: Reader, record: Officer) -> list[Inline]:
    """Return how weak the evidence is, what could not be confirmed, and what is not known of a term."""
    lines: list[list[Inline]] = []
    if record.evidence in _WEAK:
        lines.append([Badge(reader.code(record.evidence, "evidence"), "warn")])
    lines += [[reader.say(item.text, record)] for item in record.unconfirmed]
    lines += [[reader.say(text, record)] for text in record.unknown]
    return ahead.joined(lines, " ")


# The newest plan


def _plan(reader: Reader, plan: Plan | None) -> list[Block]:
    if plan is None:
        return [_said(reader, "no_plan")]
    facts = [
        *fact(reader, "plan", [reader.link(plan)]),
        *fact(reader, "period", [reader.wording.period(plan.period)]),
        *fact(reader, "document", reader.links([plan.document], "documents")),
    ]
    every = handover.activities(reader.catalogue, plan)
    columns = [reader.label(f"columns.{name}") for name in ("number", "activity", "meetings", "result")]
    rows: list[list[Cell]] = [_activity(reader, item) for item in every]
    table = Table(intro=reader.label("desk_handover.plan_is"), columns=columns, rows=rows)
    unknown: list[list[Inline]] = [[reader.say(text, plan)] for text in plan.unknown]
    notice = Notice(reader.label("headings.unknown"), tone="unknown", lines=unknown)
    return [
        Facts(rows=facts),
        table if rows else _said(reader, "no_activity"),
        *([notice] if unknown else []),
    ]


def _activity(reader: Reader, record: Activity) -> list[Cell]:
    """Return an activity, what is known of the meetings that carry it out, and whether a result is on record."""
    meetings = coverage.carrying_out(reader.catalogue, record)
    results: list[list[Inline]] = [[reader.link(item)] for item in meetings if item.outcome]
    none = reader.label("notes.no_result_short") if meetings else "—"
    return [
        record.number,
        [reader.link(record)],
        _dates(reader, record, meetings),
        ahead.joined(results) or none,
    ]


def _dates(reader: Reader, record: Activity, meetings: list[Meeting]) -> Cell:
    """Return the dates of an activity by what is said of them; of one with lettered parts, that these have them."""
    if not meetings:
        has_parts = bool(handover.leaves(reader.catalogue, record))
        return reader.label("desk_handover.see_parts" if has_parts else "desk_handover.no_date")
    lines: list[list[Inline]] = []
    for code, found in handover.by_status(meetings).items():
        days = list(dict.fromkeys(reader.when(item).text for item in found))
        said = f"{reader.code(code, 'date_statuses')}{reader.label('formats.colon')}{', '.join(days)}"
        lines.append([said])
    return ahead.joined(lines)
