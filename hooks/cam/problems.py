"""What is wrong with an editor's file, where, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an editor can put right.

    `file` is the path from the project's root with forward slashes, `line` counts from 1 (0: the file as a whole).
    """

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} — {self.remedy}"


class BadInput(Exception):
    """Raised once per run with every problem found; its text is the list that an editor reads."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class BuildFailed(Exception):
    """The site generator stopped; the text is what it said, without traceback."""


def report(problems: Iterable[Problem]) -> str:
    """Return the problems one a line, sorted by file and line, and a last line that counts them."""
    listed = sorted(set(problems))
    files = len({problem.file for problem in listed})
    count = (
        f"{len(listed)} problem{'s' if len(listed) != 1 else ''} in {files} file{'s' if files != 1 else ''}."
    )
    return "\n".join([*(str(problem) for problem in listed), count])


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the remedy for a word that is not known: the one that was meant, else what may be written."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return "write that record first"
    return f"use one of: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}"
