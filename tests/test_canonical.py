"""The canonical form: one order, one layout, no remark lost, no value changed; and `cam fix`, which keeps it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cam import canonical, cli, live, yamlfile
from cam.canonical import editing, files, reading, shapes
from cam.checks import NOTICES, layout
from cam.knowledge import Site
from cam.model import KINDS, Record
from cam.problems import BadInput
from cam.store import Catalogue
from cam.yamlscalars import scalar
from cam.yamlwriter import Flow, Quoted, dumped

Tree = Callable[..., Path]
THREE = ["en", "es", "fr"]
NAME = "data/milestones/a.yaml"
RECORD = """\
# The head
id: a
title:
  en: One
  es: Uno
  fr: Un
topic: program
date: 2011-04
documents: [b, c]
themes: [law]
original: en
sources:
  - {document: b, section: II, seen: 2026-11-20}  # read it
notes:
  - en: A note
    es: Una nota
    fr: Une note
added: 2026-11-20
# The end
"""


def fixed(text: str, name: str = NAME) -> str:
    """Return a text in canonical form, after asking that nothing of it changed and that it stays as it is."""
    made = canonical.fixed(name, text, THREE)
    assert canonical.fixed(name, made, THREE) == made
    before = yamlfile.parse(text.replace("\r\n", "\n").removeprefix("\ufeff"), name)
    if not before.problems:
        assert yamlfile.parse(made, name).value == before.value
    return made


def problem(text: str, name: str = NAME) -> str:
    """Return the only problem of a text that cannot be put in order."""
    with pytest.raises(BadInput) as stop:
        canonical.fixed(name, text, THREE)
    (found,) = stop.value.problems
    return str(found)


# Order


def test_what_is_in_order_stays() -> None:
    assert fixed(RECORD) == RECORD


def test_keys_stand_in_the_order_of_the_model_and_remarks_travel_with_them() -> None:
    text = """\
# The head
# has two lines
added: 2026-11-20
# On the title,
# in two lines
title: {fr: Un, en: One, es: Uno}  # short
strange: [1]
sources:
  # the first
  - {seen: 2026-11-20, section: II, document: b}  # read it
  # the last
topic: program
id: a
# The end
"""
    assert (
        fixed(text)
        == """\
# The head
# has two lines
id: a
# On the title,
# in two lines
title:  # short
  en: One
  es: Uno
  fr: Un
topic: program
sources:
  # the first
  - {document: b, section: II, seen: 2026-11-20}  # read it
  # the last
added: 2026-11-20
strange: [1]
# The end
"""
    )


def test_an_empty_line_sets_a_remark_on_the_first_key_apart_from_the_head() -> None:
    assert (
        fixed("# head\n\n# on added\nadded: 2026-11-20\nid: a\n")
        == "# head\nid: a\n# on added\nadded: 2026-11-20\n"
    )
    assert fixed("# head\n# too\nadded: 2026-11-20\nid: a\n") == "# head\n# too\nid: a\nadded: 2026-11-20\n"


def test_keys_of_a_kind_stand_between_the_title_and_what_all_records_have(real: Catalogue) -> None:
    assert shapes.keys_of(KINDS["milestones"])[:6] == ["id", "title", "summary", "topic", "date", "inferred"]
    assert shapes.keys_of(KINDS["framework"])[:5] == ["id", "title", "summary", "number", "served_by"]
    for kind, model in KINDS.items():
        keys = shapes.keys_of(model)
        assert sorted(keys) == sorted(model.model_fields), kind
        assert keys.index("themes") < keys.index("original") < keys.index("sources") < keys.index("added")
        own = [key for key in keys if key not in Record.model_fields]
        assert keys[3 : 3 + len(own)] == own == [key for key in model.model_fields if key in own]


def test_lists_and_closed_lists_keep_their_order() -> None:
    assert "documents: [c, b]" in fixed(RECORD.replace("[b, c]", "[c, b]"))
    codes = "fr:\nen:\nzz: {fr: c, en: a, es: b}\n"
    assert fixed(codes, "data/vocabulary/x.yaml") == "fr:\nen:\nzz: {en: a, es: b, fr: c}\n"
    assert fixed("b: {es: x}\na: {es: y}\n", "data/labels/x.yaml") == 'b:\n  es: "x"\na:\n  es: "y"\n'


def test_plural_forms_of_labels_stand_in_their_own_order() -> None:
    text = "holds:\n  es: {other: a, one: b, many: c}\n  en: {one: d, other: e}\n"
    assert fixed(text, "data/labels/x.yaml") == (
        'holds:\n  en:\n    one: "d"\n    other: "e"\n  es:\n    one: "b"\n    many: "c"\n    other: "a"\n'
    )


def test_front_matter_is_put_in_order_and_the_text_below_is_not_touched() -> None:
    body = "\n# Title  \n\n\n{{ cam_home() }}\ttab \n---\nb: 1\n---\n\n\n"
    text = f"---\n# why\ndate: 2026-11-20\ndescription: 'D: d'\ntitle: T # t\n---\n{body}"
    made = canonical.fixed("docs/en/a.md", text, THREE)
    assert made == f'---\n# why\ntitle: T  # t\ndescription: "D: d"\ndate: 2026-11-20\n---\n{body}'
    assert canonical.fixed("docs/en/a.md", made, THREE) == made
    assert canonical.fixed("docs/en/a.md", "\ufeff" + text.replace("\n", "\r\n"), THREE) == made
    assert problem("# No front matter\n", "docs/en/a.md") == (
        "docs/en/a.md:1: the front matter is missing — begin with ---, title: …, description: …, ---"
    )
    assert problem("---\ntitle: T\ndate: [\n---\n", "docs/en/a.md").startswith(
        "docs/en/a.md:3: the file cannot be read"
    )


# Layout


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


# What cannot be put in order


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("id: [\n", 1, "the file cannot be read here"),
        ("id: a\nid: b\n", 2, "the key `id` stands here a second time"),
        ("id: a\n\ttitle: b\n", 2, "a tab is used to indent"),
        ("id: NO\n", 1, "`NO` is read as yes/no"),
        ("id: &x a\ntitle: *x\n", 1, "a value is used again through & and *"),
        ("id: a\n---\nid: b\n", 2, "the file cannot be read here"),
        ("id: !thing a\n", 1, "`a` is read as something other than text"),
        ("id: !thing {a: b}\n", 1, "this file is written in a way that cannot be put in order"),
        ("id: a\n? [b]\n: c\n", 2, "this file is written in a way that cannot be put in order"),
        ("id: Room #2\n", 1, "the text ends at `Room`"),
        ("", 1, "the file is empty"),
        ("# only a remark\n", 1, "the file is empty"),
        ("id: " + "[" * 5000 + "]" * 5000 + "\n", 1, "the values are nested too deep"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, line: int, what: str) -> None:
    assert problem(text).startswith(f"{NAME}:{line}: {what}")


def test_a_large_file_is_put_in_order() -> None:
    entries = "".join(f"  - {{es: 'b{n}', en: a{n}}} # remark {n}\n  # on the next\n" for n in range(20000))
    text = f"added: 2026-11-20\nnotes:\n{entries}id: a\n"
    made = canonical.fixed(NAME, text, THREE)
    assert len(text) > 1_000_000
    assert made.startswith("id: a\nnotes:\n  # remark 0\n  - en: a0\n    es: b0\n")
    assert made.count("#") == 40_000
    heads = "# a\n" * 50_000
    assert canonical.fixed(NAME, f"{heads}id: a\n", THREE) == f"{heads}id: a\n"


# Any file at all

WORDS = st.text(
    st.one_of(
        st.sampled_from(" :#-?,[]{}&*!|>'\"%@`\\~=<\n\tñ«»\u00a0’…0123456789.eE+_"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=12,
)
REMARKS = st.lists(st.sampled_from(["# one", "#two", "# three: # - x", "#", "#! 4"]), max_size=2)
KEYS = st.one_of(
    st.sampled_from(
        [*Record.model_fields, "en", "es", "fr", "documents", "topic", "zz", "text", "document", "lines"]
    ),
    st.from_regex(r"[a-z_]{1,6}", fullmatch=True),
).filter(lambda key: key not in ("y", "n", "no", "on", "off", "yes", "true", "false", "null"))
SCALARS = st.one_of(WORDS, st.integers(-9999, 9999), st.booleans(), st.none(), st.dates(dt.date(1000, 1, 1)))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(KEYS, inner, max_size=4),
        st.lists(inner, max_size=3).map(Flow),
    ),
    max_leaves=12,
)


@st.composite
def written(draw: st.DrawFn, value: Any, indent: int = 0) -> list[str]:
    """Return the lines of a group as some hand may have written it: any quotes, steps, remarks and empty lines."""
    pad, step = " " * indent, draw(st.sampled_from([2, 4]))
    lines: list[str] = []
    for key, item in value.items():
        lines += [pad + remark for remark in draw(REMARKS)]
        lines += [""] * draw(st.integers(0, 1))
        beside = draw(st.sampled_from(["", "", " # beside", "  # more: x"]))
        if isinstance(item, dict) and item and draw(st.booleans()):
            lines += [f"{pad}{key}:{beside}", *draw(written(item, indent + step))]
        elif isinstance(item, list) and item and draw(st.booleans()):
            lines.append(f"{pad}{key}:{beside}")
            for part in item:
                lines += [pad + "  " + remark for remark in draw(REMARKS)]
                lines.append(f"{pad}  - {inline(part, draw)}{beside}")
        else:
            lines.append(f"{pad}{key}: {inline(item, draw)}{beside}")
    deeper = " " * (indent + draw(st.sampled_from([0, 1, 3])))
    return lines + [deeper + remark for remark in draw(REMARKS)]


def inline(value: Any, draw: st.DrawFn) -> str:
    """Return a value on one line, texts in single or double quotes."""
    if isinstance(value, Flow):
        value = value.value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(item, draw)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, draw) for item in value) + "]"
    if isinstance(value, str) and value.isprintable() and draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value) if not isinstance(value, dt.date) else value.isoformat()


@given(st.data(), st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_of_any_record_no_value_changes_and_no_remark_is_lost(
    data: st.DataObject, value: dict[str, Any]
) -> None:
    text = "\n".join(data.draw(written(value))) + data.draw(st.sampled_from(["", "\n", "\n\n"]))
    file = yamlfile.parse(text, NAME)
    if file.problems:
        assert problem_lines(text) == sorted(set(file.problems))
        return
    made = fixed(text)
    assert yaml.safe_load(made) == yaml.safe_load(text) or dates_alike(made, text)
    assert sorted(remarks(made)) == sorted(remarks(text))
    assert not [line for line in made.split("\n") if line != line.rstrip(" \t")] or "|" in made


def problem_lines(text: str) -> list[Any]:
    """Return the problems of a text, as `canonical` tells them."""
    with pytest.raises(BadInput) as stop:
        canonical.fixed(NAME, text, THREE)
    return list(stop.value.problems)


def dates_alike(one: str, other: str) -> bool:
    """Whether two texts hold the same but for the quotes of days, which `yamlfile` does not tell apart."""
    return bool(yamlfile.parse(one, "").value == yamlfile.parse(other, "").value)


def remarks(text: str) -> list[str]:
    """Return the remarks of a text by another way than `canonical`: what PyYAML's tokens leave over."""
    covered = list(text.replace("\t", " "))
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            covered[token.start_mark.index : token.end_mark.index] = [
                "\n" if sign == "\n" else "x" for sign in text[token.start_mark.index : token.end_mark.index]
            ]
    lines = "".join(covered).split("\n")
    return [line[line.index("#") :].lstrip("# ").rstrip() for line in lines if "#" in line]


@given(st.text(st.sampled_from("ab:#-?,[]{}&*!|>'\"%@`~ \n\r\t\ufeff\x85\u2028é0.<="), max_size=40))
def test_of_any_text_at_all_there_is_a_form_or_a_problem(text: str) -> None:
    with contextlib.suppress(BadInput):
        made = canonical.fixed(NAME, text, THREE)
        assert canonical.fixed(NAME, made, THREE) == made


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    plain = yaml.safe_load(yaml.safe_dump({"a": unwrapped(value)}))
    assert yaml.safe_load(dumped({"a": value})) == plain or dates_alike(
        dumped({"a": value}), yaml.safe_dump(plain)
    )


def unwrapped(value: Any) -> Any:
    """Return a value without the marks of the writer."""
    if isinstance(value, Flow):
        return unwrapped(value.value)
    if isinstance(value, list):
        return [unwrapped(item) for item in value]
    return {key: unwrapped(item) for key, item in value.items()} if isinstance(value, dict) else value


# Values set at places


def edited(values: dict[yamlfile.Place, Any], text: str = RECORD) -> str:
    """Return the record with values set."""
    return canonical.edited(NAME, text, values, THREE)


def test_a_value_is_set_and_everything_else_stays() -> None:
    assert edited({("title", "fr"): "L’un : l’autre"}) == RECORD.replace("fr: Un\n", 'fr: "L’un : l’autre"\n')
    assert edited({("date",): "2012"}) == RECORD.replace("2011-04\n", "2012\n")
    assert edited({("date",): dt.date(2012, 5, 1)}) == RECORD.replace("2011-04\n", "2012-05-01\n")
    assert edited({("sources", 0, "lines"): "13"}) == RECORD.replace("II,", 'II, lines: "13",')
    assert edited({("documents", 2): "d"}) == RECORD.replace("b, c]", "b, c, d]")


def test_what_is_not_there_is_added_at_its_place() -> None:
    made = edited({("summary", "es"): "Uno", ("summary", "en"): "One", ("revised",): "2026-11-21"})
    expected = RECORD.replace("topic:", "summary:\n  en: One\n  es: Uno\ntopic:")
    assert made == expected.replace("# The end", "revised: 2026-11-21\n# The end")
    more = edited({("sources", 1, "document"): "c", ("sources", 1, "lines"): "1-2"})
    assert more == RECORD.replace("  # read it\n", '  # read it\n  - {document: c, lines: "1-2"}\n')


def test_what_is_taken_out_leaves_its_remarks() -> None:
    assert edited({("notes", 0, "fr"): None}) == RECORD.replace("    fr: Une note\n", "")
    assert edited({("nothing", "here"): None}) == RECORD
    without = edited({("sources", 0): None})
    assert without == RECORD.replace(
        "sources:\n  - {document: b, section: II, seen: 2026-11-20}  # read it\n", "# read it\n"
    )
    declared = RECORD.replace("sources:", "translations: {fr: missing}  # ask\nsources:")
    assert edited({("translations", "fr"): None}, declared) == RECORD.replace("sources:", "# ask\nsources:")
    assert edited({("sources",): [{"document": "c"}]}) == RECORD.replace(
        "sources:", "# read it\nsources:"
    ).replace("b, section: II, seen: 2026-11-20}  # read it", "c}")


@pytest.mark.parametrize(
    "place", [(), ("date", "x"), ("documents", 3), ("documents", "x"), ("title", 0), ("id", 0)]
)
def test_a_place_that_cannot_be_is_refused(place: yamlfile.Place) -> None:
    with pytest.raises(KeyError):
        edited({place: "x"})


def test_a_text_that_cannot_be_read_cannot_be_edited() -> None:
    with pytest.raises(BadInput):
        edited({("id",): "b"}, "id: [")


def test_changes_are_as_few_as_can_be() -> None:
    before = {"a": {"en": "x", "es": "y"}, "b": [{"c": 1}, 2], "d": [1], "e": 1}
    now = {"a": {"en": "z", "fr": "w"}, "b": [{"c": 3}, 2], "d": [1, 2]}
    assert editing.changes(before, now) == {
        ("a", "es"): None, ("a", "en"): "z", ("a", "fr"): "w", ("b", 0, "c"): 3, ("d",): [1, 2], ("e",): None,
    }  # fmt: skip


def test_new_records_are_in_order() -> None:
    value = {
        "added": dt.date(2026, 11, 20), "sources": [{"seen": "2026-11-20", "document": "b", "lines": "12"}],
        "date": "2011", "title": {"fr": "Un", "en": "One"}, "documents": ["b"], "id": "a", "original": "en",
        "translations": {"es": "missing"},
    }  # fmt: skip
    made = canonical.written(NAME, value, THREE)
    assert made == (
        "id: a\ntitle:\n  en: One\n  fr: Un\ndate: 2011\ndocuments: [b]\noriginal: en\n"
        "translations: {es: missing}\nsources:\n"
        '  - {document: b, lines: "12", seen: 2026-11-20}\nadded: 2026-11-20\n'
    )
    assert fixed(made) == made
    assert dumped({"a": Quoted("b"), "c": Flow({"d": [1]})}) == 'a: "b"\nc: {d: [1]}\n'


# Files and the command


def test_every_file_of_this_site_is_in_order(real: Catalogue) -> None:
    names = files.names(bless.ROOT, real.languages)
    assert len(names) > 1000
    assert "data/map.yaml" not in names
    assert not [name for name in names if name.startswith("data/translations")]
    assert [one.name for one in files.behind(bless.ROOT, names, real.languages)] == []


def test_the_rule_tells_of_the_first_line_that_differs(tree: Tree) -> None:
    root = laid_out(tree)
    assert list(layout.files_are_in_canonical_form(site_of(root))) == []
    name = put_in_disorder(root)
    (found,) = layout.files_are_in_canonical_form(site_of(root))
    assert str(found) == (
        f"{name}:1: from this line on, the file is not laid out as the others are — "
        f"run `cam fix {name}`; it changes no value and no remark"
    )
    assert layout.files_are_in_canonical_form in NOTICES


def site_of(root: Path) -> Site:
    """Return a project as the rules see it."""
    site, problems = live.looked(root)
    assert not problems
    return site


def laid_out(tree: Tree) -> Path:
    """Return a project in order: the miniature."""
    root = tree()
    spoken = files.languages(root)
    for name in files.names(root, spoken):
        (root / name).write_bytes(files.looked(root, name, spoken).after)
    return root


def put_in_disorder(root: Path) -> str:
    """Turn the keys of a record around, with the line ends of Windows; return its name."""
    path = min((root / "data" / "themes").glob("*.yaml"))
    value = yamlfile.read(path, "").value
    path.write_bytes(dumped(dict(reversed(value.items()))).replace("\n", "\r\n").encode())
    return path.relative_to(root).as_posix()


Said = tuple[int, str, str]


@pytest.fixture
def cam(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return a function that runs `cam` in an orderly project: exit code, output, errors."""
    root = laid_out(tree)
    (root / ".cache").mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    cli.main(["--lang", "en", "fix"])
    capsys.readouterr()

    def run(*arguments: str) -> Said:
        code = cli.main(["--lang", "en", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_fix_says_what_it_does_and_does_it_once(cam: Callable[..., Said]) -> None:
    root = Path.cwd()
    assert cam("fix") == (0, "Everything that can be read is in order.\n", "")
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    name = put_in_disorder(root)
    assert cam("fix", "--check") == (1, f"{name}\nOne file would change: run `cam fix`.\n", "")
    assert cam("fix", "--check", name)[0] == 1
    assert (root / name).read_bytes() != before[root / name]
    assert cam("fix") == (0, f"{name}\nOne file was put in order.\n", "")
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert cam("fix", "--check", name) == (0, "Everything that can be read is in order.\n", "")


def test_fix_puts_only_the_named_files_in_order(cam: Callable[..., Said]) -> None:
    name = put_in_disorder(Path.cwd())
    page = Path("docs/en/index.md")
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert cam("fix", "docs/en/index.md") == (0, "docs/en/index.md\nOne file was put in order.\n", "")
    assert b"\r" not in page.read_bytes()
    assert b"\r" in Path(name).read_bytes()
    assert cam("fix", str(Path(name).resolve()), name)[:2] == (0, f"{name}\nOne file was put in order.\n")


def test_fix_leaves_what_cannot_be_read_and_says_so(cam: Callable[..., Said]) -> None:
    name = put_in_disorder(Path.cwd())
    broken = Path("data/themes/zz.yaml")
    broken.write_bytes(b"id: zz\r\ntitle: [\r\n")
    latin = Path("data/themes/latin.yaml")
    latin.write_bytes("id: añ\n".encode("latin-1"))
    code, out, err = cam("fix")
    assert (code, out.splitlines()[0]) == (1, name)
    assert err.splitlines()[0] == (
        "data/themes/latin.yaml:1: this file is not UTF-8 text — save it again with the encoding UTF-8"
    )
    assert err.splitlines()[1].startswith("data/themes/zz.yaml:2: the file cannot be read here")
    assert err.splitlines()[-1] == "These 2 files cannot be read and stay as they are."
    assert broken.read_bytes() == b"id: zz\r\ntitle: [\r\n"
    assert b"\r" not in Path(name).read_bytes()


@pytest.mark.parametrize(
    "given",
    [
        "nothing.yaml",
        "data",
        "data/themes",
        ".",
        "../outside.yaml",
        "mkdocs.yml",
        "data/site.yml",
        "\0",
        "docs/en/\n.md",
    ],
)
def test_fix_refuses_what_is_no_file_of_editors(cam: Callable[..., Said], given: str) -> None:
    Path("../outside.yaml").write_text("b: 1\na: 2\n")
    code, out, err = cam("fix", given)
    assert (code, out) == (2, "")
    shown = given.replace("\0", "\\x00")
    assert err == (
        f"No record, list or page of this project that people write: {shown}. "
        "Name files of data/ (.yaml) or of docs/ (.md).\n"
    )
    assert Path("../outside.yaml").read_text() == "b: 1\na: 2\n"


def test_a_link_out_of_the_project_is_not_followed(cam: Callable[..., Said], tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text("b: 1\na: 2\n")
    link = Path("data/themes/link.yaml")
    link.symlink_to(outside)
    assert cam("fix", "data/themes/link.yaml")[0] == 2
    cam("fix")
    assert outside.read_text() == "b: 1\na: 2\n"


def test_a_damaged_cache_costs_nothing_but_time(tree: Tree) -> None:
    root = laid_out(tree)
    name = put_in_disorder(root)
    names, spoken = files.names(root, THREE), files.languages(root)
    for content in ("", "[]", "{}", '["x", 1]', "null"):
        (root / ".cache").mkdir(exist_ok=True)
        (root / ".cache" / "canonical.json").write_text(content)
        assert [one.name for one in files.behind(root, names, spoken)] == [name]
    assert [one.name for one in files.behind(root, names, spoken)] == [name]
    assert [one.line for one in files.behind(root, [name], spoken)] == [1]


def test_a_remark_knows_what_it_is_about() -> None:
    tree = reading.tree("# head\na:\n  - x  # beside x\n  # end of a\n# above b\nb: 1\n# end\n")
    first, second = tree.root.items
    assert tree.head == ["# head"]
    assert first.value.items[0].beside == "# beside x"
    assert first.value.foot == ["# end of a"]
    assert second.above == ["# above b"]
    assert tree.root.foot == ["# end"]
