"""The command line: its colors, its exit codes, and the notes that it leaves on the forge."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bless
import pytest

from cam import live
from cam.cli import main
from cam.commands.said import Say
from cam.commands.terminal import Terminal, annotation, painted
from cam.problems import Problem, report

pytestmark = pytest.mark.usefixtures("plain_machine")

Tree = Callable[..., Path]

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


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mkdocs.yml", "No es un archivo que se compruebe: mkdocs.yml."),
        ("docs/about.txt", "No es un archivo que se compruebe: docs/about.txt."),
        ("docs/de/index.md", "No es un archivo que se compruebe: docs/de/index.md."),
        ("docs/en/themes/gone.md", "No es un archivo que se compruebe: docs/en/themes/gone.md."),
        ("data/laws", "No se comprueba una carpeta por sí sola: data/laws."),
        ("docs/", "No se comprueba una carpeta por sí sola: docs/."),
        ("data/nothing.yaml", "No existe ese archivo en este proyecto: data/nothing.yaml."),
    ],
)
def test_what_is_never_looked_at_is_not_said_to_be_sound(
    given: str, said: str, tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = '---\ntitle: "x"\nrecord: "gone"\n---\n'
    monkeypatch.chdir(tree({"docs/about.txt": "", "docs/de/index.md": "", "docs/en/themes/gone.md": page}))
    assert main(["--lang", "es", "check", "data/themes/integration.yaml", given]) == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith(said), len(err.splitlines())) == ("", True, 1)


def test_what_cannot_be_looked_at_is_told_at_once_by_its_reason(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree())
    assert main(["check", "mkdocs.yml", "data/themes", "a.yaml"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Not a file that is checked: mkdocs.yml. Name files of data/ or of the pages that people write in docs/.",
        "A folder is not checked by itself: data/themes. Name its files, or run `cam check` for all of them.",
        "There is no such file in this project: a.yaml.",
    ]


def test_130_is_stopped_by_the_keyboard(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tree())
    monkeypatch.setattr(live, "tried", stop)
    assert main(["--lang", "fr", "check"]) == 130
    assert capsys.readouterr().err == "arrêté\n"


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
