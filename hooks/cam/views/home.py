"""The home page: what is next or came last, the systems, the ways in, what changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cam.model import PartialDate
from cam.model.records import Meeting, Milestone, System
from cam.store import is_example
from cam.views.blocks import Anchor, Badge, Block, Card, Cards, Event, Inline, Links, Timeline
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


def next_or_last(reader: Reader, today: dt.date, limit: int = 3) -> list[Block]:
    """Return what is next; where all dates are past, what came last."""
    day = today.isoformat()
    coming = [
        m
        for m in by_date(reader.catalogue.all(Meeting))
        if (last_day := m.dates[-1].end or m.dates[-1].start) >= day[: len(last_day)]
    ]
    if coming:
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


def _days(reader: Reader) -> dict[str, Counter[tuple[str, str]]]:
    """Return how many records of each kind were added and revised on each day, without those that are made up."""
    days: dict[str, Counter[tuple[str, str]]] = {}
    for record in reader.catalogue.every():
        if is_example(record):
            continue
        days.setdefault(record.added, Counter())["added", record.kind] += 1
        if record.revised:
            days.setdefault(record.revised, Counter())["revised", record.kind] += 1
    return days


def news(reader: Reader, bulletins: list[tuple[PartialDate, Anchor]], limit: int = 3) -> list[Block]:
    """Return the newest bulletins, and how many records were added and revised, newest first."""
    events = [Event(reader.date(date), [anchor]) for date, anchor in bulletins]
    for day, counts in _days(reader).items():
        for what in ("added", "revised"):
            number = sum(count for (done, _), count in counts.items() if done == what)
            if number:
                events.append(
                    Event(reader.date(PartialDate(day)), [reader.count(f"home.records_{what}", number)])
                )
    events.sort(key=lambda event: event.when.machine, reverse=True)
    return [Timeline(reader.label("home.changes"), anchor="changes", events=events[:limit])]


def changes(reader: Reader) -> list[Block]:
    """Return what was added and revised, by day and kind, newest first, derived from the records."""
    days = _days(reader)
    events = []
    for day in sorted(days, reverse=True):
        said: list[Inline] = []
        for what in ("added", "revised"):
            counts = sorted(
                ((count, kind) for (w, kind), count in days[day].items() if w == what), reverse=True
            )
            kinds = [
                f"{reader.label(f'kinds.{kind}').lower()} ({reader.wording.number(count)})"
                for count, kind in counts
            ]
            said += [reader.label(f"home.{what}", kinds=reader.wording.list(kinds)), " "] if kinds else []
        events.append(Event(reader.date(PartialDate(day)), said))
    return [Timeline(reader.label("home.changes"), anchor="changes", events=events)]
