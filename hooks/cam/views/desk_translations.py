"""The board of translations: what is missing, outdated or not looked at yet, in the order in which readers meet it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cam.model import PartialDate
from cam.store import PAGES
from cam.text import Words, inside
from cam.translation.debt import STATES, Debt, debts
from cam.translation.words import Change
from cam.views.blocks import Anchor, Block, Cell, Inline, Links, Table
from cam.views.lists import state_name
from cam.views.reader import Reader

if TYPE_CHECKING:
    from cam.knowledge import Site

LIMIT = 100
"""So many of each language are listed: a language that has just begun would fill a page of thousands of lines."""


def board(site: Site, reader: Reader) -> list[Block]:
    """Return the counts per language and kind, then a list for each language."""
    found, titles = debts(site), site.titles(reader.language)
    own = reader.language  # what a reader is asked for first is in the language he or she reads
    languages = sorted(site.catalogue.languages, key=lambda language: language != own)
    lists = [_of_language(reader, language, found, titles) for language in languages]
    return [_counts(reader, found), *(block for blocks in lists for block in blocks)]


def _counts(reader: Reader, found: list[Debt]) -> Table:
    """Return how many texts of each language are in which state, and how many words that makes."""
    label = reader.label
    columns = [
        label("columns.language"),
        *(_state(reader, code) for code in STATES),
        label("desk_translations.words"),
    ]
    rows: list[list[Cell]] = []
    for language in reader.catalogue.languages:
        mine = [one for one in found if one.language == language]
        rows.append([reader.wording.language_name(language), *_numbers(reader, mine)])
    return Table(label("desk_translations.counts"), columns=columns, rows=rows, numbers=True)


def _numbers(reader: Reader, found: list[Debt]) -> list[Cell]:
    texts = [sum(one.texts for one in found if one.state == code) for code in STATES]
    return [reader.wording.number(count) for count in (*texts, sum(one.words for one in found))]


def _of_language(reader: Reader, language: str, found: list[Debt], titles: dict[str, str]) -> Iterator[Block]:
    """Yield the counts of a language by kind, and the list of what there is to do."""
    mine = [one for one in found if one.language == language]
    name = reader.wording.language_name(language)
    if not mine:
        none = reader.label("desk_translations.nothing")
        yield Links(name, anchor=f"translations-{language}", rows=[], empty=none)
        return
    kinds = dict.fromkeys(one.kind for one in mine)
    columns = [reader.label("columns.kind"), *(_state(reader, code) for code in STATES),
               reader.label("desk_translations.words")]  # fmt: skip
    rows: list[list[Cell]] = [
        [_kinds(reader, kind), *_numbers(reader, [one for one in mine if one.kind == kind])] for kind in kinds
    ]
    yield Table(name, anchor=f"translations-{language}", columns=columns, rows=rows, numbers=True)
    lines = [line for one in mine[:LIMIT] for line in _lines(reader, one, titles)]
    if len(mine) > LIMIT:
        lines.append([reader.count("desk_translations.more", len(mine) - LIMIT)])
    yield Links(reader.label("desk_translations.to_do", language=name), rows=lines)


def _lines(reader: Reader, one: Debt, titles: dict[str, str]) -> Iterator[list[Inline]]:
    """Yield the line of a record or page, and one for each passage of its original that changed."""
    colon = reader.label("formats.colon")
    said = [inside(_state(reader, one.state)), reader.count("desk_translations.texts", one.texts),
            reader.count("desk_translations.size", one.words)]  # fmt: skip
    since = next((late.since for late in one.behind if late.since), "")
    if since:
        said.append(reader.label("desk_translations.since", date=reader.wording.date(PartialDate(since))))
    yield [_anchor(reader, one, titles), f" — {_kind(reader, one.kind)}{colon}{', '.join(said)}"]
    for late in one.behind:
        for change in late.changes:
            yield [late.where + colon, Words(change.shown, late.piece.original), f" ({_how(reader, change)})"]


def _anchor(reader: Reader, one: Debt, titles: dict[str, str]) -> Anchor:
    if one.kind == PAGES:
        return Anchor(reader.href(one.path), titles.get(one.path) or one.name)
    return reader.link(reader.find(one.name, one.kind))


def _how(reader: Reader, change: Change) -> str:
    """Return how the words in brackets came there."""
    if not change.now:
        return reader.count("desk_translations.gone", change.gone)
    return (
        reader.count("desk_translations.instead", change.gone)
        if change.gone
        else reader.label("desk_translations.added")
    )


def _state(reader: Reader, code: str) -> str:
    return reader.label("desk_translations.new") if code == "new" else state_name(reader, code)


def _kind(reader: Reader, kind: str) -> str:
    return reader.label("desk_translations.page") if kind == PAGES else reader.label(f"kind_one.{kind}")


def _kinds(reader: Reader, kind: str) -> str:
    return reader.label("desk_translations.pages") if kind == PAGES else reader.label(f"kinds.{kind}")
