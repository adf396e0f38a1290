"""What all tests share: the same answers on every machine, and a few knowledge bases to ask."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import pytest
import support_site
import yaml
from hypothesis import settings

from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS
from cam.prose import read_pages
from cam.store import Catalogue

# Where the site stands and which day it is are said by the tests, not by the machine they run on.
for name in ("SITE_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "CAM_TODAY"):
    os.environ.pop(name, None)

# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """Return the facts of this repository. Nobody changes them."""
    catalogue, problems = load(bless.ROOT)
    assert not problems
    return catalogue


@pytest.fixture(scope="session")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the miniature knowledge base, checked. Nobody changes it."""
    return bless.miniature(tmp_path_factory.mktemp("miniature"))


@pytest.fixture(scope="session")
def site(real: Catalogue) -> Site:
    """Return the facts and the pages of this repository, on the day of the tests. Nobody changes them."""
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(support_site.TODAY))


@pytest.fixture(scope="session")
def real_files() -> dict[str, list[dict[str, Any]]]:
    """Return the real records by kind as the files have them, examples left out: to count by another way.

    They are read without the program's own classes; every value is a text.
    """
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in KINDS:
        paths = sorted((bless.ROOT / "data" / kind).glob("*.yaml"))
        records = [yaml.load(path.read_text("utf-8"), loader) for path in paths]  # noqa: S506 — it makes texts only
        found[kind] = [record for record in records if record.get("example") != "true"]
    return found


@pytest.fixture
def plain_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test depend neither on the machine's language, terminal or forge, nor on its day."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "GITHUB_ACTIONS", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)


@pytest.fixture
def tree(tmp_path: Path) -> Write:
    """Return a function that lays out a project: the miniature's files, with others put in or (None) taken out."""

    def write(files: dict[str, str | bytes | None] | None = None, **more: str) -> Path:
        bless.lay_out(tmp_path, bless.MINIATURE)
        for path, content in {**(files or {}), **more}.items():
            if content is None:
                (tmp_path / path).unlink()
            else:
                bless.write(tmp_path / path, content)
        return tmp_path

    return write
