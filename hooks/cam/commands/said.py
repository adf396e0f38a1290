"""The words of the command line, in the editor's language: words/<command>.yaml, a key each with en, es, fr.

They are not in data/labels/, since the command has to speak where data/ cannot be read.
"""

from __future__ import annotations

import locale
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from cam.yamlfile import plain

LANGUAGES = ("en", "es", "fr")
"""Languages that the command line speaks; the first one is the default."""

_FOLDER = Path(__file__).parent / "words"


class Say:
    """Says the words of the command line in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **places: object) -> str:
        """Return the words `file.name` with their {places} filled in; with plural forms, that for the place `count`.

        A number in the middle of a line has its forms in an entry of its own, `name.place`, which stand at {place}.
        """
        file, _, name = key.partition(".")
        words = _words(file)
        said: str | dict[str, str] = words[name][self.language]
        if isinstance(said, dict):
            said = self._form(said, places["count"])
        filled = {
            place: self._form(forms[self.language], value).format(count=value)
            if (forms := words.get(f"{name}.{place}"))
            else value
            for place, value in places.items()
        }
        return said.format(**filled) if filled else said

    def _form(self, forms: dict[str, str], count: object) -> str:
        """Return that plural form which is for so many: in French, 0 takes the singular."""
        number = count if isinstance(count, int) else int(str(count))
        return forms.get(Locale.parse(self.language).plural_form(number)) or forms["other"]

    def of_argparse(self, message: str) -> str:
        """Return a message of the standard library's parser; one that has no words here stays as it is."""
        entry = _words("argparse").get(message)
        return str(entry[self.language]) if entry else message

    def of_argparse_many(self, one: str, many: str, count: int) -> str:
        """Return that one of two messages of the parser which is for so many."""
        return self.of_argparse(one if count == 1 else many)


@cache
def _words(file: str) -> dict[str, Any]:
    words: dict[str, Any] = plain(_FOLDER / f"{file}.yaml")
    return words


def preferred() -> str:
    """Return the language that the machine is set to, as far as the command line speaks it."""
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    first = next(filter(None, names), "") or locale.getlocale()[0] or ""
    wanted = [_code(name.strip().lower()) for name in first.split(":")]
    return next((name for name in wanted if name in LANGUAGES), LANGUAGES[0])


def _code(name: str) -> str:
    """Return the language of `es_PA.UTF-8`, and of `Spanish_Panama`, as Windows says it."""
    return {"spanish": "es", "french": "fr"}.get(name.partition("_")[0], re.split("[-_.@]", name)[0])
