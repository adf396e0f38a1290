"""`cam form`: every form comes through it, in its language; a dry run writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import bless
import pytest
import yaml
from support_forms import ALL, ISSUE
from support_issue_forms import EVERY, content, filled, read

from cam import pages
from cam.cli import main
from cam.commands.said import LANGUAGES, Say
from cam.frame import place_of
from cam.issue_forms import writing
from cam.issue_forms.wrong import WrongForm
from cam.loading import load
from cam.store import Catalogue

OWN = [file for file in EVERY if file not in ALL]


@pytest.mark.parametrize("file", OWN)
def test_every_form_comes_through_the_command(
    root: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    """In the language of the form; a dry run writes nothing; what is written passes the check and is shown."""
    language, say = file[-6:-4], Say(file[-6:-4])
    (root / "issue.md").write_bytes(filled(catalogue, file).replace("\n", "\r\n").encode())
    before = content(root)
    assert main(["form", "issue.md", "--address", ISSUE, "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert content(root) == before
    assert main(["form", "issue.md", "--address", ISSUE, "--comment", "comment.md"]) == 0
    wet = capsys.readouterr().out
    (name,) = changed = sorted(set(content(root).items()) - set(before.items()) - {("comment.md", None)})
    assert len(changed) == 1
    assert name[0].startswith("data/")
    done, would = ("made", "would_be_made") if name[0] not in before else ("changed", "would_be_changed")
    assert wet.startswith(say(f"form.{done}", file=name[0]) + "\n" + say("form.left"))
    assert dry.startswith(say(f"form.{would}", file=name[0]))
    assert (root / "comment.md").read_text("utf-8").startswith(say("form.comment_done") + "\n\n```text\n")
    assert main(["check"]) == 0
    found, problems = load(root)
    assert problems == []
    made = dict(pages.pages(found, place_of(found)))
    assert f"{language}/{name[0].removeprefix('data/').removesuffix('.yaml')}.md" in made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "formulaire\u00a0: Ce qui a changé\u00a0: il n’y a pas de réponse — demandez-en une"),
        (["--lang", "es"], "formulario: Ce qui a changé: no hay respuesta — pídala"),
    ],
)
def test_problems_are_said_in_the_language_asked_for_else_in_that_of_the_form(
    root: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (root / "issue.md").write_text(filled(catalogue, "date-fr.yml", change=None), "utf-8")
    assert main([*arguments, "form", "issue.md", "--address", ISSUE, "--comment", "comment.md"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(said)
    say = Say(arguments[-1] if arguments else "fr")
    assert err.endswith(f"{say('form.problems', count=1)}\n{say('cam.nothing_written')}\n")
    assert (root / "comment.md").read_text("utf-8").startswith(say("form.comment_wrong"))


def test_a_record_that_changed_meanwhile_stays(root: Path) -> None:
    catalogue, _ = load(root)
    made = read(catalogue, filled(catalogue, "date-en.yml"))
    made.path.write_text("mine", "utf-8")
    with pytest.raises(WrongForm, match=r"session\.yaml has changed in the meantime — run the command again"):
        writing.write(made)
    assert made.path.read_text("utf-8") == "mine"


def test_every_message_has_the_same_places_in_every_language_and_no_word_is_unused() -> None:
    words = yaml.safe_load((bless.ROOT / "hooks/cam/commands/words/form.yaml").read_text("utf-8"))
    code = "".join(
        path.read_text("utf-8")
        for path in [
            *(bless.ROOT / "hooks/cam/issue_forms").glob("*.py"),
            bless.ROOT / "hooks/cam/commands/form.py",
        ]
    )
    for key, entry in words.items():
        assert set(entry) == set(LANGUAGES), key
        places = [set(re.findall(r"\{(\w+)\}", str(text))) for text in entry.values()]
        assert places[0] == places[1] == places[2], key
        stem = re.sub(r"^(left_|would_be_)|_(what|do)$", "", key)
        said = (f'"{stem}"', f'"{key.removeprefix("markup_")}"', f'"form.{key}"')
        assert key == "about" or any(name in code for name in said), f"{key} is said nowhere"
