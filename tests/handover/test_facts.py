"""What the handover pack says, against counts made of the files in another way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from support_handover import LANGUAGES, TODAY, Made, changed, only, part, reader, words_of

from cam import freshness, handover
from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.records import Meeting, Officer
from cam.views import desk_handover_ahead
from cam.views.blocks import Links, Table
from cam.views.page import anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_mandates_functions_and_officers_are_those_of_the_files(
    site: Site, word: Made, real_files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    plan = next(item for item in real_files["plans"] if item["id"] == "cam-2015-2016")
    blocks = part(site, language, "committee")
    lists = {block.anchor: block for block in blocks if isinstance(block, Links)}
    functions = [item["id"] for item in real_files["mandates"] if item["type"] == "function"]
    linked = {name: [one.href for one in anchors([lists[name]])] for name in ("functions", "mandates")}
    assert sorted(linked["functions"]) == sorted(f"../../mandates/{name}/" for name in functions)
    assert linked["mandates"] == [f"../../mandates/{name}/" for name in plan["mandates"]]
    number = len(real_files["mandates"]) - len(functions) - len(plan["mandates"])
    rest = {
        "en": f"And {number} other mandates",
        "es": f"Constan además {number} mandatos",
        "fr": f"S’y ajoutent {number} mandats",
    }
    assert words_of(lists[""].rows[0]).startswith(rest[language])
    officers = [item for item in real_files["officers"] if item["body"] in ("cam", "ceam")]
    rows = only(Table, part(site, language, "officers")).rows
    assert len(rows) == len(officers) == len(word(language).tables[0].rows) - 1
    named = [one.href.split("/")[3] for row in rows for one in row[1] if hasattr(one, "href")]
    assert named.index("delgado-chair-2025") < named.index("calderon-chair-2016"), "the newest first"


def test_marks_of_mandates_without_an_activity_are_those_of_the_files(
    site: Site, real_files: dict[str, list[dict[str, Any]]]
) -> None:
    used = {name for item in real_files["activities"] for name in item.get("mandates", [])}
    plan = next(item for item in real_files["plans"] if item["id"] == "cam-2015-2016")
    block = next(one for one in part(site, "en", "committee") if one.anchor == "mandates")
    marked = [row[1].href.split("/")[3] for row in block.rows if "No activity" in words_of(row)]
    assert marked == [name for name in plan["mandates"] if name not in used]
    assert 0 < len(marked) < len(block.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_stands_with_its_dates_each_part_below_what_it_is_part_of(
    site: Site, word: Made, real_files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    rows = [[cell.text for cell in row.cells] for row in word(language).tables[1].rows[1:]]
    assert [row[0] for row in rows] == ["1", "1a", "1b", "2", "2a", "2b", "3", "4", "5", "6", "7"]
    label = reader(site, language).label
    dates = dict.fromkeys((row[0] for row in rows), 0)
    for item in real_files["activities"]:
        if item["plan"] == "cam-2015-2016":
            named = [m for m in real_files["meetings"] if item["id"] in _activities_of(m)]
            dates[item["number"]] = len({m["dates"][-1]["start"] for m in named})  # a month is said once
    assert sum(dates.values()) > 10
    for number, _, said, result in rows:
        assert said.count("[20") == dates[number]
        if number in ("1", "2"):
            assert said == label("desk_handover.see_parts")
        elif number == "6":
            assert (said, result) == (label("desk_handover.no_date"), "—")
        else:
            assert result == label("notes.no_result_short")


def _activities_of(meeting: dict[str, Any]) -> set[str]:
    items = meeting.get("items", [])
    bullets = [bullet for item in items for bullet in item.get("bullets", [])]
    return {*meeting.get("activities", []), *(one.get("activity") for one in [*items, *bullets])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_open_is_counted_as_the_files_have_it(
    site: Site, word: Made, real_files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    asked = [item for item in real_files["mandates"] if item["type"] != "function"]
    used = {name for item in real_files["activities"] for name in item.get("mandates", [])}
    form = ("name", "title", "text", "symbol")
    silent = [
        item
        for item in real_files["meetings"]
        if "outcome" not in item
        and not item.get("documents")
        and item["dates"][-1]["status"] != "cancelled"
        and item["dates"][-1].get("end", item["dates"][-1]["start"]) < str(TODAY)
    ]
    rows = [[cell.text for cell in row.cells] for row in word(language).tables[2].rows[1:]]
    assert len(rows) == 5
    numbers = [int(row[1]) for row in rows]
    assert numbers[0] == sum(item["id"] not in used for item in asked) > 0
    assert numbers[2] == len(silent) > 0
    assert numbers[4] == sum(item["type"] not in form for item in real_files["discrepancies"])
    more = {"en": "more", "es": "más", "fr": "autres"}[language]
    rest = f"{numbers[4] - desk_handover_ahead.FEW} {more} desk/coverage#discrepancies"
    assert rest in rows[4][2].replace("\u00a0", " ")
    assert rows[4][2].count("discrepancies/d") == desk_handover_ahead.FEW
    assert rows[3][1:] == ["0", reader(site, language).label("gaps.none")]


def test_what_falls_due_stands_with_whoever_looks_after_it(site: Site) -> None:
    table = only(Table, part(site, "en", "due"))
    count = sum(1 for _ in freshness.ages(site.catalogue, site.pages, TODAY))
    assert [row[:4] for row in table.rows] == [
        ["Editors of this site", str(count), "0", "0"],
        ["Chair of the committee", "0", "0", "0"],
        ["Technical secretariat", "0", "0", "0"],
        ["National correspondents", "0", "0", "0"],
    ]
    late = site.catalogue.get(Meeting, "cam-2016-10-20").model_copy(
        update={"record_owner": "chair", "next_review": PartialDate("2026-11-01")}
    )
    soon = site.catalogue.get(Officer, "delgado-chair-2025").model_copy(
        update={"record_owner": "chair", "next_review": PartialDate("2026-12")}
    )
    other = replace(site, catalogue=changed(site.catalogue, late, soon), today=dt.date(2026, 11, 21))
    chair = only(Table, part(other, "en", "due")).rows[1]
    assert chair[:3] == ["Chair of the committee", "2", "1"]
    assert words_of(chair[4]) == "November 1, 2026 — Colombia takes the chair of the CAM"
    later = replace(other, today=dt.date(2026, 12, 5))
    assert only(Table, part(later, "en", "due")).rows[1][3] == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_documents_to_read_stand_once_each_with_the_reason(site: Site, language: str) -> None:
    plan = handover.newest_plan(site.catalogue)
    found = {
        why: [item.id for item in items] for why, items in handover.to_read(site.catalogue, plan).items()
    }
    assert found == {
        "functions": ["cidi-rules-of-procedure"],
        "mandates": ["ag-res-2738", "ag-res-2816"],
        "plan": ["cam-work-plan-2015-2016"],
        "background": ["sicremi-report-2015", "cidi-doc-97-14"],
    }
    block = only(Links, part(site, language, "read"))
    hrefs = [one.href for one in anchors([block])]
    assert hrefs[:6] == [f"../../documents/{name}/" for names in found.values() for name in names]
    assert hrefs[6:] == [
        f"../../{page}/" for page in ("program", "framework", "systems", "discrepancies", "session-reports")
    ]
