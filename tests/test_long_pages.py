"""Long pages begin with the ways to their parts: on a phone nobody scrolls past twenty tables."""

from __future__ import annotations

import pytest
from lxml import html

from cam import embed
from cam.knowledge import Site

PARTS = {
    ("data/embed/", "data-embeds"): ["frame", "examples", "pieces", "cards", "charts"],
    ("data/fields/", "fields"): ["record", "bodies", "meetings", "laws", "programs", "pieces", "lists"],
}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize(("page", "parts"), PARTS.items(), ids=lambda value: value[0])
def test_a_long_page_leads_to_its_parts(
    page: tuple[str, str], parts: list[str], language: str, site: Site
) -> None:
    path, name = page
    said = html.fragment_fromstring(embed.say(site, "cam_show", language, path, name), create_parent=True)
    first = said[0]
    ways = {link.get("href"): link.text_content() for link in first.xpath(".//a")}
    titles = {
        found.get("id"): " ".join(found.text_content().split())
        for found in said.xpath("//h2[@id] | //h3[@id]")
    }
    for part in parts:
        assert ways[f"#{part}"] == titles[part]
    lost = [anchor for anchor in titles if said.xpath(f"//h2[@id='{anchor}']") and f"#{anchor}" not in ways]
    assert lost in ([], ["kinds"]), "each part is linked; of the group of kinds, every kind"


@pytest.mark.parametrize("anchor", ["cards", "charts"])
def test_a_long_table_of_pieces_can_be_narrowed(anchor: str, site: Site) -> None:
    said = html.fragment_fromstring(
        embed.say(site, "cam_show", "es", "data/embed/", "data-embeds"), create_parent=True
    )
    table = said.xpath(f"//section[.//*[@id='{anchor}']]//table")[0]
    assert table.get("data-filter")
    assert len(table.xpath(".//tbody/tr")) >= 35
