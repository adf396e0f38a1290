"""Lends the state before what was read and drawn of the state in hand, by content, so that it is not made again.

Nothing but speed depends on it, and nothing that belongs to the state before is ever lent to the one in hand.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

_DRAWINGS = ("charts", "sicremi")
"""Folders of .cache/ in which a file is called by a checksum of all that it is made of."""


def reading(root: Path, before: Path) -> None:
    """Lend what was read of the files below `root`: of the state before, only what differs is read."""
    (before / ".cache").mkdir(exist_ok=True)
    with suppress(OSError):
        for kept in (root / ".cache").glob("*.json"):
            shutil.copy(kept, before / ".cache")


def drawings(root: Path, before: Path) -> None:
    """Lend what was drawn: one folder for both states; where the machine makes no links, a copy of it."""
    for name in _DRAWINGS:
        own, shared = root / ".cache" / name, before / ".cache" / name
        with suppress(OSError):
            own.mkdir(parents=True, exist_ok=True)
            try:
                shared.symlink_to(own.resolve(), target_is_directory=True)
            except OSError:
                shutil.copytree(own, shared, dirs_exist_ok=True)
