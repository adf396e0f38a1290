"""`cam links`: whether the addresses outside of the site still answer. The only command that uses the network."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "links"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("--pause", type=float, default=1.0, help=say("links.pause"))
    parser.add_argument("--write", action="store_true", help=say("links.write"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Ask every address; 1 where one does not answer as it should."""
    from cam import links, live

    found = live.checked(root)
    manners = links.manners(found.catalogue, options.pause)
    if options.write:
        return 0 if links.write(found.catalogue, found.today, manners, options.terminal.line) else 1
    return 1 if links.show(found.catalogue, manners, options.terminal.line) else 0
