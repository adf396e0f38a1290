"""The signs of each language: every rule broken once, what only looks like a slip, what is mended, hostile texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cam import checks, prose
from cam.checks.terminology import texts_keep_the_typography
from cam.store import Catalogue
from cam.terminology import typography
from cam.terminology.rules import NBSP, RULES, Rule, of
from cam.terminology.texts import Passage, Volume, hidden, of_lists
from cam.yamlfile import YamlFile

Tree = Callable[..., Path]
LANGUAGES = ("en", "es", "fr")


def broken(text: str, language: str) -> set[str]:
    """Return the names of the rules that a text breaks."""
    seen = hidden(text)
    return {rule.name for rule in of(language) for _ in typography.matches(rule, seen)}


def put_right(text: str, rule: Rule) -> str:
    """Return a text after every match of a rule that says what to write."""
    return rule.pattern.sub(lambda match: typography.written(rule, match) or match[0], text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.language or 'all'}-{rule.name}-{rule.wrong}")
def test_every_rule_finds_its_example_and_nothing_in_the_right_one(rule: Rule) -> None:
    language = rule.language or "en"
    assert rule.name in broken(rule.wrong, language)
    assert broken(rule.well, language) == set()
    if rule.right is not None:
        wrong = typography.mended(rule.wrong, language) if not rule.safe else rule.wrong
        assert typography.mended(put_right(wrong, rule), language) == rule.well


def test_every_rule_has_words_and_a_place_on_the_page(real: Catalogue) -> None:
    named = {f"terminology.rule_{rule.name}" for rule in RULES}
    assert named == {label for label in real.labels if label.startswith("terminology.rule_")}
    assert all(set(real.labels[label]) == set(LANGUAGES) for label in named)


@pytest.mark.parametrize(
    ("language", "text", "rules"),
    [
        ("en", "April 12th, 2011", {"date_comma"}),
        ("en", "the 3rd of April 2011", {"date"}),
        ("en", "on 3 of April, 2011", {"date"}),
        ("en", "in May 2011 and June 2012", set()),
        ("en", "the year 2011 200 persons", set()),
        ("en", "call 868 623 7174", set()),
        ("en", "26 579 contracts", {"number"}),
        ("en", "«a»", {"quotes"}),
        ("en", "rock 'n' roll", {"quotes"}),
        ("en", "states' rights", set()),
        ("en", "wait....", set()),
        ("es", "Ley 25.871, de 2004", set()),
        ("es", f"el 53,3{NBSP}% de 26{NBSP}579", set()),
        ("es", "el punto 1 de enero", set()),
        ("es", "artículo 1 de mayo", set()),
        ("es", "¿Cuándo? ¡Ya!", set()),
        ("es", "Cuándo?", {"opening_sign"}),
        ("es", "?: sin verificar", set()),
        ("es", "«llamado “Puebla” por todos»", set()),
        ("es", "“Puebla”", {"quotes_outer"}),
        ("es", "12 de abril del 2011", {"date"}),
        ("es", "12 abril de 2011", {"date"}),
        ("fr", f"le plan{NBSP}: ses dates", set()),
        ("fr", "à 10:30, voir https://oas.org/fr: rien", set()),
        ("fr", "le plan\u202f; les dates", {"space_before_sign"}),
        ("fr", "« Puebla »", {"quotes_spaced", "space_before_sign"}),
        ("fr", f"«{NBSP}Puebla{NBSP}»", set()),
        ("fr", "les Etats-Unis", {"capital"}),
        ("fr", f"«{NBSP}Education for Migrant Children{NBSP}»", set()),
        ("fr", "la 1ère et la 3ème", {"ordinal"}),
        ("fr", "le 1 mai", {"first_day"}),
        ("fr", "le 21 mai", set()),
        ("fr", "une moelle, un œuf", set()),
        ("fr", "les voeux", {"ligature"}),
        ("fr", "l'«" + NBSP + "œuvre" + NBSP + "»", {"apostrophe"}),
    ],
)
def test_a_rule_finds_what_it_is_for(language: str, text: str, rules: set[str]) -> None:
    assert broken(text, language) == rules


@pytest.mark.parametrize(
    "text",
    [
        "`it's 12 April 2011...`",
        '{{ cam_list("plans") }}',
        "[the plan](a  b's.md)",
        "```text\nit's  ...\n```",
        "https://example.org/it's...",
        "| a  | b |\n|---|---|\n| c  | d |",
        "  - a list that is indented",
        "a line that is broken  \nin two",
        "{es: Belize}",
        "{name}",
    ],
)
def test_what_is_written_for_programs_is_no_text(text: str) -> None:
    assert {name for language in LANGUAGES for name in broken(text, language)} == set()


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("en", "the Chair's  report...", "the Chair’s report…"),
        ("en", "`don't` don't", "`don't` don’t"),
        ("en", '"quotes" of 12 April 2011 stay', '"quotes" of 12 April 2011 stay'),
        ("fr", "l'atelier : « oui », non ?", f"l’atelier{NBSP}: «{NBSP}oui{NBSP}», non{NBSP}?"),
        ("fr", "l'atelier: «oui»; 81%", f"l’atelier{NBSP}: «{NBSP}oui{NBSP}»{NBSP}; 81{NBSP}%"),
        ("fr", "26 579 et 304 021 813", f"26{NBSP}579 et 304{NBSP}021{NBSP}813"),
        ("fr", "[a: b](c: d.md)", f"[a{NBSP}: b](c: d.md)"),
        ("pt", "a  b...", "a b…"),
    ],
)
def test_what_is_safe_is_mended(language: str, text: str, right: str) -> None:
    assert typography.mended(text, language) == right


@given(st.text(alphabet="ab1 0'\"«»“”.,:;?!¿%\u00a0\u202f`{}()[]<>-–E\n"), st.sampled_from(LANGUAGES))
def test_what_was_mended_stays_and_breaks_no_safe_rule(text: str, language: str) -> None:
    once = typography.mended(text, language)
    assert typography.mended(once, language) == once
    letters = re.compile(r"[\s\u00a0'’.…]")
    assert letters.sub("", once) == letters.sub("", text)


HOSTILE = (
    "«" * 4000,
    "“" * 4000,
    "¿" * 4000,
    "1 " * 4000,
    "1 de " * 3000,
    "'" * 8000,
    " " * 8000,
    "`" * 8001,
)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "{{" * 4000, "](" * 4000, "<" * 8000, "26 579 " * 2000, "- " * 4000]
)
def test_no_text_keeps_a_rule_busy(text: str) -> None:
    """Work grows with the text, not with its square: a limit on the steps would be a limit on time."""
    for language in LANGUAGES:
        assert len(typography.mended(text, language)) <= 2 * len(text)
        broken(text, language)


def test_a_finding_says_where_what_and_how(tree: Tree) -> None:
    root = tree(
        **{
            "docs/fr/about/slip.md": "---\ntitle: Un titre\ndescription: Une page.\n---\n\nBien.\n\nLe plan : oui.\n"
        }
    )
    catalogue = checks_of(root)
    found = [str(problem) for problem in texts_keep_the_typography(catalogue) if "slip" in problem.file]
    assert found == [
        (
            "docs/fr/about/slip.md:8: `Bien. Le plan : oui.`: a no-break space (not the narrow one) before a colon, "
            "semicolon, question or exclamation mark — run `cam fix docs/fr/about/slip.md`, or write "
            "`Bien. Le plan␣: oui.` (␣ is a no-break space: Alt+0160 in Windows, Option+space on a Mac)"
        )
    ]


def checks_of(root: Path) -> bless.Site:
    catalogue, _ = bless.load(root)
    pages = prose.read_pages(root, catalogue.languages)
    return bless.Site(catalogue, pages, bless.dt.date.fromisoformat(bless.TODAY))


def test_typography_is_told_and_stops_nothing() -> None:
    assert texts_keep_the_typography in checks.NOTICES


def test_a_volume_knows_the_place_of_each_passage() -> None:
    file = YamlFile("a.yaml", lines={("title", "en"): 3})
    passages = [
        Passage("en", "one", file, ("title", "en")),
        Passage("en", "two\nthree", YamlFile("b.md"), first=7),
    ]
    volume = Volume("en", passages)
    assert volume.place(volume.text.index("one")) == (passages[0], 0)
    assert volume.place(volume.text.index("three")) == (passages[1], 4)
    assert passages[0].problem(0, "what", "do").line == 3
    assert passages[1].problem(4, "what", "do").line == 8


def test_texts_of_this_site_keep_the_typography(real: Catalogue) -> None:
    pages = prose.read_pages(bless.ROOT, real.languages)
    site = bless.Site(replace(real), pages, bless.dt.date.fromisoformat(bless.TODAY))
    assert [str(problem) for problem in texts_keep_the_typography(site)] == []
    assert sum(1 for _ in of_lists(real)) > 1000


def test_words_of_the_command_line_keep_the_typography() -> None:
    found = []
    files = (bless.ROOT / "hooks/cam/commands/words").glob("*.yaml")
    for path in sorted(
        path for path in files if path.name != "argparse.yaml"
    ):  # that is another library's English
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).values():
            for language, said in entry.items():
                for text in said.values() if isinstance(said, dict) else [said]:
                    found += [(path.name, text, name) for name in broken(text, language)]
    assert [item for item in found if item[2] != "dash"] == []  # there, a hyphen alone is an argument
