"""What an edition of a table of figures changed of the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cam.figures import Cell, Table, added
from cam.model.figures import Dataset
from cam.views.blocks import Cell as Shown
from cam.views.blocks import Inline
from cam.views.blocks import Table as TableBlock
from cam.views.filters import sort_key
from cam.views.reader import Reader

_SEXES = ("_female", "_male")


@dataclass(frozen=True)
class Revision:
    """A state whose figures differ: how many of the common years do, and the figures of the newest common year."""

    country: str
    years: int
    old: Cell
    new: Cell

    @property
    def difference(self) -> int | float | None:
        """New less old, where both are known."""
        known = self.old.value is not None and self.new.value is not None
        return (self.new.value or 0) - (self.old.value or 0) if known else None

    @property
    def percent(self) -> float | None:
        """The difference in percent of the old figure."""
        return (
            None if self.difference is None or not self.old.value else 100 * self.difference / self.old.value
        )


@dataclass(frozen=True)
class Comparison:
    """Two editions compared in some measures: the years and states that both have, and what differs."""

    measures: tuple[str, ...]
    years: list[str]
    states: list[str]
    changed: list[Revision]


def compared(old: Table, new: Table) -> list[Comparison]:
    """Return what differs between two tables of states by year: one comparison for each figure that both have.

    Women and men of the same figure are compared one by one, and shown as their sum.
    """
    if old.keys != ("country", "year") or new.keys != old.keys:
        return []
    years = sorted(set(old.column("year")) & set(new.column("year")))
    states = sorted(set(old.column("country")) & set(new.column("country")))
    groups = _groups([name for name in new.measures if name in old.measures])
    return [
        Comparison(group, years, states, list(_changes(old, new, group, years, states))) for group in groups
    ]


def _groups(measures: list[str]) -> list[tuple[str, ...]]:
    """Return the measures, those of the two sexes of one figure together."""
    found: dict[str, tuple[str, ...]] = {}
    for name in measures:
        stem = next((name.removesuffix(end) for end in _SEXES if name.endswith(end)), name)
        found[stem] = (*found.get(stem, ()), name)
    return list(found.values())


def _changes(
    old: Table, new: Table, group: tuple[str, ...], years: list[str], states: list[str]
) -> Iterator[Revision]:
    for state in states:
        differ = [
            year for year in years if _values(old, group, state, year) != _values(new, group, state, year)
        ]
        if differ:
            sums = [added(table.cell(name, state, years[-1]) for name in group) for table in (old, new)]
            yield Revision(state, len(differ), *sums)


def _values(table: Table, group: tuple[str, ...], state: str, year: str) -> list[tuple[object, str]]:
    cells = [table.cell(name, state, year) for name in group]
    return [(cell.value, cell.sign) for cell in cells]


Credit = Callable[..., list[Inline]]


def revisions(reader: Reader, record: Dataset, credit: Credit) -> list[TableBlock]:
    """Return one table for each figure that this edition and the one it replaces both have."""
    tables = reader.catalogue.figures
    if not record.replaces or record.replaces not in tables or record.id not in tables:
        return []
    found = compared(tables[record.replaces], tables[record.id])
    return [_shown(reader, record, item, credit) for item in found if item.years]


def _shown(reader: Reader, record: Dataset, found: Comparison, credit: Credit) -> TableBlock:
    labels = [reader.say(item.label, record).text for item in record.measures if item.code in found.measures]
    last = found.years[-1]
    names = ("state", "years_changed", "old", "new", "difference", "percent")
    return TableBlock(
        reader.label("datasets.revisions_heading"),
        anchor=f"revisions-{found.measures[0].replace('_', '-')}",
        intro=reader.label(
            "datasets.revisions_intro",
            figures=" + ".join(labels),
            same=len(found.states) - len(found.changed),
            all=len(found.states),
            first=found.years[0],
            last=last,
        ),
        columns=[reader.label(f"datasets.{name}", year=last) for name in names],
        rows=[
            _row(reader, item, len(found.years))
            for item in sorted(found.changed, key=lambda item: sort_key(reader, item.country))
        ],
        numbers=True,
        credit=credit(reader, record.replaces, record.id),
    )


def _row(reader: Reader, item: Revision, years: int) -> list[Shown]:
    number = reader.wording.number
    figures = [number(cell.value) if isinstance(cell.value, int) else "–" for cell in (item.old, item.new)]
    percent = item.percent
    return [
        [reader.link(reader.find(item.country, "countries"))],
        reader.label("datasets.years_of", number=item.years, all=years),
        *figures,
        "–" if item.difference is None else _signed(number(int(item.difference)), item.difference),
        "–" if percent is None else _signed(reader.wording.percent(percent), percent),
    ]


def _signed(text: str, value: float) -> str:
    """Return a number with its sign, also where it is more than 0."""
    return f"+{text}" if value > 0 else text.replace("-", "−")
