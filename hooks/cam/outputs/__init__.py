"""Files built beside the pages: `build` of a site (and a language) returns {path: bytes}; no disk, no clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import cast

from cam.embed import Site
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


def write(site: Site, folder: Path, quick: bool = False) -> None:
    """Write every output below `folder`, and take out what no page uses; `quick` leaves out what takes long."""
    for name in _UNUSED:
        path = folder / name
        if path.is_dir() and not (path / "index.html").exists():
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    left_out = {module.__name__ for module in _SLOW} if quick else set()
    for build in OUTPUTS:
        if build.__module__ not in left_out:
            put(folder, build(site))


def put(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
