"""Ten tasks of a new editor, played through in a copy of the whole project: what they type, and what they are told.

Each is at most two commands; the editor's language is the one that each task names.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bless
import pytest
import yaml
from support_site import TODAY, copy_tree

from cam.loading import load

Run = Callable[..., "Done"]


class Done:
    """What a command said, and how it ended."""

    def __init__(self, run: subprocess.CompletedProcess[str]) -> None:
        self.code = run.returncode
        self.out = run.stdout
        self.lines = [*run.stdout.splitlines(), *run.stderr.splitlines()]
        assert "Traceback" not in run.stdout + run.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project as a newcomer has it: a repository of one commit."""
    root = copy_tree(tmp_path_factory.mktemp("editor") / "project")
    for name in (".editor", ".github", ".vscode"):
        (root / name).symlink_to(bless.ROOT / name)
    (root / ".gitignore").write_text((bless.ROOT / ".gitignore").read_text("utf-8"), "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x")
    return root


def git(root: Path, *words: str) -> str:
    """Run git in the project."""
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(clone: Path) -> Path:
    """Return the copy, with what the last task changed taken back."""
    git(clone, "checkout", "-q", ".")
    git(clone, "clean", "-q", "-f", "-d", "data", "docs")
    return clone


@pytest.fixture
def cam(project: Path) -> Run:
    """Return a function that types a command."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CAM_", "GITHUB_", "SITE_"))
    }
    environment = {
        **kept,
        "PYTHONPATH": str(project / "hooks"),
        "PYTHONIOENCODING": "utf-8",
        "CAM_TODAY": TODAY,
    }

    def typed(*words: str, given: str = "") -> Done:
        command = [sys.executable, "-m", "cam.cli", *words]
        return Done(
            subprocess.run(
                command, cwd=project, env=environment, capture_output=True, encoding="utf-8", input=given
            )
        )

    return typed


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a file, as in the forge's editor."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), "utf-8", newline="\n")


def changed(root: Path) -> list[str]:
    """Return the files that differ from those of the repository."""
    return sorted(line[3:] for line in git(root, "status", "--porcelain", "-uall").splitlines())


def test_correct_a_typo(project: Path, cam: Run) -> None:
    name = "data/meetings/ceam-2011-02-16.yaml"
    edit(project / name, "es: Se lanzó MILEX. El mismo día", "es: MILEX se lanzó. El mismo día")
    assert cam("--lang", "es", "check", name).lines == ["Sin problemas en este archivo."]
    effect = cam("--lang", "es", "diff", "HEAD")
    assert effect.code == 0
    assert "meetings/ceam-2011-02-16" in effect.out
    assert changed(project) == [name]


SOURCE = '{address: "https://example.org/ayuda", publisher: example.org, seen: 2026-11-21, evidence: seen}'
PORTAL = {
    "  en: …": "  en: Migration help desk",
    "  es: …": "  es: Mesa de ayuda migratoria",
    "  fr: …": "  fr: Guichet d’aide aux migrants",
    "type: …": "type: information_portal",
    "scope: …": "scope: national",
    "languages: […]": "languages: [es]",
    "original: …": "original: es",
    '  - {address: "…", publisher: …, seen: …, evidence: …}': f"  - {SOURCE}",
}


def test_add_a_portal(project: Path, cam: Run) -> None:
    begun = cam("--lang", "fr", "new", "portail", "xx-help-desk")
    name = "data/portals/xx-help-desk.yaml"
    assert begun.lines[0] == f"Écrit\u00a0: {name}"
    unfinished = cam("--lang", "fr", "check", name)
    assert unfinished.code == 1
    assert len([line for line in unfinished.lines if line.startswith(f"{name}:")]) >= len(PORTAL)
    text = (project / name).read_text("utf-8")
    for old, new in PORTAL.items():
        assert f"\n{old}" in text, old
        text = text.replace(f"\n{old}", f"\n{new}", 1)  # the optional keys below begin with #
    (project / name).write_text(text, "utf-8")
    assert cam("--lang", "fr", "check", name).lines[-1] == "Aucun problème dans ce fichier."
    assert changed(project) == [name]


MOVED = """\
  - start: 2016-06-15
    status: planned
    sources:
      - {address: "https://example.org/notice", publisher: OAS, seen: 2026-11-21, evidence: seen}
"""


def meeting_to_move(project: Path) -> tuple[str, str]:
    """Return the file of a meeting that was only planned, and the line that follows its dates."""
    name = "data/meetings/cam-2015-2016-r10.yaml"
    lines = (project / name).read_text("utf-8").splitlines()
    at = lines.index("dates:")
    after = next(line for line in lines[at + 1 :] if not line.startswith(" "))
    return name, f"\n{after}\n"


def test_move_a_meeting(project: Path, cam: Run) -> None:
    name, after = meeting_to_move(project)
    edit(project / name, after, f"\n{MOVED}{after[1:]}")
    assert cam("check", name).lines == ["No problems in this file."]
    effect = cam("--lang", "en", "diff", "HEAD")
    assert "meetings/cam-2015-2016-r10" in effect.out
    assert "2016-06-15" in effect.out or "June 15, 2016" in effect.out
    assert changed(project) == [name]


def test_cancel_a_meeting(project: Path, cam: Run) -> None:
    name, after = meeting_to_move(project)
    cancelled = MOVED.replace("status: planned", "status: canceled")
    edit(project / name, after, f"\n{cancelled}{after[1:]}")
    wrong = cam("check", name)
    assert wrong.code == 1
    assert "did you mean `cancelled`?" in wrong.lines[0]
    edit(project / name, "status: canceled", "status: cancelled")
    assert cam("check", name).lines == ["No problems in this file."]
    assert changed(project) == [name]


def test_add_a_law_that_replaces_another(project: Path, cam: Run) -> None:
    """The new one says so, and the old one's file stays as it is; said in the old file, it is sent to the new one."""
    old, new = "data/laws/cr-migracion-2009.yaml", "data/laws/cr-migracion-2030.yaml"
    assert cam("--lang", "es", "new", "ley", "cr-migracion-2030", "--title", "Ley").code == 0
    assert "# replaces: […]" in (project / new).read_text("utf-8")
    text = (project / old).read_text("utf-8").replace("id: cr-migracion-2009", "id: cr-migracion-2030")
    text = re.sub(r"date: 2009\nvalid_from: .*\n", "date: 2030\nvalid_from: 2030-01-01\n", text)
    text = re.sub(r"replaces: .*\n", "replaces: [cr-migracion-209]\n", text)
    (project / new).write_text(text, "utf-8")
    wrong = cam("check", new)
    assert wrong.code == 1
    assert wrong.lines[0].startswith(f"{new}:")
    assert "did you mean `cr-migracion-2009`?" in wrong.lines[0]
    edit(project / new, "cr-migracion-209]", "cr-migracion-2009]")
    assert cam("check", new).lines[-1] == "No problems in this file."
    assert changed(project) == [new]
    law = load(project)[0].records["laws"]["cr-migracion-2009"]
    assert (law.status, law.replaced_by, law.replaced_partly) == ("replaced", "cr-migracion-2030", False)
    edit(project / old, "status: in_force", "status: in_force\nreplaced_by: cr-migracion-2030")
    wrong = cam("check", new, old)
    assert wrong.code == 1
    assert "it follows from the law that replaces this one — remove it: data/laws/" in wrong.lines[0]


def test_translate_a_record(project: Path, cam: Run) -> None:
    name = "data/themes/legislation.yaml"
    text = (project / name).read_text("utf-8")
    missing = re.sub(r"\n  fr: .*", "", text)
    (project / name).write_text(missing, "utf-8")
    wrong = cam("--lang", "fr", "check", name)
    assert wrong.code == 1
    assert wrong.lines[0].startswith(f"{name}:")
    (project / name).write_text(text.replace("fr: ", "fr: ‹", 1).replace("‹", ""), "utf-8")
    assert cam("--lang", "fr", "check", name).lines == ["Aucun problème dans ce fichier."]
    assert changed(project) == []


def test_add_a_bulletin(project: Path, cam: Run) -> None:
    begun = cam("--lang", "en", "new", "bulletin", "2026-12-01-new-dates", "--title", "New dates")
    assert begun.code == 0
    names = [f"docs/{language}/bulletins/2026-12-01-new-dates.md" for language in ("en", "es", "fr")]
    assert changed(project) == names
    for name in names:
        text = (project / name).read_text("utf-8")
        (project / name).write_text(text.replace("…", "Two sessions move to May."), "utf-8")
    assert cam("check", *names).lines[-1] == "No problems in these 3 files."


def test_add_an_officer(project: Path, cam: Run) -> None:
    assert cam("--lang", "es", "new", "officers", "perez-chair-2030", "--title", "Juana Pérez").code == 0
    name = "data/officers/perez-chair-2030.yaml"
    record = yaml.safe_load((project / "data/officers/delgado-chair-2025.yaml").read_text("utf-8"))
    wanted = {**record, "id": "perez-chair-2030", "term": {"start": "2030"}, "elected_on": "2030"}
    wanted["title"] = dict.fromkeys(("en", "es", "fr"), "Juana Pérez")
    (project / name).write_text(yaml.safe_dump(wanted, allow_unicode=True, sort_keys=True), "utf-8")
    told = cam("--lang", "es", "fix", name)
    assert told.code == 0
    assert (project / name).read_text("utf-8").startswith("id: perez-chair-2030\ntitle:\n  en: Juana Pérez\n")
    assert cam("--lang", "es", "check", name).lines == ["Sin problemas en este archivo."]
    assert changed(project) == [name]


FORM = """### Qué reunión

cam-2015-2016-r10

### Qué ha cambiado

{change}

### Nuevo día, o nuevo primer día

2016-06-15

### Último día

_No response_

### Hora de inicio

_No response_

### Hora de finalización

_No response_

### Lugar

_No response_

### Fuente

https://example.org/aviso

### Consentimiento para la publicación

- [x] {consent}
"""


def test_turn_a_form_into_a_record(project: Path, cam: Run) -> None:
    template = yaml.safe_load((bless.ROOT / ".github/ISSUE_TEMPLATE/date-es.yml").read_text("utf-8"))
    attributes = [element["attributes"] for element in template["body"]]
    change = next(item["options"][0] for item in attributes if item.get("label") == "Qué ha cambiado")
    consent = attributes[-1]["options"][0]["label"]
    form = FORM.format(change=change, consent=consent)
    done = cam("--lang", "es", "form", "-", "--address", "https://example.org/issues/7", given=form)
    assert done.code == 0, done.lines
    assert changed(project) == ["data/meetings/cam-2015-2016-r10.yaml"]
    assert "2016-06-15" in git(project, "diff")
    assert cam("--lang", "es", "check", "data/meetings/cam-2015-2016-r10.yaml").code == 0


def test_add_a_fourth_language(project: Path, cam: Run) -> None:
    """One line; what is not translated yet stands there in English, and is counted."""
    name = "data/vocabulary/languages.yaml"
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("pt: growing\n")
    done = cam("check")
    assert done.code == 0
    pages = len(list((bless.ROOT / "docs/en").rglob("*.md")))
    assert pages
    assert re.fullmatch(r"No problems: \d+ records, \d+ pages\.", done.lines[-1])
    status = cam("status", "--section", "translations")
    assert re.search(r"^pt: \d\d+ texts missing, 0 outdated", status.out, re.MULTILINE)
    assert changed(project) == [name]
