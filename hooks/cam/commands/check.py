"""`cam check`: every problem of data/ and docs/, or of some files, listed once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands.said import Say
from cam.problems import BadInput, Problem

if TYPE_CHECKING:
    from cam.knowledge import Site

NAME = "check"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="*", help=say("check.file"))
    parser.add_argument("--spelling", action="store_true", help=say("check.spelling"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Check everything below the root, or say what the rules find in the files that are named."""
    done = _some(root, options) if options.file else _all(root, options)
    return done or (_spelling(root, options) if options.spelling else 0)


def _spelling(root: Path, options: argparse.Namespace) -> int:
    """Tell the words that no dictionary knows; say how to get the dictionaries where they are missing."""
    from cam import live
    from cam.terminology import spelling

    names = [_name(root, given) for given in options.file]
    try:
        found = [
            slip
            for slip in spelling.findings(live.read(root, live.today()))
            if not names or slip.file in names
        ]
    except spelling.Missing as missing:
        options.terminal.error(options.say("check.no_dictionary", what=missing))
        return 2
    options.terminal.notices(found)
    options.terminal.line(options.say("check.slips", count=len(found)), "yellow" if found else "green")
    return 0


def _all(root: Path, options: argparse.Namespace) -> int:
    from cam import checks, live

    found = live.tried(root)
    options.terminal.notices(checks.run_notices(found))
    count = sum(len(records) for records in found.catalogue.records.values())
    options.terminal.line(options.say("check.sound", records=count, pages=len(found.pages)), "green")
    return 0


def _some(root: Path, options: argparse.Namespace) -> int:
    from cam import checks, live

    names = [_name(root, given) for given in options.file]
    if refusals := _refusals(root, options.file, names):
        for reason, files in refusals.items():
            options.terminal.error(options.say(f"check.{reason}", files=", ".join(files)))
        return 2
    found, problems = live.looked(root, names)
    mine = [problem for problem in problems if problem.file in names]
    others = len(set(problems)) - len(set(mine))
    if others:
        options.terminal.line(options.say("check.elsewhere", count=others), "yellow")
    if not mine:
        mine = _unforeseen(found, names)
    if mine:
        raise BadInput(mine)
    options.terminal.notices([notice for notice in checks.run_notices(found) if notice.file in names])
    options.terminal.line(options.say("check.sound_files", count=len(names)), "green")
    return 0


def _refusals(root: Path, given: list[str], names: list[str]) -> dict[str, list[str]]:
    """Return what was named and cannot be checked, by the reason: it is a folder, not there, or never read."""
    found: dict[str, list[str]] = {}
    for word, name in zip(given, names, strict=True):
        if not name:
            reason = "folder" if Path(word).is_dir() else "no_file"
        elif not _is_read(root, name):
            reason = "not_read"
        else:
            continue
        found.setdefault(reason, []).append(word)
    return found


def _is_read(root: Path, name: str) -> bool:
    """Whether rules look at a file: one of data/, or of the folder of a language that is no page of a record."""
    from cam import prose
    from cam.canonical.files import languages

    top, inside = Path(name).parts[0], Path(name).parts[1:]
    if top == "docs" and len(inside) > 1:
        return inside[0] in languages(root) and not prose.is_generated(root / name)
    return top == "data"


def _name(root: Path, given: str) -> str:
    """Return how messages call a file; nothing where there is no such file in the project."""
    path = Path(given).resolve()
    if not path.is_file() or not path.is_relative_to(root.resolve()):
        return ""
    return path.relative_to(root.resolve()).as_posix()


def _unforeseen(site: Site, names: list[str]) -> list[Problem]:
    """Return what saying the words of the pages among the files brings to light."""
    from dataclasses import replace

    from cam.checks import prose

    pages = [page for page in site.pages if page.name in names]
    if not pages:
        return []
    try:
        prose.say_every_word(replace(site, pages=pages))
    except BadInput as problems:
        return list(problems.problems)
    return []
