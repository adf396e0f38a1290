"""The layout of the canonical form: lines and brackets, quotes, and what nobody sees."""

from __future__ import annotations

import json
import re

import bless
import pytest
from support_canonical import NAME, RECORD, THREE, fixed

from cam import canonical, yamlfile
from cam.yamlscalars import scalar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: {en: a, es: b}\n", "title:\n  en: a\n  es: b\n"),
        ("title:\n    en:   a\n", "title:\n  en: a\n"),
        ("documents:\n- b\n- c\n", "documents: [b, c]\n"),
        ("documents:\n  # on b\n  - b\n  - c # c\n", "documents:\n  # on b\n  - b\n  - c  # c\n"),
        ("documents: [b, # on b\n  c]\n", "documents:\n  - b  # on b\n  - c\n"),
        ("documents: [b,\n  # on c\n  c\n  # end\n  ]\n", "documents:\n  - b\n  # on c\n  - c\n  # end\n"),
        ("documents: []\n", "documents: []\n"),
        ("sources: [{document: b}]\n", "sources:\n  - {document: b}\n"),
        ("sources:\n  - document: b\n    lines: '1'\n", 'sources:\n  - {document: b, lines: "1"}\n'),
        ("sources:\n  - document: b # why\n", "sources:\n  - document: b  # why\n"),
        ("translations:\n  fr: missing\n  es: missing\n", "translations: {es: missing, fr: missing}\n"),
        ("notes: [{es: a}, {en: b}]\n", "notes:\n  - es: a\n  - en: b\n"),
        ("date: '2011-04-12'\n", "date: 2011-04-12\n"),
        ("inferred: True\n", "inferred: true\n"),
        ("documents:\n", "documents:\n"),
        ("documents: ~ # why\n", "documents:  # why\n"),
        ("documents: [~, null]\n", "documents: [null, null]\n"),
        ("documents:\n  # why\n  [b]\n", "# why\ndocuments: [b]\n"),
        ("title:\n  en: >\n    two\n    lines\n", "title:\n  en: |\n    two lines\n"),
        ("title:\n  en: two\n    lines\n  es: \"two\\\n    \\ lines\"\n", "title:\n  en: two lines\n  es: two lines\n"),
        ("title:\n  en: | # why\n    a # no remark\n\n    b\n  # es\n  es: c\n",
         "title:\n  en: |  # why\n    a # no remark\n\n    b\n  # es\n  es: c\n"),
        ("--- # why\nid: a\n...\n", "# why\nid: a\n"),
        ("!!map\n!!str id: !!str 2011\n", 'id: "2011"\n'),
        ("id: a\nid2: &x b\n", "id: a\nid2: b\n"),
        ("[b, c] # all\n", "# all\n- b\n- c\n"),
        ("[b, # on b\nc]\n", "- b  # on b\n- c\n"),
        ("just text\n", "just text\n"),
        ("{} # none\n", "# none\n{}\n"),
    ],
)  # fmt: skip
def test_one_layout(text: str, expected: str) -> None:
    if not expected.startswith(("id", "#", "-", "just", "{", "[")):
        text, expected = f"id: a\n{text}", f"id: a\n{expected}"
    assert fixed(text) == expected


def test_a_list_of_words_stands_on_one_line_as_long_as_it_fits() -> None:
    words = ["x" * 35] * 3  # with `documents: [`, `, ` and `]` 120 signs and 6 more
    line = f"documents: [{', '.join(['x' * 33, *words[:2]])}]"
    assert len(line) == 120
    assert fixed(f"{line}\n") == f"{line}\n"
    assert fixed(f"documents: [{', '.join(['x' * 34, *words[:2]])}]\n").count("\n  - ") == 3


def test_a_source_is_one_line_however_long_it_is() -> None:
    address = f'"https://example.org/{"a" * 200}"'
    assert fixed(f"sources: [{{address: {address}}}]\n") == f"sources:\n  - {{address: {address}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("\n", "\r\n"),
        RECORD.replace("\n", "\r"),
        "\ufeff" + RECORD,
        RECORD.rstrip("\n"),
        RECORD + "\n\n",
        RECORD.replace("topic", "\n\ntopic"),
        RECORD.replace("program\n", "program  \n").replace("# read it", "# read it \t"),
        RECORD.replace("program\n", "program\t\n"),
        RECORD.replace("title:\n", "title:\t\n"),
        RECORD.replace("topic", "  \t \ntopic"),
        RECORD.replace("  - ", "- ").replace("    es: Una", "  es: Una").replace("    fr: Une", "  fr: Une"),
    ],
)
def test_what_nobody_sees_is_put_right(text: str) -> None:
    assert canonical.fixed(NAME, text, THREE) == RECORD


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain text", "plain text"),
        ("¿Qué?", "¿Qué?"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("a:", '"a:"'),
        ("- a", '"- a"'),
        ("-a", "-a"),
        ("# a", '"# a"'),
        ("no", '"no"'),
        ("NO", '"NO"'),
        ("~", '"~"'),
        ("", '""'),
        ("12", '"12"'),
        ("0912", '"0912"'),
        ("1e3", '"1e3"'),
        ("10:30", '"10:30"'),
        ("1.5", '"1.5"'),
        ("25.871", '"25.871"'),
        ("13-20", '"13-20"'),
        ("13–20", '"13–20"'),
        ("1, 2", '"1, 2"'),
        ("09:30", '"09:30"'),
        ("10:30-11:15", '"10:30-11:15"'),
        ("4 5", '"4 5"'),
        ("1.2.3", '"1.2.3"'),
        ("2011-13", '"2011-13"'),
        ("2011-2015", '"2011-2015"'),
        ("9 a.m.", "9 a.m."),
        ("–", "–"),
        ("2011-04", "2011-04"),
        ("2011-04-12", "2011-04-12"),
        ("2011-02-30", '"2011-02-30"'),
        ("https://example.org", '"https://example.org"'),
        (" a", '" a"'),
        ("a\u00a0: b", '"a\u00a0: b"'),
        ("« a »", "« a »"),
        ('say "a" \\ b', 'say "a" \\ b'),
        ('"a" \\ b', '"\\"a\\" \\\\ b"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("a\ufeffb", '"a\\ufeffb"'),
        ("a\tb: ", '"a\\tb: "'),
        ("😀", "😀"),
        ("a\n", "|\na"),
        ("a\nb", "|-\na\nb"),
        ("a\n\n", "|+\na\n"),
        (" a\nb", '" a\\nb"'),
        ("a \nb", '"a \\nb"'),
        ("a\n\tb", '"a\\n\\tb"'),
    ],
)
def test_quotes_stand_only_where_a_text_needs_them(text: str, written: str) -> None:
    assert scalar(text) == written
    if "\n" not in written:
        assert yamlfile.parse(f"a: {written}\n", "x").value == {"a": text}
        assert yamlfile.parse(f"a: {written}\n", "x").problems == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.es.md", "CONTRIBUTING.fr.md"])
def test_the_example_in_the_guide_is_in_canonical_form(name: str) -> None:
    """But for its remarks, which stand below each other there."""
    shown = re.findall(r"```yaml\n(dates:.*?)```", (bless.ROOT / name).read_text("utf-8"), re.DOTALL)
    assert len(shown) == 1
    assert 'opens: "09:30"' in shown[0]
    assert 'lines: "95-99"' in shown[0]
    assert fixed(shown[0], "data/meetings/a.yaml") == re.sub(r" {2,}#", "  #", shown[0])


def test_in_brackets_more_texts_need_quotes() -> None:
    for text in ("a, b", "¿Qué?", "a:b", "-a", "[a", "a\nb"):
        assert scalar(text, in_brackets=True) == json.dumps(text, ensure_ascii=False)
