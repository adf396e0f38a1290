"""The dictionary of fields as tables and as JSON, and the closed lists as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cam.dictionary.page import lists_in_use
from cam.model import KINDS
from cam.sheets.explaining import Explained, every_column, explained
from cam.store import Catalogue
from cam.views.reader import Reader
from cam.wording import Wording

COLUMNS = ("kind", "table", "column", "field", "meaning", "language", "form", "list", "refers", "required")


CODE_COLUMNS = ("list", "code", "language", "words")

_OF_FIGURES = tuple(f"figure_{name}" for name in ("attributes", "basis", "keys", "sides"))
"""The lists of the columns of the tables of figures, and of the codes in these."""


def rows(reader: Reader) -> list[list[str]]:
    """Return the columns of all tables of all kinds as rows, in the reader's language."""
    return [
        [*(str(getattr(item, name)) for name in COLUMNS[:-1]), "yes" if item.required else "no"]
        for item in every_column(reader.wording)
    ]


def as_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return the columns of all tables by kind and table, with their meaning in every language."""
    wordings = {language: Wording(catalogue, language) for language in catalogue.languages}
    return {
        kind: {
            "title": {code: wording.label(f"kinds.{kind}") for code, wording in wordings.items()},
            "tables": _tables({code: list(explained(wording, kind)) for code, wording in wordings.items()}),
        }
        for kind in KINDS
    }


def _tables(said: dict[str, list[Explained]]) -> dict[str, list[dict[str, Any]]]:
    """Return the columns of a kind by table; `said` has them in each language, in the same order."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for column in zip(*said.values(), strict=True):
        first = column[0]
        meaning = {item.language: item.meaning for item in column}
        plain = {name: getattr(first, name) for name in ("column", "field", "list", "refers", "required")}
        tables.setdefault(first.table, []).append({**plain, "meaning": meaning})
    return tables


def codes(catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield every code of the closed lists that records and figures use, with its words in each language."""
    for language in catalogue.languages:
        reader = Reader(catalogue, language, "")
        for name in (*lists_in_use(), *(item for item in _OF_FIGURES if item in catalogue.vocabulary)):
            for code in catalogue.vocabulary.get(name, {}):
                yield [name, code, language, reader.code(code, name)]
