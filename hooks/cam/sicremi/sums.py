"""Rules on totals and their parts: by sex, by category, by country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cam.sicremi.case import EXPLAIN, Case, number
from cam.sicremi.found import Figure, Finding
from cam.sicremi.layout import Key, Sheet


@dataclass(frozen=True)
class _Sum:
    """A total with the parts that it is made of."""

    key: Key
    total: Figure | None
    parts: tuple[Figure | None, ...]
    name: str
    all_parts: bool

    @property
    def added(self) -> float:
        """The sum of the parts that have a value."""
        return sum(part.value for part in self.parts if part and part.value is not None)


def _sums(case: Case) -> Iterator[_Sum]:
    """Yield every total of the answered tables with its parts."""
    for sheet in case.sound:
        for year in sheet.years:
            yield from _by_sex(case, sheet, year)
            yield from _by_category(case, sheet, year)
            yield from _by_country(case, sheet, year)


def _sum(case: Case, key: Key, parts: list[Key], name: str) -> _Sum:
    found = tuple(case.read.figures.get(part) for part in parts)
    whole = bool(parts) and all(part is not None and part.value is not None for part in found)
    return _Sum(key, case.read.figures.get(key), found, name, whole)


def _by_sex(case: Case, sheet: Sheet, year: int) -> Iterator[_Sum]:
    table = sheet.table.id
    for line in sheet.lines:
        if line.sex == "total" and _has(sheet, line.category, "female"):
            parts: list[Key] = [(table, line.category, sex, "", year) for sex in ("female", "male")]
            if not line.is_open:
                yield _sum(case, (table, line.category, "total", "", year), parts, "women and men")


def _by_category(case: Case, sheet: Sheet, year: int) -> Iterator[_Sum]:
    table = sheet.table.id
    categories = [str(item) for item in sheet.table.categories]
    if not _has(sheet, "total", "total") or not categories:
        return
    for line in sheet.lines:
        if line.category == "total":
            parts: list[Key] = [(table, category, line.sex, "", year) for category in categories]
            yield _sum(case, (table, "total", line.sex, "", year), parts, "the rows below")


def _by_country(case: Case, sheet: Sheet, year: int) -> Iterator[_Sum]:
    if not sheet.partner_column:
        return
    head, table = sheet.lines[0].category, sheet.table.id
    parts: list[Key] = [key for key in case.figures(sheet) if key[3] and key[4] == year]
    rest: Key = (table, "other", "total", "", year)
    yield _sum(case, (table, head, "total", "", year), [*parts, rest], "the countries")


def _has(sheet: Sheet, category: str, sex: str) -> bool:
    return any((line.category, line.sex) == (category, sex) for line in sheet.lines)


def parts_are_not_more_than_their_total(case: Case) -> Iterator[Finding]:
    """Women and men, categories, and countries together are not more than the total."""
    for item in _sums(case):
        if item.total and item.total.value is not None and item.added > item.total.value:
            what = f"{item.name} add up to {number(item.added)}, more than the total of {number(item.total.value)}"
            yield Finding(item.total.place, what, "correct the total or its parts", key=item.key)


def parts_add_up_to_their_total(case: Case) -> Iterator[Finding]:
    """Where all parts are given, they add up to the total; a note may say whom they leave out."""
    for item in _sums(case):
        if item.total and item.total.value is not None and item.all_parts and item.added < item.total.value:
            what = f"{item.name} add up to {number(item.added)}, the total is {number(item.total.value)}"
            yield Finding(item.total.place, what, EXPLAIN, "warning", item.key, named=case.noted(item.key))


def totals_are_given(case: Case) -> Iterator[Finding]:
    """Where parts are given, so is their total."""
    for item in _sums(case):
        if item.total is None and any(part and part.value is not None for part in item.parts):
            what = f"the total of {item.name} is missing"
            yield Finding(case.place(item.key), what, "write it (na or nr may stand for it)", key=item.key)
