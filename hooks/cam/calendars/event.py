"""A meeting as a VEVENT, with or without reminders."""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Component, Event, vText

from cam.calendars.description import Teller
from cam.calendars.standing import Standing
from cam.calendars.washington import ZONE
from cam.model import PartialDate
from cam.model.records import Meeting, Theme
from cam.store import key
from cam.views.page import page_address
from cam.views.reader import Reader

NAMESPACE = "meetings.cam-knowledge-base"
"""What makes the ids of meetings the world's: it never follows the site's address, its name or a language."""

_REMINDERS = {
    True: (dt.timedelta(days=-7), dt.timedelta(days=-1)),
    False: (dt.timedelta(days=-6, hours=-15), dt.timedelta(hours=-15)),
}
"""When to remind, before an hour (True) and before a day without one: then at nine in the morning, not at midnight."""


def event(reader: Reader, site: str, meeting: Meeting, where: Standing) -> Event:
    """Return the event of a meeting in the reader's language; `site` is where the site stands."""
    address = page_address(reader, site, f"{key(meeting)}/")
    teller, title = Teller(reader, meeting, where), reader.title(meeting)
    made = Event()
    made.add("UID", vText(uid(meeting)))
    made.add("SEQUENCE", where.revision)
    for name, day in (
        ("CREATED", meeting.added),
        ("LAST-MODIFIED", changed(meeting)),
        ("DTSTAMP", changed(meeting)),
    ):
        made.add(name, moment(day))
    say(made, "SUMMARY", teller.title(), title.language)
    say(made, "DESCRIPTION", teller.description(address), reader.language)
    if place := teller.place():
        assert where.date.place
        say(made, "LOCATION", place, reader.say(where.date.place, meeting).language)
    _put_in_time(made, where)
    _put_under_themes(made, reader, meeting)
    made.add("STATUS", vText(where.status))
    made.add("CLASS", vText("PUBLIC"))
    made.add("URL", address)
    return made


def uid(meeting: Meeting) -> str:
    """Return the id of a meeting in calendars."""
    return f"{meeting.id}@{NAMESPACE}"


def changed(meeting: Meeting) -> PartialDate:
    """Return the day of the last change to a meeting's record."""
    return meeting.revised or meeting.added


def moment(day: PartialDate) -> dt.datetime:
    """Return the first moment of a day (UTC): records know the day of a change, not its hour."""
    year, month, number = day.parts
    return dt.datetime(year, month or 1, number or 1, tzinfo=dt.UTC)


def say(component: Component, name: str, text: str, language: str) -> None:
    """Add a text with the language that it is written in."""
    component.add(name, vText(text), parameters={"LANGUAGE": language})


def _put_in_time(made: Event, where: Standing) -> None:
    """Add begin and end. Only hours take a subscriber's time: within a day or a month nobody knows which."""
    date = where.date
    if where.has_hours:
        assert date.opens
        made.add("DTSTART", _local(where.first, date.opens), parameters={"TZID": ZONE})
        if date.closes:
            made.add("DTEND", _local(where.first, date.closes), parameters={"TZID": ZONE})
    else:
        made.add("DTSTART", where.first)
        made.add("DTEND", where.last + dt.timedelta(days=1))  # the day after the last, as RFC 5545 counts
    takes_time = where.has_hours and not where.has_fallen
    made.add("TRANSP", vText("OPAQUE" if takes_time else "TRANSPARENT"))


def _local(day: dt.date, clock: str) -> dt.datetime:
    """Return a local time; TZID says where."""
    return dt.datetime.combine(day, dt.time.fromisoformat(clock))


def _put_under_themes(made: Event, reader: Reader, meeting: Meeting) -> None:
    """Add the themes; those that are only remembered have no place for a mark, so they are left out."""
    if "themes" in meeting.unsure:
        return
    titles: dict[str, list[str]] = {}
    for theme in meeting.themes:
        title = reader.title(reader.catalogue.get(Theme, theme))
        titles.setdefault(title.language, []).append(title.text)
    for language, said in titles.items():
        made.add("CATEGORIES", said, parameters={"LANGUAGE": language})


def with_reminders(made: Event, where: Standing, today: dt.date) -> Event:
    """Return the event with reminders a week and a day before, where a day is known and still to come."""
    if not where.is_exact or where.has_fallen or where.first < today:
        return made
    reminded = made.copy()
    for trigger in _REMINDERS[where.has_hours]:
        alarm = Alarm()
        alarm.add("ACTION", vText("DISPLAY"))
        alarm.add("DESCRIPTION", made["SUMMARY"])
        alarm.add("TRIGGER", trigger)
        reminded.add_component(alarm)
    return reminded
