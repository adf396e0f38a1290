"""A form for an error: a slip of the pen is put right in its place, a fact needs a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel
from support_forms import ISSUE
from support_issue_forms import NOTE, SITE, dates, filled, read, wrong

from cam.cli import main
from cam.fitting import validate
from cam.issue_forms import slips
from cam.issue_forms.wrong import WrongForm
from cam.messages import translated
from cam.store import Catalogue
from cam.yamlfile import parse


def test_a_slip_of_the_pen_is_put_right_in_place(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "error-es.yml"))
    assert made.record.summary
    assert made.record.summary["en"] == "The committee meets."
    assert "# as in its plan" in made.text
    assert made.record.revised == "2026-11-21"
    assert len(made.record.sources) == 1
    assert "see whether `summary` has to change as well in: Spanish and French" in made.left


def test_the_address_says_in_which_language_the_words_stand(catalogue: Catalogue) -> None:
    form = filled(
        catalogue, "error-en.yml", page=f"{SITE}fr/meetings/session/", wrong="printemps", right="mars", source="https://www.oas.org/note",
    )  # fmt: skip
    assert read(catalogue, form).record.title["fr"] == "Séance de mars"
    assert (
        "no text of the record holds “comittee” in the language of the page"
        in (wrong(catalogue, filled(catalogue, "error-en.yml", page=f"{SITE}fr/meetings/session/"))[0])
    )


NO_SLIPS = [
    ({"wrong": "The comittee", "right": "The Comittee"}, "a capital letter"),
    ({"wrong": "meets", "right": "met"}, "another word"),
    ({"wrong": "comittee meets", "right": "committee meets twice"}, "more words"),
    ({"wrong": "comittee", "right": "comitee"}, "a word that no other text has"),
    ({"wrong": "meets.", "right": "meets 2."}, "a digit"),
    ({"wrong": "Spring", "right": "Autumn"}, "a name"),
]


@pytest.mark.parametrize(("changes", "why"), NO_SLIPS, ids=[why for _, why in NO_SLIPS])
def test_words_that_state_a_fact_need_a_source(
    catalogue: Catalogue, changes: dict[str, str], why: str
) -> None:
    (line,) = wrong(catalogue, filled(catalogue, "error-es.yml", **changes))
    assert line == (
        "form: Fuente: this changes what the text says, not only how it is spelled, and no web address says so — a "
        "source is needed: write its address here, or put it right by hand in data/meetings/session.yaml, with its "
        "source"
    )
    made = read(catalogue, filled(catalogue, "error-es.yml", source=NOTE, **changes))
    assert [(item.address, item.evidence) for item in made.record.sources[1:]] == [
        (ISSUE, "named"),
        (NOTE, "named"),
    ]
    assert any(line.endswith("has to change as well in: Spanish and French") for line in made.left)


@pytest.mark.parametrize(
    ("before", "after", "is_one"),
    [
        ("a migraton law", "a migration law", True),
        ("la migracion", "la migración", False),  # the right word is unknown
        ("en junio", "en julio", False),
        ("was not held", "was now held", False),
        ("the law , the rule", "the law, the rule", True),
        ("2.000 laws", "2,000 laws", False),
        ("16 laws", "17 laws", False),
        ("a law", "a law law", False),
    ],
)
def test_a_slip_of_the_pen_is_narrow(before: str, after: str, is_one: bool) -> None:
    assert slips.is_slip(before, after, {"migration", "junio", "julio", "not", "now"}) is is_one


def test_the_typography_of_a_form_is_mended_and_the_rest_is_left_to_do(catalogue: Catalogue) -> None:
    said = "Police : l'autre..."
    made = read(catalogue, filled(catalogue, "translation-en.yml", language=2, title=said))
    assert made.record.title["fr"] == "Police\u00a0: l’autre…"
    portal = read(catalogue, filled(catalogue, "portal-fr.yml", what='L\'aide "rapide" ; gratuite.'))
    assert portal.record.summary == {"fr": 'L’aide "rapide"\u00a0; gratuite.'}
    (line, *_) = [line for line in portal.left if line.startswith("typography of `summary.fr`: ")]
    assert " — as in «␣bonnes pratiques␣» (␣ is a no-break space" in line
    right = filled(catalogue, "error-es.yml", wrong="meets", right="hears the Chair's report", source=NOTE)
    summary = read(catalogue, right).record.summary
    assert summary
    assert summary["en"] == "The comittee hears the Chair’s report."


def test_a_wrong_address_is_told_at_its_own_heading_only(catalogue: Catalogue) -> None:
    for file in ("meeting-en.yml", "date-es.yml", "portal-fr.yml"):
        (line,) = wrong(catalogue, filled(catalogue, file, source=""), address="javascript:x")
        assert line.startswith("form: --address: “javascript:x” is not a web address")


@pytest.mark.parametrize("language", ["es", "fr"])
def test_what_the_model_finds_is_said_in_the_language_of_the_form(
    catalogue: Catalogue, language: str
) -> None:
    form = filled(catalogue, f"date-{language}.yml", until="2027-04-01")
    with pytest.raises(WrongForm) as found:
        read(catalogue, form, language)
    (problem,) = found.value.problems
    english = ("the end 2027-04-01 lies before the start 2027-04-12", "write the later one second")
    assert (problem.what, problem.remedy) == tuple(translated(text, language) for text in english)
    assert problem.what != english[0]


def test_a_dry_run_of_a_change_shows_the_lines_that_change(
    root: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "issue.md").write_text(filled(catalogue, "error-en.yml"), "utf-8")
    assert main(["form", "issue.md", "--address", ISSUE, "--dry-run"]) == 0
    shown = capsys.readouterr().out.partition("--- data/meetings/session.yaml")[2].splitlines()
    assert shown[1:8] == [
        "+++ data/meetings/session.yaml",
        "@@ -6,5 +6,5 @@",
        "   fr: Séance de printemps",
        " summary:",
        "-  en: The comittee meets.  # as in its plan",
        "+  en: The committee meets.  # as in its plan",
        "   es: La comisión se reúne.",
    ]
    assert "+revised: 2026-11-21" in shown
    assert not {" type: session", " body: cam"} & set(shown), "what stays is not shown"


def test_no_words_of_the_library_reach_an_editor() -> None:
    class Chosen(BaseModel):
        state: Literal["open"]

    _, (problem,) = validate(Chosen, parse("state: shut\n", "f"))
    assert problem.what == "`state` should be a value of another sort, but is a text"
    assert translated(problem.what, "es") == "`state` debería ser un valor de otro tipo, pero es un texto"


def test_a_fact_is_put_right_with_a_source(catalogue: Catalogue) -> None:
    said = {"key": "dates.0.opens", "wrong": "9:30", "right": "10:00"}
    form = filled(catalogue, "error-fr.yml", **said, source="https://www.oas.org/note")
    made = read(catalogue, form)
    assert dates(made) == [("2027-03-01", "10:00", "planned", 1)]
    assert [source.address for source in made.record.sources[1:]] == [ISSUE, "https://www.oas.org/note"]
    assert made.left[-1] == (
        "compare `dates.0.opens` with the source: the record had 09:30; the form calls wrong: “9:30”"
    )
    year = filled(catalogue, "error-fr.yml", page="meetings/held", key="dates.0.start", wrong="2025",
                  right="2025-03", source="https://www.oas.org/note")  # fmt: skip
    assert dates(read(catalogue, year))[0][0] == "2025-03"


ERROR_PROBLEMS: list[tuple[dict[str, Any], str]] = [
    (
        {"right": ""},
        (
            "What is right: nothing says what is right — look at data/meetings/session.yaml and at the "
            "source, and put it "
            "right by hand"
        ),
    ),
    (
        {"key": "dates.0.opens", "right": "10:00"},
        (
            "Source: `dates.0.opens` is a fact, and no web address says so — look for the source, and "
            "put it right by hand in "
            "data/meetings/session.yaml"
        ),
    ),
    (
        {"key": "dates.0.opens", "right": "soon", "source": "https://www.oas.org/note"},
        'What is right: `soon` is not a time — write hours and minutes of a 24-hour day in quotes, e.g. "09:30"',
    ),
    (
        {"key": "body", "right": "nobody", "source": "https://www.oas.org/note"},
        "What is right: `nobody` is not a record of bodies — use one of: cam",
    ),
    (
        {"key": "id", "right": "../../x", "source": "https://www.oas.org/note"},
        "Key: no form changes `id` — look at data/meetings/session.yaml, and put it right by hand",
    ),
    (
        {"key": "sources.0.evidence", "right": "seen"},
        "Key: no form changes `sources.0.evidence` — look at data/meetings/session.yaml, and put it right by hand",
    ),
    (
        {"key": "dates.7.start"},
        (
            "Key: there is no single value at `dates.7.start` — look at data/meetings/session.yaml, "
            "and put it right by hand"
        ),
    ),
    (
        {"key": "dates"},
        "Key: there is no single value at `dates` — look at data/meetings/session.yaml, and put it right by hand",
    ),
    (
        {"wrong": "Q", "right": "T", "page": "meetings/session"},
        "What is wrong: no text of the record holds “Q”",
    ),
    (
        {"wrong": "e", "right": "f"},
        "What is wrong: these words stand in several texts (title, summary) — look at data/meetings/session.yaml",
    ),
    (
        {"wrong": "t", "right": "f", "key": "summary"},
        "What is wrong: these words do not stand exactly once in `summary.en`",
    ),
    ({"right": "comittee"}, "What is right: the record has these words already — nothing has to be changed"),
]


@pytest.mark.parametrize(("changes", "message"), ERROR_PROBLEMS, ids=range(len(ERROR_PROBLEMS)))
def test_what_is_not_plain_is_left_to_an_editor(
    catalogue: Catalogue, changes: dict[str, Any], message: str
) -> None:
    (line,) = wrong(catalogue, filled(catalogue, "error-en.yml", **changes))
    assert line.startswith(f"form: {message}")
