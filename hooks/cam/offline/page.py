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
    r"""(<(a|form|link|script|img)\s(?:[^>]*?\s)?(?:href|src|action)=")"""  # up to the address
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


class Opened:
    """Rewrites pages for a copy that holds `files`; `site` is the address of the site, with a slash at its end."""

    def __init__(self, files: Container[str], site: str) -> None:
        self.files = files
        self.site = site
        self.base = urlsplit(site).path or "/"
        self._found: dict[tuple[str, str], tuple[str, str]] = {}

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
                site, ending = self.find(folders[len(up) // 3], down)
                return f'{start}{site or up + down}{ending}{rest}"'
            return f'{start}{self.rooted(folders[0], down + rest, leads=tag in ("a", "form"))}"'

        text = _LINK.sub(link, _INSTALLED.sub("", text))
        scripts = (
            rf'<script src="\1{search}" defer></script>\n<script src="\1assets/search.js" defer></script>'
        )
        return _MODULE.sub(scripts, text)

    def find(self, folder: str, path: str) -> tuple[str, str]:
        """Return what a path below a folder must become: its address on the site, or nothing, and what ends it.

        Some hundred thousand links a copy, most of them the same few from the folder that they climb to: kept.
        """
        key = folder, path
        if key not in self._found:
            self._found[key] = self._find(folder, unquote(html.unescape(path)))
        return self._found[key]

    def _find(self, folder: str, path: str) -> tuple[str, str]:
        to_folder = path in ("", ".", "..") or path.endswith(("/", "/.", "/.."))
        target = posixpath.normpath(posixpath.join(folder, path, "index.html" if to_folder else ""))
        if target not in self.files:
            return self.site + quote(target.removesuffix("index.html") if to_folder else target), ""
        slash = "/" if path.endswith(".") else ""
        return "", f"{slash}index.html" if to_folder else ""

    def rooted(self, folder: str, link: str, leads: bool) -> str:
        """Return a link that is not relative; where it `leads` people to the site itself, it is made relative.

        Others, such as the address by which a page is to be cited, stay as they are.
        """
        if leads and link.startswith(self.site):
            link = self.base + link[len(self.site) :]
        if not link.startswith(self.base) or link.startswith("//"):
            return link
        path, sign, rest = re.split(r"([?#]|$)", link[len(self.base) :], maxsplit=1)
        site, ending = self.find("", path)
        return (site or posixpath.relpath(path + ending, folder or ".")) + sign + rest
