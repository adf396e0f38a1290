"""Finds in an issue the form that it was made with, and its answers: `### heading`, answer, and so on.

Whoever filled it in is unknown, so nothing of it is trusted: an answer is a choice, a date, a record of this site or
plain text, or it is a problem. All problems are kept; what a message shows of a form has no hidden sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cam.issue_forms.templates import Form, forms
from cam.issue_forms.wrong import Say, Voice, Wrong, shown, wrong, wrong_file
from cam.store import Catalogue

LIMIT = 100_000
"""Bytes of the largest form that is read."""

SHOWN = 5
"""Problems of one sort that are listed one by one."""

NO_ANSWER = ("", "_No response_", "None")
"""What the forge writes, in every language, where nothing was answered or chosen."""

_SURE = 3
"""Headings that a text must share with a form to be taken for one."""

_HEADING = re.compile(r"^###[ \t]+(.*)$", re.MULTILINE)


@dataclass
class Answers:
    """What a form says: values by the name of the question, what is wrong, and what an editor has to look after."""

    form: Form
    say: Say
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Wrong] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def wrong(self, heading: str, name: str, **places: object) -> None:
        """Keep a problem by its name among the words of the command."""
        self.problems.append(wrong(self.say, heading, name, **places))

    def wrong_at(self, question: str, name: str, **places: object) -> None:
        """Keep a problem with the answer to a question."""
        self.wrong(self.form.heading(question), name, **places)

    def todo(self, name: str, **places: object) -> None:
        """Keep what is left to do, by its name."""
        self.left.append(self.say(f"form.left_{name}", **places))


Parts = list[tuple[str, str]]


def text_of(content: bytes, say: Say) -> str:
    """Return the text of a form, with all line ends alike. Raises WrongForm where it is none."""
    if len(content) > LIMIT:
        raise wrong_file(say, "too_large", size=LIMIT // 1000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise wrong_file(say, "not_utf8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def opened(catalogue: Catalogue, content: bytes, voice: Voice) -> tuple[Answers, Parts]:
    """Return the form that a text was made with, no answer read yet, and its parts. Raises WrongForm."""
    parts = _parts(text_of(content, voice("")))
    form = _recognised(catalogue, parts, voice(""))
    read = Answers(form, voice(form.language))
    read.problems += _headings(form, parts, read.say)
    return read, parts


def _parts(body: str) -> Parts:
    """Return each heading, as `same` compares it, with its answer; the first part has no heading."""
    first, *rest = _HEADING.split(body)
    headings = (same(heading[:200]) or "###" for heading in rest[::2])
    return [("", first.strip()), *zip(headings, (answer.strip() for answer in rest[1::2]), strict=True)]


def same(text: str) -> str:
    """Return what is compared of a heading or a choice: its letters, whatever the spaces, apostrophes, capitals."""
    return unicodedata.normalize("NFC", " ".join(text.split())).replace("’", "'").casefold()


def _recognised(catalogue: Catalogue, parts: Parts, say: Say) -> Form:
    """Return the form that has most of the headings. Raises WrongForm where none or several do."""
    known, found = forms(catalogue), {heading for heading, _ in parts}
    counts = [_likeness(form, found) for form in known]
    best = [form for form, count in zip(known, counts, strict=True) if count == max(counts)]
    if len(best) > 1 or max(counts)[0] < _SURE:
        raise wrong_file(say, "no_form", forms=", ".join(form.file for form in known))
    return best[0]


def _likeness(form: Form, found: set[str]) -> tuple[int, int]:
    """Return how many headings a text has of a form, and (less is more) how many it lacks."""
    own = {same(asked.heading) for asked in form.asked}
    return len(found & own), -len(own - found)


def _headings(form: Form, parts: Parts, say: Say) -> Iterator[Wrong]:
    """Yield what is wrong with the headings: each stands there once, and no other does."""
    known = {same(asked.heading): asked.heading for asked in form.asked}
    (_, before), *rest = parts
    if before:
        yield wrong(say, say("form.the_file"), "before", text=shown(before))
    given = [heading for heading, _ in rest]
    strange = list(dict.fromkeys(heading for heading in given if heading not in known))
    for heading in strange[:SHOWN]:
        yield wrong(say, say("form.the_file"), "strange_heading", words=shown(heading))
    if len(strange) > SHOWN:
        yield wrong(say, say("form.the_file"), "strange_headings", number=len(strange))
    for like, heading in known.items():
        if like not in given:
            yield wrong(say, heading, "no_heading", words=heading)
        elif given.count(like) > 1:
            yield wrong(say, heading, "heading_twice")
