"""The board of what is due: per owner and kind, then one by one; and how the portals' addresses are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cam import freshness, health
from cam.freshness import SOON, Age
from cam.model import PartialDate, Record
from cam.model.directory import Portal
from cam.prose import Page
from cam.store import PAGES, Catalogue, folder
from cam.text import Words
from cam.views.ages import by_when
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links, Moment, Table
from cam.views.common import outside
from cam.views.directory import link_state
from cam.views.filters import title_cell
from cam.views.reader import Reader

if TYPE_CHECKING:
    from cam.knowledge import Site

OLDEST = 3
"""So many of a kind that was never verified are named; the lists of the kinds have all."""

_FINE = ("answers", "unchecked")


def board(site: Site, reader: Reader) -> list[Block]:
    """Return what is overdue and due soon per owner and kind, what was never verified, and the portals' links."""
    found = list(freshness.ages(site.catalogue, site.pages, site.today))
    today = reader.date(PartialDate(site.today.isoformat()))
    day: list[Inline] = [Moment(reader.label("desk_freshness.today", date=today.text), today.machine)]
    return [
        Links(rows=[day]),
        *_of_owners(reader, found),
        _listed(reader, "overdue", found),
        _listed(reader, "soon", found),
        _never(reader, found),
        *_links(reader),
    ]


def _of_owners(reader: Reader, found: list[Age]) -> Iterator[Table]:
    """Yield a table for each owner that looks after anything, in the order of their list."""
    by_owner: dict[str, list[Age]] = defaultdict(list)
    for one in found:
        by_owner[one.owner].append(one)
    for owner in reader.catalogue.vocabulary["owners"]:
        if owner in by_owner:
            yield _of_owner(reader, owner, by_owner[owner])


def _of_owner(reader: Reader, owner: str, found: list[Age]) -> Table:
    label, number = reader.label, reader.wording.number
    columns = [label("columns.kind"), label("desk_freshness.all"), label("desk_freshness.overdue"),
               label("desk_freshness.soon", days=SOON), label("desk_freshness.never"),
               label("desk_freshness.first")]  # fmt: skip
    rows: list[list[Cell]] = []
    for kind, same in _by_kind(reader.catalogue, found):
        states = Counter(one.state for one in same)
        never = sum(one.verified is None for one in same)
        numbers: list[Cell] = [number(n) for n in (len(same), states["overdue"], states["soon"], never)]
        rows.append([kind_name(reader, kind), *numbers, _first(reader, same)])
    intro = label("desk_freshness.board_intro")
    return Table(
        reader.code(owner, "owners"), anchor=f"owner-{owner}", intro=intro, columns=columns, rows=rows
    )


def _by_kind(catalogue: Catalogue, found: Iterable[Age]) -> Iterator[tuple[str, list[Age]]]:
    """Yield what stands of each kind, in the order of the kinds, pages last."""
    kinds: dict[str, list[Age]] = {kind: [] for kind in (*catalogue.records, PAGES)}
    for one in found:
        kinds[one.kind].append(one)
    yield from ((kind, same) for kind, same in kinds.items() if same)


def kind_name(reader: Reader, kind: str) -> str:
    """Return the name of a kind of record, or of the prose pages."""
    return reader.label("desk_freshness.pages" if kind == PAGES else f"kinds.{kind}")


def _first(reader: Reader, same: list[Age]) -> Cell:
    due = freshness.oldest_first(same)[0].due
    return [reader.date(due)] if due else "—"


def _listed(reader: Reader, state: str, found: list[Age]) -> Links:
    """Return what is in a state, the oldest first, each with its kind, its day, who looks after it, and its address."""
    chosen = freshness.oldest_first(one for one in found if one.state == state)
    title = f"{reader.label(f'desk_freshness.{state}', days=SOON)} ({len(chosen)})"
    rows = [_line(reader, one) for one in chosen]
    return Links(title, anchor=state, rows=rows, empty=reader.label(f"desk_freshness.no_{state}"))


def _line(reader: Reader, one: Age) -> list[Inline]:
    line: list[Inline] = [*named(reader, one), " ", Badge(kind_name(reader, one.kind))]
    if one.due:
        line += [" — ", by_when(reader, one.due), " · ", reader.code(one.owner, "owners")]
    if address := getattr(one.item, "address", None):
        line += [" · ", outside(address)]
    return line


def named(reader: Reader, one: Age) -> list[Inline]:
    """Return the link to a record, or to a page; in the reader's language, whichever of its languages is meant."""
    if isinstance(one.item, Record):
        return title_cell(reader, one.item)
    title = Words(str(one.item.meta.get("title") or one.item.name), one.item.language)
    return [Anchor(_page_href(reader, one.item), title)]


def _page_href(reader: Reader, page: Page) -> str:
    return reader.root_href(f"{folder(reader.catalogue, reader.language)}{page.url}") or "./"


def _never(reader: Reader, found: list[Age]) -> Table:
    label, number = reader.label, reader.wording.number
    columns = [label(name) for name in ("columns.kind", "desk_freshness.never", "desk_freshness.oldest")]
    rows: list[list[Cell]] = []
    for kind, same in _by_kind(reader.catalogue, found):
        never = [one for one in same if one.verified is None]
        if never:
            said = label("desk_freshness.of_all", number=number(len(never)), all=number(len(same)))
            rows.append([kind_name(reader, kind), said, _oldest(reader, never)])
    return Table(label("desk_freshness.never"), anchor="never", intro=label("desk_freshness.never_intro"),
                 columns=columns, rows=rows)  # fmt: skip


def _oldest(reader: Reader, never: list[Age]) -> Cell:
    """Return the first to have been added or revised; of pages that is not known, so they stand in order of name."""
    line: list[Inline] = []
    for one in sorted(never, key=lambda one: (one.since or "", one.name))[:OLDEST]:
        line += [*([" · "] if line else []), *named(reader, one)]
    return line


def _links(reader: Reader) -> Iterator[Block]:
    """Yield how many portals are in which state, and those that a person should look at."""
    catalogue, label = reader.catalogue, reader.label
    states = {
        portal.id: health.state(catalogue.health.get(portal.id, []))
        for portal in catalogue.all(Portal)
        if portal.address and not portal.closed
    }
    counts = Counter(map(str, states.values()))
    rows: list[list[Cell]] = [
        [reader.code(code, "link_states"), reader.wording.number(counts[code])]
        for code in catalogue.vocabulary["link_states"]
        if counts[code]
    ]
    columns = [label("columns.status"), label("kinds.portals")]
    title, intro = label("desk_freshness.links"), label("desk_freshness.links_intro")
    if rows:
        yield Table(title, anchor="links", intro=intro, columns=columns, rows=rows)
    doubtful = [catalogue.get(Portal, name) for name, state in states.items() if state not in _FINE]
    lines = [_portal_line(reader, portal) for portal in doubtful]
    title = f"{label('desk_freshness.to_look_at')} ({len(lines)})"
    yield Links(title, anchor="portals", rows=lines, empty=label("desk_freshness.no_links"))


def _portal_line(reader: Reader, portal: Portal) -> list[Inline]:
    line: list[Inline] = [*title_cell(reader, portal), " ", link_state(reader, portal)]
    if portal.address:
        line += [" — ", outside(portal.address)]
    last = health.last_checked(reader.catalogue.health.get(portal.id, []))
    said = reader.label("desk_freshness.last_check", date=reader.wording.date(last)) if last else ""
    return [*line, *([f" ({said})"] if said else [])]
