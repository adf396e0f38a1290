"""Where a meeting stands in a subscriber's calendar: the day, the hours, the state, the number of its revision.

The last date of a record holds. What a subscriber was once told is taken back where it no longer holds:

* A **day** is an event of that day; with hours where a source gives them for that very day, all-day where none does.
* **Several days** are all-day: the sources give the hours of a day, not of the nights between.
* A **month** is an event over the whole month: the meeting lies somewhere in it. It takes nobody's time.
* A **year** alone is no event: a bar over a year tells nothing, and would lie above all else. If a month or day was
  given before, a subscriber may have it, so the event stays there: with its state where it lies in that year and
  nobody moved it, else as fallen.
* A date that was **cancelled**, or moved without a new one, stays as a cancelled event.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from cam.model import PartialDate
from cam.model.records import Meeting, MeetingDate

STATES = {
    "planned": "TENTATIVE",  # a plan says what was to be; no source says that it was
    "unknown": "TENTATIVE",  # a source names the day, not whether the meeting took place
    "held": "CONFIRMED",  # a source says that it took place
    "cancelled": "CANCELLED",
    "moved": "CANCELLED",  # only where no other date is on record: it is not on this one
}
"""STATUS of an event by what the sources say of the date."""

FALLEN = "CANCELLED"


@dataclass(frozen=True)
class Standing:
    """Where a meeting stands, from the first day to the last; `code` is the status of its date.

    `date` has the hours and the place that are known of the day, `given` is the same date as its own source gives it:
    what it lacks, an earlier one lent. `revision` is the number of SEQUENCE.
    """

    date: MeetingDate
    given: MeetingDate
    first: dt.date
    last: dt.date
    code: str
    status: str
    revision: int

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.date.start.day is not None

    @property
    def has_hours(self) -> bool:
        """Whether the event begins at an hour."""
        return self.is_exact and self.first == self.last and self.date.opens is not None

    @property
    def has_fallen(self) -> bool:
        """Whether nothing takes place on that day."""
        return self.status == FALLEN


def standing(meeting: Meeting) -> Standing | None:
    """Return where a meeting stands; None where no more than its year was ever known."""
    known = [date for date in meeting.dates if date.start.parts[1]]
    if not known:
        return None
    code = _code(meeting, known[-1])
    date = _with_hours(meeting, known[-1])
    status = STATES[code]
    if status == "CONFIRMED" and "dates" in meeting.unsure:
        status = "TENTATIVE"
    return Standing(
        date,
        known[-1],
        _first(date.start),
        _last(date.end or date.start),
        code,
        status,
        revision(meeting, fallen=status == FALLEN),
    )


def revision(meeting: Meeting, fallen: bool) -> int:
    """Return the SEQUENCE of a meeting: two for each earlier date, one more where the date that stands has fallen.

    Two, because a date can fall before the next one is known: planned 0, cancelled 1, planned anew 2. The number grows
    whatever an editor does with the rules of CONTRIBUTING.md; a correction in place shows in DTSTAMP (`revised`).
    """
    return 2 * (len(meeting.dates) - 1) + fallen


def _code(meeting: Meeting, date: MeetingDate) -> str:
    """Return the status of the date on which a meeting stands, in the light of a later one that gives but a year."""
    last = meeting.dates[-1]
    if last is date or last.status == "cancelled":
        return last.status
    still_possible = date.start.startswith(last.start) and STATES[date.status] != FALLEN
    return date.status if still_possible else "moved"


def _with_hours(meeting: Meeting, date: MeetingDate) -> MeetingDate:
    """Return a date with hours and place as an earlier source gives them for the same day, where it gives none."""
    for earlier in reversed(_lenders(meeting, date)):
        hours = {} if date.opens else {"opens": earlier.opens, "closes": earlier.closes}
        date = date.model_copy(update={**hours, "place": date.place or earlier.place})
    return date


def lender(meeting: Meeting, where: Standing, field: str) -> MeetingDate | None:
    """Return the earlier date that lent `opens` or `place` to the one that stands; None where its own source has it."""
    if getattr(where.given, field):
        return None
    lent = [date for date in _lenders(meeting, where.given) if getattr(date, field)]
    return lent[-1] if lent else None


def _lenders(meeting: Meeting, date: MeetingDate) -> list[MeetingDate]:
    """Return the dates of the same day that have not fallen: a source that says less than these takes nothing back."""
    if not date.start.day:
        return []
    return [other for other in meeting.dates if other.start == date.start and STATES[other.status] != FALLEN]


def _first(date: PartialDate) -> dt.date:
    year, month, day = date.parts
    return dt.date(year, month or 1, day or 1)


def _last(date: PartialDate) -> dt.date:
    year, month, day = date.parts
    return dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
