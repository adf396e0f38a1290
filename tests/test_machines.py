"""What programs look for first: llms.txt, robots.txt, security.txt."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from urllib.robotparser import RobotFileParser

import bless
import pytest
from markdown_it import MarkdownIt
from support_site import day_said

from cam import offers
from cam.knowledge import Site
from cam.offers.twins import TYPE, twin_of
from cam.outputs import machines, robots
from cam.prose import read_pages
from cam.store import Catalogue
from cam.views.reader import Reader

BASE = "https://cam-knowledge-base.github.io/site/"
LANGUAGES = {"en": "", "es": "es/", "fr": "fr/"}


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY))


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, str]:
    return {path: content.decode() for path, content in machines.build(site).items()}


# llms.txt


def links(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(markdown)
    inside = (child for token in tokens for child in token.children or () if child.type == "link_open")
    return [str(token.attrs["href"]) for token in inside]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_the_form_that_llmstxt_org_asks_for(made: dict[str, str], language: str) -> None:
    """A title, a summary as a quotation, remarks without headings, then sections that are lists of links."""
    text = made[f"{LANGUAGES[language]}llms.txt"]
    kinds = [token.type for token in MarkdownIt("commonmark").parse(text) if not token.hidden]
    assert kinds[0] == "heading_open"
    assert re.findall(r"^#+ .+$", text, re.MULTILINE)[0].startswith("# ")
    assert kinds.index("blockquote_open") == 3
    sections = re.findall(r"^## (.+)\n\n((?:- .+\n?)+)(?=\n|\Z)", text, re.MULTILINE)
    assert len(sections) == text.count("\n## ") == 4
    assert sections[-1][0] == "Optional"
    for _, lines in sections:
        assert all(re.match(r"- \[[^\]]+\]\(https://[^)\s]+\)(: .+)?$", line) for line in lines.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_guide_leads_to_a_file(site: Site, made: dict[str, str], language: str) -> None:
    home = LANGUAGES[language]
    pages = [page.url for page in site.pages if page.language == language]
    known = {twin_of(site.catalogue, language, url) for url in pages}
    offered = {
        offer.path
        for url in pages
        for offer in offers.offers(Reader(site.catalogue, language, url))
        if offer.type != TYPE
    }
    others = {f"{folder}llms.txt" for folder in LANGUAGES.values()} | {"sitemap.xml"}
    found = [link.removeprefix(BASE) for link in links(made[f"{home}llms.txt"])]
    assert known <= set(found), "a page is missing"
    assert set(found) <= known | offered | others
    assert len(found) == len(set(found))
    assert {path for path in others if path != f"{home}llms.txt"} <= set(found)


def test_the_guide_says_what_to_mind(made: dict[str, str]) -> None:
    text = made["llms.txt"]
    assert (
        "- Unofficial edition. Prepared from public documents and not yet adopted by the OAS Secretariat."
        in text
    )
    assert "“Not confirmed” after a value means that it was said from memory" in text
    assert "License: CC BY 4.0. To cite: CAM Knowledge Base (unofficial edition)" in text
    assert "its address with index.md added" in text
    assert f"Last change of the data: {day_said('en')}." in text


def test_the_guide_is_in_its_language(made: dict[str, str]) -> None:
    assert made["es/llms.txt"].startswith(
        "# Base de conocimientos de la CAM\n\n> Los trabajos de la Comisión"
    )
    assert f"- [Mandats]({BASE}fr/mandates/index.md): " in made["fr/llms.txt"]
    assert f"- [English]({BASE}llms.txt)" in made["fr/llms.txt"]


def test_the_guide_leaves_out_what_is_not_translated(miniature: Site) -> None:
    text = machines.build(miniature)["fr/llms.txt"].decode()
    assert "fr/bulletins/index.md" in text
    assert "2026-11-first" not in text
    assert "2026-11-first" in machines.build(miniature)["es/llms.txt"].decode()


def test_the_guide_is_offered_on_the_home_page(site: Site, made: dict[str, str]) -> None:
    for language, folder in LANGUAGES.items():
        found = [offer.path for offer in offers.offers(Reader(site.catalogue, language, ""))]
        assert f"{folder}llms.txt" in found
        assert f"{folder}llms.txt" in made


# security.txt


def fields(text: str) -> list[tuple[str, str]]:
    """Return the fields of RFC 9116; each line is one."""
    assert text.endswith("\n")
    return [tuple(line.split(": ", 1)) for line in text.splitlines()]  # type: ignore[misc]


def test_security_txt_is_what_the_rfc_asks_for(made: dict[str, str]) -> None:
    found = fields(made["security.txt"])
    names = [name for name, _ in found]
    known = {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert set(names) == known
    assert names.count("Expires") == names.count("Preferred-Languages") == 1
    values = dict(found)
    assert [value for name, value in found if name == "Contact"] == [
        "https://github.com/cam-knowledge-base/site/security/advisories",
        "https://github.com/cam-knowledge-base/site/issues",
    ]
    assert values["Preferred-Languages"] == "en, es, fr"
    canonical = {value for name, value in found if name == "Canonical"}
    assert canonical == {f"{BASE}.well-known/security.txt", f"{BASE}security.txt"}
    assert made[".well-known/security.txt"] == made["security.txt"]


def test_security_txt_runs_out_within_a_year_of_the_last_build(site: Site) -> None:
    for today in (dt.date(2026, 11, 21), dt.date(2028, 2, 29)):
        text = machines.build(replace(site, today=today))["security.txt"].decode()
        expires = dt.datetime.fromisoformat(dict(fields(text))["Expires"])
        begun = dt.datetime.combine(today, dt.time(), dt.UTC)
        assert dt.timedelta(days=360) < expires - begun < dt.timedelta(days=365)
        assert (expires.hour, expires.minute, expires.tzinfo) == (0, 0, dt.UTC)


def test_the_policy_is_in_the_repository_in_every_language(made: dict[str, str]) -> None:
    policy = dict(fields(made["security.txt"]))["Policy"]
    start = "https://github.com/cam-knowledge-base/site/blob/main/"
    assert policy.startswith(start)
    text = (bless.ROOT / policy.removeprefix(start)).read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["English", "Español", "Français"]


def test_a_fork_names_itself(miniature: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://preview.example.org/x")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ana/cam")
    made = machines.build(miniature)
    text = made["security.txt"].decode()
    assert "Contact: https://forge.example.org/ana/cam/issues\n" in text
    assert "Canonical: https://preview.example.org/x/security.txt\n" in text
    assert "](https://preview.example.org/x/index.md)" in made["llms.txt"].decode()


# robots.txt


def test_robots_may_fetch_everything(site: Site) -> None:
    parser = RobotFileParser()
    text = robots.build(site)["robots.txt"].decode()
    parser.parse(text.splitlines())
    for agent in ("*", "Googlebot", "GPTBot", "anything"):
        for path in ("", "es/", "llms.txt", "api/v1/index.json", "countries/mx/index.md"):
            assert parser.can_fetch(agent, BASE + path)
    assert parser.site_maps() == [f"{BASE}sitemap.xml"]
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    assert any("CC BY 4.0" in line for line in remarks)
    assert any(f"{BASE}llms.txt" in line for line in remarks)
