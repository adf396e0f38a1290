"""The stretch of time that a report is on, and whether something falls into it, as far as its date is known."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from pydantic import TypeAdapter, ValidationError

from cam.model import PartialDate

_DATE: TypeAdapter[PartialDate] = TypeAdapter(PartialDate)


class WrongPeriod(Exception):
    """There is no such period; the text says why, and what to write."""


class Reach(IntEnum):
    """Whether something falls into a period. PERHAPS: of its date only so much is known that it may lie outside."""

    OUTSIDE = 0
    PERHAPS = 1
    INSIDE = 2


@dataclass(frozen=True)
class Period:
    """A stretch of time, from the first day of `start` to the last day of `end`."""

    start: PartialDate
    end: PartialDate

    def reach(self, start: PartialDate | None, end: PartialDate | None = None) -> Reach:
        """Return whether what lasted from `start` to `end` (without one: happened then) touches the period."""
        if start is None:
            return Reach.OUTSIDE
        end = end or start
        if first_day(start) > last_day(self.end) or last_day(end) < first_day(self.start):
            return Reach.OUTSIDE
        surely = last_day(start) <= last_day(self.end) and first_day(end) >= first_day(self.start)
        return Reach.INSIDE if surely else Reach.PERHAPS

    def reach_of_term(self, start: PartialDate | None, bound: PartialDate | None) -> Reach:
        """Return whether a term that began at `start` touches the period: it was over by `bound`, if that is known.

        Of a term whose end is not recorded nothing says that it was over before; that is said of the end.
        """
        return Reach.OUTSIDE if start is None else self.reach(start, bound or max(start, self.end))

    @property
    def years(self) -> range:
        """The years that the period touches."""
        return range(self.start.parts[0], self.end.parts[0] + 1)


def first_day(date: PartialDate) -> dt.date:
    """Return the first day that a date may stand for."""
    year, month, day = date.parts
    return dt.date(year, month or 1, day or 1)


def last_day(date: PartialDate) -> dt.date:
    """Return the last day that a date may stand for."""
    year, month, day = date.parts
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def between(start: str, end: str) -> Period:
    """Return the period between two dates as people write them. Raises WrongPeriod, with what to write instead."""
    period = Period(_read(start), _read(end))
    if last_day(period.end) < first_day(period.start):
        raise WrongPeriod(
            f"the period ends ({end}) before it starts ({start}): write the earlier date after --from"
        )
    return period


def _read(text: str) -> PartialDate:
    try:
        return _DATE.validate_python(text.strip())
    except ValidationError:
        raise WrongPeriod(f"`{text}` is not a date: write 2016-06-15, 2016-06 or 2016") from None
