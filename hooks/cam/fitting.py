"""Fits the values of a file to a class of the model, and says in an editor's words what does not fit."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cam.problems import Problem
from cam.yamlfile import Place, YamlFile

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], file: YamlFile, **context: Any) -> tuple[ModelT | None, list[Problem]]:
    """Return the file's value as a `model`, or None with its problems; `context` is what the model asks for."""
    try:
        return model.model_validate(file.value, context=context), []
    except ValidationError as error:
        return None, [unfit(model, file, detail) for detail in error.errors()]


def _place(file: YamlFile, location: tuple[int | str, ...]) -> Place:
    """Return the place of an error in the file; `location` also names branches of the schema, which no editor sees."""
    place: Place = ()
    for part in location:
        if (*place, part) in file.lines:
            place = (*place, part)
    return place


def unfit(model: type[BaseModel], file: YamlFile, error: ErrorDetails) -> Problem:
    """Return what an editor is told of a value that does not fit its class."""
    place = _place(file, error["loc"])
    name, where = str(place[-1]) if place else "the record", ".".join(str(part) for part in place)
    context = error.get("ctx", {})
    match error["type"]:
        case "cam":
            what = f"{where}: {context['what']}" if where else str(context["what"])
            return file.problem(place, what, context["remedy"])
        case "extra_forbidden":
            return file.problem(place, f"the key `{name}` is not known here", _suggestion(model, file, place))
        case "missing":
            name = str(error["loc"][-1])
            stem = Path(file.name).stem
            remedy = f"write `id: {stem}` on the first line" if error["loc"] == ("id",) else f"add `{name}:`"
            return file.problem(place, f"`{name}` is missing", remedy)
        case "too_short":
            return file.problem(place, f"`{name}` is empty", "write at least one entry")
        case "greater_than_equal":
            return file.problem(place, f"`{where}` is too small", f"write {context['ge']:g} or more")
        case "less_than_equal":
            return file.problem(place, f"`{where}` is too large", f"write {context['le']:g} or less")
    wanted = _WANTED.get(error["type"], "a value of another sort")
    found = type(error["input"]).__name__
    what = f"`{where}` should be {wanted}, but is {_FOUND.get(found, found)}"
    if error["type"] == "list_type" and _is_an_entry(model, place, error["input"]):
        return file.problem(place, what, f"write `[{error['input']}]`")
    return file.problem(place, what, "correct the value; numbers that are labels go between quotes")


_WANTED = {
    "string_type": "a text",
    "list_type": "a list (lines that begin with `- `)",
    "dict_type": "a text per language, {en: …, es: …, fr: …}",
    "model_type": "a group of keys",
    "bool_type": "true or false",
    "int_type": "a whole number",
}
_FOUND = {"str": "a text", "int": "a number", "float": "a number", "bool": "true or false", "list": "a list",
          "dict": "a group of keys", "NoneType": "empty"}  # fmt: skip


def _suggestion(model: type[BaseModel], file: YamlFile, place: Place) -> str:
    siblings = [
        str(other[-1]) for other in file.lines if len(other) == len(place) and other[:-1] == place[:-1]
    ]
    known = _fields_at(model, place[:-1])
    near = difflib.get_close_matches(str(place[-1]), [name for name in known if name not in siblings], n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"remove it; known keys: {', '.join(known)}" if known else "remove it"


_ENTRIES = re.compile(r"[\w./-]+(?:, *[\w./-]+)*")
"""Words that stand between square brackets as they are."""


def _is_an_entry(model: type[BaseModel], place: Place, value: object) -> bool:
    """Whether a value would do as an entry of the list that is wanted at a place: a reference, a code, a number."""
    entries = _schema_at(model, place).get("items", {})
    wanted = {str: "string", int: "integer"}.get(type(value))
    return bool(wanted and entries.get("type") == wanted and _ENTRIES.fullmatch(str(value)))


def _fields_at(model: type[BaseModel], place: Place) -> list[str]:
    """Return the keys that the schema knows at `place`."""
    if not place:
        return [name for name in model.model_fields if name not in getattr(model, "worked_out", ())]
    return list(_schema_at(model, place).get("properties", {}))


def _schema_at(model: type[BaseModel], place: Place) -> dict[str, Any]:
    """Return what the schema says of a place; nothing where it does not know it."""
    here: dict[str, Any] = model.model_json_schema(mode="serialization")
    definitions = here.get("$defs", {})
    for part in place:
        here = _resolved(here, definitions)
        here = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
    return _resolved(here, definitions)


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            schema = option
    reference = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = definitions.get(reference, schema)
    return found
