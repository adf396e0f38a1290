"""What one output is to a page: an address, a media type, and the words of its link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cam.store import Catalogue, folder


@dataclass(frozen=True)
class Offer:
    """A file that holds what a page shows, or a part of it.

    `path` is below the root of the site, with the folder of the language where the file holds text in one; `text` is in
    the reader's language. `scheme` takes the place of https where a program is to open the address (webcal).
    """

    path: str
    type: str
    text: str
    scheme: str = ""


MEDIA_TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "ttl": "text/turtle",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""Media types by the ending of a file's name; not asked of the machine, on which they differ."""

FORMATS = {ending: MEDIA_TYPES[ending] for ending in ("pdf", "docx")}
"""The endings of a document's files, to print and to work on, with their media types."""


def of_languages(catalogue: Catalogue, name: str) -> Sequence[str]:
    """Return the path of a file in every language."""
    return [f"{folder(catalogue, language)}{name}" for language in catalogue.languages]
