"""`cam form`: a filled form of the forge becomes a record."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "form"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("file", help=say("form.file"))
    parser.add_argument("--id", help=say("form.id"))
    parser.add_argument("--address", help=say("form.address"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the record, or list what is wrong with the form."""
    from cam import answers, intake, live

    found = live.checked(root)
    try:
        content = intake.content(options.file)
        made = intake.draft(found.catalogue, content, found.today, options.id, options.address)
        intake.write(made)
    except answers.WrongForm as problems:
        options.terminal.error(f"{problems}\n{options.say('cam.nothing_written')}")
        return 1
    options.terminal.line("\n".join(intake.told(made)))
    return 0
