"""Which law took the place of which. The newer one says so; what follows for the older one is worked out here.

A law names what it replaces as a whole (`replaces`) or in part (`replaces_partly`). From that follow, for the law that
it names, `replaced_by` and `replaced_partly`, its status, the doubt about them, and its day of revision: nothing of it
is written in the older file, and a rule says so (`checks.law.what_is_worked_out_is_not_written`).

- The status becomes `replaced` where the law was replaced as a whole and its file says that it stands, was not checked,
  or nothing. What says more (`ended`, `pending`, `replaced` by something that is not held) stays.
- A successor of which nobody knows whether it entered into force (`pending`) is named, but ends nothing yet.
- Where it is only remembered that one law replaced another (`unsure: [replaces]`), so are `replaced_by` and the status
  that follow from it.
- The page of the older law changes on the day on which a law that replaces it was added: it counts as revised then.
  Where a law that was here before comes to name it, nothing says on which day: the newer one's `revised` is the day of
  its last change, whatever that was, and each later correction of it would tell readers that the older law was revised.
  So that day is written in the older file, by whoever adds `replaces`; the guides say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cam.model.law import Law, LawStatus
from cam.model.record import LawReference
from cam.store import Catalogue, key

WHOLE, PARTLY = "replaces", "replaces_partly"
WAYS = (WHOLE, PARTLY)
"""The keys under which a law names those that it replaces."""

NOT_YET = "pending"
_STANDING = ("in_force", "in_force_when_seen", "not_checked")

Step = tuple[Law, str]
"""A law that replaces another, and the key under which it says so."""


def work_out(catalogue: Catalogue) -> None:
    """Put into each law of a catalogue what follows from the laws that replace it; what its file says of that goes."""
    laws, naming = catalogue.records[Law.kind], _naming(catalogue)
    for old in catalogue.all(Law):
        given = catalogue.files[key(old)].value
        laws[old.id] = old.model_copy(update=_following(old, naming[old.id], "status" in given))


def _naming(catalogue: Catalogue) -> dict[str, list[Step]]:
    """Return the laws that replace each law, by its id."""
    found: dict[str, list[Step]] = defaultdict(list)
    for law in catalogue.all(Law):
        for way in WAYS:
            for old in getattr(law, way):
                found[str(old)].append((law, way))
    return found


def _following(old: Law, steps: Sequence[Step], says_status: bool) -> dict[str, Any]:
    """Return the values of a law that follow from those that replace it."""
    unsure = [name for name in old.unsure if name not in Law.worked_out]
    if not steps:
        return {"replaced_by": None, "replaced_partly": False, "unsure": unsure}
    new, way = max(steps, key=_weight)
    doubts = ["replaced_by"] if way in new.unsure else []
    found: dict[str, Any] = {"replaced_by": LawReference(new.id), "replaced_partly": way == PARTLY}
    if is_ended_by(new, way) and (old.status in _STANDING or not says_status):
        found["status"] = LawStatus("replaced")
        unsure = [name for name in unsure if name != "status"]  # that was said of another status
        doubts = ["status", *doubts] if doubts else []
    latest = max(law.added for law, _ in steps)
    if latest > (old.revised or old.added):
        found["revised"] = latest
    return {**found, "unsure": unsure + doubts}


def _weight(step: Step) -> tuple[bool, str, str]:
    """Return by what one of several successors counts: it replaces the whole; else it is the newest."""
    law, way = step
    return way == WHOLE, law.date or "", law.id


def is_ended_by(new: Law, way: str) -> bool:
    """Return whether a law ends because another names it under a key."""
    return way == WHOLE and new.status != NOT_YET
