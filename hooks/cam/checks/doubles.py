"""Records that may stand twice. They are told of, and stop nothing: only a person can say whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import permutations
from urllib.parse import urlsplit

from cam.knowledge import Site
from cam.model import Record
from cam.model.cooperation import Practice
from cam.model.directory import Portal
from cam.model.law import Law
from cam.model.records import Meeting, Project
from cam.problems import Problem
from cam.store import Catalogue, RecordT, key
from cam.text import folded

_OF_STATES = (Portal, Law, Project, Practice)
"""Kinds in which a title names one thing of a state. Resolutions, officers and reports bear theirs again and again."""

_REMEDY = "look whether they are the same; then keep one of them"


def records_stand_once(site: Site) -> Iterator[Problem]:
    """No institution, instrument or meeting is entered a second time."""
    yield from found(site.catalogue)


def found(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is told of each record that seems to stand twice."""
    yield from _same_addresses(catalogue)
    yield from _same_titles(catalogue)
    yield from _same_meetings(catalogue)


def _same_addresses(catalogue: Catalogue) -> Iterator[Problem]:
    """An institution whose pages are inside the portal of another names that one as its owner."""
    for one, other in _pairs(
        catalogue.all(Portal), lambda portal: [_place(portal)] if portal.address else []
    ):
        if one.owner != other.id and other.owner != one.id:
            what = f"{key(other)} has the same address"
            yield catalogue.file(one).problem(("address",), what, _REMEDY)


def _place(portal: Portal) -> str:
    """Return host and path of a portal's address; what follows them (?…) may tell one page from another."""
    parts = urlsplit(portal.address or "")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _same_titles(catalogue: Catalogue) -> Iterator[Problem]:
    for kind in _OF_STATES:
        for one, other in _pairs(catalogue.all(kind), _titles):
            if not (isinstance(one, Law) and isinstance(other, Law) and _are_apart(one, other)):
                what = f"{key(other)} has the same title"
                yield catalogue.file(one).problem(("title",), what, _REMEDY)


def _titles(record: Record) -> list[tuple[str, str, str]]:
    """Return the titles of a record, each with its language and each state that it belongs to."""
    states = getattr(record, "countries", None) or [getattr(record, "country", "")]
    return [
        (state, code, " ".join(folded(said).split()))
        for state in states
        for code, said in record.title.items()
    ]


def _are_apart(one: Law, other: Law) -> bool:
    """Return whether two instruments of one title are of two days, years or numbers: states use a title again."""
    return any(
        mine and theirs and mine != theirs
        for mine, theirs in (
            (one.date, other.date),
            (one.number, other.number),
            (one.published, other.published),
        )
    )


def _same_meetings(catalogue: Catalogue) -> Iterator[Problem]:
    for one, other in _pairs(catalogue.all(Meeting), _days):
        times = {meeting.dates[-1].opens for meeting in (one, other)} - {None}
        if len(times) < 2:  # else one in the morning, and one in the afternoon
            what = f"{key(other)} is of the same body and type, on the same day"
            yield catalogue.file(one).problem(("dates", len(one.dates) - 1), what, _REMEDY)


def _days(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Return body, type and day of a meeting; none where the day is not known."""
    start = meeting.dates[-1].start
    return [(meeting.body, meeting.type, start)] if start.day else []


def _pairs(
    records: Sequence[RecordT], signs: Callable[[RecordT], Iterable[Hashable]]
) -> Iterator[tuple[RecordT, RecordT]]:
    """Yield the records that share a sign, each with each of the others, once."""
    groups: dict[Hashable, list[RecordT]] = defaultdict(list)
    for record in records:
        for sign in signs(record):
            groups[sign].append(record)
    told = set()
    for group in groups.values():
        for one, other in permutations(group, 2) if len(group) > 1 else ():
            if (one.id, other.id) not in told:
                told.add((one.id, other.id))
                yield one, other
