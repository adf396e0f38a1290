"""Nothing and one are singular in French: a count has its two forms, or stands where no noun goes by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cam import messages
from cam.commands import said
from cam.commands.said import Say
from cam.messages import translated

WORDS = Path(said.__file__).parent / "words"
MESSAGES = Path(messages.__file__).parent

COUNTED = re.compile(r"\{(\w+)\}[ \u00a0][a-zà-ÿœ]+s\b(?<! dans)(?<! vers)(?<! fois)")
"""A number with a noun or an adjective in the plural behind it."""

NEVER_ONE = {
    "form.no_id_do": "a limit",
    "form.strange_choices_what": "more than are listed one by one",
    "form.strange_headings_what": "more than are listed one by one",
    "form.too_long_what": "longer than a limit",
    "due.nothing": "the 30 days of the rule",
    "due.soon": "the 30 days of the rule",
    "diff.beyond": "bytes beyond a budget",
    "diff.bytes": "bytes of a page",
    "new.long_id": "longer than a limit",
    "sicremi.form_written": "bytes of a file",
    "the id has {0} signs, and {1} are allowed": "longer than a limit",
    "missing or outdated texts in `{0}`: {1}, and {2} are allowed": "no noun goes by it",
    "{0} problems in the form.": "one problem has a text of its own",
    "{0} problems in the form. Further checks follow once these cells can be read.": "as above",
    "{0} problems in the file.": "one problem has a text of its own",
    "it has more than {0} lines": "a limit",
    "a sheet of it has more than {0} rows or {1} cells": "a limit",
    "the text has {0} characters": "longer than a limit",
    "use a-z, 0-9 and single hyphens, at most {0} in all, e.g. ca-sawp-mx": "a limit",
}
"""French texts whose number is never 0 or 1, and why."""


def of_commands() -> Iterator[tuple[str, str]]:
    """Yield the words of the command line that have no plural forms."""
    for path in sorted(WORDS.glob("*.yaml")):
        for name, entry in yaml.safe_load(path.read_text("utf-8")).items():
            if isinstance(entry.get("fr"), str):
                yield f"{path.stem}.{name}", entry["fr"]


def of_rules() -> Iterator[tuple[str, str]]:
    """Yield what rules say."""
    for texts in yaml.safe_load((MESSAGES / "fr.yaml").read_text("utf-8")).values():
        yield from texts.items()


def test_no_french_text_counts_in_the_plural_alone() -> None:
    found = {name for name, text in [*of_commands(), *of_rules()] if COUNTED.search(text)}
    assert found - set(NEVER_ONE) == set(), "give it two forms, or let the number stand behind a colon"
    assert set(NEVER_ONE) - found == set(), "these texts are gone"


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_and_one_are_singular_wherever_there_are_forms(number: int) -> None:
    say, asked = Say("fr"), 0
    for path in sorted(WORDS.glob("*.yaml")):
        for name, entry in yaml.safe_load(path.read_text("utf-8")).items():
            if isinstance(entry.get("fr"), dict) and "." not in name:
                assert say(f"{path.stem}.{name}", count=number) == entry["fr"]["one"].format(count=number)
                asked += 1
    assert asked > 20


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("0 new, 1 changed, 9 as they were.", "Nouveaux : 0 ; modifiés : 1 ; inchangés : 9."),
        ("this row has 1 cells, not 4", "nombre de cellules de cette ligne : 1 au lieu de 4"),
        (
            "1 figures, 0 of them taken over as they were filled in; 1 notes.",
            "Chiffres : 1 (préremplis et repris tels quels : 0) ; notes : 1.",
        ),
        ("1 more of the same sort", "encore 1 du même genre"),
    ],
)
def test_a_number_behind_a_colon_goes_with_any_noun(text: str, french: str) -> None:
    assert translated(text, "fr").replace("\u00a0", " ") == french
