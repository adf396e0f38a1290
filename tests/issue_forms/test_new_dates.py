"""A form for another date of a meeting: the former date stays on record."""

from __future__ import annotations

from typing import Any

import pytest
from support_forms import ISSUE
from support_issue_forms import SITE, TODAY, dates, filled, read, wrong

from cam.issue_forms.wrong import WrongForm
from cam.model.records import Meeting
from cam.store import Catalogue


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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("9:30", "09:30"),
        ("9h30", "09:30"),
        ("9 h 30", "09:30"),
        ("9\u00a0h\u00a030", "09:30"),
        ("14h", "14:00"),
        ("14 H", "14:00"),
        ("10:00 h", "10:00"),
        ("10.00", "10:00"),
        ("10.00 hrs.", "10:00"),
        ("16:15 horas", "16:15"),
    ],
)
def test_a_time_may_be_written_as_people_write_it(said: str, kept: str, catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "date-fr.yml", opens=said, change=0))
    assert [date[1] for date in dates(made)] == ["09:30", kept]
    right = {"key": "dates.0.opens", "wrong": "9:00", "right": said, "source": "https://www.oas.org/note"}
    if kept != "09:30":
        assert dates(read(catalogue, filled(catalogue, "error-fr.yml", **right)))[0][1] == kept


@pytest.mark.parametrize("said", ["14", "9.5", "25h", "9h60", "9h3", "10:00 x", "1 000", "٩:٣٠"])
def test_what_is_no_time_is_none(said: str, catalogue: Catalogue) -> None:
    (problem,) = wrong(catalogue, filled(catalogue, "date-en.yml", opens=said))
    assert problem == (
        f"form: Begins at: “{said}” is not a time — write hours and minutes of a 24-hour day, as in 09:30"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "el registro indica «Celebrada» para la fecha 2025"),
        ("fr", "la fiche indique «\u00a0Tenue\u00a0» pour la date 2025"),
    ],
)
def test_what_became_of_a_date_is_said_in_words(language: str, said: str, catalogue: Catalogue) -> None:
    form = filled(catalogue, "date-en.yml", page="held", change=2, **{"from": ""})
    with pytest.raises(WrongForm) as raised:
        read(catalogue, form, language)
    assert said in str(raised.value)


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
            "What has changed: the record says “Held” of the date 2025 — look at both sources; a "
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
