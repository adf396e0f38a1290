"""Declares every command and its help, in the editor's language."""

from __future__ import annotations

import argparse
from types import ModuleType

from cam.commands import (
    atlas,
    build,
    check,
    diff,
    fix,
    form,
    freeze,
    kit,
    links,
    new,
    preview,
    programs,
    report,
    sicremi,
    status,
    translated,
)
from cam.commands.said import LANGUAGES, Say

COMMANDS: tuple[ModuleType, ...] = (
    check,
    new,
    fix,
    status,
    translated,
    preview,
    diff,
    form,
    build,
    kit,
    links,
    sicremi,
    programs,
    freeze,
    report,
    atlas,
)
"""Every command, in the order of the help: first what editors use."""


def language(arguments: list[str]) -> str:
    """Return the language that --lang asks for, before anything else is read; nothing where it is not asked."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang", choices=LANGUAGES)
    try:
        found, _ = early.parse_known_args(arguments)
    except argparse.ArgumentError:
        return ""  # the whole parser says what is wrong with it
    return found.lang or ""


def parser(say: Say) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `options.run` is what to run."""
    argparse._ = say.of_argparse  # type: ignore[attr-defined]  # its own words, which gettext would ask the machine for
    argparse.ngettext = say.of_argparse_many  # type: ignore[attr-defined]
    whole = argparse.ArgumentParser(prog="cam", description=say("cam.about"), epilog=say("cam.exit_codes"))
    whole.add_argument("--lang", choices=LANGUAGES, help=say("cam.lang"))
    commands = whole.add_subparsers(title=say("cam.commands"), required=True, metavar=say("cam.command"))
    for command in COMMANDS:
        about = say(f"{command.NAME}.about")
        one = commands.add_parser(
            command.NAME, help=about, description=about, aliases=getattr(command, "ALIASES", [])
        )
        command.add(one, say)
        if hasattr(command, "run"):  # else each command below it has its own
            one.set_defaults(run=command.run)
    return whole
