"""Turns a filled form into a record of data/offers/ or data/needs/: one that passes every rule, or none."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from cam import checks
from cam.answers import FILE, LIMIT, Answers, Wrong, WrongForm, answers, is_address, shown
from cam.forms import Form
from cam.matching import Pair, matching, nearest_miss
from cam.model.base import SLUG
from cam.model.cooperation import Need, Offer
from cam.store import Catalogue, key
from cam.text import folded
from cam.yamlfile import YamlFile, parse
from cam.yamlwriter import Flow, Quoted, dumped

_ID_LENGTH = 60
_NO_ID = ("index",)
"""Ids whose page would take the place of the list."""

_STAND_IN = "x"
"""Stands where no answer can be used, so that the rules can be asked about the other answers."""

_KEYS = ("member", "languages", "countries", "forms", "costs", "period", "capacity", "themes")
"""What stands between `summary` and `original`, in this order."""


@dataclass(frozen=True)
class Draft:
    """A record made from a form, in a catalogue that holds it already; `left` is what an editor has to do by hand."""

    path: Path
    text: str
    record: Offer | Need
    catalogue: Catalogue
    left: tuple[str, ...] = ()


def content(name: str) -> bytes:
    """Return what a file holds (-: the standard input), or as much of it as shows that it is too large."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LIMIT + 1)
        with Path(name).open("rb") as file:
            return file.read(LIMIT + 1)
    except (OSError, ValueError):
        remedy = "name a file that holds the text of the issue, or - for the standard input"
        raise WrongForm([Wrong(FILE, "it cannot be opened", remedy)]) from None


def draft(
    catalogue: Catalogue, form: bytes, today: dt.date, identity: str | None = None, address: str | None = None
) -> Draft:
    """Return the record that a form makes; `address` is that of the issue. Raises WrongForm with every problem."""
    read = answers(catalogue, form)
    sources = _sources(read, today, address)
    name = _identity(catalogue, read, identity)
    made = _checked(catalogue, read, _record(catalogue, read, name, sources, today))
    if made is None or read.problems:
        raise WrongForm(_in_order(read.form, read.problems))
    return made


def _in_order(form: Form, problems: Iterable[Wrong]) -> list[Wrong]:
    """Return problems in the order of the form: those of the file first, those of the command last."""
    order = {FILE: -1, **{asked.heading: number for number, asked in enumerate(form.asked)}}
    return sorted(problems, key=lambda problem: order.get(problem.heading, len(order)))


def _sources(read: Answers, today: dt.date, address: str | None) -> list[Flow]:
    """Return the sources of the record: the issue, and the address that the form names."""
    named = read.values.get(("sources",))
    if address and not is_address(address):
        what = f"“{shown(address)}” is not a web address"
        read.wrong("--address", what, "give the whole address of the issue, beginning with https://")
        return []
    if not address and not named:
        remedy = "run the command again with --address and the address of the issue"
        read.wrong("--address", "nothing says where this comes from", remedy)
    found = {named: "named", address: "seen"}
    return [_source(given, today, found[given]) for given in dict.fromkeys((address, named)) if given]


def _source(address: str, today: dt.date, evidence: str) -> Flow:
    publisher = (urlsplit(address).hostname or "").removeprefix("www.")
    return Flow({"address": Quoted(address), "publisher": publisher, "seen": today, "evidence": evidence})


def _identity(catalogue: Catalogue, read: Answers, given: str | None) -> str:
    """Return the id of the record: the one that was given, or one made of the title that nobody has."""
    kind = read.form.model.kind
    if given is not None:
        if not SLUG.fullmatch(given) or len(given) > _ID_LENGTH:
            remedy = f"use a-z, 0-9 and single hyphens, at most {_ID_LENGTH} in all"
            read.wrong("--id", f"“{shown(given)}” is not an id", remedy)
            return _STAND_IN
        if _is_taken(catalogue, kind, given):
            read.wrong("--id", f"“{given}” is taken", "give another one")
        return given
    title = read.values.get(("title",), {}).get(read.form.language, "")
    words = re.sub(r"[^a-z0-9]+", "-", folded(title)).strip("-")
    stem = words if len(words) <= _ID_LENGTH else words[:_ID_LENGTH].rpartition("-")[0] or words[:_ID_LENGTH]
    if title and not stem:
        read.wrong("--id", f"no id can be made of the title “{shown(title)}”", "give one with --id")
    identity, number = stem or _STAND_IN, 1
    while _is_taken(catalogue, kind, identity):
        number += 1
        identity = f"{stem}-{number}"
    return identity


def _is_taken(catalogue: Catalogue, kind: str, identity: str) -> bool:
    return (
        identity in _NO_ID or identity in catalogue.records[kind] or _path(catalogue, kind, identity).exists()
    )


def _path(catalogue: Catalogue, kind: str, identity: str) -> Path:
    return catalogue.root / "data" / kind / f"{identity}.yaml"


def _record(
    catalogue: Catalogue, read: Answers, identity: str, sources: list[Flow], today: dt.date
) -> dict[str, Any]:
    """Return the record as it will be written; what cannot be used of a wrong form is filled in."""
    text, some = {read.form.language: _STAND_IN}, [_STAND_IN]
    said: dict[str, Any] = {"title": text, "summary": text, "member": _STAND_IN, "costs": _STAND_IN}
    said |= {"languages": some, "forms": some, "period": {}}
    for (name, *inner), value in read.values.items():
        if inner:
            said.setdefault(name, {})[inner[0]] = value
        else:
            said[name] = value
    lists = [name for name in _KEYS if isinstance(said.get(name), list) and said[name]]
    said |= {name: Flow(said[name]) for name in ("period", *lists)}
    others = [code for code in catalogue.languages if code != read.form.language]
    if others:
        texts = [name for name in ("title", "summary", "capacity") if name in said]
        read.left.insert(0, f"translate {_and(texts)} into {_and(others)}, and take `translations` away")
    return {
        "id": identity,
        "title": said["title"],
        "summary": said["summary"],
        **{name: said[name] for name in _KEYS if said.get(name)},
        "original": read.form.language,
        **({"translations": Flow(dict.fromkeys(others, "missing"))} if others else {}),
        "sources": sources,
        "added": today,
    }


def _and(words: Sequence[str]) -> str:
    return " and ".join([*filter(None, [", ".join(words[:-1])]), words[-1]])


def _checked(catalogue: Catalogue, read: Answers, plain: dict[str, Any]) -> Draft | None:
    """Return the draft, after every rule was asked about the record as it will stand in its file.

    What is wrong joins the problems of the form; where there are some already, only of what was answered.
    """
    form, kind = read.form, read.form.model.kind
    path, text = _path(catalogue, kind, plain["id"]), dumped(plain)
    file = parse(text, path.relative_to(catalogue.root).as_posix())
    sure = {asked.heading for asked in form.asked if asked.question.place in read.values}
    made, problems = None, list[Wrong]()
    try:
        record = form.model.model_validate(file.value)
    except ValidationError as error:
        for detail in error.errors():
            context = {"what": detail["msg"], "remedy": "correct the answer", **detail.get("ctx", {})}
            problems.append(Wrong(_heading(form, detail["loc"]), context["what"], context["remedy"]))
    else:
        whole = replace(
            catalogue,
            records={**catalogue.records, kind: {**catalogue.records[kind], record.id: record}},
            files={**catalogue.files, key(record): file},
        )
        found = [*file.problems, *(item for item in checks.run(whole) if item.file == file.name)]
        problems = [Wrong(_heading_on(form, file, item.line), item.what, item.remedy) for item in found]
        made = Draft(path, text, record, whole, tuple(read.left))
    read.problems += [item for item in problems if not read.problems or item.heading in sure]
    return made


def _heading(form: Form, place: tuple[int | str, ...]) -> str:
    """Return the heading whose answer stands at a place of the record, or around it."""
    asked = [item for item in form.asked if place and item.question.place[:1] == place[:1]]
    exact = [item for item in asked if item.question.place == place[: len(item.question.place)]]
    return next((item.heading for item in [*exact, *asked]), "the record")


def _heading_on(form: Form, file: YamlFile, line: int) -> str:
    """Return the heading whose answer stands on a line of the record; of several, the last."""
    places = [place for place, at in file.lines.items() if at == line and place]
    return _heading(form, places[-1] if places else ())


def write(made: Draft) -> None:
    """Write the record; a file that is there already stays as it is."""
    try:
        made.path.parent.mkdir(parents=True, exist_ok=True)
        with made.path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made.text)
    except OSError as error:
        what = f"{_name(made)} cannot be written ({error.strerror})"
        raise WrongForm([Wrong(FILE, what, "see to it, and run the command again")]) from None


def _name(made: Draft) -> str:
    return made.path.relative_to(made.catalogue.root).as_posix()


def told(made: Draft) -> list[str]:
    """Return the lines that tell an editor what was written, what is left to do, and what matches it."""
    return [f"{_name(made)} was written. Left to do:", *(f"- {line}" for line in made.left), *_matches(made)]


def _matches(made: Draft) -> list[str]:
    catalogue, record = made.catalogue, made.record
    if isinstance(record, Offer):
        found = [
            item for need in catalogue.all(Need) for item in matching(catalogue, need) if item.offer == record
        ]
        found.sort(key=lambda item: (-item.score, item.need.id))
        if not found:
            return ["It answers no need that is on record."]
        return ["Needs that it answers:", *(_points(item, key(item.need)) for item in found)]
    found, miss = matching(catalogue, record), nearest_miss(catalogue, record)
    if miss:
        against = _and([reason.heading for reason in miss.failing])
        return [
            "No offer answers it. The nearest miss:",
            f"{_points(miss, key(miss.offer))}, fails on {against}",
        ]
    if not found:
        return ["No offer answers it."]
    return ["Offers that answer it:", *(_points(item, key(item.offer)) for item in found)]


def _points(item: Pair, name: str) -> str:
    return f"- {name}, {item.score} of 100 points"
