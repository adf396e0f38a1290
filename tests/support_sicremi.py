"""Forms of the data request for tests: made, filled in, broken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bless
import openpyxl
import pytest
import support_site

from cam.sicremi import forms, intake, safe_open
from cam.sicremi.found import FURTHER, WrongSheet
from cam.sicremi.intake import Draft
from cam.store import Catalogue

TODAY = dt.date.fromisoformat(support_site.TODAY)
ADDRESS = "https://github.com/cam-knowledge-base/site/issues/7"
INSTITUTION, PERMITS = "National Directorate of Migration", "Residence permits and visas"

Cells = Mapping[str, Mapping[str, Any]]
"""Cells by the name of their sheet."""

F1_YEARS = "DEFGH"
"""The columns of 2021 to 2025 in F1."""


def form(catalogue: Catalogue, kind: str = "xlsx", country: str = "ar", language: str = "en") -> bytes:
    """Return the form for a state as it is handed out."""
    return next(item.content for item in forms.made(catalogue, country, language) if item.kind == kind)


def good() -> dict[str, dict[str, Any]]:
    """Return the cells of a sound answer: F1 in all its rows and years, with its source."""
    cells: dict[str, Any] = {"C7": PERMITS, "C8": INSTITUTION, "C9": "Residence permits, 2026", "C10": "none"}
    for column in F1_YEARS:
        for row in range(13, 31):
            whole = 3000 if row < 16 else 600
            cells[f"{column}{row}"] = (whole, whole * 6 // 10, whole * 4 // 10)[(row - 13) % 3]
    return {"About": {"B8": INSTITUTION}, "F1": cells}


def with_cells(*layers: Cells) -> dict[str, dict[str, Any]]:
    """Return cells laid over one another."""
    found: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for sheet, cells in layer.items():
            found[sheet] = {**found.get(sheet, {}), **cells}
    return found


def filled(content: bytes, cells: Cells) -> bytes:
    """Return a form with these cells typed in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, given in cells.items():
        for place, value in given.items():
            book[sheet][place] = value
    return saved(book)


def saved(book: Any) -> bytes:
    """Return a workbook as a file."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def opened(content: bytes, name: str = "ar.xlsx") -> safe_open.Opened:
    """Return a file after the first look."""
    return safe_open.looked_at(name, content)


def read(catalogue: Catalogue, content: bytes, name: str = "ar.xlsx", address: str | None = ADDRESS) -> Draft:
    """Return what a filled form makes."""
    return intake.draft(catalogue, opened(content, name), TODAY, address)


def messages(catalogue: Catalogue, content: bytes, name: str = "ar.xlsx") -> list[str]:
    """Return what is said of a form that is not taken in, without the line that counts."""
    with pytest.raises(WrongSheet) as refusal:
        read(catalogue, content, name)
    *lines, last = str(refusal.value).splitlines()
    assert last.removesuffix(f" {FURTHER}").endswith("in the form.")
    assert all(" — " in line and ": " in line for line in lines), lines
    return lines


def repacked(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a spreadsheet with parts of its archive put in, or (None) taken out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def copied(root: Path) -> Path:
    """Make a project at `root` with all the data of this one, and no report."""
    shutil.copytree(bless.ROOT / "data", root / "data", ignore=shutil.ignore_patterns("reports", "editions"))
    (root / "mkdocs.yml").write_text("site_name: A project for tests\n")
    return root


def as_csv(lines: list[list[str]]) -> bytes:
    """Return lines as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()
