"""The board of what this site holds, read block by block, and records to hold more or less of."""

from __future__ import annotations

from dataclasses import replace

from cam.knowledge import Site
from cam.store import Catalogue
from cam.views import desk_coverage
from cam.views.blocks import Group, Links, Table
from cam.views.reader import Reader
from cam.views.treaties import Matrix

LANGUAGES = ("en", "es", "fr")


def with_records(catalogue: Catalogue, kind: str, *changed: object) -> Catalogue:
    """Return the catalogue with records of a kind changed, or added."""
    records = {**catalogue.records[kind], **{record.id: record for record in changed}}
    return replace(catalogue, records={**catalogue.records, kind: records})


def block(blocks: list, anchor: str) -> Table | Links | Matrix:
    """Return the block of an anchor, also out of a group."""
    every = [inner for outer in blocks for inner in (outer.blocks if isinstance(outer, Group) else [outer])]
    (found,) = [one for one in every if one.anchor == anchor]
    return found


def shown(site: Site, language: str, anchor: str) -> Table | Links | Matrix:
    """Return the block of an anchor as the board has it in a language."""
    return block(desk_coverage.board(site, Reader(site.catalogue, language, "desk/coverage/")), anchor)


def text_of(cell: object) -> str:
    """Return what a cell says, as one text."""
    if isinstance(cell, list):
        return "".join(map(text_of, cell))
    if hasattr(cell, "short"):
        return cell.short
    return str(cell.text if hasattr(cell, "text") else cell)
