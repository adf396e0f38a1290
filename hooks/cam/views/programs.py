"""MINPET: a program's page, the list, the map of flows, programs side by side, those open to a reader, fees."""

from __future__ import annotations

from cam.model.program import Program
from cam.views.blocks import Block
from cam.views.common import Parts
from cam.views.reader import Reader


def program(reader: Reader, record: Program) -> Parts:
    """A program: who, from where to where, on which terms, how many."""
    return Parts()


def programs(reader: Reader) -> list[Block]:
    """The programs, to be narrowed by words, states, sector, kind and year."""
    return []


def flow_map(reader: Reader) -> list[Block]:
    """The map of flows, with the same by list."""
    return []


def compare(reader: Reader) -> list[Block]:
    """Programs side by side."""
    return []


def for_me(reader: Reader) -> list[Block]:
    """Programs open to a reader, by nationality and trade."""
    return []


def fees(reader: Reader) -> list[Block]:
    """Who pays what, where to complain, and warnings, by program."""
    return []
