"""Charts as pictures for documents, set in the fonts of the document, so that every machine draws the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cam import charts
from cam.views.blocks import Drawing

FONT = "Libertinus Serif"
"""A font that typst brings along."""

SCALE = 2.5
"""Pixels of a picture for a unit of a drawing."""

_FONT = re.compile(r'font-family="[^"]*"')
_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')

_SHEET = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for (text, width) in json(bytes(sys.inputs.pictures)) {
  page(image(bytes(text), format: "svg", width: width * 1pt))
}
"""


def drawn(drawing: Drawing, cache: Path | None) -> str:
    """Return a drawing as SVG in the document's font."""
    return _FONT.sub(f'font-family="{FONT}"', charts.print_svg(drawing, cache))


def width(svg: str) -> float:
    """Return the width of a drawing in its own units."""
    found = _BOX.search(svg)
    return float(found[1]) if found else 330.0


def pngs(drawings: Sequence[Drawing], cache: Path | None) -> list[bytes]:
    """Return drawings as PNG, `SCALE` pixels a unit, for programs that show no SVG; `cache` keeps them."""
    texts = [drawn(drawing, cache) for drawing in drawings]
    if cache is None:
        return _pngs(texts)
    keys = {text: hashlib.sha256(f"{version('typst')} {SCALE} {text}".encode()).hexdigest() for text in texts}
    paths = {text: cache / f"{key}.png" for text, key in keys.items()}
    missing = [text for text, path in paths.items() if not path.is_file()]
    cache.mkdir(parents=True, exist_ok=True)
    for text, png in zip(missing, _pngs(missing), strict=True):
        beside = paths[text].with_suffix(".png-new")
        beside.write_bytes(png)
        beside.replace(paths[text])
    return [paths[text].read_bytes() for text in texts]


def _pngs(texts: Sequence[str]) -> list[bytes]:
    """Return SVG as PNG, all at once: each call of typst has a price of its own."""
    if not texts:
        return []
    import typst

    given = json.dumps([(text, width(text)) for text in texts])
    pages: Any = typst.compile(
        _SHEET, sys_inputs={"pictures": given}, font_paths=fonts(), format="png", ppi=72 * SCALE
    )
    return [pages] if isinstance(pages, bytes) else list(pages)


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Return the fonts that typst brings along, without those of the machine."""
    import typst

    return typst.Fonts(include_system_fonts=False)
