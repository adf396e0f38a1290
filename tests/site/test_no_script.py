"""Without JavaScript everything can be read and reached; what needs a script says so, or is not there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, Server, home

from cam.store import Catalogue

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]

NewPage = Callable[..., Page]

OFF = {"java_script_enabled": False}


def start(served: Server, language: str) -> str:
    return served.address + home(language)


def test_from_home_to_a_record_and_into_another_language(
    language: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(start(served, language), **OFF)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-scheme-switch]")).to_be_hidden()
    page.locator(".ways a[href$='mandates/']").click()
    page.locator("main .table a").first.click()
    expect(page.locator("article.record h1")).to_be_visible()
    expect(page.locator("#sources li").first).to_be_visible()
    place = page.url.removeprefix(start(served, language))
    term = page.locator("a.term").first
    if term.count():  # an acronym is an ordinary link to the glossary
        assert "glossary/" in (term.get_attribute("href") or "")
        assert term.get_attribute("role") is None
    other = "fr" if language != "fr" else "es"
    page.locator(f".languages a[hreflang={other}]").click()
    expect(page).to_have_url(start(served, other) + place)


def test_the_calendar_shows_everything(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    for view in ("calendar/", "calendar/months/"):
        page = new_page(start(served, language) + view, **OFF)
        expect(page.locator("form.filters")).to_be_hidden()
        every = page.locator(".entry").count()
        assert every >= len(catalogue.records["meetings"])
        assert page.locator(".entry:visible").count() == every
    page.locator(".grid .entry a").first.click()
    expect(page.locator("article.record--meetings")).to_be_visible()


def test_the_search_page_shows_the_way_to_every_record(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    page = new_page(start(served, language), **OFF)
    page.locator("#home-search").fill("SICREMI")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{start(served, language)}search/?q=SICREMI")
    notice = page.locator("main .notice")
    expect(notice).to_be_visible()
    notice.locator("a").click()
    expect(page).to_have_url(f"{start(served, language)}all/")
    links = page.locator("main .lines a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(links)) == sum(1 for _ in catalogue.every())
    page.locator("main .lines a").last.click()
    expect(page.locator("article.record")).to_be_visible()


def test_the_menu_of_a_phone_opens(language: str, served: Server, new_page: NewPage) -> None:
    page = new_page(start(served, language), viewport={"width": 360, "height": 740}, **OFF)
    page.locator(".menu summary").click()
    page.locator(".menu li li a").nth(3).click()
    expect(page.locator("main h1")).to_be_visible()
    assert re.match(re.escape(start(served, language)) + r"\w+/", page.url)
