"""The ZIP for a USB stick or a computer: pages that work when index.html is opened from the disk."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cam.documents.zipped import zipped
from cam.embed import Site
from cam.frame import place_of
from cam.model import PartialDate
from cam.offers.offer import folder
from cam.offline import search
from cam.offline.choice import Files, language_of, of_languages
from cam.offline.page import Opened, with_line
from cam.render import render
from cam.views.page import page_address
from cam.views.reader import Reader

STYLE = "assets/cam.css"


def archive(site: Site, files: Files, chosen: Sequence[str]) -> bytes:
    """Return the ZIP with the pages in the `chosen` languages, of the built site's `files`."""
    return zipped(copy(site, of_languages(files, site.catalogue.languages, chosen), chosen))


def copy(site: Site, files: Files, chosen: Sequence[str]) -> Files:
    """Return what the ZIP holds: `files` are those of the `chosen` languages, as the site has them."""
    catalogue = site.catalogue
    opened = Opened(files, place_of(catalogue).site)
    lines = {language: _line(site, language) for language in chosen}
    made: Files = {}
    for name, content in files.items():
        if name.endswith(".html"):
            language = language_of(name, catalogue.languages)
            page = opened.page(name, content.decode(), search.script_of(language))
            address = opened.site + name.removesuffix("index.html")
            made[name] = with_line(page, lines[language].replace("ADDRESS", address)).encode()
        elif not name.startswith("pagefind/"):
            made[name] = content
    made[STYLE] = files[STYLE] + "".join(_mark(site, language) for language in chosen).encode()
    for language in chosen:
        made[search.script_of(language)] = search.script(of_languages(files, catalogue.languages, [language]))
        reader = Reader(catalogue, language, "")
        made[reader.label("offline.readme_name")] = _readme(site, reader)
    return made | (_opening(site, chosen[0]) if "index.html" not in made else {})


def _day(site: Site, reader: Reader) -> str:
    return reader.wording.date(PartialDate(str(site.today)))


def _line(site: Site, language: str) -> str:
    """Return what stands at the top of each page, with ADDRESS in place of the page's address."""
    reader = Reader(site.catalogue, language, "")
    text = reader.label("offline.copy_line", date=_day(site, reader))
    return render(reader, "copy_line.html", text=text, address="ADDRESS", link="ADDRESS", tone="")


def _mark(site: Site, language: str) -> str:
    """Return the style of links that leave the copy: a sign, and the words that a screen reader says instead."""
    said = json.dumps(
        Reader(site.catalogue, language, "").label("offline.needs_connection"), ensure_ascii=False
    )
    return f'\n:lang({language}) a[href^="http"]::after{{content:"\u00a0↗";content:"\u00a0↗"/{said}}}'


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
