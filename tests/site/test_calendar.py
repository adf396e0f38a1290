"""The calendar's two views and the filters of tables, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, Server, home

from cam.store import Catalogue
from cam.views.calendar import Entry, entries
from cam.views.reader import Reader

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]

FILTERS = {"plan": "cam-2015-2016", "body": "cam", "theme": "program"}
VIEWS = {"list": "calendar/", "months": "calendar/months/"}
SHOWN = ".entry:not([data-hidden])"


@pytest.fixture(scope="module")
def known(catalogue: Catalogue) -> list[Entry]:
    """What the calendar has to show, by the core that the tests beside this folder check."""
    return entries(Reader(catalogue, "en", "calendar/"))


def counted(page: Page) -> int:
    """Return how many entries the page says that it shows; each of them must be seen."""
    number = int(re.search(r"\d+", page.locator("[data-count]").inner_text())[0])
    shown = page.locator(SHOWN)
    expect(shown).to_have_count(number)
    assert page.locator(".entry:visible").count() == number
    return number


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_narrow_count_stay_in_the_address_and_survive_a_reload(
    language: str, view: str, known: list[Entry], served: Server, new_page: NewPage
) -> None:
    start = served.address + home(language) + VIEWS[view]
    page = new_page(start)
    listed = [entry for entry in known if view == "list" or len(entry.date) > 4]
    assert counted(page) == len(listed)
    for name, value in FILTERS.items():
        expected = [entry for entry in listed if value in values_of(entry, name)]
        assert 0 < len(expected) < len(listed), f"{name}={value} would prove nothing"
        page.locator(f"select[name={name}]").select_option(value)
        expect(page).to_have_url(f"{start}?{name}={value}")
        assert counted(page) == len(expected)
        page.reload()
        expect(page.locator(f"select[name={name}]")).to_have_value(value)
        assert counted(page) == len(expected)
        page.locator(f"select[name={name}]").select_option("")
        expect(page).to_have_url(start)
        assert counted(page) == len(listed)


def values_of(entry: Entry, name: str) -> list[str]:
    return {"plan": [entry.plan], "body": [entry.body], "theme": entry.themes.split()}[name]


def test_filters_add_up_and_empty_groups_disappear(
    known: list[Entry], served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}es/calendar/?{urlencode(FILTERS)}")
    expected = [
        entry for entry in known if all(value in values_of(entry, name) for name, value in FILTERS.items())
    ]
    assert counted(page) == len(expected) > 0
    years = page.locator(".calendar__year h2:visible").all_inner_texts()
    assert years == sorted({entry.date[:4] for entry in expected})
    for group in page.locator("[data-group]:visible").all():
        assert group.locator(SHOWN).count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_shown_as_what_it_is(language: str, known: list[Entry], trees: Trees) -> None:
    """In a grid stands only what has a day, under its day; the rest is listed as month only, or year only."""
    months = trees[f"{home(language)}calendar/months/"]
    listed = trees[f"{home(language)}calendar/"]
    for entry in known:
        end = str(entry.anchor.href).removeprefix("../")
        if entry.date.day:
            cell = months.xpath(
                "//section[@id=$month]//td[time/@datetime=$day]//a[contains(@href,$end)]",
                month=f"m{entry.date[:7]}",
                day=entry.date[:10],
                end=end,
            )
            assert cell, entry
        elif len(entry.date) == 7:
            section = months.xpath("//section[@id=$month]", month=f"m{entry.date}")[0]
            place = "//div[contains(@class,'month__undated')]"
            assert section.xpath(f".{place}//a[contains(@href,$end)]", end=end), entry
            assert section.xpath(f".{place}/h3[normalize-space()]"), entry
            assert not section.xpath(".//table//a[contains(@href,$end)]", end=end), entry
        when = listed.xpath("//li[a[contains(@href,$end)]]//time/@datetime", end=end)
        assert entry.when.machine in when, entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_views_lead_to_each_other(language: str, served: Server, new_page: NewPage) -> None:
    start = served.address + home(language)
    page = new_page(f"{start}calendar/")
    page.locator("main a[href$='months/']").first.click()
    expect(page).to_have_url(f"{start}calendar/months/")
    page.locator(".section-nav a[href='../']").click()
    expect(page).to_have_url(f"{start}calendar/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_discrepancies_can_be_filtered(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    start = f"{served.address}{home(language)}discrepancies/"
    page = new_page(start)
    rows = page.locator("tbody tr:visible")
    every = len(catalogue.records["discrepancies"])
    expect(rows).to_have_count(every)
    field = page.locator(".table-filter input")
    name = page.locator(".table-filter label").inner_text().strip()
    assert name, "the field has no label"
    field.fill("D27")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("D27")
    expect(page.locator(".table-filter [role=status]")).to_have_text(f"1 / {every}")
    expect(page).to_have_url(f"{start}?filter=D27")
    page.reload()
    expect(rows).to_have_count(1)
    expect(field).to_have_value("D27")
    field.fill("")
    expect(rows).to_have_count(every)
    expect(page).to_have_url(start)


def test_the_filter_of_a_table_minds_no_accents(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}fr/glossary/")
    page.locator(".table-filter input").fill("americains etats")
    rows = page.locator("tbody tr:visible")
    expect(rows.first).to_contain_text("États")
    assert rows.count() < page.locator("tbody tr").count()
