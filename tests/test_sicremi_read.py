"""Filled forms: what becomes of a good one, and what is said of a bad one. Never a traceback, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as options
from hypothesis import strategies as st
from support_sicremi import (
    ADDRESS,
    INSTITUTION,
    TODAY,
    copied,
    filled,
    form,
    good,
    messages,
    opened,
    read,
    repacked,
    saved,
    with_cells,
)

from cam import checks
from cam.cli import main
from cam.loading import load
from cam.model.figures import CountryReport
from cam.sicremi import intake, layout, read_csv, read_sheet, safe_open
from cam.sicremi.found import WrongSheet, figure_of
from cam.sicremi.revisions import revisions
from cam.store import Catalogue

NEW_FORM = "copy the figures into a new form of this edition"


@pytest.fixture(scope="module")
def blank(real: Catalogue) -> bytes:
    return form(real)


@pytest.fixture
def project(real: Catalogue, tmp_path: Path) -> Catalogue:
    """The catalogue of this project, in a folder of its own."""
    return replace(real, root=copied(tmp_path))


# A good one


def test_a_good_sheet_becomes_a_record_and_a_table(project: Catalogue, blank: bytes) -> None:
    made = read(project, filled(blank, good()))
    assert made.names == ("data/reports/ar-2026-v1.yaml", "data/figures/ar-2026-v1.csv")
    intake.write(made)
    catalogue, problems = load(project.root)
    assert [*problems, *checks.run(catalogue)] == []
    record = catalogue.get(CountryReport, "ar-2026-v1")
    assert (record.country, record.round, record.vintage, record.institution) == (
        "ar",
        "2026",
        1,
        INSTITUTION,
    )
    assert str(record.received) == str(TODAY)
    assert record.sources[0].address == ADDRESS
    assert [str(source.table) for source in record.table_sources] == ["f1"]
    table = catalogue.figures["ar-2026-v1"]
    assert table.cell("value", "f1", "work", "female", "", "2023").value == 360
    assert len(table.rows) == made.figures == 90
    assert not table.where(table="s1"), "what was filled in beforehand and not answered is no answer"


def test_notes_are_kept_in_their_language_and_the_others_are_missing(project: Catalogue) -> None:
    spanish = form(project, language="es")
    cells = with_cells(
        {"F1": {**good()["F1"], "C7": "Permisos de residencia y visas"}, "Acerca": {"B8": "DNM"}},
        {"Notas": {"A4": "F1", "B4": "F1.05", "C4": 2023, "D4": "Cambió el sistema de registro."}},
    )
    intake.write(read(project, filled(spanish, cells)))
    catalogue, problems = load(project.root)
    assert [*problems, *checks.run(catalogue)] == []
    record = catalogue.get(CountryReport, "ar-2026-v1")
    note = record.report_notes[0]
    assert (note.table, note.category, note.sex, note.year) == ("f1", "work", "female", 2023)
    assert note.text == {"es": "Cambió el sistema de registro."}
    assert dict(record.translations) == {"en": "missing", "fr": "missing"}


def test_an_answered_table_keeps_its_open_figures_and_marks_them(project: Catalogue, blank: bytes) -> None:
    source = {"S1": {"C7": "Census", "C9": "Census of 2022"}}
    made = read(project, filled(blank, with_cells({"About": {"B8": INSTITUTION}}, source)))
    assert made.figures == made.kept > 0
    assert "taken_over: [s1/total/female/2010" in made.record


def test_signs_stay_signs(project: Catalogue, blank: bytes) -> None:
    cells = with_cells(
        good(), {"F5": {"C7": "Residence permits and visas", "C9": "x", "D13": "NA", "E13": " nr "}}
    )
    assert (
        "f5,regularized,total,,2021,na\nf5,regularized,total,,2022,nr\n"
        in read(project, filled(blank, cells)).table
    )


def test_countries_are_read_from_their_words(project: Catalogue, blank: bytes) -> None:
    cells = {"F3": {"C7": "Border records", "C9": "x", "D16": "VE – Venezuela", "D17": "bolivia", "D18": "ES",
                    "E13": 60, "E16": 30, "E17": 20, "E18": 7, "E31": 3}}  # fmt: skip
    table = read(project, filled(blank, with_cells({"About": {"B8": "x"}}, cells))).table
    assert "f3,other,total,,2021,3\nf3,total,total,,2021,60\nf3,total,total,bo,2021,20" in table
    assert "f3,total,total,es,2021,7\nf3,total,total,ve,2021,30\n" in table


def test_the_csv_form_makes_the_same_table(project: Catalogue, blank: bytes) -> None:
    sheet = read(project, filled(blank, good()))
    lines = list(csv.reader(io.StringIO(form(project, "csv").decode())))
    values = {tuple(row[:5]): row[5] for row in csv.reader(io.StringIO(sheet.table))}
    for line in lines:
        line[5] = values.get(tuple(line[:5]), line[5])
        line[6] = {"institution": INSTITUTION}.get(line[1], line[6])
        if line[:2] == ["f1", "source"]:
            line[6] = {"kind_of_source": "permits", "institution": INSTITUTION, "text": "Residence permits, 2026",
                       "coverage": "none"}[line[2]]  # fmt: skip
    made = read(project, _csv(lines), "ar.csv")
    assert made.table == sheet.table
    assert made.record.partition("table_sources")[2] == sheet.record.partition("table_sources")[2]


def _csv(lines: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


# Versions


def test_every_version_is_kept_with_what_it_changed(project: Catalogue, blank: bytes) -> None:
    intake.write(read(project, filled(blank, good())))
    first, _ = load(project.root)
    second = with_cells(good(), {"F1": {"D17": 350, "D18": 250, "H13": None, "H14": None, "H15": None},
                                 "Notes": {"A4": "F1", "D4": "The women of 2021 were counted again."}})  # fmt: skip
    second["F1"] |= {f"H{row}": None for row in range(13, 31)}
    made = read(first, filled(blank, second))
    assert made.identity == "ar-2026-v2"
    intake.write(made)
    catalogue, problems = load(project.root)
    assert not problems
    assert list(catalogue.records["reports"]) == ["ar-2026-v1", "ar-2026-v2"]
    changed = revisions(catalogue, catalogue.get(CountryReport, "ar-2026-v2"))
    found = {(item.category, item.sex, item.year): (item.old.value, item.new.value) for item in changed}
    assert found["work", "female", 2021] == (360, 350)
    assert found["work", "male", 2021] == (240, 250)
    assert found["total", "total", 2025] == (3000, None)
    assert len(found) == 2 + 18
    assert revisions(catalogue, catalogue.get(CountryReport, "ar-2026-v1")) == []


def test_the_same_file_is_not_taken_in_twice(project: Catalogue, blank: bytes) -> None:
    content = filled(blank, good())
    intake.write(read(project, content))
    catalogue, _ = load(project.root)
    assert messages(catalogue, content) == [
        "the file: this very file was taken in already, as ar-2026-v1 — send a new version, or leave it"
    ]


@pytest.mark.parametrize("taken", ["data/figures/ar-2026-v1.csv", "data/reports/ar-2026-v1.yaml"])
def test_both_files_or_neither(project: Catalogue, blank: bytes, taken: str) -> None:
    made = read(project, filled(blank, good()))
    (project.root / taken).parent.mkdir(exist_ok=True)
    (project.root / taken).write_text("something else")
    before = _files(project.root)
    with pytest.raises(WrongSheet, match=r"ar-2026-v1 cannot be written \(File exists\)"):
        intake.write(made)
    assert _files(project.root) == before


def _files(root: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_no_address_no_record_but_a_dry_run(real: Catalogue, blank: bytes) -> None:
    content = filled(blank, good())
    with pytest.raises(WrongSheet, match="--address: nothing says where this form comes from"):
        read(real, content, address=None)
    with pytest.raises(WrongSheet, match="“nowhere” is not a web address"):
        read(real, content, address="nowhere")
    assert intake.draft(real, opened(content), TODAY, None, is_dry=True).figures == 90


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
        "it is not a form of this data request — download the form of your state; its first line is "
        "table,category,sex,partner,year,value,note",
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
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><worksheet>&y;</worksheet>'
    said = f"the file: its XML declares things of its own — {new}"
    assert messages(real, repacked(blank, {"xl/worksheets/sheet2.xml": evil})) == [said]
    wide = evil.decode().encode("utf-16")
    assert messages(real, repacked(blank, {"xl/worksheets/sheet2.xml": wide})) == [said]


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
        "B3", "another", "the file: it is not a form of this data request — "
        "download the form of your state, and copy the figures into it",
    ),
    "an old edition": ("B4", "2012", f"About!B4: the form is that of edition “2012”, not 2026 — {NEW_FORM}"),
    "no state": (
        "B5", "zz", "About!B5: “zz” is not the code of a state — "
        "download the form of your state, and copy the figures into it",
    ),
    "another state": (
        "B5", "br", "About!B5: the sheet says br, but the form was made for ar — "
        "download the form of your state, and copy the figures into it",
    ),
    "no language": ("B7", "xx", f"About!B7: “xx” is no language of the form — {NEW_FORM}"),
}  # fmt: skip


@pytest.mark.parametrize("name", ABOUT)
def test_a_form_that_is_not_this_one_is_refused(real: Catalogue, blank: bytes, name: str) -> None:
    place, value, said = ABOUT[name]
    assert messages(real, filled(blank, with_cells(good(), {"About": {place: value}}))) == [said]


def test_another_spreadsheet_is_no_form(real: Catalogue) -> None:
    said = "the file: it is not a form of this data request — download the form of your state, and copy the figures into it"
    assert messages(real, saved(openpyxl.Workbook())) == [said]


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


# Cells

WRONG: dict[str, tuple[Any, str]] = {
    "text": ("1234", "“1234” is stored as text — type the number again, in a cell that is no text"),
    "comma": ("1,234", "“1,234” has marks between its figures — type 1234, if that is meant"),
    "point": ("1.234", "“1.234” has marks between its figures — type 1234, if that is meant"),
    "space": ("1 234 567", "“1 234 567” has marks between its figures — type 1234567, if that is meant"),
    "no-break space": ("1\u202f234", "“1 234” has marks between its figures — type 1234, if that is meant"),
    "decimal comma": ("12,5", "“12,5” has a decimal comma — count whole persons"),
    "fraction": (12.5, "12.5 is not a whole number — count whole persons; where the figures are in thousands, "
                 "write them in full"),
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
             "Notes": {"A4": "F1", "D4": "x" * 601, "A5": "Z9", "D5": "x", "A6": "F1", "A7": "F1", "B7": "F2.01", "D7": "x",
                       "A8": "F1", "C8": 1999, "D8": "x", "A9": "F1", "D9": "=1+1"}}  # fmt: skip
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


@options(max_examples=25)
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
    content = form(real, "csv") + _csv(lines).replace(b"\x00", b"")
    try:
        read_csv.read(real, found, opened(content, "x.csv"))
    except WrongSheet as refusal:
        assert refusal.problems


@options(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_raise(real: Catalogue, content: bytes) -> None:
    found = layout.template(real)
    assert found
    for given_bytes in (content, b"PK\x03\x04" + content):
        with pytest.raises(WrongSheet):
            file = opened(given_bytes)
            (read_csv if file.is_csv else read_sheet).read(real, found, file)


# The command


def test_the_command_takes_in_what_is_good(
    real: Catalogue,
    blank: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAM_TODAY", str(TODAY))
    (tmp_path / "docs").mkdir()
    assert main(["sicremi", "form", "--country", "ar", "--language", "es", "-o", "f.xlsx"]) == 0
    assert (tmp_path / "f.xlsx").read_bytes() == form(real, language="es")
    assert main(["sicremi", "read", "f.xlsx"]) == 1
    said = capsys.readouterr().err
    assert "Acerca!B8: no institution is named — write the institution that answers" in said
    assert said.endswith("Nothing was taken in.\n")
    (tmp_path / "g.xlsx").write_bytes(filled(blank, good()))
    assert main(["sicremi", "read", "g.xlsx", "--dry-run"]) == 0
    assert "Nothing was taken in: this was a dry run." in capsys.readouterr().out
    assert not (tmp_path / "data" / "reports").exists()
    assert main(["sicremi", "read", "g.xlsx", "--address", ADDRESS]) == 0
    assert (
        "data/reports/ar-2026-v1.yaml and data/figures/ar-2026-v1.csv were written."
        in capsys.readouterr().out
    )
    assert (
        json.dumps(sorted(path.name for path in (tmp_path / "data" / "reports").iterdir()))
        == '["ar-2026-v1.yaml"]'
    )
