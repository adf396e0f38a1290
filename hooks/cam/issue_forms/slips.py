"""Tells a slip of the pen, which needs no source, from words that say something else, which need one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from cam.store import Catalogue
from cam.terminology import texts
from cam.yamlfile import Place

_WORD = re.compile(r"\w+")
_SHORTEST = 4
"""Letters of the shortest word in which a slip is recognized: one letter makes another word of “not”."""

_MOST = 2
"""Letters that may differ in a word; in a short one, at most a quarter of them."""


def is_slip(before: str, after: str, known: Iterable[str]) -> bool:
    """Return whether a text differs from another by slips of the pen alone. Narrow on purpose: in doubt it is none.

    There are as many words as before, and of each that differs: neither has a digit or a capital letter; both have
    four letters or more, of which one or two (a quarter at most) differ; and among the words of all other texts
    (`known`, in small letters) the right one is found and the wrong one is not. “Junio” and “julio” are both words:
    that is no slip. Signs between words may differ where no number stands beside them.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) != len(new):
        return False
    common = set(known)
    words = all(_is_slip(*pair, common) for pair in zip(old, new, strict=True) if pair[0] != pair[1])
    return words and _signs_are_harmless(before, after, old)


def _is_slip(wrong: str, right: str, known: set[str]) -> bool:
    """Return whether a word that differs is another spelling of the same word."""
    shortest = min(len(wrong), len(right))
    return (
        shortest >= _SHORTEST
        and all(word.isalpha() and word == word.lower() for word in (wrong, right))
        and _distance(wrong, right) <= min(_MOST, shortest // 4)
        and right in known
        and wrong not in known
    )


def _distance(wrong: str, right: str) -> int:
    """Return how many letters of two words differ."""
    changes = SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in changes if kind != "equal")


def _signs_are_harmless(before: str, after: str, words: list[str]) -> bool:
    """Return whether no sign beside a number differs: 2 000 is not 2.000 in every language."""
    beside = ["", *words, ""]
    signs = zip(_WORD.split(before), _WORD.split(after), strict=True)
    return all(
        old == new or not re.search(r"\d", beside[at] + beside[at + 1]) for at, (old, new) in enumerate(signs)
    )


def words_elsewhere(catalogue: Catalogue, file: str, place: Place) -> set[str]:
    """Return the words, in small letters, of every text in a language but the one at a place of a file."""
    others = (
        passage.text
        for passage in texts.of_records(catalogue)
        if passage.language == place[-1] and (passage.file.name, passage.place) != (file, place)
    )
    return {word.lower() for text in others for word in _WORD.findall(text)}
