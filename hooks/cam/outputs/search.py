"""The search index, by Pagefind: one per language, fetched in small pieces only by those who search.

Two things are done that Pagefind does not do. It is given copies of the pages in which ’ is written '
and – is written -, for only at these does it take words apart (`annee` then finds `L’année`). And what
it writes in the order of a hash table, different in every run, is put into a fixed order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import cbor2
from pagefind.service import get_executable

_SEPARATORS = [(sign.encode(), plain) for sign, plain in (("’", b"'"), ("‘", b"'"), ("–", b"-"), ("‑", b"-"))]
_KEPT = re.compile(
    r"pagefind(-worker)?\.js|pagefind-entry\.json|pagefind\..+\.pf_meta|wasm\..+\.pagefind|(fragment|index|filter)/.+"
)
_MAGIC = b"pagefind_dcd"


def index(folder: Path) -> None:
    """Index the built pages below `folder` into pagefind/."""
    program = get_executable()
    if program is None:
        raise RuntimeError("Pagefind's program is not installed: run `make site` again")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 — a thousand small files: twice as fast
    with tempfile.TemporaryDirectory(prefix="cam-search-", dir=memory) as name:
        pages, found = Path(name) / "pages", Path(name) / "index"
        _copy(folder, pages)
        command = [str(program), "--site", str(pages), "--output-path", str(found), "--quiet"]
        run = subprocess.run(
            command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd=name
        )
        if run.returncode:
            raise RuntimeError(f"Pagefind could not index the site: {run.stdout}{run.stderr}")
        settle(found)
        target = folder / "pagefind"
        shutil.rmtree(target, ignore_errors=True)
        for path in sorted(found.rglob("*")):
            place = path.relative_to(found).as_posix()
            if path.is_file() and _KEPT.fullmatch(place) and place != "wasm.unknown.pagefind":
                (target / place).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target / place)


def _copy(folder: Path, pages: Path) -> None:
    for path in sorted(folder.rglob("*.html")):  # Pagefind numbers the pages as it finds them
        html = path.read_bytes()
        if b"data-pagefind-body" in html:
            for sign, plain in _SEPARATORS:
                html = html.replace(sign, plain)
            copy = pages / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(html)


def settle(folder: Path) -> None:
    """Put the languages, the filters and the values of each filter into a fixed order."""
    entry_path = folder / "pagefind-entry.json"
    entry = json.loads(entry_path.read_text(encoding="utf-8"))
    for language, about in entry["languages"].items():
        meta_path = folder / f"pagefind.{about['hash']}.pf_meta"
        version, pages, chunks, filters, sorts, fields = _read(meta_path)
        settled = []
        for name, old in filters:
            path = folder / "filter" / f"{old}.pf_filter"
            data = _pack([name, sorted(_read(path)[1])])
            path.unlink()
            new = f"{language}_{hashlib.sha256(data).hexdigest()[:7]}"
            (folder / "filter" / f"{new}.pf_filter").write_bytes(data)
            settled.append([name, new])
        data = _pack([version, pages, chunks, sorted(settled), sorted(sorts), fields])
        meta_path.unlink()
        about["hash"] = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
        (folder / f"pagefind.{about['hash']}.pf_meta").write_bytes(data)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    entry_path.write_text(text, encoding="utf-8")


def _read(path: Path) -> Any:
    raw = gzip.decompress(path.read_bytes())
    if not raw.startswith(_MAGIC):
        raise RuntimeError(f"{path.name} is not as Pagefind 1.5 writes it: see hooks/cam/outputs/search.py")
    return cbor2.loads(raw[len(_MAGIC) :])


def _pack(value: Any) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), 9, mtime=0)
