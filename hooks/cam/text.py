"""Chooses the language of a text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cam.model import Text


@dataclass(frozen=True)
class Words:
    """A text as one reader gets it: `language` is what it is written in, `foreign` whether that was not asked for."""

    text: str
    language: str
    foreign: bool = False

    def __str__(self) -> str:
        return self.text


def choose(text: Text, wanted: str, original: str, default: str) -> Words:
    """Return `text` in the wanted language, else in the original, else in the default, else in any it has."""
    for language in (wanted, original, default, *text):
        if language in text:
            return Words(text[language], language, language != wanted)
    raise ValueError("a Text holds at least one language")


def inside(text: str) -> str:
    """Return a label as it stands inside a sentence: its first letter small, but no acronym touched."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalized(text: str) -> str:
    """Return a text with a capital as its first letter: CLDR's names of languages are those within a sentence."""
    return text[:1].upper() + text[1:]


def folded(text: str) -> str:
    """Return a text without accents and capitals: the key of an alphabetical order in en, es and fr."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
