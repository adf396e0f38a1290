"""The addresses of the plain twins: every page as Markdown, beside it; and the lists that programs begin with."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.offers.offer import Offer, of_languages
from cam.store import Catalogue, folder
from cam.views.blocks import Anchor, Block, Code, Inline, Links
from cam.views.reader import Reader

TYPE = "text/markdown"
GUIDE = "llms.txt"
ROBOTS = "robots.txt"
SECURITY = (".well-known/security.txt", "security.txt")
"""Where RFC 9116 wants it, and a second place for hosts that leave out folders whose name begins with a dot."""


def twin_of(catalogue: Catalogue, language: str, path: str) -> str:
    """Return the path of the twin of a page, given from the language's root."""
    return f"{folder(catalogue, language)}{path}index.md"


def guides(catalogue: Catalogue) -> dict[str, str]:
    """Return the path of the guide for programs in each language."""
    return dict(zip(catalogue.languages, of_languages(catalogue, GUIDE), strict=True))


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield the twin of the page at `path`; on the home page also the guide for programs."""
    catalogue, language = reader.catalogue, reader.language
    yield Offer(twin_of(catalogue, language, path), TYPE, reader.label("twins.offer"))
    if not path:
        yield Offer(guides(catalogue)[language], "text/plain", reader.label("twins.guide_offer"))


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds", with an example that runs."""
    rows = [_row(reader, "twin", _twin_here(reader))]
    rows += [_row(reader, "guide", path) for path in guides(reader.catalogue).values()]
    rows += [_row(reader, name, path) for name, path in _FOR_ALL.items()]
    return [
        Links(rows=rows),
        Code(reader.label("twins.example"), intro=reader.label("twins.example_text"), text=_example(reader)),
    ]


_FOR_ALL = {"sitemap": "sitemap.xml", "robots": ROBOTS, "security": SECURITY[1]}
"""The files that all languages share, by the name of their label."""


def _row(reader: Reader, name: str, path: str) -> list[Inline]:
    return [Anchor(reader.root_href(path), path), " — ", reader.label(f"twins.listed_{name}")]


def _twin_here(reader: Reader) -> str:
    return twin_of(reader.catalogue, reader.language, reader.path)


def _example(reader: Reader) -> str:
    from cam.frame import place_of  # knows of this module

    return f"curl {place_of(reader.catalogue).site}{_twin_here(reader)}"
