"""A record taken apart: one fact a row, nothing lost. From the rows of a record the record can be put together again.

`field` is the way to the value: names of fields and numbers of entries, from 1, with dots between (dates.1.start). A
text stands once for each of its languages. What is empty has no row; `piece` is a group of fields in which none is
filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from cam.dictionary.fields import Field, fields
from cam.model import Record, Text
from cam.store import key


class Fact(NamedTuple):
    """One row: `type` says what the value is, `list` of which closed list or kind of record, `unsure` that it is only
    remembered.
    """

    record: str
    field: str
    language: str
    value: str
    type: str
    list: str
    unsure: str


class _Leaf(NamedTuple):
    way: tuple[str, ...]
    language: str
    value: object
    field: Field


def facts(record: Record) -> Iterator[Fact]:
    """Yield every fact of a record, in the order of its fields."""
    for leaf in _inside(record, ()):
        way = ".".join(leaf.way)
        held = leaf.field.holds
        listed = leaf.field.listed or leaf.field.refers
        doubted = "yes" if remembered(record, leaf.way) else ""
        yield Fact(key(record), way, leaf.language, as_text(leaf.value), held, listed, doubted)


def remembered(record: Record, way: tuple[str, ...]) -> bool:
    """Return whether the value at a way of fields is one that the record's `unsure` names, or inside of one."""
    named = [tuple(name.split(".")) for name in record.unsure]
    return any(way[: len(name)] == name for name in named)


def as_text(value: object) -> str:
    """Return a value as it stands in a cell: what is true or false is yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _inside(piece: BaseModel, way: tuple[str, ...]) -> Iterator[_Leaf]:
    for field in fields(type(piece)):
        yield from _value(getattr(piece, field.name), (*way, field.name), field)


def _value(value: object, way: tuple[str, ...], field: Field) -> Iterator[_Leaf]:
    """Yield what a value comes to: each entry of a list, each language of a text, each field of a piece."""
    match value:
        case None:
            return
        case Text():
            for language, text in value.items():
                yield _Leaf(way, language, text, field)
        case list():
            for number, entry in enumerate(value, 1):
                yield from _value(entry, (*way, str(number)), field)
        case dict():
            for name, entry in value.items():
                yield from _value(entry, (*way, str(name)), field)
        case BaseModel():
            found = list(_inside(value, way))
            yield from found or [_Leaf(way, "", "", field)]
        case _:
            yield _Leaf(way, "", value, field)
