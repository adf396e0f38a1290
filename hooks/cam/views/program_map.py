"""MINPET's map: the flows of worker programs as lines, with the same in a table and in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from cam import flows
from cam.model.map import Map
from cam.model.program import Program
from cam.views.atlas import Shape, shapes
from cam.views.blocks import Anchor, Block, Cell, Choice, Inline, Table
from cam.views.common import doubt, marked
from cam.views.filters import title_cell
from cam.views.program_parts import (
    by_name,
    choices,
    codes,
    destination_names,
    facets,
    in_order,
    newest_number,
    number_of_year,
    origin_names,
    period,
    place_name,
    status,
)
from cam.views.reader import Reader

_RING, _RING_STEP = 3.4, 1.9
"""Radius of the innermost ring, and by how much the next is wider: states of several regimes have several."""


@dataclass(frozen=True)
class Line:
    """A flow as it is drawn: `look` names its colour and width, `said` tells it in words, `counted` how many."""

    path: str
    inset: str
    look: str
    program: Anchor
    route: str
    said: str
    facets: dict[str, str]


@dataclass(frozen=True)
class Ring:
    """A regime: a ring around each of its states, on the map and in the inset."""

    points: list[list[float]]
    inset: list[list[float]]
    radius: float
    program: Anchor
    said: str
    facets: dict[str, str]


@dataclass(frozen=True)
class Mark:
    """A name on the map; one that is not `shown` is told to those who point at it."""

    x: float
    y: float
    text: str
    href: str = ""
    shown: bool = True


@dataclass(frozen=True)
class FlowMap(Block):
    """The flows on the map; filters narrow lines, rings, table and words alike."""

    template = "flow_map"
    drawing: Map | None = None
    shapes: list[Shape] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    labels: list[Mark] = field(default_factory=list)
    outside: list[Mark] = field(default_factory=list)
    types: list[tuple[str, str]] = field(default_factory=list)
    widths: list[tuple[str, str]] = field(default_factory=list)
    table: Table | None = None


def flow_map(reader: Reader) -> list[Block]:
    """The map of flows, with the same in a table and in words."""
    drawing, records = reader.catalogue.map, in_order(reader)
    table = _table(reader, records)
    if drawing is None:
        return [table]
    lines = [_line(reader, item) for item in flows.drawn(flows.flows(records), drawing)]
    rings = _rings(reader, drawing, [item for item in records if flows.is_regime(item)])
    used = {code for item in records for code in (*flows.origins(item), *flows.destinations(item))}
    return [
        FlowMap(
            reader.label("programs.map"),
            anchor="map",
            intro=" ".join(map(reader.label, ("programs.map_intro", "programs.map_newest", "notes.map"))),
            drawing=drawing,
            shapes=shapes(reader, drawing),
            choices=choices(
                reader, records, "origin", "destination", "sector", "year", "type", "status", "program"
            ),
            lines=lines,
            rings=rings,
            labels=_labels(reader, drawing, used),
            outside=_outside(reader, drawing, used),
            types=_types(reader, records),
            widths=_widths(reader),
            table=table,
        )
    ]


def _line(reader: Reader, item: flows.Drawn) -> Line:
    flow = item.flow
    record = flow.program
    ends = {"origin": flow.origin, "destination": flow.destination}
    route = reader.label("programs.route", **{end: place_name(reader, code) for end, code in ends.items()})
    number = number_of_year(reader, flows.number_of(flow))
    return Line(
        item.path,
        item.inset,
        f"{record.type} flow--{flows.width(flow)}",
        reader.link(record),
        route,
        ", ".join(filter(None, [period(reader, record), number])),
        {**facets(reader, record), **ends},
    )


def _rings(reader: Reader, drawing: Map, records: list[Program]) -> list[Ring]:
    """Return the regimes that the drawing can show, each with rings wider than those of the one before."""
    found = []
    for index, record in enumerate(records):
        codes_of = flows.origins(record)
        points = [list(drawing.points[code]) for code in codes_of if code in drawing.points]
        inset = [list(drawing.inset_points[code]) for code in codes_of if code in drawing.inset_points]
        states = [place_name(reader, code) for code in by_name(reader, codes_of)]
        said = reader.label("programs.between", states=reader.wording.list(states))
        radius = round(_RING + _RING_STEP * index, 1)
        if points:
            found.append(Ring(points, inset, radius, reader.link(record), said, facets(reader, record)))
    return found


def _labels(reader: Reader, drawing: Map, used: set[str]) -> list[Mark]:
    """Return the code of each state that has a flow, beside its capital; those in the inset have theirs there."""
    return [
        Mark(drawing.points[code][0] + 4, drawing.points[code][1] - 4, code.upper(),
             reader.href(f"countries/{code}/"))
        for code in sorted(used)
        if code in drawing.points and code not in drawing.inset_labels and code in drawing.shapes
    ]  # fmt: skip


def _outside(reader: Reader, drawing: Map, used: set[str]) -> list[Mark]:
    """Return the names of those beyond the 35 states that have a flow; between islands there is no room for them."""
    return [
        Mark(point[0], point[1], place_name(reader, code), shown=code not in drawing.inset_points)
        for code, point in drawing.outside.items()
        if code in used
    ]


def _types(reader: Reader, records: list[Program]) -> list[tuple[str, str]]:
    """Return the types of program that lines are drawn for, with their names."""
    used = {str(record.type) for record in records if not flows.is_regime(record)}
    known = reader.catalogue.vocabulary["program_types"]
    return [(code, reader.code(code, "program_types")) for code in known if code in used]


def _widths(reader: Reader) -> list[tuple[str, str]]:
    """Return the classes of width with the numbers that they stand for."""
    said = [reader.wording.number(step) for step in flows.STEPS]
    last = [reader.wording.number(step - 1) for step in flows.STEPS]
    label = reader.label
    between = [
        label("programs.number_range", start=said[index], end=last[index + 1])
        for index in range(len(said) - 1)
    ]
    names = [
        label("programs.no_number"),
        label("programs.fewer_than", number=said[0]),
        *between,
        label("programs.or_more", number=said[-1]),
    ]
    return [(str(index), name) for index, name in enumerate(names)]


def _table(reader: Reader, records: list[Program]) -> Table:
    wanted = ("program", "origin", "destination", "sectors", "type", "years", "participants")
    return Table(
        reader.label("programs.map_table"),
        anchor="table",
        columns=[reader.label(f"columns.{name}") for name in wanted],
        rows=[_row(reader, record) for record in records],
        facets=[facets(reader, record) for record in records],
    )


def _row(reader: Reader, record: Program) -> list[Cell]:
    when: list[Inline] = [period(reader, record), *marked(doubt(reader, record, "start", "end"))]
    return [
        title_cell(reader, record),
        [
            origin_names(reader, record),
            *marked(doubt(reader, record, "origins", "origins_beyond", "any_origin")),
        ],
        [
            destination_names(reader, record),
            *marked(doubt(reader, record, "destinations", "destinations_beyond")),
        ],
        [codes(reader, record.sectors), *marked(doubt(reader, record, "sectors"))],
        [reader.code(record.type), *marked(doubt(reader, record, "type"))],
        [*when, " ", *status(reader, record)],
        [
            newest_number(reader, record) or "—",
            *marked(doubt(reader, record, "participants")),
        ],
    ]
