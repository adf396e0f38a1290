"""The law of the states: what was in force on a day, what changed between two years, what is held; treaties."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_lists import IDS, UNCERTAIN, counted, ids
from support_site import LANGUAGES, Server, home, language_of

from cam.model.law import Country, Law, Treaty
from cam.store import Catalogue
from cam.validity import changes, in_force, steps
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]

PHONE = {"width": 360, "height": 740}

ON_DAYS = f"""days => {{
  history.replaceState = () => {{}}; // a browser minds hundreds of new addresses in a second
  const field = document.querySelector("form.filters [name=day]");
  return days.map((day) => {{
    field.value = day;
    field.dispatchEvent(new Event("input"));
    return [({IDS})(), ({UNCERTAIN})()];
  }});
}}"""


# In force on a day.


def expected_on(catalogue: Catalogue, day: dt.date) -> tuple[list[str], list[str]]:
    """Return what is to be shown for a day, and what of it is to be marked as uncertain."""
    answers = {law.id: in_force(catalogue, law, day) for law in catalogue.all(Law)}
    shown = [identity for identity, answer in answers.items() if answer != "no"]
    return sorted(shown), sorted(identity for identity in shown if answers[identity] == "unknown")


def test_for_any_day_the_list_shows_what_was_in_force_and_marks_what_is_uncertain(
    catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    """On every day on which an answer changes for any law, and on the day before."""
    turns = {dt.date.fromisoformat(day) for law in catalogue.all(Law) for day, _ in steps(catalogue, law)}
    eves = {day - dt.timedelta(days=1) for day in turns if day > dt.date.min}
    days = sorted(day for day in turns | eves if day.year >= 1800)
    assert len(days) > 100
    page = new_page(f"{served.address}laws/")
    found = page.evaluate(ON_DAYS, [day.isoformat() for day in days])
    for day, (shown, uncertain) in zip(days, found, strict=True):
        assert (sorted(shown), sorted(uncertain)) == expected_on(catalogue, day), day


@pytest.mark.parametrize("day", ["2010-06-01", "1979-12-31", "2026-11-21"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_in_a_shared_link(
    language: str, day: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    shown, uncertain = expected_on(catalogue, dt.date.fromisoformat(day))
    assert 0 < len(uncertain) < len(shown) < len(catalogue.all(Law)), "this would prove nothing"
    page = new_page(f"{served.address}{home(language)}laws/?day={day}")
    assert sorted(ids(page)) == shown
    assert counted(page) == len(shown)
    assert sorted(page.evaluate(UNCERTAIN)) == uncertain
    marks = page.locator(".badge--uncertain:visible")
    expect(marks).to_have_count(len(uncertain))
    assert marks.first.inner_text().strip()
    page.locator("[name=day]").fill("")
    assert counted(page) == len(catalogue.all(Law))
    expect(marks).to_have_count(0)
    expect(page).to_have_url(f"{served.address}{home(language)}laws/")


def test_a_day_is_chosen_by_keyboard_and_joins_the_other_choices(
    catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}laws/?country=ar", locale="en-US")
    page.locator("[name=day]").focus()
    page.keyboard.type("06012010")
    shown = [law.id for law in catalogue.all(Law) if law.country == "ar"]
    expected = sorted(set(shown) & set(expected_on(catalogue, dt.date(2010, 6, 1))[0]))
    assert 0 < len(expected) < len(shown)
    assert sorted(ids(page)) == expected
    expect(page).to_have_url(f"{served.address}laws/?country=ar&day=2010-06-01")


# What changed between two years.

EVENTS = """() => [...document.querySelectorAll(".timeline > .entry:not([data-hidden])")].map((entry) => [
  entry.querySelector("time").dateTime, entry.querySelector(".timeline__what a").pathname.split("/").at(-2),
  entry.querySelector(".badge").textContent])"""


def said_changes(catalogue: Catalogue, language: str, *countries: str) -> list[list[str]]:
    wording = Wording(catalogue, language)
    return sorted(
        [year, law.id, wording.label(f"marks.{what}")]
        for law in catalogue.all(Law)
        if not countries or law.country in countries
        for year, what in changes(catalogue, law)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_between_two_years_stands_what_began_and_what_ended(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    start = f"{served.address}{home(language)}milex/"
    page = new_page(start)
    every = said_changes(catalogue, language)
    assert sorted(page.evaluate(EVENTS)) == every
    assert counted(page) == len(every)
    assert [event[0] for event in page.evaluate(EVENTS)] == [event[0] for event in every], "in order of time"
    page.locator("select[name=from]").select_option("2008")
    page.locator("select[name=to]").select_option("2012")
    expect(page).to_have_url(f"{start}?from=2008&to=2012")
    expected = [event for event in every if "2008" <= event[0] <= "2012"]
    assert {event[2] for event in expected} == {event[2] for event in every}, (
        "something begins, something ends"
    )
    assert sorted(page.evaluate(EVENTS)) == expected
    assert counted(page) == len(expected)
    page.reload()
    assert sorted(page.evaluate(EVENTS)) == expected
    page.locator("select[name=country]").select_option("bo")
    of_one = [event for event in said_changes(catalogue, language, "bo") if "2008" <= event[0] <= "2012"]
    assert of_one
    assert sorted(page.evaluate(EVENTS)) == of_one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_state_has_its_own_part_of_it(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}countries/pe/?from=2007&to=2017")
    expected = [event for event in said_changes(catalogue, language, "pe") if "2007" <= event[0] <= "2017"]
    assert 0 < len(expected) < len(said_changes(catalogue, language, "pe"))
    assert sorted(page.evaluate(EVENTS)) == expected
    assert counted(page) == len(expected)


# What is held.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_what_is_held_counts_right_and_leads_to_the_instruments(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage, trees: Trees
) -> None:
    topics = list(catalogue.vocabulary["law_topics"])
    held = Counter((law.country, topic) for law in catalogue.all(Law) for topic in law.topics)
    rows = trees[f"{home(language)}milex/coverage/"].xpath("//div[@class='matrix']//tbody/tr")
    assert len(rows) == len(catalogue.all(Country)) == 35
    for row in rows:
        code = row.xpath("string(th[@scope='row']//a/@href)").rstrip("/").rpartition("/")[2]
        said = [cell.xpath("string(.//a/@href)") for cell in row.xpath("td")[: len(topics)]]
        for topic, link in zip(topics, said, strict=True):
            wanted = f"laws/?country={code}&topic={topic}"
            assert link.endswith(wanted) if held[code, topic] else not link, (code, topic)
        numbers = [cell.xpath("string(.//a)") for cell in row.xpath("td")[: len(topics)]]
        assert [int(number or 0) for number in numbers] == [held[code, topic] for topic in topics]
    (country, topic), number = max(held.items(), key=lambda item: item[1])
    page = new_page(f"{served.address}{home(language)}milex/coverage/")
    page.locator(f".matrix a[href$='country={country}&topic={topic}']").click()
    expect(page.locator("form.filters [role=status]")).to_be_visible()
    assert counted(page) == number


def test_a_law_is_shown_with_its_own_title_and_number(trees: Trees, catalogue: Catalogue) -> None:
    problems = []
    for language in LANGUAGES:
        for law in catalogue.all(Law):
            page = trees[f"{home(language)}laws/{law.id}/"]
            own = law.official_title or law.title.get(law.original)
            said = page.xpath(
                "//h1[not(.//@lang)]/text()|//dd[.//@lang=$own]//text()", own=law.original or "und"
            )
            if own and own not in {"".join(page.xpath("//h1//text()")).strip(), *map(str.strip, said)}:
                problems.append(f"{language}/{law.id}: `{own}`")
            if law.number and law.number not in "".join(page.xpath("//span[@class='reference']//text()")):
                problems.append(f"{language}/{law.id}: number {law.number}")
            if law.unsure and not page.xpath("//main//span[contains(@class,'badge--warn')]"):
                problems.append(f"{language}/{law.id}: nothing says that it is not confirmed")
    assert not problems, "\n".join(problems[:20])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_replaced_a_law_is_linked_in_both_directions(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    pairs = [(law.id, str(law.replaced_by)) for law in catalogue.all(Law) if law.replaced_by]
    pairs += [(law.id, str(other)) for law in catalogue.all(Law) for other in law.amended_by]
    pairs += [(law.id, str(law.implements)) for law in catalogue.all(Law) if law.implements]
    assert len(pairs) > 20
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            links = trees[f"{home(language)}laws/{here}/"].xpath("//section[.//h2[@id='chain']]//a/@href")
            assert f"../../laws/{there}/" in links, (here, there)


# The table of treaties.


def treaties_in_time(catalogue: Catalogue) -> list[Treaty]:
    return sorted(catalogue.all(Treaty), key=lambda treaty: (treaty.adopted[:4], treaty.id))


def standing(treaty: Treaty, country: str) -> str:
    found = [str(one.status) for one in treaty.participations if one.country == country]
    return found[0] if found else "not_listed" if country in treaty.not_listed else "not_checked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cell_of_the_table_of_treaties_says_in_words_where_the_state_stands(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    treaties = treaties_in_time(catalogue)
    table = trees[f"{home(language)}treaties/"].xpath("//div[@class='matrix']/table")[0]
    heads = table.xpath("thead/tr/th[@scope='col']")
    assert [head.xpath("string(a/@href)").rstrip("/").rpartition("/")[2] for head in heads] == [
        "",
        *(treaty.id for treaty in treaties),
    ]
    assert [head.text_content().strip() for head in heads[1:]] == [
        wording.text(treaty.short) for treaty in treaties
    ]
    rows = table.xpath("tbody/tr")
    assert (len(treaties), len(rows)) == (12, 35)
    for row in rows:
        code = row.xpath("string(th[@scope='row']/a/@href)").rstrip("/").rpartition("/")[2]
        for treaty, cell in zip(treaties, row.xpath("td"), strict=True):
            where = (language, code, treaty.id)
            said = "".join(cell.xpath(".//text()[not(ancestor::*[@aria-hidden])]")).strip()
            status = standing(treaty, code)
            assert said.startswith(wording.code(status, "treaty_statuses")), where
            entry = next((one for one in treaty.participations if one.country == code), None)
            assert cell.xpath("string(span[@aria-hidden='true'])").strip(), where
            if entry is None:
                continue
            for date in (entry.date, entry.denounced):
                assert not date or wording.date(date) in said, where
            unsure = wording.label("marks.unsure").lower()
            assert (unsure in said) == (entry.evidence == "recalled"), where
            assert bool(entry.reservation) <= (
                wording.label("marks.reservation").lower() in said or entry.evidence == "recalled"
            ), where


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_treaties_is_counted_right(language: str, trees: Trees, catalogue: Catalogue) -> None:
    statuses = list(catalogue.vocabulary["treaty_statuses"])
    tree = trees[f"{home(language)}treaties/"]
    rows = tree.xpath("//section[.//h2[@id='by-treaty']]//tbody/tr")
    assert len(rows) == 12
    for treaty, row in zip(treaties_in_time(catalogue), rows, strict=True):
        assert row.xpath("string(th//a/@href)").endswith(f"/{treaty.id}/")
        numbers = [int(cell.text_content()) for cell in row.xpath("td")[1:]]
        remembered = {item.country for item in treaty.participations if item.evidence == "recalled"}
        counts = Counter(
            "recalled" if country.id in remembered else standing(treaty, country.id)
            for country in catalogue.all(Country)
        )
        assert numbers == [counts[status] for status in [*statuses, "recalled"]], treaty.id
        assert sum(numbers) == 35


@pytest.mark.parametrize("place", ["treaties/", "milex/coverage/", "compare/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_is_scrolled_by_keyboard_and_keeps_its_first_column(
    language: str, place: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}{place}", viewport=PHONE)
    region = page.locator(".matrix")
    assert region.get_attribute("role") == "region"
    assert region.get_attribute("aria-label")
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    for _ in range(30):
        page.keyboard.press("Tab")
        if region.evaluate("region => region === document.activeElement"):
            break
    expect(region).to_be_focused()
    assert region.evaluate("region => parseFloat(getComputedStyle(region).outlineWidth)") >= 2
    first = region.locator("tbody th").nth(3)
    left, column = first.bounding_box()["x"], region.locator("thead tr > *").nth(4)
    away = column.bounding_box()["x"]
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.matrix').scrollLeft > 100")
    assert abs(first.bounding_box()["x"] - left) <= 1, "the first column stays"
    assert column.bounding_box()["x"] < away, "the others move"
    head, top = region.locator("thead tr > *").first, region.bounding_box()["y"]
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('.matrix').scrollTop > 100")
    assert abs(head.bounding_box()["y"] - region.bounding_box()["y"]) <= 2, "the heads of the columns stay"
    assert region.bounding_box()["y"] <= top + 1
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    rows = region.locator("tbody tr").all()
    assert rows[-1].bounding_box()["width"] > PHONE["width"], "this would prove nothing"


HIDDEN_FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused.matches("a")) return ""; // the region itself is larger than the window
  const box = focused.getClientRects()[0];
  const hit = document.elementFromPoint(box.left + Math.min(8, box.width / 2), box.top + box.height / 2);
  if (hit && (focused.contains(hit) || hit.contains(focused))) return "";
  return `${focused.outerHTML} is under ${hit?.outerHTML}`;
}"""


@pytest.mark.parametrize("place", ["fr/treaties/", "fr/milex/coverage/"])
@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 256}], ids=["phone", "400 percent"])
def test_what_stays_never_covers_what_has_the_focus(
    place: str, size: dict[str, int], served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + place, viewport=size)
    page.locator(".matrix tbody a").last.focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(HIDDEN_FOCUS) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_law_leads_to_the_list_of_its_topic(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}laws/ar-trata-2008/")
    page.locator(".record__facts a[href$='topic=trafficking']").click()
    expect(page.locator("select[name=topic]")).to_have_value("trafficking")
    expected: list[Any] = [law.id for law in catalogue.all(Law) if "trafficking" in law.topics]
    assert sorted(ids(page)) == sorted(expected)
    assert language_of(page.url.removeprefix(served.address)) == language
