"""Rules on web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cam.model import Text
from cam.problems import Problem
from cam.store import Catalogue

_IN_TEXT = re.compile(r"https?://")


def web_addresses_are_sources(catalogue: Catalogue) -> Iterator[Problem]:
    """A web address stands in `sources` or `address`, where it is dated, never inside a text."""
    for record in catalogue.every():
        for place, value in catalogue.inside(record, Text):
            for language, text in value.items():
                if _IN_TEXT.search(text):
                    what = "a web address stands inside a text"
                    yield catalogue.file(record).problem(
                        (*place, language), what, "move it to `sources` with the day it was read"
                    )
