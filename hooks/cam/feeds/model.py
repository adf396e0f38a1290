"""What a feed is, whatever its form; how its ids and its times are made.

**Ids** are tag URIs (RFC 4151). Their authority and year were fixed when the first feed was made, and stay so wherever
the site stands: an id that changes makes every reader take everything for new. After them stand the language, for a
text in another language is another entry, and what the entry is about; the same change has the same id in every feed of
a language that holds it with the same text.

**Times** are midnight, UTC, of the day that is known. Of a date that is known by its month or year only it is the
first day; the text of the entry says how exact the date is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from cam.model import PartialDate
from cam.store import Licence
from cam.validity import bounds

AUTHORITY = "tag:cam-knowledge-base.github.io,2026"


def identity(*parts: str) -> str:
    """Return the id of what these parts name."""
    return f"{AUTHORITY}:{quote('/'.join(parts))}"


@lru_cache(maxsize=1024)
def instant(day: PartialDate) -> str:
    """Return the moment that stands for a day (RFC 3339)."""
    return f"{bounds(day)[0].isoformat()}T00:00:00Z"


@dataclass(frozen=True)
class Category:
    """Something that an entry can be sorted by: a code, the list that it belongs to, its words."""

    scheme: str
    code: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One thing that a feed tells. `html` is its text, with absolute links; where there is none, `summary` says it.

    `language` is that of its text.
    """

    id: str
    title: str
    address: str
    day: PartialDate
    language: str
    html: str = ""
    summary: str = ""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class Author:
    """Who says it."""

    name: str
    address: str


@dataclass(frozen=True)
class Feed:
    """Entries, newest first, and whose they are. Addresses are absolute; `translations` are (language, Atom form).

    `changed` is the day of the newest entry, or that of the data where there is none.
    """

    id: str
    title: str
    subtitle: str
    language: str
    page: str
    atom: str
    json: str
    icon: str
    author: Author
    licence: Licence
    rights: str
    generator: Author
    changed: PartialDate
    translations: tuple[tuple[str, str], ...] = ()
    entries: list[Entry] = field(default_factory=list)
