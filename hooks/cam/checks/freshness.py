"""Rules on what records and pages say of their age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cam.freshness import matter_date
from cam.knowledge import Site
from cam.model import PartialDate
from cam.problems import Problem, nearest
from cam.prose import Page
from cam.store import Catalogue
from cam.validity import bounds

_DATES = ("verified_on", "next_review")


def revisions_follow_additions(catalogue: Catalogue) -> Iterator[Problem]:
    """A record is revised on the day on which it was added, or later."""
    for record in catalogue.every():
        if record.revised and bounds(record.revised)[1] < bounds(record.added)[0]:
            what = f"`revised` {record.revised} lies before the day on which the record was added, {record.added}"
            remedy = "write the day of the last change of substance"
            yield catalogue.file(record).problem(("revised",), what, remedy)


def additions_are_past(site: Site) -> Iterator[Problem]:
    """No record was added or revised on a day that is still to come: the newest of these days dates the site."""
    latest = site.today + dt.timedelta(days=1)  # as below
    for record in site.catalogue.every():
        for name, day in (("added", record.added), ("revised", record.revised)):
            # A `revised` that is not in the file follows from another record, and is that one's mistake.
            if day and bounds(day)[0] > latest and (name,) in site.catalogue.file(record).lines:
                what, remedy = f"`{name}` {day} is still to come", "write the day on which it was done"
                yield site.catalogue.file(record).problem((name,), what, remedy)


def verifications_follow_additions(catalogue: Catalogue) -> Iterator[Problem]:
    """A record is compared with its sources on the day on which it was added, or later."""
    for record in catalogue.every():
        verified = record.verified_on
        if verified and bounds(verified)[1] < bounds(record.added)[0]:
            what = (
                f"`verified_on` {verified} lies before the day on which the record was added, {record.added}"
            )
            remedy = "write the day on which you compared the record with its sources"
            yield catalogue.file(record).problem(("verified_on",), what, remedy)


def reviews_follow_verifications(catalogue: Catalogue) -> Iterator[Problem]:
    """The next review of a record comes after its last."""
    for record in catalogue.every():
        if wrong := _review_too_early(record.verified_on, record.next_review):
            yield catalogue.file(record).problem(("next_review",), wrong, _REMEDY)


_REMEDY = "write a later day, or leave `next_review` out: the rule of the kind then says when"


def _review_too_early(verified: PartialDate | None, review: PartialDate | None) -> str:
    if not (verified and review) or bounds(review)[1] > bounds(verified)[0]:
        return ""
    return f"`next_review` {review} does not come after `verified_on` {verified}"


def verifications_are_past(site: Site) -> Iterator[Problem]:
    """Nobody has compared anything with its sources on a day that is still to come."""
    latest = site.today + dt.timedelta(days=1)  # in other time zones it is tomorrow already
    remedy = "write the day on which it was done"
    for record in site.catalogue.every():
        if record.verified_on and bounds(record.verified_on)[0] > latest:
            what = f"`verified_on` {record.verified_on} is still to come"
            yield site.catalogue.file(record).problem(("verified_on",), what, remedy)
    for page in site.pages:
        verified = matter_date(page.meta, "verified_on") if _is_date(page, "verified_on") else None
        if verified and bounds(verified)[0] > latest:
            yield page.file.problem(("verified_on",), f"`verified_on` {verified} is still to come", remedy)


def pages_say_their_age_in_dates(site: Site) -> Iterator[Problem]:
    """What a page says of its age is a date, and its next review comes after its last."""
    for page in site.pages:
        sound = True
        for name in _DATES:
            if name in page.meta and not _is_date(page, name):
                sound = False
                remedy = f"write `{name}: 2026-11-21`, 2026-11 or 2026 in the front matter"
                yield page.file.problem((name,), f"`{name}` is not a date", remedy)
        dates = [matter_date(page.meta, name) for name in _DATES] if sound else [None, None]
        if wrong := _review_too_early(*dates):
            yield page.file.problem(("next_review",), wrong, _REMEDY)


def owners_of_pages_are_listed(site: Site) -> Iterator[Problem]:
    """Who looks after a page is one of the list of owners."""
    known = site.catalogue.vocabulary.get("owners", {})
    for page in site.pages:
        owner = page.meta.get("owner")
        if "owner" in page.meta and (not isinstance(owner, str) or owner not in known):
            what = f"`{owner}` is not in data/vocabulary/owners.yaml"
            yield page.file.problem(("owner",), what, nearest(str(owner), known))


def _is_date(page: Page, name: str) -> bool:
    value = page.meta.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return False
    try:
        PartialDate._checked(value)
    except ValueError:
        return False
    return True
