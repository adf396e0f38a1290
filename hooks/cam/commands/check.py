"""`cam check`: every problem of data/ and docs/, listed once."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "check"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""


def run(root: Path, options: argparse.Namespace) -> int:
    """Check everything below the root."""
    from cam import checks, live

    found = live.tried(root)
    options.terminal.notices(checks.run_notices(found))
    count = sum(len(records) for records in found.catalogue.records.values())
    options.terminal.line(options.say("check.sound", records=count, pages=len(found.pages)), "green")
    return 0
