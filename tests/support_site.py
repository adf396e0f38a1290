"""Builds copies of this tree, and serves a built site as a static host does, counting what goes over the wire."""

from __future__ import annotations

import datetime as dt
import gzip
import mimetypes
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from babel.dates import format_date

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "es", "fr")
_DAY = re.compile(r"^(?:added|revised|verified_on): (\d{4}-\d{2}-\d{2})", re.MULTILINE)


def newest_day() -> str:
    """Return the newest day on which a record was added, revised or compared with its sources."""
    records = (ROOT / "data").glob("*/*.yaml")
    return max(day for path in records for day in _DAY.findall(path.read_text("utf-8", "replace")))


TODAY = newest_day()
"""The day on which the real data is looked at: no fixed one, or the next correction would be of a day to come."""


def day_said(language: str) -> str:
    """Return the newest day of the data as CLDR writes it."""
    said = format_date(dt.date.fromisoformat(TODAY), "long", language)
    return said.replace("1 ", "1er ", 1) if language == "fr" and said.startswith("1 ") else said


_PARTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml")
_NOT_OURS = ("SITE_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "CAM_SITE_DIR", "CAM_TODAY")
"""What a server that runs the tests may have set, and what would change the pages."""

_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml"}
_COMPRESSED = ("text/", "image/svg", "application/json", "application/xml")


def home(language: str) -> str:
    """Return the place of a language's home page below the site's root."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def language_of(place: str) -> str:
    """Return the language of the page at a place below the site's root."""
    first = place.partition("/")[0]
    return first if first in LANGUAGES[1:] else LANGUAGES[0]


def inside(place: str) -> str:
    """Return a page's place below its language's home page."""
    return place.removeprefix(home(language_of(place)))


def copy_tree(target: Path) -> Path:
    """Copy what a site is made from: tests never write into the tree that they test."""
    target.mkdir(parents=True)
    for name in _PARTS:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, target / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, target / name)
    return target


def environment(tree: Path, **settings: str) -> dict[str, str]:
    """Return the environment in which a tree is built: nothing of the machine's that would show in the pages."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {
        **kept,
        "PYTHONPATH": str(tree / "hooks"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CAM_TODAY": TODAY,
        **settings,
    }


NOT_IN_FRENCH = {
    "systems/minpet/": "data/systems/minpet.yaml",
    "about/accessibility/": "about/accessibility.md",
}
"""Two pages that the preview's tree says are not translated into French: a record, and prose."""


def leave_out_french(tree: Path) -> None:
    """Say of a record and of a prose page that they are not translated into French."""
    record, prose = NOT_IN_FRENCH.values()
    for language in LANGUAGES:
        page = tree / "docs" / language / prose
        page.write_text(page.read_text("utf-8").replace("---\n", "---\nuntranslated: [fr]\n", 1), "utf-8")
    path = tree / record
    before, _, after = path.read_text("utf-8").rpartition("\n    fr: ")  # what is there is not missing
    rest = after.partition("\n")[2]
    path.write_text(f"{before}\n{rest}translations: {{fr: missing}}\n", "utf-8")


def add_portuguese(tree: Path) -> None:
    """Add a language as a newcomer would: one line, and a folder with the first page that is translated."""
    with (tree / "data/vocabulary/languages.yaml").open("a", encoding="utf-8") as file:
        file.write("pt: growing\n")
    page = tree / "docs/pt/about/data.md"
    page.parent.mkdir(parents=True)
    original = (tree / "docs/en/about/data.md").read_text("utf-8")
    page.write_text(original.replace("title: ", "title: Dados, ", 1), "utf-8")


class Build:
    """One run of `cam build` in a copy of the tree, under way as soon as it is made."""

    def __init__(self, tree: Path, **settings: str) -> None:
        self.tree = tree
        self._said = tree / "said.txt"
        with self._said.open("wb") as said:
            self._run = subprocess.Popen(
                [sys.executable, "-m", "cam.cli", "build"],
                cwd=tree,
                env=environment(tree, **settings),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def folder(self) -> Path:
        """The built site, once it is there."""
        if self._run.wait():
            raise AssertionError(f"the site could not be built:\n{self._said.read_text(encoding='utf-8')}")
        return self.tree / "site"

    def stop(self) -> None:
        """End it if nobody waited for it."""
        if self._run.poll() is None:
            self._run.terminate()
            self._run.wait()


@dataclass
class Answer:
    """What the server answered: path asked for, status, bytes of head and body."""

    path: str
    status: int
    size: int


@dataclass
class Server:
    """Serves `folder` under a base path: text compressed, folders with a slash, 404.html for what is not there."""

    base: str = "/"
    folder: Path = Path()
    seen: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where the site stands, with a slash at the end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}{self.base}"

    def close(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def find(self, path: str) -> tuple[int, Path | str]:
        """Return the status and the file, or the place to go to, for a path."""
        inside = unquote(path.removeprefix(self.base))
        target = self.folder / inside
        if not path.startswith(self.base):
            return 404, ""
        if target.is_dir() and not path.endswith("/"):
            return 301, f"{path}/"
        if target.is_dir():
            target /= "index.html"
        return (200, target) if target.is_file() else (404, self.folder / "404.html")


@dataclass(frozen=True)
class Based:
    """A site built for an address of its own, and where it is served."""

    address: str
    folder: Path
    server: Server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Server, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        status, found = self.site.find(urlsplit(self.path).path)
        body, headers = b"", {}
        if isinstance(found, Path):
            body = found.read_bytes()
            kind = (
                _TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            )
            headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
            if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, 6, mtime=0)
                headers["Content-Encoding"] = "gzip"
        elif found:
            headers["Location"] = found
        headers |= {"Content-Length": str(len(body)), "Cache-Control": "max-age=600"}
        lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        answer = "\r\n".join(lines).encode() + body
        self.site.seen.append(Answer(self.path, status, len(answer)))
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
