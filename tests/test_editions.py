"""Frozen editions: what is written once, is checked ever after, and is never written again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import bless
import pytest

from cam.checks.figures import frozen_files_stay_as_they_were
from cam.cli import main
from cam.documents import freeze
from cam.embed import Site
from cam.fitting import validate
from cam.model.figures import Edition
from cam.store import Catalogue
from cam.yamlfile import read

Tree = Callable[..., Path]


@pytest.fixture
def site(real: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a site of its own, whose documents are quickly made."""
    for name in ("figures", "datasets"):
        shutil.copytree(bless.ROOT / "data" / name, tmp_path / "data" / name)
    monkeypatch.setattr(
        freeze, "rendered", lambda _, language, edition: {"pdf": f"{language} {edition}".encode()}
    )
    records = {kind: dict(found) for kind, found in real.records.items()}
    records["editions"] = {}
    catalogue = dataclasses.replace(real, root=tmp_path, records=records, files=dict(real.files))
    return Site(catalogue, [], dt.date.fromisoformat(bless.TODAY))


def taken_in(site: Site, edition: str) -> Edition:
    """Read the record of an edition as the site would, and return it."""
    name = f"data/editions/{edition}.yaml"
    file = read(site.catalogue.root / name, name)
    record, problems = validate(Edition, file, languages=site.catalogue.languages, titles={})
    assert not [*file.problems, *problems]
    assert record
    site.catalogue.records["editions"][edition] = record
    site.catalogue.files[f"editions/{edition}"] = file
    return record


def said(site: Site) -> list[str]:
    return [str(problem) for problem in frozen_files_stay_as_they_were(site.catalogue)]


def test_an_edition_is_frozen_with_its_checksums(site: Site) -> None:
    paths = freeze.freeze(site, "2026-11")
    record = taken_in(site, "2026-11")
    assert [path for path in paths if not path.is_file()] == []
    assert [item.name for item in record.files] == [
        *(f"regional-report-2026-11-{language}.pdf" for language in ("en", "es", "fr")),
        "regional-report-2026-11-tables.zip",
    ]
    for item in record.files:
        content = (
            site.catalogue.root / "docs" / item.language / "editions" / "2026-11" / item.name
        ).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (item.bytes, item.sha256)
    assert set(record.title) == {"en", "es", "fr"}
    assert str(record.added) == bless.TODAY
    assert str(record.date) == str(site.catalogue.newest_day)
    assert said(site) == []


def test_the_tables_of_an_edition_are_kept_with_it(site: Site) -> None:
    freeze.freeze(site, "2026-11")
    path = site.catalogue.root / "docs/en/editions/2026-11/regional-report-2026-11-tables.zip"
    record = taken_in(site, "2026-11")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert set(archive.namelist()) == {
            name for one in record.datasets for name in (f"datasets/{one}.yaml", f"figures/{one}.csv")
        }


def test_a_later_edition_names_the_one_before(site: Site) -> None:
    freeze.freeze(site, "2026-11")
    assert taken_in(site, "2026-11").replaces is None
    freeze.freeze(site, "2026-12")
    assert taken_in(site, "2026-12").replaces == "2026-11"


def test_a_frozen_edition_is_never_written_again(site: Site) -> None:
    first = {path: path.read_bytes() for path in freeze.freeze(site, "2026-11")}
    with pytest.raises(freeze.Refused, match="a change is a new edition"):
        freeze.freeze(site, "2026-11")
    (site.catalogue.root / "data/editions/2026-11.yaml").rename(site.catalogue.root / "elsewhere")
    with pytest.raises(freeze.Refused, match="is frozen"):
        freeze.freeze(site, "2026-11")
    assert all(path.read_bytes() == content for path, content in first.items() if path.exists())


@pytest.mark.parametrize("name", ["../x", "index", "A", "", "2026/11", "a b"])
def test_a_name_that_is_no_address_is_refused(site: Site, name: str) -> None:
    with pytest.raises(freeze.Refused, match="cannot name an edition"):
        freeze.freeze(site, name)
    assert not (site.catalogue.root / "docs").exists()


def test_without_tables_there_is_nothing_to_freeze(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tree()
    if (root / "data" / "datasets").exists():
        pytest.skip("the miniature has tables of figures")
    monkeypatch.chdir(root)
    assert main(["freeze", "2026-11"]) == 1
    assert capsys.readouterr().err.endswith("Nothing was written.\n")
    assert not (root / "data" / "editions").exists()


def test_a_changed_missing_or_additional_file_is_a_problem(site: Site) -> None:
    freeze.freeze(site, "2026-11")
    taken_in(site, "2026-11")
    text = (site.catalogue.root / "data/editions/2026-11.yaml").read_text("utf-8").splitlines()
    line = next(number for number, row in enumerate(text, 1) if "-en.pdf" in row)
    docs = site.catalogue.root / "docs"
    (docs / "en/editions/2026-11/regional-report-2026-11-en.pdf").write_bytes(b"other")
    (docs / "es/editions/2026-11/regional-report-2026-11-es.pdf").unlink()
    (docs / "fr/editions/2026-11/new.pdf").write_bytes(b"")
    remedy = "restore the file; a change is a new edition"
    assert said(site) == [
        f"data/editions/2026-11.yaml:{line}: regional-report-2026-11-en.pdf is not the file that was frozen — {remedy}",
        f"data/editions/2026-11.yaml:{line + 1}: regional-report-2026-11-es.pdf is missing — {remedy}",
        "docs/fr/editions/2026-11/new.pdf: the frozen edition 2026-11 has no such file — remove it",
    ]


def test_git_keeps_the_files_of_editions() -> None:
    ignored = (bless.ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert [line for line in ignored if "editions" in line] == ["docs/*/editions/*.md"]
