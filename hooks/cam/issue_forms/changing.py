"""What the forms that change a record have in common: the file as it is, and as it is to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cam import canonical
from cam.issue_forms.drafts import Proposal, path_of
from cam.issue_forms.reading import Answers
from cam.issue_forms.wrong import wrong_file
from cam.model import Record
from cam.store import Catalogue
from cam.yamlfile import Place, YamlFile


class Edit:
    """Changes of a record, gathered before they are written into its file: a value, and the answer that gives it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.values: dict[Place, Any] = {}
        self.headings: dict[Place, str] = {}

    def set(self, place: Place, value: Any, heading: str = "") -> None:
        """Set a value (None: take it out), under the heading of the answer that gives it."""
        self.values[place] = value
        if heading:
            self.headings[place] = heading


def proposal(catalogue: Catalogue, read: Answers, edit: Edit) -> Proposal:
    """Return the file of a record with what a form changes, and nothing else changed. Raises WrongForm."""
    kind, identity = edit.record.kind, edit.record.id
    name = f"data/{kind}/{identity}.yaml"
    try:
        before = path_of(catalogue, kind, identity).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise wrong_file(read.say, "unread_record", file=name) from None
    text = canonical.edited(name, before, edit.values, catalogue.languages)
    return Proposal(kind, identity, text, edit.headings, before)


def value_at(file: YamlFile, place: Place) -> Any:
    """Return the value at a place of a file; None where there is none."""
    value = file.value
    for part in place:
        is_there = (
            part in value
            if isinstance(value, Mapping)
            else isinstance(value, list) and isinstance(part, int) and part < len(value)
        )
        if not is_there:
            return None
        value = value[part]
    return value


def revise(edit: Edit, today: dt.date) -> None:
    """Say that the record was revised today; on the day on which it was added, that goes without saying."""
    if edit.record.added != today.isoformat():
        edit.set(("revised",), today.isoformat())
