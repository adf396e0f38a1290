"""What the record holds of a period: the committee, its officers, mandates, plans, activities, meetings and documents.

The rules of what belongs to a period stand here and nowhere else. Nothing is said in a language yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cam.model import PartialDate, Record
from cam.model.records import (
    Activity,
    Body,
    Discrepancy,
    Document,
    Mandate,
    Meeting,
    Milestone,
    Officer,
    Plan,
    Project,
)
from cam.session_reports.committee import began, committees, order_of, served
from cam.session_reports.period import Period, Reach, first_day, last_day
from cam.store import Catalogue, key
from cam.views.common import by_date, in_time
from cam.views.work import in_order

HELD, CANCELLED, MOVED = "held", "cancelled", "moved"

FORM = ("name", "title", "text", "symbol")
"""The types of discrepancy that are of form: how something is called or spelled, not what it is."""


@dataclass(frozen=True)
class Gathered:
    """Everything on record of a period; `perhaps` are the keys of what may lie outside of it.

    `named` are the mandates that a plan or a meeting of the period names, `standing` the committee's functions, `given`
    the others that it had by then. `issued` are the documents of the period, `used` those on which its work rests.
    """

    catalogue: Catalogue
    period: Period
    order: Mandate
    committees: list[Body]
    officers: list[Officer] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    elsewhere: list[Meeting] = field(default_factory=list)
    named: list[Mandate] = field(default_factory=list)
    standing: list[Mandate] = field(default_factory=list)
    given: list[Mandate] = field(default_factory=list)
    issued: list[Document] = field(default_factory=list)
    used: list[Document] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    perhaps: frozenset[str] = frozenset()

    def of_plan(self, plan: Plan) -> list[Activity]:
        """Return the activities of a plan that are no part of another."""
        return [item for item in self.activities if item.plan == plan.id and not item.parent]

    def carried_out_by(self, activity: Activity) -> list[Meeting]:
        """Return the meetings of the period that carry out an activity, in order of date."""
        found = self.catalogue.referring(activity, Meeting, "activities", "items")
        return [meeting for meeting in [*self.meetings, *self.elsewhere] if meeting in found]

    def outside(self, activity: Activity) -> list[Meeting]:
        """Return the meetings that carry out an activity and lie outside the period, in order of date."""
        inside = self.carried_out_by(activity)
        found = self.catalogue.referring(activity, Meeting, "activities", "items")
        return by_date(item for item in found if item not in inside)

    @property
    def ordered(self) -> bool:
        """Whether the report to the General Assembly was ordered by the time the period ended."""
        date = self.catalogue.get(Document, self.order.document).date
        return date is None or first_day(date) <= last_day(self.period.end)

    def leaves(self, activity: Activity) -> list[Activity]:
        """Return the parts of an activity."""
        return [item for item in self.activities if item.parent == activity.id]

    def naming(self, mandate: Mandate) -> list[Meeting]:
        """Return the meetings of the period that name a mandate, in order of date."""
        return [m for m in [*self.meetings, *self.elsewhere] if mandate.id in mandates_of(m)]

    def under(self, mandate: Mandate) -> list[Activity]:
        """Return the activities of the period that carry out a mandate."""
        return [item for item in self.activities if mandate.id in item.mandates]

    def records(self) -> Iterator[Record]:
        """Yield every record of the period, each once."""
        yield from self.plans
        yield from self.officers
        yield from (*self.named, *self.standing, *self.given)
        yield from self.activities
        yield from (*self.meetings, *self.elsewhere)
        yield from (*self.issued, *self.used)

    def differing(self) -> tuple[list[Discrepancy], list[Discrepancy]]:
        """Return the discrepancies of substance, then those of form only."""
        every = self.discrepancies()
        substance = [item for item in every if item.type not in FORM]
        return substance, [item for item in every if item.type in FORM]

    def discrepancies(self) -> list[Discrepancy]:
        """Return the discrepancies that concern a record of the period, by number."""
        keys = {key(record) for record in self.records()}
        return [item for item in self.catalogue.all(Discrepancy) if keys & set(item.concerns)]


def state(meeting: Meeting) -> str:
    """Return what is known of a meeting: a code of `date_statuses`. One that has another date is moved."""
    statuses = [str(date.status) for date in meeting.dates]
    if statuses[-1] in (HELD, CANCELLED):
        return statuses[-1]
    return MOVED if MOVED in statuses else statuses[-1]


def is_entry(meeting: Meeting) -> bool:
    """Return whether it is a row of a calendar by months and no meeting of its own."""
    return meeting.type == "calendar_entry"


def mandates_of(meeting: Meeting) -> list[str]:
    """Return the ids of the mandates that a meeting's row of the calendar names, each once."""
    return list(dict.fromkeys(str(item) for printed in meeting.mandates for item in printed.mandates))


def gathered(catalogue: Catalogue, period: Period) -> Gathered:
    """Return what the record holds of a period. Raises WrongPeriod where there was no committee to report."""
    found = committees(catalogue, period)
    order = order_of(catalogue)
    assert order  # else there was no committee
    return _Gatherer(catalogue, period, order, found).gathered()


class _Gatherer:
    """Goes through the catalogue once for one period."""

    def __init__(self, catalogue: Catalogue, period: Period, order: Mandate, found: list[Body]) -> None:
        self.catalogue = catalogue
        self.period = period
        self.order = order
        self.perhaps: set[str] = set()
        self.committees = found
        self.names = {body.id for body in self.committees}
        self.bodies = self.names | {body.id for body in catalogue.all(Body) if body.part_of in self.names}

    def gathered(self) -> Gathered:
        plans = self._plans()
        activities = [item for plan in plans for item in self._activities(plan)]
        meetings = by_date(item for item in self.catalogue.all(Meeting) if self._meeting(item))
        own = [item for item in meetings if self._is_own(item, plans)]
        named = self._named(plans, activities, meetings)
        others = self._others(named)
        issued = in_time(item for item in self.catalogue.all(Document) if self._touches(item, item.date))
        mandates = [*named, *others]
        return Gathered(
            self.catalogue,
            self.period,
            self.order,
            self.committees,
            officers=self._officers(),
            plans=plans,
            activities=activities,
            meetings=own,
            elsewhere=[item for item in meetings if item not in own],
            named=[item for item in named if item.type != "function"],
            standing=[item for item in mandates if item.type == "function"],
            given=[item for item in others if item.type != "function"],
            issued=self._typed(issued),
            used=self._used(plans, activities, meetings, mandates, issued),
            milestones=self._milestones(),
            projects=self._projects(plans),
            perhaps=frozenset(self.perhaps),
        )

    def _touches(self, record: Record, start: PartialDate | None, end: PartialDate | None = None) -> bool:
        """Return whether a record touches the period, and remember it where that is not sure."""
        return self._noted(record, self.period.reach(start, end))

    def _noted(self, record: Record, reach: Reach) -> bool:
        if reach is Reach.PERHAPS:
            self.perhaps.add(key(record))
        return reach is not Reach.OUTSIDE

    def _plans(self) -> list[Plan]:
        """Return the plans that touch the period, those of the committee first."""
        found = [
            plan
            for plan in self.catalogue.all(Plan)
            if self._touches(plan, plan.period.start or plan.period.end, plan.period.end)
        ]
        return sorted(
            found, key=lambda plan: (plan.body not in self.bodies, plan.period.start or "", plan.id)
        )

    def _activities(self, plan: Plan) -> list[Activity]:
        """Return the activities of a plan as the plan has them: each followed by its parts."""
        every = in_order(self.catalogue.referring(plan, Activity, "plan"))
        return [
            item
            for first in every
            if not first.parent
            for item in (first, *(leaf for leaf in every if leaf.parent == first.id))
        ]

    def _meeting(self, meeting: Meeting) -> bool:
        """Return whether one of a meeting's dates touches the period."""
        return self._noted(meeting, max(self.period.reach(date.start, date.end) for date in meeting.dates))

    def _is_own(self, meeting: Meeting, plans: list[Plan]) -> bool:
        return meeting.body in self.bodies or meeting.plan in {
            plan.id for plan in plans if plan.body in self.bodies
        }

    def _officers(self) -> list[Officer]:
        """Return who held an office of the committee in the period, in order of time."""
        found = [item for item in self.catalogue.all(Officer) if item.body in self.names]
        here = [item for item in found if self._noted(item, served(self.period, item, found))]
        return sorted(here, key=lambda item: (began(item) or "", item.office, item.id))

    def _named(self, plans: list[Plan], activities: list[Activity], meetings: list[Meeting]) -> list[Mandate]:
        ids = [
            *(item for plan in plans for item in plan.mandates),
            *(item for activity in activities for item in activity.mandates),
            *(item for meeting in meetings for item in mandates_of(meeting)),
        ]
        return self._ordered(self.catalogue.get(Mandate, item) for item in dict.fromkeys(ids))

    def _others(self, named: list[Mandate]) -> list[Mandate]:
        """Return what else the committee had been told by then: all of the documents that told it anything."""
        every = self.catalogue.all(Mandate)
        documents = {item.document for item in named}
        documents |= {item.document for item in every if self.names & set(item.addressed_to)}
        return self._ordered(
            item for item in every if item not in named and item.document in documents and self._told(item)
        )

    def _told(self, mandate: Mandate) -> bool:
        """Return whether a mandate may have been given before the period ended."""
        date = self.catalogue.get(Document, mandate.document).date
        return date is not None and first_day(date) <= last_day(self.period.end)

    def _ordered(self, mandates: Iterable[Mandate]) -> list[Mandate]:
        """Return mandates in the order of their documents and paragraphs."""

        def place(item: Mandate) -> tuple[str, str, int, str]:
            date = self.catalogue.get(Document, item.document).date
            return date or "", item.document, len(item.paragraph), item.paragraph

        return sorted(mandates, key=place)

    def _used(
        self,
        plans: list[Plan],
        activities: list[Activity],
        meetings: list[Meeting],
        mandates: list[Mandate],
        issued: list[Record],
    ) -> list[Document]:
        """Return the documents that the plans, activities, meetings and mandates of the period rest on or name."""
        ids: list[str] = [
            *(name for plan in plans for name in (plan.document, *plan.background)),
            *(name for meeting in meetings for name in meeting.documents),
            *(item.document for item in mandates),
        ]
        about = [name for item in activities for name in item.concerns]
        about += [name for item in meetings for name in item.concerns]
        ids += [name.partition("/")[2] for name in about if name.startswith(f"{Document.kind}/")]
        found = [self.catalogue.get(Document, name) for name in dict.fromkeys(ids)]
        return self._typed(in_time(item for item in found if item not in issued))

    def _typed(self, records: list[Record]) -> list[Document]:
        return [item for item in records if isinstance(item, Document)]

    def _milestones(self) -> list[Milestone]:
        found = in_time(item for item in self.catalogue.all(Milestone) if self._touches(item, item.date))
        return [item for item in found if isinstance(item, Milestone)]

    def _projects(self, plans: list[Plan]) -> list[Project]:
        """Return the projects of the period: those whose own period touches it, else those of its plans."""
        return [
            item
            for item in self.catalogue.all(Project)
            if (self._touches(item, item.period.start, item.period.end) if item.period else False)
            or (item.period is None and item.plan in {plan.id for plan in plans})
        ]
