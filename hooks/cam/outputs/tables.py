"""The tables of one language; their addresses are in `cam.offers.tables`."""

from __future__ import annotations

from cam.embed import Site


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the files of a language."""
    return {}
