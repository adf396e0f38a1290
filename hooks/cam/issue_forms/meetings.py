"""A meeting gets another date, loses its date, is cancelled, or was held: its record is changed, no date forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cam.issue_forms.changing import Edit, revise
from cam.issue_forms.questions import CANCELLED, HELD, NO_DATE, OTHER_DATE
from cam.issue_forms.reading import Answers
from cam.issue_forms.records import known_place
from cam.issue_forms.subjects import Subject
from cam.model.records import Meeting, MeetingDate
from cam.store import Catalogue, key
from cam.wording import Wording

_PARTS = {"from": "start", "until": "end", "opens": "opens", "closes": "closes"}
"""Questions on a date, with their keys."""

_OPEN = ("planned", "unknown")
"""States of a date of which a new one makes it `moved`."""


def change(catalogue: Catalogue, read: Answers, given: list[dict[str, str]], today: dt.date) -> Edit | None:
    """Return what a form changes of a meeting; None, with its problems, where it cannot be used."""
    subject, what = read.values.get("page"), read.values.get("change")
    if not isinstance(subject, Subject) or not isinstance(subject.record, Meeting) or not what:
        return None
    edit, last = Edit(subject.record), subject.record.dates[-1]
    if what == OTHER_DATE:
        _other_date(catalogue, read, edit, last, given)
    else:
        _fallen_or_held(catalogue, read, edit, last, str(what), given)
    if not edit.values:
        return None
    for place, source in enumerate(given, len(subject.record.sources)):
        edit.set(("sources", place), source, read.form.heading("source"))
    revise(edit, today)
    read.todo("meeting_texts", record=key(subject.record))
    return edit


def _other_date(
    catalogue: Catalogue, read: Answers, edit: Edit, last: MeetingDate, given: list[dict[str, str]]
) -> None:
    """Add a date below the others; the one that held until now becomes `moved`."""
    said = {name: read.values[asked] for asked, name in _PARTS.items() if read.values.get(asked)}
    number = _number(edit)
    if not said:
        read.wrong_at("from", "no_new_date")
        return
    said.setdefault("start", str(last.start))
    if last.status == HELD:
        read.wrong_at("change", "was_held", date=last.start)
    elif all(getattr(last, name) == said.get(name) for name in _PARTS.values()) and last.status in _OPEN:
        read.wrong_at("from", "same_date", date=last.start)
    else:
        if last.status in _OPEN:
            edit.set(("dates", number, "status"), NO_DATE, read.form.heading("change"))
        new = {**said, **_place(catalogue, read), "status": "planned", "sources": given}
        edit.set(("dates", number + 1), new, read.form.heading("from"))
        for asked, name in _PARTS.items():
            edit.headings[("dates", number + 1, name)] = read.form.heading(asked)


def _place(catalogue: Catalogue, read: Answers) -> dict[str, Any]:
    """Return the new place in every language, where a meeting was held there before; else an editor has to add it."""
    said = read.values.get("place")
    if not said:
        return {}
    known = known_place(catalogue, said)
    if not known:
        read.todo("place", place=said[read.form.language])
    return {"place": known} if known else {}


def _fallen_or_held(
    catalogue: Catalogue,
    read: Answers,
    edit: Edit,
    last: MeetingDate,
    what: str,
    given: list[dict[str, str]],
) -> None:
    """Say of the date that stands what became of it, with the source that says so."""
    number, start = _number(edit), read.values.get("from")
    if start and start != last.start:
        read.wrong_at("from", "other_day", date=last.start)
    elif last.status == what:
        read.wrong_at("change", "same_status", date=last.start)
    elif last.status in (CANCELLED, HELD):
        status = Wording(catalogue, read.say.language).code(last.status)
        read.wrong_at("change", "settled", date=last.start, status=status)
    else:
        edit.set(("dates", number, "status"), what, read.form.heading("change"))
        for place, source in enumerate(given, len(last.sources)):
            edit.set(("dates", number, "sources", place), source, read.form.heading("source"))


def _number(edit: Edit) -> int:
    assert isinstance(edit.record, Meeting)
    return len(edit.record.dates) - 1
