"""The ZIP for a USB stick or a computer: pages that work when index.html is opened from the disk."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from cam.documents.zipped import zipped
from cam.frame import place_of
from cam.knowledge import Site
from cam.model import PartialDate
from cam.offline import search
from cam.offline.choice import Files, language_of, of_languages
from cam.offline.page import Opened, alone, with_line, with_others
from cam.render import render
from cam.store import folder
from cam.views.page import page_address
from cam.views.reader import Reader

STYLE = "assets/cam.css"


def opened(site: Site, files: Files) -> Files:
    """Return every page of the built site's `files` for copies that are opened from a disk (see `page.Opened`)."""
    languages, address = site.catalogue.languages, place_of(site.catalogue).site
    made: Files = {}
    for language in languages:
        own = of_languages(files, languages, [language])
        rewritten, line = Opened(own, files, address), _line(site, language)
        for name in own:
            if name.endswith(".html"):
                page = rewritten.page(name, own[name].decode(), search.script_of(language))
                here = address + name.removesuffix("index.html")
                made[name] = with_line(page, line.replace("ADDRESS", here)).encode()
    return made


def archive(site: Site, files: Files, pages: Files, chosen: Sequence[str]) -> bytes:
    """Return the ZIP in the `chosen` languages of the built site's `files` and its `pages` as `opened` gives them."""
    catalogue = site.catalogue
    form = alone if len(chosen) < len(catalogue.languages) else with_others
    words = {language: _needs_connection(site, language).encode() for language in chosen}
    made: Files = {}
    for name, content in of_languages(files, catalogue.languages, chosen).items():
        if name in pages:
            made[name] = _told(form(pages[name]), words[language_of(name, catalogue.languages)])
        elif not name.startswith("pagefind/"):
            made[name] = content
    made[STYLE] = files[STYLE] + "".join(_mark(site, language) for language in chosen).encode()
    for language in chosen:
        made[search.script_of(language)] = search.script(of_languages(files, catalogue.languages, [language]))
        reader = Reader(catalogue, language, "")
        made[reader.label("offline.readme_name")] = _readme(site, reader)
    return zipped(made if "index.html" in made else made | _opening(site, chosen[0]))


def _day(site: Site, reader: Reader) -> str:
    return reader.wording.date(PartialDate(str(site.today)))


def _line(site: Site, language: str) -> str:
    """Return what stands at the top of each page, with ADDRESS in place of the page's address."""
    reader = Reader(site.catalogue, language, "")
    text = reader.label("offline.copy_line", date=_day(site, reader))
    return render(reader, "copy_line.html", text=text, address="ADDRESS", link="ADDRESS", tone="")


def _needs_connection(site: Site, language: str) -> str:
    return Reader(site.catalogue, language, "").label("offline.needs_connection")


def _mark(site: Site, language: str) -> str:
    """Return the style of links that leave the copy: a sign, and the words that a screen reader says instead.

    It goes by the language of the page: a link to another language is itself in that one.
    """
    said = json.dumps(_needs_connection(site, language), ensure_ascii=False)
    return f'\nhtml:lang({language}) a[href^="http"]::after{{content:"\u00a0↗";content:"\u00a0↗"/{said}}}'


_NAMED = re.compile(rb'(<a href="http[^">]*"[^>]* aria-label="[^">]*)"')
"""A link that leaves the copy and has a name of its own: a screen reader then says nothing of its sign."""


def _told(page: bytes, words: bytes) -> bytes:
    """Return a page whose named links say, too, that they leave the copy."""
    return _NAMED.sub(lambda match: b'%b %b"' % (match[1], words), page)


def _readme(site: Site, reader: Reader) -> bytes:
    """Return the text file that explains the copy, as the editors of any system read it."""
    settings = site.catalogue.settings
    assert settings
    text = reader.label(
        "offline.readme",
        name=reader.wording.text(settings.name),
        edition=reader.wording.text(settings.edition),
        edition_note=reader.wording.text(settings.edition_note),
        licence=f"{settings.licence_data.name}, {settings.licence_data.address}",
        date=_day(site, reader),
        address=page_address(reader, place_of(site.catalogue).site, ""),
        left_out=reader.label("offline.left_out"),
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _opening(site: Site, language: str) -> Files:
    """Return the page that leads from the root of the copy to the home page of a language that stands below it."""
    reader, settings = Reader(site.catalogue, language, ""), site.catalogue.settings
    assert settings
    home = f"{folder(site.catalogue, language)}index.html"
    name = reader.wording.text(settings.name)
    return {"index.html": render(reader, "opening.html", home=home, name=name).encode()}
