"""The board of what this site holds and what it does not, for editors; and what nothing follows up, for the Chair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cam import coverage
from cam.model import Record
from cam.model.records import Activity, Meeting
from cam.views.blocks import Anchor, Block, Cell, Group, Inline, Links, Table
from cam.views.common import by_date
from cam.views.filters import by_name
from cam.views.reader import Reader
from cam.views.treaties import Matrix, Sign
from cam.views.work import in_order

if TYPE_CHECKING:
    from cam.knowledge import Site

FEW = 12
"""So many records with unconfirmed statements are named for each kind; the others are counted."""

_OWN_NAME = ("treaties", "figures", "portals", "members")
"""Lists of which only a part is looked at, or that are no kind of record: they have a name of their own here."""

_GAPS = (
    "mandates_without_activity",
    "mandates_without_date",
    "activities_without_date",
    "meetings_without_activity",
)
"""Lists of orphans that the page “What is missing” has too; the words are the same."""


def board(site: Site, reader: Reader) -> list[Block]:
    """Return what is held of each state, on each list, in each language, in each field; and what nothing follows up."""
    held = coverage.of_states(site.catalogue)
    return [
        _states(reader, held),
        _without(reader, held),
        _languages(reader),
        _fields(reader),
        Group(
            reader.label("desk_coverage.orphans"),
            anchor="orphans",
            intro=reader.label("desk_coverage.orphans_intro"),
            blocks=[*_orphans(site, reader), _unconfirmed(reader)],
        ),
    ]


def list_name(reader: Reader, name: str) -> str:
    """Return what a list of a state is called."""
    return reader.label(f"desk_coverage.list_{name}" if name in _OWN_NAME else f"kinds.{name}")


def orphans_name(reader: Reader, name: str) -> str:
    """Return what a list of orphans is called."""
    return reader.label(f"gaps.{name}" if name in _GAPS else f"desk_coverage.{name}")


def _states(reader: Reader, held: coverage.Held) -> Matrix:
    """Return what is held of each state: a wide table that keeps its form on a phone."""
    none = Sign(
        reader.label("desk_coverage.none_sign"), reader.label("desk_coverage.none_said"), "not_checked"
    )
    rows: list[list[Cell | Sign]] = []
    for country in by_name(reader):
        numbers = [held[country.id][name] for name in coverage.STATE_LISTS]
        cells: list[Cell | Sign] = [reader.wording.number(number) if number else none for number in numbers]
        rows.append([[reader.link(country)], *cells])
    columns = [(reader.label("columns.country"), "")]
    columns += [(list_name(reader, name), "") for name in coverage.STATE_LISTS]
    return Matrix(
        reader.label("desk_coverage.states"),
        anchor="states",
        intro=reader.label("desk_coverage.states_intro"),
        columns=columns,
        rows=rows,
        legend=[(none.short, none.said)],
    )


def _without(reader: Reader, held: coverage.Held) -> Table:
    label = reader.label
    rows: list[list[Cell]] = []
    for name, missing in coverage.states_without(held).items():
        links: list[list[Inline]] = [[reader.link(one)] for one in by_name(reader) if one.id in missing]
        number = reader.wording.number(len(missing))
        said: Cell = _joined(links) if links else label("desk_coverage.no_state_missing")
        rows.append([list_name(reader, name), number, said])
    columns = [label(f"desk_coverage.{name}") for name in ("list", "how_many", "missing_states")]
    return _table(reader, "without", columns, rows)


def _table(reader: Reader, name: str, columns: list[str], rows: list[list[Cell]]) -> Table:
    """Return a table of this board: its title and what is said above it are labels of that name."""
    title, intro = reader.label(f"desk_coverage.{name}"), reader.label(f"desk_coverage.{name}_intro")
    return Table(title, anchor=name, intro=intro, columns=columns, rows=rows)


def _joined(parts: Sequence[list[Inline]]) -> list[Inline]:
    line: list[Inline] = []
    for part in parts:
        line += [*([" · "] if line else []), *part]
    return line


def _languages(reader: Reader) -> Table:
    catalogue, wording = reader.catalogue, reader.wording
    rows: list[list[Cell]] = []
    for kind in catalogue.records:
        shares = [coverage.translated(catalogue, kind, language) for language in catalogue.languages]
        if shares[0].all:
            cells: list[Cell] = [_share(reader, one) for one in shares]
            rows.append([reader.label(f"kinds.{kind}"), wording.number(shares[0].all), *cells])
    columns = [reader.label("columns.kind"), reader.label("columns.records")]
    columns += [wording.language_name(language) for language in catalogue.languages]
    return _table(reader, "languages", columns, rows)


def _share(reader: Reader, share: coverage.Share) -> str:
    """Return a share in whole percent, rounded down: only where every record has its texts is it 100."""
    percent = reader.label("formats.percent", number=reader.wording.number(100 * share.there // share.all))
    if not share.outdated:
        return percent
    return reader.label("desk_coverage.there", share=percent, number=reader.wording.number(share.outdated))


def _fields(reader: Reader) -> Table:
    rows: list[list[Cell]] = []
    for kind in reader.catalogue.records:
        said = [_field(reader, one) for one in coverage.seldom_filled(reader.catalogue, kind)]
        if said:
            name = Anchor(reader.href(f"data/fields/#{kind}"), reader.label(f"kinds.{kind}"))
            rows.append([[name], " · ".join(said)])
    columns = [reader.label(name) for name in ("columns.kind", "desk_coverage.fields")]
    return _table(reader, "fields", columns, rows)


def _field(reader: Reader, one: coverage.Filled) -> str:
    filled, every = reader.wording.number(one.filled), reader.wording.number(one.all)
    return reader.label("desk_coverage.field", name=one.field, number=filled, all=every)


def _orphans(site: Site, reader: Reader) -> Iterator[Links]:
    """Yield each list of records that nothing follows up."""
    for name, find in coverage.ORPHANS.items():
        records = _ordered(find(site.catalogue, site.today))
        title = f"{orphans_name(reader, name)} ({len(records)})"
        rows = reader.lines(records)
        yield Links(title, anchor=name.replace("_", "-"), rows=rows, empty=reader.label("gaps.none"))


def _ordered(records: list[Record]) -> list[Record]:
    """Return meetings by date, activities by number, anything else as it came."""
    meetings = [record for record in records if isinstance(record, Meeting)]
    activities = [record for record in records if isinstance(record, Activity)]
    return [*by_date(meetings)] or [*in_order(activities)] or records


def _unconfirmed(reader: Reader) -> Table:
    rows: list[list[Cell]] = []
    catalogue = reader.catalogue
    for kind, records in coverage.unconfirmed(catalogue).items():
        most = sorted(records, key=lambda one: (-coverage.statements(catalogue, [one]), one.id))[:FEW]
        links: list[list[Inline]] = [[reader.link(one)] for one in most]
        links += [["…"]] if len(records) > FEW else []
        counts = (coverage.statements(catalogue, records), len(records))
        numbers: list[Cell] = [reader.wording.number(count) for count in counts]
        rows.append([reader.label(f"kinds.{kind}"), *numbers, _joined(links)])
    names = ("columns.kind", "desk_coverage.statements", "columns.records", "desk_coverage.most")
    return _table(reader, "unconfirmed", [reader.label(name) for name in names], rows)
