"""Rules on numbered and lettered lists."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Part
from cam.model.records import FrameworkItem, MeetingItem
from cam.problems import Problem
from cam.store import Catalogue, walk


def framework_and_parts_have_distinct_labels(catalogue: Catalogue) -> Iterator[Problem]:
    """No two pieces of one list carry the same label."""
    for record in catalogue.every():
        for place, value in walk(record):
            if not isinstance(value, list):
                continue
            seen: set[str] = set()
            for index, item in enumerate(value):
                label = _label(item)
                if label and label in seen:
                    what = f"the label `{label}` stands twice in one list"
                    yield catalogue.file(record).problem(
                        (*place, index), what, "number the pieces as the source does"
                    )
                seen.add(label or "")


def _label(item: object) -> str | None:
    if isinstance(item, (Part, FrameworkItem)):
        return item.label
    return item.number if isinstance(item, MeetingItem) else None
