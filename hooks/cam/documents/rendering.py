"""Documents as files. What did not change is not made again: it takes seconds, and a server builds at each edit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from cam.documents.assembly import document
from cam.documents.content import report
from cam.documents.nodes import Document
from cam.files import kept_one
from cam.knowledge import Site


def rendered(site: Site, language: str, edition: str = "") -> dict[str, bytes]:
    """Return the regional report in a language by the ending of its name."""
    content = document(report(site, language, edition))
    return files(site.catalogue.root / ".cache", f"regional-report-{language}", content)


def files(cache: Path, name: str, content: Document) -> dict[str, bytes]:
    """Return a document by the ending of its name; what did not change since is kept in `cache`/documents/ as `name`.

    A name belongs to one document: what was kept under it before is removed.
    """
    from cam.documents.docx import docx
    from cam.documents.pdf import pdf  # here, so that no other command waits for the libraries

    key = hashlib.sha256(f"{_makers()} {content!r}".encode()).hexdigest()
    writers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf(content, cache / "charts"),
        "docx": lambda: docx(content, cache / "charts"),
    }
    return {
        ending: kept_one(cache / "documents", f"{name}.{ending}", key, make)
        for ending, make in writers.items()
    }


@lru_cache(maxsize=1)
def _makers() -> str:
    """Return what a document depends on beside its content: the modules that write it, and their libraries."""
    folder = Path(__file__).parent
    sources = [*sorted(folder.glob("*.*")), folder.parent / "charts.py"]
    code = b"".join(path.read_bytes() for path in sources if path.suffix in (".py", ".typ"))
    libraries = " ".join(version(name) for name in ("typst", "python-docx", "vl-convert-python"))
    return f"{libraries} {hashlib.sha256(code).hexdigest()}"
