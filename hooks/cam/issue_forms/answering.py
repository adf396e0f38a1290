"""Reads each answer of a form: plain texts, choices, dates, times, sources, institutions and records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from cam.issue_forms import choosing, institutions, subjects
from cam.issue_forms.reading import NO_ANSWER, Answers, opened, same
from cam.issue_forms.templates import Asked
from cam.issue_forms.wrong import Voice, shown
from cam.model.base import Address, ClockTime, PartialDate, markup_in
from cam.store import Catalogue
from cam.terminology.typography import mended

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what nobody sees: control and format signs, surrogates, unassigned ones, separators."""

_KEY = re.compile(r"[a-z_]+(\.([a-z_]+|[0-9]{1,3}))*")

_HOURS = re.compile(
    r"(?P<hours>[0-9]{1,2})"
    r"(?:[:.](?P<minutes>[0-9]{2})(?: ?(?:h|hs|hrs|horas)\.?)?| ?h\.?(?: ?(?P<after_h>[0-9]{2}))?)",
    re.IGNORECASE,
)
"""A time: 9:30, and as people write it in French (9h30, 9 h 30, 14 h) and in Spanish (10:00 h, 10.00 horas)."""

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_CLOCK: TypeAdapter[str] = TypeAdapter(ClockTime)
_DATE: TypeAdapter[PartialDate] = TypeAdapter(PartialDate)


def answers(catalogue: Catalogue, content: bytes, voice: Voice) -> Answers:
    """Return what a form says. Raises WrongForm where it is none."""
    read, parts = opened(catalogue, content, voice)
    given = {heading: answer for heading, answer in parts if heading}
    for asked in read.form.asked:
        answer = given.get(same(asked.heading), "")
        if answer not in NO_ANSWER:
            _read(catalogue, asked, answer, read)
        elif asked.question.required and same(asked.heading) in given:
            read.wrong(asked.heading, "no_answer")
    return read


def _read(catalogue: Catalogue, asked: Asked, said: str, read: Answers) -> None:
    """Read one answer."""
    limit = asked.question.limit or 2 * sum(len(words) + 10 for words in asked.choices)
    if len(said) > limit:
        read.wrong(asked.heading, "too_long", length=len(said), limit=limit)
    elif asked.question.answer == "institution":
        institutions.read_member(catalogue, asked, one_line(said), read)
    elif asked.question.answer == "record":
        subjects.read_subject(catalogue, asked, one_line(said), read)
    else:
        _READERS[asked.question.answer](asked, said, read)


def one_line(text: str) -> str:
    """Return a text on one line; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _read_text(asked: Asked, said: str, read: Answers) -> None:
    """Keep a text in the language of the form, its typography mended where that is safe."""
    if _is_plain(asked, said, read):
        text = unicodedata.normalize("NFC", one_line(said))
        read.values[asked.question.name] = {read.form.language: mended(text, read.form.language)}


def _read_words(asked: Asked, said: str, read: Answers) -> None:
    """Keep words as they stand."""
    if _is_plain(asked, said, read):
        read.values[asked.question.name] = unicodedata.normalize("NFC", one_line(said))


def _is_plain(asked: Asked, said: str, read: Answers) -> bool:
    """Return whether an answer is plain text."""
    hidden = next((sign for sign in said if sign not in "\n\t" and unicodedata.category(sign) in _HIDDEN), "")
    markup = markup_in(one_line(said))
    if hidden:
        read.wrong(asked.heading, "hidden", sign=f"U+{ord(hidden):04X}")
    elif markup:
        read.wrong(asked.heading, "markup", markup=_markup(read, markup))
    return not hidden and not markup


_MARKUP = {"an HTML tag": "html", "a Markdown link": "link", "an invisible control character": "control"}
"""The names of the words for what the model finds in a text."""


def _markup(read: Answers, found: str) -> str:
    return read.say(f"form.markup_{_MARKUP.get(found, 'template')}")


def _read_date(asked: Asked, said: str, read: Answers) -> None:
    try:
        read.values[asked.question.name] = str(_DATE.validate_python(said))
    except ValidationError:
        read.wrong(asked.heading, "no_date", said=shown(said))


def _read_clock(asked: Asked, said: str, read: Answers) -> None:
    try:
        read.values[asked.question.name] = _CLOCK.validate_python(clock(said))
    except ValidationError:
        read.wrong(asked.heading, "no_time", said=shown(said))


def clock(said: str) -> str:
    """Return a time as records have it, 09:30, of any usual form of it; what is none stays as it is."""
    found = _HOURS.fullmatch(one_line(said.replace("\u00a0", " ").replace("\u202f", " ")))
    return f"{found['hours']:0>2}:{found['minutes'] or found['after_h'] or '00'}" if found else said


def _read_address(asked: Asked, said: str, read: Answers) -> None:
    if is_address(said):
        read.values[asked.question.name] = said
    else:
        read.wrong(asked.heading, "no_address", said=shown(said))


def _read_source(asked: Asked, said: str, read: Answers) -> None:
    if not _is_plain(asked, said, read):
        return
    if is_address(said):
        read.values[asked.question.name] = said
        read.todo("open", address=said)
    else:
        read.todo("find", words=one_line(said))


def is_address(text: str) -> bool:
    """Return whether a text is a web address and nothing else."""
    try:
        return bool(_ADDRESS.validate_python(text) and urlsplit(text).hostname and text.isprintable())
    except ValueError:
        return False


def _read_key(asked: Asked, said: str, read: Answers) -> None:
    """Keep the place of a value in a record, written as messages write it: dates.0.start."""
    said = said.strip("`: ")
    if not _KEY.fullmatch(said):
        read.wrong(asked.heading, "no_key", said=shown(said))
        return
    read.values[asked.question.name] = tuple(
        int(part) if part.isdigit() else part for part in said.split(".")
    )


_READERS: dict[str, Callable[[Asked, str, Answers], None]] = {
    "line": _read_text,
    "text": _read_text,
    "words": _read_words,
    "choice": choosing.read_choice,
    "consent": choosing.read_choice,
    "date": _read_date,
    "clock": _read_clock,
    "address": _read_address,
    "source": _read_source,
    "key": _read_key,
}
"""How each sort of answer is read."""
