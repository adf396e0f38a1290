"""The spreadsheet of a kind in one language: what it is, its tables, and what each column holds."""

from __future__ import annotations

from cam.dictionary.fields import Field
from cam.offers import tables as paths
from cam.sheets import layout
from cam.sheets.book import About, Book, Heading, Page
from cam.sheets.explaining import Explained, explained
from cam.sheets.filling import Cell, Sheet
from cam.sheets.layout import Column
from cam.views.page import citation, page_address
from cam.views.reader import Reader

_WIDTHS = {"text": 60, "words": 32, "address": 40, "date": 11, "time": 8, "number": 10, "yes": 8, "code": 18}
_WIDTH, _NAME_WIDTH = 24, 36
"""Widths of columns by what they hold, of all others, and of those that say codes and ids in words."""

_READING = ("rows", "entries", "names", "counts", "empty", "unsure", "language", "formulas", "hints", "all")
"""What the first sheet says of how to read the others, in order."""


def spreadsheet(reader: Reader, kind: str, sheets: list[Sheet], site: str) -> Book:
    """Return the spreadsheet of a kind; tables without a row are left out, but for the first."""
    settings, wording = reader.catalogue.settings, reader.wording
    assert settings
    columns = list(explained(wording, kind))
    shown = [sheet for number, sheet in enumerate(sheets) if sheet.rows or not number]
    pages = [_page(sheet, columns) for sheet in shown]
    licence = settings.licence_data
    return Book(
        about=_about(reader, kind, shown, site),
        pages=[*pages, _dictionary(reader, columns, [page.name for page in pages])],
        author=wording.text(settings.publisher),
        comments=f"{licence.name}, {licence.address}",
    )


def _about(reader: Reader, kind: str, sheets: list[Sheet], site: str) -> About:
    """Return the sheet that says what this is, how current, under which licence, and how to read it."""
    settings, newest, wording = reader.catalogue.settings, reader.catalogue.newest_day, reader.wording
    assert settings
    assert newest
    name, address = reader.label(f"kinds.{kind}"), page_address(reader, site, f"{kind}/")
    licence = settings.licence_data
    edition = f"{wording.text(settings.edition)}. {wording.text(settings.edition_note)}"
    lines = [
        (reader.label("sheets.about_site"), wording.text(settings.name)),
        (reader.label("sheets.about_edition"), edition),
        (reader.label("sheets.about_date"), wording.date(newest)),
        (reader.label("sheets.about_page"), address),
        (reader.label("datasets.licence"), f"{licence.name}, {licence.address}"),
        (reader.label("fields.cite"), citation(reader, name, address, newest)),
        *((reader.label("sheets.about_sheet") if not number else "", _counted(reader, sheet))
          for number, sheet in enumerate(sheets)),
        *(("" if number else reader.label("sheets.how"), text)
          for number, text in enumerate(_how(reader, kind, site))),
    ]  # fmt: skip
    return About(reader.label("sheets.about"), f"{name} – {wording.text(settings.name)}", lines)


def _counted(reader: Reader, sheet: Sheet) -> str:
    rows = reader.count("datasets.rows", len(sheet.rows))
    return reader.label("sheets.rows", table=sheet.layout.name, rows=rows)


def _how(reader: Reader, kind: str, site: str) -> list[str]:
    values = {
        "table": kind,
        "columns": reader.label("sheets.columns"),
        "language": reader.wording.language_name(reader.language),
        "facts": f"{site}{paths.facts_path(kind)}",
        "fields": page_address(reader, site, "data/fields/"),
    }
    said = [reader.label(f"sheets.read_{name}", **values) for name in _READING]
    return [*said[:-1], reader.label("sheets.how_lists"), said[-1]]


def _page(sheet: Sheet, columns: list[Explained]) -> Page:
    said = {item.column: item.meaning for item in columns if item.table == sheet.layout.name}
    headings = [Heading(column.name, _width(column), said[column.name]) for column in sheet.layout.columns]
    return Page(sheet.layout.name, headings, sheet.rows, fixed=1 if sheet.layout.way else 2)


def _width(column: Column) -> int:
    if column.name in (layout.RECORD_NAME, layout.PAGE) or column.form == "name":
        return _NAME_WIDTH
    if column.form in ("", "count"):
        return _WIDTH if column.name == layout.RECORD else 12
    return _WIDTHS["text"] if column.form == "said" else _of_field(column.field)


def _of_field(field: Field) -> int:
    return _WIDTHS.get(field.holds, _WIDTH) if not field.many else max(_WIDTHS.get(field.holds, 0), _WIDTH)


def _dictionary(reader: Reader, columns: list[Explained], shown: list[str]) -> Page:
    """Return the sheet that says what each column holds."""
    names = ("table", "column", "meaning", "form", "field")
    widths = (22, 32, 70, 50, 32)
    headings = [
        Heading(reader.label(f"sheets.column_head_{name}"), width)
        for name, width in zip(names, widths, strict=True)
    ]
    rows = [
        [Cell(text) for text in (item.table, item.column, item.meaning, item.form, item.field)]
        for item in columns
        if item.table in shown
    ]
    return Page(reader.label("sheets.columns"), headings, rows, fixed=2)
