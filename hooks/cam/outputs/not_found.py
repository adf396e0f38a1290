"""404.html: one page that speaks every language, for any address under the site's base path."""

from __future__ import annotations

from cam.frame import base_path, place_of
from cam.knowledge import Site
from cam.render import render
from cam.views.reader import Reader


def build(site: Site) -> dict[str, bytes]:
    """Return 404.html."""
    catalogue = site.catalogue
    base = base_path(place_of(catalogue))
    readers = [Reader(catalogue, language, "") for language in catalogue.languages]
    default = catalogue.languages[0]
    homes = {
        reader.language: base if reader.language == default else f"{base}{reader.language}/"
        for reader in readers
    }
    return {
        "404.html": render(readers[0], "not_found.html", readers=readers, base=base, homes=homes).encode()
    }
