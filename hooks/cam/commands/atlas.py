"""`cam map`: the map of the Americas, drawn from Natural Earth."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "map"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("file", help=say("map.file"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Draw data/map.yaml anew."""
    from cam import drawing, topology

    try:
        size, changed = drawing.write(root, options.file)
    except topology.WrongFile as problem:
        options.terminal.error(f"{problem}\n{options.say('cam.nothing_written')}")
        return 1
    state = "drawn anew" if changed else "nothing new, left as it was"
    options.terminal.line(f"{drawing.FILE}: {state} ({size:,} bytes).")
    return 0
