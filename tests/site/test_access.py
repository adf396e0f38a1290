"""For everybody: axe, small screens, large letters, paper. One page of each kind of record, and every prose page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, ROOT, Server, home, inside, language_of

from cam import model
from cam.prose import read_pages

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

KINDS = [kind for kind in model.KINDS if any((ROOT / "data" / kind).glob("*.yaml"))]
"""The kinds of which there is a record; no country report has been received yet."""
PROSE = [page.url for page in read_pages(ROOT, ["en"])]
TYPES = [
    *(
        "home",
        "committee/",
        "program/",
        "mandates/",
        "plans/",
        "systems/",
        "milestones/",
        "framework/",
        "glossary/",
    ),
    *("all/", "gaps/", "calendar/", "calendar/months/", "search/", "bulletins/", "changes/"),
    *("about/editing/", "about/data/", "about/translations/", "bulletins/2026-11-first-edition/"),
    *("countries/", "countries/mx/brief/", "compare/", "laws/", "milex/", "milex/coverage/", "treaties/"),
    *("portals/", "directory/", "help/", "ricomi/", "ricomi/matching/", "ricomi/take-part/"),
    *("members/", "offers/", "needs/", "matches/", "practices/"),
    *("figures/", "figures/protection/", "figures/corridors/", "figures/states/", "countries/ar/figures/"),
    *("sicremi/", "sicremi/take-part/", "tables/", "rounds/", "reports/", "editions/", "datasets/"),
    *("minpet/", "minpet/compare/", "minpet/for-me/", "minpet/fees/", "minpet/exchange/", "programs/"),
    *("data/", "data/offline/", "data/api/", "data/embed/", "session-reports/"),
]
"""One prose page of each type: what differs between the others is their text."""
PAGES = [*KINDS, *TYPES]
"""Kinds of records, and prose pages; the languages take turns."""

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [document.documentElement.scrollWidth, ...[...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120))]"""

PAPER = 672
"""Width of what A4 leaves between the margins, in pixels."""
SHRUNK = 1.6
"""Browsers shrink what is wider; this is still to be read."""

MORE_SPACE = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""
"""What WCAG 1.4.12 says that a reader may set."""

COVERED = """() => [...document.querySelectorAll("a, button, summary, input, select, h1")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip, .md-toggle"))
  .filter((element) => {
    element.scrollIntoView({ block: "center", inline: "nearest" });
    const box = element.getClientRects()[0];
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !hit || !(element.contains(hit) || hit.contains(element));
  }).map((element) => element.outerHTML.slice(0, 120))"""


def largest(kind: str, language: str, built: Path) -> list[str]:
    """Return the places of the pages of a kind of record, the largest first: it has most on it."""
    pages = (built / home(language) / kind).glob("*/index.html")
    ordered = sorted(pages, key=lambda path: (-path.stat().st_size, path.parent.name))
    return [f"{home(language)}{kind}/{path.parent.name}/" for path in ordered]


def place_of(number: int, built: Path) -> str:
    """Return the place of a page of PAGES in its language."""
    name, language = PAGES[number], LANGUAGES[number % len(LANGUAGES)]
    if name in KINDS:
        return largest(name, language, built)[0]
    return home(language) + ("" if name == "home" else name)


def run_axe(pages: list[Page]) -> list[str]:
    """Run axe in all pages at a time (each has a process of its own) and return what it finds."""
    for page in pages:
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(AXE_SCRIPT)
        page.evaluate(
            "rules => { window.found = new Promise((done) => setTimeout(() => axe.run(rules).then(done))) }",
            RULES,
        )
    problems = []
    for page in pages:
        for rule in page.evaluate("() => window.found")["violations"]:
            where = f"{page.viewport_size['width']} px: {rule['id']} ({rule['impact']})"
            problems += [
                f"{where}: {one['html'][:160]} – {one['failureSummary'][:300]}" for one in rule["nodes"][:4]
            ]
    return problems


def check(new_page: NewPage, address: str, prepare: Callable[[Page], object] = lambda _: None) -> None:
    """Run axe on a page at two widths in two colour schemes."""
    pages, problems = [new_page(address, viewport=size) for size in (WIDE, NARROW)], []
    for page in pages:
        prepare(page)
    for scheme in ("light", "dark"):
        for page in pages:
            page.emulate_media(color_scheme=scheme)
        problems += [f"{scheme}, {one}" for one in run_axe(pages)]
    assert not problems, "\n".join([address, *problems])


@pytest.mark.parametrize("number", range(len(PAGES)), ids=PAGES)
def test_axe_finds_nothing(number: int, built: Path, served: Server, new_page: NewPage) -> None:
    check(new_page, served.address + place_of(number, built))


def test_every_kind_and_every_language_is_among_these_pages(built: Path) -> None:
    places = [place_of(number, built) for number in range(len(PAGES))]
    assert {language_of(place) for place in places} == set(LANGUAGES)
    assert {inside(place).partition("/")[0] for place in places} >= set(KINDS)
    assert all((built / place / "index.html").is_file() for place in places)
    assert len(set(places)) == len(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_small_screen(
    language: str, built: Path, served: Server, new_page: NewPage
) -> None:
    """Every prose page and the largest pages of each kind, also with as much space between letters as one may set."""
    places = [home(language) + place for place in PROSE]
    places += [place for kind in KINDS for place in largest(kind, language, built)[:2]]
    places += [f"{home(language)}countries/{code}/brief/" for code in ("mx", "vc")]
    page = new_page(served.address)
    problems = []
    for place in places:
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(served.address + place)
        problems += [(place, 360, one) for one in page.evaluate(TOO_WIDE)]
        page.set_viewport_size({"width": 320, "height": 640})
        problems += [(place, 320, one) for one in page.evaluate(TOO_WIDE)]
        page.add_style_tag(content=MORE_SPACE)
        problems += [(place, "320, spaced", one) for one in page.evaluate(TOO_WIDE)]
    assert not problems, "\n".join(map(str, problems))


def unfold(page: Page) -> None:
    if page.locator(".menu summary").is_visible():
        page.locator(".menu summary").click()
    page.locator("a.term").first.click()
    expect(page.locator(".expansion")).to_be_visible()


def open_facets(page: Page) -> None:
    expect(page.locator(".search__results li")).to_have_count(10)
    closed = page.locator(".search__facets details:not([open]) summary")
    while closed.count():
        closed.first.click()


def filter_table(page: Page) -> None:
    page.locator(".table-filter input").fill("cam")


def choose_help(page: Page) -> None:
    page.locator("select[name=where]").select_option("mx")
    page.locator(".help summary").click()


@pytest.mark.parametrize(
    ("place", "prepare"),
    [
        ("fr/meetings/cam-2015-2016-r1/", unfold),
        ("es/search/?q=SICREMI", open_facets),
        ("calendar/?plan=cam-2015-2016", lambda _: None),
        ("fr/discrepancies/", filter_table),
        ("es/laws/?country=ar&day=2010-06-01", lambda _: None),
        ("fr/treaties/?country=vc", lambda _: None),
        ("compare/?states=ar.us.vc", lambda _: None),
        ("es/help/", choose_help),
    ],
    ids=[
        *("menu and acronym", "results and facets", "filtered calendar", "filtered table", "law on a day"),
        *("one state's treaties", "three states", "help for one"),
    ],
)
def test_axe_finds_nothing_in_what_opens(
    place: str, prepare: Callable[[Page], None], served: Server, new_page: NewPage
) -> None:
    check(new_page, served.address + place, prepare)
    page = new_page(served.address + place, viewport={"width": 320, "height": 640})
    prepare(page)
    assert page.evaluate(TOO_WIDE) == []


def test_axe_finds_nothing_on_the_page_for_wrong_addresses(served: Server, new_page: NewPage) -> None:
    check(new_page, f"{served.address}nowhere/")
    page = new_page(f"{served.address}nowhere/", viewport={"width": 320, "height": 640})
    new_page.wrong.clear()
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(
    "place",
    [
        *("", "plans/cam-2015-2016/", "search/", "calendar/", "calendar/months/", "mandates/"),
        *("countries/ve/", "members/", "help/", "needs/example-return-center/"),
    ],
)
def test_nothing_covers_anything_at_400_percent(place: str, served: Server, new_page: NewPage) -> None:
    """A window of 1280 by 1024 pixels at four times its size is 320 by 256."""
    page = new_page(f"{served.address}fr/{place}", viewport={"width": 320, "height": 256})
    stuck = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) =>
          ["fixed", "sticky"].includes(getComputedStyle(element).position)).map((element) => element.className)"""
    )
    assert stuck == [], "this would keep a part of a small window"
    assert page.evaluate(COVERED) == []
    page.locator(".menu summary").click()
    assert page.evaluate(COVERED) == []
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "place",
    [
        *("es/plans/cam-2015-2016/", "calendar/months/", "fr/about/data/", "fr/meetings/cam-2015-2016-r1/"),
        *("countries/", "es/countries/ve/", "fr/treaties/", "es/milex/coverage/", "countries/gd/brief/"),
    ],
)
def test_paper_shows_the_content_and_where_it_is_from(
    place: str, scheme: str, served: Server, address: str, new_page: NewPage
) -> None:
    page = new_page(served.address + place, color_scheme=scheme)
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print", color_scheme=scheme)
    for hidden in (".top", ".bottom", ".trail", ".skip", "main .actions", "main .filters"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text(address + place)
    expect(page.locator("main h1")).to_be_visible()
    for block in page.locator("main section.block, main section.block table, main .outline").all():
        expect(block).to_be_visible()
    for table in page.locator("main .matrix table").all():
        page.set_viewport_size({"width": PAPER, "height": 1000})
        assert table.bounding_box()["width"] <= SHRUNK * PAPER, "it would be cut off at the edge"
    paper, ink = page.evaluate(
        "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert paper == "rgb(255, 255, 255)"
    assert sum(int(part) for part in ink[4:-1].split(",")) < 200, f"the ink is {ink}"
