"""What the API publishes, field by field, to be compared with what it published before."""

from __future__ import annotations

from typing import Any

from cam.api import shapes
from cam.api.base import Api
from cam.api.openapi import openapi_file
from cam.api.schemas import schema_file
from cam.knowledge import Site
from cam.model import KINDS

Fields = dict[str, dict[str, str]]
"""What is published: by kind, file or piece of a record, each field with its type."""


def published(site: Site) -> Fields:
    """Return every address that the API publishes now, and every field of every kind, file and piece."""
    api = Api.of(site)
    schemas = {name: schema_file(api, name) for name in [*KINDS, *shapes.FILES]}
    found: Fields = {"addresses": dict.fromkeys(openapi_file(api, schemas)["paths"], "file")}
    for name, schema in schemas.items():
        found[name] = _fields(schema, schema)
        for piece, part in schema["$defs"].items():
            if "required" in part:
                found[piece] = _fields(part, schema)
    return found


def _fields(part: dict[str, Any], root: dict[str, Any]) -> dict[str, str]:
    """Return the type of each field of an object; `root` is the whole schema."""
    return {name: _type(value, root) for name, value in part["properties"].items()}


def _type(part: dict[str, Any], root: dict[str, Any]) -> str:
    """Return the type of a value in a few words."""
    if "anyOf" in part:
        return " or ".join(_type(item, root) for item in part["anyOf"])
    if "$ref" in part:
        return _named(part["$ref"].rpartition("/")[2], root)
    if part["type"] == "array":
        return f"list of {_type(part['items'], root)}"
    if part["type"] == "object":
        return f"map of {_type(part['additionalProperties'], root)}"
    return str(part.get("format", part["type"]))


def _named(name: str, root: dict[str, Any]) -> str:
    said = root["$defs"].get(name, {})
    if "x-vocabulary" in said:
        return f"code of {said['x-vocabulary']}"
    return f"id of {said['x-kind']}" if "x-kind" in said else name.replace("#", "record")


def merged(versions: dict[str, Fields]) -> Fields:
    """Return what all versions published together."""
    found: Fields = {}
    for fields in versions.values():
        for name, places in fields.items():
            found.setdefault(name, {}).update(places)
    return found


def broken(known: Fields, now: Fields) -> list[str]:
    """Return a sentence for each field that was published and is not any more, or not as it was."""
    return [
        f"{name}: `{place}` was {holds}, and is {now.get(name, {}).get(place, 'gone')}"
        for name, places in known.items()
        for place, holds in places.items()
        if now.get(name, {}).get(place) != holds
    ]


def added(known: Fields, now: Fields) -> Fields:
    """Return what is published now and was not before."""
    news = {
        name: {place: holds for place, holds in places.items() if place not in known.get(name, {})}
        for name, places in now.items()
    }
    return {name: places for name, places in news.items() if places}
