"""Tables for other programs: each table as it is kept, and CSV files of what the pages of figures show.

Column names and codes are the same in every language; the columns `label` and `…_name` are in the reader's language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from cam.figures import Cell
from cam.indicators import INDICATORS, TABLES, figure, meaning, regional, years
from cam.knowledge import Site
from cam.model.figures import Dataset
from cam.model.law import Country
from cam.store import Catalogue, folder
from cam.views.datasets import csv_of
from cam.views.reader import Reader

Line = tuple[object, ...]

_STATE = ("indicator", "label", "year", "value", "sign", "unit", "dataset", "rows")
_REGION = ("indicator", "label", "year", "value", "unit", "dataset", "states_reporting")
_CORRIDOR = ("origin", "origin_name", "destination", "destination_name", "year", "female", "male", "total")


def build(site: Site) -> dict[str, bytes]:
    """Return the tables at the root of the site, and the files of each language."""
    catalogue = site.catalogue
    found = {f"figures/{record.id}.csv": csv_of(catalogue, record.id) for record in catalogue.all(Dataset)}
    for language in catalogue.languages:
        root = folder(catalogue, language)
        reader = Reader(catalogue, language, "")
        for country in catalogue.all(Country):
            found[f"{root}countries/{country.id}/figures/figures.csv"] = _csv(_STATE, _state(reader, country))
        if catalogue.figures:
            found[f"{root}figures/region.csv"] = _csv(_REGION, _region(reader))
            found[f"{root}figures/corridors.csv"] = _csv(_CORRIDOR, _corridors(reader))
    return found


def _csv(header: Line, lines: Iterable[Line]) -> bytes:
    """Return a table as CSV (RFC 4180, but lines end in a line feed alone)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode()


def plain(catalogue: Catalogue, indicator: str, cell: Cell) -> str:
    """Return a figure without marks: as the table has it; a share that this site computed, rounded as it is shown."""
    if cell.value is None:
        return ""
    if not INDICATORS[indicator].of:
        return str(cell.value)
    return f"{cell.value:.{meaning(catalogue, indicator).decimals}f}"


def _state(reader: Reader, country: Country) -> list[Line]:
    """Return every indicator of a state for every year that has a row, with the lines that it was made of."""
    lines: list[Line] = []
    for name, rule in INDICATORS.items():
        label, unit = reader.code(name, "indicators"), meaning(reader.catalogue, name).unit
        for year in years(reader.catalogue, name):
            cell = figure(reader.catalogue, name, country.id, year)
            rows = " ".join(str(line) for _, line in cell.rows)
            if rows:
                value = plain(reader.catalogue, name, cell)
                lines.append((name, label, year, value, cell.sign, unit, TABLES[rule.table], rows))
    return lines


def _region(reader: Reader) -> list[Line]:
    """Return every indicator summed over the states, for every year in which one of them has a figure."""
    lines: list[Line] = []
    for (name, year), (_, found) in regional(reader.catalogue).items():
        rule = INDICATORS[name]
        value, label = plain(reader.catalogue, name, found.cell), reader.code(name, "indicators")
        lines.append(
            (name, label, year, value, meaning(reader.catalogue, name).unit, TABLES[rule.table], found.states)
        )
    return lines


def _corridors(reader: Reader) -> list[Line]:
    """Return every corridor of every year in the order of its table, with the names of the states."""
    table = reader.catalogue.figures.get(TABLES["corridors"])
    names = _names(reader)
    lines: list[Line] = []
    for row in table.rows if table else ():
        origin, destination, year = row.key
        female, male = row.values
        total = "" if female is None or male is None else female + male
        lines.append((origin, names[origin], destination, names[destination], year, female, male, total))
    return lines


def _names(reader: Reader) -> dict[str, str]:
    return {country.id: str(reader.title(country)) for country in reader.catalogue.all(Country)}
