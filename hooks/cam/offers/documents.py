"""The addresses of the documents, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.offers.offer import Offer
from cam.views.blocks import Block
from cam.views.reader import Reader


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    yield from ()


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds"."""
    return []
