"""The knowledge base as it was read: what rules, the words of pages and outputs look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cam.prose import Page
from cam.store import Catalogue
from cam.translation.state import Standing, States, of_pages_by_path


@dataclass(frozen=True)
class Site:
    """The catalogue, the prose pages of all languages, and the day that counts as today."""

    catalogue: Catalogue
    pages: list[Page]
    today: dt.date

    @cached_property
    def translated(self) -> dict[str, States]:
        """The state of translation of each prose page in each language, by its path."""
        return of_pages_by_path(self.catalogue, self.pages)

    def matter(self, language: str, path: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return the front matter of the page at `path`; of prose, with the languages that only hold a copy."""
        pages = (page.meta for page in self.pages if (page.language, page.url) == (language, path))
        return {**given, **next(pages, {})}

    def standing(self, source: str, language: str) -> Standing | None:
        """Return the state of translation of the prose page in the file `source`; none for the page of a record."""
        return self.translated.get(source.split("/", 2)[-1], {}).get(language)

    def titles(self, language: str) -> dict[str, str]:
        """Return the title of each prose page of a language by its address."""
        return {page.url: str(page.meta.get("title", "")) for page in self.pages if page.language == language}
