"""Has the pages of states drawn: by this process and others beside it, and only those that are not kept.

States are drawn one after the other, so that what both show (charts, spreadsheets) is made once.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from cam import live
from cam.effect import drawn, kept
from cam.effect.drawn import Drawn, Order, Piece, Sizes
from cam.effect.side import Words, digest, with_words
from cam.garbage import collect_rarely
from cam.knowledge import Site

_MANY = 300
"""From so many pages on, further processes are worth their start."""

_HELPERS = 3
"""How many of them at most: each reads the state anew, which is faster than to hand over what was read."""

_PIECES = 12
"""Into how many pieces the pages of a language are cut: few enough to be quick to hand out, and none of them long."""

Tell = Callable[[int, int], None]
"""Hears which of the states is being drawn (from 0), and what part of it is done, in percent."""

_Draw = Callable[[], list[Drawn]]


def draw(orders: list[Order], count: int, folder: Path, tell: Tell) -> list[dict[str, Drawn]]:
    """Return the pages of each state by address; `count` is about how many a state has, `folder` has the kept ones."""
    found = [kept.found(folder, order) if order.languages else [] for order in orders]
    lacking = [number for number, pages in enumerate(found) if pages is None]
    with _helpers(count if lacking else 0) as pool:
        for number in lacking:
            known = [page for pages in found for page in pages or () if not page.failed]
            found[number] = _drawn(orders[number], known, pool, partial(tell, number))
    for number in lacking:
        # What was changed meanwhile may have been drawn in part.
        if digest(orders[number].site.catalogue.root) == orders[number].digest:
            kept.keep(folder, orders[number], found[number] or [])
    return [{page.address: page for page in pages or ()} for pages in found]


def _drawn(
    order: Order, known: list[Drawn], pool: ProcessPoolExecutor | None, tell: Callable[[int], None]
) -> list[Drawn]:
    """Draw a state: this process begins with the last piece, others with the first, until they meet."""
    wanted = [Piece(language, first, _PIECES) for language in order.languages for first in range(_PIECES)]
    sizes = {
        language: {page.text: page.size for page in known if page.language == language}
        for language in order.languages
    }
    jobs = [_begun(pool, order, piece, sizes[piece.language]) for piece in wanted]
    site, made = with_words(order.site, order.words), dict[Piece, list[Drawn]]()
    tell(0)
    for piece, job in reversed(list(zip(wanted, jobs, strict=True))):
        here = partial(drawn.piece, site, order.records, piece, sizes[piece.language])
        made[piece] = here() if job is None or job.cancel() else _result(job, here)
        done = sum(each in made or bool(job and job.done()) for each, job in zip(wanted, jobs, strict=True))
        tell(100 * done // len(wanted))
    return [page for piece in wanted for page in made[piece]]


# The processes beside this one


@contextmanager
def _helpers(count: int) -> Iterator[ProcessPoolExecutor | None]:
    """Yield the other processes, where there are pages and processors for them."""
    number = min((os.cpu_count() or 1) - 1, _HELPERS)
    if count < _MANY or number < 1:
        yield None
        return
    # spawn, not fork: the libraries that draw have threads of their own, which a forked process would wait for.
    pool = ProcessPoolExecutor(number, get_context("spawn"), initializer=collect_rarely)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begun(
    pool: ProcessPoolExecutor | None, order: Order, piece: Piece, sizes: Sizes
) -> Future[list[Drawn]] | None:
    """Hand a piece out; nothing where there is nobody, or all of them have died."""
    if pool is None:
        return None
    site = order.site
    try:
        return pool.submit(_apart, site.catalogue.root, site.today, order.words, order.records, piece, sizes)
    except BrokenProcessPool:
        return None


def _result(job: Future[list[Drawn]], here: _Draw) -> list[Drawn]:
    """Return what another process has drawn; where it has died, e.g. for want of memory, it is drawn here."""
    try:
        return job.result()
    except BrokenProcessPool:
        return here()


_READ: dict[Path, Site] = {}
"""The state that this process, one beside the first, has read last."""


def _apart(
    root: Path, today: dt.date, words: Words, records: bool, piece: Piece, sizes: Sizes
) -> list[Drawn]:
    if root not in _READ:
        _READ.clear()
        _READ[root] = with_words(live.read(root, today), words)
    return drawn.piece(_READ[root], records, piece, sizes)
