"""DOCX by python-docx: real headings and tables, alternative texts, languages; the same bytes for the same content."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from cam.documents import docx_file, docx_xml, pictures, zipped
from cam.documents.nodes import (
    Box,
    Bullets,
    Document,
    Gallery,
    Grid,
    Heading,
    Node,
    Pairs,
    Paragraph,
    Picture,
    Run,
    Runs,
    Section,
    Sideways,
)

_POINTS, _WIDEST, _SMALL = 0.8, 450.0, 84.0
"""Points of a page for a unit of a drawing; how wide a picture may be, and one of many."""

_COLUMNS = 5
"""As many small pictures stand side by side."""

_KEEP, _BREAK = "<w:keepNext/>", "<w:pageBreakBefore/>"
_STYLES = {"body": "Body Text", "intro": "Intro", "small": "Credit"}
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def docx(document: Document, kept: Path | None = None) -> bytes:
    """Return a document as DOCX; `kept` is a folder in which drawings are kept."""
    writer = _Writer(document, kept)
    writer.write()
    target = io.BytesIO()
    writer.file.save(target)
    return zipped.settled(target.getvalue())


class _Writer:
    """Writes one document into one file."""

    def __init__(self, document: Document, kept: Path | None) -> None:
        self.document = document
        self.file = docx_file.new_file(document)
        self.body = self.file.element.body
        drawings = list(dict.fromkeys(picture.drawing for picture in _pictures(document)))
        self.pngs = dict(zip(drawings, pictures.pngs(drawings, kept), strict=True))
        self.relate = cache(self._relate)
        self.figures = self.places = self.shapes = 0

    def _relate(self, address: str) -> str:
        return str(self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def _add(self, xml: str) -> None:
        self.body[-1].addprevious(parse_xml(xml))  # the last element holds the properties of the last page

    def write(self) -> None:
        """Write everything."""
        self._first_page()
        if self.document.form != "sheet":
            self._contents()
        for section in self.document.sections:
            self._section(section)
        if self.document.form == "sheet":
            self._facts()

    def _first_page(self) -> None:
        lines = (
            (self.document.title, "Title"),
            (self.document.subtitle, "Subtitle"),
            (self.document.edition, "Edition"),
        )
        for text, style in lines:
            self._paragraph((Run(text),), style)
        if self.document.form != "sheet":
            self._facts()

    def _facts(self) -> None:
        for line in self.document.facts:
            self._paragraph(line, "Front")

    @property
    def _break(self) -> str:
        """What begins a chapter: a new page in a book."""
        return _BREAK if self.document.form == "book" else ""

    def _contents(self) -> None:
        """Write the table of contents: a field that Word can renew, filled with links to the headings."""
        self._paragraph((Run(self.document.words["contents"]),), "Contents Heading", self._break)
        lines = []
        for section in self.document.sections:
            lines.append((1, section.title, section.label))
            lines += [(2, node.text, node.label) for node in _headings(section) if node.level == 2]
        for index, (depth, title, label) in enumerate(lines):
            begins = docx_xml.field_begins(r'TOC \o "1-2" \h \n') if not index else ""
            ends = docx_xml.FIELD_ENDS if index == len(lines) - 1 else ""
            inside = self._runs((Run(title, f"#{label}" if label else ""),))
            self._add(docx_xml.paragraph(f"Contents {depth}", begins + inside + ends))

    def _section(self, section: Section) -> None:
        turned = bool(section.nodes) and isinstance(section.nodes[0], Sideways)
        if turned:
            docx_file.turn(self.file, sideways=True)
        if section.title:
            self._titled(section.title, 1, section.label, "" if turned else self._break)
        for index, node in enumerate(section.nodes):
            self._node(node, turned and not index)

    def _node(self, node: Node, turned: bool) -> None:
        if not isinstance(node, Sideways):
            _WRITERS[type(node)](self, node)
            return
        if not turned:
            docx_file.turn(self.file, sideways=True)
        for inner in node.nodes:
            _WRITERS[type(inner)](self, inner)
        docx_file.turn(self.file, sideways=False)

    # text

    def _runs(self, runs: Runs) -> str:
        return docx_xml.runs(runs, self.relate)

    def _paragraph(self, runs: Runs, style: str, more: str = "") -> None:
        self._add(docx_xml.paragraph(style, self._runs(runs), more))

    def _titled(self, title: str, level: int, label: str, more: str = "") -> None:
        inside = self._runs((Run(title),))
        if label:
            self.places += 1
            inside = docx_xml.place(self.places, label, inside)
        self._add(docx_xml.paragraph(f"Heading {level}", inside, more))

    # nodes

    def _heading(self, node: Heading) -> None:
        self._titled(node.text, node.level, node.label)

    def _text(self, node: Paragraph) -> None:
        self._paragraph(node.runs, _STYLES[node.style], "" if node.style == "body" else _KEEP)

    def _bullets(self, node: Bullets) -> None:
        for depth, runs in node.items:
            self._paragraph(runs, _BULLETS[min(depth, 2)])

    def _pairs(self, node: Pairs) -> None:
        for name, values in node.rows:
            line = [Run(f"{name} — ", style="quiet")]
            for index, value in enumerate(values):
                line += [Run(" · "), *value] if index else value
            self._paragraph(tuple(line), "Front")

    def _box(self, node: Box) -> None:
        if node.title:
            self._paragraph((Run(node.title, style="strong"),), "Remark", _KEEP)
        for line in node.lines:
            self._paragraph(line, "Remark")

    def _grid(self, grid: Grid) -> None:
        self._add(docx_xml.table(grid, self.relate))
        self._paragraph(grid.credit, "Credit")  # Word needs a paragraph between two tables

    def _picture(self, picture: Picture) -> None:
        if picture.title:
            self.figures += 1
            name = f"{self.document.words['figure']} {self.figures}. {picture.title}"
            self._paragraph((Run(name),), "Caption", _KEEP)
        shape = self._shape(picture, _WIDEST)
        self._add(docx_xml.paragraph("Picture", shape, _KEEP if picture.credit else ""))
        if picture.credit:
            self._paragraph(picture.credit, "Credit")

    def _shape(self, picture: Picture, widest: float) -> str:
        """Return a picture, no more than `widest` points wide."""
        png = self.pngs[picture.drawing]
        width = struct.unpack(">I", png[16:20])[0] / pictures.SCALE * _POINTS
        relation, _ = self.file.part.get_or_add_image(io.BytesIO(png))
        self.shapes += 1
        return docx_xml.picture(self.shapes, relation, png, min(width, widest), picture.title, picture.alt)

    def _gallery(self, gallery: Gallery) -> None:
        cells = []
        for picture in gallery.pictures:
            title = self._runs((Run(picture.title, style="strong"), Run("\n")))
            inside = title + self._shape(picture, _SMALL) + self._runs((Run("\n"), *picture.credit))
            cells.append(docx_xml.paragraph("Table Text", inside, declared=False))
        self._add(docx_xml.side_by_side(cells, _COLUMNS))
        self._paragraph(gallery.credit, "Credit")


_WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    Heading: _Writer._heading,
    Paragraph: _Writer._text,
    Bullets: _Writer._bullets,
    Pairs: _Writer._pairs,
    Box: _Writer._box,
    Grid: _Writer._grid,
    Picture: _Writer._picture,
    Gallery: _Writer._gallery,
}


def _flat(section: Section) -> Iterator[Any]:
    for node in section.nodes:
        yield from node.nodes if isinstance(node, Sideways) else (node,)


def _headings(section: Section) -> Iterator[Heading]:
    return (node for node in _flat(section) if isinstance(node, Heading))


def _pictures(document: Document) -> Iterator[Picture]:
    """Yield every picture of a document."""
    for section in document.sections:
        for node in _flat(section):
            if isinstance(node, Picture):
                yield node
            elif isinstance(node, Gallery):
                yield from node.pictures
