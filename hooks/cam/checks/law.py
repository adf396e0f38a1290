"""Rules on legal instruments, treaties, and the states they bind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from cam.model import PartialDate
from cam.model.law import Country, Law, Treaty
from cam.model.records import Body
from cam.problems import Problem
from cam.store import Catalogue, key


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
        given = [("replaced_by", law.replaced_by), ("implements", law.implements)]
        given += [("amended_by", other) for other in law.amended_by]
        for name, identity in given:
            other = catalogue.find(identity, "laws") if identity else None
            if not isinstance(other, Law):
                continue
            if other.country != law.country:
                what = f"`{name}` leads to an instrument of another state: {other.id}"
                yield catalogue.file(law).problem(
                    (name,), what, "write the id of an instrument of the same state"
                )
            elif name == "replaced_by" and before(other.date, law.date):
                what = f"{other.id} ({other.date}) is older than what it is said to replace ({law.date})"
                yield catalogue.file(law).problem(
                    (name,), what, "correct a date, or write it the other way round"
                )


def a_replaced_law_says_so(catalogue: Catalogue) -> Iterator[Problem]:
    """An instrument of which another took the place as a whole has the status `replaced`."""
    for law in catalogue.all(Law):
        if law.replaced_by and not law.replaced_partly and law.status != "replaced":
            what = f"it has a successor, but its status is `{law.status}`"
            yield catalogue.file(law).problem(
                ("status",), what, "write `status: replaced`, or add `replaced_partly: true`"
            )


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
    for kind, field in ((Law, "replaced_by"), (Law, "implements"), (Body, "part_of"), (Body, "preceded_by")):
        for record in catalogue.all(kind):
            seen, here = [record.id], getattr(record, field)
            while here and here not in seen:
                seen.append(str(here))
                other = catalogue.find(here, kind.kind)
                here = getattr(other, field) if other else None
            if here == record.id:
                what = f"`{field}` leads back to itself: {' → '.join([*seen, record.id])}"
                yield catalogue.file(record).problem((field,), what, "break the circle at the wrong link")


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
