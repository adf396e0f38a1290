"""What a change does to the calendars that people subscribe to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support_effect import MEETING, commit, compare, edit, has

MOVED = """\
    status: moved
    sources: [{document: res-1, item: "3"}]
  - start: 2027-03-01
    opens: "14:00"
    status: planned
    sources: [{document: res-1, item: "3"}]
activities:"""


def test_a_meeting_is_moved(root: Path) -> None:
    old = '    status: planned\n    sources: [{document: res-1, item: "3"}]\nactivities:'
    edit(root, MEETING, old, MOVED)
    told = compare(root)
    assert [(move.name, move.move, move.quiet) for move in told.effect.moves] == [
        ("meetings/workshop", "moved", False)
    ]
    has(
        told,
        en=[
            "Moved: Workshop on integration, from February 15 – 16, 2027 to March 1, 2027, 2:00 p.m.",
            "Subscribers find the same entry at the new time.",
        ],
        es=[
            (
                "Cambio de fecha: Taller sobre integración; antes, 15–16 de febrero de 2027; "
                "ahora, 1.º de marzo de 2027, 14:00"
            ),
            "Quienes están suscritos encuentran la misma entrada en la nueva fecha.",
        ],
        fr=[
            (
                "Changement de date : Atelier sur l’intégration ; auparavant, 15–16 février 2027 ; "
                "désormais, 1er mars 2027, 14 h"
            ),
            "Les personnes abonnées trouveront la même entrée à la nouvelle date.",
        ],
    )


def test_a_date_is_overwritten(root: Path) -> None:
    edit(root, MEETING, "start: 2027-02-15\n    end: 2027-02-16", "start: 2027-03-01")
    told = compare(root)
    assert [move.quiet for move in told.effect.moves] == [True]
    has(
        told,
        en=[
            (
                "The date was overwritten: calendars may move the entry without telling anybody. If the "
                "meeting was moved, keep the old date as `status: moved` and add the new one below it."
            )
        ],
        es=[
            (
                "Se ha sobrescrito la fecha: los calendarios pueden mover la entrada sin avisar a nadie. Si "
                "la reunión cambió de fecha, conserve la anterior con `status: moved` y añada la nueva debajo."
            )
        ],
        fr=[
            (
                "L’ancienne date a été remplacée : les calendriers peuvent déplacer l’entrée sans prévenir "
                "personne. Si la réunion a changé de date, conservez l’ancienne avec `status: moved` et ajoutez "
                "la nouvelle au-dessous."
            )
        ],
    )


def test_a_meeting_is_cancelled(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    told = compare(root)
    assert [move.move for move in told.effect.moves] == ["cancelled"]
    has(
        told,
        en=[
            "Cancelled: Workshop on integration, February 15 – 16, 2027",
            "Subscribers keep the entry, shown as cancelled.",
        ],
        es=["Cancelada: Taller sobre integración, 15–16 de febrero de 2027"],
        fr=["Annulée : Atelier sur l’intégration, 15–16 février 2027"],
    )


@pytest.mark.parametrize(
    ("old", "new", "move"),
    [
        ("status: planned", "status: held", "status"),
        ("end: 2027-02-16\n", "end: 2027-02-16\n    place: {en: Lima, es: Lima, fr: Lima}\n", "place"),
    ],
)
def test_a_meeting_keeps_its_day(root: Path, old: str, new: str, move: str) -> None:
    edit(root, MEETING, old, new)
    assert [found.move for found in compare(root).effect.moves] == [move]


def test_a_meeting_takes_place_again_and_one_becomes_known(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    edit(root, "data/meetings/forum.yaml", 'start: "2028"', 'start: "2028-05"')
    commit(root)
    edit(root, MEETING, "status: cancelled", "status: planned")
    told = compare(root)
    assert [(move.name, move.move) for move in told.effect.moves] == [("meetings/workshop", "restored")]
    edit(root, "data/meetings/forum.yaml", 'start: "2028-05"', 'start: "2028"')
    told = compare(root, "HEAD~1")
    assert not told.effect.moves, "a year alone is in no calendar, now as before"
    told = compare(root, "HEAD")
    assert ("meetings/forum", "gone") in [(move.name, move.move) for move in told.effect.moves]


def test_a_meeting_is_removed(root: Path) -> None:
    (root / MEETING).unlink()
    told = compare(root)
    assert [move.move for move in told.effect.moves] == ["gone"]
    has(
        told,
        en=[
            "Gone from the calendar: Workshop on integration, February 15 – 16, 2027",
            (
                "The entry vanishes without a word, or stays for ever where it was imported. If the meeting "
                "does not take place, write `status: cancelled` instead."
            ),
        ],
        es=["Desaparece del calendario: Taller sobre integración, 15–16 de febrero de 2027"],
        fr=["Retirée du calendrier : Atelier sur l’intégration, 15–16 février 2027"],
    )
    assert told.effect.problems.new, "other records name it"


def test_a_meeting_can_be_written_as_json(root: Path) -> None:
    edit(root, MEETING, "status: planned", "status: cancelled")
    made = json.loads(compare(root).effect.as_json())
    assert made["moves"][0]["old"]["status"] == "planned"
    assert made["moves"][0]["new"]["status"] == "cancelled"
