"""MINPET: the map of flows, programs side by side, programs open to a reader, fees, tables to fetch."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, Server, home

from cam import flows
from cam.knowledge import Site
from cam.model.program import Program
from cam.outputs.programs import build
from cam.store import Catalogue
from cam.views.program_parts import facets, in_order
from cam.views.reader import Reader
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]

SHOWN = "all => all.filter(one => !one.closest('[data-hidden]')).map(one => one.dataset.program)"


def rows(page: Page) -> list[str]:
    return sorted(page.locator("tbody tr.entry").evaluate_all(SHOWN))


def lines(page: Page, where: str) -> set[tuple[str, str, str]]:
    """Return program, origin and destination of what is drawn, or told, and not hidden."""
    found = page.locator(where).evaluate_all(
        "all => all.filter(one => !one.closest('[data-hidden]'))"
        ".map(one => [one.dataset.program, one.dataset.origin, one.dataset.destination])"
    )
    return {(program, origin, destination) for program, origin, destination in found}


def fits(words: str, wanted: str) -> bool:
    return not wanted or wanted in words.split() or "*" in words.split()


def chosen(catalogue: Catalogue, choice: dict[str, str]) -> tuple[list[str], set[tuple[str, str, str]]]:
    """Return the programs whose row a choice shows, and their flows between the ends that were chosen."""
    reader = Reader(catalogue, "en", "minpet/")
    ends = {name: value for name, value in choice.items() if name in ("origin", "destination")}
    year = int(choice.get("year", 0))
    fitting = [
        record
        for record in catalogue.all(Program)
        if all(fits(facets(reader, record)[name], value) for name, value in choice.items() if name != "year")
        and (not year or flows.years(record)[0] <= year <= flows.years(record)[1])
    ]
    drawn = {
        (flow.program.id, flow.origin, flow.destination)
        for flow in flows.flows(fitting)
        if all(getattr(flow, name) == value for name, value in ends.items())
    }
    return sorted(record.id for record in fitting), drawn


CHOICES: list[dict[str, str]] = [
    {"origin": "mx"},
    {"destination": "ca"},
    {"destination": "es"},
    {"origin": "gt", "destination": "us"},
    {"sector": "hospitality"},
    {"year": "1950"},
    {"year": "1975", "destination": "ca"},
    {"type": "regime"},
    {"status": "ended"},
    {"program": "us-h2a"},
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_narrows_lines_words_and_table_alike(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    for choice in CHOICES:
        query = "&".join(f"{name}={value}" for name, value in choice.items())
        page = new_page(f"{served.address}{home(language)}minpet/?{query}")
        programs, drawn = chosen(catalogue, choice)
        assert rows(page) == programs, choice
        assert programs, choice
        assert lines(page, ".flow-words .entry") == drawn, choice
        assert lines(page, "svg.map a.flow") == drawn, choice
        shown = Wording(catalogue, language).label("calendar.shown").replace("{n}", str(len(programs)))
        expect(page.locator("form.filters [role=status]")).to_have_text(shown)
        page.close()


def test_choosing_by_keyboard_keeps_the_choice_in_the_address(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}minpet/")
    before = rows(page)
    field = page.locator("select[name=origin]")
    field.focus()
    page.keyboard.type("Barb")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=destination]")).to_be_focused()
    assert page.url.endswith("minpet/?origin=bb")
    assert "ca-sawp-bb" in rows(page)
    assert len(rows(page)) < len(before)
    page.reload()
    assert field.input_value() == "bb"
    page.locator("select[name=origin]").select_option("")
    assert rows(page) == before
    page.locator(".flow-words summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".flow-words li").first).to_be_visible()


def test_on_the_map_each_state_is_one_stop_and_leads_to_its_page(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}minpet/")
    stops = page.locator("svg.map a:not([tabindex='-1'])")
    assert stops.count() == 35
    names = stops.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(set(names)) == 35
    assert page.locator("svg.map a[tabindex='-1']:not([aria-hidden=true])").count() == 0
    page.locator(".map a[href$='/ca/'][aria-label]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.address}countries/ca/")
    expect(page.locator("h2#programs")).to_be_visible()


def test_a_line_leads_to_its_program(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}fr/minpet/?program=br-mais-medicos")
    line = page.locator("svg.map > a.flow:not([data-hidden])")
    assert line.count() == 1
    line.evaluate("one => one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
    expect(page).to_have_url(f"{served.address}fr/programs/br-mais-medicos/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_map_shows_everything_with_its_disclaimer(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}minpet/", java_script_enabled=False)
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator("svg.map")).to_be_visible()
    disclaimer = Wording(catalogue, language).label("notes.map")
    assert disclaimer in " ".join(page.locator("p.intro").first.inner_text().split())
    assert page.locator("tbody tr.entry:visible").count() == len(catalogue.all(Program))
    drawn = flows.flows(catalogue.all(Program))
    assert page.locator("svg.map > a.flow").count() == len(drawn)
    page.locator(".flow-words summary").click()
    assert page.locator(".flow-words li:visible").count() == len(drawn)
    page.locator("tbody tr.entry th a").first.click()
    expect(page.locator("article.record--programs h1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_light(language: str, built: Path) -> None:
    for name in ("", "compare/", "for-me/", "fees/", "exchange/"):
        place = f"{home(language)}minpet/{name}"
        size = len(gzip.compress((built / place / "index.html").read_bytes(), 9))
        print(f"{place}: {size} bytes")
        assert size < 60_000, place


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_narrows(language: str, catalogue: Catalogue, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}{home(language)}programs/?destination=us&sector=construction")
    programs, _ = chosen(catalogue, {"destination": "us", "sector": "construction"})
    assert rows(page) == programs
    assert 0 < len(programs) < 10
    page.locator("input[name=filter]").fill("h-2b")
    assert rows(page) == ["us-h2b"]


# Programs open to a reader.

CHOOSE = """choices => choices.map(choice => {
  for (const [name, value] of Object.entries(choice)) {
    const field = document.querySelector(`select[name=${name}]`);
    field.value = value;
    field.dispatchEvent(new Event("change"));
  }
  return [...document.querySelectorAll(".entry:not([data-hidden]) h3 a")].map(one => one.pathname);
})"""


def test_every_nationality_and_trade_shows_what_the_records_say(
    catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}minpet/for-me/")
    page.evaluate("() => { history.replaceState = () => {} }")
    options = {
        name: page.locator(f"select[name={name}] option").evaluate_all("all => all.map(one => one.value)")
        for name in ("nationality", "trade")
    }
    assert set(catalogue.records["countries"]) < set(options["nationality"])
    reader = Reader(catalogue, "en", "")
    going_on = [record for record in in_order(reader) if record.status != "ended"]
    choices = [dict(zip(options, values, strict=True)) for values in product(*options.values())]
    for choice, found in zip(choices, page.evaluate(CHOOSE, choices), strict=True):
        expected = [
            record.id
            for record in going_on
            if fits(facets(reader, record)["origin"], choice["nationality"])
            and fits(facets(reader, record)["sector"], choice["trade"])
        ]
        assert sorted(name.rstrip("/").rpartition("/")[2] for name in found) == sorted(expected), choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_reader_chooses_is_sent_nowhere(language: str, served: Server, new_page: NewPage) -> None:
    start = f"{served.address}{home(language)}minpet/for-me/"
    page = new_page(start)
    served.seen.clear()
    page.locator("select[name=nationality]").select_option("jm")
    page.locator("select[name=trade]").select_option("agriculture")
    assert page.url == f"{start}#nationality=jm&trade=agriculture"
    page.reload()
    assert page.locator("select[name=nationality]").input_value() == "jm"
    assert served.seen
    assert not [one.path for one in served.seen if "jm" in one.path or "nationality" in one.path]
    expect(page.locator(".entry:visible h3 a[href$='programs/ca-sawp-jm/']")).to_have_count(1)
    assert page.locator(".entry:visible h3 a[href$='programs/ca-sawp-mx/']").count() == 0
    doors = page.locator("h2#ask ~ ul li:visible")
    assert set(doors.evaluate_all("all => all.map(one => one.dataset.nationality)")) <= {"jm"}


def test_on_a_phone_the_legend_comes_below_the_map(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}minpet/")
    page.set_viewport_size({"width": 360, "height": 740})
    tops = [page.locator(where).bounding_box() for where in ("svg.map", ".flow-legend")]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] + tops[0]["height"] <= tops[1]["y"]


# Side by side; fees; tables.


@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_side_by_side(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    start = f"{served.address}{home(language)}minpet/compare/"
    page = new_page(start)
    heads = page.locator("table[data-compare] thead th:visible")
    expect(heads).to_have_count(len(catalogue.all(Program)))
    fields = page.locator(".compare form select")
    fields.nth(0).select_option("ca-sawp-mx")
    fields.nth(1).select_option("us-h2a")
    expect(heads).to_have_count(2)
    expect(page.locator(".matrix")).to_have_css("max-height", "none")
    expect(page).to_have_url(f"{start}?programs=ca-sawp-mx.us-h2a")
    marked = page.locator("tr[data-differs] > th").all_inner_texts()
    label = Wording(catalogue, language).label
    assert label("fields.origin") in marked
    assert label("fields.sectors") not in marked
    page.goto(f"{start}?programs=zz.us-h2b")
    expect(heads).to_have_count(1)
    page = new_page(f"{start}?programs=us-h2b", java_script_enabled=False)
    expect(page.locator(".compare .notice")).to_be_visible()
    expect(page.locator("table[data-compare] thead th:visible")).to_have_count(len(catalogue.all(Program)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_fees_and_warnings_have_their_sources(language: str, trees: Trees, catalogue: Catalogue) -> None:
    tree = trees[f"{home(language)}minpet/fees/"]
    assert len(tree.xpath("//section[h2[@id='fees']]//tbody/tr")) == len(catalogue.all(Program))
    lines = tree.xpath("//section[h2[@id='warnings']]//li")
    assert len(lines) == sum(len(record.warnings) for record in catalogue.all(Program)) > 5
    assert all(line.xpath(".//a[@rel='external']") for line in lines)
    rules = tree.xpath("//ul[not(ancestor::section) and not(ancestor::nav)]/li[contains(., '(')]")
    assert len(rules) >= 15
    assert all(rule.xpath(".//a[starts-with(@href, 'http')]") for rule in rules)


def test_the_tables_stand_beside_the_list(built: Path, catalogue: Catalogue) -> None:
    for name, content in build(Site(catalogue, [], dt.date(2026, 11, 21))).items():
        assert (built / name).read_bytes() == content, name
