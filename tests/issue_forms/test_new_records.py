"""A portal and a meeting made of their forms, and what stands there already."""

from __future__ import annotations

from pathlib import Path

from support_forms import ISSUE, fields
from support_issue_forms import filled, read, wrong

from cam.cli import main
from cam.model.directory import Portal
from cam.model.records import Meeting
from cam.store import Catalogue

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
    assert (
        "translate title, summary, and dates.0.place into en and es, and take `translations` away"
        in made.left
    )
    assert "place" not in read(catalogue, filled(catalogue, "meeting-es.yml")).left[0]
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
