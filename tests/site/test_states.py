"""The states: the map and the list, each state's page, its brief on one sheet of paper, and the comparison."""

from __future__ import annotations

import gzip
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from support_site import LANGUAGES, Server, home, inside

from cam.frame import place_of
from cam.model.directory import Portal
from cam.model.law import Country, Law, Treaty
from cam.store import Catalogue
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]


def states(catalogue: Catalogue) -> dict[str, Country]:
    found = {country.id: country for country in catalogue.all(Country)}
    assert len(found) == 35
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# The map and its list.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_names_each_state_once_and_leads_to_it(
    language: str, trees: Trees, catalogue: Catalogue, built: Path
) -> None:
    place, wording = f"{home(language)}countries/", Wording(catalogue, language)
    tree = trees[place]
    every = tree.xpath("//*[local-name()='svg'][@class='map']//*[local-name()='a']")
    heard = [link for link in every if link.get("aria-hidden") != "true"]
    assert len(heard) == 35
    named = {link.get("aria-label"): link.get("href") for link in heard}
    expected = {
        wording.text(country.title): f"../countries/{code}/" for code, country in states(catalogue).items()
    }
    assert named == expected
    assert all(link.get("tabindex") == "-1" for link in every if link not in heard)
    assert {link.get("href") for link in every} == set(expected.values())
    assert all(link.xpath("string(*[local-name()='title'])").strip() for link in every)
    assert wording.label("notes.map") in " ".join(map(words, tree.xpath("//p[@class='intro']")))
    listed = tree.xpath("//section[h2[@id='states']]//tbody/tr")
    assert {words(row.xpath("th")[0]): row.xpath("string(th/a/@href)") for row in listed} == expected
    size = len(gzip.compress((built / place / "index.html").read_bytes(), 9))
    print(f"page of the map, {language}: {size} bytes")
    assert size < 60_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_map_each_state_is_one_stop_of_the_keyboard(
    language: str, served: Server, new_page: NewPage, catalogue: Catalogue
) -> None:
    page = new_page(f"{served.address}{home(language)}countries/")
    page.locator("h2#map").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    stops: list[str] = []
    for _ in range(37):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const here = document.activeElement, style = getComputedStyle(here);
              return [Boolean(here.closest("svg.map")), here.getAttribute("aria-label"),
                style.outlineStyle, parseFloat(style.outlineWidth)];
            }"""
        )
        if stop[0]:
            stops.append(stop[1])
            assert stop[2] == "solid", stop
            assert stop[3] >= 2, stop
            assert page.evaluate(
                "() => getComputedStyle(document.activeElement.querySelector('path')).fill !== "
                "getComputedStyle(document.querySelector('.map a:not(:focus) path')).fill"
            ), "the shape of the state changes its colour"
    assert sorted(stops) == sorted(
        Wording(catalogue, language).text(country.title) for country in states(catalogue).values()
    )
    page.locator(".map a[href$='/lc/'][aria-label]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.address}{home(language)}countries/lc/")
    expect(page.locator("article.record--countries h1")).to_be_visible()


@pytest.mark.parametrize("code", ["br", "ag"])
def test_a_state_on_the_map_can_be_clicked(code: str, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}countries/")
    shape = page.locator(f".map a[href$='/{code}/'][aria-label] path")
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(f"{served.address}countries/{code}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_states_counts_right(language: str, trees: Trees, catalogue: Catalogue) -> None:
    rows = trees[f"{home(language)}countries/"].xpath("//section[h2[@id='states']]//tbody/tr")
    laws = Counter(str(law.country) for law in catalogue.all(Law))
    treaties = Counter(
        str(one.country)
        for treaty in catalogue.all(Treaty)
        for one in treaty.participations
        if one.status == "party" and one.evidence != "recalled"
    )
    portals = Counter(
        str(code)
        for portal in catalogue.all(Portal)
        if portal.scope == "national"
        for code in portal.countries
    )
    for row in rows:
        code = row.xpath("string(th/a/@href)").rstrip("/").rpartition("/")[2]
        assert [int(words(cell)) for cell in row.xpath("td")[1:4]] == [
            laws[code],
            treaties[code],
            portals[code],
        ], code
        assert row.xpath("string(td[last()]//a/@href)").endswith(f"countries/{code}/brief/")


# The page of a state.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_state_joins_what_is_held_on_it(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    for code in states(catalogue):
        tree = trees[f"{home(language)}countries/{code}/"]
        links = set(tree.xpath("//main//a/@href"))
        for law in catalogue.all(Law):
            assert law.country != code or f"../../laws/{law.id}/" in links, (code, law.id)
        for portal in catalogue.all(Portal):
            assert code not in portal.countries or f"../../portals/{portal.id}/" in links, (code, portal.id)
        rows = tree.xpath("//section[h2[@id='treaties']]//tbody/tr")
        assert len(rows) == 12
        assert all(words(cell) for row in rows for cell in row.xpath("td")), code
        assert tree.xpath("//section[.//h2[@id='not-known']]//li"), code
        assert "../../countries/" + code + "/brief/" in links
        assert f"../../compare/?states={code}" in links


# The brief.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_of_every_state_is_one_sheet_of_paper(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage, address: str
) -> None:
    wording, problems = Wording(catalogue, language), []
    page = new_page(served.address)
    for code, country in states(catalogue).items():
        place = f"{home(language)}countries/{code}/brief/"
        page.goto(served.address + place)
        paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        width, height = (float(side) / 72 * 25.4 for side in paper.pages[0].mediabox[2:])
        if (round(width), round(height), len(paper.pages)) != (210, 297, 1):
            problems.append(f"{place}: {len(paper.pages)} pages of {width:.0f} by {height:.0f} mm")
            continue
        said = re.sub(r"\s+", "", paper.pages[0].extract_text())
        wanted = (wording.text(country.title), address + place)
        problems += [
            f"{place}: `{text}` is not on the paper"
            for text in wanted
            if re.sub(r"\s+", "", text) not in said
        ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_says_how_much_it_leaves_out(language: str, trees: Trees, catalogue: Catalogue) -> None:
    wording = Wording(catalogue, language)
    for code, country in states(catalogue).items():
        tree = trees[f"{home(language)}countries/{code}/brief/"]
        assert wording.text(country.title) in words(tree.xpath("//h1")[0])
        assert len(tree.xpath("//dl[@class='brief__treaties']/div")) == 12
        held = sorted(
            (law for law in catalogue.all(Law) if law.country == code),
            key=lambda law: (law.date or "", law.id),
            reverse=True,
        )
        shown = [
            href.rstrip("/").rpartition("/")[2]
            for href in tree.xpath("//article//a/@href")
            if "/laws/" in href
        ]
        assert shown == [law.id for law in held[: len(shown)]], "the newest come first"
        rest = len(held) - len(shown)
        more = wording.count("counts.more_instruments", rest)
        assert (more in words(tree.xpath("//article")[0])) == bool(rest), (code, rest)
        assert tree.xpath("//p[@class='brief__links']/a/@href") == [f"../../../countries/{code}/"]
        newest = catalogue.newest_day
        assert newest
        assert wording.date(newest) in words(tree.xpath("//p[@class='brief__foot']")[0])
        assert tree.xpath("//article//h2"), code


# The comparison.


def columns(page: Page) -> list[str]:
    return page.locator("table[data-compare] thead th:visible").evaluate_all(
        "cells => cells.map(cell => cell.dataset.state)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_shows_the_chosen_states_and_marks_where_they_differ(
    language: str, served: Server, new_page: NewPage, trees: Trees
) -> None:
    start = f"{served.address}{home(language)}compare/"
    page = new_page(start)
    assert len(columns(page)) == 35
    assert page.locator("[data-differs]").count() == 0
    fields = page.locator(".compare form select")
    fields.nth(0).select_option("ar")
    assert columns(page) == ["ar"]
    expect(page).to_have_url(f"{start}?states=ar")
    assert page.locator("[data-differs]").count() == 0
    fields.nth(1).select_option("br")
    assert sorted(columns(page)) == ["ar", "br"]
    expect(page).to_have_url(f"{start}?states=ar.br")
    assert marked(page) == differing(trees[f"{home(language)}compare/"], ["ar", "br"])
    fields.nth(2).select_option("ca")
    expect(page).to_have_url(f"{start}?states=ar.br.ca")
    page.reload()
    assert sorted(columns(page)) == ["ar", "br", "ca"]
    assert [field.input_value() for field in fields.all()] == ["ar", "br", "ca"]
    assert marked(page) == differing(trees[f"{home(language)}compare/"], ["ar", "br", "ca"])
    for number in range(3):
        fields.nth(number).select_option("")
    expect(page).to_have_url(start)
    assert len(columns(page)) == 35
    assert page.locator("[data-differs]").count() == 0


def marked(page: Page) -> list[str]:
    return page.locator("tr[data-differs] > th").evaluate_all(
        "heads => heads.map(head => head.textContent.trim())"
    )


def differing(tree: html.HtmlElement, chosen: list[str]) -> list[str]:
    """Return the heads of the rows in which the chosen states differ, from the page as it is built."""
    table = tree.xpath("//table[@data-compare]")[0]
    heads = [cell.get("data-state") for cell in table.xpath("thead/tr/*")]
    rows = [row.xpath("*") for row in table.xpath("tbody/tr")]
    found = [
        row[0].text_content().strip()
        for row in rows
        if len({row[heads.index(state)].text_content().strip() for state in chosen}) > 1
    ]
    assert 0 < len(found) < len(rows), "this would prove nothing"
    return found


def test_a_strange_choice_of_states_hides_nothing(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}compare/?states=zz.%3Cb%3E..x")
    assert len(columns(page)) == 35
    page.goto(f"{served.address}compare/?states=zz.cl")
    assert columns(page) == ["cl"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_holds_what_the_catalogue_says_of_every_state(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    table = trees[f"{home(language)}compare/"].xpath("//table[@data-compare]")[0]
    assert table.xpath("thead/tr/th/@scope") == ["col"] * 35
    heads = [cell.get("data-state") for cell in table.xpath("thead/tr/*")]
    assert set(heads[1:]) == set(states(catalogue))
    groups = table.xpath("tbody")
    assert all(group.xpath("tr[1]/th/@scope") == ["rowgroup"] for group in groups)
    rows = [row.xpath("*") for group in groups for row in group.xpath("tr")[1:]]
    assert all(len(row) == 36 and row[0].get("scope") == "row" for row in rows)
    said = {row[0].text_content().strip(): row for row in rows}
    wording = Wording(catalogue, language)
    held = Counter((law.country, topic) for law in catalogue.all(Law) for topic in law.topics)
    unsure = Counter(
        (law.country, topic) for law in catalogue.all(Law) for topic in law.topics if "title" in law.unsure
    )
    for code, country in states(catalogue).items():
        column = heads.index(code)
        assert words(said[wording.label("fields.charter_since")][column]) == wording.date(country.since)
        for topic in catalogue.vocabulary["law_topics"]:
            number = held[code, topic]
            wanted = str(number) if number else wording.label("marks.none_held")
            if unsure[code, topic]:
                colon = wording.label("formats.colon").replace("\u00a0", " ")
                wanted += f" ({wording.label('marks.unsure').lower()}{colon}{unsure[code, topic]})"
            assert words(said[wording.code(topic, "law_topics")][column]) == wanted, (code, topic)
        for treaty in catalogue.all(Treaty):
            cell = words(said[wording.text(treaty.short)][column])
            party = next((one for one in treaty.participations if one.country == code), None)
            if party and party.status == "party" and party.date:
                assert party.date[:4] in cell, (code, treaty.id)


def test_without_a_script_the_comparison_shows_all_states(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}es/compare/?states=ar.br", java_script_enabled=False)
    assert len(columns(page)) == 35
    expect(page.locator(".compare form")).to_be_hidden()
    expect(page.locator(".compare .differs")).to_be_hidden()


def test_the_comparison_works_by_keyboard(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}compare/")
    fields = page.locator(".compare form select")
    names = [
        field.evaluate("field => field.labels[0].firstChild.textContent.trim()") for field in fields.all()
    ]
    assert len(set(names)) == 3
    fields.first.focus()
    page.keyboard.type("Uru")
    page.keyboard.press("Tab")
    expect(fields.nth(1)).to_be_focused()
    page.keyboard.type("Chi")
    assert sorted(columns(page)) == ["cl", "uy"]


def test_a_brief_is_no_page_of_its_own_for_the_search_and_says_where_it_belongs(
    trees: Trees, catalogue: Catalogue
) -> None:
    place = place_of(catalogue)
    briefs = {name: tree for name, tree in trees.items() if inside(name).endswith("/brief/")}
    assert len(briefs) == 35 * len(LANGUAGES)
    for name, tree in briefs.items():
        assert not tree.xpath("//*[@data-pagefind-body]"), name
        trail = tree.xpath("//nav[@class='trail']//li")
        assert trail[-1].get("aria-current") == "page", name
        assert f"{place.forge}/edit/" not in "".join(tree.xpath("//@href")), "it is made from other pages"
