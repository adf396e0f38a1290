"""What differs between two states of the records: key by key, with the words that changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cam.model import Record, Text
from cam.store import Catalogue, is_example, key

_AROUND, _LONGEST = 25, 90
"""How many signs are shown around a change, and of a change."""

ADDED, CHANGED, GONE = "added", "changed", "gone"
STATES = (ADDED, CHANGED, GONE)


@dataclass(frozen=True)
class Field:
    """A key whose value changed: its place in the file, and what it held and holds (nothing: the key was not there)."""

    place: str
    old: str
    new: str

    @property
    def language(self) -> str:
        """The last part of the place, which is a language where the value is a text for people."""
        return self.place.rpartition(".")[2]


@dataclass(frozen=True)
class RecordChange:
    """A record that was added, changed or removed; `made_up` ones are shown, and never exported."""

    name: str
    state: str
    title: Text
    made_up: bool
    fields: list[Field] = field(default_factory=list)


def compared(old: Catalogue, new: Catalogue) -> list[RecordChange]:
    """Return every record that differs; one that either state could not read is left out (see `unread`)."""
    before, after = _by_key(old), _by_key(new)
    left_out = unread(old, new)
    return [
        change
        for name in sorted(before.keys() | after.keys())
        if name not in left_out and (change := _change(name, before.get(name), after.get(name)))
    ]


def unread(old: Catalogue, new: Catalogue) -> set[str]:
    """Return `kind/id` of the records that one of the states could not read."""
    return old.unread | new.unread


def _by_key(catalogue: Catalogue) -> dict[str, Record]:
    return {key(record): record for record in catalogue.every()}


def _change(name: str, old: Record | None, new: Record | None) -> RecordChange | None:
    shown = new or old
    assert shown
    fields: list[Field] = []
    if old and new:
        fields = list(differences(old.model_dump(mode="json"), new.model_dump(mode="json")))
        if not fields:
            return None
    state = CHANGED if old and new else ADDED if new else GONE
    return RecordChange(name, state, shown.title, is_example(shown), fields)


def differences(old: Any, new: Any, place: str = "") -> Iterator[Field]:
    """Yield each place where two values differ, as deep as they are of the same form; a group comes key by key."""
    if old == new or (_is_nothing(old) and _is_nothing(new)):
        return
    if _is_group(old, new):
        before, after = old or {}, new or {}
        for name in [*before, *(name for name in after if name not in before)]:
            yield from differences(before.get(name), after.get(name), _below(place, name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
            yield from differences(one, other, _below(place, str(number)))
    elif _is_list(old, new):
        yield from _list_differences(old or [], new or [], place)
    else:
        yield Field(place, *cut(_flat(old), _flat(new)))


def _is_nothing(value: Any) -> bool:
    """Whether a key says no more than one that is not there."""
    return value is None or value is False or value in ("", [], {})


def _is_group(old: Any, new: Any) -> bool:
    return all(isinstance(value, dict) or _is_nothing(value) for value in (old, new)) and (
        isinstance(old, dict) or isinstance(new, dict)
    )


def _is_list(old: Any, new: Any) -> bool:
    return all(isinstance(value, list) or _is_nothing(value) for value in (old, new)) and (
        isinstance(old, list) or isinstance(new, list)
    )


def _list_differences(old: list[Any], new: list[Any], place: str) -> Iterator[Field]:
    """Yield what differs between two lists: the groups that changed key by key, then what only one of them has."""
    gone, come = _without(old, new), _without(new, old)
    for number in list(gone):
        other = _most_alike(gone[number], come)
        if other:
            yield from differences(gone.pop(number), come.pop(other), _below(place, str(other)))
    for number, item in gone.items():
        yield from differences(item, None, _below(place, str(number)))
    for number, item in come.items():
        yield from differences(None, item, _below(place, str(number)))


def _without(items: list[Any], others: list[Any]) -> dict[int, Any]:
    """Return the items that the other list lacks, or has less often, by their number."""
    left = list(others)
    found = {}
    for number, item in enumerate(items, 1):
        if item in left:
            left.remove(item)
        else:
            found[number] = item
    return found


def _most_alike(group: Any, others: dict[int, Any]) -> int | None:
    """Return the number of the group that shares most keys' values with this one, at least half of them; or None."""
    if not isinstance(group, dict):
        return None
    held = {name: value for name, value in group.items() if not _is_nothing(value)}
    shared = {
        number: sum(other.get(name) == value for name, value in held.items())
        for number, other in others.items()
        if isinstance(other, dict)
    }
    best = max(shared, key=lambda number: shared[number], default=None)
    return best if best is not None and 2 * shared[best] >= max(len(held), 1) else None


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _flat(value: Any) -> str:
    """Return a value on one line, without what is empty."""
    if isinstance(value, dict):
        return "; ".join(
            f"{name}: {_flat(item)}" for name, item in value.items() if item not in (None, [], {}, "")
        )
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    return "" if value is None else " ".join(str(value).split())


def cut(old: str, new: str) -> tuple[str, str]:
    """Return two texts cut to the words that differ, with a few signs around them."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    start, end = _to_word(new or old, start), min(end, len(old) - start, len(new) - start)
    return _piece(old, start, end), _piece(new, start, end)


def _common(one: str, other: str) -> int:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def _to_word(text: str, start: int) -> int:
    """Return where the word begins in which a change begins."""
    while start and not text[start - 1].isspace():
        start -= 1
    return start


def _piece(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    last = min(last, start + _LONGEST)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
