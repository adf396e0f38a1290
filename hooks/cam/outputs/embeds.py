"""Pieces for other sites, each as a document for a frame and as a fragment to be pasted, without a script.

They load nothing: style and drawing are inside. Addresses stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.offers.embeds import document_of, fragment_of
from cam.render import render
from cam.views.embeds import Piece, card, chart, charts, next_meetings
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the pieces in a language."""
    made: dict[str, bytes] = {}
    for reader, piece in _pieces(site, language):
        made[document_of(reader, piece.name)] = _filled(reader, "embed.html", piece)
        made[fragment_of(reader, piece.name)] = _filled(reader, "embed_fragment.html", piece)
    return made


def _pieces(site: Site, language: str) -> Iterator[tuple[Reader, Piece]]:
    """Yield every piece with a reader on the page that it is from."""
    catalogue, base = site.catalogue, place_of(site.catalogue).site
    reader = Reader(catalogue, language, "calendar/")
    yield reader, next_meetings(reader, base, site.today)
    for country in catalogue.all(Country):
        own = Reader(catalogue, language, f"countries/{country.id}/")
        yield own, card(own, country, base)
    for group, own, found in charts(reader):
        yield from ((own, chart(own, group, item, base)) for item in found)


def _filled(reader: Reader, template: str, piece: Piece) -> bytes:
    settings = reader.catalogue.settings
    assert settings
    return render(
        reader,
        template,
        piece=piece,
        name=reader.wording.text(settings.name),
        edition=reader.wording.text(settings.edition),
        licence=settings.licence_data,
        date=reader.wording.date(newest_day(reader.catalogue)),
    ).encode()
