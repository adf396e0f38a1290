"""An error that a reader saw is put right, where the form says plainly which value is wrong and what is right.

A slip of the pen in a text may be put right without a source; a fact (a date, a number, a code, an address) may not,
nor words that state one. Everything else is left to an editor: nothing is written, and the problems say what to look
at.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from cam.issue_forms.answering import clock
from cam.issue_forms.changing import Edit, revise, value_at
from cam.issue_forms.reading import Answers
from cam.issue_forms.slips import is_slip, words_elsewhere
from cam.issue_forms.subjects import Subject
from cam.issue_forms.wrong import shown
from cam.model import PartialDate, Record, Text
from cam.store import Catalogue, key
from cam.terminology.typography import mended
from cam.wording import Wording
from cam.yamlfile import Place

_UNTOUCHED = ("id", "original", "translations", "sources", "added", "revised", "example", "unsure")
"""Keys that say how a record came about: no form changes them."""


def change(catalogue: Catalogue, read: Answers, given: list[dict[str, str]], today: dt.date) -> Edit | None:
    """Return what a form corrects in a record; None, with what an editor has to look at, where it is not plain."""
    subject = read.values.get("page")
    if not isinstance(subject, Subject) or "wrong" not in read.values:
        return None
    record, edit = subject.record, Edit(subject.record)
    if "right" not in read.values:
        read.wrong_at("right", "no_right", file=_file(record))
        return None
    place = read.values.get("key")
    if place:
        _at_key(catalogue, read, edit, subject, place, given)
    else:
        _by_words(catalogue, read, edit, subject, given)
    if not edit.values or read.problems:
        return None
    revise(edit, today)
    return edit


def _file(record: Record) -> str:
    return f"data/{key(record)}.yaml"


def _by_words(
    catalogue: Catalogue, read: Answers, edit: Edit, subject: Subject, given: list[dict[str, str]]
) -> None:
    """Correct the one text of the page's language in which the wrong words stand, once."""
    record, language, words = subject.record, subject.language, read.values["wrong"]
    written = catalogue.file(record).lines
    found = [
        place
        for place, text in catalogue.inside(record, Text)
        if place in written and words in text.get(language, "")
    ]
    if len(found) == 1 and found[0][0] not in _UNTOUCHED:
        _text(catalogue, read, edit, (*found[0], language), given)
    elif found:
        keys = ", ".join(".".join(map(str, place)) for place in found[:5])
        read.wrong_at("wrong", "several_texts", file=_file(record), keys=keys)
    else:
        read.wrong_at("wrong", "not_found", file=_file(record), words=shown(words))


def _at_key(
    catalogue: Catalogue,
    read: Answers,
    edit: Edit,
    subject: Subject,
    place: Place,
    given: list[dict[str, str]],
) -> None:
    """Correct the value at the key that the form names."""
    record = subject.record
    texts = {own for own, _ in catalogue.inside(record, Text)}
    if place in texts:
        place = (*place, subject.language)
    value = value_at(catalogue.file(record), place)
    if place[0] in _UNTOUCHED:
        read.wrong_at("key", "untouched", where=_dotted(place), file=_file(record))
    elif value is None or isinstance(value, (list, dict)):
        read.wrong_at("key", "no_value", where=_dotted(place), file=_file(record))
    elif place[:-1] in texts:
        _text(catalogue, read, edit, place, given)
    else:
        is_date = isinstance(dict(catalogue.inside(record)).get(place), PartialDate)
        _fact(read, edit, place, str(value) if is_date else value, given)


def _dotted(place: Place) -> str:
    return ".".join(map(str, place))


def _text(catalogue: Catalogue, read: Answers, edit: Edit, place: Place, given: list[dict[str, str]]) -> None:
    """Put the right words in place of the wrong ones in a text; other than a slip of the pen, with their source."""
    record, wrong = edit.record, read.values["wrong"]
    right = mended(read.values["right"], str(place[-1]))
    text = str(value_at(catalogue.file(record), place))
    corrected = text.replace(wrong, right)
    if text.count(wrong) != 1:
        read.wrong_at("wrong", "not_once", file=_file(record), where=_dotted(place))
    elif corrected == text:
        read.wrong_at("right", "same_text")
    elif is_slip(text, corrected, words_elsewhere(catalogue, _file(record), place)):
        _put(catalogue, read, edit, place, corrected)
    elif "source" in read.values:
        _put(catalogue, read, edit, place, corrected)
        _add_sources(read, edit, given)
    else:
        read.wrong_at("source", "source_needed", file=_file(record))


def _put(catalogue: Catalogue, read: Answers, edit: Edit, place: Place, corrected: str) -> None:
    """Set a text, and say what an editor has to compare."""
    edit.set(place, corrected, read.form.heading("right"))
    read.todo("compare_text", record=key(edit.record))
    _other_languages(catalogue, read, edit.record, place)


def _other_languages(catalogue: Catalogue, read: Answers, record: Record, place: Place) -> None:
    """Say in which other languages the text may have to change as well."""
    wording = Wording(catalogue, read.say.language)
    others = [code for code in value_at(catalogue.file(record), place[:-1]) if code != place[-1]]
    if others:
        names = wording.list(wording.language_name(code) for code in others)
        read.todo("other_languages", where=_dotted(place[:-1]), languages=names)


def _add_sources(read: Answers, edit: Edit, given: list[dict[str, str]]) -> None:
    """Add to the record where the correction comes from; what it has already is not added again."""
    known = {source.address for source in edit.record.sources}
    new = [source for source in given if source["address"] not in known]
    for number, source in enumerate(new, len(edit.record.sources)):
        edit.set(("sources", number), source, read.form.heading("source"))


def _fact(read: Answers, edit: Edit, place: Place, value: Any, given: list[dict[str, str]]) -> None:
    """Put the right value in place of the wrong one, with the source that says so."""
    record, right = edit.record, _like(value, read.values["right"])
    if "source" not in read.values:
        read.wrong_at("source", "fact_without_source", where=_dotted(place), file=_file(record))
    elif right is None or right == value:
        read.wrong_at("right", "no_such_value", where=_dotted(place), value=shown(str(value)))
    else:
        edit.set(place, right, read.form.heading("right"))
        _add_sources(read, edit, given)
        read.todo(
            "was", where=_dotted(place), value=shown(str(value), 120), wrong=shown(read.values["wrong"], 120)
        )


def _like(value: Any, said: str) -> Any:
    """Return an answer as a value of the sort that stands there now; None where it is none."""
    if isinstance(value, bool):
        return {"true": True, "false": False}.get(said.casefold())
    if isinstance(value, int):
        return int(said) if re.fullmatch(r"-?[0-9]{1,15}", said) else None
    if isinstance(value, float):
        return float(said) if re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{1,12}", said) else None
    return clock(said) if isinstance(value, str) and re.fullmatch("[0-9]{2}:[0-9]{2}", value) else said
