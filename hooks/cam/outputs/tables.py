"""The tables: of each kind one record and one piece a row (CSV and XLSX, by language), one fact a row, and what
describes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cam.frame import place_of
from cam.knowledge import Site
from cam.model.figures import CountryReport, Dataset
from cam.offers import tables as paths
from cam.programs_exchange.files import to_csv
from cam.sheets import book, dcat, field_rows
from cam.sheets.facts import Fact, facts
from cam.sheets.filling import Sheet, exported, filled, parts
from cam.sheets.package import package
from cam.sheets.spreadsheet import spreadsheet
from cam.sheets.turtle import turtle
from cam.store import Catalogue
from cam.views.datasets import csv_of
from cam.views.reader import Reader

Files = dict[str, bytes]


def build(site: Site) -> Files:
    """Return the tables of every language, those for all languages, the data package and the catalogue."""
    catalogue, place = site.catalogue, place_of(site.catalogue)
    made = {path: content for language in catalogue.languages
            for path, content in _of_language(Reader(catalogue, language, ""), place.site)}  # fmt: skip
    made |= dict(_of_all(catalogue))
    figures = {paths.figures_path(record.id): csv_of(catalogue, record.id)
               for kind in (Dataset, CountryReport) for record in catalogue.all(kind)}  # fmt: skip
    graph = dcat.graph(site, place, {**made, **figures})
    return {
        **made,
        paths.PACKAGE: as_json(package(catalogue, place.site, {**made, **figures})),
        paths.CATALOGUE: as_json(dcat.json_ld(graph)),
        paths.CATALOGUE_TURTLE: turtle(graph, dcat.PREFIXES).encode(),
    }


def _of_language(reader: Reader, site: str) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of each kind in the reader's language, and its dictionary of fields."""
    catalogue, language = reader.catalogue, reader.language
    for kind in paths.collections(catalogue):
        sheets = filled(reader, kind, site)
        yield paths.sheet_path(catalogue, language, kind, "csv"), _csv(sheets[0])
        named = {part.name for part in parts(catalogue, kind)}
        for sheet in sheets:
            if sheet.layout.name in named:
                yield paths.part_path(catalogue, language, kind, sheet.layout.name), _csv(sheet)
        made = spreadsheet(reader, kind, sheets, site)
        content = book.written(made, catalogue.root / ".cache", f"{kind}.{language}.xlsx")
        yield paths.sheet_path(catalogue, language, kind, "xlsx"), content
    fields = to_csv(list(field_rows.COLUMNS), field_rows.rows(reader))
    yield paths.fields_path(catalogue, language), fields


def _csv(sheet: Sheet) -> bytes:
    header = [column.name for column in sheet.layout.columns]
    return to_csv(header, [[str(cell.value) for cell in row] for row in sheet.rows])


def _of_all(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield what holds all languages: facts, closed lists, the dictionary of fields."""
    for kind in paths.collections(catalogue):
        rows = [list(fact) for record in exported(catalogue, kind) for fact in facts(record)]
        yield paths.facts_path(kind), to_csv(list(Fact._fields), rows)
    yield paths.CODES, to_csv(list(field_rows.CODE_COLUMNS), list(field_rows.codes(catalogue)))
    yield paths.FIELDS_JSON, as_json(field_rows.as_json(catalogue))


def as_json(value: Any) -> bytes:
    """Return JSON for programs that a person can read too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
