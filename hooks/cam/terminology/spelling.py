"""Spelling, by the dictionaries of Hunspell, which office programs use. They are no part of this project."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale

from cam.model import Text
from cam.problems import Problem
from cam.store import Catalogue
from cam.terminology.texts import Passage, Volume, of_lists, of_pages, of_records, volumes
from cam.yamlfile import plain

if TYPE_CHECKING:
    from cam.knowledge import Site

FOLDER = Path("tests/node/node_modules")
"""Where npm keeps the dictionaries; tests/node/package.json says which."""

LANGUAGES = ("en", "es", "fr")
"""Languages that have a dictionary."""

_WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?!\w)")
_CITED = re.compile(r"“[^“”\0]*”|«[^«»\0]*»|(?<!\*)\*[^*\n\0]+\*(?!\*)|\b\S+[.@/_]\w\S*|\{\w*\}")
_ACRONYM = re.compile(r"[^\W\d_a-zà-ÿ]+(?:e|er|s)?")
"""Capitals alone, also as an ordinal (XXe) or in the plural."""

_PARTS = re.compile(r"[’'-]")
_NEAR = 3
"""So many words are suggested at most."""


class Missing(Exception):
    """The dictionaries or the program that reads them are not installed; the text says which."""


class Speller:
    """Knows the words of one language: those of its dictionary, and others that are given."""

    def __init__(self, root: Path, language: str, others: Iterable[str]) -> None:
        self._dictionary = _dictionary(root, language)
        self._others = {word.lower() for word in others}

    def knows(self, word: str) -> bool:
        """Return whether a word is right; one of several parts is, where each part is."""
        if _ACRONYM.fullmatch(word) or word.lower() in self._others or self._looked_up(word):
            return True
        parts = [part for part in _PARTS.split(word) if len(part) > 1]
        return parts != [word] and all(self.knows(part) for part in parts)

    def _looked_up(self, word: str) -> bool:
        plain = word.replace("’", "'")
        return any(self._dictionary.lookup(form) for form in dict.fromkeys((plain, plain.lower(), word)))


def _dictionary(root: Path, language: str) -> Any:
    """Return the dictionary of a language. Raises Missing."""
    stem = root / FOLDER / f"dictionary-{language}" / "index"
    if not stem.with_suffix(".dic").is_file():
        raise Missing(f"dictionary-{language}")
    try:
        hunspell = import_module("spylls.hunspell")  # the tests' environment has it, the site's has not
    except ImportError:
        raise Missing("spylls") from None
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # it leaves its files to be closed by the interpreter
        return hunspell.Dictionary.from_files(str(stem))


def findings(site: Site) -> Iterator[Problem]:
    """Yield every word that no dictionary, no list of ours and no name in a record knows. Raises Missing."""
    catalogue = site.catalogue
    passages = [*of_records(catalogue), *of_lists(catalogue), *of_pages(site.pages)]
    read = volumes(passages)
    names = {*names_of(catalogue), *shared_names(list(read.values()))}
    for language in [code for code in LANGUAGES if code in read]:
        speller = Speller(catalogue.root, language, {*names, *own_words(catalogue.root, language)})
        yield from _of_volume(read[language], speller)


def _of_volume(volume: Volume, speller: Speller) -> Iterator[Problem]:
    """Yield the slips of a language, with the nearest words that its texts use: dictionaries take long to suggest."""
    found = list(words(volume.text))
    known = {word: speller.knows(word) for word in {match[0] for match in found}}
    used = sorted(word for word, is_known in known.items() if is_known)
    near = {word: get_close_matches(word, used, _NEAR) for word, is_known in known.items() if not is_known}
    for match in found:
        if match[0] in near:
            yield _problem(*volume.place(match.start()), match[0], near[match[0]], volume.language)


def _problem(passage: Passage, offset: int, word: str, near: list[str], language: str) -> Problem:
    meant = f"did you mean {', '.join(f'`{name}`' for name in near)}? " if near else ""
    remedy = f"{meant}if it is right, add it to data/words/{language}.yaml"
    return passage.problem(offset, f"`{word}` is in no dictionary", remedy)


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text that are its own: none between quotes or in italics, and no part of an address."""
    return _WORD.finditer(_CITED.sub(lambda match: " " * len(match[0]), text))


def own_words(root: Path, language: str) -> list[str]:
    """Return the words that data/words/<language>.yaml adds to a dictionary."""
    path = root / "data" / "words" / f"{language}.yaml"
    listed = plain(path) if path.is_file() else []
    return [str(word) for word in listed or []]


def names_of(catalogue: Catalogue) -> set[str]:
    """Return the words of every name: what records hold that is in no language, and CLDR's states and languages."""
    found: set[str] = set()
    for record in catalogue.every():
        for place, value in catalogue.inside(record):
            in_language = isinstance(value, Text) or (len(place) > 1 and place[-1] in catalogue.languages)
            if isinstance(value, str) and not in_language:
                found |= _with_capital(value)
        found |= _with_capital(record.title.get(str(record.original), ""))
    for language in catalogue.languages:
        locale = Locale.parse(language)
        for name in (*locale.territories.values(), *locale.languages.values()):
            found |= {match[0] for match in _WORD.finditer(str(name))}
    return found


def _with_capital(text: str) -> set[str]:
    """Return the words of a name; a small word in it may be of any language."""
    return {match[0] for match in _WORD.finditer(text) if match[0][0].isupper()}


def shared_names(read: list[Volume]) -> set[str]:
    """Return the words with a capital that stand alike in the texts of two languages: a slip would hardly do that."""
    counted: Counter[str] = Counter()
    for volume in read:
        counted.update({match[0] for match in words(volume.text) if match[0][0].isupper()})
    return {word for word, languages in counted.items() if languages > 1}
