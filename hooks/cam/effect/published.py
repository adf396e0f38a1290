"""What changes for programs: the fields of the API, the words of the site, and the tables of figures."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cam.api import contract
from cam.effect.records import Field, cut, differences
from cam.knowledge import Site
from cam.problems import BadInput
from cam.store import Catalogue

LIST = "tests/contract/v1.json"
"""Where a state keeps the list of every field that it published."""


@dataclass(frozen=True)
class Published:
    """The fields that came, those that are gone, and those of another type (`name.field`, and what they hold)."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def compared(before: Path, after: Site) -> Published | None:
    """Return how what is published now differs from the list in `before`; None where there is no such list.

    The fields follow from the program, so the older state's are those that it listed, and the newer one's those made.
    """
    known = _listed(before / LIST)
    if known is None or after.catalogue.settings is None:
        return None
    try:
        now = contract.published(after)
    except BadInput:
        return None  # a label that the API needs is missing
    places = [(name, place) for name, fields in known.items() for place in fields]
    gone = [f"{name}.{place}" for name, place in places if place not in now.get(name, {})]
    changed = [
        f"{name}.{place}: {known[name][place]} → {now[name][place]}"
        for name, place in places
        if place in now.get(name, {}) and now[name][place] != known[name][place]
    ]
    added = [
        f"{name}.{place}: {holds}"
        for name, fields in contract.added(known, now).items()
        for place, holds in fields.items()
    ]
    return Published(sorted(added), sorted(gone), sorted(changed))


def _listed(path: Path) -> contract.Fields | None:
    with suppress(OSError, ValueError, AttributeError, TypeError):
        return contract.merged(json.loads(path.read_text("utf-8")))
    return None


@dataclass(frozen=True)
class TableChange:
    """A table of figures, with how many rows came and went (a row that changed is both)."""

    name: str
    added: int
    gone: int


def tables(old: Catalogue, new: Catalogue) -> list[TableChange]:
    """Return the tables of data/figures/ that differ."""
    found = []
    for name in sorted(_tables(old.root) | _tables(new.root)):
        before, after = _rows(old.root, name), _rows(new.root, name)
        if before != after:
            found.append(TableChange(name, (after - before).total(), (before - after).total()))
    return found


def _tables(root: Path) -> set[str]:
    return {path.name for path in (root / "data" / "figures").glob("*.csv")}


def _rows(root: Path, name: str) -> Counter[bytes]:
    """Return the rows of a table below its head."""
    with suppress(OSError):
        return Counter((root / "data" / "figures" / name).read_bytes().splitlines()[1:])
    return Counter()


def words(old: Catalogue, new: Catalogue) -> list[Field]:
    """Return what differs in the words, the closed lists and the settings of the site, which show on many pages."""
    names = sorted(
        name for name in old.files.keys() | new.files.keys() if "/" not in name or name.startswith(_LISTS)
    )
    return [
        Field(f"{name}: {item.place}" if item.place else name, *cut(item.old, item.new))
        for name in names
        for item in differences(_value(old, name), _value(new, name))
    ]


_LISTS = ("labels/", "vocabulary/")


def _value(catalogue: Catalogue, name: str) -> object:
    file = catalogue.files.get(name)
    return file.value if file else None
