"""Paper: on a sheet of A4 no table is cut off; its last column and its largest numbers are there, charts are whole."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from support_site import LANGUAGES, Server, home

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

PORTRAIT, LANDSCAPE = 672, 1031
"""Width of what A4 leaves between the margins, upright and lying, in pixels."""

PLACES = [
    *("minpet/", "minpet/fees/", "minpet/compare/", "programs/", "countries/co/figures/", "figures/stock/"),
    *("figures/corridors/", "figures/protection/", "milex/coverage/", "treaties/", "compare/", "tables/r1/"),
]
LYING = {"countries/co/figures/", "figures/stock/", "figures/corridors/", "programs/", "milex/coverage/"}
"""Pages with a table so wide that its sheet lies on its side."""

TABLES = """width => [...document.querySelectorAll("main :is(.table, .matrix) > table")]
  .filter((table) => table.checkVisibility())
  .map((table) => {
    const box = table.parentElement, cells = (at) => [...table.rows].map((row) => at(row.cells))
      .filter((cell) => cell && cell.checkVisibility() && cell.getBoundingClientRect().width > 0);
    const numbers = [...table.querySelectorAll("td")].map((cell) => cell.firstElementChild?.ariaHidden
      ? cell.firstElementChild.textContent : cell.textContent).map((text) => text.trim())
      .filter((text) => /^[0-9][0-9.,\\s]*$/.test(text));
    const size = (text) => Number(text.replace(/[^0-9]/g, ""));
    return {
      wide: getComputedStyle(table.closest(".block")).page === "wide",
      beyond: Math.max(table.getBoundingClientRect().width, table.scrollWidth, box.scrollWidth) - box.clientWidth,
      cut: [...table.querySelectorAll("th, td")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1
        && cell.checkVisibility()).map((cell) => cell.textContent.trim()).slice(0, 3),
      head: getComputedStyle(table.tHead).display,
      last: cells((row) => row[row.length - 1]).map((cell) =>
        (cell.querySelector("[aria-hidden]") || cell).textContent),
      largest: numbers.sort((one, other) => size(other) - size(one)).slice(0, 5),
    };
  })"""


def joined(text: str) -> str:
    """Return what is compared: letters and figures alone, no ligatures; a line may end, a word be parted, anywhere."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLACES)
def test_no_table_is_cut_off_on_paper(name: str, language: str, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}{home(language)}{name}")
    page.emulate_media(media="print")
    problems = []
    for width, is_wide in ((PORTRAIT, False), (LANDSCAPE, True)):
        page.set_viewport_size({"width": width, "height": 1000})
        for number, table in enumerate(page.evaluate(TABLES), start=1):
            if table["wide"] != is_wide:
                continue
            if table["beyond"] > 1 or table["cut"]:
                problems.append(f"table {number}: {table['beyond']} px too wide; cut: {table['cut']}")
            if table["head"] not in ("table-header-group", "none"):
                problems.append(f"table {number}: its head is not repeated")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    sizes = {tuple(round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]) for sheet in paper.pages}
    assert sizes == {(210, 297), *([(297, 210)] if name in LYING else [])} | sizes & {(297, 210)}
    said = joined("".join(sheet.extract_text() for sheet in paper.pages))
    for number, table in enumerate(page.evaluate(TABLES), start=1):
        wanted = [*table["last"], *table["largest"]]
        problems += [f"table {number}: `{text}`" for text in wanted if joined(text) not in said]
    assert not problems, "\n".join(["not whole on the paper:", *problems[:12]])


def test_the_shading_of_corridors_is_printed_and_charts_stay_whole(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}figures/corridors/")
    page.emulate_media(media="print")
    cell = page.locator(".sign--heat-4").first
    assert cell.evaluate("cell => getComputedStyle(cell).printColorAdjust") == "exact"
    page.goto(f"{served.address}countries/co/figures/")
    charts = page.locator("main .chart")
    assert charts.count()
    assert set(charts.evaluate_all("all => all.map((one) => getComputedStyle(one).breakInside)")) == {"avoid"}


@pytest.mark.parametrize("chosen", ["compare/?states=ar.us.vc", "fr/compare/?states=ar.us"])
def test_a_comparison_of_a_few_stays_a_table(chosen: str, served: Server, new_page: NewPage) -> None:
    page = new_page(served.address + chosen)
    page.set_viewport_size({"width": PORTRAIT, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator("table[data-compare]").evaluate("table => getComputedStyle(table).display") == "table"
    assert all(table["beyond"] <= 1 for table in page.evaluate(TABLES))
