"""The regional report: the same blocks make the pages, the printable document and the word processor's."""

from __future__ import annotations

from cam.views.blocks import Block
from cam.views.reader import Reader


def index(reader: Reader) -> list[Block]:
    """Headline figures."""
    return []


def stock(reader: Reader) -> list[Block]:
    """Immigrants and emigrants of the 35 states."""
    return []


def origins(reader: Reader) -> list[Block]:
    """Where immigrants come from."""
    return []


def corridors(reader: Reader) -> list[Block]:
    """Who lives where: the matrix of corridors."""
    return []


def mirror(reader: Reader) -> list[Block]:
    """Two states: what each side counts of the other."""
    return []


def protection(reader: Reader) -> list[Block]:
    """Asylum and refuge."""
    return []


def remittances(reader: Reader) -> list[Block]:
    """Remittances."""
    return []


def states(reader: Reader) -> list[Block]:
    """Every state by small multiples."""
    return []
