"""What `cam status` tells of translations: counts per language, and what readers meet first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cam.commands.said import Say
from cam.translation.debt import STATES, Debt, debts

if TYPE_CHECKING:
    from cam.knowledge import Site

FIRST = 10
"""So many of each language are named."""


def lines(site: Site, say: Say, options: argparse.Namespace) -> Iterator[str]:
    """Yield the counts of each language (or of that of `options.language`) and its ten weightiest."""
    found = debts(site)
    for language in site.catalogue.languages:
        if options.language in (None, language):
            yield from _of_language(language, [one for one in found if one.language == language], say)


def _of_language(language: str, found: list[Debt], say: Say) -> Iterator[str]:
    texts = {state: sum(one.texts for one in found if one.state == state) for state in STATES}
    words = sum(one.words for one in found)
    yield say("status.language_line", language=language, words=words, **texts)
    for one in found[:FIRST]:
        yield "  " + say(f"status.{one.state}", file=one.file, texts=one.texts, words=one.words)
        for late in one.behind:
            yield from (f"      {late.where}: {change.shown}" for change in late.changes)
    if len(found) > FIRST:
        yield "  " + say("status.more", count=len(found) - FIRST)
