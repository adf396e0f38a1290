"""The addresses of the pieces for other sites, and the pages that they are offered beside."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.law import Country
from cam.offers.offer import Offer
from cam.store import folder
from cam.views import embeds
from cam.views.blocks import Anchor, Block, Cell, Code, Group, Inline, Links, Table
from cam.views.filters import by_name
from cam.views.reader import Reader

PAGE = "data/embed/"
"""The page that explains the pieces, below a language's root."""

_OF_MEETINGS = ("calendar/", "calendar/months/", "meetings/")
"""The pages beside which the next meetings are offered."""

HEIGHTS = {embeds.MEETINGS: 600, "countries": 600, "charts": 640}
"""How high a frame of 400 pixels in width shows a piece without scrolling, by the first word of its name."""


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
    """Return all pieces for the page that explains them: what is to be copied, examples, and the ways to each."""
    meetings, states = reader.label("embeds.meetings"), by_name(reader)
    charts = [
        (embeds.chart_name(group, chart), str(chart.title))
        for group, _, found in embeds.charts(reader)
        for chart in found
    ]
    cards = [(embeds.card_name(state.id), str(reader.title(state))) for state in states]
    shown = [(embeds.MEETINGS, meetings), *cards[:1], *charts[:1]]
    blocks = [
        _how(reader),
        Group(reader.label("embeds.examples"), "examples", blocks=[_shown(reader, *one) for one in shown]),
        _table(reader, "pieces", [(embeds.MEETINGS, meetings)]),
        _table(reader, "cards", cards),
        _table(reader, "charts", charts),
    ]
    return [_ways_in(blocks), *blocks]


def _ways_in(blocks: list[Block]) -> Links:
    """Return links to the parts of the page, which is long on a phone."""
    line: list[Inline] = []
    for block in blocks:
        line += [*([" · "] if line else []), Anchor(f"#{block.anchor}", str(block.title))]
    return Links(rows=[line])


def _shown(reader: Reader, name: str, title: str) -> embeds.Shown:
    href = reader.root_href(document_of(reader, name))
    return embeds.Shown(title, href=href, name=title, height=_height(name))


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
    return (
        f'<iframe src="{address}" title="{said}" width="400" height="{_height(name)}" loading="lazy"\n'
        '  style="width:100%;max-width:40rem;border:0"></iframe>'
    )


def _height(name: str) -> int:
    return HEIGHTS[name.split("/", maxsplit=1)[0]]


def _table(reader: Reader, label: str, pieces: list[tuple[str, str]]) -> Table:
    """Return a table of pieces: their titles, and the ways to the document and to the fragment of each."""
    rows: list[list[Cell]] = [[title, *_ways(reader, name, title)] for name, title in pieces]
    return Table(
        reader.label(f"embeds.{label}"),
        anchor=label,
        columns=[reader.label(f"embeds.{name}") for name in ("piece", "document", "fragment")],
        rows=rows,
        filter=len(rows) > 1,
    )


def _ways(reader: Reader, name: str, title: str) -> Iterator[Cell]:
    for kind, path in (("document", document_of(reader, name)), ("fragment", fragment_of(reader, name))):
        said = f"{title}{reader.label('formats.colon')}{reader.label(f'embeds.{kind}')}"
        yield [Anchor(reader.root_href(path), path.rpartition(".")[2].upper(), name=said)]
