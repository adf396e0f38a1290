"""What each column of the tables of a kind holds, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cam.dictionary.meaning import codes, holds, of_way
from cam.model import KINDS
from cam.sheets.filling import parts
from cam.sheets.layout import SOURCES, UNSURE, Column, Layout, layouts
from cam.wording import Wording


@dataclass(frozen=True)
class Explained:
    """A column of a table of a kind, and what is said of it.

    `field` is the way to its value in a record, as the long form has it, with * for the number of an entry; `meaning`
    is in `language`, `form` says what may stand in a cell, `list` and `refers` what its codes and ids are of.
    """

    kind: str
    table: str
    column: str
    field: str
    meaning: str
    language: str
    form: str
    list: str
    refers: str
    required: bool


def explained(wording: Wording, kind: str) -> Iterator[Explained]:
    """Yield every column of every table of a kind."""
    files = {table.name for table in parts(wording.catalogue, kind)}
    for layout in layouts(kind):
        for column in layout.columns:
            yield _explained(wording, kind, layout, column, files)


def every_column(wording: Wording) -> Iterator[Explained]:
    """Yield every column of every table of every kind."""
    for kind in KINDS:
        yield from explained(wording, kind)


def _explained(wording: Wording, kind: str, layout: Layout, column: Column, files: set[str]) -> Explained:
    """Return what is said of a column; `files` are the tables of pieces that have a file of their own."""
    if not column.form:
        said = wording.label(f"sheets.column_{column.name}")
        required = column.name != UNSURE
        return Explained(kind, layout.name, column.name, "", said, wording.language, "", "", "", required)
    field, meaning = column.field, of_way(wording, column.way)
    said = _in_form(wording, kind, layout, column, meaning.text, files)
    form = _form(wording, column)
    place = _place(layout, column) if column.form != "name" else ""
    required = column.form != "name" and all(step.required for step in column.way)
    return Explained(
        kind,
        layout.name,
        column.name,
        place,
        said,
        meaning.language,
        form,
        field.listed,
        field.refers,
        required,
    )


def _in_form(
    wording: Wording, kind: str, layout: Layout, column: Column, meaning: str, files: set[str]
) -> str:
    match column.form:
        case "name" | "said":
            return wording.label("sheets.in_words", what=meaning)
        case "count":
            table = table_of(layout, column)
            file = wording.label("sheets.counted_file", file=f"{kind}.{table}.csv") if table in files else ""
            return wording.label("sheets.counted", what=meaning, table=table, file=file)
    return meaning


def _form(wording: Wording, column: Column) -> str:
    """Return what may stand in a cell, with the codes of its list."""
    if column.form == "count":
        return wording.label("dictionary.holds_number")
    if column.form != "value":
        return wording.label(f"sheets.form_{column.form}{'_many' if column.is_list else ''}")
    known = codes(wording, column.field)
    return wording.label("formats.colon").join(
        [holds(wording, column.field), *([", ".join(known)] if known else [])]
    )


def table_of(layout: Layout, column: Column) -> str:
    """Return the name of the table whose rows a column counts."""
    if column.field.piece is layout.model:
        return layout.name
    return "_".join((*layout.place, *column.place))


def _place(layout: Layout, column: Column) -> str:
    """Return the way to the value of a column in a record, e.g. dates.*.start."""
    start = [SOURCES, "*"] if layout.name == SOURCES else []
    for step in (*layout.way, *column.way):
        start += [step.name, "*"] if step.many or step.keyed else [step.name]
    return ".".join(start)
