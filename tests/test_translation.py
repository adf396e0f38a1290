"""Translation state as data: what the ledger knows, what happens to it, and what there is to translate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cam.checks.structure import pages_have_the_same_links, pages_have_the_same_structure
from cam.commands.said import LANGUAGES
from cam.knowledge import Site
from cam.model.translation import Kept
from cam.prose import Page
from cam.store import Catalogue
from cam.translation.ledger import behind, renewed, written
from cam.translation.state import ORIGINAL
from cam.translation.subject import Piece, Subject, of_pages
from cam.translation.words import changed, fingerprint, plain, print_of
from cam.yamlfile import YamlFile, parse

Tree = Callable[..., Path]


def subject(*texts: tuple[str, str, str], revised: str = "", said: dict[str, str] | None = None) -> Subject:
    """Return a record with a list of texts, each in English (the original), Spanish and French."""
    pieces = [
        Piece(f"notes.{number}", "en", {"en": en, "es": es, "fr": fr})
        for number, (en, es, fr) in enumerate(texts)
    ]
    return Subject("themes", "x", tuple(pieces), revised, said or {})


def late(now: Subject, kept: Kept) -> list[tuple[str, str]]:
    return [(one.piece.place, one.language) for one in behind(now, kept)]


FIRST = subject(("one new day", "un día nuevo", "un jour nouveau"))
KEPT = renewed(FIRST, {})

# what is now -> which languages are outdated
STEPS = {
    "nothing changed": (("one new day", "un día nuevo", "un jour nouveau"), []),
    "only the original": (("two new days", "un día nuevo", "un jour nouveau"), ["es", "fr"]),
    "the original and one translation": (("two new days", "dos días nuevos", "un jour nouveau"), ["fr"]),
    "everything": (("two new days", "dos días nuevos", "deux jours nouveaux"), []),
    "only translations": (("one new day", "un nuevo día", "un nouveau jour"), []),
    "only how lines break": (("one new\n  day", "un día nuevo", "un jour nouveau"), []),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_translation_is_outdated_where_only_its_original_changed(step: str) -> None:
    texts, languages = STEPS[step]
    assert late(subject(texts), KEPT) == [("notes.0", language) for language in languages]


def test_what_stands_in_no_ledger_is_in_step() -> None:
    assert late(subject(("anything", "otra cosa", "autre chose")), {}) == []


def test_typography_makes_no_other_text() -> None:
    assert fingerprint("l'an « 2020–2021 » : fin") == fingerprint("l’an «2020-2021»: fin")
    assert fingerprint("2020-2021") != fingerprint("2020-2022")
    assert fingerprint("No") != fingerprint("no")


def test_the_words_that_changed_are_shown_without_the_text_of_then() -> None:
    (first, second) = behind(subject(("two new days", "un día nuevo", "un jour nouveau")), KEPT)
    assert [(change.shown, change.gone, change.size) for change in first.changes] == [
        ("[two] new days", 1, 1),
        ("two new [days]", 1, 1),
    ]
    assert first.changes == second.changes


def test_the_day_is_that_of_the_revision_and_is_not_guessed() -> None:
    day = renewed(replace(FIRST, revised="2026-01-01"), {})
    texts = ("two new days", "un día nuevo", "un jour nouveau")
    assert [one.since for one in behind(subject(texts, revised="2026-11-20"), day)] == ["2026-11-20"] * 2
    assert [one.since for one in behind(subject(texts, revised="2026-01-01"), day)] == ["", ""]
    assert [one.since for one in behind(subject(texts), day)] == ["", ""]


def test_three_steps_change_refresh_translate() -> None:
    second = subject(("two new days", "dos días nuevos", "un jour nouveau"))
    kept = renewed(second, KEPT)
    assert late(second, kept) == [("notes.0", "fr")]
    assert renewed(second, kept) == kept
    third = subject(("three new days", "dos días nuevos", "un jour nouveau"))
    assert late(third, kept) == [("notes.0", "es"), ("notes.0", "fr")]
    changes = {one.language: one.changes[0].gone for one in behind(third, renewed(third, kept))}
    assert changes == {"es": 1, "fr": 1}
    done = subject(("three new days", "tres días nuevos", "trois jours nouveaux"))
    assert late(done, renewed(third, kept)) == []
    assert renewed(done, renewed(third, kept)) == renewed(done, {})


def test_an_original_that_is_taken_back_is_in_step_again() -> None:
    second = subject(("two new days", "un día nuevo", "un jour nouveau"))
    assert late(FIRST, renewed(second, KEPT)) == []


def test_a_ledger_that_was_not_refreshed_cannot_tell_two_changes_apart() -> None:
    """This is why `cam fix` runs after each merge."""
    both = subject(("two new days", "dos días nuevos", "deux jours nouveaux"))
    then = subject(("three new days", "dos días nuevos", "deux jours nouveaux"))
    assert late(then, KEPT) == []
    assert late(then, renewed(both, KEPT)) == [("notes.0", "es"), ("notes.0", "fr")]


A, B, C = (
    ("first", "primero", "premier"),
    ("second", "segundo", "deuxième"),
    ("third", "tercero", "troisième"),
)
MOVED = {
    "an entry put in before": ([("zero", "cero", "zéro"), A, B, C], []),
    "an entry taken out": ([B, C], []),
    "entries in another order": ([C, A, B], []),
    "taken out, and the next one changed": (
        [("second now", *B[1:]), C],
        [("notes.0", "es"), ("notes.0", "fr")],
    ),
    "put in, and the last one changed": (
        [("zero", "cero", "zéro"), A, B, ("third now", *C[1:])],
        [("notes.3", "es"), ("notes.3", "fr")],
    ),
    "another text with the same translation": ([A, B, C, ("primary", "primero", "premier")], []),
}


@pytest.mark.parametrize("how", MOVED)
def test_a_text_that_moves_takes_its_state_along(how: str) -> None:
    texts, languages = MOVED[how]
    kept = renewed(subject(A, B, C), {})
    assert late(subject(*texts), kept) == languages
    assert late(subject(*texts), renewed(subject(*texts), kept)) == languages


def test_another_language_of_the_original_outdates_nothing() -> None:
    other = Subject("themes", "x", (Piece("notes.0", "es", dict(FIRST.pieces[0].texts)),))
    assert late(other, KEPT) == []


def test_what_a_record_says_itself_is_entered_by_nobody() -> None:
    (groups,) = renewed(replace(FIRST, said={"fr": "outdated"}), {}).values()
    assert [group.translations.keys() for group in groups] == [{"es"}]


def test_somebody_looked_and_it_is_right_as_it_stands() -> None:
    now = subject(("two new days", "un día nuevo", "un jour nouveau"))
    kept = renewed(now, KEPT, "fr")
    assert late(now, kept) == [("notes.0", "es")]


words = st.lists(st.text("abcdé’«»-", min_size=1, max_size=6), max_size=30)


@given(words)
def test_an_unchanged_text_shows_no_change(some: list[str]) -> None:
    assert changed(print_of(" ".join(some)), "  ".join(some)) == []


@given(words, words)
def test_changes_lead_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    changes = changed(print_of(old), new)
    left = len(plain(old).split()) - sum(change.gone for change in changes)
    assert left == len(plain(new).split()) - sum(len(change.now.split()) for change in changes)
    assert all(change.size > 0 for change in changes)


names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
).filter(lambda name: bool(name.strip()) and name.isprintable())


@given(
    st.dictionaries(names | st.sampled_from(["no", "on", "2016", "1e3", "~", "null", "a: b"]), st.just(KEPT))
)
def test_a_ledger_is_read_as_it_was_written(entries: dict[str, Kept]) -> None:
    from cam.model.translation import Ledger

    file = parse(written(entries), "data/translations/pages.yaml")
    assert file.problems == []
    assert Ledger.model_validate(file.value).root == entries


def page(language: str, text: str, path: str = "a.md", **meta: object) -> Page:
    name = f"docs/{language}/{path}"
    return Page(language, path, name, {"title": "T", "description": "D", **meta}, text, 5, YamlFile(name))


def base(**parts: object) -> Catalogue:
    return Catalogue(Path(), vocabulary={"languages": dict.fromkeys(LANGUAGES)}, **parts)  # type: ignore[arg-type]


def site(*pages: Page, **parts: object) -> Site:
    return Site(base(**parts), list(pages), dt.date(2026, 11, 21))


def test_a_page_is_cut_at_its_headings() -> None:
    text = "Intro.\n\n## One\n\nText.\n\n```\n# no heading\n```\n\n## Two\n"
    (found,) = of_pages(base(), [page("en", text), page("fr", text)])
    assert [piece.place for piece in found.pieces] == ["title", "description", "text.0", "text.1", "text.2"]
    assert "# no heading" in found.pieces[3].texts["fr"]


def test_a_page_knows_its_states() -> None:
    first = site(page("en", "One.\n"), page("es", "Uno.\n"), page("fr", "One.\n", untranslated=["fr"]))
    first.pages[0].meta["untranslated"] = ["fr"]
    (before,) = of_pages(first.catalogue, first.pages)
    kept = {"pages": {"a.md": renewed(before, {})}}
    now = site(page("en", "Two.\n", untranslated=["fr"]), *first.pages[1:], ledgers=kept)
    found = {language: here.state for language, here in now.translated["a.md"].items()}
    assert found == {"en": ORIGINAL, "es": "outdated", "fr": "missing"}
    assert now.standing("docs/es/a.md", "es") is now.translated["a.md"]["es"]
    assert now.standing("docs/es/themes/x.md", "es") is None


DIFFERENT = [
    ("## A\n", "### A\n", "here a heading ###, there a heading ## (line 5)"),
    ("- a\n- b\n", "- a\n", "here the end, there an entry of a list (line 6)"),
    ("| a | b |\n", "| a |\n", "here a table row of 1 cells, there a table row of 2 cells (line 5)"),
    (
        '{{ cam_list("a") }}\n',
        '{{ cam_list("b") }}\n',
        'here {{ cam_list("b") }}, there {{ cam_list("a") }} (line 5)',
    ),
]
ALIKE = [
    ('{{ cam_list("a") }}\n', "{{cam_list('a')}}\n"),
    ("In\n2026. That.\n", "En 2026.\nEso.\n"),
    ("In\n2026. That.\n", "En eso.\n2026. Sí.\n"),
    ("```\n# a\n- b\n```\n", "```\n| c |\n```\n"),
    ("1. a\n2. b\n", "- a\n- b\n"),
]


@pytest.mark.parametrize(("en", "es", "said"), DIFFERENT)
def test_the_first_difference_in_structure_is_named(en: str, es: str, said: str) -> None:
    (problem,) = pages_have_the_same_structure(site(page("en", en), page("es", es)))
    assert problem.what == f"the structure differs from docs/en/a.md: {said}"
    assert (problem.file, problem.line) == ("docs/es/a.md", 5)


@pytest.mark.parametrize(("en", "es"), ALIKE)
def test_what_only_looks_different_is_no_difference(en: str, es: str) -> None:
    assert list(pages_have_the_same_structure(site(page("en", en), page("es", es)))) == []


LINKS = [
    ("[a](x.md) [b](y.md)", "[b](y.md#z) [a](x.md)", ""),
    ("[a](https://a.org/en)", "[a](https://a.org/es)", ""),
    ("![a](a-en.png)", "![a](a-es.png)", ""),
    ("[a](#one)", "[a](#uno) [b](#dos)", ""),
    ("[a](x.md)", "[a](y.md)", "here is one link more to `y/` than in docs/en/a.md"),
    ("[a](x.md)", "a", "a link is missing: docs/en/a.md has one more to `x/` (its last on line 5)"),
    (
        "[a](tel:1)",
        "a",
        "a link is missing: docs/en/a.md has one more to an address outside (its last on line 5)",
    ),
]


@pytest.mark.parametrize(("en", "es", "said"), LINKS)
def test_links_lead_to_the_same_pages(en: str, es: str, said: str) -> None:
    found = pages_have_the_same_links(site(page("en", en + "\n"), page("es", es + "\n")))
    assert [problem.what for problem in found] == ([said] if said else [])
