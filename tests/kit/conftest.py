"""What is generated for editors, once for all tests of this folder."""

from __future__ import annotations

import pytest

from cam import kit
from cam.store import Catalogue


@pytest.fixture(scope="session")
def made(real: Catalogue) -> dict[str, bytes]:
    """Return the content of every generated file, by its path. Nobody changes it."""
    return kit.written(real)
