"""The report as files. What did not change is not made again: it takes seconds, and a server builds at each edit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from cam.documents.assembly import document
from cam.documents.content import report
from cam.embed import Site
from cam.files import kept


def rendered(site: Site, language: str, edition: str = "") -> dict[str, bytes]:
    """Return the report in a language by the ending of its name; what did not change is kept in .cache/documents/."""
    from cam.documents.docx import docx
    from cam.documents.pdf import pdf  # here, so that no other command waits for the libraries

    cache = site.catalogue.root / ".cache"
    content = document(report(site, language, edition))
    key = hashlib.sha256(f"{_makers()} {content!r}".encode()).hexdigest()
    writers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf(content, cache / "charts"),
        "docx": lambda: docx(content, cache / "charts"),
    }
    return {
        ending: _kept(cache / "documents", f"{language}.{ending}", key, make)
        for ending, make in writers.items()
    }


def _kept(folder: Path, name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what is kept under a name and a key; else make it, and keep it in the place of what was there."""
    path = folder / f"{key[:32]}.{name}"
    for old in folder.glob(f"*.{name}"):
        if old != path:
            old.unlink(missing_ok=True)
    return kept(path, make)


@lru_cache(maxsize=1)
def _makers() -> str:
    """Return what a document depends on beside its content: the modules that write it, and their libraries."""
    folder = Path(__file__).parent
    files = [*sorted(folder.glob("*.*")), folder.parent / "charts.py"]
    sources = b"".join(path.read_bytes() for path in files if path.suffix in (".py", ".typ"))
    libraries = " ".join(version(name) for name in ("typst", "python-docx", "vl-convert-python"))
    return f"{libraries} {hashlib.sha256(sources).hexdigest()}"
