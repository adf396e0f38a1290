"""How one file is read: what YAML would change in silence becomes a message with its line."""

from __future__ import annotations

from pathlib import Path

import bless
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cam import checks, fitting, loading
from cam.model import KINDS, Record
from cam.problems import Problem, report
from cam.store import Catalogue, key
from cam.yamlfile import YamlFile, parse, read

READ_AS_WRITTEN = [
    ("text", "a: Migration", "Migration"),
    ("quoted time", 'a: "10:30"', "10:30"),
    ("time with a leading zero, which YAML leaves alone", "a: 09:30", "09:30"),
    ("code between quotes", 'a: "NO"', "NO"),
    ("a day is no date object", "a: 2011-04-12", "2011-04-12"),
    ("nor is an impossible one an error here", "a: 2011-02-30", "2011-02-30"),
    ("whole number", "a: 12", 12),
    ("number with decimals", "a: 1.5", 1.5),
    ("true", "a: true", True),
    ("text before a remark", "a: Room # the big one", "Room"),
    ("sign between quotes", 'a: "Room #2"', "Room #2"),
    ("nothing", "a:", None),
    ("range of lines", "a: 13-20", "13-20"),
    ("a mark at the beginning, as Windows writes it", "\ufeffa: 1", 1),
    ("lines that end as on Windows", "b: 1\r\na: 2\r\n", 2),
    ("accents and dashes", "a: Création – année", "Création – année"),
]


@pytest.mark.parametrize(("what", "text", "value"), READ_AS_WRITTEN, ids=[row[0] for row in READ_AS_WRITTEN])
def test_a_value_is_what_stands_there(what: str, text: str, value: object) -> None:
    file = parse(text, "f")
    assert (file.value["a"], type(file.value["a"]), file.problems) == (value, type(value), [])


QUOTES = 'put it between quotes: "{}"'
SYNTAX = "check the indentation, and put a text that contains `: `, `#` or quotes between double quotes"
ALIAS = ("a value is used again through & and *", "write it out at each place")
HIDDEN = ("an invisible control character stands here", "delete it")
EMPTY = ("the file is empty", "write the record in it, or delete the file")

TRAPS = [
    (
        "a: b\nc: Room #2\n",
        2,
        "the text ends at `Room`: YAML leaves out what follows ` #`",
        "put the whole text between double quotes",
    ),
    ("a: 1\nb: 10:30\n", 2, "the time 10:30 has no quotes", QUOTES.format("10:30")),
    ("a: 10:30:15\n", 1, "the time 10:30:15 has no quotes", QUOTES.format("10:30:15")),
    ("a: NO\n", 1, "`NO` is read as yes/no", QUOTES.format("NO")),
    ("a:\n  - yes\n", 2, "`yes` is read as yes/no", QUOTES.format("yes")),
    ("On: 1\n", 1, "the key `On` is read as yes/no", QUOTES.format("On")),
    ("a: 0123\n", 1, "`0123` is read as another number", QUOTES.format("0123")),
    ("a: 0x1F\n", 1, "`0x1F` is read as another number", QUOTES.format("0x1F")),
    ("a: 1_000\n", 1, "`1_000` is read as another number", QUOTES.format("1_000")),
    ("a: .inf\n", 1, "`.inf` is read as another number", QUOTES.format(".inf")),
    ("a: " + "1" * 5000, 1, f"`{'1' * 5000}` is read as another number", QUOTES.format("1" * 5000)),
    ("a: =\n", 1, "`=` is read as something other than text", QUOTES.format("=")),
    ("a: !!binary aGk=\n", 1, "`aGk=` is read as something other than text", QUOTES.format("aGk=")),
    ("a: 1\nb: 2\na: 3\n", 3, "the key `a` stands here a second time (first on line 1)", "keep one of them"),
    (
        "a:\n  b: 1\n  b: 1\n",
        3,
        "the key `b` stands here a second time (first on line 2)",
        "keep one of them",
    ),
    ("a: &x [1]\nb: *x\n", 1, *ALIAS),
    ("&x [*x]\n", 1, *ALIAS),
    ("a:\n\tb: 1\n", 2, "a tab is used to indent", "use two spaces for each step"),
    ("a: 1\nb: x\0y\n", 2, *HIDDEN),
    ("", 1, *EMPTY),
    ("# only a remark\n", 1, *EMPTY),
    ("---\n", 1, *EMPTY),
    ("~\n", 1, *EMPTY),
    ("- " * 3000, 1, "the values are nested too deep", "check the indentation"),
    (
        "a: 1\nb: c: d\n",
        2,
        "the file cannot be read here (mapping values are not allowed in this context)",
        SYNTAX,
    ),
    ("a: [1,\n", 1, "the file cannot be read here (did not find expected node content)", SYNTAX),
    ("a: *nowhere\n", 1, "the file cannot be read here (found undefined alias)", SYNTAX),
    ("a: 1\n---\na: 2\n", 2, "the file cannot be read here (but found another document)", SYNTAX),
]


@pytest.mark.parametrize(("text", "line", "what", "remedy"), TRAPS, ids=[repr(row[0][:20]) for row in TRAPS])
def test_a_trap_becomes_a_message(text: str, line: int, what: str, remedy: str) -> None:
    assert parse(text, "f").problems == [Problem("f", line, what, remedy)]


def test_several_traps_of_one_file_are_all_named() -> None:
    file = parse("a: NO\nb: 10:30\nc: 0123\n", "f")
    assert [problem.line for problem in file.problems] == [1, 2, 3]


def test_a_value_keeps_its_text_where_yaml_would_change_it() -> None:
    """The rest of the file is then judged by what the editor wrote."""
    assert parse("a: NO\nb: 10:30\nc: 0123\n", "f").value == {"a": "NO", "b": "10:30", "c": "0123"}


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes("a: 1\nb: Café\n".encode("latin-1"))
    assert read(tmp_path / "f.yaml", "f").problems == [
        Problem("f", 2, "this file is not UTF-8 text", "save it again with the encoding UTF-8")
    ]


def test_what_cannot_be_opened_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing")
    for name in ("folder.yaml", "gone.yaml"):
        wanted = Problem(
            name, 0, "this file cannot be opened", "replace it by an ordinary file, or remove it"
        )
        assert read(tmp_path / name, name).problems == [wanted]


def test_every_place_knows_its_line() -> None:
    file = parse("id: x\ntitle:\n  en: One\n  es: Uno\nparts:\n  - label: a\n    parts: [1,\n      2]\n", "f")
    assert file.lines == {
        (): 1,
        ("id",): 1,
        ("title",): 2,
        ("title", "en"): 3,
        ("title", "es"): 4,
        ("parts",): 5,
        ("parts", 0): 6,
        ("parts", 0, "label"): 6,
        ("parts", 0, "parts"): 7,
        ("parts", 0, "parts", 0): 7,
        ("parts", 0, "parts", 1): 8,
    }


def test_a_place_that_the_file_lacks_has_the_line_of_what_encloses_it() -> None:
    file = parse("id: x\ntitle:\n  en: One\n", "f")
    assert file.line(("title", "fr")) == 2
    assert file.line(("summary", "fr")) == 1
    assert YamlFile("f").line(("id",)) == 1


# Whatever is written, the reader answers with messages.

FRAGMENTS = st.sampled_from([
    "a", "id", ": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", '"', "'", "|", ">", "&x ",
    "*x", "!", "!!str ", "#", "---", "...", "%YAML 1.1", "? ", "@", "`", "\t", "\\", "10:30", "NO", "0123", "~",
    "2011-02-30", "<<: ", "é", "\u2028", "\x85", "\0", "\ufeff", "\r", "\r\n", "😀",
])  # fmt: skip


def lines_of(text: str) -> int:
    return max(len(text.splitlines()), 1)


@given(st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=60))
@example("a: \ud800")
@example("{[")
def test_no_text_makes_the_reader_fail(text: str) -> None:
    file = parse(text, "f")
    assert all(1 <= problem.line <= lines_of(text) for problem in file.problems), report(file.problems)
    assert file.value is not None or file.problems


@given(st.binary(max_size=80))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(content)
    file = read(path, "f")
    assert file.value is not None or file.problems


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-999, 999)
    | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdefg", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(PLAIN.filter(lambda value: value is not None))
def test_what_a_program_writes_is_read_back(value: object) -> None:
    """A value written by PyYAML, which quotes what needs quotes, comes back without a message."""
    file = parse(yaml.dump(value, allow_unicode=True), "f")
    assert (file.value, file.problems) == (value, [])


# One line of a real record is dropped, doubled or garbled.

REAL, _ = loading.load(bless.ROOT)
RECORDS = [(record, (bless.ROOT / REAL.file(record).name).read_text("utf-8")) for record in REAL.every()]


class OneRecord(Catalogue):
    """The real knowledge base in which only one record is looked at."""

    only: Record

    def every(self):
        yield self.only

    def all(self, kind):
        return [self.only] if isinstance(self.only, kind) else []


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Record, str]:
    record, text = draw(st.sampled_from(RECORDS))
    lines = text.splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    column = draw(st.integers(0, len(line)))
    sign = draw(
        st.sampled_from(
            ["", "x", ":", ": ", '"', "'", "[", "}", "- ", "#", "<b>", "{{", "](", "0", "NO", "\t", "é", "*a"]
        )
    )
    changed = {
        "drop": [],
        "double": [line, line],
        "insert": [line[:column] + sign + line[column:]],
        "cut": [line[:column]],
        "indent": ["  " + line],
        "other": [draw(st.sampled_from(lines))],
    }
    lines[at : at + 1] = changed[draw(st.sampled_from(sorted(changed)))]
    return record, "\n".join(lines) + "\n"


@settings(max_examples=500)
@given(damaged())
def test_a_damaged_record_gives_messages_on_its_own_file(case: tuple[Record, str]) -> None:
    record, text = case
    name = REAL.file(record).name
    file = parse(text, name)
    problems = list(file.problems)
    if isinstance(file.value, dict):
        changed, found = fitting.validate(KINDS[record.kind], file)
        problems += found
        if changed:
            catalogue = OneRecord(
                REAL.root, REAL.records, dict(REAL.files), REAL.vocabulary, REAL.labels, REAL.settings
            )
            catalogue.only = changed
            catalogue.files[key(changed)] = file
            problems += checks.run(catalogue)
    assert {problem.file for problem in problems} <= {name}
    assert all(1 <= problem.line <= lines_of(text) for problem in problems), report(problems)
    assert all(problem.what and problem.remedy for problem in problems)
