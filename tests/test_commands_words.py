"""The command line speaks the language of its user: which one, in its help, of wrong use, and of numbers."""

from __future__ import annotations

import argparse
import ast
import inspect
import locale
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from cam.cli import main
from cam.commands import parser, said
from cam.commands.said import LANGUAGES, Say, preferred

pytestmark = pytest.mark.usefixtures("plain_machine")

Tree = Callable[..., Path]
WORDS = Path(said.__file__).parent / "words"


# The language.


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], ""),
        (["check"], ""),
        (["--lang", "es", "check"], "es"),
        (["--lang=fr", "check"], "fr"),
        (["--lang", "de", "check"], ""),  # the whole parser says what is wrong with it
        (["--lang"], ""),
    ],
)
def test_the_language_that_is_asked_for(arguments: list[str], language: str) -> None:
    assert parser.language(arguments) == language


@pytest.mark.parametrize(
    ("machine", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_PA.UTF-8"}, "es"),
        ({"LANG": "fr_HT"}, "fr"),
        ({"LANG": "es-419"}, "es"),
        ({"LANG": "ES"}, "es"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
        ({"LANG": "est_EE"}, "en"),  # a language whose code begins with another's
        ({"LANG": "es_PA.UTF-8", "LC_MESSAGES": "fr_HT.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_HT.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANGUAGE": "pt:fr:es"}, "fr"),
        ({"LANGUAGE": "", "LC_ALL": "", "LANG": "fr"}, "fr"),
    ],
)
def test_the_language_of_the_machine(
    machine: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    assert preferred() == language


@pytest.mark.parametrize(
    ("name", "language"),
    [("Spanish_Panama", "es"), ("French_France", "fr"), ("German_Germany", "en"), ("es_ES", "es")],
)
def test_the_language_as_windows_says_it(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "1252"))
    assert preferred() == language


def test_what_is_asked_for_goes_before_the_machine(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree({"data/themes/t.yaml": "id: t\n\ttitle: T\n"}))
    monkeypatch.setenv("LANG", "es_PA.UTF-8")
    assert main(["check"]) == 1
    assert (
        "data/themes/t.yaml:2: hay un tabulador al comienzo de la línea — use dos espacios"
        in capsys.readouterr().err
    )
    assert main(["--lang", "fr", "check"]) == 1
    assert (
        "data/themes/t.yaml:2: cette ligne est mise en retrait avec une tabulation —"
        in capsys.readouterr().err
    )


def test_a_language_that_it_does_not_speak_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--lang", "de", "check"])
    assert "'de'" in capsys.readouterr().err


# The words of the standard library's parser.

TO_PROGRAMMERS = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    "pass `required=True` explicitly",
}
"""What only a mistake in the program makes the parser say."""


def texts_of_argparse() -> Iterator[str]:
    """Yield every text that the parser of this Python hands to gettext."""
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_", "ngettext")
        ):
            for argument in ast.walk(node):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_every_word_of_argparse_has_its_translations() -> None:
    words = yaml.safe_load((WORDS / "argparse.yaml").read_text("utf-8"))
    said_by_names = {"title", "description"}  # keys of an argument, not texts
    wanted = set(texts_of_argparse()) - TO_PROGRAMMERS - said_by_names
    assert [text for text in sorted(wanted) if text not in words] == [], (
        "add it to commands/words/argparse.yaml"
    )
    assert len(wanted) > 20
    for text, entry in words.items():
        assert list(entry) == list(LANGUAGES)
        assert entry["en"] == text
        for translation in entry.values():
            assert sorted(re.findall(r"%(?:\(\w+\))?[rs]", translation)) == sorted(
                re.findall(r"%(?:\(\w+\))?[rs]", text)
            ), text


def parsers(one: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those below it."""
    yield one
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


@pytest.mark.parametrize(("language", "usage"), [("es", "uso: cam"), ("fr", "utilisation\u00a0: cam")])
def test_no_help_holds_an_english_word_of_argparse(language: str, usage: str) -> None:
    words = yaml.safe_load((WORDS / "argparse.yaml").read_text("utf-8"))
    english = [text for text, entry in words.items() if "%" not in text and entry[language] != text]
    helps = [one.format_help() for one in parsers(parser.parser(Say(language)))]
    assert len(helps) > len(parser.COMMANDS)
    for text in helps:
        assert text.startswith(usage)
        assert [word for word in english if word in text] == []
        assert words["show this help message and exit"][language] in " ".join(text.split())


def test_what_stands_for_a_value_is_named_in_the_language() -> None:
    """Names of arguments in the program are English; no help shows one, and no word for one is left over."""
    places = yaml.safe_load((WORDS / "places.yaml").read_text("utf-8"))
    used = {"old", "new"}
    for one in parsers(parser.parser(Say("fr"))):
        for action in one._actions:
            if action.nargs != 0 and action.choices is None:
                assert action.metavar, f"{one.prog}: add {action.dest} to commands/words/places.yaml"
                used |= {action.dest} if action.metavar == places.get(action.dest, {}).get("fr") else set()
    assert used == set(places)
    usage = {language: _usage(language, "new", "diff", "translated") for language in LANGUAGES}
    assert usage["es"] == (
        "uso: cam new [-h] [--title TÍTULO] [--output {-}] TIPO ID "
        "uso: cam diff [-h] [--output RUTA] [--json ARCHIVO] [--sites ANTERIOR NUEVO] [BASE] "
        "uso: cam translated [-h] ARCHIVO IDIOMA"
    )
    assert usage["fr"].endswith(
        "[--sites ANCIEN NOUVEAU] [BASE] utilisation : cam translated [-h] FICHIER LANGUE"
    )
    assert usage["en"].endswith("[--sites OLD NEW] [BASE] usage: cam translated [-h] FILE LANGUAGE")


def _usage(language: str, *names: str) -> str:
    """Return the usage of some commands on one line."""
    below = {one.prog: one for one in parsers(parser.parser(Say(language)))}
    usage = " ".join(below[f"cam {name}"].format_usage() for name in names)
    return " ".join(usage.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_help_of_its_own(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = parser.parser(Say(language)).format_help()
    for command in parser.COMMANDS:
        with pytest.raises(SystemExit, match="0"):
            main(["--lang", language, command.NAME, "--help"])
        text = capsys.readouterr().out
        about = Say(language)(f"{command.NAME}.about")
        assert f"cam {command.NAME}" in text
        assert " ".join(about.split()) in " ".join(text.split())
        assert about.split()[0] in whole


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "cam : erreur : il manque ces arguments : COMMANDE"),
        (["chekc"], "cam : erreur : `chekc` n’est pas une commande : vouliez-vous dire `check` ?"),
        (["check", "--al"], "cam : erreur : arguments inconnus : --al"),
        (["diff", "--sites", "a"], "cam diff : erreur : argument --sites : 2 valeurs sont attendues"),
        (["--lang"], "cam : erreur : argument --lang : une valeur est attendue"),
        (
            ["links", "--pause", "x"],
            "cam links : erreur : argument --pause : 'x' n’est pas une valeur de float",
        ),
    ],
)
def test_wrong_use_is_said_in_the_language(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "fr_FR")
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err.replace("\u00a0", " ")


# Commands that are none, numbers, and exit codes.

UNKNOWN = {
    "en": (
        "`chekc` is not a command: did you mean `check`? `cam --help` lists them all.",
        "`zzz` is not a command; those",
    ),
    "es": (
        "`chekc` no es un comando: ¿quiso decir `check`? `cam --help` los muestra todos.",
        "`zzz` no es un comando; los",
    ),
    "fr": (
        "`chekc` n’est pas une commande : vouliez-vous dire `check` ? `cam --help` les montre toutes.",
        "`zzz` n’est pas une commande ; les",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_command_is_answered_with_the_one_that_was_meant(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(*words: str) -> str:
        with pytest.raises(SystemExit, match="2"):
            main(["--lang", language, *words])
        return capsys.readouterr().err.replace("\u00a0", " ").splitlines()[-1]

    near, none = UNKNOWN[language]
    assert answer("chekc").endswith(near)
    assert none in answer("zzz")
    most_used = [command.NAME for command in parser.COMMANDS[: parser._MOST_USED]]
    assert re.findall(r"`(\w+)`", answer("zzz")) == ["zzz", *most_used], "not all of them"
    assert "`cam programs --help`" in answer("programs", "zzz")


def test_a_number_in_a_line_takes_the_form_of_its_language() -> None:
    def told(language: str, **numbers: int) -> str:
        return Say(language)("status.language_line", language="x", **numbers).replace("\u00a0", " ")

    assert told("fr", missing=0, outdated=1, new=2, words=1) == (
        "x : 0 texte à traduire, 1 périmé, 2 pas encore relus ; 1 mot en tout"
    )
    assert told("es", missing=0, outdated=1, new=2, words=1) == (
        "x: 0 textos sin traducir, 1 desactualizado, 2 sin revisar todavía; 1 palabra en total"
    )
    assert told("en", missing=1, outdated=1, new=2, words=0) == (
        "x: 1 text missing, 1 outdated, 2 not looked at yet; 0 words in all"
    )
    assert Say("fr")("diff.table", name="x", added=0, gone=2).endswith("0 ligne ajoutée, 2 lignes supprimées")


def test_fix_says_what_1_means() -> None:
    said = {
        "en": "some files could not be read; the others were put in order",
        "es": "algunos archivos no se pudieron leer; los demás se han puesto en orden",
        "fr": "certains fichiers n’ont pas pu être lus\u00a0; les autres ont été mis en ordre",
    }
    for language, text in said.items():
        whole, *others = parsers(parser.parser(Say(language)))
        fix = next(one for one in others if one.prog == "cam fix")
        for one in (whole, fix):
            assert text in (one.epilog or "")


def test_the_help_says_the_exit_codes() -> None:
    for language in LANGUAGES:
        text = " ".join(parser.parser(Say(language)).format_help().split())
        assert re.findall(r"\b(0|1|2|130), ", text) == ["0", "1", "2", "130"]
