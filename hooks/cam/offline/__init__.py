"""The site without a connection: ZIP files that work from a stick, and bundles that a browser keeps.

Made of the finished pages and of the search index, unlike what `cam.outputs` writes: `write` is the last step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from cam.knowledge import Site
from cam.offers import offline as addresses
from cam.offline import app, bundle, choice, sizes, stick
from cam.offline.choice import Files
from cam.store import folder as folder_of
from cam.views.reader import Reader

__all__ = ["write"]


def write(site: Site, folder: Path) -> None:
    """Write every copy of the built and indexed site at `folder` into it, and their sizes into the page on them."""
    files = _sizes_left_open(site, choice.read(folder))
    with ThreadPoolExecutor() as pool:  # while one is compressed, the next is put together
        kept = [pool.submit(bundles, site, files, language) for language in site.catalogue.languages]
        made = zips(site, files, pool) | _installed(site, files)
        for bundled in kept:
            made |= bundled.result()
    (folder / "assets" / addresses.WORKER).rename(folder / addresses.WORKER)
    for name, content in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    known = {name: len(content) for name, content in made.items()}
    for name, reader in _pages(site):
        page = folder / name
        page.write_text(sizes.filled(reader, page.read_text("utf-8"), known), "utf-8")


def _pages(site: Site) -> Iterator[tuple[str, Reader]]:
    """Yield the page on the copies in each language: its path, and a reader of it."""
    for language in site.catalogue.languages:
        path = f"{folder_of(site.catalogue, language)}{addresses.PAGE}index.html"
        yield path, Reader(site.catalogue, language, addresses.PAGE)


def _sizes_left_open(site: Site, files: Files) -> Files:
    """Return the files for the copies: their sizes are not known yet."""
    pages = {name: sizes.left_open(reader, files[name].decode()).encode() for name, reader in _pages(site)}
    return files | pages


def zips(site: Site, files: Files, pool: Executor) -> Files:
    """Return the ZIP of all languages and that of each, with their checksums."""
    languages, pages = site.catalogue.languages, stick.opened(site, files)
    wanted = {addresses.zip_of(): languages}
    wanted |= {addresses.zip_of(language): [language] for language in languages}
    archives = pool.map(partial(stick.archive, site, files, pages), wanted.values())
    made = dict(zip(wanted, archives, strict=True))
    sums = {addresses.checksum_of(path): _checksum(path, content) for path, content in made.items()}
    return made | sums


def _checksum(path: str, content: bytes) -> bytes:
    """Return a checksum as `sha256sum --check` reads it."""
    return f"{hashlib.sha256(content).hexdigest()}  {path.rpartition('/')[2]}\n".encode()


def bundles(site: Site, files: Files, language: str) -> Files:
    """Return what a browser keeps of a language, and what is said about it."""
    content = bundle.lines(site, files, language)
    sent = bundle.packed(content)
    said = bundle.about(site, language, content, sent)
    return {addresses.bundle_of(language): sent, addresses.about_of(language): said}


def _installed(site: Site, files: Files) -> Files:
    style, icon = files[stick.STYLE].decode(), files["assets/icon.svg"].decode()
    manifests = {
        addresses.manifest_of(language): app.manifest(site, language, style)
        for language in site.catalogue.languages
    }
    return manifests | app.pictures(icon)
