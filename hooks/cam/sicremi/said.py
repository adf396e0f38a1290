"""What a form says in words: plain texts, countries, notes. The same rules for the spreadsheet and the CSV."""

from __future__ import annotations

import re
import unicodedata

from cam.model.base import markup_in
from cam.sicremi.found import Filled, NoteLine, shown
from cam.sicremi.layout import Template
from cam.sicremi.words import FormWords, same

LIMIT = 600
"""Characters of the longest text."""

_SPACE = re.compile(r"[ \t\r\n\v\f]+")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what nobody sees."""


def plain(value: object) -> str:
    """Return the content of a cell as text on one line; 2024.0 is 2024."""
    if isinstance(value, float) and abs(value) < 1e15 and value == int(value):
        value = int(value)
    return "" if value is None else _SPACE.sub(" ", str(value)).strip()


def text_of(read: Filled, place: str, raw: object) -> str:
    """Return a text that may be published; what may not is a problem, and nothing."""
    text = unicodedata.normalize("NFC", plain(raw))
    hidden = next((sign for sign in text if unicodedata.category(sign) in _HIDDEN), "")
    if text.startswith("="):
        read.wrong(place, "the cell holds a formula", "type the text itself")
    elif hidden:
        read.wrong(
            place, f"an invisible sign (U+{ord(hidden):04X}) stands in the text", "write the text anew"
        )
    elif found := markup_in(text):
        read.wrong(place, f"the text contains {found}", "write plain text")
    elif "://" in text or "@" in text:
        what = "the text contains a web or mail address"
        read.wrong(place, what, "name the source by its title; no addresses of persons")
    elif len(text) > LIMIT:
        read.wrong(place, f"the text has {len(text)} characters", f"shorten it to {LIMIT} or less")
    else:
        return text
    return ""


def country_code(words: FormWords, said: str) -> str:
    """Return the code of a country written as in the list, as a code, or as a name; nothing where it is none."""
    return words.country_codes.get(same(said), "")


def note(read: Filled, form: Template, place: str, said: tuple[str, str, str, str]) -> list[NoteLine]:
    """Return a note, or nothing where it is about nothing that the form has."""
    table, row, year, text = said
    sheet = next((item for item in form.sheets if table.casefold() == item.name.casefold()), None)
    line = (
        next((item for item in sheet.lines if item.name.casefold() == row.casefold()), None)
        if sheet
        else None
    )
    if sheet is None or (row and line is None) or (year and year not in map(str, sheet.years)):
        wrong = table if sheet is None else row if row and line is None else year
        what = f"the note is about “{shown(wrong)}”, which the form does not have"
        read.wrong(place, what, "choose table, row, and year from the lists", "notes")
        return []
    if not text:
        read.wrong(place, "the note has no text", "write it, or empty its row", "notes")
        return []
    category, sex = (line.category, line.sex) if line else ("", "")
    partner = _partner_of(read, sheet.table.id, line.name) if line and line.is_open else ""
    return [NoteLine(place, sheet.table.id, text, category, sex, partner, int(year) if year else None)]


def _partner_of(read: Filled, table: str, row: str) -> str:
    """Return the country of an open row that has figures."""
    return next((key[3] for key, figure in read.figures.items() if key[0] == table and figure.row == row), "")
