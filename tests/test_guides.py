"""Every command in a guide is run here, or at least read by the parser; what guides name is there."""

from __future__ import annotations

import re
import shlex
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import bless
import pytest
import support_site
import yaml
from draw_pictures import LIMIT, SHOTS, WIDTH
from support_site import LANGUAGES, copy_tree
from test_tasks import FORM

from cam import live, messages
from cam.cli import main
from cam.commands import parser
from cam.commands.said import Say
from cam.terminology import typography
from cam.terminology.rules import of
from cam.terminology.texts import hidden

CONTRIBUTING = {"en": "CONTRIBUTING.md", "es": "CONTRIBUTING.es.md", "fr": "CONTRIBUTING.fr.md"}
GUIDES = (
    *("README.md", "HACKING.md", "SECURITY.md", *CONTRIBUTING.values()),
    *(f"docs/{language}/about/editing.md" for language in LANGUAGES),
    *sorted(
        path.relative_to(bless.ROOT).as_posix()
        for language in LANGUAGES
        for path in (bless.ROOT / "docs" / language / "desk").glob("*.md")
    ),
)
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
OURS = re.compile(r"(?:\.venv/bin/)?cam [^\s]|make [^\s]")


def text_of(guide: str) -> str:
    return (bless.ROOT / guide).read_text("utf-8")


def fences(text: str) -> list[tuple[str, str]]:
    """Return the language and the content of each fence."""
    return [
        (match[2], re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE)) for match in FENCE.finditer(text)
    ]


def commands(text: str) -> list[str]:
    """Return the commands of a guide in its order: lines of fences, and what stands between backquotes."""
    found: list[tuple[int, str]] = []
    for match in FENCE.finditer(text):
        if match[2] in ("sh", "powershell"):
            found += [(match.start(), line) for line in match[3].splitlines()]
    bare = FENCE.sub(lambda match: " " * len(match[0]), text)
    found += [(match.start(), " ".join(match[1].split())) for match in SPAN.finditer(bare)]
    found += [(match.start(), match[1]) for match in re.finditer(r"^    (\S.*)$", bare, re.MULTILINE)]
    said = [re.sub(r"\s+# .*", "", line.strip()) for _, line in sorted(found, key=lambda one: one[0])]
    return [line.removeprefix(".venv/bin/") for line in said if OURS.match(line)]


def alike(command: str) -> str:
    """Return a command with the words that each guide writes in its own language left out."""
    return re.sub(r'--title "[^"]+"', '--title "…"', command)


ALL = sorted({alike(command) for guide in GUIDES for command in commands(text_of(guide))})

Prepare = Callable[[Path], None]


@dataclass(frozen=True)
class Ran:
    """How a command is run: in which tree, after what, and how it ends and what it says."""

    says: str
    code: int = 0
    real: bool = False
    before: tuple[str, ...] = ()
    prepare: Prepare = field(default=lambda root: None)


def portuguese(root: Path) -> None:
    """Begin a fourth language."""
    with (root / "data/vocabulary/languages.yaml").open("a", encoding="utf-8") as file:
        file.write("pt: growing\n")


def a_form(root: Path) -> None:
    """Put the text of an issue where the guide says."""
    asked = yaml.safe_load((bless.ROOT / ".github/ISSUE_TEMPLATE/date-es.yml").read_text("utf-8"))["body"]
    attributes = [element["attributes"] for element in asked]
    change = next(item["options"][0] for item in attributes if item.get("label") == "Qué ha cambiado")
    consent = attributes[-1]["options"][0]["label"]
    (root / "issue.md").write_text(FORM.format(change=change, consent=consent), "utf-8")


PORTAL = 'cam new portals xx-help-desk --title "…"'
LAW = 'cam new laws xx-migration-2030 --title "…"'
EXPORT, REQUEST = (
    "cam programs export programs.xlsx",
    "cam sicremi form --country ar --language es -o form.xlsx",
)

RUN = {
    "cam check": Ran("No problems: "),
    "cam --lang es check": Ran("Sin problemas: "),
    "cam check data/meetings/ceam-2011-02-16.yaml": Ran("No problems in this file.", real=True),
    "cam translated data/meetings/ceam-2011-02-16.yaml fr": Ran("in `fr`", real=True),
    PORTAL: Ran("Written: data/portals/xx-help-desk.yaml"),
    "cam check data/portals/xx-help-desk.yaml": Ran("is not filled in yet", code=1, before=(PORTAL,)),
    LAW: Ran("Written: data/laws/xx-migration-2030.yaml"),
    "cam check data/laws/xx-migration-2030.yaml": Ran("is not filled in yet", code=1, before=(LAW,)),
    'cam new bulletin 2026-12-01-new-dates --title "…"': Ran("docs/fr/bulletins/2026-12-01-new-dates.md"),
    'cam new officers perez-chair-2030 --title "…"': Ran("Written: data/officers/perez-chair-2030.yaml"),
    "cam new meetings workshop-on-data --output -": Ran("id: workshop-on-data"),
    "cam form issue.md --address https://github.com/…/issues/7": Ran(
        "data/meetings/cam-2015-2016-r10.yaml", real=True, prepare=a_form
    ),
    "cam fix": Ran("put in order"),
    "cam fix --check": Ran("would change", code=1),
    "cam status": Ran("Translations"),
    "cam status --section translations": Ran("fr: "),
    "cam status --section translations --language pt": Ran("pt: ", prepare=portuguese),
    "cam status --section due": Ran("what is due as of"),
    "cam status --section due --owner chair --language es": Ran("Presidencia"),
    "cam status --section coverage": Ran("What this site holds"),
    "cam kit": Ran(".editor/"),
    REQUEST: Ran("form.xlsx", real=True),
    "cam sicremi read form.xlsx --dry-run": Ran(
        "Nothing was taken in.", code=1, real=True, before=(REQUEST,)
    ),
    EXPORT: Ran("Written: programs.xlsx", real=True),
    "cam programs import --dry-run programs.xlsx": Ran("0 new, 0 changed", real=True, before=(EXPORT,)),
}

ONLY_READ = {
    "cam build": "minutes",
    "cam check --spelling": "half a minute",
    "cam diff": "draws every page twice",
    "cam freeze 2026-11": "minutes",
    "cam freeze … --report session": "minutes",
    "cam links": "the network",
    "cam --help": "explains itself",
    "cam map": "no file is named",
    "cam new": "no kind is named",
    "cam map tests/node/node_modules/world-atlas/countries-50m.json": "a test of its own",
    "cam preview": "a server",
    "cam translated FILE LANGUAGE": "no file is named",
    "cam translated ARCHIVO IDIOMA": "no file is named",
    "cam translated FICHIER LANGUE": "no file is named",
    "cam COMMAND --help": "run for each command",
}
"""What the parser takes, and why it is not run: it needs the network, a server, minutes, or names nothing."""

UNFINISHED = {
    "cam map": "the following arguments are required: FILE",
    "cam new": "the following arguments are required: KIND, ID",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the whole project."""
    root = copy_tree(tmp_path_factory.mktemp("guides") / "project")
    (root / ".github").mkdir()
    (root / ".github/ISSUE_TEMPLATE").symlink_to(bless.ROOT / ".github/ISSUE_TEMPLATE")
    return root


@pytest.fixture
def real_copy(copy: Path) -> Iterator[Path]:
    """Return that copy, and take back what a command changed in its records."""
    before = {path: path.read_bytes() for path in (copy / "data").rglob("*.*")}
    yield copy
    for path in (copy / "data").rglob("*.*"):
        if path not in before:
            path.unlink()
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the machine's language, terminal or forge."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("CAM_TODAY", support_site.TODAY)


def typed(command: str) -> int:
    """Type a command; return its exit code."""
    return main(shlex.split(command)[1:])


def test_the_table_knows_every_command_and_no_other() -> None:
    known = {*RUN, *ONLY_READ}
    assert [command for command in ALL if command not in known and not command.startswith("make ")] == []
    assert sorted(known - set(ALL)) == []
    assert not RUN.keys() & ONLY_READ.keys()


@pytest.mark.parametrize("command", RUN)
def test_a_command_in_a_guide_does_what_it_says(
    command: str, request: pytest.FixtureRequest, monkeypatch, capsys
) -> None:
    ran = RUN[command]
    root = request.getfixturevalue("real_copy") if ran.real else request.getfixturevalue("tree")()
    monkeypatch.chdir(root)
    ran.prepare(root)
    for one in ran.before:
        assert typed(one) == 0
    capsys.readouterr()
    assert typed(command) == ran.code
    said = capsys.readouterr()
    assert ran.says in said.out + said.err


@pytest.mark.parametrize("command", [command for command in ONLY_READ if "--help" not in command])
def test_the_parser_takes_what_is_not_run(command: str, capsys) -> None:
    words = shlex.split(command)[1:]
    if command in UNFINISHED:
        with pytest.raises(SystemExit):
            parser.parser(Say("en")).parse_args(words)
        assert UNFINISHED[command] in capsys.readouterr().err
    else:
        assert parser.parser(Say("en")).parse_args(words).run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", parser.COMMANDS, ids=lambda command: command.NAME)
def test_every_command_explains_itself(command, language: str, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, command.NAME, "--help"])
    assert ended.value.code == 0
    assert f"cam {command.NAME}" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, "--help"])
    assert ended.value.code == 0
    assert f"    {command.NAME}" in capsys.readouterr().out


def test_every_make_target_is_there() -> None:
    made = {shlex.split(command)[1] for command in ALL if command.startswith("make ")}
    assert {"site", "check", "test"} <= made
    for target in made:
        assert re.search(rf"^{target}:.* ## ", text_of("Makefile"), re.MULTILINE), target


def test_every_script_is_there() -> None:
    scripts = {
        match[1] for guide in GUIDES for match in re.finditer(r"\.venv/bin/python (\S+?\.py)", text_of(guide))
    }
    assert "tests/bless.py" in scripts
    for script in scripts:
        assert (bless.ROOT / script).is_file(), script


# The three guides for editors say the same.


def headings(text: str) -> list[int]:
    bare = FENCE.sub("", text)
    return [len(match[1]) for match in re.finditer(r"^(#+) ", bare, re.MULTILINE)]


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_translated_guide_has_the_same_structure(language: str) -> None:
    original, own = text_of(CONTRIBUTING["en"]), text_of(CONTRIBUTING[language])
    assert headings(own) == headings(original)
    assert headings(own).count(2) == 7
    assert [alike(command) for command in commands(own)] == [alike(command) for command in commands(original)]
    assert [kind for kind, _ in fences(own)] == [kind for kind, _ in fences(original)]
    assert links(own, language) == links(original, "en")


def links(text: str, language: str) -> list[str]:
    """Return where a guide leads, apart from the other guides, with its language left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [
        link.replace(f"/{language}/", "/…/").replace(f"-{language}.png", "-….png")
        for link in found
        if not link.startswith("CONTRIBUTING")
    ]


@pytest.mark.parametrize("guide", [*CONTRIBUTING.values(), "README.md", "HACKING.md"])
def test_every_link_of_a_guide_leads_to_a_file(guide: str) -> None:
    found = [
        link for link in re.findall(r"\]\(([^)\s]+)\)", text_of(guide)) if not link.startswith("https://")
    ]
    assert found
    for link in found:
        assert (bless.ROOT / link).exists(), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_are_there_and_described(language: str) -> None:
    shown = dict(re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text_of(CONTRIBUTING[language])))
    assert sorted(shown.values()) == sorted(f".github/pictures/{shot.name}-{language}.png" for shot in SHOTS)
    for described, path in shown.items():
        content = (bless.ROOT / path).read_bytes()
        assert len(described) > 60
        assert content.startswith(b"\x89PNG\r\n")
        assert len(content) <= LIMIT
        assert 0 < struct.unpack(">I", content[16:20])[0] <= WIDTH


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_is_short(language: str) -> None:
    assert len(text_of(CONTRIBUTING[language]).splitlines()) <= 220


# What guides name is called so.


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_call_links_pages_and_forms_by_their_names(language: str, real) -> None:
    text = text_of(CONTRIBUTING[language])
    for name in ("edit", "edit_page", "report"):
        assert f"**{real.labels[f'site.{name}'][language]}**" in text
    pages = (
        "about/editing",
        "data/fields",
        "desk/index",
        "desk/translations",
        "desk/freshness",
        "desk/terminology",
    )
    for page in pages:
        front = text_of(f"docs/{language}/{page}.md").split("---\n")[1]
        assert yaml.safe_load(front)["title"] in text, page
    for form in ("error", "portal", "meeting", "date", "translation"):
        name = yaml.safe_load(text_of(f".github/ISSUE_TEMPLATE/{form}-{language}.yml"))["name"]
        assert name[0].lower() + name[1:] in text, form


def example(language: str, kind: str) -> str:
    """Return the first fence of a kind in a guide."""
    return next(text for one, text in fences(text_of(CONTRIBUTING[language])) if one == kind)


def test_the_message_in_a_guide_is_what_the_check_says(real_copy: Path) -> None:
    path = real_copy / "data/meetings/ceam-2011-02-16.yaml"
    path.write_text(path.read_text("utf-8").replace('"14:30"', "14:30"), "utf-8")
    _, problems = live.looked(real_copy)
    problem = next(problem for problem in problems if problem.file == "data/meetings/ceam-2011-02-16.yaml")
    for language in LANGUAGES:
        assert example(language, "text").strip() == str(messages.said(problem, language))


def test_the_example_of_a_moved_meeting_is_a_sound_one(real_copy: Path, monkeypatch, capsys) -> None:
    shown = example("en", "yaml")
    for language in LANGUAGES:
        assert yaml.safe_load(example(language, "yaml")) == yaml.safe_load(shown)
    name = "data/meetings/workshop-learning-from-experience.yaml"
    text = (real_copy / name).read_text("utf-8")
    moved, count = re.subn(r"^dates:\n(?:[ -].*\n)+", shown.replace("…", "x"), text, flags=re.MULTILINE)
    assert count == 1
    (real_copy / name).write_text(moved, "utf-8")
    monkeypatch.chdir(real_copy)
    assert main(["check", name]) == 0, capsys.readouterr()


@pytest.mark.parametrize("guide", CONTRIBUTING.items(), ids=lambda one: one[0])
def test_a_guide_keeps_the_typography_that_it_asks_for(guide: tuple[str, str]) -> None:
    language, name = guide
    own = [line for line in FENCE.sub("", text_of(name)).splitlines() if "April 12, 2011" not in line]
    assert len(own) > 100
    text = hidden("\n".join(own))
    found = [match[0] for rule in of(language) for match in typography.matches(rule, text)]
    assert found == []
