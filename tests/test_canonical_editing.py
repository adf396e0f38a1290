"""Values set at places of a file, and new records: everything else stays as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from support_canonical import NAME, RECORD, THREE, fixed

from cam import canonical, yamlfile
from cam.canonical import editing
from cam.problems import BadInput
from cam.yamlwriter import Flow, Quoted, dumped


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
