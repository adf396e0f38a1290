"""What nothing follows up, against the files; the board that shows it all, and what the terminal says of it."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
from lxml import html
from support_coverage import LANGUAGES, shown, text_of, with_records

from cam import cli, coverage, embed
from cam.commands import status_coverage
from cam.commands.said import Say
from cam.knowledge import Site
from cam.model import KINDS, PartialDate, Text
from cam.model.base import Unconfirmed
from cam.store import Catalogue
from cam.views import desk_coverage, lists
from cam.views.blocks import Links
from cam.views.reader import Reader

Tree = Callable[..., Path]

HOSTILE = [
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "{{ cam_list('mandates') }}",
    "*a* _b_ | c",
]


# What nothing follows up


def test_orphans_are_those_of_the_files(real: Catalogue, real_files: dict[str, list[dict]]) -> None:
    named_by_activities = {name for item in real_files["activities"] for name in item.get("mandates", [])}
    named_by_meetings = {
        name
        for item in real_files["meetings"]
        for group in item.get("mandates", [])
        for name in group["mandates"]
    }
    asked = {item["id"] for item in real_files["mandates"] if item["type"] != "function"}
    assert {one.id for one in coverage.mandates_without_activity(real)} == asked - named_by_activities
    assert {one.id for one in coverage.mandates_without_date(real)} == asked - named_by_meetings
    carried = set()
    for meeting in real_files["meetings"]:
        carried |= set(meeting.get("activities", []))
        for item in meeting.get("items", []):
            carried |= {part["activity"] for part in [item, *item.get("bullets", [])] if "activity" in part}
    parents = {
        item["parent"] for item in real_files["activities"] if item["id"] in carried and "parent" in item
    }
    every = {item["id"] for item in real_files["activities"]}
    assert {one.id for one in coverage.activities_without_meeting(real)} == every - carried - parents
    without = {
        item["id"]
        for item in real_files["meetings"]
        if "plan" in item
        and not item.get("activities")
        and not any("activity" in one for one in item.get("items", []))
    }
    assert {one.id for one in coverage.meetings_without_activity(real)} == without
    assert all(len(found) > 0 for found in (without, asked - named_by_activities, every - carried - parents))


@pytest.mark.parametrize("today", ["2010-01-01", "2026-11-21", "2090-01-01"])
def test_meetings_without_result_have_passed_and_nothing_is_held_of_them(
    real: Catalogue, real_files: dict[str, list[dict]], today: str
) -> None:
    wanted = set()
    for meeting in real_files["meetings"]:
        last = meeting["dates"][-1]
        over = (last.get("end") or last["start"]) < today[: len(last.get("end") or last["start"])]
        silent = not meeting.get("outcome") and not meeting.get("documents")
        wanted |= {meeting["id"]} if over and silent and last["status"] != "cancelled" else set()
    found = coverage.meetings_without_result(real, dt.date.fromisoformat(today))
    assert {meeting.id for meeting in found} == wanted
    assert bool(wanted) == (today != "2010-01-01"), "no day is so early that a meeting has passed"


@pytest.mark.parametrize(
    ("start", "today", "over"),
    [("2028-02", "2028-02-29", False), ("2028-02", "2028-03-01", True), ("2027", "2027-12-31", False),
     ("2027", "2028-01-01", True), ("2027-02-28", "2027-02-28", False), ("2027-02-28", "2027-03-01", True)],
)  # fmt: skip
def test_a_meeting_is_over_when_the_last_day_it_may_mean_is(
    miniature: Site, start: str, today: str, over: bool
) -> None:
    forum = miniature.catalogue.records["meetings"]["forum"]
    date = forum.dates[-1].model_copy(update={"start": PartialDate(start), "end": None, "status": "planned"})
    changed = forum.model_copy(update={"dates": [date], "outcome": None, "documents": []})
    catalogue = with_records(miniature.catalogue, "meetings", changed)
    found = {one.id for one in coverage.meetings_without_result(catalogue, dt.date.fromisoformat(today))}
    assert ("forum" in found) is over
    cancelled = changed.model_copy(update={"dates": [date.model_copy(update={"status": "cancelled"})]})
    catalogue = with_records(miniature.catalogue, "meetings", cancelled)
    assert "forum" not in {one.id for one in coverage.meetings_without_result(catalogue, dt.date.max)}


def test_a_result_or_a_document_is_enough(miniature: Site) -> None:
    forum = miniature.catalogue.records["meetings"]["forum"]
    bare = forum.model_copy(update={"outcome": None, "documents": []})
    for known in ({"outcome": Text(en="Agreed.")}, {"documents": ["res-1"]}):
        catalogue = with_records(miniature.catalogue, "meetings", bare.model_copy(update=known))
        assert "forum" not in {one.id for one in coverage.meetings_without_result(catalogue, dt.date.max)}


def test_needs_that_are_made_up_are_nobodys(miniature: Site) -> None:
    need = miniature.catalogue.records["needs"]["example-unmet"]
    assert coverage.needs_without_offer(miniature.catalogue) == []
    real_need = need.model_copy(update={"example": False})
    catalogue = with_records(miniature.catalogue, "needs", real_need)
    assert [one.id for one in coverage.needs_without_offer(catalogue)] == ["example-unmet"]


def test_discrepancies_of_form_ask_nobody(real: Catalogue, real_files: dict[str, list[dict]]) -> None:
    wanted = {
        item["id"]
        for item in real_files["discrepancies"]
        if item["type"] not in ("name", "title", "text", "symbol")
    }
    assert {item.id for item in coverage.open_discrepancies(real)} == wanted
    assert 0 < len(wanted) < len(real_files["discrepancies"])


def test_unconfirmed_statements_are_counted_by_kind(
    real: Catalogue, real_files: dict[str, list[dict]]
) -> None:
    wanted = {
        kind: sum(len(item.get("unconfirmed", [])) + len(item.get("unsure", [])) for item in records)
        for kind, records in real_files.items()
    }
    found = {kind: coverage.statements(real, records) for kind, records in coverage.unconfirmed(real).items()}
    assert found == {kind: number for kind, number in wanted.items() if number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_of_the_chair_lists_them_all(site: Site, language: str) -> None:
    for name, find in coverage.ORPHANS.items():
        listed = shown(site, language, name.replace("_", "-"))
        assert isinstance(listed, Links)
        records = find(site.catalogue, site.today)
        assert str(listed.title).endswith(f" ({len(records)})")
        assert {row[0].href for row in listed.rows} == {f"../../{one.kind}/{one.id}/" for one in records}
        assert listed.empty


def test_what_is_missing_has_the_same_lists_in_the_same_words(site: Site) -> None:
    reader = Reader(site.catalogue, "en", "desk/coverage/")
    for gap in lists.mandate_gaps(reader):
        mine = shown(site, "en", gap.anchor)
        assert (mine.title, mine.rows) == (gap.title, gap.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_with_many_unconfirmed_statements_names_few(site: Site, language: str) -> None:
    rows = {row[0]: row[1:] for row in shown(site, language, "unconfirmed").rows}
    laws = Reader(site.catalogue, language, "").label("kinds.laws")
    links = [part for part in rows[laws][2] if hasattr(part, "href")]
    assert len(links) == desk_coverage.FEW
    assert text_of(rows[laws][2]).endswith(" · …")


# The page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["real", "miniature"])
def test_the_page_is_whole_in_every_language(site: Site, miniature: Site, language: str, which: str) -> None:
    chosen = site if which == "real" else miniature
    said = embed.say(chosen, "cam_show", language, "desk/coverage/", "desk-coverage")
    tree = html.fromstring(f"<div>{said}</div>")
    anchors = tree.xpath("//@id")
    assert {"states", "without", "languages", "fields", "orphans", "unconfirmed"} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    known = {f"../../{record.kind}/{record.id}/" for record in chosen.catalogue.every()}
    known |= {f"../../data/fields/#{kind}" for kind in KINDS}
    assert set(tree.xpath("//a[not(@class='term')]/@href")) - known == set()
    assert len(said) < 60_000


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_texts_are_shown_and_never_run(miniature: Site, poison: str) -> None:
    catalogue = miniature.catalogue
    hostile = Text(dict.fromkeys(LANGUAGES, poison))
    for kind in ("countries", "mandates", "meetings", "activities", "laws"):
        doubtful = {"title": hostile, "unconfirmed": [Unconfirmed(text=Text(en="x"))]}
        changed = [record.model_copy(update=doubtful) for record in catalogue.records[kind].values()]
        catalogue = with_records(catalogue, kind, *changed)
    said = embed.say(
        replace(miniature, catalogue=catalogue), "cam_show", "en", "desk/coverage/", "desk-coverage"
    )
    tree = html.fromstring(f"<div>{said}</div>")
    assert not tree.xpath("//script | //img | //*[@onerror]")
    assert poison in {link.text_content() for link in tree.xpath("//section[*[@id='unconfirmed']]//a")}


# In the terminal


def told(site: Site, language: str, wanted: str | None = None) -> list[str]:
    return list(status_coverage.lines(site, Say(language), argparse.Namespace(owner=None, language=wanted)))


SHORT = {
    "en": (
        "Lists on which this site holds no record of some states:",
        "Discrepancies of substance that no source",
    ),
    "es": ("Listas en las que este sitio no tiene registros de algunos Estados:", "Discrepancias de fondo"),
    "fr": ("Listes où ce site ne contient aucune fiche sur certains États\u00a0:", "Divergences de fond"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_says_it_in_short(site: Site, language: str) -> None:
    lines = told(site, language)
    first, differing = SHORT[language]
    folder = "" if language == "en" else f"{language}/"
    assert lines[0].endswith(f"/site/{folder}desk/coverage/")
    assert lines[2] == first
    colon = "\u00a0: " if language == "fr" else ": "
    (line,) = [line for line in lines if line.startswith(f"- {differing}")]
    assert line.endswith(f"{colon}{len(coverage.open_discrepancies(site.catalogue))}")
    assert len(lines) < 30


def test_the_terminal_tells_of_texts_that_are_missing(miniature: Site) -> None:
    lines = told(miniature, "en")
    assert lines[lines.index("Records whose texts are not there in a language:") + 1] == "- French: 1"
    assert "All texts are there in every language." in told(miniature, "en", "es")


def test_the_command_says_it(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    monkeypatch.chdir(tree())
    assert cli.main(["--lang", "fr", "status", "--section", "coverage"]) == 0
    said = capsys.readouterr().out
    assert "- Mandats sans activité\u00a0: 0" in said
    assert "https://example.org/cam/fr/desk/coverage/" in said
