"""The schemas that help editors while they type: they take every record, refuse what the model refuses, and speak."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from support_kit import schema_required

from cam.kit import schemas
from cam.model import KINDS
from cam.store import Catalogue


def schema(made: dict[str, bytes], language: str, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made[schemas.path_of(language, kind)])
    return found


@pytest.fixture(scope="module")
def validators(made: dict[str, bytes]) -> dict[str, Draft7Validator]:
    """Return what tells whether a record fits the English schema of its kind."""
    shared = Resource.from_contents(schema(made, "en", "shared"))
    registry: Registry[Any] = Registry().with_resource("shared.json", shared)
    return {kind: Draft7Validator(schema(made, "en", kind), registry=registry) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_fits_its_schema(
    kind: str, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    records = real.records[kind].values()
    wrong = {
        f"{record.id}: {error.json_path}: {error.message[:200]}"
        for record in records
        for error in validators[kind].iter_errors(real.file(record).value)
    }
    assert wrong == set()
    assert records or kind == "reports"


def without_words(part: Any) -> Any:
    """Return a schema without what is said in it."""
    if isinstance(part, list):
        return [without_words(item) for item in part]
    if not isinstance(part, dict):
        return part
    told = {"markdownEnumDescriptions"} | {
        name for name in ("title", "description") if isinstance(part.get(name), str)
    }
    return {name: without_words(item) for name, item in part.items() if name not in told}


@pytest.mark.parametrize("kind", [*KINDS, "shared"])
def test_the_schemas_of_the_languages_differ_in_words_alone(kind: str, made: dict[str, bytes]) -> None:
    english = schema(made, "en", kind)
    Draft7Validator.check_schema(english)
    for language in ("es", "fr"):
        other = schema(made, language, kind)
        assert other != english
        assert without_words(other) == without_words(english)


def parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for item in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from parts(item)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "reports"])
def test_a_schema_refuses_what_the_model_refuses(
    kind: str, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    value = real.file(next(iter(real.records[kind].values()))).value
    valid = validators[kind].is_valid
    assert valid(value)
    assert not valid({**value, "colour": "red"})
    assert not valid({**value, "id": "Not An Id"})
    assert not valid({**value, "added": "yesterday"})
    assert not valid({**value, "original": "klingon"})
    assert not valid({**value, "title": {"en": "A title", "xx": "A title"}})
    assert not valid({**value, "title": "A title"})
    assert not valid({**value, "themes": "legislation"})
    assert not valid({**value, "sources": [{"adress": "https://example.org"}]})
    for name in schema_required(kind):
        assert not valid({key: item for key, item in value.items() if key != name}), name


def test_names_that_a_record_takes_over_are_not_asked_for() -> None:
    assert "title" not in schema_required("countries")
    assert "title" not in schema_required("members")
    assert "title" in schema_required("laws")


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("type",), "party"),
        (("body",), "The Committee"),
        (("dates",), []),
        (("dates", 0, "start"), "16/02/2011"),
        (("dates", 0, "start"), 20110216),
        (("dates", 0, "opens"), 630),
        (("dates", 0, "opens"), "9.30"),
        (("dates", 0, "year_inferred"), "yes"),
        (("dates", 0, "status"), "postponed"),
        (("dates", 0, "sources"), []),
        (("sources", 0, "address"), "www.oas.org"),
        (("see_also",), ["ceam"]),
        (("translations",), {"fr": "bad"}),
        (("summary",), None),
    ],
)
def test_a_schema_refuses_a_wrong_value(
    place: tuple[Any, ...], wrong: object, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    value = copy.deepcopy(real.files["meetings/ceam-2011-02-16"].value)
    around = value
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = wrong
    (error,) = validators["meetings"].iter_errors(value)
    assert tuple(error.absolute_path)[: len(place)] == place


def test_a_date_may_be_a_bare_year(real: Catalogue, validators: dict[str, Draft7Validator]) -> None:
    value = real.files["meetings/ceam-2011-02-16"].value
    for date in (2011, "2011", "2011-04", "2011-04-12"):
        assert validators["meetings"].is_valid({**value, "added": date})


@pytest.mark.parametrize(
    ("language", "title", "key", "said", "code", "words"),
    [
        ("en", "Meeting", "body (required)", "The body that meets — id of a record (Bodies)", "workshop", "Workshop"),
        ("es", "Reunión", "body (obligatorio)", "Órgano que se reúne — identificador de un registro (Órganos)",
         "workshop", "Taller"),
        ("fr", "Réunion", "body (obligatoire)", "Organe qui se réunit — identifiant d’une fiche (Organes)",
         "workshop", "Atelier"),
    ],
)  # fmt: skip
def test_a_schema_speaks_its_language(
    language: str, title: str, key: str, said: str, code: str, words: str, made: dict[str, bytes]
) -> None:
    meetings = schema(made, language, "meetings")
    assert meetings["title"] == title
    assert (meetings["properties"]["body"]["title"], meetings["properties"]["body"]["description"]) == (
        key,
        said,
    )
    types = meetings["$defs"]["MeetingType"]
    assert types["markdownEnumDescriptions"][types["enum"].index(code)] == words


def test_every_key_is_described_and_every_code_has_words(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/schemas/" in name):
        for part in parts(json.loads(made[name])):
            if "enum" in part:
                assert len(part["enum"]) == len(part["markdownEnumDescriptions"]) == len(set(part["enum"])), (
                    name
                )
            for key, item in part.get("properties", {}).items() if part.get("type") == "object" else ():
                assert "shared.json#/$defs/Record/" in item.get("$ref", "") or item["description"], (
                    name,
                    key,
                )
