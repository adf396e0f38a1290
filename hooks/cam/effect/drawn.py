"""Draws the pages of a state: what a reader gets, its title, and what it weighs.

Every page is drawn. A record shows in many that do not name it (counts, neighbours, what leads to it over two others),
so that which pages may be skipped cannot be told from the references. Only where no file of data/ differs are the pages
of the records the same, for nothing else goes into them. `hands.py` has several processes draw; `kept.py` keeps it.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from jinja2 import Environment, nodes

from cam import embed, pages
from cam.effect.side import Words
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.problems import BadInput, Problem
from cam.prose import Page
from cam.store import folder, key

_SYNTAX = Environment(autoescape=True)

Sizes = Mapping[str, int]
"""What pages weigh that were drawn before, by their text: the same text is not weighed twice."""


@dataclass(frozen=True)
class Drawn:
    """A page: its address below the site's root, the record or file it is of, its title, its text and its weight.

    `text` is the checksum of its text, which is all that two states are compared by.
    """

    address: str
    language: str
    source: str
    title: str
    text: str
    size: int
    failed: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Order:
    """What is to be drawn: a state, in which languages, and whether the pages of its records are wanted.

    `words` are the labels and lists that the state lacks, and the program needs. `digest` tells its files, as they were
    before they were read, from those of other states.
    """

    site: Site
    languages: list[str]
    records: bool
    words: Words
    digest: str


class Piece(NamedTuple):
    """A part of a state's pages in a language: of each `step` pages the one after `first`."""

    language: str
    first: int
    step: int


def piece(site: Site, records: bool, wanted: Piece, sizes: Sizes) -> list[Drawn]:
    """Return the pages of a piece. One that cannot be drawn is marked as failed.

    Its state has problems then, or is too old for this program.
    """
    makers = [*(_records(site, wanted.language) if records else ()), *_prose(site, wanted.language)]
    return [_drawn(site, wanted.language, maker, sizes) for maker in makers[wanted.first :: wanted.step]]


class _Maker(NamedTuple):
    """A page that may be drawn: its path, the record or file it is of, its title, and what makes its text."""

    path: str
    source: str
    title: str
    make: Callable[[], str]


def _records(site: Site, language: str) -> Iterator[_Maker]:
    """Yield the pages of records, and those that stand below a state's page."""
    catalogue, place = site.catalogue, place_of(site.catalogue)
    for record in catalogue.every():
        path = f"{key(record)}/"
        title = record.title.get(language) or next(iter(record.title.values()))
        made = {path: partial(pages.page, catalogue, record, language, place)}
        if isinstance(record, Country):
            made[f"{path}brief/"] = partial(pages.brief_page, catalogue, record, language)
            made[f"{path}figures/"] = partial(pages.state_figures, catalogue, record, language)
        for each, make in made.items():
            yield _Maker(each, key(record), title, make)


def _prose(site: Site, language: str) -> Iterator[_Maker]:
    for page in site.pages:
        if page.language == language:
            title = str(page.meta.get("title") or page.path)
            yield _Maker(page.url, page.name, title, partial(_with_head, site, page))


def _with_head(site: Site, page: Page) -> str:
    head = "\n".join(f"{name}: {value}" for name, value in page.meta.items())
    return f"---\n{head}\n---\n\n{said(site, page)}"


def said(site: Site, page: Page) -> str:
    """Return a prose page with its words said. No template is run: what is no word of the site stays as it is written.

    Raises what a word raises for what it is given.
    """
    parts = []
    for statement in _SYNTAX.parse(page.text).body:
        for node in statement.nodes if isinstance(statement, nodes.Output) else []:
            if isinstance(node, nodes.TemplateData):
                parts.append(node.data)
            elif (
                isinstance(node, nodes.Call)
                and isinstance(node.node, nodes.Name)
                and node.node.name in embed.WORDS
            ):
                given = [argument.as_const() for argument in node.args]
                named = {pair.key: pair.value.as_const() for pair in node.kwargs}
                parts.append(embed.say(site, node.node.name, page.language, page.url, *given, **named))
    return "".join(parts)


def _drawn(site: Site, language: str, maker: _Maker, sizes: Sizes) -> Drawn:
    address = f"/{folder(site.catalogue, language)}{maker.path}"
    page = partial(Drawn, address, language, maker.source, maker.title)
    try:
        text = maker.make()
    except BadInput as wrong:
        return page("", 0, failed=True, problems=wrong.problems)
    except Exception:  # noqa: BLE001 - a view may rely on what the rules found missing; the report counts such pages
        return page("", 0, failed=True)
    mark = hashlib.sha256(text.encode()).hexdigest()
    return page(mark, sizes[mark] if mark in sizes else _weight(text))


def _weight(text: str) -> int:
    """Return what the page weighs, compressed, without its front matter."""
    return len(gzip.compress(text.partition("\n---\n")[2].encode(), 9))
