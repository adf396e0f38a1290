"""Pieces on other sites, in a browser: in a frame of any width, and pasted into a page, light and dark.

The pieces are made anew here; nothing else of the site is needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Frame, Page, expect
from support_site import ROOT, TODAY, Server

from cam import outputs
from cam.knowledge import Site
from cam.outputs import embeds
from cam.prose import read_pages
from cam.store import Catalogue

pytestmark = pytest.mark.browser

PIECES = (
    "embed/next-meetings",
    "fr/embed/countries/mx",
    "es/embed/countries/vc",
    "es/embed/charts/mx/stock-chart",
    "embed/charts/stock/bars-immigrants",
    "fr/embed/charts/protection/chart-refugees-hosted",
)
WIDTHS = (200, 400)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}  # fmt: skip
HOST = """<!doctype html>
<html lang="en"><head><title>Another site</title><meta name="color-scheme" content="light dark">
<style>body{{font:16px/1.5 sans-serif;background:Canvas;color:CanvasText}}</style></head>
<body><main><h1>Another site</h1><h2>From elsewhere</h2>{}</main></body></html>"""


@pytest.fixture(scope="module")
def pieces(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pieces in all languages, served as a site would serve them."""
    site = Site(catalogue, read_pages(ROOT, catalogue.languages), dt.date.fromisoformat(TODAY))
    folder = tmp_path_factory.mktemp("pieces")
    for language in catalogue.languages:
        outputs.put(folder, embeds.build(site, language))
    server = Server("/cam/", folder)
    yield server
    server.close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Server]:
    """Another site, of another origin, with nothing on it yet."""
    (tmp_path / "404.html").write_text("")
    server = Server("/", tmp_path)
    yield server
    server.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def show(page: Page, host: Server, content: str) -> None:
    """Put content on the other site, and open it there."""
    (host.folder / "index.html").write_text(HOST.format(content), "utf-8")
    page.goto(host.address)


def frames(page: Page, host: Server, pieces: Server, width: int) -> list[Frame]:
    """Show every piece in a frame; return the frames."""
    tags = (
        f'<iframe src="{pieces.address}{name}.html" title="{name}" width="{width}" height="640"></iframe>'
        for name in PIECES
    )
    show(page, host, "\n".join(tags))
    found = page.frames[1:]
    assert len(found) == len(PIECES)
    for frame in found:
        frame.locator(".origin").wait_for()
    return found


def axe(where: Page | Frame) -> list[str]:
    where.evaluate(AXE_SCRIPT)
    found = where.evaluate("rules => axe.run(rules)", RULES)["violations"]
    nodes = [(rule["id"], node) for rule in found for node in rule["nodes"]]
    return [f"{name}: {node['html'][:160]} – {node['failureSummary'][:200]}" for name, node in nodes]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pieces_fit_their_frames_and_axe_finds_nothing(
    page: Page, host: Server, pieces: Server, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    problems = []
    for name, frame in zip(PIECES, frames(page, host, pieces, width), strict=True):
        wide, room = frame.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        assert room == width
        problems += [f"{name} is {wide} px wide"] if wide > width else []
        ground = frame.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 22, 32)"}[scheme]
        problems += [f"{name}: {one}" for one in axe(frame)]
    assert problems == []


def test_a_frame_asks_for_one_file_and_sets_nothing(page: Page, host: Server, pieces: Server) -> None:
    pieces.seen.clear()
    found = frames(page, host, pieces, 400)
    page.wait_for_load_state("networkidle")
    assert sorted(answer.path for answer in pieces.seen) == sorted(f"/cam/{name}.html" for name in PIECES)
    assert {answer.status for answer in pieces.seen} == {200}
    assert page.context.cookies() == []
    assert all(frame.evaluate("() => document.scripts.length") == 0 for frame in found)


def test_a_link_opens_a_window_that_knows_nothing_of_the_other(
    page: Page, host: Server, pieces: Server
) -> None:
    page.context.route("https://**", lambda route: route.fulfill(body="there", content_type="text/plain"))
    frame = frames(page, host, pieces, 400)[1]
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Institutions et portails").click()
    window = opened.value
    window.wait_for_load_state()
    assert window.url.endswith("/fr/countries/mx/#portals")
    assert window.evaluate("() => window.opener") is None
    assert page.url == host.address


def test_the_chart_is_also_there_in_words(page: Page, pieces: Server) -> None:
    page.goto(f"{pieces.address}es/embed/charts/mx/stock-chart.html")
    expect(page.get_by_role("img", name="México: Inmigrantes y emigrantes")).to_be_visible()
    words = page.locator("details p")
    expect(words).to_be_hidden()
    page.get_by_text("El gráfico en palabras").click()
    expect(words).to_contain_text("Inmigrantes: 701 513 en 1990")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pasted_piece_takes_the_look_of_its_page(
    page: Page, host: Server, pieces: Server, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    texts = [(pieces.folder / f"{name}.txt").read_text("utf-8") for name in PIECES]
    show(page, host, "\n".join(texts))
    expect(page.locator(".cam-embed")).to_have_count(len(PIECES))
    color = "element => getComputedStyle(element).color"
    ink, own = (page.locator(name).first.evaluate(color) for name in ("body", ".cam-embed"))
    assert ink == own
    axis = page.locator(".cam-embed svg text").first
    assert axis.evaluate("text => getComputedStyle(text).fill") == ink
    drawn = page.locator(".cam-embed svg path[stroke='var(--chart-1)']").first
    assert drawn.evaluate("path => getComputedStyle(path).stroke") == "rgb(47, 128, 200)"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
