"""Every output is offered from a page, and nothing is offered that no output makes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bless
import pytest
import support_site

from cam import embed, live, offers, outputs, prose
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.figures import Edition
from cam.model.law import Country
from cam.outputs import api
from cam.store import Catalogue, folder, is_example, key
from cam.views.page import VIEWS, anchors
from cam.views.reader import Reader

SELF_EVIDENT = re.compile(
    r"404\.html|sitemap\.xml|robots\.txt|((es|fr)/)?llms(-full)?\.txt|(\.well-known/)?security\.txt"
)
"""Files that programs look for at a fixed place, not by a link."""


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    """Return this site, with a catalogue of its own: what stands in for long work is kept with it."""
    return Site(
        replace(real), prose.read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY)
    )


@pytest.fixture(scope="module")
def files(site: Site) -> set[str]:
    """Return the path of every file that the outputs make, with the frozen ones and the assets."""
    with bless.stood_in():
        made = {name for build in outputs.OUTPUTS for name in build(site)}
    for language in site.catalogue.languages:
        root = bless.ROOT / "docs" / language
        made |= {
            f"{folder(site.catalogue, language)}{path.relative_to(root).as_posix()}"
            for path in root.rglob("*.*")
            if path.is_file() and path.suffix != ".md"
        }
    return made


def paths(site: Site, language: str) -> Iterator[str]:
    """Yield the address of every page of a language."""
    yield from (page.url for page in site.pages if page.language == language)
    yield from (f"{key(record)}/" for record in site.catalogue.every())
    for country in site.catalogue.all(Country):
        yield from (f"{key(country)}/{part}/" for part in ("brief", "figures"))


def offered(site: Site) -> set[str]:
    """Return the path of everything that is offered beside a page."""
    return {
        offer.path
        for language in site.catalogue.languages
        for path in paths(site, language)
        for offer in offers.offers(Reader(site.catalogue, language, path))
    }


def linked(site: Site) -> set[str]:
    """Return the path of everything that the pages' blocks link to, from the root of the site."""
    found = set()
    for language in site.catalogue.languages:
        reader = Reader(site.catalogue, language, "data/")
        here = f"{folder(site.catalogue, language)}data/"
        for family in offers.FAMILIES.values():
            found |= {_from_root(here, anchor.href) for anchor in anchors(family.listed(reader))}
        for edition in site.catalogue.all(Edition):
            here = f"{folder(site.catalogue, language)}{key(edition)}/"
            content = VIEWS["editions"](Reader(site.catalogue, language, f"{key(edition)}/"), edition)
            found |= {_from_root(here, anchor.href) for anchor in anchors(content)}
    with bless.stood_in():
        index = json.loads(api.build(site)["api/v1/index.json"])
    place = place_of(site.catalogue).site
    return found | {word.removeprefix(place) for word in _texts(index)}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts(item))


def _from_root(here: str, href: str) -> str:
    parts = f"{here}{href.partition('#')[0]}".split("/")
    kept: list[str] = []
    for part in parts:
        if part == ".." and kept:
            kept.pop()
        else:
            kept.append(part)
    return "/".join(kept)


def made_after_the_pages(path: str) -> bool:
    """Return whether a file is made of the built pages, and so by no output."""
    return re.match(r"((es|fr)/)?offline/|((es|fr)/)?manifest\.webmanifest", path) is not None


def test_nothing_is_offered_that_is_not_made(site: Site, files: set[str]) -> None:
    found = {path for path in offered(site) if not made_after_the_pages(path)}
    assert found
    assert sorted(path for path in found - files if not path.endswith("/")) == []


def test_everything_that_is_made_is_offered(site: Site, files: set[str]) -> None:
    """A family's list may name a pattern once instead of hundreds of files; then a page offers each of them."""
    known = offered(site) | linked(site)
    left = {name for name in files - known if not SELF_EVIDENT.fullmatch(name)}
    shapes = {re.sub(r"[^/.]+(?=\.)", "*", name) for name in left}
    assert sorted(shapes) == []


def test_every_record_offers_itself_as_data_in_every_language(site: Site) -> None:
    for language in site.catalogue.languages:
        for record in site.catalogue.every():
            found = offers.offers(Reader(site.catalogue, language, f"{key(record)}/"))
            types = {offer.type for offer in found}
            assert (
                (types == set()) if is_example(record) else ({"application/json", "text/markdown"} <= types)
            )


def test_the_words_of_a_page_s_offers_differ(site: Site) -> None:
    """Two links of the same words that lead to different files are of no use."""
    for language in site.catalogue.languages:
        for path in paths(site, language):
            found = offers.offers(Reader(site.catalogue, language, path))
            assert len({offer.text for offer in found}) == len(found), (language, path)
            assert len({(offer.scheme, offer.path) for offer in found}) == len(found), (language, path)


def test_every_family_is_listed_on_the_page_of_data(site: Site) -> None:
    for language in site.catalogue.languages:
        written = (Path(bless.ROOT) / f"docs/{language}/data/index.md").read_text("utf-8")
        pages = "".join(page.text for page in site.pages if page.language == language)
        assert [name for name in offers.FAMILIES if f'cam_show("data-{name}")' not in pages] == []
        assert "cam_show(" in written


def test_the_words_for_the_families_can_be_said(site: Site) -> None:
    for name in offers.FAMILIES:
        for language in site.catalogue.languages:
            assert embed.say(site, "cam_show", language, "data/", f"data-{name}")


def test_an_offer_is_no_surprise_to_a_server_that_builds_at_each_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cam serve` leaves out what takes long; what it makes is a part of what a full build makes."""
    monkeypatch.setenv("CAM_TODAY", support_site.TODAY)
    site = live.checked(bless.ROOT)
    with bless.stood_in():
        outputs.write(site, tmp_path / "quick", quick=True)
    assert (tmp_path / "quick/404.html").is_file()
