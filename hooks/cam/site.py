"""Builds the whole site beside the last one, checks it, and only then puts it in its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cam import live, offline, outputs, pages, walk
from cam.frame import place_of
from cam.knowledge import Site
from cam.offers.offline import written
from cam.problems import BadInput, BuildFailed

Say = Callable[[str], None]


def build(root: Path, target: Path, say: Say) -> int:
    """Check, generate, build and verify; then replace `target`. Return the number of pages.

    Raises BadInput for problems in data/, docs/ or the built pages, BuildFailed where the generator stops; the last
    good site stays in either case.
    """
    _refuse_to_overwrite(root, target)
    say("checking data/ and docs/")
    site = live.tried(root)
    count = sum(len(records) for records in site.catalogue.records.values())
    say(f"writing the pages of {count} records in {len(site.catalogue.languages)} languages")
    pages.write(site.catalogue, place_of(site.catalogue))
    fresh = target.with_name(f".{target.name}-new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        say("building the pages")
        _generate(root, fresh, site)
        outputs.write(site, fresh, apart=True)
        say("indexing them for the search, and checking every link")
        with ThreadPoolExecutor() as pool:
            indexed = pool.submit(outputs.index, fresh)
            address = place_of(site.catalogue).site
            problems = walk.broken_links(fresh, address, promised=written(site.catalogue))
            indexed.result()
        if problems:
            raise BadInput(problems)
        say("making the copies for use without a connection")
        offline.write(site, fresh)
        number = sum(1 for _ in fresh.rglob("*.html"))
        _replace(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return number


def _refuse_to_overwrite(root: Path, target: Path) -> None:
    """Only a folder that holds nothing, or a built site, is replaced."""
    holds_something = target.is_file() or (target.is_dir() and any(target.iterdir()))
    if root.is_relative_to(target) or (holds_something and not (target / "404.html").is_file()):
        raise BuildFailed(f"{target} is not a built site: name another folder, or empty it")


def _generate(root: Path, folder: Path, site: Site) -> None:
    """Run MkDocs (`cam` does not depend on it), each language in a process and folder of its own; join the folders."""
    languages = site.catalogue.languages
    parts = {language: folder / f".{language}" for language in languages}
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(_mkdocs, root, parts[language], language, str(site.today)) for language in languages
        ]
    failures = [said for run in runs if (said := run.result())]
    if failures:
        raise BuildFailed("\n".join(dict.fromkeys("\n".join(failures).splitlines())))
    for language in languages[1:]:
        (parts[language] / language).rename(parts[languages[0]] / language)
    for path in parts[languages[0]].iterdir():
        path.rename(folder / path.name)
    for part in parts.values():
        shutil.rmtree(part, ignore_errors=True)


def _mkdocs(root: Path, folder: Path, language: str, today: str) -> str:
    """Build one language into `folder`; return what went wrong, or nothing."""
    environment = {
        **os.environ,
        "CAM_SITE_DIR": str(folder),
        "CAM_LANGUAGE": language,
        "CAM_TODAY": today,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if not run.returncode:
        return ""
    return _readable(run.stderr + run.stdout) or f"the generator stopped without a word ({language})"


def _readable(output: str) -> str:
    """Return what an editor can use of the generator's output: its warnings and errors, not its traceback."""
    said = [line for line in output.splitlines() if line.strip() and not line.startswith((" ", "Traceback"))]
    lines = [line for line in said if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    return "\n".join(lines or said[-5:])


def _replace(fresh: Path, target: Path) -> None:
    """Put the new site in the place of the old one."""
    old = target.with_name(f".{target.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def serve(root: Path, address: str) -> int:
    """Serve the site with live reload until it is interrupted."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    try:
        return subprocess.run(command, cwd=root, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
