"""WordprocessingML as text: runs, paragraphs, tables, pictures. Every text from outside passes `escape` or `quoteattr`.

python-docx builds the same, but looks through the whole document for each cell and picture: ten times slower.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from cam.documents.nodes import HEAT, Grid, Run, Runs

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")

_TAGS = {"en": "en-US", "es": "es-ES", "fr": "fr-FR"}
"""The languages as Word names them; any other stands as it is."""

_QUIET, _LINK, _MARK = "515B6B", "0A4A83", "EDF0F4"
_ADDRESS = 0.8
"""The size of an address in words, in parts of that of the text."""

_EMU, _TWIPS = 12700, 20
"""Word's units for a point: those of pictures, those of tables."""

Relate = Callable[[str], str]
"""Returns the id under which the document knows an address."""


def tag(language: str) -> str:
    """Return a language as Word names it."""
    return _TAGS.get(language, language)


def style_id(name: str) -> str:
    """Return the id of a style."""
    return name.replace(" ", "")


def runs(given: Runs, relate: Relate, size: float = 0) -> str:
    """Return runs, with their links; `size` is that of the letters in points where it is not the style's."""
    return "".join(_linked(run, relate, size) for run in given)


def _linked(run: Run, relate: Relate, size: float) -> str:
    if not run.href:
        return _run(run, size)
    where = (
        f"w:anchor={quoteattr(place_name(run.href[1:]))}"
        if run.href.startswith("#")
        else f"r:id={quoteattr(relate(run.href))}"
    )
    return f"<w:hyperlink {where}>{_run(run, size)}</w:hyperlink>"


def _run(run: Run, size: float) -> str:
    colour = _LINK if run.href else _QUIET if run.style in ("quiet", "address") else ""
    if run.style == "address":
        size = _ADDRESS * (size or 10)
    properties = [
        "<w:b/>" if run.style == "strong" else "",
        "<w:i/>" if run.style == "em" else "",
        "<w:noProof/>" if run.style == "address" else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:sz w:val="{round(size * 2)}"/>' if size else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_MARK}"/>' if run.style == "mark" else "",
        f"<w:lang w:val={quoteattr(tag(run.language))}/>" if run.language else "",
    ]
    lines = (
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in run.text.split("\n")
    )
    said = "<w:br/>".join(lines)
    return f"<w:r><w:rPr>{''.join(properties)}</w:rPr>{said}</w:r>"


def paragraph(style: str, inside: str, more: str = "", declared: bool = True) -> str:
    """Return a paragraph; `more` are properties beside its style, `declared` is false inside of something else."""
    names = f" {NAMESPACES}" if declared else ""
    return f'<w:p{names}><w:pPr><w:pStyle w:val="{style_id(style)}"/>{more}</w:pPr>{inside}</w:p>'


def place_name(label: str) -> str:
    """Return the name of a place as Word admits it: letters, figures and _, no more than 40."""
    return ("p_" + "".join(letter if letter.isalnum() else "_" for letter in label))[:40]


def place(number: int, label: str, inside: str) -> str:
    """Return the inside of a paragraph as a place that links lead to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(place_name(label))}/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def field_begins(code: str) -> str:
    """Return the beginning of a field: what follows stands there until Word computes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def table(grid: Grid, relate: Relate) -> str:
    """Return a table whose first row is repeated on each page and whose rows are not broken."""
    first = _row(grid.columns, grid, relate, "Table Heading")
    rest = "".join(_row(row, grid, relate, "Table Text") for row in grid.rows)
    caption = f"<w:tblCaption w:val={quoteattr(grid.title)}/>" if grid.title else ""
    return _table("TableGrid", grid.points, caption, first + rest)


def _table(style: str, widths: Sequence[float], caption: str, rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:type="auto" w:w="0"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f"{caption}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Sequence[Runs], grid: Grid, relate: Relate, style: str) -> str:
    head = "<w:tblHeader/>" if style == "Table Heading" else ""
    inside = "".join(
        _cell(cell, grid.size, numeric, width, relate, style)
        for cell, numeric, width in zip(cells, grid.numeric, grid.points, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _cell(cell: Runs, size: float, numeric: bool, width: float, relate: Relate, style: str) -> str:
    heat = HEAT.get(cell[0].style, "") if cell else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{heat[1:]}"/>' if heat else ""
    side = '<w:jc w:val="right"/>' if numeric or heat else ""
    inside = paragraph(style, runs(cell, relate, size), side, declared=False)
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{round(width * _TWIPS)}"/>{shading}</w:tcPr>{inside}</w:tc>'
    )


def side_by_side(cells: Sequence[str], columns: int) -> str:
    """Return the insides of cells in a table without lines, which only sets them beside each other."""
    across = 470 / columns
    width = f'<w:tcW w:type="dxa" w:w="{round(across * _TWIPS)}"/>'
    rows = ""
    for start in range(0, len(cells), columns):
        line = [*cells[start : start + columns], *[""] * columns][:columns]
        inside = "".join(f"<w:tc><w:tcPr>{width}</w:tcPr>{cell or '<w:p/>'}</w:tc>" for cell in line)
        rows += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"
    return _table("TableNormal", [across] * columns, "", rows)


def picture(number: int, relation: str, png: bytes, width: float, title: str, alt: str) -> str:
    """Return a picture, `width` points wide, with its name and its description in words."""
    across, down = struct.unpack(">II", png[16:24])
    size = f'cx="{round(width * _EMU)}" cy="{round(width * down / across * _EMU)}"'
    named = f'id="{number}" name={quoteattr(title or alt[:80])}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named} descr={quoteattr(alt)}/><wp:cNvGraphicFramePr/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill><a:blip r:embed={quoteattr(relation)}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
