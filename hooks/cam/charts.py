"""Draws charts as SVG (Vega-Lite by way of vl-convert): no colour of a theme, no word, no clock in the drawing itself.

On pages the colours are the style sheet's variables, so that one drawing serves light and dark; in documents they are
those of a light page. A drawing is kept under .cache/charts/ by its content, since drawing takes some hundredths of a
second each.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cam.files import kept
from cam.views.blocks import Drawing

_INK, _GRID = "#010203", "#040506"
_SERIES = ("#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04")
"""Colours that stand for roles in the drawing, until it is known where it will be shown."""

_ON_PAGES = {_INK: "var(--chart-ink)", _GRID: "var(--chart-grid)"} | {
    colour: f"var(--chart-{place})" for place, colour in enumerate(_SERIES, start=1)
}
_ON_PAPER = dict(zip((_INK, _GRID, *_SERIES), ("#1b1f24", "#c9ced6", "#0b5394", "#b45309", "#47761e", "#7a3e9d"),
                     strict=True))  # fmt: skip
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])
"""Patterns of the lines: no series is told by its colour alone."""

_WIDTH, _HEIGHT = 330, 170
_SPARK = (120, 36)


def svg(drawing: Drawing, cache: Path | None = None) -> str:
    """Return a drawing for pages; `cache` is a folder in which drawings are kept."""
    return _coloured(_kept(drawing, cache), _ON_PAGES)


def print_svg(drawing: Drawing, cache: Path | None = None) -> str:
    """Return a drawing for printed documents."""
    return _coloured(_kept(drawing, cache), _ON_PAPER)


def png(drawing: Drawing, scale: float = 2) -> bytes:
    """Return a drawing as a picture of `scale` pixels a unit, for programs that take no SVG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(print_svg(drawing), scale=scale))


def _coloured(drawn: str, colours: dict[str, str]) -> str:
    return re.sub("|".join(colours), lambda match: colours[match[0]], drawn)


def _kept(drawing: Drawing, cache: Path | None) -> str:
    wanted = json.dumps(_specification(drawing), sort_keys=True, ensure_ascii=False)
    if cache is None:
        return _drawn(wanted, drawing.signs)
    name = hashlib.sha256(f"{_version()} {drawing.signs} {wanted}".encode()).hexdigest()
    path = cache / f"{name}.svg"
    return kept(path, lambda: _drawn(wanted, drawing.signs).encode(), _is_whole).decode()


def _is_whole(drawn: bytes) -> bool:
    """Whether a kept drawing is all there."""
    return drawn.startswith(b"<svg") and drawn.endswith(b"</svg>")


@lru_cache(maxsize=1)
def _version() -> str:
    """Return what a kept drawing depends on beside its content: the library and this module."""
    return version("vl-convert-python") + hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _drawn(specification: str, signs: tuple[str, str]) -> str:
    import vl_convert  # takes most of a second: only where something is to be drawn

    drawn = vl_convert.vegalite_to_svg(json.loads(specification), format_locale=_formats(signs))
    return _lean(drawn)


_NEEDLESS = (
    re.compile(
        r'<(text|line)(?= )[^>]* opacity="0"[^>]*>(?:[^<]*</\1>)?'
    ),  # labels that would overlap others
    re.compile(
        r' (?:aria-[a-z]+|role|class|pointer-events|xmlns:xlink|version|stroke-miterlimit|opacity)="[^"]*"'
    ),
    re.compile(r'<path (?:transform="[^"]*" )?d="M0,0h-?[0-9.]*v-?[0-9.]*h-?[0-9.]*Z"(?: display="none")?/>'),
    re.compile(r'<path(?: display="none")? d=""/>'),
)


def _lean(drawn: str) -> str:
    """Return a drawing without what its programme needs and no page does. The page names and describes it."""
    for pattern in _NEEDLESS:
        drawn = pattern.sub("", drawn)
    before = ""
    while before != drawn:
        before, drawn = drawn, re.sub(r"<g(?: [^>]*)?></g>", "", drawn)
    drawn = re.sub(r"<g>((?:(?!</?g[ >]).)*)</g>", r"\1", drawn)
    return re.sub(
        r'<svg xmlns="[^"]*" width="[0-9.]+" height="[0-9.]+"',
        '<svg xmlns="http://www.w3.org/2000/svg"',
        drawn,
    )


def _formats(signs: tuple[str, str]) -> dict[str, Any]:
    """Return how numbers are written, in the form that Vega asks for."""
    decimal, thousands = signs
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}


def _specification(drawing: Drawing) -> dict[str, Any]:
    """Return a drawing as Vega-Lite."""
    rows = [
        {"x": x, "y": value, "name": line.name, "place": place}
        for place, line in enumerate(drawing.lines)
        for x, value in line.points
    ]
    width, height = _SPARK if drawing.form == "spark" else (_WIDTH, _HEIGHT)
    if drawing.form == "bars":
        height = 18 * len({row["x"] for row in rows})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "padding": 2,
        "background": None,
        "data": {"values": rows},
        "config": _CONFIG,
        **_FORMS[drawing.form](drawing),
    }


_CONFIG: dict[str, Any] = {
    "aria": False,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "aria": False, "labelColor": _INK, "titleColor": _INK, "domainColor": _GRID, "tickColor": _GRID,
        "gridColor": _GRID, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelLimit": 0,
    },
    "legend": {"aria": False, "symbolType": "stroke", "offset": 20, "rowPadding": 1, "symbolSize": 200,
        "labelColor": _INK, "labelFontSize": 11, "symbolStrokeWidth": 2},
}  # fmt: skip
"""`labelLimit` 0 is no limit: with one, every label is measured to see whether it must be cut, which takes a third of
the time of a drawing. So only what may be long has one."""

_LEGEND_WIDTH, _SURELY_FITS = 345, 45
"""The width of a label in a legend, and how many letters never fill it."""


_POINT = {"size": 26, "filled": True, "strokeWidth": 0, "strokeDash": [1, 0]}


def _scales(drawing: Drawing) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [line.name for line in drawing.lines]
    count = len(names)
    return {"domain": names, "range": list(_SERIES[:count])}, {
        "domain": names,
        "range": list(_DASHES[:count]),
    }


def _lines(drawing: Drawing) -> dict[str, Any]:
    colours, dashes = _scales(drawing)
    legend = _legend(drawing) if len(drawing.lines) > 1 else None
    years = sorted({x for line in drawing.lines for x, _ in line.points if isinstance(x, int)})
    axis: dict[str, Any] = {"title": None, "format": "d", "grid": False, "labelOverlap": "greedy"}
    axis |= {"values": years} if drawing.stock else {"tickCount": 7}
    return {
        "mark": {"type": "line", "point": _POINT if drawing.stock else False, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "x",
                "type": "quantitative",
                "axis": axis,
                "scale": {"zero": False, "nice": False},
            },
            "y": {
                "field": "y",
                "type": "quantitative",
                "axis": _value_axis(drawing),
                "scale": {"zero": True},
            },
            "color": {"field": "name", "type": "nominal", "scale": colours, "legend": legend},
            "strokeDash": {"field": "name", "type": "nominal", "scale": dashes, "legend": legend},
        },
    }


def _legend(drawing: Drawing) -> dict[str, Any]:
    may_be_long = any(len(line.name) > _SURELY_FITS for line in drawing.lines)
    limit = _LEGEND_WIDTH if may_be_long else 0
    return {"title": None, "orient": "top", "direction": "vertical", "labelLimit": limit}


def _value_axis(drawing: Drawing) -> dict[str, Any]:
    return {
        "title": drawing.unit, "titleAlign": "left", "titleAngle": 0, "titleAnchor": "end", "titleX": 0, "titleY": -10,
        "labelPadding": 5,
        "format": f",.{drawing.decimals}f", "tickCount": 5, "domain": False, "ticks": False,
    }  # fmt: skip


def _bars(drawing: Drawing) -> dict[str, Any]:
    order = list(dict.fromkeys(x for line in drawing.lines for x, _ in line.points))
    colours, _ = _scales(drawing)
    axis = {
        **_value_axis(drawing),
        "titleAnchor": "start",
        "titleX": None,
        "titleY": None,
        "titleAlign": None,
    }
    return {
        "mark": {"type": "bar", "height": 12},
        "encoding": {
            "y": {"field": "x", "type": "nominal", "sort": order,
                  "axis": {"title": None, "ticks": False, "labelLimit": 180}},
            "x": {"field": "y", "type": "quantitative",
                  "axis": {key: value for key, value in axis.items() if value is not None}},
            "color": {"field": "name", "type": "nominal", "scale": colours, "legend": None},
        },
    }  # fmt: skip


def _spark(drawing: Drawing) -> dict[str, Any]:
    colours, dashes = _scales(drawing)
    plain = {"axis": None}
    return {
        "mark": {
            "type": "line",
            "strokeWidth": 2,
            "point": {**_POINT, "size": 12} if drawing.stock else False,
        },
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": {"zero": False, "nice": False}, **plain},
            "y": {"field": "y", "type": "quantitative", "scale": {"zero": True}, **plain},
            "color": {"field": "name", "type": "nominal", "scale": colours, "legend": None},
            "strokeDash": {"field": "name", "type": "nominal", "scale": dashes, "legend": None},
        },
    }


_FORMS = {"lines": _lines, "bars": _bars, "spark": _spark}
