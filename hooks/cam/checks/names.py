"""Rules on the names of pages: the day of a bulletin, and names that are kept for what is generated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cam.checks import prose
from cam.knowledge import Site
from cam.model.law import Country
from cam.problems import Problem
from cam.prose import Page
from cam.store import key

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?(?=-|$)")


def bulletins_begin_with_their_day(site: Site) -> Iterator[Problem]:
    """The name of a bulletin begins with the day, or the month, of its date."""
    for page in site.pages:
        named, date = _DAY.match(PurePosixPath(page.path).stem), page.meta.get("date")
        if page.problems or not page.path.startswith("bulletins/") or page.path.endswith("/index.md"):
            continue
        if not named:
            what = "the name of this bulletin does not begin with its day"
            yield Problem(page.name, 0, what, f"rename it in every language: {_name(page, date)}")
        elif isinstance(date, str) and not date.startswith(named[0]):
            what = f"the name of this bulletin begins with {named[0]}, and its date is {date}"
            remedy = "correct the date, or rename the file in every language"
            yield page.file.problem(("date",), what, remedy)


def _name(page: Page, date: object) -> str:
    day = date if prose.is_day(date) else "2026-11-21"
    return f"{day}-{PurePosixPath(page.path).name}"


def pages_leave_room_for_records(site: Site) -> Iterator[Problem]:
    """No page stands where the page of a record is written."""
    kept = {f"{key(record)}.md": key(record) for record in site.catalogue.every()}
    for country in site.catalogue.all(Country):
        kept |= {f"{key(country)}/{name}.md": key(country) for name in ("brief", "figures")}
    for page in site.pages:
        if page.path in kept:
            what = f"here stands the page that is made of data/{kept[page.path]}.yaml"
            yield Problem(page.name, 0, what, "give this page another name, or delete it")
