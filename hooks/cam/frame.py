"""The frame around a page: languages, address, trail, citation, forge links. Plain data, no theme."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from cam import offers
from cam.issue_forms.links import report_address
from cam.linked_data import linked_data
from cam.model import PartialDate
from cam.store import Catalogue, Licence, folder
from cam.text import capitalized
from cam.translation.state import Standing, state
from cam.views import ages
from cam.views.blocks import Anchor
from cam.views.page import Place, citation, newer, outdated, page_address
from cam.views.reader import Reader
from cam.wording import Wording


@dataclass(frozen=True)
class LanguageLink:
    """This page in one language: relative and absolute address; `real` where it is a translation and no stand-in."""

    code: str
    name: str
    href: str
    address: str
    current: bool
    real: bool


@dataclass(frozen=True)
class Beside:
    """What is offered beside a page: address for the reader and for programs, media type, words."""

    href: str
    address: str
    type: str
    text: str


@dataclass(frozen=True)
class Frame:
    """What the theme needs to know of a page beside its content."""

    reader: Reader
    path: str
    address: str
    canonical: str
    languages: list[LanguageLink]
    edition: str
    edition_note: str
    name: str
    publisher: str
    assets: str
    parent: str
    is_record: bool
    edit: Anchor | None = None
    report: Anchor | None = None
    citation: str = ""
    translation: str = ""
    date: str = ""
    age: str = ""
    stand_in: Anchor | None = None
    newer: Anchor | None = None
    licence_line: str = ""
    card: str = ""
    updated: str = ""
    offers: list[Beside] = field(default_factory=list)
    linked_data: Markup = field(default_factory=Markup)

    @property
    def label(self) -> Any:
        """The reader's labels."""
        return self.reader.label


def place_of(catalogue: Catalogue) -> Place:
    """Return where the site stands: the environment's word (SITE_URL, the forge's own), else that of data/site.yaml."""
    settings = catalogue.settings
    assert settings
    site = (os.environ.get("SITE_URL") or settings.address).rstrip("/") + "/"
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    forge = f"{server}/{repository}" if server and repository else settings.forge
    return Place(site, forge.rstrip("/"), settings.branch)


def base_path(place: Place) -> str:
    """Return the path under which the site stands, e.g. "/" or "/REPO/"."""
    return urlsplit(place.site).path or "/"


def frame(
    catalogue: Catalogue,
    place: Place,
    language: str,
    path: str,
    source: str,
    meta: dict[str, Any],
    standing: Standing | None = None,
) -> Frame:
    """Return the frame of the page at `path` in a language; `source` is its file below the project's root.

    `standing` is the state of translation of a prose page; a record's page says it itself.
    """
    reader, settings = Reader(catalogue, language, path), catalogue.settings
    assert settings
    links = [_language(catalogue, reader, place, code, path, meta) for code in catalogue.languages]
    address = page_address(reader, place.site, path)
    here = next(link for link in links if link.code == language)
    original = next((link for link in links if link.real), here)
    is_record = "record" in meta
    newest = newest_day(catalogue)
    return Frame(
        reader=reader,
        path=path,
        address=address,
        canonical=address if here.real else original.address,
        languages=links,
        edition=reader.wording.text(settings.edition),
        edition_note=reader.wording.text(settings.edition_note),
        name=reader.wording.text(settings.name),
        publisher=reader.wording.text(settings.publisher),
        parent=folder(catalogue, language) + (path.split("/", maxsplit=1)[0] + "/" if path else ""),
        assets=("" if language == catalogue.languages[0] else "../") + "../" * path.count("/"),
        is_record=is_record,
        edit=None
        if is_record
        else Anchor(f"{place.forge}/edit/{place.branch}/{source}", reader.label("site.edit_page")),
        report=None
        if is_record
        else Anchor(
            report_address(reader, place.forge, address, path or "home"), reader.label("site.report")
        ),
        citation=""
        if is_record
        else citation(
            reader, str(meta.get("title", "")), address, PartialDate(str(meta.get("date", newest)))
        ),
        date=reader.wording.date(PartialDate(str(meta["date"]))) if "date" in meta else "",
        age="" if is_record else ages.sentence(reader, meta),
        translation="" if is_record else _translation(reader, here.real, standing),
        stand_in=None if is_record or here.real else Anchor(reader.here_in(original.code), original.name),
        newer=newer(reader, standing),
        licence_line=Markup(reader.label("theme.licence")).format(
            data=_licence(settings.licence_data), code=_licence(settings.licence_code)
        ),
        card=f"{place.site}assets/card-{language}.png",
        updated=reader.wording.date(newest),
        offers=[_beside(reader, place, offer) for offer in offers.offers(reader)],
        linked_data=linked_data(reader, place.site, meta),
    )


def _beside(reader: Reader, place: Place, offer: offers.Offer) -> Beside:
    address = f"{place.site}{offer.path}"
    if offer.scheme:
        opened = f"{offer.scheme}:{address.partition(':')[2]}"
        return Beside(opened, opened, "", offer.text)  # for a person to open; programs are told the other
    return Beside(reader.root_href(offer.path), address, offer.type, offer.text)


def _licence(licence: Licence) -> Markup:
    return Markup('<a rel="license" href="{}">{}</a>').format(licence.address, licence.name)


def _translation(reader: Reader, real: bool, standing: Standing | None) -> str:
    """Return the sentence on the language of a prose page: prose is written in the default language first."""
    default = reader.catalogue.languages[0]
    original = reader.wording.language_name(default)
    if reader.language == default:
        return reader.label("site.translation_prose_original", original=original)
    if standing and standing.behind:
        return outdated(reader, standing)
    return reader.label("site.translation_prose" if real else "site.translation_missing", original=original)


def languages(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return what the site generator is to know of each language: locale, name, whether it is the default, its nav."""
    default = catalogue.languages[0]
    nav = [text for name, text in catalogue.labels.items() if name.startswith("nav.")]
    return [
        {
            "locale": code,
            "name": capitalized(Wording(catalogue, code).language_name(code, code)),
            "default": code == default,
            "nav_translations": {text[default]: text[code] for text in nav if code in text},
        }
        for code in catalogue.languages
    ]


def newest_day(catalogue: Catalogue) -> PartialDate:
    """Return the day of the newest change to a record: the site's date, without a clock."""
    return catalogue.newest_day or PartialDate(str(dt.date.min))


def _language(
    catalogue: Catalogue, reader: Reader, place: Place, code: str, path: str, meta: dict[str, Any]
) -> LanguageLink:
    other = Reader(catalogue, code, path)
    return LanguageLink(
        code,
        other.wording.language_name(code, code),
        reader.here_in(code),
        page_address(other, place.site, path),
        code == reader.language,
        _is_real(catalogue, code, meta),
    )


def _is_real(catalogue: Catalogue, code: str, meta: dict[str, Any]) -> bool:
    if "record" not in meta:
        return code not in meta.get("untranslated", [])
    record = catalogue.records[meta["kind"]][meta["record"]]
    return state(catalogue, record, code) != "missing"
