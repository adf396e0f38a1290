"""The page itself in the words of schema.org: its name, language, place and day, and what it is about."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from cam.linked_data.tables import figures_of
from cam.linked_data.teller import Json, Teller, known
from cam.linked_data.things import thing
from cam.model import KINDS, Record
from cam.model.law import Country
from cam.store import is_example, key
from cam.views.page import page_address
from cam.views.reader import Reader

_ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
"""Signs that could end the script, or that a reader of HTML would take for more than text."""
_ID = "#it"


def linked_data(reader: Reader, site: str, meta: dict[str, Any]) -> Markup:
    """Return the JSON-LD of the reader's page, ready to stand in a script; nothing of a record that is made up.

    `site` is the address of the site and ends in a slash, `meta` the front matter of the page.
    """
    record = reader.catalogue.records[meta["kind"]][meta["record"]] if "record" in meta else None
    if record is not None and is_example(record):
        return Markup("")
    teller = Teller(reader, site)
    told = _page(teller, record, meta) if reader.path else _site(teller)
    return Markup(packed({"@context": "https://schema.org", **told}))


def packed(value: Json) -> str:
    """Return JSON that can stand in a script of a page: no sign in it can end it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _about(teller: Teller, record: Record | None, meta: dict[str, Any]) -> Json | None:
    """Return what the page is about, where schema.org has a word for it."""
    path = teller.reader.path
    if record is None:
        return _gathered(teller, path, meta)
    if path == f"{key(record)}/":
        return thing(teller, record)
    if isinstance(record, Country) and path == f"{key(record)}/figures/":
        return figures_of(teller, record, str(meta.get("title", "")), str(meta.get("description", "")))
    return None


def _site(teller: Teller) -> Json:
    """Return the whole site, with its search."""
    reader, settings = teller.reader, teller.reader.catalogue.settings
    assert settings
    search = page_address(reader, teller.site, "search/")
    return {
        "@type": "WebSite",
        "@id": f"{teller.site}{_ID}",
        "url": teller.site,
        "name": reader.wording.text(settings.name),
        "description": f"{reader.wording.text(settings.edition)}. {reader.wording.text(settings.edition_note)}",
        "inLanguage": reader.catalogue.languages,
        "license": settings.licence_data.address,
        "publisher": {"@type": "Organization", "name": reader.wording.text(settings.publisher)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
            "query-input": "required name=words",
        },
    }


_SETS = {"glossary/": "DefinedTermSet", "datasets/": "DataCatalog"}
"""Lists that gather what schema.org knows as one thing."""


def _gathered(teller: Teller, path: str, meta: dict[str, Any]) -> Json | None:
    if path not in _SETS:
        return None
    return {
        "@type": _SETS[path],
        "@id": f"{teller.site}{path}{_ID}",
        "name": str(meta.get("title", "")),
        "description": str(meta.get("description", "")),
    }


_OF_FIGURES = ("compare", "countries", "datasets", "editions", "figures")
"""The first part of the paths of pages that show figures of others: the site's licence does not cover those."""


def _licence(teller: Teller) -> str | None:
    """Return the licence of the page; none where it could be taken for that of the figures on it."""
    settings = teller.reader.catalogue.settings
    assert settings
    return None if teller.reader.path.split("/")[0] in _OF_FIGURES else settings.licence_data.address


def _page(teller: Teller, record: Record | None, meta: dict[str, Any]) -> Json:
    """Return the page; its name is left out where what it is about bears it."""
    about = _about(teller, record, meta) or {}
    reader = teller.reader
    changed = (record.revised or record.added) if record else None
    return known(
        {
            "@type": "CollectionPage" if reader.path.rstrip("/") in KINDS else "WebPage",
            "@id": page_address(reader, teller.site, reader.path),
            "name": "" if "name" in about else str(meta.get("title", "")),
            "inLanguage": _language(reader, record, meta),
            "isPartOf": {"@id": f"{teller.site}{_ID}"},
            "dateModified": changed,
            "datePublished": str(meta["date"]) if "date" in meta else None,
            "license": _licence(teller),
            "breadcrumb": _trail(teller, record, meta),
            "mainEntity": about,
        }
    )


def _language(reader: Reader, record: Record | None, meta: dict[str, Any]) -> str:
    """Return the language that the page's text is in: of a page that stands in, that of the original."""
    if record:
        return reader.title(record).language
    default = reader.catalogue.languages[0]
    return default if reader.language in meta.get("untranslated", []) else reader.language


def _trail(teller: Teller, record: Record | None, meta: dict[str, Any]) -> Json:
    """Return the way from the home page to this one."""
    reader = teller.reader
    steps = [("", reader.label("theme.home"))]
    if record:
        steps.append((f"{record.kind}/", reader.label(f"kinds.{record.kind}")))
        if reader.path != f"{key(record)}/":
            steps.append((f"{key(record)}/", str(reader.title(record))))
    entries: list[Json] = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": page_address(reader, teller.site, path),
        }
        for place, (path, name) in enumerate(steps, 1)
    ]
    here = {"@type": "ListItem", "position": len(entries) + 1, "name": str(meta.get("title", ""))}
    return {"@type": "BreadcrumbList", "itemListElement": [*entries, here]}
