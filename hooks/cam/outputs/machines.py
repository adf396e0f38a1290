"""The machines."""

from __future__ import annotations

from cam.embed import Site


def build(site: Site) -> dict[str, bytes]:
    """Return the files."""
    return {}
