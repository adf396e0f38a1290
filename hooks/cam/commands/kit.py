"""`cam kit`: everything that is generated for editors, brought up to date."""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path, PurePosixPath

from cam.commands.said import Say

NAME = "kit"
ALIASES = ["forms"]


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""


def run(root: Path, options: argparse.Namespace) -> int:
    """Write what changed; leave the rest."""
    from cam import kit, live

    changed = [PurePosixPath(name) for name in kit.write(live.checked(root).catalogue)]
    for folder, names in groupby(changed, lambda path: path.parent):
        said = ", ".join(name.name for name in names)
        options.terminal.line(options.say("kit.changed", folder=folder, names=said))
    if not changed:
        options.terminal.line(options.say("kit.nothing"), "green")
    return 0
