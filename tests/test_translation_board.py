"""Translation state on a whole base: loading, the page of a record, the board, the limit of debt, the commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
from lxml import html

from cam import checks, embed, live, translation
from cam.checks.translations import the_translation_debt_does_not_grow
from cam.cli import main
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.records import Theme
from cam.problems import BadInput
from cam.translation import debt
from cam.translation.state import standing, state
from cam.views.page import record_page
from cam.views.reader import Reader

Tree = Callable[..., Path]

RECORD = "data/themes/integration.yaml"
LEDGER = "data/translations/themes.yaml"


def theme(site: Site) -> Theme:
    return site.catalogue.get(Theme, "integration")


def test_the_ledger_outdates_what_the_record_calls_working(miniature: Site) -> None:
    states = standing(miniature.catalogue, theme(miniature))
    assert {language: here.state for language, here in states.items()} == {
        "en": "original",
        "es": "outdated",
        "fr": "outdated",
    }
    assert [change.shown for change in states["fr"].behind[0].changes] == ["Life in [a new] place."]
    assert states["fr"].since is None


def test_without_a_ledger_the_record_alone_is_believed(miniature: Site) -> None:
    bare = replace(miniature.catalogue, ledgers={})
    assert state(bare, theme(miniature), "fr") == "working"


SENTENCES = {
    "es": (
        "Traducción del inglés, anterior a la última versión del original.",
        "../../../themes/integration/",
    ),
    "fr": (
        "Traduction (langue de la source\u00a0: anglais) antérieure à la dernière version de l’original.",
        "../../../themes/integration/",
    ),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_page_says_so_and_leads_to_the_original(miniature: Site, language: str) -> None:
    reader = Reader(miniature.catalogue, language, "themes/integration/")
    page = record_page(reader, theme(miniature), place_of(miniature.catalogue))
    assert page.newer
    assert (page.translation, page.newer.href, page.newer.text) == (*SENTENCES[language], "English")
    english = Reader(miniature.catalogue, "en", "themes/integration/")
    assert record_page(english, theme(miniature), place_of(miniature.catalogue)).newer is None


def test_the_page_says_since_when_where_the_record_does(tree: Tree) -> None:
    record = (bless.MINIATURE / RECORD).read_text("utf-8") + "revised: 2026-11-21\n"
    site = live.checked(tree({RECORD: record}))
    reader = Reader(site.catalogue, "en", "themes/integration/")
    assert str(standing(site.catalogue, theme(site))["es"].since) == "2026-11-21"
    spanish = record_page(Reader(site.catalogue, "es", reader.path), theme(site), place_of(site.catalogue))
    assert spanish.translation == (
        "Traducción del inglés desactualizada (desde: 21 de noviembre de 2026): el original ha cambiado."
    )


BOARD = {
    "en": (
        "Theme: outdated translation, 1 text, 2 words",
        "summary: Life in [a new] place. (in place of one word)",
    ),
    "es": (
        "Tema: traducción desactualizada, 1 texto, 2 palabras",
        "summary: Life in [a new] place. (en lugar de una palabra)",
    ),
    "fr": (
        "Thème\u00a0: traduction périmée, 1 texte, 2 mots",
        "summary\u00a0: Life in [a new] place. (à la place d’un mot)",
    ),
}


@pytest.mark.parametrize("language", BOARD)
def test_the_board_shows_the_words_that_changed(miniature: Site, language: str) -> None:
    said = embed.say(miniature, "cam_show", language, "desk/translations/", "desk-translations")
    lines = [" ".join(line.text_content().split(" ")).strip() for line in html.fromstring(said).xpath("//li")]
    record, passage = BOARD[language]
    titles = {"en": "Integration", "es": "Integración", "fr": "Intégration"}
    at = lines.index(f"{titles[language]} — {record}")
    assert lines[at + 1] == passage


def test_what_readers_meet_first_comes_first(miniature: Site) -> None:
    found = [one for one in debt.debts(miniature) if one.language == "fr"]
    assert (found[0].name, found[0].state, found[0].path) == ("index.md", "new", "")
    assert [one.nearness for one in found] == sorted(one.nearness for one in found)
    sirem = next(one for one in found if one.name == "sirem")
    assert (sirem.state, sirem.texts, sirem.file) == ("missing", 3, "data/systems/sirem.yaml")
    assert debt.owed(found, "es") == 0


def limited(miniature: Site, **limits: int) -> list[str]:
    settings = miniature.catalogue.settings
    assert settings
    stricter = settings.model_copy(update={"translation_debt": limits})
    site = replace(miniature, catalogue=replace(miniature.catalogue, settings=stricter))
    return [f"{problem.what} — {problem.remedy}" for problem in the_translation_debt_does_not_grow(site)]


def test_the_debt_may_be_limited(miniature: Site) -> None:
    owed = debt.owed(debt.debts(miniature), "es")
    assert owed == 1
    assert limited(miniature, es=1) == []
    newest = "data/themes/integration.yaml (`cam status --language es` has more)"
    what = "missing or outdated texts in `es`: 1, and 0 are allowed"
    assert limited(miniature, es=0) == [f"{what} — translate some, the newest first: {newest}"]
    assert limited(miniature, de=1) == ["`de` is not a language of this site — use one of: en, es, fr"]


def test_a_record_that_is_gone_leaves_lines_that_disturb_nobody(tree: Tree) -> None:
    root = tree({LEDGER: "gone:\n  title: en:AbCdEf:GhIj es:AbCdEf\n"})
    site = live.checked(root)
    assert state(site.catalogue, theme(site), "fr") == "working"
    assert "gone" not in translation.refreshed(site.catalogue, site.pages)[LEDGER]


HOSTILE = [
    "x: 1\n",
    "- a\n",
    "x:\n  title: [en]\n",
    "x:\n  title: en:<b>:x es:y\n",
    "x:\n  title: en:AbCdEf:GhI es:AbCdEf\n",
    "x:\n  title: en:AbCdEf:GhIj:2026-13 es:AbCdEf\n",
    "<<<<<<< main\nx:\n",
    "\x00",
    "",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_a_damaged_ledger_is_a_problem_with_a_remedy_and_is_not_written_over(
    tree: Tree, content: str
) -> None:
    root = tree({LEDGER: content})
    site, problems = live.looked(root)
    assert [problem for problem in problems if problem.file == LEDGER]
    assert all(problem.remedy for problem in problems)
    assert LEDGER not in translation.refreshed(site.catalogue, site.pages)


def test_a_ledger_of_no_kind_is_refused(tree: Tree) -> None:
    with pytest.raises(BadInput, match=r"data/translations/persons.yaml: `persons` is not a kind of record"):
        live.checked(tree({"data/translations/persons.yaml": "x:\n  title: en:AbCdEf:GhIj es:AbCdEf\n"}))


def test_looking_and_saying_so(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tree()
    monkeypatch.chdir(root)
    assert main(["translated", RECORD, "fr"]) == 0
    assert capsys.readouterr().out == f"{RECORD} is up to date in `fr`; noted in {LEDGER}.\n"
    site = live.checked(root)
    states = standing(site.catalogue, theme(site))
    assert {code: here.state for code, here in states.items()} == {
        "en": "original",
        "es": "outdated",
        "fr": "working",
    }
    assert main(["translated", RECORD, "fr"]) == 0
    assert capsys.readouterr().out == f"{RECORD} was already up to date in `fr`; nothing changed.\n"


WRONG_USE = [
    (
        ["data/themes/nobody.yaml", "fr"],
        2,
        "data/themes/nobody.yaml is neither a record nor a page of this site.\n",
    ),
    (["../outside.md", "fr"], 2, "../outside.md is neither a record nor a page of this site.\n"),
    ([RECORD, "en"], 2, f"`en` is the original of {RECORD}: there is nothing to say of a translation.\n"),
    (
        ["docs/fr/lists/index.md", "en"],
        2,
        "`en` is the original of docs/fr/lists/index.md: there is nothing to say of a translation.\n",
    ),
    ([RECORD, "de"], 2, "`de` is not a language of this site; they are: en, es, fr.\n"),
    (
        ["data/systems/sirem.yaml", "fr"],
        1,
        "data/systems/sirem.yaml says itself `translations: {fr: missing}`: take that away first.\n",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG_USE)
def test_wrong_use_changes_nothing(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], code: int, said: str,
) -> None:  # fmt: skip
    root = tree()
    before = (root / LEDGER).read_bytes()
    monkeypatch.chdir(root)
    assert main(["translated", *arguments]) == code
    assert capsys.readouterr().err == said
    assert (root / LEDGER).read_bytes() == before


def test_fixing_enters_what_is_in_step_and_leaves_what_is_not(tree: Tree) -> None:
    site = live.checked(tree())
    files = translation.refreshed(site.catalogue, site.pages)
    assert files[LEDGER] == (bless.MINIATURE / LEDGER).read_text("utf-8")
    root = tree(files)
    again = live.checked(root)
    assert translation.refreshed(again.catalogue, again.pages) == files
    assert [one.state for one in debt.debts(again) if one.kind == "themes"] == ["outdated", "outdated"]
    assert not [one for one in debt.debts(again) if one.state == "new"]


def test_status_tells_it_in_the_terminal(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree(translation.refreshed(*_read(tree()))))
    assert main(["status", "--section", "translations", "--language", "es"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Translations",
        "es: 0 texts missing, 1 outdated, 0 not looked at yet; 2 words in all",
        f"  outdated: {RECORD} (texts: 1, words: 2)",
        "      summary: Life in [a new] place.",
        "",
    ]
    assert main(["status", "--language", "de"]) == 2


def _read(root: Path) -> tuple[object, object]:
    site = live.checked(root)
    return site.catalogue, site.pages


def test_the_rules_of_translation_run_with_the_others() -> None:
    names = [rule.__name__ for rule in checks.PAGE_CHECKS]
    assert {"the_translation_debt_does_not_grow", "pages_have_the_same_links"} <= set(names)
