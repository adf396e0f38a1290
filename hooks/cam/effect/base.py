"""Fetches the state before a change into a folder of its own; the working tree and the repository stay as they are."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from cam.yamlfile import plain

_SECONDS = 120
_VIEWS = "overrides/views"
_PROGRAM = ("hooks", "overrides")
_OF_PROGRAM = (".py", ".html", ".css", ".js", ".yaml", ".json", ".typ")
_READ = ("data", "docs", "tests/contract", *_PROGRAM)
"""What of a tree is looked at."""


class Refused(Exception):
    """There is nothing to compare with: `reason` is a key of words/diff.yaml, `places` fills it in."""

    def __init__(self, reason: str, **places: str) -> None:
        self.reason, self.places = reason, places
        super().__init__(reason)


@dataclass(frozen=True)
class Base:
    """The state before: where it lies, what it is called, and the files of the program that are other now."""

    root: Path
    name: str
    program: list[str]


@contextmanager
def taken(root: Path, wanted: str | None) -> Iterator[Base]:
    """Yield the state that `wanted` names (a folder, a git ref; nothing: where the branch began), removed afterwards.

    Raises Refused where there is no such state. Its pages are drawn with the templates of `root`: what a change of the
    program does shows in built sites only.
    """
    with tempfile.TemporaryDirectory(prefix="cam-diff-", ignore_cleanup_errors=True) as folder:
        target = Path(folder)
        if wanted and (Path(wanted) / "data").is_dir():
            name = str(wanted)
            _copy(Path(wanted), target)
        else:
            commit, name = _commit(root, wanted)
            _unpack(_git(root, "archive", "--format=zip", commit), target)
        program = _other_files(target, root)
        _lend(root, target)
        yield Base(target, name, program)


def _commit(root: Path, wanted: str | None) -> tuple[str, str]:
    """Return the commit to compare with, and what it is called."""
    if wanted is None:
        return _beginning(root)
    if wanted.startswith("-") or not wanted.isprintable() or not wanted.strip():
        raise Refused("hostile_ref")  # never handed to git, which would read it as an option
    found = _asked(root, "rev-parse", "--verify", "--quiet", f"{wanted}^{{commit}}")
    if not found:
        raise Refused("no_ref", name=wanted)
    return found, wanted


def _beginning(root: Path) -> tuple[str, str]:
    """Return where the branch in hand left the main one: upstream's, else that of the clone, else the local one."""
    branch = _main_branch(root)
    for place in ("refs/remotes/upstream", "refs/remotes/origin", "refs/heads"):
        found = _asked(root, "merge-base", "HEAD", f"{place}/{branch}")
        if found:
            return found, f"{branch} ({found[:10]})"
    raise Refused("no_main", branch=branch)


def _main_branch(root: Path) -> str:
    """Return the main branch that data/site.yaml names, also where that file holds something else that is wrong."""
    with suppress(OSError, ValueError, yaml.YAMLError, AttributeError):
        named = plain(root / "data" / "site.yaml").get("branch")
        if isinstance(named, str) and named.isprintable():
            return named
    return "main"


def _asked(root: Path, *command: str) -> str:
    """Return what git answers, or nothing where it has no answer. Raises Refused where there is no git at all."""
    try:
        return _git(root, *command).decode("utf-8", "replace").strip()
    except Refused as refusal:
        if refusal.reason == "git_failed":
            return ""
        raise


def _git(root: Path, *command: str) -> bytes:
    """Return the output of a git command that changes nothing."""
    if not _is_repository(root):
        raise Refused("no_repository", folder=str(root))
    done = _run(root, *command)
    if done.returncode:
        raise Refused("git_failed", said=_last_line(done.stderr))
    return done.stdout


def _is_repository(root: Path) -> bool:
    return _run(root, "rev-parse", "--git-dir").returncode == 0


def _run(root: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "--no-optional-locks", *command],
            cwd=root,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise Refused("no_git") from None
    except subprocess.TimeoutExpired:
        raise Refused("git_failed", said=f"> {_SECONDS} s") from None


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
    return "".join(letter if letter.isprintable() else "?" for letter in lines[-1])


def _unpack(archive: bytes, target: Path) -> None:
    """Unpack what is read; zipfile leaves out `..` and makes no links, so nothing lands outside of the folder."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        for name in file.namelist():
            if name.startswith(tuple(f"{part}/" for part in _READ)):
                file.extract(name, target)


def _copy(source: Path, target: Path) -> None:
    for part in _READ:
        if (source / part).is_dir():
            shutil.copytree(
                source / part, target / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
            )


def _other_files(before: Path, after: Path) -> list[str]:
    """Return the files of the program and its templates that are not the same in both trees."""
    old, new = _program(before), _program(after)
    if not old:
        return []  # a folder of data and pages alone
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _program(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for part in _PROGRAM
        for path in (root / part).rglob("*")
        if path.suffix in _OF_PROGRAM and path.is_file()
    }


def _lend(root: Path, target: Path) -> None:
    """Let the state before be drawn with the templates of now."""
    shutil.rmtree(target / _VIEWS, ignore_errors=True)
    if (root / _VIEWS).is_dir():
        shutil.copytree(root / _VIEWS, target / _VIEWS)
