"""`cam diff`: what a change does for readers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands.said import Say

if TYPE_CHECKING:  # takes long to load, and is only named here
    from cam.effect.whole import Effect, Step
    from cam.store import Catalogue

NAME = "diff"

_ON_TERMINAL, _ON_FORGE = 15, 60
"""How long a list may be."""


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("base", nargs="?", help=say("diff.base"))
    parser.add_argument("--output", type=Path, help=say("diff.output"))
    parser.add_argument("--json", type=Path, help=say("diff.json"))
    two = (say("places.old"), say("places.new"))
    parser.add_argument("--sites", type=Path, nargs=2, metavar=two, help=say("diff.sites_option"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Compare, and say what differs: 1 where the state in hand has problems, 2 where there is nothing to compare."""
    from cam.effect import base

    try:
        return _compared(root, options)
    except base.Refused as refusal:
        options.terminal.error(options.say(f"diff.{refusal.reason}", **refusal.places))
        return 2


def _compared(root: Path, options: argparse.Namespace) -> int:
    from cam.effect import base, whole

    for folder in options.sites or ():
        if not (folder / "index.html").is_file():
            raise base.Refused("no_site", folder=str(folder))
    with base.taken(root, options.base) as before:
        effect, catalogue = whole.compare(before, root, options.sites, _step(options))
    _write(effect, catalogue, options)
    return 1 if effect.problems_now else 0


def _step(options: argparse.Namespace) -> Step:
    return lambda key, **places: options.terminal.step(options.say(f"diff.{key}", **places))


def _write(effect: Effect, catalogue: Catalogue, options: argparse.Namespace) -> None:
    """Write the report: to the terminal, and into the files that were asked for."""
    from cam.effect import written
    from cam.effect.told import Teller

    written.to_terminal(Teller(effect, options.say, catalogue, _ON_TERMINAL), options.terminal)
    if options.output:
        _put(options.output, written.to_markdown(Teller(effect, options.say, catalogue, _ON_FORGE)))
    if options.json:
        _put(options.json, effect.as_json())


def _put(path: Path, text: str) -> None:
    from cam.effect import base

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise base.Refused("cannot_write", file=str(path), said=error.strerror or "") from None
