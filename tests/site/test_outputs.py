"""What stands beside the pages: sitemap, robots.txt, the page for wrong addresses; and that two builds are the same."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from support_site import LANGUAGES, home

Trees = dict[str, html.HtmlElement]

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def test_the_sitemap_lists_every_page_with_its_translations(built: Path, trees: Trees, address: str) -> None:
    root = etree.parse(str(built / "sitemap.xml")).getroot()
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    listed = {}
    for entry in root.findall("s:url", NAMES):
        links = entry.findall("x:link[@rel='alternate']", NAMES)
        place = entry.findtext("s:loc", None, NAMES)
        assert place not in listed, f"{place} is listed twice"
        listed[place] = {(link.get("hreflang"), link.get("href")) for link in links}
        changed = entry.findtext("s:lastmod", None, NAMES)
        assert changed is None or re.fullmatch(r"\d{4}-\d\d-\d\d", changed), place
    expected = {}
    for place, tree in trees.items():
        if tree.xpath("//head/meta[@name='robots'][contains(@content,'noindex')]"):
            continue
        links = tree.xpath("//head/link[@rel='alternate'][@hreflang!='x-default']")
        expected[address + place] = {(link.get("hreflang"), link.get("href")) for link in links}
    assert set(listed) == set(expected)
    without_default = {
        place: {pair for pair in links if pair[0] != "x-default"} for place, links in listed.items()
    }
    assert without_default == expected


def test_robots_may_read_everything_and_find_the_sitemap(built: Path, address: str) -> None:
    lines = (built / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {address}sitemap.xml" in lines
    assert "User-agent: *" in lines
    assert not [line for line in lines if line.startswith("Disallow: /")]


def test_a_wrong_address_is_answered_in_every_language(built: Path, address: str) -> None:
    tree = html.parse(str(built / "404.html")).getroot()
    base = urlsplit(address).path
    sections = {one.get("lang"): one for one in tree.xpath("//section[@lang]")}
    assert list(sections) == list(LANGUAGES)
    texts = {" ".join(one.text_content().split()) for one in sections.values()}
    assert len(texts) == len(LANGUAGES)
    for language, section in sections.items():
        links = section.xpath(".//a/@href")
        start = base + home(language)
        assert start in links
        assert start + "search/" in links
        assert all(link.startswith(start) for link in links)
    everything = tree.xpath("//@href|//@src")
    assert all(link.startswith(base) for link in everything), (
        "a relative link would depend on the wrong address"
    )
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert len(tree.xpath("//h1")) == 1


def test_nothing_is_published_that_no_page_uses(built: Path, trees: Trees) -> None:
    used = {"404.html", "robots.txt", "sitemap.xml", "security.txt", ".well-known/security.txt"}
    used |= {f"{place}index.html" for place in trees}
    text = "".join(path.read_text(encoding="utf-8") for path in built.rglob("index.html"))
    text += "".join(path.read_text(encoding="utf-8") for path in (built / "assets").glob("*.js"))
    text += "".join(path.read_text(encoding="utf-8") for path in (built / "offline").glob("*.webmanifest"))
    text += "".join(path.read_text(encoding="utf-8") for path in (built / "api/v1").glob("*.json"))
    others = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()} - used
    linked = {
        urljoin(f"/{place}", href).partition("#")[0].lstrip("/")
        for place, tree in trees.items()
        for href in tree.xpath("//a/@href")
    }
    others -= linked
    surplus = [name for name in others if not name.startswith("pagefind/") and name not in text]
    assert surplus == []


def test_two_builds_are_the_same_byte_for_byte(built: Path, again: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    one, two = contents(built), contents(again)
    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []
