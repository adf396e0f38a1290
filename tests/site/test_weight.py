"""How much goes over the wire: a record page, a first visit to it, and whom the browser asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page
from support_site import LANGUAGES, Server, inside, language_of

from cam.effect.weight import PAGE_BUDGET, RECORD_BUDGET, VISIT_BUDGET, compressed
from cam.model.law import Country
from cam.store import Catalogue, key


def weights(built: Path, places: list[str]) -> dict[str, int]:
    """Return each page's size, compressed as well as gzip can."""
    return {place: compressed(built / place / "index.html") for place in places}


@pytest.fixture(scope="module")
def heaviest(built: Path, trees: dict[str, html.HtmlElement], catalogue: Catalogue) -> dict[str, str]:
    """The heaviest page of a record, or brief of a state, of each language."""
    keys = {f"{key(record)}/" for record in catalogue.every()}
    keys |= {f"{key(country)}/brief/" for country in catalogue.all(Country)}
    sizes = weights(built, [place for place in trees if inside(place) in keys])
    return {
        language: max((place for place in sizes if language_of(place) == language), key=sizes.__getitem__)
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_record_page_is_heavier_than_12_kb(
    language: str, built: Path, heaviest: dict[str, str], record_property: Callable[[str, object], None]
) -> None:
    place = heaviest[language]
    size = weights(built, [place])[place]
    record_property("heaviest page", f"{place}: {size} bytes")
    print(f"heaviest record page: {place}, {size} bytes")
    assert size <= RECORD_BUDGET, place


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_page_is_heavier_than_60_kb(
    language: str,
    built: Path,
    trees: dict[str, html.HtmlElement],
    record_property: Callable[[str, object], None],
) -> None:
    sizes = weights(built, [place for place in trees if language_of(place) == language])
    heaviest = sorted(sizes, key=sizes.__getitem__, reverse=True)[:12]
    record_property("heaviest lists", ", ".join(f"{place}: {sizes[place]}" for place in heaviest))
    for place in heaviest:
        print(f"  {sizes[place]:7} {place}")
    assert sizes[heaviest[0]] <= PAGE_BUDGET, heaviest[0]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_to_a_record_costs_at_most_80_kb(
    language: str,
    served: Server,
    heaviest: dict[str, str],
    new_page: Callable[..., Page],
    record_property: Callable[[str, object], None],
) -> None:
    served.seen.clear()
    page = new_page(served.address + heaviest[language])
    page.wait_for_load_state("networkidle")
    total = sum(answer.size for answer in served.seen)
    record_property("first visit", f"{heaviest[language]}: {total} bytes, {len(served.seen)} requests")
    print(f"first visit to {heaviest[language]}: {total} bytes")
    for answer in served.seen:
        print(f"  {answer.size:7} {answer.path}")
    assert total <= VISIT_BUDGET
    assert {answer.status for answer in served.seen} == {200}
    assert len(served.seen) >= 3, "page, style sheet and script at least: was anything counted?"
