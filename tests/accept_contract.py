"""Accepts what was added to the API: `.venv/bin/python tests/accept_contract.py`, then read the diff.

tests/contract/v1.json lists every field that was ever published, under the version of the contract that brought it.
What is new is put under the newest version of data/api.yaml, which has to be written first. What is gone, or changed
its type, is never accepted: it breaks programs that rely on it.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "hooks"))

from cam.api import shapes  # noqa: E402
from cam.api.base import Api  # noqa: E402
from cam.api.openapi import openapi_file  # noqa: E402
from cam.api.schemas import schema_file  # noqa: E402
from cam.embed import Site  # noqa: E402
from cam.loading import load  # noqa: E402
from cam.model import KINDS  # noqa: E402

FILE = HERE / "contract" / "v1.json"
COMMAND = "`.venv/bin/python tests/accept_contract.py`"
PROMISE = (
    "v1 of the API promises that a published field never disappears and never changes its type: programs rely on it. "
    "Give the field back, or begin a v2 beside v1 (see “The API” in HACKING.md)."
)

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


def accepted() -> dict[str, Fields]:
    """Return what was published by version."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


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


def accept(versions: dict[str, Fields], now: Fields, newest: str) -> dict[str, Fields]:
    """Return the list with what was added under the version `newest`. Raises ValueError where it must not be."""
    known = merged(versions)
    if wrong := broken(known, now):
        raise ValueError("\n".join([*wrong, PROMISE]))
    news = added(known, now)
    if news and newest in versions:
        what = f"{newest} is published already: first write the next version into data/api.yaml, and what it brings"
        raise ValueError(what)
    return {**versions, newest: news} if news else versions


def main() -> None:
    """Write the list anew."""
    catalogue, problems = load(ROOT)
    assert not problems
    assert catalogue.contract
    now = published(Site(catalogue, [], dt.date.min))
    try:
        versions = accept(accepted(), now, catalogue.contract.changes[-1].version)
    except ValueError as refusal:
        sys.exit(str(refusal))
    FILE.write_text(json.dumps(versions, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
