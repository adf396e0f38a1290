"""A project under version control for the tests of `cam diff`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bless
import pytest
from support_effect import commit, git

from cam import checks


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what is kept of a first look at the miniature, so that each test looks only at what it changes."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / ".cache").mkdir()
    checks.run_notices(bless.miniature(folder))
    return {path.name: path.read_bytes() for path in (folder / ".cache").glob("*.json")}


@pytest.fixture
def root(kept: dict[str, bytes], tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the miniature as a git repository; charts are not drawn, the language is asked for."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    monkeypatch.setattr("cam.charts.svg", bless.STAND_INS["cam.charts.svg"])
    made = tree()
    git(made, "init", "--quiet")
    (made / ".gitignore").write_text(".cache/\n")
    commit(made)
    for name, content in kept.items():
        bless.write(made / ".cache" / name, content)
    monkeypatch.chdir(made)
    return made
