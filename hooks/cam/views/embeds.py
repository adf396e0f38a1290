"""Pieces for other sites: the next meetings, the card of a state, a chart. Every link of a piece is absolute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from cam.model.law import Country
from cam.model.records import Meeting
from cam.views import figures, regional
from cam.views.blocks import Anchor, Block, Chart, Inline
from cam.views.common import by_date, doubt, marked, meeting_line
from cam.views.datasets import producers
from cam.views.filters import by_name
from cam.views.home import meetings_from
from cam.views.kept import kept, once
from cam.views.numbers import tables_of
from cam.views.page import page_address
from cam.views.reader import Reader

MEETINGS = "next-meetings"
"""The name of the piece that shows the next meetings."""

_PAGES: dict[str, Callable[[Reader], list[Block]]] = {
    "stock": regional.stock,
    "origins": regional.origins,
    "protection": regional.protection,
    "remittances": regional.remittances,
}
"""The pages of figures of the region whose charts are pieces, by their name below figures/."""

_FIGURES = tuple(
    (name, table)
    for name, table in figures.HEADLINES
    if name in ("immigrants", "emigrants", "remittances_received", "refugees_hosted")
)
"""The figures for which there is room on a card."""

_MOST = 5
"""As many meetings as a piece shows."""


@dataclass(frozen=True)
class Piece:
    """What another site can include: `name` is its path without ending, `page` the address of the page it is from.

    `chart` is drawn above the `lines`; `credit` says whose figures they are, `ways` lead on.
    """

    name: str
    title: str
    page: str
    kicker: str = ""
    intro: str = ""
    lines: list[list[Inline]] = field(default_factory=list)
    chart: Chart | None = None
    credit: list[Inline] = field(default_factory=list)
    ways: list[Anchor] = field(default_factory=list)


@dataclass(frozen=True)
class Shown(Block):
    """A piece in a frame, as another site shows it; `name` says what is in it to those who do not see it."""

    template = "piece"
    href: str = ""
    name: str = ""
    height: int = 0


def next_meetings(reader: Reader, site: str, today: dt.date) -> Piece:
    """Return the next meetings; where every date is past, it says so and shows the last ones."""
    page = page_address(reader, site, "calendar/")
    coming = meetings_from(reader, today)[:_MOST]
    last = list(reversed(by_date(reader.catalogue.all(Meeting))))[:_MOST]
    return Piece(
        MEETINGS,
        reader.label("embeds.meetings" if coming else "embeds.last_meetings"),
        page,
        intro="" if coming else reader.label("home.no_next"),
        lines=[_absolute(meeting_line(reader, meeting), page_address(reader, site, reader.path))
               for meeting in coming or last],
        ways=[Anchor(page, reader.label("home.all_dates"))],
    )  # fmt: skip


def card(reader: Reader, record: Country, site: str) -> Piece:
    """Return the card of a state: its membership, main figures, and the ways to more; `reader` is on its page."""
    page = page_address(reader, site, f"countries/{record.id}/")
    membership: list[Inline] = [
        reader.label("fields.membership") + reader.label("formats.colon"),
        reader.code(record.membership),
        *marked(doubt(reader, record, "membership")),
    ]
    found = figures.headline(reader, record, _FIGURES)
    tables = tables_of(name for name, _ in _FIGURES)
    credit: list[Inline] = [producers(reader, *tables, licensed=True), reader.label("figures.overlap")]
    return Piece(
        card_name(record.id),
        str(reader.title(record)),
        page,
        kicker=record.id.upper(),
        lines=[membership, *(_absolute(line, page) for line in found)],
        credit=credit if found else [],
        ways=[
            Anchor(f"{page}figures/", reader.label("figures.all_figures")),
            Anchor(f"{page}#portals", reader.label("headings.portals")),
            Anchor(page_address(reader, site, "help/"), reader.label("embeds.help")),
        ],
    )


def card_name(state: str) -> str:
    """Return the name of the card of a state."""
    return f"countries/{state}"


def chart_name(group: str, chart: Chart) -> str:
    """Return the name of a chart; `group` is the code of a state, or the page of figures that it is on."""
    return f"charts/{group}/{chart.anchor}"


def chart(reader: Reader, group: str, found: Chart, site: str) -> Piece:
    """Return a chart as a piece; `reader` is on the page that it is from."""
    page = page_address(reader, site, reader.path)
    ways = [anchor for anchor in (found.table, found.csv) if anchor]
    return Piece(
        chart_name(group, found),
        str(found.title),
        f"{page}#{found.anchor}",
        chart=found,
        credit=_absolute(found.credit, page),
        ways=[replace(anchor, href=urljoin(page, anchor.href)) for anchor in ways],
    )


def charts(reader: Reader) -> Iterator[tuple[str, Reader, list[Chart]]]:
    """Yield, for the region and then for each state: the group, a reader on the page, and the charts there."""
    paths = [f"figures/{name}/" for name in _PAGES]
    paths += [f"countries/{state.id}/figures/" for state in by_name(reader)]
    for path in paths:
        own = Reader(reader.catalogue, reader.language, path)
        group, found = charts_on(own)
        yield group, own, found


def charts_on(reader: Reader) -> tuple[str, list[Chart]]:
    """Return the group and the charts of the page that the reader is on; a page without such charts has none."""
    match reader.path.strip("/").split("/"):
        case ["figures", name] if name in _PAGES:
            return name, once(reader, "charts", lambda own: _drawn(_PAGES[name](own)))
        case ["countries", state, "figures"]:
            return state, once(reader, "charts", lambda own: _of_state(own, state))
    return "", []


def _of_state(reader: Reader, state: str) -> list[Chart]:
    """Return the charts of a state's figures, out of the page where that was made already."""
    page: figures.FiguresPage | None = kept(reader, lambda: None)
    if page is None:
        return figures.charts(reader, reader.catalogue.get(Country, state))
    return [block for block in page.blocks if isinstance(block, Chart)]


def _drawn(blocks: Iterable[Block]) -> list[Chart]:
    return [
        block
        for block in blocks
        if isinstance(block, Chart) and block.drawing and block.drawing.lines[0].points
    ]


def _absolute(line: Sequence[Inline], page: str) -> list[Inline]:
    """Return a line of the page at an address with absolute links."""
    return [
        replace(part, href=urljoin(page, part.href)) if isinstance(part, Anchor) else part for part in line
    ]
