"""Files that are written whole or not at all, and files that are kept to be made once."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Sound = Callable[[bytes], bool]
"""Says of what is kept whether it is undamaged."""


def kept(path: Path, make: Callable[[], bytes], sound: Sound = lambda _: True) -> bytes:
    """Return what is kept at `path`; else make it, and keep it where the folder can be written to.

    What is not `sound` is made again.
    """
    with suppress(OSError):
        content = path.read_bytes()
        if sound(content):
            return content
    content = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replaced(path, content, durable=False)
    return content


def kept_one(
    folder: Path, name: str, key: str, make: Callable[[], bytes], sound: Sound = lambda _: True
) -> bytes:
    """Return what is kept under a name and a key; else make it, and keep it in the place of what was there."""
    path = folder / f"{key[:32]}.{name}"
    if not path.is_file():
        for old in folder.glob(f"*.{name}"):
            with suppress(OSError):
                old.unlink()
    return kept(path, make, sound)


def replaced(path: Path, content: bytes, durable: bool = True) -> bool:
    """Write a file; return whether it changed. Whatever happens, it is the old file or the new one, whole.

    `durable`: also where the machine loses power; needless for what can be made again.
    """
    if path.is_file() and path.read_bytes() == content:
        return False
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
