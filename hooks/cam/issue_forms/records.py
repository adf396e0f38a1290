"""Makes a new record of a form: an offer, a need, a portal or a meeting."""

from __future__ import annotations

import re
from typing import Any

from cam import canonical
from cam.issue_forms.drafts import Proposal, path_of
from cam.issue_forms.questions import annotation
from cam.issue_forms.reading import Answers
from cam.issue_forms.templates import Asked
from cam.issue_forms.wrong import shown
from cam.model import Text
from cam.model.base import ID_LENGTH, RESERVED_IDS, SLUG
from cam.model.records import Meeting
from cam.store import Catalogue
from cam.text import folded
from cam.wording import Wording
from cam.yamlfile import Place

_STAND_IN = "x"
"""Stands where no answer can be used, so that the rules can be asked about the other answers."""

_SECONDARY = ("acronym", "languages", "services")
"""What a form says of a portal before anybody read a page of the institution: marked as not confirmed."""

_UNSAID = {"portal": ("services",), "meeting": ("opens", "place")}
"""What a record says to be unknown where its form does not answer it."""


def new_record(
    catalogue: Catalogue, read: Answers, given: list[dict[str, str]], day: str, identity: str | None
) -> Proposal:
    """Return the file of a new record; what cannot be used of a wrong form is filled in."""
    model = read.form.design.model
    assert model
    name = _identity(catalogue, read, model.kind, identity)
    record = _stand_ins(read) | _answered(catalogue, read)
    record |= _known(catalogue, read)
    if "dates" in record:
        record["dates"][0]["sources"] = given
    others = [code for code in catalogue.languages if code != read.form.language]
    record |= {"id": name, "original": read.form.language, "sources": given, "added": day}
    if others:
        record["translations"] = dict.fromkeys(others, "missing")
        _to_translate(catalogue, read, record, others)
    text = canonical.written(f"data/{model.kind}/{name}.yaml", record, catalogue.languages)
    headings = {asked.question.place: asked.heading for asked in read.form.asked if asked.question.place}
    return Proposal(model.kind, name, text, headings)


def _stand_ins(read: Answers) -> dict[str, Any]:
    """Return what stands for answers that must be there."""
    model = read.form.design.model
    assert model
    required = {name for name, item in model.model_fields.items() if item.is_required()}
    found: dict[str, Any] = {}
    for asked in read.form.asked:
        place = asked.question.place
        if place and place[0] in required and asked.question.required:
            value = {read.form.language: _STAND_IN} if annotation(model, place) is Text else _STAND_IN
            _put(found, place, [_STAND_IN] if asked.multiple else value)
    return found


def _put(record: dict[str, Any], place: tuple[str | int, ...], value: Any) -> None:
    """Put a value at its place; of a list, the first entry is filled."""
    name = str(place[0])
    if len(place) == 1:
        record[name] = value
    elif isinstance(place[1], int):
        _put(record.setdefault(name, [{}])[0], place[2:], value)
    else:
        _put(record.setdefault(name, {}), place[1:], value)


def _answered(catalogue: Catalogue, read: Answers) -> dict[str, Any]:
    """Return the answers at their places."""
    record: dict[str, Any] = {}
    for asked in read.form.asked:
        name, place = asked.question.name, asked.question.place
        if place and place != ("sources",) and read.values.get(name):
            value = read.values[name]
            if place[-1] == "place":
                value = known_place(catalogue, value) or value
            _put(record, place, value)
    return record


def known_place(catalogue: Catalogue, said: dict[str, str]) -> dict[str, str] | None:
    """Return a place in every language, where a meeting was held there before."""
    for meeting in catalogue.all(Meeting):
        for date in meeting.dates:
            if date.place and said.items() <= date.place.items():
                return dict(date.place)
    return None


def _known(catalogue: Catalogue, read: Answers) -> dict[str, Any]:
    """Return what follows of the kind and of what was left out: how sure it is, and what the form does not say."""
    silent = [name for name in _UNSAID.get(read.form.design.name, ()) if not read.values.get(name)]
    found: dict[str, Any] = {}
    if silent:
        found["unknown"] = [_in_every_language(catalogue, f"forms.unknown_{name}") for name in silent]
    if read.form.design.name == "portal":
        unsure = [asked.question.place[0] for asked in read.form.asked if _is_secondary(read, asked)]
        found |= {"address_evidence": "weak", **({"unsure": unsure} if unsure else {})}
        read.todo("portal")
    if read.form.design.name == "meeting":
        read.todo("meeting")
    return found


def _in_every_language(catalogue: Catalogue, label: str) -> dict[str, str]:
    """Return the words of a label as the text of a record."""
    words = catalogue.labels[label]
    return {code: words[code] for code in catalogue.languages if words.get(code)}


def _is_secondary(read: Answers, asked: Asked) -> bool:
    return asked.question.name in _SECONDARY and bool(read.values.get(asked.question.name))


def _to_translate(catalogue: Catalogue, read: Answers, record: dict[str, Any], others: list[str]) -> None:
    say = Wording(catalogue, read.say.language)
    model = read.form.design.model
    places = [asked.question.place for asked in read.form.asked if asked.question.place]
    texts = [
        ".".join(map(str, place))
        for place in places
        if model and annotation(model, place) in (Text, Text | None) and _lacks(record, place, others)
    ]
    read.left.insert(0, read.say("form.left_translate", texts=say.list(texts), languages=say.list(others)))


def _lacks(record: Any, place: Place, languages: list[str]) -> bool:
    """Return whether a record holds a text at a place that is not in every one of some languages."""
    for part in place:
        held = part in record if isinstance(record, dict) else isinstance(part, int) and part < len(record)
        if not held:
            return False
        record = record[part]
    return not set(languages) <= set(record)


def _identity(catalogue: Catalogue, read: Answers, kind: str, given: str | None) -> str:
    """Return the id of the record: the one that was given, or one made of the title that nobody has."""
    if given is not None:
        if not SLUG.fullmatch(given) or len(given) > ID_LENGTH:
            read.wrong("--id", "no_id", said=shown(given), limit=ID_LENGTH)
            return _STAND_IN
        if _is_taken(catalogue, kind, given):
            read.wrong("--id", "taken_id", said=given)
        return given
    stem = _stem(read)
    name, number = stem, 1
    while _is_taken(catalogue, kind, name):
        number += 1
        name = f"{stem[: ID_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}"
    return name


def _stem(read: Answers) -> str:
    """Return what an id begins with: of a meeting its body and first day, else the title."""
    title = read.values.get("title", {}).get(read.form.language, "")
    if read.form.design.model is Meeting and {"body", "from"} <= set(read.values):
        title = f"{read.values['body']} {read.values['from']}"
    words = re.sub(r"[^a-z0-9]+", "-", folded(title)).strip("-")
    if title and not words:
        read.wrong("--id", "no_id_of_title", title=shown(title))
    if len(words) > ID_LENGTH:
        words = words[:ID_LENGTH].rpartition("-")[0] or words[:ID_LENGTH]
    return words or _STAND_IN


def _is_taken(catalogue: Catalogue, kind: str, identity: str) -> bool:
    return (
        identity in RESERVED_IDS
        or identity in catalogue.records[kind]
        or path_of(catalogue, kind, identity).exists()
    )
