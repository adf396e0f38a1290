"""What is generated for editors is as the repository holds it, and `cam kit` keeps it so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
from support_kit import LANGUAGES

from cam import kit
from cam.checks import placeholders
from cam.cli import main
from cam.kit import schemas
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS
from cam.store import Catalogue

Write = Callable[..., Path]
BEHIND = "this generated file is behind what it is made of — run `cam kit`"


def test_the_files_in_the_repository_are_what_the_command_writes(
    made: dict[str, bytes], real: Catalogue
) -> None:
    """After a change of the model, of a list or of a label: `cam kit`."""
    there = {name: (bless.ROOT / name).read_bytes() for name in made if (bless.ROOT / name).is_file()}
    assert [name for name in made if there.get(name) != made[name]] == []
    assert kit.behind(real) == []


def test_there_is_a_schema_and_a_template_a_kind_and_language(made: dict[str, bytes]) -> None:
    names = {
        f".editor/schemas/{language}/{kind}.json" for language in LANGUAGES for kind in (*KINDS, "shared")
    }
    names |= {f".editor/templates/{language}/{kind}.yaml" for language in LANGUAGES for kind in KINDS}
    assert {name for name in made if name.startswith(".editor/")} == names
    assert all(content.endswith(b"\n") and b"\r" not in content for content in made.values())
    assert sum(len(content) for name, content in made.items() if "/schemas/" in name) < 700_000


def test_the_command_writes_what_changed_and_removes_what_is_gone(
    tree: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tree()
    monkeypatch.chdir(root)
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    assert main(["--lang", "en", "kit"]) == 0
    assert ".vscode: extensions.json, settings.json, tasks.json changed.\n" in capsys.readouterr().out
    catalogue, _ = load(root)
    assert kit.behind(catalogue) == []
    gone = root / ".editor/schemas/pt/laws.json"
    gone.parent.mkdir()
    gone.write_bytes((root / ".editor/schemas/es/laws.json").read_bytes())
    own = root / ".vscode/launch.json"
    own.write_text("{}\n")
    (root / ".editor/templates/fr/laws.yaml").write_text("")
    assert kit.behind(catalogue) == [".editor/schemas/pt/laws.json", ".editor/templates/fr/laws.yaml"]
    site = Site(catalogue, [], dt.date.fromisoformat(bless.TODAY))
    assert [str(problem) for problem in placeholders.what_is_generated_is_up_to_date(site)] == [
        f".editor/schemas/pt/laws.json: {BEHIND}",
        f".editor/templates/fr/laws.yaml: {BEHIND}",
    ]
    assert main(["--lang", "en", "kit"]) == 0
    assert capsys.readouterr().out == (
        ".editor/schemas/pt: laws.json changed.\n.editor/templates/fr: laws.yaml changed.\n"
    )
    assert not gone.exists()
    assert own.exists()
    assert main(["--lang", "fr", "kit"]) == 0
    assert capsys.readouterr().out == "Tout est à jour\u00a0; rien n’a changé.\n"


def test_a_changed_label_makes_files_fall_behind(
    real: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kit.behind(replace(real, root=tmp_path)) == []  # a project without them is not asked for them
    for name, content in kit.written(real).items():
        bless.write(tmp_path / name, content)
    assert kit.behind(replace(real, root=tmp_path)) == []
    file = real.files["labels/kind_one"]
    words = {**file.value, "laws": {"en": "Statute", "es": "Ley", "fr": "Loi"}}
    changed = replace(
        real,
        root=tmp_path,
        labels={**real.labels, "kind_one.laws": words["laws"]},
        files={**real.files, "labels/kind_one": replace(file, value=words)},
    )
    assert kit.behind(changed) == [schemas.path_of(language, "laws") for language in LANGUAGES]


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff\x00", b"[]", b'{"a": 1}'])
def test_checksums_that_were_damaged_are_made_again(real: Catalogue, tmp_path: Path, damaged: bytes) -> None:
    for name, content in kit.written(real).items():
        bless.write(tmp_path / name, content)
    catalogue = replace(real, root=tmp_path)
    assert kit.behind(catalogue) == []
    (kept,) = (tmp_path / ".cache").glob("*.kit.json")
    sound = kept.read_bytes()
    kept.write_bytes(damaged)
    assert kit.behind(catalogue) == []
    assert kept.read_bytes() == sound
