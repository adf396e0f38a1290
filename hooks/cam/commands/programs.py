"""`cam programs`: worker programs as tables, written and taken in."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "programs"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    commands = parser.add_subparsers(title=say("cam.commands"), required=True, metavar=say("cam.command"))
    outgoing = commands.add_parser("export", help=say("programs.export"))
    outgoing.add_argument("file", help=say("programs.export_file"))
    outgoing.set_defaults(run=_export)
    incoming = commands.add_parser("import", help=say("programs.import"))
    incoming.add_argument("file", help=say("programs.import_file"))
    incoming.add_argument("--dry-run", action="store_true", help=say("programs.dry_run"))
    incoming.set_defaults(run=_import)


def _import(root: Path, options: argparse.Namespace) -> int:
    from cam import live, messages
    from cam.programs_exchange import files, taking_in

    language = options.say.language
    found = live.checked(root)
    try:
        taken = taking_in.take_in(found.catalogue, Path(options.file), found.today)
        if not options.dry_run:
            taking_in.write(taken)
    except files.WrongTable as problems:
        told = messages.lines(str(problems), language)
        options.terminal.error(f"{told}\n{options.say('cam.nothing_written')}")
        return 1
    options.terminal.line(messages.lines("\n".join(taking_in.told(found.catalogue, taken)), language))
    return 0


def _export(root: Path, options: argparse.Namespace) -> int:
    from cam import live, messages
    from cam.programs_exchange import files, giving

    try:
        names = giving.export(live.checked(root).catalogue, options.file)
    except files.WrongTable as problem:
        options.terminal.error(messages.lines(str(problem), options.say.language))
        return 1
    options.terminal.line(options.say("programs.written", files=", ".join(names)))
    return 0
