"""Files built beside the pages. Each module has `build(site) -> {path: bytes}`: no disk, no clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from cam.embed import Site
from cam.outputs import figures, not_found, programs, reports, robots, sicremi_forms, sitemap
from cam.outputs.search import index

__all__ = ["OUTPUTS", "index", "write"]

OUTPUTS: tuple[Callable[[Site], dict[str, bytes]], ...] = (
    not_found.build,
    sitemap.build,
    robots.build,
    figures.build,
    sicremi_forms.build,
    programs.build,
    reports.build,
)

_UNUSED = ("sitemap.xml.gz", "assets/javascripts", "assets/stylesheets", "assets/images", "search")
"""What the generator and its theme write and no page of ours uses."""


def write(site: Site, folder: Path) -> None:
    """Write every output below `folder`, and take out what no page uses."""
    for name in _UNUSED:
        path = folder / name
        if path.is_dir() and not (path / "index.html").exists():
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    for build in OUTPUTS:
        for name, content in build(site).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
