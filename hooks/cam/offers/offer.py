"""What one output is to a page: an address, a media type, and the words of its link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cam.store import Catalogue


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
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
"""Media types by the ending of a file's name."""


def folder(catalogue: Catalogue, language: str) -> str:
    """Return the folder of a language below the root of the site; the default language stands at the root."""
    return "" if language == catalogue.languages[0] else f"{language}/"


def of_languages(catalogue: Catalogue, name: str) -> Sequence[str]:
    """Return the path of a file in every language."""
    return [f"{folder(catalogue, language)}{name}" for language in catalogue.languages]
