"""The addresses of the tables and of what describes them, and the pages that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cam.model import KINDS, Record
from cam.model.figures import CountryReport, Dataset
from cam.model.law import Country
from cam.model.program import Program
from cam.offers.offer import MEDIA_TYPES, Offer
from cam.sheets.filling import exported, parts
from cam.sicremi import forms, layout
from cam.store import Catalogue, folder
from cam.views.blocks import Anchor, Block, Cell, Inline, Links, Table
from cam.views.program_form import FILES as EXCHANGED
from cam.views.reader import Reader

CSV, JSON, JSON_LD, TURTLE, XLSX = (MEDIA_TYPES[name] for name in ("csv", "json", "jsonld", "ttl", "xlsx"))
PACKAGE_TYPE = "application/vnd.datapackage+json"

PACKAGE = "datapackage.json"
"""At the root of the site, because a data package admits no way out of its own folder."""

CATALOGUE, CATALOGUE_TURTLE = "data/catalog.jsonld", "data/catalog.ttl"
FIELDS_JSON, CODES = "data/fields.json", "data/codes.csv"

_DATA, _FIELDS = "data/", "data/fields/"
"""The pages on the data as a whole and on their fields."""

_FIGURES = {"figures/": "figures/region.csv", "figures/corridors/": "figures/corridors.csv"}
"""The pages on figures that offer them as a table, with its path below the language's root."""

_OF_STATE = re.compile(r"countries/[a-z]+/figures/")
_EXCHANGE = "minpet/exchange/"
"""The pages on the figures of a state, and on the exchange of programs as tables."""


def sheet_path(catalogue: Catalogue, language: str, kind: str, ending: str) -> str:
    """Return the path of a kind's table in a language, one record a row; `ending` is csv or xlsx."""
    return f"{folder(catalogue, language)}data/{kind}.{ending}"


def part_path(catalogue: Catalogue, language: str, kind: str, table: str) -> str:
    """Return the path of a table of pieces of a kind's records in a language, one piece a row."""
    return sheet_path(catalogue, language, f"{kind}.{table}", "csv")


def facts_path(kind: str) -> str:
    """Return the path of a kind's table in all languages, one fact a row."""
    return f"data/facts/{kind}.csv"


def fields_path(catalogue: Catalogue, language: str) -> str:
    """Return the path of the dictionary of fields in a language, as a table."""
    return f"{folder(catalogue, language)}data/fields.csv"


def figures_path(identity: str) -> str:
    """Return the path of a table of figures."""
    return f"figures/{identity}.csv"


def collections(catalogue: Catalogue) -> list[str]:
    """Return the kinds that have tables: those with a record that is not made up."""
    return [kind for kind in KINDS if exported(catalogue, kind)]


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    catalogue, language, kind = reader.catalogue, reader.language, path.removesuffix("/")
    if path == _DATA:
        yield Offer(PACKAGE, PACKAGE_TYPE, reader.label("sheets.package"))
        yield Offer(CATALOGUE, JSON_LD, reader.label("sheets.catalogue"))
        yield Offer(CATALOGUE_TURTLE, TURTLE, reader.label("sheets.catalogue_turtle"))
    elif path == _FIELDS:
        yield Offer(fields_path(catalogue, language), CSV, reader.label("sheets.fields_csv"))
        yield Offer(FIELDS_JSON, JSON, reader.label("sheets.fields_json"))
        yield Offer(CODES, CSV, reader.label("sheets.codes_csv"))
    elif kind in KINDS and exported(catalogue, kind):
        yield Offer(sheet_path(catalogue, language, kind, "xlsx"), XLSX, reader.label("sheets.xlsx"))
        yield Offer(sheet_path(catalogue, language, kind, "csv"), CSV, reader.label("sheets.csv"))
        yield Offer(facts_path(kind), CSV, reader.label("sheets.facts_csv"))
    yield from _others(reader, path, record)


def _others(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield the tables that are no collection of records: figures, the exchange of programs, the data request."""
    root = folder(reader.catalogue, reader.language)
    if isinstance(record, (Dataset, CountryReport)):
        yield Offer(figures_path(record.id), CSV, reader.label("sheets.figures_csv"))
    elif isinstance(record, Country) and layout.template(reader.catalogue):
        for ending, media in (("xlsx", XLSX), ("csv", CSV)):
            file = f"{root}{forms.FOLDER}/{record.id}.{ending}"
            yield Offer(file, media, reader.label(f"sheets.request_{ending}"))
    elif path in _FIGURES and reader.catalogue.figures:
        yield Offer(f"{root}{_FIGURES[path]}", CSV, reader.label("figures.download"))
    elif _OF_STATE.fullmatch(path):
        yield Offer(f"{root}{path}figures.csv", CSV, reader.label("figures.download"))
    elif path == _EXCHANGE and reader.catalogue.all(Program):
        for name, label in EXCHANGED.items():
            media = XLSX if name.endswith(".xlsx") else CSV
            yield Offer(f"{root}programs/{name}", media, reader.label(f"programs.{label}"))


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds"."""
    return [_whole(reader), _collections(reader), _parts(reader), _reading(reader)]


def _whole(reader: Reader) -> Links:
    """Return what describes all tables: the data package, the catalogue, the dictionary of fields."""
    files = {
        PACKAGE: "package",
        CATALOGUE: "catalogue",
        CATALOGUE_TURTLE: "catalogue_turtle",
        fields_path(reader.catalogue, reader.language): "fields_csv",
        FIELDS_JSON: "fields_json",
        CODES: "codes_csv",
    }
    rows: list[list[Inline]] = [[Anchor(reader.href(_FIELDS), reader.label("sheets.fields_page"))]]
    for path, name in files.items():
        rows.append([Anchor(reader.root_href(path), reader.label(f"sheets.{name}"))])
    return Links(rows=rows)


def _collections(reader: Reader) -> Table:
    """Return every collection with the number of its records and its files."""
    columns = ("kind", "records")
    return Table(
        reader.label("dictionary.kinds"),
        "tables-kinds",
        columns=[
            *(reader.label(f"columns.{name}") for name in columns),
            *(reader.label(f"sheets.head_{name}") for name in ("rows", "facts")),
        ],
        rows=[_collection(reader, kind) for kind in collections(reader.catalogue)],
    )


def _collection(reader: Reader, kind: str) -> list[Cell]:
    catalogue, language, name = reader.catalogue, reader.language, reader.label(f"kinds.{kind}")
    sheets: list[Anchor] = [
        Anchor(
            reader.root_href(sheet_path(catalogue, language, kind, ending)),
            ending.upper(),
            name=reader.label("sheets.file_of", kind=name, form=ending.upper()),
        )
        for ending in ("xlsx", "csv")
    ]
    facts = Anchor(
        reader.root_href(facts_path(kind)),
        "CSV",
        name=reader.label("sheets.facts_of", kind=name),
    )
    count = reader.wording.number(len(exported(catalogue, kind)))
    return [Anchor(reader.href(f"{kind}/"), name), count, [sheets[0], " · ", sheets[1]], [facts]]


def _parts(reader: Reader) -> Table:
    """Return the tables of what a record has several of, by kind."""
    catalogue = reader.catalogue
    found = {kind: parts(catalogue, kind) for kind in collections(catalogue)}
    return Table(
        reader.label("sheets.parts"),
        "tables-parts",
        reader.label("sheets.parts_intro"),
        columns=[reader.label("columns.kind"), reader.label("sheets.head_parts")],
        rows=[
            _of_parts(reader, kind, [table.name for table in tables])
            for kind, tables in found.items()
            if tables
        ],
    )


def _of_parts(reader: Reader, kind: str, tables: list[str]) -> list[Cell]:
    language, name = reader.language, reader.label(f"kinds.{kind}")
    files: list[Inline] = []
    for table in tables:
        href = reader.root_href(part_path(reader.catalogue, language, kind, table))
        said = reader.label("sheets.part_of", kind=name, part=table)
        files += [*([" · "] if files else []), Anchor(href, table, name=said)]
    return [Anchor(reader.href(f"{kind}/"), name), files]


def _reading(reader: Reader) -> Links:
    """Return how the files are to be read: rows, signs before a text, encoding, licence, citation."""
    settings = reader.catalogue.settings
    assert settings
    names = ("rows", "parts", "lists", "facts", "guard", "encoding", "unsure", "language", "licence")
    licence = Anchor(settings.licence_data.address, settings.licence_data.name, outside=True)
    lines: list[list[Inline]] = [[reader.label(f"sheets.how_{name}")] for name in names]
    return Links(reader.label("sheets.how"), "tables-how", rows=[*lines[:-1], [*lines[-1], " ", licence]])
