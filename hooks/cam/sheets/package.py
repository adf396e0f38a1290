"""The data package (Frictionless, version 2): every CSV file of the site with its columns, licence and source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from cam.model import PartialDate
from cam.model.figures import CountryReport, Dataset
from cam.offers import tables as paths
from cam.sheets import schemas
from cam.sheets.field_rows import COLUMNS
from cam.sheets.filling import parts
from cam.sheets.schemas import Json
from cam.store import Catalogue, Licence
from cam.text import folded
from cam.views.page import citation
from cam.views.reader import Reader

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"

Files = dict[str, bytes]


def package(catalogue: Catalogue, site: str, files: Files) -> Json:
    """Return the descriptor of the package; `files` holds the tables by their path below the root of the site."""
    reader, settings = Reader(catalogue, catalogue.languages[0], ""), catalogue.settings
    assert settings
    newest, wording = catalogue.newest_day or PartialDate("0001"), reader.wording
    name = wording.text(settings.name)
    how = [
        reader.label(f"sheets.how_{item}")
        for item in ("parts", "lists", "guard", "encoding", "unsure", "language")
    ]
    return {
        "$schema": _PROFILE.format("datapackage"),
        "name": slug(name),
        "id": f"{site}{paths.PACKAGE}",
        "title": name,
        "description": " ".join(
            [f"{wording.text(settings.edition)}. {wording.text(settings.edition_note)}", *how]
        ),
        "homepage": f"{site}data/",
        "version": str(newest),
        "created": f"{newest}T00:00:00Z" if newest.day else f"{newest.parts[0]}-01-01T00:00:00Z",
        "keywords": [reader.label(f"kinds.{kind}") for kind in paths.collections(catalogue)],
        "licenses": [_licence(settings.licence_data)],
        "contributors": [{"title": wording.text(settings.publisher), "path": site, "roles": ["publisher"]}],
        "citation": citation(reader, name, site, newest),
        "resources": list(_resources(catalogue, files)),
    }


def slug(text: str) -> str:
    """Return a name for programs: a-z, 0-9 and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def _licence(licence: Licence) -> Json:
    return {"name": licence.name.replace(" ", "-"), "title": licence.name, "path": licence.address}


def _resources(catalogue: Catalogue, files: Files) -> Iterable[Json]:
    """Yield a resource for each table: records and fields by language, facts and codes once, figures."""
    for language in catalogue.languages:
        yield from _of_language(Reader(catalogue, language, ""), files)
    reader = Reader(catalogue, catalogue.languages[0], "")
    said = reader.label("sheets.facts_csv")
    for kind in paths.collections(catalogue):
        title = f"{reader.label(f'kinds.{kind}')}{reader.label('formats.colon')}{said}"
        yield _resource(f"facts-{kind}", paths.facts_path(kind), title, schemas.of_facts(reader), files)
    yield _resource("codes", paths.CODES, reader.label("sheets.codes_csv"), schemas.of_codes(reader), files)
    described: list[Dataset | CountryReport] = [*catalogue.all(Dataset), *catalogue.all(CountryReport)]
    for record in described:
        yield _figures(reader, record, files)


def _of_language(reader: Reader, files: Files) -> Iterable[Json]:
    catalogue, language = reader.catalogue, reader.language
    kinds = paths.collections(catalogue)

    def named(kind: str) -> str:
        return f"{kind}-{language}"

    for kind in kinds:
        schema = schemas.of_records(reader, kind, kinds, named)
        path = paths.sheet_path(catalogue, language, kind, "csv")
        yield {
            **_resource(named(kind), path, reader.label(f"kinds.{kind}"), schema, files),
            "language": language,
        }
        for table in parts(catalogue, kind):
            part = f"{kind}.{table.name}-{language}"
            schema = schemas.of_parts(reader, kind, table, kinds, named)
            path = paths.part_path(catalogue, language, kind, table.name)
            title = reader.label("sheets.part_of", kind=reader.label(f"kinds.{kind}"), part=table.name)
            yield {**_resource(part, path, title, schema, files), "language": language}
    path = paths.fields_path(catalogue, language)
    schema = schemas.of_fields(COLUMNS)
    title = reader.label("sheets.fields_csv")
    yield {**_resource(named("fields"), path, title, schema, files), "language": language}


def _resource(name: str, path: str, title: str, schema: Json, files: Files) -> Json:
    content = files[path]
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": name,
        "type": "table",
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": paths.CSV,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"$schema": _PROFILE.format("tableschema"), **schema},
    }


def _figures(reader: Reader, record: Dataset | CountryReport, files: Files) -> Json:
    """Return the resource of a table of figures, with the licence under which its producer gives it."""
    states = f"countries-{reader.language}" if "countries" in paths.collections(reader.catalogue) else ""
    schema = schemas.of_figures(reader, record, states)
    said = _resource(
        f"figures-{record.id}", paths.figures_path(record.id), str(reader.title(record)), schema, files
    )
    if description := " ".join(_described(reader, record)):
        said["description"] = description
    if isinstance(record, Dataset):
        said["version"] = record.release
        said["sources"] = [{"title": str(reader.say(record.producer, record)), "path": record.address}]
        said["licenses"] = [{"name": record.licence.replace(" ", "-"), "title": licence_said(reader, record)}]
    return said


def _described(reader: Reader, record: Dataset | CountryReport) -> Iterator[str]:
    """Yield what is said of a table of figures: its summary, its caution, and which cells are to be read with care."""
    if record.summary:
        yield str(reader.say(record.summary, record))
    if isinstance(record, Dataset):
        if record.caution:
            yield str(reader.say(record.caution, record))
        if zeros := [measure.code for measure in record.measures if measure.zero_unsure]:
            yield reader.label("sheets.zeros_unsure", columns=", ".join(zeros))
    if schemas.signs(reader, record):
        yield reader.label("sheets.signs")


def licence_said(reader: Reader, record: Dataset) -> str:
    """Return the name of the licence of a table of figures; one that is not confirmed says so."""
    if "licence" in record.unsure:
        return reader.label("datasets.licence_unsure", licence=record.licence)
    return record.licence
