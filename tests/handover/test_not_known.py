"""What the handover pack says where something is not known, over, or on another day; and whose plan it is about."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from support_handover import TODAY, Made, changed, only, part, reader, said_in, squeezed, words_of
from support_site import day_said

from cam import handover, offers
from cam.documents.assembly import document
from cam.documents.papers import handover as paper
from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.base import Unconfirmed
from cam.model.records import Meeting, Officer, Plan
from cam.session_reports.committee import succession
from cam.store import Catalogue
from cam.views import desk_handover, desk_handover_ahead
from cam.views.blocks import Table
from cam.views.page import anchors

# What is not known is said


@pytest.mark.parametrize(
    ("language", "none", "over"),
    [
        (
            "en",
            f"As of {day_said('en')}: no upcoming date is on record.",
            "covers 2015 – 2016, which has passed",
        ),
        (
            "es",
            f"Situación al {day_said('es')}: no consta ninguna fecha futura.",
            "período ya concluido",
        ),
        (
            "fr",
            f"Situation au {day_said('fr')}\u00a0: aucune date à venir n’est connue.",
            "période désormais achevée",
        ),
    ],
)
def test_where_nothing_comes_next_that_is_said(
    site: Site, printed: Made, word: Made, language: str, none: str, over: str
) -> None:
    if any(str(meeting.dates[-1].start) >= str(TODAY) for meeting in site.catalogue.all(Meeting)):
        pytest.skip("a date to come is on record")
    first, *_ = part(site, language, "calendar")
    assert [words_of(row) for row in first.rows] == [none]
    text = squeezed("".join(page.extract_text() for page in printed(language).pages))
    assert squeezed(none) in text
    assert squeezed(over) in text
    assert squeezed(over) in said_in(word(language))


def test_the_meetings_since_the_plan_are_those_after_its_last_year(
    site: Site, real_files: dict[str, list[dict[str, Any]]]
) -> None:
    wanted = [
        item["id"] for item in real_files["meetings"] if "2017" <= item["dates"][-1]["start"] < str(TODAY)
    ]
    block = next(one for one in part(site, "en", "calendar") if one.anchor == "since")
    assert sorted(one.href.split("/")[3] for one in anchors([block])) == sorted(wanted)
    assert wanted


def test_the_calendar_follows_the_day_that_counts_as_today(site: Site) -> None:
    then = replace(site, today=dt.date(2015, 10, 1))
    first, *others = part(then, "en", "calendar")
    assert (first.title, first.anchor, first.intro) == ("What is next", "next", "As of October 1, 2015")
    assert len(first.rows) == desk_handover_ahead.COMING + 1
    assert words_of(first.rows[0]).startswith("October [2015] — ")
    assert re.fullmatch(r"\d+ more", words_of(first.rows[-1]))
    assert others == []  # the plan is not over, and nothing lies between it and the day
    assert only(Table, part(then, "en", "open")).rows[2][1] != "6"


def test_the_last_date_is_named_where_none_came_after_the_plan(site: Site) -> None:
    kept = {
        name: item
        for name, item in site.catalogue.records["meetings"].items()
        if item.dates[-1].start < "2016-04"
    }
    catalogue = replace(site.catalogue, records={**site.catalogue.records, "meetings": kept})
    first, over = part(replace(site, catalogue=catalogue), "en", "calendar")
    assert words_of(first.rows[1]).startswith("The last one on record: March [2016] — ")
    assert words_of(over.paragraphs[0]).startswith("The newest plan on record covers 2015 – 2016")


def test_of_an_empty_record_every_part_says_so(miniature: Site) -> None:
    bare = changed(miniature.catalogue, without=("mandates", "plans", "activities", "meetings", "officers"))
    site = Site(bare, [], TODAY)
    said = {one.name: one.blocks for one in desk_handover.parts(site, reader(site, "en"))}
    texts = [words_of(list(said[name][0].paragraphs)) for name in ("committee", "officers", "plan")]
    assert texts == [
        "No committee is on record.",
        "Who held the offices of the committee is not on record.",
        "No plan of the committee is on record.",
    ]
    assert [words_of(row) for row in said["calendar"][0].rows] == [
        f"As of {day_said('en')}: no upcoming date is on record."
    ]
    assert said["read"][0].empty == "None is held here; that does not mean that there is none."
    assert offers.documents.HANDOVER not in offers.documents.pages(bare)
    assert (
        document(paper.report(site, reader(site, "en"))).sections[0].title
        == "The committee and what it was asked to do"
    )


def test_a_plan_without_activity_says_so(miniature: Site) -> None:
    bare = replace(miniature, catalogue=changed(miniature.catalogue, without=("activities",)))
    _, said = part(bare, "en", "plan")
    assert words_of(list(said.paragraphs)) == "The record of the plan has no activity."


def test_a_date_that_holds_is_not_said_to_be_the_one_before_it(miniature: Site) -> None:
    (row,) = only(Table, part(miniature, "en", "plan")).rows
    assert words_of(row[2]) == "Planned: February 15 – 16, 2027"


def test_doubts_of_officers_are_marked(site: Site) -> None:
    catalogue = site.catalogue
    known = catalogue.get(Officer, "saguier-chair-2010")
    doubtful = known.model_copy(
        update={
            "unsure": ["term"],
            "evidence": "recalled",
            "unconfirmed": [Unconfirmed(text={"en": "Only heard of."}, sources=known.sources[:1])],
            "unknown": [{"en": "The day."}],
        }
    )

    def row(of: Catalogue) -> list[Any]:
        rows = only(Table, part(replace(site, catalogue=of), "en", "officers")).rows
        return next(row for row in rows if "saguier" in row[1][0].href)

    assert words_of(row(catalogue)[2:]) == "July 21, 2010 – 2011—"
    mark = reader(site, "en").label("marks.unsure")
    assert words_of(row(changed(catalogue, doubtful))[2]) == f"July 21, 2010 – 2011 {mark}"
    assert words_of(row(changed(catalogue, doubtful))[3]) == "Not confirmed Only heard of. The day."


def test_a_result_on_record_is_linked(site: Site) -> None:
    meeting = site.catalogue.get(Meeting, "cam-2015-2016-r5").model_copy(update={"outcome": {"en": "Done."}})
    other = replace(site, catalogue=changed(site.catalogue, meeting))
    row = next(row for row in only(Table, part(other, "en", "plan")).rows if row[0] == "4")
    assert [one.href for one in row[3]] == ["../../meetings/cam-2015-2016-r5/"]


# Whose committee, which plan


def test_the_newest_plan_is_the_committee_s_own(real: Catalogue) -> None:
    assert [body.id for body in succession(real)][:2] == ["cam", "ceam"]
    plan = real.get(Plan, "cam-2015-2016")
    later = {"period": plan.period.model_copy(update={"start": PartialDate("2030"), "end": None})}
    of_other = plan.model_copy(update={"id": "rial-2030", "body": "rial", **later})
    of_committee = plan.model_copy(update={"id": "cam-2030", **later})
    assert handover.newest_plan(changed(real, of_other)) == plan
    assert handover.newest_plan(changed(real, of_other, of_committee)) == of_committee
    assert handover.after(real, of_committee, []) == []
    assert not handover.is_past(of_committee, TODAY)


def test_without_an_order_the_committee_is_that_of_the_newest_plan(real: Catalogue, miniature: Site) -> None:
    assert [body.id for body in succession(miniature.catalogue)] == ["cam"]
    assert [body.id for body in succession(changed(real, without=("mandates",)))][:2] == ["cam", "ceam"]
    assert succession(changed(miniature.catalogue, without=("mandates", "plans"))) == []
