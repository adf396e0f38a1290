"""What an incoming Chair is told: which records of the committee's work belong into the handover pack.

Pure functions of the catalogue and the day that counts as today. Nothing is said in a language yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from cam import coverage
from cam.model.records import Activity, Document, Mandate, Meeting, Officer, Plan
from cam.session_reports.committee import began, succession
from cam.store import Catalogue
from cam.validity import bounds
from cam.views.common import by_date, until
from cam.views.work import in_order


def newest_plan(catalogue: Catalogue) -> Plan | None:
    """Return the newest plan of the committee or of one before it; none where no plan is on record."""
    bodies = {body.id for body in succession(catalogue)}
    plans = [plan for plan in catalogue.all(Plan) if plan.body in bodies]
    return max(plans, key=lambda plan: (plan.period.start or "", plan.id), default=None)


def functions(catalogue: Catalogue) -> list[Mandate]:
    """Return the standing functions of the committee."""
    names = {body.id for body in succession(catalogue)[:1]}
    every = (mandate for mandate in catalogue.all(Mandate) if coverage.is_standing(mandate))
    return [mandate for mandate in every if names & set(mandate.addressed_to)]


def named(catalogue: Catalogue, plan: Plan | None) -> list[Mandate]:
    """Return the mandates that a plan names and that ask for something to be done."""
    found = [catalogue.get(Mandate, name) for name in (plan.mandates if plan else [])]
    return [mandate for mandate in found if not coverage.is_standing(mandate)]


def others(catalogue: Catalogue, plan: Plan | None) -> list[Mandate]:
    """Return the mandates on record that a plan does not name."""
    known = {mandate.id for mandate in named(catalogue, plan)}
    return [mandate for mandate in coverage.asked(catalogue) if mandate.id not in known]


def newest_giver(catalogue: Catalogue) -> Document | None:
    """Return the newest document that gives a mandate; none where none of them is dated."""
    givers = {mandate.document for mandate in coverage.asked(catalogue)}
    dated = [item for item in (catalogue.get(Document, name) for name in givers) if item.date]
    return max(dated, key=lambda item: (until(item.date), item.id), default=None)


def officers(catalogue: Catalogue) -> list[Officer]:
    """Return who holds or held an office of the committee or of one before it, the newest first."""
    bodies = {body.id for body in succession(catalogue)}
    found = sorted((item for item in catalogue.all(Officer) if item.body in bodies), key=lambda item: item.id)
    return sorted(found, key=lambda item: began(item) or "", reverse=True)


def by_status(meetings: Iterable[Meeting]) -> dict[str, list[Meeting]]:
    """Return meetings in order of date by what is said of the date that holds: a code of `date_statuses`."""
    found: dict[str, list[Meeting]] = {}
    for meeting in by_date(meetings):
        found.setdefault(str(meeting.dates[-1].status), []).append(meeting)
    return found


def activities(catalogue: Catalogue, plan: Plan) -> list[Activity]:
    """Return the activities of a plan in order, each followed by its lettered parts."""
    first = in_order([item for item in catalogue.referring(plan, Activity, "plan") if not item.parent])
    return [one for item in first for one in (item, *in_order(leaves(catalogue, item)))]


def leaves(catalogue: Catalogue, activity: Activity) -> list[Activity]:
    """Return the lettered parts of an activity."""
    return catalogue.referring(activity, Activity, "parent")


def is_past(plan: Plan, today: dt.date) -> bool:
    """Return whether the period of a plan is over, where its end is known."""
    return plan.period.end is not None and bounds(plan.period.end)[1] < today


def after(catalogue: Catalogue, plan: Plan, coming: list[Meeting]) -> list[Meeting]:
    """Return the meetings after the period of a plan that are not among those to come, in order of date."""
    if plan.period.end is None:
        return []
    end = bounds(plan.period.end)[1]
    begins = ((meeting, bounds(meeting.dates[-1].start)[0]) for meeting in catalogue.all(Meeting))
    return by_date(meeting for meeting, first in begins if end < first and meeting not in coming)


def last_past(catalogue: Catalogue, coming: list[Meeting]) -> Meeting | None:
    """Return the last meeting that is not among those to come."""
    past = by_date(meeting for meeting in catalogue.all(Meeting) if meeting not in coming)
    return past[-1] if past else None


def to_read(catalogue: Catalogue, plan: Plan | None) -> dict[str, list[Document]]:
    """Return the documents to read first by why they are: each stands once, where it is named first."""
    found: dict[str, list[Document]] = {}
    known: set[str] = set()
    for reason, name in _reading(catalogue, plan):
        if name not in known:
            known.add(name)
            found.setdefault(reason, []).append(catalogue.get(Document, name))
    return found


def _reading(catalogue: Catalogue, plan: Plan | None) -> Iterator[tuple[str, str]]:
    """Yield why a document is to be read, and its id."""
    yield from (("functions", mandate.document) for mandate in functions(catalogue))
    yield from (("mandates", mandate.document) for mandate in named(catalogue, plan))
    if plan is None:
        return
    yield "plan", plan.document
    concerned = [name for section in plan.sections for part in section.parts for name in part.concerns]
    here = f"{Document.kind}/"
    yield from (("background", name.removeprefix(here)) for name in concerned if name.startswith(here))
    yield from (("background", name) for name in plan.background)
