"""What is published of each record: its fields, where it can be found, and what it is linked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cam.api.base import Api, Json, download, plural
from cam.model import Record
from cam.model.figures import Dataset, Edition
from cam.model.law import Country
from cam.offers import api as paths
from cam.store import Link, key
from cam.translation.state import state


def published(api: Api, record: Record) -> Json:
    """Return a record as every file has it: its own fields and what `shapes.Published` describes."""
    name, languages = key(record), api.catalogue.languages
    return {
        **record.model_dump(mode="json"),
        "kind": record.kind,
        "api": api.address(paths.record_path(name)),
        "pages": api.pages(f"{name}/"),
        "translation_states": {code: state(api.catalogue, record, code) for code in languages},
        "links": _linked(api, ((link.target, link) for link in api.links_from.get(name, []))),
        "linked_from": _linked(api, ((link.source, link) for link in api.catalogue.links_to.get(name, []))),
        "downloads": _downloads(api, record),
    }


def _linked(api: Api, links: Iterable[tuple[str, Link]]) -> list[Json]:
    """Return each record at the other end of links once, with the keys under which it is linked."""
    found: dict[str, set[str]] = defaultdict(set)
    for other, link in links:
        if other not in api.withheld:
            found[other].add(str(link.place[0]))
    return [
        {"record": other, "fields": sorted(fields), "api": api.address(paths.record_path(other))}
        for other, fields in sorted(found.items())
    ]


def _downloads(api: Api, record: Record) -> list[Json]:
    match record:
        case Dataset():
            return [download(api, f"figures/{record.id}.csv")]
        case Country():
            return [download(api, f"{key(record)}/figures/figures.csv", code) for code in api.readers]
        case Edition():
            return [download(api, f"{key(record)}/{file.name}", file.language) for file in record.files]
    return []


def record_file(api: Api, record: Record, content: Json) -> Json:
    """Return the file of one record; `content` is what `published` returns of it."""
    name = key(record)
    cited = api.citation(lambda reader: str(reader.title(record)), f"{name}/", record.revised or record.added)
    return {"meta": api.meta(paths.record_path(name), paths.schema_path(record.kind), cited), **content}


def collection_file(api: Api, kind: str, records: list[Json]) -> Json:
    """Return the file of all records of a kind."""
    title = plural(kind)
    schema = f"{paths.schema_path(kind)}#/$defs/Collection"
    return {
        "meta": api.meta(paths.collection_path(kind), schema, api.citation(title, f"{kind}/", api.newest)),
        "kind": kind,
        "title": api.said(title),
        "count": len(records),
        "records": records,
    }
