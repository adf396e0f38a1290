"""Bad input, as an editor meets it: everything at once, as `file:line: what — what to do`, and the last site stays."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cam import live
from cam.cli import main
from cam.problems import BadInput

EXPECTED = (bless.ALL_WRONG / "expected.txt").read_text("utf-8")
Tree = Callable[..., Path]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a project in which everything is wrong, and which was built when it was not."""
    bless.all_wrong(tmp_path)
    for name, content in {
        "index.html": "<p>good",
        "404.html": "<p>gone",
        "es/index.html": "<p>bueno",
    }.items():
        bless.write(tmp_path / "site" / name, content)
    return tmp_path


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each file below a folder was written, and what it holds."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_problem_is_listed_with_its_line_and_remedy(wrong: Path) -> None:
    assert bless.messages(wrong) == EXPECTED, bless.ADVICE


@pytest.mark.parametrize("command", [["check"], ["build"]], ids=["check", "build"])
def test_the_command_lists_all_of_them_and_publishes_nothing(command: list[str], wrong: Path) -> None:
    before = state(wrong)
    environment = {**os.environ, "PYTHONPATH": str(bless.ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-m", "cam.cli", *command],
        cwd=wrong,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    assert run.stderr == f"{EXPECTED}Nothing was published; the last good site is as it was.\n"
    assert "Traceback" not in run.stdout + run.stderr
    assert state(wrong) == before


def test_the_command_is_found_from_any_folder_of_the_project(tree: Tree, monkeypatch, capsys) -> None:
    root = tree({"data/themes/empty.yaml": ""})
    monkeypatch.chdir(root / "data" / "themes")
    assert main(["check"]) == 1
    assert "data/themes/empty.yaml:1: the file is empty" in capsys.readouterr().err


def test_a_sound_project_is_counted(tree: Tree, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tree())
    assert main(["check"]) == 0
    assert (
        capsys.readouterr().out.splitlines()[-1] == "No problems: 47 records, 30 pages."
    )  # after the notices


OUTSIDE = {
    "en": "This is not the folder of the knowledge base: {}. Go to the folder that holds `mkdocs.yml` and `data`, and "
    "run the command there.\n",
    "es": "Esta no es la carpeta de la base de conocimientos: {}. Vaya a la carpeta que contiene `mkdocs.yml` y "
    "`data`, y ejecute allí el comando.\n",
    "fr": "Ce dossier n’est pas celui de la base de connaissances\u00a0: {}. Allez dans le dossier qui contient "
    "`mkdocs.yml` et `data`, et lancez-y la commande.\n",
}


@pytest.mark.parametrize("language", OUTSIDE)
def test_outside_of_a_project_the_command_says_so(language: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["check"], ["fix"], ["status"]):
        assert main(["--lang", language, *command]) == 2
        assert capsys.readouterr() == ("", OUTSIDE[language].format(tmp_path))


def test_a_project_that_lacks_its_settings_is_told_what_is_missing(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert "data/site.yaml: this file is missing" in capsys.readouterr().err


# What the issue names, and where the all-wrong tree shows it.

NAMED = {
    "unknown key": "themes/unknown-key.yaml:3: the key `sumary` is not known here — did you mean `summary`?",
    "unknown key, deeper": "themes/unknown-key.yaml:5: the key `sectoin` is not known here — did you mean `section`?",
    "duplicate key": "themes/duplicate-key.yaml:4: the key `original` stands here a second time (first on line 3)",
    "wrong type": "themes/wrong-type.yaml:2: `title` should be a text per language, {en: …, es: …, fr: …}, but is a",
    "broken reference": "reference.yaml:4: `documents/goood` is not a record of documents — did you mean `good`?",
    "missing id": "themes/missing-id.yaml:1: `id` is missing — write `id: missing-id` on the first line",
    "missing language": "themes/missing-language.yaml:2: title: the text is missing in `fr` — add the text, or say",
    "impossible date": "documents/impossible-date.yaml:5: date: 2011-02-30 is not in the calendar — correct the year",
    "end before start": "plans/end-before-start.yaml:6: the end 2015-12 lies before the start 2016-05",
    "unquoted time": 'meetings/unquoted-time.yaml:7: the time 10:30 has no quotes — put it between quotes: "10:30"',
    "NO": 'officers/norway.yaml:5: `no` is read as yes/no — put it between quotes: "no"',
    "0123": 'documents/leading-zero.yaml:4: `0123` is read as another number — put it between quotes: "0123"',
    "wrong address": "processes/wrong-address.yaml:4: address: `www.oas.org` is not a web address — write the whole",
    "HTML": "themes/markup.yaml:2: title.en: the text contains an HTML tag — write plain text",
    "{{": "themes/markup.yaml:2: title.es: the text contains a template sign ({{, {% or {#) — write plain text",
    "Markdown link": "themes/markup.yaml:2: title.fr: the text contains a Markdown link — write plain text",
    "wrong encoding": "themes/latin-1.yaml:3: this file is not UTF-8 text — save it again with the encoding UTF-8",
    "empty file": "themes/empty.yaml:1: the file is empty — write the record in it, or delete the file",
    "tab": "themes/tab.yaml:3: a tab is used to indent — use two spaces for each step",
    "file name that differs from id": "themes/file-name.yaml:1: the id `other-name` differs from the file name — writ",
    "two records of one id": "themes/second-of-one-id.yaml:1: the id `other-name` is taken by data/themes/file-name",
    "folder that is no kind": "data/persons: this folder is not a kind of record — use one of: activities, bodies",
    "alias": "themes/alias.yaml:2: a value is used again through & and * — write it out at each place",
    "not YAML": "themes/not-yaml.yaml:2: the file cannot be read here (mapping values are not allowed in this",
    "code that is not listed": "backwards.yaml:11: `lunch` is not in data/vocabulary/slot_types.yaml — use one of:",
    "source without document or address": "source-without-place.yaml:5: a source of themes/source-without-place needs",
    "address without a date": "source-without-place.yaml:7: an address needs `publisher`, `seen` and `evidence` — add",
    "agenda that runs backwards": "meetings/backwards.yaml:10: the slot 09:00-10:00 does not follow the one before it",
    "label missing in a language": "data/labels/broken.yaml:1: `one` is missing in `fr` — add `fr: …`",
    "page missing in one language": "docs/es/other-words.md: this page is missing; it exists as docs/en/other-words.m",
    "structure that differs": "docs/es/index.md:6: the structure differs from docs/en/index.md: here a heading ##",
    "link that differs": "docs/es/keys.md:6: here is one link more to `words/` than in docs/en/keys.md — correct it",
    "translation debt above its limit": "data/site.yaml:10: missing or outdated texts in `fr`: 4, and 0 are allowed",
    "ledger that was written in": "translations/themes.yaml:2: unknown-key.title: this is not the state",
    "ledger of no kind": "data/translations/persons.yaml: `persons` is not a kind of record — remove this file",
    "link to no page": "docs/es/keys.md:8: the link `wrds.md` leads to no page — did you mean `words.md`?",
    "file that is no page": "docs/es/table.xlsx: this file is no page, and would be published as it is — remove it;",
    "label that is a map": "data/labels/broken.yaml:20: `six` is not a text in `fr` — write `fr: …`, with the text",
    "folder among the records": "data/themes/drafts: this folder is not read — files stand directly in data/themes:",
    "text for a list": "wrong-type.yaml:3: `see_also` should be a list (lines that begin with `- `), but is a text",
    "front matter missing": "docs/es/front.md:1: the front matter is missing — begin with ---, title: …, description",
    "key that hides a word": "docs/en/keys.md:4: the key `cam_list` hides the word {{ cam_list(kind) }} — rename",
    "unknown word": "docs/en/other-words.md:6: `cam_lst` is not a word of this site — did you mean `cam_list`?",
    "word with a wrong argument": "docs/es/words.md:6: `cam_list` is not given what it takes — write {{ cam_list(k",
    "word with a wrong value": "docs/fr/index.md:8: the topic `commitee` is not known; use one of: committee, program",
    "bulletin without date": "docs/en/bulletins/first.md:2: the bulletin has no date — write `date: 2026-11-21`",
    "law repealed before it began": "laws/backwards.yaml:9: `valid_to` 2008 lies before `valid_from` 2009-07 — correc",
    "law in force before it was made": "laws/backwards.yaml:8: `valid_from` 2009-07 lies before `date` 2009-08-19 — c",
    "replacement loop": "laws/circle-one.yaml:8: `replaces` leads back to itself: circle-one → circle-two → circle",
    "older than what it replaces": "laws/circle-two.yaml:9: circle-two (2001) is older than what it is said to replac",
    "replaced by two": "laws/twice.yaml:7: `circle-two` is replaced as a whole by circle-one already — write it under",
    "replaced twice by one": "laws/twice.yaml:8: `backwards` stands under `replaces` and `replaces_partly` more than",
    "law without a status": "laws/twice.yaml:1: `status` is missing — add `status:`, or write `replaces: [twice]` in",
    "replaced by hand": "laws/by-hand.yaml:8: `replaced_by` is not written here: it follows from the law that",
    "doubt about what follows": "laws/by-hand.yaml:12: `replaced_by` under `unsure` follows from the law that",
    "law of an unknown state": "laws/unknown-state.yaml:3: `xx` is not a record of countries — use one of: cr, pa",
    "law amended by another state": "unknown-state.yaml:7: `amended_by` leads to an instrument of another state: back",
    "unsure of a key that is not there": "laws/backwards.yaml:11: `valid_frm` under `unsure` is not a key of laws/bac",
    "unsure of a key without a value": "laws/backwards.yaml:11: `official_title` under `unsure` is not a key of laws/",
    "treaty year before adoption": "treaties/early.yaml:9: `date` 1990-12-17 lies before 1990-12-18, when the treaty",
    "treaty left before it was joined": "treaties/early.yaml:9: `denounced` 1980 lies before 1990-12-17, when the",
    "treaty in force before adoption": "treaties/early.yaml:7: `entry_into_force` 1989 lies before `adopted` 1990-12-",
    "state twice in a treaty": "treaties/early.yaml:1: `cr` stands in it 2 times — keep one of them",
    "state not mentioned in a treaty": "treaties/early.yaml:1: `pa` is not mentioned — add it to `not_checked`, or sa",
    "unknown state in a treaty": "treaties/early.yaml:10: `xx` is not a record of countries — use one of: cr, pa",
    "unknown code of a state": "countries/qq.yaml:1: `qq` is not the code of a state — write its ISO code in small le",
    "unknown state on the map": "data/map.yaml:8: `xx` is not a state — remove it, or add the record of the state",
    "state missing on the map": "data/map.yaml:6: `pa` is not drawn — add its outline, or restore the file",
    "portal without language": "portals/no-language.yaml:6: `languages` is empty — write at least one entry",
    "address without its evidence": "portals/no-evidence.yaml:7: nothing says how sure the address is — add `address_",
    "offer that ends before it begins": "offers/backwards.yaml:7: the end 2027-04 lies before the start 2027-05 — wri",
    "example matched with a real record": "matches/example-with-real.yaml:3: a real record names an example: example ",
    "match with oneself": "matches/same-member.yaml:4: offer and need are of the same member: good — name the need",
    "match that ends before it was agreed": "same-member.yaml:7: it ended on 2027-05-01, before it was agreed on 2027",
    "example made of an institution": "members/example-of-somebody.yaml:1: an example names a real institution or sta",
    "member of another state": "members/elsewhere.yaml:3: good is not an institution of `pa` — write the state of the",
    "need without source": "needs/no-source.yaml:1: there is no source — add `sources`, or `example: true` if it is m",
    "practice under no heading": "practices/nowhere.yaml:3: `1.B` is not a heading of the framework — write it as in ",
    "discrepancy of the same number": "same-number.yaml:3: the number `D1` is taken by good — give one of the two ano",
    "meeting in the same row": "meetings/same-row.yaml:5: the row `R1` is taken by good — give one of the two another",
    "the same acronym": "glossary/same-acronym.yaml:3: the acronym `E` is taken by good — give one of the two another",
    "program from nowhere": "programs/nowhere.yaml:1: `origins` and `origins_beyond` are both empty — name at least",
    "program to nowhere": "programs/nowhere.yaml:1: `destinations` and `destinations_beyond` are both empty — name at",
    "program that ends before it starts": "programs/backwards.yaml:6: it ends (2009-05) before it starts (2010) — cor",
    "program that goes on and has an end": "programs/backwards.yaml:4: it has an end, and its status is `active` — wr",
    "unknown territory": "programs/territory.yaml:6: origins_beyond.0: `xx` is not the code of a territory — write it",
    "number that is too small": "programs/territory.yaml:10: `stay_months` is too small — write 1 or more",
    "unsure of a term that is not there": "programs/backwards.yaml:19: `terms.wage` under `unsure` is not a key of pr",
    "participants counted twice": "counted-twice.yaml:13: these participants are counted on line 12 already — delete",
    "part without note": "counted-twice.yaml:14: the count of 2011 is of a part, and nothing says how — add `note`",
    "inferred without note": "counted-twice.yaml:15: the count of 2012 is inferred, and nothing says how — add `note`",
    "count of another year": "counted-twice.yaml:16: the count of 2013 is of a year in which the program did not run,",
    "unknown unit of a figure": "datasets/unknown-unit.yaml:11: `people` is not in data/vocabulary/units.yaml — use",
    "name of a column": "datasets/not-a-column.yaml:11: measures.0.code: `Women total` is not the name of a column —",
    "table of figures missing": "figures/no-table.csv: this table is missing — add it, or remove datasets/no-table",
    "table of figures without record": "figures/stray.csv: no record describes this table — add data/datasets/stray.",
    "other file beside the tables": "figures/to-do.txt: this file is not read — remove it; a table is saved as",
    "break of no column": "datasets/numbers.yaml:14: the table has no column `men` — write one of: women",
    "table that replaces itself": "datasets/numbers.yaml:12: `numbers` replaces itself, directly or by way of others",
    "state twice in a round": "rounds/twice.yaml:6: the state `cr` stands here twice — delete one of the two",
    "columns in another order": "figures/header.csv:1: the columns are not those that the record names — write country",
    "row that is there twice": "figures/numbers.csv:3: this row repeats line 2 — delete one of them",
    "row out of order": "figures/numbers.csv:4: this row is out of order — sort the rows by their first columns",
    "year of two figures": "figures/numbers.csv:5: `20` is not a year — write four figures, e.g. 2024",
    "comma in a number": "figures/numbers.csv:6: women: `12,345` has marks that a number may not have — write 12345 or",
    "space in a number": "figures/numbers.csv:7: women: `1 234` has marks that a number may not have — write 12345 or",
    "word for a number": "figures/numbers.csv:8: women: `many` is not a number — write a number, na or nr, or leave t",
    "unknown code in a table": "figures/numbers.csv:9: `x` is not known as basis — use one of: b, br, c, cr",
    "cell missing in a table": "figures/numbers.csv:10: this row has 3 cells, not 4 — write one cell for each column",
    "unknown state in a table": "figures/numbers.csv:12: `xx` is not known as country — use one of: cr, pa",
    "unknown row in a report": "figures/unknown.csv:2: `totals` is not known as category — did you mean `total`?",
    "unknown table in a report": "figures/unknown.csv:4: `goood` is not known as table — did you mean `good`?",
    "report of an unknown state": "reports/unknown.yaml:3: `xx` is not a record of countries — use one of: cr, pa",
    "no checksum": "reports/checksum.yaml:10: sha256: `abc` is not a SHA-256 checksum — write the 64 signs",
    "request of an unknown indicator": "unknown-codes.yaml:12: `imigrants` is not in data/vocabulary/indicators.yaml",
    "frozen file that changed": "editions/altered.yaml:6: report.pdf is not the file that was frozen — restore the fi",
    "frozen file that is gone": "editions/changed.yaml:6: gone.pdf is missing — restore the file; a change is a new e",
    "file that was never frozen": "altered/another.pdf: the frozen edition altered has no such file — remove it",
    "body inside itself": "bodies/circle-two.yaml:4: `part_of` leads back to itself: circle-two → circle-one → circle",
}


@pytest.mark.parametrize("what", NAMED)
def test_what_the_issue_names_has_its_message(what: str) -> None:
    """The list above is written by hand: blessing cannot make it pass."""
    assert sum(NAMED[what] in line for line in EXPECTED.splitlines()) == 1


def test_every_message_names_a_place_and_a_remedy() -> None:
    *lines, count = EXPECTED.splitlines()
    shape = re.compile(r"(data|docs)/[\w./-]+(:[1-9][0-9]*)?: \S.* — \S.*")
    assert [line for line in lines if not shape.fullmatch(line)] == []
    files = {re.split(r":(?:\d+:)? ", line)[0] for line in lines}
    assert count == f"{len(lines)} problems in {len(files)} files."


def test_a_message_points_into_its_file(wrong: Path) -> None:
    for name, line in re.findall(r"^(\S+?):(\d+): ", EXPECTED, re.MULTILINE):
        assert int(line) <= max(len((wrong / name).read_bytes().splitlines()), 1), f"{name}:{line}"


def test_every_file_of_the_tree_is_there_for_a_reason(wrong: Path) -> None:
    """A file without a message is one that others lean on, or a translation of one with a message."""
    folder = bless.ALL_WRONG
    silent = [
        path.relative_to(folder).as_posix()
        for path in sorted((folder / "data").rglob("*.*"))
        if path.is_file() and not any(part in EXPECTED for part in _names(path.relative_to(folder)))
    ]
    assert silent == [
        "data/activities/parent.yaml",
        "data/bodies/good.yaml",
        "data/countries/cr.yaml",
        "data/countries/pa.yaml",
        "data/datasets/header.yaml",
        "data/discrepancies/good.yaml",
        "data/documents/good.yaml",
        "data/figures/unknown-unit.csv",
        "data/glossary/good.yaml",
        "data/meetings/good.yaml",
        "data/members/example.yaml",
        "data/members/good.yaml",
        "data/needs/good.yaml",
        "data/plans/good.yaml",
        "data/portals/good.yaml",
        "data/rounds/good.yaml",
        "data/tables/good.yaml",
    ]


def _names(path: Path) -> list[str]:
    return [f"{path.as_posix()}:", f"{path.as_posix()} ", f"{path.parent.as_posix()}: this folder"]


# Labels and surroundings that no rule can look at beforehand.


def test_a_label_that_is_gone_is_a_message_of_the_build(tree: Tree) -> None:
    text = (bless.ROOT / "data/labels/headings.yaml").read_text("utf-8")
    site = live.checked(tree({"data/labels/headings.yaml": text.replace("\nsources:\n", "\nsauces:\n")}))
    with pytest.raises(BadInput) as problems:
        bless.output(site)
    assert str(problems.value.problems[0]) == (
        "data/labels/headings.yaml: the label `sources` is missing — restore it; pages use it"
    )


def test_a_place_that_nothing_fills_is_a_message_of_the_build(tree: Tree) -> None:
    text = (bless.ROOT / "data/labels/places.yaml").read_text("utf-8")
    line = text.splitlines().index("section:") + 1
    site = live.checked(tree({"data/labels/places.yaml": text.replace("{value}", "{number}")}))
    with pytest.raises(BadInput) as problems:
        bless.output(site)
    message = str(problems.value.problems[0])
    assert message.endswith("holds a place that nothing fills — use only {value}")
    assert message.startswith("data/labels/places.yaml:"), line


def test_a_day_that_is_none_is_a_message(monkeypatch, tree: Tree, capsys) -> None:
    monkeypatch.chdir(tree())
    monkeypatch.setenv("CAM_TODAY", "tomorrow")
    assert main(["check"]) == 1
    assert (
        "CAM_TODAY: `tomorrow` is not a day — set it to a day such as 2026-11-21" in capsys.readouterr().err
    )


@pytest.mark.parametrize("output", [".", "docs", "..", "data/site.yaml"])
def test_a_build_never_replaces_what_is_not_a_site(output: str, tree: Tree, monkeypatch, capsys) -> None:
    """`cam build --output docs` would otherwise delete every page."""
    root = tree()
    before = state(root)
    monkeypatch.chdir(root)
    assert main(["build", "--output", output]) == 1
    assert "is not a built site: name another folder, or empty it" in capsys.readouterr().err
    assert state(root) == before


# One line of any file is damaged: the answer is messages, or pages.

MINIATURE = {
    path.relative_to(root).as_posix(): path.read_text("utf-8")
    for root, folders in (
        (bless.MINIATURE, ("data", "docs")),
        (bless.ROOT, ("data/labels", "data/vocabulary")),
    )
    for folder in folders
    for path in sorted((root / folder).rglob("*.*"))
    if path.is_file()
}
SIGNS = [
    "",
    "x",
    ":",
    ": ",
    '"',
    "'",
    "[",
    "}",
    "- ",
    "#",
    "<b>",
    "{{",
    "}}",
    "](",
    "0",
    "\t",
    "é",
    "*a",
    "{",
    "%",
    "{%",
    "null",
]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(MINIATURE)))
    lines = MINIATURE[name].split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    column = draw(st.integers(0, len(line)))
    sign, other = draw(st.sampled_from(SIGNS)), draw(st.sampled_from(lines))
    replacements = [
        [],
        [line, line],
        [line[:column]],
        ["  " + line],
        [other],
        [line[:column] + sign + line[column:]],
    ]
    lines[at : at + 1] = draw(st.sampled_from(replacements))
    return name, "\n".join(lines)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bless.miniature(tmp_path_factory.mktemp("damaged")).catalogue.root


@settings(max_examples=120)
@given(damaged())
def test_whatever_one_line_becomes_there_are_messages_or_pages(project: Path, case: tuple[str, str]) -> None:
    name, text = case
    (project / name).write_text(text, "utf-8")
    try:
        bless.output(live.checked(project))
    except BadInput as problems:
        said = [problem.what and problem.remedy for problem in problems.problems]
    else:
        said = ["no problem"]
    finally:
        (project / name).write_text(MINIATURE[name], "utf-8")
    assert said
    assert all(said)


def test_the_words_of_the_command_are_explained(capsys) -> None:
    for arguments in (["--help"], ["check", "--help"], ["build", "--help"]):
        with pytest.raises(SystemExit, match="0"):
            main(arguments)
        assert "usage: cam" in capsys.readouterr().out


def test_a_wrong_command_is_refused_with_its_own_code() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["chekc"])
