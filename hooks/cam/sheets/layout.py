"""Which tables a kind of record makes, and their columns: by rule from the model, never listed by hand.

The first table has one record a row. A list of pieces becomes a table of its own with one piece a row, and a column
here that counts them (its name ends in _count); pieces inside pieces of the same sort stay in the table of the outer
ones, `entry` says where (2.1 is the first inside the second). All sources of a kind are gathered in one table. A group
of fields becomes one column for each. Beside a column of codes or ids stands one that says them in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from cam.dictionary.fields import Field, fields, is_source, own
from cam.model import KINDS, Record, Source, Strict

SOURCES = "sources"
"""The table of all sources of a kind, and the columns in which they are said in words."""

ID, RECORD, RECORD_NAME, ENTRY, FIELD, PAGE, STATE, UNSURE = (
    "id", "record", "record_name", "entry", "field", "page", "translation_state", "unsure"
)  # fmt: skip
"""Columns that are no fields: of which record and which place in it a row is, and what this site adds. (In the table of
records `unsure` is a field; in that of pieces it names what is only remembered in the row.)
"""

_NAMED = ("code", "reference", "record", "kind", "territory")
"""What is held as a code or an id, and has words."""

_FIRST = (ID, "title", "summary")


@dataclass(frozen=True)
class Column:
    """A column: the way of fields to its value, and which form of it this is.

    `form`: value; name (in words); count (of the rows of another table); said (sources in words); or nothing, for what
    is no field of the model.
    """

    name: str
    form: str
    way: tuple[Field, ...] = ()

    @property
    def field(self) -> Field:
        """The field whose value it holds."""
        return self.way[-1]

    @cached_property
    def place(self) -> tuple[str, ...]:
        """The names on the way to its value."""
        return tuple(field.name for field in self.way)

    @property
    def is_list(self) -> bool:
        """Whether a cell may hold several values."""
        return self.form in ("value", "name") and (self.field.many or self.field.keyed)


@dataclass(frozen=True)
class Layout:
    """A table: `way` leads to the list whose entries are its rows (none: records), `model` is the class of a row."""

    name: str
    model: type[Strict]
    columns: tuple[Column, ...]
    way: tuple[Field, ...] = ()

    @cached_property
    def place(self) -> tuple[str, ...]:
        """The names on the way to its rows."""
        return tuple(field.name for field in self.way)


@cache
def layouts(kind: str) -> tuple[Layout, ...]:
    """Return the tables of a kind: that of its records, those of its pieces, that of its sources."""
    model = KINDS[kind]
    records = Layout(kind, model, tuple(_of_records(model)))
    return (records, *_of_pieces(model, ()), Layout(SOURCES, Source, tuple(_of_sources())))


def _of_records(model: type[Record]) -> Iterator[Column]:
    for field in _ordered(model):
        yield from _columns((field,))
    yield from (Column(STATE, ""), Column(f"{STATE}_name", ""), Column(PAGE, ""))


def _ordered(model: type[Strict]) -> list[Field]:
    """Return the fields of a class: what tells a record, what is its kind's own, the rest of what every record has."""
    known = {field.name: field for field in fields(model)}
    first = [name for name in _FIRST if issubclass(model, Record)]
    return [known[name] for name in dict.fromkeys([*first, *(field.name for field in own(model)), *known])]


def _of_pieces(model: type[Strict], way: tuple[Field, ...]) -> Iterator[Layout]:
    """Yield the tables of the pieces in a class that stands at the end of `way`."""
    for field in _ordered(model):
        piece, here = field.piece, (*way, field)
        if piece is None or is_source(field) or piece is model:
            continue
        if field.many:
            placed = (Column(RECORD, ""), Column(RECORD_NAME, ""), Column(ENTRY, ""))
            columns = (*placed, *_all(piece), Column(UNSURE, ""))
            yield Layout("_".join(step.name for step in here), piece, columns, here)
        yield from _of_pieces(piece, here)


def _of_sources() -> Iterator[Column]:
    yield from (Column(RECORD, ""), Column(RECORD_NAME, ""), Column(FIELD, ""), *_all(Source))


def _all(model: type[Strict]) -> list[Column]:
    return [column for field in fields(model) for column in _columns((field,))]


def _columns(way: tuple[Field, ...]) -> Iterator[Column]:
    """Yield the columns of the field at the end of a way."""
    field, name = way[-1], "_".join(field.name for field in way)
    if is_source(field):
        yield Column(name, "said", way)
    elif field.piece and field.many:
        yield Column(f"{name}_count", "count", way)
    elif field.piece:
        for inner in fields(field.piece):
            yield from _columns((*way, inner))
    else:
        yield Column(name, "value", way)
        if field.holds in _NAMED:
            yield Column(f"{name}_name", "name", way)
