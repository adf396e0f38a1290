"""The OpenAPI 3.1 description: every address, the schema of what it answers, and an example that is true.

Its words are in the default language of the site; OpenAPI knows no others.
"""

from __future__ import annotations

from typing import Any

from cam.api import shapes
from cam.api.base import Api, Json
from cam.api.schemas import DIALECT
from cam.model import KINDS
from cam.offers import api as paths
from cam.offers.offer import MEDIA_TYPES
from cam.views.reader import Reader

_SCHEMAS = "#/components/schemas/"
_ANY: Json = {"type": "object"}


def openapi_file(api: Api, schemas: dict[str, Json]) -> Json:
    """Return the description of the whole API; `schemas` are the files of schemas by their names."""
    reader, settings = _reader(api), api.catalogue.settings
    assert settings
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": f"{reader.wording.text(settings.name)}: {reader.label('api.title')}",
            "summary": reader.label("api.summary"),
            "description": reader.wording.text(settings.edition_note),
            "version": api.version,
            "license": {"name": settings.licence_data.name, "url": settings.licence_data.address},
        },
        "externalDocs": {"url": api.pages(paths.GUIDE)[reader.language]},
        "servers": [{"url": api.address(paths.ROOT.rstrip("/"))}],
        "tags": [{"name": kind, "description": reader.label(f"kinds.{kind}")} for kind in KINDS],
        "paths": _paths(api),
        "components": {"schemas": _components(schemas)},
    }


def _reader(api: Api) -> Reader:
    return api.readers[api.catalogue.languages[0]]


def _paths(api: Api) -> Json:
    """Return every path below the server's address."""
    reader = _reader(api)
    found: Json = {}
    for name, path in paths.FILES.items():
        schema = {"$ref": f"{_SCHEMAS}{shapes.FILES[name].__name__}"} if name in shapes.FILES else _ANY
        found[_below(path)] = {"get": _answer(api, name, reader.label(f"api.{name}"), schema, path)}
    for kind in KINDS:
        found |= _of_kind(api, kind)
    names = [*KINDS, *shapes.FILES]
    named = _parameter("name", {"type": "string", "enum": names}, names[0])
    said = reader.label("api.schemas")
    found[_below(paths.schema_path("{name}"))] = {
        "parameters": [named],
        "get": _answer(api, "schema", said, _ANY, paths.schema_path(names[0])),
    }
    return found


def _of_kind(api: Api, kind: str) -> Json:
    """Return the two paths of a kind: all its records, and one of them."""
    reader, ids = _reader(api), [record.id for record in api.records(kind)]
    every = _answer(
        api,
        f"all-{kind}",
        reader.label("api.every_record", kind=reader.label(f"kinds.{kind}")),
        {"$ref": f"{_SCHEMAS}all-{kind}"},
        paths.collection_path(kind),
    )
    said = reader.label("api.one_record", kind=reader.label(f"kinds.{kind}"))
    example = paths.record_path(f"{kind}/{ids[0]}") if ids else ""
    one = _answer(api, kind, said, {"$ref": f"{_SCHEMAS}{kind}"}, example)
    one["responses"]["404"] = {"description": reader.label("api.no_record")}
    identity = _parameter("id", {"type": "string"}, *ids[:1])
    return {
        _below(paths.collection_path(kind)): {"get": {**every, "tags": [kind]}},
        _below(paths.record_path(f"{kind}/{{id}}")): {
            "parameters": [identity],
            "get": {**one, "tags": [kind]},
        },
    }


def _below(path: str) -> str:
    return "/" + path.removeprefix(paths.ROOT)


def _parameter(name: str, schema: Json, *examples: str) -> Json:
    """Return a part of a path; the first of `examples` stands in for all."""
    parameter = {"name": name, "in": "path", "required": True, "schema": schema}
    return {**parameter, "example": examples[0]} if examples else parameter


def _answer(api: Api, name: str, said: str, schema: Json, example: str) -> Json:
    """Return what asking a path answers; `example` is the path of a file that is such an answer."""
    content: Json = {"schema": schema}
    if example:
        content["examples"] = {"file": {"externalValue": api.address(example)}}
    answer = {"description": said, "content": {MEDIA_TYPES["json"]: content}}
    return {"operationId": name, "summary": said, "responses": {"200": answer}}


def _components(schemas: dict[str, Json]) -> Json:
    """Return all schemas in one list: a record's bears the name of its kind, that of all of them `all-` before it."""
    found: Json = {}
    for kind in KINDS:
        schema = _moved(schemas[kind], kind)
        definitions = schema.pop("$defs")
        found[f"all-{kind}"] = definitions.pop("Collection")
        found |= {kind: schema, **definitions}
    for name, shape in shapes.FILES.items():
        schema = _moved(schemas[name], shape.__name__)
        found |= {**schema.pop("$defs"), shape.__name__: schema}
    return dict(sorted(found.items()))


def _moved(part: Any, root: str) -> Any:
    """Return a schema without its own address, its references leading to the list; `root` is its name there."""
    if isinstance(part, list):
        return [_moved(item, root) for item in part]
    if not isinstance(part, dict):
        return part
    made = {word: _moved(said, root) for word, said in part.items() if word not in ("$id", "$schema")}
    if isinstance(made.get("$ref"), str):
        target = made["$ref"].rpartition("/")[2]
        made["$ref"] = _SCHEMAS + (root if target == "#" else target)
    return made
