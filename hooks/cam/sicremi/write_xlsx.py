"""Writes the form of the data request as a spreadsheet: one state, one language, the open figures filled in.

Sheets are protected without a password: protection is against slips, not against people. The bytes depend on the
content alone.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

import xlsxwriter

from cam.sicremi import layout
from cam.sicremi.layout import Line, Sheet, Template, letter
from cam.sicremi.prefill import Prefilled, sources
from cam.sicremi.words import FormWords
from cam.store import Catalogue

CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""Every file says this day, so that the same content has the same bytes."""

_INK, _ACCENT, _OPEN_FIGURE, _INPUT, _QUIET = "#1b1b1b", "#12395b", "#e6eef6", "#fffbe6", "#f2f2f2"
_LINE = {"border": 1, "border_color": "#8a8a8a"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": _ACCENT},
    "heading": {"bold": True, "font_size": 12, "font_color": _ACCENT},
    "text": {"text_wrap": True, "valign": "top"},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "head": {"bold": True, "bg_color": _ACCENT, "font_color": "#ffffff", "text_wrap": True, **_LINE},
    "head_year": {"bold": True, "bg_color": _ACCENT, "font_color": "#ffffff", "align": "right", **_LINE},
    "fixed": {"bg_color": _QUIET, "text_wrap": True, "valign": "top", **_LINE},
    "total": {"bg_color": _QUIET, "bold": True, "text_wrap": True, "valign": "top", **_LINE},
    "choice": {"bg_color": _INPUT, "locked": False, **_LINE},
    "input": {"bg_color": _INPUT, "locked": False, "text_wrap": True, "valign": "top", **_LINE},
    "day": {"bg_color": _INPUT, "locked": False, "num_format": "yyyy-mm-dd", "align": "left", **_LINE},
    "figure": {"bg_color": _INPUT, "locked": False, "num_format": "#,##0", **_LINE},
    "open_figure": {
        "bg_color": _OPEN_FIGURE, "locked": False, "italic": True, "font_color": _ACCENT, "num_format": "#,##0", **_LINE
    },
    "origin": {"font_size": 9, "font_color": _ACCENT, "italic": True},
}  # fmt: skip
_WIDTHS = {"row": 9, "category": 58, "age": 58, "sex": 13, "origin": 30, "destination": 30}
_YEAR_WIDTH, _MONEY_WIDTH, _ABOUT_WIDTHS = 13, 19, (30, 96)
_PROTECTION = {"format_columns": True, "format_rows": True}


class _Book:
    """A workbook in memory with its styles."""

    def __init__(self, catalogue: Catalogue, form: Template, country: str, language: str) -> None:
        self.catalogue, self.form, self.country, self.words = (
            catalogue,
            form,
            country,
            FormWords(catalogue, language),
        )
        self.label = self.words.label
        self.content = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.content, {"in_memory": True, "strings_to_formulas": False})
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK}
        self.styles = {name: self.book.add_format({**base, **style}) for name, style in _STYLES.items()}
        self.names = {which: self.words.sheet_name(which) for which in ("about", "notes", "lists")}

    def add(self, name: str, title: str) -> Any:
        """Return a new sheet with its heading."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{layout.TEMPLATE} {self.form.edition} {self.country}&C&A&R&P / &N")
        sheet.protect("", _PROTECTION)
        sheet.write_string(0, 0, title, self.styles["title"])
        return sheet

    def list_of(self, column: int, length: int) -> str:
        """Return the range of a list of choices, as a validation names it."""
        return f"='{self.names['lists']}'!${letter(column)}$2:${letter(column)}${length + 1}"


def write(
    catalogue: Catalogue, form: Template, country: str, language: str, given: dict[layout.Key, Prefilled]
) -> bytes:
    """Return the form for a state in a language."""
    book = _Book(catalogue, form, country, language)
    name = catalogue.records["countries"][country].title.get(language, country)
    title = book.label("sicremi.form_title", edition=form.edition, country=name)
    book.book.set_properties(
        {"title": title, "subject": layout.TEMPLATE, "created": CREATED, "language": language}
    )
    for key, value in (("template", layout.TEMPLATE), ("edition", form.edition), ("country", country)):
        book.book.set_custom_property(f"cam_{key}", value, "text")
    _about(book, title, name)
    for sheet in form.sheets:
        _table(book, sheet, given)
    _notes(book)
    _lists(book)
    book.book.close()
    return book.content.getvalue()


def _about(book: _Book, title: str, name: str) -> None:
    """Write the first sheet: what the form is, who fills it in, how."""
    sheet = book.add(book.names["about"], title)
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(column, column, width)
    given = {"template": layout.TEMPLATE, "edition": book.form.edition, "country": book.country,
             "name": name, "language": book.words.language}  # fmt: skip
    for key, row in layout.ABOUT.items():
        style = {"institution": "input", "filled": "day"}.get(key, "text")
        sheet.write_string(row - 1, 0, book.label(f"sicremi.about_{key}"), book.styles["label"])
        sheet.write(row - 1, 1, given.get(key), book.styles[style])
    day = {
        "validate": "date",
        "criteria": "between",
        "minimum": dt.date(2020, 1, 1),
        "maximum": dt.date(2100, 1, 1),
    }
    sheet.data_validation(layout.ABOUT["filled"] - 1, 1, layout.ABOUT["filled"] - 1, 1,
                          {**day, **_hint(book, "about_filled", "day_hint")})  # fmt: skip
    sheet.write_string(layout.ABOUT_GUIDE - 1, 0, book.label("sicremi.guide"), book.styles["heading"])
    for number, text in enumerate(book.words.guide(book.form)):
        row = layout.ABOUT_GUIDE + number
        sheet.write_number(row, 0, number + 1, book.styles["label"])
        sheet.write_string(row, 1, text, book.styles["text"])
        sheet.set_row(row, _height(text, _ABOUT_WIDTHS[1]))


def _height(text: str, width: int) -> int:
    """Return the height of a row whose text is wrapped in a column of this width."""
    return 15 * max(1, math.ceil(len(text) * 1.08 / width))


def _hint(book: _Book, title: str, text: str) -> dict[str, Any]:
    """Return what a cell says when it is chosen, and when what was typed does not fit. Titles: 32 characters."""
    name, said = book.label(f"sicremi.{title}")[:32], book.label(f"sicremi.{text}")[:255]
    return {"input_title": name, "input_message": said, "error_title": name, "error_message": said}


def _table(book: _Book, sheet: Sheet, given: dict[layout.Key, Prefilled]) -> None:
    """Write a table: what it asks, where the figures come from, the figures."""
    table, words, styles = sheet.table, book.words, book.styles
    page = book.add(sheet.name, f"{table.code}. {words.wording.text(table.title)}")
    width = _MONEY_WIDTH if str(table.unit) == "us_dollars" else _YEAR_WIDTH
    for index, name in enumerate(sheet.columns):
        page.set_column(index, index, _WIDTHS[name])
    page.set_column(len(sheet.columns), sheet.last_column - 2, width)
    page.set_column(sheet.last_column - 1, sheet.last_column - 1, 48)
    definition, advice = words.wording.text(table.definition), _advice(book, sheet)
    page.write_string(layout.DEFINITION - 1, 1, definition, styles["text"])
    page.set_row(layout.DEFINITION - 1, _height(definition, _WIDTHS["category"]))
    unit = _unit(book, sheet)
    page.write_string(layout.UNIT - 1, 1, unit, styles["text"])
    page.set_row(layout.UNIT - 1, _height(unit, _WIDTHS["category"]))
    page.write_string(layout.ADVICE - 1, 1, advice, styles["text"])
    page.set_row(layout.ADVICE - 1, _height(advice, _WIDTHS["category"]))
    _source_lines(book, page)
    _figures(book, page, sheet, given)
    page.freeze_panes(0, len(sheet.columns))  # no rows: what stands above the table would fill a small screen
    page.repeat_rows(layout.HEAD - 1)
    page.set_landscape()


def _unit(book: _Book, sheet: Sheet) -> str:
    """Return in which unit the figures are, those of rows with a unit of their own by row, and of which day or span."""
    table, wording = sheet.table, book.words.wording
    said = book.label(
        "sicremi.unit_line", unit=wording.code(table.unit), reference=wording.text(table.reference)
    )
    apart = [line for line in sheet.lines if line.unit != str(table.unit)]
    rows = [
        book.label("sicremi.row_unit_line", row=line.name, what=book.words.category(line), unit=unit)
        for line, unit in ((line, wording.code(line.unit, "units")) for line in apart)
    ]
    return " ".join([said, *rows])


def _advice(book: _Book, sheet: Sheet) -> str:
    """Return which sources are preferred, and what the figures that were filled in are."""
    words = book.words
    kinds = words.wording.list(words.wording.code(kind).lower() for kind in sheet.table.preferred)
    proxy = [words.wording.text(sheet.table.proxy)] if sheet.table.proxy else []
    return " ".join([book.label("sicremi.preferred_line", kinds=kinds), *proxy])


def _source_lines(book: _Book, page: Any) -> None:
    """Write the lines that say where the figures of a table come from."""
    page.write_string(layout.SOURCE_HEAD - 1, 1, book.label("sicremi.source_heading"), book.styles["heading"])
    for key, row in layout.SOURCE.items():
        page.write_string(row - 1, 1, book.label(f"sicremi.source_{key}"), book.styles["label"])
        page.write_blank(row - 1, 2, None, book.styles["choice"])
    row = layout.SOURCE["kind_of_source"] - 1
    length = len(book.words.kinds_of_source)
    page.data_validation(row, 2, row, 2, {"validate": "list", "source": book.list_of(1, length),
                                          **_hint(book, "source_kind_of_source", "choose_hint")})  # fmt: skip


def _figures(book: _Book, page: Any, sheet: Sheet, given: dict[layout.Key, Prefilled]) -> None:
    """Write the table itself, with the open figures and their source."""
    for index, text in enumerate(book.words.head(sheet)):
        page.write_string(layout.HEAD - 1, index, text, book.styles["head"])
    for year in sheet.years:
        page.write_number(layout.HEAD - 1, sheet.column(year) - 1, year, book.styles["head_year"])
    page.write_string(
        layout.HEAD - 1, sheet.last_column - 1, book.label("sicremi.filled_from"), book.styles["head"]
    )
    named = _named_sources(book, sheet)
    for line in sheet.lines:
        style = "total" if line.category == "total" and not line.is_open else "fixed"
        for index, text in enumerate(book.words.row(sheet, line)):
            is_choice = line.is_open and index + 1 == sheet.partner_column
            page.write(line.row - 1, index, text or None, book.styles["choice" if is_choice else style])
        used = {_figure(book, page, sheet, line, year, given) for year in sheet.years} - {""}
        if used:
            page.write_string(line.row - 1, sheet.last_column - 1, named[min(used)], book.styles["origin"])
    _validations(book, page, sheet)


def _named_sources(book: _Book, sheet: Sheet) -> dict[str, str]:
    """Return the producer and release of each table of figures that is used, by its id."""
    wording = book.words.wording
    return {
        item.id: f"{wording.text(item.producer)}, {item.release}"
        for item in sources(book.catalogue, sheet.table)
    }


def _figure(
    book: _Book, page: Any, sheet: Sheet, line: Line, year: int, given: dict[layout.Key, Prefilled]
) -> str:
    """Write a cell for a figure; return the table of figures that it was filled in from, or nothing."""
    key = (sheet.table.id, line.category, line.sex, "", year)
    found = None if line.is_open or line.is_rest else given.get(key)
    place = (line.row - 1, sheet.column(year) - 1)
    if found is None:
        page.write_blank(*place, None, book.styles["figure"])
        return ""
    page.write_number(*place, found.value, book.styles["open_figure"])
    return found.dataset


def _validations(book: _Book, page: Any, sheet: Sheet) -> None:
    """Admit whole numbers of 0 or more (or money), na and nr; in the column of countries those of the list."""
    first, last = sheet.lines[0], sheet.lines[-1]
    start, end = len(sheet.columns), sheet.last_column - 2
    for line in (first, last) if first.unit == last.unit else sheet.lines:
        rows = (first.row, last.row) if first.unit == last.unit else (line.row, line.row)
        cell = f"{letter(start + 1)}{rows[0]}"
        whole = "" if line.unit == "us_dollars" else f",{cell}=INT({cell})"
        formula = f'=OR(IF(ISNUMBER({cell}),AND({cell}>=0{whole}),FALSE),{cell}="na",{cell}="nr")'
        page.data_validation(rows[0] - 1, start, rows[1] - 1, end,
                             {"validate": "custom", "value": formula, "ignore_blank": True,
                              **_hint(book, "figure", "figure_hint")})  # fmt: skip
        if first.unit == last.unit:
            break
    chosen = [line.row for line in sheet.lines if line.is_open]
    if chosen:
        column, length = sheet.partner_column - 1, len(book.words.countries)
        page.data_validation(chosen[0] - 1, column, chosen[-1] - 1, column,
                             {"validate": "list", "source": book.list_of(2, length),
                              **_hint(book, "country", "choose_hint")})  # fmt: skip


def _lists(book: _Book) -> None:
    """Write the sheet of lists from which the others let choose."""
    sheet = book.book.add_worksheet(book.names["lists"])
    sheet.protect("", _PROTECTION)
    for column, (name, width, values) in enumerate(_columns(book)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, book.label(f"sicremi.{name}"), book.styles["head"])
        for row, value in enumerate(values, start=1):
            sheet.write(row, column, value)


def _columns(book: _Book) -> list[tuple[str, int, list[Any]]]:
    """Return the lists: heading, width, values."""
    years = sorted({year for sheet in book.form.sheets for year in sheet.years})
    return [
        ("source_kind_of_source", 50, list(book.words.kinds_of_source)),
        ("country", 44, list(book.words.countries)),
        ("table", 10, [sheet.name for sheet in book.form.sheets]),
        ("row", 10, [line.name for sheet in book.form.sheets for line in sheet.lines]),
        ("year", 10, years),
    ]


def _notes(book: _Book) -> None:
    """Write the sheet of notes."""
    sheet = book.add(book.names["notes"], book.label("sicremi.notes_title"))
    for column, width in enumerate((10, 12, 10, 110)):
        sheet.set_column(column, column, width)
        heading = book.label(f"sicremi.{('table', 'row', 'year', 'note')[column]}")
        sheet.write_string(layout.NOTES_HEAD - 1, column, heading, book.styles["head"])
    sheet.write_string(1, 0, book.label("sicremi.notes_line"))
    first, last = layout.NOTES_FIRST - 1, layout.NOTES_FIRST + layout.NOTES_ROWS - 2
    for row in range(first, last + 1):
        for column in range(4):
            sheet.write_blank(row, column, None, book.styles["input"])
    for column, (name, _, values) in enumerate(_columns(book)[2:]):
        rule = {
            "validate": "list",
            "source": book.list_of(column + 3, len(values)),
            **_hint(book, name, f"{name}_hint"),
        }
        sheet.data_validation(first, column, last, column, rule)
    sheet.freeze_panes(layout.NOTES_HEAD, 0)
    sheet.set_landscape()
    sheet.repeat_rows(layout.NOTES_HEAD - 1)
