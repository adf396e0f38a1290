"""What is wrong with a file, and what to do about it, in the editor's language.

Rules say both in English; <language>.yaml has each of these texts with its translation. A text is known by its
template, in which {0}, {1} … stand for values: “`{0}` is not a record of {1}”. Values stay as they are: names, codes
and keys belong to no language; unless a value is itself a text of the catalogue (“an HTML tag”). What the catalogue
lacks stays in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

import yaml

from cam.problems import Problem
from cam.yamlfile import plain

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{(\d)\}")
_KEY = re.compile(r"\S+")
_ORIGINAL = "en"
_DEEPEST = 3
_JOINED = "{0}: {1}"
_DATA = _FOLDER.parents[2] / "data"
_LISTS = ("labels/terminology.yaml", "vocabulary/avoid_reasons.yaml")
"""Words that an editor may change, and that rules put into their texts in English."""


def said(problem: Problem, language: str) -> Problem:
    """Return a problem with its two texts in a language."""
    return replace(
        problem, what=translated(problem.what, language), remedy=translated(problem.remedy, language)
    )


def translated(text: str, language: str) -> str:
    """Return a text of a rule in a language; the text itself where the language has no translation of it."""
    return text if language == _ORIGINAL else _translated(text, language, _DEEPEST)


@lru_cache(maxsize=10_000)
def _translated(text: str, language: str, depth: int) -> str:
    """Return a text in a language, and the values in it that are texts themselves, as deep as rules nest them."""
    if text in (whole := _whole(language)):
        return whole[text]
    for mark, template in _candidates(language, text[:1]):
        if mark in text:
            values = template.values(text)
            if values is not None and (filled := template.filled(values, language, depth)):
                return filled
    return text


def lines(text: str, language: str) -> str:
    """Return what is told of a form or a table, line by line, in a language: `place: what — what to do`."""
    return "\n".join(_line(line, language) for line in text.split("\n")) if language != _ORIGINAL else text


def _line(line: str, language: str) -> str:
    """Return one line in a language; what stands before the first text that is known is a place."""
    told, dash, remedy = line.partition(" — ")
    places, what = [], told
    while ": " in what:
        place, _, rest = what.partition(": ")
        if translated(place, language) == place and translated(what, language) != what:
            break
        places.append(translated(place, language))
        what = rest
    half = translated(what, language)
    colon = catalogue(language).get(_JOINED, _JOINED)[len("{0}") : -len("{1}")]
    return (colon.join([*places, half]) if half != what else told) + dash + translated(remedy, language)


@dataclass(frozen=True)
class Template:
    """A text with places, cut at them, and its translation."""

    pieces: tuple[str, ...]
    translation: str

    @cached_property
    def mark(self) -> str:
        """Its longest stretch between two places: few texts hold it that are not of this template."""
        return max(self.pieces, key=len)

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Whether each place stands between quotes: what an editor wrote, or is to write, letter by letter."""
        before = ["".join(self.pieces[: place + 1]) for place in range(len(self.pieces) - 1)]
        return tuple(text.count("`") % 2 == 1 or text.endswith(("“", '"', "'")) for text in before)

    @property
    def order(self) -> tuple[bool, int]:
        """Of two templates that fit, the one that only joins texts is tried first, else the one that fixes more."""
        return not self.only_joins, -sum(map(len, self.pieces))

    @cached_property
    def only_joins(self) -> bool:
        """Whether it has no word of its own: “{0}: {1}”."""
        return not any(sign.isalpha() for sign in self.mark)

    def values(self, text: str) -> list[str] | None:
        """Return what stands at the places in a text; None where the text is not of this template.

        No regular expression: whatever a text holds, it is read once from its beginning to its end.
        """
        first, *inner, last = self.pieces
        if not (text.startswith(first) and text.endswith(last)):
            return None
        found, here, end = [], len(first), len(text) - len(last)
        for piece in inner:
            there = text.find(piece, here, end)
            if there < 0:
                return None
            found.append(text[here:there])
            here = there + len(piece)
        return [*found, text[here:end]] if here <= end else None

    def filled(self, values: list[str], language: str, depth: int) -> str:
        """Return the translation with its places filled in; nothing where it only joins, and no key to a known text."""
        words = [
            value if quoted else _value(value, language, depth)
            for quoted, value in zip(self.quoted, values, strict=True)
        ]
        if self.only_joins and (words[1:] == values[1:] or not (self.quoted[0] or _KEY.fullmatch(values[0]))):
            return ""
        return _PLACE.sub(lambda place: words[int(place[1])], self.translation)


def _value(value: str, language: str, depth: int) -> str:
    """Return what stands at a place, translated where it cannot be anybody's id."""
    return _translated(value, language, depth - 1) if depth and " " in value else value


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the texts of a language by the English ones; none where there is no such catalogue."""
    path = _FOLDER / f"{language}.yaml"
    if not path.is_file():
        return {}
    groups = plain(path)
    return {text: translation for texts in groups.values() for text, translation in texts.items()}


@cache
def _whole(language: str) -> dict[str, str]:
    """Return the texts without places."""
    texts = catalogue(language)
    return _of_lists(language) | {text: said for text, said in texts.items() if not _PLACE.search(text)}


@cache
def _templates(language: str) -> tuple[Template, ...]:
    """Return the texts with places, in the order in which they are tried."""
    texts = [(text, said) for text, said in catalogue(language).items() if _PLACE.search(text)]
    templates = [Template(tuple(_PLACE.split(text)[::2]), said) for text, said in texts]
    return tuple(sorted(templates, key=lambda template: template.order))


@cache
def _candidates(language: str, first: str) -> tuple[tuple[str, Template], ...]:
    """Return the templates that a text with this first sign can be of, each with its mark."""
    return tuple(
        (template.mark, template)
        for template in _templates(language)
        if template.pieces[0][:1] in ("", first)
    )


def _of_lists(language: str) -> dict[str, str]:
    """Return the words of those closed lists and labels that rules put into their texts."""
    found: dict[str, str] = {}
    for name in _LISTS:
        try:
            entries = plain(_DATA / name)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue  # the rules say what is wrong with it
        for texts in entries.values() if isinstance(entries, dict) else ():
            if isinstance(texts, dict) and {_ORIGINAL, language} <= texts.keys():
                found[str(texts[_ORIGINAL])] = str(texts[language])
    return found
