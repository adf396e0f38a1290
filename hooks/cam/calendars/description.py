"""What an event's description says: plain text in a reader's language, with what each source says of each date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cam.calendars.standing import Standing, lender
from cam.model import Record, Text
from cam.model.records import Body, Mandate, Meeting, MeetingDate, Plan, Slot
from cam.text import Words, inside
from cam.views.blocks import Anchor, Badge, Inline, Moment
from cam.views.common import doubt
from cam.views.page import citation
from cam.views.reader import Reader, in_full


@dataclass(frozen=True)
class Teller:
    """Says things of a meeting as plain text; `site` is where the site stands, with a slash at its end."""

    reader: Reader
    meeting: Meeting
    where: Standing

    def description(self, address: str) -> str:
        """Return the whole description; `address` is that of the meeting's page."""
        parts = (
            self._summary(),
            self._facts(),
            self._lent(),
            self._dates(),
            self._agenda(),
            self._items(),
            self._mandates(),
            self._outcome(),
            self._unknown(),
            self._edition(address),
        )
        return "\n\n".join("\n".join(lines) for lines in parts if lines)

    def title(self) -> str:
        """Return the title as it stands in a calendar: what a reader must know is said before it."""
        said = self.reader.label
        title = self.marked(plain(self.reader, self.reader.title(self.meeting)), "title")
        date = self.reader.meeting_date(self.where.date).text
        if not self.where.is_exact:
            title = said("calendars.title_month", date=date, title=title)
        elif self.where.date.year_inferred:
            title = said("calendars.title_year", year=self.where.date.start.parts[0], title=title)
        if self.where.has_fallen:
            name = "calendars.title_moved" if self.where.code == "moved" else "calendars.title_cancelled"
            title = said(name, title=title)
        return title

    def place(self) -> str:
        """Return the place, or nothing."""
        return self.marked(self._said(self.where.date.place), "dates")

    def marked(self, text: str, *keys: str) -> str:
        """Return a text with a mark where it stems from a key of the meeting that is only remembered."""
        marks = doubt(self.reader, self.meeting, *keys) if text else []
        return " ".join([text, *(f"({mark.text})" for mark in marks)])

    def _said(self, text: Text | None) -> str:
        return plain(self.reader, self.reader.say(text, self.meeting)) if text else ""

    def _colon(self, name: str, value: str) -> str:
        return f"{name}{self.reader.label('formats.colon')}{value}"

    def _heading(self, name: str, *keys: str) -> str:
        return self.marked(self.reader.label(f"headings.{name}"), *keys)

    def _summary(self) -> list[str]:
        return [self.marked(self._said(self.meeting.summary), "summary")] if self.meeting.summary else []

    def _facts(self) -> list[str]:
        """Return when, in which state, where, who, under which plan."""
        reader, meeting = self.reader, self.meeting
        facts = {
            "date": self.marked(self._when(), "dates"),
            "status": self.marked(self._status(), "dates"),
            "place": self.place(),
            "body": self.marked(self._called(reader.catalogue.get(Body, meeting.body)), "body"),
            "plan": self.marked(self._plan(), "plan", "row"),
        }
        return [self._colon(reader.label(f"fields.{name}"), value) for name, value in facts.items() if value]

    def _lent(self) -> list[str]:
        """Return from which earlier date the hour and the place come, where the source of the day gives none."""
        lines: list[str] = []
        for field, name in (("opens", "hour"), ("place", "place")):
            if earlier := lender(self.meeting, self.where, field):
                state = "planned" if earlier.status == "planned" else "earlier"
                sources = self._sources(earlier)
                lines.append(self.reader.label(f"calendars.{name}_{state}", sources=sources))
        return lines

    def _called(self, record: Record) -> str:
        return plain(self.reader, self.reader.title(record))

    def _plan(self) -> str:
        if not self.meeting.plan:
            return ""
        title = self._called(self.reader.catalogue.get(Plan, self.meeting.plan))
        return f"{title}, {self.meeting.row}" if self.meeting.row else title

    def _when(self) -> str:
        """Return the date on which it stands, and what is not known of it."""
        said, date = self.reader.label, self.where.date
        when = self.reader.meeting_date(date).text
        if date.opens:
            when = said("calendars.local_time", when=when)
        if not self.where.is_exact:
            return said("calendars.no_day", when=when)
        if not date.opens:
            return said("calendars.no_hour", when=when)
        return when if date.closes else said("calendars.no_end", when=when)

    def _status(self) -> str:
        if self.where.code == "moved":
            return self.reader.label("calendars.no_other_date")
        return self._state(self.where.code)

    def _state(self, code: str) -> str:
        """Return a state; of a date that was planned, and of which no later source speaks, that nobody says more."""
        status = self.reader.code(code, "date_statuses")
        if code == self.where.code == "planned":
            return self.reader.label("calendars.planned", status=status)
        return status

    def _dates(self) -> list[str]:
        """Return every date that the meeting ever had, with what its source says of it."""
        heading = self._heading("dates", "dates")
        inferred = next((date.start for date in self.meeting.dates if date.year_inferred), None)
        notes = [self._inferred(bool(inferred.day))] if inferred else []
        return [heading, *map(self._date, self.meeting.dates), *notes]

    def _inferred(self, of_day: bool) -> str:
        return self.reader.label("notes.year_inferred_day" if of_day else "notes.year_inferred")

    def _date(self, date: MeetingDate) -> str:
        when = ", ".join(filter(None, (self.reader.meeting_date(date).text, self._said(date.place))))
        return f"– {self._colon(when, inside(self._state(date.status)))} ({self._sources(date)})"

    def _sources(self, date: MeetingDate) -> str:
        return "; ".join(joined(self.reader, line) for line in self.reader.sources(date.sources))

    def _agenda(self) -> list[str]:
        slots = [self._slot(slot) for slot in self.meeting.agenda]
        return [self._heading("agenda", "agenda"), *slots] if slots else []

    def _slot(self, slot: Slot) -> str:
        number = slot.number or slot.printed
        title = ". ".join(filter(None, (number, self._said(slot.title))))
        people = "; ".join(f"{speaker.name}, {self._said(speaker.role)}" for speaker in slot.speakers)
        times = self.reader.wording.times(slot.opens, slot.closes)
        return self._colon(times, f"{title} ({people})" if people else title)

    def _items(self) -> list[str]:
        lines: list[str] = []
        for item in self.meeting.items:
            lines.append(f"{item.number}. {self._said(item.text)}")
            lines += [f"  · {self._said(bullet.text)}" for bullet in item.bullets]
        heading = self.marked(self.reader.label("calendars.items"), "items")
        return [heading, *lines] if lines else []

    def _mandates(self) -> list[str]:
        """Return each mandate with the symbol of its document, its paragraph and its title."""
        named = dict.fromkeys(identity for printed in self.meeting.mandates for identity in printed.mandates)
        mandates = [self.reader.catalogue.get(Mandate, identity) for identity in named]
        lines = [f"– {self._colon(self.reader.reference(item), self._called(item))}" for item in mandates]
        return [self._heading("mandates", "mandates"), *lines] if lines else []

    def _outcome(self) -> list[str]:
        outcome = self._said(self.meeting.outcome)
        return [self._heading("results", "outcome"), outcome] if outcome else []

    def _unknown(self) -> list[str]:
        lines = [f"– {self._said(text)}" for text in self.meeting.unknown]
        return [self._heading("unknown"), *lines] if lines else []

    def _edition(self, address: str) -> list[str]:
        """Return how to cite the page, whose edition this is, and the licence."""
        day = self.meeting.revised or self.meeting.added
        title = str(self.reader.title(self.meeting))
        return [citation(self.reader, title, address, day), *edition(self.reader)]


def edition(reader: Reader) -> list[str]:
    """Return the note on whose edition this is, and the licence."""
    settings = reader.catalogue.settings
    assert settings
    licence = settings.licence_data
    return [
        reader.wording.text(settings.edition_note),
        reader.label("calendars.licence", name=licence.name, address=licence.address),
    ]


def plain(reader: Reader, value: Inline) -> str:
    """Return an inline value as plain text: a foreign text says its language, an outside link its whole address."""
    match value:
        case Words():
            if not value.foreign:
                return value.text
            language = reader.wording.language_name(value.language)
            return f"{value.text} ({reader.label('marks.untranslated', language=language)})"
        case Anchor():
            text = plain(reader, value.text)
            return in_full(text, value.href) if value.outside else text
        case Badge() | Moment():
            return value.text
    return value


def joined(reader: Reader, line: Iterable[Inline]) -> str:
    """Return a line of inline values as plain text."""
    return "".join(plain(reader, part) for part in line)
