"""Rules on languages."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError

from cam.model import Text
from cam.model.base import markup_in
from cam.model.records import Term
from cam.problems import Problem
from cam.store import Catalogue, walk

_NAMED_BY_CLDR = ("vocabulary/languages", "vocabulary/source_languages")
_PROGRESS = ("complete", "growing")
_SAID_BY_THE_MODEL = ("labels/field_texts", "en")
"""A list, and the language in which the classes of the model say its texts themselves."""
_PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""What CLDR calls them; `other` is what every language has."""
_ADD = "add the text, or say `missing` for that language under `translations`"


def languages_are_known(catalogue: Catalogue) -> Iterator[Problem]:
    """A text uses only the languages of the site."""
    known = set(catalogue.languages)
    for record in catalogue.every():
        by_language = [*catalogue.inside(record, Text), (("translations",), record.translations)]
        if isinstance(record, Term):
            by_language.append((("acronyms",), record.acronyms))
        for place, value in by_language:
            for language in sorted(set(value) - known) if known else ():
                what = f"`{language}` is not a language of the site"
                remedy = f"use {', '.join(catalogue.languages)}; other wordings go under `names`"
                yield catalogue.file(record).problem((*place, language), what, remedy)


def languages_have_names(catalogue: Catalogue) -> Iterator[Problem]:
    """A language has a name in CLDR; a language of the site says how far it is."""
    for name in _NAMED_BY_CLDR:
        if name not in catalogue.files:
            continue
        file = catalogue.files[name]
        for code, value in file.value.items():
            if not isinstance(value, dict) and not _is_named(code):
                yield file.problem(
                    (code,), f"`{code}` is not a code of CLDR", "write the ISO code, e.g. `es`"
                )
            elif name == "vocabulary/languages" and value not in _PROGRESS:
                yield file.problem(
                    (code,), f"`{code}` is neither complete nor growing", f"write `{code}: growing`"
                )


def _is_named(code: str) -> bool:
    try:
        return bool(Locale.parse(code))
    except (UnknownLocaleError, ValueError):
        return False


def titles_and_summaries_speak_every_language(catalogue: Catalogue) -> Iterator[Problem]:
    """Every text of a record speaks every language whose translation is not declared missing."""
    for record in catalogue.every():
        needed = [code for code in catalogue.complete_languages if record.translations.get(code) != "missing"]
        for place, value in catalogue.inside(record, Text):
            for language in [code for code in needed if code not in value]:
                where = ".".join(str(part) for part in place)
                what = f"{where}: the text is missing in `{language}`"
                yield catalogue.file(record).problem(place, what, _ADD)


def missing_translations_are_missing(catalogue: Catalogue) -> Iterator[Problem]:
    """No translation is declared missing that is there: readers would not see it."""
    for record in catalogue.every():
        declared = [code for code, state in record.translations.items() if state == "missing"]
        texts = [value for _, value in catalogue.inside(record, Text)] if declared else []
        for language in [code for code in declared if all(code in text for text in texts)]:
            what = f"every text is there in `{language}`, and the translation is declared missing"
            remedy = f"take `{language}: missing` away"
            yield catalogue.file(record).problem(("translations", language), what, remedy)


def lists_speak_every_language(catalogue: Catalogue) -> Iterator[Problem]:
    """Every word of the interface and of a closed list speaks every language."""
    for name, file in catalogue.files.items():
        if name.partition("/")[0] not in ("vocabulary", "labels") or not isinstance(file.value, dict):
            continue
        for code, texts in file.value.items():
            if name in _NAMED_BY_CLDR and not isinstance(texts, dict):
                continue
            for language in catalogue.complete_languages:
                if (name, language) == _SAID_BY_THE_MODEL:
                    continue
                if not isinstance(texts, dict) or not texts.get(language):
                    yield file.problem(
                        (code,), f"`{code}` is missing in `{language}`", f"add `{language}: …`"
                    )
    for name, values in (("site", catalogue.settings), ("api", catalogue.contract)):
        for place, value in walk(values):
            for language in catalogue.complete_languages if isinstance(value, Text) else ():
                if language not in value:
                    what = f"`{place[-1]}` is missing in `{language}`"
                    yield catalogue.files[name].problem(place, what, f"add `{language}: …`")


def lists_are_plain_text(catalogue: Catalogue) -> Iterator[Problem]:
    """Every word of the interface and of a closed list is plain text."""
    for name, file in catalogue.files.items():
        if name.partition("/")[0] not in ("vocabulary", "labels"):
            continue
        for place, text in walk(file.value):
            found = markup_in(text) if isinstance(text, str) else ""
            if found:
                yield file.problem(place, f"`{place[0]}` contains {found}", "write plain text")


def lists_hold_texts(catalogue: Catalogue) -> Iterator[Problem]:
    """Every word of a closed list is a text; one of the interface may have plural forms, if it has them by default."""
    for name, file in catalogue.files.items() if catalogue.languages else ():
        folder = name.partition("/")[0]
        if folder not in ("vocabulary", "labels") or not isinstance(file.value, dict):
            continue
        for code, texts in file.value.items():
            if not isinstance(texts, dict):
                continue
            counts = folder == "labels" and isinstance(texts.get(catalogue.languages[0]), dict)
            for language, text in texts.items():
                if not (text is None or isinstance(text, str) or (counts and _are_plural_forms(text))):
                    what = f"`{code}` is not a text in `{language}`"
                    remedy = _PLURALS if counts else f"write `{language}: …`, with the text on the same line"
                    yield file.problem((code, language), what, remedy)


_PLURALS = f"write a text, or plural forms: `other`, and those needed of {', '.join(_PLURAL_FORMS[:-1])}"


def _are_plural_forms(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "other" in value
        and all(form in _PLURAL_FORMS and text and isinstance(text, str) for form, text in value.items())
    )


def labels_have_the_same_places(catalogue: Catalogue) -> Iterator[Problem]:
    """A word of the interface has the same {places} in every language."""
    for name, file in catalogue.files.items():
        for code, texts in file.value.items() if name.startswith("labels/") else ():
            if not isinstance(texts, dict):
                continue
            first = _places(next(iter(texts.values()), ""))
            for language, text in texts.items():
                if _places(text) != first or "?" in first:
                    what = f"`{code}` has other places in braces here than in `{next(iter(texts))}`"
                    yield file.problem((code, language), what, "write the same {places} in every language")


def _places(text: Any) -> set[str]:
    """Return the names between braces; "?" where the braces do not match. Of plural forms, the last one counts."""
    text = list(text.values())[-1] if isinstance(text, dict) and text else text
    try:
        return {place for _, place, _, _ in Formatter().parse(str(text)) if place is not None}
    except ValueError:
        return {"?"}
