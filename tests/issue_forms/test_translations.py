"""A form for a translation: what is still missing is said."""

from __future__ import annotations

from typing import Any

import pytest
from support_issue_forms import filled, read, wrong

from cam.store import Catalogue


def test_a_translation_is_missing_no_more_when_every_text_is_there(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "translation-en.yml"))
    assert made.record.title == {"en": "Federal Police", "es": "Policía Federal"}
    assert made.record.unknown == [{"en": "Its hours.", "es": "Su horario."}]
    assert made.record.translations == {"fr": "missing"}
    assert made.record.revised is None, "a translation changes nothing of substance"


def test_a_part_of_a_translation_says_what_is_still_missing(catalogue: Catalogue) -> None:
    made = read(
        catalogue, filled(catalogue, "translation-en.yml", language=2, key="", words="", title="Police")
    )
    assert made.record.translations == {"es": "missing", "fr": "missing"}
    assert made.left[0] == "French is still missing in: unknown.0"


TRANSLATION_PROBLEMS: list[tuple[dict[str, Any], str]] = [
    (
        {"language": 0},
        (
            "Language of the translation: the record is written in that language — choose the language "
            "of the translation, or "
            "use the form for an error"
        ),
    ),
    (
        {"key": "dates.0"},
        (
            "Words of another text: portals/br-pf has no text at `dates.0` — write the key of a text "
            "as in its file, e.g. "
            "summary or agenda.0.title"
        ),
    ),
    ({"key": ""}, "Key: nothing says which text these words are — write its key, e.g. agenda.0.title"),
    (
        {"words": ""},
        "Words of another text: there are no words — ask for the translation, and write it there",
    ),
    (
        {"key": "../../etc"},
        "Key: “../../etc” is not a key — write it as in the file of the record, e.g. dates.0.start, or leave it empty",
    ),
    (
        {"title": "", "summary": "", "key": "", "words": ""},
        "Title: there are no words — ask for the translation, and write it there",
    ),
    (
        {"page": "about"},
        (
            "Address of the page: this is a page of running text — open docs/en/about/index.md, look "
            "at what the form says, "
            "and change it by hand"
        ),
    ),
]


@pytest.mark.parametrize(("changes", "message"), TRANSLATION_PROBLEMS, ids=range(len(TRANSLATION_PROBLEMS)))
def test_a_translation_that_cannot_be_used_is_a_problem(
    catalogue: Catalogue, changes: dict[str, Any], message: str
) -> None:
    assert f"form: {message}" in wrong(catalogue, filled(catalogue, "translation-en.yml", **changes))


def test_a_member_is_translated_at_its_institution(catalogue: Catalogue) -> None:
    form = filled(
        catalogue, "translation-en.yml", page="members/mx-inm", language=0, summary="", key="", words=""
    )
    assert "members/mx-inm has no text at `title`" in wrong(catalogue, form)[0]
