"""Rules on legal instruments, treaties, and the states they bind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from cam.model import PartialDate, Record
from cam.model.law import Country, Law, Treaty
from cam.model.records import Body
from cam.problems import Problem
from cam.store import Catalogue, key
from cam.succession import PARTLY, WAYS, WHOLE, is_ended_by
from cam.yamlfile import Place, YamlFile


def before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether a date surely lies before another; what is known by its year only may lie anywhere in it."""
    if not one or not other:
        return False
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def laws_end_after_they_begin(catalogue: Catalogue) -> Iterator[Problem]:
    """An instrument is not repealed before it began, nor in force before it was made."""
    for law in catalogue.all(Law):
        for name, start in (
            ("valid_to", "valid_from" if law.valid_from else "date" if law.date else "published"),
            ("valid_from", "date"),
            ("published", "date"),
        ):
            if before(getattr(law, name), getattr(law, start)):
                what = f"`{name}` {getattr(law, name)} lies before `{start}` {getattr(law, start)}"
                yield catalogue.file(law).problem((name,), what, "correct one of the two dates")


def replacements_belong_together(catalogue: Catalogue) -> Iterator[Problem]:
    """What replaces, amends or carries out an instrument is of the same state, and what replaces it is not older."""
    for law in catalogue.all(Law):
        for place, identity in _others(law):
            name, other = str(place[0]), catalogue.find(identity, "laws")
            if not isinstance(other, Law):
                continue
            if other.country != law.country:
                what = f"`{name}` leads to an instrument of another state: {other.id}"
                yield catalogue.file(law).problem(
                    place, what, "write the id of an instrument of the same state"
                )
            elif name in WAYS and before(law.date, other.date):
                what = f"{law.id} ({law.date}) is older than what it is said to replace, {other.id} ({other.date})"
                yield catalogue.file(law).problem(
                    place, what, "correct a date, or write it the other way round"
                )


def _others(law: Law) -> Iterator[tuple[Place, str]]:
    """Yield the instruments that one names in its file, each with its place."""
    if law.implements:
        yield ("implements",), law.implements
    for name in (*WAYS, "amended_by"):
        for index, other in enumerate(getattr(law, name)):
            yield (name, index), other


def one_law_replaces_another_as_a_whole(catalogue: Catalogue) -> Iterator[Problem]:
    """An instrument is named once by what replaces it, and by one at most as replaced as a whole."""
    whole = _replacing_whole(catalogue)
    for law in catalogue.all(Law):
        named: set[str] = set()
        for place, old in _others(law):
            if place[0] not in WAYS:
                continue
            file = catalogue.file(law)
            rival = next((other for other in whole[old] if other is not law and law in whole[old]), None)
            if old in named:
                what = f"`{old}` stands under `replaces` and `replaces_partly` more than once"
                yield file.problem(place, what, "keep one of them")
            elif (
                place[0] == WHOLE and rival
            ):  # said in the file of each, for nobody knows which of them is wrong
                what = f"`{old}` is replaced as a whole by {rival.id} already"
                remedy = f"write it under `replaces_partly`, here or in {catalogue.file(rival).name}"
                yield file.problem(place, what, remedy)
            named.add(old)


def _replacing_whole(catalogue: Catalogue) -> dict[str, list[Law]]:
    """Return the instruments that replace each as a whole, by its id; those of other states are another finding."""
    found: dict[str, list[Law]] = defaultdict(list)
    for law in catalogue.all(Law):
        for identity in law.replaces:
            old = catalogue.find(identity, "laws")
            if isinstance(old, Law) and old.country == law.country and law not in found[old.id]:
                found[old.id].append(law)
    return found


def a_law_says_its_status(catalogue: Catalogue) -> Iterator[Problem]:
    """An instrument has a status in its file, unless another that is not pending replaced it as a whole."""
    for law in catalogue.all(Law):
        file = catalogue.file(law)
        if {"status", *Law.worked_out} & set(file.value):  # written by hand: the next rule's finding
            continue
        new = catalogue.find(law.replaced_by, "laws") if law.replaced_by else None
        if not isinstance(new, Law) or not is_ended_by(new, PARTLY if law.replaced_partly else WHOLE):
            name = "status"
            remedy = f"add `status:`, or write `replaces: [{law.id}]` in the file of the law that replaced it"
            yield file.problem((), f"`{name}` is missing", remedy)


def what_is_worked_out_is_not_written(catalogue: Catalogue) -> Iterator[Problem]:
    """That an instrument was replaced stands in the file of the one that replaced it, and there only."""
    for law in catalogue.all(Law):
        file = catalogue.file(law)
        way = PARTLY if file.value.get("replaced_partly") else WHOLE
        new = _successor(file, law)
        for name in Law.worked_out:
            if name in file.value:
                what = f"`{name}` is not written here: it follows from the law that replaces this one"
                yield file.problem((name,), what, _where_to_say(catalogue, law, new, way))
        for index, name in enumerate(file.value.get("unsure", ())):
            if name in Law.worked_out or (name == "status" and name not in file.value):
                what = f"`{name}` under `unsure` follows from the law that replaces this one"
                remedy = f"remove it, and write `unsure: [{way}]` in data/laws/{new}.yaml"
                yield file.problem(("unsure", index), what, remedy)


def _successor(file: YamlFile, law: Law) -> str:
    """Return the id of the instrument that replaced one, as an editor wrote it, or as it follows."""
    return str(file.value.get("replaced_by") or law.replaced_by or "…")


def _where_to_say(catalogue: Catalogue, law: Law, new: str, way: str) -> str:
    """Return what an editor is to do who wrote of an instrument that it was replaced."""
    named = catalogue.find(new, "laws")
    if named and any(law.id in getattr(named, one) for one in WAYS):
        return f"remove it: data/laws/{new}.yaml says so already"
    return f"remove it, and write `{way}: [{law.id}]` in data/laws/{new}.yaml"


def memory_says_nothing_of_force(catalogue: Catalogue) -> Iterator[Problem]:
    """An instrument that is only remembered is not said to be in force."""
    for law in catalogue.all(Law):
        remembered = all(source.evidence == "recalled" for source in law.sources)
        if remembered and law.status in ("in_force", "in_force_when_seen"):
            what = f"it is only remembered, but its status is `{law.status}`"
            yield catalogue.file(law).problem(
                ("status",), what, "write `status: not_checked`, or add a source"
            )


def chains_have_an_end(catalogue: Catalogue) -> Iterator[Problem]:
    """No instrument replaces itself, or belongs to itself, by way of others; nor does a body."""
    for kind, fields in _CHAINS:
        for record in catalogue.all(kind):
            circle = _circle(catalogue, record, fields)
            if circle:
                place = next(place for place, other in _next(record, fields) if other == circle[1])
                what = f"`{place[0]}` leads back to itself: {' → '.join(circle)}"
                yield catalogue.file(record).problem(place, what, "break the circle at the wrong link")


_CHAINS: tuple[tuple[type[Record], Sequence[str]], ...] = (
    (Law, WAYS),
    (Law, ("implements",)),
    (Body, ("part_of",)),
    (Body, ("preceded_by",)),
)
"""The keys by which records of a kind follow upon one another."""


def _next(record: Record, fields: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """Yield the records that one names under some keys, each with its place."""
    for field in fields:
        value = getattr(record, field)
        if isinstance(value, list):
            yield from (((field, index), other) for index, other in enumerate(value))
        elif value:
            yield (field,), value


def _circle(catalogue: Catalogue, record: Record, fields: Sequence[str]) -> list[str]:
    """Return the shortest way from a record back to itself, both ends included; nothing where there is none."""
    ways, seen = [[record.id]], {record.id}
    for way in ways:  # grows as it is walked: nearest first
        here = catalogue.find(way[-1], record.kind)
        for _, other in _next(here, fields) if here else ():
            if other == record.id:
                return [*way, other]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def treaties_bind_after_adoption(catalogue: Catalogue) -> Iterator[Problem]:
    """No state signs, joins or leaves a treaty before its adoption, nor leaves before it joined."""
    for treaty in catalogue.all(Treaty):
        file = catalogue.file(treaty)
        if before(treaty.entry_into_force, treaty.adopted):
            what = f"`entry_into_force` {treaty.entry_into_force} lies before `adopted` {treaty.adopted}"
            yield file.problem(("entry_into_force",), what, "correct one of the two dates")
        for index, item in enumerate(treaty.participations):
            for name in ("date", "signed", "denounced", "denunciation_effective"):
                date = getattr(item, name)
                start = item.date if name.startswith("den") and item.date else treaty.adopted
                if before(date, start):
                    what = f"`{name}` {date} lies before {start}, when the treaty was adopted or the state joined"
                    yield file.problem(("participations", index, name), what, "correct one of the two dates")


def every_state_stands_once(catalogue: Catalogue) -> Iterator[Problem]:
    """Each state stands exactly once in a treaty: in participations, not_listed or not_checked."""
    states = [country.id for country in catalogue.all(Country)]
    for treaty in catalogue.all(Treaty):
        given = [str(item.country) for item in treaty.participations]
        counts = Counter([*given, *treaty.not_listed, *treaty.not_checked])
        file = catalogue.file(treaty)
        for state in states:
            if not counts[state]:
                yield file.problem(
                    (), f"`{state}` is not mentioned", "add it to `not_checked`, or say where it stands"
                )
        for state in sorted(state for state, number in counts.items() if number > 1):
            yield file.problem((), f"`{state}` stands in it {counts[state]} times", "keep one of them")


def participations_have_sources(catalogue: Catalogue) -> Iterator[Problem]:
    """Where a state stands has a source, or is `recalled`; and only these three can stand there."""
    for treaty in catalogue.all(Treaty):
        for index, item in enumerate(treaty.participations):
            place, file = ("participations", index), catalogue.file(treaty)
            if item.status not in ("party", "signed", "denounced"):
                what = f"`{item.status}` does not stand among the participations"
                yield file.problem((*place, "status"), what, f"move the state to `{item.status}: […]`")
            if item.evidence != "recalled" and not item.sources and not treaty.list_sources:
                yield file.problem(
                    place, "the participation has no source", "add `sources`, or the treaty's `list_sources`"
                )


def unsure_names_keys(catalogue: Catalogue) -> Iterator[Problem]:
    """`unsure` lists keys that the record has."""
    for record in catalogue.every():
        for index, name in enumerate(record.unsure):
            if not _value(record, name):
                what = f"`{name}` under `unsure` is not a key of {key(record)}"
                yield catalogue.file(record).problem(
                    ("unsure", index), what, "write the name of a key of this record"
                )


def _value(record: BaseModel, name: str) -> object:
    """Return the value of a key, or of a key in a group of keys (`terms.mobility`); None where there is none."""
    first, _, rest = name.partition(".")
    value = getattr(record, first) if first in type(record).model_fields else None
    return _value(value, rest) if rest and isinstance(value, BaseModel) else None if rest else value


def the_map_knows_the_states(catalogue: Catalogue) -> Iterator[Problem]:
    """The map draws every state, and nothing but states."""
    if catalogue.map is None:
        return
    states = {country.id for country in catalogue.all(Country)}
    file = catalogue.files["map"]
    for name in ("shapes", "markers", "points", "inset_shapes", "inset_markers", "inset_labels"):
        for code in sorted(set(getattr(catalogue.map, name)) - states):
            yield file.problem(
                (name, code), f"`{code}` is not a state", "remove it, or add the record of the state"
            )
    for code in sorted(states - set(catalogue.map.shapes)):
        yield file.problem(("shapes",), f"`{code}` is not drawn", "add its outline, or restore the file")
