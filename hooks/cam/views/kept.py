"""What pages show, kept while a site is built: to choose it takes seconds, and several outputs are made of the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from cam.views.reader import Reader

View = TypeVar("View")


def keep(reader: Reader, view: View) -> View:
    """Return what the reader's page shows, and keep it for as long as the catalogue lives."""
    _views(reader)[reader.language, reader.path] = view
    return view


def kept(reader: Reader, make: Callable[[], View]) -> View:
    """Return what the reader's page shows as it was kept; where it was not, as `make` makes it."""
    found: View | None = _views(reader).get((reader.language, reader.path))
    return make() if found is None else found


def once(reader: Reader, name: str, make: Callable[[Reader], View]) -> View:
    """Return a part of the reader's page that is asked for more than once: as `make` made it the first time."""
    views, place = _views(reader), (reader.language, f"{reader.path}#{name}")
    if place not in views:
        views[place] = make(reader)
    found: View = views[place]
    return found


def _views(reader: Reader) -> dict[tuple[str, str], Any]:
    views: dict[tuple[str, str], Any] = reader.catalogue.__dict__.setdefault("_views", {})
    return views
