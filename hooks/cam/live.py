"""What a running site generator shares between its events: one catalogue per state of data/ and docs/."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from cam import checks, prose
from cam.checks import prose as rules
from cam.files import kept_one
from cam.knowledge import Site
from cam.loading import load
from cam.problems import BadInput, Problem
from cam.store import Catalogue


@dataclass
class _State:
    stamp: tuple[tuple[str, int, int], ...]
    site: Site


_STATES: dict[Path, _State] = {}


def today() -> dt.date:
    """Return the day that counts as today: CAM_TODAY (YYYY-MM-DD), else the clock's, in UTC."""
    given = os.environ.get("CAM_TODAY")
    try:
        return dt.date.fromisoformat(given) if given else dt.datetime.now(dt.UTC).date()
    except ValueError:
        raise BadInput(
            [Problem("CAM_TODAY", 0, f"`{given}` is not a day", "set it to a day such as 2026-11-21")]
        ) from None


def checked(root: Path) -> Site:
    """Read everything below `root` and run every rule. Raises BadInput with all problems at once."""
    site, problems = looked(root)
    if problems:
        raise BadInput(problems)
    return site


def looked(root: Path, names: Collection[str] = ()) -> tuple[Site, list[Problem]]:
    """Read everything below `root` and run every rule; return what could be read, and what is wrong with the rest.

    With `names` (paths from the root) of records alone, only what concerns these is looked at: no pages, and of the
    rules that look at each record by itself, only for these.
    """
    catalogue, problems = load(root)
    focus = frozenset(filter(None, (_record_in(catalogue, name) for name in names)))
    narrow = bool(names) and len(focus) == len(set(names))
    if narrow:
        catalogue = replace(catalogue, focus=focus)
    written = [] if narrow else prose.read_pages(root, catalogue.languages)
    site = Site(catalogue, written, today())
    problems += checks.run(catalogue)
    problems += checks.run_pages(site)
    return site, problems


def _record_in(catalogue: Catalogue, name: str) -> str:
    """Return the `kind/id` of the record in a file that could be read; nothing for another file."""
    parts = Path(name).parts
    word = "/".join(parts[1:]).removesuffix(".yaml")
    return word if parts[:1] == ("data",) and len(parts) == 3 and catalogue.find(word) else ""


def tried(root: Path) -> Site:
    """Return what `checked` does, after every word of the pages was said once.

    That is not done again while words, lists, pages and this program are those for which it was done without a problem:
    an edited record asks for no label that the lists do not have.
    """
    site = checked(root)

    def say() -> bytes:
        rules.say_every_word(site)
        return b""

    kept_one(root / ".cache", "said", _sayings(site), say)
    return site


def _sayings(site: Site) -> str:
    """Return a checksum of what words are made of: this program, labels and closed lists, and the pages' own texts."""
    folder = Path(__file__).parent
    program = [path.read_bytes() for path in sorted(folder.rglob("*.py"))]
    lists = [repr((name, file.value)) for name, file in site.catalogue.files.items() if "/" in name]
    words = [text for text in lists if text.startswith(("('labels/", "('vocabulary/"))]
    pages_said = [repr((page.name, page.text)) for page in site.pages]
    return hashlib.sha256(b"\0".join([*program, *map(str.encode, words + pages_said)])).hexdigest()


def one_language() -> str:
    """Return the language that this process is to build (CAM_LANGUAGE), or nothing for all of them.

    `site.build` sets it: it has checked the data and written the record pages, and joins what the processes build.
    """
    return os.environ.get("CAM_LANGUAGE", "")


def prepare(root: Path) -> Site:
    """Return the checked knowledge base and bring the record pages up to date; does nothing where no file changed."""
    if one_language():
        return _trusted(root)
    stamp = _stamp(root)
    state = _STATES.get(root)
    if state is None or state.stamp != stamp:
        from cam import pages  # here, so that `cam check` does not wait for what makes pages
        from cam.frame import place_of

        site = checked(root)
        pages.write(site.catalogue, place_of(site.catalogue))
        _STATES[root] = state = _State(stamp, site)
    return state.site


def _trusted(root: Path) -> Site:
    """Return the knowledge base that another process has checked a moment ago."""
    if root not in _STATES:
        _STATES[root] = _State((), read(root, today()))
    return _STATES[root].site


def read(root: Path, day: dt.date) -> Site:
    """Read everything below `root` without running a rule: it was checked before."""
    catalogue, _ = load(root)
    return Site(catalogue, prose.read_pages(root, catalogue.languages), day)


def last_good(root: Path) -> Site | None:
    """Return the knowledge base of the last build of this process that had no problem, if there was one."""
    return _STATES[root].site if root in _STATES else None


def current(root: Path) -> Site:
    """Return the knowledge base of the build that is under way."""
    return _STATES[root].site if root in _STATES else prepare(root)


def finish(root: Path, site_dir: Path) -> None:
    """Write everything beside the pages into a built site."""
    from cam import (
        outputs,  # here, so that `cam check` does not wait for the libraries of files it does not write
    )

    outputs.write(current(root), site_dir, quick=True)
    outputs.index(site_dir)


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells one state of the files from another: name, time and size of every file that is read."""
    found = []
    for folder in ("data", "docs", "overrides/views"):
        for path in sorted((root / folder).rglob("*.*")):
            if path.is_file() and not prose.is_generated(path):
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
