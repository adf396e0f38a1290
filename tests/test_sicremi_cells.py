"""What is typed into cells and lines: what is wrong is named by its cell, and nothing raises."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as options
from hypothesis import strategies as st
from support_sicremi import (
    TODAY,
    as_csv,
    filled,
    form,
    good,
    messages,
    opened,
    read,
    saved,
    with_cells,
)

from cam.sicremi import layout, read_csv, read_sheet
from cam.sicremi.found import WrongSheet, figure_of
from cam.store import Catalogue

WHOLE = "count whole persons; where the figures are in thousands, write them in full"


@pytest.fixture(scope="module")
def blank(real: Catalogue) -> bytes:
    return form(real)


# Cells

WRONG: dict[str, tuple[Any, str]] = {
    "text": ("1234", "“1234” is stored as text — type the number again, in a cell that is no text"),
    "comma": ("1,234", "“1,234” has marks between its figures — type 1234, if that is meant"),
    "point": ("1.234", "“1.234” has marks between its figures — type 1234, if that is meant"),
    "space": ("1 234 567", "“1 234 567” has marks between its figures — type 1234567, if that is meant"),
    "no-break space": ("1\u202f234", "“1 234” has marks between its figures — type 1234, if that is meant"),
    "decimal comma": ("12,5", "“12,5” has a decimal comma — count whole persons"),
    "fraction": (12.5, f"12.5 is not a whole number — {WHOLE}"),
    "negative": (-3, "-3 is below zero — a count cannot be; type the number, na or nr"),
    "negative text": ("-3", "-3 is below zero — a count cannot be; type the number, na or nr"),
    "formula": ("=SUM(D16:D30)", "the cell holds a formula — type the number itself (copy, paste as value)"),
    "n/a": ("n/a", "“n/a” stands for a number — write na (not available), nr, or leave it empty"),
    "dots": ("..", "“..” stands for a number — write na (not available), nr, or leave it empty"),
    "words": ("about 300", "“about 300” is not a number — type the number, na or nr; remarks go to the notes"),
    "truth": (True, "the cell holds TRUE or FALSE — type the number, na or nr"),
    "day": (TODAY, "the cell holds a date or something else that is no number — type the number, na or nr"),
    "huge": (1e300, "this is not a number of people or of money — type the number, na or nr"),
    "error": ("#REF!", "“#REF!” is not a number — type the number, na or nr; remarks go to the notes"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_cell_that_is_no_figure(real: Catalogue, blank: bytes, name: str) -> None:
    value, said = WRONG[name]
    assert messages(real, filled(blank, with_cells(good(), {"F1": {"D17": value}}))) == [f"F1!D17: {said}"]


def test_money_may_have_cents(real: Catalogue) -> None:
    assert figure_of(12.5, "us_dollars") == (12.5, "", None)
    assert figure_of("12,5", "us_dollars")[2] == ("“12,5” has a decimal comma", "type 12.5 as a number")
    assert figure_of(3.0, "persons") == (3, "", None)


def test_countries_are_chosen_once_and_from_the_list(real: Catalogue, blank: bytes) -> None:
    source = {"C7": "Border records", "C9": "x"}
    cells = {
        "F3": {
            **source,
            "D16": "Atlantis",
            "E17": 5,
            "D18": "PE – Peru",
            "D19": "PE – Peru",
            "E18": 1,
            "E19": 2,
        }
    }
    assert messages(real, filled(blank, with_cells(good(), cells))) == [
        "F3!D16: “Atlantis” is no country of the list — choose one from the list",
        "F3!E17: there is a figure, but no country — choose the country in D17",
        "F3!D19: this country stands in F3.06 already — keep one of the two rows",
    ]


def test_texts_are_plain_and_name_no_person(real: Catalogue, blank: bytes) -> None:
    cells = {"F1": {"C7": "Hearsay", "C9": "<b>x</b>"}, "About": {"B8": "ana@example.org"},
             "Notes": {"A4": "F1", "D4": "x" * 601, "A5": "Z9", "D5": "x", "A6": "F1",
                       "A7": "F1", "B7": "F2.01", "D7": "x", "A8": "F1", "C8": 1999, "D8": "x",
                       "A9": "F1", "D9": "=1+1"}}  # fmt: skip
    found = messages(real, filled(blank, with_cells(good(), cells)))
    lists = "choose table, row, and year from the lists"
    for line in (
        "About!B8: the text contains a web or mail address — name the source by its title; no addresses of persons",
        "F1!C7: “Hearsay” is no kind of source — choose one from the list",
        "F1!C9: the text contains an HTML tag — write plain text",
        "Notes!D4: the text has 601 characters — shorten it to 600 or less",
        f"Notes!A5: the note is about “Z9”, which the form does not have — {lists}",
        "Notes!A6: the note has no text — write it, or empty its row",
        f"Notes!A7: the note is about “F2.01”, which the form does not have — {lists}",
        f"Notes!A8: the note is about “1999”, which the form does not have — {lists}",
        "Notes!D9: the cell holds a formula — type the text itself",
    ):
        assert line in found


def test_many_problems_of_a_sort_are_counted(real: Catalogue, blank: bytes) -> None:
    cells = {f"{column}{row}": "x" for column in "DEFGH" for row in range(13, 31)}
    found = messages(real, filled(blank, with_cells(good(), {"F1": cells})))
    stands = "type the number, na or nr; remarks go to the notes"
    assert len(found) <= 15
    assert f"F1: 78 more of the same sort — {'write na (not available), nr, or leave it empty'}" in found or (
        f"F1: 78 more of the same sort — {stands}" in found
    )


# CSV


def _changed(real: Catalogue, old: str, new: str) -> list[str]:
    text = form(real, "csv").decode().replace("about,institution,,,,,", "about,institution,,,,,DNM")
    assert old in text
    return messages(real, text.replace(old, new, 1).encode(), "ar.csv")


def test_a_csv_is_checked_by_line(real: Catalogue) -> None:
    row = "f1,total,total,,2021,,\n"
    known = "census, survey, register, permits, border, administrative, consular, central_bank, estimate"
    nothing = "the file: nothing was filled in — answer at least one table, and name its source"
    assert _changed(real, row, 'f1,total,total,,2021,"1,234",\n')[0].endswith(
        "“1,234” has marks between its figures — type 1234, if that is meant"
    )
    assert _changed(real, row, "f1,total,total,,2021,12,5,\n")[0].endswith(
        "this line has 8 cells, not 7 — write one cell for each column"
    )
    assert "repeats line" in _changed(real, row, row + row)[0]
    assert "the table f1 has no row tourists/total" in _changed(real, row, "f1,tourists,total,,2021,5,\n")[0]
    assert (
        "the table f1 does not ask for the year “2031”" in _changed(real, row, "f1,total,total,,2031,5,\n")[0]
    )
    assert "“f9” is no table of the form" in _changed(real, row, "f9,total,total,,2021,5,\n")[0]
    assert f"“x” is no kind of source — use one of: {known}" in _changed(
        real, "f1,source,kind_of_source,,,,", "f1,source,kind_of_source,,,,x")[0]  # fmt: skip
    assert "edition “2011”" in _changed(real, "about,edition,,,,,2026", "about,edition,,,,,2011")[0]
    assert _changed(real, row, row) == [nothing]
    semicolons = form(real, "csv").replace(b",", b";")
    assert messages(real, semicolons, "ar.csv") == [
        "line 1: the cells are parted by semicolons — save it with commas between the cells and UTF-8"
    ]
    latin = form(real, "csv") + "f1,,,,,,Año\n".encode("latin-1")
    assert messages(real, latin, "ar.csv") == [
        "the file: it is not UTF-8 text — save it as CSV with the encoding UTF-8"
    ]


# Whatever is typed

_ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.datetimes(),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
    st.sampled_from(["=A1", "#N/A", "1,2,3", "١٢٣", "½", "1e5", "0x10", "−5", "\u202e12", "-", "٣٫٥"]),
)  # fmt: skip


@given(_ANYTHING, st.sampled_from(["persons", "us_dollars"]))
def test_no_content_of_a_cell_raises(raw: object, unit: str) -> None:
    value, sign, wrong = figure_of(raw, unit)
    assert (value is not None) + bool(sign) + bool(wrong) <= 1
    assert value is None or value >= 0


@options(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("ABCDEFG"), st.integers(1, 34), _ANYTHING), max_size=12))
def test_no_sheet_raises(real: Catalogue, cells: list[tuple[str, int, Any]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(real)))
    for sheet in ("About", "F3", "Notes"):
        for column, row, value in cells:
            try:
                book[sheet][f"{column}{row}"] = value
            except ValueError:
                continue  # openpyxl does not write it
    try:
        content = saved(book)
    except ValueError:
        return
    with pytest.raises(WrongSheet):
        read(real, content)


@options(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=8))
def test_no_csv_raises(real: Catalogue, lines: list[list[str]]) -> None:
    found = layout.template(real)
    assert found
    content = form(real, "csv") + as_csv(lines).replace(b"\x00", b"")
    with suppress(WrongSheet):
        read_csv.read(real, found, opened(content, "x.csv"))


@options(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_raise(real: Catalogue, content: bytes) -> None:
    found = layout.template(real)
    assert found
    for given_bytes in (content, b"PK\x03\x04" + content):
        with pytest.raises(WrongSheet):
            _read(real, found, given_bytes)


def _read(real: Catalogue, found: layout.Template, content: bytes) -> None:
    file = opened(content)
    (read_csv if file.is_csv else read_sheet).read(real, found, file)
