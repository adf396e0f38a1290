"""Puts events together into a calendar: its name, what it holds and leaves out, how often to ask for it anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, vDuration, vText

from cam.calendars.description import edition, plain
from cam.calendars.event import event, moment, say, with_reminders
from cam.calendars.selection import Selection
from cam.calendars.standing import Standing
from cam.calendars.washington import ZONE, washington
from cam.model import PartialDate
from cam.model.records import Meeting
from cam.views.reader import Reader

_PRODUCT = "-//cam-knowledge-base//calendars//{language}"

_ANEW = dt.timedelta(hours=12)
"""How often a subscriber is to look for changes: a date moves days ahead, not minutes."""


@dataclass(frozen=True)
class File:
    """A file to be: its own address, that of the page it belongs to, its name, and whether it reminds."""

    address: str
    page: str
    name: str
    reminds: bool = False


_END = b"END:VCALENDAR\r\n"


class Writer:
    """Writes the calendars of one language. `site` is where the site stands.

    Each event is written once, by the library, and put into every calendar that it stands in.
    """

    def __init__(self, reader: Reader, site: str, today: dt.date, newest: PartialDate) -> None:
        self.reader = reader
        self.site = site
        self.today = today
        self.newest = newest
        self._events: dict[str, tuple[bytes, bytes]] = {}

    def write(self, file: File, chosen: Selection) -> bytes:
        """Return a calendar as bytes."""
        head = self._empty(file, chosen).to_ical().removesuffix(_END)
        events = [self._event(meeting, where)[file.reminds] for meeting, where in chosen.meetings]
        # A calendar holds at least one component (RFC 5545, 3.4): one without meetings holds the time zone.
        return b"".join((head, washington(), *events, _END))

    def _event(self, meeting: Meeting, where: Standing) -> tuple[bytes, bytes]:
        """Return an event as bytes, without and with reminders."""
        if meeting.id not in self._events:
            made = event(self.reader, self.site, meeting, where)
            silent, reminding = made.to_ical(), with_reminders(made, where, self.today)
            self._events[meeting.id] = silent, silent if reminding is made else reminding.to_ical()
        return self._events[meeting.id]

    def _empty(self, file: File, chosen: Selection) -> Calendar:
        """Return a calendar with its own properties: those of RFC 7986, and what programs knew before it."""
        language, about = self.reader.language, "\n\n".join(self._about(chosen))
        made = Calendar()
        made.add("PRODID", vText(_PRODUCT.format(language=language.upper())))
        made.add("VERSION", vText("2.0"))
        made.add("CALSCALE", vText("GREGORIAN"))
        say(made, "NAME", file.name, language)
        say(made, "DESCRIPTION", about, language)
        made.add("LAST-MODIFIED", moment(self.newest))
        made.add("URL", file.page)
        made.add("SOURCE", file.address, parameters={"VALUE": "URI"})
        made.add("REFRESH-INTERVAL", _ANEW, parameters={"VALUE": "DURATION"})
        made.add("X-WR-CALNAME", vText(file.name))
        made.add("X-WR-CALDESC", vText(about))
        made.add("X-WR-TIMEZONE", vText(ZONE))
        made.add("X-PUBLISHED-TTL", vDuration(_ANEW))
        return made

    def _counted(self, chosen: Selection) -> Iterable[str]:
        """Yield how many entries a calendar has, and how many of them are but months, not meetings on a day."""
        reader = self.reader
        yield reader.count("calendars.holds", len(chosen.meetings))
        if months := sum(not where.is_exact for _, where in chosen.meetings):
            yield reader.label("calendars.holds_months", number=reader.wording.number(months))

    def _about(self, chosen: Selection) -> Iterable[str]:
        """Yield what the calendar holds, what it leaves out and why, and whose edition it is."""
        reader, settings = self.reader, self.reader.catalogue.settings
        assert settings
        yield f"{reader.wording.text(settings.name)} ({reader.wording.text(settings.edition).lower()})"
        if chosen.meetings:
            yield " ".join(self._counted(chosen))
        else:
            yield reader.label("calendars.holds_none")
        if chosen.left_out:
            titles = [
                f"{plain(reader, reader.title(meeting))} ({reader.when(meeting).text})"
                for meeting in chosen.left_out
            ]
            yield reader.label("calendars.leaves_out", titles="; ".join(titles))
        yield from edition(reader)
        yield reader.label("calendars.as_of", date=reader.wording.date(self.newest))
