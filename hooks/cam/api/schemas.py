"""JSON Schemas (2020-12) of what is published, made from the classes of the model and of `shapes`.

A schema says what a file holds today: every key that it lists is always there. It admits more, for within a version of
the contract keys may come. `x-kind` names the kind that a reference is an id of, `x-vocabulary` the list of a code.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import getdoc
from typing import Any

from cam.api import shapes
from cam.api.base import Api, Json
from cam.model import KINDS, AnyReference, Code, PartialDate, Reference, Strict, Text
from cam.model.base import NAMED
from cam.offers import api as paths

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMES = ("properties", "$defs")
"""Under these, keys are names and no words of JSON Schema."""


def schema_file(api: Api, name: str) -> Json:
    """Return the schema of a kind's records, or of one of `shapes.FILES`."""
    schema = described(api, shapes.FILES[name]) if name in shapes.FILES else _of_kind(api, name)
    return {"$schema": DIALECT, "$id": api.address(paths.schema_path(name)), **schema}


def _of_kind(api: Api, kind: str) -> Json:
    """Return the schema of a record; `#/$defs/Collection` is that of the file of all records of the kind."""
    own, around = described(api, KINDS[kind]), described(api, shapes.Published)
    collection = described(api, shapes.Collection)
    definitions = {**own.pop("$defs"), **around.pop("$defs"), **collection.pop("$defs")}
    collection["properties"]["records"] = {"type": "array", "items": {"$ref": "#"}}
    collection["required"].append("records")
    around["properties"]["kind"]["const"] = kind
    meta = {"$ref": "#/$defs/Meta", "description": "only in the file of one record"}
    return {
        **own,
        "properties": {**own["properties"], **around["properties"], "meta": meta},
        "required": own["required"] + around["required"],
        "$defs": {**definitions, "Collection": collection},
    }


def described(api: Api, model: type[Strict]) -> Json:
    """Return the schema of a class, with a definition of every class of values in it."""
    values: Json = {}
    schema = _tidied(api, _raw(model), values)
    return {**schema, "$defs": {**schema.get("$defs", {}), **values}}


@cache
def _raw(model: type[Strict]) -> Json:
    return model.model_json_schema(mode="serialization")


def _tidied(api: Api, part: Json, values: Json) -> Json:
    """Return a part of pydantic's schema as it is published; definitions of its values are put into `values`."""
    if NAMED in part:
        return _value(api, part, values)
    made: Json = {}
    for word, said in part.items():
        if word in _NAMES:
            made[word] = {name: _tidied(api, item, values) for name, item in said.items()}
        elif not _left_out(word, said, part):
            made[word] = _inside(api, said, values)
    return {**made, "required": list(made["properties"])} if "properties" in made else made


def _inside(api: Api, said: Any, values: Json) -> Any:
    if isinstance(said, list):
        return [_inside(api, item, values) for item in said]
    return _tidied(api, said, values) if isinstance(said, dict) else said


def _left_out(word: str, said: Any, part: Json) -> bool:
    """Return whether a word of JSON Schema is not published: a limit for editors, or a title made of the key."""
    if word == "title":
        return "properties" not in part
    return word == "default" or (word, said) == ("additionalProperties", False)


def _value(api: Api, part: Json, values: Json) -> Json:
    """Return the reference to the definition of a class of values, which is put into `values`."""
    name = part[NAMED]
    if name not in values:
        kept = {
            word: said
            for word, said in part.items()
            if word not in ("title", "description", "default", NAMED)
        }
        described = {"title": name, "description": getdoc(_CLASSES[name]) or ""}
        values[name] = {**described, **kept, **_of_catalogue(api, _CLASSES[name])}
    field = {"description": part["description"]} if "description" in part else {}
    return {"$ref": f"#/$defs/{name}", **field}


def _of_catalogue(api: Api, named: type) -> Json:
    """Return what only the catalogue knows of a class of values: its codes, or the languages."""
    if issubclass(named, Code):
        return {"enum": list(api.catalogue.vocabulary[named.vocabulary])}
    if named is Text:
        return {"properties": {code: {"type": "string"} for code in api.catalogue.languages}}
    return {}


def _subclasses(named: type[Any]) -> Iterator[type[Any]]:
    for other in named.__subclasses__():
        yield other
        yield from _subclasses(other)


_NAMED: list[type[Any]] = [Text, PartialDate, AnyReference, *_subclasses(Reference), *_subclasses(Code)]
_CLASSES = {item.__name__: item for item in _NAMED}
"""The classes of values that JSON Schemas of the model name."""
