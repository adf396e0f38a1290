"""Forms that the glossary rejects: where a text uses one, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cam.model.records import Avoided, Term
from cam.problems import Problem
from cam.store import Catalogue
from cam.terminology.texts import Passage, Volume, titles

_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|`[^`]*`|(?<!\*)\*[^*\n]+\*(?!\*)")
"""Quotes, code, and the italics of Markdown."""

_LONG = 4
"""A word of fewer letters takes no plural."""


@dataclass(frozen=True)
class Rejected:
    """A form that the glossary rejects in one language, with the term that it stands under."""

    term: Term
    entry: Avoided

    @property
    def right(self) -> str:
        """What to write instead: what the entry says, else the term itself."""
        return self.entry.instead or self.term.title.get(str(self.entry.language), "")

    def found(self, volume: Volume) -> Iterator[re.Match[str]]:
        """Yield where a volume has the form.

        A form with a capital is a name and found as it is written, also at the beginning of a sentence. One in small
        letters is found in any capitals, and in the plural; except where the right one differs in capitals alone, and
        of another spelling, which with a capital may be a part of a name (Ministry of Labour).
        """
        text = self.entry.text
        if not text.islower():
            for form in {text, text[:1].upper() + text[1:]}:
                if form in volume.plain:
                    yield from _expression(form, False).finditer(volume.plain)
            return
        is_small = self.entry.reason == "other_spelling" or text == self.right.lower()
        where = volume.plain if is_small else volume.folded
        if text.split(" ")[0] in where:
            yield from _expression(text, True).finditer(where)


@cache
def _expression(form: str, plural: bool) -> re.Pattern[str]:
    """Return the expression for a form as a whole word.

    It begins with the plain letters of the first word and looks back from there: the search then skips to them.
    """
    first, *rest = form.split(" ")
    words = [rf"{re.escape(first)}(?<!\w{re.escape(first)}){_ending(first, plural)}"]
    words += [re.escape(word) + _ending(word, plural) for word in rest]
    return re.compile(rf"{' '.join(words)}(?!\w)")


def _ending(word: str, plural: bool) -> str:
    return "(?:e?s)?" if plural and len(word) >= _LONG and word[-1] not in "sxz" else ""


def rejected(catalogue: Catalogue, language: str) -> list[Rejected]:
    """Return the forms that are rejected in a language, the longest first, so that it is found before its parts."""
    found = [
        Rejected(term, entry)
        for term in catalogue.all(Term)
        for entry in term.avoid
        if entry.language == language
    ]
    return sorted(found, key=lambda form: (-len(form.entry.text), form.entry.text))


def findings(catalogue: Catalogue, volume: Volume) -> Iterator[Problem]:
    """Yield a problem for every rejected form in the texts of a language; of forms that overlap, for the longest."""
    taken: list[tuple[int, int]] = []
    printed: list[str] | None = None
    for form in rejected(catalogue, volume.language):
        for start, end in [match.span() for match in form.found(volume)]:
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            printed = titles(catalogue, volume.language) if printed is None else printed
            passage, offset = volume.place(start)
            if not passage.printed and not _is_cited(passage.text, offset, offset + end - start, printed):
                yield _problem(catalogue, passage, offset, volume.text[start:end], form)


def _is_cited(text: str, start: int, end: int, printed: list[str]) -> bool:
    """Return whether a stretch stands between quotes, or is a part of a title that its source prints so."""
    if any(match.start() < start and end < match.end() for match in _QUOTED.finditer(text)):
        return True
    word, before, after = text[start:end], text[:start], text[end:]
    for title in printed:
        if len(title) > len(word) and word in title:
            left, _, right = title.partition(word)
            if before.endswith(left) and after.startswith(right):
                return True
    return False


def _problem(catalogue: Catalogue, passage: Passage, offset: int, said: str, form: Rejected) -> Problem:
    words = catalogue.vocabulary.get("avoid_reasons", {}).get(form.entry.reason)
    reason = words[catalogue.languages[0]] if words else form.entry.reason
    what = f"`{' '.join(said.split())}` is not used here ({reason})"
    return passage.problem(
        offset, what, f"write “{form.right}”, or put it between quotes where a source is quoted"
    )
