"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from cam.feeds.model import Entry, Feed, instant

VERSION = "https://jsonfeed.org/version/1.1"


def written(feed: Feed) -> bytes:
    """Return a feed as a JSON Feed document, one line an item."""
    author = {"name": feed.author.name, "url": feed.author.address}
    given = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [author],
        "_license": {"name": feed.licence.name, "url": feed.licence.address, "rights": feed.rights},
    }
    items = ",\n".join(_dumped(_item(feed, entry)) for entry in feed.entries)
    return f'{_dumped(given)[:-1]}, "items": [\n{items}\n]}}\n'.encode()


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(feed: Feed, entry: Entry) -> dict[str, Any]:
    """Return an entry as an item; it has HTML or, where there is none, the summary as its text."""
    given = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary if entry.html else "",
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.title,
        "date_published": instant(entry.day),
        "date_modified": instant(entry.day),
        "language": entry.language if entry.language != feed.language else "",
        "tags": [category.words for category in entry.categories],
    }
    return {name: value for name, value in given.items() if value}
