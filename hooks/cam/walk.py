"""Walks a built site: every internal link and anchor must lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from cam.problems import Problem


def broken_links(folder: Path, address: str, promised: Collection[str] = ()) -> list[Problem]:
    """Return every internal link or anchor of the HTML files below `folder` that leads nowhere.

    `address` is where the site will stand; links to it count as internal. `promised` are files that are written later.
    """
    base = urlsplit(address).path or "/"
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        tree = html.parse(str(path)).getroot()
        anchors[name] = {str(value) for value in tree.xpath("//@id | //a/@name")}
        links += [(name, link) for link in _links(tree)]
    return sorted(
        {
            problem
            for name, link in links
            if (problem := _check(folder, base, address, anchors, promised, name, link))
        }
    )


def _links(tree: html.HtmlElement) -> Iterator[str]:
    for value in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form/@action"):
        yield str(value)


def _check(
    folder: Path,
    base: str,
    address: str,
    anchors: dict[str, set[str]],
    promised: Collection[str],
    name: str,
    link: str,
) -> Problem | None:
    page = base + name.removesuffix("index.html")
    if link.startswith(address):
        link = base + link.removeprefix(address)
    parts = urlsplit(urljoin(page, link))
    if parts.scheme or parts.netloc:
        return None
    if not parts.path.startswith(base):
        return Problem(name, 0, f"the link {link} leaves the site's folder", "write it relative to the page")
    inside = unquote(parts.path.removeprefix(base))
    target = inside + "index.html" if inside.endswith("/") or not inside else inside
    if target not in promised and not (folder / target).is_file():
        return Problem(name, 0, f"the link {link} leads nowhere", "correct it where it is written")
    if parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        return Problem(
            name, 0, f"the link {link} names an anchor that does not exist", "correct the part after #"
        )
    return None
