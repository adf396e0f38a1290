"""Draws the pages of a state: what a reader gets, its title, and what it weighs.

Every page is drawn. A record shows in many that do not name it (counts, neighbours, what leads to it over two others),
so that which pages may be skipped cannot be told from the references. Only where no file of data/ differs are the pages
of the records the same, for nothing else goes into them.
"""

from __future__ import annotations

import datetime as dt
import gc
import gzip
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from jinja2 import Environment, nodes

from cam import embed, live, pages
from cam.effect.side import Words, with_words
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.problems import BadInput, Problem
from cam.prose import Page
from cam.store import folder, key

_MANY = 300
"""From so many pages on, further processes are worth their start."""

_SYNTAX = Environment(autoescape=True)


@dataclass(frozen=True)
class Drawn:
    """A page: its address below the site's root, the record or file it is of, its title, its text and its weight."""

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

    `words` are the labels and lists that the state lacks, and the program needs.
    """

    site: Site
    languages: list[str]
    records: bool
    words: Words


def draw(orders: list[Order], count: int) -> list[dict[str, Drawn]]:
    """Return the pages of each state by address; `count` is about how many pages a state has.

    A page that cannot be drawn is marked as failed: its state has problems, or is too old for this program.
    """
    workers = min((os.cpu_count() or 1) // len(orders), max(len(order.languages) for order in orders))
    if count < _MANY or not workers:
        return [_by_address(_each_language(order)) for order in orders]
    # spawn, not fork: the libraries that draw have threads of their own, which a forked process would wait for.
    # A pool for each state, so that none of its processes reads both; the files are read anew, which is faster than
    # to hand over what was read.
    with ExitStack() as stack:
        begun = []
        for order in orders:
            pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin)
            stack.enter_context(pool)
            site, jobs = order.site, []
            for language in order.languages:
                given = (site.catalogue.root, site.today, order.words, order.records, language)
                jobs.append(pool.submit(_read_and_draw, *given))
            begun.append(jobs)
        return [_by_address(job.result() for job in jobs) for jobs in begun]


def _begin() -> None:
    """Prepare a process for a short life that makes many objects and throws few away."""
    gc.set_threshold(200_000, 20, 20)


def _by_address(languages: Iterable[list[Drawn]]) -> dict[str, Drawn]:
    return {page.address: page for pages in languages for page in pages}


def _each_language(order: Order) -> Iterator[list[Drawn]]:
    site = with_words(order.site, order.words)
    for language in order.languages:
        yield _of_language(site, language, order.records)


_READ: dict[Path, Site] = {}
"""What a process of its own has read: it draws one state, often in several languages."""


def _read_and_draw(root: Path, today: dt.date, words: Words, records: bool, language: str) -> list[Drawn]:
    if root not in _READ:
        _READ[root] = with_words(live.read(root, today), words)
    return _of_language(_READ[root], language, records)


def _of_language(site: Site, language: str, records: bool) -> list[Drawn]:
    return [*(_records(site, language) if records else ()), *_prose(site, language)]


def _records(site: Site, language: str) -> Iterator[Drawn]:
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
            yield _drawn(site, language, each, key(record), title, make)


def _prose(site: Site, language: str) -> Iterator[Drawn]:
    for page in site.pages:
        if page.language == language:
            title = str(page.meta.get("title") or page.path)
            yield _drawn(site, language, page.url, page.name, title, partial(_with_head, site, page))


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


def _drawn(site: Site, language: str, path: str, source: str, title: str, make: Callable[[], str]) -> Drawn:
    address = f"/{folder(site.catalogue, language)}{path}"
    try:
        text = make()
    except BadInput as wrong:
        return Drawn(address, language, source, title, "", 0, failed=True, problems=wrong.problems)
    except Exception:  # noqa: BLE001 - a view may rely on what the rules found missing; the report counts such pages
        return Drawn(address, language, source, title, "", 0, failed=True)
    body = text.partition("\n---\n")[2].encode()
    mark = hashlib.sha256(text.encode()).hexdigest()
    return Drawn(address, language, source, title, mark, len(gzip.compress(body, 9)))
