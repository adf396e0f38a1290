"""Inline values of pages as Markdown: links with absolute addresses, marks in brackets."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from cam.plain.signs import BREAK, target, text
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Moment
from cam.views.reader import Reader
from cam.views.treaties import Sign


class Inline:
    """Writes the inline values of the page at `address`, which its relative links start from."""

    def __init__(self, reader: Reader, address: str) -> None:
        self.reader = reader
        self.address = address

    def said(self, value: Any) -> str:
        """Return an inline value, or a list of them, as Markdown; a sign in a table is written out."""
        if isinstance(value, str):
            return BREAK if value == "\n" else text(value)
        if isinstance(value, (list, tuple)):
            return "".join(map(self.said, value))
        match value:
            case Anchor():
                return self._anchor(value)
            case Words():
                return text(value.text) + self._foreign(value)
            case Badge():
                return f"({text(value.text)})"
            case Moment():
                return text(value.text)
            case Sign():
                return text(value.said)
        return text(str(value))

    def _anchor(self, anchor: Anchor) -> str:
        link = f"[{text(str(anchor.text))}]({target(self.absolute(anchor.href))})"
        mark = self._foreign(anchor.text) if isinstance(anchor.text, Words) else ""
        return link + mark + (f" ({text(anchor.note)})" if anchor.note else "")

    def _foreign(self, words: Words) -> str:
        """Return the remark on a text that is not in the reader's language, or nothing."""
        if not words.foreign:
            return ""
        name = self.reader.wording.language_name(words.language)
        return f" ({text(self.reader.label('marks.untranslated', language=name))})"

    def absolute(self, href: str) -> str:
        """Return the address that a link of the page leads to."""
        if href.startswith(
            "https:"
        ):  # this and the next are nearly all of some hundred thousand links of a build
            return href
        if href.startswith("../"):
            rest = href.lstrip("./")
            steps, left = divmod(len(href) - len(rest), 3)
            if not left and "./" not in rest:
                return f"{self.address.rsplit('/', steps + 1)[0]}/{rest}"
        return urljoin(self.address, href)
