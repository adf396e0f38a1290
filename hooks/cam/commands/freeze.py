"""`cam freeze`: an edition that never changes again, with its record."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.report import add_period
from cam.commands.said import Say

NAME = "freeze"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    kinds = ["regional", "chair", "general-assembly", "session"]
    parser.add_argument("edition", help=say("freeze.edition"))
    parser.add_argument("--report", choices=kinds, default=kinds[0], help=say("freeze.report"))
    add_period(parser, say)
    parser.add_argument("--session", action="append", help=say("freeze.session"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Freeze the edition."""
    from cam.session_reports import command

    return command.freeze_edition(root, options)
