"""Keeps what was read of the files of data/ under .cache/read.json, by their content.

Composing a thousand YAML files takes most of the time of `cam check`; of the last run, only what changed is composed
again. Nothing but speed depends on it: the cache may be deleted at any time, and a file with a problem is never kept.
"""

from __future__ import annotations

import hashlib
import json
from collections import UserDict
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from cam import yamlfile
from cam.files import replaced
from cam.yamlfile import Place, YamlFile

_Entry = tuple[str, Any, list[list[Any]]]
"""A file's digest, its value, and for every place its line, with the parts of the place behind it."""


class Shelf:
    """What was read of the files below `root`, in this run or the one before."""

    def __init__(self, root: Path) -> None:
        self.path = root / ".cache" / "read.json"
        self.before = _kept(self.path)
        self.now: dict[str, _Entry] = {}

    def read(self, path: Path, name: str) -> YamlFile:
        """Read a file as `yamlfile.read` does."""
        try:
            content = path.read_bytes()
        except OSError:
            return yamlfile.read(path, name)
        digest = hashlib.sha256(content).hexdigest()
        kept = self.before.get(name)
        if kept and kept[0] == digest:
            self.now[name] = kept
            return YamlFile(name, kept[1], _Lines(kept[2]))
        file = yamlfile.from_bytes(content, name)
        if not file.problems:
            self.now[name] = (digest, file.value, [[line, *place] for place, line in file.lines.items()])
        return file

    def keep(self) -> None:
        """Keep what was read for the next run; a folder that cannot be written to stays as it is."""
        if self.now == self.before:
            return
        content = json.dumps([_program(), self.now], ensure_ascii=False, separators=(",", ":"))
        try:
            replaced(self.path, content.encode(errors="backslashreplace"))  # names of files may be no text
        except OSError:
            return


class _Lines(UserDict[Place, int]):
    """The lines of a file as they are kept, put together when somebody asks: few files have anything to tell."""

    def __init__(self, kept: list[list[Any]]) -> None:
        self._kept = kept

    @cached_property
    def data(self) -> dict[Place, int]:  # type: ignore[override]
        """The line of every place."""
        return {tuple(place): line for line, *place in self._kept}


def _kept(path: Path) -> dict[str, _Entry]:
    """Return what the last run of this program kept; nothing where it is another one, or the file is damaged."""
    try:
        program, entries = json.loads(path.read_bytes())
    except (OSError, ValueError, TypeError):
        return {}
    return entries if program == _program() and isinstance(entries, dict) else {}


@cache
def _program() -> str:
    """Return what the reading depends on beside the file: this module, the reader, and its library."""
    parts = [Path(module).read_bytes() for module in (__file__, str(yamlfile.__file__))]
    return hashlib.sha256(b"\0".join([*parts, yaml.__version__.encode()])).hexdigest()
