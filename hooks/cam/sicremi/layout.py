"""What stands where in the form of the data request: the one description that its writers and its readers share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cam.indicators import years as years_of
from cam.model.figures import RequestTable, Round
from cam.store import Catalogue

TEMPLATE = "cam-sicremi-request"
"""What a file calls itself, so that another spreadsheet is not taken for the form."""

OPEN = ("open", "not_opened")
"""The states of a round whose form is handed out; the newest such round gives the edition."""

LAST_YEARS = 5
"""Complete years before the round that every table asks for."""

EARLIER_YEARS = 20
"""How far back a stock is asked for as well, in the years of the open series that it is filled in from."""

SEXES = ("total", "female", "male")
ORIGINS = ("origin", "destination")

# Cells of the sheet about the form: labels in column A, values in column B.
ABOUT = {"template": 3, "edition": 4, "country": 5, "name": 6, "language": 7, "institution": 8, "filled": 9}
ABOUT_GUIDE = 11
GIVEN = ("template", "edition", "country", "language")
"""What the form says of itself; the rest of the sheet is the correspondent's."""

# Rows of every table's sheet.
TITLE, DEFINITION, UNIT, ADVICE = 1, 2, 3, 4
SOURCE_HEAD = 6
SOURCE = {"kind_of_source": 7, "institution": 8, "text": 9, "coverage": 10}
HEAD, FIRST = 12, 13

# The sheet of notes: a heading, an explanation, the names of the columns, then one note a row.
NOTES_HEAD, NOTES_FIRST, NOTES_ROWS = 3, 4, 60
NOTE_COLUMNS = ("table", "row", "year", "text")

Key = tuple[str, str, str, str, int]
"""Table, category, sex, partner, year: what a figure is about."""


def letter(column: int) -> str:
    """Return the letter of a column, counted from 1; the forms stay below 27."""
    return chr(ord("A") + column - 1)


@dataclass(frozen=True)
class Line:
    """A row of a table: `name` is what people call it (F1.04), `row` where it stands in the sheet."""

    name: str
    category: str
    sex: str
    row: int
    unit: str
    nature: str
    is_open: bool = False
    """Whether the correspondent chooses the country."""
    is_rest: bool = False
    """Whether it stands for all countries that have no row."""


@dataclass(frozen=True)
class Sheet:
    """A table of the request as the form has it."""

    table: RequestTable
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    """What stands before the years: row, category or age, sex, origin or destination."""

    @property
    def name(self) -> str:
        """The name of the sheet: the code of the table."""
        return self.table.code

    def column(self, year: int) -> int:
        """Return the column of a year, counted from 1."""
        return len(self.columns) + 1 + self.years.index(year)

    @property
    def last_column(self) -> int:
        """The column behind the years, which names the open figures that were filled in."""
        return len(self.columns) + len(self.years) + 1

    def cell(self, line: Line, year: int) -> str:
        """Return the address of a figure, e.g. E14."""
        return f"{letter(self.column(year))}{line.row}"

    @property
    def partner_column(self) -> int:
        """The column of countries; 0 where the table has none."""
        return next((self.columns.index(name) + 1 for name in ORIGINS if name in self.columns), 0)


@dataclass(frozen=True)
class Template:
    """An edition of the form: one sheet for each table, in the order of the request."""

    round: Round
    sheets: tuple[Sheet, ...]

    @property
    def edition(self) -> str:
        """What the form calls its edition: the round that it belongs to."""
        return str(self.round.id)

    @cached_property
    def by_name(self) -> dict[str, Sheet]:
        """The sheets by the codes of their tables."""
        return {sheet.name: sheet for sheet in self.sheets}

    @cached_property
    def by_table(self) -> dict[str, Sheet]:
        """The sheets by the ids of their tables."""
        return {sheet.table.id: sheet for sheet in self.sheets}


def current_round(catalogue: Catalogue) -> Round | None:
    """Return the newest round whose form is handed out, if there is one."""
    rounds = [item for item in catalogue.all(Round) if item.status in OPEN and item.date]
    return max(rounds, key=lambda item: (item.date or "", item.id), default=None)


def template(catalogue: Catalogue) -> Template | None:
    """Return the form of the current round; None where there is no such round or no table."""
    found, tables = current_round(catalogue), ordered(catalogue)
    if found is None or not tables:
        return None
    return Template(found, tuple(sheet(catalogue, table, found) for table in tables))


def ordered(catalogue: Catalogue) -> list[RequestTable]:
    """Return the tables in the order of the request: flows, stocks, asylum, nationality, labor, money."""
    order = "FSANLR"
    return sorted(catalogue.all(RequestTable), key=lambda table: (order.find(table.code[0]), table.code))


def sheet(catalogue: Catalogue, table: RequestTable, found: Round) -> Sheet:
    """Return a table as the form of a round has it."""
    dimensions = [name for name in ("category", "age", "sex", *ORIGINS) if name in table.by]
    if not {"category", "age"} & set(dimensions):
        dimensions.insert(0, "category")
    return Sheet(table, years(catalogue, table, found), tuple(_lines(table)), ("row", *dimensions))


def years(catalogue: Catalogue, table: RequestTable, found: Round) -> tuple[int, ...]:
    """Return the years that a table asks for: the last complete ones, for a stock also those of the open series."""
    year = int((found.date or found.id)[:4])
    last = set(range(year - LAST_YEARS, year))
    if table.nature == "stock" and table.prefill:
        known = years_of(catalogue, *(item.indicator for item in table.prefill))
        last |= {item for item in known if year - EARLIER_YEARS <= item < year}
    return tuple(sorted(last))


def _lines(table: RequestTable) -> Iterator[Line]:
    """Yield the rows of a table, numbered. Where countries are asked for, the sexes are asked for the total alone."""
    apart = {str(item.category): item for item in table.apart}
    for number, (category, sex, kind) in enumerate(_rows(table)):
        own = apart.get(category)
        unit, nature = (own.unit, own.nature) if own else (table.unit, table.nature)
        name = f"{table.code}.{number + 1:02d}"
        yield Line(
            name, category, sex, FIRST + number, str(unit), str(nature), kind == "open", kind == "rest"
        )


def _rows(table: RequestTable) -> Iterator[tuple[str, str, str]]:
    """Yield (category, sex, kind) of each row: the total first, then its parts."""
    sexes = SEXES if "sex" in table.by else ("total",)
    total = ["total"] if (table.has_total and len(table.categories) != 1) or not table.categories else []
    categories = [*total, *map(str, table.categories)]
    for category in categories:
        yield from ((category, sex, "") for sex in sexes)
    if table.origins:
        yield from ((categories[0], "total", "open") for _ in range(table.origins))
        yield "other", "total", "rest"
