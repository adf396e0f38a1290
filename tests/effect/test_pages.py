"""Which pages readers find added, changed or gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_effect import THEME, commit, compare, edit, has

from cam.effect import base, drawn, whole

PORTAL = """\
id: help-line
title: {en: Help line, es: Línea de ayuda, fr: Ligne d’aide}
type: data_portal
scope: regional
countries: [bz]
owner: cr-dgme
languages: [en, es]
services: [statistics]
address: https://www.example.org/help
address_evidence: weak
original: en
sources: [{document: res-1}]
added: 2026-11-21
"""


def test_nothing_changed(root: Path) -> None:
    told = compare(root)
    has(
        told,
        en=["Nothing changes for readers."],
        es=["No cambia nada para quienes leen el sitio."],
        fr=["Rien ne change pour le lectorat du site."],
    )
    assert told.teller("en").sections() == []
    assert told.lines("fr")[0].startswith("Comparé à main (")


def test_a_typo_is_corrected(root: Path) -> None:
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    told = compare(root, drawing=True)
    page = told.page("/themes/integration/")
    assert [(item.place, item.old, item.new) for item in page.fields] == [
        ("summary.en", "Life in a new place.", "Life in another place.")
    ]
    assert {page.state for page in told.effect.pages} == {"changed"}
    assert not [
        page for page in told.effect.pages if page.address == "/es/themes/integration/" and page.fields
    ]
    assert [change.name for change in told.effect.records] == ["themes/integration"]
    assert set(told.effect.themes) == {"integration"}
    has(
        told,
        en=[
            "changed: Integration (/themes/integration/)",
            "Summary › English: Life in a new place. → Life in another place.",
            "One record changes:",
            "themes/integration — Integration",
            "Themes: Integration",
        ],
        es=[
            "modificada: Integration (/themes/integration/)",
            "Cambia un registro:",
            "themes/integration — Integración",
            "Temas: Integración",
        ],
        fr=[
            "modifiée : Integration (/themes/integration/)",
            "Une fiche change :",
            "themes/integration — Intégration",
            "Thèmes : Intégration",
        ],
    )


def test_a_portal_is_added(root: Path) -> None:
    (root / "data/portals/help-line.yaml").write_text(PORTAL, "utf-8")
    told = compare(root, drawing=True)
    assert not told.effect.problems_now
    added = [page for page in told.effect.pages if page.state == "added"]
    assert [page.address for page in added] == [
        "/es/portals/help-line/",
        "/fr/portals/help-line/",
        "/portals/help-line/",
    ]
    assert all(page.old_size == 0 < page.size for page in added)
    assert set(told.effect.states) == {"bz"}
    has(
        told,
        en=[
            "added: Help line (/portals/help-line/)",
            "One record is published anew:",
            "States: Belize",
        ],
        es=["añadida: Línea de ayuda (/es/portals/help-line/)", "Estados: Belize"],
        fr=["ajoutée : Ligne d’aide (/fr/portals/help-line/)", "États : Belize"],
    )


def test_a_record_is_removed(root: Path) -> None:
    (root / "data/milestones/founded.yaml").unlink()
    told = compare(root, drawing=True)
    gone = [page.address for page in told.effect.pages if page.state == "gone"]
    assert gone == ["/es/milestones/founded/", "/fr/milestones/founded/", "/milestones/founded/"]
    assert [change.state for change in told.effect.records] == ["gone"]
    has(
        told,
        en=[
            (
                "The address of a page that goes is cited somewhere: in links, bookmarks and printed "
                "documents. Keep the page and say on it what replaced it, unless it never should have been there."
            ),
            "One record is gone:",
        ],
        es=["Desaparece un registro:"],
        fr=["Une fiche disparaît :"],
    )
    assert [line.bad for line in told.teller("en").sections()[0].lines] == [True]


def test_a_page_of_prose_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_records", lambda *_: pytest.fail("no file of data/ changed"))
    edit(root, "docs/es/index.md", "title: ", "title: Página de ")
    told = compare(root, drawing=True)
    own = [(page.address, [item.place for item in page.fields]) for page in told.effect.pages if page.fields]
    assert own == [("/es/", ["title"])]


def test_an_older_state_borrows_the_words_that_it_lacks(root: Path) -> None:
    """A new program asks for a label that the older data has not yet: its pages are drawn all the same."""
    kinds = (root / "data/labels/kind_one.yaml").read_text("utf-8")
    (root / "data/labels/kind_one.yaml").unlink()
    commit(root)
    (root / "data/labels/kind_one.yaml").write_text(kinds, "utf-8")
    told = compare(root, "HEAD", drawing=True)
    assert told.effect.undrawn == []
    assert [page for page in told.effect.pages if page.state != "changed"] == []


def test_no_template_of_a_page_is_run(root: Path) -> None:
    page = root / "docs/en/index.md"
    page.write_text(
        page.read_text("utf-8") + "\n{% for x in range(9) %}boo{% endfor %}{{ 7 * 191 }}{{ cam_counts() }}\n",
        "utf-8",
    )
    told = compare(root, drawing=True)
    home = told.page("/")
    assert home.size > home.old_size
    assert not told.effect.undrawn
    with base.taken(root, "HEAD") as before:
        site = whole.side.read(root).site
        assert before.name == "HEAD"
    text = drawn.said(site, next(page for page in site.pages if page.name == "docs/en/index.md"))
    assert "1337" not in text
    assert "boo" not in text
