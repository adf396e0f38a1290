"""The comment on a pull request: what a hostile report, and a hostile branch, cannot do."""

from __future__ import annotations

import html
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cam.effect import comment, marked

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "effect.yml"
NOTE, FOOT = "Not of the form.", "The end."
HOSTILE = (
    "@everyone **b** ` ~~x~~ #1 ![i](x) --> </details> &lt; www.evil.example https://evil.example GH-1 $x$ |"
)


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "."), content)
    return made.getvalue()


def shown(text: str) -> str:
    return comment.comment(text, NOTE, FOOT)


# Text stays text


@given(st.text())
def test_whatever_is_escaped_says_itself_and_begins_nothing(text: str) -> None:
    made = marked.escape(text)
    assert marked.escape(html.unescape(made)) == made
    assert marked.is_own(f"- {made}")
    assert not set(made) & set('<>[]()*_`~!@$|\\{}"\n\t')
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parseInline(made)[0].children or []
    assert {token.type for token in tokens} <= {"text", "text_special"}


def test_what_the_forge_looks_for_after_markdown_is_broken_up() -> None:
    said = html.unescape(marked.escape(HOSTILE))
    for harm in ("@everyone", "#1", "www.", "://", "GH-1", "$x"):
        assert harm not in said
    assert said.replace("\u200b", "") == HOSTILE


@pytest.mark.parametrize(
    "line",
    [
        "<img src=x onerror=alert(1)>",
        "- [x](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "@everyone",
        "&#64;everyone",
        "- &lt;b&gt;",
        "<details open>",
        "<summary><b>x</b></summary>",
        "<!-- x",
        "-->",
        "```",
        "# x",
        "&#35;1",
        "https&#58;&#47;&#47;evil&#46;example",
    ],
)
def test_a_line_that_this_program_does_not_write_is_no_mark(line: str) -> None:
    assert not marked.is_own(line)
    made = shown(f"## Title\n\n{line}\n")
    assert made.startswith(f"{comment.MARK}\n{NOTE}\n\n<pre>\n&#35;")
    assert f"\n{marked.escape(line)}\n" in made
    assert made.endswith(f"</pre>\n\n{FOOT}\n")


@pytest.mark.parametrize("lines", [["<details>"], ["</details>"], ["</details>", "<details>"]])
def test_what_is_folded_is_closed(lines: list[str]) -> None:
    assert "<pre>" in shown("\n".join(lines))


def test_a_report_of_this_program_is_shown_as_it_is() -> None:
    text = "\n".join(
        [
            "## Title",
            "",
            "<details>",
            marked.summary(HOSTILE),
            "",
            f"- {marked.escape(HOSTILE)}",
            "",
            "</details>",
        ]
    )
    assert shown(text) == f"{comment.MARK}\n{text}\n\n{FOOT}\n"


@pytest.mark.parametrize("text", ["x" * 200_000, "<b>" * 60_000, "<b>\n" * 60_000])
def test_a_comment_is_never_longer_than_the_forge_admits(text: str) -> None:
    assert len(shown(text).encode()) <= marked.LIMIT


def test_what_is_left_out_is_said_and_everything_closed() -> None:
    lines = ["## x", "<details>", *["- y"] * 100, "</details>"]
    made = marked.shortened(lines, 120, "The rest is left out.")
    assert len("\n".join(made)) + 1 <= 120
    assert made[-4:] == ["", "</details>", "", "The rest is left out."]
    assert marked.shortened(lines, 10_000, "x") == lines


# The archive


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", archive(), archive(other__md=b"x"), archive(effect__md=b"x" * 3_000_000)],
    ids=["empty", "no archive", "nothing in it", "another file", "too large when unpacked"],
)
def test_an_archive_without_a_report_is_refused(content: bytes) -> None:
    with pytest.raises(comment.NoReport, match=r"effect\.md"):
        comment.report(content)


def test_an_archive_that_lies_is_refused() -> None:
    good = bytearray(archive(effect__md=b"## x\n" * 50))
    good[45] ^= 0xFF  # within what is packed
    with pytest.raises((comment.NoReport, Exception)) as raised:
        comment.report(bytes(good))
    assert raised.type is comment.NoReport


def test_only_the_report_is_read_and_nothing_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("../../harm.md", "x")
        file.writestr("effect.md", b"\xff## x")
    assert comment.report(made.getvalue()) == "\ufffd## x"
    assert not list(tmp_path.parent.rglob("harm.md"))


def test_the_module_runs_without_anything_installed(tmp_path: Path) -> None:
    (tmp_path / "effect.zip").write_bytes(archive(effect__md="## Title – ¿?\n".encode()))
    done = subprocess.run(
        [sys.executable, "-S", "-m", "cam.effect.comment", str(tmp_path / "effect.zip")],
        env={"PYTHONPATH": str(ROOT / "hooks"), "NOTE": NOTE, "FOOT": FOOT},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"body": f"{comment.MARK}\n## Title – ¿?\n\n{FOOT}\n"}
    (tmp_path / "effect.zip").write_bytes(b"x")
    assert comment.main(str(tmp_path / "effect.zip")) == 1


# The workflow


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["comment"]["steps"]
    return found


def test_nothing_of_the_pull_request_is_run_and_the_token_is_where_it_is_needed() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow[True] == {"workflow_run": {"workflows": ["Check"], "types": ["completed"]}}
    taken = [step for step in steps() if "uses" in step]
    assert [step["uses"].partition("@")[0] for step in taken] == ["actions/checkout"]
    assert "ref" not in taken[0]["with"]
    assert not [step["name"] for step in steps() if "${{" in step.get("run", "")]
    making = next(step for step in steps() if "cam.effect.comment" in step.get("run", ""))
    assert "GH_TOKEN" not in making["env"]


def run(step: str, folder: Path, gh: str, **env: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a step with a `gh` that notes what it is told and answers by the script `gh`; return also its outputs."""
    program = folder / "bin" / "gh"
    program.parent.mkdir(exist_ok=True)
    note = f'#!/bin/bash\nfor each; do printf "%s\\n" "$each" >> "{folder}/told"; done\n'
    program.write_text(f"{note}{gh}\n", "utf-8")
    program.chmod(0o755)
    (folder / "out").write_text("")
    script = next(one["run"] for one in steps() if one["name"] == step)
    known = {
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
        "GH_REPO": "o/r",
        "GITHUB_OUTPUT": str(folder / "out"),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        env={**known, "RUNNER_TEMP": str(folder), **env},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return done, (folder / "out").read_text()


FIND = "Find the open pull request whose newest commit was checked"


@pytest.mark.parametrize(
    ("answer", "output"),
    [("7", "number=7\n"), ("", "number=\n"), ("7; touch harm", "number=\n"), ("x\nnumber=9", "number=\n")],
)
def test_the_pull_request_is_found_by_its_commit(tmp_path: Path, answer: str, output: str) -> None:
    branch = '$(touch harm)`touch harm`";touch harm'
    done, made = run(FIND, tmp_path, f"printf '%s' '{answer}'", OWNER="o", BRANCH=branch, COMMIT="c")
    assert done.returncode == 0, done.stderr
    assert made == output
    told = (tmp_path / "told").read_text("utf-8").splitlines()
    assert f"head=o:{branch}" in told
    assert "map(select(.head.sha == env.COMMIT)) | .[0].number // empty" in told
    assert not list(tmp_path.rglob("harm"))


@pytest.mark.parametrize(
    ("answer", "fetched"),
    [
        ("12 400", True),
        ("", False),
        ("12 9000000", False),
        ("12 x", False),
        ("a 4", False),
        ("12 a[$(touch harm)]", False),
    ],
)
def test_only_a_small_report_is_fetched(tmp_path: Path, answer: str, fetched: bool) -> None:
    done, made = run("Fetch the report", tmp_path, f"printf '%s' '{answer}'", RUN="5", LARGEST="2000000")
    assert done.returncode == 0, done.stderr
    assert made == ("fetched=yes\n" if fetched else "")
    assert (tmp_path / "effect.zip").is_file() == fetched
    assert not list(tmp_path.rglob("harm"))


@pytest.mark.parametrize(
    ("known", "expected"),
    [("", ["POST", "repos/o/r/issues/7/comments"]), ("31\n32", ["PATCH", "repos/o/r/issues/comments/31"])],
)
def test_one_comment_is_written_and_renewed(tmp_path: Path, known: str, expected: list[str]) -> None:
    answer = f'case "$*" in *--paginate*) printf "{known}";; esac'
    done, _ = run("Write the comment, or renew it", tmp_path, answer, NUMBER="7")
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "told").read_text("utf-8").splitlines()
    assert told[-4:] == [*expected, "--input", f"{tmp_path}/comment.json"]
    assert comment.MARK in "\n".join(told)
