"""What the words `{{ cam_… }}` of prose pages stand for, as blocks."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from cam.embed import LISTS, VIEWS, bulletins, page_date, shown
from cam.frame import place_of
from cam.issue_forms import links as form_links
from cam.knowledge import Site
from cam.prose import Page
from cam.text import Words
from cam.views import changes, home, lists
from cam.views.blocks import Anchor, Block, Card, Cards, Group, Inline, Links, Prose
from cam.views.reader import Reader

_WORD = re.compile(r"\{\{\s*((\w+)\(.*?\))\s*\}\}", re.DOTALL)


def parts(site: Site, reader: Reader, page: Page) -> Iterator[str | list[Block]]:
    """Yield the Markdown of a page and, in place of its words, their blocks."""
    end = 0
    for match in _WORD.finditer(page.text):
        yield page.text[end : match.start()]
        end = match.end()
        arguments, named = _given(match[1])
        yield WORDS[match[2]](site, reader, *arguments, **named)
    yield page.text[end:]


def _given(call: str) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a word; that they are plain values was checked."""
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    named = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg}
    return [ast.literal_eval(value) for value in tree.args], named


def _home(site: Site, reader: Reader) -> list[Block]:
    label, language = reader.label, reader.language
    lead = [Words(label("home.lead"), language)]
    more: list[Inline] = [
        Anchor(reader.href("calendar/"), label("home.all_dates")),
        " · ",
        Anchor(reader.href("milestones/"), label("home.all_history")),
    ]
    news = [(page_date(page), _link(reader, page)) for page in bulletins(site.pages, language)]
    return [
        Prose(label("home.title"), intro=label("home.kicker"), paragraphs=lead),
        *home.next_or_last(reader, site.today),
        Links(rows=[more]),
        Group(label("home.ways"), blocks=home.ways_in(reader, site.titles(language))),
        *home.systems(reader),
        *home.news(reader, news),
        Links(rows=[[Anchor(reader.href("changes/"), label("home.all_changes"))]]),
    ]


def _link(reader: Reader, page: Page) -> Anchor:
    return Anchor(reader.href(page.url), str(page.meta["title"]))


def _bulletins(site: Site, reader: Reader) -> list[Block]:
    found = bulletins(site.pages, reader.language)
    return [Cards(cards=[_card(reader, page) for page in found])]


def _card(reader: Reader, page: Page) -> Card:
    day = reader.date(page_date(page)).text
    return Card(_link(reader, page), day, str(page.meta.get("description", "")))


def _search(site: Site, reader: Reader) -> list[Block]:
    """Return what stands in place of the form: a plain page cannot search."""
    every = Anchor(reader.href("all/"), reader.label("search.all"))
    return [Links(rows=[[reader.label("search.no_script"), " ", every]])]


def _forms(site: Site, reader: Reader) -> list[Block]:
    return form_links.ways_in(reader, place_of(site.catalogue).forge)


WORDS: dict[str, Callable[..., list[Block]]] = {
    "cam_list": lambda site, reader, kind: LISTS[kind](reader),
    "cam_show": shown,
    "cam_gaps": lambda site, reader: lists.mandate_gaps(reader),
    "cam_functions": lambda site, reader: lists.functions(reader),
    "cam_timeline": lambda site, reader, topic: lists.timeline(reader, topic),
    "cam_program": lambda site, reader: lists.program(reader),
    "cam_calendar": lambda site, reader, view="list": VIEWS[view](reader),
    "cam_home": _home,
    "cam_changes": lambda site, reader: changes.listed(reader),
    "cam_counts": lambda site, reader: lists.record_counts(reader),
    "cam_translations": lambda site, reader: lists.translation_board(reader),
    "cam_bulletins": _bulletins,
    "cam_search": _search,
    "cam_forms": _forms,
}
"""The blocks of each word of `cam.embed`, which makes HTML of the same."""
