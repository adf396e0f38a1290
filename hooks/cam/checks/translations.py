"""Rules on translations."""

from __future__ import annotations

from collections.abc import Iterator

from cam.knowledge import Site
from cam.problems import Problem, nearest
from cam.translation.debt import OWED, Debt, debts, owed

_NAMED = 3
"""So many of the newest are named."""


def the_translation_debt_does_not_grow(site: Site) -> Iterator[Problem]:
    """No more texts of a language are missing or outdated than `translation_debt` in data/site.yaml allows."""
    settings, languages = site.catalogue.settings, site.catalogue.languages
    if not settings or not settings.translation_debt:
        return
    file, found = site.catalogue.files["site"], debts(site)
    for language, limit in settings.translation_debt.items():
        place = ("translation_debt", language)
        if language not in languages:
            yield file.problem(
                place, f"`{language}` is not a language of this site", nearest(language, languages)
            )
        elif (number := owed(found, language)) > limit:
            what = f"missing or outdated texts in `{language}`: {number}, and {limit} are allowed"
            newest = ", ".join(_newest([one for one in found if one.language == language]))
            remedy = (
                f"translate some, the newest first: {newest} (`cam status --language {language}` has more)"
            )
            yield file.problem(place, what, remedy)


def _newest(found: list[Debt]) -> list[str]:
    """Return the files that were the last to fall behind; those of which no day is known have changed just now."""
    owing = sorted((one for one in found if one.state in OWED), key=lambda one: one.day or "9", reverse=True)
    return list(dict.fromkeys(one.file for one in owing))[:_NAMED]
