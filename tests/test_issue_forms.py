"""The forms for those who do not edit: portals, meetings, new dates, translations, errors; no form does harm."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import bless
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from test_forms import ALL, ISSUE, NASTY, REFUSED, SAFE_BUT_ODD, fields, lay_out, rendered
from test_forms import filled as filled_cooperation

from cam import checks, pages
from cam.cli import main
from cam.commands.said import LANGUAGES, Say
from cam.fitting import validate
from cam.frame import place_of
from cam.issue_forms import intake, links, questions, slips, templates, writing
from cam.issue_forms.comment import comment
from cam.issue_forms.drafts import Draft
from cam.issue_forms.wrong import WrongForm
from cam.loading import load
from cam.messages import translated
from cam.model.directory import Portal
from cam.model.records import Meeting
from cam.store import Catalogue
from cam.terminology.typography import mended
from cam.views.reader import Reader
from cam.yamlfile import parse

TODAY = dt.date(2026, 11, 21)
SITE = "https://cam-knowledge-base.github.io/site/"
SOURCE = "original: en\nsources: [{evidence: recalled}]\nadded: 2026-11-20\n"
FILES = {
    "data/bodies/cam.yaml": (
        "id: cam\ntitle: {en: Committee, es: Comisión, fr: Commission}\ntype: committee\n" + SOURCE
    ),
    "data/meetings/session.yaml": (
        "# The session in spring\n"
        "id: session\n"
        "title:\n"
        "  en: Spring session\n"
        "  es: Sesión de primavera\n"
        "  fr: Séance de printemps\n"
        "summary:\n"
        "  en: The comittee meets.  # as in its plan\n"
        "  es: La comisión se reúne.\n"
        "  fr: La commission se réunit.\n"
        "type: session\n"
        "body: cam\n"
        "dates:\n"
        "  # the plan says March\n"
        "  - start: 2027-03-01\n"
        '    opens: "09:30"\n'
        "    place: {en: Bolívar Room, es: Salón Bolívar, fr: Salle Bolívar}\n"
        "    status: planned\n"
        "    sources: [{evidence: recalled}]\n" + SOURCE
    ),
    "data/meetings/held.yaml": (
        "id: held\ntitle: {en: Held, es: Celebrada, fr: Tenue}\ntype: session\nbody: cam\n"
        "dates: [{start: 2025, status: held, sources: [{evidence: recalled}]}]\n" + SOURCE
    ),
    "data/portals/br-pf.yaml": (
        "id: br-pf\ntitle:\n  en: Federal Police\nsummary:\n  en: It registers migrants.\n"
        "type: migration_authority\nscope: national\nlanguages: [pt]\n"
        "translations: {es: missing, fr: missing}\nunknown:\n  - en: Its hours.\n" + SOURCE
    ),
}


def laid_out(root: Path) -> Path:
    found = lay_out(root, FILES)
    pages_ = {f"docs/{language}/about/index.md" for language in LANGUAGES}
    for name in pages_:
        bless.write(found / name, "---\ntitle: x\ndescription: x\n---\n\nText.\n")
    return found


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    found, problems = load(laid_out(tmp_path_factory.mktemp("issue-forms")))
    assert [*problems, *checks.run(found)] == []
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = laid_out(tmp_path)
    monkeypatch.chdir(found)
    monkeypatch.setenv("CAM_TODAY", TODAY.isoformat())
    return found


EVERY = [f"{name}-{language}.yml" for name in questions.DESIGNS for language in LANGUAGES]
OWN = [file for file in EVERY if file not in ALL]

SOUND: dict[str, dict[str, Any]] = {
    "portal": {
        "title": "Direção de Migrações", "acronym": "DM", "web": "https://www.example.gov.br/dm",
        "what": "Gives visas.",
        "type": 0, "scope": 0, "states": [0, 1], "languages": [0, 3], "services": [0], "themes": [0],
        "source": "https://www.example.gov.br/decree",
    },
    "meeting": {
        "title": "Autumn session", "what": "It is to speak of return.", "type": 2, "body": 0, "from": "2027-09-14",
        "until": "2027-09-15", "opens": "9:30", "closes": "17:00", "place": "Salón Bolívar", "status": 0,
        "themes": [1], "source": "https://www.oas.org/calendar",
    },
    "date": {
        "page": f"{SITE}meetings/session/", "change": 0, "from": "2027-04-12", "opens": "10:00",
        "source": "https://www.oas.org/note",
    },
    "translation": {
        "page": f"{SITE}portals/br-pf/", "language": 1, "title": "Policía Federal", "summary": "Registra migrantes.",
        "key": "unknown.0", "words": "Su horario.",
    },
    "error": {"page": f"{SITE}meetings/session/", "wrong": "comittee", "right": "committee"},
}  # fmt: skip
"""What each form is answered, whatever its language; of choices the number."""


def filled(catalogue: Catalogue, file: str, **changes: Any) -> str:
    """Return an issue that is as it should be, apart from some answers."""
    name = file[:-7]
    if name not in SOUND:
        return filled_cooperation(catalogue, file, **changes)
    asked = fields(catalogue, file)
    assert set(changes) <= set(asked)
    said = {**SOUND[name], **changes}
    answers: dict[str, Any] = {}
    for question, value in said.items():
        options = asked[question]["attributes"].get("options", [])
        numbers = value if isinstance(value, list) else [value]
        chosen = [options[number] if isinstance(number, int) else number for number in numbers]
        answers[question] = chosen if isinstance(value, list) else chosen[0]
    if "consent" in asked:
        answers.setdefault("consent", [asked["consent"]["attributes"]["options"][0]["label"]])
    return rendered(asked, answers)


def read(catalogue: Catalogue, text: str | bytes, language: str = "en", **options: Any) -> Draft:
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    day = options.pop("today", TODAY)
    return intake.draft(catalogue, content, day, lambda _: Say(language), **{"address": ISSUE, **options})


def wrong(catalogue: Catalogue, text: str, **options: Any) -> list[str]:
    with pytest.raises(WrongForm) as found:
        read(catalogue, text, **options)
    return list(found.value.lines)


# New records


def test_a_portal_is_made_of_its_form(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "portal-es.yml"))
    assert made.name == "data/portals/direcao-de-migracoes.yaml"
    record = made.record
    assert isinstance(record, Portal)
    assert (record.title, record.original) == ({"es": "Direção de Migrações"}, "es")
    assert record.address == "https://www.example.gov.br/dm"
    assert (record.address_evidence, record.acronym) == ("weak", "DM")
    assert record.unsure == ["acronym", "languages", "services"]
    assert record.translations == {"en": "missing", "fr": "missing"}
    assert [(item.address, item.evidence) for item in record.sources] == [
        (ISSUE, "named"),
        ("https://www.example.gov.br/decree", "named"),
    ]
    assert made.left == (
        "translate title and summary into en and fr, and take `translations` away",
        (
            "open the source that the form names, https://www.example.gov.br/decree; then write who publishes it, "
            "and `evidence: seen`"
        ),
        (
            "open the portal; where it answers, write `address_evidence: strong`, and take out of `unsure` what it "
            "confirms"
        ),
    )


def test_what_a_form_does_not_say_is_unknown_in_every_language(catalogue: Catalogue) -> None:
    portal = read(catalogue, filled(catalogue, "portal-en.yml", services=None)).record
    assert portal.unknown == [
        {"en": "What the portal offers.", "es": "Qué ofrece el portal.", "fr": "Ce que propose le portail."}
    ]
    meeting = read(catalogue, filled(catalogue, "meeting-en.yml", opens="", closes="", place="")).record
    assert [text["en"] for text in meeting.unknown] == [
        "The hours of the meeting.",
        "The place of the meeting.",
    ]


def test_a_meeting_is_made_of_its_form(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "meeting-fr.yml"))
    assert made.name == "data/meetings/cam-2027-09-14.yaml"
    record = made.record
    assert isinstance(record, Meeting)
    (date,) = record.dates
    assert (date.start, date.end, date.opens, date.closes) == ("2027-09-14", "2027-09-15", "09:30", "17:00")
    # A place in which a meeting was held before is known in every language.
    other = read(catalogue, filled(catalogue, "meeting-es.yml")).record
    assert isinstance(other, Meeting)
    assert other.dates[0].place == {"en": "Bolívar Room", "es": "Salón Bolívar", "fr": "Salle Bolívar"}
    assert date.place == {"fr": "Salón Bolívar"}
    assert (date.status, record.body, record.type) == ("planned", "cam", "session")
    assert [source.address for source in date.sources] == [ISSUE, "https://www.oas.org/calendar"]
    assert record.sources == date.sources


def test_a_second_meeting_of_the_day_gets_a_number(root: Path, catalogue: Catalogue) -> None:
    (root / "issue.md").write_text(filled(catalogue, "meeting-en.yml"), "utf-8")
    assert main(["form", "issue.md", "--address", ISSUE]) == 0
    (root / "issue.md").write_text(filled(catalogue, "meeting-es.yml"), "utf-8")
    assert main(["form", "issue.md", "--address", ISSUE]) == 0
    assert (root / "data/meetings/cam-2027-09-14-2.yaml").is_file()
    assert main(["check"]) == 0


# Another date


def dates(made: Draft) -> list[tuple[Any, ...]]:
    assert isinstance(made.record, Meeting)
    return [(date.start, date.opens, date.status, len(date.sources)) for date in made.record.dates]


def test_a_new_date_leaves_the_former_one_on_record(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "date-en.yml"))
    assert dates(made) == [("2027-03-01", "09:30", "moved", 1), ("2027-04-12", "10:00", "planned", 2)]
    assert made.record.revised == "2026-11-21"
    assert [source.address for source in made.record.sources[1:]] == [ISSUE, "https://www.oas.org/note"]
    for remark in ("# The session in spring", "# as in its plan", "# the plan says March"):
        assert remark in made.text
    assert made.before == (catalogue.root / "data/meetings/session.yaml").read_text("utf-8")


def test_a_cancelled_date_stays_and_says_so(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "date-fr.yml", change=2, **{"from": "", "opens": ""}))
    assert dates(made) == [("2027-03-01", "09:30", "cancelled", 3)]


@pytest.mark.parametrize(("change", "status"), [(1, "moved"), (3, "held")])
def test_a_date_without_successor_or_that_was_held(catalogue: Catalogue, change: int, status: str) -> None:
    form = filled(catalogue, "date-es.yml", change=change, opens="", **{"from": "2027-03-01"})
    made = read(catalogue, form, today=TODAY.replace(year=2028))  # nothing was held on a day to come
    assert dates(made) == [("2027-03-01", "09:30", status, 3)]


def test_only_the_hours_may_change(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "date-en.yml", opens="14:00", **{"from": ""}))
    assert dates(made)[1] == ("2027-03-01", "14:00", "planned", 2)


def test_a_new_place_is_known_in_every_language_or_left_to_an_editor(catalogue: Catalogue) -> None:
    known = read(catalogue, filled(catalogue, "date-es.yml", place="Salón Bolívar"))
    assert isinstance(known.record, Meeting)
    assert known.record.dates[1].place == {"en": "Bolívar Room", "es": "Salón Bolívar", "fr": "Salle Bolívar"}
    new = read(catalogue, filled(catalogue, "date-es.yml", place="Salón Rubén Darío"))
    assert isinstance(new.record, Meeting)
    assert new.record.dates[1].place is None
    assert "add the place in every language: “Salón Rubén Darío”" in new.left


@pytest.mark.parametrize(
    "said", ["session", "meetings/session", "/es/meetings/session/", f"{SITE}fr/meetings/session/index.html"]
)
def test_a_meeting_is_found_by_address_or_id(catalogue: Catalogue, said: str) -> None:
    assert read(catalogue, filled(catalogue, "date-en.yml", page=said)).record.id == "session"


DATE_PROBLEMS: list[tuple[dict[str, Any], str]] = [
    (
        {"from": "", "opens": ""},
        (
            "New day, or new first day: nothing says which is the new date — ask for the day or the hours, "
            "and write them there"
        ),
    ),
    (
        {"from": "2027-03-01", "opens": "09:30"},
        "New day, or new first day: the record gives that date already (2027-03-01) — nothing has to be changed",
    ),
    (
        {"page": "held"},
        (
            "What has changed: the record says that the meeting was held (2025) — look at both "
            "sources; a difference between "
            "them is a record in data/discrepancies/"
        ),
    ),
    (
        {"change": 2},
        (
            "New day, or new first day: the record has the meeting on 2027-03-01 — write that date, or "
            "none; a new date is "
            "another change"
        ),
    ),
    (
        {"page": "held", "change": 3, "from": ""},
        "What has changed: the record says that already (date 2025) — nothing has to be changed",
    ),
    (
        {"page": "held", "change": 2, "from": ""},
        (
            "What has changed: the record says `held` of the date 2025 — look at both sources; a "
            "difference between them is a "
            "record in data/discrepancies/"
        ),
    ),
    (
        {"opens": "half nine"},
        "Begins at: “half nine” is not a time — write hours and minutes of a 24-hour day, as in 09:30",
    ),
    (
        {"until": "2027-04-01"},
        "Last day: the end 2027-04-01 lies before the start 2027-04-12 — write the later one second",
    ),
    (
        {"page": "sesion"},
        "Which meeting: “sesion” is no record of this site — write the address of its page, or look at what is meant",
    ),
    (
        {"page": "meetings/sesion"},
        ("Which meeting: “meetings/sesion” is no record of this site — did you mean meetings/session?"),
    ),
    (
        {"page": "portals/br-pf"},
        "Which meeting: portals/br-pf is a record of another kind — write the address of the page of the meeting",
    ),
]


@pytest.mark.parametrize(("changes", "message"), DATE_PROBLEMS, ids=range(len(DATE_PROBLEMS)))
def test_a_date_that_cannot_be_changed_is_a_problem(
    catalogue: Catalogue, changes: dict[str, Any], message: str
) -> None:
    assert wrong(catalogue, filled(catalogue, "date-en.yml", **changes)) == [f"form: {message}"]


def test_a_date_without_origin_is_not_taken(catalogue: Catalogue) -> None:
    lines = wrong(catalogue, filled(catalogue, "date-en.yml", source=""), address=None)
    assert lines[-1].startswith("form: --address: nothing says where this comes from")


def test_no_id_is_given_to_what_is_changed(catalogue: Catalogue) -> None:
    assert wrong(catalogue, filled(catalogue, "date-en.yml"), identity="x") == [
        "form: --id: this form changes a record and makes no new one — leave --id out"
    ]


# Translations


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


# Errors


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


NOTE = "https://www.oas.org/note"
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
    assert " — as in «\u00a0bonnes pratiques\u00a0»" in line
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


# The command


@pytest.mark.parametrize("file", OWN)
def test_every_form_comes_through_the_command(
    root: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    """In the language of the form; a dry run writes nothing; what is written passes the check and is shown."""
    language, say = file[-6:-4], Say(file[-6:-4])
    (root / "issue.md").write_bytes(filled(catalogue, file).replace("\n", "\r\n").encode())
    before = content(root)
    assert main(["form", "issue.md", "--address", ISSUE, "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert content(root) == before
    assert main(["form", "issue.md", "--address", ISSUE, "--comment", "comment.md"]) == 0
    wet = capsys.readouterr().out
    (name,) = changed = sorted(set(content(root).items()) - set(before.items()) - {("comment.md", None)})
    assert len(changed) == 1
    assert name[0].startswith("data/")
    done, would = ("made", "would_be_made") if name[0] not in before else ("changed", "would_be_changed")
    assert wet.startswith(say(f"form.{done}", file=name[0]) + "\n" + say("form.left"))
    assert dry.startswith(say(f"form.{would}", file=name[0]))
    assert (root / "comment.md").read_text("utf-8").startswith(say("form.comment_done") + "\n\n```text\n")
    assert main(["check"]) == 0
    found, problems = load(root)
    assert problems == []
    made = dict(pages.pages(found, place_of(found)))
    assert f"{language}/{name[0].removeprefix('data/').removesuffix('.yaml')}.md" in made


def content(root: Path) -> dict[str, bytes | None]:
    """Return what every file of a project holds, but for the caches; of the comment only that it is there."""
    return {
        path.relative_to(root).as_posix(): None if path.name == "comment.md" else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "formulaire\u00a0: Ce qui a changé\u00a0: il n’y a pas de réponse — demandez-en une"),
        (["--lang", "es"], "formulario: Ce qui a changé: no hay respuesta — pídala"),
    ],
)
def test_problems_are_said_in_the_language_asked_for_else_in_that_of_the_form(
    root: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (root / "issue.md").write_text(filled(catalogue, "date-fr.yml", change=None), "utf-8")
    assert main([*arguments, "form", "issue.md", "--address", ISSUE, "--comment", "comment.md"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(said)
    say = Say(arguments[-1] if arguments else "fr")
    assert err.endswith(f"{say('form.problems', count=1)}\n{say('cam.nothing_written')}\n")
    assert (root / "comment.md").read_text("utf-8").startswith(say("form.comment_wrong"))


def test_a_record_that_changed_meanwhile_stays(root: Path) -> None:
    catalogue, _ = load(root)
    made = read(catalogue, filled(catalogue, "date-en.yml"))
    made.path.write_text("mine", "utf-8")
    with pytest.raises(WrongForm, match=r"session\.yaml has changed in the meantime — run the command again"):
        writing.write(made)
    assert made.path.read_text("utf-8") == "mine"


def test_every_message_has_the_same_places_in_every_language_and_no_word_is_unused() -> None:
    words = yaml.safe_load((bless.ROOT / "hooks/cam/commands/words/form.yaml").read_text("utf-8"))
    code = "".join(
        path.read_text("utf-8")
        for path in [
            *(bless.ROOT / "hooks/cam/issue_forms").glob("*.py"),
            bless.ROOT / "hooks/cam/commands/form.py",
        ]
    )
    for key, entry in words.items():
        assert set(entry) == set(LANGUAGES), key
        places = [set(re.findall(r"\{(\w+)\}", str(text))) for text in entry.values()]
        assert places[0] == places[1] == places[2], key
        stem = re.sub(r"^(left_|would_be_)|_(what|do)$", "", key)
        said = (f'"{stem}"', f'"{key.removeprefix("markup_")}"', f'"form.{key}"')
        assert key == "about" or any(name in code for name in said), f"{key} is said nowhere"


# The ways to the forms


@pytest.mark.parametrize(
    ("language", "form"), [("en", "error-en.yml"), ("es", "error-es.yml"), ("fr", "error-fr.yml")]
)
def test_a_page_leads_to_the_form_in_its_language_with_its_address(
    catalogue: Catalogue, language: str, form: str
) -> None:
    reader = Reader(catalogue, language, "meetings/session/")
    address = links.report_address(
        reader, "https://forge.example.org/a", f"{SITE}x/?a=1&b", "meetings/session"
    )
    assert address == (
        f"https://forge.example.org/a/issues/new?template={form}&title=%5Bmeetings%2Fsession%5D+"
        "&page=https%3A%2F%2Fcam-knowledge-base.github.io%2Fsite%2Fx%2F%3Fa%3D1%26b"
    )


def test_the_forms_for_everybody_are_listed_in_each_language(catalogue: Catalogue) -> None:
    cards, others = links.ways_in(Reader(catalogue, "es", ""), "https://forge.example.org", links.EDITING)
    assert [card.anchor.href.rpartition("=")[2] for card in cards.cards] == [
        f"{name}-es.yml" for name in ("error", "portal", "meeting", "date", "translation")
    ]
    assert len(others.rows) == 2


def test_the_prefilled_answers_are_fields_of_the_form(real: Catalogue) -> None:
    body = yaml.safe_load(templates.templates(real)["error-fr.yml"])["body"]
    assert "page" in [element.get("id") for element in body]


# Hostile forms


@pytest.mark.parametrize("said", SAFE_BUT_ODD)
@pytest.mark.parametrize(("file", "field"), [
    ("portal-en.yml", "what"), ("meeting-es.yml", "title"), ("translation-fr.yml", "summary"),
    ("error-en.yml", "right"),
])  # fmt: skip
def test_a_text_is_only_ever_a_text(catalogue: Catalogue, file: str, field: str, said: str) -> None:
    source = {"source": NOTE} if file.startswith("error") else {}
    made = read(catalogue, filled(catalogue, file, **{field: said}, **source))
    again = parse(made.text, "x")
    assert again.problems == []
    expected = mended(
        " ".join(said.split()), {"error-en.yml": "en", "translation-fr.yml": "es"}.get(file, file[-6:-4])
    )
    texts = [text for _, text in catalogue_texts(made) if expected in " ".join(text.split(" "))]
    assert texts, "the words stand there as they were written"


def catalogue_texts(made: Draft) -> list[tuple[Any, str]]:
    return [(place, value) for place, value in made.catalogue.inside(made.record) if isinstance(value, str)]


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize(("file", "field"), [
    ("portal-en.yml", "title"), ("portal-fr.yml", "acronym"), ("meeting-es.yml", "place"), ("date-en.yml", "place"),
    ("translation-fr.yml", "words"), ("error-en.yml", "right"), ("error-en.yml", "wrong"), ("date-fr.yml", "page"),
    ("portal-en.yml", "web"), ("error-en.yml", "key"),
])  # fmt: skip
def test_hostile_text_is_refused_and_shown_safely(
    catalogue: Catalogue, file: str, field: str, what: str
) -> None:
    if what == "an address" and (file, field) in (("portal-fr.yml", "acronym"), ("date-en.yml", "place")):
        return  # shown as it stands, it leads nowhere; a new place is only told to an editor
    lines = wrong(catalogue, filled(catalogue, file, **{field: f"x {REFUSED[what]} y"}))
    assert lines
    assert all(line.isprintable() for line in lines)


HOSTILE = [
    "```\n@everyone <script>alert(1)</script>\n```",
    "`" * 70,
    "\n::set-output name=code::0\n::add-mask::x",
    "${{ secrets.X }} $(touch harm) `touch harm`",
    "a\0b\u202ec\x1b[31m",
    "~~~\n# heading",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_a_comment_is_one_block_that_nothing_in_it_ends(said: str) -> None:
    text = comment("Thank you.", said)
    intro, block = text.split("\n\n", 1)
    assert intro == "Thank you."
    fence = block.split("text\n")[0]
    assert re.fullmatch("`{3,}", fence)
    inner = block.removeprefix(fence + "text\n").removesuffix(f"\n{fence}\n")
    assert fence not in inner
    assert all(sign == "\n" or sign.isprintable() for sign in inner)


def test_a_comment_is_short_enough_for_the_forge() -> None:
    assert len(comment("x", "`" * 30_000 + "\n" + "y" * 60_000)) < 65_536 * 2
    assert len(comment("x", "y\n" * 60_000)) < 65_536


# Whatever comes, there are messages or a record that passes

EXAMPLES = 1500 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 150
"""Of each of the two tests below: 3,000 in a search."""


def outcome(catalogue: Catalogue, text: str) -> None:
    made, lines = None, ["a record"]
    try:
        made = read(catalogue, text)
    except WrongForm as problems:
        lines = list(problems.lines)
    assert lines
    assert all(line.isprintable() for line in lines)
    if made:
        assert made.path.parent.parent == catalogue.root / "data"
        assert re.fullmatch(r"[a-z0-9-]+\.yaml", made.path.name)
        again = parse(made.text, made.name)
        assert again.problems == []
        assert checks.run(made.catalogue) == []
        assert writing.told(made)


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_any_answers_make_messages_or_a_record_that_passes(catalogue: Catalogue, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(EVERY))
    asked = [name for name in fields(catalogue, file) if name != "consent"]
    changes = data.draw(st.dictionaries(st.sampled_from(asked), NASTY, min_size=1, max_size=3))
    outcome(catalogue, filled(catalogue, file, **changes))


CHANGES: list[Callable[[list[str], int, str], list[str]]] = [
    lambda lines, at, other: [*lines[:at], *lines[at + 1 :]],
    lambda lines, at, other: [*lines[:at], other, *lines[at:]],
    lambda lines, at, other: [*lines[:at], other, *lines[at + 1 :]],
    lambda lines, at, other: [*lines[:at], f"### {lines[at]}", *lines[at:]],
    lambda lines, at, other: [*lines[:at], lines[at][::-1], *lines[at + 1 :]],
    lambda lines, at, other: [*lines, *lines[at:]],
]


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_a_damaged_form_makes_messages_or_a_record(catalogue: Catalogue, data: st.DataObject) -> None:
    lines = filled(catalogue, data.draw(st.sampled_from(EVERY))).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(lines) - 1)))
        other = data.draw(st.one_of(st.sampled_from(lines or [""]), NASTY))
        lines = data.draw(st.sampled_from(CHANGES))(lines or [""], at, other)
    outcome(catalogue, "\n".join(lines))


@pytest.mark.parametrize("file", EVERY)
def test_nothing_is_written_while_a_form_is_read(catalogue: Catalogue, file: str) -> None:
    before = content(catalogue.root)
    outcome(catalogue, filled(catalogue, file))
    assert content(catalogue.root) == before


# What stands there already, and what cannot be yet


def test_a_portal_that_stands_there_already_is_named(catalogue: Catalogue) -> None:
    file = "data/portals/direcao-de-migracoes.yaml"
    first = read(catalogue, filled(catalogue, "portal-en.yml", web="https://example.gov.br/dm/"))
    assert first.name == file
    assert not any("same" in line for line in first.left)
    again = read(first.catalogue, filled(catalogue, "portal-en.yml"), "es")
    assert again.name == file.replace(".yaml", "-2.yaml")
    remedy = "vea si son lo mismo; si lo son, deje solo uno"
    assert list(again.left[-2:]) == [
        f"portals/direcao-de-migracoes tiene la misma dirección — {remedy}",
        f"portals/direcao-de-migracoes tiene el mismo título — {remedy}",
    ]


def test_no_meeting_was_held_on_a_day_to_come(catalogue: Catalogue) -> None:
    options = fields(catalogue, "meeting-en.yml")["status"]["attributes"]["options"]
    text = filled(catalogue, "meeting-en.yml", status=options.index("Held"))
    (line,) = wrong(catalogue, text)
    what = "the meeting is said to be `held`, and 2027-09-14 is still to come"
    assert line.endswith(f"{what} — write `status: planned`, or correct the day")


def test_an_id_with_a_number_is_no_longer_than_others(catalogue: Catalogue) -> None:
    title = " ".join(["abcd"] * 12)
    first = read(catalogue, filled(catalogue, "portal-en.yml", title=title))
    again = read(first.catalogue, filled(catalogue, "portal-en.yml", title=title))
    assert len(first.record.id) == 59
    assert again.record.id == f"{first.record.id[:58]}-2"
