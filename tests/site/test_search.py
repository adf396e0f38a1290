"""The search in Chromium: accents and elisions, one language at a time, facets, keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from support_site import LANGUAGES, Server, home, language_of

from cam.model.cooperation import Offer
from cam.model.directory import Portal
from cam.model.law import Country, Law
from cam.store import Catalogue, key
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

STEP = 10
"""How many results are shown at a time."""

QUERIES = {
    "migracion": ("es", "migración"),
    "reunion": ("es", "reunión"),
    "annee": ("fr", "’année"),
    "integration": ("fr", "’intégration"),
    "Etats": ("fr", "États"),
    "SICREMI": ("en", "SICREMI"),
}
"""What is typed, in which language, and what must be marked in what is found."""


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def number(page: Page) -> int:
    """Return how many results the page says it found."""
    status = page.locator(".search__count")
    expect(status).to_have_text(re.compile(r"\d"))
    found = int(re.search(r"\d+", status.inner_text())[0])
    expect(page.locator(".search__results li")).to_have_count(min(found, STEP))
    return found


def search(page: Page, text: str) -> int:
    page.locator("#search-field").fill(text)
    expect(page.locator(".search__count")).to_have_text(re.compile(re.escape(text)))
    return number(page)


def show_all(page: Page, times: int = 100) -> None:
    """Show more results so many times, or until there are no more."""
    more = page.locator(".search__more")
    while more.is_visible() and (times := times - 1) >= 0:
        before = page.locator(".search__results li").count()
        more.click()
        expect(page.locator(".search__results li").nth(before)).to_be_visible()


@pytest.mark.parametrize("query", QUERIES)
def test_accents_and_elisions_do_not_matter(query: str, served: Server, new_page: NewPage) -> None:
    language, expected = QUERIES[query]
    page = new_page(f"{served.address}{home(language)}search/")
    found = search(page, query)
    assert found >= 1
    show_all(page, 4)
    marked = page.locator(".search__results mark").all_inner_texts()
    assert any(expected.casefold() in text.casefold() for text in marked), marked
    stem = folded(query)[:4]
    assert any(stem in folded(text) for text in marked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_pages_of_this_language_are_found(language: str, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}{home(language)}search/?q=2738")
    found = number(page)
    show_all(page)
    places = page.locator(".search__results a").evaluate_all("links => links.map(link => link.href)")
    assert len(places) == found >= 3
    assert len(set(places)) == found
    for place in places:
        assert place.startswith(served.address), place
        assert language_of(place.removeprefix(served.address)) == language, place
    assert any("/mandates/ag-res-2738-" in place for place in places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facets_narrow_stay_in_the_address_and_survive_a_reload(
    language: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}search/")
    every = search(page, "SICREMI")
    for name in ("kind", "plan", "body", "country", "year", "theme"):
        expect(page.locator(f".search__facets details[data-name={name}]")).to_have_count(1)
    group = page.locator(".search__facets details[data-name=kind]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    label = group.locator("label").first
    said = int(label.locator(".count").inner_text())
    label.locator("input").check()
    expect(page.locator(".search__results li .note")).not_to_have_count(0)
    expect(page.locator(".search__count")).to_have_text(re.compile(rf"\b{said}\b"))
    narrowed = number(page)
    assert 0 < narrowed == said < every
    chosen = label.locator("input").get_attribute("value")
    show_all(page)
    notes = {
        text.partition(" · ")[0].strip()
        for text in page.locator(".search__results li .note").all_inner_texts()
    }
    assert notes == {chosen.replace("'", "’")}
    assert parse_qs(urlsplit(page.url).query) == {"q": ["SICREMI"], "kind": [chosen]}
    page.reload()
    assert number(page) == narrowed
    box = page.locator(f'.search__facets input[name=kind][value="{chosen}"]')
    expect(box).to_be_checked()
    box.uncheck()
    expect(page.locator(".search__count")).to_have_text(re.compile(rf"\b{every}\b"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["SICREMI"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_law_is_found_by_its_own_title_and_its_number_a_portal_by_its_acronym(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    page = new_page(f"{served.address}{home(language)}search/")
    law, other = catalogue.get(Law, "br-migracao-2017"), catalogue.get(Law, "ar-migraciones-2004")
    portal = catalogue.get(Portal, "mx-comar")
    wanted = [
        (law.official_title, law),
        (law.number, law),
        ((law.number or "").replace(".", ""), law),
        (
            catalogue.get(Law, "sr-vreemdelingen-1991").official_title,
            catalogue.get(Law, "sr-vreemdelingen-1991"),
        ),
        (f"{other.title['es']} {other.number}", other),
        (portal.acronym, portal),
    ]
    for text, record in wanted:
        assert text, record.id
        assert search(page, text) >= 1
        links = page.locator(".search__results a").evaluate_all("links => links.map(link => link.href)")
        assert f"{served.address}{home(language)}{key(record)}/" in links[:5], (text, links[:5])


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_is_narrowed_by_state_kind_and_topic(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    chosen = {
        "country": wording.text(catalogue.get(Country, "ar").title),
        "type": wording.code("law", "law_types"),
        "topic": wording.code("trafficking", "law_topics"),
    }
    page = new_page(f"{served.address}{home(language)}search/?{urlencode(chosen)}")
    expected = {
        f"{served.address}{home(language)}laws/{law.id}/"
        for law in catalogue.all(Law)
        if law.country == "ar" and law.type == "law" and "trafficking" in law.topics
    }
    assert number(page) == len(expected) > 0
    found = page.locator(".search__results a").evaluate_all("links => links.map(link => link.href)")
    assert set(found) == expected
    note = page.locator(".search__results .note").first
    expect(note).to_contain_text(chosen["country"])  # many laws bear the same name
    for name, value in chosen.items():
        expect(page.locator(f'.search__facets input[name={name}][value="{value}"]')).to_be_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_and_briefs_are_not_found(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    page = new_page(f"{served.address}{home(language)}search/")
    offer = catalogue.get(Offer, "example-return-visit")
    assert offer.example
    queries = [wording.text(offer.title), wording.label("countries.brief_title", country="Grenada")]
    for text in queries:
        page.locator("#search-field").fill(text)
        expect(page.locator(".search__count")).to_have_text(re.compile(re.escape(text)))
        show_all(page, 3)
        links = page.locator(".search__results a").evaluate_all("links => links.map(link => link.pathname)")
        assert not [link for link in links if "/example-" in link or link.endswith("/brief/")], text


def test_facets_alone_list_what_belongs_to_them(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}search/")
    years = page.locator(".search__facets details[data-name=year]")
    years.locator("summary").click()
    years.locator("input[value='2015']").check()
    assert number(page) >= 5
    expect(page).to_have_url(f"{served.address}search/?year=2015")
    expect(years.locator("input[value='2015']")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_field_to_a_result_by_keyboard(language: str, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}{home(language)}search/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("2738")
    first = page.locator(".search__results a").first
    expect(first).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("element => element === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article.record, article.prose")).to_be_visible()
    page.go_back()
    assert number(page) >= 1  # the query is still in the address
    expect(page.locator("#search-field")).to_have_value("2738")


def test_more_results_come_without_leaving_the_keyboard(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}fr/search/?q=migration")
    assert number(page) > 2 * STEP
    page.locator(".search__more").focus()
    page.keyboard.press("Enter")
    results = page.locator(".search__results li")
    expect(results).to_have_count(2 * STEP)
    expect(results.nth(STEP).locator("a")).to_be_focused()
    places = results.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(places)) == 2 * STEP


def test_a_late_answer_to_an_earlier_query_is_not_mixed_in(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}es/search/?q=cajp")
    number(page)
    late: list[Route] = []
    waiting = True

    def answer(route: Route) -> None:
        if waiting:
            late.append(route)
        else:
            route.continue_()

    page.route("**/pagefind/fragment/*", answer)
    page.locator("#search-field").fill("SICREMI")
    while not late:
        page.wait_for_timeout(20)
    waiting = False
    page.locator("#search-field").fill("2738")
    expect(page.locator(".search__count")).to_have_text(re.compile("2738"))
    for route in late:
        route.continue_()
    page.wait_for_timeout(500)  # for what should not come
    texts = page.locator(".search__results li").all_inner_texts()
    assert len(texts) == min(number(page), STEP)
    assert all("2738" in text for text in texts)


def test_what_is_not_there_is_said(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}fr/search/?q=xyzzyqwert")
    assert number_or_none(page) == 0
    expect(page.locator(".search__results li")).to_have_count(0)


def number_or_none(page: Page) -> int:
    """Return 0 where the page says that it found nothing for what was typed."""
    status = page.locator(".search__count")
    expect(status).to_have_text(re.compile("xyzzyqwert"))
    found = re.search(r"\d+", status.inner_text())
    return int(found[0]) if found else 0


def test_a_hostile_query_is_only_text(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&kind=%3Cb%3E")
    expect(page.locator(".search__count")).to_have_text(re.compile("<img src=x"))
    expect(page.locator("main img")).to_have_count(0)
    expect(page.locator("main b")).to_have_count(0)
