"""PDF by typst: tagged (PDF/UA-1), the same bytes for the same content, made in memory, without the machine's fonts."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from cam.documents import pictures, typst_writer
from cam.documents.nodes import Document

_UNSHOWN = re.compile(r'the text `(".*")` could not be displayed', re.DOTALL)
_STAND_IN = "□"
"""What stands for a sign that no font has."""


def pdf(document: Document, cache: Path | None = None) -> bytes:
    """Return a document as PDF; `cache` is a folder in which drawings are kept."""
    import typst

    data = typst_writer.written(document, cache)
    for _ in range(50):
        try:
            return _compiled(data, _moment(document))
        except typst.TypstError as error:
            unshown = _unshown(str(error))
            if not unshown or unshown not in data:
                raise
            data = data.replace(unshown, _STAND_IN * len(unshown))
    raise ValueError("the document holds a script that no font has")


def _compiled(data: str, moment: int) -> bytes:
    import typst

    made: bytes = typst.compile(
        typst_writer.TEMPLATE.read_bytes(),
        sys_inputs={"document": data},
        font_paths=pictures.fonts(),
        format="pdf",
        pdf_standards="ua-1",
        timestamp=moment,
    )
    return made


def _unshown(message: str) -> str:
    """Return the sign that a refusal of typst names: PDF/UA admits none that cannot be shown."""
    found = _UNSHOWN.search(message)
    if not found:
        return ""
    try:
        return str(json.loads(re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1])))
    except ValueError:
        return ""


def _moment(document: Document) -> int:
    """Return the document's day in seconds: its only clock."""
    year, month, day = document.date.parts
    return int(dt.datetime(year, month or 1, day or 1, tzinfo=dt.UTC).timestamp())
