"""The command line: its language, its colors, its exit codes, and the notes that it leaves on the forge."""

from __future__ import annotations

import argparse
import ast
import inspect
import io
import locale
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import bless
import pytest
import yaml

from cam import live
from cam.cli import main
from cam.commands import parser, said
from cam.commands.said import LANGUAGES, Say, preferred
from cam.commands.terminal import Terminal, annotation, painted
from cam.problems import Problem, report

Tree = Callable[..., Path]
MACHINE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
WORDS = Path(said.__file__).parent / "words"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the machine's language, terminal or forge."""
    for name in (*MACHINE, "GITHUB_ACTIONS", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)


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
    assert len(helps) > 15
    for text in helps:
        assert text.startswith(usage)
        assert [word for word in english if word in text] == []
        assert words["show this help message and exit"][language] in " ".join(text.split())


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


# Lists of problems.

ONE = Problem("data/a.yaml", 3, "`x` is not a record of laws", "write that record first")
OTHER = Problem("data/a.yaml", 0, "this file is not read", "remove it")
THIRD = Problem("docs/en/b.md", 2, "`title` is missing", "write `title: …` in the front matter")


@pytest.mark.parametrize("problems", [[ONE], [THIRD, ONE, ONE], [OTHER, THIRD, ONE]])
def test_in_english_the_list_is_that_of_every_report(
    problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(Say("en")).problems(problems)
    assert capsys.readouterr() == ("", report(problems) + "\n")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "es",
            [
                "data/a.yaml: este archivo no se lee — quítelo",
                "data/a.yaml:3: `x` no es un registro de laws — escriba primero ese registro",
                "2 problemas en 1 archivo.",
            ],
        ),
        (
            "fr",
            [
                "data/a.yaml: ce fichier n’est pas lu — retirez-le",
                "data/a.yaml:3: `x` n’est pas une fiche de laws — écrivez d’abord cette fiche",
                "2 problèmes dans 1 fichier.",
            ],
        ),
    ],
)
def test_problems_are_listed_and_counted_in_the_language(
    language: str, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(Say(language)).problems([ONE, OTHER])
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", lines)


def test_notices_are_told_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(Say("es")).notices([ONE])
    told = "data/a.yaml:3: `x` no es un registro de laws — escriba primero ese registro\n"
    assert capsys.readouterr() == (told, "")


# Colors.


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "text"),
    [
        (Screen(), {}, "\x1b[31mx\x1b[0m"),
        (Screen(), {"TERM": "xterm"}, "\x1b[31mx\x1b[0m"),
        (Screen(), {"NO_COLOR": "1"}, "x"),
        (Screen(), {"TERM": "dumb"}, "x"),
        (io.StringIO(), {}, "x"),
    ],
)
def test_colors_are_for_a_terminal_that_shows_them(
    stream: io.StringIO, environment: dict[str, str], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert painted("x", "red", stream) == text
    assert painted("x", "", stream) == "x"


def test_a_text_brings_no_colors_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    Terminal(Say("en")).line("a\x1b[2Jb\u202ec\udcff", "green")
    assert screen.getvalue() == "\x1b[32ma\\x1b[2Jb\\u202ec\\udcff\x1b[0m\n"


def test_a_pipe_that_lacks_a_sign_spells_it_out() -> None:
    """As on Windows, where the output of a program that is not shown has few signs."""
    program = (
        "from cam.commands.said import Say; from cam.commands.terminal import Terminal; "
        "Terminal(Say('es')).step('a → ñ')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(bless.ROOT / "hooks"), "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode("cp1252").strip() == r"… a \u2192 ñ"


# Exit codes.


def test_0_is_done(tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tree())
    assert main(["--lang", "es", "check"]) == 0
    assert re.search(r"^Sin problemas: \d+ registros, \d+ páginas\.$", capsys.readouterr().out, re.MULTILINE)


def test_1_is_problems(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree({"data/stray.yaml": "a: b\n"}))
    assert main(["--lang", "es", "check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "data/stray.yaml: este archivo no se lee — muévalo a la carpeta de su tipo",
        "1 problema en 1 archivo.",
        "No se ha publicado nada; el último sitio correcto queda como estaba.",
    ]


def test_2_is_wrong_use(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree())
    assert main(["--lang", "es", "check", "data/nothing.yaml"]) == 2
    assert capsys.readouterr().err == "No existe ese archivo en este proyecto: data/nothing.yaml.\n"
    with pytest.raises(SystemExit, match="2"):
        main(["check", "--everything"])


def test_130_is_stopped_by_the_keyboard(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tree())
    monkeypatch.setattr(live, "tried", stop)
    assert main(["--lang", "fr", "check"]) == 130
    assert capsys.readouterr().err == "arrêté\n"


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
    assert answer("zzz").count("`") == 16, "six names, not all of them"
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


def test_an_output_that_nobody_reads_ends_quietly(tree: Tree) -> None:
    """As of `cam … | head -1`."""
    program = "import sys; from cam.cli import main; sys.exit(main(['status', '--section', 'due']))"
    environment = {**os.environ, "PYTHONPATH": str(bless.ROOT / "hooks")}
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=tree(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


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


# Notes on the lines of a pull request.


def test_a_note_names_its_file_and_line() -> None:
    assert annotation(ONE, "error") == (
        "::error file=data/a.yaml,line=3::`x` is not a record of laws — write that record first"
    )
    assert (
        annotation(OTHER, "notice") == "::notice file=data/a.yaml,line=1::this file is not read — remove it"
    )


def test_a_note_is_one_command_whatever_its_file_is_called() -> None:
    hostile = Problem("data/a,line=9::x\n::stop-commands::y%0A.yaml", 0, "1\r\n::add-mask::e", "100%\x1b[2J")
    assert annotation(hostile, "error") == (
        "::error file=data/a%2Cline=9%3A%3Ax%0A%3A%3Astop-commands%3A%3Ay%250A.yaml,line=1::"
        "1%0D%0A::add-mask::e — 100%25\\x1b[2J"
    )


def test_notes_are_left_on_the_forge_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(Say("fr")).problems([OTHER])
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    Terminal(Say("fr")).problems([OTHER])
    out, err = capsys.readouterr()
    assert out == "::error file=data/a.yaml,line=1::ce fichier n’est pas lu — retirez-le\n"
    assert err == "data/a.yaml: ce fichier n’est pas lu — retirez-le\n1 problème dans 1 fichier.\n"
    Terminal(Say("en")).notices([OTHER])
    assert capsys.readouterr().out.splitlines()[1:] == [annotation(OTHER, "notice")]


def test_nothing_that_people_write_is_a_command_of_the_forge(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub's runner obeys a line that begins with `::`, and `##[` anywhere in a line, on either output."""
    text = 'id: t\ntitle: {en: One, es: Uno, fr: Un}\noriginal: en\nsources: [{document: "a\\n\\n::add-mask::e"}]\n'
    name = "data/themes/t\n::stop-commands::x.yaml"
    monkeypatch.chdir(
        tree({name: text, "data/themes/##[add-mask]e.yaml": "x", "data/themes/u\udcff.yaml": "x"})
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check", "##[group]\n::debug::x"]) == 2
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert "##[" not in re.sub("^::error .*$", "", out + err, flags=re.MULTILINE)
    assert [line for line in err.splitlines() if line.lstrip().startswith("::")] == []
    commands = [line for line in out.splitlines() if line.lstrip().startswith("::")]
    assert (
        len(commands) == len(err.splitlines()) - 4
    )  # two of wrong use, the count, and that nothing was published
    assert all(line.startswith("::error file=data/themes/") for line in commands)
