"""Reads a filled spreadsheet back with the same layout by which it was written, and says what stands elsewhere."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import openpyxl

from cam.sicremi import layout
from cam.sicremi.found import FILE, Figure, Filled, Finding, SourceLines, WrongSheet, figure_of, shown
from cam.sicremi.layout import Line, Sheet, Template, letter
from cam.sicremi.safe_open import CELLS, Opened
from cam.sicremi.said import country_code, note, plain, text_of
from cam.sicremi.words import FormWords
from cam.store import Catalogue

_NEW_FORM = "copy the figures into a new form of this edition"


def read(catalogue: Catalogue, form: Template, opened: Opened) -> Filled:
    """Return what a filled spreadsheet holds, with every problem. Raises WrongSheet where it is not the form."""
    return _Reading(catalogue, form, opened).all()


def _loaded(opened: Opened) -> Any:
    """Return the workbook; formulas stay formulas, links are dropped."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(opened.content), data_only=False, keep_links=False, keep_vba=False
            )
    except Exception:  # noqa: BLE001  # whatever a broken file raises in a library, its sender has to hear one thing
        what, remedy = "it cannot be read as a spreadsheet", "open it, save it again as .xlsx, and send that"
        raise WrongSheet([Finding(FILE, what, remedy)]) from None


class _Reading:
    """One reading of one file."""

    def __init__(self, catalogue: Catalogue, form: Template, opened: Opened) -> None:
        self.catalogue, self.form = catalogue, form
        self.book = _loaded(opened)
        self.pages = {page.title: page for page in self.book.worksheets}
        self.read = Filled(opened.name, opened.sha256)
        self.words = FormWords(catalogue, catalogue.languages[0])
        self.used: dict[str, set[str]] = {}

    def all(self) -> Filled:
        """Read every sheet."""
        self._about()
        self._sheets()
        for name, sheet in self.form.by_name.items():
            if name in self.pages:
                self._table(sheet, self.pages[name])
        self._notes()
        for page in self.pages.values():
            if page.title != self.words.sheet_name("lists"):
                self._elsewhere(page)
        return self.read

    def text(self, page: Any, place: str) -> str:
        """Return a cell of text, on one line; note a formula or markup as a problem."""
        raw = "=" if page[place].data_type == "f" else page[place].value
        return text_of(self.read, f"{page.title}!{place}", raw)

    # What the form says of itself

    def _about(self) -> None:
        """Find the first sheet in any language, and see that this is the form that is handed out now."""
        named = {
            FormWords(self.catalogue, code).sheet_name("about"): code for code in self.catalogue.languages
        }
        page = next((page for name, page in self.pages.items() if name in named), None)
        said = {key: _plain(page, f"B{layout.ABOUT[key]}") for key in layout.GIVEN} if page else {}
        if page is None or said["template"] != layout.TEMPLATE:
            what = "it is not a form of this data request"
            raise WrongSheet(
                [Finding(FILE, what, "download the form of your state, and copy the figures into it")]
            )
        place = f"{page.title}!B"
        if said["edition"] != self.form.edition:
            what = f"the form is that of edition “{shown(said['edition'])}”, not {self.form.edition}"
            raise WrongSheet([Finding(f"{place}{layout.ABOUT['edition']}", what, _NEW_FORM)])
        if said["language"] not in self.catalogue.languages:
            what = f"“{shown(said['language'])}” is no language of the form"
            raise WrongSheet([Finding(f"{place}{layout.ABOUT['language']}", what, _NEW_FORM)])
        self.read.language = said["language"]
        self.words = FormWords(self.catalogue, said["language"])
        self._country(page, said["country"])
        self.read.institution_place = f"{place}{layout.ABOUT['institution']}"
        self.read.institution = self.text(page, f"B{layout.ABOUT['institution']}")
        guide = len(self.words.guide(self.form))
        self._use(
            page, [f"{column}{row}" for row in range(1, layout.ABOUT_GUIDE + guide + 1) for column in "AB"]
        )

    def _country(self, page: Any, code: str) -> None:
        """See that the state is one of the 35, and the one that the file was made for."""
        place = f"{page.title}!B{layout.ABOUT['country']}"
        if code not in self.catalogue.records["countries"]:
            what = f"“{shown(code)}” is not the code of a state"
            raise WrongSheet(
                [Finding(place, what, "download the form of your state, and copy the figures into it")]
            )
        made_for = next(
            (str(item.value) for item in self.book.custom_doc_props.props if item.name == "cam_country"), code
        )
        if made_for != code:
            what = f"the sheet says {code}, but the form was made for {shown(made_for)}"
            raise WrongSheet(
                [Finding(place, what, "download the form of your state, and copy the figures into it")]
            )
        self.read.country = code

    def _sheets(self) -> None:
        """See that every sheet of the form is there, and no other."""
        own = [self.words.sheet_name(which) for which in ("about", "notes", "lists")]
        known = [*own, *self.form.by_name]
        for name in self.book.sheetnames:
            if name not in known:
                self.read.wrong(
                    f"{shown(name)}!A1", "this sheet is not part of the form",
                    "delete it, or give it back its name; its figures are not read", "sheet",
                )  # fmt: skip
        for name in [*own[1:2], *self.form.by_name]:
            if name not in self.pages:
                self.read.wrong(
                    f"{name}!A1", "this sheet is missing", f"{_NEW_FORM}, with all its sheets", "missing"
                )
                self.read.unread |= {sheet.table.id for sheet in self.form.sheets if sheet.name == name}
        for page in self.pages.values():
            for found in page.merged_cells.ranges:
                self.read.wrong(
                    f"{page.title}!{found}", "cells are merged", "unmerge them, one figure a cell", "merged"
                )

    # Tables

    def _table(self, sheet: Sheet, page: Any) -> None:
        """Read a table: its source, then its rows, if years and rows stand where they belong."""
        lines = {key: self.text(page, f"C{row}") for key, row in layout.SOURCE.items()}
        place = f"{page.title}!C{layout.SOURCE['kind_of_source']}"
        kind = self.words.kinds_of_source.get(lines["kind_of_source"], "")
        if lines["kind_of_source"] and not kind:
            self.read.wrong(
                place, f"“{shown(lines['kind_of_source'])}” is no kind of source", "choose one from the list"
            )
        self.read.sources[sheet.table.id] = SourceLines(place, **{**lines, "kind_of_source": kind})
        self._use(page, self._own_cells(sheet))
        if not self._years_stand(sheet, page) or not self._rows_stand(sheet, page):
            self.read.unread.add(sheet.table.id)
            return
        chosen: dict[str, str] = {}
        for line in sheet.lines:
            self._line(sheet, line, page, chosen)

    def _own_cells(self, sheet: Sheet) -> Iterator[str]:
        """Yield every cell of a table's sheet that the form uses."""
        for row in range(1, layout.HEAD):
            yield from (f"{letter(column)}{row}" for column in range(1, 4))
        for row in range(layout.HEAD, layout.FIRST + len(sheet.lines)):
            yield from (f"{letter(column)}{row}" for column in range(1, sheet.last_column + 1))

    def _years_stand(self, sheet: Sheet, page: Any) -> bool:
        """See that the years stand where they stood."""
        wanted = {f"{letter(sheet.column(year))}{layout.HEAD}": str(year) for year in sheet.years}
        given = {place: _plain(page, place) for place in wanted}
        wrong = [place for place in wanted if given[place] != wanted[place]]
        swapped = sorted(given.values()) == sorted(wanted.values())
        for place in wrong:
            what = f"“{shown(given[place])}” stands where {wanted[place]} belongs"
            remedy = (
                "put the years back in order, each with its figures"
                if swapped
                else f"write {wanted[place]} again"
            )
            self.read.wrong(f"{page.title}!{place}", what, remedy, "years")
        return not wrong

    def _rows_stand(self, sheet: Sheet, page: Any) -> bool:
        """See that each row is the one that stood there: by its name, then by its words."""
        names = [_plain(page, f"A{line.row}") for line in sheet.lines]
        times, sound = Counter(names), True
        for line, name in zip(sheet.lines, names, strict=True):
            place, words = f"{page.title}!A{line.row}", self.words.row(sheet, line)
            if name != line.name:
                known = name in {item.name for item in sheet.lines}
                what = f"row “{shown(name)}” stands where {line.name} belongs"
                if known and times[name] > 1:
                    what = f"row {name} stands here a second time, in the place of {line.name}"
                self.read.wrong(place, what, "put the rows back as they were in the form, each once", "rows")
                sound = False
                continue
            for index, text in list(enumerate(words))[1:]:
                at = f"{letter(index + 1)}{line.row}"
                if text and _plain(page, at) != text:
                    what = f"“{shown(_plain(page, at))}” stands where “{text}” belongs"
                    self.read.wrong(f"{page.title}!{at}", what, "write the words of the form again", "labels")
                    sound = False
        return sound

    def _line(self, sheet: Sheet, line: Line, page: Any, chosen: dict[str, str]) -> None:
        """Read the figures of a row."""
        partner = self._partner(sheet, line, page, chosen) if line.is_open else ""
        for year in sheet.years:
            place = sheet.cell(line, year)
            cell = page[place]
            raw = "=" if cell.data_type == "f" else cell.value
            value, sign, wrong = figure_of(raw, line.unit)
            at = f"{page.title}!{place}"
            if wrong:
                self.read.wrong(at, *wrong)
                self.read.unread.add(sheet.table.id)
            elif value is not None or sign:
                if line.is_open and not partner:
                    what = "there is a figure, but no country"
                    remedy = f"choose the country in {letter(sheet.partner_column)}{line.row}"
                    self.read.wrong(at, what, remedy, "no country")
                    continue
                key = (sheet.table.id, line.category, line.sex, partner, year)
                self.read.figures[key] = Figure(value, sign, at, line.name)

    def _partner(self, sheet: Sheet, line: Line, page: Any, chosen: dict[str, str]) -> str:
        """Return the code of the country that a row is about."""
        place = f"{letter(sheet.partner_column)}{line.row}"
        said, at = _plain(page, place), f"{page.title}!{place}"
        code = country_code(self.words, said)
        if said and not code:
            self.read.wrong(at, f"“{shown(said)}” is no country of the list", "choose one from the list")
        elif code and code in chosen:
            self.read.wrong(
                at, f"this country stands in {chosen[code]} already", "keep one of the two rows", "twice"
            )
            self.read.unread.add(sheet.table.id)
        elif code:
            chosen[code] = line.name
        return code

    # Notes, and what stands where nothing belongs

    def _notes(self) -> None:
        """Read the notes; a note on no table, row or year of the form is a problem."""
        name = self.words.sheet_name("notes")
        if name not in self.pages:
            return
        page = self.pages[name]
        last = min(page.max_row, layout.NOTES_FIRST + 5 * layout.NOTES_ROWS)
        self._use(page, [f"{column}{row}" for row in range(1, last + 1) for column in "ABCD"])
        for row in range(layout.NOTES_FIRST, last + 1):
            table, line, year = (_plain(page, f"{column}{row}") for column in "ABC")
            text = self.text(page, f"D{row}")
            if table or line or year or text:
                self.read.notes += note(self.read, self.form, f"{name}!A{row}", (table, line, year, text))

    def _use(self, page: Any, places: Any) -> None:
        self.used.setdefault(page.title, set()).update(places)

    def _elsewhere(self, page: Any) -> None:
        """Say what stands in cells that the form does not use: it would be lost in silence."""
        used = self.used.get(page.title, set())
        if page.title not in self.used:
            return
        filled = (cell for cell in list(page._cells.values())[:CELLS] if cell.value not in (None, ""))
        for cell in filled:
            if cell.coordinate not in used:
                what = f"“{shown(str(cell.value))}” stands where the form has nothing"
                self.read.wrong(
                    f"{page.title}!{cell.coordinate}", what, "move it into its row, or to the notes", "else"
                )


def _plain(page: Any, place: str) -> str:
    """Return the content of a cell as text on one line, whatever it is."""
    return plain(page[place].value)
