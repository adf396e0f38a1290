"""What is wrong with a form, and how it is said: in the editor's language, else in that of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


class Say(Protocol):
    """Says the words of the command line in one language."""

    language: str

    def __call__(self, key: str, **places: object) -> str:
        """Return the words `file.name` with their {places} filled in."""
        ...


Voice = Callable[[str], Say]
"""Returns who speaks to the editor of a form in a language ("": the language is not known yet)."""


@dataclass(frozen=True)
class Wrong:
    """One thing that the editor, or who filled the form in, can put right. `heading` says where."""

    heading: str
    what: str
    remedy: str


class WrongForm(Exception):
    """Raised once with everything that is wrong with a form; its text is the list that an editor reads."""

    def __init__(self, say: Say, problems: Iterable[Wrong]) -> None:
        self.say = say
        self.problems = tuple(dict.fromkeys(problems))
        lines = [
            say("form.problem", heading=problem.heading, what=problem.what, remedy=problem.remedy)
            for problem in self.problems
        ]
        self.lines = tuple(lines)
        super().__init__("\n".join([*lines, say("form.problems", count=len(lines))]))


def wrong_file(say: Say, name: str, **places: object) -> WrongForm:
    """Return what is raised where the form as a whole is of no use."""
    return WrongForm(say, [wrong(say, say("form.the_file"), name, **places)])


def wrong(say: Say, heading: str, name: str, **places: object) -> Wrong:
    """Return a problem by its name: the words `name_what` and `name_do`."""
    return Wrong(heading, say(f"form.{name}_what", **places), say(f"form.{name}_do", **places))


def shown(text: str, limit: int = 60) -> str:
    """Return a piece of a form that is safe to show in a message: on one line, short, without hidden signs."""
    text = " ".join(text[: limit * 4].split())
    text = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
