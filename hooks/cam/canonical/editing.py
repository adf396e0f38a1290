"""Sets values at places of a tree, and loses no remark over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cam.yamlfile import Place
from cam.yamlwriter import Item, Node, node


def change(root: Node, values: Mapping[Place, Any]) -> None:
    """Set values at places of a tree, in the order given; None takes out what is there. Raises KeyError."""
    for place, value in values.items():
        if not place:
            raise KeyError(place)
        if value is None:
            _take_out(root, place)
        else:
            _set(root, place, value)


def changes(before: Any, now: Any, place: Place = ()) -> dict[Place, Any]:
    """Return what makes a plain value into another, as `change` takes it: as little as there is to change."""
    if isinstance(before, dict) and isinstance(now, dict) and before and now:
        found: dict[Place, Any] = {(*place, key): None for key in before if key not in now}
        for key, value in now.items():
            found |= changes(before.get(key), value, (*place, key))
        return found
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return {at: value for number, (held, new) in pairs
                for at, value in changes(held, new, (*place, number)).items()}  # fmt: skip
    return {} if before == now else {place: now}


def _set(root: Node, place: Place, value: Any) -> None:
    here = root
    for step, part in enumerate(place):
        item = _found(here, part, place)
        if item is None:
            item = _added(here, part, place)
            if step + 1 < len(place):
                item.value = Node("list" if isinstance(place[step + 1], int) else "group")
        if step + 1 == len(place):
            _replace(item, node(value))
        here = item.value


def _replace(item: Item, new: Node) -> None:
    """Put a value in the place of another; remarks inside of that stand above it then."""
    item.above += _remarks_in(item.value)
    item.value = new


def _remarks_in(value: Node) -> list[str]:
    found: list[str] = []
    for item in value.items:
        found += [*item.above, *filter(None, [item.beside]), *_remarks_in(item.value)]
    return found + value.foot


def _found(here: Node, part: str | int, place: Place) -> Item | None:
    """Return the entry of a list or group, or None where it is to be added. Raises KeyError."""
    if isinstance(part, int):
        if here.kind != "list" or not 0 <= part <= len(here.items):
            raise KeyError(place)
        return here.items[part] if part < len(here.items) else None
    if here.kind != "group":
        raise KeyError(place)
    return next((item for item in here.items if item.key == part), None)


def _added(here: Node, part: str | int, place: Place) -> Item:
    item = Item(Node("scalar", tag="null"), None if isinstance(part, int) else part)
    here.items.append(item)
    return item


def _take_out(root: Node, place: Place) -> None:
    """Take out an entry, and the groups around it that hold nothing else; what is not there stays away."""
    path: list[tuple[Node, Item]] = []
    here = root
    for part in place:
        item = _found(here, part, place)
        if item is None:
            return
        path.append((here, item))
        here = item.value
    around, item = path.pop()
    while path and len(around.items) == 1 and not around.foot:
        around, item = path.pop()
    _remove(around, item)


def _remove(around: Node, item: Item) -> None:
    """Remove an entry; its remarks go above the one that follows, or to the end."""
    number = next(number for number, other in enumerate(around.items) if other is item)
    left = [*item.above, *filter(None, [item.beside]), *_remarks_in(item.value)]
    del around.items[number]
    if number < len(around.items):
        around.items[number].above[:0] = left
    else:
        around.foot[:0] = left
