"""The same tree under other addresses: at the root of a domain, and deep below one, as previews are."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from lxml import etree, html
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, NOT_IN_FRENCH, Based, home

from cam.walk import broken_links

RECORD = "mandates/ag-res-2738-2/"


@pytest.fixture(params=["local", "preview"])
def based(request: pytest.FixtureRequest) -> Based:
    """The site at the root of a domain, and as the preview of a pull request."""
    return request.getfixturevalue(request.param)


def test_every_address_is_below_the_one_given(based: Based, address: str) -> None:
    for path in based.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert address not in text, f"{path}: an address of data/site.yaml"
        tree = html.fromstring(text.encode())
        place = path.relative_to(based.folder).as_posix().removesuffix("index.html")
        links = tree.xpath("//head/link[@rel='alternate']/@href")
        links += tree.xpath("//head/meta[@property='og:url' or @property='og:image']/@content")
        assert all(link.startswith(based.address) for link in links), place
        if place != "404.html" and path.name == "index.html":  # a piece for other sites has no translations in its head
            assert len(links) >= len(LANGUAGES), place
    sitemap = etree.parse(str(based.folder / "sitemap.xml"))
    places = [one.text for one in sitemap.iterfind(".//{*}loc")]
    assert places
    assert all(place.startswith(based.address) for place in places)
    assert f"Sitemap: {based.address}sitemap.xml" in (based.folder / "robots.txt").read_text("utf-8")


def test_every_link_leads_somewhere_below_it(based: Based) -> None:
    assert broken_links(based.folder, based.address) == []


@pytest.mark.parametrize("place", NOT_IN_FRENCH)
def test_only_real_translations_are_offered_as_such(place: str, preview: Based) -> None:
    """The French page is there, says that it is none, and neither page nor sitemap offers it as a translation."""
    original, spanish, french = (f"{preview.address}{home(language)}{place}" for language in LANGUAGES)
    for language in LANGUAGES:
        tree = html.parse(str(preview.folder / home(language) / place / "index.html")).getroot()
        links = tree.xpath("//head/link[@rel='alternate'][@hreflang]")
        found = [(link.get("hreflang"), link.get("href")) for link in links]
        assert found == [("en", original), ("es", spanish), ("x-default", original)], language
    assert tree.get("lang") == "fr"
    assert tree.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//head/link[@rel='canonical']/@href") == [original]
    notice = tree.xpath("//main//p[contains(@class,'stand-in')]")
    assert len(notice) == 1
    assert urljoin(french, notice[0].xpath(".//a/@href")[0]) == original
    sitemap = (preview.folder / "sitemap.xml").read_text("utf-8")
    assert f">{spanish}<" in sitemap
    assert french not in sitemap


def test_a_language_that_has_begun_has_every_page(preview: Based) -> None:
    """What is not translated yet stands there in English, says so, and is no page of its own to search engines."""
    pages = {
        language: {path.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
        for language in ("es", "pt")
        for folder in [preview.folder / language]
    }
    assert pages["pt"] == pages["es"]
    home_page, translated = (
        html.parse(str(preview.folder / "pt" / name / "index.html")).getroot()
        for name in ("", "about/data")
    )
    assert home_page.get("lang") == "pt"
    assert home_page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert home_page.xpath("//main//p[contains(@class,'stand-in')]//a/text()") == ["English"]
    assert translated.xpath("//main//h1")[0].text_content().strip().startswith("Dados, ")
    assert translated.xpath("//main//p[contains(@class,'stand-in')]") == []
    assert "português" in " ".join(home_page.xpath("//a[@hreflang='pt']/@aria-label"))
    assert preview.address + "pt/</loc>" not in (preview.folder / "sitemap.xml").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_walk_misses_nothing(language: str, based: Based, new_page: Callable[..., Page]) -> None:
    page = new_page(based.server.address + home(language))
    start = based.server.address + home(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(".top__nav a").nth(1).click()
    page.locator(f"main a[href$='{RECORD}']").first.click()
    expect(page).to_have_url(start + RECORD)
    page.keyboard.press("/")
    expect(page).to_have_url(start + "search/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("2738")
    result = page.locator(".search__results a").first
    expect(result).to_be_visible()
    result.click()
    assert page.url.startswith(start)
    expect(page.locator("article.record")).to_be_visible()
    page.locator(".brand").click()
    expect(page).to_have_url(start)


@pytest.mark.browser
def test_a_wrong_address_shows_the_way_back(based: Based, new_page: Callable[..., Page]) -> None:
    page = new_page(f"{based.server.address}es/nowhere/at/all/")
    assert new_page.wrong, "the server should have answered 404"
    new_page.wrong.clear()
    background = page.locator("body").evaluate("body => getComputedStyle(body).fontFamily")
    assert "system-ui" in background, "the style sheet was not found"
    page.locator("section[lang=es] a").first.click()
    expect(page).to_have_url(f"{based.server.address}es/")
