"""Writes the worker programs of a knowledge base as the tables of the exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cam.model.program import Program
from cam.programs_exchange.columns import Column, cell, participant_columns, program_columns
from cam.programs_exchange.files import COLUMNS, PARTICIPANTS, PROGRAMS, Rows, WrongTable, to_csv, to_xlsx
from cam.programs_exchange.meaning import form, meaning
from cam.store import Catalogue, key
from cam.wording import Wording

Sheet = tuple[list[str], Rows]


def programs(catalogue: Catalogue) -> Sheet:
    """Return the table of programs."""
    columns = program_columns(catalogue.languages)
    return _names(columns), [[cell(plain, column) for column in columns] for _, plain in _plain(catalogue)]


def participants(catalogue: Catalogue) -> Sheet:
    """Return the table of participants."""
    columns = participant_columns(catalogue.languages)
    rows = [
        [cell({"program": name, **entry}, column) for column in columns]
        for name, plain in _plain(catalogue)
        for entry in plain.get("participants", [])
    ]
    return _names(columns), rows


def explained(catalogue: Catalogue, language: str) -> Sheet:
    """Return the table that explains the columns of both tables."""
    wording = Wording(catalogue, language)
    tables = {
        PROGRAMS: program_columns(catalogue.languages),
        PARTICIPANTS: participant_columns(catalogue.languages),
    }
    rows = [
        [table, column.name, meaning(wording, column), form(wording, column)]
        for table, columns in tables.items()
        for column in columns
    ]
    return ["table", "column", "meaning", "form"], rows


def _names(columns: list[Column]) -> list[str]:
    return [column.name for column in columns]


def _plain(catalogue: Catalogue) -> list[tuple[str, dict[str, Any]]]:
    return [(record.id, catalogue.files[key(record)].value) for record in catalogue.all(Program)]


def workbook(catalogue: Catalogue, language: str) -> bytes:
    """Return the spreadsheet: both tables, and what their columns mean."""
    return to_xlsx(
        {
            PROGRAMS: programs(catalogue),
            PARTICIPANTS: participants(catalogue),
            COLUMNS: explained(catalogue, language),
        }
    )


def files(catalogue: Catalogue, name: str, language: str) -> dict[str, bytes]:
    """Return the files that a name stands for: one spreadsheet, or a CSV for each table. Raises WrongTable."""
    if name.endswith(".xlsx"):
        return {name: workbook(catalogue, language)}
    if name.endswith(".csv"):
        stem = name.removesuffix(".csv")
        return {
            name: to_csv(*programs(catalogue)),
            f"{stem}-participants.csv": to_csv(*participants(catalogue)),
        }
    raise WrongTable([f"{name}: this is neither .csv nor .xlsx — end the name in one of them"])


def export(catalogue: Catalogue, name: str) -> list[str]:
    """Write the tables to a file, or two; return their names. Raises WrongTable."""
    made = files(catalogue, name, catalogue.languages[0])
    try:
        for path, content in made.items():
            Path(path).write_bytes(content)
    except OSError as error:
        raise WrongTable([f"{name}: it cannot be written ({error.strerror}) — name another place"]) from None
    return list(made)
