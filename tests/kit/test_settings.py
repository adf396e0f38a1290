"""What VS Code and other editors are told of this project."""

from __future__ import annotations

import json
import re
from typing import Any

import bless
import pytest

from cam.cli import main
from cam.kit import schemas
from cam.model import KINDS
from cam.problems import Problem


def commented(content: bytes) -> Any:
    """Return JSON that begins with remarks, as VS Code reads it."""
    lines = content.decode().splitlines()
    return json.loads("\n".join(line for line in lines if not line.startswith("//")))


def test_the_settings_name_a_schema_for_every_kind(made: dict[str, bytes]) -> None:
    read = commented(made[".vscode/settings.json"])
    mapped = {name.removeprefix("./"): pattern for name, pattern in read["yaml.schemas"].items()}
    assert mapped == {schemas.path_of("en", kind): f"/data/{kind}/*.yaml" for kind in KINDS}
    assert set(mapped) <= set(made)
    assert (read["yaml.format.enable"], read["files.encoding"], read["editor.insertSpaces"]) == (
        False,
        "utf8",
        True,
    )
    assert "escriba /es/ en lugar de /en/" in made[".vscode/settings.json"].decode()


def test_the_tasks_are_commands_that_exist(
    made: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = commented(made[".vscode/tasks.json"])["tasks"]
    assert [task["args"][0] for task in tasks] == ["check", "check", "fix", "preview", "new"]
    for task in tasks:
        assert task["type"] == "process"  # no shell reads what an editor types
        with pytest.raises(SystemExit) as ended:
            main([task["args"][0], "--help"])
        assert ended.value.code == 0
        assert "usage: cam" in capsys.readouterr().out


def test_problems_of_the_check_find_their_line_in_the_editor(made: dict[str, bytes]) -> None:
    pattern = commented(made[".vscode/tasks.json"])["tasks"][0]["problemMatcher"]["pattern"]
    said = str(Problem("data/meetings/x.yaml", 15, "the time 14:30 has no quotes", "put it between quotes"))
    found = re.search(pattern["regexp"], said)
    assert found
    assert (found[pattern["file"]], found[pattern["line"]]) == ("data/meetings/x.yaml", "15")
    assert found[pattern["message"]] == "the time 14:30 has no quotes — put it between quotes"


def test_the_extensions_are_named_as_the_marketplace_names_them(made: dict[str, bytes]) -> None:
    named = commented(made[".vscode/extensions.json"])
    assert named["recommendations"][:2] == ["redhat.vscode-yaml", "editorconfig.editorconfig"]
    assert all(re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name) for names in named.values() for name in names)


def test_editors_without_settings_save_alike() -> None:
    text = (bless.ROOT / ".editorconfig").read_text("utf-8")
    for line in ("root = true", "charset = utf-8", "end_of_line = lf", "indent_style = space",
                 "insert_final_newline = true", "trim_trailing_whitespace = true"):  # fmt: skip
        assert f"\n{line}\n" in f"\n{text}"
    assert re.search(r"\[\*\.\{[^}]*yaml[^}]*\}\]\nindent_size = 2\n", text)
