"""The dictionary of fields: nothing of the model is left out, in any language, on the page or in the tables."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import bless
import pytest
from lxml import html

from cam import checks
from cam.dictionary.fields import Field, called, fields, own, pieces
from cam.dictionary.meaning import description, of_way
from cam.dictionary.page import dictionary, lists_in_use
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS, Record, Strict
from cam.model.base import Part, Source, Span
from cam.model.program import Term
from cam.model.records import Meeting, MeetingDate
from cam.offers import tables as paths
from cam.outputs import tables
from cam.render import blocks
from cam.store import Catalogue
from cam.views.reader import Reader
from cam.wording import Wording

LANGUAGES = ("en", "es", "fr")
EVERY: list[type[Strict]] = [Record, *KINDS.values(), *pieces()]
Tree = Callable[..., Path]


def every_field() -> set[Field]:
    return {item for model in EVERY for item in fields(model)}


def by_name(model: type[Strict]) -> dict[str, Field]:
    return {item.name: item for item in fields(model)}


# What the model says


def test_every_class_of_the_model_is_known() -> None:
    assert {Source, Part, Span, MeetingDate, Term} <= set(pieces())
    assert called(Meeting) == "meetings"
    assert called(MeetingDate) == "meeting_date"
    assert called(KINDS["glossary"]) == "glossary"
    assert called(Term) == "term"  # the other class of this name is a kind
    assert called(Record) == "record"
    assert len({called(model) for model in EVERY}) == len(EVERY)
    assert all(set(by_name(model)) == set(model.model_fields) for model in EVERY)


def test_a_field_is_read_as_the_model_has_it() -> None:
    found = by_name(Meeting)
    assert (found["dates"].piece, found["dates"].many, found["dates"].required) == (MeetingDate, True, True)
    assert (found["body"].holds, found["body"].refers, found["body"].required) == (
        "reference",
        "bodies",
        True,
    )
    assert (found["type"].holds, found["type"].listed) == ("code", "meeting_types")
    assert (found["outcome"].holds, found["outcome"].required) == ("text", False)
    assert found["title"].owner is Record
    assert found["title"] not in own(Meeting)
    assert by_name(KINDS["members"])["title"] in own(KINDS["members"])
    glossary = by_name(KINDS["glossary"])["acronyms"]
    assert (glossary.holds, glossary.many, glossary.keyed) == ("words", True, True)
    assert by_name(MeetingDate)["opens"].holds == "time"
    assert by_name(KINDS["programs"])["origins_beyond"].holds == "territory"
    assert by_name(KINDS["editions"])["date"].holds == "date"


def test_what_the_dictionary_does_not_know_is_refused() -> None:
    class Strange(Strict):
        what: bytes

    with pytest.raises(TypeError, match="does not know"):
        fields(Strange)


# Its words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_described_in_every_language(real: Catalogue, language: str) -> None:
    wording = Wording(real, language)
    lacking = [
        f"{called(item.owner)}_{item.name}"
        for item in every_field()
        if description(wording, item).language != language
    ]
    assert sorted(lacking) == []


def test_english_is_said_by_the_model_alone(real: Catalogue) -> None:
    texts = {
        name.partition(".")[2]: text for name, text in real.labels.items() if name.startswith("field_texts.")
    }
    assert {name: text for name, text in texts.items() if set(text) != {"es", "fr"}} == {}
    described = {f"{called(item.owner)}_{item.name}": item.said for item in every_field() if item.said}
    assert texts.keys() == described.keys()
    wording = Wording(real, "en")
    for item in every_field():
        if item.said:
            assert str(description(wording, item)) == item.said


def test_no_word_for_a_field_is_there_without_the_field(real: Catalogue) -> None:
    words = {name.partition(".")[2] for name in real.labels if name.startswith("field_words.")}
    silent = [item for item in every_field() if not item.said]
    known = {f"{called(item.owner)}_{item.name}" for item in silent} | {item.name for item in silent}
    assert words - known == set()
    used = {
        own_name if own_name in words else item.name
        for item in silent
        for own_name in [f"{called(item.owner)}_{item.name}"]
    }
    assert words == used


def test_a_description_that_is_not_translated_says_so(real: Catalogue) -> None:
    wording = Wording(real, "pt")
    said = description(wording, by_name(Record)["title"])
    assert (said.language, said.foreign) == ("en", True)
    way = (by_name(Meeting)["dates"], by_name(MeetingDate)["start"])
    assert str(of_way(Wording(real, "fr"), way)).endswith("\u00a0: premier jour, mois ou année")
    assert of_way(wording, way).foreign
    assert (
        str(description(Wording(real, "fr"), Field("nobody_named_it", Record, "text"))) == "nobody_named_it"
    )


def test_a_translation_that_is_missing_is_a_problem(tree: Tree) -> None:
    path = "data/labels/field_texts.yaml"
    text = (bless.ROOT / path).read_text("utf-8")
    fr = next(line for line in text.splitlines() if line.startswith("  fr: "))
    catalogue, _ = load(tree({path: text.replace(f"{fr}\n", "", 1)}))
    found = [str(problem) for problem in checks.run(catalogue)]
    assert len(found) == 1
    assert found[0].startswith(f"{path}:2: `record_id` is missing in `fr`")


# The page


@pytest.fixture(scope="module", params=LANGUAGES)
def page(real: Catalogue, request: pytest.FixtureRequest) -> tuple[str, html.HtmlElement]:
    reader = Reader(real, request.param, "data/fields/")
    said = blocks(reader, dictionary(reader))
    return said, html.fromstring(f"<div>{said}</div>")


def test_the_page_names_every_field_once(page: tuple[str, html.HtmlElement]) -> None:
    _, tree = page
    for kind, model in KINDS.items():
        (heading,) = tree.xpath(f"//*[@id='{kind}']")
        names = [cell.text_content() for cell in heading.getparent().xpath(".//tbody//th")]
        assert {item.name for item in own(model)} <= set(names)
        assert len(names) == len(set(names))
    everywhere = {cell.text_content().rpartition(".")[2] for cell in tree.xpath("//tbody//th")}
    assert {item.name for item in every_field()} <= everywhere


def test_the_page_leads_to_lists_kinds_and_parts_that_it_has(page: tuple[str, html.HtmlElement]) -> None:
    said, tree = page
    identities = tree.xpath("//@id")
    targets = {href.removeprefix("#") for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert {"list-law_topics", "countries", "source", "span"} <= targets
    assert targets - set(identities) == set()
    assert len(identities) == len(set(identities))
    assert len(gzip.compress(said.encode())) < 30_000


def test_the_page_has_every_code_of_the_lists(real: Catalogue, page: tuple[str, html.HtmlElement]) -> None:
    _, tree = page
    for name in lists_in_use():
        (row,) = tree.xpath(f"//tr[@id='list-{name}']")
        said = row.xpath("./td")[0].text_content()
        assert [code for code in real.vocabulary[name] if f"{code} (" not in said] == []


# The tables of it


@pytest.fixture(scope="module")
def files(real: Catalogue) -> dict[str, bytes]:
    with mock.patch("cam.sheets.book.written", return_value=b""):  # no spreadsheet is read here
        return tables.build(Site(real, [], dt.date.fromisoformat(bless.TODAY)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_table_is_explained(
    real: Catalogue, files: dict[str, bytes], language: str
) -> None:
    text = files[paths.fields_path(real, language)].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for kind in paths.collections(real):
        header = files[paths.sheet_path(real, language, kind, "csv")].decode("utf-8-sig").partition("\n")[0]
        said = [row["column"] for row in rows if (row["kind"], row["table"]) == (kind, kind)]
        assert said == header.split(",")
    assert [row for row in rows if not row["meaning"] or row["language"] != language] == []
    way = {(row["kind"], row["table"], row["column"]): row["field"] for row in rows}
    assert way["meetings", "dates", "start"] == "dates.*.start"
    assert way["programs", "programs", "terms_wage_text"] == "terms.wage.text"
    assert way["programs", "terms_other", "text"] == "terms.other.*.text"
    assert way["meetings", "agenda_speakers", "name"] == "agenda.*.speakers.*.name"
    assert way["glossary", "glossary", "acronyms"] == "acronyms.*"


def test_every_fact_is_of_a_field_of_the_dictionary(real: Catalogue, files: dict[str, bytes]) -> None:
    """The way of a fact, without numbers and languages, leads to a column; a part inside its own sort stands once."""
    rows = list(csv.DictReader(io.StringIO(files["data/fields.csv"].decode("utf-8-sig"), newline="")))
    for kind in paths.collections(real):
        ways = {row["field"].replace(".*", "") for row in rows if row["kind"] == kind}
        known = {(way.partition(".")[0], way.rpartition(".")[2]) for way in ways}
        inside = {last for first, last in known if first == "sources"}
        lines = csv.DictReader(io.StringIO(files[paths.facts_path(kind)].decode("utf-8-sig"), newline=""))
        for line in lines:
            steps = [
                step for step in line["field"].split(".") if not step.isdigit() and step not in LANGUAGES
            ]
            assert (
                (steps[0], steps[-1]) in known
                or (any(step in ("sources", "list_sources") for step in steps) and steps[-1] in inside)
                or (line["type"] == "piece" and any(way.startswith(".".join(steps)) for way in ways))
            ), line


def test_the_dictionary_as_json_speaks_every_language(files: dict[str, bytes]) -> None:
    found = json.loads(files["data/fields.json"])
    assert list(found) == list(KINDS)
    assert found["meetings"]["title"] == {"en": "Meetings", "es": "Reuniones", "fr": "Réunions"}
    (start,) = [item for item in found["meetings"]["tables"]["dates"] if item["column"] == "start"]
    assert start["meaning"] == {
        "en": "first day, month, or year",
        "es": "primer día, mes o año",
        "fr": "premier jour, mois ou année",
    }
    assert (start["field"], start["required"]) == ("dates.*.start", True)


def test_the_closed_lists_as_a_table_hold_every_code(real: Catalogue, files: dict[str, bytes]) -> None:
    text = files["data/codes.csv"].decode("utf-8-sig")
    found = {tuple(row) for row in csv.reader(io.StringIO(text, newline=""))}
    assert ("law_topics", "labour", "fr", "Travail") in found
    assert ("figure_basis", "b", "en", "By country of birth") in found
    wanted = {
        (name, code, language)
        for name in (*lists_in_use(), "figure_attributes", "figure_basis", "figure_keys", "figure_sides")
        for code in real.vocabulary[name]
        for language in LANGUAGES
    }
    assert {row[:3] for row in found} - {("list", "code", "language")} == wanted
