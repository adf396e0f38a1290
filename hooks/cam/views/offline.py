"""What the page on the site without a connection shows beside its text: the ZIPs, and the copy in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cam.views.blocks import Block


@dataclass(frozen=True)
class Download:
    """A ZIP: its path below the site's root (by which its size is filled in), the links to it and its checksum."""

    path: str
    href: str
    checksum: str
    name: str


@dataclass(frozen=True)
class Downloads(Block):
    """The ZIPs, that of the reader's language first."""

    template = "downloads"
    rows: Sequence[Download] = ()


@dataclass(frozen=True)
class Keep(Block):
    """The buttons that keep a copy in the browser; `about` and `bundle` are links, `worker` a path below the root."""

    template = "keep"
    about: str = ""
    bundle: str = ""
    worker: str = ""
