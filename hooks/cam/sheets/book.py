"""Writes spreadsheets. Every cell is a text, a whole number or empty: nothing in it is ever computed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import xlsxwriter

from cam.files import kept_one
from cam.sheets.filling import Cell
from cam.sicremi.write_xlsx import CREATED

_LONGEST = 32_767
"""How many signs a cell of a spreadsheet holds."""

_HINT_TITLE, _HINT = 32, 255
"""How many signs the title and the text of a hint hold."""

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "head": {"bold": True, "bottom": 1, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "unsure": {"text_wrap": True, "valign": "top", "italic": True, "bg_color": "#fff2cc"},
}


@dataclass(frozen=True)
class Heading:
    """The head of a column: its name, how wide the column is, and what is said of it when the cell is chosen."""

    name: str
    width: int
    hint: str = ""


@dataclass(frozen=True)
class Page:
    """A sheet: a row of headings, then rows of cells. `fixed` columns stay in sight."""

    name: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    fixed: int = 1


@dataclass(frozen=True)
class About:
    """The first sheet: lines of a label and a text."""

    name: str
    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Book:
    """A spreadsheet: what it says of itself, and its sheets."""

    about: About
    pages: Sequence[Page]
    author: str
    comments: str


def written(book: Book, cache: Path, name: str) -> bytes:
    """Return the spreadsheet as a file; what did not change since is kept in `cache`/sheets/ as `name`."""
    key = hashlib.sha256(f"{_makers()} {book!r}".encode()).hexdigest()
    return kept_one(cache / "sheets", name, key, lambda: file_of(book))


@lru_cache(maxsize=1)
def _makers() -> str:
    """Return what a spreadsheet depends on beside its content: this module and the library."""
    return f"{version('xlsxwriter')} {Path(__file__).read_text('utf-8')}"


def file_of(book: Book) -> bytes:
    """Return the spreadsheet as a file; the same book is the same bytes."""
    content = io.BytesIO()
    file = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    file.set_properties(
        {"title": book.about.title, "author": book.author, "comments": book.comments, "created": CREATED}
    )
    styles = {name: file.add_format(style) for name, style in _STYLES.items()}
    _about(file.add_worksheet(book.about.name), book.about, styles)
    for page in book.pages:
        _page(file.add_worksheet(page.name), page, styles)
    file.close()
    return content.getvalue()


def _about(sheet: Any, about: About, styles: dict[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, about.title, styles["title"])
    for row, (label, text) in enumerate(about.lines, 2):
        sheet.write_string(row, 0, label, styles["head"] if label else styles["text"])
        sheet.write_string(row, 1, text, styles["text"])


def _page(sheet: Any, page: Page, styles: dict[str, Any]) -> None:
    """Write a table; what is only remembered is marked."""
    for column, heading in enumerate(page.headings):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(0, column, heading.name, styles["head"])
        if heading.hint:
            sheet.data_validation(0, column, 0, column, _hint(heading))
    for row, cells in enumerate(page.rows, 1):
        for column, cell in enumerate(cells):
            if cell.value == "":
                continue
            style = styles["unsure" if cell.unsure else "text"]
            if isinstance(cell.value, int):
                sheet.write_number(row, column, cell.value, style)
            else:
                sheet.write_string(row, column, shortened(cell.value, _LONGEST), style)
    sheet.freeze_panes(1, page.fixed)
    sheet.autofilter(0, 0, max(len(page.rows), 1), len(page.headings) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _hint(heading: Heading) -> dict[str, Any]:
    """Return what is shown when a heading is chosen; any value is admitted."""
    return {
        "validate": "any",
        "input_title": shortened(heading.name, _HINT_TITLE),
        "input_message": shortened(heading.hint, _HINT),
    }


def shortened(text: str, limit: int) -> str:
    """Return a text that fits where no more than `limit` signs do; one that is cut says so."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
