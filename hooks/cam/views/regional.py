"""The regional report: the same blocks make the pages, the printable document and the word processor's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cam.figures import NOTHING
from cam.figures import Cell as FigureCell
from cam.indicators import Regional, corridors, figure, meaning, regional, series, years
from cam.model.law import Country
from cam.text import inside
from cam.views.blocks import Anchor, Block, Cell, Chart, Inline, Links, Multiple, Multiples, Table
from cam.views.figures import breaks_block
from cam.views.filters import by_name, sort_key
from cam.views.numbers import (
    bar_chart,
    credit_of,
    full,
    heading,
    line_chart,
    plain,
    rows_of,
    spark,
)
from cam.views.reader import Reader

_REGION = "region"
"""The table of sums: a file beside the pages of each language, made of all the others."""

_LARGEST = 10
"""As many states as a bar chart shows."""

_STOCK = ("immigrants", "immigrants_women_share", "immigrants_from_region", "immigrants_from_region_share",
          "emigrants", "emigrants_women_share")  # fmt: skip
_HOSTED = (
    "refugees_hosted",
    "asylum_seekers_hosted",
    "protection_hosted",
    "stateless_hosted",
    "displaced_within",
)
_LEFT = ("refugees_from", "asylum_seekers_from", "protection_from")
_ASYLUM = ("asylum_applications", "asylum_applications_cases", "resettled", "refugees_naturalized")
_MONEY = ("remittances_received", "remittances_received_gdp", "remittances_paid", "population")


def index(reader: Reader) -> list[Block]:
    """The headline figures in sentences, each with the way to its table; and the region over time."""
    return [
        Links(reader.label("figures.region"), anchor="headlines", rows=_headlines(reader)),
        _region_chart(reader, "stock_title", ("immigrants", "emigrants"), "figures/stock/#by-year"),
        _region_chart(
            reader,
            "hosted_region",
            ("refugees_hosted", "asylum_seekers_hosted", "protection_hosted"),
            "figures/protection/#by-year",
        ),
    ]


def stock(reader: Reader) -> list[Block]:
    """Immigrants and emigrants of the 35 states."""
    return [
        _region_chart(reader, "stock_title", ("immigrants", "emigrants"), "figures/stock/#by-year"),
        _region_table(reader, "stock_title", _STOCK),
        _largest_chart(reader, "immigrants"),
        _largest_chart(reader, "emigrants"),
        _region_chart(
            reader,
            "women_title",
            ("immigrants_women_share", "emigrants_women_share"),
            "figures/stock/#by-year",
        ),
        _state_table(reader, "stock_title", _STOCK, "stock"),
    ]


def origins(reader: Reader) -> list[Block]:
    """How many of the immigrants come from another of the 35 states."""
    names = ("immigrants", "immigrants_from_region", "immigrants_from_region_share")
    return [
        _region_chart(
            reader, "from_region", ("immigrants", "immigrants_from_region"), "figures/origins/#by-year"
        ),
        _region_table(reader, "from_region", names),
        _all_chart(reader, "immigrants_from_region_share", "share_title"),
        _state_table(reader, "from_region", names, "stock"),
    ]


def protection(reader: Reader) -> list[Block]:
    """Asylum and refuge, first as the states host, then as people left; the two are never added."""
    return [
        _region_chart(reader, "hosted_region", _HOSTED[:3], "figures/protection/#by-year"),
        _region_table(reader, "hosted_region", _HOSTED),
        _state_table(reader, "hosted_region", _HOSTED, "hosted"),
        _region_chart(reader, "left_region", _LEFT, "figures/protection/#left-by-year", "left-chart"),
        _region_table(reader, "left_region", _LEFT, "left-"),
        _state_table(reader, "left_region", _LEFT, "left", "left-"),
        _region_table(reader, "asylum_title", _ASYLUM, "asylum-"),
        *breaks_block(reader, (*_HOSTED, *_LEFT, *_ASYLUM)),
    ]


def remittances(reader: Reader) -> list[Block]:
    """Remittances of the 35 states."""
    return [
        _region_chart(
            reader,
            "economy_title",
            ("remittances_received", "remittances_paid"),
            "figures/remittances/#by-year",
        ),
        _region_table(reader, "economy_title", ("remittances_received", "remittances_paid", "population")),
        _largest_chart(reader, "remittances_received"),
        _largest_chart(reader, "remittances_received_gdp"),
        _state_table(reader, "economy_title", _MONEY, "economy"),
    ]


def states(reader: Reader) -> list[Block]:
    """The same small charts for each of the 35 states."""
    names = ("immigrants", "emigrants", "remittances_received_gdp", "refugees_hosted")
    return [_multiples(reader, name) for name in names]


def codes(reader: Reader) -> list[str]:
    """Return the ids of the 35 states, in the alphabetical order of the reader's language."""
    return [state.id for state in by_name(reader)]


def _newest(reader: Reader, *names: str) -> int:
    """Return the newest year for which the tables of indicators have rows; 0 where there is none."""
    return max(years(reader.catalogue, *names), default=0)


# Headlines.


def _headlines(reader: Reader) -> list[list[Inline]]:
    """Return the main figures in sentences."""
    return [
        *_stock_lines(reader),
        *_corridor_line(reader),
        *_protection_line(reader),
        *_money_line(reader),
    ]


def _of_region(reader: Reader, name: str, year: int) -> Regional:
    line, found = regional(reader.catalogue).get((name, year), (0, Regional(NOTHING, 0)))
    return Regional(replace(found.cell, rows=((_REGION, line),) if line else ()), found.states)


def _said(reader: Reader, name: str, year: int) -> str:
    return full(reader, name, _of_region(reader, name, year).cell)


def _stock_lines(reader: Reader) -> list[list[Inline]]:
    year = _newest(reader, "immigrants")
    if not year:
        return []
    lines = [
        reader.label("figures.headline_immigrants", year=year, number=_said(reader, "immigrants", year),
                     share=_said(reader, "immigrants_women_share", year)),
        reader.label("figures.headline_region", number=_said(reader, "immigrants_from_region", year),
                     share=_said(reader, "immigrants_from_region_share", year)),
        reader.label("figures.headline_emigrants", number=_said(reader, "emigrants", year),
                     share=_said(reader, "emigrants_women_share", year)),
    ]  # fmt: skip
    places = (f"figures/stock/#year-{year}", f"figures/origins/#year-{year}", f"figures/stock/#year-{year}")
    return [_sentence(reader, text, place) for text, place in zip(lines, places, strict=True)]


def _corridor_line(reader: Reader) -> list[list[Inline]]:
    found = corridors(reader.catalogue)
    if not found:
        return []
    first = found[0]
    text = reader.label(
        "figures.headline_corridor",
        origin=state_name(reader, first.origin),
        destination=state_name(reader, first.destination),
        number=full(reader, "immigrants", first.cell),
    )
    return [_sentence(reader, text, f"figures/corridors/#{first.origin}-{first.destination}")]


def _protection_line(reader: Reader) -> list[list[Inline]]:
    year = _newest(reader, "refugees_hosted")
    if not year:
        return []
    text = reader.label(
        "figures.headline_protection",
        year=year,
        refugees=_said(reader, "refugees_hosted", year),
        seekers=_said(reader, "asylum_seekers_hosted", year),
        others=_said(reader, "protection_hosted", year),
    )
    return [_sentence(reader, text, f"figures/protection/#year-{year}")]


def _money_line(reader: Reader) -> list[list[Inline]]:
    year = _newest(reader, "remittances_received")
    if not year:
        return []
    found = _of_region(reader, "remittances_received", year)
    number = full(reader, "remittances_received", found.cell)
    text = reader.label("figures.headline_remittances", year=year, number=number, states=found.states)
    return [_sentence(reader, text, f"figures/remittances/#year-{year}")]


def _sentence(reader: Reader, text: str, place: str) -> list[Inline]:
    return [
        text,
        " ",
        Anchor(reader.href(place), reader.label("figures.as_table"), name=reader.label("figures.lead_row")),
    ]


def state_name(reader: Reader, code: str) -> str:
    """Return the name of a state."""
    return str(reader.title(reader.find(code, "countries")))


# The region over the years.


def _regional(reader: Reader, name: str) -> list[tuple[int, FigureCell]]:
    return [(year, _of_region(reader, name, year).cell) for year in years(reader.catalogue, name)]


def _region_chart(
    reader: Reader, title: str, names: Sequence[str], place: str, anchor: str = "chart"
) -> Chart:
    """Return a chart of the 35 states together, with the ways to the same figures."""
    return line_chart(
        reader,
        f"{reader.label('figures.region')}{reader.label('formats.colon')}{reader.label(f'figures.{title}')}",
        names,
        [_regional(reader, name) for name in names],
        anchor=f"{anchor}-{names[0].replace('_', '-')}",
        table=Anchor(reader.href(place), reader.label("figures.as_table")),
        csv=Anchor(reader.href("figures/region.csv"), reader.label("figures.download")),
    )


def _summed(reader: Reader, name: str, found: Regional) -> str:
    """Return a sum, and behind it how many states have a figure where not all of them have one."""
    text = plain(reader, name, found.cell)
    if found.cell.value is None or found.states == len(reader.catalogue.records["countries"]):
        return text
    return reader.label("figures.with_states", number=text, states=found.states)


def _region_table(reader: Reader, subject: str, names: Sequence[str], prefix: str = "") -> Table:
    """Return the sums over the 35 states by year, with how many states they are made of."""
    rows: list[list[Cell]] = []
    shown = list(reversed(years(reader.catalogue, *names)))
    for year in shown:
        found = [_of_region(reader, name, year) for name in names]
        texts: list[Cell] = [_summed(reader, name, item) for name, item in zip(names, found, strict=True)]
        rows.append([str(year), *texts, rows_of(reader, [item.cell for item in found])])
    return Table(
        reader.label("figures.by_year", subject=reader.label(f"figures.{subject}")),
        anchor=f"{prefix}by-year",
        intro=reader.label("figures.partial_sum"),
        columns=[reader.label("figures.year"), *(heading(reader, name) for name in names),
                 reader.label("figures.row")],
        rows=rows,
        anchors=[f"{prefix}year-{year}" for year in shown],
        numbers=True,
        credit=credit_of(reader, names),
    )  # fmt: skip


# State by state.


def _state_table(reader: Reader, subject: str, names: Sequence[str], table: str, prefix: str = "") -> Table:
    """Return the newest year by state; each state leads to its rows of every year."""
    year = _newest(reader, *names)
    rows: list[list[Cell]] = []
    for state in by_name(reader):
        cells = [figure(reader.catalogue, name, state.id, year) for name in names]
        texts: list[Cell] = [plain(reader, name, cell) for name, cell in zip(names, cells, strict=True)]
        rows.append([[_figures_of(reader, state, f"#{table}")], *texts, rows_of(reader, cells)])
    intro = (
        reader.label("figures.none_said")
        if any(meaning(reader.catalogue, name).zero_unsure for name in names)
        else ""
    )
    return Table(
        reader.label("figures.by_state", subject=reader.label(f"figures.{subject}"), year=year),
        anchor=f"{prefix}by-state",
        intro=intro,
        columns=[reader.label("figures.state"), *(heading(reader, name) for name in names),
                 reader.label("figures.row")],
        rows=rows,
        anchors=[f"{prefix}{code}" for code in codes(reader)],
        numbers=True,
        credit=credit_of(reader, names),
    )  # fmt: skip


def _figures_of(reader: Reader, state: Country, fragment: str = "") -> Anchor:
    return Anchor(reader.href(f"countries/{state.id}/figures/") + fragment, reader.title(state))


def _ranked(reader: Reader, name: str, year: int) -> list[tuple[str, FigureCell]]:
    """Return the states with a figure in a year, the highest first."""
    cells = [(state, figure(reader.catalogue, name, state, year)) for state in codes(reader)]
    known = [(state, cell) for state, cell in cells if cell.value is not None]
    return sorted(known, key=lambda pair: (-(pair[1].value or 0), sort_key(reader, pair[0])))


def _largest_chart(reader: Reader, name: str) -> Chart:
    return _ranked_chart(reader, name, "largest", _LARGEST)


def _all_chart(reader: Reader, name: str, title: str) -> Chart:
    return _ranked_chart(reader, name, title, None)


def _ranked_chart(reader: Reader, name: str, title: str, number: int | None) -> Chart:
    year = _newest(reader, name)
    bars = [(state_name(reader, state), cell) for state, cell in _ranked(reader, name, year)[:number]]
    said = reader.label(f"figures.{title}", year=year)
    if number:
        said = f"{reader.code(name, 'indicators')}{reader.label('formats.colon')}{inside(said)}"
    table = Anchor("#by-state", reader.label("figures.as_table"))
    return bar_chart(reader, said, name, bars, anchor=f"bars-{name.replace('_', '-')}", table=table)


def _multiples(reader: Reader, name: str) -> Multiples:
    """Return the small charts of an indicator, one a state."""
    entries = []
    for state in by_name(reader):
        points = series(reader.catalogue, name, state.id)
        drawing, said = spark(reader, name, points)
        entries.append(
            Multiple(
                _figures_of(reader, state),
                drawing,
                f"{reader.title(state)}. {said}",
                _last(reader, name, points),
            )
        )
    title = reader.label("figures.multiples", name=reader.code(name, "indicators"))
    return Multiples(
        title,
        anchor=name.replace("_", "-"),
        intro=reader.label("figures.multiples_intro"),
        entries=entries,
        credit=credit_of(reader, [name]),
    )


def _last(reader: Reader, name: str, points: list[tuple[int, FigureCell]]) -> str:
    """Return the newest figure with its year."""
    for year, cell in reversed(points):
        if cell.value is not None and not meaning(reader.catalogue, name).doubtful(cell):
            return f"{full(reader, name, cell)} ({year})"
    return reader.label("figures.none")
