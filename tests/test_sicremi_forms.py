"""The forms of the data request, as a spreadsheet program sees them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support_sicremi import form, opened

from cam.indicators import figure
from cam.knowledge import Site
from cam.model.figures import RequestTable, Round
from cam.outputs import sicremi_forms
from cam.sicremi import forms, layout, prefill, read_csv, read_sheet, write_xlsx
from cam.sicremi.layout import Template
from cam.sicremi.words import FormWords
from cam.sicremi.write_csv import COLUMNS
from cam.store import Catalogue

LANGUAGES = ("en", "es", "fr")


@pytest.fixture(scope="module")
def template(real: Catalogue) -> Template:
    found = layout.template(real)
    assert found
    return found


def test_edition_is_that_of_the_round_whose_form_is_out(real: Catalogue, template: Template) -> None:
    assert template.edition == "2026"
    assert " ".join(sheet.name for sheet in template.sheets) == "F1 F2 F3 F4 F5 S1 S2 S3 A1 N1 L1 L2 R1"


def test_years_are_the_last_five_and_for_stocks_those_of_the_open_series(template: Template) -> None:
    years = {sheet.name: sheet.years for sheet in template.sheets}
    assert years["F1"] == (2021, 2022, 2023, 2024, 2025)
    assert years["S1"] == (2010, 2015, 2020, 2021, 2022, 2023, 2024, 2025)


def test_no_round_no_form(real: Catalogue) -> None:
    closed = {name: item for name, item in real.records["rounds"].items() if item.status not in layout.OPEN}  # type: ignore[attr-defined]
    without = replace(real, records={**real.records, "rounds": closed})
    assert forms.made(without, "ar", "en") == []
    assert "no round has its forms out" in str(forms.one(without, "ar", "en", False))
    assert layout.template(without) is None
    assert all(isinstance(item, Round) for item in closed.values())


def test_wrong_arguments_say_what_to_use(real: Catalogue) -> None:
    assert str(forms.one(real, "xx", "en", False)).startswith(
        "--country: `xx` is not a state — use one of: ag, ar"
    )
    assert (
        forms.one(real, "ar", "pt", False)
        == "--language: `pt` is no language of the site — use one of: en, es, fr"
    )


def test_bytes_depend_on_the_content_alone(real: Catalogue, template: Template, tmp_path: Path) -> None:
    given = prefill.prefilled(real, template, "ar")
    kept = form(real, language="fr")
    assert write_xlsx.write(real, template, "ar", "fr", given) == kept
    elsewhere = replace(real, root=tmp_path)
    assert form(elsewhere, language="fr") == kept
    assert form(elsewhere, "csv", language="fr") == form(real, "csv", language="fr")
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_form_is_kept_by_all_that_goes_into_it(real: Catalogue, tmp_path: Path) -> None:
    first = replace(real, root=tmp_path)
    form(first)
    kept = list((tmp_path / ".cache" / "sicremi").iterdir())
    assert [path.suffix for path in kept] == [".xlsx"]
    kept[0].write_bytes(b"kept")
    assert form(replace(first)) == b"kept"
    word = {"sicremi.row": {"en": "Line", "es": "Línea", "fr": "Rang"}}
    assert form(replace(first, labels={**real.labels, **word})) != b"kept"
    assert form(replace(first, figures={})) != b"kept"
    assert len(list((tmp_path / ".cache" / "sicremi").iterdir())) == 3


def test_a_folder_that_cannot_be_written_to_keeps_nothing(real: Catalogue, tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    assert form(replace(real, root=tmp_path)) == form(real)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_read_back_as_it_was_filled_in(
    real: Catalogue, template: Template, language: str
) -> None:
    """Nothing is merged, nothing unlocked but what is asked for, and the open figures are those of the tables."""
    for number, country in enumerate(real.records["countries"]):
        content = form(real, "xlsx", country, language)
        read = read_sheet.read(real, template, opened(content))
        given = prefill.prefilled(real, template, country)
        assert not read.problems
        assert {key: item.value for key, item in read.figures.items()} == {
            key: item.value for key, item in given.items()
        }
        if number % 7:
            continue  # the rest is the same for all states, and takes its time
        book = openpyxl.load_workbook(io.BytesIO(content))
        words = FormWords(real, language)
        own = [words.sheet_name(name) for name in ("about", "notes", "lists")]
        assert book.sheetnames == [own[0], *(sheet.name for sheet in template.sheets), *own[1:]]
        assert all(page.protection.sheet and not page.protection.password for page in book.worksheets)
        assert not any(page.merged_cells.ranges for page in book.worksheets)
        for sheet in template.sheets:
            _as_laid_out(book[sheet.name], sheet)


def _as_laid_out(page: Any, sheet: layout.Sheet) -> None:
    for line in sheet.lines:
        assert page[f"A{line.row}"].value == line.name
        assert page[f"B{line.row}"].protection.locked
        for year in sheet.years:
            assert not page[sheet.cell(line, year)].protection.locked
    assert page.freeze_panes == f"{layout.letter(len(sheet.columns) + 1)}1"
    assert page.print_title_rows == f"${layout.HEAD}:${layout.HEAD}"


def test_open_figures_are_those_of_their_indicator(real: Catalogue, template: Template) -> None:
    given = prefill.prefilled(real, template, "mx")
    assert (
        given["s1", "total", "female", "", 2024].value == figure(real, "immigrants_women", "mx", 2024).value
    )
    assert given["s3", "total", "total", "", 2020].value == figure(real, "emigrants", "mx", 2020).value
    assert given["r1", "population", "total", "", 2023].value == figure(real, "population", "mx", 2023).value
    assert all(item.value for item in given.values()), "a 0 may mean “not reported”, and is left open"
    for key, item in given.items():
        assert item.dataset in real.records["datasets"]
        assert key[4] in template.by_table[key[0]].years


def test_every_indicator_of_the_request_is_known(real: Catalogue) -> None:
    for table in real.all(RequestTable):
        for item in table.prefill:
            assert item.indicator in real.vocabulary["indicators"]
            assert str(item.category) in [*map(str, table.categories), "total"]


def test_cells_admit_what_the_check_admits(real: Catalogue, template: Template) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(real)))
    rules = {
        (item.type, str(item.sqref)): item.formula1 for item in book["F3"].data_validations.dataValidation
    }
    assert rules["custom", "E13:I31"] == (
        'OR(IF(ISNUMBER(E13),AND(E13>=0,E13=INT(E13)),FALSE),E13="na",E13="nr")'
    )
    assert rules["list", "D16:D30"].startswith("'Lists'!$B$2:$B$")
    assert rules["list", "C7"] == "'Lists'!$A$2:$A$10"
    assert [item.type for item in book["Notes"].data_validations.dataValidation] == ["list"] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_form_are_as_short_as_spreadsheets_want_them(real: Catalogue, language: str) -> None:
    label = FormWords(real, language).label
    for name in ("about_filled", "source_kind_of_source", "figure", "country", "table", "row", "year"):
        assert len(label(f"sicremi.{name}")) <= 32
    for name in ("day_hint", "choose_hint", "figure_hint", "table_hint", "row_hint", "year_hint"):
        assert len(label(f"sicremi.{name}")) <= 255
    names = [label(f"sicremi.sheet_{name}") for name in ("about", "notes", "lists")]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_countries_of_the_list_are_those_of_iso(real: Catalogue) -> None:
    for language in LANGUAGES:
        words = FormWords(real, language)
        assert len(words.countries) == 249
        assert set(real.records["countries"]) <= set(words.countries.values())


def test_the_first_sheet_says_that_nobody_was_asked(real: Catalogue) -> None:
    page = openpyxl.load_workbook(io.BytesIO(form(real, language="es")))["Datos generales"]
    said = [cell.value for cell in page["B"]]
    assert [said[2], said[3], said[4], said[6]] == ["cam-sicremi-request", "2026", "ar", "es"]
    assert any("No se han pedido cifras a ningún Estado" in str(text) for text in said)
    assert any("reconstrucción" in str(text) for text in said)


def test_a_proxy_is_called_one(real: Catalogue) -> None:
    page = openpyxl.load_workbook(io.BytesIO(form(real)))["S3"]
    assert "not the consular register" in page["B4"].value
    assert "United Nations" in page["M13"].value


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Row R1.03 (Population): in persons."),
        ("es", "Fila R1.03 (Población): en personas."),
        ("fr", "Ligne R1.03 (Population)\u00a0: en personnes."),
    ],
)
def test_a_row_with_a_unit_of_its_own_says_so(real: Catalogue, language: str, said: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(real, language=language)))
    assert book["R1"]["B3"].value.endswith(said)
    assert "A1.0" not in book["A1"]["B3"].value, "all its rows are in the unit of the table"


def test_csv_asks_for_the_same(real: Catalogue, template: Template) -> None:
    content = form(real, "csv", "br", "fr")
    lines = list(csv.reader(io.StringIO(content.decode())))
    assert tuple(lines[0]) == COLUMNS
    assert all(len(line) == len(COLUMNS) for line in lines)
    read = read_csv.read(real, template, opened(content, "br.csv"))
    given = prefill.prefilled(real, template, "br")
    assert not read.problems
    assert (read.country, read.language) == ("br", "fr")
    assert {key: item.value for key, item in read.figures.items()} == {
        key: item.value for key, item in given.items()
    }


def test_files_stand_below_the_root_of_their_language(real: Catalogue, miniature: Site) -> None:
    made = sicremi_forms.build(replace(miniature, catalogue=real))
    assert sum(name.partition("sicremi/forms/")[1] != "" for name in made) == 35 * 3 * 2
    assert made["es/sicremi/forms/ar.xlsx"] == form(real, language="es")
    assert made["sicremi/forms/ar.csv"] == form(real, "csv")
    empty = replace(real, records={**real.records, "rounds": {}, "reports": {}})
    assert sicremi_forms.build(replace(miniature, catalogue=empty)) == {}
