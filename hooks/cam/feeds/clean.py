"""Prose of pages as HTML for others' programs: a few harmless elements, addresses absolute, nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from markdown import Markdown

_EXTENSIONS = ["attr_list", "admonition", "tables"]
"""Those of mkdocs.yml that change what is said."""

_KEPT = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
_WITH_CONTENT = {
    "script", "style", "template", "iframe", "object", "embed", "svg", "math", "form", "noscript",
}  # fmt: skip
"""Elements that are taken out with all that is in them; of any other that is not kept, what is in it stays."""

_ATTRIBUTES = {"href", "src", "alt", "title", "lang", "dir", "datetime", "colspan", "rowspan", "start"}
_SCHEMES = ("http", "https", "mailto")


def prose(text: str, resolved: Callable[[str], str]) -> str:
    """Return Markdown as clean HTML; `resolved` makes a relative address absolute."""
    return cleaned(Markdown(extensions=_EXTENSIONS).convert(text), resolved)


def cleaned(markup: str, resolved: Callable[[str], str]) -> str:
    """Return HTML that holds only what is kept."""
    root = html.fragment_fromstring(_without_controls(markup), create_parent="div")
    for element in list(root.iterdescendants()):
        _clean(element, resolved)
    return str(html.tostring(root, encoding="unicode"))[len("<div>") : -len("</div>")]


def _without_controls(markup: str) -> str:
    """Return markup without signs that its parser refuses."""
    return "".join(sign for sign in markup if sign in "\t\n" or sign.isprintable() or ord(sign) >= 0xA0)


def _clean(element: Any, resolved: Callable[[str], str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _WITH_CONTENT:  # a remark has no name
        if element.getparent() is not None:
            element.drop_tree()
        return
    if element.tag not in _KEPT:
        element.drop_tag()
        return
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]
    for name in {"href", "src"} & set(element.attrib):
        _address(element, name, resolved)


def _address(element: Any, name: str, resolved: Callable[[str], str]) -> None:
    """Make an address absolute; one that a program would run is taken out."""
    with suppress(ValueError):  # what is no address at all
        given = element.get(name).strip()
        address = given if urlsplit(given).scheme else resolved(given)
        if urlsplit(address).scheme in _SCHEMES:
            element.set(name, address)
            return
    del element.attrib[name]
