"""Spelling: what is a word, which names are known, how a missing dictionary is told, this site's own texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bless
import pytest

from cam import prose
from cam.knowledge import Site
from cam.store import Catalogue
from cam.terminology import spelling
from cam.terminology.texts import Passage, Volume
from cam.yamlfile import YamlFile

Tree = Callable[..., Path]

INSTALLED = all(
    (bless.ROOT / spelling.FOLDER / f"dictionary-{language}/index.dic").is_file()
    for language in spelling.LANGUAGES
)
needs_dictionaries = pytest.mark.skipif(not INSTALLED, reason="npm ci --prefix tests/node")


class Few:
    """A dictionary of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def lookup(self, word: str) -> bool:
        return word in self.words


@pytest.fixture
def speller(monkeypatch: pytest.MonkeyPatch) -> spelling.Speller:
    few = Few("plan", "plans", "programa", "l'", "année", "vice", "chair", "aujourd'hui", "Sunday")
    monkeypatch.setattr(spelling, "_dictionary", lambda root, language: few)
    return spelling.Speller(Path(), "en", ["RICOMI", "Saguier", "onboarding"])


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("plan", True),
        ("Plan", True),
        ("PLAN", True),
        ("plann", False),
        ("plan’s", True),
        ("CEAM’s", True),
        ("XXe", True),
        ("NGOs", True),
        ("saguier", True),
        ("Saguier’s", True),
        ("onboarding", True),
        ("l’année", True),
        ("l’annee", False),
        ("vice-chair", True),
        ("vice-chaire", False),
        ("aujourd’hui", True),
        ("Sunday", True),
        ("sunday", False),
        ("Plann", False),
    ],
)
def test_a_word_is_known_by_itself_by_its_parts_or_as_a_name(
    speller: spelling.Speller, word: str, known: bool
) -> None:
    assert speller.knows(word) == known


def test_what_is_cited_or_code_is_no_word() -> None:
    text = "Un plan “plann” «plann» *plann* plann.org a/plann {plann} plann2 x_plann 1er d’accord"
    assert [match[0] for match in spelling.words(text)] == ["Un", "plan", "d’accord"]


def test_a_slip_is_told_with_the_nearest_words(speller: spelling.Speller) -> None:
    passage = Passage("en", "A plan.\nA plann.", YamlFile("docs/en/a.md"), first=7)
    slips = spelling._of_volume(Volume("en", [passage]), speller)
    said = next(str(slip) for slip in slips if "plann" in slip.what)
    assert said.startswith("docs/en/a.md:8: `plann` is in no dictionary — did you mean `plan`? ")
    assert said.endswith("if it is right, add it to data/words/en.yaml")


def test_names_are_taken_from_the_records(real: Catalogue) -> None:
    names = spelling.names_of(real)
    assert {"Saguier", "Insulza", "Honduras", "SICREMI", "Costa"} <= names
    assert "labour-migration" not in names


def test_a_word_with_a_capital_in_two_languages_is_a_name() -> None:
    texts = {"en": "Naples and Rome, thier", "es": "Naples y Roma", "fr": "Rome"}
    volumes = [Volume(language, [Passage(language, text, YamlFile("a"))]) for language, text in texts.items()]
    assert spelling.shared_names(volumes) == {"Naples", "Rome"}


def test_a_missing_dictionary_is_told(tmp_path: Path) -> None:
    with pytest.raises(spelling.Missing, match="dictionary-fr"):
        spelling.Speller(tmp_path, "fr", [])


def test_a_list_of_words_may_be_missing_or_empty(tmp_path: Path) -> None:
    assert spelling.own_words(tmp_path, "en") == []
    bless.write(tmp_path / "data/words/en.yaml", "# nothing yet\n")
    assert spelling.own_words(tmp_path, "en") == []
    bless.write(tmp_path / "data/words/en.yaml", '- microdata\n- "yes"\n')
    assert spelling.own_words(tmp_path, "en") == ["microdata", "yes"]


def test_the_command_says_how_to_install_what_is_missing(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cam.cli import main

    monkeypatch.chdir(tree())
    assert main(["--lang", "fr", "check", "--spelling"]) == 2
    said = capsys.readouterr()
    assert "dictionary-en n’est pas installé. Lancez `npm ci --prefix tests/node`" in said.out + said.err


@needs_dictionaries
def test_this_site_is_spelled_right(real: Catalogue) -> None:
    site = Site(real, prose.read_pages(bless.ROOT, real.languages), bless.dt.date.fromisoformat(bless.TODAY))
    assert [str(problem) for problem in spelling.findings(site)] == []


@needs_dictionaries
@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("en", "comittee", "committee"),
        ("es", "migracion", "migración"),
        ("fr", "developpement", "développement"),
    ],
)
def test_a_dictionary_knows_slips(language: str, wrong: str, right: str) -> None:
    speller = spelling.Speller(bless.ROOT, language, [])
    assert speller.knows(right)
    assert not speller.knows(wrong)
