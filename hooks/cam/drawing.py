"""Draws data/map.yaml from Natural Earth: `cam map FILE`. The same file gives the same bytes in every run.

FILE is `countries-50m.json` of the npm package world-atlas 2.0.2 (ISC, © Mike Bostock): TopoJSON of Natural Earth 4.1
at 1:50 million, which is in the public domain. To get it: `npm pack world-atlas@2.0.2`, or `npm ci` in tests/node.

Every arc is projected and then simplified once, so that borders stay shared (`topology.py`). The projection is
Lambert's azimuthal equal-area: centred on 12° N 82° W for the Americas, on 17.5° N 72° W for the inset of the
Caribbean. What lies beyond the frame is cut off: the north of Greenland and of the Canadian Arctic, the west of Alaska.
Borders are Natural Earth's, that is, those in fact; nothing here moves or judges one.

Units: degrees in, units of the drawing (640 × 984, y downwards) out; outlines are written in quarters of a unit.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cam.files import replaced
from cam.topology import (
    Degrees,
    Place,
    Topology,
    WrongFile,
    area,
    clipped,
    outline,
    read,
    simplified,
    stitched,
)
from cam.yamlwriter import Flow, dumped

FILE = "data/map.yaml"
SOURCE = "countries-50m.json"
SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
"""Of the one file for which what the written head says is true. With another version, change both."""

_HEAD = """\
# The map of the Americas, in units of its drawing (outlines in quarters of a unit). Written by `cam map`, not by hand.
# Made with Natural Earth 4.1 (public domain), 1:50m, from {source} of world-atlas 2.0.2 (ISC, © Mike Bostock),
# sha256 {sha256}:
# every border simplified once; Lambert azimuthal equal-area projection centred on 12° N 82° W (inset: 17.5° N 72° W).
# Borders are Natural Earth's and imply no position; the page says so. Points are capitals, to a tenth of a degree.
"""

_REMEDY = f"name the file {SOURCE} that `npm pack world-atlas@2.0.2` fetches"

_GRID = 4
"""Steps of an outline in a unit of the drawing."""
_MARGIN = 2
"""How far outlines go on beyond the frame, in units, so that the edge of what is cut off is not seen."""

_STATES: dict[str, tuple[str, float, float]] = {
    "ag": ("028", 17.1, -61.8), "ar": ("032", -34.6, -58.4), "bb": ("052", 13.1, -59.6), "bo": ("068", -16.5, -68.1),
    "br": ("076", -15.8, -47.9), "bs": ("044", 25.1, -77.3), "bz": ("084", 17.3, -88.8), "ca": ("124", 45.4, -75.7),
    "cl": ("152", -33.4, -70.7), "co": ("170", 4.7, -74.1), "cr": ("188", 9.9, -84.1), "cu": ("192", 23.1, -82.4),
    "dm": ("212", 15.3, -61.4), "do": ("214", 18.5, -69.9), "ec": ("218", -0.2, -78.5), "gd": ("308", 12.1, -61.7),
    "gt": ("320", 14.6, -90.5), "gy": ("328", 6.8, -58.2), "hn": ("340", 14.1, -87.2), "ht": ("332", 18.5, -72.3),
    "jm": ("388", 18.0, -76.8), "kn": ("659", 17.3, -62.7), "lc": ("662", 14.0, -61.0), "mx": ("484", 19.4, -99.1),
    "ni": ("558", 12.1, -86.3), "pa": ("591", 9.0, -79.5), "pe": ("604", -12.0, -77.0), "py": ("600", -25.3, -57.6),
    "sr": ("740", 5.9, -55.2), "sv": ("222", 13.7, -89.2), "tt": ("780", 10.7, -61.5), "us": ("840", 38.9, -77.0),
    "uy": ("858", -34.9, -56.2), "vc": ("670", 13.2, -61.2), "ve": ("862", 10.5, -66.9),
}  # fmt: skip
"""The 35 states by id: the ISO number, and north and east of the capital, in degrees (Bolivia: seat of government)."""

_OTHERS = (
    "060", "092", "136", "238", "250", "304", "500", "528", "531", "533", "534", "630", "652", "660",
    "663", "666", "796", "850",
)  # fmt: skip
"""Who else has land in the Americas, by ISO number; of France and the Netherlands, what lies there."""
_EAST = -20
"""No land of the Americas lies wholly east of this longitude."""

_TERRITORIES = {"ai": (18.2, -63.1), "ms": (16.8, -62.2)}
"""Origins of workers that are no states: north and east of the capital, in degrees."""

_BEYOND = {"de": 270, "es": 330, "it": 390, "ma": 424, "mr": 442, "sn": 460, "gm": 478, "in": 496}
"""Where flows from and to states beyond the Americas end: how far down at the right edge, in units."""
_BEYOND_X = 626

_MARKED = ("ag", "bb", "bs", "bz", "dm", "gd", "jm", "kn", "lc", "sv", "tt", "vc")
"""States that are hard to see or to hit without a marker."""

_LABELS = {
    "ag": (6, 3), "bb": (6, 3), "bs": (6, 3), "cu": (4, 10), "dm": (6, 3), "do": (-14, -4), "gd": (-16, 3),
    "ht": (-4, -6), "jm": (-12, 13), "kn": (-15, 3), "lc": (6, 3), "tt": (6, 3), "vc": (-16, 3),
}  # fmt: skip
"""The states that the inset is for, and where their codes stand, from the capital, in units."""


@dataclass(frozen=True)
class Frame:
    """A window of the drawing, and how it shows the earth. Lengths are in units of the drawing."""

    north: float
    east: float
    """Centre of the projection, in degrees,"""
    x: float
    y: float
    """and where it lies in the drawing."""
    radius: float
    """Of the earth."""
    left: int
    top: int
    width: int
    height: int
    tolerance: float
    """How far an outline may be from the truth, in quarters of a unit."""
    smallest: float
    """The area under which an island is left out, in squares of a quarter."""


MAIN = Frame(12, -82, 282.2, 485.5, 436.9, 0, 0, 640, 984, tolerance=1.8, smallest=12)
INSET = Frame(17.5, -72, 144.9, 718.4, 597.4, 6, 619, 288, 181, tolerance=1.2, smallest=3)


def write(root: Path, name: str) -> tuple[int, bool]:
    """Draw data/map.yaml from the file `name`; return its size in bytes, and whether it changed.

    Raises WrongFile with the line that says what is wrong and what to do; then the map is as it was.
    """
    try:
        content = drawn(_content(name)).encode()
    except WrongFile as problem:
        raise WrongFile(f"{name}: {problem} — {_REMEDY}") from None
    try:
        return len(content), replaced(root / FILE, content)
    except OSError as error:
        what = f"it cannot be written ({error.strerror})"
        raise WrongFile(f"{FILE}: {what} — run this in the folder of the project") from None


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError):
        raise WrongFile("it cannot be opened") from None


def drawn(content: bytes) -> str:
    """Return the text of data/map.yaml. `content`: the bytes of the TopoJSON file. Raises WrongFile."""
    topology, digest = read(content), hashlib.sha256(content).hexdigest()
    missing = [code for code, (number, *_) in _STATES.items() if not topology.rings.get(number)]
    if missing:
        raise WrongFile(f"it does not hold {', '.join(missing)}")
    if digest != SHA256:
        raise WrongFile(f"it is another edition (sha256 {digest[:12]}…, not {SHA256[:12]}…)")
    return _HEAD.format(source=SOURCE, sha256=digest) + dumped(picture(topology))


def picture(topology: Topology) -> dict[str, Any]:
    """Return the values of data/map.yaml, in the order of that file (`model/map.py` says what each is)."""
    others, shapes = outlines(topology, MAIN)
    inset_others, inset_shapes = outlines(topology, INSET)
    points, inset_points = _points(MAIN), _points(INSET)
    return {
        "width": MAIN.width, "height": MAIN.height, "scale": 1 / _GRID,
        "inset": Flow({name: getattr(INSET, name) for name in ("left", "top", "width", "height")}),
        "others": others,
        "shapes": shapes,
        "markers": _flow({code: points[code] for code in _MARKED}),
        "points": _flow({code: points[code] for code in _STATES}),
        "outside": _flow(_outside(points)),
        "inset_others": inset_others,
        "inset_shapes": inset_shapes,
        "inset_markers": _flow({code: inset_points[code] for code in _LABELS if code in _MARKED}),
        "inset_labels": _flow({code: _moved(inset_points[code], by) for code, by in _LABELS.items()}),
        "inset_points": _flow({code: inset_points[code] for code in sorted([*_LABELS, *_TERRITORIES])}),
    }  # fmt: skip


def outlines(topology: Topology, frame: Frame) -> tuple[str, dict[str, str]]:
    """Return the outlines of what is none of the states, and those of each state that can be seen in the frame."""
    lines = [simplified([_place(frame, point) for point in arc], frame.tolerance) for arc in topology.arcs]
    others = [_outline(topology, number, lines, frame) for number in _OTHERS]
    shapes = {code: _outline(topology, number, lines, frame) for code, (number, *_) in _STATES.items()}
    return "".join(others), {code: shape for code, shape in shapes.items() if shape}


def _outline(topology: Topology, number: str, lines: list[list[Place]], frame: Frame) -> str:
    """Return the outline of a country: all but its smallest islands, in any case its largest. "": not in the frame."""
    american = [ring for ring in topology.rings.get(number, []) if _westernmost(topology, ring) < _EAST]
    seen = [_seen(stitched(ring, lines), frame) for ring in american]
    largest = max(map(area, seen), default=0)
    return outline([ring for ring in seen if area(ring) >= min(largest, frame.smallest) > 0])


def _westernmost(topology: Topology, ring: list[int]) -> float:
    """Return the smallest longitude of a ring, in degrees."""
    return min(east for number in ring for east, _ in topology.arcs[max(number, ~number)])


def _seen(ring: list[Place], frame: Frame) -> list[Place]:
    """Return what of a ring can be seen in the frame, cut off a little beyond it; nothing if none can."""
    left, top, right, bottom = (
        edge * _GRID for edge in (frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
    )
    if area(clipped(ring, (left, top, right, bottom))) == 0:
        return []
    more = _MARGIN * _GRID
    return clipped(ring, (left - more, top - more, right + more, bottom + more))


def _points(frame: Frame) -> dict[str, list[float]]:
    """Return the capitals of states and territories in units of the drawing, also those beyond the frame."""
    capitals = {code: (north, east) for code, (_, north, east) in _STATES.items()} | _TERRITORIES
    found = {code: projected(frame, (east, north)) for code, (north, east) in capitals.items()}
    return {code: [round(x, 1), round(y, 1)] for code, (x, y) in found.items()}


def _outside(points: dict[str, list[float]]) -> dict[str, list[float]]:
    """Return where flows end that come from or lead to none of the 35 states."""
    beyond = {code: [float(_BEYOND_X), float(y)] for code, y in _BEYOND.items()}
    return beyond | {code: points[code] for code in _TERRITORIES}


def _moved(point: list[float], by: tuple[int, int]) -> list[float]:
    return [round(point[0] + by[0], 1), round(point[1] + by[1], 1)]


def _flow(points: dict[str, list[float]]) -> dict[str, Flow]:
    return {code: Flow(list(point)) for code, point in points.items()}


def _place(frame: Frame, point: Degrees) -> Place:
    """Return the place of a point on the grid of the outlines."""
    x, y = projected(frame, point)
    return round(x * _GRID), round(y * _GRID)


def projected(frame: Frame, point: Degrees) -> tuple[float, float]:
    """Return where a point of the earth lies, in units of the drawing (Lambert's azimuthal equal-area projection)."""
    east, north, centre = (
        math.radians(point[0] - frame.east),
        math.radians(point[1]),
        math.radians(frame.north),
    )
    up = math.cos(centre) * math.sin(north) - math.sin(centre) * math.cos(north) * math.cos(east)
    near = math.sin(centre) * math.sin(north) + math.cos(centre) * math.cos(north) * math.cos(east)
    stretch = frame.radius * math.sqrt(2 / max(1 + near, 1e-9))  # 1 + near: 0 at the other end of the earth
    return frame.x + stretch * math.cos(north) * math.sin(east), frame.y - stretch * up
