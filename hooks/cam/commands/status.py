"""`cam status`: what there is to do, as a board in the terminal.

A section is a function (site, say, options) -> lines; `SECTIONS` is the one list of them, in the order in which they
are told. To add one: a module of its own, a line here, and its title `status.section_<name>` in words/status.yaml.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands import status_coverage, status_due
from cam.commands.said import Say

if TYPE_CHECKING:  # takes long to load, and is only named here
    from cam.knowledge import Site

NAME = "status"

Section = Callable[["Site", Say, argparse.Namespace], Iterable[str]]
"""Says one part of the board: the checked site, the words, and `options.language` and `options.owner` (or None)."""


def _translations(site: Site, say: Say, options: argparse.Namespace) -> Iterable[str]:
    from cam.translation import terminal

    return terminal.lines(site, say, options)


SECTIONS: dict[str, Section] = {
    "translations": _translations,
    "due": status_due.lines,
    "coverage": status_coverage.lines,
}
"""The sections of the board, in order. A section imports what it needs when it is called."""

_OF_OWNERS = ("due",)
"""The sections that know who looks after what: the only ones that are said of one owner."""


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("--section", choices=list(SECTIONS), action="append", help=say("status.section"))
    parser.add_argument("--language", help=say("status.language"))
    parser.add_argument("--owner", help=say("status.owner"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Say the sections that were asked for, or all; 0 whatever they say, for nothing of it is an error."""
    from cam import live

    site = live.checked(root)
    if options.language not in (None, *(known := site.catalogue.languages)):
        places = {"language": options.language, "languages": ", ".join(known)}
        options.terminal.error(options.say("status.unknown_language", **places))
        return 2
    owners = site.catalogue.vocabulary["owners"]
    if options.owner not in (None, *owners):
        places = {"owner": options.owner, "owners": ", ".join(owners)}
        options.terminal.error(options.say("status.unknown_owner", **places))
        return 2
    for name in _OF_OWNERS if options.owner else options.section or SECTIONS:
        options.terminal.line(options.say(f"status.section_{name}"), "bold")
        for line in SECTIONS[name](site, options.say, options):
            options.terminal.line(line)
        options.terminal.line()
    return 0
