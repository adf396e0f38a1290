"""`cam sicremi`: the forms of the data request, written and taken in."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import LANGUAGES, Say

NAME = "sicremi"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    commands = parser.add_subparsers(title=say("cam.commands"), required=True, metavar=say("cam.command"))
    form = commands.add_parser("form", help=say("sicremi.form"))
    form.add_argument("--country", required=True, help=say("sicremi.country"))
    form.add_argument("--language", default=LANGUAGES[0], help=say("sicremi.language"))
    form.add_argument("--csv", action="store_true", help=say("sicremi.csv"))
    form.add_argument("-o", "--output", help=say("sicremi.output"))
    form.set_defaults(run=_form)
    filled = commands.add_parser("read", help=say("sicremi.read"))
    filled.add_argument("file", help=say("sicremi.file"))
    filled.add_argument("--address", help=say("sicremi.address"))
    filled.add_argument("--dry-run", action="store_true", help=say("sicremi.dry_run"))
    filled.set_defaults(run=_read)


def _form(root: Path, options: argparse.Namespace) -> int:
    from cam import live
    from cam.sicremi import forms

    made = forms.one(live.checked(root).catalogue, options.country, options.language, options.csv)
    if isinstance(made, str):
        options.terminal.error(f"{made}\n{options.say('cam.nothing_written')}")
        return 1
    path = Path(options.output or made.file_name)
    try:
        path.write_bytes(made.content)
    except OSError as error:
        unwritable = options.say("sicremi.unwritable", file=path, why=error.strerror)
        options.terminal.error(f"{unwritable}\n{options.say('cam.nothing_written')}")
        return 1
    size = f"{len(made.content):,}"
    told = options.say("sicremi.form_written", file=path, bytes=size, figures=made.prefilled)
    options.terminal.line(told)
    return 0


def _read(root: Path, options: argparse.Namespace) -> int:
    from cam import live, messages
    from cam.sicremi import found as finding
    from cam.sicremi import intake, safe_open

    language = options.say.language
    found = live.checked(root)
    try:
        opened = safe_open.open_file(Path(options.file))
        made = intake.draft(found.catalogue, opened, found.today, options.address, options.dry_run)
        if not options.dry_run:
            intake.write(made)
    except finding.WrongSheet as problems:
        told = messages.lines(str(problems), language)
        options.terminal.error(f"{told}\n{options.say('sicremi.nothing_taken_in')}")
        return 1
    options.terminal.line(messages.lines("\n".join(intake.told(made)), language))
    record, table = made.names
    key = "sicremi.dry" if options.dry_run else "sicremi.written"
    options.terminal.line(options.say(key, record=record, table=table))
    return 0
