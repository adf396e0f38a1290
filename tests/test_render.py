"""From blocks to HTML: whatever comes from data/ is text there, and never more than text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

import bless
import markdown
import pytest
import yaml
from lxml import html
from pydantic import BaseModel

from cam import pages
from cam.frame import place_of
from cam.model import KINDS, Code, PartialDate, Record, Reference, Text
from cam.model.base import AnyReference
from cam.model.law import Country
from cam.model.records import Term
from cam.render import blocks, environment
from cam.store import Catalogue, key
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Links, Moment, Notice, Outline, Piece, Prose, Table
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} {# #}",
    "](javascript:alert(1)) [a](javascript:alert(1))",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</article></title><svg/onload=alert(1)>",
    "--- & &lt; <!-- \\ \u202e é ' : # %",
)
HARMLESS_TAGS = {
    "a", "article", "b", "br", "code", "dd", "div", "dl", "dt", "h1", "h2", "h3", "header", "li", "nav", "ol", "p",
    "pre", "section", "span", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
FILTERS = {
    "noscript",
    "form",
    "label",
    "select",
    "option",
    "input",
    "details",
    "summary",
    "button",
    "progress",
}
"""Tags of lists that can be narrowed, and of the page that keeps the site in a browser."""
CHART = {"figure", "figcaption", "svg", "g", "path", "line", "rect", "text"}
MAP = {"svg", "rect", "path", "circle", "clippath", "g", "text", "title"}


@pytest.fixture
def reader(miniature: bless.Site) -> Reader:
    return Reader(miniature.catalogue, "en", "about/")


def line(reader: Reader, *values: object) -> str:
    """Return inline values as a page shows them."""
    return blocks(reader, [Links(rows=[list(values)])]).split("<li>")[1].split("</li>")[0]


# What pages are made of.

INLINE = [
    ("a & b", "a &amp; b"),
    (Anchor("../x/", "a & b"), '<a href="../x/">a &amp; b</a>'),
    (Anchor("../x/", "a", "b < c"), '<a href="../x/">a</a> <span class="note">(b &lt; c)</span>'),
    (Anchor("https://oas.org/", "a", outside=True), '<a href="https://oas.org/" rel="external">a</a>'),
    (Anchor("x", Words("a", "pt")), '<a href="x"><span lang="pt">a</span></a>'),
    (Badge("a & b", "warn"), '<span class="badge badge--warn">a &amp; b</span>'),
    (Moment("12 April", "2011-04-12"), '<time datetime="2011-04-12">12 April</time>'),
    (Moment("no date & no day", ""), "no date &amp; no day"),
    (Words("a & b", "en"), "a &amp; b"),
    ("\n", "<br>"),
    (["a", "\n", Badge("b")], 'a<br><span class="badge badge--neutral">b</span>'),
]


@pytest.mark.parametrize(("value", "said"), INLINE)
def test_an_inline_value_becomes(reader: Reader, value: object, said: str) -> None:
    assert line(reader, value) == said


def test_every_block_has_its_template() -> None:
    folder = bless.ROOT / "overrides/views/blocks"
    named = {block.template for block in _subclasses(Block) if block.__module__.startswith("cam.views.")}
    assert {path.stem for path in folder.glob("[a-z]*.html")} == named


def _subclasses(block: type[Block]) -> Iterator[type[Block]]:
    for sub in block.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def test_headings_are_linkable_and_only_where_there_is_a_title(reader: Reader) -> None:
    assert '<h2 id="dates">Dates</h2>' in blocks(reader, [Prose("Dates", anchor="dates")])
    assert "<h2" not in blocks(reader, [Prose()])


def test_a_table_names_its_rows_and_its_columns(reader: Reader) -> None:
    """On a narrow screen each cell carries the heading of its column."""
    said = blocks(reader, [Table("T", columns=["A", "B"], rows=[["a", "b"]], anchors=["r1"])])
    assert '<tr id="r1">\n<th scope="row">a</th>\n<td data-label="B">b</td>' in said
    assert 'aria-label="T"' in said


def test_pieces_go_as_deep_as_the_source(reader: Reader) -> None:
    deep = Piece("i", Words("deep", "en"))
    said = blocks(
        reader,
        [
            Outline(
                pieces=[
                    Piece("1", Words("top", "en"), pieces=[Piece("a", Words("mid", "en"), pieces=[deep])])
                ]
            )
        ],
    )
    tree = html.fromstring(said)
    assert tree.xpath("count(//ul//ul//ul)") == 1
    assert tree.xpath("//ul//ul//ul//p")[0].text == "deep"


def test_a_missing_value_stops_the_page_instead_of_leaving_a_hole(reader: Reader) -> None:
    from jinja2 import UndefinedError

    template = environment(reader.catalogue.root).from_string("{{ nothing }}")
    with pytest.raises(UndefinedError):
        template.render()


# Acronyms.


def explained(reader: Reader, *values: object) -> list[str]:
    return html.fromstring(blocks(reader, [Notice(lines=[list(values)])])).xpath("//a[@class='term']/text()")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SIREM is there, SIREM.", ["SIREM"]),
        ("(SIREM)", ["SIREM"]),
        ("«SIREM»", ["SIREM"]),
        ("SIREMs, XSIREM, SIREM-2, CE/SIREM, sirem", []),
        ("<SIREM>", ["SIREM"]),
    ],
)
def test_an_acronym_is_expandable_where_it_first_stands(reader: Reader, text: str, found: list[str]) -> None:
    assert explained(reader, text) == found


def test_an_acronym_is_said_once_a_page_and_not_on_its_own_page(miniature: bless.Site) -> None:
    catalogue = miniature.catalogue
    assert (
        len(explained(Reader(catalogue, "en", "about/"), "SIREM", Words("SIREM", "en"), Words("SIREM", "es")))
        == 1
    )
    assert explained(Reader(catalogue, "en", "glossary/sirem/"), "SIREM") == []


def test_an_acronym_leads_to_its_term_in_the_words_of_the_text(miniature: bless.Site) -> None:
    said = line(Reader(miniature.catalogue, "fr", "about/data/"), Words("SIREM", "es"))
    link = '<a class="term" href="../../glossary/sirem/" data-expansion="Registro interamericano">SIREM</a>'
    assert said == f'<span lang="es">{link}</span>'


def test_the_longest_acronym_wins(miniature: bless.Site) -> None:
    catalogue = with_records(
        miniature.catalogue, [_term("oas", "OAS"), _term("oas-x", "OAS X"), _term("odd", "A.B+")]
    )
    assert explained(Reader(catalogue, "en", "about/"), "OAS X and OAS and A.B+ and AxB+") == [
        "OAS X",
        "OAS",
        "A.B+",
    ]


def _term(identity: str, acronym: str) -> Term:
    text = {"id": identity, "title": {"en": acronym}, "original": "en", "sources": [{"document": "res-1"}]}
    return Term.model_validate(text | {"acronyms": {"en": [acronym]}, "added": "2026-11-20"})


def with_records(catalogue: Catalogue, records: list[Record]) -> Catalogue:
    """Return a copy of a knowledge base with some records put in, whatever they say."""
    copy = dataclasses.replace(
        catalogue, records={kind: dict(each) for kind, each in catalogue.records.items()}
    )
    for record in records:
        copy.records[record.kind][record.id] = record
    return copy


# Hostile texts, put past the model.


def poisoned(value: object, poison: str) -> object:
    """Return a record in which every text is hostile; references, codes, dates and ids stay."""
    if isinstance(value, BaseModel):
        kept = {"id", "address", "archived", "other_addresses", "opens", "closes", "sha256"}
        kept |= {"code", "sex", "partner", "language", "here"}  # no texts: names and codes
        fields = {
            name: part if name in kept else poisoned(part, poison)
            for name in type(value).model_fields
            if (part := getattr(value, name)) is not None
        }
        whole = {name: getattr(value, name) for name in type(value).model_fields} | fields
        return type(value).model_construct(**whole)
    if isinstance(value, (Reference, AnyReference, Code, PartialDate)):
        return value
    if isinstance(value, Text):
        return Text({language: text + poison for language, text in value.items()})
    if isinstance(value, str):
        return value + poison
    if isinstance(value, list):
        return [poisoned(item, poison) for item in value]
    if isinstance(value, dict):
        return {name: poisoned(item, poison) for name, item in value.items()}
    return value


def one_of_each_kind(catalogue: Catalogue, kinds: Iterable[str]) -> list[Record]:
    """Return the longest record of each kind: it has the most fields."""
    return [
        max(catalogue.records[kind].values(), key=lambda record: len(record.model_dump_json()))
        for kind in kinds
    ]


@pytest.mark.parametrize("poison", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_text_is_shown_and_never_run(
    real: Catalogue, miniature: bless.Site, poison: str, language: str
) -> None:
    """Kinds of which this site has no record yet are those of the miniature."""
    own = [kind for kind in KINDS if real.records[kind]]
    for catalogue, kinds in ((real, own), (miniature.catalogue, [kind for kind in KINDS if kind not in own])):
        _shown_and_never_run(catalogue, kinds, poison, language)


def _shown_and_never_run(known: Catalogue, kinds: Iterable[str], poison: str, language: str) -> None:
    records = [poisoned(record, poison) for record in one_of_each_kind(known, kinds)]
    catalogue = with_records(known, records)
    for record in records:
        page = pages.page(catalogue, record, language, place_of(catalogue))
        front, body = _split(page)
        matter = yaml.safe_load(front)
        assert matter["title"] == str(Reader(catalogue, language, "").title(record)), key(record)
        assert matter["render_macros"] is False, "Jinja would run what stands between braces"
        assert set(_running(body)) <= FILTERS | CHART, key(record)
        shown = "".join(html.fromstring(body).itertext())
        assert _spaced(poison) in _spaced(shown), key(record)


@pytest.mark.parametrize("poison", HOSTILE)
def test_a_hostile_text_in_a_brief_is_shown_and_never_run(miniature: bless.Site, poison: str) -> None:
    records = [poisoned(record, poison) for record in miniature.catalogue.every()]
    catalogue = with_records(miniature.catalogue, records)
    for country in catalogue.all(Country):
        front, body = _split(pages.brief_page(catalogue, country, "en"))
        assert yaml.safe_load(front)["render_macros"] is False
        assert set(_running(body)) <= CHART
        assert _spaced(poison) in _spaced("".join(html.fromstring(body).itertext()))


def _split(page: str) -> tuple[str, str]:
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", page, re.DOTALL)
    assert match
    return match[1], match[2]


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _running(body: str) -> list[str]:
    """Return the tags, attributes and addresses of a body that could do something."""
    found = []
    for element in html.fragments_fromstring(body)[0].iter():
        found += [str(element.tag)] if element.tag not in HARMLESS_TAGS else []
        found += [name for name in element.attrib if name.startswith(("on", "style", "src"))]
        found += [
            link
            for link in element.xpath("./@href")
            if not re.match(r"https?://|(\.\./)+([a-z]|$)|#[a-z0-9_-]+$|tel:\+[0-9]+$", link)
        ]
    return found


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_lists_of_an_index_page_are_shown_and_never_run(miniature: bless.Site, poison: str) -> None:
    records = [poisoned(record, poison) for record in miniature.catalogue.every()]
    catalogue = with_records(miniature.catalogue, records)
    site = dataclasses.replace(miniature, catalogue=catalogue)
    for kind in bless.embed.LISTS:
        body = bless.embed.say(site, "cam_list", "en", f"{kind}/", kind)
        wrapped = f"<div>{body}</div>"
        assert set(_running(wrapped)) <= (FILTERS | MAP if kind == "countries" else FILTERS), kind
    for part in [*bless.embed.PARTS, *bless.embed.BOARDS]:
        body = bless.embed.say(site, "cam_show", "en", f"{part}/", part)
        drawn = MAP if part == "program-map" else CHART if part.startswith("figures-") else set()
        drawn |= {"iframe", "src"} if part == "data-embeds" else set()  # this site's own pieces
        assert set(_running(f"<div>{body}</div>")) <= FILTERS | drawn, part


def test_the_test_of_hostile_texts_would_see_them() -> None:
    assert _running("<p><script>x</script></p>") == ["script"]
    assert _running('<p><img src="x" onerror="y"></p>') == ["img", "src", "onerror"]
    assert _running('<p><a href="javascript:x">a</a></p>') == ["javascript:x"]


# What Markdown makes of it.


def test_markdown_takes_a_record_page_as_it_is(miniature: bless.Site) -> None:
    """Otherwise a star or an underscore in a title would become emphasis."""
    catalogue = with_records(
        miniature.catalogue, [poisoned(record, " *a* _b_ `c` # d") for record in miniature.catalogue.every()]
    )
    for name, text in pages.pages(catalogue, place_of(catalogue)):
        body = text.split("\n---\n", 1)[1].strip()
        made = markdown.markdown(body, extensions=["attr_list", "admonition", "tables", "toc"])
        assert made == body, name
