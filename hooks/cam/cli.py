"""The command `cam`.

Exit codes: 0, done; 1, problems, all listed, and nothing changed; 2, wrong use; 130, stopped by the keyboard;
141, nobody reads what is said any more (`cam … | head -1`).
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from cam.commands import parser
from cam.commands.said import Say, preferred
from cam.commands.terminal import Terminal
from cam.garbage import collect_rarely
from cam.problems import BadInput, BuildFailed

STOPPED = 130
"""What a shell reports of a program that Ctrl+C ended."""


UNREAD = 141
"""What a shell reports of a program whose output nobody reads any more."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _write_nowhere()
        return UNREAD


def _write_nowhere() -> None:
    """Let what is still to be written go nowhere: Python would complain of it at its end."""
    with suppress(OSError, ValueError):  # an output without a file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def _run(arguments: list[str] | None) -> int:
    collect_rarely()
    given = sys.argv[1:] if arguments is None else arguments
    say = Say(parser.language(given) or preferred())
    options = parser.parser(say).parse_args(given)
    options.say, options.terminal = say, Terminal(say)
    root = _root()
    if root is None:
        options.terminal.error(say("cam.no_project", folder=str(Path.cwd())))
        return 2
    try:
        code: int = options.run(root, options)
        return code
    except BadInput as problems:
        options.terminal.problems(problems.problems)
        options.terminal.error(say("cam.unchanged"))
    except BuildFailed as failure:
        options.terminal.error(f"{failure}\n{say('cam.unchanged')}")
    except KeyboardInterrupt:
        options.terminal.error(say("cam.stopped"))
        return STOPPED
    return 1


def _root() -> Path | None:
    """Return the project's root: the working directory or the nearest folder above it with mkdocs.yml, if any has it.

    A working directory that lacks only that file is the root, too: what is missing is said there.
    """
    here = Path.cwd()
    marked = (folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file())
    return next(marked, here if (here / "data" / "site.yaml").is_file() else None)


if __name__ == "__main__":
    sys.exit(main())
