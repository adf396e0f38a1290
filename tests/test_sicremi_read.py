"""A good form becomes a record and a table; every version is kept; the command says what it did."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support_sicremi import (
    ADDRESS,
    INSTITUTION,
    TODAY,
    as_csv,
    copied,
    filled,
    form,
    good,
    messages,
    opened,
    read,
    with_cells,
)

from cam import checks
from cam.cli import main
from cam.loading import load
from cam.model.figures import CountryReport
from cam.sicremi import intake
from cam.sicremi.found import FURTHER, WrongSheet
from cam.sicremi.revisions import revisions
from cam.store import Catalogue


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
        {"F1": {**good()["F1"], "C7": "Permisos de residencia y visas"}, "Datos generales": {"B8": "DNM"}},
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
    assert "taken_over:\n  - s1/total/female/2010" in made.record


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
    made = read(project, as_csv(lines), "ar.csv")
    assert made.table == sheet.table
    assert made.record.partition("table_sources")[2] == sheet.record.partition("table_sources")[2]


# Versions


def test_every_version_is_kept_with_what_it_changed(project: Catalogue, blank: bytes) -> None:
    intake.write(read(project, filled(blank, good())))
    first, _ = load(project.root)
    second = with_cells(good(), {"F1": {"D14": 1790, "D15": 1210, "D17": 350, "D18": 250},
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
    assert len(found) == 4 + 18
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
    assert "Datos generales!B8: no institution is named — write the institution that answers" in said
    assert said.endswith("Nothing was taken in.\n")
    assert FURTHER not in said
    (tmp_path / "h.xlsx").write_bytes(filled(blank, with_cells(good(), {"F1": {"D13": "many"}})))
    assert main(["sicremi", "read", "h.xlsx", "--dry-run"]) == 1
    assert f"in the form. {FURTHER}\nNothing was taken in.\n" in capsys.readouterr().err
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
