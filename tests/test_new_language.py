"""A new language is one line in data/vocabulary/languages.yaml, and a folder for what is translated."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import bless
import pytest
from conftest import Write

from cam import checks, frame, prose
from cam.knowledge import Site
from cam.loading import load

LINES = "en: complete\nes: complete\nfr: complete\n"


def grown(root: Path) -> tuple[Site, list[str]]:
    """Return a project as it is read, and the problems of its pages."""
    catalogue, problems = load(root)
    site = Site(catalogue, prose.read_pages(root, catalogue.languages), dt.date.fromisoformat(bless.TODAY))
    found = [*problems, *checks.run(catalogue), *checks.run_pages(site)]
    return site, [str(problem) for problem in found]


@pytest.fixture
def portuguese(tree: Write) -> Path:
    """Return the miniature with Portuguese begun: one page is translated."""
    page = (bless.MINIATURE / "docs/en/index.md").read_text("utf-8")
    return tree(
        {
            "data/vocabulary/languages.yaml": f"{LINES}pt: growing\n",
            "docs/pt/index.md": page.replace("title: ", "title: Início, ", 1),
        }
    )


def test_a_page_that_is_not_translated_stands_in_and_says_so(portuguese: Path) -> None:
    site, problems = grown(portuguese)
    assert problems == []
    english = {page.path: page for page in site.pages if page.language == "en"}
    found = {page.path: page for page in site.pages if page.language == "pt"}
    assert found.keys() == english.keys()
    assert [path for path, page in found.items() if not page.stands_in] == ["index.md"]
    others = [path for path in english if path != "index.md"]
    assert others
    for path in others:
        assert found[path].text == english[path].text
        assert "pt" in site.matter("pt", found[path].url, {})["untranslated"]
        assert "pt" in site.matter("en", found[path].url, {})["untranslated"]
    assert "untranslated" not in site.matter("pt", "", {})
    assert site.matter("pt", "mandates/x/", {"record": "x"}) == {"record": "x"}


def test_a_complete_language_lacks_no_page(portuguese: Path) -> None:
    (portuguese / "docs/es/index.md").unlink()
    _, problems = grown(portuguese)
    what = "docs/es/index.md: this page is missing; it exists as docs/en/index.md"
    assert problems == [f"{what} — translate it, or copy it and list the language under `untranslated`"]


def test_the_generator_is_told_of_every_language(portuguese: Path) -> None:
    site, _ = grown(portuguese)
    told = {language["locale"]: language for language in frame.languages(site.catalogue)}
    assert [(code, one["name"], one["default"]) for code, one in told.items()] == [
        ("en", "English", True),
        ("es", "Español", False),
        ("fr", "Français", False),
        ("pt", "Português", False),
    ]
    assert told["pt"]["nav_translations"] == {}


def test_the_nav_speaks_every_language(real) -> None:
    nav = {language["locale"]: language["nav_translations"] for language in frame.languages(real)}
    headings = (bless.ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2].partition("\n\n")[0]
    names = [line[4:-1] for line in headings.splitlines() if line.startswith("  - ") and line.endswith(":")]
    assert nav["fr"]["States and law"] == "États et législation"
    assert {code: sorted(words) for code, words in nav.items()} == dict.fromkeys(nav, sorted(names))
