"""The committee that reports, and who held its offices: the CAM, and before it the CEAM."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import PartialDate
from cam.model.records import Body, Mandate, Meeting, Officer, Plan
from cam.session_reports.period import Period, Reach, WrongPeriod, first_day, last_day
from cam.store import Catalogue

ORDER = "ag-res-2738-3"
"""The mandate that orders the report to the General Assembly. The body that it addresses is the committee."""


def order_of(catalogue: Catalogue) -> Mandate | None:
    """Return the mandate that orders the report to the General Assembly, where the record has it."""
    found = catalogue.find(ORDER, Mandate.kind)
    return found if isinstance(found, Mandate) else None


def committees(catalogue: Catalogue, period: Period) -> list[Body]:
    """Return the committee and those before it that there were in a period, oldest first.

    Raises WrongPeriod where there was none.
    """
    order = order_of(catalogue)
    if order is None:
        raise WrongPeriod(f"there is no mandate `{ORDER}`, which orders the report: restore its file")
    chain = list(_chain(catalogue, next(iter(order.addressed_to), None)))
    here = [body for body, ended in chain if _existed(period, body, ended)]
    if not here:
        first = min((body.established for body, _ in chain if body.established), default=None)
        since = f"there was no committee before {first}" if first else "no committee is on record"
        raise WrongPeriod(f"{since}: write a period that ends later")
    return here[::-1]


def succession(catalogue: Catalogue) -> list[Body]:
    """Return the committee and those before it, newest first: the one that the report is ordered of.

    Where no mandate orders a report, it is the one whose plan is the newest; without a plan, none is known.
    """
    order = order_of(catalogue)
    plan = max(catalogue.all(Plan), key=lambda plan: (plan.period.start or "", plan.id), default=None)
    named = order.addressed_to if order else [plan.body] if plan else []
    return [body for body, _ in _chain(catalogue, next(iter(named), None))]


def _chain(catalogue: Catalogue, first: str | None) -> Iterator[tuple[Body, PartialDate | None]]:
    """Yield a committee and those before it, each with the day when it was over, where that is known."""
    step, later, passed = first, None, set[str]()
    while step and step not in passed:
        passed.add(step)
        body = catalogue.get(Body, step)
        yield body, body.ended or later
        step, later = body.preceded_by, body.established


def _existed(period: Period, body: Body, ended: PartialDate | None) -> bool:
    start = body.established or period.start
    return period.reach(start, ended or max(start, period.end)) is not Reach.OUTSIDE


def reported(catalogue: Catalogue) -> list[Plan]:
    """Return the plans of the committee, newest first, for whose period there can be a report: it is known.

    The plan of another body is none of a Chair's term.
    """
    found = [plan for plan in catalogue.all(Plan) if plan.period.start and plan.period.end]
    return [
        plan
        for plan in sorted(found, key=lambda plan: (plan.period.start or "", plan.id), reverse=True)
        if _can_report(catalogue, plan)
    ]


def period_of(catalogue: Catalogue, plan: Plan) -> Period:
    """Return the months from the first to the last date of a plan's calendar; without one, the plan's own period."""
    assert plan.period.start
    assert plan.period.end
    dates = [date for meeting in catalogue.referring(plan, Meeting, "plan") for date in meeting.dates]
    if not dates:
        return Period(plan.period.start, plan.period.end)
    first = min((date.start for date in dates), key=first_day)
    last = max((date.end or date.start for date in dates), key=last_day)
    return Period(_month(first), _month(last))


def _month(date: PartialDate) -> PartialDate:
    """Return the month of a date; the year where no more is known."""
    return PartialDate(date[: len("2016-05")])


def _can_report(catalogue: Catalogue, plan: Plan) -> bool:
    try:
        here = committees(catalogue, period_of(catalogue, plan))
    except WrongPeriod:
        return False
    return plan.body in {body.id for body in here}


def began(officer: Officer) -> PartialDate | None:
    """Return when a term began, or at least when the officer was elected."""
    return (officer.term.start if officer.term else None) or officer.elected_on


def served(period: Period, officer: Officer, every: list[Officer]) -> Reach:
    """Return whether a term touches the period; it is over at the latest when the next in the office begins."""
    start, end = began(officer), officer.term.end if officer.term else None
    over = [
        found
        for other in every
        if (other.office, other.body) == (officer.office, officer.body)
        and (found := began(other))
        and found > (start or "")
    ]
    over += [end] if end else []
    return period.reach_of_term(start, min(over, key=last_day, default=None))
