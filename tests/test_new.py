"""`cam new`: a record or a bulletin is begun, and the check says what is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest

from cam.checks import placeholders
from cam.cli import main
from cam.kit import starting
from cam.live import looked
from cam.loading import load
from cam.model import KINDS
from cam.model.base import is_id
from cam.store import Catalogue

Write = Callable[..., Path]
Out = pytest.CaptureFixture[str]
BULLETINS = {"en": "bulletin", "es": "boletín", "fr": "bulletin"}
REMEDY = "fill this in, or take it out where it is not required"


@pytest.fixture
def root(tree: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that the commands work in."""
    found = tree()
    monkeypatch.chdir(found)
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    return found


def test_a_record_is_begun_and_the_check_lists_what_is_left(root: Path, capsys: Out) -> None:
    assert main(["--lang", "es", "new", "reunión", "taller-datos", "--title", "Taller «Datos: hoy»"]) == 0
    name = "data/meetings/taller-datos.yaml"
    assert capsys.readouterr().out == (
        f"Escrito: {name}\n1. Ábralo y rellene cada «…».\n2. Vea lo que falta: cam check {name}\n"
    )
    lines = (root / name).read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../../.editor/schemas/es/meetings.json"
    assert next(line for line in lines if not line.startswith("#")).startswith(
        "id: taller-datos  # Igual que el nombre"
    )
    assert '  es: "Taller «Datos: hoy»"' in lines
    assert any(line.startswith(f"added: {bless.TODAY}  # ") for line in lines)
    assert not any("cam kit" in line for line in lines)
    assert main(["--lang", "en", "check", name]) == 1
    told = capsys.readouterr().err.splitlines()
    places = [
        "title.en", "title.fr", "type", "body", "dates.0.start", "dates.0.status", "dates.0.sources.0.address",
        "dates.0.sources.0.evidence", "dates.0.sources.0.publisher", "dates.0.sources.0.seen", "original",
        "sources.0.address", "sources.0.evidence", "sources.0.publisher", "sources.0.seen",
    ]  # fmt: skip
    found = [
        re.fullmatch(rf"{re.escape(name)}:\d+: `(.*)` is not filled in yet — {re.escape(REMEDY)}", line)
        for line in told
    ]
    assert [match[1] for match in found if match] == places
    assert told[len(places)] == "15 problems in 1 file."


def test_a_record_that_is_filled_in_has_no_problem(root: Path, capsys: Out) -> None:
    assert main(["--lang", "en", "new", "theme", "children", "--title", "Children"]) == 0
    path = root / "data/themes/children.yaml"
    text = path.read_text("utf-8").replace("  es: …", "  es: Niñez").replace("  fr: …", "  fr: Enfance")
    text = text.replace("original: …", "original: en")
    source = '- {address: "https://www.oas.org", publisher: OAS, seen: 2026-11-21, evidence: seen}'
    path.write_text(text.replace('- {address: "…", publisher: …, seen: …, evidence: …}', source, 1), "utf-8")
    capsys.readouterr()
    assert main(["--lang", "en", "check", "data/themes/children.yaml"]) == 0
    catalogue, problems = load(root)
    assert [problem for problem in problems if "children" in problem.file] == []
    assert catalogue.records["themes"]["children"].title == {"en": "Children", "es": "Niñez", "fr": "Enfance"}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_begun(kind: str, language: str, real: Catalogue) -> None:
    ((name, text),) = starting.record(starting.Start(real, language, kind, "a-new-one")).items()
    assert name == f"data/{kind}/a-new-one.yaml"
    assert f"$schema=../../.editor/schemas/{language}/{kind}.json\n" in text
    assert re.search(r"(?m)^id: a-new-one( |$)", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("meetings", "meetings"), ("Meeting", "meetings"), ("reunión", "meetings"), ("reunion", "meetings"),
        ("réunion", "meetings"), ("Réunions", "meetings"), ("portal", "portals"), ("Portail", "portals"),
        ("plan de trabajo", "plans"), ("plan-de-travail", "plans"), ("work_plan", "plans"), ("texte", "laws"),
        ("Etat", "countries"), ("cadre d'action", "framework"), ("cadre d’action", "framework"),
        ("law", "laws"), ("Ley", "laws"), ("loi", "laws"), ("laws", "laws"),
        ("country", "countries"), ("país", "countries"), ("pays", "countries"),
        ("program", "programs"), ("process", "processes"), ("rapport", "reports"), ("edition", "editions"),
        ("boletin", "bulletin"), ("bulletin", "bulletin"),
    ],
)  # fmt: skip
def test_a_kind_goes_by_its_name_in_every_language(called: str, kind: str, real: Catalogue) -> None:
    assert starting.names(real, BULLETINS)[starting.plain(called)] == kind


def test_a_word_that_begins_the_names_of_two_kinds_stands_for_neither(real: Catalogue) -> None:
    names = starting.names(real, BULLETINS)
    assert names["table of figures"] == "datasets"
    assert names["tables"] == "tables"
    assert "table" not in names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["en", "new", "meetting", "x"], "“meetting” is not a kind of record — did you mean “meeting”?\n"),
        (["fr", "new", "reunionn", "x"], "« reunionn » n’est pas un type de fiche — vouliez-vous dire « réunion » ?\n"),
        (["en", "new", "meeting", "New Dates"],
         "“New Dates” is not an id — use a–z, 0–9, and single hyphens, e.g. new-dates\n"),
        (["es", "new", "reunión", "../../etc"],
         "«../../etc» no es un identificador — use a–z, 0–9 y guiones simples, p. ej. etc\n"),
    ],
)  # fmt: skip
def test_wrong_use_is_explained_and_writes_nothing(
    arguments: list[str], said: str, root: Path, capsys: Out
) -> None:
    before = sorted(path for path in root.rglob("*") if ".cache" not in path.parts)
    assert main(["--lang", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.err.replace("\u00a0", " ") == said
    assert printed.out == ""
    assert sorted(path for path in root.rglob("*") if ".cache" not in path.parts) == before


def test_a_kind_like_no_other_is_told_all_of_them(root: Path, capsys: Out) -> None:
    assert main(["--lang", "en", "new", "qqq", "x"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "“qqq” is not a kind of record — use one of: mandate, work plan, activity, meeting, "
    )
    assert said.endswith(", theme, bulletin\n")


def test_a_taken_id_is_refused(root: Path, capsys: Out) -> None:
    taken = next((root / "data/meetings").glob("*.yaml"))
    before = taken.read_bytes()
    assert main(["--lang", "en", "new", "meeting", taken.stem]) == 1
    assert capsys.readouterr().err == (
        f"data/meetings/{taken.name} is already there — correct that file, or choose another id\nNothing was written.\n"
    )
    assert taken.read_bytes() == before


def test_a_record_can_be_looked_at_instead_of_written(root: Path, capsys: Out) -> None:
    assert main(["--lang", "fr", "new", "portail", "ht-onm", "--output", "-"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(
        "# yaml-language-server: $schema=../../.editor/schemas/fr/portals.json\n## Remplacez chaque"
    )
    assert not (root / "data/portals/ht-onm.yaml").exists()


def test_what_a_title_holds_stays_a_title(root: Path) -> None:
    hostile = 'a: {{ cam_list("x") }} # b\n  c: "d" <script>'
    assert main(["--lang", "en", "new", "theme", "hostile", "--title", hostile]) == 0
    file = (root / "data/themes/hostile.yaml").read_text("utf-8")
    assert r'  en: "a: {{ cam_list(\"x\") }} # b c: \"d\" <script>"' in file
    _, problems = load(root)
    assert any("an HTML tag" in problem.what or "not filled in" in problem.what for problem in problems)


def test_a_site_without_the_language_of_the_messages_is_written_in_its_own(real: Catalogue) -> None:
    assert starting.language(real, "fr") == "fr"
    growing = replace(real.files["vocabulary/languages"], value={"es": "complete", "fr": "growing"})
    site = replace(
        real,
        files={**real.files, "vocabulary/languages": growing},
        vocabulary={**real.vocabulary, "languages": {"es": None, "fr": None}},
    )
    assert starting.language(site, "fr") == "es"


# Bulletins


def test_a_bulletin_is_begun_in_every_language(root: Path, capsys: Out) -> None:
    assert (
        main(["--lang", "es", "new", "boletín", "2026-12-01-nuevas-fechas", "--title", "Nuevas fechas: mayo"])
        == 0
    )
    names = [f"docs/{language}/bulletins/2026-12-01-nuevas-fechas.md" for language in ("en", "es", "fr")]
    assert capsys.readouterr().out.splitlines()[:3] == [f"Escrito: {name}" for name in names]
    for name in names:
        assert (root / name).read_text("utf-8") == (
            '---\ntitle: "Nuevas fechas: mayo"\ndescription: …\ndate: 2026-12-01\nuntranslated: [en, fr]\n---\n\n…\n'
        )
    assert main(["--lang", "en", "check", *names]) == 1
    assert capsys.readouterr().err.splitlines() == [
        line
        for name in names
        for line in (
            f"{name}:3: `description` is not filled in yet — {REMEDY}",
            f"{name}:8: this is not filled in yet — fill this in, or delete the line",
        )
    ] + ["6 problems in 3 files.", "Nothing was published; the last good site is as it was."]


def test_a_bulletin_that_is_filled_in_has_no_problem(root: Path) -> None:
    assert main(["--lang", "en", "new", "bulletin", "2026-11-21-spring", "--title", "Spring sessions"]) == 0
    for path in root.glob("docs/*/bulletins/2026-11-21-spring.md"):
        text = path.read_text("utf-8")
        assert "\ndate: 2026-11-21\nuntranslated: [es, fr]\n" in text
        path.write_text(text.replace("…", "Two sessions move to May."), "utf-8")
    site, problems = looked(root)
    assert [str(problem) for problem in problems] == []
    assert list(placeholders.pages_are_filled_in(site)) == []
    assert [page.language for page in site.pages if page.path == "bulletins/2026-11-21-spring.md"] == [
        "en",
        "es",
        "fr",
    ]


@pytest.mark.parametrize(
    ("identity", "near"),
    [
        ("spring-sessions", "2026-11-21-spring-sessions"), ("2026-02-31-no-such-day", "2026-11-21-no-such-day"),
        ("2026-12-dates", "2026-11-21-dates"), ("2026-12-011", "2026-11-21-011"),
    ],
)  # fmt: skip
def test_a_bulletin_without_a_day_is_refused(identity: str, near: str, root: Path, capsys: Out) -> None:
    assert main(["--lang", "en", "new", "bulletin", identity]) == 2
    said = f"“{identity}” does not begin with a day, as bulletins do — write e.g. {near}\n"
    assert capsys.readouterr() == ("", said)
    assert list(root.glob(f"docs/*/bulletins/{identity}.md")) == []


# Ids that cannot be.


@pytest.mark.parametrize("identity", ["index", "con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"])
def test_a_name_that_is_kept_is_no_id(identity: str, root: Path, capsys: Out) -> None:
    assert main(["--lang", "es", "new", "reunión", identity]) == 2
    assert capsys.readouterr().err == (
        f"«{identity}» no puede ser un identificador: el sitio o Windows se reserva ese nombre"
        f" — escriba, p. ej., {identity}-1\n"
    )
    assert not (root / f"data/meetings/{identity}.yaml").exists()
    file = record_of(identity)
    said = (
        f"id: `{identity}` cannot be an id: the site or Windows keeps this name — write e.g. `{identity}-1`"
    )
    _, problems = load(written(root, f"data/themes/{identity}.yaml", file))
    assert [str(problem) for problem in problems] == [f"data/themes/{identity}.yaml:1: {said}"]


def record_of(identity: str) -> str:
    return (
        f"id: {identity}\ntitle: {{en: One, es: Uno, fr: Un}}\noriginal: en\n"
        "sources: [{document: res-1}]\nadded: 2026-11-20\n"
    )


def written(root: Path, name: str, content: str) -> Path:
    bless.write(root / name, content)
    return root


def test_a_long_id_is_refused(root: Path, capsys: Out) -> None:
    assert main(["--lang", "en", "new", "meeting", "a" * 300]) == 2
    said = f"the id has 300 signs, and 60 are allowed — shorten it, e.g. {'a' * 60}\n"
    assert capsys.readouterr() == ("", said)
    assert main(["--lang", "en", "new", "meeting", "a" * 60, "--output", "-"]) == 0
    assert main(["--lang", "en", "new", "meeting", "con-1", "--output", "-"]) == 0


def test_an_id_that_is_offered_can_be_one() -> None:
    for text in ("", "Nul", "Index", "é" * 90, "a b " * 40, "COM1"):
        assert is_id(starting.slug(text)), text
