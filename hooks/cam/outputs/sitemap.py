"""sitemap.xml (sitemaps.org 0.9): every page of every language with its translations."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from cam.frame import place_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.store import is_example, key
from cam.translation.state import state
from cam.views.page import page_address
from cam.views.reader import Reader

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def build(site: Site) -> dict[str, bytes]:
    """Return sitemap.xml."""
    Xml.register_namespace("", _SITEMAP)
    Xml.register_namespace("xhtml", _XHTML)
    root = Xml.Element(f"{{{_SITEMAP}}}urlset")
    for path, changed, languages in _pages(site):
        for language in languages:
            _entry(site, root, path, changed, language, languages)
    Xml.indent(root)
    return {"sitemap.xml": Xml.tostring(root, "utf-8", xml_declaration=True) + b"\n"}


def _pages(site: Site) -> list[tuple[str, str, list[str]]]:
    """Return (path, last change, languages in which it is real) of every page."""
    catalogue = site.catalogue
    found = [
        (
            page.url,
            "",
            [code for code in catalogue.languages if code not in page.meta.get("untranslated", [])],
        )
        for page in site.pages
        if page.language == catalogue.languages[0]
    ]
    for record in catalogue.every():
        if is_example(record):
            continue
        real = [code for code in catalogue.languages if state(catalogue, record, code) != "missing"]
        found.append((f"{key(record)}/", str(record.revised or record.added), real))
        if isinstance(record, Country):
            found += [
                (f"{key(record)}/{name}/", str(catalogue.newest_day), real) for name in ("brief", "figures")
            ]
    return found


def _entry(
    site: Site, root: Xml.Element, path: str, changed: str, language: str, languages: list[str]
) -> None:
    place = place_of(site.catalogue)
    entry = Xml.SubElement(root, f"{{{_SITEMAP}}}url")
    address = {code: page_address(Reader(site.catalogue, code, path), place.site, path) for code in languages}
    Xml.SubElement(entry, f"{{{_SITEMAP}}}loc").text = address[language]
    if changed:
        Xml.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = changed
    for code in languages:
        Xml.SubElement(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=code, href=address[code])
