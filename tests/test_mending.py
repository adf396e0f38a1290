"""`cam fix` puts typography right where no person is needed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cam import cli, live, prose
from cam.checks.terminology import texts_keep_the_typography
from cam.terminology.mending import mended
from cam.translation import refreshed
from cam.yamlfile import parse

LANGUAGES = ["en", "es", "fr"]
NBSP = "\u00a0"
Tree = Callable[..., Path]

RECORD = """\
id: x
title:
  en: The Chair's report  on 81% of it...  # kept
  es: El informe de O'Higgins
  fr: "L'atelier; Puebla : 81% de l'ensemble"
country: jm
address: "https://example.org/l'atelier"
sources:
  - {document: a, note: {fr: "l'un ; l'autre"}}
"""
MENDED = {
    "id": "x",
    "title": {
        "en": "The Chair’s report on 81% of it…",
        "es": "El informe de O’Higgins",
        "fr": f"L’atelier{NBSP}; Puebla{NBSP}: 81{NBSP}% de l’ensemble",
    },
    "country": "jm",
    "address": "https://example.org/l'atelier",
    "sources": [{"document": "a", "note": {"fr": f"l’un{NBSP}; l’autre"}}],
}

PAGE = """\
---
title: L'atelier
description: Ce qu'il dit ; où.
---

## L'ordre : le premier

`l'un ; l'autre` et [l'atelier](a.md "b"). {{ cam_list("mandates") }}
"""


def test_the_signs_of_a_record_are_put_right_in_each_language() -> None:
    made = mended("data/laws/x.yaml", RECORD, LANGUAGES)
    assert parse(made, "x").value == MENDED
    assert "…  # kept\n" in made
    assert mended("data/laws/x.yaml", made, LANGUAGES) == made


def test_of_a_language_that_the_site_does_not_have_nothing_is_known() -> None:
    text = "id: x\ntitle:\n  pt: d'agua ; x\n"
    assert mended("data/laws/x.yaml", text, LANGUAGES) == text


@pytest.mark.parametrize("name", ["labels/formats", "vocabulary/languages", "vocabulary/source_languages"])
def test_patterns_and_codes_are_no_texts(name: str) -> None:
    text = "day:\n  fr: d 'de' l'an ; y\n"
    assert mended(f"data/{name}.yaml", text, LANGUAGES) == text
    assert mended("data/labels/site.yaml", text, LANGUAGES) != text


def test_a_page_is_put_right_and_its_code_stays() -> None:
    made = mended("docs/fr/a.md", PAGE, LANGUAGES)
    assert "title: L’atelier\n" in made
    assert f"description: Ce qu’il dit{NBSP}; où.\n" in made
    assert f"## L’ordre{NBSP}: le premier" in made
    assert '`l\'un ; l\'autre` et [l’atelier](a.md "b"). {{ cam_list("mandates") }}' in made


def test_a_copy_of_another_language_stays() -> None:
    copy = PAGE.replace("---\n\n", "untranslated: [fr]\n---\n\n")
    assert mended("docs/fr/a.md", copy, LANGUAGES) == copy


@pytest.mark.parametrize("named", [True, False])
def test_the_command_puts_it_right_and_no_translation_is_outdated(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: bool
) -> None:
    root = tree()
    page = root / "docs" / "fr" / "index.md"
    page.write_text(page.read_text("utf-8") + f"\nL’autre{NBSP}; le reste.\n", "utf-8")
    monkeypatch.chdir(root)
    assert cli.main(["--lang", "en", "fix"]) == 0
    page.write_text(page.read_text("utf-8").replace(f"L’autre{NBSP};", "L'autre ;"), "utf-8")
    ledger = (root / "data" / "translations" / "pages.yaml").read_bytes()
    capsys.readouterr()
    arguments = ["docs/fr/index.md"] if named else []
    assert cli.main(["--lang", "en", "fix", "--check", *arguments]) == 1
    assert capsys.readouterr().out.startswith("docs/fr/index.md\n")
    assert cli.main(["--lang", "en", "fix", *arguments]) == 0
    assert page.read_text("utf-8").endswith(f"\nL’autre{NBSP}; le reste.\n")
    site = live.read(root, live.today())
    assert "docs/fr/index.md" not in {slip.file for slip in texts_keep_the_typography(site)}
    found = refreshed(site.catalogue, prose.read_pages(root, site.catalogue.languages))
    assert found["data/translations/pages.yaml"].encode() == ledger
