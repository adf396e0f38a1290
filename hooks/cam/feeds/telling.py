"""What feeds tell: bulletins with their whole text, changes one by one, and the many of one day together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from cam import concern, prose
from cam.changes import GATHERED, Change
from cam.embed import page_date
from cam.feeds.clean import prose as cleaned_prose
from cam.feeds.model import Category, Entry, identity
from cam.frame import place_of
from cam.model.figures import Dataset
from cam.offers.feeds import BULLETINS, CHANGES, page_of
from cam.prose import Page
from cam.render import render
from cam.store import Catalogue
from cam.views import changes as said
from cam.views.blocks import Anchor, Inline
from cam.views.filters import title_cell
from cam.views.page import page_address
from cam.views.reader import Reader

_MARK = re.compile(r'<span class="badge[^>]*>([^<]*)</span>')
_FEW_STATES = 5
"""An entry on more states is sorted under none of them: it would narrow nothing."""


class FarReader(Reader):
    """A reader who is not on the site: every link that it says is absolute."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        super().__init__(catalogue, language, "")
        self.site = place_of(catalogue).site

    def href(self, path: str) -> str:
        """Return the absolute address of a page of this language."""
        return page_address(self, self.site, path)

    def root_href(self, path: str) -> str:
        """Return the absolute address of a file that all languages share."""
        return f"{self.site}{path}"


# Bulletins


def bulletin(reader: FarReader, page: Page) -> Entry:
    """Return a bulletin: its whole text, or its description where words of this site stand in it.

    One that is not translated is told in the language that it was written in.
    """
    untranslated = page.meta.get("untranslated", [])
    real = [code for code in reader.catalogue.languages if code not in untranslated]
    language = reader.language if reader.language in real or not real else real[0]
    title = str(page.meta["title"])
    if language != reader.language:
        name = reader.wording.language_name(language)
        title = f"{title} ({reader.label('marks.untranslated', language=name)})"
    return Entry(
        id=identity(reader.language, page.url.strip("/")),
        title=title,
        address=reader.href(page.url),
        day=page_date(page),
        language=language,
        html=_text(reader, page),
        summary=str(page.meta.get("description", "")),
        categories=(Category("feeds", BULLETINS, reader.label(f"feeds.{BULLETINS}")),),
    )


def _text(reader: FarReader, page: Page) -> str:
    if "{{" in page.text:
        return ""

    def resolved(href: str) -> str:
        return reader.href(prose.leads_to(page.path, href))

    return cleaned_prose(page.text, resolved)


# Changes


def single(reader: FarReader, change: Change, state: str = "") -> Entry:
    """Return the entry of one change; figures that were revised are told as far as they concern `state`, if given."""
    of_state = state if isinstance(change.record, Dataset) and change.type == "figures" else ""
    return Entry(
        id=identity(reader.language, CHANGES, change.path, *([of_state] if of_state else [])),
        title=said.title(reader, change),
        address=reader.href(said.path(change)),
        day=change.day,
        language=reader.language,
        html=_html(reader, said.paragraphs(reader, change, of_state), _figures(reader, change, of_state)),
        categories=(*_types(reader, change), *_subjects(reader, change)),
    )


def _figures(reader: FarReader, change: Change, state: str) -> list[list[Inline]]:
    lines: list[list[Inline]] = [[line] for line in said.figures(reader, change, state)]
    return _shortened(reader, lines, said.path(change))


def _shortened(reader: FarReader, lines: list[list[Inline]], path: str) -> list[list[Inline]]:
    """Return so many lines as an entry should have; of the others, the number and a link to where they stand."""
    more = len(lines) - said.MOST
    if more <= 0:
        return lines
    return [*lines[: said.MOST], [Anchor(reader.href(path), reader.count("feeds.more", more))]]


def gathered(reader: FarReader, found: list[Change]) -> Iterator[Entry]:
    """Yield the entries of changes, newest first: what may come by hundreds is told by day and kind of record."""
    for _, same_day in groupby(found, key=lambda change: change.day):
        given = list(same_day)
        yield from (single(reader, change) for change in given if change.type not in GATHERED)
        for kind_of_change in GATHERED:
            same = [change for change in given if change.type == kind_of_change]
            yield from (_together(reader, kind, those) for kind, those in said.by_kind(same).items())


def _together(reader: FarReader, kind: str, same: list[Change]) -> Entry:
    """Return the entry of the records of a kind that were added, or revised, on a day; one more changes no id."""
    first = same[0]
    called = identity(reader.language, CHANGES, first.day, first.type, kind)
    if len(same) == 1:
        return replace(single(reader, first), id=called)
    number = said.many(reader, kind, len(same))
    rows: list[list[Inline]] = [_row(reader, change) for change in same]
    return Entry(
        id=called,
        title=reader.label(f"feeds.many_{first.type}") + reader.label("formats.colon") + number,
        address=f"{reader.href(page_of(CHANGES))}#{said.anchor_of(first.day)}",
        day=first.day,
        language=reader.language,
        html=_html(reader, [], _shortened(reader, rows, f"{kind}/")),
        categories=_types(reader, first),
    )


def _row(reader: FarReader, change: Change) -> list[Inline]:
    """Return a line on a record, without the type of its change: the entry's title says that."""
    fact = said.said(reader, change)
    return [*title_cell(reader, change.record), *([" — ", *fact] if fact else [])]


def _html(reader: FarReader, paragraphs: list[list[Inline]], rows: list[list[Inline]]) -> str:
    """Return lines as HTML. A mark stands in brackets: without this site's style sheet it has no frame."""
    made = render(reader, "feed_entry.html", paragraphs=paragraphs, rows=rows).strip()
    return _MARK.sub(r"(\1)", made)


def _types(reader: FarReader, change: Change) -> tuple[Category, ...]:
    kind = change.record.kind
    return (
        Category("change_types", change.type, reader.code(change.type)),
        Category("kinds", kind, reader.label(f"kinds.{kind}")),
    )


def _subjects(reader: FarReader, change: Change) -> Iterator[Category]:
    """Yield the themes and the states that a change concerns."""
    subjects = [(name, "themes") for name in concern.themes(change.record)]
    subjects += [(name, "countries") for name in change.states if len(change.states) <= _FEW_STATES]
    for name, kind in subjects:
        yield Category(kind, name, str(reader.title(reader.find(name, kind))))
