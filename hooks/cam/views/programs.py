"""MINPET: a program's page, the list, and the programs of a state. Map: program_map.py, the rest: program_choice.py."""

from __future__ import annotations

from cam import flows
from cam.model.base import Source
from cam.model.law import Country
from cam.model.program import Participants, Program
from cam.model.record import Record
from cam.text import folded
from cam.views.blocks import Anchor, Badge, Block, Cell, Facts, Inline, Links, Notice, Table
from cam.views.common import Parts, Row, cited, doubt, fact, links, marked, outside, sure
from cam.views.filters import search_choice, title_cell
from cam.views.program_parts import (
    by_name,
    choices,
    codes,
    destination_names,
    facets,
    in_order,
    linked,
    newest_number,
    number,
    origin_names,
    period,
    place,
    remembered,
    status,
    terms_of,
)
from cam.views.reader import Reader


def program(reader: Reader, record: Program) -> Parts:
    """A program: who, from where to where, on which terms, how many."""
    return Parts(
        facts=[*_route(reader, record), *_work(reader, record), *_who_runs(reader, record)],
        blocks=[
            *_recruitment(reader, record),
            *_legal_basis(reader, record),
            Facts(
                reader.label("programs.terms"),
                anchor="terms",
                intro=reader.label("programs.terms_intro"),
                rows=terms_of(reader, record),
            ),
            *_participants(reader, record),
            *_totals(reader, record),
            *_workers(reader, record),
            *_warnings(reader, record),
            *links(reader, "programs_within", reader.catalogue.referring(record, Program, "part_of")),
        ],
        marks=[
            Badge(reader.code(record.type)),
            *doubt(reader, record, "title", "type", "summary"),
            *(item for item in status(reader, record) if isinstance(item, Badge)),
        ],
    )


def _route(reader: Reader, record: Program) -> list[Row]:
    origins: list[Cell | None] = [place(reader, code) for code in by_name(reader, flows.origins(record))]
    if record.any_origin:
        origins.append([reader.label("programs.any_origin"), *marked(doubt(reader, record, "any_origin"))])
    if record.origins_note:
        note = reader.say(record.origins_note, record)
        origins.append([note, *marked(doubt(reader, record, "origins_note"))])
    marks = doubt(reader, record, "origins", "origins_beyond")
    goals: list[Cell | None] = [place(reader, code) for code in by_name(reader, flows.destinations(record))]
    return [
        *fact(reader, "origin", [*origins, *marks]),
        *fact(
            reader,
            "destination",
            [*goals, *doubt(reader, record, "destinations", "destinations_beyond")],
        ),
    ]


def _work(reader: Reader, record: Program) -> list[Row]:
    note: list[Cell | None] = []
    if record.sectors_note:
        said = reader.say(record.sectors_note, record)
        note.append([said, *marked(doubt(reader, record, "sectors_note"))])
    months = reader.count("programs.months", record.stay_months) if record.stay_months else None
    stay = reader.say(record.stay, record) if record.stay else reader.label("programs.not_known")
    return [
        *fact(reader, "sectors", [codes(reader, record.sectors), *doubt(reader, record, "sectors"), *note]),
        *fact(reader, "period", [period(reader, record), *doubt(reader, record, "start", "end")]),
        *fact(reader, "stay", sure(reader, record, "stay", [stay])),
        *fact(reader, "longest_stay", sure(reader, record, "stay_months", [months])),
    ]


def _who_runs(reader: Reader, record: Program) -> list[Row]:
    page = [outside(record.address)] if record.address else []
    return [
        *fact(reader, "run_by", sure(reader, record, "portals", reader.links(record.portals, "portals"))),
        *fact(reader, "official_page", sure(reader, record, "address", page)),
        *fact(
            reader, "portion_of", sure(reader, record, "part_of", reader.links(record.part_of, "programs"))
        ),
        *fact(reader, "more", [_compared(reader, record), _on_map(reader, record)]),
    ]


def _compared(reader: Reader, record: Program) -> Anchor:
    return Anchor(reader.href(f"minpet/compare/?programs={record.id}"), reader.label("programs.compare"))


def _on_map(reader: Reader, record: Program) -> Anchor:
    return Anchor(reader.href(f"minpet/?program={record.id}"), reader.label("programs.on_map"))


def _recruitment(reader: Reader, record: Program) -> list[Block]:
    rows: list[list[Inline]] = [[reader.code(code)] for code in record.recruitment]
    rows[0] += marked(doubt(reader, record, "recruitment"))
    if record.recruitment_note:
        note = reader.say(record.recruitment_note, record)
        rows.append([note, *marked(doubt(reader, record, "recruitment_note"))])
    return [Links(reader.label("programs.recruitment"), anchor="recruitment", rows=rows)]


def _legal_basis(reader: Reader, record: Program) -> list[Block]:
    rows: list[list[Inline]] = []
    for item in record.legal_basis:
        line: list[Inline] = [reader.say(item.text, record)]
        line += [" (", reader.date(item.date), ")"] if item.date else []
        line += [" → ", reader.link(reader.find(item.law, "laws"))] if item.law else []
        rows.append(line)
    if rows:
        rows[0] += marked(doubt(reader, record, "legal_basis"))
    empty = reader.label("programs.not_known")
    return [Links(reader.label("programs.legal_basis"), anchor="legal-basis", rows=rows, empty=empty)]


def _participants(reader: Reader, record: Program) -> list[Block]:
    columns = [reader.label(f"columns.{name}") for name in ("year", "counted", "remarks", "source")]
    newest_first = sorted(record.participants, key=lambda item: -item.year)
    rows: list[list[Cell]] = [
        [
            str(item.year),
            f"{number(reader, item)} {reader.code(item.unit)}",
            _remarks(reader, record, item),
            _sources(reader, item.sources),
        ]
        for item in newest_first
    ]
    title, marks = reader.label("programs.participants"), doubt(reader, record, "participants")
    if not rows:
        return [Links(title, anchor="participants", empty=reader.label("programs.no_participants"))]
    intro = " ".join([reader.label("programs.participants_intro"), *(f"({mark.text})" for mark in marks)])
    return [Table(title, anchor="participants", intro=intro, columns=columns, rows=rows)]


def _sources(reader: Reader, sources: list[Source]) -> list[Inline]:
    line: list[Inline] = []
    for source in reader.sources(sources):
        line += [*([" · "] if line else []), *source]
    return line


def _remarks(reader: Reader, record: Program, item: Participants) -> list[Inline]:
    """Return what a count leaves out: of whom it is, that it is a part only, and its note."""
    line: list[Inline] = []
    for code in (item.origin, item.destination):
        if code:
            line += [*([" → "] if line else []), place(reader, code)]
    said: list[Inline] = [Badge(reader.label("programs.partial"), "warn")] if item.partial else []
    said += [Badge(reader.label("programs.inferred_count"), "warn")] if item.inferred else []
    for part in [*said, *([reader.say(item.note, record)] if item.note else [])]:
        line += [*([" "] if line else []), part]
    return line


def _totals(reader: Reader, record: Program) -> list[Block]:
    rows: list[list[Inline]] = []
    for item in record.totals:
        line: list[Inline] = [f"{item.start}–{item.end}{reader.label('formats.colon')}"]
        line += [f"{number(reader, item)} {reader.code(item.unit)}"]
        line += [". ", reader.say(item.note, record)] if item.note else []
        rows.append([*line, *cited(reader, item.sources)])
    if rows:
        rows[0] += marked(doubt(reader, record, "totals"))
    return [Links(reader.label("programs.totals"), anchor="totals", rows=rows)] if rows else []


def _workers(reader: Reader, record: Program) -> list[Block]:
    order = list(reader.catalogue.vocabulary["worker_facts"])
    rows: list[list[Inline]] = []
    for item in sorted(record.worker_facts, key=lambda one: (order.index(one.topic), -(one.year or 0))):
        year = f" ({item.year})" if item.year else ""
        heading = reader.code(item.topic) + year + reader.label("formats.colon")
        rows.append([heading, reader.say(item.text, record), *cited(reader, item.sources)])
    if rows:
        rows[0] += marked(doubt(reader, record, "worker_facts"))
    return [Links(reader.label("programs.workers"), anchor="workers", rows=rows)] if rows else []


def warning_lines(reader: Reader, record: Program) -> list[list[Inline]]:
    """Return the warnings of a program, each with its date and sources."""
    lines: list[list[Inline]] = []
    for item in record.warnings:
        line: list[Inline] = linked(reader, reader.say(item.text, record))
        line += [" (", reader.date(item.date), ")"] if item.date else []
        lines.append([*line, *cited(reader, item.sources), *marked(doubt(reader, record, "warnings"))])
    return lines


def _warnings(reader: Reader, record: Program) -> list[Block]:
    lines = warning_lines(reader, record)
    title = reader.label("programs.warnings")
    return [Notice(title, anchor="warnings", tone="warn", lines=lines)] if lines else []


def programs(reader: Reader) -> list[Block]:
    """The programs, to be narrowed by words, states, sector, type and status."""
    records = in_order(reader)
    wanted = ("program", "origin", "destination", "sectors", "recruitment", "type", "years", "participants")
    return [
        Table(
            columns=[reader.label(f"columns.{name}") for name in wanted],
            rows=[_row(reader, record) for record in records],
            choices=[
                search_choice(reader),
                *choices(reader, records, "origin", "destination", "sector", "type", "status"),
            ],
            facets=[facets(reader, record) for record in records],
        )
    ]


def _row(reader: Reader, record: Program) -> list[Cell]:
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
        [codes(reader, record.recruitment), *marked(doubt(reader, record, "recruitment"))],
        [reader.code(record.type), *marked(doubt(reader, record, "type"))],
        [
            period(reader, record),
            *marked(doubt(reader, record, "start", "end")),
            " ",
            *status(reader, record),
        ],
        [
            newest_number(reader, record) or "—",
            *marked(doubt(reader, record, "participants")),
        ],
    ]


def _ways(record: Program, code: str) -> str:
    """Return in which direction a program leads, seen from a state; nothing where it does not concern it."""
    leaves, comes = code in record.origins, code in record.destinations
    return "both_ways" if leaves and comes else "from_state" if leaves else "to_state" if comes else ""


def of_state(reader: Reader, country: Country) -> list[tuple[Program, str]]:
    """Return the programs that lead from or to a state, each with its direction."""
    found = [(record, _ways(record, country.id)) for record in in_order(reader)]
    order = ("from_state", "to_state", "both_ways")
    return sorted(((record, way) for record, way in found if way), key=lambda item: order.index(item[1]))


def programs_of(reader: Reader, country: Country) -> list[Block]:
    """The programs that lead from or to a state, for its page."""
    wanted = ("program", "direction", "origin", "destination", "type", "years")
    rows: list[list[Cell]] = [
        [
            title_cell(reader, record),
            reader.label(f"programs.{way}"),
            "—" if way == "from_state" else origin_names(reader, record),
            "—" if way == "to_state" else destination_names(reader, record),
            [reader.code(record.type), *marked(doubt(reader, record, "type"))],
            [period(reader, record), " ", *status(reader, record)],
        ]
        for record, way in of_state(reader, country)
    ]
    columns = [reader.label(f"columns.{name}") for name in wanted]
    title = reader.label("programs.of_state")
    return [Table(title, anchor="programs", columns=columns, rows=rows)] if rows else []


def programs_naming(reader: Reader, record: Record, key: str) -> list[Block]:
    """The programs that name a record under `key` (`legal_basis`, `portals`), for its page."""
    found = sorted(
        reader.catalogue.referring(record, Program, key), key=lambda item: folded(str(reader.title(item)))
    )
    rows: list[list[Inline]] = [
        [reader.link(item), " ", *status(reader, item), *marked(doubt(reader, item, key))] for item in found
    ]
    title = reader.label(f"programs.by_{key}")
    return [Links(title, anchor="programs", rows=rows)] if rows else []


def program_lines(reader: Reader, country: Country) -> list[list[Inline]]:
    """Return one short line for each program of a state that is not over, for its brief."""
    colon = reader.label("formats.colon")
    return [
        [
            reader.label(f"programs.{way}") + colon,
            reader.link(record),
            *marked([Badge(reader.label("marks.unsure"), "warn")] if remembered(record) else []),
        ]
        for record, way in of_state(reader, country)
        if record.status != "ended"
    ]
