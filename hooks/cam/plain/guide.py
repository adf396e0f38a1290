"""llms.txt (llmstxt.org): what the site is, what to mind when it is cited, and its main pages as plain Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cam import offers
from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.model import KINDS
from cam.offers.twins import GUIDE, TYPE, guides, twin_of
from cam.plain.signs import heading, paragraph, target, text
from cam.prose import Page
from cam.views.page import citation, page_address
from cam.views.reader import Reader

Line = tuple[str, str, str]
"""A name, an address, and what is there."""

_OF_DATA, _OF_BULLETINS = "data/", "bulletins/"

OPTIONAL = "Optional"
"""The format's own name, in every language, for what may be left out where there is little room."""


def guide(site: Site, language: str) -> str:
    """Return the guide in a language."""
    reader = Reader(site.catalogue, language, "")
    pages = {
        page.url: page
        for page in sorted(site.pages, key=lambda page: page.url)
        if page.language == language and language not in page.meta.get("untranslated", [])
    }
    lists = {f"{kind}/": pages[f"{kind}/"] for kind in KINDS if f"{kind}/" in pages}
    rest = {url: page for url, page in pages.items() if url not in lists}
    data = [page for url, page in rest.items() if url.startswith(_OF_DATA)]
    bulletins = [page for url, page in rest.items() if url.startswith(_OF_BULLETINS)]
    others = [page for url, page in rest.items() if not url.startswith((_OF_DATA, _OF_BULLETINS))]
    base, label = place_of(site.catalogue).site, reader.label
    files = list(_files(reader, base, {**rest, **lists}))
    first, more = ([line for url, line in files if (url in lists) == listed] for listed in (False, True))
    parts = [
        *_head(reader, base),
        *_section(label("twins.guide_pages"), _pages(reader, base, others)),
        *_section(label("twins.guide_records"), _pages(reader, base, lists.values())),
        *_section(label("twins.guide_data"), [*_pages(reader, base, data), *first]),
        *_section(OPTIONAL, [*_pages(reader, base, bulletins), *more, *_languages(reader, base)]),
    ]
    return "\n\n".join(parts) + "\n"


def _head(reader: Reader, base: str) -> Iterator[str]:
    """Yield the name of the site, what it is, and what to mind."""
    settings = reader.catalogue.settings
    assert settings
    name, date = reader.wording.text(settings.name), newest_day(reader.catalogue)
    edition, note = reader.wording.text(settings.edition), reader.wording.text(settings.edition_note)
    yield heading(text(name), 1)
    yield f"> {paragraph(text(reader.label('twins.guide_summary')))}"
    cite = citation(reader, name, page_address(reader, base, ""), date)
    lines = (
        f"{edition}. {note}",
        reader.label("twins.guide_twins"),
        reader.label("twins.guide_unsure", mark=reader.label("marks.unsure")),
        reader.label("twins.guide_languages"),
        reader.label("twins.guide_examples"),
        reader.label("twins.guide_cite", licence=settings.licence_data.name, citation=cite),
        reader.label("twins.guide_date", date=reader.wording.date(date)),
    )
    yield "\n".join(f"- {paragraph(text(line))}" for line in lines)


def _section(title: str, lines: Iterable[Line]) -> Iterator[str]:
    """Yield a section: a heading and a list of files."""
    made = [
        f"- [{text(name)}]({target(address)})" + (f": {text(said)}" if said else "")
        for name, address, said in lines
    ]
    if made:
        yield heading(text(title), 2)
        yield "\n".join(made)


def _pages(reader: Reader, base: str, pages: Iterable[Page]) -> Iterator[Line]:
    """Yield the twins of prose pages."""
    for page in pages:
        address = base + twin_of(reader.catalogue, reader.language, page.url)
        yield str(page.meta.get("title", "")), address, str(page.meta.get("description", ""))


def _files(reader: Reader, base: str, pages: dict[str, Page]) -> Iterator[tuple[str, Line]]:
    """Yield the files that hold what pages show in another form, each once: a page's address, and the file."""
    known: set[str] = set()
    for url, page in pages.items():
        title = f"{page.meta.get('title', '')}{reader.label('formats.colon')}"
        for offer in offers.offers(Reader(reader.catalogue, reader.language, url)):
            if offer.type not in ("", TYPE) and offer.path not in known and not offer.path.endswith(GUIDE):
                known.add(offer.path)
                yield url, (title + offer.text, base + offer.path, "")


def _languages(reader: Reader, base: str) -> Iterator[Line]:
    """Yield the guides in the other languages, and the list of all pages."""
    for language, path in guides(reader.catalogue).items():
        if language != reader.language:
            yield reader.wording.language_name(language, language), base + path, ""
    yield "sitemap.xml", f"{base}sitemap.xml", reader.label("twins.guide_sitemap")
