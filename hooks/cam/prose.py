"""Reads the prose pages of docs/: front matter and text. Generated record pages are not prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from cam.model import KINDS
from cam.problems import Problem
from cam.yamlfile import YamlFile, not_utf8, parse

KEYS = ("title", "description", "date", "untranslated", "verified_on", "owner", "next_review")
"""What a page's front matter may say, in the order in which it says it."""

_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"(?:(^|/)index)?\.md(?=#|$)")


@dataclass
class Page:
    """A prose page: `path` is its place below the language folder, `text` what follows the front matter."""

    language: str
    path: str
    name: str
    meta: dict[str, Any]
    text: str
    text_line: int
    file: YamlFile
    problems: list[Problem] = field(default_factory=list)
    stands_in: bool = False
    """The page of the default language, in a language that has no such file (yet); its `untranslated` says so."""

    @property
    def url(self) -> str:
        """The page's address from the language's root, e.g. "about/data/"."""
        stem = self.path.removesuffix(".md")
        return "" if stem == "index" else stem.removesuffix("/index") + "/"


def leads_to(path: str, href: str) -> str:
    """Return where a relative link in the file at `path` leads: the page's address, from the language's root."""
    joined = urljoin(f"/{path}", href).lstrip("/")
    return _FILE.sub(lambda match: match[1] if match[1] is not None else "/", joined)


def read_pages(root: Path, languages: list[str]) -> list[Page]:
    """Return the prose pages of every language, in order of path; for what one lacks, the default stands in."""
    pages = {language: list(_of_language(root, language)) for language in languages}
    originals = {page.path: page for page in pages[languages[0]]} if languages else {}
    lacking = {
        path: [code for code in languages[1:] if not any(page.path == path for page in pages[code])]
        for path in originals
    }
    for path, codes in lacking.items():
        same = [page for found in pages.values() for page in found if page.path == path]
        for page in same if codes else ():
            given = page.meta.get("untranslated")
            page.meta["untranslated"] = [*(given if isinstance(given, list) else []), *codes]
        for code in codes:
            original = originals[path]
            pages[code].append(replace(original, language=code, name=f"docs/{code}/{path}", stands_in=True))
    return [page for language in languages for page in sorted(pages[language], key=lambda one: one.path)]


def _of_language(root: Path, language: str) -> Iterator[Page]:
    folder = root / "docs" / language
    for path in sorted(folder.rglob("*.md")):
        inside = path.relative_to(folder)
        if is_generated(path):
            continue
        yield read_page(path, language, inside.as_posix(), path.relative_to(root).as_posix())


def is_generated(path: Path) -> bool:
    """True for a page of a record, or below one, as `pages` writes it; what an editor wrote beside it is never one."""
    if path.name == "index.md" or not {path.parent.name, path.parent.parent.name} & set(KINDS):
        return False
    with path.open("rb") as file:
        front = file.read(4000).partition(b"\n---\n")[0]
    return front.startswith(b"---\n") and b'\nrecord: "' in front


def front_matter(content: str) -> re.Match[str] | None:
    """Return where the front matter of a page stands (group 1: what is between its bars), if it has one."""
    match = _FRONT.match(content)
    return match if match and match[1].strip() else None


def no_front_matter(name: str) -> Problem:
    """Return the problem of a page without front matter."""
    return Problem(name, 1, "the front matter is missing", "begin with ---, title: …, description: …, ---")


def read_page(path: Path, language: str, inside: str, name: str) -> Page:
    """Read one prose page; what is wrong with it is in `problems`."""
    try:
        content = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        wrong = not_utf8(name, error)
        return Page(language, inside, name, {}, "", 1, YamlFile(name), [wrong])
    match = front_matter(content)
    if not match:
        wrong = no_front_matter(name)
        return Page(language, inside, name, {}, content, 1, YamlFile(name), [wrong])
    file = parse("\n" + match[1], name)
    meta = file.value if isinstance(file.value, dict) else {}
    line = content.count("\n", 0, match.end()) + 1
    return Page(language, inside, name, meta, content[match.end() :], line, file, list(file.problems))
