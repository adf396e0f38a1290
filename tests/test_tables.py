"""The tables: read back by other libraries and compared with the records; the data package; the DCAT catalogue."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import posixpath
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import bless
import frictionless
import openpyxl
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from cam import files as cam_files
from cam import prose
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS, Record, Text
from cam.model.figures import Dataset
from cam.model.law import Law, Treaty
from cam.model.program import Program
from cam.model.records import Meeting
from cam.offers import tables as paths
from cam.outputs import api, figures, tables
from cam.programs_exchange.files import to_csv
from cam.sheets import book, turtle
from cam.sheets.book import About, Book, Heading, Page
from cam.sheets.dcat import PREFIXES
from cam.sheets.filling import Cell, exported
from cam.sheets.layout import layouts
from cam.sheets.package import slug
from cam.store import Catalogue, is_example, key
from cam.views.blocks import Anchor
from cam.views.reader import Reader

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own

TODAY = dt.date.fromisoformat(bless.TODAY)
LANGUAGES = {"en": "", "es": "es/", "fr": "fr/"}
Files = dict[str, bytes]
Rows = list[dict[str, str]]
Tree = Callable[..., Path]


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, prose.read_pages(bless.ROOT, real.languages), TODAY)


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return tables.build(site)


@pytest.fixture(scope="module")
def small(miniature: Site) -> Files:
    return tables.build(miniature)


def text_of(cell: str) -> str:
    """Return what a cell of CSV stands for, as the page says: without the first of its apostrophes, if it begins so."""
    return cell.removeprefix("'")


def rows(content: bytes) -> Rows:
    assert content.startswith(b"\xef\xbb\xbf")
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: text_of(cell) for name, cell in line.items()} for line in lines]


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each sheet of a spreadsheet but the first, which is no table."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    found = {}
    for sheet in workbook.worksheets[1:]:
        head, *body = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, line, strict=True)) for line in body]
    return found


# One fact a row


def put(holder: Any, way: list[str], value: Any) -> Any:
    """Put a value at the end of a way: numbers count entries of a list from 1, anything else is a key."""
    step, rest = way[0], way[1:]
    if step.isdigit():
        holder = [] if holder is None else holder
        place = int(step) - 1
        assert place <= len(holder), way
        if place == len(holder):
            holder.append(None)
        holder[place] = put(holder[place], rest, value) if rest else value
        return holder
    holder = {} if holder is None else holder
    holder[step] = put(holder.get(step), rest, value) if rest else value
    return holder


def together(facts: Rows) -> dict[str, Any]:
    """Return the record that facts were taken from, with nothing but the facts to go by."""
    readers = {"number": int, "yes": {"yes": True, "no": False}.__getitem__, "piece": lambda _: {}}
    record: dict[str, Any] = {}
    for fact in facts:
        way = [*fact["field"].split("."), *([fact["language"]] if fact["language"] else [])]
        put(record, way, readers.get(fact["type"], str)(fact["value"]))
    return record


def without_empty(value: Any) -> Any:
    """Return a value without the keys that hold nothing; what a list holds stays."""
    if isinstance(value, dict):
        inner = {name: without_empty(item) for name, item in value.items()}
        return (
            {name: item for name, item in inner.items() if item is not None and item != []} if inner else {}
        )
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def by_record(content: bytes) -> dict[str, Rows]:
    found = defaultdict(list)
    for row in rows(content):
        found[row["record"]].append(row)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_put_together_again_from_its_facts(
    real: Catalogue, files: Files, kind: str
) -> None:
    records = {key(record): record for record in exported(real, kind)}
    found = by_record(files[paths.facts_path(kind)]) if records else {}
    assert list(found) == list(records)
    for name, record in records.items():
        again = together(found[name])
        assert type(record).model_validate(again).model_dump() == record.model_dump()
        empty_maps = {place for place, value in record.model_dump().items() if value == {}}
        wanted = without_empty({k: v for k, v in record.model_dump().items() if k not in empty_maps})
        assert again == wanted, name


def test_all_records_have_facts_but_those_that_are_made_up(real: Catalogue, files: Files) -> None:
    named = {row["record"] for name, content in files.items() if "/facts/" in name for row in rows(content)}
    assert named == {key(record) for record in real.every() if not is_example(record)}
    assert any(is_example(record) for record in real.every())
    assert "data/facts/offers.csv" not in files  # all of them are made up


def test_a_fact_says_what_it_is(files: Files) -> None:
    found = by_record(files["data/facts/meetings.csv"])["meetings/ceam-2011-02-16"]
    rows_of = {(row["field"], row["language"]): (row["value"], row["type"], row["list"]) for row in found}
    assert rows_of["dates.1.start", ""] == ("2011-02-16", "date", "")
    assert rows_of["body", ""] == ("ceam", "reference", "bodies")
    assert rows_of["original", ""][1:] == ("code", "source_languages")
    assert rows_of["dates.1.year_inferred", ""] == ("no", "yes", "")
    assert {language for field, language in rows_of if field == "title"} == {"en", "es", "fr"}


def test_what_is_only_remembered_is_marked_in_each_fact(real: Catalogue, files: Files) -> None:
    marked, named = set(), set()
    for record in (item for kind in paths.collections(real) for item in exported(real, kind)):
        named |= {(key(record), name) for name in record.unsure if attrgetter(name)(record)}
    for kind in paths.collections(real):
        for row in rows(files[paths.facts_path(kind)]):
            own = [
                name for name in real.find(row["record"]).unsure if f"{row['field']}.".startswith(f"{name}.")
            ]
            assert (row["unsure"] == "yes") == bool(own), row
            marked |= {(row["record"], name) for name in own}
    assert marked == named
    assert {"title", "terms.wage", "replaced_by"} <= {name for _, name in marked}


# One record a row


def expected(record: Record, name: str, language: str) -> str | None:
    """Return what stands in the column of a field, None where that is no plain value."""
    value = getattr(record, name)
    if isinstance(value, Text):
        return value.get(language)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        plain = all(isinstance(item, str) for item in value) and name not in ("authors", "partners")
        return "; ".join(value) if value and plain and " " not in "".join(value) else None
    return "" if value is None else str(value) if isinstance(value, (str, int)) else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_says_what_the_records_say(real: Catalogue, files: Files, language: str) -> None:
    compared = Counter[str]()
    for kind in paths.collections(real):
        found = {row["id"]: row for row in rows(files[f"{LANGUAGES[language]}data/{kind}.csv"])}
        assert list(found) == [record.id for record in exported(real, kind)]
        for record in exported(real, kind):
            for name in type(record).model_fields.keys() & found[record.id].keys():
                wanted = expected(record, name, language)
                if wanted is not None and not (isinstance(getattr(record, name), list) and name == "notes"):
                    assert found[record.id][name] in (wanted, wanted.replace("; ", "\n")), (record.id, name)
                    compared[kind] += 1
    assert len(compared) == len(paths.collections(real)) == 26
    assert compared.total() > 14_000


def test_codes_and_references_are_said_in_the_language_of_the_table(files: Files) -> None:
    found = {row["id"]: row for row in rows(files["fr/data/laws.csv"])}
    row = found["ag-caricom-skilled-1997"]
    assert (row["country"], row["country_name"]) == ("ag", "Antigua-et-Barbuda")
    assert (row["topics"], row["topics_name"]) == ("free-movement; labour", "Libre circulation; Travail")
    assert (row["translation_state"], row["translation_state_name"]) == ("working", "Traduction de travail")
    assert row["page"] == "https://cam-knowledge-base.github.io/site/fr/laws/ag-caricom-skilled-1997/"
    terms = {row["id"]: row for row in rows(files["es/data/glossary.csv"])}
    assert terms["oas"]["acronyms"].splitlines() == ["en: OAS", "es: OEA", "fr: OEA"]


def test_a_text_that_is_not_translated_says_so(small: Files) -> None:
    found = {row["id"]: row for row in rows(small["fr/data/systems.csv"])}
    assert found["sirem"]["title"].endswith(" [en espagnol, non traduit]")
    assert found["sirem"]["translation_state"] == "missing"


# Spreadsheets


@pytest.fixture(scope="module")
def books(real: Catalogue, files: Files) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return every spreadsheet in French, read by openpyxl."""
    return {kind: sheets(files[f"fr/data/{kind}.xlsx"]) for kind in paths.collections(real)}


def test_a_spreadsheet_and_its_csv_say_the_same(real: Catalogue, files: Files, books: dict) -> None:
    for kind in paths.collections(real):
        there = [
            {name: "" if cell is None else str(cell) for name, cell in row.items()}
            for row in books[kind][kind]
        ]
        assert there == rows(files[f"fr/data/{kind}.csv"]), kind


def test_parts_that_a_record_has_several_of_have_a_sheet_with_a_row_each(
    real: Catalogue, books: dict
) -> None:
    wanted = [
        (item.id, str(at), part.country, part.status, part.date)
        for item in real.all(Treaty)
        for at, part in enumerate(item.participations, 1)
    ]
    sheet = books["treaties"]["participations"]
    found = [tuple(row[name] for name in ("record", "entry", "country", "status", "date")) for row in sheet]
    assert found == wanted
    assert len(found) > 200
    dates = [(row["record"], row["start"], row["end"]) for row in books["meetings"]["dates"]]
    assert dates == [(item.id, date.start, date.end) for item in real.all(Meeting) for date in item.dates]


def test_a_part_has_a_csv_that_says_what_its_sheet_says(files: Files, books: dict) -> None:
    compared = 0
    for kind, found in books.items():
        for layout in layouts(kind)[1:]:
            path = f"fr/data/{kind}.{layout.name}.csv"
            assert (path in files) == (layout.name in found and layout.name != "sources"), path
            if path in files:
                there = [
                    {name: "" if cell is None else str(cell) for name, cell in row.items()}
                    for row in found[layout.name]
                ]
                assert there == rows(files[path]), path
                compared += 1
    assert compared > 50
    first = rows(files["data/meetings.dates.csv"])[0]
    assert {"record", "entry", "start", "opens", "place", "status", "status_name", "unsure"} <= first.keys()


def test_a_part_that_is_only_remembered_names_its_columns(real: Catalogue, files: Files) -> None:
    compared = 0
    for kind in paths.collections(real):
        for path in (name for name in files if re.fullmatch(rf"data/{kind}\.[a-z_]+\.csv", name)):
            table = path.split(".")[1]
            for row in rows(files[path]):
                whole = any(name == table for name in real.find(f"{kind}/{row['record']}").unsure)
                if whole:
                    assert "unsure" in row
                    assert row["unsure"].split("; ")[0] in row
                    compared += 1
    assert compared > 0


def test_a_source_is_said_with_its_whole_address(real: Catalogue, files: Files) -> None:
    found = {row["id"]: row["sources"].splitlines() for row in rows(files["data/portals.csv"])}
    compared = 0
    for record in exported(real, "portals"):
        for source, line in zip(record.sources, found[record.id], strict=True):
            if source.address and not source.document:
                assert source.address in line
                assert "…" not in line
                compared += len(source.address) > 80
    assert compared > 5


def test_parts_inside_parts_keep_their_place(real: Catalogue, books: dict) -> None:
    agenda = {(row["record"], row["entry"]): row["name"] for row in books["meetings"]["agenda_speakers"]}
    for (name, place), speaker in agenda.items():
        slot, at = (int(number) for number in place.split("."))
        assert real.get(Meeting, name).agenda[slot - 1].speakers[at - 1].name == speaker
    items = [row["entry"] for row in books["framework"]["items"] if row["record"] == "section-1"]
    assert items[:3] == sorted(items[:3])
    assert any("." in place for place in items)


def test_counts_are_the_numbers_of_rows(books: dict) -> None:
    compared = 0
    for kind, found in books.items():
        for layout in layouts(kind)[1:]:
            if layout.name not in found or len(layout.way) != 1:
                continue
            outer = Counter(row["record"] for row in found[layout.name] if "." not in row["entry"])
            column = f"{layout.name}_count"
            counted = {row["id"]: row[column] for row in found[kind] if row[column]}
            assert dict(outer) == counted, layout.name
            compared += 1
    assert compared > 30


def test_every_source_stands_in_one_sheet(real: Catalogue, books: dict) -> None:
    for kind, found in books.items():
        sources = found.get("sources", [])
        top = Counter(row["record"] for row in sources if re.fullmatch(r"sources\.[0-9]+", row["field"]))
        assert top == {record.id: len(record.sources) for record in exported(real, kind) if record.sources}
    row = next(row for row in books["meetings"]["sources"] if row["field"] == "dates.1.sources.1")
    source = real.get(Meeting, row["record"]).dates[0].sources[0]
    assert (row["document"], row["address"]) == (source.document, source.address)


def test_no_cell_is_a_formula_and_the_first_sheet_says_what_this_is(real: Catalogue, files: Files) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(files["es/data/laws.xlsx"]))
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert workbook.sheetnames == ["Acerca de", "laws", "unconfirmed", "sources", "Columnas"]
    about = {row[0].value: row[1].value for row in workbook["Acerca de"].iter_rows() if row[0].value}
    assert about["Licencia"] == "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
    assert about["Cómo citar"].endswith("https://cam-knowledge-base.github.io/site/es/laws/")
    assert about["Edición"].startswith("Edición no oficial. ")
    assert about["Fecha de los datos"] == Reader(real, "es", "").wording.date(real.newest_day)
    assert about["Hojas"] == f"laws: {len(real.all(Law))} filas"
    assert workbook.properties.title == "Textos legales – Base de conocimientos de la CAM".replace(
        "Textos legales", Reader(real, "es", "").label("kinds.laws")
    )


def test_what_is_only_remembered_is_marked_in_its_cell(real: Catalogue, files: Files) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/laws.xlsx"]))["laws"]
    names = [cell.value for cell in sheet[1]]
    marked = {
        (row[0].value, names[at])
        for row in sheet.iter_rows(min_row=2)
        for at, cell in enumerate(row)
        if cell.font.i
    }
    wanted = {
        (item.id, column)
        for item in real.all(Law)
        for name in item.unsure
        for column in (name, f"{name}_name")
        if column in names and getattr(item, name) not in (None, [])
    }
    assert marked == wanted
    assert len(marked) > 40


def test_a_heading_says_what_its_column_holds(files: Files) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files["fr/data/laws.xlsx"]))["laws"]
    hints = {
        str(rule.sqref): (rule.promptTitle, rule.prompt) for rule in sheet.data_validations.dataValidation
    }
    assert hints["A1"][0] == "id"
    assert ("valid_from", "entrée en vigueur, si une source l’indique") in hints.values()
    assert len(hints) == sheet.max_column


def test_the_same_book_is_the_same_bytes(miniature: Site, small: Files, tmp_path: Path) -> None:
    made = Book(
        About("About", "A", [("a", "b")]), [Page("p", [Heading("h", 9, "x")], [[Cell("1")]])], "w", "c"
    )
    assert book.file_of(made) == book.file_of(made)
    with zipfile.ZipFile(io.BytesIO(book.file_of(made))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    other = dataclasses.replace(miniature, catalogue=dataclasses.replace(miniature.catalogue, root=tmp_path))
    for path in (miniature.catalogue.root / "data/figures").glob("*.csv"):
        bless.write(tmp_path / "data/figures" / path.name, path.read_bytes())
    assert tables.build(other) == small  # nothing of the second is kept from the first


def test_a_spreadsheet_is_kept_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Book(About("About", "A", []), [], "w", "c")
    first = book.written(made, tmp_path, "a.xlsx")
    monkeypatch.setattr(book, "file_of", lambda _: b"made again")
    assert book.written(made, tmp_path, "a.xlsx") == first
    assert book.written(dataclasses.replace(made, author="x"), tmp_path, "a.xlsx") == b"made again"
    assert [path.read_bytes() for path in (tmp_path / "sheets").iterdir()] == [b"made again"]


def test_what_is_kept_under_a_name_takes_the_place_of_what_was(tmp_path: Path) -> None:
    assert cam_files.kept_one(tmp_path, "a", "1", lambda: b"one") == b"one"
    assert cam_files.kept_one(tmp_path, "a", "1", lambda: b"two") == b"one"
    assert cam_files.kept_one(tmp_path, "b", "2", lambda: b"three") == b"three"
    assert cam_files.kept_one(tmp_path, "a", "2", lambda: b"two") == b"two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2.a", "2.b"]


def test_names_of_sheets_and_columns_can_be_told_apart() -> None:
    for kind in KINDS:
        names = [layout.name for layout in layouts(kind)]
        assert len({name.casefold() for name in names}) == len(names)
        assert [name for name in names if len(name) > 31 or not re.fullmatch("[a-z_]+", name)] == []
        for layout in layouts(kind):
            columns = [column.name for column in layout.columns]
            assert len(set(columns)) == len(columns), layout.name


def test_a_cell_holds_no_more_than_a_spreadsheet_admits() -> None:
    long = "é" * 40_000
    page = Page("p", [Heading("n" * 40, 9, "h" * 300)], [[Cell(long)]])
    made = book.file_of(Book(About("About", "A", []), [page], "w", "c"))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["p"]
    assert sheet["A2"].value == long[:32_766] + "…"
    assert len(sheet.data_validations.dataValidation[0].prompt) == 255


# Hostile texts


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1 202 370 5000",
    "-1",
    "@SUM(A1:A9)",
    "'quoted at its start",
    "''=twice",
    'a "quoted" word, a comma; a semicolon',
    "first line\nsecond line",
    "]]> & < > &amp; \\n \\",
    "😀 👩🏽\u200d⚕️ é ñ ç ’ “”",
    "שלום, العربية",
    "0123",
    "1e5",
    "_x0041_",
    "https://example.org/?a=1&b=2",
]


def hostile_theme(number: int, text: str) -> str:
    languages = dict.fromkeys(LANGUAGES, text)
    return json.dumps(
        {
            "id": f"hostile-{number}",
            "title": languages,
            "notes": [languages, dict.fromkeys(LANGUAGES, f"{text}.")],
            "original": "en",
            "sources": [{"document": "res-1", "section": text.replace("\n", " ")}],
            "added": "2026-11-20",
        },
        ensure_ascii=False,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the tables of the miniature with records whose texts try to be something else."""
    root = tmp_path_factory.mktemp("hostile")
    bless.lay_out(root, bless.MINIATURE)
    for number, text in enumerate(HOSTILE):
        bless.write(root / f"data/themes/hostile-{number}.yaml", hostile_theme(number, text))
    catalogue, problems = load(root)
    assert not problems
    return tables.build(Site(catalogue, [], TODAY))


def test_hostile_texts_come_back_from_csv(hostile: Files) -> None:
    for folder in LANGUAGES.values():
        found = {row["id"]: row for row in rows(hostile[f"{folder}data/themes.csv"])}
        for number, text in enumerate(HOSTILE):
            assert found[f"hostile-{number}"]["title"] == text
            assert found[f"hostile-{number}"]["notes"] == f"{text}\n{text}."
    facts = by_record(hostile["data/facts/themes.csv"])
    for number, text in enumerate(HOSTILE):
        again = together(facts[f"themes/hostile-{number}"])
        assert again["title"] == dict.fromkeys(LANGUAGES, text)
        assert again["notes"][1]["fr"] == f"{text}."
        assert again["sources"][0]["section"] == text.replace("\n", " ")


def test_no_cell_of_a_csv_begins_like_a_formula(hostile: Files, files: Files) -> None:
    signs = ("=", "+", "-", "@", "\t", "\r")
    begun = 0
    for name, content in {**files, **hostile}.items():
        if name.endswith(".csv"):
            for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                assert [cell for cell in line if cell.startswith(signs)] == [], name
                begun += sum(cell.startswith("'") for cell in line)
    assert begun > 7 * 5
    assert rows(to_csv(["a", "b"], [["\t=1", "'"]])) == [{"a": "\t=1", "b": "'"}]


def test_hostile_texts_come_back_from_a_spreadsheet_as_texts(hostile: Files) -> None:
    for folder in LANGUAGES.values():
        workbook = openpyxl.load_workbook(io.BytesIO(hostile[f"{folder}data/themes.xlsx"]))
        found = {row[0].value: row for row in workbook["themes"].iter_rows(min_row=2)}
        for number, text in enumerate(HOSTILE):
            cell = found[f"hostile-{number}"][1]
            assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


# The data package


@pytest.fixture(scope="module")
def package(site: Site, files: Files, tmp_path_factory: pytest.TempPathFactory) -> frictionless.Package:
    """Return the data package as frictionless reads it from a copy of the site's files."""
    root = tmp_path_factory.mktemp("package")
    for name, content in {**files, **figures.build(site)}.items():
        bless.write(root / name, content)
    return frictionless.Package(str(root / "datapackage.json"))


def test_the_package_describes_every_table(
    real: Catalogue, files: Files, package: frictionless.Package
) -> None:
    wanted = {name for name in files if name.endswith(".csv")}
    wanted |= {paths.figures_path(record.id) for record in real.all(Dataset)}
    assert {resource.path for resource in package.resources} == wanted
    assert package.name == "cam-knowledge-base"
    assert package.version == str(real.newest_day)
    assert package.licenses == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert frictionless.Package.validate_descriptor(package.to_descriptor()).valid
    for resource in package.resources:
        assert re.fullmatch(r"[a-z0-9._-]+", resource.name)


VALIDATED = (
    "mandates-en", "meetings-es", "laws-fr", "programs-fr", "treaties-en", "portals-en", "officers-fr", "glossary-es",
    "countries-fr", "fields-fr", "codes", "facts-bodies", "facts-treaties", "figures-undesa-2024-stock",
    "figures-unhcr-applications", "figures-worldbank-wdi", "meetings.dates-en", "meetings.agenda_speakers-fr",
    "framework.items-es", "plans.sections_parts-en", "programs.participants-fr", "treaties.participations-es",
    "discrepancies.readings-en", "datasets.measures-fr",
)  # fmt: skip
"""Some of each sort: all of them take a quarter of a minute."""


@pytest.mark.parametrize("name", VALIDATED)
def test_a_resource_of_the_package_is_valid(package: frictionless.Package, name: str) -> None:
    report = package.get_resource(name).validate()
    assert report.flatten(["type", "note"]) == []


def test_frictionless_reads_the_values(real: Catalogue, package: frictionless.Package) -> None:
    found = {row["id"]: row for row in package.get_resource("programs-es").read_rows()}
    for record in real.all(Program):
        row = found[record.id]
        assert (row["any_origin"], row["stay_months"]) == (record.any_origin, record.stay_months)
        assert row["participants_count"] == len(record.participants)
    stock = package.get_resource("figures-undesa-2024-stock").read_rows()[0]
    assert stock["year"] == int(real.figures["undesa-2024-stock"].rows[0].key[-1])


@pytest.mark.parametrize(
    ("column", "wrong", "problem"),
    [
        ("body", "no-such-body", "foreign-key"),
        ("type", "banquet", "constraint-error"),
        ("dates_count", "many", "type-error"),
        ("title", "", "constraint-error"),
        ("id", "ceam-2011-02-16", "primary-key"),
    ],
)
def test_what_is_wrong_in_a_table_is_found(
    files: Files, tmp_path: Path, column: str, wrong: str, problem: str
) -> None:
    """The descriptor says enough for another library to tell a table that does not fit."""
    for name in ("datapackage.json", "data/bodies.csv", "data/plans.csv", "data/meetings.csv"):
        bless.write(tmp_path / name, files[name])
    head, *lines = csv.reader(io.StringIO(files["data/meetings.csv"].decode("utf-8-sig"), newline=""))
    lines[0][head.index(column)] = wrong
    bless.write(tmp_path / "data/meetings.csv", to_csv(head, lines))
    broken = frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("meetings-en")
    assert {kind for (kind,) in broken.validate().flatten(["type"])} >= {"hash-count", problem}


def test_the_name_of_the_package_is_made_of_the_site_s() -> None:
    assert slug("Base de conocimientos de la CAM – Año 1") == "base-de-conocimientos-de-la-cam-ano-1"


def test_figures_keep_their_producer_s_licence(real: Catalogue, files: Files) -> None:
    resources = {item["name"]: item for item in json.loads(files["datapackage.json"])["resources"]}
    for record in real.all(Dataset):
        item = resources[f"figures-{record.id}"]
        assert item["sources"] == [{"title": record.producer["en"], "path": record.address}]
        said = item["licenses"][0]["title"]
        assert (said == record.licence) == ("licence" not in record.unsure)
        assert record.licence in said
    assert any(
        "not confirmed" in item["licenses"][0]["title"] for item in resources.values() if "licenses" in item
    )


def test_figures_say_how_they_are_to_be_read(real: Catalogue, files: Files) -> None:
    resources = {item["name"]: item for item in json.loads(files["datapackage.json"])["resources"]}
    for record in real.all(Dataset):
        item = resources[f"figures-{record.id}"]
        said = {field["name"]: field.get("description", "") for field in item["schema"]["fields"]}
        doubted = {measure.code for measure in record.measures if measure.zero_unsure}
        assert {name for name, text in said.items() if "A 0 may also mean" in text} == doubted
        assert ("a 0 may also mean" in item["description"]) == bool(doubted)
        assert not record.caution or record.caution["en"] in item["description"]
        assert item["schema"]["missingValues"] == [""]
    stock = {item["name"]: item for item in resources["figures-undesa-2024-stock"]["schema"]["fields"]}
    assert stock["basis"]["description"].startswith("b: By country of birth; br: By country of birth, refug")
    assert stock["basis"]["constraints"]["enum"] == ["b", "br", "c", "cr"]


def test_signs_are_missing_values_where_they_may_stand_alone(small: Files) -> None:
    resources = {item["name"]: item for item in json.loads(small["datapackage.json"])["resources"]}
    report = resources["figures-cr-2026-2"]
    assert report["schema"]["missingValues"] == ["", "na", "nr"]
    assert "na (not available or not applicable) and nr (not reliable)" in report["description"]


def test_several_values_in_a_cell_are_separated_as_the_package_says(files: Files) -> None:
    found = json.loads(files["datapackage.json"])["description"]
    assert "separated by a semicolon and a space" in found
    about = openpyxl.load_workbook(io.BytesIO(files["data/laws.xlsx"]))["About"]
    assert any("separated by a semicolon and a space" in str(row[1].value) for row in about.iter_rows())
    (row,) = [row for row in rows(files["data/laws.csv"]) if row["id"] == "ag-caricom-skilled-1997"]
    assert row["topics"].split("; ") == ["free-movement", "labour"]


def test_a_count_names_the_file_that_has_the_rows(files: Files) -> None:
    resources = {item["name"]: item for item in json.loads(files["datapackage.json"])["resources"]}
    said = {item["name"]: item["description"] for item in resources["meetings-en"]["schema"]["fields"]}
    assert said["dates_count"].endswith("(number of rows in the table dates, in the file meetings.dates.csv)")
    counts = [text for name, text in said.items() if name.endswith("_count")]
    named = {found[1] for text in counts if (found := re.search(r"(meetings\.[a-z_]+\.csv)", text))}
    assert len(named) > 5
    assert {f"data/{name}" for name in named} <= files.keys()
    foreign = resources["meetings.dates-fr"]["schema"]["foreignKeys"][0]
    assert foreign == {"fields": ["record"], "reference": {"resource": "meetings-fr", "fields": ["id"]}}


# The catalogue


@pytest.fixture(scope="module")
def graph(files: Files) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["data/catalog.jsonld"], format="json-ld")


def test_both_forms_of_the_catalogue_say_the_same(files: Files, graph: rdflib.Graph) -> None:
    other = rdflib.Graph().parse(data=files["data/catalog.ttl"], format="turtle")
    assert len(graph) > 2000
    assert isomorphic(graph, other)


def test_every_file_of_the_catalogue_is_made(site: Site, files: Files, graph: rdflib.Graph) -> None:
    made = {**files, **figures.build(site), **api.build(site)}
    base = "https://cam-knowledge-base.github.io/site/"
    found = {str(address).removeprefix(base) for address in graph.objects(None, DCAT.downloadURL)}
    assert found - made.keys() == set()
    tables_made = {name for name in files if re.search(r"data/(facts/)?[a-z_.]+\.(csv|xlsx)$", name)}
    beside = {"data/codes.csv", "data/fields.csv", "es/data/fields.csv", "fr/data/fields.csv"}
    assert tables_made - beside <= found
    for file in graph.subjects(RDF.type, DCAT.Distribution):
        path = str(graph.value(file, DCAT.downloadURL)).removeprefix(base)
        size = graph.value(file, DCAT.byteSize)
        assert size is None or int(size) == len(made[path])
        assert (None, DCAT.distribution, file) in graph
        assert (file, DCTERMS.license, None) in graph or (file, DCTERMS.rights, None) in graph


def test_every_dataset_says_who_when_and_under_which_licence(real: Catalogue, graph: rdflib.Graph) -> None:
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(paths.collections(real)) + len(real.all(Dataset))
    catalogue = graph.value(None, RDF.type, DCAT.Catalog)
    assert set(graph.objects(catalogue, DCAT.dataset)) == datasets
    for dataset in datasets:
        assert {title.language for title in graph.objects(dataset, DCTERMS.title)} == set(LANGUAGES)
        publisher = graph.value(dataset, DCTERMS.publisher)
        assert {name.language for name in graph.objects(publisher, FOAF.name)} == set(LANGUAGES)
        assert (dataset, DCTERMS.license, None) in graph or (dataset, DCTERMS.rights, None) in graph
        assert graph.value(dataset, DCTERMS.modified).datatype == rdflib.XSD.date
        assert (dataset, DCTERMS.spatial, None) in graph
        assert (dataset, DCTERMS.accrualPeriodicity, None) not in graph  # nobody has promised one
        for period in graph.objects(dataset, DCTERMS.temporal):
            start, end = graph.value(period, DCAT.startDate), graph.value(period, DCAT.endDate)
            assert 1800 < int(str(start)) <= int(str(end)) < 2100


def test_everything_that_the_catalogue_names_here_is_described(graph: rdflib.Graph) -> None:
    described = set(graph.subjects(RDF.type))
    base = "https://cam-knowledge-base.github.io/site/"
    named = {item for item in graph.objects() if str(item).startswith(base) and "#" in str(item)}
    assert named - described == set()
    service = graph.value(None, RDF.type, DCAT.DataService)
    assert graph.value(service, DCAT.endpointURL) == rdflib.URIRef(f"{base}api/v1/")


def test_turtle_escapes_what_would_end_a_text_or_an_address() -> None:
    address = "https://example.org/a b|c^d`e{f}\\"
    node = {"@id": "https://example.org/x", "@type": "dcat:Dataset",
            "dct:title": [{"@value": text, "@language": "fr"} for text in [*HOSTILE, 'a\t"\r\n\\"']],
            "dct:source": {"@id": turtle.iri(address)}}  # fmt: skip
    found = rdflib.Graph().parse(data=turtle.turtle([node], PREFIXES), format="turtle")
    assert {str(title) for title in found.objects(None, DCTERMS.title)} == {*HOSTILE, 'a\t"\r\n\\"'}
    (source,) = found.objects(None, DCTERMS.source)
    assert str(source) == "https://example.org/a%20b%7Cc%5Ed%60e%7Bf%7D%5C"


# What is offered


def offered(site: Site, language: str, path: str) -> Iterator[str]:
    record = site.catalogue.find(path.strip("/"))
    return (offer.path for offer in paths.offers(Reader(site.catalogue, language, path), path, record))


def test_tables_are_offered_from_the_pages_that_they_belong_to(site: Site, files: Files) -> None:
    assert list(offered(site, "es", "laws/")) == [
        "es/data/laws.xlsx",
        "es/data/laws.csv",
        "data/facts/laws.csv",
    ]
    assert list(offered(site, "en", "data/")) == [
        "datapackage.json",
        "data/catalog.jsonld",
        "data/catalog.ttl",
    ]
    assert list(offered(site, "fr", "data/fields/")) == [
        "fr/data/fields.csv",
        "data/fields.json",
        "data/codes.csv",
    ]
    assert list(offered(site, "fr", "datasets/unhcr-solutions/")) == ["figures/unhcr-solutions.csv"]
    assert list(offered(site, "fr", "offers/")) == []  # all of them are made up
    assert list(offered(site, "fr", "laws/no-such-law/")) == []


def resolved(language: str, href: str) -> str:
    """Return where a link on the page of data leads, from the root of the site."""
    return posixpath.normpath(posixpath.join(f"{LANGUAGES[language]}data/", href))


def test_all_that_is_made_is_offered_somewhere(site: Site, files: Files) -> None:
    pages = [*(f"{kind}/" for kind in KINDS), "data/", "data/fields/"]
    found = {path for language in LANGUAGES for page in pages for path in offered(site, language, page)}
    for language in LANGUAGES:
        for block in paths.listed(Reader(site.catalogue, language, "data/")):
            for row in block.rows if block.anchor == "tables-parts" else []:
                found |= {resolved(language, part.href) for part in row[1] if isinstance(part, Anchor)}
    assert found == files.keys()


def test_a_knowledge_base_without_records_has_a_package_and_a_catalogue(tree: Tree) -> None:
    catalogue, _ = load(tree())
    bare = dataclasses.replace(catalogue, records={kind: {} for kind in KINDS}, figures={})
    found = tables.build(Site(bare, [], TODAY))
    assert sorted(name for name in found if "facts" in name or name.endswith("xlsx")) == []
    parsed = rdflib.Graph().parse(data=found["data/catalog.ttl"], format="turtle")
    assert (None, RDF.type, DCAT.Catalog) in parsed


def test_what_is_damaged_is_made_again(tmp_path: Path) -> None:
    def one(made: bytes) -> bytes:
        return cam_files.kept_one(tmp_path, "a", "1", lambda: made, lambda kept: kept.endswith(b"!"))

    assert one(b"first!") == b"first!"
    assert one(b"second!") == b"first!"
    (tmp_path / "1.a").write_bytes(b"fir")
    assert one(b"third!") == b"third!"
    assert (tmp_path / "1.a").read_bytes() == b"third!"


def test_what_cannot_be_cleared_away_is_left(tmp_path: Path) -> None:
    (tmp_path / "0.a/folder").mkdir(parents=True)
    assert cam_files.kept_one(tmp_path, "a", "1", lambda: b"one") == b"one"
    assert (tmp_path / "0.a/folder").is_dir()
