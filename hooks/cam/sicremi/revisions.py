"""What a version of a country report changed against the one before."""

from __future__ import annotations

from dataclasses import dataclass

from cam.figures import Cell, Table
from cam.model.figures import CountryReport, Round
from cam.store import Catalogue


@dataclass(frozen=True)
class Revision:
    """A figure that two versions give differently; a cell without value and sign was, or is, not there."""

    table: str
    category: str
    sex: str
    partner: str
    year: int
    old: Cell
    new: Cell


def in_time(catalogue: Catalogue, country: str) -> list[CountryReport]:
    """Return the reports of a state, oldest first: by round, then by version."""
    found = [item for item in catalogue.all(CountryReport) if item.country == country]
    return sorted(found, key=lambda item: (_date(catalogue, item), item.round, item.vintage))


def _date(catalogue: Catalogue, report: CountryReport) -> str:
    found = catalogue.find(report.round, "rounds")
    return (found.date or "") if isinstance(found, Round) else ""


def newest(catalogue: Catalogue, country: str) -> CountryReport | None:
    """Return the newest report of a state, if it sent one."""
    return next(reversed(in_time(catalogue, country)), None)


def before(catalogue: Catalogue, report: CountryReport) -> CountryReport | None:
    """Return the report of the same state that came before."""
    known = in_time(catalogue, str(report.country))
    place = next(index for index, item in enumerate(known) if item.id == report.id)
    return known[place - 1] if place else None


def revisions(catalogue: Catalogue, report: CountryReport) -> list[Revision]:
    """Return every figure that a report gives otherwise than the one before.

    Between two rounds, only what both have is compared: another round asks for other years.
    """
    last = before(catalogue, report)
    if last is None or last.id not in catalogue.figures or report.id not in catalogue.figures:
        return []
    old, new = catalogue.figures[last.id], catalogue.figures[report.id]
    keys = set(old.index) | set(new.index) if last.round == report.round else set(old.index) & set(new.index)
    found = [_compared(key, old, new) for key in sorted(keys)]
    return [item for item in found if (item.old.value, item.old.sign) != (item.new.value, item.new.sign)]


def _compared(key: tuple[str, ...], old: Table, new: Table) -> Revision:
    table, category, sex, partner, year = key
    return Revision(
        table, category, sex, partner, int(year), old.cell("value", *key), new.cell("value", *key)
    )
