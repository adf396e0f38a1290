"""Fits tables on A4: the size of the letters, upright or sideways, in one piece or in parts of some columns each."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cam.documents.nodes import AUTO, Grid, Runs, said

_FIGURE = re.compile(r"[-–−]?[0-9][0-9., \u00a0\u202f]*[ \u00a0]?%?\*?")
_NO_FIGURE = ("", "–", "—", "-", "na", "nr", "…", "..")

_UPRIGHT, _SIDEWAYS = 470.0, 720.0
"""How wide a table may be on a page of A4, upright and sideways, in points."""

_SIZES, _SIDEWAYS_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0), (8.0, 7.5, 7.0, 6.5)
_LETTER, _BOLD, _BETWEEN = 0.49, 1.2, 7.0
"""The mean width of a letter, in parts of its size; how much wider bold ones are; between columns, in points."""

_LONG, _BROKEN = 32, 18
"""Texts of more letters than this are broken into lines, which are to be at least so many letters long."""

_LINES = 4
"""A heading is broken into no more lines than this, or hardly."""

_WHOLE = 38
"""A table of so many lines has room on a page, and is not broken between two."""

_STRETCH = 1.4
"""By how much a column may be widened for its heading where there is room."""


@dataclass(frozen=True)
class _Column:
    """How many letters wide a column wants to be, and how long its longest text and its heading are."""

    letters: float
    text: int
    heading: float

    def width(self, size: float) -> float:
        """Return its width in points."""
        return self.letters * size * _LETTER + _BETWEEN

    @property
    def is_broken(self) -> bool:
        """Whether its texts are broken into lines."""
        return self.text > self.letters

    def given(self, size: float, stretch: float) -> float:
        """Return the width that a grid gives it: a share of the room where its texts are broken into lines."""
        if self.is_broken:
            return -math.sqrt(min(self.text, 160))
        return self.width(size) * stretch if self.heading > self.letters else AUTO


def fitted(
    title: str,
    header: Sequence[Runs],
    rows: Sequence[Sequence[Runs]],
    figures: bool = True,
    credit: Runs = (),
) -> tuple[list[Grid], bool]:
    """Return a table as one grid or several, and whether they are to stand sideways.

    Where `figures` is false, its cells hold signs and no figures, even if some look like figures. `credit` stands
    below the last grid.
    """
    columns = [_column(place, header, rows) for place in range(len(header))]
    numeric = [figures and place > 0 and _holds_figures(place, rows) for place in range(len(header))]
    size, sideways, parts = _layout(columns)
    room = _SIDEWAYS if sideways else _UPRIGHT
    stretch = min(room / sum(column.width(size) for column in columns), _STRETCH) if len(parts) == 1 else 1.0
    whole = not sideways and len(rows) <= _WHOLE and not any(column.is_broken for column in columns)
    grids = []
    for part in parts:
        own = [columns[place] for place in part]
        widths = tuple(column.given(size, stretch) for column in own)
        grids.append(
            Grid(
                title,
                tuple(header[place] for place in part),
                tuple(tuple(row[place] for place in part) for row in rows),
                tuple(numeric[place] for place in part),
                size,
                widths,
                _points(own, widths, size, room),
                whole,
                credit if part == parts[-1] else (),
            )
        )
    return grids, sideways


def _points(
    columns: Sequence[_Column], given: Sequence[float], size: float, room: float
) -> tuple[float, ...]:
    """Return the widths that columns come to in points, where nobody measures their content."""
    fixed = [
        0 if width < 0 else width or column.width(size) for column, width in zip(columns, given, strict=True)
    ]
    shares = sum(-width for width in given if width < 0)
    left = max(room - sum(fixed), 0)
    return tuple(own or -width / shares * left for own, width in zip(fixed, given, strict=True))


def _layout(columns: Sequence[_Column]) -> tuple[float, bool, list[list[int]]]:
    """Return the size of the letters, whether the page is turned, and the columns of each part."""
    everything = list(range(len(columns)))
    for sizes, room in ((_SIZES, _UPRIGHT), (_SIDEWAYS_SIZES, _SIDEWAYS)):
        for size in sizes:
            if sum(column.width(size) for column in columns) <= room:
                return size, room == _SIDEWAYS, [everything]
    return _SIDEWAYS_SIZES[-1], True, _parts(columns, _SIDEWAYS_SIZES[-1])


def _parts(columns: Sequence[_Column], size: float) -> list[list[int]]:
    """Return the columns of each part: the first column again, then as many others as there is room for, evenly."""
    others = len(columns) - 1
    parts: list[list[int]] = []
    for number in range(2, others + 1):
        share = -(-others // number)
        parts = [[0, *range(start, min(start + share, others + 1))] for start in range(1, others + 1, share)]
        if all(sum(columns[place].width(size) for place in part) <= _SIDEWAYS for part in parts):
            break
    return parts or [list(range(len(columns)))]


def _column(place: int, header: Sequence[Runs], rows: Sequence[Sequence[Runs]]) -> _Column:
    """Return how wide a column is: its figures stand in one line, its texts and heading in several."""
    heading = said(header[place])
    texts = [said(row[place]) for row in rows]
    longest = max(map(len, texts), default=0)
    whole = max((len(text) for text in texts if _is_figure(text)), default=0)
    word = max(map(len, heading.split(" "))) * _BOLD
    letters = max(whole, word, len(heading) * _BOLD / _LINES, longest if longest <= _LONG else _BROKEN, 1)
    return _Column(letters, longest, len(heading) * _BOLD)


def _holds_figures(place: int, rows: Sequence[Sequence[Runs]]) -> bool:
    return bool(rows) and all(_is_figure(said(row[place])) for row in rows)


def _is_figure(text: str) -> bool:
    return text.strip() in _NO_FIGURE or bool(_FIGURE.fullmatch(text.strip()))
