"""Writes what a command says: colours and progress on a terminal only, notes on the forge's lines where it asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from cam.commands.said import Say
from cam.problems import Problem, report

_COLORS = {"red": "31", "green": "32", "yellow": "33", "bold": "1"}


class Terminal:
    """Where a command writes: results to the standard output, problems and errors to the standard error."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.forge = os.environ.get("GITHUB_ACTIONS") == "true"

    def line(self, text: str = "", color: str = "") -> None:
        """Write a line of the result."""
        print(painted(text, color, sys.stdout), flush=True)

    def error(self, text: str) -> None:
        """Write a line of what went wrong."""
        print(painted(text, "red", sys.stderr), file=sys.stderr, flush=True)

    def step(self, text: str) -> None:
        """Write what is being done, of work that takes a while."""
        print(f"… {text}", flush=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """List problems, sorted, with a last line that counts them; on the forge also as notes on their lines."""
        listed = sorted(set(problems))
        print(report(listed), file=sys.stderr, flush=True)
        self._annotate(listed, "error")

    def notices(self, notices: Sequence[Problem]) -> None:
        """List what could be better."""
        for notice in notices:
            self.line(str(notice), "yellow")
        self._annotate(notices, "notice")

    def _annotate(self, problems: Iterable[Problem], level: str) -> None:
        if self.forge:
            print("\n".join(annotation(problem, level) for problem in problems), flush=True)


def painted(text: str, color: str, stream: TextIO) -> str:
    """Return a text in a color where the stream is a terminal that shows colors (no-color.org)."""
    shows = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return f"\x1b[{_COLORS[color]}m{text}\x1b[0m" if color and shows else text


def annotation(problem: Problem, level: str) -> str:
    """Return a problem as a command of GitHub's workflows, which puts it on the line of the pull request.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    place = f"file={_property(problem.file)},line={max(problem.line, 1)}"
    return f"::{level} {place}::{_message(f'{problem.what} — {problem.remedy}')}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
