"""Writes a document as the data of the typst template beside this module.

No typst code is made here: every text reaches the template as a string in JSON, which it shows as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cam.documents import pictures
from cam.documents.nodes import (
    HEAT,
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
    Sideways,
)

TEMPLATE = Path(__file__).with_name("template.typ")


def written(document: Document, cache: Path | None = None) -> str:
    """Return a document as JSON; `cache` is a folder in which drawings are kept."""
    year, month, day = document.date.parts
    data = {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "edition": document.edition,
        "running": document.running,
        "author": document.author,
        "day": [year, month or 1, day or 1],
        "facts": [_runs(line) for line in document.facts],
        "sections": [
            {
                "title": section.title,
                "label": section.label,
                "nodes": [_node(node, cache) for node in section.nodes],
            }
            for section in document.sections
        ],
        "words": document.words,
        "font": pictures.FONT,
        "heat": HEAT,
        "form": document.form,
    }
    return json.dumps(data, ensure_ascii=False)


_ADDRESS = re.compile(r"(\S+://\S*[\w/]|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*[\w/…])?)")
_NO_LANGUAGE = "zxx"
"""What an address is written in: else it would be hyphenated, in Spanish with a hyphen more in the next line."""


def _runs(runs: Runs) -> list[list[str]]:
    return [piece for run in runs for piece in _pieces(run)]


def _pieces(run: Run) -> Iterator[list[str]]:
    """Yield a run, with the addresses in it by themselves."""
    for place, text in enumerate(_split(run)):
        if text:
            yield [text, run.href, _NO_LANGUAGE if place % 2 else run.language, run.style]


def _split(run: Run) -> list[str]:
    """Return the text of a run: words and addresses by turns."""
    if run.style == "address":
        return ["", run.text]
    return _ADDRESS.split(run.text) if "://" in run.text + run.href else [run.text]


def _node(node: Node, cache: Path | None) -> dict[str, Any]:
    match node:
        case Heading():
            return {"kind": "heading", "level": node.level, "text": node.text, "label": node.label}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(node.runs), "style": node.style}
        case Bullets():
            return {"kind": "bullets", "items": [[depth, _runs(runs)] for depth, runs in node.items]}
        case Pairs():
            return {"kind": "pairs", "rows": [[name, list(map(_runs, values))] for name, values in node.rows]}
        case Grid():
            return _grid(node)
        case Picture():
            return _picture(node, cache)
        case Gallery():
            small = [_picture(picture, cache) for picture in node.pictures]
            return {"kind": "gallery", "pictures": small, "credit": _runs(node.credit)}
        case Box():
            lines = [_runs(line) for line in node.lines]
            return {"kind": "box", "tone": node.tone, "title": node.title, "lines": lines}
        case Sideways():
            return {"kind": "sideways", "nodes": [_node(inner, cache) for inner in node.nodes]}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "title": grid.title,
        "columns": [_runs(column) for column in grid.columns],
        "rows": [[_runs(cell) for cell in row] for row in grid.rows],
        "numeric": list(grid.numeric),
        "size": grid.size,
        "widths": list(grid.widths),
        "whole": grid.whole,
        "credit": _runs(grid.credit),
    }


def _picture(picture: Picture, cache: Path | None) -> dict[str, Any]:
    svg = pictures.drawn(picture.drawing, cache)
    return {
        "kind": "picture",
        "svg": svg,
        "width": pictures.width(svg),
        "form": picture.drawing.form,
        "title": picture.title,
        "alt": picture.alt,
        "credit": _runs(picture.credit),
    }
