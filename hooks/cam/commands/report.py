"""`cam report`: a draft of the Chair's report, or of the report to the General Assembly."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "report"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("report", choices=["chair", "general-assembly"], help=say("report.which"))
    add_period(parser, say)
    parser.add_argument("--language", action="append", help=say("report.language"))
    parser.add_argument("-o", "--output", help=say("report.output"))


def add_period(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the two ends of a period."""
    parser.add_argument("--from", dest="start", help=say("report.from"))
    parser.add_argument("--to", dest="end", help=say("report.to"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the drafts."""
    from cam.session_reports import command

    return command.report(root, options)
