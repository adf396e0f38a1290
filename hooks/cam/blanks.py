"""Places that are left to be filled in: what `cam new` writes where it cannot know, and what people write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cam.problems import Problem
from cam.yamlfile import Place, YamlFile

BLANK = "…"
"""What stands in a new file where something is still to be written."""

# Small letters would be words: “todo” is Spanish for “everything”.
_BLANK = re.compile(r"…|\.{3}|(?:TODO|TBD|FIXME|XXX)(?::.*)?", re.DOTALL)
_STARTS = "….TFX "
_REMEDY = "fill this in, or take it out where it is not required"


def is_blank(value: object) -> bool:
    """Return whether a value only holds the place of one: `…`, `...`, TODO, or TODO with a colon and a remark."""
    return isinstance(value, str) and _BLANK.fullmatch(value.strip()) is not None


def unfilled(file: YamlFile) -> list[Problem]:
    """Return a problem for each value of a file that is still to be filled in, and for each key that is one."""
    if not _any(file.value):
        return []
    return [
        file.problem(place, f"`{'.'.join(map(str, place))}` is not filled in yet", _REMEDY)
        for place in _blanks(file.value)
    ]


def unfilled_line(file: str, line: int) -> Problem:
    """Return the problem of a line of text that is still to be written."""
    return Problem(file, line, "this is not filled in yet", "fill this in, or delete the line")


def _any(value: Any) -> bool:
    """Return whether there may be a blank inside a value: quick, for nearly all files have none."""
    if isinstance(value, str):
        return value[:1] in _STARTS and is_blank(value)
    if isinstance(value, dict):
        return any(map(_any, value.values()))
    return isinstance(value, list) and any(map(_any, value))


def _blanks(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the places of blanks inside a value, in the order of the file."""
    if is_blank(value):
        yield place
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _blanks(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _blanks(item, (*place, index))
