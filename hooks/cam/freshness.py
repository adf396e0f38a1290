"""When a record or a page is to be looked at again: what it says itself, else the rule of its kind in data/site.yaml.

Pure functions of the catalogue, what is asked about, and the day that counts as today; nothing here asks a clock. A
date of which only the month or the year is known counts until its end, as a reader would take it; months are counted
from its beginning.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cam.model import PartialDate, Record
from cam.model.directory import Portal
from cam.model.figures import Dataset, Round
from cam.model.law import Law
from cam.model.program import Program
from cam.model.records import Activity, Meeting, Officer, Plan
from cam.prose import Page
from cam.store import PAGES, Catalogue, is_example, key
from cam.validity import bounds

SOON = 30
"""Within so many days a review counts as due soon."""

AWAITED = dt.timedelta(days=365)
"""So long after a meeting what came of it may still become known; then it is history."""

KEYS = frozenset({"verified_on", "owner", "next_review"})
"""What the front matter of a page may say of its age."""

State = Literal["overdue", "soon", "later", "none"]


@dataclass(frozen=True)
class Age:
    """How a record or a page stands on a day: `item` is one or the other, `kind` a kind of record or `pages`."""

    item: Record | Page
    kind: str
    owner: str
    since: PartialDate | None
    """The day from which months are counted: verified, else revised, else added; for a page, else `pages_since`."""
    verified: PartialDate | None
    due: PartialDate | None
    state: State

    @property
    def name(self) -> str:
        """Return `kind/id`, or the name of a page's file: what an editor looks for."""
        return self.item.name if isinstance(self.item, Page) else key(self.item)

    def days(self, today: dt.date) -> int | None:
        """Return how many days ago it was last looked at, at most; None where that is not known."""
        return (today - bounds(self.since)[0]).days if self.since else None


def later_by(date: PartialDate, months: int) -> PartialDate:
    """Return a date so many months later: as exactly as it is known, never more exactly than the day or the month.

    The 31st becomes the last day of a shorter month. Of a bare year, January is counted from, so that it is looked
    at early and not late.
    """
    year, month, day = date.parts
    index = year * 12 + (month or 1) - 1 + months
    year, month = index // 12, index % 12 + 1
    if not day:
        return PartialDate(f"{year:04}-{month:02}")
    return PartialDate(f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}")


def state_of(due: PartialDate | None, today: dt.date) -> State:
    """Return whether a review is past its day, within the next days, later, or not planned."""
    if due is None:
        return "none"
    last = bounds(due)[1]
    if last < today:
        return "overdue"
    return "soon" if (last - today).days <= SOON else "later"


def owner_of(catalogue: Catalogue, named: str | None) -> str:
    """Return who looks after something: who is named, else the first of the list of owners."""
    return str(named or next(iter(catalogue.vocabulary["owners"])))


def months_for(catalogue: Catalogue, kind: str) -> int | None:
    """Return after how many months a kind is looked at again; None for never, or where there are no rules."""
    rules = catalogue.settings.reviews if catalogue.settings else None
    if rules is None or kind in rules.never:
        return None
    return rules.months.get(kind, rules.default)


def is_over(catalogue: Catalogue, record: Record, today: dt.date) -> bool:
    """Return whether a record is about something that is over, so that nobody needs to look at it regularly."""
    match record:
        case Plan():
            return _past(record.period.end, today)
        case Activity():
            return is_over(catalogue, catalogue.get(Plan, record.plan), today)
        case Meeting():
            last = record.dates[-1]
            return _past(last.end or last.start, today - AWAITED)
        case Round():
            return record.status == "published"
        case Law():
            return record.status == "replaced" or _past(record.valid_to, today)
        case Portal():
            return record.closed
        case Program():
            return record.status == "ended" or _past(record.end, today)
        case Officer():
            return bool(record.term) and _past(record.term.end if record.term else None, today)
        case Dataset():
            return any(other.replaces == record.id for other in catalogue.all(Dataset))
    return False


def _past(date: PartialDate | None, today: dt.date) -> bool:
    return date is not None and bounds(date)[1] < today


def due(catalogue: Catalogue, record: Record, today: dt.date) -> PartialDate | None:
    """Return by when a record is to be looked at again, or None where nothing asks for it."""
    if record.next_review:
        return record.next_review
    months = months_for(catalogue, record.kind)
    if months is None or is_example(record) or is_over(catalogue, record, today):
        return None
    return later_by(last_looked_at(record), months)


def last_looked_at(record: Record) -> PartialDate:
    """Return the day from which months are counted: verified, else revised, else added."""
    return record.verified_on or record.revised or record.added


def age(catalogue: Catalogue, record: Record, today: dt.date) -> Age:
    """Return how a record stands on a day."""
    by = due(catalogue, record, today)
    owner = owner_of(catalogue, record.record_owner)
    since = last_looked_at(record)
    return Age(record, record.kind, owner, since, record.verified_on, by, state_of(by, today))


def page_age(catalogue: Catalogue, page: Page, today: dt.date) -> Age:
    """Return how a page stands on a day, by its front matter."""
    verified, by = matter_date(page.meta, "verified_on"), matter_due(catalogue, page.meta)
    owner = owner_of(catalogue, page.meta.get("owner"))
    return Age(page, PAGES, owner, _page_since(catalogue, page.meta), verified, by, state_of(by, today))


def matter_due(catalogue: Catalogue, meta: Mapping[str, Any]) -> PartialDate | None:
    """Return by when a page is to be looked at again, by its front matter; None where nothing asks for it."""
    since, months = _page_since(catalogue, meta), months_for(catalogue, PAGES)
    computed = later_by(since, months) if since and months else None
    return matter_date(meta, "next_review") or computed


def _page_since(catalogue: Catalogue, meta: Mapping[str, Any]) -> PartialDate | None:
    """Return the day from which a page's months are counted; a bulletin is the news of its day, and has none."""
    verified = matter_date(meta, "verified_on")
    rules = catalogue.settings.reviews if catalogue.settings else None
    return verified if verified or "date" in meta or rules is None else rules.pages_since


def matter_date(meta: Mapping[str, Any], name: str) -> PartialDate | None:
    """Return a date of a front matter, or None where it is not there; that it is a date was checked."""
    value = meta.get(name)
    return PartialDate(str(value)) if value is not None else None


def ages(catalogue: Catalogue, pages: Iterable[Page], today: dt.date) -> Iterator[Age]:
    """Yield how everything stands on a day: records kind by kind, then pages.

    Of pages, those of the default language, and those of another that say something of their own age.
    """
    for record in catalogue.every():
        if not is_example(record):
            yield age(catalogue, record, today)
    for page in pages:
        if page.language == catalogue.languages[0] or KEYS & set(page.meta):
            yield page_age(catalogue, page, today)


def oldest_first(found: Iterable[Age]) -> list[Age]:
    """Return what falls due in order of the day by which it does, then of kind and name; undated last."""
    return sorted(found, key=lambda one: (_last_day(one.due), one.name))


def _last_day(date: PartialDate | None) -> dt.date:
    return bounds(date)[1] if date else dt.date.max
