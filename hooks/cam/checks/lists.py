"""Rules on numbered and lettered lists."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Part, Record
from cam.model.figures import RequestTable
from cam.model.records import Discrepancy, FrameworkItem, Meeting, MeetingItem, Term
from cam.problems import Problem
from cam.store import Catalogue
from cam.yamlfile import Place


def framework_and_parts_have_distinct_labels(catalogue: Catalogue) -> Iterator[Problem]:
    """No two pieces of one list carry the same label."""
    for record in catalogue.every():
        for place, value in catalogue.inside(record, list):
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


def numbers_are_given_once(catalogue: Catalogue) -> Iterator[Problem]:
    """Discrepancies, rows of a plan, acronyms, and tables of the data request have numbers or names of their own."""
    taken: dict[tuple[str, ...], str] = {}
    for record, place, name in _numbers(catalogue):
        first = taken.setdefault(name, record.id)
        if first != record.id:
            what = f"the {str(place[0]).removesuffix('s')} `{name[-1]}` is taken by {first}"
            yield catalogue.file(record).problem(place, what, "give one of the two another")


def _numbers(catalogue: Catalogue) -> Iterator[tuple[Record, Place, tuple[str, ...]]]:
    """Yield what must be given once, with its place and all that it must differ in."""
    for discrepancy in catalogue.all(Discrepancy):
        yield discrepancy, ("number",), ("discrepancies", discrepancy.number)
    for meeting in catalogue.all(Meeting):
        if meeting.row and meeting.plan:
            yield meeting, ("row",), ("meetings", str(meeting.plan), meeting.row)
    for table in catalogue.all(RequestTable):
        yield table, ("code",), ("tables", table.code)
    for term in catalogue.all(Term):
        for language, acronyms in term.acronyms.items():
            for index, acronym in enumerate(acronyms):
                yield term, ("acronyms", language, index), ("glossary", language, acronym)
