"""A form that was filled in in another language than its own: it is told, never refused, and never in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_issue_forms import filled, read

from cam.commands.said import LANGUAGES
from cam.store import Catalogue
from cam.terminology import tongue
from cam.terminology.texts import of_records
from cam.yamlfile import plain

PORTAL = {
    "en": ("Help desk for migrants", "It tells migrants how to renew a permit, and which offices are open."),
    "es": ("Oficina de atención a migrantes", "Informa a los migrantes de cómo renovar un permiso en el consulado."),
    "fr": ("Guichet d’aide aux migrants", "Il indique aux migrants comment renouveler un permis au consulat."),
    "pt": ("Balcão do migrante", "Informa os migrantes sobre como renovar uma autorização e onde fazê-lo."),
}  # fmt: skip


def portal(found: Catalogue, form: str, said: str, **changes: str) -> list[str]:
    """Return what is left to do of a portal form in a language that is filled in in another."""
    title, what = PORTAL[said]
    answers = {"title": title, "what": what} | changes
    return list(read(found, filled(found, f"portal-{form}.yml", **answers)).left)


# What a text is in.


def test_no_text_of_the_knowledge_base_is_taken_for_another_language(real: Catalogue) -> None:
    passages = list(of_records(real))
    assert len(passages) > 9000
    wrong = [(one.file.name, one.place) for one in passages if tongue.other(one.text, one.language)]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_text_under_another_language_is_recognized(language: str, real: Catalogue) -> None:
    long = [one for one in of_records(real) if one.language == language and len(one.text.split()) > 20]
    for under in {"en", "es", "fr"} - {language}:
        found = [tongue.other(one.text, under) for one in long]
        assert set(found) <= {language, ""}
        # Spanish and French share many small words; the others do not.
        assert found.count(language) > len(long) * (0.5 if "en" not in (language, under) else 0.99)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("Guichet des migrants", "en"),
        ("De la que en", "de"),  # a language that has no list
        ("“Le guichet des migrants et des réfugiés de la ville” helps.", "en"),  # between quotes
        ("Le Guichet des migrants et de la famille: the office of the city for those who have no permit.", "en"),
    ],
)  # fmt: skip
def test_in_doubt_nothing_is_said(text: str, language: str) -> None:
    assert tongue.other(text, language) == ""


def test_the_lists_hold_small_words_alone() -> None:
    lists = plain(Path(tongue.__file__).with_name("common_words.yaml"))
    assert set(lists) >= {"en", "es", "fr", "pt"}
    for language, listed in lists.items():
        assert all(isinstance(word, str) for word in listed), "`no`, `on` and `y` are words"
        assert len(listed) == len(set(listed)) >= 30
        assert all(word == word.lower() and word.isalpha() for word in listed), language


# What is told of a form.

HEADING = {
    "en": "What it is, and for whom",
    "es": "Qué es y para quién",
    "fr": "De quoi il s’agit, et à qui il s’adresse",
}


def test_french_answers_in_an_english_form_are_told(catalogue: Catalogue) -> None:
    title, what = PORTAL["fr"]
    form = filled(catalogue, "portal-en.yml", title=title, what=what)
    told = {language: read(catalogue, form, language).left for language in LANGUAGES}
    assert (
        "see whether the text is in French, not in English (What it is, and for whom): it stands under `en`; "
        "if so, move it to `fr`, and let `original` and `translations` say the same"
    ) in told["en"]
    assert (
        "ver si el texto está en francés y no en inglés (What it is, and for whom): figura en `en`; "
        "si es así, pasarlo a `fr` y ajustar `original` y `translations`"
    ) in told["es"]
    assert (
        "vérifier si le texte est en français et non en anglais (What it is, and for whom)\u00a0: il figure sous `en`"
        "\u00a0; si c’est le cas, le déplacer sous `fr` et adapter `original` et `translations`"
    ) in told["fr"]
    assert read(catalogue, form).record.original == "en", "nothing is changed: a person decides"


@pytest.mark.parametrize("form", LANGUAGES)
@pytest.mark.parametrize("said", PORTAL)
def test_every_language_is_told_in_every_other_and_never_in_its_own(
    form: str,
    said: str,
    catalogue: Catalogue,
) -> None:
    told = [line for line in portal(catalogue, form, said) if line.startswith("see whether the text is in")]
    assert len(told) == (form != said)
    assert all(HEADING[form] in line for line in told)


def test_a_language_that_the_site_has_not_is_to_be_translated(catalogue: Catalogue) -> None:
    (told,) = [line for line in portal(catalogue, "es", "pt") if "Portuguese" in line]
    assert told == (
        "see whether the text is in Portuguese, not in Spanish (Qué es y para quién): it stands under `es`; "
        "if so, translate it"
    )


def test_a_title_says_more_together_with_the_text_below_it(catalogue: Catalogue) -> None:
    title, what = "Le guichet des migrants", "Il renouvelle des permis au consulat."
    assert tongue.other(title, "en") == tongue.other(what, "en") == ""
    told = portal(catalogue, "en", "fr", title=title, what=what)
    assert any(
        "in French, not in English (Official name and What it is, and for whom)" in line for line in told
    )


def test_a_name_in_another_language_is_not_told(catalogue: Catalogue) -> None:
    told = portal(catalogue, "en", "en", title="Oficina de atención a migrantes")
    assert not [line for line in told if line.startswith("see whether the text is in")]


def test_a_translation_in_the_wrong_language_is_told(catalogue: Catalogue) -> None:
    form = filled(catalogue, "translation-en.yml", title="Police fédérale", summary=PORTAL["fr"][1])
    assert any(
        line.startswith("see whether the text is in French, not in Spanish")
        and "it stands under `es`" in line
        for line in read(catalogue, form).left
    )
