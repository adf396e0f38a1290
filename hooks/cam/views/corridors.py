"""Who was born where and lives where: the largest corridors, the matrix of all, the mirror of two states' counts."""

from __future__ import annotations

from cam import indicators
from cam.figures import Cell as FigureCell
from cam.indicators import Corridor, corridors
from cam.model.figures import CountryReport
from cam.views.blocks import Anchor, Block, Cell, Inline, Table
from cam.views.datasets import credit
from cam.views.numbers import full, plain, rows_of
from cam.views.reader import Reader
from cam.views.regional import codes, state_name
from cam.views.treaties import Matrix, Sign

_SHOWN = 25
"""As many corridors as stand in a list."""

_CLASSES = (1_000_000, 100_000, 10_000, 1_000)
"""From how many people on a cell of the matrix is darker."""


def corridor_pages(reader: Reader) -> list[Block]:
    """The largest corridors, then the matrix of all."""
    return [_list(reader), _matrix(reader)]


def _list(reader: Reader) -> Table:
    found = corridors(reader.catalogue)[:_SHOWN]
    rows: list[list[Cell]] = []
    for item in found:
        women = plain(reader, "immigrants_women", item.women)
        rows.append(
            [_said(reader, item), plain(reader, "immigrants", item.cell), women, rows_of(reader, [item.cell])]
        )
    return Table(
        reader.label("figures.largest_corridors", year=_year(found)),
        anchor="largest",
        columns=[reader.label(f"figures.{name}") for name in ("corridor", "total", "women", "row")],
        rows=rows,
        anchors=[f"{item.origin}-{item.destination}" for item in found],
        numbers=True,
        credit=_credit(reader),
    )


def _year(found: list[Corridor]) -> int | str:
    return found[0].year if found else "–"


def _said(reader: Reader, item: Corridor) -> str:
    names = {side: state_name(reader, getattr(item, side)) for side in ("origin", "destination")}
    return reader.label("figures.from_to", **names)


def _matrix(reader: Reader) -> Matrix:
    """Return the table of every origin by every destination."""
    found = {(item.origin, item.destination): item for item in corridors(reader.catalogue)}
    states = codes(reader)
    rows: list[list[Cell | Sign]] = []
    for origin in states:
        link = Anchor(
            reader.href(f"countries/{origin}/figures/") + "#destinations", state_name(reader, origin)
        )
        rows.append([[link], *(_sign(reader, found.get((origin, destination))) for destination in states)])
    year = _year(list(found.values()))
    columns = [
        (reader.label("figures.origin"), ""),
        *((code.upper(), reader.href(f"countries/{code}/figures/") + "#origins") for code in states),
    ]
    return Matrix(
        reader.label("figures.matrix_title", year=year),
        anchor="matrix",
        intro=reader.label("figures.matrix_intro"),
        columns=columns,
        rows=rows,
        credit=_credit(reader),
    )


def _credit(reader: Reader) -> list[Inline]:
    """Return the line under what is made of the table of corridors, with the way to its file."""
    csv = Anchor(reader.href("figures/corridors.csv"), reader.label("figures.download"))
    return [*credit(reader, indicators.TABLES["corridors"]), " ", csv]


def _sign(reader: Reader, item: Corridor | None) -> Sign:
    """Return a cell of the matrix: thousands to see, the whole number to hear."""
    if item is None or item.cell.value is None:
        return Sign("", reader.label("figures.none"), "none")
    value = item.cell.value
    level = sum(1 for limit in _CLASSES if value >= limit)
    shown = reader.wording.number(round(value / 1000)) if value >= 500 else "·"
    said = reader.label(
        "figures.matrix_cell",
        origin=state_name(reader, item.origin),
        destination=state_name(reader, item.destination),
        number=full(reader, "immigrants", item.cell),
    )
    return Sign(shown, said, f"heat-{level}")


def mirror(reader: Reader) -> list[Block]:
    """Pairs of states, each once: what the state of residence counts, and what the state of origin counts."""
    found = corridors(reader.catalogue)
    back = {(item.origin, item.destination): item for item in found}
    largest = {frozenset((item.origin, item.destination)): item for item in reversed(found)}
    pairs = sorted(largest.values(), key=lambda item: -(item.cell.value or 0))[:_SHOWN]
    reports = bool(reader.catalogue.all(CountryReport))
    columns = [
        "corridor",
        "mirror_destination",
        *(["mirror_origin"] if reports else []),
        "mirror_back",
        "row",
    ]
    intro = reader.label("figures.mirror_intro") + (
        "" if reports else " " + reader.label("figures.mirror_none")
    )
    return [
        Table(
            reader.label("figures.mirror_title"),
            anchor="mirror",
            intro=intro,
            columns=[reader.label(f"figures.{name}") for name in columns],
            rows=[
                _mirrored(reader, item, back.get((item.destination, item.origin)), reports) for item in pairs
            ],
            numbers=True,
            credit=_credit(reader),
        )
    ]


def _mirrored(reader: Reader, item: Corridor, other: Corridor | None, reports: bool) -> list[Cell]:
    """Return a pair of states as a row; the count of the state of origin only where there are reports at all."""
    said = plain(reader, "immigrants", item.cell)
    back = plain(reader, "immigrants", other.cell) if other else reader.label("figures.none")
    rows = rows_of(reader, [item.cell, *([other.cell] if other else [])])
    return [_said(reader, item), said, *([_counted_by_origin(reader, item)] if reports else []), back, rows]


def _counted_by_origin(reader: Reader, item: Corridor) -> Cell:
    """Return how many nationals the state of origin counts in the other (table S3 of its newest report)."""
    cell, year = nationals_abroad(reader, item.origin, item.destination)
    if cell.value is None:
        return reader.label("figures.mirror_missing")
    return [f"{full(reader, 'emigrants', cell)} ({year}) ", *rows_of(reader, [cell])]


def nationals_abroad(reader: Reader, origin: str, destination: str) -> tuple[FigureCell, str]:
    """Return the newest count of a state's nationals in another, of its newest country report, with its year."""
    held = [report for report in reader.catalogue.all(CountryReport) if report.country == origin]
    for report in sorted(held, key=lambda report: (report.received, report.vintage), reverse=True):
        table = reader.catalogue.figures[report.id]
        for row in reversed(table.where(table="s3", sex="total", partner=destination)):
            return table.cell("value", *row.key), row.key[-1]
    return FigureCell(None), ""
