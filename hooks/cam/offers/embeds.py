"""The addresses of the pieces for other sites, and the pages that they are offered beside."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.law import Country
from cam.offers.offer import Offer, folder
from cam.views import embeds
from cam.views.blocks import Anchor, Block, Cell, Chart, Code, Group, Inline, Links, Table
from cam.views.filters import by_name
from cam.views.reader import Reader

PAGE = "data/embed/"
"""The page that explains the pieces, below a language's root."""

_OF_MEETINGS = ("calendar/", "calendar/months/", "meetings/")
"""The pages beside which the next meetings are offered."""

HEIGHTS = {embeds.MEETINGS: 420, "countries": 420, "charts": 480}
"""How high a frame is that shows a piece without scrolling where it is 400 pixels wide, by the first word of its name."""


def document_of(reader: Reader, name: str) -> str:
    """Return the path of a piece as a document of its own, for a frame."""
    return f"{folder(reader.catalogue, reader.language)}embed/{name}.html"


def fragment_of(reader: Reader, name: str) -> str:
    """Return the path of a piece as a fragment to be pasted; as text, so that a browser shows what is to be copied."""
    return f"{folder(reader.catalogue, reader.language)}embed/{name}.txt"


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield the pieces that show something of the page at `path`."""
    if path in _OF_MEETINGS:
        yield _offer(reader, embeds.MEETINGS, reader.label("embeds.meetings"))
    elif isinstance(record, Country):
        yield _offer(reader, embeds.card_name(record.id), str(reader.title(record)))
    else:
        group, charts = embeds.charts_on(reader)
        for chart in charts:
            yield _offer(reader, embeds.chart_name(group, chart), str(chart.title))


def _offer(reader: Reader, name: str, title: str) -> Offer:
    """Return the offer of a piece. It bears no media type: a part of a page is no alternate of it."""
    return Offer(document_of(reader, name), "", reader.label("embeds.offer", title=title))


def listed(reader: Reader) -> list[Block]:
    """Return all pieces for the page that explains them, each with what is to be copied."""
    states = by_name(reader)
    return [
        _how(reader),
        Group(
            reader.label("embeds.meetings"),
            anchor="meetings",
            blocks=[_ways(reader, embeds.MEETINGS, reader.label("embeds.meetings"))],
        ),
        *([_cards(reader, states)] if states else []),
        _charts(reader),
    ]


def _how(reader: Reader) -> Code:
    """Return the frame to be copied, with the next meetings as its example."""
    title = reader.label("embeds.meetings")
    return Code(
        reader.label("embeds.frame"),
        anchor="frame",
        intro=reader.label("embeds.frame_intro"),
        text=frame_of(reader, embeds.MEETINGS, title),
    )


def frame_of(reader: Reader, name: str, title: str) -> str:
    """Return the code of a frame that shows a piece on any other site."""
    from html import escape

    from cam.frame import place_of  # knows of this module

    settings = reader.catalogue.settings
    assert settings
    said = escape(f"{title} – {reader.wording.text(settings.name)}")
    address = place_of(reader.catalogue).site + document_of(reader, name)
    height = HEIGHTS[name.split("/", maxsplit=1)[0]]
    return (
        f'<iframe src="{address}" title="{said}" width="400" height="{height}" loading="lazy"\n'
        '  style="width:100%;max-width:40rem;border:0"></iframe>'
    )


def _ways(reader: Reader, name: str, title: str) -> Links:
    """Return the ways to a piece: as a document and as a fragment."""
    return Links(rows=[_both(reader, name, title)])


def _both(reader: Reader, name: str, title: str) -> list[Inline]:
    label = reader.label
    return [
        Anchor(reader.root_href(document_of(reader, name)), label("embeds.document"),
               name=f"{title}, {label('embeds.document')}"),
        " · ",
        Anchor(reader.root_href(fragment_of(reader, name)), label("embeds.fragment"),
               name=f"{title}, {label('embeds.fragment')}"),
    ]  # fmt: skip


def _cards(reader: Reader, states: list[Country]) -> Table:
    rows: list[list[Cell]] = [
        [title, _both(reader, embeds.card_name(state.id), title)]
        for state in states
        if (title := str(reader.title(state)))
    ]
    return _table(reader, "cards", "figures.state", rows)


def _charts(reader: Reader) -> Table:
    rows: list[list[Cell]] = [
        [title, _both(reader, embeds.chart_name(group, chart), title)]
        for group, _, charts in embeds.charts(reader)
        for chart in charts
        if (title := str(chart.title))
    ]
    return _table(reader, "charts", "embeds.chart", rows)


def _table(reader: Reader, name: str, first: str, rows: list[list[Cell]]) -> Table:
    return Table(
        reader.label(f"embeds.{name}"),
        anchor=name,
        intro=reader.label(f"embeds.{name}_intro"),
        columns=[reader.label(first), reader.label("embeds.piece")],
        rows=rows,
        filter=True,
    )
