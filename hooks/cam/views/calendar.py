"""The calendar over all plans: as a list, and month by month. Dates without day or year are shown as what they are."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from cam.model import PartialDate
from cam.model.records import Body, Meeting, MeetingDate, Plan, Theme
from cam.text import folded
from cam.views.blocks import Anchor, Badge, Block, Choice, Moment
from cam.views.common import short, status_badge
from cam.views.reader import Reader


@dataclass(frozen=True)
class Entry:
    """A meeting on one of its dates. `plan`, `body` and `themes` are ids, for the filters."""

    when: Moment
    date: PartialDate
    anchor: Anchor
    plan: str
    body: str
    themes: str
    marks: list[Badge]


@dataclass(frozen=True)
class Day:
    """A day of a month's grid; `number` is 0 outside the month."""

    number: int
    machine: str
    entries: list[Entry]


@dataclass(frozen=True)
class Month:
    """A month with its weeks, and what is known of it without a day."""

    title: str
    anchor: str
    weeks: list[list[Day]]
    undated: list[Entry]


@dataclass(frozen=True)
class Year:
    """A year of the list; `undated` are entries of which only the year is known."""

    title: str
    entries: list[Entry]
    undated: list[Entry]


@dataclass(frozen=True)
class CalendarList(Block):
    """The calendar as a list by year and month."""

    template = "calendar_list"
    years: list[Year] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    jumps: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class CalendarMonths(Block):
    """The calendar month by month."""

    template = "calendar_months"
    months: list[Month] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    jumps: list[tuple[str, str]] = field(default_factory=list)


def entries(reader: Reader) -> list[Entry]:
    """Return every meeting on the date that holds, and on the dates it was moved from, in order of time."""
    found: list[Entry] = []
    for meeting in reader.catalogue.all(Meeting):
        last = meeting.dates[-1]
        dates = [date for date in meeting.dates if date.start != last.start] + [last]
        if len({date.start for date in meeting.dates}) == 1:
            dates = [max(meeting.dates, key=lambda date: (date.status == "held", bool(date.opens)))]
        found += [_entry(reader, meeting, date) for date in dates]
    return sorted(found, key=lambda entry: (entry.date, entry.when.machine, str(entry.anchor.href)))


def _entry(reader: Reader, meeting: Meeting, date: MeetingDate) -> Entry:
    return Entry(
        reader.meeting_date(date),
        date.start,
        reader.link(meeting),
        meeting.plan or "",
        meeting.body,
        " ".join(meeting.themes),
        [status_badge(reader, date.status)],
    )


def choices(reader: Reader, listed: list[Entry]) -> list[Choice]:
    """Return the filters by plan, body and theme."""
    catalogue = reader.catalogue
    plans = [(p.id, str(reader.title(p))) for p in catalogue.all(Plan) if any(e.plan == p.id for e in listed)]
    bodies = [(b.id, short(reader, b)) for b in catalogue.all(Body) if any(e.body == b.id for e in listed)]
    themes = [
        (t.id, str(reader.title(t)))
        for t in catalogue.all(Theme)
        if any(t.id in e.themes.split() for e in listed)
    ]
    options = {"plan": plans, "body": bodies, "theme": themes}
    return [
        Choice(name, reader.label(f"fields.{name}"), sorted(found, key=lambda option: folded(option[1])))
        for name, found in options.items()
    ]


def calendar_list(reader: Reader) -> list[Block]:
    """The list view."""
    listed = entries(reader)
    by_year: dict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        by_year[entry.date[:4]].append(entry)
    years = [
        Year(year, [e for e in found if e.date.parts[1]], [e for e in found if not e.date.parts[1]])
        for year, found in by_year.items()
    ]
    jumps = [(f"y{year.title}", year.title) for year in years]
    return [CalendarList(years=years, choices=choices(reader, listed), jumps=jumps)]


def calendar_months(reader: Reader) -> list[Block]:
    """The month view: one grid per month in which something stands."""
    listed = entries(reader)
    by_month: dict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        by_month[entry.date[:7]].append(entry)
    months = [_month(reader, name, members) for name, members in sorted(by_month.items()) if len(name) == 7]
    first = {month.anchor[1:5]: month.anchor for month in reversed(months)}
    jumps = [(first[year], year) for year in sorted(first)]
    days = reader.wording.day_names()
    return [CalendarMonths(months=months, days=days, choices=choices(reader, listed), jumps=jumps)]


def _month(reader: Reader, name: str, members: list[Entry]) -> Month:
    year, month, _ = PartialDate(name).parts
    assert month
    by_day: dict[dt.date | None, list[Entry]] = defaultdict(list)
    for entry in members:
        by_day[entry.date.day].append(entry)
    weeks = [
        [
            Day(
                day.day if day.month == month else 0,
                day.isoformat(),
                by_day.get(day, []) if day.month == month else [],
            )
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return Month(reader.wording.date(PartialDate(name)), f"m{name}", weeks, by_day.get(None, []))
