"""When a legal instrument was in force, as far as its dates are known.

The rule, also told on the page of the law as of a day: an instrument is in force from the day of its entry into
force, where a source gives that day. Where only its own date or year is known, it counts as uncertain until the end
of that year and as in force afterwards. It ends on the day that a source gives, or when the instrument that replaces
it begins. What is only remembered, not checked or not confirmed to have begun stays uncertain from its first possible
day on. "In force" never says more than that no repeal was seen: after the last day on which a source was read, it is
uncertain.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from cam.model import PartialDate
from cam.model.law import Law
from cam.store import Catalogue

Answer = Literal["no", "unknown", "yes"]
Step = tuple[str, Answer]
"""From this day on (YYYY-MM-DD), this is the answer to “was it in force?”."""

_ALWAYS = "0001-01-01"
_DOUBTFUL = ("pending", "not_checked")
_DATES = ("date", "published", "valid_from")
_DECISIVE = ("title", *_DATES, "valid_to", "status", "replaced_by")


def bounds(date: PartialDate) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date may mean."""
    year, month, day = date.parts
    first = dt.date(year, month or 1, day or 1)
    if day:
        return first, first
    next_month = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return first, next_month - dt.timedelta(days=1)


def beginning(law: Law) -> tuple[dt.date, dt.date] | None:
    """Return the first day on which an instrument may, and the first on which it does, apply; None if unknown."""
    if law.valid_from:
        first, last = bounds(law.valid_from)
        return first, last if law.valid_from.day else last + dt.timedelta(days=1)
    date = law.date or law.published
    if date is None:
        return None
    return bounds(date)[0], dt.date(date.parts[0] + 1, 1, 1)


def ending(catalogue: Catalogue, law: Law) -> tuple[dt.date, dt.date] | None:
    """Return the first day on which an instrument may, and the first on which it does, no longer apply."""
    if law.valid_to:
        first, last = bounds(law.valid_to)
        after = last + dt.timedelta(days=1)
        return (after if law.valid_to.day else first), after
    if not law.replaced_by or law.replaced_partly:
        return None
    successor = catalogue.find(law.replaced_by, "laws")
    return beginning(successor) if isinstance(successor, Law) else None


def steps(catalogue: Catalogue, law: Law) -> list[Step]:
    """Return the answers over time, oldest first; each holds until the next."""
    begins = beginning(law)
    if begins is None:
        return [(_ALWAYS, "unknown")]
    found: list[Step] = [(_ALWAYS, "no"), (begins[0].isoformat(), "unknown")]
    doubtful = law.status in _DOUBTFUL or any(key in law.unsure for key in _DECISIVE)
    ends = ending(catalogue, law)
    over = law.status in ("replaced", "ended")
    if not doubtful and (begins[1] < ends[0] if ends else not over):
        found.append((begins[1].isoformat(), "yes"))
    if ends:
        found.append((max(ends[0], begins[0]).isoformat(), "unknown"))
        if _surely_ends(catalogue, law):
            found.append((max(ends[1], begins[0]).isoformat(), "no"))
    merged = _merged(found)
    unread = _first_unread_day(law)
    if unread and merged[-1][1] == "yes" and merged[-1][0] < unread:
        merged.append((unread, "unknown"))
    return merged


def _first_unread_day(law: Law) -> str:
    """Return the day after the last reading of a source, if its day is known."""
    read = [bounds(source.seen)[1] for source in law.sources if source.seen]
    return (max(read) + dt.timedelta(days=1)).isoformat() if read else ""


def _surely_ends(catalogue: Catalogue, law: Law) -> bool:
    """Return whether nothing on which the end rests is only remembered or not confirmed to have begun."""
    if law.status in _DOUBTFUL or {"status", "valid_to" if law.valid_to else "replaced_by"} & set(law.unsure):
        return False
    successor = catalogue.find(law.replaced_by, "laws") if law.replaced_by and not law.valid_to else None
    if not isinstance(successor, Law):
        return True
    return successor.status not in _DOUBTFUL and not set(_DATES) & set(successor.unsure)


def _merged(found: list[Step]) -> list[Step]:
    """Return steps in order of time, one a day (the last said counts), without repetition of the same answer."""
    days = dict(sorted(found, key=lambda step: step[0]))
    merged: list[Step] = []
    for step in days.items():
        if not merged or merged[-1][1] != step[1]:
            merged.append(step)
    return merged


def in_force(catalogue: Catalogue, law: Law, day: dt.date) -> Answer:
    """Return whether an instrument was in force on a day."""
    answers = [answer for start, answer in steps(catalogue, law) if start <= day.isoformat()]
    return answers[-1]


def changes(catalogue: Catalogue, law: Law) -> list[tuple[str, Literal["begins", "ends"]]]:
    """Return the years in which an instrument begins and ends, where they are known."""
    begins, ends = beginning(law), ending(catalogue, law)
    found: list[tuple[str, Literal["begins", "ends"]]] = []
    if begins:
        found.append((str(begins[0].year), "begins"))
    if ends:
        found.append((str(ends[0].year), "ends"))
    return found
