"""The handover pack as page, PDF and Word file: the same parts in each, what they lead to, and hostile texts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import bless
import pypdf
import pytest
from support_handover import (
    LANGUAGES,
    Made,
    changed,
    only,
    opened,
    part,
    reader,
    said_in,
    shown,
    squeezed,
    words_of,
)

from cam import offers
from cam.commands import parser
from cam.commands.said import Say
from cam.documents import pdf
from cam.documents.assembly import document
from cam.documents.papers import handover as paper
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.records import Activity, Officer, Plan
from cam.offers.documents import HANDOVER
from cam.session_reports.committee import succession
from cam.store import Catalogue
from cam.views import desk_handover, desk_handover_ways
from cam.views.blocks import Facts, Notice, Outline
from cam.views.page import anchors
from cam.views.reader import Reader

NAMES = ("committee", "officers", "plan", "calendar", "open", "due", "read", "ways", "week")
HOSTILE = """#import "x": * ]]> =cmd|' /C calc'!A0 #panic("x") <script>alert(1)</script> {{ cam_list("x") }} $x$ *b*"""


# The three forms of the pack


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_pdf_and_word_file_have_the_same_parts_in_the_same_order(
    site: Site, printed: Made, word: Made, language: str
) -> None:
    titles = [reader(site, language).label(f"desk_handover.{name}") for name in NAMES]
    headings = [p.text for p in word(language).paragraphs if p.style.name == "Heading 1"]
    outline = [str(entry["/Title"]) for entry in printed(language).outline if isinstance(entry, dict)]
    page = shown(site, language)
    assert [one.name for one in desk_handover.parts(site, reader(site, language))] == list(NAMES)
    assert [item.text for item in page.xpath("./section/h2")] == titles
    assert page.xpath("./section/h2/@id") == list(NAMES)
    assert headings == titles
    assert outline == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_is_short(printed: Made, language: str) -> None:
    pages = [page.extract_text() for page in printed(language).pages]
    assert 2 <= len(pages) <= 4
    assert all(len(text) > 150 for text in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_links_to_is_named_on_paper_with_its_address(
    site: Site, printed: Made, word: Made, language: str
) -> None:
    pdf_text = squeezed("".join(page.extract_text() for page in printed(language).pages))
    word_text = said_in(word(language))
    found = [one for one in anchors(desk_handover.board(site, reader(site, language))) if not one.outside]
    assert len(found) > 60
    for anchor in found:
        address = squeezed(anchor.href.removeprefix("../../").replace("/#", "#").rstrip("/"))
        for text in (pdf_text, word_text):
            assert squeezed(str(anchor.text)) in text
            assert address in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_are_offered_at_the_foot_of_the_page_and_listed_with_the_data(
    site: Site, language: str
) -> None:
    folder = "" if language == "en" else f"{language}/"
    name = {"en": "Handover pack", "es": "Carpeta de traspaso", "fr": "Dossier de passation"}[language]
    found = {offer.path: offer.text for offer in offers.offers(reader(site, language))}
    wanted = {f"{folder}desk/handover/handover.{ending}" for ending in ("pdf", "docx")}
    assert {path: found.get(path) for path in wanted} == {
        f"{folder}desk/handover/handover.pdf": f"{name} (PDF)",
        f"{folder}desk/handover/handover.docx": f"{name} (DOCX)",
    }
    listed = anchors(offers.documents.listed(Reader(site.catalogue, language, "data/")))
    assert f"{name} (PDF)" in {anchor.name for anchor in listed}
    assert (
        next(page.meta["title"] for page in site.pages if (page.language, page.url) == (language, HANDOVER))
        == name
    )


# How the site works


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_pack_is_one(site: Site, language: str) -> None:
    text = " ".join(words_of(values) for _, values in _ways(site, language))
    commands = re.findall(r"cam (?:new meeting ID|(?:report|freeze)[\w -]+\d)", text)
    assert commands == [
        "cam new meeting ID",
        "cam report chair --from 2015-10 --to 2016-05",
        "cam freeze ID --report session --from 2015-10 --to 2016-05",
    ]
    for command in commands:
        arguments = command.replace("ID", "2027-session").split()[1:]
        assert callable(parser.parser(Say(language)).parse_args(arguments).run)


def _ways(site: Site, language: str) -> list[tuple[str, list[Any]]]:
    return only(Facts, part(site, language, "ways")).rows


def test_without_a_plan_that_can_be_reported_commands_name_no_period(miniature: Site) -> None:
    text = " ".join(words_of(values) for _, values in _ways(miniature, "en"))
    assert "cam report chairRun the workflow" in text
    assert "--from" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_workflow_of_the_pack_exist(site: Site, language: str) -> None:
    forge = place_of(site.catalogue).forge
    outside = [one.href.removeprefix(forge) for one in anchors(part(site, language, "ways")) if one.outside]
    names = [f"{name}-{language}.yml" for name in ("error", "meeting", "date", "date")]
    assert outside == [f"/issues/new?template={name}" for name in names] + ["/actions/workflows/report.yml"]
    for name in names:
        assert (bless.ROOT / ".github/ISSUE_TEMPLATE" / name).is_file()
    assert (bless.ROOT / ".github/workflows/report.yml").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_week_has_ten_steps_in_each_language(site: Site, word: Made, language: str) -> None:
    pieces = only(Outline, part(site, language, "week")).pieces
    assert [piece.label for piece in pieces] == [f"{number}." for number in range(1, 11)]
    texts = [piece.text.text for piece in pieces]
    assert len(set(texts)) == len(desk_handover_ways.STEPS) == 10
    assert {piece.text.language for piece in pieces} == {language}
    assert all(squeezed(text) in said_in(word(language)) for text in texts)


def test_labels_of_the_pack_are_in_every_language_and_french_has_its_spaces(real: Catalogue) -> None:
    labels = {key: entry for key, entry in real.labels.items() if key.startswith("desk_handover.")}
    assert len(labels) > 50
    for key, entry in labels.items():
        assert set(entry) == set(LANGUAGES), key
        assert len({repr(text) for text in entry.values()}) >= 2, key
        assert not re.search(r"[ \w][:;?!»](?!\w)", re.sub(r"\w+: \w+", "", _french(entry))), key


def _french(entry: dict[str, Any]) -> str:
    """Return a label in French; a key of a file, as in “status: moved”, is no sentence."""
    return " ".join(entry["fr"].values()) if isinstance(entry["fr"], dict) else str(entry["fr"])


# Hostile content


def test_hostile_texts_are_texts_on_the_page_and_in_both_files(site: Site) -> None:
    catalogue, hostile = site.catalogue, dict.fromkeys(LANGUAGES, HOSTILE)
    body = succession(catalogue)[0].model_copy(update={"summary": hostile, "unknown": [hostile]})
    officer = catalogue.get(Officer, "delgado-chair-2025").model_copy(
        update={"title": hostile, "unknown": [hostile]}
    )
    plan = catalogue.get(Plan, "cam-2015-2016").model_copy(update={"title": hostile, "unknown": [hostile]})
    activity = catalogue.get(Activity, "cam-2015-2016-3").model_copy(update={"title": hostile})
    other = replace(site, catalogue=changed(catalogue, body, officer, plan, activity))
    page = shown(other, "en")
    assert page.xpath("//script | //*[@onerror]") == []
    assert page.text_content().count(HOSTILE) == 7
    file = opened(other, "en")
    assert said_in(file).count(squeezed(HOSTILE)) == 7
    made = pdf.pdf(document(paper.report(other, reader(other, "en"))))
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert squeezed(text).count(squeezed("<script>alert(1)</script>")) == 7


def test_a_text_in_another_language_is_marked(site: Site) -> None:
    plan = site.catalogue.get(Plan, "cam-2015-2016").model_copy(update={"unknown": [{"en": "Who knows."}]})
    other = replace(site, catalogue=changed(site.catalogue, plan))
    (line,) = only(Notice, part(other, "fr", "plan")).lines
    assert line[0].foreign
    label = reader(other, "fr").label("marks.untranslated", language="anglais")
    assert squeezed(f"Who knows. {label}") in said_in(opened(other, "fr"))


# The entry of the desk


def _links(text: str) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)]+)\)", text)


def test_the_entry_of_the_desk_leads_to_every_board_in_the_same_order_in_every_language(site: Site) -> None:
    texts = {page.language: page.text for page in site.pages if page.url == "desk/"}
    found = {language: list(_links(text)) for language, text in texts.items()}
    assert found["en"] == found["es"] == found["fr"]
    boards = {path.name for path in (bless.ROOT / "docs/en/desk").glob("*.md")} - {"index.md"}
    assert len(boards) >= 5
    assert boards <= {link.partition("#")[0] for link in found["en"]}
    assert {"../about/editing.md", "../session-reports/index.md", "../data/fields.md"} <= set(found["en"])
    assert all('{{ cam_show("desk-forms") }}' in text for text in texts.values())
    headings = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in texts.values()]
    assert headings[0] == headings[1] == headings[2] == ["##"] * 5
    nav = (bless.ROOT / "mkdocs.yml").read_text("utf-8")
    assert "      - desk/handover.md\n" in nav
