"""Every text that people wrote, gathered by language into one volume, so that each rule reads a language once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cam.model import Record, Text
from cam.problems import Problem
from cam.prose import Page
from cam.store import Catalogue, walk
from cam.terminology.hidden import END, hidden
from cam.yamlfile import Place, YamlFile

if TYPE_CHECKING:
    from cam.knowledge import Site

UNREAD = ("labels/formats", "vocabulary/languages", "vocabulary/source_languages")
"""Lists of patterns and codes, which are not texts."""


class Passage(NamedTuple):
    """One text: where it stands, and `printed`, whether it is a name or a title as its source prints it.

    `first` is the line on which a page's text begins; the texts of records have a place in their file instead.
    """

    language: str
    text: str
    file: YamlFile
    place: Place = ()
    first: int = 0
    printed: bool = False

    def problem(self, offset: int, what: str, remedy: str) -> Problem:
        """Return a problem of what stands at an offset of the text."""
        line = self.first + self.text.count("\n", 0, offset) if self.first else self.file.line(self.place)
        return Problem(self.file.name, line, what, remedy)


class Volume:
    """All passages of one language in a row, without what is written for programs."""

    def __init__(self, language: str, passages: list[Passage]) -> None:
        self.language = language
        self.passages = passages
        self.text = hidden(END.join(passage.text for passage in passages))
        self._starts = [0]
        for passage in passages:
            self._starts.append(self._starts[-1] + len(passage.text) + 1)

    @cached_property
    def plain(self) -> str:
        """The same text with plain spaces alone: a form may be broken over two lines."""
        return self.text.replace("\n", " ").replace("\u00a0", " ")

    @cached_property
    def folded(self) -> str:
        """The same in small letters. Its length is the same: of all letters, only one has two small ones."""
        return self.plain.replace("İ", "I").lower()

    def place(self, offset: int) -> tuple[Passage, int]:
        """Return the passage in which an offset lies, and the offset within it."""
        index = bisect_right(self._starts, offset) - 1
        return self.passages[index], offset - self._starts[index]


def volumes(passages: Iterable[Passage]) -> dict[str, Volume]:
    """Return the passages by language."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[passage.language].append(passage)
    return {language: Volume(language, listed) for language, listed in found.items()}


def of_records(catalogue: Catalogue) -> Iterator[Passage]:
    """Yield every text of every record. Names in the form of one source (`names`) are no texts in this sense."""
    for record in catalogue.every():
        yield from of_record(catalogue, record)


def of_record(catalogue: Catalogue, record: Record) -> Iterator[Passage]:
    """Yield every text of one record."""
    file = catalogue.file(record)
    for place, value in catalogue.inside(record, Text):
        for language, text in value.items():
            printed = place == ("title",) and _is_official(record, language)
            yield Passage(language, text, file, (*place, language), printed=printed)


def _is_official(record: Record, language: str) -> bool:
    """Return whether a record's texts in a language are those of its source."""
    return record.translations.get(language, "official") == "official" and (
        language == record.original or language in record.translations
    )


def of_lists(catalogue: Catalogue) -> Iterator[Passage]:
    """Yield every word of the interface and of the closed lists, and what data/site.yaml and data/api.yaml say."""
    if catalogue.focus is not None:  # nobody asks about the lists
        return
    for name, file in catalogue.files.items():
        if name.partition("/")[0] in ("vocabulary", "labels") and name not in UNREAD:
            yield from _of_list(file)
    for name, values in (("site", catalogue.settings), ("api", catalogue.contract)):
        for place, value in walk(values):
            for language, text in value.items() if isinstance(value, Text) else ():
                yield Passage(language, text, catalogue.files[name], (*place, language))


def _of_list(file: YamlFile) -> Iterator[Passage]:
    """Yield the words of a list; those with plural forms have one for each form."""
    for code, texts in file.value.items():
        for language, said in texts.items() if isinstance(texts, dict) else ():
            forms = said.items() if isinstance(said, dict) else [(None, said)]
            for form, text in forms:
                place = (code, language) if form is None else (code, language, form)
                if isinstance(text, str):
                    yield Passage(language, text, file, place)


def of_pages(pages: Iterable[Page]) -> Iterator[Passage]:
    """Yield title, description and text of every page that is not the copy of another language's."""
    for page in pages:
        copies = page.meta.get("untranslated", [])
        if page.problems or page.stands_in or (isinstance(copies, list) and page.language in copies):
            continue
        for name in ("title", "description"):
            if isinstance(page.meta.get(name), str):
                yield Passage(page.language, page.meta[name], page.file, (name,))
        yield Passage(page.language, page.text, page.file, first=page.text_line)


_KEPT: dict[str, tuple[object, tuple[Volume, ...]]] = {}
"""The volumes that were gathered last, and of what: several rules ask for them in one run."""


def of_catalogue(catalogue: Catalogue) -> tuple[Volume, ...]:
    """Return the texts of records and lists, a volume for each language."""
    return _kept("catalogue", catalogue, lambda: (*of_records(catalogue), *of_lists(catalogue)))


def of_site(site: Site) -> tuple[Volume, ...]:
    """Return the texts of the pages of prose, a volume for each language."""
    return _kept("pages", site, lambda: of_pages(site.pages))


def _kept(name: str, owner: object, gather: Callable[[], Iterable[Passage]]) -> tuple[Volume, ...]:
    """Return what was gathered for the same owner a moment ago, else gather it."""
    known, found = _KEPT.get(name, (None, ()))
    if known is not owner:
        found = tuple(volumes(gather()).values())
        _KEPT[name] = (owner, found)
    return found


def titles(catalogue: Catalogue, language: str) -> list[str]:
    """Return the titles that stand as their sources print them in a language, longest first."""
    found = {
        record.title[language]
        for record in catalogue.every()
        if language in record.title and _is_official(record, language)
    }
    return sorted(found, key=lambda title: (-len(title), title))
