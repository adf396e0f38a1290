"""The page on the exchange of worker programs as tables: what can be fetched, and what each column means."""

from __future__ import annotations

from cam.programs_exchange.columns import Column, participant_columns, program_columns
from cam.programs_exchange.meaning import form as form_of
from cam.views.blocks import Anchor, Block, Cell, Links, Table
from cam.views.reader import Reader

FILES = {
    "programs.xlsx": "download_xlsx",
    "programs.csv": "download_csv",
    "programs-participants.csv": "download_participants",
}
"""The files beside the list of programs, in each language, with the labels that name them."""


def form(reader: Reader) -> list[Block]:
    """The tables that can be fetched, and the columns of both."""
    languages = reader.catalogue.languages
    rows = [[Anchor(reader.href(f"programs/{name}"), reader.label(f"programs.{label}"))]
            for name, label in FILES.items()]  # fmt: skip
    return [
        Links(reader.label("programs.form_downloads"), anchor="downloads", rows=[list(row) for row in rows]),
        _columns(reader, "form_columns", program_columns(languages)),
        _columns(reader, "form_participants", participant_columns(languages)),
    ]


def _columns(reader: Reader, name: str, columns: list[Column]) -> Table:
    """Return what each column means; a text that has a column for each language stands in one row."""
    rows: dict[str, list[Cell]] = {}
    for column in columns:
        if column.base not in rows:
            rows[column.base or column.name] = [
                column.name.removesuffix(f"_{column.language}") + ("_…" if column.language else ""),
                reader.label(column.label),
                form_of(reader.wording, column),
            ]
    return Table(
        reader.label(f"programs.{name}"),
        anchor=name.replace("_", "-"),
        columns=[reader.label(f"columns.{heading}") for heading in ("column", "meaning", "form_value")],
        rows=list(rows.values()),
    )
