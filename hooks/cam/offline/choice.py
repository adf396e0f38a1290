"""Which files of the built site a copy holds: the pages, what they need, and the tables of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from cam.offline.page import is_page

Files = dict[str, bytes]
"""Files by their path below the root of the site."""

_ASSETS = (".css", ".js", ".svg")
_SEARCH = re.compile(r"pagefind/(?:(?:fragment|index|filter)/|wasm\.|pagefind\.(?!js$))([a-z]+)[_.]")
"""A file of the search that serves one language."""


def read(folder: Path) -> Files:
    """Return every file of the built site at `folder` that any copy holds.

    What is left out needs a program of its own or a connection anyway (forms, documents, calendars, feeds, API), says
    the same as the pages, or is for other sites. The ZIPs themselves are not there yet.
    """
    found = {}
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        if _may_belong(PurePosixPath(name)) and path.is_file():
            content = path.read_bytes()
            if path.suffix != ".html" or is_page(content):
                found[name] = content
    return found


def _may_belong(path: PurePosixPath) -> bool:
    if path.parts[0] in ("pagefind", "assets"):
        return path.parts[0] == "pagefind" or (path.suffix in _ASSETS and path.stem != "service-worker")
    return path.name == "index.html" or (path.suffix == ".csv" and path.parent.name == "figures")


def of_languages(files: Files, languages: Sequence[str], chosen: Sequence[str]) -> Files:
    """Return the files of a copy in the `chosen` of the site's `languages`, the first of which is the default."""
    return {name: content for name, content in files.items() if _belongs(name, languages, chosen)}


def _belongs(name: str, languages: Sequence[str], chosen: Sequence[str]) -> bool:
    if name.startswith("assets/") or re.fullmatch(r"figures/[^/]+\.csv", name):
        return True
    if name.startswith("pagefind/"):
        search = _SEARCH.match(name)
        return not search or search[1] in chosen
    return language_of(name, languages) in chosen


def language_of(name: str, languages: Sequence[str]) -> str:
    """Return the language of a file that is not shared: the default one stands at the root."""
    first = name.partition("/")[0]
    return first if first in languages[1:] else languages[0]
