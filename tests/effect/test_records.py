"""What differs between two records, and how it is said."""

from __future__ import annotations

import pytest

from cam.commands.said import Say
from cam.effect import records
from cam.effect.named import Named
from cam.store import Catalogue


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a comittee met", "a committee met", ("a comittee met", "a committee met")),
        ("", "new", ("", "new")),
        (
            "same " * 20 + "old",
            "same " * 20 + "new",
            ("…" + ("same " * 20)[-25:] + "old", "…" + ("same " * 20)[-25:] + "new"),
        ),
    ],
)
def test_only_the_words_that_changed_are_shown(old: str, new: str, expected: tuple[str, str]) -> None:
    assert records.cut(old, new) == expected


def test_a_long_change_is_cut() -> None:
    old, new = records.cut("x" * 500, "y" * 500)
    assert len(old) == len(new) == 91
    assert old.endswith("…")


def test_lists_are_compared_item_by_item() -> None:
    found = list(records.differences({"a": [1, 2, 3]}, {"a": [1, 3]}))
    assert found == [records.Field("a.2", "2", "")]
    assert list(records.differences([1, 2], [2, 1], "a")) == [
        records.Field("a.1", "1", "2"),
        records.Field("a.2", "2", "1"),
    ]
    assert list(records.differences({"a": [1, 1]}, {"a": [1]})) == [records.Field("a.2", "1", "")]


def test_of_a_group_only_what_changed_is_told() -> None:
    """Also where a group came or went beside it, so that the lists are not of the same length."""
    old = {
        "start": "2011-03-23",
        "opens": "09:30",
        "year_inferred": False,
        "status": "planned",
        "sources": [{"a": "b"}],
    }
    new = {
        "start": "2011-04-12",
        "opens": None,
        "year_inferred": False,
        "status": "planned",
        "sources": [{"a": "c"}],
    }
    assert list(records.differences({"dates": [old]}, {"dates": [{**old, "status": "moved"}, new]})) == [
        records.Field("dates.1.status", "planned", "moved"),
        records.Field("dates.2.start", "", "2011-04-12"),
        records.Field("dates.2.status", "", "planned"),
        records.Field("dates.2.sources.1.a", "", "c"),
    ]
    assert next(records.differences([old, new], [new], "dates")) == records.Field(
        "dates.1.start", "2011-03-23", ""
    )
    assert list(records.differences({"a": None, "b": False}, {"a": {}, "b": None})) == []
    assert list(records.differences({"a": None}, {"a": {"fr": "missing"}})) == [
        records.Field("a.fr", "", "missing")
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            records.Field("dates.2.status", "planned", "moved"),
            {
                "en": "Dates 2 › Status: Planned → Other date in a later paper",
                "es": "Fechas 2 › Situación: Prevista → Otra fecha en un documento posterior",
                "fr": "Dates 2 › Statut : Prévue → Autre date dans un document ultérieur",
            },
        ),
        (
            records.Field("dates.1.year_inferred", "False", "True"),
            {
                "en": "Dates 1 › Year inferred: no → yes",
                "es": "Fechas 1 › Año deducido: no → sí",
                "fr": "Dates 1 › Année déduite : non → oui",
            },
        ),
        (
            records.Field("title.fr", "", "Réunion"),
            {
                "en": "Title › French: + Réunion",
                "es": "Título › francés: + Réunion",
                "fr": "Titre › français : + Réunion",
            },
        ),
        (
            records.Field("outcome.xx", "old", ""),
            {"en": "outcome › xx: − old", "es": "outcome › xx: − old", "fr": "outcome › xx : − old"},
        ),
    ],
)
def test_keys_and_codes_are_said_in_words(
    item: records.Field, expected: dict[str, str], real: Catalogue
) -> None:
    for language, said in expected.items():
        named = Named(Say(language), real)
        assert named.said(item, "meetings/workshop").replace("\u00a0", " ") == said
    assert Named(Say("en"), real).said(records.Field("title", "a", "b"), "docs/es/index.md") == "title: a → b"
