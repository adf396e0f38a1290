"""Washington, D.C., time as a VTIMEZONE, by its law: the same bytes on every machine, whatever zones that knows.

A test compares the rules with the zone database, so a change of the law is noticed.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vText

ZONE = "America/New_York"

_WINTER, _SUMMER = dt.timedelta(hours=-5), dt.timedelta(hours=-4)

_RULES = (
    # Uniform Time Act as amended in 1986: the first Sunday of April to the last of October
    (True, dt.date(1987, 4, 5), "1SU", dt.datetime(2006, 4, 2, 7, tzinfo=dt.UTC)),
    (False, dt.date(1987, 10, 25), "-1SU", dt.datetime(2006, 10, 29, 6, tzinfo=dt.UTC)),
    # Energy Policy Act of 2005: the second Sunday of March to the first of November
    (True, dt.date(2007, 3, 11), "2SU", None),
    (False, dt.date(2007, 11, 4), "1SU", None),
)
"""Whether summer time begins; the first day of it; which Sunday of that month; the last time, if any."""

_CHANGE = dt.time(2)
"""When clocks change, in the time that ends."""


@cache
def washington() -> bytes:
    """Return the VTIMEZONE."""
    zone = Timezone()
    zone.add("TZID", vText(ZONE))
    for summer, first, sunday, last in _RULES:
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("DTSTART", dt.datetime.combine(first, _CHANGE))
        part.add("RRULE", _rule(first.month, sunday, last))
        part.add("TZNAME", vText("EDT" if summer else "EST"))
        part.add("TZOFFSETFROM", _WINTER if summer else _SUMMER)
        part.add("TZOFFSETTO", _SUMMER if summer else _WINTER)
        zone.add_component(part)
    return bytes(zone.to_ical())


def _rule(month: int, sunday: str, last: dt.datetime | None) -> dict[str, object]:
    rule: dict[str, object] = {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": sunday}
    return rule | ({"UNTIL": last} if last else {})
