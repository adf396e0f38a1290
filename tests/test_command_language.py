"""The language of the command line: asked for before the command or behind it."""

from __future__ import annotations

import pytest

from cam import cli
from cam.commands.parser import COMMANDS
from cam.commands.said import LANGUAGES, Say


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_may_stand_behind_the_command(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for arguments in (
        ["--lang", language, "check", "no/file.yaml"],
        ["check", "no/file.yaml", "--lang", language],
    ):
        assert cli.main(arguments) == 2
        said.append(capsys.readouterr().err)
    assert said[0] == said[1] == Say(language)("check.no_file", files="no/file.yaml") + "\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_takes_it_and_a_wrong_one_is_refused(
    command: object, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command.NAME, "--lang", "de"])
    assert stopped.value.code == 2
    assert "de" in (told := capsys.readouterr().err)
    assert all(language in told for language in LANGUAGES)
