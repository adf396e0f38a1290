"""The knowledge base that the forms of this folder are about, and a project that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_issue_forms import TODAY, laid_out

from cam import checks
from cam.loading import load
from cam.store import Catalogue


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return that knowledge base, checked. Nobody changes it."""
    found, problems = load(laid_out(tmp_path_factory.mktemp("issue-forms")))
    assert [*problems, *checks.run(found)] == []
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of one test's own, in which it stands."""
    found = laid_out(tmp_path)
    monkeypatch.chdir(found)
    monkeypatch.setenv("CAM_TODAY", TODAY.isoformat())
    return found
