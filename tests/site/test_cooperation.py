"""Portals that serve a migrant, and RICOMI: examples, matches and their reasons, unmet needs, the method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_lists import IDS, counted, fits, ids
from support_site import LANGUAGES, Server, home, inside, language_of

from cam.matching import CONDITIONS, COSTS, WEIGHTS, matching, nearest_miss, unmet
from cam.model import Record
from cam.model.cooperation import Match, Member, Need, Offer
from cam.model.directory import Portal
from cam.serving import needs, serves_where, serves_whom, shown_with
from cam.store import Catalogue, key
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]


def plain(text: str) -> str:
    """Return a text with plain spaces: French keeps its colons from standing alone."""
    return " ".join(text.split())


def words(element: html.HtmlElement) -> str:
    return plain(element.text_content())


# Portals that serve me.

CHOOSE = f"""choices => choices.map((choice) => {{
  for (const [name, value] of Object.entries(choice)) {{
    document.querySelector(`form.filters [name=${{name}}]`).value = value;
  }}
  document.querySelector("form.filters select").dispatchEvent(new Event("change"));
  return ({IDS})();
}})"""


def serving(catalogue: Catalogue, where: str, whence: str, need: str) -> list[str]:
    """Return the ids of the portals that serve a person; "" leaves a question open."""
    answered = {name for name, value in (("where", where), ("whence", whence), ("need", need)) if value}
    return sorted(
        portal.id
        for portal in catalogue.all(Portal)
        if needs(portal)
        and (not where or fits(serves_where(portal), where))
        and (not whence or fits(serves_whom(portal), whence))
        and (not need or need in needs(portal))
        and (not answered or not shown_with(portal) or answered & set(shown_with(portal)))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_migrant_sees_the_portals_that_serve_her_and_nothing_else(
    language: str, catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    choice = {"where": "mx", "whence": "hn", "need": "papers"}
    expected = serving(catalogue, *choice.values())
    assert expected
    start = f"{served.address}{home(language)}help/"
    page = new_page(start)
    served.seen.clear()
    for name, value in choice.items():
        page.locator(f"select[name={name}]").select_option(value)
    assert sorted(set(ids(page))) == expected
    number = counted(page)
    groups = page.locator("section[data-group]:visible")
    assert 0 < groups.count() <= number
    for group in groups.all():
        assert group.locator(".entry:visible").count()
    expect(page.locator("section[data-group] h2:visible")).to_have_count(groups.count())
    page.locator(".help summary").click()
    expect(page.locator(".jump a:visible")).to_have_count(groups.count())
    assert page.url.startswith(start)
    assert all(value in page.url for value in choice.values())
    page.reload()
    assert sorted(set(ids(page))) == expected
    assert not [one.path for one in served.seen if "whence" in one.path], "nothing of it is sent anywhere"


def test_every_choice_of_place_origin_and_need_shows_what_the_rule_says(
    catalogue: Catalogue, served: Server, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}help/")
    page.evaluate("() => { history.replaceState = () => {} }")
    options = {
        name: page.locator(f"select[name={name}] option").evaluate_all("all => all.map(one => one.value)")
        for name in ("where", "whence", "need")
    }
    assert len(options["where"]) == len(options["whence"]) == 36
    assert options["need"] == ["", *catalogue.vocabulary["migrant_needs"]]
    choices = [dict(zip(options, values, strict=True)) for values in product(*options.values())]
    for choice, found in zip(choices, page.evaluate(CHOOSE, choices), strict=True):
        assert sorted(set(found)) == serving(catalogue, **choice), choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_portal_stands_under_its_state_with_its_needs_and_address(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    found = []
    for group in trees[f"{home(language)}help/"].xpath("//section[@data-group]"):
        anchor = group.xpath("string(h2/@id)")
        for entry in group.xpath(".//li[contains(@class,'entry')]"):
            identity = entry.xpath("string(h3//a/@href)").rstrip("/").rpartition("/")[2]
            portal = catalogue.get(Portal, identity)
            found.append(identity)
            assert (portal.scope == "national") == (anchor in portal.countries), identity
            said = [badge.text_content() for badge in entry.xpath(".//span[contains(@class,'badge--plan')]")]
            assert said == [wording.code(need, "migrant_needs") for need in needs(portal)]
            assert not portal.address or portal.address in entry.xpath(".//a/@href"), identity
    assert sorted(set(found)) == serving(catalogue, "", "", "")


# RICOMI: what is made up is said to be.


def examples(catalogue: Catalogue) -> list[Record]:
    found: list[Any] = [one for kind in (Member, Offer, Need, Match) for one in catalogue.all(kind)]
    made_up: list[Record] = [record for record in found if record.example]
    assert {record.kind for record in made_up} == {"members", "offers", "needs", "matches"}
    return made_up


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_says_so_wherever_it_is_shown(language: str, trees: Trees, catalogue: Catalogue) -> None:
    wording = Wording(catalogue, language)
    prefix = plain(wording.label("marks.example_title", title=""))
    mark, note = plain(wording.label("marks.example")), plain(wording.label("notes.example"))
    places = {f"{home(language)}{key(record)}/" for record in examples(catalogue)}
    problems = []
    for name in sorted(places):
        tree = trees[name]
        badges = [words(badge) for badge in tree.xpath("//header//span[contains(@class,'badge')]")]
        checks = {
            "title of the window": words(tree.xpath("//head/title")[0]).startswith(prefix),
            "title": words(tree.xpath("//h1")[0]).startswith(prefix),
            "badge": mark in badges,
            "notice": any(note in words(one) for one in tree.xpath("//*[contains(@class,'notice')]")),
            "not in the search": not tree.xpath("//*[@data-pagefind-body]"),
            "nor in any other": tree.xpath("//meta[@name='robots']/@content") == ["noindex"],
        }
        problems += [f"{name}: {what}" for what, there in checks.items() if not there]
    for name, tree in trees.items():
        if language_of(name) != language:
            continue
        for link in tree.xpath("//main//a[@href]"):
            target = urljoin(f"http://x/{name}", link.get("href")).removeprefix("http://x/").partition("#")[0]
            if target in places and not words(link).startswith(prefix):
                problems.append(f"{name}: a link to {target} says `{words(link)}`")
    assert not problems, "\n".join(problems[:20])


@pytest.mark.parametrize("place", ["members/", "offers/", "needs/", "matches/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_each_list_examples_bear_a_badge_and_others_do_not(
    language: str, place: str, trees: Trees, catalogue: Catalogue
) -> None:
    mark = Wording(catalogue, language).label("marks.example")
    made_up = {record.id for record in examples(catalogue)}
    lines = trees[f"{home(language)}{place}"].xpath("//main//tbody/tr|//main//ul[@class='lines']/li")
    assert lines
    for line in lines:
        first = line.xpath("string((.//a)[1]/@href)").rstrip("/").rpartition("/")[2]
        badges = [words(badge) for badge in line.xpath(".//span[contains(@class,'badge')]")]
        assert (mark in badges) == (first in made_up), first


# RICOMI: matches and their reasons.


def numbers(text: str) -> Iterator[float]:
    return (float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_need_shows_the_points_and_the_reasons_of_each_match(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording, answered, missed = Wording(catalogue, language), 0, 0
    for need in catalogue.all(Need):
        tree = trees[f"{home(language)}needs/{need.id}/"]
        miss = nearest_miss(catalogue, need)
        pairs = [*matching(catalogue, need), *([miss] if miss else [])]
        sections = tree.xpath("//section[h2[starts-with(@id,'pair-')]]")
        assert [section.xpath("string(h2/@id)") for section in sections] == [
            f"pair-{pair.offer.id}" for pair in pairs
        ]
        for pair, section in zip(pairs, sections, strict=True):
            intro = words(section.xpath("p[@class='intro']")[0])
            assert plain(wording.label("ricomi.points", points=wording.number(pair.score))) in intro
            assert (plain(wording.label("ricomi.nearest_miss")) in intro) == (pair is miss)
            assert section.xpath("string(h2//a/@href)").endswith(f"/offers/{pair.offer.id}/")
            rows = section.xpath(".//tbody/tr")
            assert len(rows) == len(pair.reasons) == len(WEIGHTS)
            for reason, row in zip(pair.reasons, rows, strict=True):
                assert words(row.xpath("th")[0]) == wording.label(f"ricomi.heading_{reason.heading}")
                points, most = numbers(words(row.xpath("td")[0]))
                assert points == pytest.approx(float(reason.points), abs=0.06)
                assert most == WEIGHTS[reason.heading]
                because = words(row.xpath("td")[1])
                against = wording.label("ricomi.against")
                assert because.startswith(against) == (not reason.share)
                assert len(because.split()) > 2, "each point has a reason"
        missed += bool(miss)
        answered += len(pairs) > bool(miss)
        assert (wording.label("ricomi.nobody") in words(tree.xpath("//article")[0])) == (
            need in unmet(catalogue)
        )
    assert answered, "no need is answered: this would prove nothing"
    assert missed, "no need is missed: this would prove nothing"


@pytest.mark.parametrize("place", ["needs/", "ricomi/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_lists_the_needs_that_nobody_meets_and_what_they_fail_on(
    language: str, place: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    lines = trees[f"{home(language)}{place}"].xpath("//main//ul[@class='lines']/li")
    expected = unmet(catalogue)
    assert len(lines) == len(expected) > 0
    for need, line in zip(expected, lines, strict=True):
        links = [href.rstrip("/").rpartition("/")[2] for href in line.xpath(".//a/@href")]
        miss = nearest_miss(catalogue, need)
        assert links == [need.id, *([miss.offer.id] if miss else [])]
        for reason in miss.failing if miss else ():
            assert wording.label(f"ricomi.heading_{reason.heading}").lower() in words(line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_the_method_says_what_the_program_does(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    tree = trees[f"{home(language)}ricomi/matching/"]
    rows = tree.xpath("//section[.//h2[@id='weights']]//tbody/tr")
    said = [[words(cell) for cell in row.xpath("*")] for row in rows]
    assert said == [
        [
            wording.label(f"ricomi.heading_{heading}"),
            str(points),
            wording.label("marks.required" if heading in CONDITIONS else "marks.not_required"),
        ]
        for heading, points in WEIGHTS.items()
    ]
    assert sum(int(row[1]) for row in said) == 100
    shares = tree.xpath("//section[.//h2[@id='costs']]//tbody/tr")
    assert len(shares) == len(COSTS)
    for ours, row in zip(COSTS, shares, strict=True):
        assert words(row.xpath("th")[0]) == wording.code(ours, "cost_rules")
        found = [next(numbers(words(cell))) for cell in row.xpath("td")]
        assert found == [float(COSTS[ours][theirs] * 100) for theirs in COSTS], ours


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_are_not_called_members(language: str, trees: Trees, catalogue: Catalogue) -> None:
    wording = Wording(catalogue, language)
    for member in catalogue.all(Member):
        header = words(
            trees[f"{home(language)}members/{member.id}/"].xpath("//header[@class='record__head']")[0]
        )
        said = wording.code(member.status, "member_statuses")
        assert (said in header) != member.example, "what is made up is neither a candidate nor confirmed"


def test_no_example_stands_outside_of_the_pages_on_cooperation(trees: Trees, catalogue: Catalogue) -> None:
    """A state, an authority or a list of news that links to an example would give it weight."""
    made_up = {key(record) for record in examples(catalogue)}
    allowed = ("members/", "offers/", "needs/", "matches/", "ricomi/", "all/")
    problems = []
    for name, tree in trees.items():
        if inside(name).startswith(allowed):
            continue
        for href in tree.xpath("//main//a/@href"):
            parts = href.partition("#")[0].rstrip("/").split("/")[-2:]
            if "/".join(parts) in made_up:
                problems.append(f"{name}: {href}")
    assert not problems, "\n".join(problems[:20])
