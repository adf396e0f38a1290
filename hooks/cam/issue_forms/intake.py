"""Turns a filled form into a draft: a new record, or a change of one, that passes every rule; or into none."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from cam.issue_forms import correcting, meetings, translating
from cam.issue_forms.answering import answers
from cam.issue_forms.changing import Edit, proposal
from cam.issue_forms.drafts import Draft, Proposal, checked, in_order, sources
from cam.issue_forms.reading import LIMIT, Answers
from cam.issue_forms.records import new_record
from cam.issue_forms.wrong import Say, Voice, WrongForm, wrong_file
from cam.store import Catalogue


def content(name: str, say: Say) -> bytes:
    """Return what a file holds (-: the standard input), or as much of it as shows that it is too large."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LIMIT + 1)
        with Path(name).open("rb") as file:
            return file.read(LIMIT + 1)
    except (OSError, ValueError):
        raise wrong_file(say, "unread") from None


def draft(
    catalogue: Catalogue,
    form: bytes,
    today: dt.date,
    voice: Voice,
    identity: str | None = None,
    address: str | None = None,
) -> Draft:
    """Return what a form makes of a file; `address` is that of the issue. Raises WrongForm with every problem."""
    read = answers(catalogue, form, voice)
    offered = _proposed(catalogue, read, today, identity, address)
    made = checked(catalogue, read, offered, today) if offered else None
    if made is None or read.problems:
        raise WrongForm(read.say, in_order(read.form, read.say, read.problems))
    return made


def _proposed(
    catalogue: Catalogue, read: Answers, today: dt.date, identity: str | None, address: str | None
) -> Proposal | None:
    """Return what a form would write; None where it says too little of what it would change."""
    design = read.form.design
    given = sources(read, today.isoformat(), address, needed=design.makes or design.name == "date")
    if design.makes:
        return new_record(catalogue, read, given, today.isoformat(), identity)
    if identity is not None:
        read.wrong("--id", "no_new_record")
    edit = _edit(catalogue, read, given, today)
    return proposal(catalogue, read, edit) if edit else None


def _edit(catalogue: Catalogue, read: Answers, given: list[dict[str, str]], today: dt.date) -> Edit | None:
    """Return what a form changes of the record that it is about."""
    name = read.form.design.name
    if name == "date":
        return meetings.change(catalogue, read, given, today)
    if name == "translation":
        return translating.change(catalogue, read)
    return correcting.change(catalogue, read, given, today)
