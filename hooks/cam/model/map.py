"""data/map.yaml: the drawing of the Americas, by country."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from cam.model.base import Slug, Strict, wrong

_PATH = re.compile(r"[MmLlHhVvZz0-9 .,-]+")


def _drawn(value: str) -> str:
    if not _PATH.fullmatch(value):
        raise wrong("this is not the outline of a shape", "restore the file; `cam map` draws it")
    return value


Outline = Annotated[str, AfterValidator(_drawn)]
"""An SVG path of straight lines."""

Number = int | float
Point = Annotated[list[Number], Field(min_length=2, max_length=2)]
"""x and y in units of the drawing."""


class Box(Strict):
    """A rectangle of the drawing."""

    left: Number
    top: Number
    width: Number
    height: Number


class Map(Strict):
    """Outlines, markers of small states, and an inset of the Caribbean. Keys are ids of countries."""

    width: Number
    height: Number
    scale: float = Field(description="units of the drawing for one unit of a shape")
    inset: Box
    others: Outline = Field(description="land that belongs to none of the 35 states")
    shapes: dict[Slug, Outline]
    markers: dict[Slug, Point]
    points: dict[Slug, Point] = Field({}, description="where flows of a state begin and end: its capital")
    outside: dict[Slug, Point] = Field(
        {}, description="the same for origins and destinations that are none of the 35 states, by ISO code"
    )
    inset_others: Outline
    inset_shapes: dict[Slug, Outline]
    inset_markers: dict[Slug, Point]
    inset_labels: dict[Slug, Point]
    inset_points: dict[Slug, Point] = Field(
        {}, description="the same in the inset, for the states and territories that it is for"
    )
