"""Rules on languages."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Text
from cam.problems import Problem
from cam.store import Catalogue, walk

_NAMED_BY_CLDR = ("vocabulary/countries", "vocabulary/languages", "vocabulary/source_languages")
_ADD = "add the text, or say `missing` for that language under `translations`"


def languages_are_known(catalogue: Catalogue) -> Iterator[Problem]:
    """A text uses only the languages of the site."""
    known = set(catalogue.languages)
    for record in catalogue.every():
        for place, value in walk(record):
            for language in (set(value) if isinstance(value, Text) else set()) - known:
                what = f"`{language}` is not a language of the site"
                remedy = f"use {', '.join(catalogue.languages)}; other wordings go under `names`"
                yield catalogue.file(record).problem((*place, language), what, remedy)


def titles_and_summaries_speak_every_language(catalogue: Catalogue) -> Iterator[Problem]:
    """Every text of a record speaks every language whose translation is not declared missing."""
    for record in catalogue.every():
        needed = [code for code in catalogue.complete_languages if record.translations.get(code) != "missing"]
        for place, value in walk(record):
            if isinstance(value, Text):
                for language in [code for code in needed if code not in value]:
                    where = ".".join(str(part) for part in place)
                    what = f"{where}: the text is missing in `{language}`"
                    yield catalogue.file(record).problem(place, what, _ADD)


def lists_speak_every_language(catalogue: Catalogue) -> Iterator[Problem]:
    """Every word of the interface and of a closed list speaks every language."""
    for name, file in catalogue.files.items():
        if name.partition("/")[0] not in ("vocabulary", "labels") or not isinstance(file.value, dict):
            continue
        for code, texts in file.value.items():
            if name in _NAMED_BY_CLDR and not isinstance(texts, dict):
                continue
            for language in catalogue.complete_languages:
                if not isinstance(texts, dict) or not texts.get(language):
                    yield file.problem(
                        (code,), f"`{code}` is missing in `{language}`", f"add `{language}: …`"
                    )
