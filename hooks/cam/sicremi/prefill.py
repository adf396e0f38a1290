"""The open figures that a form is filled in with, so that a correspondent corrects instead of typing."""

from __future__ import annotations

from dataclasses import dataclass

from cam.figures import Cell
from cam.indicators import INDICATORS, TABLES, figure, meaning
from cam.model.figures import Dataset, RequestTable
from cam.sicremi.layout import Key, Sheet, Template
from cam.store import Catalogue


@dataclass(frozen=True)
class Prefilled:
    """An open figure, and the table of figures that it comes from."""

    value: int | float
    dataset: str
    cell: Cell


def prefilled(catalogue: Catalogue, form: Template, country: str) -> dict[Key, Prefilled]:
    """Return the open figures of a state for every row and year of the form that has one."""
    found: dict[Key, Prefilled] = {}
    for sheet in form.sheets:
        found |= _of_sheet(catalogue, sheet, country)
    return found


def _of_sheet(catalogue: Catalogue, sheet: Sheet, country: str) -> dict[Key, Prefilled]:
    found: dict[Key, Prefilled] = {}
    for item in sheet.table.prefill:
        for year in sheet.years:
            cell = figure(catalogue, item.indicator, country, year)
            unsure = meaning(catalogue, item.indicator).doubtful(cell)
            if cell.value is None or unsure:  # a 0 that may mean “not reported” is left open
                continue
            key = (sheet.table.id, str(item.category), item.sex or "total", "", year)
            found[key] = Prefilled(cell.value, cell.rows[0][0], cell)
    return found


def sources(catalogue: Catalogue, table: RequestTable) -> list[Dataset]:
    """Return the tables of figures from which a table of the request is filled in."""
    names = dict.fromkeys(TABLES[INDICATORS[item.indicator].table] for item in table.prefill)
    return [catalogue.get(Dataset, name) for name in names if name in catalogue.records["datasets"]]
