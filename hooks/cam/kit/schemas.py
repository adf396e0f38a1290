"""JSON Schemas of the files of data/, one per kind and language, for editors that show them while one types.

They describe what editors write (a date may be a bare year, a name that the record takes over may be left out); those
of the API describe what is published. The language server of most editors reads draft 7, and shows the title, the
description and `markdownEnumDescriptions` of a key. What several kinds have is in shared.json, which the others name.
https://github.com/redhat-developer/yaml-language-server
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from cam.dictionary.fields import Field, in_files
from cam.dictionary.meaning import description, holds
from cam.kit.marks import MARK
from cam.model import KINDS, PartialDate, Record, Strict, Text
from cam.model.base import NAMED
from cam.store import Catalogue
from cam.wording import Wording

Json = dict[str, Any]

FOLDER = ".editor/schemas"
SHARED = "shared"
"""The file of what several kinds have."""

_WIDTH = 120
_DIALECT = "http://json-schema.org/draft-07/schema#"
_KEPT = ("type", "pattern", "minimum", "maximum", "exclusiveMinimum", "minLength", "minItems", "enum")
"""Words of the model's own schema that hold for what editors write."""

_ADDRESS = r"^https?://[^\s<>\"']+$"
"""The beginning of a web address, and what no address holds: editors that know no `format` see this."""

_PLAIN = ("piece", "id")
"""What is not said of a key, for one sees it."""


def path_of(language: str, name: str) -> str:
    """Return the file of a schema: of a kind, or `SHARED`."""
    return f"{FOLDER}/{language}/{name}.json"


def files(catalogue: Catalogue, language: str) -> dict[str, bytes]:
    """Return the content of each schema in a language, by its path."""
    wording = Wording(catalogue, language)
    made = {kind: _Schema(wording).of_kind(kind) for kind in KINDS}
    found = {path_of(language, SHARED): _shared(wording, made)}
    for kind, schema in made.items():
        found[path_of(language, kind)] = _pointed(schema, found[path_of(language, SHARED)]["$defs"])
    return {path: _written(schema) for path, schema in found.items()}


def _written(schema: Json) -> bytes:
    head = {"$schema": _DIALECT, "$comment": MARK}
    return (_lines({**head, **schema}) + "\n").encode()


def _lines(value: Any, before: str = "") -> str:
    """Return a value as JSON: on one line where it fits, else each of its parts on lines of its own."""
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or len(before) + len(whole) <= _WIDTH:
        return whole
    inside = f"{before} "
    parts = [f"{inside}{json.dumps(name)}: {_lines(item, inside)}" for name, item in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{before}}}"


def _shared(wording: Wording, made: dict[str, Json]) -> Json:
    """Return the definitions that several kinds have, and that of the keys of every record."""
    used = Counter(name for schema in made.values() for name in schema["$defs"])
    every = {name: item for schema in made.values() for name, item in schema["$defs"].items()}
    base = _Schema(wording)
    record = {"properties": base.properties(Record)}
    several = {name: every[name] for name in every if used[name] > 1} | base.definitions
    return {"$defs": {"Record": record, **several}}


def _pointed(part: Any, shared: Json) -> Any:
    """Return a schema without the definitions of the shared file, and with its references leading there."""
    if isinstance(part, list):
        return [_pointed(item, shared) for item in part]
    if not isinstance(part, dict):
        return part
    part = {word: _pointed(said, shared) for word, said in part.items()}
    if "$defs" in part:
        part["$defs"] = {name: item for name, item in part["$defs"].items() if name not in shared}
        part = {word: said for word, said in part.items() if word != "$defs" or said}
    name = part.get("$ref", "").removeprefix("#/$defs/").partition("/")[0]
    return {**part, "$ref": f"{SHARED}.json{part['$ref']}"} if name in shared else part


@cache
def _raw(model: type[Strict]) -> Json:
    """Return what pydantic says of the keys of a class."""
    schema = model.model_json_schema()
    raw: Json = schema.get("$defs", {}).get(model.__name__, schema)[
        "properties"
    ]  # one that names itself is among them
    return raw


class _Schema:
    """Makes the schema of a kind in one language; `definitions` are the classes that it names."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.definitions: Json = {}

    def of_kind(self, kind: str) -> Json:
        """Return the schema of the records of a kind."""
        schema = {"title": self.wording.label(f"kind_one.{kind}"), **self._of_class(KINDS[kind])}
        return {**schema, "$defs": dict(sorted(self.definitions.items()))}

    def _of_class(self, model: type[Strict]) -> Json:
        needed = [item.name for item in in_files(model) if is_needed(model, item)]
        schema = {"type": "object", "properties": self.properties(model), "additionalProperties": False}
        return {**schema, "required": needed} if needed else schema

    def properties(self, model: type[Strict]) -> Json:
        """Return the keys of a class; of a kind, those that every record has are named alone."""
        inherited = model is not Record and issubclass(model, Record)
        return {
            item.name: {"$ref": f"#/$defs/Record/properties/{item.name}"}
            if inherited and item.owner is Record
            else self._key(model, item)
            for item in in_files(model)
        }

    def _key(self, model: type[Strict], item: Field) -> Json:
        """Return a key: its name, what it is and what it holds, then what it admits."""
        needed = is_needed(model, item)
        title = self.wording.label("editing_hints.required_key", name=item.name) if needed else item.name
        about = {"title": title, "description": said(self.wording, item)}
        return {**about, **self._value(_raw(model)[item.name], item)}

    def _value(self, part: Json, item: Field) -> Json:
        """Return what a key admits, or an entry of it, from what pydantic says of it."""
        options = [option for option in part.get("anyOf", []) if option.get("type") != "null"]
        if options:
            made = [self._value(option, item) for option in options]
            return made[0] if len(made) == 1 else {"anyOf": made}
        if "x-vocabulary" in part:
            return self._named(part[NAMED], lambda: self._codes(part["x-vocabulary"]))
        if part.get(NAMED) == Text.__name__:
            return self._named(Text.__name__, self._text)
        if part.get(NAMED) == PartialDate.__name__:
            return {**_kept(part), "type": ["string", "integer"], "minimum": 1000, "maximum": 9998}
        if "$ref" in part:
            assert item.piece
            return self._named(item.piece.__name__, lambda: self._of_class(item.piece or Strict))
        if "items" in part:
            return {**_kept(part), "items": self._value(part["items"], item)}
        if isinstance(part.get("additionalProperties"), dict):
            return self._keyed(self._value(part["additionalProperties"], item))
        if item.holds == "kind":
            return self._listed({kind: self.wording.label(f"kinds.{kind}") for kind in KINDS})
        return _kept(part)

    def _named(self, name: str, make: Callable[[], Json]) -> Json:
        """Return a reference to a definition, which is made where it is not there yet; a class may name itself."""
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _codes(self, vocabulary: str) -> Json:
        codes = self.wording.catalogue.vocabulary[vocabulary]
        return self._listed({code: self.wording.code(code, vocabulary) for code in codes})

    def _listed(self, words: dict[str, str]) -> Json:
        """Return the schema of a word out of a list, with what each means."""
        return {"type": "string", "enum": list(words), "markdownEnumDescriptions": list(words.values())}

    def _text(self) -> Json:
        """Return the schema of a text; the snippet puts all languages under the key at once."""
        codes = self.wording.catalogue.languages
        snippet = {"label": " · ".join(codes), "body": {code: f"${at}" for at, code in enumerate(codes, 1)}}
        return {
            **self._keyed({"type": "string", "minLength": 1}),
            "minProperties": 1,
            "defaultSnippets": [snippet],
        }

    def _keyed(self, value: Json) -> Json:
        """Return the schema of a group whose keys are the languages of the site."""
        names = {
            code: {"title": code, "description": self.wording.language_name(code), **value}
            for code in self.wording.catalogue.languages
        }
        return {"type": "object", "properties": names, "additionalProperties": False}


def _kept(part: Json) -> Json:
    kept = {word: part[word] for word in _KEPT if word in part}
    return {**kept, "pattern": _ADDRESS} if part.get("format") == "iri" else kept


def is_needed(model: type[Strict], item: Field) -> bool:
    """Return whether an editor has to write a key: it is required, and the class does not fill it in by itself."""
    return item.required and item.name not in getattr(model, "filled_in", ())


def meaning(wording: Wording, item: Field) -> str:
    """Return what a key is, with a capital letter."""
    said = description(wording, item).text
    return said[:1].upper() + said[1:]


def said(wording: Wording, item: Field) -> str:
    """Return what a key is, and how that is written in a file."""
    if item.holds in _PLAIN:
        return meaning(wording, item)
    written = wording.label("editing_hints.yes_or_no") if item.holds == "yes" else holds(wording, item)
    return wording.label("editing_hints.meaning", what=meaning(wording, item), holds=written)
