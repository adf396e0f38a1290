"""What a filled form holds, and what is found in it: figures, sources, notes, problems."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cam.sicremi.layout import Key

FILE = "the file"
"""Stands for the cell where a problem is that of the file as a whole."""

SHOWN = 12
"""Problems of one sort on one sheet that are listed one by one."""


@dataclass(frozen=True)
class Finding:
    """One thing to put right, or to answer. `level`: an error stops; a warning needs a note; a hint needs nothing."""

    place: str
    what: str
    remedy: str
    level: str = "error"
    key: Key | None = None
    """The figure that it is about; a year of 0 stands for the table as a whole."""
    sort: str = ""
    named: str = ""
    """What a note has to name to answer it; stands behind the remedy."""

    def __str__(self) -> str:
        return f"{self.place}: {self.what} — {self.remedy}{self.named}"


FURTHER = "Further checks follow once these cells can be read."
"""Ends the list where a table could not be read, and no rule was asked about it."""


class WrongSheet(Exception):
    """Raised once with all that was found wrong with a form; its text is the list that an editor reads."""

    def __init__(self, problems: Iterable[Finding], has_unread: bool = False) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        last = f"{counted(self.problems)} {FURTHER}" if has_unread else counted(self.problems)
        super().__init__("\n".join([*listed(self.problems), last]))


def counted(problems: Iterable[Finding]) -> str:
    """Return the sentence that says how many problems there are."""
    count = sum(1 for problem in problems if problem.level != "hint")
    return f"{count} problem{'s' if count != 1 else ''} in the form."


def listed(problems: Iterable[Finding]) -> list[str]:
    """Return problems one a line; of many of one sort on one sheet, the first few and how many more there are."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for problem in problems:
        sheet = problem.place.rpartition("!")[0]
        groups.setdefault((sheet, problem.sort or problem.remedy), []).append(problem)
    lines: list[str] = []
    for (sheet, _), group in groups.items():
        lines += map(str, group[:SHOWN])
        if len(group) > SHOWN:
            more = len(group) - SHOWN
            lines.append(f"{sheet or FILE}: {more} more of the same sort — {group[0].remedy}")
    return lines


@dataclass(frozen=True)
class Figure:
    """A figure as it was sent in: a value, or a sign in its place."""

    value: int | float | None
    sign: str
    place: str
    row: str
    """What people call its row, e.g. F1.04."""

    @property
    def text(self) -> str:
        """How the figure is written in a table of figures."""
        if self.value is None:
            return self.sign
        return str(int(self.value)) if self.value == int(self.value) else repr(self.value)


@dataclass(frozen=True)
class SourceLines:
    """Where the figures of a table come from, as the correspondent says it."""

    place: str
    kind_of_source: str = ""
    institution: str = ""
    text: str = ""
    coverage: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.kind_of_source or self.institution or self.text or self.coverage)


@dataclass(frozen=True)
class NoteLine:
    """A note on a table, a row of it, a year of it, or both; it answers the warnings about them."""

    place: str
    table: str
    text: str
    category: str = ""
    sex: str = ""
    partner: str = ""
    year: int | None = None

    def answers(self, key: Key) -> bool:
        """Return whether the note is about a figure; one about a whole table is about all of it."""
        table, category, sex, partner, year = key
        if self.table != table or (self.year is not None and year and self.year != year):
            return False
        return not self.category or (self.category, self.sex, self.partner) == (category, sex, partner)


@dataclass
class Filled:
    """A filled form, as far as it could be read, with the problems of reading it."""

    name: str
    sha256: str
    is_csv: bool = False
    institution_place: str = FILE
    country: str = ""
    language: str = ""
    institution: str = ""
    figures: dict[Key, Figure] = field(default_factory=dict)
    sources: dict[str, SourceLines] = field(default_factory=dict)
    notes: list[NoteLine] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Tables whose figures could not be read as they stand: no rule is asked about them."""

    def wrong(self, place: str, what: str, remedy: str, sort: str = "") -> None:
        """Keep a problem."""
        self.problems.append(Finding(place, what, remedy, sort=sort))


_LIMIT = 10**15
_PLAIN = re.compile(r"[0-9]+(\.0+)?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,'’ \u00a0\u202f\u2009][0-9]{3})+")
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_NOT_AVAILABLE = frozenset(
    ("n/a", "n.a.", "nd", "n.d.", "n/d", "s/d", "..", "...", "…", "-", "–", "—", "x", "?")
)


def figure_of(raw: object, unit: str) -> tuple[int | float | None, str, tuple[str, str] | None]:
    """Return the value, the sign, and what is wrong with the content of a cell (what, what to do)."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, "", None
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        kind = "TRUE or FALSE" if isinstance(raw, bool) else "a date or something else that is no number"
        return None, "", (f"the cell holds {kind}", "type the number, na or nr")
    if isinstance(raw, str):
        return _figure_of_text(raw.strip(), unit)
    return _checked_number(raw, unit)


def _checked_number(raw: int | float, unit: str) -> tuple[int | float | None, str, tuple[str, str] | None]:
    if math.isnan(raw) or abs(raw) > _LIMIT:
        return None, "", ("this is not a number of people or of money", "type the number, na or nr")
    if raw < 0:
        return None, "", (f"{shown(str(raw))} is below zero", "a count cannot be; type the number, na or nr")
    if raw != int(raw) and unit != "us_dollars":
        what = f"{shown(str(raw))} is not a whole number"
        return None, "", (what, "count whole persons; where the figures are in thousands, write them in full")
    return int(raw) if raw == int(raw) else raw, "", None


def _figure_of_text(text: str, unit: str) -> tuple[int | float | None, str, tuple[str, str] | None]:
    """Return what a text in the place of a number stands for, or why it cannot be taken as one."""
    if text.casefold() in ("na", "nr"):
        return None, text.casefold(), None
    if text.startswith("="):
        return None, "", ("the cell holds a formula", "type the number itself (copy, paste as value)")
    if text.casefold() in _NOT_AVAILABLE:
        return (
            None,
            "",
            (f"“{shown(text)}” stands for a number", "write na (not available), nr, or leave it empty"),
        )
    plain = text.lstrip("-")
    if text.startswith("-") and (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        return None, "", (f"{shown(text)} is below zero", "a count cannot be; type the number, na or nr")
    if _PLAIN.fullmatch(text):
        return (
            None,
            "",
            (f"“{shown(text)}” is stored as text", "type the number again, in a cell that is no text"),
        )
    if _GROUPED.fullmatch(text):
        digits = re.sub(r"[^0-9]", "", text)
        return (
            None,
            "",
            (f"“{shown(text)}” has marks between its figures", f"type {digits}, if that is meant"),
        )
    if _COMMA.fullmatch(text):
        whole = (
            f"type {text.replace(',', '.')} as a number" if unit == "us_dollars" else "count whole persons"
        )
        return None, "", (f"“{shown(text)}” has a decimal comma", whole)
    return (
        None,
        "",
        (f"“{shown(text)}” is not a number", "type the number, na or nr; remarks go to the notes"),
    )


def shown(text: str, limit: int = 40) -> str:
    """Return a piece of a form that is safe to show in a message: on one line, short, without hidden signs."""
    text = " ".join(text[: limit * 4].split())
    text = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
