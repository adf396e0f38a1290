"""What is in the repository: locks, licences, and nothing of the machine it was written on."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASH = shutil.which("bash") or "/bin/bash"
LOCKS = ("site", "test")

FORBIDDEN = {
    "a path of somebody's machine": re.compile(
        r"file:/{3}|(?<![\w.~-])/(?:root|home/\w+|Users/\w+)/|[A-Z]:\\Users\\"
    ),
    "a package index": re.compile(r"index[-_]url\s*[=: ]\s*\S*//|find[-_]links\s*[=: ]\s*\S*/"),
    "the host of a registry": re.compile(
        r"\bpypi\.(?:org|python\.org)|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"
    ),
    "an address in a lock": re.compile(r'"resolved"\s*:\s*"http'),
}


def files() -> list[Path]:
    """Give what is tracked, and what would be with the next commit."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in files():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            assert path.suffix in {".png", ".jpg", ".ico", ".pdf", ".docx", ".zip", ".woff2"}, (
                f"{path.name} is no UTF-8 text"
            )
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names_a_machine_or_a_registry(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of somebody's machine", "see file:" + "///opt/x"),
        ("a path of somebody's machine", "open('/home/" + "ana/data')"),
        ("a package index", "--index" + "-url https://example.org/simple"),
        ("the host of a registry", "https://files.pythonhosted" + ".org/packages"),
        ("an address in a lock", '  "resolved"' + ': "https://example.org/x.tgz"'),
    ],
)
def test_the_patterns_catch(what: str, line: str) -> None:
    assert FORBIDDEN[what].search(line)


def test_the_patterns_let_an_address_pass() -> None:
    for line in (
        "https://www.oas.org/home/en/",
        "docs/es/home/index.md",
        "https://creativecommons.org/licenses/",
    ):
        assert not any(pattern.search(line) for pattern in FORBIDDEN.values()), line


def test_nothing_built_is_tracked() -> None:
    built = re.compile(r"(^|/)(\.venv|node_modules|__pycache__|\.cache|[^/]+\.egg-info)/|^site/")
    assert not [str(path.relative_to(ROOT)) for path in files() if built.search(str(path.relative_to(ROOT)))]


def test_lines_end_alike() -> None:
    assert not [str(path) for path, text in texts() if "\r" in text]


# Locks


def lock(name: str) -> dict[str, tuple[set[str], list[str]]]:
    """Read a lock: by package, its versions and its hashes."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries: dict[str, tuple[set[str], list[str]]] = {}
    for entry in re.sub(r"(?m)^\s*#.*\n", "", text).replace("\\\n", " ").splitlines():
        if not entry.strip():
            continue
        found = re.match(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>.*)", entry)
        assert found, f"{name}.lock: no exact version: {entry[:80]}"
        versions, hashes = entries.setdefault(canonical(found["name"]), (set(), []))
        versions.add(found["version"])
        own = re.findall(r"--hash=sha256:([0-9a-f]{64})(?=\s|$)", found["rest"])
        assert own, f"{name}.lock: no hash: {found['name']}"
        hashes += own
    return entries


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(name: str) -> dict[str, str]:
    """Read a list of requirements: by package, what is asked of its version."""
    found = {}
    for line in (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-")):
            match = re.match(r"([\w.-]+)(.*)", line)
            assert match
            found[canonical(match[1])] = match[2]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_all_that_is_wanted_with_hashes(name: str) -> None:
    from packaging.specifiers import SpecifierSet

    locked = lock(name)
    for package, versions in wanted(name).items():
        assert package in locked, f"{package} is in {name}.in, not in {name}.lock: make lock"
        for version in locked[package][0]:
            assert version in SpecifierSet(versions), f"{package} {version} is not {versions}: make lock"


def test_the_tests_run_what_the_site_is_built_with() -> None:
    site, test = lock("site"), lock("test")
    assert {package: versions for package, (versions, _) in site.items()} == {
        package: test[package][0] for package in site if package in test
    }


def test_the_package_asks_for_what_is_locked() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = lock("site")
    asked = [Requirement(line) for line in project["dependencies"]]
    assert {canonical(each.name) for each in asked} | {"setuptools"} == set(wanted("site"))
    for each in asked:
        for version in site[canonical(each.name)][0]:
            assert version in each.specifier, f"{each} is not what site.lock has: {version}"
    assert sys.version_info[:2] in {(3, 11), (3, 12), (3, 13)}
    assert project["requires-python"] == ">=3.11,<3.14"


def test_static_i18n_is_locked_without_its_extra() -> None:
    assert wanted("site")["mkdocs-static-i18n"] == "==1.3.1"


def test_the_lock_of_the_node_tools_has_digests_and_no_addresses() -> None:
    folder = ROOT / "tests" / "node"
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    root = packages.pop("")
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert root["devDependencies"] == asked
    for name, version in asked.items():
        assert packages[f"node_modules/{name}"]["version"] == version, f"{name}: pin it exactly"
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name
        assert not package.get("hasInstallScript"), f"{name} runs a script when it is installed"


# Licences


def test_the_code_is_under_the_mit_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n")
    assert re.search(r"^Copyright \(c\) \d{4} The CAM knowledge base contributors$", text, re.MULTILINE)
    assert "WITHOUT WARRANTY OF ANY KIND" in text


def test_data_and_texts_are_offered_under_cc_by() -> None:
    text = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "CC BY 4.0" in text
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text
    assert "data/" in text
    assert "docs/" in text


# Scripts and commands


@pytest.mark.parametrize("name", [".ci/run", "tests/ensure_chromium.sh"])
def test_a_script_can_be_run_and_stops_at_an_error(name: str) -> None:
    path = ROOT / name
    assert path.stat().st_mode & stat.S_IXUSR
    assert re.search(r"^set -eu$", path.read_text(encoding="utf-8"), re.MULTILINE)
    subprocess.run([BASH, "-n", str(path)], check=True)


def test_make_help_says_what_every_target_does() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = dict(re.findall(r"^make (\w+)\s+(\S.*)$", done.stdout, re.MULTILINE))
    assert set(listed) >= {"site", "build", "check", "links", "test", "bench", "lock", "clean", "help"}
    assert next(iter(listed)) == "site"


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    old = tmp_path / "python-old"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(["make", "check", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode
    assert "is Python 3.9.2: this needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert not (tmp_path / ".venv").exists()


def ensure_chromium(path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASH, str(ROOT / "tests" / "ensure_chromium.sh")],
        env={"PATH": str(path), **env},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def program(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_installed_chromium_is_found(tmp_path: Path) -> None:
    browser = program(tmp_path / "chromium-browser")
    done = ensure_chromium(tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{browser}\n")


def test_a_given_chromium_goes_before(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    mine = program(tmp_path / "mine")
    assert ensure_chromium(tmp_path, CHROMIUM=str(mine)).stdout == f"{mine}\n"
    wrong = ensure_chromium(tmp_path, CHROMIUM=str(tmp_path / "none"))
    assert wrong.returncode == 1
    assert "which is no program" in wrong.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Chrome may lie in a place of its own")
def test_where_chromium_cannot_be_had_this_is_said(tmp_path: Path) -> None:
    done = ensure_chromium(tmp_path)
    assert done.returncode == 1
    assert "Install Chromium or Chrome yourself" in done.stderr
    program(tmp_path / "apt-get", "#!/bin/sh\necho broken >&2\nexit 100\n")
    program(tmp_path / "id", "#!/bin/sh\necho 0\n")
    (tmp_path / "env").symlink_to(shutil.which("env") or "/usr/bin/env")
    done = ensure_chromium(tmp_path)
    assert done.returncode == 1
    assert "apt-get could not install it" in done.stderr


def test_generated_pages_are_ignored_and_written_ones_are_not() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    kinds = [path.name for path in (ROOT / "data").iterdir() if path.is_dir()]
    kinds = sorted(set(kinds) - {"figures", "labels", "translations", "vocabulary", "words"})
    assert "mandates" in kinds
    generated = [f"docs/{language}/{kind}/some-id.md" for language in ("en", "es", "fr") for kind in kinds]
    written = [name.replace("some-id", "index") for name in generated]
    for page in ("brief", "figures"):
        generated += [f"docs/{language}/countries/some-id/{page}.md" for language in ("en", "es", "fr")]
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=ROOT,
        input="\n".join([*generated, *written]),
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    assert done.stdout.splitlines() == generated
