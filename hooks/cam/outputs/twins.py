"""A plain Markdown twin of every page, beside it: `<page>/index.md`. Records that are made up have none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cam.frame import place_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.offers.twins import twin_of
from cam.plain.twin import Twin
from cam.store import Catalogue, is_example, key
from cam.views.brief import brief
from cam.views.figures import figures_page
from cam.views.kept import kept
from cam.views.page import Place, record_page
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the twins of a language."""
    catalogue = site.catalogue
    return {twin_of(catalogue, language, path): twin for path, twin in _twins(site, language)}


def _twins(site: Site, language: str) -> Iterator[tuple[str, bytes]]:
    catalogue, place = site.catalogue, place_of(site.catalogue)
    for page in site.pages:
        if page.language == language:
            reader, standing = Reader(catalogue, language, page.url), site.standing(page.name, language)
            yield page.url, Twin(reader, place, page=page, standing=standing).of_prose(site, page)
    for record in catalogue.every():
        if not is_example(record):
            reader = Reader(catalogue, language, f"{key(record)}/")
            view = kept(reader, partial(record_page, reader, record, place))
            yield reader.path, Twin(reader, place, record).of_record(view)
    for country in catalogue.all(Country):
        yield from _of_state(catalogue, country, language, place)


def _of_state(
    catalogue: Catalogue, country: Country, language: str, place: Place
) -> Iterator[tuple[str, bytes]]:
    """Yield the twins of the two pages below that of a state."""
    reader = Reader(catalogue, language, f"{key(country)}/brief/")
    sheet = kept(reader, partial(brief, reader, country))
    yield reader.path, Twin(reader, place, country).of_brief(sheet)
    reader = Reader(catalogue, language, f"{key(country)}/figures/")
    page = kept(reader, partial(figures_page, reader, country))
    yield reader.path, Twin(reader, place, country).of_figures(page)
