"""The commands `cam report`, and `cam freeze` for editions: problems in an editor's words, exit code 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cam import live
from cam.documents import freeze
from cam.files import replaced
from cam.knowledge import Site
from cam.model.figures import REGIONAL
from cam.session_reports import drafts, frozen
from cam.session_reports.committee import period_of, reported
from cam.session_reports.period import Period, WrongPeriod, between
from cam.store import Catalogue

TYPES = {
    "regional": REGIONAL,
    "chair": "chair_report",
    "general-assembly": "general_assembly_report",
    "session": frozen.SNAPSHOT,
}
"""What `cam freeze` can freeze, as it is asked for: the type of the edition."""

ENDINGS = (".pdf", ".docx")


class WrongUse(Exception):
    """What was asked for cannot be; the text says why, and what to write."""


def report(root: Path, options: argparse.Namespace) -> int:
    """Write a report; return the exit code."""
    try:
        made = _written(live.checked(root), options)
    except (WrongUse, WrongPeriod) as problem:
        print(f"{problem}\nNothing was written.", file=sys.stderr)
        return 1
    for path, content in made.items():
        try:
            replaced(path, content)
        except OSError as error:
            print(f"{path} cannot be written ({error.strerror}).", file=sys.stderr)
            return 1
        print(f"{path} was written ({len(content):,} bytes).")
    return 0


def _written(site: Site, options: argparse.Namespace) -> dict[Path, bytes]:
    """Return every file that is asked for, by its path: all are made before the first is written."""
    catalogue, name = site.catalogue, options.report.replace("-", "_")
    period = _period(catalogue, options.start, options.end)
    target = _target(options, period)
    languages = _languages(catalogue, options.language)
    wanted = [target.suffix.lower()] if target.suffix else ENDINGS
    made: dict[Path, bytes] = {}
    for language in languages:
        found = drafts.files(site, language, name, period)
        stem = target.stem if options.output and len(languages) == 1 else f"{target.stem}-{language}"
        made |= {target.with_name(f"{stem}{ending}"): found[ending[1:]] for ending in wanted}
    return made


def _period(catalogue: Catalogue, start: str | None, end: str | None) -> Period:
    """Return the period that is asked for; without one, that of the newest plan."""
    if start and end:
        return between(start, end)
    if start or end:
        raise WrongUse("a period has two ends: write both --from and --to")
    plans = reported(catalogue)
    if not plans:
        raise WrongUse("there is no plan whose period could be taken: write --from and --to")
    return period_of(catalogue, plans[0])


def _target(options: argparse.Namespace, period: Period) -> Path:
    """Return the file that is asked for; without one, a name without an ending."""
    if not options.output:
        return Path(f"{options.report}-{period.start}-{period.end}")
    path = Path(options.output)
    if path.suffix.lower() not in ENDINGS:
        raise WrongUse(f"`{options.output}`: a report is written as {' or '.join(ENDINGS)}")
    return path


def _languages(catalogue: Catalogue, asked: list[str] | None) -> list[str]:
    """Return the languages that are asked for; without any, all of them."""
    for language in asked or ():
        if language not in catalogue.languages:
            raise WrongUse(
                f"`{language}` is not a language of the site: use {', '.join(catalogue.languages)}"
            )
    return list(dict.fromkeys(asked or catalogue.languages))


def freeze_edition(root: Path, options: argparse.Namespace) -> int:
    """Freeze an edition; return the exit code."""
    try:
        site = live.checked(root)
        paths = freeze.freeze(site, options.edition, _gather(site.catalogue, options))
    except (WrongUse, WrongPeriod, freeze.Refused) as refusal:
        print(f"{refusal}\nNothing was written.", file=sys.stderr)
        return 1
    print("\n".join(f"{path.relative_to(root).as_posix()} ({path.stat().st_size:,} bytes)" for path in paths))
    return 0


def _gather(catalogue: Catalogue, options: argparse.Namespace) -> freeze.Gather:
    """Return what gathers the edition that is asked for."""
    if options.report == "regional":
        if options.start or options.end or options.session:
            raise WrongUse("the regional report is on no period: leave out --from, --to and --session")
        return freeze.regional
    period = _period(catalogue, options.start, options.end)
    return frozen.gather(TYPES[options.report], period, _session(options.session))


def _session(asked: list[str] | None) -> dict[str, str]:
    """Return the name of a session by language, as given in the form LANGUAGE=TEXT."""
    found = {}
    for each in asked or ():
        language, sign, text = each.partition("=")
        if not sign:
            raise WrongUse(f"`{each}`: write --session en=… once for each language")
        found[language.strip()] = text
    return found
