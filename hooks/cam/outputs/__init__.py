"""Files built beside the pages. Each module has a function of the site that returns {path: bytes}: no disk, no clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cam.embed import Site
from cam.outputs import (
    api,
    calendars,
    documents,
    embeds,
    feeds,
    figures,
    machines,
    not_found,
    programs,
    reports,
    robots,
    sicremi_forms,
    sitemap,
    tables,
    twins,
)
from cam.outputs.search import index

__all__ = ["OUTPUTS", "Files", "index", "put", "write"]

Files = dict[str, bytes]


@dataclass(frozen=True)
class EachLanguage:
    """An output that holds text in one language, and so is made for each."""

    build: Callable[[Site, str], Files]

    def __call__(self, site: Site) -> Files:
        """Return the files of all languages."""
        made: Files = {}
        for language in site.catalogue.languages:
            made |= self.build(site, language)
        return made

    @property
    def __module__(self) -> str:
        return self.build.__module__


OUTPUTS: tuple[Callable[[Site], Files], ...] = (
    not_found.build,
    sitemap.build,
    robots.build,
    figures.build,
    sicremi_forms.build,
    programs.build,
    reports.build,
    EachLanguage(calendars.build),
    EachLanguage(feeds.build),
    api.build,
    EachLanguage(tables.build),
    EachLanguage(documents.build),
    EachLanguage(twins.build),
    EachLanguage(embeds.build),
    machines.build,
)

_SLOW = (reports, documents, twins, tables)
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
