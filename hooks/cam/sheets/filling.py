"""Fills the tables of a kind with its records, as the readers of one language get them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel

from cam.dictionary.fields import Field
from cam.model import Record, Source, Text
from cam.sheets import layout
from cam.sheets.facts import as_text, remembered
from cam.sheets.layout import Column, Layout
from cam.store import Catalogue, is_example, key
from cam.text import Words
from cam.translation.state import state
from cam.views.blocks import Anchor, Moment
from cam.views.lists import state_name
from cam.views.page import page_address
from cam.views.program_parts import place_name
from cam.views.reader import Reader, shown


class Cell(NamedTuple):
    """A cell: a text or a whole number; `unsure` where the value is only remembered."""

    value: str | int
    unsure: bool = False


_EMPTY = Cell("")

_BETWEEN, _LINE = "; ", "\n"
"""What stands between several values in a cell: codes, ids, names; and texts, words, addresses, sources."""


@dataclass(frozen=True)
class Sheet:
    """A table of a kind with its rows."""

    layout: Layout
    rows: list[list[Cell]]


@dataclass(frozen=True)
class _Row:
    """What a row is made of: a piece of a record (or the record itself), and where in it that stands."""

    record: Record
    piece: BaseModel
    way: tuple[str, ...] = ()


def exported(catalogue: Catalogue, kind: str) -> list[Record]:
    """Return the records of a kind that go out, ordered by id: all but those that are made up."""
    return [record for record in catalogue.records[kind].values() if not is_example(record)]


def filled(reader: Reader, kind: str, site: str) -> list[Sheet]:
    """Return the tables of a kind for a reader; `site` is the address of the site. That of records comes first."""
    records = exported(reader.catalogue, kind)
    sheets = []
    for table in layout.layouts(kind):
        found = [row for record in records for row in _rows(reader.catalogue, table, record)]
        sheets.append(Sheet(table, [_row(reader, table, row, site) for row in found]))
    return sheets


def parts(catalogue: Catalogue, kind: str) -> list[Layout]:
    """Return the tables of a kind's pieces that have a row, without that of the sources."""
    records = exported(catalogue, kind)
    return [
        table
        for table in layout.layouts(kind)[1:]
        if table.model is not Source and any(True for item in records for _ in _rows(catalogue, table, item))
    ]


def _rows(catalogue: Catalogue, table: Layout, record: Record) -> Iterator[_Row]:
    """Yield what makes the rows of a table in a record."""
    if table.model is Source:
        for way, value in catalogue.inside(record, Source):
            yield _Row(record, value, tuple(as_text(_counted(step)) for step in way))
    elif table.way:
        yield from _entries(_Row(record, record), table, table.place)
    else:
        yield _Row(record, record)


def _counted(step: str | int) -> str | int:
    return step + 1 if isinstance(step, int) else step


def _entries(row: _Row, table: Layout, way: tuple[str, ...]) -> Iterator[_Row]:
    """Yield the pieces at the end of a way of fields, those inside them that are of the same sort after each."""
    value = getattr(row.piece, way[0])
    for number, piece in enumerate(value if isinstance(value, list) else [value], 1):
        here = (*row.way, way[0], *((str(number),) if isinstance(value, list) else ()))
        inner = _Row(row.record, piece, here)
        if way[1:]:
            yield from _entries(inner, table, way[1:])
        else:
            yield inner
            yield from _same_inside(inner, table)


def _same_inside(row: _Row, table: Layout) -> Iterator[_Row]:
    for column in table.columns:
        if column.form == "count" and column.field.piece is table.model:
            yield from _entries(row, table, column.place)


# Cells


def _row(reader: Reader, table: Layout, row: _Row, site: str) -> list[Cell]:
    cells = [_cell(reader, column, row, site) for column in table.columns]
    if table.way:  # the last column of a table of pieces
        named = (column.name for column, cell in zip(table.columns, cells, strict=True)
                 if cell.unsure and column.form != "name")  # fmt: skip
        cells[-1] = Cell(_BETWEEN.join(named))
    return cells


def _cell(reader: Reader, column: Column, row: _Row, site: str) -> Cell:
    if not column.form:
        return Cell(_added(reader, column, row, site))
    value: object = row.piece
    for name in column.place:
        value = getattr(value, name, None)
    if value is None or (column.form != "count" and value in ([], {})):
        return _EMPTY
    unsure = bool(row.record.unsure) and remembered(row.record, (*row.way, *column.place))
    return Cell(_said(reader, column, row.record, value), unsure)


def _added(reader: Reader, column: Column, row: _Row, site: str) -> str:
    """Return what a column holds that is no field: which record and place in it a row is, its page, its translation."""
    record = row.record
    match column.name:
        case layout.RECORD:
            return record.id
        case layout.RECORD_NAME:
            return _plain(reader, reader.title(record))
        case layout.ENTRY:
            return ".".join(step for step in row.way if step.isdigit())
        case layout.FIELD:
            return ".".join(row.way)
        case layout.PAGE:
            return page_address(reader, site, f"{key(record)}/")
        case layout.STATE:
            return state(reader.catalogue, record, reader.language)
        case layout.UNSURE:
            return ""  # known when the rest of the row is
    return state_name(reader, state(reader.catalogue, record, reader.language))


def _said(reader: Reader, column: Column, record: Record, value: object) -> str | int:
    """Return a value in the form that a column wants."""
    match column.form, value:
        case "value", str() | bool():  # most of a hundred thousand cells
            return as_text(value)
        case "value", int():
            return value
        case "count", list():
            return len(value)
        case "said", list():
            return _LINE.join(_source(reader, source) for source in value)
        case "name", _:
            return _BETWEEN.join(_named(reader, column.field, *item) for item in _each(value))
    between = _LINE if column.field.holds in ("text", "words", "address") else _BETWEEN
    return between.join(_entry(reader, record, *item) for item in _each(value))


def _each(value: object) -> Iterator[tuple[str, object]]:
    """Yield the single values of a field, with the code of the language under which each stands, if any."""
    if isinstance(value, dict) and not isinstance(value, Text):
        for language, inner in value.items():
            yield from ((language, item) for _, item in _each(inner))
    elif isinstance(value, list):
        yield from (("", item) for item in value)
    elif value is not None:
        yield ("", value)


def _entry(reader: Reader, record: Record, language: str, value: object) -> str:
    text = _plain(reader, reader.say(value, record)) if isinstance(value, Text) else as_text(value)
    return f"{language}: {text}" if language else text


def _named(reader: Reader, field: Field, language: str, value: object) -> str:
    """Return the words for a code or an id."""
    code = str(value)
    match field.holds:
        case "code":
            text = reader.code(code, field.listed)
        case "kind":
            text = reader.label(f"kinds.{code}")
        case "territory":
            text = place_name(reader, code)
        case _:
            text = _plain(reader, reader.title(reader.find(code, field.refers or None)))
    return f"{reader.wording.language_name(language)}: {text}" if language else text


def _plain(reader: Reader, words: Words) -> str:
    """Return a text; one that is in another language than the reader's says so."""
    if not words.foreign:
        return words.text
    language = reader.wording.language_name(words.language)
    return f"{words.text} [{reader.label('marks.untranslated', language=language)}]"


def _source(reader: Reader, source: Source) -> str:
    """Return a source in words; its address in full, where a page may cut it."""
    return "".join(_inline(part, source.address or "") for part in reader.source(source))


def _inline(part: object, address: str = "") -> str:
    if isinstance(part, Anchor) and part.outside and address:
        return f"{_inline(part.text).removesuffix(shown(address))}{address}"
    return _inline(part.text) if isinstance(part, (Anchor, Moment)) else str(part)


def counted(sheets: Iterable[Sheet]) -> dict[str, int]:
    """Return how many rows each table has, by its name."""
    return {sheet.layout.name: len(sheet.rows) for sheet in sheets}
