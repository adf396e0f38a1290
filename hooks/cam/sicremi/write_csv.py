"""Writes the same form as a long CSV: one line a figure, for those whose figures come out of a program.

The columns are always table, category, sex, partner, year, value, note. What is said of the form itself stands in
lines whose table is `about`, what is said of the sources in lines whose category is `source`: their name is in the
column `sex`, their text in `note`. A note on a row or a whole table is a line without a value.
"""

from __future__ import annotations

import csv
import io

from cam.sicremi import layout
from cam.sicremi.layout import Template
from cam.sicremi.prefill import Prefilled
from cam.store import Catalogue

COLUMNS = ("table", "category", "sex", "partner", "year", "value", "note")
ABOUT, SOURCE = "about", "source"
ABOUT_LINES = ("template", "edition", "country", "language", "institution")


def write(
    catalogue: Catalogue, form: Template, country: str, language: str, given: dict[layout.Key, Prefilled]
) -> bytes:
    """Return the form for a state; the language is that in which notes will be written."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    said = {"template": layout.TEMPLATE, "edition": form.edition, "country": country, "language": language}
    lines.writerows((ABOUT, name, "", "", "", "", said.get(name, "")) for name in ABOUT_LINES)
    for sheet in form.sheets:
        table = sheet.table.id
        lines.writerows((table, SOURCE, name, "", "", "", "") for name in layout.SOURCE)
        for line in sheet.lines:
            for year in () if line.is_open else sheet.years:
                found = given.get((table, line.category, line.sex, "", year)) if not line.is_rest else None
                value = "" if found is None else found.value
                lines.writerow((table, line.category, line.sex, "", year, value, ""))
    return text.getvalue().encode()
