"""A page as it stands in a copy that is opened from a disk: no address ends in a slash there, and no server answers."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Container
from urllib.parse import quote, unquote, urlsplit

PLACE = 'id="content" tabindex="-1">'
"""Where the content of a page begins, and where a copy says how old it is."""

_LINK = re.compile(
    r"""(<(a|form|link|script|img|iframe)\s(?:[^>]*?\s)?(?:href|src|action)=")"""  # up to the address
    r"""((?:\.\./)*)([^":?#]*)([^"]*)\""""  # the folders up, the path down, the rest
)
_INSTALLED = re.compile(r'<link rel="(?:manifest|apple-touch-icon)"[^>]*>\s*')
_MODULE = re.compile(r'<script type="module" src="([^"]*)assets/search\.js"></script>')


def is_page(content: bytes) -> bool:
    """Return whether an HTML file is a page of the site, and not a piece for other sites."""
    return PLACE.encode() in content


def with_line(page: str, line: str) -> str:
    """Return a page with a line of HTML before its content."""
    return page.replace(PLACE, f"{PLACE}\n{line}", 1)


_CROSSING = re.compile(b"\0([^\1]*)\1([^\2]*)\2")
"""A link into another language, in both its forms: to the page beside, and to the one on the site."""


def with_others(page: bytes) -> bytes:
    """Return a rewritten page for a copy that holds all languages."""
    return _CROSSING.sub(rb"\1", page)


def alone(page: bytes) -> bytes:
    """Return a rewritten page for a copy that holds its language only."""
    return _CROSSING.sub(rb"\2", page)


class Opened:
    """Rewrites the pages of one language for a copy that holds the files `own` in it, and `every` in all languages.

    `site` is the address of the site, with a slash at its end. What a page becomes is for `with_others` or `alone`.
    """

    def __init__(self, own: Container[str], every: Container[str], site: str) -> None:
        self.own = own
        self.every = every
        self.site = site
        self.base = urlsplit(site).path or "/"
        self._found: dict[tuple[str, str], tuple[str | None, str]] = {}

    def page(self, name: str, text: str, search: str) -> str:
        """Return the page `name`: its links lead to files of the copy, or to the site; no module is loaded.

        `search` is the path of the script that brings the search index along.
        """
        folders = [posixpath.dirname(name)]
        while folders[-1]:
            folders.append(posixpath.dirname(folders[-1]))

        def link(match: re.Match[str]) -> str:
            start, tag, up, down, rest = match.groups()
            if up or (down and not rest.startswith(":") and not down.startswith("/")):
                near, far = self.find(folders[len(up) // 3], down)
                return f'{start}{_formed(None if near is None else up + down + near, far)}{rest}"'
            return f'{start}{self.rooted(folders[0], down + rest, leads=tag in ("a", "form"))}"'

        text = _LINK.sub(link, _INSTALLED.sub("", text))
        scripts = (
            rf'<script src="\1{search}" defer></script>\n<script src="\1assets/search.js" defer></script>'
        )
        return _MODULE.sub(scripts, text)

    def find(self, folder: str, path: str) -> tuple[str | None, str]:
        """Return what ends a path below a folder so that it names a file of a copy, and its address on the site.

        The ending is None for what no copy holds, the address empty for what the copy in this language holds too.
        Some hundred thousand links, most of them the same few from the folder that they climb to: kept.
        """
        key = folder, path
        if key not in self._found:
            self._found[key] = self._find(folder, unquote(html.unescape(path)))
        return self._found[key]

    def _find(self, folder: str, path: str) -> tuple[str | None, str]:
        to_folder = path in ("", ".", "..") or path.endswith(("/", "/.", "/.."))
        target = posixpath.normpath(posixpath.join(folder, path, "index.html" if to_folder else ""))
        far = self.site + quote(target.removesuffix("index.html") if to_folder else target)
        near = ("/" if path.endswith(".") else "") + "index.html" if to_folder else ""
        if target in self.own:
            return near, ""
        return near if target in self.every else None, far

    def rooted(self, folder: str, link: str, leads: bool) -> str:
        """Return a link that is not relative; where it `leads` people to the site itself, it is made relative.

        Others, such as the address by which a page is to be cited, stay as they are.
        """
        if leads and link.startswith(self.site):
            link = self.base + link[len(self.site) :]
        if not link.startswith(self.base) or link.startswith("//"):
            return link
        path, sign, rest = re.split(r"([?#]|$)", link[len(self.base) :], maxsplit=1)
        ending, far = self.find("", path)
        near = None if ending is None else posixpath.relpath(path + ending, folder or ".")
        return _formed(near, far) + sign + rest


def _formed(near: str | None, far: str) -> str:
    """Return a link in the form that holds in every copy, or in both of its forms."""
    if near is None or not far:
        return far or near or ""
    return f"\0{near}\1{far}\2"
