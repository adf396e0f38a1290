"""The figures: a state's page of them, the regional pages, their charts, and the way from a number to its row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from support_site import LANGUAGES, Server, home

from cam.indicators import INDICATORS, corridor_years, corridors, figure, years
from cam.model.figures import Dataset
from cam.model.law import Country
from cam.store import Catalogue
from cam.views.figures import _TABLES as TABLES
from cam.views.numbers import plain
from cam.views.reader import Reader
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Trees = dict[str, html.HtmlElement]
REGIONAL = ("", "stock/", "origins/", "corridors/", "mirror/", "protection/", "remittances/", "states/")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def tables(built: Path) -> dict[str, list[list[str]]]:
    """Every CSV file of the built site that rows are named of, by its place."""
    return {
        path.relative_to(built).as_posix(): list(csv.reader(path.read_text("utf-8").splitlines()))
        for path in built.rglob("figures/*.csv")
    }


def row_behind(tables: dict[str, list[list[str]]], place: str, href: str) -> dict[str, str]:
    """Return the row that a link names, by column (fragment identifiers of RFC 7111)."""
    file, _, line = urljoin("/" + place, href).lstrip("/").partition("#row=")
    lines = tables[file]
    return dict(zip(lines[0], lines[int(line) - 1], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_has_every_figure_of_every_year(language: str, trees: Trees, catalogue: Catalogue) -> None:
    for country in catalogue.all(Country):
        tree = trees[f"{home(language)}countries/{country.id}/figures/"]
        reader = Reader(catalogue, language, f"countries/{country.id}/figures/")
        for name, columns in TABLES.items():
            for year in years(catalogue, *columns):
                cells = [figure(catalogue, column, country.id, year) for column in columns]
                found = tree.xpath(f"//tr[@id='{name}-{year}']")
                assert len(found) == any(cell.rows for cell in cells), (country.id, name, year)
                if found:
                    said = [words(cell) for cell in found[0].xpath("td")][: len(columns)]
                    wanted = [
                        plain(reader, column, cell) for column, cell in zip(columns, cells, strict=True)
                    ]
                    assert said == [text.replace("\u00a0", " ") for text in wanted], (country.id, name, year)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_state_leads_to_its_rows(
    language: str, trees: Trees, catalogue: Catalogue, tables: dict[str, list[list[str]]]
) -> None:
    followed = 0
    for country in catalogue.all(Country):
        place = f"{home(language)}countries/{country.id}/figures/"
        for row in trees[place].xpath("//tr[@id][.//a[contains(@href, '#row=')]]"):
            for href in row.xpath(".//a[contains(@href, '#row=')]/@href"):
                behind = row_behind(tables, place, href)
                name, _, rest = row.get("id").rpartition("-")
                if name in TABLES:
                    assert (behind["country"], behind["year"]) == (country.id, rest), href
                else:
                    pair = {behind["origin"], behind["destination"]}
                    assert pair == {country.id, rest}, href
                followed += 1
    assert followed > 5000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_partners_of_a_state_are_those_of_the_table(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    wording = Wording(catalogue, language)
    for country in catalogue.all(Country):
        tree = trees[f"{home(language)}countries/{country.id}/figures/"]
        for name, side, other in (
            ("origins", "origin", "destination"),
            ("destinations", "destination", "origin"),
        ):
            for place, year in enumerate(corridor_years(catalogue)):
                for item in corridors(catalogue, year, **{other: country.id}):
                    row = tree.xpath(f"//tr[@id='{name}-{getattr(item, side)}']/td")[place]
                    assert words(row) == wording.number(int(item.cell.value or 0)).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_figures_of_a_state_lead_to_the_row_that_says_them(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    for country in catalogue.all(Country):
        place = f"{home(language)}countries/{country.id}/"
        lines = trees[place].xpath("//section[.//h2[@id='figures']]//li[a[contains(@href, 'figures/#')]]")
        assert len(lines) >= 6, country.id
        for line in lines:
            href = line.xpath("string(a/@href)")
            row = trees[place + "figures/"].xpath(f"//tr[@id='{href.partition('#')[2]}']")[0]
            number = re.search(r"\d[\d., ]*\d|\d", words(line.xpath("a")[0]))
            assert number
            assert number[0] in words(row), (country.id, words(line))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_named_described_credited_and_has_its_table(
    language: str, trees: Trees, catalogue: Catalogue
) -> None:
    states = [
        f"countries/{country.id}/{page}" for country in catalogue.all(Country) for page in ("", "figures/")
    ]
    charts = 0
    for place in [*states, *(f"figures/{name}" for name in REGIONAL)]:
        tree = trees[home(language) + place]
        for chart in tree.xpath("//figure[contains(@class, 'chart')]"):
            drawing = chart.xpath("*[local-name()='svg']")[0]
            assert drawing.get("role") == "img"
            assert len(drawing.get("aria-label")) > 40, place
            assert words(chart.xpath("figcaption")[0]) in " ".join(drawing.get("aria-label").split())
            assert not re.search(r"#[0-9a-f]{6}", html.tostring(drawing).decode()), "a colour that is no role"
            credit = chart.xpath("p[@class='chart__credit']")[0]
            assert credit.xpath("a[contains(@href, 'datasets/')]"), place
            assert credit.xpath("a[contains(@href, '#')]"), "no way to the same figures as a table"
            charts += 1
        assert all(note.xpath(".//a") for note in tree.xpath("//p[@class='chart__credit']")), place
    assert charts > 35 * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_of_figures_name_their_producer(language: str, trees: Trees) -> None:
    for name in REGIONAL:
        tree = trees[f"{home(language)}figures/{name}"]
        for table in tree.xpath("//div[contains(@class, 'numbers')]"):
            credit = table.getnext()
            assert credit is not None, name
            assert credit.get("class") == "chart__credit", name
            assert "CC BY" in words(credit)


def test_the_headline_numbers_are_on_the_first_page(trees: Trees) -> None:
    wanted = {
        "": ("77,813,689", "50.9%", "41,357,143", "53.1%", "50,761,047", "51.2%", "11,279,561", "1,413,761",
             "5,170,096", "6,024,333", "165,1"),
        "es": ("77 813 689", "41 357 143", "50 761 047", "11 279 561", "1 413 761", "6 024 333"),
        "fr": ("77 813 689", "41 357 143", "50 761 047", "11 279 561", "1 413 761", "6 024 333"),
    }  # fmt: skip
    for language, numbers in wanted.items():
        said = words(
            trees[f"{language}/figures/" if language else "figures/"].xpath(
                "//section[.//h2[@id='headlines']]"
            )[0]
        )
        for number in numbers:
            assert re.sub(r"[ .\u00a0]", "", number) in re.sub(r"[ .\u00a0]", "", said), (language, number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_says_each_corridor_once(language: str, trees: Trees, catalogue: Catalogue) -> None:
    tree = trees[f"{home(language)}figures/corridors/"]
    cells = tree.xpath("//section[.//h2[@id='matrix']]//td[contains(@class, 'heat')]")
    held = corridors(catalogue)
    assert len(cells) == len(held)
    number = Wording(catalogue, language).number
    said = {words(cell.xpath("span[@class='visually-hidden']")[0]) for cell in cells}
    assert len(said) == len(held)
    largest = number(int(held[0].cell.value or 0)).replace("\u00a0", " ")
    assert any(text.endswith(largest) for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_multiples_show_every_state(language: str, trees: Trees) -> None:
    tree = trees[f"{home(language)}figures/states/"]
    for gallery in tree.xpath("//ul[@class='multiples']"):
        drawings = gallery.xpath("li/*[local-name()='svg']")
        assert len(drawings) == len({drawing.get("aria-label") for drawing in drawings}) == 35
    assert len(tree.xpath("//ul[@class='multiples']")) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_can_be_seen_in_light_and_dark(scheme: str, served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}es/countries/mx/figures/", color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    drawn = page.locator("figure.chart").first
    expect(drawn).to_be_visible()
    found = drawn.locator("path[stroke^='var(--chart']").evaluate_all(
        "paths => paths.map(path => getComputedStyle(path).stroke)"
    )
    assert len(set(found)) == 2, "two lines, two colours"
    assert ground not in found
    box = drawn.locator("svg").bounding_box()
    assert box
    assert box["width"] > 250
    assert box["height"] > 100


def test_every_dataset_can_be_fetched(built: Path, catalogue: Catalogue) -> None:
    for record in catalogue.all(Dataset):
        kept = (catalogue.root / "data" / "figures" / f"{record.id}.csv").read_bytes()
        assert (built / "figures" / f"{record.id}.csv").read_bytes() == kept
    assert set(INDICATORS) == set(catalogue.vocabulary["indicators"])
