"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from cam.feeds.model import AUTHORITY, Category, Entry, Feed, instant
from cam.offers.feeds import ATOM, JSON

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, even as a reference."""


def written(feed: Feed) -> bytes:
    """Return a feed as an Atom document."""
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: feed.language}, nsmap={None: _ATOM})
    _head(root, feed)
    for entry in feed.entries:
        _entry(root, feed, entry)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _head(root: Any, feed: Feed) -> None:
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", instant(feed.changed))
    author = _text(root, "author")
    _text(author, "name", feed.author.name)
    _text(author, "uri", feed.author.address)
    _link(root, "self", feed.atom, ATOM, feed.language)
    _link(root, "alternate", feed.page, "text/html", feed.language)
    _link(root, "alternate", feed.json, JSON, feed.language)
    for language, address in feed.translations:
        _link(root, "alternate", address, ATOM, language)
    _link(root, "license", feed.licence.address)
    _text(root, "rights", feed.rights)
    _text(root, "generator", feed.generator.name, uri=feed.generator.address)
    _text(root, "icon", feed.icon)


def _entry(root: Any, feed: Feed, entry: Entry) -> None:
    element = _text(root, "entry")
    if entry.language != feed.language:
        element.set(_LANGUAGE, entry.language)
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", instant(entry.day))
    _text(element, "published", instant(entry.day))
    _link(element, "alternate", entry.address, "text/html", entry.language)
    for category in entry.categories:
        _category(element, category)
    if entry.summary:
        _text(element, "summary", entry.summary)
    if entry.html:
        _text(element, "content", entry.html, type="html")


def _category(parent: Any, category: Category) -> None:
    scheme = f"{AUTHORITY}:{category.scheme}"
    _text(parent, "category", term=category.code, scheme=scheme, label=_clean(category.words))


def _link(parent: Any, rel: str, href: str, media: str = "", language: str = "") -> None:
    given = {"rel": rel, "type": media, "hreflang": language, "href": href}
    _text(parent, "link", **{name: value for name, value in given.items() if value})


def _text(parent: Any, name: str, text: str = "", **given: str) -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", given)
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
