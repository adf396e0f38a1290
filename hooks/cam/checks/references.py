"""Rules on references between records, and on codes."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import KINDS, Source
from cam.model.records import Activity
from cam.problems import Problem, nearest
from cam.store import Catalogue, key, target_of


def references_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """Every reference leads to a record."""
    for record in catalogue.every():
        for place, word in catalogue.words(record):
            target = target_of(word)
            if target and target not in catalogue.unread and not catalogue.find(target):
                kind, _, identity = target.partition("/")
                what = (
                    f"`{word}` is not a record of {kind}"
                    if kind in KINDS and identity
                    else f"`{word}` is not kind/id"
                )
                remedy = (
                    nearest(identity, catalogue.records[kind])
                    if kind in KINDS and identity
                    else nearest(kind, KINDS)
                )
                yield catalogue.file(record).problem(place, what, remedy)


def codes_are_listed(catalogue: Catalogue) -> Iterator[Problem]:
    """Every code stands in its closed list."""
    for record in catalogue.every():
        for place, word in catalogue.words(record):
            vocabulary = getattr(word, "vocabulary", None)
            if vocabulary and word not in catalogue.vocabulary.get(vocabulary, {}):
                what = f"`{word}` is not in data/vocabulary/{vocabulary}.yaml"
                remedy = nearest(word, catalogue.vocabulary.get(vocabulary, {}))
                yield catalogue.file(record).problem(place, what, remedy)


def parents_are_of_the_same_plan(catalogue: Catalogue) -> Iterator[Problem]:
    """A leaf of an activity belongs to the plan of its parent."""
    for activity in catalogue.all(Activity):
        parent = catalogue.find(activity.parent, "activities") if activity.parent else None
        if isinstance(parent, Activity) and parent.plan != activity.plan:
            what = f"the parent `{parent.id}` belongs to another plan"
            yield catalogue.file(activity).problem(
                ("parent",), what, f"write `plan: {parent.plan}`, or another parent"
            )


def sources_say_where(catalogue: Catalogue) -> Iterator[Problem]:
    """A source is a document, an address with the day on which it was read and who publishes it, or `recalled`."""
    for record in catalogue.every():
        for place, value in catalogue.inside(record, Source):
            if value.evidence == "recalled" and not value.document and not value.address:
                continue  # remembered only: there is no place to name
            if bool(value.document) == bool(value.address):
                what = f"a source of {key(record)} needs either `document` or `address`"
                yield catalogue.file(record).problem(
                    place, what, "write the id of a document, or a web address"
                )
            elif value.address and not (value.seen and value.evidence and value.publisher):
                what = "an address needs `publisher`, `seen` and `evidence`"
                yield catalogue.file(record).problem(
                    place, what, "add who publishes it, the day it was read, how sure it is"
                )
