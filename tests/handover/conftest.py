"""The handover pack as PDF and as Word file, made once a language for all tests of this folder."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pypdf
import pytest
from support_handover import Made, opened, reader

from cam.documents import pdf
from cam.documents.assembly import document
from cam.documents.papers import handover as paper
from cam.knowledge import Site


@pytest.fixture(scope="session")
def printed(site: Site) -> Made:
    """Return a function that gives the pack of a language as a PDF, read back."""

    @cache
    def made(language: str) -> Any:
        return pypdf.PdfReader(io.BytesIO(pdf.pdf(document(paper.report(site, reader(site, language))))))

    return made


@pytest.fixture(scope="session")
def word(site: Site) -> Made:
    """Return a function that gives the pack of a language as a Word file, read back."""
    return cache(lambda language: opened(site, language))
