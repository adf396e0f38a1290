"""Writes what a command says: colours and progress on a terminal only, notes on the forge's lines where it asks."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from cam.commands.said import Say
from cam.messages import said
from cam.problems import Problem

_COLORS = {"red": "31", "green": "32", "yellow": "33", "bold": "1"}

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would steer a terminal, turn its text round, or cannot be written; a file's name may hold it."""


class Terminal:
    """Where a command writes: results to the standard output, problems and errors to the standard error."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.forge = os.environ.get("GITHUB_ACTIONS") == "true"
        for stream in (sys.stdout, sys.stderr):
            if isinstance(
                stream, io.TextIOWrapper
            ):  # a pipe on Windows may lack a sign: it is then spelled out
                stream.reconfigure(errors="backslashreplace")

    def line(self, text: str = "", color: str = "") -> None:
        """Write a line of the result."""
        print(painted(self._harmless(text), color, sys.stdout), flush=True)

    def error(self, text: str) -> None:
        """Write a line of what went wrong."""
        print(painted(self._harmless(text), "red", sys.stderr), file=sys.stderr, flush=True)

    def step(self, text: str) -> None:
        """Write what is being done, of work that takes a while."""
        print(f"… {self._harmless(text)}", flush=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """List problems, sorted, with a last line that counts them; on the forge also as notes on their lines."""
        listed = sorted(set(problems))
        told = self._told(listed)
        lines = [*map(self._listed, told), self._count(listed)]
        print("\n".join(lines), file=sys.stderr, flush=True)
        self._annotate(told, "error")

    def notices(self, notices: Sequence[Problem]) -> None:
        """List what could be better."""
        told = self._told(notices)
        for notice in told:
            self.line(self._listed(notice), "yellow")
        self._annotate(told, "notice")

    def _told(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems in the editor's language, in the order of the English ones."""
        return [said(problem, self.say.language) for problem in problems]

    def _listed(self, problem: Problem) -> str:
        """Return a problem as one line, whatever the name of its file or a value of it holds."""
        return self._harmless(str(problem).replace("\n", "\\n"))

    def _harmless(self, text: str) -> str:
        """Return a text with what nobody sees spelled out; on the forge also without what its runner obeys.

        A line that begins with `::` is a command there, and so is `##[` anywhere in a line.
        """
        text = _UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)
        return re.sub(r"##(?=\[)|^\s*:(?=:)", r"\g<0> ", text, flags=re.MULTILINE) if self.forge else text

    def _count(self, problems: Sequence[Problem]) -> str:
        files = len({problem.file for problem in problems})
        return self.say(
            "cam.problems_in_files",
            problems=self.say("cam.problems", count=len(problems)),
            files=self.say("cam.files", count=files),
        )

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
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
