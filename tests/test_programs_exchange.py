"""Temporary employment programs as tables: export, import, and what is wrong in a table."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cam import checks
from cam.cli import main
from cam.knowledge import Site
from cam.loading import load
from cam.model.program import Program
from cam.outputs import programs as output
from cam.programs_exchange import files, giving, taking_in
from cam.programs_exchange.columns import Column, cell, program_columns, put, value_of
from cam.programs_exchange.files import WrongTable
from cam.store import Catalogue
from cam.yamlfile import parse

LANGUAGES = ("en", "es", "fr")
TODAY = dt.date.fromisoformat(bless.TODAY)
Tree = Callable[..., Path]
SOURCE = {
    "address": "https://example.org/p",
    "publisher": "Ministry",
    "seen": "2026-11-20",
    "evidence": "seen",
}


# The exchange: there and back.


def exported(catalogue: Catalogue, folder: Path) -> Path:
    for name, content in {
        **giving.files(catalogue, "p.xlsx", "en"),
        **giving.files(catalogue, "p.csv", "en"),
    }.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", ["p.xlsx", "p.csv", "p-participants.csv"])
def test_what_was_exported_changes_nothing(real: Catalogue, tmp_path: Path, name: str) -> None:
    taken = taking_in.take_in(real, exported(real, tmp_path) / name, TODAY)
    assert (taken.new, taken.changed) == ({}, {})
    counted = [record for record in real.all(Program) if record.participants or "participants" not in name]
    assert taken.same == len(counted)


def test_the_tables_are_the_same_bytes_each_time_and_differ_by_language_in_the_columns_only(
    real: Catalogue,
) -> None:
    site = Site(real, [], TODAY)
    first, second = output.build(site), output.build(site)
    assert first == second
    assert len(first) == 9
    assert first["programs/programs.csv"] == first["fr/programs/programs.csv"]
    assert first["programs/programs.xlsx"] != first["fr/programs/programs.xlsx"]
    with zipfile.ZipFile(io.BytesIO(first["es/programs/programs.xlsx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    book = openpyxl.load_workbook(io.BytesIO(first["es/programs/programs.xlsx"]))
    assert book.sheetnames == ["programs", "participants", "columns"]
    assert book["columns"].max_row == 1 + len(program_columns(real.languages)) + 9 + 3 + 4
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_knowledge_base_without_programs_has_no_tables(real: Catalogue) -> None:
    without = dataclasses.replace(real, records={**real.records, "programs": {}})
    assert output.build(Site(without, [], TODAY)) == {}


RECORD = """\
# A remark at the head
id: cr-bz
title:  # beside
  en: From Costa Rica
  es: Desde Costa Rica
  fr: Du Costa Rica
type: agreement
status: active
start: 1990
origins: [cr]
destinations: [bz]
sectors: [agriculture]
recruitment: [public_agency]
# before the terms
terms:
  wage:
    text:
      en: The minimum
      es: El mínimo
      fr: Le minimum
  other:
    - text:
        en: Other
        es: Otra
        fr: Autre
participants:
  - year: 2020
    number: 12
    unit: workers
    sources:
      - {address: "https://example.org/n", publisher: Ministry, seen: 2026-11-20, evidence: seen}
original: en
sources:
  - {document: res-1}
  - {address: "https://example.org/p", publisher: Ministry, seen: 2026-11-20, evidence: seen}  # saw: it
# before the rest
unknown:
  - en: Much
    es: Mucho
    fr: Beaucoup
added: 2026-11-20
"""


@pytest.fixture
def small(tree: Tree) -> Catalogue:
    """Return the miniature with one more program."""
    catalogue, problems = load(tree({"data/programs/cr-bz.yaml": RECORD}))
    assert not problems
    assert not checks.run(catalogue)
    return catalogue


def table(folder: Path, rows: list[dict[str, str]], name: str = "t.csv") -> Path:
    """Write rows as CSV; the first says which columns there are."""
    content = io.StringIO()
    writer = csv.DictWriter(content, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(content.getvalue(), "utf-8")
    return path


NEW = {
    "id": "bz-cr",
    "title_es": "Desde Belice",
    "type": "agreement",
    "status": "active",
    "start": "2001-05",
    "origins": "bz",
    "destinations": "cr",
    "sectors": "agriculture construction",
    "recruitment": "public_agency",
    "wage_es": "El mínimo",
    "wage_payer": "employer",
    "source_address": "https://example.org/new",
    "source_publisher": "Ministerio",
    "source_seen": "2026-11-19",
    "source_evidence": "seen",
}
COUNT = {"program": "cr-bz", "year": "2020", "number": "12", "unit": "workers", "origin": "", "destination": "",
         "partial": "", "source_address": "https://example.org/n"}  # fmt: skip
SAID = {"source_publisher": "Ministry", "source_seen": "2026-11-20", "source_evidence": "seen"}


def test_a_new_program_becomes_a_record_that_passes_every_rule(small: Catalogue, tmp_path: Path) -> None:
    taken = taking_in.take_in(small, table(tmp_path, [NEW]), TODAY)
    taking_in.write(taken)
    assert taking_in.told(small, taken) == [
        "data/programs/bz-cr.yaml: new",
        "bz-cr: texts are missing in en, fr, and the record says so",
        "1 new, 0 changed, 0 as they were.",
    ]
    text = (small.root / "data/programs/bz-cr.yaml").read_text("utf-8")
    assert text.startswith("id: bz-cr\ntitle:\n  es: Desde Belice\ntype: agreement\n")
    assert "sectors: [agriculture, construction]\n" in text
    assert (
        '  - {address: "https://example.org/new", publisher: Ministerio, seen: 2026-11-19, evidence: seen}\n'
        in text
    )
    assert text.endswith("added: 2026-11-21\n")
    again, problems = load(small.root)
    assert not [*problems, *checks.run(again)]
    made = again.get(Program, "bz-cr")
    assert made.original == "es"
    assert made.translations == {"en": "missing", "fr": "missing"}
    assert made.terms.wage
    assert made.terms.wage.payer == "employer"


def test_a_change_leaves_everything_else_as_it_stands(small: Catalogue, tmp_path: Path) -> None:
    row = {
        "id": "cr-bz", "status": "ended", "start": "", "end": "2020", "wage_payer": "employer",
        "summary_en": "Gist", "summary_es": "Resumen", "summary_fr": "Idée", "source_publisher": "The Ministry",
    }  # fmt: skip
    taken = taking_in.take_in(small, table(tmp_path, [row]), TODAY)
    text = next(iter(taken.changed.values()))
    expected = RECORD.replace("status: active\nstart: 1990\n", "status: ended\nend: 2020\n")
    expected = expected.replace("type:", "summary:\n  en: Gist\n  es: Resumen\n  fr: Idée\ntype:")
    expected = expected.replace("  other:", "    payer: employer\n  other:")
    expected = expected.replace('p", publisher: Ministry', 'p", publisher: The Ministry')
    expected += "revised: 2026-11-21\n"
    assert text == expected


def test_what_a_ministry_gives_in_one_language_is_declared_missing_in_the_others(
    small: Catalogue, tmp_path: Path
) -> None:
    taken = taking_in.take_in(small, table(tmp_path, [{"id": "cr-bz", "summary_es": "Resumen"}]), TODAY)
    taking_in.write(taken)
    again, problems = load(small.root)
    assert not [*problems, *checks.run(again)]
    assert again.get(Program, "cr-bz").translations == {"en": "missing", "fr": "missing"}
    assert taking_in.told(small, taken) == [
        "cr-bz: changed: summary_es",
        "cr-bz: texts are missing in en, fr, and the record says so",
        "0 new, 1 changed, 0 as they were.",
    ]
    more = {**COUNT, **SAID, "year": "2021", "note_es": "Una parte"}
    second = taking_in.take_in(again, table(tmp_path, [more]), TODAY)
    assert second.untranslated == {}  # it was said before
    assert second.columns == {"cr-bz": ["participants 2021 (new)"]}


def test_which_columns_changed_is_told(small: Catalogue, tmp_path: Path) -> None:
    row = {"id": "cr-bz", "wage_en": "Double", "status": "ended", "start": "1990"}
    assert taking_in.take_in(small, table(tmp_path, [row]), TODAY).columns == {"cr-bz": ["status", "wage_en"]}
    counted = taking_in.take_in(small, table(tmp_path, [{**COUNT, "number": "13"}]), TODAY)
    assert counted.columns == {"cr-bz": ["participants 2020 (number)"]}


def test_a_count_is_changed_added_and_never_removed(small: Catalogue, tmp_path: Path) -> None:
    more = {
        "note_en": "A part", "note_es": "Una parte", "note_fr": "Une partie",
        "source_publisher": "Ministry", "source_seen": "2026-11-20", "source_evidence": "seen",
    }  # fmt: skip
    rows = [
        {**COUNT, "number": "13", "partial": "sí", **more},
        {**COUNT, "year": "2021", "number": "7", "origin": "cr", **more},
    ]
    taken = taking_in.take_in(small, table(tmp_path, rows), TODAY)
    value = parse(next(iter(taken.changed.values())), "t").value
    assert [(one["year"], one["number"], one.get("partial"), one.get("origin")) for one in value["participants"]] == [
        (2020, 13, True, None), (2021, 7, None, "cr"),
    ]  # fmt: skip
    one = taking_in.take_in(small, table(tmp_path, rows[1:]), TODAY)
    assert len(parse(next(iter(one.changed.values())), "t").value["participants"]) == 2


def test_counts_that_are_alike_are_told_apart_by_their_order(small: Catalogue, tmp_path: Path) -> None:
    path = small.root / "data/programs/cr-bz.yaml"
    entry = RECORD[RECORD.index("  - year: 2020") : RECORD.index("original: en")]
    other = entry.replace("12", "3").replace("    sources", "    note: {en: b, es: b, fr: b}\n    sources")
    path.write_text(RECORD.replace(entry, entry + other), "utf-8")
    twice, _ = load(small.root)
    rows = [COUNT, {**COUNT, "number": "4"}]
    value = parse(
        next(iter(taking_in.take_in(twice, table(tmp_path, rows), TODAY).changed.values())), "t"
    ).value
    assert [one["number"] for one in value["participants"]] == [12, 4]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_marks_are_read(small: Catalogue, tmp_path: Path, separator: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(
        f"\ufeffID{separator}Status\r\ncr-bz{separator}ended\r\n;;\r\n".replace(";;\r\n", "").encode()
    )
    assert len(taking_in.take_in(small, path, TODAY).changed) == 1


def test_numbers_and_dates_of_a_spreadsheet_are_read_as_they_are_seen(
    small: Catalogue, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Programs"
    sheet.append(["id", "start", "end", "status", "stay_months", "any_origin"])
    sheet.append(["cr-bz", 1991.0, dt.date(2020, 5, 4), "ended", 8, True])
    book.create_sheet("notes").append(["anything"])
    book.save(tmp_path / "t.xlsx")
    value = parse(
        next(iter(taking_in.take_in(small, tmp_path / "t.xlsx", TODAY).changed.values())), "t"
    ).value
    assert (value["start"], value["end"], value["stay_months"], value["any_origin"]) == (
        1991,
        "2020-05-04",
        8,
        True,
    )


P = "t.csv:2"
NO_ID = "is not an id — use a-z, 0-9 and single hyphens, at most 60 in all, e.g. ca-sawp-mx"
NO_NUMBER = "is not a whole number — write digits only, e.g. 26579"
WRONG: dict[str, tuple[list[dict[str, str]], list[str]]] = {
    "id": ([{"id": "../x"}], [f"{P}/id: `../x` {NO_ID}"]),
    "index": ([{"id": "index"}], [f"{P}/id: `index` {NO_ID}"]),
    "twice": ([{"id": "cr-bz"}] * 2, ["t.csv:3/id: `cr-bz` stands in row 2 too — keep one of the rows"]),
    "column": (
        [{"id": "cr-bz", "colour": "x"}],
        ["t.csv:1/colour: this column is not known — name it as in the tables of this site, or delete it"],
    ),
    "no id": (
        [{"status": "ended"}],
        ["t.csv:1: the column `id` is missing — add it; take the tables of this site as a model"],
    ),
    "code": (
        [{"id": "cr-bz", "status": "over"}],
        [f"{P}/status: `over` is not a code of this column — use one of: active, ended"],
    ),
    "state": (
        [{"id": "cr-bz", "origins": "cr es"}],
        [f"{P}/origins: `es` is not a record of countries — use one of: bz, cr"],
    ),
    "territory": (
        [{"id": "cr-bz", "origins_beyond": "qq"}],
        [f"{P}/origins_beyond: `qq` is"],
    ),
    "date": (
        [{"id": "cr-bz", "start": "May 1990"}],
        [f"{P}/start: `May 1990` is not a date — write 2011-04-12, 2011-04 or 2011"],
    ),
    "whole": ([{"id": "cr-bz", "stay_months": "8 months"}], [f"{P}/stay_months: `8 months` {NO_NUMBER}"]),
    "yes": (
        [{"id": "cr-bz", "any_origin": "maybe"}],
        [f"{P}/any_origin: `maybe` is neither yes nor no — write yes, or leave the cell empty"],
    ),
    "markup": (
        [{"id": "cr-bz", "title_en": "<b>x</b>"}],
        [f"{P}/title_en: the text contains an HTML tag — write plain text"],
    ),
    "address": (
        [{"id": "cr-bz", "address": "www.example"}],
        [f"{P}/address: `www.example` is not a web address — write the whole address"],
    ),
    "payer without words": (
        [{"id": "cr-bz", "costs_payer": "worker"}],
        [
            f"{P}/costs_payer: the columns `costs_en`, `costs_es`, `costs_fr` are missing — write at least one: plain"
        ],
    ),
    "unsure": (
        [{"id": "cr-bz", "unsure": "terms.costs"}],
        [f"{P}/unsure: `terms.costs` under `unsure` is not a key of programs/cr-bz"],
    ),
    "title taken away": ([{"id": "cr-bz", "title_fr": ""}], [f"{P}/title_fr: "]),
    "everything at once": (
        [{**NEW, "type": "x", "stay_months": "x"}, {**NEW, "id": "b", "sectors": ""}],
        [
            f"{P}/stay_months: `x` is not",
            f"{P}/type: `x` is not a code of this column",
            "t.csv:3/sectors: the column `sectors` is empty — write it: codes with a space between them",
        ],
    ),
    "new without source": (
        [{key: text for key, text in NEW.items() if not key.startswith("source")}],
        [f"{P}: the column `source_address` is missing — write it: web address, beginning with https://"],
    ),
    "source without a day": (
        [{**NEW, "source_seen": ""}],
        [f"{P}/source_address: an address needs `source_publisher`, `source_seen` and `source_evidence`"],
    ),
    "unknown program": (
        [{**COUNT, "program": "xx"}],
        [f"{P}/program: there is no program `xx` — write the id of a program"],
    ),
    "number": ([{**COUNT, "number": "12,000"}], [f"{P}/number: `12,000` {NO_NUMBER}"]),
    "year": ([{**COUNT, "year": "1800"}], [f"{P}/year: "]),
    "unit": (
        [{**COUNT, **SAID, "unit": "heads"}],
        [f"{P}/unit: `heads` is not a code of this column"],
    ),
    "empty source": (
        [{**NEW, **dict.fromkeys([key for key in NEW if key.startswith("source")], "")}],
        [f"{P}/source_address: the column `source_address` is empty — write it: web address"],
    ),
    "count without number": (
        [{**COUNT, "number": ""}],
        [f"{P}/number: the column `number` is empty — write it: whole number, digits only"],
    ),
    "count without a key": (
        [{"program": "cr-bz", "year": "2020", "number": "1"}],
        [
            f"t.csv:1: the column `{name}` is missing — add it; take the tables of this site as a model"
            for name in ("unit", "origin", "destination", "source_address")
        ],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_written(
    case: str, small: Catalogue, tmp_path: Path
) -> None:
    rows, messages = WRONG[case]
    before = {path: path.read_bytes() for path in (small.root / "data").rglob("*.yaml")}
    with pytest.raises(WrongTable) as wrong:
        taking_in.take_in(small, table(tmp_path, rows), TODAY)
    found = wrong.value.problems
    assert len(found) == len(messages), found
    assert all(
        one.startswith(message) for one, message in zip(sorted(found), sorted(messages), strict=True)
    ), found
    assert str(wrong.value).endswith(f"{len(found)} problem{'s' if len(found) != 1 else ''} in the file.")
    assert before == {path: path.read_bytes() for path in (small.root / "data").rglob("*.yaml")}


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("t.csv", b"", "t.csv: it is empty — send the file again"),
    "blank": (
        "t.csv",
        b"\n\n",
        "t.csv: it has no row of headings — begin with the row that names the columns",
    ),
    "other encoding": (
        "t.csv",
        "id,title_es\nx,Año\n".encode("latin-1"),
        "t.csv: it is not UTF-8 text — save it as “CSV UTF-8”, or as .xlsx",
    ),
    "quotes": ("t.csv", b'id,title_en\nx,"a" b\n', "t.csv: it cannot be read as CSV"),
    "twice": ("t.csv", b"id,id\nx,y\n", "t.csv:1/id: this column stands there twice — keep one of them"),
    "no heading": (
        "t.csv",
        b"id,,start\nx,y,z\n",
        "t.csv:1: column 2 has no heading — name it, or delete the column",
    ),
    "too many cells": (
        "t.csv",
        b"id\nx,y\n",
        "t.csv:2: a cell has no heading above it — see that no text was cut in two",
    ),
    "long": (
        "t.csv",
        b"id,title_en\nx," + b"a" * 6000 + b"\n",
        "t.csv:2/title_en: the text has 6000 characters — shorten it to 5000",
    ),
    "not a spreadsheet": (
        "t.xlsx",
        b"PK\x03\x04rest",
        "t.xlsx: it is damaged — open it, save it again as .xlsx, and send that",
    ),
    "many columns": (
        "t.csv",
        b",".join(b"c%d" % n for n in range(300)) + b"\n",
        "t.csv:1: it has 300 columns — use the columns of the form only",
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused(case: str, small: Catalogue, tmp_path: Path) -> None:
    name, content, message = BAD_FILES[case]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WrongTable) as wrong:
        taking_in.take_in(small, tmp_path / name, TODAY)
    assert wrong.value.problems[0].startswith(message), wrong.value.problems
    assert len(wrong.value.problems) == 1


def test_a_spreadsheet_of_something_else_is_refused(small: Catalogue, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(WrongTable, match="it has no sheet that is read"):
        taking_in.take_in(small, tmp_path / "t.xlsx", TODAY)
    with pytest.raises(WrongTable, match="it cannot be opened"):
        taking_in.take_in(small, tmp_path / "none.csv", TODAY)


def test_the_command_there_and_back(
    small: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small.root)
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    place = str(tmp_path / "programs.xlsx")
    assert main(["programs", "export", place]) == 0
    assert main(["programs", "import", place]) == 0
    assert capsys.readouterr().out.endswith(f"0 new, 0 changed, {len(small.all(Program))} as they were.\n")
    new = str(table(tmp_path, [NEW]))
    assert main(["programs", "import", "--dry-run", new]) == 0
    change = str(table(tmp_path, [{"id": "cr-bz", "status": "ended"}], "c.csv"))
    assert main(["programs", "import", "--dry-run", change]) == 0
    assert "cr-bz: changed: status\n" in capsys.readouterr().out
    assert not (small.root / "data/programs/bz-cr.yaml").exists()
    assert main(["programs", "import", new]) == 0
    assert (small.root / "data/programs/bz-cr.yaml").is_file()
    assert not list((small.root / "data/programs").glob(".*"))
    assert main(["programs", "import", str(table(tmp_path, [{"id": "-"}]))]) == 1
    assert capsys.readouterr().err.endswith("1 problem in the file.\nNothing was written.\n")
    assert main(["programs", "export", str(tmp_path / "programs.ods")]) == 1
    assert "this is neither .csv nor .xlsx" in capsys.readouterr().err


# Whatever the texts are.

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_any_text_survives_the_way_through_csv(rows: list[list[str]]) -> None:
    content = files.to_csv(["id", "title_en"], rows)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    read = files._csv(files.Opened("t.csv", content, "", True))
    assert [list(row.cells.values()) for row in read.rows] == [row for row in rows if any(row)]


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_any_text_survives_the_way_through_a_spreadsheet(rows: list[list[str]]) -> None:
    content = files.to_xlsx({"programs": (["id", "title_en"], rows)})
    (read,) = files._xlsx(files.Opened("t.xlsx", content, "", False))
    assert [list(row.cells.values()) for row in read.rows] == [row for row in rows if any(row)]


KEYS = st.sampled_from(["id", "type", "a"])
VALUES = st.recursive(
    st.text(max_size=5), lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)
COLUMNS = program_columns(list(LANGUAGES))


@given(st.dictionaries(KEYS, VALUES), st.sampled_from(COLUMNS), st.sampled_from(["", "x", "7"]))
def test_what_is_put_is_found_and_nothing_else_is_touched(
    plain: dict[str, Any], column: Column, text: str
) -> None:
    if column.holds == "yes":
        text = "yes" if text else ""
    if column.holds == "whole":
        text = "7" if text else ""
    before = dict(plain)
    beside = [other for other in COLUMNS if other.name == "source_address" and "source" in column.name]
    for other in beside:  # which makes the entry that the other columns of a source are put into
        plain = put(plain, other.way, "https://example.org/")
    after = put(plain, column.way, value_of(column, text)) or {}
    assert {key: plain[key] for key in before} == before
    assert cell(after, column) == text
    top = column.way[0]
    assert {key: value for key, value in after.items() if key != top} == {
        key: value for key, value in before.items() if key != top
    }
