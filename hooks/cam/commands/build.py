"""`cam build`: the whole site, in all languages."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from cam.commands.said import Say

NAME = "build"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("--output", default="site", help=say("build.output"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Check, build, and put the new site in the place of the last one."""
    from cam import site

    started = time.monotonic()
    target = (root / options.output).resolve()
    number = site.build(root, target, options.terminal.step)
    seconds = f"{time.monotonic() - started:.0f}"
    options.terminal.line(options.say("build.done", folder=target, pages=number, seconds=seconds), "green")
    return 0
