"""The plain twins: every page has one, nothing of the page is lost in it, and no text becomes markup."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import bless
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cam import embed, offers, pages
from cam.documents.nodes import plain as printable
from cam.frame import place_of
from cam.knowledge import Site
from cam.model import KINDS, Text
from cam.model.law import Country
from cam.offers.twins import TYPE, twin_of
from cam.outputs import twins
from cam.plain import prose, signs, wide
from cam.plain.front import _line
from cam.plain.inline import Inline
from cam.plain.twin import Twin
from cam.plain.words import WORDS
from cam.prose import read_pages
from cam.store import Catalogue, is_example, key
from cam.text import Words
from cam.views.blocks import (
    Anchor,
    Badge,
    Block,
    Card,
    Cards,
    Chart,
    Code,
    Drawing,
    Event,
    Facts,
    Line,
    Links,
    Moment,
    Notice,
    Outline,
    Piece,
    Prose,
    Table,
    Timeline,
)
from cam.views.figures import figures_page
from cam.views.page import record_page
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
HOSTILE = (
    "\"quotes\", commas, semi;colons 'single'",
    "*bold* _it_ **x** __y__ `code` ~~gone~~ ~~~",
    "[a](javascript:alert(1)) ![b](c) [d]: e <https://x.org>",
    "<script>alert(1)</script> <!-- --> </b> ]]> <br>",
    "a | b \\| c \\\\| d |",
    "# no heading #",
    "1. no list",
    "12345) no list",
    "- no list",
    "+ no list",
    "> no quotation",
    "--- === ***",
    "&amp; &lt; &#35; & &c",
    "=cmd()|' /C calc'!A0",
    "two\nlines",
    "paragraph\n\n- and a list",
    "tab\there",
    "backslash at the end \\",
    "{{ 7*7 }} {% raw %} {# #} { #id }",
    "\U0001f600 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
    "\u00a0between no-break spaces\u00a0",
    "snake_case _start end_ a_b_c",
    "Stop!",
)


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY))


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, str]:
    """Return every twin of the real site in French by its path; the other languages have the same blocks."""
    return {path: content.decode() for path, content in twins.build(site, "fr").items()}


def one(site: Site, language: str, path: str) -> str:
    """Return a single twin of the real site."""
    reader = Reader(site.catalogue, language, path)
    place, record = place_of(site.catalogue), site.catalogue.find(path.strip("/"))
    if record:
        return Twin(reader, place, record).of_record(record_page(reader, record, place)).decode()
    if path.endswith("/figures/"):
        state = site.catalogue.get(Country, path.split("/")[1])
        return Twin(reader, place, state).of_figures(figures_page(reader, state)).decode()
    (page,) = (page for page in site.pages if (page.language, page.url) == (language, path))
    return Twin(reader, place, page=page).of_prose(site, page).decode()


@pytest.fixture(scope="module")
def small(miniature: Site) -> dict[str, str]:
    """Return every twin of the miniature by its path."""
    found = {path: twin for language in LANGUAGES for path, twin in twins.build(miniature, language).items()}
    return {path: content.decode() for path, content in found.items()}


@pytest.fixture
def reader(miniature: Site) -> Reader:
    return Reader(miniature.catalogue, "en", "about/")


def split(twin: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of a twin."""
    start, front, body = twin.split("---\n", 2)
    assert start == ""
    return yaml.load(front, yaml.CSafeLoader), body


PARSER = MarkdownIt("commonmark").enable("table")


def parsed(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def inlines(markdown: str) -> Iterator[Token]:
    """Yield every token inside the paragraphs, headings and cells of a text."""
    for token in parsed(markdown):
        yield from token.children or ()


def headings(markdown: str) -> Iterator[str]:
    """Yield the text of each heading."""
    for token, after in pairwise(parsed(markdown)):
        if token.type == "heading_open":
            yield "".join(child.content for child in after.children or ())


def text_of(markdown: str) -> str:
    """Return what a parser reads as text, blocks on lines of their own."""
    lines = []
    for token in parsed(markdown):
        said = [child.content or "\n" * child.type.endswith("break") for child in token.children or ()]
        lines.append("".join(said) or token.content * (token.type == "fence"))
    return "\n".join(lines)


# Every page has one.


def expected(site: Site, language: str) -> set[str]:
    catalogue = site.catalogue
    paths = {page.url for page in site.pages if page.language == language}
    paths |= {f"{key(record)}/" for record in catalogue.every() if not is_example(record)}
    paths |= {
        f"{key(country)}/{name}/" for country in catalogue.all(Country) for name in ("brief", "figures")
    }
    return {("" if language == "en" else f"{language}/") + f"{path}index.md" for path in paths}


def test_every_page_has_a_twin(site: Site, made: dict[str, str]) -> None:
    assert len(made) > 990
    assert set(made) == expected(site, "fr")


def test_it_has_one_in_every_language(miniature: Site, small: dict[str, str]) -> None:
    assert set(small) == set().union(*(expected(miniature, language) for language in LANGUAGES))


def test_what_is_made_up_has_no_twin(miniature: Site, small: dict[str, str]) -> None:
    assert any(is_example(record) for record in miniature.catalogue.every())
    assert [path for path in small if "example-" in path] == []
    assert "members/cr-dgme/index.md" in small


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_offers_its_twin(miniature: Site, small: dict[str, str], language: str) -> None:
    catalogue = miniature.catalogue
    for path in ("", "mandates/res-1-2/", "countries/cr/brief/", "countries/cr/figures/", "lists/"):
        found = [offer for offer in offers.offers(Reader(catalogue, language, path)) if offer.type == TYPE]
        assert [offer.path for offer in found] == [twin_of(catalogue, language, path)]
        assert found[0].path in small


def test_a_page_of_an_example_offers_none(miniature: Site) -> None:
    example = next(record for record in miniature.catalogue.every() if is_example(record))
    assert offers.offers(Reader(miniature.catalogue, "en", f"{key(example)}/")) == []


# Front matter.


def test_the_front_matter_says_what_the_page_is(site: Site) -> None:
    front, body = split(one(site, "es", "mandates/ag-res-2738-2/"))
    base = "https://cam-knowledge-base.github.io/site/"
    assert front == {
        "title": "Cómo debe trabajar la CAM",
        "description": front["description"],
        "kind": "mandates",
        "record": "mandates/ag-res-2738-2",
        "language": "es",
        "translation": "working",
        "address": f"{base}es/mandates/ag-res-2738-2/",
        "languages": {"en": f"{base}mandates/ag-res-2738-2/", "fr": f"{base}fr/mandates/ag-res-2738-2/"},
        "date": "2026-11-21",
        "edition": "Edición no oficial",
        "edition_note": front["edition_note"],
        "citation": front["citation"],
        "license": "CC BY 4.0",
        "license_address": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert front["address"] in front["citation"]
    assert front["description"].startswith("La CAM se rige")
    assert body.startswith("\n# Cómo debe trabajar la CAM\n\nMandato · AG/RES. 2738 (XLII-O/12), párr. 2\n")


def test_every_front_matter_can_be_read(made: dict[str, str]) -> None:
    wanted = {
        "title",
        "kind",
        "language",
        "translation",
        "address",
        "languages",
        "date",
        "license",
        "citation",
    }
    states = {"original", "official", "working", "outdated", "missing"}
    for path, twin in made.items():
        front, _ = split(twin)
        assert wanted <= set(front), path
        assert front["translation"] in states
        assert front["address"].endswith(path.removesuffix("index.md"))
        assert front["language"] == "fr"


@pytest.mark.parametrize("text", [*HOSTILE, "\x85 \u2028 \u2029 \x7f \ufeff \x9f", '\\" \\n \\u0041'])
def test_front_matter_gives_back_every_text(text: str) -> None:
    assert yaml.safe_load(_line("title", text)) == {"title": text}


def test_a_record_that_is_not_translated_says_so(small: dict[str, str]) -> None:
    front, body = split(small["fr/systems/sirem/index.md"])
    assert (front["translation"], front["text_language"]) == ("missing", "es")
    assert set(front["languages"]) == {"en", "es"}
    assert re.search(r"^# .+ \(en espagnol, non traduit\)$", body, re.MULTILINE)


def test_prose_that_is_not_translated_says_so(small: dict[str, str]) -> None:
    front, body = split(small["fr/bulletins/2026-11-first/index.md"])
    assert (front["translation"], front["text_language"], front["language"]) == ("missing", "en", "fr")
    assert "Pas encore traduit\u00a0; texte affiché en anglais." in body
    translated, _ = split(small["es/bulletins/2026-11-first/index.md"])
    assert translated["translation"] == "working"
    assert "text_language" not in translated


def test_what_is_only_remembered_is_marked(site: Site) -> None:
    record = next(law for law in site.catalogue.all(KINDS["laws"]) if "title" in law.unsure)
    marks = {"en": "(Not confirmed)", "es": "(Sin confirmar)", "fr": "(Non confirmé)"}
    for language, mark in marks.items():
        assert mark in one(site, language, f"{key(record)}/")


# The Markdown.


def test_the_markdown_is_clean(made: dict[str, str]) -> None:
    """No HTML but line breaks in tables, absolute links, one title, no level of headings left out.

    In every prose page (they have no record), and in every ninth of the others.
    """
    written = [path for path, twin in made.items() if "\nrecord: " not in twin]
    assert len(written) > 70
    for path in [*written, *sorted(set(made) - set(written))[::9]]:
        tokens = parsed(split(made[path])[1])
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert not [token for token in tokens if token.type in ("html_block", "code_block", "hr")], path
        for child in (child for token in tokens for child in token.children or ()):
            assert child.type != "html_inline" or child.content == "<br>", path
            assert child.type != "image", path
            href = str(child.attrs.get("href", ""))
            assert child.type != "link_open" or re.match(r"(https?://|webcal://|tel:)", href), (path, href)


def test_rows_of_tables_have_as_many_cells_as_columns(made: dict[str, str]) -> None:
    for path in ("fr/treaties/index.md", "fr/compare/index.md", "fr/countries/mx/figures/index.md"):
        rows, cells = [], 0
        for token in parsed(split(made[path])[1]):
            cells += token.type in ("th_open", "td_open")
            if token.type == "tr_close":
                rows.append(cells)
                cells = 0
        assert len(rows) > 30
        lines = [line for line in made[path].splitlines() if line.startswith("|")]
        assert len(lines) == len(rows) + len([line for line in lines if set(line) <= set("|-: ")])


NOT_CONTENT = " | ".join(
    [
        *(
            "//noscript",
            "//form",
            "//nav",
            "//details[.//nav]",
            "//svg",
            "//iframe",
            "//caption",
            "//*[@data-keep]",
        ),
        *(
            "//*[@hidden]",
            "//ul[@class='legend']",
            "//*[@aria-hidden='true']",
            "//p[@class='differs']",
            "//td/time",
        ),
        *("//p[@class='brief__legend'][contains(., '( )')]", "//div[@class='flow-legend']/p"),
        *("//table[@class='grid']//th", "//th[.='Size']"),
    ]
)
"""What a plain page has no use for: choices, signs with their legend, drawings, the empty days of a month. (The size of
a ZIP is filled in when the pages are finished; `Size` stands for that word in any language.)"""


def shown(page: str) -> set[str]:
    """Return every text of a page's HTML, without what is only for choosing or drawing."""
    tree = html.fragment_fromstring(page, create_parent=True)
    for element in tree.xpath(NOT_CONTENT):
        element.drop_tree()
    found = (" ".join(text.split()) for text in tree.itertext())
    return {text for text in found if re.search(r"\w", text)}


def missing(page: str, twin: str) -> list[str]:
    """Return the texts of a page that its twin does not have."""
    said = " ".join(text_of(split(twin)[1]).split())
    return sorted(text for text in shown(page) if text.strip("()") not in said)


def test_nothing_that_a_page_of_prose_says_is_lost(site: Site, made: dict[str, str]) -> None:
    lost, words = {}, 0
    for page in site.pages:
        if page.language != "fr":
            continue
        for match in re.finditer(r"\{\{ *(cam_\w+)\((?:\"([\w-]+)\")?\) *\}\}", page.text):
            said = embed.say(site, match[1], page.language, page.url, *filter(None, [match[2]]))
            said = said.replace(Reader(site.catalogue, "fr", "").label("offline.size"), "Size")
            words += 1
            if found := missing(said, made[f"fr/{page.url}index.md"]):
                lost[page.url, match[0]] = found[:5]
    assert words > 70
    assert lost == {}


def test_nothing_that_the_page_of_a_record_says_is_lost(site: Site, made: dict[str, str]) -> None:
    """The page of each kind with the most on it, and the brief and the figures of a state."""
    catalogue, place = site.catalogue, place_of(site.catalogue)
    lost = {}
    for records in catalogue.records.values():
        paths = {
            f"fr/{key(record)}/index.md": record for record in records.values() if not is_example(record)
        }
        if paths:
            path = max(paths, key=lambda path: len(made[path]))
            page = pages.page(catalogue, paths[path], "fr", place).split("---\n", 2)[2]
            lost[path] = missing(page, made[path])
    mexico = catalogue.get(Country, "mx")
    for name, page in (("brief", pages.brief_page), ("figures", pages.state_figures)):
        path = twin_of(catalogue, "fr", f"countries/mx/{name}/")
        lost[path] = missing(page(catalogue, mexico, "fr").split("---\n", 2)[2], made[path])
    assert len(lost) > 25
    assert {path: found for path, found in lost.items() if found} == {}


def test_the_comparison_finds_what_is_lost(site: Site) -> None:
    twin = one(site, "en", "mandates/ag-res-2738-2/")
    assert missing("<p>Nowhere <b>in it</b></p><form>choose</form>", twin) == ["Nowhere", "in it"]
    assert missing("<h1>How the CAM is to work</h1>", twin) == []


def test_a_chart_is_told_in_words_with_the_way_to_its_figures(site: Site) -> None:
    twin = one(site, "en", "countries/mx/figures/")
    said = re.search(
        r"^Chart: Mexico: Immigrants and emigrants\. Lines from 1990 to (\d{4})\. .+$", twin, re.MULTILINE
    )
    assert said
    assert f"11,596,529 in {said[1]}" in said[0]
    assert "/countries/mx/figures/figures.csv)" in twin


def test_the_matrix_of_treaties_needs_no_legend(site: Site) -> None:
    row = next(line for line in one(site, "en", "treaties/").splitlines() if line.startswith("| [Mexico]"))
    assert "Party, June 7, 2000, accession" in row
    assert "Not listed as party" in row


def test_the_calendar_keeps_what_has_no_day(site: Site) -> None:
    month = one(site, "en", "calendar/months/").split("\n## November 2015\n")[1].split("\n## ")[0]
    assert "### Month only: no day given\n\n- **November \\[2015\\]** [" in month


def test_pages_that_need_a_script_say_what_is_here_instead(made: dict[str, str]) -> None:
    assert "/fr/all/)" in made["fr/search/index.md"]
    assert "Ici, tout figure." in made["fr/laws/index.md"]


def test_the_same_records_make_the_same_bytes(miniature: Site) -> None:
    assert twins.build(miniature, "fr") == twins.build(miniature, "fr")


def test_a_twin_is_the_same_whether_its_page_was_kept_or_not(miniature: Site, small: dict[str, str]) -> None:
    anew = replace(miniature, catalogue=replace(miniature.catalogue))
    with bless.stood_in():
        assert list(pages.pages(anew.catalogue, place_of(anew.catalogue)))
    assert len(anew.catalogue.__dict__["_views"]) > 100
    found = {path: twin.decode() for path, twin in twins.build(anew, "es").items()}
    assert found == {path: twin for path, twin in small.items() if path.startswith("es/")}


# Text is never markup.


def read_back(markdown: str) -> str:
    """Return the text of a piece of Markdown; it may hold nothing but text, links, strong words and line breaks."""
    tokens = list(inlines(markdown))
    allowed = {"text", "link_open", "link_close", "strong_open", "strong_close", "text_special"}
    assert {token.type for token in tokens} <= allowed, markdown
    return "".join(token.content for token in tokens)


def same(text: str, back: str) -> bool:
    return back == printable(text).strip(" ")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_from_everywhere(text: str) -> None:
    said = signs.text(text)
    assert same(text, read_back(signs.paragraph(said)))
    assert same(text, read_back(signs.heading(said, 2)))
    assert same(text, read_back(f"- {signs.paragraph(said)}"))
    table = f"| a | b |\n| --- | --- |\n| {signs.cell(said)} | end |"
    cells = [token.children or [] for token in parsed(table) if token.type == "inline"]
    assert len(cells) == 4
    assert same(text, "".join(child.content for child in cells[2]))
    assert "".join(child.content for child in cells[3]) == "end"


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    """As a paragraph, an item of a list, a heading and a cell."""
    said = signs.text(text)
    if not signs.cell(said):
        return
    for markdown in (signs.paragraph(said), f"- {signs.paragraph(said)}", signs.heading(said, 3)):
        assert same(text, read_back(markdown)), repr(markdown)
    table = f"| a |\n| --- |\n| {signs.cell(said)} |"
    assert [token.type for token in parsed(table)].count("td_open") == 1
    assert same(text, read_back(table).removeprefix("a"))


@given(st.lists(st.text(alphabet="ab _*`[]()<>!&#\\|~-+.1;x\n\u00a0é", max_size=6), min_size=1, max_size=5))
def test_texts_beside_each_other_make_no_markup(texts: list[str]) -> None:
    said = "".join(map(signs.text, texts))
    whole = "".join(texts)
    if whole.strip(" "):
        assert same(whole, read_back(signs.paragraph(said)))


ANCHORS = st.builds(
    Anchor,
    st.sampled_from(["../x/", "https://example.org/a_(b)?q=<x>&amp;y=|z#f", "#here", "x.csv"]),
    st.text(alphabet="ab _*`[]()<>!&#\\|~\né", min_size=1, max_size=8).filter(str.strip),
)


@given(st.text(alphabet="ab !\\[", max_size=4), ANCHORS, st.text(alphabet="ab (!\\[", max_size=4))
def test_a_link_stays_one_link(before: str, anchor: Anchor, after: str) -> None:
    markdown = signs.paragraph(inline().said([before, anchor, after]))
    tokens = list(inlines(markdown))
    assert [token.type for token in tokens].count("link_open") == 1, markdown
    (link,) = (token for token in tokens if token.type == "link_open")
    wanted = urljoin("https://example.org/site/about/", anchor.href)
    assert signs.target(wanted).replace("&amp;", "&") == str(link.attrs["href"])
    assert "".join(token.content for token in tokens).strip() == f"{before}{anchor.text}{after}".strip()


def inline() -> Inline:
    class Nobody:
        language = "en"

    return Inline(Nobody(), "https://example.org/site/about/")  # type: ignore[arg-type]


HREFS = (
    "../",
    "../../",
    "../x/y/#z",
    "./",
    "",
    "a.csv",
    "#b",
    "?c=1",
    "../x/../y/",
    "../.a/b",
    "http://a.org",
)


@pytest.mark.parametrize("href", [*HREFS, "https://b.org/", "mailto:a@b.org"])
def test_links_lead_where_those_of_the_page_lead(href: str) -> None:
    place = "https://example.org/REPO/es/countries/mx/figures/"
    writer = inline()
    writer.address = place
    assert writer.absolute(href) == urljoin(place, href)


def blocks_of(text: str) -> list[Block]:
    """Return one of each kind of block, with a text in every place that data can fill."""
    words, anchor = Words(text, "en"), Anchor("../x/", text, note=text)
    drawing = Drawing("lines", (".", ","), text, (Line(text, ((2020, 1),)),))
    return [
        Facts(text, rows=[(text, [words, Badge(text), [text, anchor]])]),
        Links(text, rows=[[anchor, " — ", words], [text]]),
        Table(text, columns=[text, "b"], rows=[[text, [anchor, "\n", words]]], credit=[words]),
        Chart(text, drawing=drawing, description=text, credit=[words], table=anchor),
        Outline(text, pieces=[Piece(text, words, [anchor], pieces=[Piece("", words, links_label=text)])]),
        Prose(text, intro=text, paragraphs=[words]),
        Notice(text, lines=[[words], [anchor]]),
        Timeline(text, events=[Event(Moment(text, ""), [anchor], words, [Badge(text)])]),
        Cards(text, cards=[Card(anchor, text, words, [Badge(text)])]),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts_in_every_block(reader: Reader, text: str) -> None:
    writer = wide.PageWriter(reader, "https://example.org/cam/about/")
    markdown = "\n\n".join(writer.blocks(blocks_of(text)))
    tokens = parsed(markdown)
    assert [token.type for token in tokens].count("heading_open") == 9
    assert [token.type for token in tokens].count("th_open") == 2
    assert [token.type for token in tokens].count("td_open") == 2
    kinds = {token.type for token in tokens} | {token.type for token in inlines(markdown)}
    assert not kinds & {
        "html_block",
        "code_block",
        "code_inline",
        "image",
        "hr",
        "em_open",
        "blockquote_open",
    }
    assert {token.content for token in inlines(markdown) if token.type == "html_inline"} <= {"<br>"}
    headings = [after.children or [] for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert all(same(text, "".join(child.content for child in heading)) for heading in headings)
    said = text_of(markdown)
    assert said.count(printable(text).strip()) >= 30


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_the_title(miniature: Site, text: str) -> None:
    """On the page of each record, and wherever another page names it."""
    titled = {
        kind: {
            name: record.model_copy(update={"title": Text({"en": text})}) for name, record in records.items()
        }
        for kind, records in miniature.catalogue.records.items()
    }
    site = replace(miniature, catalogue=replace(miniature.catalogue, records=titled))
    made = {path: content.decode() for path, content in twins.build(site, "en").items()}
    for record in site.catalogue.every():
        if is_example(record):
            continue
        front, body = split(made[f"{key(record)}/index.md"])
        assert front["title"] == text
        assert same(text, next(headings(body)))
    for path, twin in made.items():
        tokens = parsed(split(twin)[1])
        kinds = {token.type for token in tokens} | {
            child.type for token in tokens for child in token.children or ()
        }
        assert not kinds & {"html_block", "code_block", "code_inline", "image", "hr", "em_open"}, path


@pytest.mark.parametrize("code", ["curl x", "a ``` b", "  indented\n\n<b> & ````\n"])
def test_code_comes_back_as_it_is(reader: Reader, code: str) -> None:
    markdown = "\n\n".join(
        wide.PageWriter(reader, "https://example.org/").blocks([Code("Example", text=code)])
    )
    (fence,) = (token for token in parsed(markdown) if token.type == "fence")
    assert fence.content == f"{code}\n"


# Words and blocks: none is forgotten.


def test_every_word_has_its_blocks() -> None:
    assert set(WORDS) == set(embed.WORDS)


def kinds_of_blocks(kind: type[Block] = Block) -> Iterator[type[Block]]:
    for one in kind.__subclasses__():
        yield from kinds_of_blocks(one)
        if one.__module__.startswith("cam.views"):
            yield one


def test_every_kind_of_block_can_be_written() -> None:
    found = set(kinds_of_blocks())
    assert len(found) > 18
    assert found - set(wide.EVERY) == set()


def test_a_block_that_nobody_can_write_stops_the_build(reader: Reader) -> None:
    class Unknown(Block):
        template = "unknown"

    with pytest.raises(TypeError, match="add it to WRITERS"):
        list(wide.PageWriter(reader, "https://example.org/").blocks([Unknown()]))


# The Markdown of editors.


def resolved(path: str) -> str:
    return f"https://example.org/{path}"


PROSE = [
    ("[a](../index.md)", "[a](https://example.org/)"),
    ("[a](data.md#x)", "[a](https://example.org/about/data/#x)"),
    ("[a](../laws/index.md#b) [c](https://x.org/index.md)", "[a](https://example.org/laws/#b) [c](https://x.org/index.md)"),
    ("[a](#here)", "[a](#here)"),
    ("## Sources { #sources }\n\nText", "## Sources\n\nText"),
    ("## Where {: #complain }", "## Where"),
    ("Use `{ #id }` so", "Use `{ #id }` so"),
    ('!!! note "Mind"\n    One.\n\n    - Two.\n\nAfter', "> **Mind**\n>\n> One.\n>\n> - Two.\n\nAfter"),
    ("!!! warning\n    One.\n", "> **Warning**\n>\n> One."),
    ('!!! note ""\n    One.\n', "> One."),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), PROSE)
def test_what_only_this_sites_generator_reads_is_taken_out(written: str, said: str) -> None:
    assert prose.plain(written, "about/page.md", resolved) == said
