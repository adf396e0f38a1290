"""Files and forms that are not taken in: a clear message each, never a traceback."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from support_sicremi import (
    filled,
    form,
    good,
    messages,
    read,
    repacked,
    saved,
    with_cells,
)

from cam.sicremi import safe_open
from cam.sicremi.found import WrongSheet
from cam.store import Catalogue

NEW_FORM = "copy the figures into a new form of this edition"
YOURS = "download the form of your state, and copy the figures into it"

COLUMNS = "table,category,sex,partner,year,value,note"


@pytest.fixture(scope="module")
def blank(real: Catalogue) -> bytes:
    return form(real)


# Files that are no form


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "open it, save it again as .xlsx, and send that"
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty — send the file again"),
    "large": (
        b"x" * 5_000_001,
        "it is larger than 5 MB — a form has less than 100 kB: copy the figures into one",
    ),
    "password": (
        _OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"),
        "it is locked with a password — take the password away (File, Protect), and save it again",
    ),
    "old": (
        _OLE + b"\x00" * 512,
        "it is a spreadsheet of the old kind (.xls) — save it as .xlsx, and send that",
    ),
    "pdf": (
        b"%PDF-1.7",
        "it is neither a spreadsheet (.xlsx) nor a CSV — save the form as .xlsx, and send that",
    ),
    "damaged": (b"PK\x03\x04 and no more", f"it is damaged — {_SAVE}"),
    "ods": (
        _zip({"mimetype": b"x", "content.xml": b"<x/>"}),
        "it is a spreadsheet of another kind (.ods) — save it as .xlsx, and send that",
    ),
    "zip": (
        _zip({"a.txt": b"x"}),
        "it is a ZIP archive, but no spreadsheet — send the filled form itself, as .xlsx",
    ),
    "nested": (
        _zip({"xl/workbook.xml": b"<x/>", "a.zip": b"PK"}),
        "it holds other files — copy the figures into a new form, and send that",
    ),
    "bomb": (
        _zip({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 30_000_000}),
        "a part of it would unpack to far more than a form holds — copy the figures into a new form",
    ),
    "many bombs": (
        _zip({"xl/workbook.xml": b"<x/>", **{f"xl/{number}.xml": b" " * 900_000 for number in range(60)}}),
        "it would unpack to far more than a form holds — copy the figures into a new form",
    ),
    "many parts": (
        _zip({"xl/workbook.xml": b"<x/>", **{f"xl/{number}.xml": b"" for number in range(400)}}),
        "it would unpack to far more than a form holds — copy the figures into a new form",
    ),
    "no workbook": (_zip({"xl/workbook.xml": b"<x/>"}), f"it cannot be read as a spreadsheet — {_SAVE}"),
    "text": (
        b"Dear Sir",
        f"it is not a form of this data request — download the form of your state; its first line is {COLUMNS}",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_form_is_refused(real: Catalogue, name: str) -> None:
    content, said = REFUSED[name]
    assert messages(real, content) == [f"the file: {said}"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        WrongSheet, match="the file: it cannot be opened — name a file that holds a filled form"
    ):
        safe_open.open_file(tmp_path / "none.xlsx")
    with pytest.raises(WrongSheet, match="it cannot be opened"):
        safe_open.open_file(tmp_path)


def test_what_a_form_carries_is_refused(real: Catalogue, blank: bytes) -> None:
    new = "copy the figures into a new form"
    parts = {
        "xl/vbaProject.bin": "it holds macros — save it as .xlsx without macros, and send that",
        "xl/externalLinks/externalLink1.xml":
            "it links to other files — paste the figures as values into a new form, and send that",
        "xl/embeddings/a.xlsx": f"it holds other files — {new}, and send that",
    }  # fmt: skip
    for name, said in parts.items():
        assert messages(real, repacked(blank, {name: b"x"})) == [f"the file: {said}"]
    evil = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "{}">]><worksheet>&y;</worksheet>'.format(
            "file:" + "///x"
        )
    ).encode()
    said = f"the file: its XML declares things of its own — {new}"
    assert messages(real, repacked(blank, {"xl/worksheets/sheet2.xml": evil})) == [said]
    wide = evil.decode().encode("utf-16")
    assert messages(real, repacked(blank, {"xl/worksheets/sheet2.xml": wide})) == [said]


def test_a_chart_in_the_place_of_a_table_is_a_missing_sheet(real: Catalogue, blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(blank, good())))
    del book["F2"]
    book.create_chartsheet("F2").add_chart(BarChart())
    assert f"F2!A1: this sheet is missing — {NEW_FORM}, with all its sheets" in messages(real, saved(book))


def test_what_excel_adds_is_no_problem(real: Catalogue, blank: bytes) -> None:
    added = {"xl/printerSettings/printerSettings1.bin": b"\x00\x01", "docMetadata/LabelInfo.xml": b"<x/>",
             "customXml/item1.xml": b"<x/>", "xl/media/image1.png": b"\x89PNG\x00"}  # fmt: skip
    assert read(real, repacked(filled(blank, good()), added)).figures == 90


def test_a_part_that_is_locked_is_refused(real: Catalogue, blank: bytes) -> None:
    locked = bytearray(blank)
    place = locked.index(b"PK\x01\x02")
    locked[place + 8] |= 1
    said = "the file: parts of it are locked with a password — take the password away, and save it again"
    assert messages(real, bytes(locked)) == [said]


def test_a_hundred_thousand_rows_are_not_read(real: Catalogue, blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for number in range(3_000):
        book["F1"].append([number])
    few = "the file: a sheet of it has more than 2,000 rows or 60,000 cells — copy the figures into a new form; "
    assert messages(real, saved(book)) == [f"{few}it asks for totals, not for single cases"]
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(1, 100_001)
    )
    large = repacked(
        blank, {"xl/worksheets/sheet2.xml": b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"}
    )
    assert messages(real, large) == [f"{few}it asks for totals, not for single cases"]
    lines = b"table,category,sex,partner,year,value,note\n" * 100_000
    said = "the file: it has more than 20,000 lines — send the figures that the form asks for only"
    assert messages(real, lines, "x.csv") == [said]


# Forms that are not this form


ABOUT: dict[str, tuple[str, Any, str]] = {
    "another template": (
        "B3", "another", f"the file: it is not a form of this data request — {YOURS}",
    ),
    "an old edition": ("B4", "2012", f"About!B4: the form is that of edition “2012”, not 2026 — {NEW_FORM}"),
    "no state": (
        "B5", "zz", f"About!B5: “zz” is not the code of a state — {YOURS}",
    ),
    "another state": (
        "B5", "br", f"About!B5: the sheet says br, but the form was made for ar — {YOURS}",
    ),
    "no language": ("B7", "xx", f"About!B7: “xx” is no language of the form — {NEW_FORM}"),
}  # fmt: skip


@pytest.mark.parametrize("name", ABOUT)
def test_a_form_that_is_not_this_one_is_refused(real: Catalogue, blank: bytes, name: str) -> None:
    place, value, said = ABOUT[name]
    assert messages(real, filled(blank, with_cells(good(), {"About": {place: value}}))) == [said]


def test_another_spreadsheet_is_no_form(real: Catalogue) -> None:
    assert messages(real, saved(openpyxl.Workbook())) == [
        f"the file: it is not a form of this data request — {YOURS}"
    ]


def test_sheets_are_neither_missing_nor_added_nor_merged(real: Catalogue, blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(blank, good())))
    book["L2"].title = "L2 (2)"
    book["F1"].merge_cells("B20:C20")
    found = messages(real, saved(book))
    assert (
        "L2 (2)!A1: this sheet is not part of the form — delete it, or give it back its name; its figures are not read"
        in found
    )
    assert f"L2!A1: this sheet is missing — {NEW_FORM}, with all its sheets" in found
    assert "F1!B20:C20: cells are merged — unmerge them, one figure a cell" in found


def test_years_stay_in_order(real: Catalogue, blank: bytes) -> None:
    swapped = filled(blank, with_cells(good(), {"F1": {"D12": 2022, "E12": 2021}}))
    assert messages(real, swapped) == [
        "F1!D12: “2022” stands where 2021 belongs — put the years back in order, each with its figures",
        "F1!E12: “2021” stands where 2022 belongs — put the years back in order, each with its figures",
    ]
    changed = filled(blank, with_cells(good(), {"F1": {"D12": 2019}}))
    assert messages(real, changed) == ["F1!D12: “2019” stands where 2021 belongs — write 2021 again"]


def test_rows_stay_where_they_are(real: Catalogue, blank: bytes) -> None:
    again = "put the rows back as they were in the form, each once"
    twice = filled(blank, with_cells(good(), {"F1": {"A17": "F1.04"}}))
    assert messages(real, twice) == [
        f"F1!A17: row F1.04 stands here a second time, in the place of F1.05 — {again}"
    ]
    moved = filled(blank, with_cells(good(), {"F1": {"A17": "F1.06", "A18": "F1.05"}}))
    assert messages(real, moved) == [
        f"F1!A17: row “F1.06” stands where F1.05 belongs — {again}",
        f"F1!A18: row “F1.05” stands where F1.06 belongs — {again}",
    ]
    words = filled(blank, with_cells(good(), {"F1": {"B17": "Tourists"}}))
    assert messages(real, words) == [
        "F1!B17: “Tourists” stands where “Work” belongs — write the words of the form again"
    ]


def test_what_stands_elsewhere_is_not_lost(real: Catalogue, blank: bytes) -> None:
    cells = with_cells(good(), {"F1": {"K40": "see annex"}, "About": {"D5": 7}})
    assert messages(real, filled(blank, cells)) == [
        "About!D5: “7” stands where the form has nothing — move it into its row, or to the notes",
        "F1!K40: “see annex” stands where the form has nothing — move it into its row, or to the notes",
    ]
