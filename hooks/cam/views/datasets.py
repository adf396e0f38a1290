"""The tables of figures: what each counts, who made it, and where to get it."""

from __future__ import annotations

from cam.model.figures import Dataset
from cam.views.blocks import Block
from cam.views.common import Parts
from cam.views.reader import Reader


def dataset(reader: Reader, record: Dataset) -> Parts:
    """A table of figures."""
    return Parts()


def datasets(reader: Reader) -> list[Block]:
    """The tables of figures."""
    return []
