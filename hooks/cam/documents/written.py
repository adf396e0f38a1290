"""Blocks of documents alone: the prose of pages (Markdown read into nodes, and the words `{{ cam_… }}` in it into their
blocks), and single lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import html
from markdown import Markdown

from cam.documents.nodes import Bullets, Heading, Paragraph, Plain, Run, Runs, plain
from cam.embed import LISTS, PARTS
from cam.prose import Page, leads_to
from cam.views import lists
from cam.views.blocks import Block, Inline
from cam.views.reader import Reader

_WORD = re.compile(r"\{\{\s*(\w+)\(\s*[\"']?([\w-]*)[\"']?\s*\)\s*\}\}")
_BLOCKS: dict[str, Callable[[Reader, str], list[Block]]] = {
    "cam_show": lambda reader, part: PARTS[part](reader),
    "cam_list": lambda reader, kind: LISTS[kind](reader),
    "cam_timeline": lists.timeline,
    "cam_program": lambda reader, _: lists.program(reader),
}
"""The words that a document fills in; any other is for the screen only."""

_STYLES = {"strong": "strong", "em": "em"}


@dataclass(frozen=True)
class Written(Block):
    """A stretch of a page's Markdown; `path` is the page's file below the folder of its language."""

    template = "written"
    text: str = ""
    path: str = ""


@dataclass(frozen=True)
class Line(Block):
    """A paragraph of words and links; its style is one of a Paragraph's."""

    template = "line"
    pieces: Sequence[Inline] = ()
    style: str = "body"


def parts(reader: Reader, page: Page) -> Iterator[Block]:
    """Yield the prose of a page, and what its words say, in order."""
    end = 0
    for match in _WORD.finditer(page.text):
        yield Written(text=page.text[end : match.start()], path=page.path)
        end = match.end()
        view = _BLOCKS.get(match[1])
        yield from view(reader, match[2]) if view else ()
    yield Written(text=page.text[end:], path=page.path)


class Prose:
    """Reads Markdown; `resolved` makes the address of a link, given from the language's root, absolute; `in_words` says
    what stands beside a link, given its address and its words.
    """

    def __init__(
        self,
        path: str,
        resolved: Callable[[str], str],
        in_words: Callable[[str, str], Runs] = lambda *_: (),
    ) -> None:
        self.path = path
        self.resolved = resolved
        self.in_words = in_words

    def nodes(self, text: str, level: int) -> Iterator[Plain]:
        """Yield the nodes of a text whose headings of the second order stand at `level`."""
        made = Markdown(extensions=["tables", "attr_list"]).convert(text)
        if not made.strip():
            return
        for element in html.fragment_fromstring(made, create_parent=True):
            yield from self._block(element, level)

    def _block(self, element: Any, level: int) -> Iterator[Plain]:
        name = str(element.tag)
        if re.fullmatch("h[1-6]", name):
            yield Heading(min(max(int(name[1]), 2) - 2 + level, 6), element.text_content().strip())
        elif name in ("ul", "ol"):
            yield Bullets(tuple(self._items(element, 0)))
        elif runs := self._runs(element, "", ""):
            yield Paragraph(runs)

    def _items(self, element: Any, depth: int) -> Iterator[tuple[int, Runs]]:
        for item in element.iterchildren("li"):
            inner = [child for child in item if child.tag in ("ul", "ol")]
            yield depth, self._runs(item, "", "")
            for child in inner:
                yield from self._items(child, depth + 1)

    def _runs(self, element: Any, href: str, style: str) -> Runs:
        found = [*_run(element.text, href, style)]
        for child in element:
            if child.tag == "a":
                found += self._link(child, style)
            elif child.tag not in ("ul", "ol"):
                found += self._runs(child, href, _STYLES.get(str(child.tag), style))
            found += _run(child.tail, href, style)
        return tuple(found)

    def _link(self, element: Any, style: str) -> Runs:
        href = self._address(element.get("href", ""))
        return (*self._runs(element, href, style), *self.in_words(href, element.text_content()))

    def _address(self, href: str) -> str:
        """Return the address of a link to a page's file as that of the page."""
        if ":" in href.split("/", maxsplit=1)[0]:
            return href
        return str(self.resolved(leads_to(self.path, href)))


def _run(text: str | None, href: str, style: str) -> list[Run]:
    said = plain(re.sub(r"\s*\n\s*", " ", text or ""))
    return [Run(said, href, "", style)] if said else []
