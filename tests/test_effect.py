"""`cam diff`: what a change does for readers, told in three languages."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from unittest import mock

import bless
import pytest
import yaml

from cam import checks
from cam.cli import main
from cam.commands.said import LANGUAGES, Say
from cam.effect import base, drawn, findings, marked, pages, records, weight, whole, written
from cam.effect.named import Named
from cam.effect.told import Line, Section, Teller
from cam.effect.whole import Effect
from cam.problems import Problem
from cam.store import Catalogue

MEETING, THEME = "data/meetings/workshop.yaml", "data/themes/integration.yaml"
PORTAL = """\
id: help-line
title: {en: Help line, es: Línea de ayuda, fr: Ligne d’aide}
type: data_portal
scope: regional
countries: [bz]
owner: cr-dgme
languages: [en, es]
services: [statistics]
address: https://www.example.org/help
address_evidence: weak
original: en
sources: [{document: res-1}]
added: 2026-11-21
"""
MOVED = """\
    status: moved
    sources: [{document: res-1, item: "3"}]
  - start: 2027-03-01
    opens: "14:00"
    status: planned
    sources: [{document: res-1, item: "3"}]
activities:"""


def git(root: Path, *command: str) -> None:
    options = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *options, *command], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what is kept of a first look at the miniature, so that each test looks only at what it changes."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / ".cache").mkdir()
    checks.run_notices(bless.miniature(folder))
    return {path.name: path.read_bytes() for path in (folder / ".cache").glob("*.json")}


@pytest.fixture
def root(kept: dict[str, bytes], tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the miniature as a git repository; charts are not drawn, the language is asked for."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    monkeypatch.setattr("cam.charts.svg", bless.STAND_INS["cam.charts.svg"])
    made = tree()
    git(made, "init", "--quiet")
    (made / ".gitignore").write_text(".cache/\n")
    commit(made)
    for name, content in kept.items():
        bless.write(made / ".cache" / name, content)
    monkeypatch.chdir(made)
    return made


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (root / name).write_text(text.replace(old, new), "utf-8")


@dataclass
class Told:
    """An effect, and how it is told."""

    effect: Effect
    catalogue: Catalogue

    def teller(self, language: str, limit: int = 100) -> Teller:
        return Teller(self.effect, Say(language), self.catalogue, limit)

    def lines(self, language: str) -> list[str]:
        """Return every line, without its indentation."""
        teller = self.teller(language)
        sections = [*teller.sections(), *teller.limits()]
        lines = [*teller.head(), *(text for section in sections for text in flat(section))]
        return [line.replace("\u00a0", " ") for line in lines]

    def page(self, address: str) -> pages.PageChange:
        return next(page for page in self.effect.pages if page.address == address)


def flat(section: Section) -> list[str]:
    def below(lines: list[Line]) -> list[str]:
        return [text for line in lines for text in (line.text, *below(line.under))]

    return [section.title, *below(section.lines), *(text for each in section.sections for text in flat(each))]


def compare(
    root: Path, wanted: str | None = None, built: tuple[Path, Path] | None = None, drawing: bool = False
) -> Told:
    """Compare; pages are drawn only where a test is about them, for it takes long."""
    draw = drawn.draw if drawing else lambda orders, count: [{} for _ in orders]
    with base.taken(root, wanted) as before, mock.patch.object(drawn, "draw", draw):
        return Told(*whole.compare(before, root, built, lambda key: None))


def test_french_words_have_their_spaces() -> None:
    words = (bless.ROOT / "hooks/cam/commands/words/diff.yaml").read_text("utf-8")
    french = [line for line in words.splitlines() if line.startswith("  fr:")]
    said = [line.removeprefix("  fr: ").replace("one: ", "").replace("other: ", "") for line in french]
    assert not [line for line in said if " :" in line or " ;" in line or " »" in line or "« " in line]


def has(told: Told, expected: dict[str, list[str]]) -> None:
    """Every line is told in its language."""
    assert set(expected) == set(LANGUAGES)
    for language, lines in expected.items():
        said = told.lines(language)
        for line in lines:
            assert line.replace("\u00a0", " ") in said, f"{language}: {line}\n" + "\n".join(said)


# What editors do


def test_nothing_changed(root: Path) -> None:
    told = compare(root)
    has(
        told,
        {
            "en": ["Nothing changes for readers."],
            "es": ["No cambia nada para quienes leen el sitio."],
            "fr": ["Rien ne change pour le lectorat du site."],
        },
    )
    assert told.teller("en").sections() == []
    assert told.lines("fr")[0].startswith("Comparé à main (")


def test_a_typo_is_corrected(root: Path) -> None:
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    told = compare(root, drawing=True)
    page = told.page("/themes/integration/")
    assert [(item.place, item.old, item.new) for item in page.fields] == [
        ("summary.en", "Life in a new place.", "Life in another place.")
    ]
    assert {page.state for page in told.effect.pages} == {"changed"}
    assert not [
        page for page in told.effect.pages if page.address == "/es/themes/integration/" and page.fields
    ]
    assert [change.name for change in told.effect.records] == ["themes/integration"]
    assert set(told.effect.themes) == {"integration"}
    has(
        told,
        {
            "en": [
                "changed: Integration (/themes/integration/)",
                "Summary › English: Life in a new place. → Life in another place.",
                "One record changes:",
                "themes/integration — Integration",
                "Themes: Integration",
            ],
            "es": [
                "modificada: Integration (/themes/integration/)",
                "Cambia un registro:",
                "themes/integration — Integración",
                "Temas: Integración",
            ],
            "fr": [
                "modifiée : Integration (/themes/integration/)",
                "Une fiche change :",
                "themes/integration — Intégration",
                "Thèmes : Intégration",
            ],
        },
    )


def test_a_meeting_is_moved(root: Path) -> None:
    old = '    status: planned\n    sources: [{document: res-1, item: "3"}]\nactivities:'
    edit(root, MEETING, old, MOVED)
    told = compare(root)
    assert [(move.name, move.move, move.quiet) for move in told.effect.moves] == [
        ("meetings/workshop", "moved", False)
    ]
    has(
        told,
        {
            "en": [
                "Moved: Workshop on integration, from February 15 – 16, 2027 to March 1, 2027, 2:00 p.m.",
                "Subscribers find the same entry at the new time.",
            ],
            "es": [
                (
                    "Cambio de fecha: Taller sobre integración; antes, 15–16 de febrero de 2027; "
                    "ahora, 1.º de marzo de 2027, 14:00"
                ),
                "Quienes están suscritos encuentran la misma entrada en la nueva fecha.",
            ],
            "fr": [
                (
                    "Changement de date : Atelier sur l’intégration ; auparavant, 15–16 février 2027 ; "
                    "désormais, 1er mars 2027, 14 h"
                ),
                "Les personnes abonnées trouveront la même entrée à la nouvelle date.",
            ],
        },
    )


def test_a_date_is_overwritten(root: Path) -> None:
    edit(root, MEETING, "start: 2027-02-15\n    end: 2027-02-16", "start: 2027-03-01")
    told = compare(root)
    assert [move.quiet for move in told.effect.moves] == [True]
    has(
        told,
        {
            "en": [
                (
                    "The date was overwritten: calendars may move the entry without telling anybody. If the "
                    "meeting was moved, keep the old date as `status: moved` and add the new one below it."
                )
            ],
            "es": [
                (
                    "Se ha sobrescrito la fecha: los calendarios pueden mover la entrada sin avisar a nadie. Si "
                    "la reunión cambió de fecha, conserve la anterior con `status: moved` y añada la nueva debajo."
                )
            ],
            "fr": [
                (
                    "L’ancienne date a été remplacée : les calendriers peuvent déplacer l’entrée sans prévenir "
                    "personne. Si la réunion a changé de date, conservez l’ancienne avec `status: moved` et ajoutez "
                    "la nouvelle au-dessous."
                )
            ],
        },
    )


def test_a_meeting_is_cancelled(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    told = compare(root)
    assert [move.move for move in told.effect.moves] == ["cancelled"]
    has(
        told,
        {
            "en": [
                "Cancelled: Workshop on integration, February 15 – 16, 2027",
                "Subscribers keep the entry, shown as cancelled.",
            ],
            "es": ["Cancelada: Taller sobre integración, 15–16 de febrero de 2027"],
            "fr": ["Annulée : Atelier sur l’intégration, 15–16 février 2027"],
        },
    )


@pytest.mark.parametrize(
    ("old", "new", "move"),
    [
        ("status: planned", "status: held", "status"),
        ("end: 2027-02-16\n", "end: 2027-02-16\n    place: {en: Lima, es: Lima, fr: Lima}\n", "place"),
    ],
)
def test_a_meeting_keeps_its_day(root: Path, old: str, new: str, move: str) -> None:
    edit(root, MEETING, old, new)
    assert [found.move for found in compare(root).effect.moves] == [move]


def test_a_meeting_takes_place_again_and_one_becomes_known(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    edit(root, "data/meetings/forum.yaml", 'start: "2028"', 'start: "2028-05"')
    commit(root)
    edit(root, MEETING, "status: cancelled", "status: planned")
    told = compare(root)
    assert [(move.name, move.move) for move in told.effect.moves] == [("meetings/workshop", "restored")]
    edit(root, "data/meetings/forum.yaml", 'start: "2028-05"', 'start: "2028"')
    told = compare(root, "HEAD~1")
    assert not told.effect.moves, "a year alone is in no calendar, now as before"
    told = compare(root, "HEAD")
    assert ("meetings/forum", "gone") in [(move.name, move.move) for move in told.effect.moves]


def test_a_portal_is_added(root: Path) -> None:
    (root / "data/portals/help-line.yaml").write_text(PORTAL, "utf-8")
    told = compare(root, drawing=True)
    assert not told.effect.problems_now
    added = [page for page in told.effect.pages if page.state == "added"]
    assert [page.address for page in added] == [
        "/es/portals/help-line/",
        "/fr/portals/help-line/",
        "/portals/help-line/",
    ]
    assert all(page.old_size == 0 < page.size for page in added)
    assert set(told.effect.states) == {"bz"}
    has(
        told,
        {
            "en": [
                "added: Help line (/portals/help-line/)",
                "One record is published anew:",
                "States: Belize",
            ],
            "es": ["añadida: Línea de ayuda (/es/portals/help-line/)", "Estados: Belize"],
            "fr": ["ajoutée : Ligne d’aide (/fr/portals/help-line/)", "États : Belize"],
        },
    )


def test_a_record_is_removed(root: Path) -> None:
    (root / "data/milestones/founded.yaml").unlink()
    told = compare(root, drawing=True)
    gone = [page.address for page in told.effect.pages if page.state == "gone"]
    assert gone == ["/es/milestones/founded/", "/fr/milestones/founded/", "/milestones/founded/"]
    assert [change.state for change in told.effect.records] == ["gone"]
    has(
        told,
        {
            "en": [
                (
                    "The address of a page that goes is cited somewhere: in links, bookmarks and printed "
                    "documents. Keep the page and say on it what replaced it, unless it never should have been there."
                ),
                "One record is gone:",
            ],
            "es": ["Desaparece un registro:"],
            "fr": ["Une fiche disparaît :"],
        },
    )
    assert [line.bad for line in told.teller("en").sections()[0].lines] == [True]


def test_a_meeting_is_removed(root: Path) -> None:
    (root / MEETING).unlink()
    told = compare(root)
    assert [move.move for move in told.effect.moves] == ["gone"]
    has(
        told,
        {
            "en": [
                "Gone from the calendar: Workshop on integration, February 15 – 16, 2027",
                (
                    "The entry vanishes without a word, or stays for ever where it was imported. If the meeting "
                    "does not take place, write `status: cancelled` instead."
                ),
            ],
            "es": ["Desaparece del calendario: Taller sobre integración, 15–16 de febrero de 2027"],
            "fr": ["Retirée du calendrier : Atelier sur l’intégration, 15–16 février 2027"],
        },
    )
    assert told.effect.problems.new, "other records name it"


def test_a_rule_is_broken_and_mended(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEETING, "plan: plan-2027", "plan: plan-2072")
    told = compare(root)
    assert [(problem.file, problem.line) for problem in told.effect.problems.new] == [(MEETING, 4)]
    has(
        told,
        {
            "en": ["One new problem stops publication:"],
            "es": [
                "Un problema nuevo impide la publicación:",
                f"{MEETING}:4: `plan-2072` no es un registro de plans — ¿quiso decir `plan-2027`?",
            ],
            "fr": ["Un nouveau problème empêche la publication :"],
        },
    )
    commit(root)
    edit(root, MEETING, "plan: plan-2072", "plan: plan-2027")
    told = compare(root, "HEAD")
    assert not told.effect.problems.new
    has(
        told,
        {
            "en": [
                "One problem is mended:",
                "The state before has one problem: it was compared as far as it can be read.",
            ],
            "es": ["Se ha corregido un problema:"],
            "fr": ["Un problème est corrigé :"],
        },
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
        {
            "en": ["One record could not be read in one of the two states:", "meetings/workshop"],
            "es": ["Un registro no pudo leerse en uno de los dos estados:"],
            "fr": ["Une fiche n’a pas pu être lue dans l’un des deux états :"],
        },
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
        {
            "en": [f"Spanish: missing texts {numbers}, outdated texts {before.outdated} → {after.outdated}"],
            "es": [
                f"Español: textos que faltan {numbers}, textos desactualizados {before.outdated} → {after.outdated}"
            ],
            "fr": [
                f"Espagnol : textes manquants {numbers}, textes périmés {before.outdated} → {after.outdated}"
            ],
        },
    )


def test_a_page_of_prose_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_records", lambda *_: pytest.fail("no file of data/ changed"))
    edit(root, "docs/es/index.md", "title: ", "title: Página de ")
    told = compare(root, drawing=True)
    own = [(page.address, [item.place for item in page.fields]) for page in told.effect.pages if page.fields]
    assert own == [("/es/", ["title"])]


def test_words_of_the_site_and_tables_change(root: Path) -> None:
    edit(root, "data/labels/kinds.yaml", 'en: "Meetings"', 'en: "Gatherings"')
    table = root / "data/figures/undesa-2020-stock.csv"
    rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*rows[:-1], ""]), "utf-8")
    told = compare(root)
    assert [(item.place, item.new) for item in told.effect.words] == [
        ("labels/kinds: meetings.en", "Gatherings")
    ]
    assert [(item.name, item.added, item.gone) for item in told.effect.tables] == [
        ("undesa-2020-stock.csv", 0, 1)
    ]
    has(
        told,
        {
            "en": [
                "One word, list or setting of the site changes:",
                "Table undesa-2020-stock.csv: 0 rows added, 1 row gone",
            ],
            "es": ["Tabla undesa-2020-stock.csv: 0 filas añadidas, 1 fila suprimida"],
            "fr": ["Tableau undesa-2020-stock.csv : 0 ligne ajoutée, 1 ligne supprimée"],
        },
    )


def test_published_fields_are_compared_with_those_that_were_listed(root: Path) -> None:
    known = {"1.0": {"themes": {"id": "number", "colour": "string"}}}
    bless.write(root / "tests/contract/v1.json", json.dumps(known))
    commit(root)
    told = compare(root, "HEAD")
    found = told.effect.published
    assert found
    assert found.gone == ["themes.colour"]
    assert found.changed == ["themes.id: number → string"]
    assert "themes.title: Text" in found.added
    has(
        told,
        {
            "en": ["One published field is gone: programs rely on it.", "themes.colour"],
            "es": ["Desaparece un campo publicado: hay programas que dependen de él."],
            "fr": ["Un champ publié disparaît : des programmes en dépendent."],
        },
    )


def test_the_program_itself_changes(root: Path) -> None:
    bless.write(root / "hooks/cam/new.py", "x = 1\n")
    commit(root)
    bless.write(root / "hooks/cam/new.py", "x = 2\n")
    assert compare(root, "HEAD").effect.program == ["hooks/cam/new.py"]


def test_an_older_state_borrows_the_words_that_it_lacks(root: Path) -> None:
    """A new program asks for a label that the older data has not yet: its pages are drawn all the same."""
    kinds = (root / "data/labels/kind_one.yaml").read_text("utf-8")
    (root / "data/labels/kind_one.yaml").unlink()
    commit(root)
    (root / "data/labels/kind_one.yaml").write_text(kinds, "utf-8")
    told = compare(root, "HEAD", drawing=True)
    assert told.effect.undrawn == []
    assert [page for page in told.effect.pages if page.state != "changed"] == []


# What to compare with


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


def test_no_template_of_a_page_is_run(root: Path) -> None:
    page = root / "docs/en/index.md"
    page.write_text(
        page.read_text("utf-8") + "\n{% for x in range(9) %}boo{% endfor %}{{ 7 * 191 }}{{ cam_counts() }}\n",
        "utf-8",
    )
    told = compare(root, drawing=True)
    home = told.page("/")
    assert home.size > home.old_size
    assert not told.effect.undrawn
    with base.taken(root, "HEAD") as before:
        site = whole.side.read(root).site
        assert before.name == "HEAD"
    text = drawn.said(site, next(page for page in site.pages if page.name == "docs/en/index.md"))
    assert "1337" not in text
    assert "boo" not in text


# What is written


def test_files_are_written_and_the_terminal_tells_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    assert main(["--lang", "fr", "diff", "--output", "out/effect.md", "--json", "out/effect.json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(
        "… lecture des deux états\n… composition de leurs pages\n… comparaison\nComparé à main ("
    )
    assert "    modifiée\u00a0: Integration (/themes/integration/)\n" in said.out
    text = (root / "out/effect.md").read_text("utf-8")
    assert text.startswith("## Ce qui change pour le lectorat du site\n")
    assert text.count("<details>") == text.count("</details>") == 3
    assert all(map(marked.is_own, text.split("\n")))
    made = json.loads((root / "out/effect.json").read_text("utf-8"))
    assert made["languages"] == ["en", "es", "fr"]
    assert made["records"][0]["fields"] == [
        {"place": "summary.en", "old": "Life in a new place.", "new": "Life in another place."}
    ]


def test_a_meeting_can_be_written_as_json(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    made = json.loads(compare(root).effect.as_json())
    assert made["moves"][0]["old"]["status"] == "planned"
    assert made["moves"][0]["new"]["status"] == "cancelled"


def test_a_file_that_cannot_be_written_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "diff", "--output", "data"]) == 2
    assert capsys.readouterr().err.startswith("data cannot be written (")


HOSTILE = (
    "@everyone **b** ` ~~x~~ #1 ![i] --> </details> &lt; www.evil.example https://evil.example GH-1 $x$ |"
)


def test_a_hostile_title_stays_text(root: Path) -> None:
    """A title with a tag is refused by the rules, and told all the same; what the rules let pass is harmless too."""
    title = HOSTILE.replace("</details>", "")
    edit(root, THEME, "en: Integration,", f"en: '{title}',")
    edit(root, "docs/en/index.md", "title: Home", f"title: '{HOSTILE}'")
    told = compare(root, drawing=True)
    assert told.effect.problems.new, "the front matter of the page holds a tag"
    text = written.to_markdown(told.teller("en"))
    assert all(map(marked.is_own, text.split("\n")))
    for harm in ("@everyone", "<b", "-->", "![", "](", "www.", "https://", "GH-1", "**", "`"):
        assert harm not in text
    assert text.count("</details>") == text.count("<details>") == 3


def test_a_long_list_is_cut_and_says_so(root: Path) -> None:
    edit(root, "data/labels/kinds.yaml", 'en: "Meetings"', 'en: "Gatherings"')
    edit(root, THEME, "en: Integration,", "en: Inclusion,")
    told = compare(root, drawing=True)
    section = told.teller("en", limit=1).sections()[0].sections[0]
    changed, around = section.lines
    assert changed.text == "changed: Inclusion (/themes/integration/)"
    assert [line.text for line in around.under][1].startswith("… and ")
    everything = written.to_markdown(told.teller("es"))
    small = written.to_markdown(told.teller("es"), limit=2000)
    assert len(small.encode()) <= 2000 < len(everything.encode())
    assert small.rstrip().endswith(marked.escape(Say("es")("diff.left_out")))
    assert small.count("<details>") == small.count("</details>") >= 1


# The parts


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a comittee met", "a committee met", ("a comittee met", "a committee met")),
        ("", "new", ("", "new")),
        (
            "same " * 20 + "old",
            "same " * 20 + "new",
            ("…" + ("same " * 20)[-25:] + "old", "…" + ("same " * 20)[-25:] + "new"),
        ),
    ],
)
def test_only_the_words_that_changed_are_shown(old: str, new: str, expected: tuple[str, str]) -> None:
    assert records.cut(old, new) == expected


def test_a_long_change_is_cut() -> None:
    old, new = records.cut("x" * 500, "y" * 500)
    assert len(old) == len(new) == 91
    assert old.endswith("…")


def test_lists_are_compared_item_by_item() -> None:
    found = list(records.differences({"a": [1, 2, 3]}, {"a": [1, 3]}))
    assert found == [records.Field("a.2", "2", "")]
    assert list(records.differences([1, 2], [2, 1], "a")) == [
        records.Field("a.1", "1", "2"),
        records.Field("a.2", "2", "1"),
    ]
    assert list(records.differences({"a": [1, 1]}, {"a": [1]})) == [records.Field("a.2", "1", "")]


def test_of_a_group_only_what_changed_is_told() -> None:
    """Also where a group came or went beside it, so that the lists are not of the same length."""
    old = {
        "start": "2011-03-23",
        "opens": "09:30",
        "year_inferred": False,
        "status": "planned",
        "sources": [{"a": "b"}],
    }
    new = {
        "start": "2011-04-12",
        "opens": None,
        "year_inferred": False,
        "status": "planned",
        "sources": [{"a": "c"}],
    }
    assert list(records.differences({"dates": [old]}, {"dates": [{**old, "status": "moved"}, new]})) == [
        records.Field("dates.1.status", "planned", "moved"),
        records.Field("dates.2.start", "", "2011-04-12"),
        records.Field("dates.2.status", "", "planned"),
        records.Field("dates.2.sources.1.a", "", "c"),
    ]
    assert next(records.differences([old, new], [new], "dates")) == records.Field(
        "dates.1.start", "2011-03-23", ""
    )
    assert list(records.differences({"a": None, "b": False}, {"a": {}, "b": None})) == []
    assert list(records.differences({"a": None}, {"a": {"fr": "missing"}})) == [
        records.Field("a.fr", "", "missing")
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            records.Field("dates.2.status", "planned", "moved"),
            {
                "en": "Dates 2 › Status: Planned → Other date in a later paper",
                "es": "Fechas 2 › Situación: Prevista → Otra fecha en un documento posterior",
                "fr": "Dates 2 › Statut : Prévue → Autre date dans un document ultérieur",
            },
        ),
        (
            records.Field("dates.1.year_inferred", "False", "True"),
            {
                "en": "Dates 1 › Year inferred: no → yes",
                "es": "Fechas 1 › Año deducido: no → sí",
                "fr": "Dates 1 › Année déduite : non → oui",
            },
        ),
        (
            records.Field("title.fr", "", "Réunion"),
            {
                "en": "Title › French: + Réunion",
                "es": "Título › francés: + Réunion",
                "fr": "Titre › français : + Réunion",
            },
        ),
        (
            records.Field("outcome.xx", "old", ""),
            {"en": "outcome › xx: − old", "es": "outcome › xx: − old", "fr": "outcome › xx : − old"},
        ),
    ],
)
def test_keys_and_codes_are_said_in_words(
    item: records.Field, expected: dict[str, str], real: Catalogue
) -> None:
    for language, said in expected.items():
        named = Named(Say(language), real)
        assert named.said(item, "meetings/workshop").replace("\u00a0", " ") == said
    assert Named(Say("en"), real).said(records.Field("title", "a", "b"), "docs/es/index.md") == "title: a → b"


def site(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        bless.write(folder / name.replace("__", "/") / "index.html", content)
    bless.write(folder / "index.html", b"home")
    return folder


def test_built_sites_are_weighed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, heavy = tmp_path_factory.mktemp("sites"), bytes(range(256)) * 2
    noise = b"".join(hashlib.sha256(bytes(divmod(number, 256))).digest() for number in range(450))
    old = site(folder / "old", themes__a=heavy, es__themes__a=heavy)
    new = site(folder / "new", themes__a=heavy + noise, es__themes__a=heavy, lists=noise)
    told = compare(root, built=(old, new))
    found = told.effect.sites
    assert found
    size = len(gzip.compress(noise, 9))
    assert weight.Weight("/lists/", 0, size, weight.PAGE_BUDGET) in found.most
    assert [page.address for page in found.beyond] == ["/themes/a/"]
    assert found.beyond[0].budget == weight.RECORD_BUDGET
    grown = found.beyond[0].new
    has(
        told,
        {
            "en": [f"/themes/a/ weighs {grown:,} bytes; 12,000 are allowed.", "In the built sites"],
            "es": [f"/themes/a/ pesa {grown:,} bytes; se permiten 12,000.".replace(",", ".")],
            "fr": [f"/themes/a/ pèse {grown:,} octets ; le maximum est de 12,000.".replace(",", " ")],
        },
    )


def test_a_folder_without_a_site_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "diff", "--sites", "no-site", "data"]) == 2
    said = "There is no built site in no-site. `cam build --output no-site` builds one.\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("", weight.PAGE_BUDGET),
        ("meetings/", weight.PAGE_BUDGET),
        ("meetings/a/", weight.RECORD_BUDGET),
        ("fr/meetings/a/", weight.RECORD_BUDGET),
        ("es/countries/cr/brief/", weight.RECORD_BUDGET),
        ("countries/cr/figures/", weight.PAGE_BUDGET),
        ("about/data/", weight.PAGE_BUDGET),
    ],
)
def test_the_budget_of_a_page(place: str, expected: int) -> None:
    assert weight.budget(place, ["en", "es", "fr"]) == expected


def test_many_pages_are_drawn_by_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What further processes draw is what this one draws."""
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    alone = compare(root, drawing=True).effect.pages
    monkeypatch.setattr(drawn, "_MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert [(page.address, page.fields) for page in compare(root, drawing=True).effect.pages] == [
        (page.address, page.fields) for page in alone
    ]


def test_every_word_speaks_three_languages_with_the_same_places() -> None:
    words = yaml.safe_load((bless.ROOT / "hooks/cam/commands/words/diff.yaml").read_text("utf-8"))

    def places(text: str | dict[str, str]) -> set[str]:
        said = text["other"] if isinstance(text, dict) else text
        return {name for _, name, _, _ in Formatter().parse(said) if name}

    for key, entry in words.items():
        assert set(entry) == set(LANGUAGES), key
        assert places(entry["en"]) == places(entry["es"]) == places(entry["fr"]), key
