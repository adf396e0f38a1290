"""The frame around every page, in Chromium: languages, keyboard, menu, colours, expandable acronyms."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from support_site import LANGUAGES, Server, home

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

RECORD = "meetings/cam-2015-2016-r1/"
PLACES = {
    "home": "",
    "record": RECORD,
    "list": "mandates/",
    "prose": "about/data/",
    "state": "countries/mx/",
    "filters": "laws/",
    "wide table": "treaties/",
    "help": "help/",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

CONTRAST = """element => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  let ground = element.parentElement;
  while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
  const one = light(parse(getComputedStyle(element).outlineColor));
  const two = light(parse(ground ? getComputedStyle(ground).backgroundColor : "rgb(255,255,255)"));
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""


def focused(page: Page) -> Locator:
    return page.locator(":focus")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_keeps_the_page_and_comes_back(
    language: str, place: str, served: Server, new_page: NewPage
) -> None:
    start = served.address + home(language) + place
    page = new_page(start)
    for other in [code for code in LANGUAGES if code != language]:
        page.locator(f".languages a[hreflang={other}]").click()
        expect(page).to_have_url(served.address + home(other) + place)
        expect(page.locator("html")).to_have_attribute("lang", other)
        expect(page.locator(".languages [aria-current]")).to_have_text(other.upper())
        page.locator(f".languages a[hreflang={language}]").click()
        expect(page).to_have_url(start)
        expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_of_the_keyboard_leads_to_the_content(
    language: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + home(language) + RECORD)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page).evaluate("element => Boolean(element.closest('#content'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_focus_is_seen_wherever_it_goes(
    place: str, scheme: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + home("es") + place, color_scheme=scheme)
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        here = focused(page)
        if not here.count():
            break
        name = here.evaluate("element => element.outerHTML.slice(0, 90)")
        style, width = here.evaluate(
            "element => { const s = getComputedStyle(element); return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        assert style not in ("none", "auto"), name
        assert width >= 2, name
        assert here.evaluate(CONTRAST) >= 3, f"outline against what is around it: {name}"
        expect(here).to_be_in_viewport()
        stops.append(name)
    assert len(stops) > 15, stops


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_works_by_keyboard(language: str, served: Server, new_page: NewPage) -> None:
    page = new_page(served.address + home(language) + RECORD, **PHONE)
    expect(page.locator(".top__nav")).to_be_hidden()
    summary = page.locator(".menu summary")
    for _ in range(12):
        page.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    expect(summary).to_be_focused()
    links = page.locator(".menu a")
    expect(links.first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    target = links.first.evaluate("element => element.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slash_leads_to_the_search_from_everywhere(
    language: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + home(language) + RECORD)
    page.keyboard.press("/")
    expect(page).to_have_url(served.address + home(language) + "search/")
    field = page.locator("#search-field")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.blur()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("58/a")
    expect(field).to_have_value("58/a")  # in the field it is a letter like any other
    page.goto(served.address + home(language))
    page.keyboard.press("/")
    expect(page.locator("#home-search")).to_be_focused()
    page.keyboard.type("SICREMI")
    page.keyboard.press("Enter")
    expect(page).to_have_url(served.address + home(language) + "search/?q=SICREMI")
    expect(page.locator(".search__results a").first).to_be_visible()


def test_light_or_dark_can_be_chosen_and_is_remembered(served: Server, new_page: NewPage) -> None:
    page = new_page(served.address + RECORD, color_scheme="light")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    button = page.locator("[data-scheme-switch]")
    light = page.evaluate(ground)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    dark = page.evaluate(ground)
    assert dark != light
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert page.evaluate(ground) == dark
    page.goto(f"{served.address}fr/")
    assert page.evaluate(ground) == dark
    expect(button).to_have_attribute("aria-pressed", "true")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == light, "what the reader chose counts more than the system"


def test_without_a_choice_the_colours_follow_the_system(served: Server, new_page: NewPage) -> None:
    page = new_page(served.address, color_scheme="light")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acronym_unfolds_where_it_stands(
    language: str, way: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + home(language) + RECORD)
    start = page.url
    term = page.locator("a.term").first
    expansion = page.locator("a.term + .expansion")
    expect(term).to_have_attribute("aria-expanded", "false")
    expect(expansion).to_have_count(0)

    def press() -> None:
        if way == "click":
            term.click()
        else:
            term.focus()
            page.keyboard.press(way)

    press()
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(expansion).to_be_visible()
    expect(expansion).to_have_text(re.compile(re.escape(term.get_attribute("data-expansion") or "?")))
    assert page.url == start
    link = expansion.locator("a")
    assert link.evaluate("a => a.href").startswith(f"{served.address}{home(language)}glossary/")
    press()
    expect(expansion).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")
    press()
    link.click()
    expect(page.locator("article.record--glossary")).to_be_visible()
