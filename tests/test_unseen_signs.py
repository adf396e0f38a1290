"""What nobody sees in a text is said in words: a no-break space that is missing, an end of line that YAML adds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bless
import pytest

from cam.cli import main
from cam.messages import said
from cam.problems import Problem
from cam.store import Catalogue
from cam.terminology import typography
from cam.terminology.rules import NBSP, RULES, SEEN
from cam.terminology.texts import Passage, Volume
from cam.yamlfile import parse

Write = Callable[..., Path]
Out = pytest.CaptureFixture[str]
NAME = "data/meetings/x.yaml"
KEYS = {
    "en": "(␣ is a no-break space: Alt+0160 in Windows, Option+space on a Mac)",
    "es": "(␣ es un espacio indivisible: Alt+0160 en Windows, Opción+espacio en Mac)",
    "fr": f"(␣ est une espace insécable{NBSP}: Alt+0160 sous Windows, Option+espace sur Mac)",
}


def told(catalogue: Catalogue, text: str, language: str) -> list[Problem]:
    """Return what is told of the typography of a text."""
    passage = Passage(language, text, parse("a: 1\n", NAME))
    return list(typography.findings(catalogue, Volume(language, [passage])))


@pytest.mark.parametrize(
    ("language", "remedy"),
    [
        ("en", f"run `cam fix {NAME}`, or write `Salle Bolívar␣: l’autre` {KEYS['en']}"),
        ("es", f"ejecute `cam fix {NAME}` o escriba `Salle Bolívar␣: l’autre` {KEYS['es']}"),
        ("fr", f"lancez `cam fix {NAME}`, ou écrivez `Salle Bolívar␣: l’autre` {KEYS['fr']}"),
    ],
)
def test_a_missing_no_break_space_is_to_be_seen(language: str, remedy: str, real: Catalogue) -> None:
    (found,) = told(real, "Salle Bolívar : l’autre", "fr")
    assert found.what.startswith("`Salle Bolívar : l’autre`: ")
    assert said(found, language).remedy == remedy


def test_one_that_is_there_is_to_be_seen_too(real: Catalogue) -> None:
    (found,) = told(real, f"le «{NBSP}plan{NBSP}» de 81%", "es")[:1] or [None]
    assert found
    assert "«␣plan␣»" in found.what
    assert f"write `le «plan{SEEN}» de 81%` {KEYS['en']}" == found.remedy, "only a person may mend this one"


def test_an_example_shows_it(real: Catalogue) -> None:
    (found,) = told(real, 'Les "bonnes pratiques', "fr")
    assert found.remedy == f"as in «␣bonnes pratiques␣» {KEYS['en']}"
    assert said(found, "fr").remedy == f"comme dans «␣bonnes pratiques␣» {KEYS['fr']}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.language}-{rule.name}")
def test_no_message_holds_a_sign_that_nobody_sees(rule: typography.Rule, real: Catalogue) -> None:
    language = rule.language or "en"
    found = told(real, rule.wrong, language)
    assert found
    for problem in found:
        assert NBSP not in problem.what + problem.remedy
        assert ("Alt+0160" in problem.remedy) == (SEEN in problem.remedy)
    assert any(problem.remedy.startswith(f"run `cam fix {NAME}`") for problem in found) == rule.safe


# A folded text.

RECORD = (
    "id: x\ntitle: {{en: a, es: b, fr: c}}\nsummary:\n  en: One\n  es: {text}\n  fr: Un\n"
    "original: en\nsources: [{{evidence: recalled}}]\nadded: 2026-11-20\n"
)
FOLDED = {
    "en": (
        "the text ends with an end of line, which `>` and `|` add to it — write the text on one line behind its "
        "key, or `>-` in place of the sign"
    ),
    "es": (
        "el texto termina con un fin de línea, que añaden `>` y `|` — escriba el texto en una sola línea, después "
        "de su clave, o `>-` en lugar del signo"
    ),
    "fr": (
        "le texte se termine par un saut de ligne, qu’ajoutent `>` et `|` — écrivez le texte sur une seule ligne, à "
        "la suite de sa clé, ou `>-` au lieu du signe"
    ),
}


def checked(tree: Write, monkeypatch: pytest.MonkeyPatch, text: str, language: str = "en") -> int:
    monkeypatch.chdir(tree(**{"data/themes/x.yaml": RECORD.format(text=text)}))
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    return main(["--lang", language, "check", "data/themes/x.yaml"])


@pytest.mark.parametrize("language", FOLDED)
@pytest.mark.parametrize("sign", [">", "|", ">+"])
def test_a_folded_text_is_told_of_the_end_of_line(
    language: str, sign: str, tree: Write, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    assert checked(tree, monkeypatch, f"{sign}\n    Uno\n", language) == 1
    colon = f"{NBSP}:" if language == "fr" else ":"
    assert f"data/themes/x.yaml:5: summary.es{colon} {FOLDED[language]}\n" in capsys.readouterr().err


@pytest.mark.parametrize("text", [">-\n    Uno\n    dos", "Uno dos"])
def test_the_remedies_are_sound(text: str, tree: Write, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    assert checked(tree, monkeypatch, text) == 0, capsys.readouterr().err


@pytest.mark.parametrize("text", ['"Uno "', '" Uno"', '" Uno\\n"'])
def test_a_space_is_still_called_a_space(
    text: str, tree: Write, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    assert checked(tree, monkeypatch, text) == 1
    assert "summary.es: the text begins or ends with a space — remove it" in capsys.readouterr().err
