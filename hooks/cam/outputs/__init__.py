"""Files built beside the pages: `build` of a site (and a language) returns {path: bytes}; no disk, no clock."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import cast

from cam.knowledge import Site
from cam.outputs import (
    api,
    calendars,
    documents,
    editions,
    embeds,
    feeds,
    figures,
    machines,
    not_found,
    programs,
    reports,
    robots,
    session_reports,
    sicremi_forms,
    sitemap,
    tables,
    twins,
)
from cam.outputs.search import index

__all__ = ["OUTPUTS", "Files", "index", "put", "write"]

Files = dict[str, bytes]


def each_language(build: Callable[[Site, str], Files]) -> Callable[[Site], Files]:
    """Return an output that holds text in one language as one that is made for every language."""

    @wraps(build)
    def build_all(site: Site) -> Files:
        made: Files = {}
        for language in site.catalogue.languages:
            made |= build(site, language)
        return made

    return cast("Callable[[Site], Files]", build_all)


OUTPUTS: tuple[Callable[[Site], Files], ...] = (
    not_found.build,
    sitemap.build,
    robots.build,
    figures.build,
    sicremi_forms.build,
    programs.build,
    reports.build,
    each_language(calendars.build),
    each_language(feeds.build),
    api.build,
    tables.build,
    each_language(documents.build),
    each_language(session_reports.build),
    each_language(editions.build),
    each_language(twins.build),
    each_language(embeds.build),
    machines.build,
)

_SLOW = (reports, documents, session_reports, twins, tables)
"""What a server that builds at each edit does not wait for; a full build makes it."""

_UNUSED = ("sitemap.xml.gz", "assets/javascripts", "assets/stylesheets", "assets/images", "search")
"""What the generator and its theme write and no page of ours uses."""


_APART = (reports, documents, session_reports, tables, api)
"""What takes long and needs nothing that the pages were made of: a full build makes it in a process of its own."""


def write(site: Site, folder: Path, quick: bool = False, apart: bool = False) -> None:
    """Write every output below `folder`, and take out what no page uses.

    `quick` leaves out what takes long; `apart` makes some of it in a second process, which reads the files of the
    knowledge base anew, so they must be those that `site` was read from.
    """
    _take_out(folder)
    left_out = _SLOW if quick else ()
    if not apart:
        _make(site, folder, [build for build in OUTPUTS if not _is_of(build, left_out)])
        return
    # spawn, not fork: the libraries that draw have threads of their own, which a forked process would wait for in vain
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        others = pool.submit(_write_apart, site.catalogue.root, folder, site.today)
        _make(site, folder, [build for build in OUTPUTS if not _is_of(build, _APART)])
        others.result()


def _write_apart(root: Path, folder: Path, today: dt.date) -> None:
    """Write, in a process of its own, what is made apart."""
    from cam import live  # here, for it imports this module

    _make(live.read(root, today), folder, [build for build in OUTPUTS if _is_of(build, _APART)])


def _is_of(build: Callable[[Site], Files], modules: tuple[ModuleType, ...]) -> bool:
    return build.__module__ in [module.__name__ for module in modules]


def _make(site: Site, folder: Path, builds: list[Callable[[Site], Files]]) -> None:
    for build in builds:
        put(folder, build(site))


def _take_out(folder: Path) -> None:
    """Remove what the generator wrote and no page uses."""
    for name in _UNUSED:
        path = folder / name
        if path.is_dir() and not (path / "index.html").exists():
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def put(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
