"""The addresses of the calendars, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.calendars.selection import KINDS, Selection, selection
from cam.calendars.standing import standing
from cam.model import Record
from cam.model.records import Body, Meeting, Process
from cam.offers.offer import Offer
from cam.store import Catalogue, folder, key
from cam.views.blocks import Anchor, Block, Cell, Facts, Inline, Table
from cam.views.common import short
from cam.views.reader import Reader

TYPE = "text/calendar"

_PAGES_OF_ALL = ("calendar/", "calendar/months/", "meetings/")
"""The pages beside which the calendar of all meetings is offered; it belongs to the first."""


def path_of(catalogue: Catalogue, language: str, record: Record | None, reminds: bool = False) -> str:
    """Return the path of the calendar of a record, or of all meetings; that with reminders has `.alarms` in its name.

    No id holds a dot, so no two can meet.
    """
    name = key(record) if record else "all"
    return f"{folder(catalogue, language)}calendars/{name}{'.alarms' if reminds else ''}.ics"


def path_of_meeting(catalogue: Catalogue, language: str, meeting: Meeting) -> str:
    """Return the path of the calendar of a single meeting, beside its page."""
    return f"{folder(catalogue, language)}meetings/{meeting.id}/meeting.ics"


def page_of(record: Record | None) -> str:
    """Return the path of the page that a calendar belongs to, below the language's root."""
    return f"{key(record)}/" if record else _PAGES_OF_ALL[0]


def name_of(reader: Reader, record: Record | None, reminds: bool = False) -> str:
    """Return what a calendar is called in the list of a subscriber's calendars."""
    title = str(reader.title(record)) if record else reader.label("calendars.all_meetings")
    name = "calendars.name_reminding" if reminds else "calendars.name"
    return reader.label(name, title=title)


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    catalogue, language = reader.catalogue, reader.language
    if isinstance(record, Meeting):
        if standing(record):
            file = path_of_meeting(catalogue, language, record)
            yield Offer(file, TYPE, reader.label("calendars.offer_meeting"))
            yield Offer(file, "", reader.label("calendars.offer_follow"), scheme="webcal")
    elif path in _PAGES_OF_ALL or isinstance(record, KINDS):
        file = path_of(catalogue, language, record)
        held = bool(selection(catalogue, record).meetings)
        yield Offer(file, TYPE, reader.label("calendars.offer" if held else "calendars.offer_empty"))
        yield Offer(file, "", reader.label("calendars.offer_subscribe"), scheme="webcal")
        reminding = path_of(catalogue, language, record, reminds=True)
        yield Offer(reminding, "", reader.label("calendars.offer_reminding"), scheme="webcal")


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds"."""
    return [_table(reader), _explained(reader, _WAYS), _explained(reader, _MEANINGS)]


_WAYS = ("by_link", "by_google", "by_outlook", "by_thunderbird", "by_import")
"""How to subscribe."""

_MEANINGS = ("moves", "falls", "state", "month", "year", "hours", "reminders", "languages")
"""What a subscriber sees."""


def _explained(reader: Reader, names: tuple[str, ...]) -> Facts:
    """Return what names stand for, each with its explanation."""
    rows = [(reader.label(f"calendars.{name}"), [reader.label(f"calendars.{name}_text")]) for name in names]
    return Facts(intro=reader.label(f"calendars.{names[0]}_intro"), rows=rows)


def _table(reader: Reader) -> Table:
    catalogue, language = reader.catalogue, reader.language
    meeting = f"{folder(catalogue, language)}meetings/…/meeting.ics"
    rows: list[list[Cell]] = [
        [reader.label("calendars.all_meetings"), _of_all(reader), path_of(catalogue, language, None)],
        *([_kind_name(reader, kind), _of_kind(reader, kind), _pattern(reader, kind)] for kind in KINDS),
        [reader.label("calendars.one_meeting"), reader.label("calendars.one_meeting_text"), meeting],
    ]
    columns = [reader.label(f"calendars.{name}") for name in ("of", "files", "address")]
    return Table(intro=reader.label("calendars.table"), columns=columns, rows=rows)


def _kind_name(reader: Reader, kind: type[Record]) -> str:
    return reader.label(f"kinds.{kind.kind}")


def _pattern(reader: Reader, kind: type[Record]) -> str:
    return f"{folder(reader.catalogue, reader.language)}calendars/{kind.kind}/….ics"


def _of_all(reader: Reader) -> Cell:
    reminding = path_of(reader.catalogue, reader.language, None, reminds=True)
    second = Anchor(reader.root_href(reminding), reader.label("calendars.reminding"))
    return [_file(reader, selection(reader.catalogue, None)), " · ", second]


def _of_kind(reader: Reader, kind: type[Record]) -> Cell:
    """Return links to the calendars of a class of records that hold a meeting, with their number."""
    line: list[Inline] = []
    for record in reader.catalogue.all(kind):
        chosen = selection(reader.catalogue, record)
        if chosen.meetings:
            line += [*([" · "] if line else []), _file(reader, chosen)]
    return line


def _file(reader: Reader, chosen: Selection) -> Anchor:
    """Return the link to a calendar, with the number of its meetings."""
    path = path_of(reader.catalogue, reader.language, chosen.record)
    number = reader.wording.number(len(chosen.meetings))
    return Anchor(reader.root_href(path), f"{_short(reader, chosen.record)} ({number})")


def _short(reader: Reader, record: Record | None) -> str:
    """Return what a calendar is called in a list."""
    match record:
        case None:
            return reader.label("calendars.all_meetings")
        case Body():
            return short(reader, record)
        case Process():
            return str(reader.say(record.acronym, record))
    return str(reader.title(record))
