"""What stands where in a file: the order of its keys, which is the model's, and which groups stand on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from cam.model import KINDS, PartialDate, Record, Source, Text
from cam.model.base import Span
from cam.model.contract import Contract
from cam.model.figures import EditionFile, Participant, Prefill, RowUnit
from cam.model.records import Avoided, Responsible
from cam.prose import KEYS as FRONT_MATTER
from cam.store import Licence, Settings
from cam.yamlwriter import Node

_HEAD = ("id", "title", "summary")
"""Keys that open every record; those of its kind follow, then the others that every record has."""

_SUBJECTS = ("themes", "see_also")
"""What a record is about stands at the end of the keys of its kind, before where its statements come from."""

ROWS = (Source, Span, Licence, Responsible, Participant, Prefill, RowUnit, EditionFile, Avoided)
"""Groups that read like the row of a table: on one line, as long as they hold neither texts nor lists."""

_YEAR = re.compile(r"[1-9][0-9]{3}")
_PLURALS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural forms in its own order; of a label, they stand in the place of its text."""


@dataclass(frozen=True)
class Shape:
    """What is known of a value: `keys` are those of a group in their order, `inner` what its values are.

    `model`: a group with known keys; `text`: a text per language; `map`: another group by language or code; `list`;
    `lists`: a file of codes; `date`: a date as far as it is known; `any`: nothing is known.
    """

    sort: Literal["model", "text", "map", "list", "lists", "date", "any"]
    model: type[BaseModel] | None = None
    inner: Shape | None = None
    one_line: bool = False
    quoted: bool = False


_ANY, _TEXT, _DATE = Shape("any"), Shape("text"), Shape("date")
_FRONT = Shape("model")
_ALONE: dict[str, type[BaseModel]] = {"data/site.yaml": Settings, "data/api.yaml": Contract}


def of_file(name: str) -> Shape:
    """Return the shape of a file, by its path from the root with forward slashes."""
    if name.endswith(".md"):
        return _FRONT
    folder = name.removeprefix("data/").partition("/")[0]
    if folder in ("vocabulary", "labels"):
        label = folder == "labels"
        return Shape("lists", inner=Shape("text", one_line=not label, quoted=label))
    model = _ALONE.get(name) or KINDS.get(folder)
    return Shape("model", model) if model else _ANY


def arrange(node: Node, shape: Shape, languages: Sequence[str]) -> None:
    """Put the keys of a value in order, all the way down, and say which groups and lists stand on one line."""
    if node.kind == "scalar":
        node.quoted = shape.quoted and node.tag == "str"
        if shape.sort == "date" and node.fresh and _YEAR.fullmatch(node.text):
            node.tag = "int"  # as people write a year
    elif node.kind == "list":
        _arrange_list(node, shape, languages)
    elif shape.sort == "model":
        _arrange_model(node, shape, languages)
    else:
        _arrange_group(node, shape, languages)


def _arrange_list(node: Node, shape: Shape, languages: Sequence[str]) -> None:
    inner = shape.inner if shape.sort == "list" and shape.inner else Shape("any", quoted=shape.quoted)
    for item in node.items:
        arrange(item.value, inner, languages)
    node.flow = None if _holds_words(node) else False


def _arrange_model(node: Node, shape: Shape, languages: Sequence[str]) -> None:
    fields = _fields(shape.model) if shape.model else dict.fromkeys(FRONT_MATTER, _ANY)
    _sort(node, list(fields))
    for item in node.items:
        arrange(item.value, fields.get(item.key or "", _ANY), languages)
    node.flow = shape.model in ROWS and _holds_words(node)


def _arrange_group(node: Node, shape: Shape, languages: Sequence[str]) -> None:
    inner = shape.inner or Shape("any", quoted=shape.quoted, one_line=shape.one_line)
    if shape.sort != "lists":  # a file of codes keeps their order: readers see it
        _sort(node, [*languages, *_PLURALS])
    for item in node.items:
        arrange(item.value, inner, languages)
    fits = None if shape.sort in ("map", "any") and _holds_words(node) and not shape.quoted else False
    node.flow = shape.one_line or fits


def _holds_words(node: Node) -> bool:
    """Whether a list or group holds scalars of one line only."""
    return all(item.value.kind == "scalar" and "\n" not in item.value.text for item in node.items)


def _sort(node: Node, keys: Sequence[str]) -> None:
    """Put known keys first, in order; the others keep theirs, behind them."""
    rank = {key: number for number, key in enumerate(keys)}
    node.items.sort(key=lambda item: rank.get(item.key or "", len(rank)))


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a group in the order in which files have them."""
    fields = list(model.model_fields)
    if not issubclass(model, Record):
        return fields
    shared = [key for key in Record.model_fields if key not in (*_HEAD, *_SUBJECTS)]
    own = [key for key in fields if key not in Record.model_fields]
    return [*_HEAD, *own, *_SUBJECTS, *shared]


@cache
def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of each key of a group, in the order in which files have them."""
    return {key: _shape(model.model_fields[key].annotation) for key in keys_of(model)}


def _shape(annotation: Any) -> Shape:
    """Return the shape that a type says."""
    if isinstance(annotation, type) and not get_origin(annotation):
        if issubclass(annotation, Text):
            return _TEXT
        if issubclass(annotation, PartialDate):
            return _DATE
        return Shape("model", annotation) if issubclass(annotation, BaseModel) else _ANY
    parts = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is list:
            return Shape("list", inner=_shape(parts[0]))
        case origin if origin is dict:
            return Shape("map", inner=_shape(parts[1]))
    shapes = (_shape(part) for part in parts)  # X | None, Annotated[X, …]
    return next((shape for shape in shapes if shape != _ANY), _ANY)
