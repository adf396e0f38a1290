"""A Word file with the styles, properties, running head and pages of a document."""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache
from typing import Any

import docx as python_docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cam.documents import docx_xml
from cam.documents.nodes import Document

_BAND, _QUIET = RGBColor(0x0B, 0x35, 0x58), RGBColor(0x51, 0x5B, 0x6B)
_FONT = "Cambria"

_STYLES: dict[str, tuple[str, float, dict[str, Any]]] = {
    "Edition": ("Normal", 12, {"bold": True}),
    "Front": ("Normal", 10, {}),
    "Contents Heading": ("Normal", 16, {"bold": True, "color": _BAND}),
    "Contents 1": ("Normal", 10, {}),
    "Contents 2": ("Normal", 10, {"indent": 0.6}),
    "Intro": ("Normal", 10, {"color": _QUIET}),
    "Credit": ("Normal", 8, {"color": _QUIET}),
    "Remark": ("Normal", 9.5, {"indent": 0.5}),
    "Picture": ("Normal", 10, {}),
    "Table Text": ("Normal", 8, {"tight": True}),
    "Table Heading": ("Table Text", 8, {"bold": True, "color": _BAND, "tight": True}),
}
"""Own styles: the style below them, size, and what else is particular."""

_SIZES = {
    "Title": 26.0,
    "Subtitle": 13.0,
    "Heading 1": 17.0,
    "Heading 2": 12.5,
    "Heading 3": 10.5,
    "Heading 4": 10.0,
    "Caption": 9.0,
}


_FORMS: dict[str, dict[str, float]] = {
    "book": {},
    "paper": {"Title": 21, "Heading 1": 14.5},
    "sheet": {
        "Title": 17,
        "Subtitle": 9.5,
        "Heading 1": 10.5,
        "Heading 2": 9.4,
        "Normal": 9,
        "Edition": 9,
        "Front": 8,
    },
}
"""The sizes in which a form of document differs."""

_KEPT_TABLES = ("TableNormal", "TableGrid")
"""The styles of tables in use; the template has a hundred others, most of the weight of a short file."""

_LEFT_OUT = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Parts of the template that no program needs: a picture of its empty page, its styles once more, an empty form."""


def new_file(document: Document) -> Any:
    """Return an empty file for a document."""
    file = python_docx.Document(io.BytesIO(_base(document.language, document.form)))
    _properties(file, document)
    _page(file, document)
    return file


@lru_cache(maxsize=8)
def _base(language: str, form: str) -> bytes:
    """Return an empty file with the styles of every such document, made once: it takes half the time."""
    file = python_docx.Document()
    _styles(file, language)
    for name, size in _FORMS[form].items():
        file.styles[name].font.size = Pt(size)
    if form == "sheet":
        _tight(file)
    for relations in (file.part.package.rels, file.part.rels):
        for identity in [name for name, known in relations.items() if known.reltype.endswith(_LEFT_OUT)]:
            del relations[identity]
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _properties(file: Any, document: Document) -> None:
    year, month, day = document.date.parts
    moment = dt.datetime(year, month or 1, day or 1)  # noqa: DTZ001 — the format knows no zones
    known = file.core_properties
    known.title, known.subject, known.author = document.title, document.edition, document.author
    known.created = known.modified = known.last_printed = moment
    known.language, known.last_modified_by, known.comments, known.keywords = document.language, "", "", ""
    known.revision = 1


def _styles(file: Any, language: str) -> None:
    for style in list(file.styles.element.style_lst):
        if style.get(qn("w:type")) == "table" and style.styleId not in _KEPT_TABLES:
            file.styles.element.remove(style)
    for name, (base, size, more) in _STYLES.items():
        _own_style(file, name, base, size, more)
    for name, size in _SIZES.items():
        style = file.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), _BAND, False
    for name in ("Normal", *_SIZES):
        _font(file.styles[name])
    file.styles["Normal"].font.size = Pt(10)
    for defaults in file.styles.element.iter(qn("w:rPrDefault")):
        _language(defaults.find(qn("w:rPr")), language)
    _language(file.styles["Normal"].element.get_or_add_rPr(), language)


def _tight(file: Any) -> None:
    """Leave little room between paragraphs: what is a sheet is to stay one."""
    for name in ("Title", "Subtitle", "Body Text", "List Bullet"):
        file.styles[name].paragraph_format.space_after = Pt(2)
    for name in ("Heading 1", "Heading 2"):
        heading = file.styles[name].paragraph_format
        heading.space_before, heading.space_after = Pt(8), Pt(2)


def _own_style(file: Any, name: str, base: str, size: float, more: dict[str, Any]) -> None:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles[base]
    style.font.size, style.font.bold = Pt(size), more.get("bold")
    style.paragraph_format.left_indent = Cm(more.get("indent", 0))
    style.paragraph_format.space_after = Pt(0 if more.get("tight") else 4)
    if "color" in more:
        style.font.color.rgb = more["color"]


def _font(style: Any) -> None:
    """Set a style in one font, in place of those of the template's theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), _FONT)


def _language(properties: Any, language: str) -> None:
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    for place in ("val", "eastAsia"):
        found.set(qn(f"w:{place}"), docx_xml.tag(language))


def _page(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(
        1.8 if document.form == "sheet" else 2.2
    )
    section.different_first_page_header_footer = True
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text, head.style, foot.style = document.running, file.styles["Credit"], file.styles["Credit"]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number = f"{docx_xml.field_begins('PAGE')}<w:r><w:t>1</w:t></w:r>{docx_xml.FIELD_ENDS}"
    foot._p.extend(list(parse_xml(f"<w:p {docx_xml.NAMESPACES}>{number}</w:p>")))


def turn(file: Any, sideways: bool) -> None:
    """Begin a new page that lies or stands."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if sideways else (Cm(21), Cm(29.7))
