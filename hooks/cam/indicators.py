"""What is computed from the tables of figures, each rule once. The names are in data/vocabulary/indicators.yaml.

A new edition of a table: change its id in `TABLES`, and `replaces` in its record keeps the old one for comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cam.figures import NOTHING, Cell, added, known_sum, share
from cam.model.figures import Break, Dataset

if TYPE_CHECKING:
    from cam.store import Catalogue

TABLES = {
    "stock": "undesa-2024-stock",
    "corridors": "undesa-2024-corridors",
    "displaced": "unhcr-population",
    "applications": "unhcr-applications",
    "solutions": "unhcr-solutions",
    "economy": "worldbank-wdi",
}
"""The table in use for each subject."""


@dataclass(frozen=True)
class Indicator:
    """A figure of a state in a year: the sum of `measures`, or that sum in percent of the indicator `of`.

    `side` is UNHCR's: in the state of asylum, or from the state of origin. The two overlap and are never added.
    What its measures count is said by the record of the table (`meaning`).
    """

    table: str
    measures: tuple[str, ...]
    side: str = ""
    of: str = ""


INDICATORS: dict[str, Indicator] = {
    "immigrants": Indicator("stock", ("immigrants_female", "immigrants_male")),
    "immigrants_women": Indicator("stock", ("immigrants_female",)),
    "immigrants_men": Indicator("stock", ("immigrants_male",)),
    "immigrants_women_share": Indicator("stock", ("immigrants_female",), of="immigrants"),
    "immigrants_from_region": Indicator("stock", ("immigrants_from_region",)),
    "immigrants_from_region_share": Indicator("stock", ("immigrants_from_region",), of="immigrants"),
    "emigrants": Indicator("stock", ("emigrants_female", "emigrants_male")),
    "emigrants_women": Indicator("stock", ("emigrants_female",)),
    "emigrants_men": Indicator("stock", ("emigrants_male",)),
    "emigrants_women_share": Indicator("stock", ("emigrants_female",), of="emigrants"),
    "refugees_hosted": Indicator("displaced", ("refugees",), "asylum"),
    "asylum_seekers_hosted": Indicator("displaced", ("asylum_seekers",), "asylum"),
    "protection_hosted": Indicator("displaced", ("other_protection",), "asylum"),
    "stateless_hosted": Indicator("displaced", ("stateless",), "asylum"),
    "displaced_within": Indicator("displaced", ("displaced_within",), "asylum"),
    "refugees_from": Indicator("displaced", ("refugees",), "origin"),
    "asylum_seekers_from": Indicator("displaced", ("asylum_seekers",), "origin"),
    "protection_from": Indicator("displaced", ("other_protection",), "origin"),
    "asylum_applications": Indicator("applications", ("persons",)),
    "asylum_applications_cases": Indicator("applications", ("cases",)),
    "resettled": Indicator("solutions", ("resettled",)),
    "refugees_naturalized": Indicator("solutions", ("naturalized",)),
    "population": Indicator("economy", ("population",)),
    "net_migration": Indicator("economy", ("net_migration",)),
    "remittances_received": Indicator("economy", ("remittances_received",)),
    "remittances_received_gdp": Indicator("economy", ("remittances_received_gdp",)),
    "remittances_paid": Indicator("economy", ("remittances_paid",)),
}


@dataclass(frozen=True)
class Meaning:
    """What an indicator counts (codes of `units` and `figure_natures`), and whether a 0 may mean “not reported”."""

    unit: str = "persons"
    nature: str = "stock"
    zero_unsure: bool = False

    @property
    def decimals(self) -> int:
        """Decimal places that are shown: one for shares, none for what is counted."""
        return 1 if self.nature == "share" else 0

    def doubtful(self, cell: Cell) -> bool:
        """Return whether a figure is a 0 that may mean “not reported”."""
        return self.zero_unsure and cell.value == 0


def meaning(catalogue: Catalogue, indicator: str) -> Meaning:
    """Return what an indicator counts, as the record of its table says of its first measure."""
    kept: dict[str, Meaning] = catalogue.__dict__.setdefault("_meanings", {})
    if indicator not in kept:
        kept[indicator] = _meaning(catalogue, INDICATORS[indicator])
    return kept[indicator]


def _meaning(catalogue: Catalogue, rule: Indicator) -> Meaning:
    if rule.of:
        return Meaning("percent", "share")
    record = catalogue.find(TABLES[rule.table], "datasets")
    for measure in getattr(record, "measures", []):
        if measure.code == rule.measures[0]:
            return Meaning(str(measure.unit), str(measure.nature), measure.zero_unsure)
    return Meaning()


def figure(catalogue: Catalogue, indicator: str, country: str, year: int) -> Cell:
    """Return an indicator of a state in a year. Units are those of `meaning`; a share is in percent."""
    kept: dict[tuple[str, str, int], Cell] = catalogue.__dict__.setdefault("_indicator_cells", {})
    place = indicator, country, year
    if place not in kept:  # the same figure stands on pages, in charts, sums and files of every language
        kept[place] = _figure(catalogue, *place)
    return kept[place]


def _figure(catalogue: Catalogue, indicator: str, country: str, year: int) -> Cell:
    rule = INDICATORS[indicator]
    table = catalogue.figures.get(TABLES[rule.table])
    if table is None:
        return NOTHING
    at = (country, rule.side, str(year)) if rule.side else (country, str(year))
    part = added(table.cell(measure, *at) for measure in rule.measures)
    return share(part, figure(catalogue, rule.of, country, year)) if rule.of else part


def years(catalogue: Catalogue, *indicators: str) -> list[int]:
    """Return the years for which the tables of these indicators have rows, in order."""
    tables = {TABLES[INDICATORS[name].table] for name in indicators}
    found = {
        year
        for name in tables
        if name in catalogue.figures
        for year in catalogue.figures[name].column("year")
    }
    return sorted(int(year) for year in found)


def latest(catalogue: Catalogue, indicator: str, country: str) -> tuple[int, Cell] | None:
    """Return the newest year in which a state has a figure, with it; None where it has none.

    A 0 that may mean “not reported” is passed over.
    """
    for year in reversed(years(catalogue, indicator)):
        found = figure(catalogue, indicator, country, year)
        if found.value is not None and not meaning(catalogue, indicator).doubtful(found):
            return year, found
    return None


def series(catalogue: Catalogue, indicator: str, country: str) -> list[tuple[int, Cell]]:
    """Return an indicator of a state for every year of its table."""
    return [(year, figure(catalogue, indicator, country, year)) for year in years(catalogue, indicator)]


@dataclass(frozen=True)
class Regional:
    """An indicator summed over states: the figure, and of how many states it is made."""

    cell: Cell
    states: int


def region(catalogue: Catalogue, indicator: str, year: int, states: Iterable[str]) -> Regional:
    """Return an indicator summed over those states that report it; a share is that of the sums."""
    rule = INDICATORS[indicator]
    if rule.of:
        return _regional_share(catalogue, rule, year, states)
    cells = [figure(catalogue, indicator, state, year) for state in states]
    counts = meaning(catalogue, indicator)
    known = [cell for cell in cells if cell.value is not None and not counts.doubtful(cell)]
    return Regional(known_sum(cells), len(known))


def _regional_share(catalogue: Catalogue, rule: Indicator, year: int, states: Iterable[str]) -> Regional:
    """Return the sum of the parts in percent of the sum of the wholes, over the states that have both."""
    table = catalogue.figures.get(TABLES[rule.table])
    if table is None:
        return Regional(NOTHING, 0)
    pairs = [
        (added(table.cell(measure, state, str(year)) for measure in rule.measures),
         figure(catalogue, rule.of, state, year))
        for state in states
    ]  # fmt: skip
    known = [(part, whole) for part, whole in pairs if part.value is not None and whole.value is not None]
    parts, wholes = known_sum(part for part, _ in known), known_sum(whole for _, whole in known)
    return Regional(share(parts, wholes), len(known))


def breaks(
    catalogue: Catalogue, indicators: Iterable[str], country: str | None = None
) -> list[tuple[Dataset, Break]]:
    """Return the breaks of the tables behind indicators: those of a state and of all, or without one every break."""
    found: list[tuple[Dataset, Break]] = []
    for name in indicators:
        rule = INDICATORS[name]
        record = catalogue.find(TABLES[rule.table], "datasets")
        if not isinstance(record, Dataset):
            continue
        for item in record.breaks:
            mine = item.measure is None or item.measure in rule.measures
            here = country is None or item.country in (None, country)
            if mine and here and (record, item) not in found:
                found.append((record, item))
    return found


def adds_up(catalogue: Catalogue, indicator: str) -> bool:
    """Return whether an indicator has a figure for the region: a share whose whole is not held has none."""
    return meaning(catalogue, indicator).nature != "share" or bool(INDICATORS[indicator].of)


RegionalRows = dict[tuple[str, int], tuple[int, Regional]]
"""The sums over all states by indicator and year, each with its line in region.csv (the header is line 1)."""


def regional(catalogue: Catalogue) -> RegionalRows:
    """Return every indicator summed over all states, for every year in which one of them has a figure."""
    kept: RegionalRows | None = catalogue.__dict__.get("_regional")
    if kept is None:
        states = sorted(catalogue.records["countries"])
        every = [
            ((name, year), region(catalogue, name, year, states))
            for name in INDICATORS
            if adds_up(catalogue, name)
            for year in years(catalogue, name)
        ]
        known = [(key, found) for key, found in every if found.states]
        kept = {key: (line, found) for line, (key, found) in enumerate(known, start=2)}
        catalogue.__dict__["_regional"] = kept
    return kept


@dataclass(frozen=True)
class Corridor:
    """How many people born in `origin` live in `destination` in a year: a stock, as the destination counts them."""

    origin: str
    destination: str
    year: int
    cell: Cell
    women: Cell


def corridors(catalogue: Catalogue, year: int | None = None, **known: str) -> list[Corridor]:
    """Return the corridors of a year (without one: the newest), the largest first; `known`: origin, destination."""
    table = catalogue.figures.get(TABLES["corridors"])
    if table is None or not table.rows:
        return []
    wanted = str(year or max(table.column("year")))
    found = []
    for row in table.where(year=wanted, **known):
        women = table.cell("female", *row.key)
        both = added([women, table.cell("male", *row.key)])
        found.append(Corridor(row.key[0], row.key[1], int(wanted), both, women))
    return sorted(found, key=lambda item: (-(item.cell.value or 0), item.origin, item.destination))


def corridor_years(catalogue: Catalogue) -> list[int]:
    """Return the years of the table of corridors."""
    table = catalogue.figures.get(TABLES["corridors"])
    return [int(year) for year in table.column("year")] if table else []
