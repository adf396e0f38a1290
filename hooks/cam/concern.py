"""Which states and which themes a record concerns: the one rule by which a subscriber to either hears of it."""

from __future__ import annotations

from collections.abc import Iterable

from cam.model import Record
from cam.model.figures import Dataset
from cam.model.law import Country
from cam.model.records import Theme
from cam.store import Catalogue, target_of

_SAYS_NOTHING = ("not_listed", "not_checked")
"""Keys that name states of which the record only says that it knows nothing."""

_THROUGH = {
    "offers": ("member",),
    "needs": ("member",),
    "matches": ("offer", "need"),
    "discrepancies": ("concerns",),
}
"""Kinds that concern the states of the records that they name under these keys."""


def states(catalogue: Catalogue, record: Record) -> list[str]:
    """Return the states that a record concerns: those that it names, those of its figures, or those it reaches."""
    if isinstance(record, Country):
        return [record.id]
    found = [name for key, kind, name in _named(catalogue, record) if kind == "countries"]
    found += _of_figures(catalogue, record)
    through = _THROUGH.get(record.kind, ())
    for key, kind, name in _named(catalogue, record):
        other = catalogue.find(name, kind) if key in through else None
        found += states(catalogue, other) if other else []
    return sorted(set(found))


def themes(record: Record) -> list[str]:
    """Return the themes that a record concerns: those under which it stands; a theme concerns itself."""
    return sorted({*record.themes, *([record.id] if isinstance(record, Theme) else [])})


def _named(catalogue: Catalogue, record: Record) -> Iterable[tuple[str, str, str]]:
    """Yield (key of the record, kind, id) of every record that it names."""
    for place, word in catalogue.words(record):
        target = target_of(word)
        if target and place[0] not in _SAYS_NOTHING:
            kind, _, name = target.partition("/")
            yield str(place[0]), kind, name


def _of_figures(catalogue: Catalogue, record: Record) -> list[str]:
    """Return the states of which a table of figures has a row."""
    table = catalogue.figures.get(record.id) if isinstance(record, Dataset) else None
    if table is None:
        return []
    known = catalogue.records["countries"]
    return [value for name in table.keys for value in table.column(name) if value in known]
