"""Records and pages as translators see them: pieces of text, each with its original and its translations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cam.model import Record, Text
from cam.prose import Page
from cam.store import PAGES, Catalogue
from cam.text import choose

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """One text: its place, the language of its original, and what it says in each language."""

    place: str
    original: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Subject:
    """A record or a prose page. `said` is what it says itself of the state of a language, in words of an editor."""

    kind: str
    name: str
    pieces: tuple[Piece, ...]
    revised: str = ""
    said: dict[str, str] = field(default_factory=dict)


def of_record(catalogue: Catalogue, record: Record) -> Subject:
    """Return a record's texts."""
    default = catalogue.languages[0]
    pieces = tuple(
        Piece(".".join(map(str, place)), _base(text, record.original, default), text)
        for place, text in catalogue.inside(record, Text)
    )
    said = {language: str(code) for language, code in record.translations.items()}
    return Subject(record.kind, record.id, pieces, str(record.revised or ""), said)


def _base(text: Text, original: str, default: str) -> str:
    """Return the language that the others were made from; where the original's is not held, the one shown for it."""
    return choose(text, original, original, default).language


def of_pages(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[Subject]:
    """Yield the prose pages: title, description and the text between two headings are a piece each.

    Prose is written in the default language first. A language that a page lists as `untranslated` holds a copy of
    the original, and is no translation.
    """
    default = catalogue.languages[0]
    by_path: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in pages:
        if not page.problems:
            by_path[page.path][page.language] = page
    for path, languages in by_path.items():
        if default in languages:
            yield _of_page(path, languages, default)


def _of_page(path: str, languages: dict[str, Page], default: str) -> Subject:
    meta = languages[default].meta
    named = meta.get("untranslated")
    missing = [str(code) for code in named] if isinstance(named, list) else []
    real = {code: _parts(page) for code, page in languages.items() if code not in missing}
    original = real.get(default) or _parts(languages[default])
    pieces = tuple(
        Piece(
            place,
            default,
            {default: text} | {code: said[place] for code, said in real.items() if place in said},
        )
        for place, text in original.items()
    )
    return Subject(PAGES, path, pieces, str(meta.get("revised") or ""), dict.fromkeys(missing, "missing"))


def _parts(page: Page) -> dict[str, str]:
    """Return the pieces of a page by their place; a piece without a word is none."""
    fences = [match.span() for match in _FENCE.finditer(page.text)]
    starts = [
        match.start()
        for match in _HEADING.finditer(page.text)
        if not any(first <= match.start() < last for first, last in fences)
    ]
    cuts = [0, *starts, len(page.text)]
    parts = {name: str(page.meta.get(name) or "") for name in ("title", "description")}
    parts |= {f"text.{number}": page.text[cuts[number] : cuts[number + 1]] for number in range(len(cuts) - 1)}
    return {place: text for place, text in parts.items() if text.strip()}
