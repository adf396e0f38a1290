"""What a subscriber's calendar will show: meetings new, moved, cancelled, back on, or gone without a word."""

from __future__ import annotations

from dataclasses import dataclass

from cam.calendars.standing import Standing, standing
from cam.model import Text
from cam.model.records import Meeting, MeetingDate
from cam.problems import BadInput
from cam.store import Catalogue, key
from cam.views.reader import Reader

NEW, MOVED, CANCELLED, RESTORED, GONE, STATUS, PLACE = (
    "new",
    "moved",
    "cancelled",
    "restored",
    "gone",
    "status",
    "place",
)
MOVES = (NEW, MOVED, CANCELLED, RESTORED, GONE, STATUS, PLACE)
"""What may become of a meeting in a calendar."""


@dataclass(frozen=True)
class Move:
    """What becomes of a meeting: the dates it had and has, and the numbers of the calendar entry's revision.

    `quiet`: the entry changes under the number that it had, so that a calendar may move it without telling anybody.
    """

    name: str
    title: Text
    move: str
    old: MeetingDate | None
    new: MeetingDate | None
    quiet: bool = False


def compared(old: Catalogue, new: Catalogue) -> list[Move]:
    """Return what becomes of the meetings in the calendars that people subscribe to, by id."""
    before = {meeting.id: meeting for meeting in old.all(Meeting)}
    after = {meeting.id: meeting for meeting in new.all(Meeting)}
    unread = old.unread | new.unread
    return [
        move
        for name in sorted(before.keys() | after.keys())
        if f"meetings/{name}" not in unread and (move := _move(before.get(name), after.get(name)))
    ]


def _move(old: Meeting | None, new: Meeting | None) -> Move | None:
    shown = new or old
    assert shown
    was, stands = standing(old) if old else None, standing(new) if new else None
    what = _what(was, stands)
    if not what:
        return None
    quiet = bool(was and stands and what == MOVED and stands.revision <= was.revision)
    dates = (was.date if was else None, stands.date if stands else None)
    return Move(key(shown), shown.title, what, *dates, quiet=quiet)


def _what(was: Standing | None, stands: Standing | None) -> str:
    """Return what becomes of an entry of a calendar, or nothing."""
    if not was or not stands:
        return NEW if stands else GONE if was else ""
    if stands.has_fallen != was.has_fallen:
        return CANCELLED if stands.has_fallen else RESTORED
    if _time(was) != _time(stands):
        return MOVED
    if was.status != stands.status:
        return STATUS
    return PLACE if was.date.place != stands.date.place else ""


def _time(stands: Standing) -> tuple[object, ...]:
    date = stands.date
    return stands.first, stands.last, date.opens, date.closes


def said(catalogue: Catalogue, language: str, date: MeetingDate | None) -> str:
    """Return a date in the words of a language; as it is written where the labels that say it are wrong."""
    if date is None:
        return ""
    try:
        return Reader(catalogue, language, "").meeting_date(date).text
    except BadInput:
        return " ".join(filter(None, (str(date.start), date.end, date.opens)))
