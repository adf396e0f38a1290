"""Rules on frozen editions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cam.model.figures import Edition
from cam.problems import Problem
from cam.store import Catalogue

_REMEDY = "restore the file; a change is a new edition"


def frozen_files_stay_as_they_were(catalogue: Catalogue) -> Iterator[Problem]:
    """The files of a frozen edition equal their checksums, and no other file stands beside them."""
    for edition in catalogue.all(Edition):
        known = set()
        for index, item in enumerate(edition.files):
            path = catalogue.root / "docs" / item.language / "editions" / edition.id / item.name
            known.add(path)
            wrong = _wrong(path, item.sha256)
            if wrong:
                yield catalogue.file(edition).problem(("files", index), f"{item.name} {wrong}", _REMEDY)
        for path in sorted((catalogue.root / "docs").glob(f"*/editions/{edition.id}/*")):
            if path not in known:
                name = path.relative_to(catalogue.root).as_posix()
                yield Problem(name, 0, f"the frozen edition {edition.id} has no such file", "remove it")


def _wrong(path: Path, checksum: str) -> str:
    """Return what is wrong with a frozen file, if anything is."""
    if not path.is_file():
        return "is missing"
    return (
        "" if hashlib.sha256(path.read_bytes()).hexdigest() == checksum else "is not the file that was frozen"
    )
