"""The printable report: read back as a reader's programs read it, safe from what stands in the data, the same twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bless
import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from cam import outputs
from cam.documents import assembly, content, flatten, nodes, pdf, rendering, tables, written, zipped
from cam.documents.docx import docx as make_docx
from cam.indicators import region, years
from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.law import Country
from cam.prose import read_pages
from cam.store import Catalogue
from cam.text import Words
from cam.views import blocks
from cam.views.reader import Reader
from cam.views.treaties import Matrix, Sign

LANGUAGES = ("en", "es", "fr")
CHARTS = bless.ROOT / ".cache" / "charts"
HOSTILE = r"""#panic("x") $x^2$ *b* _i_ @ref <label> \ `raw` // no /* no */ = h ]] & <w:p/> "q" 'a' %{{ x }} ~ --- #"""


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY))


@pytest.fixture(scope="module")
def documents(site: Site) -> dict[str, nodes.Document]:
    return {language: assembly.document(content.report(site, language)) for language in LANGUAGES}


@pytest.fixture(scope="module")
def pdfs(documents: dict[str, nodes.Document]) -> dict[str, bytes]:
    return {language: pdf.pdf(document, CHARTS) for language, document in documents.items()}


@pytest.fixture(scope="module")
def words(documents: dict[str, nodes.Document]) -> dict[str, bytes]:
    return {language: make_docx(document, CHARTS) for language, document in documents.items()}


def text_of(content: bytes, pages: int) -> str:
    """Return what the first pages of a PDF say, on one line."""
    shown = pypdf.PdfReader(io.BytesIO(content)).pages[:pages]
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in shown))


def headline(site: Site, language: str) -> str:
    """Return the number of immigrants of the region in the newest year, as a language writes it."""
    catalogue = site.catalogue
    states = [country.id for country in catalogue.all(Country)]
    found = region(catalogue, "immigrants", max(years(catalogue, "immigrants")), states)
    assert found.cell.value
    return Reader(catalogue, language, "").wording.number(int(found.cell.value)).replace("\u00a0", " ")


# PDF


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_named_and_in_its_language(
    pdfs: dict[str, bytes], documents: dict[str, nodes.Document], language: str
) -> None:
    read = pypdf.PdfReader(io.BytesIO(pdfs[language]))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert read.metadata
    assert read.metadata.title == documents[language].title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    said = [str(entry["/Title"]) for entry in read.outline if isinstance(entry, dict)]
    chapters = [section.title for section in documents[language].sections]
    assert [title for title in chapters if not any(entry.endswith(title) for entry in said)] == []


def tags(element: Any, wanted: str) -> Iterator[Any]:
    """Yield the elements of a PDF's tree of tags that bear one name."""
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from tags(child, wanted)
    elif isinstance(element, dict):
        if element.get("/S") == wanted:
            yield element
        if "/K" in element:
            yield from tags(element["/K"], wanted)


def test_every_picture_of_the_pdf_is_described_and_every_table_has_headings(pdfs: dict[str, bytes]) -> None:
    tree: Any = pypdf.PdfReader(io.BytesIO(pdfs["es"])).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    figures = list(tags(tree, "/Figure"))
    assert len(figures) > 100
    assert all(figure.get("/Alt") for figure in figures)
    found = list(tags(tree, "/Table"))
    assert found
    assert all(any(tags(table, "/TH")) for table in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_say_the_headline_as_the_language_writes_numbers(
    site: Site, pdfs: dict[str, bytes], words: dict[str, bytes], language: str
) -> None:
    assert headline(site, language) in text_of(pdfs[language], 5)
    file = docx.Document(io.BytesIO(words[language]))
    assert headline(site, language) in " ".join(p.text for p in file.paragraphs).replace("\u00a0", " ")


def test_the_pdf_brings_its_fonts_and_none_of_the_machine(pdfs: dict[str, bytes]) -> None:
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(pdfs["fr"])).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            names.add(str(font.get_object()["/BaseFont"]).split("+")[-1].split("-")[0])
    assert names <= {"LibertinusSerif", "NewCM10", "NewCMMath", "DejaVuSansMono"}


# DOCX


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_has_headings_tables_and_properties(
    documents: dict[str, nodes.Document], words: dict[str, bytes], language: str
) -> None:
    file, document = docx.Document(io.BytesIO(words[language])), documents[language]
    chapters = [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 1"]
    assert chapters == [section.title for section in document.sections]
    flat = [node for section in document.sections for node in everything(section.nodes)]
    grids = [node for node in flat if isinstance(node, nodes.Grid)]
    galleries = [node for node in flat if isinstance(node, nodes.Gallery)]
    assert len(file.tables) == len(grids) + len(galleries)
    heads = [t for t in file.tables if t._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None]
    assert len(heads) == len(grids)
    known = file.core_properties
    assert (known.title, known.language, known.revision) == (document.title, language, 1)
    assert str(known.created.date()) == str(known.modified.date()) == str(document.date)
    default = file.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert default.get(qn("w:val"))[:2] == language


def everything(given: Any) -> Iterator[Any]:
    for node in given:
        yield from node.nodes if isinstance(node, nodes.Sideways) else [node]


def test_every_picture_of_the_word_file_is_described_and_has_a_number_of_its_own(
    words: dict[str, bytes],
) -> None:
    body = docx.Document(io.BytesIO(words["fr"])).element.body
    pictures = list(body.iter(qn("wp:docPr")))
    assert len(pictures) > 100
    assert all(picture.get("descr") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == len(pictures)


def test_links_inside_lead_somewhere_and_links_outside_are_absolute(words: dict[str, bytes]) -> None:
    file = docx.Document(io.BytesIO(words["es"]))
    body = file.element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(places)) == len(places)
    inside = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert inside
    assert inside <= set(places)
    outside = {rel.target_ref for rel in file.part.rels.values() if rel.is_external}
    assert all(re.match(r"https?://", address) for address in outside)
    assert any(address.startswith("https://cam-knowledge-base.github.io/site/es/") for address in outside)


# The same twice


def test_the_same_content_gives_the_same_bytes(
    documents: dict[str, nodes.Document], pdfs: dict[str, bytes], words: dict[str, bytes], tmp_path: Path
) -> None:
    assert pdf.pdf(documents["fr"], tmp_path) == pdfs["fr"]
    assert make_docx(documents["fr"], tmp_path) == words["fr"]


def test_a_zip_file_depends_on_nothing_but_its_files() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("b.txt", "b")
        archive.writestr("[Content_Types].xml", "x")
    settled = zipped.settled(target.getvalue())
    assert settled == zipped.zipped({"[Content_Types].xml": b"x", "b.txt": b"b"})
    assert zipfile.ZipFile(io.BytesIO(settled)).namelist() == ["[Content_Types].xml", "b.txt"]


def test_what_is_kept_is_not_made_again(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    for module, name in (("cam.documents.pdf", "pdf"), ("cam.documents.docx", "docx")):
        monkeypatch.setattr(f"{module}.{name}", lambda *_, name=name: asked.append(name) or name.encode())
    catalogue = dataclasses.replace(site.catalogue, root=tmp_path)
    shutil.copytree(bless.ROOT / "data" / "figures", tmp_path / "data" / "figures")
    own = dataclasses.replace(site, catalogue=catalogue)
    assert rendering.rendered(own, "en") == rendering.rendered(own, "en") == {"pdf": b"pdf", "docx": b"docx"}
    assert asked == ["pdf", "docx"]
    rendering.rendered(own, "en", "2026-11")
    assert asked == ["pdf", "docx"] * 2
    assert len(list((tmp_path / ".cache" / "documents").iterdir())) == 2


# What stands in the data stays text


def hostile(real: Catalogue) -> nodes.Document:
    """Return a document in which everything that comes from data is hostile."""
    reader = Reader(real, "en", "figures/")
    drawing = blocks.Drawing(
        "lines", "en", HOSTILE, (blocks.Line(HOSTILE, ((1990, 1), (2000, None), (2010, 3))),)
    )
    anchor = blocks.Anchor('x/"><b>#a', HOSTILE, note=HOSTILE)
    cells: list[Any] = [
        HOSTILE,
        [Words(HOSTILE, "es"), Words(HOSTILE, "fr", True)],
        Sign(HOSTILE, HOSTILE, "party"),
    ]
    given: list[blocks.Block] = [
        blocks.Prose(HOSTILE, paragraphs=[Words(f"{HOSTILE} \x00\x0b 中 ✓", "en")]),
        blocks.Facts(rows=[(HOSTILE, [HOSTILE, blocks.Badge(HOSTILE)])]),
        blocks.Table(HOSTILE, intro=HOSTILE, columns=[HOSTILE] * 3, rows=[cells], credit=[anchor]),
        Matrix(HOSTILE, columns=[(HOSTILE, "")], rows=[[HOSTILE]], legend=[(HOSTILE, HOSTILE)]),
        blocks.Chart(HOSTILE, drawing=drawing, description=HOSTILE, credit=[HOSTILE]),
        blocks.Notice(HOSTILE, lines=[[HOSTILE]]),
        blocks.Links(HOSTILE, rows=[[anchor]]),
        blocks.Links(HOSTILE, empty=HOSTILE),
        blocks.Code(HOSTILE, text=f"{HOSTILE}\n{HOSTILE}\n"),
        blocks.Outline(HOSTILE, pieces=[blocks.Piece(HOSTILE, Words(HOSTILE, "en"), [anchor])]),
        blocks.Timeline(HOSTILE, events=[blocks.Event(blocks.Moment(HOSTILE, ""), [HOSTILE], Words(HOSTILE, "en"))]),
        blocks.Cards(HOSTILE, cards=[blocks.Card(anchor, text=HOSTILE)]),
        blocks.Multiples(HOSTILE, entries=[blocks.Multiple(anchor, drawing, HOSTILE, HOSTILE)], credit=[HOSTILE]),
        blocks.Group(HOSTILE, anchor="a", blocks=[blocks.Group(HOSTILE, blocks=[blocks.Prose(HOSTILE)])]),
    ]  # fmt: skip
    chapter = content.Chapter(HOSTILE, HOSTILE, reader, "https://example.org/figures/", given)
    return assembly.document(
        content.Report(
            reader,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            PartialDate("2026"),
            [(HOSTILE, [HOSTILE])],
            [HOSTILE],
            [chapter],
        )
    )


def test_hostile_text_is_text_in_the_pdf(real: Catalogue) -> None:
    made = pdf.pdf(hostile(real))
    assert text_of(made, 20).count("#panic(") > 15
    assert pypdf.PdfReader(io.BytesIO(made)).metadata.title == HOSTILE  # type: ignore[union-attr]


def test_hostile_text_is_text_in_the_word_file(real: Catalogue) -> None:
    file = docx.Document(io.BytesIO(make_docx(hostile(real))))
    assert sum(HOSTILE in p.text for p in file.paragraphs) > 10
    assert [p.get("descr") for p in file.element.body.iter(qn("wp:docPr"))] == [HOSTILE] * 2
    assert file.core_properties.title == HOSTILE


def test_every_kind_of_block_of_the_report_can_be_printed() -> None:
    kinds = {kind for kind in blocks.Block.__subclasses__() if kind.__module__ == blocks.__name__}
    direct = {blocks.Table, blocks.Group}
    assert {kind.__name__ for kind in kinds - direct - set(flatten.WRITERS)} == set()


def test_a_block_that_no_document_can_hold_is_named(real: Catalogue) -> None:
    @dataclasses.dataclass(frozen=True)
    class Strange(blocks.Block):
        template = "strange"

    flat = flatten.Flattener(Reader(real, "en", ""), "https://example.org/", {}, set())
    with pytest.raises(TypeError, match="Strange"):
        list(flat.nodes([Strange()]))


# Prose and tables


def test_prose_becomes_nodes_with_absolute_links() -> None:
    prose = written.Prose("figures/methods.md", lambda path: f"https://example.org/{path}")
    links = "[c](../datasets/index.md#x) [d](index.md) [e](stock.md) [f](https://a.org)"
    text = f"A **b** {links}\n\n## H\n\n- one\n    - two\n"
    first, heading, bullets = prose.nodes(text, 2)
    assert isinstance(first, nodes.Paragraph)
    assert [run.href.removeprefix("https://") for run in first.runs if run.href] == [
        "example.org/datasets/#x", "example.org/figures/", "example.org/figures/stock/", "a.org"
    ]  # fmt: skip
    assert [run.text for run in first.runs if run.style == "strong"] == ["b"]
    assert heading == nodes.Heading(2, "H")
    assert isinstance(bullets, nodes.Bullets)
    assert [(depth, nodes.said(runs).strip()) for depth, runs in bullets.items] == [(0, "one"), (1, "two")]


def row(*texts: str) -> list[nodes.Runs]:
    return [(nodes.Run(text),) for text in texts]


@pytest.mark.parametrize(
    ("columns", "parts", "sideways"), [(3, 1, False), (9, 1, False), (20, 1, True), (36, 2, True)]
)
def test_a_table_is_turned_and_then_cut_where_it_is_wide(columns: int, parts: int, sideways: bool) -> None:
    header, body = row(*["Head"] * columns), [row("Name", *["12\u00a0345"] * (columns - 1))] * 3
    grids, turned = tables.fitted("T", header, body)
    assert (len(grids), turned) == (parts, sideways)
    assert all(nodes.said(grid.rows[0][0]) == "Name" for grid in grids)
    assert sum(len(grid.columns) - 1 for grid in grids) == columns - 1
    assert all(grid.numeric == (False, *[True] * (len(grid.columns) - 1)) for grid in grids)


# Outputs


def test_the_working_version_stands_in_every_language(site: Site, miniature: Site, monkeypatch: Any) -> None:
    monkeypatch.setattr("cam.outputs.reports.rendered", lambda *_: {"pdf": b"", "docx": b""})
    build = next(build for build in outputs.OUTPUTS if build.__module__ == "cam.outputs.reports")
    stem = "sicremi/report/regional-report"
    names = {f"{folder}{stem}.{ending}" for folder in ("", "es/", "fr/") for ending in ("pdf", "docx")}
    assert set(build(site)) == names
    assert content.in_use(miniature.catalogue) or build(miniature) == {}
