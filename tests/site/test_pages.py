"""Every built page, without a browser: languages, metadata, headings, links, and what a page must carry."""

from __future__ import annotations

import os
import re
import shutil
import struct
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from support_site import LANGUAGES, ROOT, home, inside, language_of

from cam.frame import place_of
from cam.model.cooperation import Cooperative
from cam.model.law import Country
from cam.prose import read_pages
from cam.store import Catalogue, key
from cam.translation.state import state
from cam.walk import broken_links

Trees = dict[str, html.HtmlElement]

LEFT_OVER = re.compile(
    r"\{\{|\{%|\{#|Undefined\b|Macro Rendering Error|jinja2|Traceback|(?<=[^\W\d_A-Z] )None\b|[>\"]None[<\"]"
)


def shown(problems: list[str]) -> str:
    return f"{len(problems)} problems, e.g.\n" + "\n".join(problems[:12])


def meta(tree: html.HtmlElement, name: str) -> list[str]:
    return tree.xpath("//head/meta[@name=$name or @property=$name]/@content", name=name)


def records_of(trees: Trees, catalogue: Catalogue) -> dict[str, html.HtmlElement]:
    keys = {f"{key(record)}/" for record in catalogue.every()}
    return {place: tree for place, tree in trees.items() if inside(place) in keys}


def prose_of(trees: Trees, catalogue: Catalogue) -> dict[str, html.HtmlElement]:
    made = {f"{home(language)}{name}" for language in LANGUAGES for name in beside_states(catalogue)}
    made |= set(records_of(trees, catalogue))
    return {place: tree for place, tree in trees.items() if place not in made}


def beside_states(catalogue: Catalogue) -> set[str]:
    """Return what is made of a state beside its page, below a home page: its brief, its figures."""
    return {f"{key(country)}/{page}/" for country in catalogue.all(Country) for page in ("brief", "figures")}


def test_every_language_has_the_same_pages(trees: Trees, catalogue: Catalogue) -> None:
    found = {
        language: {inside(place) for place in trees if language_of(place) == language}
        for language in LANGUAGES
    }
    records = {f"{key(record)}/" for record in catalogue.every()}
    prose = {page.url for page in read_pages(ROOT, ["en"])}
    for language in LANGUAGES:
        assert found[language] == records | prose | beside_states(catalogue), language


def test_every_language_has_the_same_structure(trees: Trees, catalogue: Catalogue) -> None:
    """Headings, tables, lists, filters and their values: what a translation must not lose."""
    counted = {
        "headings": "//main//h1|//main//h2|//main//h3",
        "tables": "//main//table",
        "rows": "//main//tr",
        "fields": "//main//form//*[self::select or self::input]",
        "values of fields": "//main//form//option",
        "entries": "//main//*[contains(concat(' ', @class, ' '), ' entry ')]",
        "regions": "//main//*[@role='region']",
    }
    problems = []
    for place in trees:
        if language_of(place) != LANGUAGES[0]:
            continue
        for name, path in counted.items():
            numbers = {language: len(trees[home(language) + place].xpath(path)) for language in LANGUAGES}
            if len(set(numbers.values())) > 1:
                problems.append(f"{place}: {name} {numbers}")
    assert not problems, shown(problems)


def test_a_page_says_which_language_it_is_in(trees: Trees) -> None:
    wrong = [place for place, tree in trees.items() if tree.get("lang") != language_of(place)]
    assert not wrong, shown(wrong)


def test_titles_and_descriptions(trees: Trees) -> None:
    problems, titles = [], Counter()
    for place, tree in trees.items():
        title, description = tree.findtext(".//head/title").strip(), meta(tree, "description")
        titles[language_of(place), title] += 1
        if not 10 <= len(title) <= 300:
            problems.append(f"{place}: title `{title}`")
        if len(description) != 1 or not 20 <= len(description[0]) <= 320 or "<" in description[0]:
            problems.append(f"{place}: description {description}")
    problems += [f"{number} pages have the title {title}" for title, number in titles.items() if number > 1]
    assert not problems, shown(problems)


def test_canonical_address_and_translations(trees: Trees, catalogue: Catalogue, address: str) -> None:
    problems = []
    for place, tree in trees.items():
        if tree.xpath("//head/link[@rel='canonical']/@href") != [address + place]:
            problems.append(f"{place}: canonical address")
        expected = [(code, address + home(code) + inside(place)) for code in LANGUAGES]
        record = catalogue.find(inside(place).rstrip("/"))
        if record:
            expected = [pair for pair in expected if state(catalogue, record, pair[0]) != "missing"]
        links = tree.xpath("//head/link[@rel='alternate'][@hreflang]")
        found = [(link.get("hreflang"), link.get("href")) for link in links]
        if found != [*expected, ("x-default", expected[0][1])]:
            problems.append(f"{place}: {found}")
    assert not problems, shown(problems)


def test_what_a_shared_link_shows(trees: Trees, built: Path, address: str) -> None:
    problems = []
    for place, tree in trees.items():
        said = {name: meta(tree, f"og:{name}") for name in ("type", "title", "description", "url", "image")}
        said |= {name: meta(tree, f"og:{name}") for name in ("site_name", "locale")}
        problems += [f"{place}: og:{name}" for name, values in said.items() if len(values) != 1]
        if said["url"] != [address + place] or said["description"] != meta(tree, "description"):
            problems.append(f"{place}: the card says something else than the page")
        if not meta(tree, "twitter:card"):
            problems.append(f"{place}: twitter:card")
        image = built / said["image"][0].removeprefix(address)
        if not said["image"][0].startswith(address) or not image.is_file():
            problems.append(f"{place}: the picture {said['image'][0]} does not exist")
        elif struct.unpack(">II", image.read_bytes()[16:24]) != (1200, 630):
            problems.append(f"{place}: the picture is not 1200 by 630")
    assert not problems, shown(problems)


def test_no_template_left_over(built: Path) -> None:
    problems = []
    for path in sorted(built.rglob("*.html")):
        text = re.sub(r"<script.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        problems += [f"{path.relative_to(built)}: {hit[0]}" for hit in LEFT_OVER.finditer(text)]
    assert not problems, shown(problems)


def test_headings(trees: Trees) -> None:
    problems = []
    for place, tree in trees.items():
        headings = tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        levels = [int(heading.tag[1]) for heading in headings]
        if levels.count(1) != 1 or levels[0] != 1:
            problems.append(f"{place}: levels {levels}")
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        problems += [f"{place}: from h{before} to h{after}" for before, after in jumps]
        problems += [f"{place}: an empty heading" for one in headings if not one.text_content().strip()]
    assert not problems, shown(problems)


def test_ids_are_unique_and_what_names_them_finds_them(trees: Trees) -> None:
    problems = []
    for place, tree in trees.items():
        ids = Counter(tree.xpath("//@id"))
        problems += [f"{place}: #{name} {number} times" for name, number in ids.items() if number > 1]
        named = " ".join(tree.xpath("//@for|//@aria-labelledby|//@aria-describedby|//@aria-controls")).split()
        problems += [f"{place}: nothing has the id {name}" for name in named if name not in ids]
    assert not problems, shown(problems)


def test_only_the_switch_leads_into_another_language(trees: Trees, address: str) -> None:
    problems = []
    for place, tree in trees.items():
        switch = tree.xpath("//nav[@class='languages']//a")
        originals = tree.xpath("//p[contains(@class, 'newer') or contains(@class, 'stand-in')]/a")
        page = address + place
        found = [(link.get("hreflang"), urljoin(page, link.get("href"))) for link in switch]
        if found != [(code, address + home(code) + inside(place)) for code in LANGUAGES]:
            problems.append(f"{place}: the switch leads to {found}")
        for link in tree.xpath("//body//a[@href]"):
            to = urljoin(page, link.get("href"))
            if link in switch or not to.startswith(address):
                continue
            file = to.partition("#")[0]
            if not file.endswith(("/", ".html")):
                continue  # the API and tables as they are kept are the same for all; lists name files of each language
            there = file.removeprefix(address)
            if link in originals and inside(there) == inside(place):
                continue
            if language_of(there) != language_of(place):
                problems.append(f"{place}: {link.get('href')}")
    assert not problems, shown(problems)


def test_every_link_and_anchor_leads_somewhere(built: Path, address: str) -> None:
    assert broken_links(built, address) == []


def test_a_broken_link_and_a_broken_anchor_would_be_found(built: Path, address: str, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(built, copy, copy_function=os.link)
    page = copy / "fr" / "about" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.unlink()
    base = urlsplit(address).path
    links = ("../nowhere/", "../about/#nowhere", "../../../outside/", f"{base}gone/")
    page.write_text(text.replace("</main>", "".join(f'<a href="{link}">x</a>' for link in links)), "utf-8")
    found = broken_links(copy, address)
    assert {problem.file for problem in found} == {"fr/about/index.html"}
    assert len(found) == len(links), found
    for link in links:
        assert any(f" {link} " in problem.what for problem in found), link


def test_no_page_can_ask_another_host(built: Path, trees: Trees) -> None:
    problems = []
    loading = (
        "//script/@src|//img/@src|//img/@srcset|//source/@src|//iframe/@src|//object/@data|//embed/@src"
        "|//video/@src|//audio/@src|//form/@action|//link[not(@rel='canonical' or @rel='alternate')]/@href"
        "|//*[local-name()='use' or local-name()='image']/@href"
    )
    for place, tree in trees.items():
        found = [link for link in tree.xpath(loading) if urlsplit(link).netloc]
        styles = " ".join([*tree.xpath("//style/text()"), *tree.xpath("//@style")])
        problems += [f"{place}: {link}" for link in [*found, *re.findall(r"url\(|@import", styles)]]
    for path in built.rglob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        problems += [f"{path.name}: {rule}" for rule in re.findall(r"@import[^;]*|url\([^)]*\)", sheet)]
    for path in (built / "assets").glob("*.js"):
        script = path.read_text(encoding="utf-8")
        problems += [f"{path.name}: {hit}" for hit in re.findall(r"""["'`](?:https?:)?//[\w.-]+""", script)]
    assert not problems, shown(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_page_carries_what_belongs_to_a_record(
    language: str, trees: Trees, catalogue: Catalogue, address: str
) -> None:
    problems, place = [], place_of(catalogue)
    for name, tree in records_of(trees, catalogue).items():
        if language_of(name) != language:
            continue
        record = catalogue.find(inside(name).rstrip("/"))
        assert record
        links = [link.get("href") for link in tree.xpath("//main//a[@href]")]
        file = f"data/{key(record)}.yaml"
        trail = tree.xpath("//nav[@class='trail']//li")
        checks = {
            "breadcrumbs": len(trail) >= 3 and trail[-1].get("aria-current") == "page",
            "sources": len(tree.xpath("//section[@id='sources']//li[normalize-space()]"))
            == len(set(record.sources)),
            "a link to its sources": bool(tree.xpath("//section[@id='sources']//a"))
            == any(source.document or source.address for source in record.sources),
            "none only in the network": bool(record.sources) or isinstance(record, Cooperative),
            "translation state": about(tree, 0),
            "last change": about(tree, 1),
            "identity": about(tree, 2) == key(record),
            "citation": (address + name) in about(tree, 3),
            "edit link": f"{place.forge}/edit/{place.branch}/{file}" in links and (ROOT / file).is_file(),
            "report link": any(link.startswith(f"{place.forge}/issues/new?template=error-") for link in links),
        }
        problems += [f"{name}: {what}" for what, there in checks.items() if not there]
    assert not problems, shown(problems)


def about(tree: html.HtmlElement, number: int) -> str:
    """Return a line of the box about the record."""
    lines = tree.xpath("//section[contains(@class,'about-record')]//dd")
    return lines[number].text_content().strip() if len(lines) >= 4 else ""  # its age stands below


def test_every_prose_page_can_be_edited_reported_and_cited(
    trees: Trees, catalogue: Catalogue, address: str
) -> None:
    problems, place = [], place_of(catalogue)
    for name, tree in prose_of(trees, catalogue).items():
        if not inside(name):
            continue
        links = [link.get("href") for link in tree.xpath("//footer[@class='page__foot']//a")]
        edit = f"{place.forge}/edit/{place.branch}/"
        files = [link.removeprefix(edit) for link in links if link.startswith(edit)]
        if len(files) != 1 or not (ROOT / files[0]).is_file():
            problems.append(f"{name}: edit link {files}")
        elif not files[0].startswith(f"docs/{language_of(name)}/"):
            problems.append(f"{name}: its edit link leads to {files[0]}")
        if not any(link.startswith(f"{place.forge}/issues/new?template=error-") for link in links):
            problems.append(f"{name}: report link")
        if address + name not in "".join(tree.xpath("//footer[@class='page__foot']//text()")):
            problems.append(f"{name}: citation")
        if not tree.xpath("//nav[@class='trail']//li[@aria-current='page']"):
            problems.append(f"{name}: breadcrumbs")
    assert not problems, shown(problems)


def test_every_page_says_whose_site_it_is_and_under_which_licences(
    trees: Trees, catalogue: Catalogue
) -> None:
    settings, problems = catalogue.settings, []
    assert settings
    for name, tree in trees.items():
        foot = "".join(tree.xpath("//footer[@class='bottom']//text()"))
        language = language_of(name)
        wanted = [settings.edition[language], settings.edition_note[language], settings.publisher[language]]
        problems += [f"{name}: `{text}` is missing" for text in wanted if text not in foot]
        licences = tree.xpath("//footer[@class='bottom']//a[@rel='license']/@href")
        if licences != [settings.licence_data.address, settings.licence_code.address]:
            problems.append(f"{name}: licences {licences}")
    assert not problems, shown(problems)
