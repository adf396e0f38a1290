"""The addresses of the copies of the site for use without a connection, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.offers.offer import MEDIA_TYPES, Offer
from cam.store import Catalogue
from cam.views.blocks import Block
from cam.views.offline import Download, Downloads, Keep
from cam.views.reader import Reader

PAGE = "data/offline/"
"""The page that explains them, below a language's home page."""

WORKER = "service-worker.js"
"""At the root of the site, for it may answer for the pages below its own folder only."""

ICONS = {
    "any": ("offline/icon-192.png", "offline/icon-512.png"),
    "maskable": ("offline/icon-maskable-512.png",),
}
"""The pictures of the installed site by their purpose; a number is their size in pixels."""

FOR_APPLE = "offline/icon-180.png"


def zip_of(language: str = "") -> str:
    """Return the path of the ZIP with a language's pages, or with those of all."""
    return f"offline/cam-knowledge-base{language and f'-{language}'}.zip"


def checksum_of(path: str) -> str:
    """Return the path of a file's checksum."""
    return f"{path}.sha256"


def bundle_of(language: str) -> str:
    """Return the path of what a browser keeps of a language, in one file."""
    return f"offline/{language}.bundle"


def about_of(language: str) -> str:
    """Return the path of what a browser must know of a bundle before it asks for it."""
    return f"offline/{language}.json"


def manifest_of(language: str) -> str:
    """Return the path of the web app manifest in a language."""
    return f"offline/{language}.webmanifest"


def icons() -> list[str]:
    """Return the path of every icon."""
    return [*(path for paths in ICONS.values() for path in paths), FOR_APPLE]


def zips(catalogue: Catalogue) -> list[str]:
    """Return the path of every ZIP."""
    return [zip_of(), *(zip_of(language) for language in catalogue.languages)]


def written(catalogue: Catalogue) -> set[str]:
    """Return the path of everything that stands there once the copies are made."""
    found = {WORKER, *icons()}
    for path in zips(catalogue):
        found |= {path, checksum_of(path)}
    for language in catalogue.languages:
        found |= {bundle_of(language), about_of(language), manifest_of(language)}
    return found


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    if path in ("", PAGE):
        yield Offer(zip_of(reader.language), MEDIA_TYPES["zip"], reader.label("offline.offer"))


def listed(reader: Reader) -> list[Block]:
    """Return the ZIPs for the page that explains them."""
    wording = reader.wording
    names = {zip_of(): reader.label("offline.all_languages")}
    for language in reader.catalogue.languages:
        name = wording.language_name(language)
        names[zip_of(language)] = name[0].upper() + name[1:]
    rows = [
        Download(path, reader.root_href(path), reader.root_href(checksum_of(path)), name)
        for path, name in sorted(names.items(), key=lambda item: item[0] != zip_of(reader.language))
    ]
    return [Downloads(rows=rows)]


def kept(reader: Reader) -> list[Block]:
    """Return the part of the page that keeps the site in a browser."""
    about, bundle = about_of(reader.language), bundle_of(reader.language)
    return [Keep(about=reader.root_href(about), bundle=reader.root_href(bundle), worker=WORKER)]
