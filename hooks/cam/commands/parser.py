"""Declares every command and its help, in the editor's language."""

from __future__ import annotations

import argparse
import difflib
from types import ModuleType
from typing import Any

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


_MOST_USED = 6
"""So many commands are named where no command is like what was written."""


def _class(say: Say) -> type[argparse.ArgumentParser]:
    """Return a parser that names values in the editor's language, and an unknown command by the one that was meant."""

    class Parser(argparse.ArgumentParser):
        def add_argument(self, *names: Any, **given: Any) -> argparse.Action:
            action = super().add_argument(*names, **given)
            if action.metavar is None and action.choices is None and action.nargs != 0:
                action.metavar = say(f"places.{action.dest}")
            return action

        def _check_value(self, action: argparse.Action, value: Any) -> None:
            if not isinstance(action, argparse._SubParsersAction) or value in action.choices:
                super()._check_value(action, value)
                return
            names = list(action.choices)
            near = difflib.get_close_matches(value, names, n=1)
            places = {"given": value, "program": self.prog}
            if near:
                raise argparse.ArgumentError(None, say("cam.meant", near=near[0], **places))
            known = ", ".join(f"`{name}`" for name in names[:_MOST_USED])
            raise argparse.ArgumentError(None, say("cam.no_command", names=known, **places))

    return Parser


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
    whole = _class(say)(prog="cam", description=say("cam.about"), epilog=say("cam.exit_codes"))
    whole.add_argument("--lang", choices=LANGUAGES, help=say("cam.lang"))
    commands = whole.add_subparsers(title=say("cam.commands"), required=True, metavar=say("cam.command"))
    for command in COMMANDS:
        about = say(f"{command.NAME}.about")
        one = commands.add_parser(
            command.NAME, help=about, description=about, aliases=getattr(command, "ALIASES", [])
        )
        # People write it behind the command as well; the help names it once.
        one.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.add(one, say)
        if hasattr(command, "run"):  # else each command below it has its own
            one.set_defaults(run=command.run)
    return whole
