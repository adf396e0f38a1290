"""The state of what the committee looks after, as far as recorded: systems, worker programs, law, figures.

Systems and programs are counted as they are today, which is said; laws and figures are those of the period.
"""

from __future__ import annotations

from collections.abc import Iterable

from cam import indicators
from cam.documents.assembly import address_of
from cam.model import PartialDate, Record
from cam.model.law import Law
from cam.model.program import Program
from cam.model.records import Project, System
from cam.session_reports.gathering import Gathered
from cam.session_reports.parts import gist, joined, line, not_exact, perhaps, table
from cam.store import is_example
from cam.text import folded
from cam.views import numbers, program_parts
from cam.views.blocks import Anchor, Block, Cell, Group, Inline, Links, Table
from cam.views.common import doubt, marked
from cam.views.reader import Reader

_SYSTEMS = ("information_system", "network", "register")
"""The types of system that hold information; the others are channels, and the Program's own follow-up."""

FIGURES = ("immigrants", "emigrants", "refugees_hosted", "asylum_applications", "remittances_received")
"""The indicators that the report gives for the region."""


# Information systems


def systems(reader: Reader) -> Block:
    """Return the information systems: what is known of each, and how much of it this site holds."""
    rows: list[list[Cell]] = []
    for code in _SYSTEMS:
        for record in reader.catalogue.all(System):
            if record.type == code:
                known = reader.say(record.state, record) if record.state else "—"
                held = [_held(reader, kind) for kind in record.here]
                rows.append([[reader.link(record)], known, joined(held) or "—"])
    return table(reader, ("kind_one.systems", "chair_report.known_today", "chair_report.held_today"), rows)


def _held(reader: Reader, kind: str) -> list[Inline]:
    """Return how many records of a kind there are, without made-up ones, and the day of the newest change."""
    records = [item for item in reader.catalogue.records[kind].values() if not is_example(item)]
    name = Anchor(reader.href(f"{kind}/"), reader.label(f"kinds.{kind}"))
    said: list[Inline] = [name, reader.label("formats.colon"), reader.wording.number(len(records))]
    newest = _newest(records)
    return [*said, f" ({reader.wording.date(newest)})"] if newest else said


def _newest(records: Iterable[Record]) -> PartialDate | None:
    return max((item.revised or item.added for item in records), default=None)


# Worker programs


def programs(reader: Reader, session: Gathered) -> list[Block]:
    """Return how many worker programs there are, which began in the period, and who took part in its years."""
    every = reader.catalogue.all(Program)
    if not every:
        return [line(reader.label("chair_report.no_program"))]
    counted: list[list[Cell]] = []
    for code in reader.catalogue.vocabulary["program_statuses"]:
        number = sum(item.status == code for item in every)
        if number:
            counted.append([reader.code(code, "program_statuses"), reader.wording.number(number)])
    names = ("columns.status", "kinds.programs")
    return [
        table(reader, names, counted, reader.label("chair_report.programs_today")),
        _begun(reader, session, every),
        *_taking_part(reader, session, every),
    ]


def _begun(reader: Reader, session: Gathered, every: list[Program]) -> Block:
    here = [(item, session.period.reach(item.start)) for item in every]
    rows: list[list[Inline]] = [
        [
            reader.date(item.start),
            " — ",
            reader.link(item),
            *marked([*doubt(reader, item, "start"), *not_exact(reader, reach)]),
        ]
        for item, reach in here
        if item.start and reach
    ]
    return Links(reader.label("chair_report.programs_begun"), rows=rows, empty=reader.label("gaps.none"))


def _taking_part(reader: Reader, session: Gathered, every: list[Program]) -> list[Block]:
    rows: list[list[Cell]] = [
        [[reader.link(item)], program_parts.number_of_year(reader, found)]
        for item in every
        for found in sorted(item.participants, key=lambda each: each.year)
        if found.year in session.period.years
    ]
    names = ("columns.program", "columns.counted")
    return [table(reader, names, rows, reader.label("chair_report.programs_counted"))] if rows else []


# Law


def laws(reader: Reader, session: Gathered) -> list[Block]:
    """Return the instruments of the period, by state and date."""
    found = [item for item in reader.catalogue.all(Law) if session.period.reach(item.date)]
    if not found:
        return [line(reader.label("chair_report.no_law"))]
    names = {item.country: str(reader.title(reader.find(item.country, "countries"))) for item in found}
    in_order = sorted(found, key=lambda item: (folded(names[item.country]), item.date or "", item.id))
    rows = [_law(reader, session, item, names[item.country]) for item in in_order]
    return [
        line(reader.label("chair_report.laws_are")),
        table(reader, ("columns.country", "columns.instrument", "columns.date"), rows),
    ]


def _law(reader: Reader, session: Gathered, record: Law, state: str) -> list[Cell]:
    assert record.date
    marks = [*doubt(reader, record, "date"), *not_exact(reader, session.period.reach(record.date))]
    return [
        state,
        [reader.link(record), *marked(doubt(reader, record, "title"))],
        [reader.date(record.date), *marked(marks)],
    ]


# Figures


def figures(reader: Reader, session: Gathered) -> list[Block]:
    """Return the figures of the region for the years of the period, with how many states each is made of."""
    regional = indicators.regional(reader.catalogue)
    names = [name for name in FIGURES if any((name, year) in regional for year in session.period.years)]
    years = [year for year in session.period.years if any((name, year) in regional for name in names)]
    if not names:
        return [line(reader.label("chair_report.no_figure"))]
    rows: list[list[Cell]] = [
        [numbers.heading(reader, name), *(_figure(reader, regional, name, year) for year in years)]
        for name in names
    ]
    way = Anchor(reader.href("figures/"), address_of(reader, "figures/"))
    return [
        line(reader.label("chair_report.figures_are")),
        line(reader.label("chair_report.figures_page"), reader.label("formats.colon"), way),
        Table(
            columns=[reader.label("chair_report.indicator"), *map(str, years)],
            rows=rows,
            credit=numbers.credit_of(reader, names),
        ),
    ]


def _figure(reader: Reader, regional: indicators.RegionalRows, name: str, year: int) -> Cell:
    """Return a figure of the region with the number of states that have one."""
    if (name, year) not in regional:
        return reader.label("figures.none")
    _, found = regional[name, year]
    said = numbers.plain(reader, name, found.cell)
    return f"{said} ({reader.wording.number(found.states)})"


# Projects


def projects(reader: Reader, session: Gathered) -> list[Block]:
    """Return the projects of the period."""
    return [_project(reader, session, item) for item in session.projects]


def _project(reader: Reader, session: Gathered, record: Project) -> Block:
    marks = perhaps(reader, session, record)
    return Group(str(reader.title(record)), blocks=[gist(reader, record), *([line(*marks)] if marks else [])])
