"""What changed in the knowledge base. Nobody types a change: each follows from what a record, or the link check, says.

A change is of the day on which it became known here. For what stands in a record, that is the newest of the days on
which the record was added, one of its sources was read (`seen`) or a document that it names was added; where an editor
gave a meeting another date without such a source, it is the day of the record's revision. An event that a record tells
with its own date (a treaty signed, a law that ended) is a change only where it is younger than the record, and of no
earlier day than that date. `path` tells changes apart, whatever the language and the order; it holds what the change
is about and never its day, except where the day is all that tells two changes of a record from one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cam import concern, health
from cam.model import Code, PartialDate, Record, Source
from cam.model.directory import Portal
from cam.model.figures import CountryReport, Dataset, Edition
from cam.model.health import Check
from cam.model.law import Country, Law, MembershipEvent, Participation, Treaty
from cam.model.records import Meeting, MeetingDate
from cam.sicremi.revisions import Revision, revisions
from cam.store import Catalogue, is_example, key
from cam.views.revisions import Comparison, compared


class ChangeType(Code):
    """What kind of change it is; the list's order is the order of telling within a day."""

    vocabulary = "change_types"


GATHERED = ("added", "revised")
"""The types that may come by hundreds on one day: where everything is told, they are counted by kind."""


@dataclass(frozen=True)
class Dates:
    """The date that a meeting had, and the one that it has; None where there is none."""

    old: MeetingDate | None
    new: MeetingDate | None


Detail = Dates | Check | Participation | MembershipEvent | list[Revision] | list[Comparison] | None


@dataclass(frozen=True, eq=False)
class Change:
    """A change of a record, known here since `day`.

    `mark` tells it from others of its type and record; `detail` is what it is about, if more than the record; `states`
    are those that it concerns.
    """

    type: ChangeType
    record: Record
    day: PartialDate
    mark: str = ""
    detail: Detail = None
    states: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """What stays the same as long as the change is told: kind/id/type, and the mark."""
        return "/".join(filter(None, (key(self.record), self.type, self.mark)))


def changes(catalogue: Catalogue) -> list[Change]:
    """Return every change, newest first; within a day in the order of the types, the kinds and the ids.

    Of a day that is known by its month or year only, changes stand after those of the days in it.
    """
    kept: dict[str, Any] = catalogue.__dict__  # pages and feeds of every language ask for them
    if "_changes" not in kept:
        kept["_changes"] = _in_order(catalogue, _found(catalogue))
    return list(kept["_changes"])


def _in_order(catalogue: Catalogue, found: Iterable[Change]) -> list[Change]:
    order = {name: place for place, name in enumerate(catalogue.vocabulary["change_types"])}
    # A type that the list lacks is missed when its word is said.
    by_type = sorted(found, key=lambda change: order.get(change.type, len(order)))
    return sorted(by_type, key=lambda change: change.day, reverse=True)


def _found(catalogue: Catalogue) -> Iterator[Change]:
    """Yield what the rules find, with the states that it concerns where a rule does not name them."""
    for record in catalogue.every():
        if not is_example(record):
            states = tuple(concern.states(catalogue, record))
            found = [change for rule in _RULES for change in rule(catalogue, record)]
            yield from (replace(change, states=change.states or states) for change in _told_apart(found))


def _told_apart(found: Iterable[Change]) -> Iterator[Change]:
    """Yield changes, with a number behind the mark of one that comes again (a meeting moved there and back)."""
    times: Counter[str] = Counter()
    for change in found:
        times[change.path] += 1
        again = times[change.path]
        yield change if again == 1 else replace(change, mark=f"{change.mark}/{again}")


def _known(catalogue: Catalogue, record: Record, sources: Iterable[Source]) -> PartialDate:
    """Return the day on which what these sources say of a record became known here."""
    read = [source.seen or _added(catalogue, source) for source in sources]
    return max([record.added, *(day for day in read if day)])


def _added(catalogue: Catalogue, source: Source) -> PartialDate | None:
    document = catalogue.find(source.document, "documents") if source.document else None
    return document.added if document else None


# Meetings


def _dates(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A meeting got another date, or lost its date; it was cancelled; it was held."""
    if not isinstance(record, Meeting):
        return
    for old, new in zip([None, *record.dates], record.dates, strict=False):
        for kind, dates in _steps(old, new, is_last=new is record.dates[-1]):
            day = _of_date(catalogue, record, new, kind)
            if kind != "held" or old or day > record.added:  # else it was held before the record came in
                yield Change(ChangeType(kind), record, day, _date_mark(new), dates)


def _steps(old: MeetingDate | None, new: MeetingDate, is_last: bool) -> Iterator[tuple[str, Dates]]:
    """Yield what a date of a meeting changed of the one before; what was told of a date stays true once it is over."""
    if old and _is_other(old, new):
        yield "moved", Dates(old, new)
    if new.status == "moved" and is_last:
        yield "moved", Dates(new, None)
    if new.status == "cancelled" or (new.status == "held" and not (old and old.status == "held")):
        yield str(new.status), Dates(None, new)


def _is_other(old: MeetingDate, new: MeetingDate) -> bool:
    """Return whether a date differs from the one before; what its source leaves out it does not change."""
    names = ("start", "end", "opens", "closes")
    return any(getattr(new, name) not in (None, getattr(old, name)) for name in names)


def _date_mark(date: MeetingDate) -> str:
    return date.start + (f"T{date.opens.replace(':', '')}" if date.opens else "")


def _of_date(catalogue: Catalogue, record: Meeting, date: MeetingDate, kind: str) -> PartialDate:
    """Return the day on which a date became known; a revision counts only while the date could still be its news."""
    known = _known(catalogue, record, date.sources)
    if known > record.added or not record.revised:
        return known
    since = record.added if kind == "held" else record.revised
    over = date.end or date.start
    return max(known, record.revised) if over >= since[: len(over)] else known


# Portals


def _portals(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A portal began to fail, answered again, or said that it is now elsewhere.

    The history keeps so many checks only. Of what its first checks already say, nobody knows since when: once older
    checks were dropped it is no longer told, so that it is not told anew, with another day, each week.
    """
    if not isinstance(record, Portal) or record.closed:
        return
    checks = catalogue.health.get(record.id, [])
    cut = len(checks) >= health.KEPT
    before, moved_to = "", checks[0].to if checks and cut else None
    for number, check in enumerate(checks, 1):
        now = health.state(checks[:number])
        since_when = not cut or any(not item.result.failed for item in checks[:number])
        if now == "failing" and before != now and since_when:
            yield Change(ChangeType("failing"), record, check.day, check.day, check)
        elif before == "failing" and before != now:
            yield Change(ChangeType("recovered"), record, check.day, check.day, check)
        if check.to and check.to != moved_to:
            yield Change(ChangeType("relocated"), record, check.day, check.day, check)
        before, moved_to = now, check.to or moved_to


# What a record tells with a date of its own


def _treaties(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A state signed a treaty, became party to it, or denounced it."""
    if not isinstance(record, Treaty):
        return
    for item in record.participations:
        date = {"party": item.date, "signed": item.signed, "denounced": item.denounced}.get(item.status)
        if date and date > record.added:
            day = max(date, _known(catalogue, record, item.sources or record.list_sources[:1]))
            mark = f"{item.country}/{item.status}/{date}"
            yield Change(ChangeType("standing"), record, day, mark, item, (str(item.country),))


def _membership(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """Something happened that bears on a state's membership."""
    for event in record.membership_events if isinstance(record, Country) else ():
        if event.date and event.date > record.added:
            day = max(event.date, _known(catalogue, record, event.sources))
            yield Change(ChangeType("membership"), record, day, event.date, event)


def _laws(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """An instrument was replaced by one that came in later, or its force ended."""
    if not isinstance(record, Law) or record.status not in ("replaced", "ended"):
        return
    successor = catalogue.find(record.replaced_by, "laws") if record.replaced_by else None
    if record.valid_to and record.valid_to > record.added:
        day = max(record.valid_to, _known(catalogue, record, record.sources))
        yield Change(ChangeType("ended"), record, day)
    elif successor and successor.added > record.added and not record.replaced_partly:
        yield Change(ChangeType("ended"), record, successor.added)


# What came in


def _arrival(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A record was added; of an edition of the regional report it is also told on its own that it was frozen."""
    if isinstance(record, Edition):
        yield Change(ChangeType("edition"), record, record.added)
    yield Change(ChangeType("added"), record, record.added)


def _figures(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A version of a country report, or an edition of a table, gives figures otherwise than the one before."""
    detail: Detail = None
    if isinstance(record, CountryReport):
        detail = revisions(catalogue, record)
    elif isinstance(record, Dataset) and record.replaces:
        detail = _of_editions(catalogue, record.replaces, record.id)
    if detail:
        about = sorted({item.country for comparison in _comparisons(detail) for item in comparison.changed})
        yield Change(ChangeType("figures"), record, record.added, detail=detail, states=tuple(about))


def _of_editions(catalogue: Catalogue, old: str, new: str) -> list[Comparison]:
    if old not in catalogue.figures or new not in catalogue.figures:
        return []
    found = compared(catalogue.figures[old], catalogue.figures[new])
    return [comparison for comparison in found if comparison.changed]


def _comparisons(detail: Detail) -> list[Comparison]:
    """Return what a detail says of editions of a table."""
    return [item for item in detail if isinstance(item, Comparison)] if isinstance(detail, list) else []


def _revision(catalogue: Catalogue, record: Record) -> Iterator[Change]:
    """A record was revised since it was added; of several revisions, the last one is told.

    That a law was replaced is told as its end, and not again as its revision of that day.
    """
    ended = {change.day for change in _laws(catalogue, record)}
    if record.revised and record.revised not in (record.added, *ended):
        yield Change(ChangeType("revised"), record, record.revised, record.revised)


_RULES: tuple[Callable[[Catalogue, Record], Iterator[Change]], ...] = (
    _dates,
    _portals,
    _treaties,
    _membership,
    _laws,
    _figures,
    _arrival,
    _revision,
)
