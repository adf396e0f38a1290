"""The workflows: correct, pinned, and allowed no more than they need."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from cam.offers.twins import SECURITY

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))
BIN = Path(sysconfig.get_path("scripts"))

PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")
PINNED_LINE = re.compile(
    r"uses:\s*(?P<action>\S+)@(?P<commit>[0-9a-f]{40})\s+#\s*(?P<version>v\d+\.\d+\.\d+)$"
)

# The only writing that any job may do, by (file, job).
MAY_WRITE = {
    ("deploy.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("effect.yml", "comment"): {"pull-requests": "write"},
    ("form.yml", "form"): {"contents": "write", "issues": "write", "pull-requests": "write"},
    ("links.yml", "health"): {"contents": "write", "pull-requests": "write"},
    ("tidy.yml", "tidy"): {"contents": "write", "pull-requests": "write"},
}


def read(path: Path) -> dict[str, Any]:
    """Read a workflow; YAML 1.1 takes its key `on` for a truth value."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    workflow["on"] = workflow.pop(True)
    return workflow


def jobs() -> list[Any]:
    return [
        pytest.param(path.name, name, job, id=f"{path.stem}-{name}")
        for path in FILES
        for name, job in read(path)["jobs"].items()
    ]


def uses(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the job itself, if it calls a workflow, and its steps that call an action."""
    return [part for part in (job, *job.get("steps", [])) if "uses" in part]


def lint(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    program, *rest = command
    return subprocess.run([str(BIN / program), *rest], cwd=cwd, capture_output=True, text=True, timeout=120)


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    # Without the optional helpers, so that it says the same on every machine.
    return lint("actionlint", "-shellcheck=", "-pyflakes=", "-no-color", *map(str, paths))


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    options = ["--offline", "--no-config", "--no-progress", "--strict-collection", "--persona=pedantic"]
    return lint("zizmor", *options, *map(str, paths))


def test_the_workflows_are_there() -> None:
    assert [path.name for path in FILES] == [
        "check.yml",
        "deploy.yml",
        "effect.yml",
        "form.yml",
        "links.yml",
        "report.yml",
        "tidy.yml",
    ]


def test_actionlint_finds_nothing() -> None:
    done = actionlint(*FILES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    done = zizmor(*FILES, ROOT / ".github" / "dependabot.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linters_see_a_careless_workflow(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    bad = folder / "bad.yml"
    bad.write_text(
        "on: pull_request_target\n"
        "jobs:\n"
        "  a:\n"
        "    runs-on: ubuntu-24.04\n"
        "    needs: nobody\n"
        "    steps:\n"
        "      - uses: actions/checkout@v4\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n",
        encoding="utf-8",
    )
    by_actionlint, by_zizmor = actionlint(bad), zizmor(bad)
    assert by_actionlint.returncode == 1
    assert "nobody" in by_actionlint.stdout
    assert by_zizmor.returncode > 1
    for finding in ("dangerous-triggers", "unpinned-uses", "template-injection", "artipacked"):
        assert finding in by_zizmor.stdout


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_every_action_is_pinned_by_its_commit(file: str, name: str, job: dict[str, Any]) -> None:
    for part in uses(job):
        # `$/` is this repository at the running commit.
        assert part["uses"].startswith("$/.github/workflows/") or PINNED.match(part["uses"]), (
            f"{file}, job {name}: pin {part['uses']} by the 40 digits of its commit"
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_pin_says_its_version_and_is_the_same_everywhere(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pins = {}
    for line in lines:
        if "uses:" in line and "$/" not in line:
            found = PINNED_LINE.search(line)
            assert found, f"{path.name}: name the version, as `# v1.2.3`, behind the commit: {line}"
            pins[found["action"]] = (found["commit"], found["version"])
    everywhere = "\n".join(other.read_text(encoding="utf-8") for other in FILES)
    for action, (commit, version) in pins.items():
        pinned = {found.group() for found in re.finditer(rf"{re.escape(action)}@\S+ # \S+", everywhere)}
        assert pinned == {f"{action}@{commit} # {version}"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_of_its_own_and_no_secret(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "secrets" not in path.read_text(encoding="utf-8")
    assert "pull_request_target" not in workflow["on"]
    assert ("workflow_run" in workflow["on"]) == (path.name == "effect.yml")


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_job_says_its_rights_and_writes_only_what_it_is_for(
    file: str, name: str, job: dict[str, Any]
) -> None:
    rights = job.get("permissions")
    assert isinstance(rights, dict), f"{file}, job {name}: say its permissions, right by right"
    writes = {right: level for right, level in rights.items() if level != "read"}
    assert writes == MAY_WRITE.get((file, name), {})


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_checkout_keeps_no_token_and_a_job_has_an_end(file: str, name: str, job: dict[str, Any]) -> None:
    for part in uses(job):
        if part["uses"].startswith("actions/checkout@"):
            assert part.get("with", {}).get("persist-credentials") is False, f"{file}, job {name}"
    if "uses" not in job:
        assert 0 < job["timeout-minutes"] <= 60, f"{file}, job {name}"


def test_a_pull_request_runs_what_a_developer_runs_on_every_python() -> None:
    check = read(FOLDER / "check.yml")
    assert set(check["on"]) == {"pull_request", "workflow_call"}
    job = check["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert any(step.get("with", {}).get("path") == "site/" for step in job["steps"])


def test_nothing_is_deployed_that_was_not_checked() -> None:
    deploy = read(FOLDER / "deploy.yml")
    assert deploy["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert deploy["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert deploy["jobs"]["check"]["uses"].endswith("/check.yml")
    assert deploy["jobs"]["build"]["needs"] == "check"
    assert deploy["jobs"]["deploy"]["needs"] == "build"
    assert "refs/heads/main" in deploy["jobs"]["deploy"]["if"]


def test_the_site_is_built_for_the_address_that_pages_gives() -> None:
    steps = read(FOLDER / "deploy.yml")["jobs"]["build"]["steps"]
    asked = next(
        n for n, step in enumerate(steps) if step.get("uses", "").startswith("actions/configure-pages@")
    )
    built = next(n for n, step in enumerate(steps) if step.get("run") == "make build")
    assert asked < built
    assert steps[built]["env"]["SITE_URL"] == f"${{{{ steps.{steps[asked]['id']}.outputs.base_url }}}}/"


def test_an_upload_of_the_site_leaves_no_file_behind() -> None:
    """The site has files that begin with a dot, which both actions leave out unless they are told not to."""
    assert any(part.startswith(".") for part in SECURITY[0].split("/"))
    steps = [step for path in FILES for job in read(path)["jobs"].values() for step in uses(job)]
    sites = [step["with"] for step in steps if step.get("with", {}).get("path") == "site/"]
    assert [inputs.get("include-hidden-files") for inputs in sites] == [True, True]


def test_links_are_asked_weekly() -> None:
    links = read(FOLDER / "links.yml")
    assert set(links["on"]) == {"schedule", "workflow_dispatch"}
    minute, hour, day, month, weekday = links["on"]["schedule"][0]["cron"].split()
    assert (day, month) == ("*", "*")
    assert minute.isdigit()
    assert hour.isdigit()
    assert weekday in set("0123456")


def test_the_token_is_with_steps_that_neither_ask_strangers_nor_run_what_was_installed() -> None:
    steps = read(FOLDER / "links.yml")["jobs"]["health"]["steps"]
    given = [step for step in steps if "github.token" in str(step)]
    assert [step["env"]["GH_TOKEN"] for step in given] == ["${{ github.token }}"] * 2
    assert not [step["name"] for step in given if "make" in step["run"].split() or "uses" in step]
    assert not [step["name"] for step in steps if "${{" in step.get("run", "")]


def test_what_was_written_is_checked_before_it_is_proposed() -> None:
    steps = read(FOLDER / "links.yml")["jobs"]["health"]["steps"]
    run = [step.get("run", "") for step in steps]
    written, checked = run.index("make links ARGS=--write"), run.index("make check")
    proposed = next(number for number, script in enumerate(run) if "gh pr create" in script)
    assert written < checked < proposed == len(run) - 1
    assert "git add data/health.yaml\n" in run[proposed]
    assert "starts no checks" in steps[proposed]["env"]["BODY"]


def propose(tmp_path: Path, open_already: str) -> tuple[list[str], str]:
    """Run the last step in a repository of its own, with a `gh` that only notes what it is told.

    Return what it was told, and the files that the branch changes.
    """
    step = read(FOLDER / "links.yml")["jobs"]["health"]["steps"][-1]
    far, near, bin_folder = tmp_path / "far.git", tmp_path / "near", tmp_path / "bin"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    for command in (["init", "--bare", far], ["clone", "--quiet", far, near]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    (near / "data").mkdir()
    (near / "data" / "site.yaml").write_text("a: 1\n", encoding="utf-8")
    for command in (
        ["add", "."],
        ["commit", "--quiet", "-m", "x"],
        ["push", "--quiet", "origin", "HEAD:main"],
    ):
        subprocess.run([*git, *command], cwd=near, check=True, capture_output=True)
    (near / "data" / "health.yaml").write_text("{}\n", encoding="utf-8")
    (near / "data" / "site.yaml").write_text("a: 2\n", encoding="utf-8")
    bin_folder.mkdir()
    program = bin_folder / "gh"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/said\n', encoding="utf-8")
    program.chmod(0o755)
    env = {"PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(tmp_path), "BRANCH": "link-health"}
    env |= {"OPEN": open_already, "TITLE": "T", "BODY": "B `x` $(x)"}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=near, env=env, check=True, capture_output=True)
    changed = subprocess.run(
        [*git, "diff", "--name-only", "main", "link-health"],
        cwd=far,
        check=True,
        capture_output=True,
        text=True,
    )
    said = tmp_path / "said"
    return said.read_text("utf-8").splitlines() if said.exists() else [], changed.stdout


def test_a_pull_request_is_opened_once_and_holds_one_file(tmp_path: Path) -> None:
    said, changed = propose(tmp_path, "0")
    assert said == ["pr create --base main --head link-health --title T --body B `x` $(x)"]
    assert changed == "data/health.yaml\n"


def test_an_open_pull_request_is_renewed(tmp_path: Path) -> None:
    assert propose(tmp_path, "1") == ([], "data/health.yaml\n")


def test_what_is_typed_for_a_report_never_becomes_a_command(tmp_path: Path) -> None:
    """The step is run with values that would do harm, and a `cam` that only notes what it is told."""
    workflow = read(FOLDER / "report.yml")
    assert set(workflow["on"]) == {"workflow_dispatch"}
    steps = workflow["jobs"]["report"]["steps"]
    assert not [step["name"] for step in steps if "${{" in step.get("run", "")]
    step = next(step for step in steps if "cam report" in step.get("run", ""))
    program = tmp_path / ".venv" / "bin" / "cam"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nfor each; do echo "$each" >> said; done\n', encoding="utf-8")
    program.chmod(0o755)
    typed = {"REPORT": "chair; touch harm", "FROM": "$(touch harm)", "TO": "--output=/x `touch harm` \" '"}
    assert set(typed) == set(step["env"])
    env = {"PATH": os.environ["PATH"], **typed}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=True)
    assert not (tmp_path / "harm").exists()
    said = (tmp_path / "said").read_text("utf-8").splitlines()
    assert said[:6] == [
        "report",
        f"--from={typed['FROM']}",
        f"--to={typed['TO']}",
        "--output=report/report.pdf",
        "--",
        typed["REPORT"],
    ]


def test_dependabot_knows_every_place_with_pins() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    places = {update["package-ecosystem"]: update["directory"] for update in updates}
    assert places == {"pip": "/requirements", "github-actions": "/", "npm": "/tests/node"}
    assert {update["schedule"]["interval"] for update in updates} == {"weekly"}
    assert (ROOT / "requirements" / "site.lock").is_file()
    assert (ROOT / "tests" / "node" / "package-lock.json").is_file()
