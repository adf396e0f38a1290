"""The search of a copy: the files of Pagefind for one language, as text where they are text."""

from __future__ import annotations

import base64
import gzip
import json

from cam.offline.choice import Files

ENGINE = "pagefind/pagefind.js"
_UNUSED = ("pagefind/pagefind-worker.js",)
"""What a page that is opened from a disk cannot load."""


def script_of(language: str) -> str:
    """Return the path of the script that brings the search of a language along."""
    return f"assets/search-{language}.js"


def unpacked(name: str, content: bytes) -> bytes:
    """Return a file as Pagefind reads it as well; the texts of the pages are packed better together than one by one."""
    return gzip.decompress(content) if name.startswith("pagefind/fragment/") else content


def script(files: Files) -> bytes:
    """Return the script for pages that are opened from a disk, where no script may read a file: it holds all of them.

    What it holds is read by `fromDisk` in search.js.
    """
    held: dict[str, dict[str, str]] = {"text": {}, "base64": {}}
    for name, content in sorted(files.items()):
        if name.startswith("pagefind/") and name not in _UNUSED:
            form, said = as_text(unpacked(name, content))
            held[form][name.removeprefix("pagefind/")] = said
    said = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.keptSearch = {said};\n".encode()


def as_text(content: bytes) -> tuple[str, str]:
    """Return how content is written as text, and the text: as it is where it is UTF-8, else in base 64."""
    try:
        return "text", content.decode()
    except UnicodeDecodeError:
        return "base64", base64.b64encode(content).decode()
