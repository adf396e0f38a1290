"""`cam fix`: canonical form (see `canonical`), typography as far as it is safe, and the ledger of translations.

What cannot be read stays as it is and is listed; every other file is written, whole or not at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands.said import Say

if TYPE_CHECKING:
    from cam.canonical.files import Looked

NAME = "fix"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.epilog = say("fix.exit_codes")
    parser.add_argument("file", nargs="*", help=say("fix.file"))
    parser.add_argument("--check", action="store_true", help=say("fix.check"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Fix the files that are named, or all of them; or (--check) say which would change.

    1 where some could not be read (the others are put in order all the same), or would change.
    """
    from cam.canonical import files

    root, languages = root.resolve(), files.languages(root)
    named = {given: _name(root, given, languages) for given in options.file}
    wrong = [given for given, name in named.items() if not name]
    if wrong:
        options.terminal.error(options.say("fix.no_file", files=", ".join(wrong)))
        return 2
    names = list(dict.fromkeys(named.values())) or files.names(root, languages)
    found = [files.looked(root, name, languages) for name in names]
    found = list(_mended(found, set(names) if named else _with_slips(root), languages))
    changed = [one for one in found if one.differs]
    problems = [problem for one in found for problem in one.problems]
    if not named:
        changed += _ledgers(root)
    _put(root, changed, options)
    if problems:
        options.terminal.problems(problems)
        options.terminal.error(options.say("fix.unread", count=len({problem.file for problem in problems})))
    return 1 if problems or (options.check and changed) else 0


def _mended(found: list[Looked], slips: set[str], languages: list[str]) -> Iterator[Looked]:
    """Yield the files with their signs put right, those among the names in `slips`."""
    from dataclasses import replace

    from cam.terminology.mending import mended

    for one in found:
        if one.problems or one.name not in slips:
            yield one
        else:
            yield replace(one, after=mended(one.name, one.after.decode(), languages).encode())


def _with_slips(root: Path) -> set[str]:
    """Return the names of the files in which the typography of a language is not kept."""
    from cam import live
    from cam.checks.terminology import texts_keep_the_typography

    return {slip.file for slip in texts_keep_the_typography(live.read(root, live.today()))}


def _put(root: Path, changed: list[Looked], options: argparse.Namespace) -> None:
    """Write the files that differ, unless they are only to be told of; say which, and how many."""
    from cam.files import replaced

    say, terminal = options.say, options.terminal
    for one in changed:
        if not options.check:
            replaced(root / one.name, one.after)
        terminal.line(one.name, "yellow" if options.check else "")
    if changed:
        terminal.line(say("fix.would_change" if options.check else "fix.changed", count=len(changed)))
    else:
        terminal.line(say("fix.nothing"), "green")


def _ledgers(root: Path) -> Iterator[Looked]:
    """Yield the files of the ledger of translations that are behind the texts."""
    from cam import prose, translation
    from cam.canonical.files import Looked
    from cam.loading import load

    catalogue, _ = load(root)
    pages = prose.read_pages(root, catalogue.languages)
    for name, text in translation.refreshed(catalogue, pages).items():
        path = root / name
        one = Looked(name, path.read_bytes() if path.is_file() else b"", text.encode())
        if one.differs:
            yield one


def _name(root: Path, given: str, languages: list[str]) -> str:
    """Return how messages call a file; nothing where it is none that has a canonical form."""
    from cam.canonical import files

    try:
        path = Path(given).resolve()
        inside = path.is_relative_to(root) and path != root and files.is_kept(root, path, languages)
    except (OSError, ValueError):  # no path at all
        return ""
    return path.relative_to(root).as_posix() if inside else ""
