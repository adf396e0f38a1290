"""The files of the exchange: CSV and XLSX, written the same from the same facts, and read without trusting them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from cam.sicremi.found import WrongSheet
from cam.sicremi.safe_open import Opened, open_file

PROGRAMS, PARTICIPANTS, COLUMNS = "programs", "participants", "columns"
"""The tables; in a spreadsheet, the names of the sheets."""

_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""Every spreadsheet says this day, so that the same facts make the same bytes."""

_COLUMNS_LIMIT, _TEXT_LIMIT = 200, 5_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program would compute: an apostrophe before it keeps it a text."""

Rows = list[list[str]]


class WrongTable(Exception):
    """Raised once with every problem of a file; its text is the list that an editor reads."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = list(dict.fromkeys(problems))
        count = len(self.problems)
        super().__init__(
            "\n".join([*self.problems, f"{count} problem{'s' if count != 1 else ''} in the file."])
        )


@dataclass(frozen=True)
class Row:
    """A row as it was read: its number as people count, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass
class Read:
    """A table as it was read. `name` is how messages call it."""

    name: str
    header: list[str]
    rows: list[Row] = field(default_factory=list)


def to_csv(header: list[str], rows: Rows) -> bytes:
    """Return a table as CSV: UTF-8 with the mark by which spreadsheet programs know it, lines as RFC 4180 has them."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerows([header, *([_guarded(text) for text in row] for row in rows)])
    return content.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) or text.startswith("'") else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and len(text) > 1 and text[1] in (*_RISKY, "'") else text


def to_xlsx(sheets: dict[str, tuple[list[str], Rows]]) -> bytes:
    """Return tables as a spreadsheet, each a sheet with one row of headings; every cell is a text or a number."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _CREATED})
    head = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for name, (header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, max(len(header) - 1, 0), 18)
        for column, text in enumerate(header):
            sheet.write_string(0, column, text, head)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                _write(sheet, number, column, text, wrapped)
    book.close()
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if text.isascii() and text.isdigit() and len(text) < 12 and str(int(text)) == text:
        sheet.write_number(row, column, int(text), style)
    elif text:
        sheet.write_string(row, column, text, style)


def read(path: Path) -> list[Read]:
    """Return the tables of a file that may be read. Raises WrongTable."""
    try:
        opened = open_file(path)
    except WrongSheet as refused:
        raise WrongTable([f"{path.name}: {item.what} — {item.remedy}" for item in refused.problems]) from None
    return [_csv(opened)] if opened.is_csv else _xlsx(opened)


def _csv(opened: Opened) -> Read:
    try:
        text = opened.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        what = "it is not UTF-8 text"
        raise WrongTable([f"{opened.name}: {what} — save it as “CSV UTF-8”, or as .xlsx"]) from None
    first = text.partition("\n")[0]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(first), strict=True))
    except csv.Error as error:
        raise WrongTable([f"{opened.name}: it cannot be read as CSV ({error}) — save it again"]) from None
    return _table(opened.name, [[_unguarded(cell.strip()) for cell in line] for line in lines])


def _separator(line: str) -> str:
    """Return what stands between the cells: spreadsheet programs of many countries write semicolons."""
    return max((",", ";", "\t"), key=line.count)


def _xlsx(opened: Opened) -> list[Read]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(opened.content), data_only=True, keep_links=False, keep_vba=False
            )
    except Exception:  # noqa: BLE001  # whatever a broken file raises in a library, its sender has to hear one thing
        what = "it cannot be read as a spreadsheet"
        raise WrongTable(
            [f"{opened.name}: {what} — open it, save it again as .xlsx, and send that"]
        ) from None
    wanted = [sheet for sheet in book.worksheets if sheet.title.casefold() in (PROGRAMS, PARTICIPANTS)]
    if not wanted:
        remedy = f"name the sheets {PROGRAMS} and {PARTICIPANTS}, as in the tables of this site"
        raise WrongTable([f"{opened.name}: it has no sheet that is read — {remedy}"])
    return [
        _table(
            f"{opened.name}[{sheet.title.casefold()}]",
            [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)],
        )
        for sheet in wanted
    ]


def _text(value: object) -> str:
    """Return a cell of a spreadsheet as the text that a person sees in it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value == int(value):
            return str(int(value))
        case dt.datetime():
            return value.date().isoformat()
    return str(value).strip()


def _table(name: str, lines: Rows) -> Read:
    """Return rows by their headings. Raises WrongTable where headings do not tell which cell is which."""
    header = [text.strip().casefold() for text in (lines[0] if lines else [])]
    while header and not header[-1]:
        header.pop()
    problems = []
    if not header:
        problems.append(f"{name}: it has no row of headings — begin with the row that names the columns")
    if len(header) > _COLUMNS_LIMIT:
        raise WrongTable([f"{name}:1: it has {len(header)} columns — use the columns of the form only"])
    for at, text in enumerate(header):
        if not text:
            problems.append(f"{name}:1: column {at + 1} has no heading — name it, or delete the column")
        elif text in header[:at]:
            problems.append(f"{name}:1/{text}: this column stands there twice — keep one of them")
    table = Read(name, header)
    for number, line in enumerate(lines[1:], 2):
        if any(line):
            problems += _strange(name, number, header, line)
            table.rows.append(Row(number, dict(zip(header, [*line, *[""] * len(header)], strict=False))))
    if problems:
        raise WrongTable(problems)
    return table


def _strange(name: str, number: int, header: list[str], line: list[str]) -> list[str]:
    problems = []
    if any(line[len(header) :]):
        problems.append(f"{name}:{number}: a cell has no heading above it — see that no text was cut in two")
    for column, text in zip(header, line, strict=False):
        if len(text) > _TEXT_LIMIT:
            problems.append(
                f"{name}:{number}/{column}: the text has {len(text)} characters — shorten it to {_TEXT_LIMIT}"
            )
    return problems
