"""The canonical form: one order of keys, no remark lost, no value changed; and what cannot be put in order."""

from __future__ import annotations

import pytest
from support_canonical import NAME, RECORD, THREE, fixed, problem

from cam import canonical
from cam.canonical import reading, shapes
from cam.model import KINDS, Record
from cam.store import Catalogue

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


# Files and the command


def test_a_remark_knows_what_it_is_about() -> None:
    tree = reading.tree("# head\na:\n  - x  # beside x\n  # end of a\n# above b\nb: 1\n# end\n")
    first, second = tree.root.items
    assert tree.head == ["# head"]
    assert first.value.items[0].beside == "# beside x"
    assert first.value.foot == ["# end of a"]
    assert second.above == ["# above b"]
    assert tree.root.foot == ["# end"]
