"""MINPET: programs side by side, those open to a reader, and who pays what."""

from __future__ import annotations

from dataclasses import dataclass, field

from cam import flows
from cam.model.directory import Portal
from cam.model.program import Program
from cam.text import Words
from cam.views.atlas import Compare, CompareRow
from cam.views.blocks import Anchor, Badge, Block, Cell, Choice, Inline, Links, Table
from cam.views.common import doubt, marked, outside
from cam.views.filters import by_name, search_choice, title_cell
from cam.views.program_parts import (
    TERMS,
    choices,
    codes,
    destination_names,
    facets,
    in_order,
    names,
    newest_number,
    origin_names,
    period,
    place_choice,
    sector_choice,
    status,
    term,
    term_cell,
    wider,
)
from cam.views.programs import warning_lines
from cam.views.reader import Reader

_PAID = ("costs", "transport", "housing", "insurance")
"""Terms of which one asks who pays."""

_BY_STATES = ("agreement", "origin_service")
"""Kinds of program that states run between them, or for their nationals."""

_CHOSEN_BY_STATES = ("bilateral_agreement", "public_agency")
"""Channels that, where they come first, mean that authorities choose who takes part."""


def compare(reader: Reader) -> list[Block]:
    """Programs side by side: who, work, terms, numbers."""
    records = in_order(reader)
    label = reader.label
    return [
        Compare(
            columns=[(record.id, reader.link(record)) for record in records],
            parameter="programs",
            name=label("programs.compare"),
            numbered="programs.program_number",
            differs="programs.differs",
            groups=[
                (label("programs.route_group"), _compare_route(reader, records)),
                (label("programs.work_group"), _compare_work(reader, records)),
                (label("programs.terms"), _compare_terms(reader, records)),
                (label("programs.numbers_group"), _compare_numbers(reader, records)),
            ],
        )
    ]


def _compared(label: str, cells: list[list[Inline]]) -> CompareRow:
    return label, list(cells)


def _marked(reader: Reader, record: Program, said: Inline, *keys: str) -> list[Inline]:
    return [said, *marked(doubt(reader, record, *keys))]


def _compare_route(reader: Reader, records: list[Program]) -> list[CompareRow]:
    origins = [
        _marked(reader, item, origin_names(reader, item), "origins", "origins_beyond", "any_origin")
        for item in records
    ]
    goals = [
        _marked(reader, item, destination_names(reader, item), "destinations", "destinations_beyond")
        for item in records
    ]
    return [
        _compared(reader.label("fields.origin"), origins),
        _compared(reader.label("fields.destination"), goals),
        _compared(
            reader.label("fields.type"),
            [_marked(reader, item, reader.code(item.type), "type") for item in records],
        ),
        _compared(reader.label("fields.status"), [status(reader, item) for item in records]),
        _compared(
            reader.label("fields.period"),
            [_marked(reader, item, period(reader, item), "start", "end") for item in records],
        ),
    ]


def _compare_work(reader: Reader, records: list[Program]) -> list[CompareRow]:
    return [
        _compared(
            reader.label("fields.sectors"),
            [_marked(reader, item, codes(reader, item.sectors), "sectors") for item in records],
        ),
        _compared(
            reader.label("fields.recruitment"),
            [_marked(reader, item, codes(reader, item.recruitment), "recruitment") for item in records],
        ),
        _compared(reader.label("fields.stay"), [_stay(reader, item) for item in records]),
    ]


def _stay(reader: Reader, record: Program) -> list[Inline]:
    if record.stay:
        return _marked(reader, record, reader.say(record.stay, record), "stay")
    return [reader.label("programs.not_known")]


def _compare_terms(reader: Reader, records: list[Program]) -> list[CompareRow]:
    return [
        _compared(reader.label(f"programs.{name}"), [term_cell(reader, item, name) for item in records])
        for name in TERMS
    ]


def _compare_numbers(reader: Reader, records: list[Program]) -> list[CompareRow]:
    cells = [
        _marked(
            reader,
            item,
            newest_number(reader, item) or reader.label("programs.not_known"),
            "participants",
        )
        for item in records
    ]
    return [_compared(reader.label("programs.newest"), cells)]


@dataclass(frozen=True)
class OpenProgram:
    """A program as one reads of it who looks for work."""

    anchor: Anchor
    where: str
    marks: list[Badge]
    summary: Words | str
    rows: list[tuple[str, list[Cell]]]
    cautions: list[list[Inline]]
    facets: dict[str, str]


@dataclass(frozen=True)
class OpenGroup:
    """Programs that are alike in how one takes part."""

    title: str
    anchor: str
    entries: list[OpenProgram]


@dataclass(frozen=True)
class Door:
    """An institution that a national of a state can ask; `state` is its code."""

    state: str
    line: list[Inline]


@dataclass(frozen=True)
class OpenPrograms(Block):
    """Programs that are not over, to be narrowed by nationality and trade; `doors` are narrowed by nationality."""

    template = "open_programs"
    groups: list[OpenGroup] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def for_me(reader: Reader) -> list[Block]:
    """Programs that are not over, to be narrowed by nationality and trade; regimes stand apart."""
    records = [item for item in in_order(reader) if item.status != "ended"]
    records.sort(key=lambda item: (_is_unsure(item), item.type not in _BY_STATES))
    groups = [
        OpenGroup(reader.label(f"programs.for_me_{name}"), name, [_open(reader, item) for item in found])
        for name, found in (
            ("programs", [item for item in records if not flows.is_regime(item)]),
            ("regimes", [item for item in records if flows.is_regime(item)]),
        )
        if found
    ]
    nationalities = {code for item in records for code in flows.origins(item)}
    nationalities |= set(reader.catalogue.records["countries"])
    asked = [
        place_choice(reader, "nationality", nationalities, "programs.nationality"),
        sector_choice(reader, records, "trade", "programs.trade"),
    ]
    return [OpenPrograms(groups=groups, choices=asked, doors=_doors(reader))]


def _is_unsure(record: Program) -> bool:
    """Return whether it is not confirmed that a program goes on."""
    return record.status == "unconfirmed" or "status" in record.unsure


def _door(reader: Reader, state: str, portal: Portal) -> list[Inline]:
    line: list[Inline] = [state + reader.label("formats.colon"), reader.link(portal)]
    line += marked(doubt(reader, portal, "title"))
    return [*line, " — ", outside(portal.address)] if portal.address else line


def _doors(reader: Reader) -> list[Door]:
    """Return the institutions of each state that serve its nationals abroad."""
    found = [
        portal
        for portal in reader.catalogue.all(Portal)
        if portal.type == "nationals_abroad" and portal.scope == "national" and not portal.closed
    ]
    return [
        Door(state.id, _door(reader, str(reader.title(state)), portal))
        for state in by_name(reader)
        for portal in found
        if state.id in portal.countries
    ]


def _open(reader: Reader, record: Program) -> OpenProgram:
    known = facets(reader, record)
    within: list[Cell] = [wider(reader, record)] if record.part_of else []
    return OpenProgram(
        reader.link(record),
        destination_names(reader, record),
        [*(Badge(reader.code(item), "plan") for item in record.sectors), *_doubts(reader, record)],
        reader.say(record.summary, record) if record.summary else "",
        [
            *([(reader.label("fields.portion_of"), within)] if within else []),
            (reader.label("programs.who"), [_who(reader, record)]),
            (reader.label("programs.how_to_apply"), _how(reader, record)),
            (reader.label("programs.who_pays"), _paid(reader, record)),
            (reader.label("programs.complaints"), _complaints(reader, record)),
        ],
        warning_lines(reader, record),
        {"nationality": known["origin"], "trade": known["sector"]},
    )


def _doubts(reader: Reader, record: Program) -> list[Badge]:
    open_question = (
        [Badge(reader.label("programs.not_confirmed_open"), "warn")] if record.status == "unconfirmed" else []
    )
    return [*open_question, *doubt(reader, record, "title", "status", "sectors")]


def _who(reader: Reader, record: Program) -> list[Inline]:
    """Return who can take part: whom the sources name, and whether there are others."""
    marks = marked(doubt(reader, record, "origins", "origins_beyond", "any_origin"))
    if not flows.origins(record):
        return [reader.label("programs.any_origin"), *marks]
    label = "named_only" if record.any_origin else "nationals_of"
    return [reader.label(f"programs.{label}", states=names(reader, flows.origins(record))), *marks]


def _how(reader: Reader, record: Program) -> list[Cell]:
    """Return how one applies, with the institutions that run a program and its page."""
    ways = ["regime"] if flows.is_regime(record) else [str(code) for code in record.recruitment]
    if ways[0] not in _CHOSEN_BY_STATES:
        ways = [way for way in ways if way != "bilateral_agreement"]
    lines: list[Cell] = [reader.label(f"programs.apply_{way}") for way in ways]
    if record.portals:
        run = [
            part for anchor in reader.links(record.portals, "portals") for part in (anchor, ", ")
        ][:-1]  # fmt: skip
        lines.append([*run, *marked(doubt(reader, record, "portals"))])
    if record.address:
        lines.append([outside(record.address), *marked(doubt(reader, record, "address"))])
    return lines


def _complaints(reader: Reader, record: Program) -> list[Cell]:
    """Return where one can complain; where no door of the program is known, those that are open to many."""
    cells: list[Cell] = [term_cell(reader, record, "complaints")]
    if not term(record, "complaints"):
        cells.append([Anchor("#ask", reader.label("programs.ask_state"))])
        cells.append([Anchor(reader.href("minpet/fees/#complain"), reader.label("programs.doors"))])
    return cells


def _paid(reader: Reader, record: Program) -> list[Cell]:
    """Return who pays what, as far as that is known."""
    colon = reader.label("formats.colon")
    lines: list[Cell] = [
        [reader.label(f"programs.{name}") + colon, *term_cell(reader, record, name)]
        for name in _PAID
        if term(record, name)
    ]
    if not term(record, "costs"):
        lines.append(reader.label("programs.ask_before_paying"))
    return lines


def fees(reader: Reader) -> list[Block]:
    """Who pays what, and where to complain, by program; then every warning."""
    records = in_order(reader)
    wanted = (*_PAID, "complaints")
    columns = [
        reader.label("columns.program"),
        reader.label("columns.destination"),
        *(reader.label(f"programs.{name}") for name in wanted),
    ]
    rows: list[list[Cell]] = [
        [
            title_cell(reader, record),
            destination_names(reader, record),
            *(term_cell(reader, record, name) for name in wanted),
        ]
        for record in records
    ]
    return [
        Table(
            reader.label("programs.fees_table"),
            anchor="fees",
            columns=columns,
            rows=rows,
            choices=[search_choice(reader), *choices(reader, records, "origin", "destination", "status")],
            facets=[facets(reader, record) for record in records],
        ),
        _all_warnings(reader, records),
    ]


def _all_warnings(reader: Reader, records: list[Program]) -> Links:
    rows: list[list[Inline]] = [
        [reader.link(record), reader.label("formats.colon"), *line]
        for record in records
        for line in warning_lines(reader, record)
    ]
    empty = reader.label("programs.no_warnings")
    return Links(reader.label("programs.warnings"), anchor="warnings", rows=rows, empty=empty)
