"""Which calendars there are: of all meetings, and of those of each plan, body, regional process and theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cam.calendars.standing import Standing, standing
from cam.model import Record
from cam.model.records import Body, Meeting, Plan, Process, Theme
from cam.store import Catalogue

_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Plan: ("plan",),
    Body: ("body",),
    Process: (),
    Theme: ("themes",),
}
"""By which keys a meeting belongs to a record of a class; by any key that names it, where none is given."""

KINDS: tuple[type[Record], ...] = tuple(_FIELDS)
"""The classes whose every record has a calendar, with or without meetings: a subscriber's address stays."""


@dataclass(frozen=True)
class Selection:
    """A calendar: the record that its meetings belong to (None: all), those that stand in it, in order of time.

    `left_out` are those of which only the year is known.
    """

    record: Record | None
    meetings: list[tuple[Meeting, Standing]]
    left_out: list[Meeting]


def selections(catalogue: Catalogue) -> Iterator[Selection]:
    """Yield every calendar, that of all meetings first."""
    yield selection(catalogue, None)
    for kind in KINDS:
        for record in catalogue.all(kind):
            yield selection(catalogue, record)


def selection(catalogue: Catalogue, record: Record | None) -> Selection:
    """Return the calendar of a record; without one, of all meetings."""
    if record is None:
        return select(record, catalogue.all(Meeting))
    return select(record, catalogue.referring(record, Meeting, *_FIELDS[type(record)]))


def select(record: Record | None, meetings: list[Meeting]) -> Selection:
    """Return the calendar of given meetings."""
    placed = [(meeting, standing(meeting)) for meeting in meetings]
    standing_ones = [(meeting, where) for meeting, where in placed if where]
    return Selection(
        record,
        sorted(standing_ones, key=_in_time),
        [meeting for meeting, where in placed if not where],
    )


def _in_time(pair: tuple[Meeting, Standing]) -> tuple[object, ...]:
    meeting, where = pair
    return where.first, where.date.opens or "", meeting.id
