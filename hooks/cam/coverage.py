"""What this site holds and what it does not: per state, per list, per field; and the records that nothing follows up.

The one home of these rules: the board for editors, the page “What is missing”, the marks on mandates and `cam status`
ask here. They tell what this site holds, never what a state or a body has or did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cam.indicators import latest
from cam.matching import unmet
from cam.model import KINDS, Record, Strict
from cam.model.cooperation import Member, Need, Practice
from cam.model.directory import Portal
from cam.model.law import Country, Law, Treaty
from cam.model.program import Program
from cam.model.records import Activity, Discrepancy, Mandate, Meeting
from cam.store import Catalogue, is_example
from cam.translation.state import state
from cam.validity import bounds

# States


def treaties_known(catalogue: Catalogue, country: Country) -> list[Record]:
    """Return the treaties of which the records say, and not from memory alone, where a state stands."""
    from cam.views.treaties import confirmed_status  # the one home of that rule

    unknown = ("not_checked", "recalled")
    return [item for item in catalogue.all(Treaty) if confirmed_status(item, country.id) not in unknown]


def figures_known(catalogue: Catalogue, country: Country) -> list[str]:
    """Return the main figures of which the tables have a value of a state, in any year."""
    from cam.views.figures import HEADLINES  # those that a state's page shows

    return [name for name, _ in HEADLINES if latest(catalogue, name, country.id)]


def _naming(model: type[Record], *fields: str) -> Callable[[Catalogue, Country], list[Any]]:
    def found(catalogue: Catalogue, country: Country) -> list[Any]:
        naming = catalogue.referring(country, model, *fields)
        return [record for record in naming if not is_example(record)]

    return found


def _national_portals(catalogue: Catalogue, country: Country) -> list[Record]:
    return [item for item in catalogue.referring(country, Portal, "countries") if item.scope == "national"]


STATE_LISTS: dict[str, Callable[[Catalogue, Country], list[Any]]] = {
    "laws": _naming(Law, "country"),
    "portals": _national_portals,
    "programs": _naming(Program, "origins", "destinations"),
    "treaties": treaties_known,
    "figures": figures_known,
    "members": _naming(Member, "country"),
    "practices": _naming(Practice, "countries", "adapted_by"),
}
"""What is looked for of each state: the name of the list, and what this site holds of the state on it."""


Held = dict[str, dict[str, int]]
"""For each state, by its id, how much is held of it on each list."""


def of_states(catalogue: Catalogue) -> Held:
    """Return how much is held of each state on each list."""
    return {
        country.id: {name: len(held(catalogue, country)) for name, held in STATE_LISTS.items()}
        for country in catalogue.all(Country)
    }


def states_without(held: Held) -> dict[str, list[str]]:
    """Return for each list the states, by their ids, of which nothing is held on it."""
    return {name: [state for state, numbers in held.items() if not numbers[name]] for name in STATE_LISTS}


# Languages


@dataclass(frozen=True)
class Share:
    """How many records of a kind have their texts in a language, and how many of these are older than the original."""

    there: int
    outdated: int
    all: int


def translated(catalogue: Catalogue, kind: str, language: str) -> Share:
    """Return the share of a kind's records whose texts are there in a language."""
    states = [state(catalogue, record, language) for record in _real(catalogue, kind)]
    return Share(len(states) - states.count("missing"), states.count("outdated"), len(states))


def _real(catalogue: Catalogue, kind: str) -> list[Record]:
    return [record for record in catalogue.records[kind].values() if not is_example(record)]


# Fields


@dataclass(frozen=True)
class Filled:
    """In how many records of a kind a field is filled in."""

    field: str
    filled: int
    all: int


SELDOM = 4
"""A field is seldom filled in where it stands in fewer than one of so many records."""


def seldom_filled(catalogue: Catalogue, kind: str) -> list[Filled]:
    """Return the fields of a kind's own that may be left out and mostly are, the emptiest first.

    A yes or no, or a code that stands where nothing is said, is always there. What all kinds share (remarks, doubts,
    dates of review) is empty for good reasons.
    """
    records, model = _real(catalogue, kind), KINDS[kind]
    names = [
        name
        for name, info in model.model_fields.items()
        if name not in (*Record.model_fields, *model.worked_out)
        and not info.is_required()
        and _is_empty(info.get_default())
    ]
    empty = {name: model.model_fields[name].get_default() for name in names}
    counted = [
        Filled(name, sum(getattr(item, name) != empty[name] for item in records), len(records))
        for name in names
    ]
    return sorted((one for one in counted if one.filled * SELDOM < one.all), key=lambda one: one.filled)


def _is_empty(default: object) -> bool:
    """Return whether a default says nothing; a group of fields of which none is filled in does not either."""
    return default in (None, [], {}) or isinstance(default, Strict)


# What nothing follows up


def is_standing(mandate: Mandate) -> bool:
    """Return whether a mandate is a standing function, which needs neither activity nor date."""
    return mandate.type == "function"


def asked(catalogue: Catalogue) -> list[Mandate]:
    """Return the mandates that ask for something to be done."""
    return [mandate for mandate in catalogue.all(Mandate) if not is_standing(mandate)]


def has_activity(catalogue: Catalogue, mandate: Mandate) -> bool:
    """Return whether an activity names a mandate."""
    return bool(catalogue.referring(mandate, Activity, "mandates"))


def has_date(catalogue: Catalogue, mandate: Mandate) -> bool:
    """Return whether a meeting or an entry of a calendar names a mandate."""
    return bool(catalogue.referring(mandate, Meeting, "mandates"))


def carrying_out(catalogue: Catalogue, activity: Activity) -> list[Meeting]:
    """Return the meetings that carry out an activity."""
    return catalogue.referring(activity, Meeting, "activities", "items")


def mandates_without_activity(catalogue: Catalogue) -> list[Mandate]:
    """Return the mandates that no activity names."""
    return [mandate for mandate in asked(catalogue) if not has_activity(catalogue, mandate)]


def mandates_without_date(catalogue: Catalogue) -> list[Mandate]:
    """Return the mandates that no meeting or entry of a calendar names."""
    return [mandate for mandate in asked(catalogue) if not has_date(catalogue, mandate)]


def activities_without_meeting(catalogue: Catalogue) -> list[Activity]:
    """Return the activities that no meeting carries out, neither as a whole nor by one of their lettered leaves."""
    idle = [item for item in catalogue.all(Activity) if not carrying_out(catalogue, item)]
    with_a_dated_leaf = {
        item.parent for item in catalogue.all(Activity) if item.parent and carrying_out(catalogue, item)
    }
    return [item for item in idle if item.id not in with_a_dated_leaf]


def meetings_without_activity(catalogue: Catalogue) -> list[Meeting]:
    """Return the meetings of a plan that no activity of it describes."""
    return [
        meeting
        for meeting in catalogue.all(Meeting)
        if meeting.plan and not meeting.activities and not any(item.activity for item in meeting.items)
    ]


def meetings_without_result(catalogue: Catalogue, today: dt.date) -> list[Meeting]:
    """Return the meetings whose date has passed, of which neither an outcome nor a document is on record.

    One that was cancelled has no result to look for.
    """
    return [
        meeting
        for meeting in catalogue.all(Meeting)
        if not (meeting.outcome or meeting.documents)
        and meeting.dates[-1].status != "cancelled"
        and bounds(meeting.dates[-1].end or meeting.dates[-1].start)[1] < today
    ]


def needs_without_offer(catalogue: Catalogue) -> list[Need]:
    """Return the needs that no offer answers, without those that are made up."""
    return [need for need in unmet(catalogue) if not is_example(need)]


def open_discrepancies(catalogue: Catalogue) -> list[Discrepancy]:
    """Return the discrepancies of substance: each is open as long as it is on record, for no source has settled it.

    Those of form only (how something is called or spelled) ask nobody to decide anything.
    """
    from cam.session_reports.gathering import (
        FORM,  # the one home of that rule; it needs the views, which need this
    )

    return [item for item in catalogue.all(Discrepancy) if item.type not in FORM]


def unconfirmed(catalogue: Catalogue) -> dict[str, list[Record]]:
    """Return by kind the records with statements that nobody could confirm, or with values that are only remembered."""
    found = {
        kind: [record for record in _real(catalogue, kind) if statements(catalogue, [record])]
        for kind in catalogue.records
    }
    return {kind: records for kind, records in found.items() if records}


def statements(catalogue: Catalogue, records: Iterable[Record]) -> int:
    """Return how many statements of records are unconfirmed or only remembered; each counts where it is written."""
    return sum(len(record.unconfirmed) + len(_doubts(catalogue, record)) for record in records)


def _doubts(catalogue: Catalogue, record: Record) -> list[str]:
    """Return the keys that a record's file says to be only remembered; others follow from another record's."""
    written = catalogue.file(record).value.get("unsure", [])
    return [name for name in record.unsure if name in written]


ORPHANS: dict[str, Callable[[Catalogue, dt.date], list[Any]]] = {
    "mandates_without_activity": lambda catalogue, today: mandates_without_activity(catalogue),
    "mandates_without_date": lambda catalogue, today: mandates_without_date(catalogue),
    "activities_without_date": lambda catalogue, today: activities_without_meeting(catalogue),
    "meetings_without_activity": lambda catalogue, today: meetings_without_activity(catalogue),
    "meetings_without_result": meetings_without_result,
    "needs_without_offer": lambda catalogue, today: needs_without_offer(catalogue),
    "discrepancies": lambda catalogue, today: open_discrepancies(catalogue),
}
"""What nothing follows up, as the Chair's board and the terminal list it."""
