"""Frozen editions: what is written once, is checked ever after, and is never written again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import bless
import docx
import pytest

from cam import live
from cam.checks.figures import frozen_files_stay_as_they_were
from cam.cli import main
from cam.documents import freeze
from cam.fitting import validate
from cam.knowledge import Site
from cam.model.figures import Edition
from cam.outputs import editions
from cam.store import Catalogue
from cam.views.blocks import Anchor, Code
from cam.views.page import VIEWS, anchors
from cam.views.reader import Reader
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


# Sessions: the reports on a period, and the records


ORDER = """\
id: ag-res-2738-3
title: {en: Report the results, es: Informar de los resultados, fr: Rendre compte des résultats}
type: operative_paragraph
document: res-1
paragraph: "3"
addressed_to: [cam]
original: en
sources: [{document: res-1, paragraph: "3"}]
added: 2026-11-20
"""
FREEZE = ["freeze", "2027-session", "--report", "session", "--from", "2026-11", "--to", "2027-06"]


@pytest.fixture
def project(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in which a committee reports, and where `cam` is run."""
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    root = tree({"data/mandates/ag-res-2738-3.yaml": ORDER})
    monkeypatch.chdir(root)
    return root


def frozen_files(root: Path, edition: str) -> dict[str, bytes]:
    """Return every file of an edition, its record included, by its path below the project's root."""
    found = [*root.glob(f"docs/*/editions/{edition}/*"), root / "data/editions" / f"{edition}.yaml"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found)}


def test_a_session_is_frozen_with_both_reports_the_records_and_checksums(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{language}=Session {language}" for language in ("en", "es", "fr")]
    assert main([*FREEZE, *(part for name in names for part in ("--session", name))]) == 0
    written = [line.partition(" (")[0] for line in capsys.readouterr().out.splitlines()]
    files = frozen_files(project, "2027-session")
    assert sorted(written) == sorted(files)
    assert {name.rpartition("/")[2] for name in files} == {
        "2027-session.yaml",
        "2027-session-records.zip",
        *(
            f"{report}-report-2027-session-{language}.{ending}"
            for report in ("chair", "general-assembly")
            for language in ("en", "es", "fr")
            for ending in ("pdf", "docx")
        ),
    }
    site = live.checked(project)  # no rule finds anything
    record = site.catalogue.get(Edition, "2027-session")
    assert (str(record.report), str(record.date), str(record.added)) == (
        "session_snapshot",
        str(site.catalogue.newest_day),
        bless.TODAY,
    )
    assert record.period
    assert (record.period.start, record.period.end) == ("2026-11", "2027-06")
    assert record.session == {"en": "Session en", "es": "Session es", "fr": "Session fr"}
    assert record.title["es"] == (
        "Instantánea de un período de sesiones, noviembre de 2026 – junio de 2027 (edición 2027-session)"
    )
    for item in record.files:
        content = files[f"docs/{item.language}/editions/2027-session/{item.name}"]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (item.bytes, item.sha256)


def test_a_frozen_draft_names_its_edition_and_the_records_are_those_of_the_day(project: Path) -> None:
    assert main(FREEZE) == 0
    files = frozen_files(project, "2027-session")
    draft = docx.Document(
        io.BytesIO(files["docs/en/editions/2027-session/chair-report-2027-session-en.docx"])
    )
    said = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    assert "Draft report, edition 2027-session, data of November 21, 2026" in said
    assert "/editions/2027-session/" in said
    with zipfile.ZipFile(
        io.BytesIO(files["docs/en/editions/2027-session/2027-session-records.zip"])
    ) as archive:
        names = archive.namelist()
        for name in names:
            if name != "README.txt":
                assert archive.read(name) == (project / "data" / name).read_bytes()
        readme = archive.read("README.txt").decode()
    wanted = ("mandates/ag-res-2738-3", "plans/plan-2027", "activities/plan-2027-1", "meetings/workshop")
    assert {f"{name}.yaml" for name in (*wanted, "documents/res-1", "vocabulary/date_statuses", "site")} <= {
        *names
    }
    assert not [name for name in names if name.startswith(("labels/", "laws/", "offers/"))]
    for said in ("November 21, 2026", "21 de noviembre de 2026", "21 novembre 2026", "CC BY 4.0"):
        assert said in readme


def test_what_was_frozen_stays_whatever_the_data_become(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(FREEZE) == 0
    before = frozen_files(project, "2027-session")
    meeting = project / "data/meetings/workshop.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("status: planned", "status: moved"), "utf-8")
    assert main(["check"]) == 0
    assert frozen_files(project, "2027-session") == before
    capsys.readouterr()
    assert main(FREEZE) == 1
    assert capsys.readouterr().err == (
        "the edition 2027-session is frozen: a change is a new edition, with another name\nNothing was written.\n"
    )
    assert frozen_files(project, "2027-session") == before
    assert main([FREEZE[0], "2027-session-2", *FREEZE[2:]]) == 0
    later = frozen_files(project, "2027-session-2")
    assert (
        later["docs/en/editions/2027-session-2/2027-session-2-records.zip"]
        != (before["docs/en/editions/2027-session/2027-session-records.zip"])
    )
    assert b"replaces: 2027-session\n" in later["data/editions/2027-session-2.yaml"]


def test_one_changed_byte_is_found_and_the_remedy_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(FREEZE) == 0
    name = "general-assembly-report-2027-session-fr.pdf"
    path = project / "docs/fr/editions/2027-session" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    capsys.readouterr()
    assert main(["check"]) == 1
    told = capsys.readouterr().err
    line = next(
        number
        for number, row in enumerate(
            (project / "data/editions/2027-session.yaml").read_text("utf-8").splitlines(), 1
        )
        if name in row
    )
    assert (
        f"data/editions/2027-session.yaml:{line}: {name} is not the file that was frozen — "
        "restore the file; a change is a new edition\n"
    ) in told


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this machine has no sha256sum")
def test_sha256sum_verifies_what_a_visitor_downloads(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert main(FREEZE) == 0
    site = live.checked(project)
    built = editions.build(site, "es")
    assert sorted(built) == ["es/editions/2026-11/SHA256SUMS", "es/editions/2027-session/SHA256SUMS"]
    folder = tmp_path_factory.mktemp("downloads")
    (folder / "SHA256SUMS").write_bytes(built["es/editions/2027-session/SHA256SUMS"])
    for path in project.glob("docs/es/editions/2027-session/*"):
        shutil.copy(path, folder)
    record = site.catalogue.get(Edition, "2027-session")
    page = VIEWS["editions"](Reader(site.catalogue, "es", "editions/2027-session/"), record)
    command = next(block.text for block in page.blocks if isinstance(block, Code))

    def verify() -> subprocess.CompletedProcess[str]:
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        return subprocess.run(command.split(), cwd=folder, env=env, capture_output=True, text=True)

    done = verify()
    assert (done.returncode, done.stdout.count(": OK")) == (0, 4)
    (folder / "chair-report-2027-session-es.pdf").write_bytes(b"%PDF another")
    done = verify()
    assert done.returncode == 1
    assert "chair-report-2027-session-es.pdf: FAILED" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "session", "--from", "2027"], "write both --from and --to"),
        (["--report", "session", "--from", "2027", "--to", "2026"], "before it starts"),
        (["--report", "chair", "--from", "1980", "--to", "1981"], "there was no committee before 1991"),
        (["--from", "2026", "--to", "2027"], "the regional report is on no period"),
        (["--report", "session", "--session", "Forty-sixth"], "write --session en=… once for each language"),
        (["--report", "session", "--session", "en=One"], "the name of the session is missing in es"),
        (
            ["--report", "session", *(f"--session={code}=<b>x</b>" for code in ("en", "es", "fr"))],
            "the name of the session contains an HTML tag: write plain text",
        ),
        (
            ["--report", "session", *(f"--session={code}=x" for code in ("en", "es", "fr", "pt"))],
            "`pt` is not a language of the site",
        ),
    ],
)
def test_a_session_that_cannot_be_frozen_leaves_nothing_behind(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["freeze", "other", *arguments]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.endswith("Nothing was written.\n")
    assert frozen_files_of(project, "other") == []


def frozen_files_of(root: Path, edition: str) -> list[Path]:
    return [*root.glob(f"docs/*/editions/{edition}"), *root.glob(f"data/editions/{edition}.yaml")]


@pytest.mark.parametrize(("report", "files"), [("chair", 6), ("general-assembly", 6)])
def test_one_report_is_frozen_for_the_period_of_the_newest_plan(
    project: Path, report: str, files: int
) -> None:
    assert main(["freeze", "2027-report", "--report", report]) == 0
    record = live.checked(project).catalogue.get(Edition, "2027-report")
    assert str(record.report) == f"{report.replace('-', '_')}_report"
    assert record.period
    assert (record.period.start, record.period.end) == ("2026-12", "2027-02")  # that of its calendar
    assert [item.name.startswith(f"{report}-report-") for item in record.files] == [True] * files


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "report: session_snapshot",
            "`session_snapshot` names no period — write `period: {start: …, end: …}`",
        ),
        ("report: regional_report", "a regional report names no table — list them under `datasets`"),
        ("report: diary\nperiod: {start: 2026}", "`diary` is not in data/vocabulary/edition_types.yaml"),
    ],
)
def test_a_record_says_what_its_edition_is_on(project: Path, lines: str, said: str) -> None:
    path = project / "data/editions/2026-11.yaml"
    text = path.read_text("utf-8").replace("datasets: [undesa-2024-stock, unhcr-population]\n", f"{lines}\n")
    path.write_text(text, "utf-8")
    assert said in bless.messages(project)


def test_the_page_of_an_edition_says_what_it_is_and_how_to_verify_it(real: Catalogue) -> None:
    record = real.get(Edition, "2026-11")
    for language, said in (("en", "Regional report"), ("es", "Informe regional"), ("fr", "Rapport régional")):
        reader = Reader(real, language, "editions/2026-11/")
        page = VIEWS["editions"](reader, record)
        assert page.facts[0] == (reader.label("columns.type"), [said])
        text = repr(page.blocks)
        assert "sha256sum --check --ignore-missing SHA256SUMS" in text
        assert all(item.sha256 in text for item in record.files)
        assert Anchor("../../editions/2026-11/SHA256SUMS", "SHA256SUMS") in anchors(page)


def test_the_first_edition_is_as_it_was_frozen(real: Catalogue) -> None:
    assert list(frozen_files_stay_as_they_were(real)) == []
    files = {item.name: item.sha256[:12] for item in real.get(Edition, "2026-11").files}
    assert files["regional-report-2026-11-en.pdf"] == "b3f7679b5f8b"
    assert files["regional-report-2026-11-tables.zip"] == "78b405bec800"


def test_git_keeps_the_files_of_editions() -> None:
    ignored = (bless.ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert [line for line in ignored if "editions" in line] == ["docs/*/editions/*.md"]
