"""What a page says of its own age, in words: when it was verified, by when it is looked at again, and by whom.

The dates shown are absolute. Whether one has passed is judged by the site's date, the newest day of its records: a page
says so only where it is certain, and no page changes with the day on which the site is built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cam import freshness
from cam.freshness import Age
from cam.model import PartialDate, Record
from cam.text import inside
from cam.validity import bounds
from cam.views.blocks import Cell
from cam.views.common import Row
from cam.views.reader import Reader


def by_when(reader: Reader, due: PartialDate) -> str:
    """Return “by …” with a date as exactly as it is known."""
    form = "by_day" if due.day else "by_month"
    return reader.label(f"desk_freshness.{form}", date=reader.wording.date(due))


def rows(reader: Reader, record: Record) -> list[Row]:
    """Return what a record's page says of its age, as facts."""
    found = freshness.age(reader.catalogue, record, _site_day(reader))
    return [
        (reader.label("desk_freshness.verified"), [_verified(reader, found)]),
        (reader.label("desk_freshness.review"), [_review(reader, found)]),
        (reader.label("desk_freshness.owner"), [reader.code(found.owner, "owners")]),
    ]


def _site_day(reader: Reader) -> dt.date:
    newest = reader.catalogue.newest_day
    return bounds(newest)[0] if newest else dt.date.min


def _verified(reader: Reader, found: Age) -> Cell:
    return reader.date(found.verified) if found.verified else reader.label("desk_freshness.not_verified")


def _review(reader: Reader, found: Age) -> str:
    if found.due is None:
        return reader.label("desk_freshness.none_planned")
    said = by_when(reader, found.due)
    return f"{said}. {reader.label('desk_freshness.past')}" if found.state == "overdue" else said


def sentence(reader: Reader, meta: Mapping[str, Any]) -> str:
    """Return what a prose page says of its age: what its front matter says, and by when it is looked at again."""
    label, said = reader.label, list[str]()
    if verified := freshness.matter_date(meta, "verified_on"):
        said.append(label("desk_freshness.page_verified", date=reader.wording.date(verified)))
    if due := freshness.matter_due(reader.catalogue, meta):
        said.append(label("desk_freshness.page_review", by=inside(by_when(reader, due))))
        if freshness.state_of(due, _site_day(reader)) == "overdue":
            said.append(label("desk_freshness.past"))
    if "owner" in meta:
        said.append(label("desk_freshness.page_owner", owner=reader.code(str(meta["owner"]), "owners")))
    return " ".join(said)
