"""A state's figures: the section of its page, and the page with every figure by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cam.figures import NOTHING
from cam.indicators import TABLES, breaks, corridor_years, corridors, figure, latest, meaning, series, years
from cam.model.law import Country
from cam.views.blocks import Anchor, Block, Cell, Chart, Inline, Links, Multiple, Notice, Table
from cam.views.datasets import credit
from cam.views.filters import sort_key
from cam.views.numbers import Points, credit_of, full, heading, line_chart, plain, rows_of, spark
from cam.views.reader import Reader
from cam.views.sicremi import report_blocks

HEADLINES = (
    ("immigrants", "stock"),
    ("immigrants_women_share", "stock"),
    ("immigrants_from_region_share", "stock"),
    ("emigrants", "stock"),
    ("remittances_received", "economy"),
    ("remittances_received_gdp", "economy"),
    ("refugees_hosted", "hosted"),
    ("asylum_seekers_hosted", "hosted"),
    ("protection_hosted", "hosted"),
    ("displaced_within", "hosted"),
    ("refugees_from", "left"),
    ("asylum_seekers_from", "left"),
)
"""The figures that a state's page shows, newest year each, and the table of its figures page that each stands in."""

_TABLES: dict[str, tuple[str, ...]] = {
    "stock": ("immigrants", "immigrants_women", "immigrants_men", "immigrants_women_share", "immigrants_from_region",
              "immigrants_from_region_share", "emigrants", "emigrants_women", "emigrants_men", "emigrants_women_share"),
    "hosted": ("refugees_hosted", "asylum_seekers_hosted", "protection_hosted", "stateless_hosted", "displaced_within"),
    "left": ("refugees_from", "asylum_seekers_from", "protection_from"),
    "asylum": ("asylum_applications", "asylum_applications_cases", "resettled", "refugees_naturalized"),
    "economy": ("population", "net_migration", "remittances_received", "remittances_received_gdp", "remittances_paid"),
}  # fmt: skip
"""The tables of a state's figures page, with their columns."""

_CHARTS: dict[str, tuple[str, ...]] = {
    "stock": ("immigrants", "emigrants"),
    "hosted": ("refugees_hosted", "asylum_seekers_hosted", "protection_hosted"),
    "left": ("refugees_from", "asylum_seekers_from", "protection_from"),
    "economy": ("remittances_received", "remittances_paid"),
}
"""The lines of the chart above a table."""


@dataclass(frozen=True)
class FiguresPage:
    """Every figure of a state."""

    country: Country
    title: str
    lead: str
    links: list[Anchor]
    blocks: list[Block]


def figures_page(reader: Reader, record: Country) -> FiguresPage:
    """Return the page of all figures of a state."""
    name = str(reader.title(record))
    blocks: list[Block] = []
    for table in _TABLES:
        blocks += _section(reader, record, table)
        if table == "stock":
            blocks += [_partners(reader, record, "origin"), _partners(reader, record, "destination")]
    return FiguresPage(
        record,
        reader.label("figures.page_title", country=name),
        reader.label("figures.page_lead", country=name),
        [
            Anchor(reader.href(f"countries/{record.id}/"), reader.label("figures.state_page")),
            Anchor("figures.csv", reader.label("figures.download")),
            Anchor(reader.href("figures/methods/"), reader.label("figures.how")),
        ],
        [*blocks, *report_blocks(reader, record)],
    )


def _section(reader: Reader, record: Country, name: str) -> list[Block]:
    """Return a table with its chart; the table says it where the state has no such figure."""
    columns = _TABLES[name]
    shown = [year for year in years(reader.catalogue, *columns) if _has_row(reader, record, columns, year)]
    if not shown:
        title = reader.label(f"figures.{name}_title")
        return [Links(title, anchor=name, empty=reader.label("figures.no_figures"))]
    chart = _chart(reader, record, name) if name in _CHARTS else None
    notes = breaks_block(reader, columns, record.id)
    return [*([chart] if chart else []), _table(reader, record, name, shown), *notes]


def charts(reader: Reader, record: Country) -> list[Chart]:
    """Return the charts of the page of a state's figures, without those that have no figure."""
    return [chart for name in _CHARTS if (chart := _chart(reader, record, name))]


def _has_row(reader: Reader, record: Country, columns: Sequence[str], year: int) -> bool:
    return any(figure(reader.catalogue, column, record.id, year).rows for column in columns)


def _chart(reader: Reader, record: Country, name: str) -> Chart | None:
    """Return the chart over a table, without the lines that have no figure; None where there is none at all."""
    given: list[tuple[str, Points]] = [
        (item, series(reader.catalogue, item, record.id)) for item in _CHARTS[name]
    ]
    known = [(item, points) for item, points in given if any(cell.value for _, cell in points)]
    if not known:
        return None
    return line_chart(
        reader,
        f"{reader.title(record)}{reader.label('formats.colon')}{reader.label(f'figures.{name}_title')}",
        [item for item, _ in known],
        [points for _, points in known],
        anchor=f"{name}-chart",
        table=Anchor(f"#{name}", reader.label("figures.as_table")),
        csv=Anchor("figures.csv", reader.label("figures.download")),
    )


def _table(reader: Reader, record: Country, name: str, shown: list[int]) -> Table:
    columns = _TABLES[name]
    rows: list[list[Cell]] = []
    for year in reversed(shown):
        cells = [figure(reader.catalogue, column, record.id, year) for column in columns]
        texts: list[Cell] = [plain(reader, column, cell) for column, cell in zip(columns, cells, strict=True)]
        rows.append([str(year), *texts, rows_of(reader, cells)])
    intro = reader.label(f"figures.{name}_intro")
    if any(meaning(reader.catalogue, column).zero_unsure for column in columns):
        intro += " " + reader.label("figures.none_said")
    return Table(
        reader.label(f"figures.{name}_title"),
        anchor=name,
        intro=intro,
        columns=[reader.label("figures.year"), *(heading(reader, column) for column in columns),
                 reader.label("figures.row")],
        rows=rows,
        anchors=[f"{name}-{year}" for year in reversed(shown)],
        numbers=True,
        credit=credit_of(reader, columns),
    )  # fmt: skip


def breaks_block(reader: Reader, names: Sequence[str], country: str | None = None) -> list[Block]:
    """Return the breaks in the tables behind indicators; with a country, its own and those of all."""
    rows: list[list[Inline]] = []
    for record, item in breaks(reader.catalogue, names, country):
        place = (
            str(reader.title(reader.find(item.country, "countries"))) + ", "
            if item.country and not country
            else ""
        )
        rows.append([f"{place}{item.year}{reader.label('formats.colon')}", reader.say(item.text, record)])
    title = reader.label("figures.breaks_title")
    return (
        [Notice(title, tone="warn", anchor=f"breaks-{names[0].replace('_', '-')}", lines=rows)]
        if rows
        else []
    )


def _partners(reader: Reader, record: Country, side: str) -> Table:
    """Return the table of the states that immigrants come from (origin) or that emigrants live in (destination)."""
    catalogue, other = reader.catalogue, "destination" if side == "origin" else "origin"
    held = corridor_years(catalogue)
    found = {year: {getattr(item, side): item for item in corridors(catalogue, year, **{other: record.id})}
             for year in held}  # fmt: skip
    partners = sorted({partner for items in found.values() for partner in items},
                      key=lambda code: sort_key(reader, code))  # fmt: skip
    rows: list[list[Cell]] = []
    for partner in partners:
        items = [found[year].get(partner) for year in held]
        cells = [item.cell if item else NOTHING for item in items]
        texts: list[Cell] = [plain(reader, "immigrants", cell) for cell in cells]
        newest = items[-1]
        women = plain(reader, "immigrants_women", newest.women) if newest else reader.label("figures.none")
        state = Anchor(
            reader.href(f"countries/{partner}/figures/"), reader.title(reader.find(partner, "countries"))
        )
        rows.append([[state], *texts, women, rows_of(reader, cells)])
    name = "origins" if side == "origin" else "destinations"
    return Table(
        reader.label(f"figures.{name}_title"),
        anchor=name,
        columns=[reader.label("figures.state"), *map(str, held),
                 reader.label("figures.in_year", name=reader.label("figures.women"), year=held[-1] if held else ""),
                 reader.label("figures.row")],
        rows=rows,
        anchors=[f"{name}-{partner}" for partner in partners],
        numbers=True,
        credit=credit(reader, TABLES["corridors"]),
    )  # fmt: skip


def headline(
    reader: Reader, record: Country, names: Sequence[tuple[str, str]] = HEADLINES
) -> list[list[Inline]]:
    """Return a state's newest figures, one a line, each linked to its row; those without a value are left out."""
    lines: list[list[Inline]] = []
    for name, table in names:
        found = latest(reader.catalogue, name, record.id)
        if found:
            year, cell = found
            href = reader.href(f"countries/{record.id}/figures/") + f"#{table}-{year}"
            text = reader.label("figures.in_year", name=reader.code(name, "indicators"), year=year)
            lines.append([text + reader.label("formats.colon"), Anchor(href, full(reader, name, cell))])
    return lines


def sparks(reader: Reader, record: Country, names: Sequence[str]) -> list[Multiple]:
    """Return small charts of indicators of a state; those without any figure are left out."""
    found = []
    for name in names:
        points = series(reader.catalogue, name, record.id)
        known = [year for year, cell in points if cell.value is not None]
        if not known:
            continue
        drawing, said = spark(reader, name, points)
        span = reader.label("formats.span", start=known[0], end=known[-1])
        text = reader.label("figures.in_year", name=reader.code(name, "indicators"), year=span)
        href = reader.href(f"countries/{record.id}/figures/") + "#stock-chart"
        found.append(Multiple(Anchor(href, text), drawing, said, ""))
    return found


def section(reader: Reader, record: Country) -> list[Block]:
    """Return the figures of a state for its page: the newest of each kind, and a chart."""
    lines = headline(reader, record)
    if not lines:
        return []
    more = Anchor(reader.href(f"countries/{record.id}/figures/"), reader.label("figures.all_figures"))
    table = Links(
        reader.label("figures.headline_title"),
        anchor="figures",
        intro=reader.label("figures.overlap"),
        rows=[*lines, [more]],
    )
    chart = _chart(reader, record, "stock")
    if chart is None:
        return [table]
    beyond = Anchor(
        reader.href(f"countries/{record.id}/figures/") + "#stock", reader.label("figures.as_table")
    )
    csv = Anchor(
        reader.href(f"countries/{record.id}/figures/") + "figures.csv", reader.label("figures.download")
    )
    return [table, replace(chart, table=beyond, csv=csv)]
