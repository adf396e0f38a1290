"""`cam form`: a filled form of the forge becomes a record, or a change of one.

Where nothing can be written without a person, that is a problem: exit code 1, with what to look at.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import LANGUAGES, Say

NAME = "form"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("file", help=say("form.file"))
    parser.add_argument("--id", help=say("form.id"))
    parser.add_argument("--address", help=say("form.address"))
    parser.add_argument("--dry-run", action="store_true", help=say("form.dry_run"))
    parser.add_argument("--comment", type=Path, metavar=say("form.comment_file"), help=say("form.comment"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the record, or list what is wrong with the form."""
    from cam import live
    from cam.issue_forms import intake, writing
    from cam.issue_forms.wrong import WrongForm

    def voice(language: str) -> Say:
        return options.say if options.lang or language not in LANGUAGES else Say(language)

    found = live.checked(root)
    try:
        content = intake.content(options.file, voice(""))
        made = intake.draft(found.catalogue, content, found.today, voice, options.id, options.address)
        if not options.dry_run:
            writing.write(made)
    except WrongForm as problems:
        said = f"{problems}\n{problems.say('cam.nothing_written')}"
        options.terminal.error(said)
        _comment(options, problems.say("form.comment_wrong"), said)
        return 1
    said = "\n".join(writing.told(made, is_dry=options.dry_run))
    options.terminal.line(said)
    if options.dry_run:
        options.terminal.line(f"\n{writing.preview(made)}")
    _comment(options, made.say("form.comment_done"), said)
    return 0


def _comment(options: argparse.Namespace, introduction: str, said: str) -> None:
    """Write what the forge's robot is to answer, where a file for it is given."""
    from cam.issue_forms.comment import comment

    if options.comment:
        options.comment.write_bytes(comment(introduction, said).encode())
