"""The command `cam`.

Exit codes: 0, done; 1, problems, all listed, and nothing changed; 2, wrong use; 130, stopped by the keyboard.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from cam.commands import parser
from cam.commands.said import Say, preferred
from cam.commands.terminal import Terminal
from cam.problems import BadInput, BuildFailed

STOPPED = 130
"""What a shell reports of a program that Ctrl+C ended."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    gc.set_threshold(200_000, 20, 20)  # a short life that makes many objects and throws few away
    given = sys.argv[1:] if arguments is None else arguments
    say = Say(parser.language(given) or preferred())
    options = parser.parser(say).parse_args(given)
    options.say, options.terminal = say, Terminal(say)
    try:
        code: int = options.run(_root(), options)
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


def _root() -> Path:
    """Return the project's root: the working directory or the nearest folder above it with mkdocs.yml."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


if __name__ == "__main__":
    sys.exit(main())
