"""The parts of the handover pack that look ahead: the calendar, what is open, what falls due, what to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cam import coverage, freshness, handover
from cam.model import PartialDate, Record
from cam.model.records import Discrepancy, Meeting, Plan
from cam.text import Words, inside
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links, Prose, Table
from cam.views.common import meeting_line
from cam.views.desk_coverage import orphans_name
from cam.views.desk_freshness import named
from cam.views.home import meetings_from
from cam.views.reader import Reader

if TYPE_CHECKING:
    from cam.knowledge import Site

FEW = 3
"""So many of what is open are named of each list; the board has all."""

COMING = 8
"""So many meetings to come are named; the calendar has all."""

_OPEN = (
    "mandates_without_activity",
    "activities_without_date",
    "meetings_without_result",
    "needs_without_offer",
    "discrepancies",
)
"""The lists of what nothing follows up that the pack has; the board has others."""

_PAGES = ("program/", "framework/", "systems/", "discrepancies/", "session-reports/")
"""Pages that an incoming Chair should know."""


def joined(lines: Sequence[Sequence[Inline]], between: str = " · ") -> list[Inline]:
    """Return lines as one, with something between them."""
    found: list[Inline] = []
    for line in lines:
        found += [*([between] if found else []), *line]
    return found


# The calendar


def calendar(site: Site, reader: Reader, plan: Plan | None) -> list[Block]:
    """Return what comes next; where nothing is on record, that it is so, and what came since the plan."""
    coming = meetings_from(reader, site.today)
    since = handover.after(site.catalogue, plan, coming) if plan else []
    return [
        _coming(site, reader, coming) if coming else _nothing(site, reader, since),
        *([_over(reader, plan)] if plan and handover.is_past(plan, site.today) else []),
        *([_since(reader, since)] if since else []),
    ]


def _as_of(site: Site, reader: Reader) -> str:
    today = reader.wording.date(PartialDate(site.today.isoformat()))
    return reader.label("desk_freshness.today", date=today)


def _coming(site: Site, reader: Reader, coming: list[Meeting]) -> Links:
    rows = [meeting_line(reader, meeting) for meeting in coming[:COMING]]
    rows += [_more(reader, len(coming) - COMING, "calendar/")] if len(coming) > COMING else []
    return Links(reader.label("home.next"), anchor="next", intro=_as_of(site, reader), rows=rows)


def _more(reader: Reader, number: int, path: str) -> list[Inline]:
    return [Anchor(reader.href(path), reader.count("desk_handover.more", number))]


def _nothing(site: Site, reader: Reader, since: list[Meeting]) -> Links:
    """Return that no date to come is on record; and the last that is, unless it stands among those since the plan."""
    last, colon = handover.last_past(reader.catalogue, []), reader.label("formats.colon")
    rows: list[list[Inline]] = [[_as_of(site, reader), colon, inside(reader.label("home.no_next"))]]
    if last and last not in since:
        rows.append([reader.label("desk_handover.last"), colon, *meeting_line(reader, last)])
    return Links(rows=rows)


def _since(reader: Reader, since: list[Meeting]) -> Links:
    title = reader.label("desk_handover.since")
    return Links(title, anchor="since", rows=[meeting_line(reader, meeting) for meeting in since])


def _over(reader: Reader, plan: Plan) -> Prose:
    period = reader.wording.period(plan.period)
    text = reader.label("desk_handover.over", period=period)
    return Prose(paragraphs=[Words(text, reader.language)])


# What is open, and what falls due


def open_(site: Site, reader: Reader) -> list[Block]:
    """Return what nothing on record follows up: of each list how many, and the first of them."""
    rows: list[list[Cell]] = []
    for name in _OPEN:
        records = coverage.ORPHANS[name](site.catalogue, site.today)
        found = few(reader, records, f"desk/coverage/#{name.replace('_', '-')}")
        said = found or reader.label("gaps.none")
        rows.append([orphans_name(reader, name), reader.wording.number(len(records)), said])
    columns = [reader.label(name) for name in ("desk_coverage.list", "desk_coverage.how_many")]
    columns.append(reader.label("columns.records"))
    return [Table(intro=reader.label("desk_coverage.orphans_intro"), columns=columns, rows=rows)]


def few(reader: Reader, records: Sequence[Record], path: str) -> list[Inline]:
    """Return the first of some records, and where the others stand."""
    first = [_one(reader, record) for record in records[:FEW]]
    return joined([*first, *([_more(reader, len(records) - FEW, path)] if len(records) > FEW else [])])


def _one(reader: Reader, record: Record) -> list[Inline]:
    """Return the way to a record with what tells it from others of the same title."""
    if isinstance(record, Discrepancy):
        return [Badge(record.number), " ", reader.link(record)]
    beside = reader.beside(record)
    return [reader.link(record), *([" (", beside, ")"] if beside else [])]


def due(site: Site, reader: Reader) -> list[Block]:
    """Return for each who may look after records how much falls due, and what is the first of it."""
    found = list(freshness.ages(site.catalogue, site.pages, site.today))
    label, number = reader.label, reader.wording.number
    columns = [label("desk_freshness.owner"), label("desk_freshness.all"), label("desk_freshness.overdue"),
               label("desk_freshness.soon", days=freshness.SOON), label("desk_freshness.first")]  # fmt: skip
    rows: list[list[Cell]] = []
    for owner in site.catalogue.vocabulary["owners"]:
        mine = [one for one in found if one.owner == owner]
        states = [one.state for one in mine]
        numbers: list[Cell] = [number(n) for n in (len(mine), states.count("overdue"), states.count("soon"))]
        rows.append([reader.code(owner, "owners"), *numbers, _first(reader, mine)])
    table = Table(intro=_as_of(site, reader), columns=columns, rows=rows)
    board = Anchor(reader.href("desk/freshness/"), label("desk_handover.whole_list"))
    return [table, Links(rows=[[board]])]


def _first(reader: Reader, mine: list[freshness.Age]) -> Cell:
    dated = freshness.oldest_first(one for one in mine if one.due)
    if not dated or not dated[0].due:
        return "—"
    return [reader.date(dated[0].due), " — ", *named(reader, dated[0])]


# What to read


def read(site: Site, reader: Reader, plan: Plan | None) -> list[Block]:
    """Return the documents to read first, each with why, then the pages that gather what else there is."""
    rows: list[list[Inline]] = []
    for reason, found in handover.to_read(reader.catalogue, plan).items():
        documents = joined([[reader.link(item), _dated(reader, item.date)] for item in found])
        rows.append([reader.label(f"desk_handover.read_{reason}"), reader.label("formats.colon"), *documents])
    titles = site.titles(reader.language)
    pages: list[list[Inline]] = [
        [Anchor(reader.href(path), titles[path])] for path in _PAGES if path in titles
    ]
    if pages:
        colon = reader.label("formats.colon")
        rows.append([reader.label("desk_handover.read_pages"), colon, *joined(pages)])
    return [Links(rows=rows, empty=reader.label("gaps.none_held"))]


def _dated(reader: Reader, date: PartialDate | None) -> str:
    return f" ({reader.wording.date(date)})" if date else ""
