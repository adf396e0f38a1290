"""The API: every record, every kind, and what describes them, as static JSON; addresses are in `cam.offers.api`."""

from __future__ import annotations

from cam.api import entry, shapes
from cam.api.base import Api, Json, packed
from cam.api.openapi import openapi_file
from cam.api.records import collection_file, published, record_file
from cam.api.schemas import schema_file
from cam.knowledge import Site
from cam.model import KINDS
from cam.offers import api as paths
from cam.store import key


def build(site: Site) -> dict[str, bytes]:
    """Return every file of the API."""
    api = Api.of(site)
    schemas = {name: schema_file(api, name) for name in [*KINDS, *shapes.FILES]}
    made: dict[str, Json] = {
        paths.INDEX: entry.index_file(api),
        paths.VOCABULARY: entry.vocabulary_file(api),
        paths.CHANGES: entry.changes_file(api),
        paths.OPENAPI: openapi_file(api, schemas),
        **{paths.schema_path(name): schema for name, schema in schemas.items()},
    }
    for kind in KINDS:
        records = {record.id: (record, published(api, record)) for record in api.records(kind)}
        made[paths.collection_path(kind)] = collection_file(
            api, kind, [content for _, content in records.values()]
        )
        for record, content in records.values():
            made[paths.record_path(key(record))] = record_file(api, record, content)
    return {path: packed(content) for path, content in made.items()}
