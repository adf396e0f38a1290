"""Tables of figures: data/figures/<id>.csv, each described by a record of the same id (a dataset or a country report).

A cell is a number, empty (not reported), `na` (not available or not applicable) or `nr` (not reliable). Every figure
that is shown knows the rows that it was made of, so that a reader can go back to them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cam.problems import Problem, nearest
from cam.yamlfile import not_utf8

Value = int | float | None
Key = tuple[str, ...]

SIGNS = ("na", "nr")
"""What may stand for a figure: not available or not applicable; not reliable."""

SEXES = ("female", "male", "total")

REPORT_KEYS = ("table", "category", "sex", "partner", "year")
"""The key columns of a country report: `sex` is total where a table has no sexes, `partner` an ISO code or empty."""

REPORT_MEASURES = ("value",)

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?")
"""At most 18 digits before the point: more is no count of anything, and Python refuses to read very long ones."""

_LOOSE = re.compile(r"-?[0-9][0-9 .,'\u00a0\u202f]*")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Row:
    """One row of a table: the line it stands on, what it is about, and its figures in the order of the measures."""

    line: int
    key: Key
    attributes: tuple[str, ...]
    values: tuple[Value, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A figure with the rows it was made of: (id of the table, line). `sign` stands where there is no value."""

    value: Value
    rows: tuple[tuple[str, int], ...] = ()
    sign: str = ""


NOTHING = Cell(None)


@dataclass
class Table:
    """A table of figures in memory."""

    name: str
    keys: tuple[str, ...]
    attributes: tuple[str, ...]
    measures: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    index: dict[Key, Row] = field(default_factory=dict)
    _sorted: dict[str, dict[str, list[Row]]] = field(default_factory=dict, repr=False)

    def cell(self, measure: str, *key: str) -> Cell:
        """Return the figure of a measure for a key, in the order of `keys`; empty where there is no such row."""
        row = self.index.get(key)
        if row is None:
            return NOTHING
        place = self.measures.index(measure)
        return Cell(row.values[place], ((self.name, row.line),), row.signs[place])

    def column(self, name: str) -> list[str]:
        """Return the values of a key column that occur, in order."""
        return sorted(self._by_column(name))

    def where(self, **known: str) -> list[Row]:
        """Return the rows whose key columns have these values, in the order of the file."""
        found = [self._by_column(name).get(value, []) for name, value in known.items()]
        shortest = min(found, key=len, default=self.rows)
        wanted = [(self.keys.index(name), value) for name, value in known.items()]
        return [row for row in shortest if all(row.key[place] == value for place, value in wanted)]

    def _by_column(self, name: str) -> dict[str, list[Row]]:
        """Return the rows by their value in a key column; sorted once for all questions."""
        if name not in self._sorted:
            place, rows = self.keys.index(name), dict[str, list[Row]]()
            for row in self.rows:
                rows.setdefault(row.key[place], []).append(row)
            self._sorted[name] = rows
        return self._sorted[name]


@dataclass(frozen=True)
class Layout:
    """What a table's columns must be, and which words each key or attribute column admits (None: any)."""

    keys: tuple[str, ...]
    attributes: tuple[str, ...]
    measures: tuple[str, ...]
    known: dict[str, frozenset[str]]

    @property
    def header(self) -> list[str]:
        """The first line of the file."""
        return [*self.keys, *self.attributes, *self.measures]


def read_table(path: Path, name: str, layout: Layout) -> tuple[Table, list[Problem]]:
    """Return the table in the file at `path`, called `name` in messages, with every problem of its lines."""
    table = Table(path.stem, layout.keys, layout.attributes, layout.measures)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return table, [Problem(name, 0, "this file cannot be opened", "restore it")]
    except UnicodeDecodeError as error:
        return table, [not_utf8(name, error)]
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        what = "the cells cannot be told apart"
        return table, [Problem(name, 0, what, "look for a quotation mark that is not closed")]
    if not lines or lines[0] != layout.header:
        wanted = ",".join(layout.header)
        return table, [Problem(name, 1, "the columns are not those that the record names", f"write {wanted}")]
    return table, list(_take_in(table, name, layout, lines[1:]))


def _take_in(table: Table, name: str, layout: Layout, lines: Sequence[list[str]]) -> Iterator[Problem]:
    sound = _is_sound(layout, lines)
    for number, cells in enumerate(lines, start=2):
        problems = (
            []
            if sound
            else [Problem(name, number, what, remedy) for what, remedy in _wrong_in(layout, cells)]
        )
        yield from problems
        if problems:
            continue
        row = _row(layout, number, cells)
        if row.key in table.index:
            first = table.index[row.key].line
            yield Problem(name, number, f"this row repeats line {first}", "delete one of them")
        elif table.rows and row.key < table.rows[-1].key:
            yield Problem(name, number, "this row is out of order", "sort the rows by their first columns")
        table.rows.append(row)
        table.index.setdefault(row.key, row)


def _is_sound(layout: Layout, lines: Sequence[list[str]]) -> bool:
    """Return whether no row has anything wrong in it: quick, for a column has few different words."""
    if any(len(cells) != len(layout.header) for cells in lines):
        return False
    width = range(len(layout.header))
    seen = [dict.fromkeys(cells[index] for cells in lines) for index in width]
    return not any(
        wrong
        for column, texts in zip(layout.header, seen, strict=True)
        for text in texts
        for wrong in _wrong_cell(layout, column, text)
    )


def _wrong_in(layout: Layout, cells: list[str]) -> Iterator[tuple[str, str]]:
    if len(cells) != len(layout.header):
        yield f"this row has {len(cells)} cells, not {len(layout.header)}", "write one cell for each column"
        return
    for column, text in zip(layout.header, cells, strict=True):
        yield from _wrong_cell(layout, column, text)


def _wrong_cell(layout: Layout, column: str, text: str) -> Iterator[tuple[str, str]]:
    if column in layout.measures:
        yield from _wrong_figure(column, text)
    elif column == "year":
        if not _YEAR.fullmatch(text):
            yield f"`{text}` is not a year", "write four figures, e.g. 2024"
    elif text not in (known := layout.known.get(column, frozenset((text,)))):
        yield f"`{text}` is not known as {column}", nearest(text, known)


def _wrong_figure(column: str, text: str) -> Iterator[tuple[str, str]]:
    if not text or text in SIGNS or _NUMBER.fullmatch(text):
        return
    if _LOOSE.fullmatch(text):
        yield (
            f"{column}: `{text}` has marks that a number may not have",
            "write 12345 or 12.5, without spaces or commas",
        )
    else:
        yield (
            f"{column}: `{text}` is not a number",
            f"write a number, {' or '.join(SIGNS)}, or leave the cell empty",
        )


def _row(layout: Layout, line: int, cells: list[str]) -> Row:
    keys, end = len(layout.keys), len(layout.keys) + len(layout.attributes)
    figures = cells[end:]
    signs = tuple(text if text in SIGNS else "" for text in figures)
    return Row(line, tuple(cells[:keys]), tuple(cells[keys:end]), tuple(map(number, figures)), signs)


def number(text: str) -> Value:
    """Return the number in a cell, or None for an empty one or a sign."""
    if not text or text in SIGNS:
        return None
    return float(text) if "." in text else int(text)


def added(cells: Iterable[Cell]) -> Cell:
    """Return the sum of figures; without a value where any of them has none."""
    given = list(cells)
    rows = tuple(dict.fromkeys(row for cell in given for row in cell.rows))
    if not given or any(cell.value is None for cell in given):
        return Cell(None, rows, next((cell.sign for cell in given if cell.sign), ""))
    return Cell(sum(cell.value or 0 for cell in given), rows)


def known_sum(cells: Iterable[Cell]) -> Cell:
    """Return the sum of those figures that have a value, as a lower bound; without a value where none has."""
    return added([cell for cell in cells if cell.value is not None])


def share(part: Cell, whole: Cell) -> Cell:
    """Return `part` in percent of `whole`; without a value where either has none or the whole is 0."""
    rows = tuple(dict.fromkeys((*part.rows, *whole.rows)))
    if part.value is None or not whole.value:
        return Cell(None, rows, part.sign or whole.sign)
    return Cell(100 * part.value / whole.value, rows)
