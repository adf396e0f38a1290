"""Flows of worker programs: who goes from where to where, in which years, how many, and the lines that draw it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cam.model.map import Map
from cam.model.program import Participants, Program

STEPS = (1_000, 10_000, 100_000)
"""Where one width of a line ends and the next begins."""

_BEND, _LANE, _HEAD = 0.1, 0.055, 4.2
"""How far a line leaves the straight one, how far one beside it does so further (shares of its length), its arrow."""

_ONGOING = "active"
_REGIME = "regime"

XY = tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """A program's way from one state or territory to another."""

    program: Program
    origin: str
    destination: str


def is_regime(program: Program) -> bool:
    """Return whether a program joins all its states with one another, rather than leading from some to others."""
    return program.type == _REGIME


def origins(program: Program) -> list[str]:
    """Return the codes of the states and territories from which people come, as far as the sources name them."""
    return [*map(str, program.origins), *map(str, program.origins_beyond)]


def destinations(program: Program) -> list[str]:
    """Return the codes of the states and territories to which people go."""
    return [*map(str, program.destinations), *map(str, program.destinations_beyond)]


def flows(programs: Iterable[Program]) -> list[Flow]:
    """Return one flow for each pair of origin and destination; a regime has too many to be told one by one."""
    return [
        Flow(program, origin, destination)
        for program in programs
        if not is_regime(program)
        for origin in origins(program)
        for destination in destinations(program)
        if origin != destination
    ]


def years(program: Program) -> tuple[int, int]:
    """Return the first and the last year in which a program is known to have gone on.

    One that was under way when last seen goes on until its record was looked at; of any other, the last year is that
    of its end or of the newest figure. Where no year is known, it is that of the record.
    """
    seen = int((program.revised or program.added)[:4])
    known = [int(date[:4]) for date in (program.start, program.end) if date]
    known += [item.year for item in program.participants]
    known += [year for total in program.totals for year in (total.start, total.end)]
    first = int(program.start[:4]) if program.start else min(known, default=seen)
    if program.end:
        return first, int(program.end[:4])
    return first, max(first, seen if program.status == _ONGOING else max(known, default=seen))


def is_whole(item: Participants) -> bool:
    """Return whether a count is of all who took part in a year, as far as its source tells."""
    return not (item.origin or item.destination or item.partial)


def newest(program: Program) -> Participants | None:
    """Return the newest count of a program; in the same year, one of all before one of a part."""
    return max(program.participants, key=lambda item: (item.year, is_whole(item)), default=None)


def newest_whole(program: Program) -> Participants | None:
    """Return the newest count of all who took part in a program."""
    return max(filter(is_whole, program.participants), key=lambda item: item.year, default=None)


def number_of(flow: Flow) -> Participants | None:
    """Return the newest count of those on one flow: a count of it alone, or of a program that has no other flow.

    A count of a part stands in only where there is no other: it cannot be compared, and says at least how many.
    """
    one_origin = len(origins(flow.program)) == 1 and not flow.program.any_origin
    one_destination = len(destinations(flow.program)) == 1
    fitting = [
        item
        for item in flow.program.participants
        if (item.origin == flow.origin or (item.origin is None and one_origin))
        and (item.destination == flow.destination or (item.destination is None and one_destination))
    ]
    return max(fitting, key=lambda item: (not item.partial, item.year), default=None)


def width(flow: Flow) -> int:
    """Return the class of a line's width: 0 where no number can be told, else 1 and one more at each of STEPS."""
    found = number_of(flow)
    return 0 if found is None else 1 + sum(found.number >= step for step in STEPS)


@dataclass(frozen=True)
class Drawn:
    """A flow as lines of the drawing; `inset` is empty where the inset does not show it."""

    flow: Flow
    path: str
    inset: str


def drawn(found: Iterable[Flow], drawing: Map) -> list[Drawn]:
    """Return the lines of those flows of which the drawing knows both ends; those of the same two ends side by side."""
    known = {code: _xy(point) for code, point in {**drawing.points, **drawing.outside}.items()}
    inset = {code: _xy(point) for code, point in drawing.inset_points.items()}
    larger = _larger(known, inset)
    lanes: Counter[tuple[str, str]] = Counter()
    lines = []
    for flow in found:
        ends = (flow.origin, flow.destination)
        if known.keys() >= set(ends):
            bend = _BEND + _LANE * lanes[ends]
            lanes[ends] += 1
            start, end = known[ends[0]], known[ends[1]]
            shown = "" if not inset.keys() & set(ends) else _line(
                inset.get(ends[0]) or larger(start), inset.get(ends[1]) or larger(end), bend)  # fmt: skip
            lines.append(Drawn(flow, _line(start, end, bend), shown))
    return lines


class _Larger:
    """Takes a point of the map to its place in, or outside of, the inset: the same map, larger."""

    def __init__(self, pairs: list[tuple[XY, XY]]) -> None:
        self.centre = _middle([small for small, _ in pairs])
        self.target = _middle([large for _, large in pairs])
        spread = sum(_square(small, self.centre) for small, _ in pairs)
        self.scale = math.sqrt(sum(_square(large, self.target) for _, large in pairs) / (spread or 1))

    def __call__(self, point: XY) -> XY:
        return (
            self.target[0] + self.scale * (point[0] - self.centre[0]),
            self.target[1] + self.scale * (point[1] - self.centre[1]),
        )


def _larger(known: dict[str, XY], inset: dict[str, XY]) -> _Larger:
    return _Larger([(known[code], inset[code]) for code in sorted(known.keys() & inset.keys())])


def _middle(points: list[XY]) -> XY:
    number = len(points) or 1
    return sum(x for x, _ in points) / number, sum(y for _, y in points) / number


def _square(one: XY, other: XY) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _xy(point: list[int | float]) -> XY:
    return float(point[0]), float(point[1])


def _line(start: XY, end: XY, bend: float) -> str:
    """Return a curve from start to end, and the two strokes of an arrow at its end."""
    across = (end[0] - start[0], end[1] - start[1])
    middle = (
        start[0] + across[0] / 2 + across[1] * bend,
        start[1] + across[1] / 2 - across[0] * bend,
    )
    angle = math.atan2(middle[1] - end[1], middle[0] - end[0])
    heads = [
        (end[0] + _HEAD * math.cos(angle + turn), end[1] + _HEAD * math.sin(angle + turn))
        for turn in (0.45, -0.45)
    ]
    return f"M{_said(start)}Q{_said(middle)} {_said(end)}M{_said(heads[0])}L{_said(end)} {_said(heads[1])}"


def _said(point: XY) -> str:
    return " ".join(f"{value:.1f}".removesuffix(".0") for value in point)
