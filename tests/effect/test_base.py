"""What a state is compared with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import bless
import pytest
from support_effect import MEETING, THEME, commit, compare, edit, git

from cam.cli import main
from cam.effect import base


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            "nowhere",
            {
                "en": "There is no branch, tag, commit or folder with data/ called “nowhere” here. `git fetch` brings "
                "what others have published.",
                "es": "Aquí no hay rama, etiqueta, commit ni carpeta con data/ que se llame «nowhere». `git "
                "fetch` trae lo que otras personas han publicado.",
                "fr": "Il n’y a ici ni branche, ni étiquette, ni commit, ni dossier contenant data/ qui s’appelle "
                "« nowhere ». `git fetch` récupère ce que d’autres ont publié.",
            },
        ),
        *(
            (
                hostile,
                {
                    "en": "The name of the state to compare with begins with a hyphen, is empty or holds an invisible "
                    "character. Write a branch, a tag, a commit or a folder.",
                    "es": "El nombre del estado con el que se compara empieza con un guion, está vacío o contiene un "
                    "carácter invisible. Escriba una rama, una etiqueta, un commit o una carpeta.",
                    "fr": "Le nom du point de comparaison commence par un trait d’union, est vide ou contient un "
                    "caractère invisible. Indiquez une branche, une étiquette, un commit ou un dossier.",
                },
            )
            for hostile in ("--output=harm", "-h", "main\nx", "a\0b", " ")
        ),
    ],
)
def test_a_state_that_is_none_is_refused(
    root: Path, wanted: str, expected: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for language, message in expected.items():
        assert main(["--lang", language, "diff", "--", wanted]) == 2
        assert capsys.readouterr().err.replace("\u00a0", " ") == f"{message}\n"
    assert not list(root.glob("harm*"))


def test_without_git_or_repository_a_folder_is_asked_for(
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        assert main(["--lang", "en", "diff"]) == 2
        said = "git is not installed on this machine. Name a folder that holds the state before: `cam diff FOLDER`.\n"
        assert capsys.readouterr().err == said
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(elsewhere.parent))
    assert main(["--lang", "fr", "diff"]) == 2
    assert "n’est pas un dépôt git." in capsys.readouterr().err


def test_the_main_branch_is_not_known(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "branch", "--move", "trunk")
    assert main(["--lang", "es", "diff"]) == 2
    assert "Aquí no se sabe dónde se separó esta rama de la rama «main»." in capsys.readouterr().err


def test_the_beginning_of_a_branch_is_what_it_is_compared_with(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "mine")
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    commit(root)
    git(root, "switch", "--quiet", "main")
    edit(root, MEETING, "status: planned", "status: cancelled")
    commit(root)
    git(root, "switch", "--quiet", "mine")
    told = compare(root)
    assert [change.name for change in told.effect.records] == ["themes/integration"], "main went on meanwhile"
    edit(root, "data/site.yaml", "branch: main", "branch: --output=harm")
    with pytest.raises(base.Refused) as refused, base.taken(root, None):
        pass
    assert refused.value.reason == "no_main"


def test_a_folder_may_be_compared_with_and_nothing_is_touched(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("before") / "copy"
    bless.lay_out(other, bless.MINIATURE)
    edit(other, THEME, "Life in a new place.", "Life in an old place.")
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    told = compare(root, str(other))
    assert [change.name for change in told.effect.records] == ["themes/integration"]
    assert {path: path.read_bytes() for path in other.rglob("*") if path.is_file()} == before
    status = ["git", "status", "--porcelain", "--ignored"]
    done = subprocess.run(status, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "!! .cache/\n"


def test_a_link_in_a_hostile_state_leads_nowhere(root: Path) -> None:
    (root / "docs/en/secret.md").symlink_to("/etc/passwd")
    commit(root)
    with base.taken(root, "HEAD") as before:
        taken = before.root / "docs/en/secret.md"
        assert not taken.is_symlink()
        assert taken.read_text("utf-8") == "/etc/passwd"
