"""What differs between two records, and how it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cam.commands.said import Say
from cam.dictionary.fields import fields, pieces
from cam.effect import records
from cam.effect.named import Named
from cam.effect.numbered import Numbered
from cam.model import KINDS
from cam.store import Catalogue

NAMELESS = {
    "apart", "attributes", "by", "has_total", "id", "indicator", "keys", "kind_of_source", "partner", "prefill",
    "proxy", "taken_over",
}  # fmt: skip
"""Keys of records that pages do not name, and few people write: those of the tables of the regional report."""


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
            {
                "en": "What came of it › xx: − old",
                "es": "Resultados › xx: − old",
                "fr": "Suites données › xx : − old",
            },
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


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("replaces.1", ("Replaces 1", "Sustituye a 1", "Remplace 1")),
        ("replaces_partly.1", ("Replaces in part 1", "Sustituye en parte a 1", "Remplace en partie 1")),
        ("replaced_by", ("Replaced by", "Sustituido por", "Remplacé par")),
        ("implements", ("Carries out", "Reglamenta", "Met en œuvre")),
        ("amended_by.2", ("Amended by 2", "Modificado por 2", "Modifié par 2")),
    ],
)
def test_a_law_that_another_names_is_said_by_its_title(
    key: str, expected: tuple[str, str, str], real: Catalogue
) -> None:
    law = next(iter(real.records["laws"].values()))
    for language, name in zip(("en", "es", "fr"), expected, strict=True):
        named = Named(Say(language), real)
        said = named.said(records.Field(key, "", law.id), "laws/x").replace("\u00a0:", ":")
        assert said == f"{name}: + {law.title[language]} ({law.id})"
        assert named.said(records.Field(key, "", "gone"), "laws/x").endswith(": + gone")


def test_a_reference_to_any_kind_is_said_by_its_title(real: Catalogue) -> None:
    law = next(iter(real.records["laws"].values()))
    field = records.Field("see_also.1", f"laws/{law.id}", "")
    assert (
        Named(Say("es"), real).said(field, "laws/x")
        == f"Véase también 1: − {law.title['es']} (laws/{law.id})"
    )


def test_whether_a_law_was_replaced_in_part_is_said_in_words(real: Catalogue) -> None:
    field = records.Field("replaced_partly", "False", "True")
    assert Named(Say("es"), real).said(field, "laws/x") == "Sustituido solo en parte: no → sí"


def test_few_keys_have_no_name(real: Catalogue) -> None:
    names = [Named(Say(language), real) for language in ("en", "es", "fr")]
    keys = {item.name for model in [*KINDS.values(), *pieces()] for item in fields(model)}
    assert {key for key in keys if all(named.name(key) == key for named in names)} == NAMELESS


def test_a_line_of_a_page_is_called_a_line(real: Catalogue) -> None:
    said = {
        language: [
            Named(Say(language), real).said(records.Field(place, "", "a b"), "docs/es/index.md")
            for place in (":24", "")
        ]
        for language in ("en", "es", "fr")
    }
    assert said == {
        "en": ["line 24: + a b", "a line: + a b"],
        "es": ["línea 24: + a b", "una línea: + a b"],
        "fr": ["ligne 24\u00a0: + a b", "une ligne\u00a0: + a b"],
    }


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "Spanish: 1 added, 1,280 changed, 0 gone", "… and 12,800 more"),
        ("es", "Español: 1 añadida, 1280 modificadas, 0 suprimidas", "… y 12\u00a0800 más"),
        ("fr", "Espagnol\u00a0: 1 ajoutée, 1\u00a0280 modifiées, 0 supprimée", "… et 12\u00a0800 de plus"),
    ],
)
def test_numbers_are_those_of_the_site(language: str, one: str, many: str, real: Catalogue) -> None:
    say = Numbered(Say(language), real)
    said = say(
        "diff.pages_of", language=one.partition(":")[0].rstrip("\u00a0"), added=1, changed=1280, gone=0
    )
    assert said == one
    assert say("diff.more", count=12800) == many
    bare = Numbered(Say(language), replace(real, labels={}))
    assert "12800" in bare("diff.more", count=12800)
