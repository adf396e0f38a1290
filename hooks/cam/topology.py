"""Reads TopoJSON, thins out its lines, and makes rings of them. Knows of no country, no projection and no drawing.

TopoJSON keeps every stretch of coast and every border once, as an arc; the two countries at a border name the same
arc. So an arc is thinned out once, never a ring: what two countries share stays the same line for both.

Two kinds of points: `Degrees` (longitude, latitude) are what the file holds, `Place` (x, y) are whole numbers on the
grid of a drawing, y downwards. From the grid on, nothing is computed that machines round differently.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

Degrees = tuple[float, float]
Place = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, on the grid."""

_DETAIL = 10
"""A line keeps what is larger than a tenth of itself, so that a small island keeps its form."""


class WrongFile(Exception):
    """Raised when a file cannot be used; its text says what is wrong with it."""


@dataclass(frozen=True)
class Topology:
    """Arcs as points in degrees, and the rings of each country by its ISO number ("" where it has none).

    A ring is the numbers of its arcs, in the order in which one meets them; ~n is the arc n from its end.
    """

    arcs: list[list[Degrees]]
    rings: dict[str, list[list[int]]]


def read(content: bytes) -> Topology:
    """Return the countries of a quantized TopoJSON file. Raises WrongFile."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise WrongFile("this is not JSON") from None
    if not isinstance(value, dict) or value.get("type") != "Topology":
        raise WrongFile("this is not TopoJSON")
    if not isinstance(value.get("objects"), dict) or "countries" not in value["objects"]:
        raise WrongFile("this TopoJSON holds no countries")
    try:
        arcs = [decoded(arc, value["transform"]) for arc in value["arcs"]]
        return Topology(arcs, _rings(value["objects"]["countries"]["geometries"], len(arcs)))
    except (KeyError, TypeError, IndexError, ValueError, ArithmeticError, AttributeError):
        raise WrongFile("this TopoJSON is damaged, or of another kind: quantized arcs are expected") from None


def decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Degrees]:
    """Return the points of a quantized arc: its first is counted from the corner, each other from the one before."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    steps = [(east, north) for east, north, *_ in arc]
    counted = accumulate(steps, lambda here, step: (here[0] + step[0], here[1] + step[1]))
    points = [(float(x * wide + left), float(y * high + low)) for x, y in counted]
    if len(points) < 2 or not all(math.isfinite(number) for point in points for number in point):
        raise ValueError
    return points


def _rings(geometries: list[Any], count: int) -> dict[str, list[list[int]]]:
    """Return the rings by ISO number. `count`: how many arcs there are."""
    rings: dict[str, list[list[int]]] = {}
    for geometry in geometries:
        held = list(_rings_of(geometry))
        if not all(ring and all(_is_arc(number, count) for number in ring) for ring in held):
            raise IndexError
        rings.setdefault(geometry.get("id", ""), []).extend(held)
    return rings


def _is_arc(number: Any, count: int) -> bool:
    return isinstance(number, int) and -count <= number < count


def _rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Give the rings of a country, outer ones and holes alike: they turn in opposite directions."""
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def simplified(line: list[Place], tolerance: float) -> list[Place]:
    """Return a line without the points that lie nearer than `tolerance` to what is left (Douglas and Peucker).

    Both ends are kept, whatever the tolerance. A line that ends where it began is an island.
    """
    tolerance = min(tolerance, _extent(line) / _DETAIL)
    kept, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        between = ((_off(line[here], line[first], line[last]), here) for here in range(first + 1, last))
        off, farthest = max(between, default=(0.0, first))
        if off > tolerance**2:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[here] for here in sorted(kept)]


def _extent(line: list[Place]) -> int:
    """Return the longer side of the box around a line."""
    across, down = [x for x, _ in line], [y for _, y in line]
    return max(max(across) - min(across), max(down) - min(down))


def _off(point: Place, start: Place, end: Place) -> float:
    """Return the square of the distance between a point and the straight line from `start` to `end`."""
    wide, high = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    along = (x * wide + y * high) / (wide * wide + high * high or 1)
    along = max(0.0, min(1.0, along))
    return float((x - along * wide) ** 2 + (y - along * high) ** 2)


def stitched(ring: list[int], lines: list[list[Place]]) -> list[Place]:
    """Return the corners of a ring, without saying the first again at the end. `lines`: the arcs on the grid."""
    corners: list[Place] = []
    for number in ring:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        corners += line[1:]
    return corners


def clipped(ring: list[Place], box: Box) -> list[Place]:
    """Return what of a ring lies in a box; where it leaves it, the ring goes on along the edge."""
    left, top, right, bottom = box
    for axis, limit, inward in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        ring = list(_cut(ring, axis, limit, inward))
    return ring


def _cut(ring: list[Place], axis: int, limit: int, inward: int) -> Iterator[Place]:
    """Give the corners on one side of an edge, and where the ring crosses it (Sutherland and Hodgman)."""
    for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was, is_in = ((corner[axis] - limit) * inward >= 0 for corner in (before, here))
        if was != is_in:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            other = round(before[1 - axis] + part * (here[1 - axis] - before[1 - axis]))
            yield (other, limit) if axis else (limit, other)
        if is_in:
            yield here


def area(ring: list[Place]) -> float:
    """Return the area of a ring in squares of the grid, whichever way it turns."""
    pairs = zip(ring[-1:] + ring[:-1], ring, strict=True)
    return abs(sum(before[0] * here[1] - here[0] * before[1] for before, here in pairs)) / 2


def outline(rings: list[list[Place]]) -> str:
    """Return rings as one SVG path: the first corner of each, and the steps to the others."""
    return "".join(_path(ring) for ring in rings)


def _path(ring: list[Place]) -> str:
    """Return a ring as SVG; of equal corners in a row, one."""
    steps = [(there[0] - here[0], there[1] - here[1]) for here, there in pairwise(ring) if here != there]
    said = " ".join(f"{x} {y}" for x, y in steps)
    return f"M{ring[0][0]} {ring[0][1]}l{said}z".replace(" -", "-")
