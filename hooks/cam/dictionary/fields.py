"""Reads the fields out of the classes of the model: what each holds, of which list or kind, whether it is required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from cam.model import KINDS, AnyReference, Code, PartialDate, Record, Reference, Source, Strict, Text
from cam.model.base import Address, ClockTime, PlainText, Slug
from cam.model.figures import Checksum, Column, TableCode
from cam.model.program import Territory
from cam.model.records import KindName

_NAMED: dict[Any, str] = {
    Address: "address",
    Checksum: "checksum",
    ClockTime: "time",
    Column: "column",
    KindName: "kind",
    PlainText: "words",
    Slug: "id",
    TableCode: "words",
    Territory: "territory",
    Text: "text",
    PartialDate: "date",
    AnyReference: "record",
    bool: "yes",
    int: "number",
    str: "words",
}
"""What a type of the model is called: a text is in languages, words are as they stand in any."""


@dataclass(frozen=True)
class Field:
    """A field of a class of the model.

    `owner` is the class that declares it; `holds` what it holds; `many` whether it is a list; `keyed` whether that
    stands under the code of a language; `listed` the closed list of its codes, `refers` the kind that it names,
    `piece` the class of the pieces in it; `said` what the model says of it, in English, if anything.
    """

    name: str
    owner: type[Strict] = field(repr=False)
    holds: str
    many: bool = False
    keyed: bool = False
    required: bool = False
    listed: str = ""
    refers: str = ""
    piece: type[Strict] | None = None
    said: str = ""


@cache
def fields(model: type[Strict]) -> tuple[Field, ...]:
    """Return the fields of a class, those that every record has first."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        Field(
            name,
            _owner(model, name),
            required=info.is_required(),
            said=info.description or "",
            **_read(hints[name]),
        )
        for name, info in model.model_fields.items()
    )


def in_files(model: type[Strict]) -> list[Field]:
    """Return the fields of a class that files have: all but those that follow from other records."""
    return [item for item in fields(model) if item.name not in getattr(model, "worked_out", ())]


def own(model: type[Strict]) -> list[Field]:
    """Return the fields of a class that are not as every record has them."""
    return [item for item in fields(model) if model is Record or item.owner is not Record]


def pieces() -> list[type[Strict]]:
    """Return the classes of pieces that records are made of, in the order in which the kinds use them."""
    found: dict[type[Strict], None] = {}
    for kind in KINDS.values():
        _collect(kind, found)
    return list(found)


def _collect(model: type[Strict], found: dict[type[Strict], None]) -> None:
    for item in fields(model):
        if item.piece and item.piece not in found:
            found[item.piece] = None
            _collect(item.piece, found)


def called(model: type[Strict]) -> str:
    """Return the name of a class in the dictionary: of a kind its folder, else its own in small letters."""
    if model is not Record and issubclass(model, Record) and "kind" in vars(model):
        return model.kind
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip("_")


def is_source(item: Field) -> bool:
    """Return whether a field holds the sources of something."""
    return item.piece is Source


def _owner(model: type[Strict], name: str) -> type[Strict]:
    """Return the class that declares a field, nearest first."""
    return next(part for part in model.__mro__ if name in vars(part).get("__annotations__", {}))


def _read(annotation: Any) -> dict[str, Any]:
    """Return what a type says: what is held, how often, under what."""
    if annotation in _NAMED:
        return {"holds": _NAMED[annotation]}
    if isinstance(annotation, type) and not get_args(annotation):
        return _of_class(annotation)
    if get_origin(annotation) is list:
        return _read(get_args(annotation)[0]) | {"many": True}
    if get_origin(annotation) is dict:
        return _read(get_args(annotation)[1]) | {"keyed": True}
    return _read(next(_options(annotation)))


def _options(annotation: Any) -> Iterator[Any]:
    """Yield what a field may hold beside nothing."""
    return (option for option in get_args(annotation) if option is not NoneType)


def _of_class(found: type) -> dict[str, Any]:
    if issubclass(found, Code):
        return {"holds": "code", "listed": found.vocabulary}
    if issubclass(found, Reference):
        return {"holds": "reference", "refers": found.kind}
    if issubclass(found, Strict):
        return {"holds": "piece", "piece": found}
    raise TypeError(f"the dictionary of fields does not know {found}")
