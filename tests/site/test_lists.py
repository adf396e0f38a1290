"""Lists that can be narrowed: they show what the catalogue says, keep the choice in the address, and need no mouse."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_lists import EVERY_CHOICE, SHOWN, counted, fits, ids, number_in
from support_site import LANGUAGES, Server, home

from cam import health
from cam.model import Record
from cam.model.cooperation import Member, Need, Offer
from cam.model.directory import Portal
from cam.model.law import Country, Law, Treaty
from cam.store import Catalogue
from cam.text import folded

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]

LIMIT = 100
"""Milliseconds that one choice may take, with about 200 rows."""


@dataclass(frozen=True)
class Listed:
    """A list: where it stands, what it lists, and which values of a record each filter looks at."""

    place: str
    records: Callable[[Catalogue], list[Any]]
    values: dict[str, Callable[[Catalogue, Any], Collection[str]]]


def _linked(catalogue: Catalogue, portal: Portal) -> list[str]:
    return [health.state(catalogue.health.get(portal.id, []))]


def _standing(identity: str) -> Callable[[Catalogue, Country], list[str]]:
    def values(catalogue: Catalogue, country: Country) -> list[str]:
        treaty = catalogue.get(Treaty, identity)
        found = [str(one.status) for one in treaty.participations if one.country == country.id]
        return found or ["not_listed" if country.id in treaty.not_listed else "not_checked"]

    return values


_OF_PORTALS: dict[str, Callable[[Catalogue, Any], Collection[str]]] = {
    "country": lambda _, portal: portal.countries or ["*"],
    "type": lambda _, portal: [portal.type],
}
_SHARED: dict[str, Callable[[Catalogue, Any], Collection[str]]] = {
    "theme": lambda _, record: record.themes,
    "form": lambda _, record: record.forms,
}

LISTS = {
    "laws": Listed(
        "laws/",
        lambda catalogue: catalogue.all(Law),
        {
            "country": lambda _, law: [law.country],
            "type": lambda _, law: [law.type],
            "topic": lambda _, law: law.topics,
            "status": lambda _, law: [law.status],
        },
    ),
    "portals": Listed(
        "portals/",
        lambda catalogue: catalogue.all(Portal),
        {
            **_OF_PORTALS,
            "scope": lambda _, portal: [portal.scope],
            "service": lambda _, portal: portal.services,
            "language": lambda _, portal: portal.languages,
            "link": _linked,
            "evidence": lambda _, portal: [portal.address_evidence or ""],
        },
    ),
    "directory": Listed(
        "directory/",
        lambda catalogue: [
            portal
            for portal in catalogue.all(Portal)
            if portal.type not in ("data_portal", "information_portal")
        ],
        _OF_PORTALS,
    ),
    "members": Listed(
        "members/",
        lambda catalogue: catalogue.all(Member),
        {
            "country": lambda _, member: [member.country or ""],
            "status": lambda _, member: [] if member.example else [member.status],
        },
    ),
    "offers": Listed("offers/", lambda catalogue: catalogue.all(Offer), _SHARED),
    "needs": Listed("needs/", lambda catalogue: catalogue.all(Need), _SHARED),
    "treaties": Listed(
        "treaties/",
        lambda catalogue: catalogue.all(Country),
        {"country": lambda _, country: [country.id]},
    ),
    "a treaty": Listed(
        "treaties/icrmw-1990/",
        lambda catalogue: catalogue.all(Country),
        {"status": _standing("icrmw-1990")},
    ),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_shows_what_the_catalogue_says(
    language: str, name: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    listed = LISTS[name]
    records = listed.records(catalogue)
    page = new_page(served.address + home(language) + listed.place)
    assert sorted(ids(page)) == sorted(record.id for record in records)
    assert counted(page) == len(records) > 0
    for choice, said in page.evaluate(EVERY_CHOICE, list(listed.values)).items():
        values = {record.id: listed.values[choice](catalogue, record) for record in records}
        used = {str(value) for found in values.values() for value in found} - {"", "*"}
        assert set(said) == used, f"{choice}: the values to choose from"
        for value, (shown, number) in said.items():
            expected = [identity for identity, found in values.items() if fits(found, value)]
            assert sorted(shown) == sorted(expected), f"{choice}={value}"
            assert number_in(number) == len(expected), f"{choice}={value}: {number}"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_no_filter_that_was_not_looked_at(name: str, trees: Trees) -> None:
    """The other ones of the list of instruments are looked at below and in test_law.py."""
    beside = {"laws": {"filter", "from", "to", "day"}, "portals": {"filter"}, "directory": {"filter"}}
    fields = trees[LISTS[name].place].xpath("//form[@data-filters]//*[@name]/@name")
    assert set(fields) == set(LISTS[name].values) | beside.get(name, set())


def _between(law: Law, first: str, last: str) -> bool:
    return bool(law.date) and first <= law.date[:4] <= last


SHARED: dict[str, tuple[str, dict[str, str], Callable[[Any], bool]]] = {
    "state and topic": (
        "laws",
        {"country": "ar", "topic": "trafficking"},
        lambda law: law.country == "ar" and "trafficking" in law.topics,
    ),
    "type and status": (
        "laws",
        {"type": "law", "status": "replaced"},
        lambda law: law.type == "law" and law.status == "replaced",
    ),
    "between two years": ("laws", {"from": "2002", "to": "2008"}, lambda law: _between(law, "2002", "2008")),
    "one year": ("laws", {"from": "2012", "to": "2012"}, lambda law: _between(law, "2012", "2012")),
    "from a year": ("laws", {"from": "2014"}, lambda law: _between(law, "2014", "9999")),
    "to a year": ("laws", {"to": "1969"}, lambda law: _between(law, "0000", "1969")),
    "reach, service and language": (
        "portals",
        {"scope": "national", "service": "statistics", "language": "es"},
        lambda portal: (
            portal.scope == "national" and "statistics" in portal.services and "es" in portal.languages
        ),
    ),
    "kind and state": (
        "directory",
        {"type": "international_organization", "country": "hn"},
        lambda portal: (
            portal.type == "international_organization"
            and fits([str(code) for code in portal.countries] or ["*"], "hn")
        ),
    ),
}
"""Links that people send each other: list, choice, and which records it stands for."""


@pytest.mark.parametrize("case", SHARED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shared_link_shows_the_same_list(
    language: str, case: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    name, choice, holds = SHARED[case]
    records = LISTS[name].records(catalogue)
    expected = sorted(record.id for record in records if holds(record))
    assert 0 < len(expected) < len(records), "this would prove nothing"
    address = f"{served.address}{home(language)}{LISTS[name].place}?{urlencode(choice)}"
    page = new_page(address)
    for _ in range(2):
        for field, value in choice.items():
            expect(page.locator(f"form.filters [name={field}]")).to_have_value(value)
        assert sorted(ids(page)) == expected
        assert counted(page) == len(expected)
        assert page.url == address
        page.reload()


@pytest.mark.parametrize("text", ["25.871", "refugees brazil", "BRAZIL réfugees", "(Cap. 208)"])
def test_words_narrow_a_list_whatever_their_case_accents_and_order(
    text: str, served: Server, new_page: NewPage, trees: Trees
) -> None:
    words = folded(text).split()
    rows = trees["laws/"].xpath("//tr[@class='entry']")
    expected = [
        row.xpath("string(th//a/@href)").rstrip("/").rpartition("/")[2]
        for row in rows
        if all(word in folded(row.text_content()) for word in words)
    ]
    assert 0 < len(expected) < len(rows), "this would prove nothing"
    page = new_page(f"{served.address}laws/")
    page.locator("form.filters [name=filter]").fill(text)
    assert ids(page) == expected
    assert counted(page) == len(expected)
    expect(page).to_have_url(f"{served.address}laws/?{urlencode({'filter': text})}")
    page.reload()
    assert ids(page) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_add_up_in_the_address_and_leave_it_again(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    start = f"{served.address}{home(language)}laws/"
    page = new_page(start)
    country, topic = (page.locator(f"select[name={name}]") for name in ("country", "topic"))
    laws = [law for law in catalogue.all(Law) if law.country == "pe"]
    country.select_option("pe")
    expect(page).to_have_url(f"{start}?country=pe")
    assert counted(page) == len(laws)
    topic.select_option("refugees")
    expect(page).to_have_url(f"{start}?country=pe&topic=refugees")
    both = [law.id for law in laws if "refugees" in law.topics]
    assert sorted(ids(page)) == sorted(both)
    assert 0 < len(both) < len(laws)
    country.select_option("")
    expect(page).to_have_url(f"{start}?topic=refugees")
    topic.select_option("")
    expect(page).to_have_url(start)
    assert counted(page) == len(catalogue.all(Law))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said_and_a_strange_address_hides_nothing(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    start = f"{served.address}{home(language)}laws/"
    page = new_page(f"{start}?filter=xyzzy")
    status = page.locator("form.filters [role=status]")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(status).to_have_text(status.get_attribute("data-none") or "?")
    strange = urlencode({"country": "zz", "day": "2010-06", "from": "then", "topic": "<b>x</b>"})
    page = new_page(f"{start}?{strange}")
    assert counted(page) == len(catalogue.all(Law))
    expect(page.locator("main b")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_narrowed_by_keyboard_and_the_number_is_announced(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}laws/")
    status = page.locator("form.filters [role=status]")
    expect(status).to_have_attribute("aria-live", "polite")
    before = counted(page)
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    country = page.locator("select[name=country]")
    for _ in range(30):
        page.keyboard.press("Tab")
        if country.evaluate("field => field === document.activeElement"):
            break
    expect(country).to_be_focused()
    name = country.evaluate("field => [...field.options].find((option) => option.value === 'gt').label")
    page.keyboard.type(name[:4])
    expect(country).to_have_value("gt")
    expected = sum(1 for law in catalogue.all(Law) if law.country == "gt")
    assert counted(page) == expected
    assert 0 < expected < before
    expect(country).to_be_focused()
    for field in page.locator("form.filters :is(select, input)").all():
        label = field.evaluate("field => field.labels[0].firstChild.textContent.trim()")
        assert label, "a field without a name"


TIMED = """([name, value]) => {
  const field = document.querySelector(`form.filters [name=${name}]`);
  const times = [];
  for (let turn = 0; turn < 5; turn += 1) {
    field.value = turn % 2 ? "" : value;
    const start = performance.now();
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input"));
    document.body.getBoundingClientRect(); // with the layout that follows
    times.push(performance.now() - start);
  }
  return times;
}"""


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        ("laws/", "country", "ar"),
        ("laws/", "filter", "refugees"),
        ("laws/", "day", "2010-06-01"),
        ("portals/", "service", "assistance"),
        ("help/", "where", "mx"),
        ("milex/", "from", "2010"),
    ],
)
def test_one_choice_takes_less_than_a_tenth_of_a_second(
    place: str, name: str, value: str, served: Server, new_page: NewPage
) -> None:
    page = new_page(served.address + place)
    assert page.locator(".entry").count() > 80
    times = page.evaluate(TIMED, [name, value])
    print(f"{place}?{name}={value}: {', '.join(f'{time:.1f}' for time in times)} ms")
    assert statistics.median(times) < LIMIT


@pytest.mark.parametrize("name", [*LISTS, "milex", "help"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_whole_list_is_there(
    language: str, name: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    place = LISTS[name].place if name in LISTS else f"{name}/"
    page = new_page(f"{served.address}{home(language)}{place}?country=ar", java_script_enabled=False)
    for form in page.locator("form.filters").all():
        expect(form).to_be_hidden()
    every = page.locator(".entry").count()
    assert every == (len(LISTS[name].records(catalogue)) if name in LISTS else every) > 0
    assert page.locator(".entry:visible").count() == every
    assert page.locator(".badge--uncertain:visible").count() == 0
    assert page.locator(".differs:visible").count() == 0
    page.locator(".entry a").first.click()
    expect(page.locator("article.record")).to_be_visible()


def test_records_of_the_same_name_can_be_told_apart(trees: Trees, catalogue: Catalogue) -> None:
    """Eight ministries and nine immigration acts bear the same title: lists and titles add the state."""
    for language in LANGUAGES:
        tree = trees[f"{home(language)}all/"]
        for kind in (Law, Portal, Member):
            records: list[Record] = catalogue.all(kind)
            end = f"/{kind.kind}/"
            lines = [
                " ".join(line.text_content().split())
                for line in tree.xpath("//main//li[a[contains(@href,$end)]]", end=end)
            ]
            assert len(lines) == len(records)
            assert len(set(lines)) == len(lines), kind.kind
