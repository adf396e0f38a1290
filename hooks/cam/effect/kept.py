"""Keeps what was drawn of a state under .cache/effect/, by all that it is made of.

The state before is the same from one look at a change to the next, and most of the time goes into drawing it. A kept
file is called by a checksum of the state's files, of this program with its libraries, of the day, and of the place
where the site stands; so it serves nothing but what would be drawn alike. It is data, never run, and leaves the working
copy in neither direction: git ignores .cache/, and what the state before has there is not unpacked.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from pydantic import TypeAdapter

import cam
from cam.effect.drawn import Drawn, Order
from cam.files import replaced
from cam.frame import place_of

_ROOM = 6
"""How many drawn states are kept, each of less than a megabyte."""

_PAGES = TypeAdapter(list[Drawn])


def found(folder: Path, order: Order) -> list[Drawn] | None:
    """Return the pages that are kept of what is ordered, if there are any; a damaged file is as none."""
    path = _path(folder, order)
    try:
        pages = _PAGES.validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        os.utime(path)  # what is asked for stays longest
    return pages


def keep(folder: Path, order: Order, pages: list[Drawn]) -> None:
    """Keep the pages of what was ordered, and the last few others; nothing where a page could not be drawn.

    That may have had a reason that goes away by itself. A folder that cannot be written to stays as it is.
    """
    if any(page.failed for page in pages):
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        replaced(_path(folder, order), _PAGES.dump_json(pages), durable=False)
        newest = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in newest[_ROOM:]:
            path.unlink(missing_ok=True)


def _path(folder: Path, order: Order) -> Path:
    made_of = (
        program(Path(cam.__file__).parent),
        order.digest,
        order.languages,
        order.records,
        order.words,
        order.site.today,
        place_of(order.site.catalogue),
    )
    return folder / f"{hashlib.sha256(repr(made_of).encode()).hexdigest()}.json"


@lru_cache(maxsize=1)
def program(folder: Path) -> str:
    """Return a checksum of the program in a folder, whatever kind of file it is of, and of all that is installed."""
    installed = sorted(f"{each.name} {each.version}" for each in distributions())
    found = hashlib.sha256(repr((sys.version, zlib.ZLIB_RUNTIME_VERSION, installed)).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            found.update(repr((path.relative_to(folder).as_posix(), len(content))).encode() + content)
    return found.hexdigest()
