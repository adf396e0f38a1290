"""Meetings, in the words of schema.org: when and where one stands, and where it stood before.

Only what the source of the date itself gives: an hour or a place that an earlier plan gave is not stated of a meeting
that was held, and a date whose year is inferred is not stated at all.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from icalendar import Timezone

from cam.calendars.standing import standing
from cam.calendars.washington import washington
from cam.linked_data.teller import Json, Teller, known, sure
from cam.model import PartialDate
from cam.model.records import Meeting, MeetingDate


def meeting(teller: Teller, record: Meeting) -> Json:
    """Return a meeting as an event."""
    dates = _dates(record) if "dates" not in record.unsure else {}
    place = None if "dates" in record.unsure else _holding(record).place
    return teller.thing(
        "Event",
        record,
        **dates,
        location={"@type": "Place", "name": teller.said(place, record)} if place else None,
        organizer=sure(
            record, "body", teller.named("Organization", teller.reader.find(record.body, "bodies"))
        ),
    )


def _holding(record: Meeting) -> MeetingDate:
    """Return the date on which a meeting stands, as its source gives it; the last, where only a year is known."""
    stands = standing(record)
    return stands.given if stands else record.dates[-1]


def _dates(record: Meeting) -> Json:
    """Return when a meeting is, its state, and the dates from which it was moved."""
    now, stands = _holding(record), standing(record)
    code = stands.code if stands else now.status
    before = [date for date in record.dates if date.status == "moved" and date.start != now.start]
    states = {"planned": "Scheduled", "held": "Scheduled", "cancelled": "Cancelled", "moved": "Postponed"}
    state = "Rescheduled" if before and states.get(code) == "Scheduled" else states.get(code)
    if now.year_inferred and state == "Scheduled":
        state = None  # without a date, it would read as still to come
    return known(
        {
            **_span(now),
            "eventStatus": f"https://schema.org/Event{state}" if state else None,
            "previousStartDate": [date.start for date in before if not date.year_inferred],
        }
    )


def _span(date: MeetingDate) -> Json:
    """Return begin and end; nothing where they are inferred, which JSON-LD has no word for."""
    if date.year_inferred:
        return {}
    ends = _moment(date.end or date.start, date.closes) if date.end or date.closes else None
    return {"startDate": _moment(date.start, date.opens), "endDate": ends}


def _moment(date: PartialDate, clock: str | None) -> str:
    """Return a date as exactly as it is known, with its hour in Washington."""
    if not (date.day and clock):
        return str(date)
    return dt.datetime.combine(date.day, dt.time.fromisoformat(clock), _zone()).isoformat()


@cache
def _zone() -> dt.tzinfo:
    """Return the time of Washington as calendars have it, by its law and not by this machine's database."""
    read = Timezone.from_ical(washington())
    assert isinstance(read, Timezone)
    zone: dt.tzinfo = read.to_tz(lookup_tzid=False)
    return zone
