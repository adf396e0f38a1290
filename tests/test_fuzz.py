"""Ten thousand damaged records, front matters and forms: messages, or what passes every rule; never a traceback.

The forms among them are in tests/issue_forms/. What is published is looked at after the whole command.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import MappingProxyType

import bless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cam import canonical, prose, yamlfile
from cam.cli import main
from cam.fitting import validate
from cam.model import KINDS
from cam.problems import BadInput, Problem
from cam.store import Catalogue

RECORDS = MappingProxyType(
    {
        path.relative_to(bless.ROOT).as_posix(): path.read_text("utf-8")
        for kind in KINDS
        for path in sorted((bless.ROOT / "data" / kind).glob("*.yaml"))
    }
)
PAGES = MappingProxyType(
    {
        path.relative_to(bless.ROOT).as_posix(): path.read_text("utf-8")
        for language in ("en", "es", "fr")
        for path in sorted((bless.ROOT / "docs" / language).rglob("*.md"))
        if not prose.is_generated(path)
    }
)
HOSTILE = [
    "", " ", "x", ":", ": ", '"', "'", "[", "}", "{", "- ", "? ", "#", " #", "|", ">", "&a ", "*a",
    "!!python/object:os.system", "!!binary ", "<<: ", "---", "...", "<script>alert(1)</script>",
    "{{ 7 * 7 }}", "{% raw %}", "](javascript:alert(1))", "0", "1e999", "0x41", "1:30", ".inf", "~",
    "null", "NO", "2011-02-30", "9999-12-31", "\t", "\r", "\x00", "\ufeff", "\u202e", "\u2028", "é", "𝔘",
    "🇧🇷", "=cmd()", "../../etc/passwd", "%s%n", "${HOME}", "$(id)", "`id`", "en: {en: ", "9" * 400,
    "a" * 5000, "[" * 200,
]  # fmt: skip
"""What is put into a line: signs that mean something to YAML, HTML, templates, spreadsheets, shells, or to nobody."""


@st.composite
def damaged(draw: st.DrawFn, files: MappingProxyType[str, str]) -> tuple[str, str]:
    """Return a file of these, with one to three of its lines damaged."""
    name = draw(st.sampled_from(sorted(files)))
    lines = files[name].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line, sign = lines[at], draw(st.sampled_from(HOSTILE))
        column = draw(st.integers(0, len(line)))
        key = line.partition(":")[0]
        lines[at : at + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [line, line],
                    [line[:column]],
                    [f"  {line}"],
                    [line[2:]],
                    [lines[draw(st.integers(0, len(lines) - 1))]],
                    [line[:column] + sign + line[column:]],
                    [f"{key}: {sign}"],
                    [f"{key}:"],
                    [f"{sign}:{line.partition(':')[2]}"],
                ]
            )
        ) or [""]
    return name, "\n".join(lines)


def explained(problems: list[Problem] | tuple[Problem, ...], name: str) -> bool:
    """Return whether every problem says where, what, and what to do."""
    return all(
        problem.file == name and problem.line >= 0 and problem.what and problem.remedy for problem in problems
    )


@settings(max_examples=7_400)
@given(damaged(RECORDS))
def test_a_damaged_record_is_read_or_explained(real: Catalogue, case: tuple[str, str]) -> None:
    """And what can be read has a canonical form with the same values."""
    name, text = case
    model = KINDS[name.split("/")[1]]
    file = yamlfile.parse(text, name)
    assert explained(file.problems, name)
    try:
        tidy = canonical.fixed(name, text, real.languages)
    except BadInput as refusal:
        listed = refusal.problems
        assert explained(listed, name)
    else:
        assert yamlfile.parse(tidy, name).value == file.value
        assert canonical.fixed(name, tidy, real.languages) == tidy
    if isinstance(file.value, dict):
        record, problems = validate(model, file, languages=real.languages, titles=real.titles)
        assert (record is None) == bool(problems)
        assert explained(problems, name)


@settings(max_examples=2_000)
@given(damaged(PAGES))
def test_a_damaged_page_is_read_or_explained(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, str]
) -> None:
    name, text = case
    path = tmp_path_factory.getbasetemp() / "page.md"
    path.write_text(text, "utf-8", newline="")
    page = prose.read_page(path, name.split("/")[1], "/".join(name.split("/")[2:]), name)
    assert explained(page.problems, name)
    assert isinstance(page.meta, dict)
    assert page.problems or page.meta


SMALL = MappingProxyType(
    {
        path.relative_to(bless.MINIATURE).as_posix(): path.read_text("utf-8")
        for folder in ("data", "docs")
        for path in sorted((bless.MINIATURE / folder).rglob("*.*"))
        if path.suffix in (".yaml", ".md")
    }
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was published once."""
    root = bless.miniature(tmp_path_factory.mktemp("fuzz")).catalogue.root
    (root / "site").mkdir()
    (root / "site" / "404.html").write_text("the last good site")
    return root


@settings(max_examples=300)
@given(damaged(SMALL))
def test_the_command_ends_with_an_explanation_and_publishes_nothing(
    project: Path, case: tuple[str, str]
) -> None:
    name, text = case
    (project / name).write_text(text, "utf-8", newline="")
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(project)
        code = main(["--lang", "en", "check"])
    (project / name).write_text(SMALL[name], "utf-8", newline="")
    said = err.getvalue().splitlines()
    assert code == bool(said)
    if code:
        assert all(" — " in line for line in said[:-2]), said
        assert said[-1] == "Nothing was published; the last good site is as it was."
    assert [path.name for path in (project / "site").iterdir()] == ["404.html"]
    assert (project / "site" / "404.html").read_text() == "the last good site"
