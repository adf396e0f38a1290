"""The workflow that turns an accepted form into a pull request: its scripts are run with hostile issues."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import bless
import pytest
import yaml

WORKFLOW = bless.ROOT / ".github" / "workflows" / "form.yml"

HOSTILE = {
    "backticks": "`touch harm` ``` ```` ~~~",
    "a command": "$(touch harm); touch harm | touch harm & touch harm\n\ntouch harm",
    "an expression": "${{ github.token }} ${{ secrets.X }}",
    "an order to the runner": "\n::set-output name=code::0\n::add-path::/tmp\n##[add-path]/tmp",
    "a here-document's end": "END\nEOF\ntouch harm\n",
    "headings in answers": "### Themes\n\n### \n\n###",
    "large": "x" * 200_000,
    "NUL": "a\0b",
    "right to left": "\u202egnp.x\u2066",
    "a lone surrogate": "\ud800",
    "quotes": "\"'\\\n--output=/etc/passwd\n-rf",
    "nothing": "",
}


def job() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["form"]
    return found


def step(start: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in job()["steps"] if item["name"].startswith(start))
    return found


def ran(start: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{cwd / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    known = {"PATH": path, "HOME": str(cwd), "RUNNER_TEMP": str(cwd), "NUMBER": "7", **env}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(start)["run"]]
    return subprocess.run(command, cwd=cwd, env=known, capture_output=True, text=True, check=False)


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_it_starts_with_a_label_that_only_maintainers_can_give() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow[True] == {"issues": {"types": ["labeled"]}}  # YAML 1.1 takes `on` for a truth value
    assert job()["if"] == "${{ github.event.label.name == 'accepted' }}"


def test_only_the_number_of_the_issue_reaches_the_workflow() -> None:
    text = WORKFLOW.read_text("utf-8")
    said = {part.split("}}")[0].strip() for part in text.split("${{")[1:]}
    assert {name for name in said if "event" in name} == {
        "github.event.issue.number",
        "github.event.label.name == 'accepted'",
    }
    assert not [item["name"] for item in job()["steps"] if "${{" in item.get("run", "")]


def test_no_step_that_runs_what_was_installed_is_given_the_token() -> None:
    given = [item for item in job()["steps"] if "github.token" in str(item)]
    assert [item["name"] for item in given] == ["Open the pull request, or renew it", "Answer below the form"]
    assert not [item for item in given if "make" in item["run"].split() or ".venv" in item["run"]]


@pytest.mark.parametrize("what", HOSTILE)
def test_the_text_of_an_issue_is_put_into_a_file_and_nothing_else(tmp_path: Path, what: str) -> None:
    event = {"issue": {"body": HOSTILE[what] or None, "title": "$(touch harm)", "number": 7}}
    (tmp_path / "event.json").write_text(json.dumps(event), "utf-8")
    done = ran("Put the text", tmp_path, GITHUB_EVENT_PATH=str(tmp_path / "event.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["event.json", "issue.md"]
    expected = HOSTILE[what].encode(errors="replace")
    assert (tmp_path / "issue.md").read_bytes() == expected


def make(
    tmp_path: Path, code: int, comment: str = "Thank you."
) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the step that makes a record, with a `cam` that notes what it is told."""
    (tmp_path / "issue.md").write_text("### hostile $(touch harm)", "utf-8")
    program(
        tmp_path / ".venv/bin/cam",
        f'for each; do echo "$each" >> said; done\nprintf "{comment}" > "$RUNNER_TEMP/comment.md"\n'
        f'echo "::add-path::/tmp"\nexit {code}',
    )
    issue = "https://github.com/cam-knowledge-base/site/issues/7"
    done = ran("Make a record", tmp_path, ISSUE=issue, GITHUB_OUTPUT=str(tmp_path / "out"))
    return done, (tmp_path / "out").read_text("utf-8") if (tmp_path / "out").exists() else ""


@pytest.mark.parametrize("code", [0, 1])
def test_what_the_command_says_stays_out_of_the_log(tmp_path: Path, code: int) -> None:
    done, out = make(tmp_path, code)
    assert (done.returncode, done.stdout, done.stderr, out) == (0, "", "", f"code={code}\n")
    assert (tmp_path / "said").read_text("utf-8").splitlines() == [
        "form",
        "--address=https://github.com/cam-knowledge-base/site/issues/7",
        f"--comment={tmp_path}/comment.md",
        "--",
        f"{tmp_path}/issue.md",
    ]
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(("code", "comment"), [(2, "x"), (1, ""), (0, "")])
def test_a_form_that_could_not_be_read_at_all_stops_the_run(tmp_path: Path, code: int, comment: str) -> None:
    done, out = make(tmp_path, code, comment)
    assert (done.returncode, out) == (1, "")
    assert done.stdout == f"The form could not be read at all (exit code {code}).\n"


GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]


def git(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run([*GIT, *map(str, arguments)], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout


def propose(tmp_path: Path, open_already: str, change: bool = True) -> tuple[list[str], Path]:
    """Run the step that opens a pull request, in an own repository; return what `gh` is told, and the far side."""
    far, near = tmp_path / "far.git", tmp_path / "near"
    git("init", "--bare", far, cwd=tmp_path)
    git("clone", "--quiet", far, near, cwd=tmp_path)
    bless.write(near / "data/site.yaml", "a: 1\n")
    for arguments in (
        ["add", "."],
        ["commit", "--quiet", "-m", "x"],
        ["push", "--quiet", "origin", "HEAD:main"],
    ):
        git(*arguments, cwd=near)
    bless.write(near / "other.txt", "not to be proposed")
    if change:
        bless.write(near / "data/meetings/x.yaml", "id: x\n")
    program(
        near / "bin/gh",
        f'case "$1 $2" in "pr list") echo {open_already};; *) for each; do echo "$each" >> ../said; done;; esac',
    )
    done = ran("Open the pull request", near, BODY="B `touch harm` $(touch harm)")
    assert done.returncode == 0, done.stderr
    assert not (near / "harm").exists()
    said = tmp_path / "said"
    return said.read_text("utf-8").splitlines() if said.exists() else [], far


def test_a_pull_request_is_opened_from_a_branch_with_the_issues_number(tmp_path: Path) -> None:
    said, far = propose(tmp_path, "0")
    assert said == [
        *("pr", "create", "--base", "main", "--head", "form-7", "--title", "Form of issue 7"),
        *("--body", "B `touch harm` $(touch harm)"),
    ]
    assert git("diff", "--name-only", "main", "form-7", cwd=far) == "data/meetings/x.yaml\n"
    assert git("log", "-1", "--format=%an: %s", "form-7", cwd=far) == "github-actions[bot]: Form of issue 7\n"


def test_an_open_pull_request_is_renewed(tmp_path: Path) -> None:
    said, far = propose(tmp_path, "1")
    assert said == []
    assert git("diff", "--name-only", "main", "form-7", cwd=far) == "data/meetings/x.yaml\n"


def test_where_nothing_changed_nothing_is_proposed(tmp_path: Path) -> None:
    said, far = propose(tmp_path, "0", change=False)
    assert said == []
    assert git("branch", "--format=%(refname:short)", cwd=far).split() == ["main"]


def test_the_answer_is_taken_from_its_file(tmp_path: Path) -> None:
    program(tmp_path / "bin/gh", 'for each; do echo "$each" >> said; done')
    assert ran("Answer below", tmp_path).returncode == 0
    said = (tmp_path / "said").read_text("utf-8").splitlines()
    assert said == ["issue", "comment", "7", "--body-file", f"{tmp_path}/comment.md"]
