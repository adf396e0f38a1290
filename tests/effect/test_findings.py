"""What the rules find in one state and not in the other, and what is left to translate."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_effect import MEETING, commit, compare, edit, git, has

from cam.cli import main
from cam.effect import findings
from cam.problems import Problem


def test_a_rule_is_broken_and_mended(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEETING, "plan: plan-2027", "plan: plan-2072")
    told = compare(root)
    assert [(problem.file, problem.line) for problem in told.effect.problems.new] == [(MEETING, 4)]
    has(
        told,
        en=["One new problem stops publication:"],
        es=[
            "Un problema nuevo impide la publicación:",
            f"{MEETING}:4: `plan-2072` no es un registro de plans — ¿quiso decir `plan-2027`?",
        ],
        fr=["Un nouveau problème empêche la publication :"],
    )
    commit(root)
    edit(root, MEETING, "plan: plan-2072", "plan: plan-2027")
    told = compare(root, "HEAD")
    assert not told.effect.problems.new
    has(
        told,
        en=[
            "One problem is mended:",
            "The state before has one problem: it was compared as far as it can be read.",
        ],
        es=["Se ha corregido un problema:"],
        fr=["Un problème est corrigé :"],
    )
    assert main(["--lang", "en", "diff", "HEAD"]) == 0
    git(root, "checkout", "--quiet", "HEAD", MEETING)
    assert main(["--lang", "en", "diff", "HEAD"]) == 1
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_finding_on_another_line_is_the_same() -> None:
    one, moved = Problem("a.yaml", 3, "wrong", "mend it"), Problem("a.yaml", 4, "wrong", "mend it")
    other = Problem("b.yaml", 3, "wrong", "mend it")
    assert findings.compared([one], [moved]) == findings.Findings([], [])
    assert findings.compared([one], [moved, moved]) == findings.Findings([moved], [])
    assert findings.compared([one], [other]) == findings.Findings([other], [one])


def test_a_record_that_cannot_be_read_is_neither_added_nor_gone(root: Path) -> None:
    edit(root, MEETING, "id: workshop", "id: workshop\nid: workshop")
    (root / MEETING).write_text("title: [\n", "utf-8")
    told = compare(root, drawing=True)
    assert told.effect.unread == ["meetings/workshop"]
    assert not told.effect.moves
    assert "meetings/workshop" not in {change.name for change in told.effect.records}
    assert not [page for page in told.effect.pages if page.source == "meetings/workshop"]
    has(
        told,
        en=["One record could not be read in one of the two states:", "meetings/workshop"],
        es=["Un registro no pudo leerse en uno de los dos estados:"],
        fr=["Une fiche n’a pas pu être lue dans l’un des deux états :"],
    )


def test_a_translation_is_lost(root: Path) -> None:
    edit(
        root,
        MEETING,
        "role: {en: Chair, es: Presidenta, fr: Présidente}",
        "role: {en: Chair, fr: Présidente}",
    )
    told = compare(root)
    assert [problem.line for problem in told.effect.problems.new] == [26]
    before, after = told.effect.debt["es"]
    assert after.missing == before.missing + 1
    assert told.effect.debt["fr"][0] == told.effect.debt["fr"][1]
    numbers = f"{before.missing} → {after.missing}"
    has(
        told,
        en=[f"Spanish: missing texts {numbers}, outdated texts {before.outdated} → {after.outdated}"],
        es=[
            f"Español: textos que faltan {numbers}, textos desactualizados {before.outdated} → {after.outdated}"
        ],
        fr=[f"Espagnol : textes manquants {numbers}, textes périmés {before.outdated} → {after.outdated}"],
    )
