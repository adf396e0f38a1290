"""Fingerprints of texts, prints of their words, and which words of an original changed since a print was taken.

A print has two signs for each word, so that the words that changed can be shown years later without the text of then
and without the history of the files. One sign would do to see *that* something changed, but of two rewritten passages
every sixty-fourth pair of words would look the same, and the passage would be shown in shreds.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_SIGNS = 2
_AROUND = 3
"""So many words before and behind a change are shown with it."""


@dataclass(frozen=True)
class Change:
    """One passage that changed: the words now, how many stood there before, and a few words around them."""

    now: str
    gone: int
    before: str = ""
    after: str = ""

    @property
    def shown(self) -> str:
        """The words that changed in brackets, among those around them."""
        return " ".join(filter(None, (self.before, f"[{self.now or '–'}]", self.after)))

    @property
    def size(self) -> int:
        """How many words there are to translate, or to take out."""
        return max(len(self.now.split()), self.gone)


_SIGN_BEFORE = re.compile(r" +([:;?!»])")
_SIGN_BEHIND = re.compile(r"(«) +")
_ALIKE = str.maketrans({"'": "’", "‘": "’", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def plain(text: str) -> str:
    """Return a text as it is compared: to correct its typography makes no other text, nor does it to break its lines.

    Apostrophes, quotation marks, dashes, and the spaces that French sets before a sign or inside quotation marks.
    """
    return " ".join(words_of(text)).translate(_ALIKE)


def words_of(text: str) -> list[str]:
    """Return the words of a text, each with the signs that belong to it."""
    spaced = " ".join(text.split())
    return _SIGN_BEHIND.sub(r"\1", _SIGN_BEFORE.sub(r"\1", spaced)).split()


def fingerprint(text: str) -> str:
    """Return six signs that tell a text from every other (one pair in 69 billion looks the same)."""
    return _signs(plain(text), 6)


def print_of(text: str) -> str:
    """Return two signs for each word of a text."""
    return "".join(_sign(word) for word in words_of(text))


def changed(before: str, text: str) -> list[Change]:
    """Return the passages of `text` that are not as they were when the print `before` was taken, in order."""
    words = words_of(text)
    then = [before[start : start + _SIGNS] for start in range(0, len(before), _SIGNS)]
    matcher = SequenceMatcher(None, then, [_sign(word) for word in words], autojunk=False)
    return [
        Change(
            " ".join(words[start:end]),
            last - first,
            ("… " if start > _AROUND else "") + " ".join(words[max(start - _AROUND, 0) : start]),
            " ".join(words[end : end + _AROUND]) + (" …" if end + _AROUND < len(words) else ""),
        )
        for what, first, last, start, end in matcher.get_opcodes()
        if what != "equal"
    ]


@lru_cache(maxsize=20_000)
def _sign(word: str) -> str:
    return _signs(word.translate(_ALIKE), _SIGNS)


def _signs(text: str, number: int) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:number]
