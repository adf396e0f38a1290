"""What a built page may weigh, and what the pages of two built sites do weigh, compressed as they go over the wire."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from cam.model import KINDS

RECORD_BUDGET = 12_000
"""Bytes of the page of a record, or of a state's brief, compressed."""

PAGE_BUDGET = 60_000
"""Bytes of any other page, compressed."""

VISIT_BUDGET = 80_000
"""Bytes of a first visit to a record: page, style sheet, script, fonts."""

_LARGEST = 10
_BRIEF = 3
"""Parts of the path of a state's brief: kind, id, `brief`."""


def compressed(path: Path) -> int:
    """Return the size of a file as well as gzip can make it."""
    return len(gzip.compress(path.read_bytes(), 9))


@dataclass(frozen=True)
class Weight:
    """A page of a built site, and what it weighed and weighs (0: there was, or is, no such page)."""

    address: str
    old: int
    new: int
    budget: int


@dataclass(frozen=True)
class Sites:
    """Two built sites: all their pages, those whose weight changed most, and those beyond their budget now."""

    old: int
    new: int
    most: list[Weight]
    beyond: list[Weight]


def sites(old: Path, new: Path, languages: list[str]) -> Sites:
    """Return how the pages of two built sites differ in weight; `languages` are the site's, the default one first."""
    before, after = _pages(old), _pages(new)
    weights = [
        Weight(f"/{place}", before.get(place, 0), after.get(place, 0), budget(place, languages))
        for place in sorted(before.keys() | after.keys())
    ]
    changed = [weight for weight in weights if weight.old != weight.new]
    most = sorted(changed, key=lambda weight: abs(weight.new - weight.old), reverse=True)[:_LARGEST]
    beyond = [weight for weight in weights if weight.new > weight.budget]
    return Sites(sum(before.values()), sum(after.values()), most, beyond)


def _pages(folder: Path) -> dict[str, int]:
    return {
        path.parent.relative_to(folder).as_posix().removeprefix(".") + "/": compressed(path)
        for path in sorted(folder.rglob("index.html"))
    }


def budget(place: str, languages: list[str]) -> int:
    """Return what the page at a place below the site's root may weigh."""
    parts = place.strip("/").split("/")
    if parts[0] in languages[1:]:
        parts = parts[1:]
    of_record = len(parts) == 2 or (len(parts) == _BRIEF and parts[2] == "brief")
    return RECORD_BUDGET if of_record and parts[0] in KINDS else PAGE_BUDGET
