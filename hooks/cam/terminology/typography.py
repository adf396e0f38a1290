"""Where a text breaks a rule of typography, and the same text mended where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cam.problems import Problem
from cam.store import Catalogue
from cam.terminology.hidden import hidden
from cam.terminology.rules import NBSP, SEEN, Rule, of
from cam.terminology.texts import Passage, Volume

_AROUND = 16
"""How many signs before and after a finding are said."""


def findings(catalogue: Catalogue, volume: Volume) -> Iterator[Problem]:
    """Yield what in the texts of a language is not written as its rules ask."""
    for rule in of(volume.language):
        for match in matches(rule, volume.text):
            yield _problem(catalogue, rule, match, *volume.place(match.start()))


def matches(rule: Rule, text: str) -> Iterator[re.Match[str]]:
    """Yield the stretches of a text that break a rule."""
    if any(sign in text for sign in rule.signs):
        yield from (match for match in rule.pattern.finditer(text) if match.lastgroup != "ok")


def written(rule: Rule, match: re.Match[str]) -> str | None:
    """Return what to write for a match; None where only a person can say."""
    if rule.right is None:
        return None
    return match.expand(rule.right) if isinstance(rule.right, str) else rule.right(match)


def mended(text: str, language: str) -> str:
    """Return a text with what can be put right without a person: apostrophes, dots, double and no-break spaces."""
    for rule in of(language):
        if rule.safe:
            text = _replaced(text, rule)
    return text


def _replaced(text: str, rule: Rule) -> str:
    """Return a text after one rule. Code is looked over, but never changed: it keeps its length while hidden."""
    pieces, done = [], 0
    for match in matches(rule, hidden(text)):
        pieces += [text[done : match.start()], written(rule, match) or ""]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _problem(
    catalogue: Catalogue, rule: Rule, match: re.Match[str], passage: Passage, offset: int
) -> Problem:
    said = catalogue.labels.get(f"terminology.rule_{rule.name}", {}).get(catalogue.languages[0], rule.name)
    end = offset + len(match[0])
    before = passage.text[max(0, offset - _AROUND) : offset]
    after = passage.text[end : end + _AROUND]
    found = _visible(before + passage.text[offset:end] + after)
    right = written(rule, match)
    remedy = (
        f"as in {_visible(rule.well)}" if right is None else f"write `{_visible(before + right + after)}`"
    )
    if SEEN in remedy:  # else it looks like what is there, and keyboards lack it
        remedy = f"{remedy} (␣ is a no-break space: Alt+0160 in Windows, Option+space on a Mac)"
    if rule.safe:
        remedy = f"run `cam fix {passage.file.name}`, or {remedy}"
    return passage.problem(offset, f"`{found}`: {said}", remedy)


def _visible(text: str) -> str:
    """Return a text on one line, its no-break spaces to be seen."""
    return re.sub(r"\n+", " ", text).strip(" ").replace(NBSP, SEEN)
