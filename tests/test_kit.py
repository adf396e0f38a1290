"""What is generated for editors: schemas, templates, settings; all of it as the repository holds it."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bless
import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from cam import checks, kit
from cam.blanks import BLANK, is_blank, unfilled
from cam.canonical import fixed
from cam.checks import placeholders
from cam.cli import main
from cam.dictionary.fields import fields
from cam.fitting import validate
from cam.kit import schemas, templates
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS
from cam.problems import Problem
from cam.store import Catalogue
from cam.yamlfile import parse

Write = Callable[..., Path]
LANGUAGES = ("en", "es", "fr")
BEHIND = "this generated file is behind what it is made of — run `cam kit`"


@pytest.fixture(scope="module")
def made(real: Catalogue) -> dict[str, bytes]:
    return kit.written(real)


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


# Schemas


def schema(made: dict[str, bytes], language: str, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made[schemas.path_of(language, kind)])
    return found


@pytest.fixture(scope="module")
def validators(made: dict[str, bytes]) -> dict[str, Draft7Validator]:
    """Return what tells whether a record fits the English schema of its kind."""
    shared = Resource.from_contents(schema(made, "en", "shared"))
    registry: Registry[Any] = Registry().with_resource("shared.json", shared)
    return {kind: Draft7Validator(schema(made, "en", kind), registry=registry) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_fits_its_schema(
    kind: str, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    records = real.records[kind].values()
    wrong = {
        f"{record.id}: {error.json_path}: {error.message[:200]}"
        for record in records
        for error in validators[kind].iter_errors(real.file(record).value)
    }
    assert wrong == set()
    assert records or kind == "reports"


def without_words(part: Any) -> Any:
    """Return a schema without what is said in it."""
    if isinstance(part, list):
        return [without_words(item) for item in part]
    if not isinstance(part, dict):
        return part
    told = {"markdownEnumDescriptions"} | {
        name for name in ("title", "description") if isinstance(part.get(name), str)
    }
    return {name: without_words(item) for name, item in part.items() if name not in told}


@pytest.mark.parametrize("kind", [*KINDS, "shared"])
def test_the_schemas_of_the_languages_differ_in_words_alone(kind: str, made: dict[str, bytes]) -> None:
    english = schema(made, "en", kind)
    Draft7Validator.check_schema(english)
    for language in ("es", "fr"):
        other = schema(made, language, kind)
        assert other != english
        assert without_words(other) == without_words(english)


def parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for item in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from parts(item)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "reports"])
def test_a_schema_refuses_what_the_model_refuses(
    kind: str, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    value = real.file(next(iter(real.records[kind].values()))).value
    valid = validators[kind].is_valid
    assert valid(value)
    assert not valid({**value, "colour": "red"})
    assert not valid({**value, "id": "Not An Id"})
    assert not valid({**value, "added": "yesterday"})
    assert not valid({**value, "original": "klingon"})
    assert not valid({**value, "title": {"en": "A title", "xx": "A title"}})
    assert not valid({**value, "title": "A title"})
    assert not valid({**value, "themes": "legislation"})
    assert not valid({**value, "sources": [{"adress": "https://example.org"}]})
    for name in schema_required(kind):
        assert not valid({key: item for key, item in value.items() if key != name}), name


def schema_required(kind: str) -> list[str]:
    return [item.name for item in fields(KINDS[kind]) if schemas.is_needed(KINDS[kind], item)]


def test_names_that_a_record_takes_over_are_not_asked_for() -> None:
    assert "title" not in schema_required("countries")
    assert "title" not in schema_required("members")
    assert "title" in schema_required("laws")


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("type",), "party"),
        (("body",), "The Committee"),
        (("dates",), []),
        (("dates", 0, "start"), "16/02/2011"),
        (("dates", 0, "start"), 20110216),
        (("dates", 0, "opens"), 630),
        (("dates", 0, "opens"), "9.30"),
        (("dates", 0, "year_inferred"), "yes"),
        (("dates", 0, "status"), "postponed"),
        (("dates", 0, "sources"), []),
        (("sources", 0, "address"), "www.oas.org"),
        (("see_also",), ["ceam"]),
        (("translations",), {"fr": "bad"}),
        (("summary",), None),
    ],
)
def test_a_schema_refuses_a_wrong_value(
    place: tuple[Any, ...], wrong: object, real: Catalogue, validators: dict[str, Draft7Validator]
) -> None:
    value = copy.deepcopy(real.files["meetings/ceam-2011-02-16"].value)
    around = value
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = wrong
    (error,) = validators["meetings"].iter_errors(value)
    assert tuple(error.absolute_path)[: len(place)] == place


def test_a_date_may_be_a_bare_year(real: Catalogue, validators: dict[str, Draft7Validator]) -> None:
    value = real.files["meetings/ceam-2011-02-16"].value
    for date in (2011, "2011", "2011-04", "2011-04-12"):
        assert validators["meetings"].is_valid({**value, "added": date})


@pytest.mark.parametrize(
    ("language", "title", "key", "said", "code", "words"),
    [
        ("en", "Meeting", "body (required)", "The body that meets — id of a record (Bodies)", "workshop", "Workshop"),
        ("es", "Reunión", "body (obligatorio)", "Órgano que se reúne — identificador de un registro (Órganos)",
         "workshop", "Taller"),
        ("fr", "Réunion", "body (obligatoire)", "Organe qui se réunit — identifiant d’une fiche (Organes)",
         "workshop", "Atelier"),
    ],
)  # fmt: skip
def test_a_schema_speaks_its_language(
    language: str, title: str, key: str, said: str, code: str, words: str, made: dict[str, bytes]
) -> None:
    meetings = schema(made, language, "meetings")
    assert meetings["title"] == title
    assert (meetings["properties"]["body"]["title"], meetings["properties"]["body"]["description"]) == (
        key,
        said,
    )
    types = meetings["$defs"]["MeetingType"]
    assert types["markdownEnumDescriptions"][types["enum"].index(code)] == words


def test_every_key_is_described_and_every_code_has_words(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/schemas/" in name):
        for part in parts(json.loads(made[name])):
            if "enum" in part:
                assert len(part["enum"]) == len(part["markdownEnumDescriptions"]) == len(set(part["enum"])), (
                    name
                )
            for key, item in part.get("properties", {}).items() if part.get("type") == "object" else ():
                assert "shared.json#/$defs/Record/" in item.get("$ref", "") or item["description"], (
                    name,
                    key,
                )


# Templates


def shown(text: str) -> str:
    """Return a template with every optional key in use."""
    head, *lines = text.splitlines()
    assert head.startswith("# yaml-language-server: ")
    return "\n".join(line.removeprefix("# ") for line in lines)


def values(part: Any) -> Iterator[Any]:
    if isinstance(part, (dict, list)):
        for item in part.values() if isinstance(part, dict) else part:
            yield from values(item)
    else:
        yield part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_holds_what_is_required_and_nothing_else(
    kind: str, language: str, made: dict[str, bytes]
) -> None:
    file = parse(made[templates.path_of(language, kind)].decode(), "template")
    assert file.problems == []
    assert set(file.value) == set(schema_required(kind))
    assert all(is_blank(value) for value in values(file.value))
    lines = {problem.line for problem in unfilled(file)}
    _, problems = validate(KINDS[kind], file, languages=list(LANGUAGES), titles={})
    assert [problem for problem in problems if problem.line not in lines] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_optional_key_of_a_template_can_be_used(kind: str, made: dict[str, bytes]) -> None:
    for language in LANGUAGES:
        file = parse(shown(made[templates.path_of(language, kind)].decode()), "template")
        assert file.problems == []
        assert set(file.value) == set(KINDS[kind].model_fields)
        assert all(is_blank(value) for value in values(file.value))
        lines = {problem.line for problem in unfilled(file)}
        _, problems = validate(KINDS[kind], file, languages=list(LANGUAGES), titles={})
        assert [problem for problem in problems if problem.line not in lines] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_canonical_filled_in_with_or_without_its_remarks(
    kind: str, made: dict[str, bytes]
) -> None:
    name = f"data/{kind}/x.yaml"
    for language in LANGUAGES:
        text = made[templates.path_of(language, kind)].decode()
        filled = text.replace(f'"{BLANK}"', '"https://example.org"').replace(BLANK, "words")
        assert fixed(name, filled, LANGUAGES) == filled
        lines = [line for line in filled.splitlines() if not line.lstrip().startswith("#")]
        bare = "".join(re.sub(r"  # .*", "", line) + "\n" for line in lines)
        assert fixed(name, bare, LANGUAGES) == bare


def test_a_template_is_short_and_narrow(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/templates/" in name):
        lines = made[name].decode().splitlines()
        assert len(lines) < 160, name
        assert max(map(len, lines)) <= 120, name


def test_a_template_leads_to_its_schema_as_seen_from_the_record(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/templates/" in name):
        first = made[name].decode().splitlines()[0]
        target = re.fullmatch(r"# yaml-language-server: \$schema=(\.\./\.\./(\.editor/schemas/\S+))", first)
        assert target
        assert target[2] in made
        assert Path(target[2]).stem == Path(name).stem


def test_a_template_says_in_its_language_what_belongs_in_each_key(made: dict[str, bytes]) -> None:
    text = made[".editor/templates/es/meetings.yaml"].decode()
    assert (
        "\ntitle:  # Título oficial o, si no lo hay, uno breve de este sitio\n  en: …\n  es: …\n  fr: …\n"
        in text
    )
    assert (
        "\n## Su tipo — código de la lista meeting_types: presentation (Presentación), workshop (Taller)"
        in text
    )
    assert "\nbody: …  # Órgano que se reúne — identificador de un registro (Órganos)\n" in text
    assert '\n#     opens: "…"  # Hora en que comienza' in text
    assert "\n# outcome: {en: …, es: …, fr: …}  # Lo que resultó de ella, si una fuente lo dice\n" in text


# Settings


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


# The command


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


# Blanks


@pytest.mark.parametrize("value", [BLANK, "...", "TODO", "TODO: ask", "TBD", "FIXME", "XXX", " … "])
def test_a_place_that_is_left_is_seen(value: str) -> None:
    assert is_blank(value)


@pytest.mark.parametrize(
    "value", ["", "Todo", "todo el mundo", "TODO MIGRANTE", "and so on …", "[…] text", 3, None, "…text"]
)
def test_a_text_is_not_taken_for_a_place_that_is_left(value: object) -> None:
    assert not is_blank(value)


def test_a_blank_is_told_alone_and_nothing_refers_in_vain(tree: Write) -> None:
    """A record with blanks is not there yet: no other rule speaks of it, and what refers to it does so in peace."""
    root = tree()
    record = next((root / "data/meetings").glob("*.yaml"))
    text = record.read_text("utf-8")
    record.write_text(re.sub(r"(?m)^type: \w+$", "type: …\ncolour: red", text), "utf-8")
    catalogue, problems = load(root)
    line = text.splitlines().index(next(line for line in text.splitlines() if line.startswith("type:"))) + 1
    name = record.relative_to(root).as_posix()
    remedy = "fill this in, or take it out where it is not required"
    assert [str(problem) for problem in problems if problem.file == name] == [
        f"{name}:{line}: `type` is not filled in yet — {remedy}",
        f"{name}:{line + 1}: the key `colour` is not known here — {known(problems)}",
    ]
    assert [problem for problem in checks.run(catalogue) if "blank" in problem.what] == []
    assert f"meetings/{record.stem}" in catalogue.unread


def known(problems: list[Problem]) -> str:
    return next(problem.remedy for problem in problems if "colour" in problem.what)


def test_no_word_of_the_site_is_left_to_be_filled_in(real: Catalogue) -> None:
    assert list(placeholders.lists_are_filled_in(real)) == []
    file = replace(real.files["labels/kinds"], value={"laws": {"en": "TODO"}})
    broken = replace(real, files={**real.files, "labels/kinds": file})
    (problem,) = placeholders.lists_are_filled_in(broken)
    assert (problem.file, problem.what) == ("data/labels/kinds.yaml", "`laws.en` is not filled in yet")


def test_yaml_reads_settings_of_templates_as_one_document(made: dict[str, bytes]) -> None:
    assert all(len(list(yaml.safe_load_all(made[name]))) == 1 for name in made if "/templates/" in name)
