"""How large the copies are: known when they are made, which is after the page that offers them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cam.views.reader import Reader

_PLACE = re.compile(r'(<span data-size="([^"]+)">)[^<]*(</span>)')


def megabytes(reader: Reader, size: int) -> str:
    """Return a number of bytes in megabytes, as exactly as one needs to know it."""
    number = size / 1_000_000
    said = reader.wording.fixed(number, 0 if number >= 10 else 1)
    return reader.label("offline.megabytes", number=said)


def left_open(reader: Reader, page: str) -> str:
    """Return a page for the copies: none can hold its own size, so the words in its place send to the site."""
    return _PLACE.sub(lambda match: f"{match[1]}{reader.label('offline.size_on_site')}{match[3]}", page)


def filled(reader: Reader, page: str, sizes: Mapping[str, int]) -> str:
    """Return a page with the size of each copy in its place."""
    return _PLACE.sub(lambda match: f"{match[1]}{megabytes(reader, sizes[match[2]])}{match[3]}", page)
