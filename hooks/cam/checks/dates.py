"""Rules on dates and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cam.knowledge import Site
from cam.model.base import Span
from cam.model.records import Meeting
from cam.problems import Problem
from cam.store import Catalogue
from cam.validity import bounds

_LATER = "write the later one second"


def spans_end_after_they_start(catalogue: Catalogue) -> Iterator[Problem]:
    """A stretch of time ends no earlier than it starts."""
    for record in catalogue.every():
        for place, value in catalogue.inside(record, Span):
            if value.start and value.end and value.end < value.start[: len(value.end)]:
                what = f"the end {value.end} lies before the start {value.start}"
                yield catalogue.file(record).problem((*place, "end"), what, _LATER)


def meetings_end_after_they_start(catalogue: Catalogue) -> Iterator[Problem]:
    """A meeting ends after it starts."""
    for meeting in catalogue.all(Meeting):
        for index, date in enumerate(meeting.dates):
            file, place = catalogue.file(meeting), ("dates", index)
            if date.end and date.end < date.start[: len(date.end)]:
                what = f"the end {date.end} lies before the start {date.start}"
                yield file.problem((*place, "end"), what, _LATER)
            same_day = date.end in (None, date.start)
            if date.opens and date.closes and same_day and date.closes <= date.opens:
                what = f"it closes at {date.closes}, and opens at {date.opens}"
                yield file.problem((*place, "closes"), what, _LATER)


def agendas_run_forward(catalogue: Catalogue) -> Iterator[Problem]:
    """Slots of an agenda follow one another, and each ends after it starts."""
    for meeting in catalogue.all(Meeting):
        clock = ""
        for index, slot in enumerate(meeting.agenda):
            if slot.opens < clock or slot.closes <= slot.opens:
                what = f"the slot {slot.opens}-{slot.closes} does not follow the one before it"
                yield catalogue.file(meeting).problem(
                    ("agenda", index), what, "order the slots by time, without overlap"
                )
            clock = slot.closes


def held_meetings_are_past(site: Site) -> Iterator[Problem]:
    """No meeting was held on a day that is still to come."""
    latest = site.today + dt.timedelta(days=1)  # in other time zones it is tomorrow already
    for meeting in site.catalogue.all(Meeting):
        for number, date in enumerate(meeting.dates):
            if date.status == "held" and bounds(date.start)[0] > latest:
                what = f"the meeting is said to be `held`, and {date.start} is still to come"
                remedy = "write `status: planned`, or correct the day"
                yield site.catalogue.file(meeting).problem(("dates", number, "status"), what, remedy)
