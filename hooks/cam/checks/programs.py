"""Rules on worker programs."""

from __future__ import annotations

from collections.abc import Iterator

from cam.checks.law import before
from cam.model.program import Participants, Program
from cam.problems import Problem
from cam.store import Catalogue


def programs_lead_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    """A program has an origin and a destination."""
    for program in catalogue.all(Program):
        for name in ("origins", "destinations"):
            if not getattr(program, name) and not getattr(program, f"{name}_beyond"):
                what = f"`{name}` and `{name}_beyond` are both empty"
                yield catalogue.file(program).problem((), what, "name at least one state or territory")


def programs_end_after_they_start(catalogue: Catalogue) -> Iterator[Problem]:
    """No program ends before it starts, and one that is under way has no end."""
    for program in catalogue.all(Program):
        file = catalogue.file(program)
        if before(program.end, program.start):
            yield file.problem(
                ("end",),
                f"it ends ({program.end}) before it starts ({program.start})",
                "correct one of the two dates",
            )
        if program.end and program.status == "active":
            yield file.problem(
                ("status",), "it has an end, and its status is `active`", "write `status: ended`"
            )


def participants_are_counted_once(catalogue: Catalogue) -> Iterator[Problem]:
    """One source counts the same workers of one year once."""
    for program in catalogue.all(Program):
        seen: dict[tuple[object, ...], int] = {}
        for index, item in enumerate(program.participants):
            mark = _what_is_counted(item)
            if mark in seen:
                line = catalogue.file(program).line(("participants", seen[mark]))
                what = f"these participants are counted on line {line} already"
                yield catalogue.file(program).problem(
                    ("participants", index), what, "delete one, or say in `note` how they differ"
                )
            seen.setdefault(mark, index)


def _what_is_counted(item: Participants) -> tuple[object, ...]:
    note = tuple(sorted((item.note or {}).items()))
    sources = tuple(source.address for source in item.sources)
    return (item.year, item.unit, item.origin, item.destination, note, sources)


def partial_counts_say_of_what(catalogue: Catalogue) -> Iterator[Problem]:
    """Participants that are a part, inferred, or outside the program's years are explained by a note."""
    for program in catalogue.all(Program):
        for index, item in enumerate(program.participants):
            reason = _to_be_explained(program, item)
            if reason and not item.note:
                yield catalogue.file(program).problem(
                    ("participants", index),
                    f"the count of {item.year} {reason}, and nothing says how",
                    "add `note`",
                )


def _to_be_explained(program: Program, item: Participants) -> str:
    if item.partial and not (item.origin or item.destination):
        return "is of a part"
    if item.inferred:
        return "is inferred"
    outside = (program.start and item.year < int(program.start[:4])) or (
        program.end and item.year > int(program.end[:4])
    )
    return "is of a year in which the program did not run" if outside else ""
