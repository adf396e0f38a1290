"""A place that is left to be filled in is seen, in records and in the words of the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cam import checks
from cam.blanks import BLANK, is_blank
from cam.checks import placeholders
from cam.loading import load
from cam.store import Catalogue

Write = Callable[..., Path]


@pytest.mark.parametrize("value", [BLANK, "...", "TODO", "TODO: ask", "TBD", "FIXME", "XXX", " … "])
def test_a_place_that_is_left_is_seen(value: str) -> None:
    assert is_blank(value)


@pytest.mark.parametrize(
    "value", ["", "Todo", "todo el mundo", "TODO MIGRANTE", "and so on …", "[…] text", 3, None, "…text"]
)
def test_a_text_is_not_taken_for_a_place_that_is_left(value: object) -> None:
    assert not is_blank(value)


def test_a_blank_is_told_alone_and_nothing_refers_in_vain(tree: Write) -> None:
    """A record with blanks is not there yet: no other rule speaks of it, and what refers to it does so in peace."""
    root = tree()
    record = next((root / "data/meetings").glob("*.yaml"))
    text = record.read_text("utf-8")
    record.write_text(re.sub(r"(?m)^type: \w+$", "type: …\ncolour: red", text), "utf-8")
    catalogue, problems = load(root)
    line = text.splitlines().index(next(line for line in text.splitlines() if line.startswith("type:"))) + 1
    name = record.relative_to(root).as_posix()
    remedy = "fill this in, or take it out where it is not required"
    blank, unknown = map(str, problems)
    assert blank == f"{name}:{line}: `type` is not filled in yet — {remedy}"
    assert unknown.startswith(
        f"{name}:{line + 1}: the key `colour` is not known here — remove it; known keys: id, "
    )
    assert checks.run(catalogue) == []
    assert f"meetings/{record.stem}" in catalogue.unread


def test_no_word_of_the_site_is_left_to_be_filled_in(real: Catalogue) -> None:
    assert list(placeholders.lists_are_filled_in(real)) == []
    file = replace(real.files["labels/kinds"], value={"laws": {"en": "TODO"}})
    broken = replace(real, files={**real.files, "labels/kinds": file})
    (problem,) = placeholders.lists_are_filled_in(broken)
    assert (problem.file, problem.what) == ("data/labels/kinds.yaml", "`laws.en` is not filled in yet")
