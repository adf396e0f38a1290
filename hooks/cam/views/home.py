"""The home page: what is next or came last, the systems, the ways in, what changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby

from cam import changes
from cam.model import PartialDate
from cam.model.records import Meeting, Milestone, System
from cam.views.blocks import Anchor, Badge, Block, Card, Cards, Event, Links, Timeline
from cam.views.changes import line
from cam.views.common import by_date, status_badge
from cam.views.reader import Reader

_WAYS = {
    "public": ("help/", "minpet/for-me/", "countries/", "figures/", "glossary/"),
    "delegates": ("mandates/", "plans/", "calendar/", "treaties/", "figures/", "ricomi/"),
    "researchers": (
        "figures/",
        "datasets/",
        "laws/",
        "portals/",
        "documents/",
        "discrepancies/",
        "about/data/",
    ),
    "editors": ("about/editing/", "about/translations/", "changes/"),
}


def meetings_from(reader: Reader, today: dt.date) -> list[Meeting]:
    """Return the meetings that are not over, in order of their dates; a month or a year counts until its end."""
    day = today.isoformat()
    return [
        meeting
        for meeting in by_date(reader.catalogue.all(Meeting))
        if (last := meeting.dates[-1].end or meeting.dates[-1].start) >= day[: len(last)]
    ]


def next_or_last(reader: Reader, today: dt.date, limit: int = 3) -> list[Block]:
    """Return what is next; where all dates are past, what came last."""
    day = today.isoformat()
    if coming := meetings_from(reader, today):
        events = [
            Event(
                reader.when(m),
                [reader.link(m)],
                None,
                [status_badge(reader, m.dates[-1].status)],
                upcoming=True,
            )
            for m in coming[:limit]
        ]
        return [Timeline(reader.label("home.next"), anchor="next", events=events)]
    past = sorted(
        [(m.date, m) for m in reader.catalogue.all(Milestone) if m.date <= day and m.topic != "region"],
        key=lambda pair: (pair[0], pair[1].id),
        reverse=True,
    )
    events = [
        Event(reader.milestone_date(record), [reader.link(record)], None, [Badge(reader.code(record.topic))])
        for _, record in past
    ]
    return [
        Timeline(
            reader.label("home.last"),
            anchor="last",
            intro=reader.label("home.no_next"),
            events=events[:limit],
        )
    ]


def systems(reader: Reader) -> list[Block]:
    """Return the information systems and the network as cards."""
    wanted = ("information_system", "network", "monitoring")
    cards = [
        Card(
            reader.link(system),
            system.acronym or reader.code(system.type),
            reader.say(system.summary, system) if system.summary else "",
        )
        for code in wanted
        for system in reader.catalogue.all(System)
        if system.type == code
    ]
    return [Cards(reader.label("kinds.systems"), anchor="systems", cards=cards)]


def ways_in(reader: Reader, titles: dict[str, str]) -> list[Block]:
    """Return the ways in for each kind of reader; `titles` gives the title of each prose page by its path."""
    groups: list[Block] = [
        Links(
            reader.label(f"home.for_{name}"),
            intro=reader.label(f"home.for_{name}_text"),
            rows=[[Anchor(reader.href(path), titles[path])] for path in paths if path in titles],
        )
        for name, paths in _WAYS.items()
    ]
    return groups


def news(reader: Reader, bulletins: list[tuple[PartialDate, Anchor]], limit: int = 3) -> list[Block]:
    """Return the newest bulletins, how many records were added and revised, and what else changed, newest first."""
    events = [Event(reader.date(date), [anchor]) for date, anchor in bulletins]
    found = changes.changes(reader.catalogue)
    for day, same in groupby(found, key=lambda change: change.day):
        numbers = Counter(str(change.type) for change in same)
        for kind in changes.GATHERED:
            if numbers[kind]:
                number = reader.count(f"home.records_{kind}", numbers[kind])
                events.append(Event(reader.date(day), [number]))
    events += [
        Event(reader.date(change.day), line(reader, change))
        for change in found
        if change.type not in changes.GATHERED
    ]
    events.sort(key=lambda event: event.when.machine, reverse=True)
    return [Timeline(reader.label("home.changes"), anchor="changes", events=events[:limit])]
