"""A filled form with all that it is compared with: the open figures, the report before, the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from cam.figures import Cell, Table
from cam.model.figures import CountryReport
from cam.sicremi.found import Figure, Filled
from cam.sicremi.layout import Key, Line, Sheet, Template
from cam.sicremi.prefill import Prefilled

EXPLAIN = "correct it, or explain it in a note"
"""What to do about a warning."""


@dataclass(frozen=True)
class Before:
    """The newest report of the state that is on record already, with its figures."""

    record: CountryReport
    table: Table

    def cell(self, key: Key) -> Cell:
        """Return the figure that was published for a row and year."""
        return self.table.cell("value", *map(str, key))


@dataclass(frozen=True)
class Case:
    """A filled form with all that it is compared with."""

    form: Template
    read: Filled
    given: dict[Key, Prefilled]
    before: Before | None
    today: dt.date

    @cached_property
    def answered(self) -> list[Sheet]:
        """The tables that the correspondent answers: a source is named, or a figure is not as it was filled in."""
        changed = {key[0] for key, figure in self.read.figures.items() if not self.is_kept(key, figure)}
        named = {table for table, source in self.read.sources.items() if not source.is_empty}
        return [sheet for sheet in self.form.sheets if sheet.table.id in changed | named]

    @cached_property
    def sound(self) -> list[Sheet]:
        """The answered tables whose figures could be read."""
        return [sheet for sheet in self.answered if sheet.table.id not in self.read.unread]

    def is_kept(self, key: Key, figure: Figure) -> bool:
        """Return whether a figure is the open one that was filled in."""
        return key in self.given and self.given[key].value == figure.value

    def figures(self, sheet: Sheet) -> dict[Key, Figure]:
        """Return the figures of a table."""
        return {key: figure for key, figure in self.read.figures.items() if key[0] == sheet.table.id}

    def noted(self, key: Key) -> str:
        """Return what a note has to name to be about a figure; it stands behind EXPLAIN."""
        table, category, sex, partner, year = key
        name = table if self.read.is_csv else self.form.by_table[table].name
        row = "/".join(filter(None, (category, sex, partner))) if self.read.is_csv else self._row(key)
        return f" for {name}, {f'row {row}, ' if row else ''}year {year}, or for the whole table"

    def _row(self, key: Key) -> str:
        """Return what people call the row of a figure; nothing where a country has no row in this form."""
        if key in self.read.figures:
            return self.read.figures[key].row
        line = None if key[3] else self._line(key)
        return line.name if line else ""

    def _line(self, key: Key) -> Line | None:
        """Return the row of a figure as the form has it; for a country the first of the open ones."""
        wanted = (*key[1:3], bool(key[3]))
        lines = self.form.by_table[key[0]].lines
        return next((line for line in lines if (line.category, line.sex, line.is_open) == wanted), None)

    def place(self, key: Key) -> str:
        """Return where a figure stands, or would stand."""
        if key in self.read.figures:
            return self.read.figures[key].place
        sheet, line = self.form.by_table[key[0]], self._line(key)
        if self.read.is_csv or line is None or key[4] not in sheet.years:
            return f"table {key[0]}"
        return f"{sheet.name}!{sheet.cell(line, key[4])}"


def number(value: float) -> str:
    """Return a number as messages have it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
