"""Reads a filled CSV form (its shape: `write_csv`) into the same `Filled` as a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from cam.sicremi import layout
from cam.sicremi.found import (
    FILE,
    Figure,
    Filled,
    Finding,
    NoteLine,
    SourceLines,
    WrongSheet,
    figure_of,
    shown,
)
from cam.sicremi.layout import Line, Sheet, Template
from cam.sicremi.safe_open import Opened
from cam.sicremi.said import plain, text_of
from cam.sicremi.words import FormWords
from cam.sicremi.write_csv import ABOUT, COLUMNS, SOURCE
from cam.store import Catalogue

_NEW_FORM = "copy the figures into a new form of this edition"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def read(catalogue: Catalogue, form: Template, opened: Opened) -> Filled:
    """Return what a filled CSV holds, with every problem. Raises WrongSheet where it is not the form."""
    lines = _lines(opened)
    read = Filled(opened.name, opened.sha256, is_csv=True)
    _about(catalogue, form, lines, read)
    seen: dict[tuple[str, ...], int] = {}
    partners = frozenset(("", *FormWords(catalogue, read.language).countries.values()))
    for number, cells in lines:
        place = f"line {number}"
        if len(cells) != len(COLUMNS):
            read.wrong(
                place,
                f"this line has {len(cells)} cells, not {len(COLUMNS)}",
                "write one cell for each column",
            )
        elif cells[0] != ABOUT:
            first = seen.setdefault(tuple(cells[:5]), number)
            is_note = not cells[5] and cells[6] and cells[1] != SOURCE
            if first != number and not is_note:
                read.wrong(place, f"this line repeats line {first}", "delete one of them", "twice")
                read.unread.add(cells[0])
            else:
                _line(catalogue, form, place, cells, read, partners)
    return read


def _lines(opened: Opened) -> list[tuple[int, list[str]]]:
    """Return the lines below the headings, numbered as an editor shows them; empty ones are left out."""
    try:
        text = opened.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongSheet(
            [Finding(FILE, "it is not UTF-8 text", "save it as CSV with the encoding UTF-8")]
        ) from None
    if text.partition("\n")[0].count(";") >= len(COLUMNS) - 1:
        remedy = "save it with commas between the cells and UTF-8"
        raise WrongSheet([Finding("line 1", "the cells are parted by semicolons", remedy)])
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, [plain(cell) for cell in cells]) for cells in reader]
    except csv.Error:
        raise WrongSheet([Finding(f"line {reader.line_num}", "this line is no CSV", _NEW_FORM)]) from None
    if not lines or tuple(lines[0][1]) != COLUMNS:
        what = "it is not a form of this data request"
        raise WrongSheet(
            [Finding(FILE, what, f"download the form of your state; its first line is {','.join(COLUMNS)}")]
        )
    return [(number, cells) for number, cells in lines[1:] if any(cells)]


def _about(catalogue: Catalogue, form: Template, lines: list[tuple[int, list[str]]], read: Filled) -> None:
    """See that this is the form that is handed out now, for one of the states."""
    said = {
        cells[1]: (number, cells[6])
        for number, cells in lines
        if cells[0] == ABOUT and len(cells) == len(COLUMNS)
    }
    wanted = {"template": {layout.TEMPLATE}, "edition": {form.edition},
              "country": set(catalogue.records["countries"]), "language": set(catalogue.languages)}  # fmt: skip
    for name, known in wanted.items():
        number, value = said.get(name, (0, ""))
        if value not in known:
            place = f"line {number}" if number else FILE
            if name == "template":
                what, remedy = "it is not a form of this data request", "download the form of your state"
            elif name == "edition":
                what, remedy = f"the form is that of edition “{shown(value)}”, not {form.edition}", _NEW_FORM
            elif name == "country":
                what, remedy = (
                    f"“{shown(value)}” is not the code of a state",
                    "download the form of your state",
                )
            else:
                what, remedy = f"“{shown(value)}” is no language of the form", _NEW_FORM
            raise WrongSheet([Finding(place, what, remedy)])
    read.country, read.language = said["country"][1], said["language"][1]
    number, institution = said.get("institution", (0, ""))
    read.institution_place = f"line {number}" if number else FILE
    read.institution = text_of(read, read.institution_place, institution)


def _line(
    catalogue: Catalogue, form: Template, place: str, cells: list[str], read: Filled, partners: frozenset[str]
) -> None:
    """Read a line: a source, a figure, a note, or a figure with a note."""
    table, category, sex, partner, year, value, remark = cells
    sheet = form.by_table.get(table)
    if sheet is None:
        read.wrong(
            place,
            f"“{shown(table)}” is no table of the form",
            "write the code of one in small letters",
            "table",
        )
    elif category == SOURCE:
        _source(catalogue, sheet, place, (sex, remark), read)
    elif not category and not sex and not value:
        _note(read, place, NoteLine(place, table, remark, year=_year(sheet, year)), year)
    else:
        line = _row(sheet, (category, sex, partner))
        if line is None or partner not in partners:
            what = f"the table {table} has no row {shown('/'.join(filter(None, (category, sex, partner))))}"
            read.wrong(place, what, "write category, sex, and country as in the form", "row")
        elif _year(sheet, year) is None and (value or year):
            what = f"the table {table} does not ask for the year “{shown(year)}”"
            read.wrong(place, what, f"use {sheet.years[0]} to {sheet.years[-1]} as in the form", "year")
        else:
            _figure(sheet, line, place, cells, read)


def _row(sheet: Sheet, key: tuple[str, str, str]) -> Line | None:
    """Return the row of a table for category, sex and country."""
    category, sex, partner = key
    rows = [
        line
        for line in sheet.lines
        if (line.category, line.sex, line.is_open) == (category, sex, bool(partner))
    ]
    return rows[0] if rows else None


def _year(sheet: Sheet, year: str) -> int | None:
    return int(year) if year in map(str, sheet.years) else None


def _figure(sheet: Sheet, line: Line, place: str, cells: list[str], read: Filled) -> None:
    table, category, sex, partner, year, text, remark = cells
    raw = (float(text) if "." in text else int(text)) if _NUMBER.fullmatch(text) else text
    value, sign, wrong = figure_of(raw, line.unit)
    if wrong:
        read.wrong(place, *wrong)
        read.unread.add(table)
    elif value is not None or sign:
        read.figures[(table, category, sex, partner, int(year))] = Figure(value, sign, place, line.name)
    if remark:
        _note(read, place, NoteLine(place, table, remark, category, sex, partner, _year(sheet, year)), year)


def _note(read: Filled, place: str, note: NoteLine, year: str) -> None:
    """Keep a note."""
    text = text_of(read, place, note.text)
    if year and note.year is None:
        read.wrong(
            place, f"the note is about “{shown(year)}”, which the form does not have", "write a year of it"
        )
    elif text:
        read.notes.append(note)


def _source(catalogue: Catalogue, sheet: Sheet, place: str, said: tuple[str, str], read: Filled) -> None:
    """Keep a line on the source of a table; kinds of source are codes."""
    name, text = said
    known = catalogue.vocabulary["figure_sources"]
    if name not in layout.SOURCE:
        read.wrong(place, f"“{shown(name)}” is no line on a source", f"use {', '.join(layout.SOURCE)}")
        return
    if name == "kind_of_source" and text and text not in known:
        read.wrong(place, f"“{shown(text)}” is no kind of source", f"use one of: {', '.join(known)}")
        return
    before = read.sources.get(sheet.table.id, SourceLines(place))
    kept = {key: getattr(before, key) for key in layout.SOURCE} | {name: text_of(read, place, text)}
    read.sources[sheet.table.id] = SourceLines(before.place, **kept)
