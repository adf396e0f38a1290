"""The Chair's report and the report to the General Assembly: what belongs to a period, and what the files say of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import bless
import docx
import pypdf
import pytest
from support_site import day_said

from cam import live, outputs
from cam.cli import main
from cam.documents import assembly
from cam.documents.docx import docx as make_docx
from cam.documents.pdf import pdf as make_pdf
from cam.indicators import region
from cam.knowledge import Site
from cam.model import PartialDate, Text
from cam.model.law import Country, Law
from cam.model.records import Activity, Document, Mandate, Meeting, Plan
from cam.offers import session_reports as addresses
from cam.outputs import session_reports
from cam.session_reports import drafts
from cam.session_reports.committee import committees, period_of, reported
from cam.session_reports.gathering import gathered, state
from cam.session_reports.parts import state_said
from cam.session_reports.period import Period, Reach, WrongPeriod, between
from cam.store import Catalogue, key
from cam.views.blocks import Anchor, Links, Table
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
NAMES = ("chair", "general_assembly")
CHARTS = bless.ROOT / ".cache" / "charts"
CAM, CEAM, NOTHING = ("2015", "2016"), ("2010-11", "2011-05"), ("2019", "2019")
HOSTILE = "=cmd() ]]> </script> “q” 'a' \"b\" #panic(1) $x$ *b* _i_ @r \\ {{ x }} & مرحبا 🙂; a,b"

Tree = Callable[..., Path]


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, [], dt.date.fromisoformat(bless.TODAY))


def period(start: str, end: str) -> Period:
    return between(start, end)


class Made:
    """A report as both files, read back by libraries that did not write it."""

    def __init__(self, site: Site, language: str, name: str, start: str, end: str) -> None:
        self.document = assembly.document(drafts.report(site, language, name, period(start, end)))
        self.pdf = make_pdf(self.document, CHARTS)
        self.docx = make_docx(self.document, CHARTS)
        self.read = pypdf.PdfReader(io.BytesIO(self.pdf))
        self.word = docx.Document(io.BytesIO(self.docx))

    @cached_property
    def printed(self) -> str:
        """What the PDF says, without any space: lines break where they like."""
        return re.sub(r"\s", "", "".join(page.extract_text() for page in self.read.pages))

    @cached_property
    def links(self) -> set[str]:
        """The addresses that the PDF leads to."""
        found = set()
        for page in self.read.pages:
            for note in page.get("/Annots", []):
                action: Any = note.get_object().get("/A", {})
                found.add(str(action.get("/URI", "")))
        return found

    @cached_property
    def word_links(self) -> set[str]:
        """The addresses that the DOCX leads to."""
        return {one.target_ref for one in self.word.part.rels.values() if one.is_external}

    @cached_property
    def words(self) -> str:
        """What the DOCX says, tables included, in order."""
        return "\n".join(
            "".join(run.text or "" for run in p.iter(TEXT)) for p in self.word.element.iter(PARAGRAPH)
        )

    def table(self, *heads: str) -> list[list[str]]:
        """Return the rows of the first table of the DOCX with these headings."""
        for table in self.word.tables:
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            if rows[0] == list(heads):
                return rows[1:]
        raise AssertionError(
            f"no table {heads}: {[[c.text for c in t.rows[0].cells] for t in self.word.tables]}"
        )


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, PARAGRAPH = f"{WORD}t", f"{WORD}p"


@pytest.fixture(scope="module")
def made(site: Site) -> Callable[..., Made]:
    return cache(lambda *asked: Made(site, *asked))


# The period


@pytest.mark.parametrize(
    ("start", "end", "reach"),
    [
        ("2015-10-01", None, Reach.INSIDE),
        ("2015-09-30", None, Reach.OUTSIDE),
        ("2016-05-31", None, Reach.INSIDE),
        ("2016-06-01", None, Reach.OUTSIDE),
        ("2015-10", None, Reach.INSIDE),
        ("2016-05", None, Reach.INSIDE),
        ("2015", None, Reach.PERHAPS),
        ("2014", None, Reach.OUTSIDE),
        ("2014", "2017", Reach.INSIDE),
        ("2015", "2016", Reach.INSIDE),
        ("2014", "2015", Reach.PERHAPS),
        ("2016", "2018-01-01", Reach.PERHAPS),
        ("2015-09-30", "2015-10-01", Reach.INSIDE),
    ],
)
def test_what_falls_into_a_period(start: str, end: str | None, reach: Reach) -> None:
    found = period("2015-10-01", "2016-05").reach(PartialDate(start), end and PartialDate(end))
    assert found is reach


def test_an_undated_thing_falls_into_no_period() -> None:
    assert period("2000", "2020").reach(None) is Reach.OUTSIDE


def test_february_ends_when_it_ends() -> None:
    assert period("2016-02", "2016-02").reach(PartialDate("2016-02-29")) is Reach.INSIDE
    assert period("2015-02", "2015-02").reach(PartialDate("2015-03-01")) is Reach.OUTSIDE


@pytest.mark.parametrize(
    ("start", "bound", "reach"),
    [
        ("2015-11-03", None, Reach.INSIDE),
        ("2014-11-03", None, Reach.INSIDE),
        ("2014", None, Reach.INSIDE),
        ("2016", None, Reach.PERHAPS),
        ("2014-11-03", "2015-06", Reach.OUTSIDE),
        ("2014-11-03", "2015-11", Reach.INSIDE),
        ("2014-11-03", "2015", Reach.PERHAPS),
        ("2016-11-03", None, Reach.OUTSIDE),
        (None, None, Reach.OUTSIDE),
    ],
)
def test_a_term_lasts_until_another_began_or_it_is_known_to_be_over(
    start: str | None, bound: str | None, reach: Reach
) -> None:
    dates = [one and PartialDate(one) for one in (start, bound)]
    assert period("2015-10", "2016-05").reach_of_term(*dates) is reach


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2016", "2015", "the period ends (2015) before it starts (2016)"),
        ("2016-06-02", "2016-06-01", "before it starts"),
        ("soon", "2016", "`soon` is not a date"),
        ("2015-13", "2016", "`2015-13` is not a date"),
        ("2015", "2015-02-30", "`2015-02-30` is not a date"),
        ("", "2016", "`` is not a date"),
        ("<b>", "2016", "`<b>` is not a date"),
    ],
)
def test_a_wrong_period_is_said_in_an_editors_words(start: str, end: str, said: str) -> None:
    with pytest.raises(WrongPeriod, match=re.escape(said)):
        between(start, end)


def test_a_period_may_begin_and_end_in_the_same_month_or_day() -> None:
    assert period("2016-06-15", "2016-06").start == "2016-06-15"
    assert period("2016-06-15", "2016-06-15").end == "2016-06-15"


# What belongs to it


@pytest.mark.parametrize(
    ("asked", "bodies"),
    [
        (CAM, ["cam"]),
        (CEAM, ["ceam"]),
        (("2012-06", "2012-06"), ["ceam", "cam"]),
        (("2012-07", "2012-07"), ["cam"]),
        (("2012-05", "2012-05"), ["ceam"]),
        (("2007-10-24", "2007-10-24"), ["ceam"]),
        (("1990", "2030"), ["ceam", "cam"]),
    ],
)
def test_the_committee_is_the_one_of_the_period(
    real: Catalogue, asked: tuple[str, str], bodies: list[str]
) -> None:
    assert [body.id for body in committees(real, period(*asked))] == bodies


def test_before_the_committee_there_is_nothing_to_report(real: Catalogue) -> None:
    with pytest.raises(WrongPeriod, match="no committee before 2007-10-24: write a period that ends later"):
        gathered(real, period("2005", "2007-10-23"))


@pytest.mark.parametrize(
    ("asked", "sure", "perhaps"),
    [
        (("2015-09", "2016-06"), [], []),
        (CAM, ["calderon-chair-2016"], []),
        (
            CEAM,
            ["saguier-chair-2010", "gonzalez-vice-chair-2010"],
            ["hernandez-alcerro-chair-2011", "gonzalez-bibolini-vice-chair-2011"],
        ),
        (("2008-09", "2009-06"), ["flores-chair-2007", "mendez-vice-chair-2007"], []),
        (("2026", "2026"), ["delgado-chair-2025"], []),
    ],
)
def test_officers_are_those_of_the_period_and_doubt_is_said(
    real: Catalogue, asked: tuple[str, str], sure: list[str], perhaps: list[str]
) -> None:
    found = gathered(real, period(*asked))
    doubtful = {item.id for item in found.officers if key(item) in found.perhaps}
    assert sorted(item.id for item in found.officers) == sorted([*sure, *perhaps])
    assert doubtful == set(perhaps)


def test_every_meeting_mandate_and_activity_of_the_plans_is_gathered(real: Catalogue) -> None:
    for plan in reported(real):
        found = gathered(real, period_of(real, plan))
        assert plan in found.plans
        activities = {item.id for item in found.activities}
        assert {item.id for item in real.referring(plan, Activity, "plan")} <= activities
        mandates = {item.id for item in [*found.named, *found.standing, *found.given]}
        assert set(plan.mandates) <= mandates
        meetings = {item.id for item in [*found.meetings, *found.elsewhere]}
        assert {item.id for item in real.referring(plan, Meeting, "plan")} <= meetings


def test_an_activity_is_followed_by_its_parts(real: Catalogue) -> None:
    found = [item.number for item in gathered(real, period("2015-09", "2016-06")).activities]
    assert found == ["1", "1a", "1b", "2", "2a", "2b", "3", "4", "5", "6", "7"]


def test_a_meeting_that_was_moved_belongs_to_the_periods_of_both_dates(real: Catalogue) -> None:
    for month in ("2011-03", "2011-04"):
        found = gathered(real, period(month, month))
        assert "workshop-learning-from-experience" in [item.id for item in found.meetings]


def test_mandates_that_came_after_the_period_are_not_in_it(real: Catalogue) -> None:
    before = gathered(real, period("2012-07", "2014-05"))
    assert {item.document for item in [*before.named, *before.given]} == {"ag-res-2738"}
    assert {item.id for item in before.standing} == {f"cidi-rules-58-{letter}" for letter in "abcd"}
    assert gathered(real, period("2012-07", "2012-08")).standing == []


def meeting(real: Catalogue, *statuses: str) -> Meeting:
    model = real.get(Meeting, "cam-2015-2016-r1")
    dates = [model.dates[0].model_copy(update={"status": status}) for status in statuses]
    return model.model_copy(update={"dates": dates})


@pytest.mark.parametrize(
    ("statuses", "known"),
    [
        (["planned"], "planned"),
        (["planned", "held"], "held"),
        (["moved", "planned"], "moved"),
        (["moved", "held"], "held"),
        (["moved", "cancelled"], "cancelled"),
        (["planned", "cancelled"], "cancelled"),
        (["unknown"], "unknown"),
        (["held", "unknown"], "unknown"),
        (["planned", "moved"], "moved"),
    ],
)
def test_a_meeting_is_counted_once_by_what_is_known_last(
    real: Catalogue, statuses: list[str], known: str
) -> None:
    assert state(meeting(real, *statuses)) == known


def test_every_status_of_a_date_is_counted(real: Catalogue) -> None:
    from cam.session_reports.parts import STATES

    assert set(STATES) == set(real.vocabulary["date_statuses"])


# The files


@pytest.mark.parametrize(
    ("name", "language", "asked"), list(itertools.product(NAMES, LANGUAGES, (CAM, CEAM)))
)
def test_every_mandate_activity_and_meeting_is_named_with_its_address(
    site: Site, made: Callable[..., Made], name: str, language: str, asked: tuple[str, str]
) -> None:
    session, read = gathered(site.catalogue, period(*asked)), made(language, name, *asked)
    reader = Reader(site.catalogue, language, "")
    records = [
        *(session.plans if name == "chair" else ()),
        *session.named, *session.standing, *session.given,
        *session.activities, *session.meetings, *session.elsewhere,
        *session.issued, *session.used, *session.differing()[0],
    ]  # fmt: skip
    assert len(records) > 30
    said = read.words
    for record in records:
        address = assembly.address_of(reader, f"{key(record)}/")
        assert address in read.links, f"the PDF does not lead to {address}"
        assert address in read.word_links, f"the DOCX does not lead to {address}"
        assert key(record) in read.printed
        assert key(record) in said
        if not isinstance(record, (Mandate, Document, Plan)):
            assert str(reader.title(record)) in said


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (CAM, [("planned", 10, 0, 0), ("unknown", 0, 1, 0), ("", 10, 1, 0)]),
        (CEAM, [("held", 0, 1, 1), ("moved", 0, 1, 0), ("planned", 0, 4, 0), ("", 0, 6, 1)]),
    ],
)
@pytest.mark.parametrize(("name", "language"), list(itertools.product(NAMES, LANGUAGES)))
def test_meetings_are_counted_by_what_is_known_of_them(
    site: Site, made: Callable[..., Made], name: str, language: str, asked: Any, rows: Any
) -> None:
    reader = Reader(site.catalogue, language, "")
    heads = [reader.label(f"columns.{one}") for one in ("status", "meetings")]
    found = made(language, name, *asked).table(*heads, reader.label("chair_report.meetings_with_result"))
    total = reader.label("chair_report.total")
    assert found == [
        [state_said(reader, code) if code else total, how_many_said(reader, entries, number), str(results)]
        for code, entries, number, results in rows
    ]


def how_many_said(reader: Reader, entries: int, number: int) -> str:
    if not entries:
        return str(number)
    said = [reader.wording.count("chair_report.entries", entries)]
    return ", ".join([*said, *([reader.wording.count("chair_report.meetings", number)] if number else [])])


def test_the_counts_are_those_of_the_records(real: Catalogue) -> None:
    own = [item for item in real.all(Meeting) if item.plan == "ceam-2010-2011"]
    assert Counter(map(state, own)) == {"held": 1, "moved": 1, "planned": 4}
    assert [item.id for item in own if item.outcome] == ["ceam-2011-02-16"]


def test_a_meeting_stands_under_its_state_with_all_its_dates(made: Callable[..., Made]) -> None:
    said = made("en", "chair", *CEAM).words
    heads = [said.rindex(head) for head in ("Held (1)", "Other date in a later paper (1)", "Planned (4)")]
    assert heads == sorted(heads)
    moved = said[heads[1] : heads[2]]
    assert re.search(
        r"March 23, 2011.*?Other date in a later paper.*?April 12, 2011.*?Planned", moved, re.DOTALL
    )
    held = said[heads[0] : heads[1]]
    assert "MILEX was launched." in held
    assert "Nothing in the sources read" in moved
    assert "Nothing in the sources read" not in held


def test_what_is_planned_is_not_told_as_done(made: Callable[..., Made]) -> None:
    said = made("en", "chair", "2015-09", "2016-06").words
    assert "\nHeld" not in said
    assert "Who held the offices of the committee in this period is not known from the record." in said
    assert (
        said.count("[For the Chair: what was done, and what came of it]") == 9
    )  # each leaf and each activity without


@pytest.mark.parametrize(("name", "language"), list(itertools.product(NAMES, LANGUAGES)))
def test_a_draft_says_that_it_is_one_and_bears_no_symbol(
    site: Site, made: Callable[..., Made], name: str, language: str
) -> None:
    read, reader = made(language, name, *CAM), Reader(site.catalogue, language, "")
    first = re.sub(r"\s+", " ", read.read.pages[0].extract_text())
    assert reader.label("chair_report.draft", date=day_said(language)) in first
    assert reader.label("chair_report.no_document_of_oas").replace("\u00a0", " ") in first.replace(
        "\u00a0", " "
    )
    assert "CC BY 4.0" in first
    assert read.read.metadata
    assert read.read.metadata.title == read.document.title
    assert read.read.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    data = "".join(
        path.read_text("utf-8")
        for kind in ("documents", "mandates", "discrepancies", "plans", "meetings", "activities")
        for path in sorted((bless.ROOT / "data" / kind).glob("*.yaml"))
    )
    symbols = set(re.findall(r"\b(?:AG|CP|CIDI|CE|CJI|OEA)/[\w./-]*\w", read.words))
    assert {"AG/RES"} < symbols
    assert sorted(symbol for symbol in symbols if symbol not in data) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_the_chair_are_marked_in_the_language(
    site: Site, made: Callable[..., Made], language: str
) -> None:
    reader = Reader(site.catalogue, language, "")
    opening = reader.label("chair_report.for_chair", what="\0").partition("\0")[0]
    assert opening.startswith("[")
    for name, least in (("chair", 14), ("general_assembly", 15)):
        read = made(language, name, *CAM)
        assert read.words.count(opening) >= least
        assert re.sub(r"\s", "", opening) in read.printed
    asked = read.words.count(reader.label("chair_report.ask_part"))
    assert asked == 7 + 3  # the letters a to g of AG/RES. 2738, par. 2, and A to C of AG/RES. 2816, par. 19


@pytest.mark.parametrize(("name", "language"), list(itertools.product(NAMES, LANGUAGES)))
def test_an_empty_period_is_said_to_be_empty(
    site: Site, made: Callable[..., Made], name: str, language: str
) -> None:
    said, reader = made(language, name, *NOTHING).words, Reader(site.catalogue, language, "")
    for label in ("no_plan", "no_meeting"):
        assert reader.label(f"chair_report.{label}") in said
    if name == "chair":
        assert reader.label("chair_report.given_are") in said
        assert reader.label("chair_report.no_fact") in said
    for identity in ("ag-res-2738-3", "ag-res-2816-18", "cidi-rules-58-a"):
        assert f"mandates/{identity}" in said


def test_a_report_on_one_day_holds_what_was_on_that_day(made: Callable[..., Made]) -> None:
    said = made("en", "chair", "2016-10-20", "2016-10-20").words
    assert "Period: October 20, 2016" in said
    assert "meetings/cam-2016-10-20" in said
    assert "Date not exact: may lie outside the period" in said  # the plan is known by its years only
    assert "Planned (" not in said  # the other meetings of the plan lie outside, which is said


def test_the_report_to_the_assembly_says_where_nothing_ordered_it(made: Callable[..., Made]) -> None:
    early, ordered = made("en", "general_assembly", *CEAM), made("en", "general_assembly", *CAM)
    assert "a resolution of June 2012, which is later than the period" in early.words
    assert early.document.subtitle == "Period: November 2010 – May 2011"
    assert "This report answers the mandate:" in ordered.words
    assert ordered.document.subtitle == "Under AG/RES. 2738 (XLII-O/12), par. 3. Period: 2015 – 2016"


def test_laws_and_figures_are_those_of_the_period(site: Site, made: Callable[..., Made]) -> None:
    read, catalogue = made("en", "general_assembly", *CAM), site.catalogue
    laws = [item for item in catalogue.all(Law) if (item.date or "")[:4] in CAM]
    assert len(laws) == 10
    assert len(read.table("Country", "Instrument", "Date")) == len(laws)
    states = [country.id for country in catalogue.all(Country)]
    found = region(catalogue, "immigrants", 2015, states)
    assert found.cell.value
    rows = {row[0]: row[1:] for row in read.table("Indicator", "2015", "2016")}
    assert rows["Immigrants"] == [f"{int(found.cell.value):,} ({found.states})", "–"]
    assert "UNHCR" in read.words


def test_a_law_whose_date_is_only_remembered_or_not_exact_is_marked(made: Callable[..., Made]) -> None:
    rows = made("en", "general_assembly", "2012-06", "2012-12").table("Country", "Instrument", "Date")
    trata = next(row for row in rows if "laws/ar-trata-2012" in row[1])
    assert "Not confirmed" in trata[2]
    by_year = [row for row in rows if row[2].startswith("2012")]
    assert by_year
    assert all("may lie outside the period" in row[2] for row in by_year)


def test_made_up_records_are_not_counted(site: Site, made: Callable[..., Made]) -> None:
    assert site.catalogue.records["offers"]
    heads = ("System or channel", "What is known of it today", "Records of this site today (newest change)")
    rows = {
        row[0].partition(" systems/")[0]: row[2] for row in made("en", "general_assembly", *CAM).table(*heads)
    }
    ricomi = next(said for name, said in rows.items() if "RICOMI" in name)
    assert re.search(r"offers: 0\b", ricomi)
    milex = next(said for name, said in rows.items() if "MILEX" in name)
    assert f"laws: {len(site.catalogue.all(Law))} (" in milex


def test_doubt_about_officers_is_on_paper(made: Callable[..., Made]) -> None:
    rows = made("en", "chair", *CEAM).table("Office", "Name", "Elected", "Term")
    marked = {row[1].partition(" officers/")[0] for row in rows if "may lie outside the period" in row[1]}
    assert marked == {"Jorge Ramón Hernández Alcerro", "Juan Miguel González Bibolini"}
    rows = made("en", "chair", "2008-09", "2009-06").table("Office", "Name", "Elected", "Term")
    assert len(rows) == 2
    assert all("end not recorded" in row[3] and "may lie outside" not in row[1] for row in rows)


def test_the_period_of_a_draft_is_that_of_the_plans_calendar(site: Site, made: Callable[..., Made]) -> None:
    found = {plan.id: period_of(site.catalogue, plan) for plan in reported(site.catalogue)}
    assert found == {
        "cam-2015-2016": period("2015-10", "2016-05"),
        "ceam-2010-2011": period("2010-11", "2011-05"),
    }
    said = made("en", "chair", "2015-10", "2016-05").words
    assert "Calder" not in said
    assert "is not known from the record" in said


def test_a_plan_without_a_calendar_has_its_own_period(real: Catalogue) -> None:
    assert period_of(real, real.get(Plan, "mide-2009-2010")) == period("2009", "2010")


def test_what_differs_in_form_only_is_counted_with_the_list(site: Site, made: Callable[..., Made]) -> None:
    substance, form = gathered(site.catalogue, period(*CEAM)).differing()
    assert substance
    assert form
    assert {item.type for item in form} <= {"name", "title", "text", "symbol"}
    said = made("en", "chair", *CEAM).words
    assert f"{len(form)} others concern names" in said
    assert key(substance[0]) in said
    part = said.partition("differ in substance")[2].partition("others concern names")[0]
    assert not [item.id for item in form if re.search(rf"{key(item)}\b", part)]


def test_activities_and_meetings_are_described_once_and_not_under_each_mandate(
    made: Callable[..., Made],
) -> None:
    said = made("en", "general_assembly", "2015-10", "2016-05").words
    under = said.partition("Below, activities stand by their number")[2].partition(
        "Work plan of the CAM, 2015"
    )[0]
    assert "Planned: October [2015] (2); November [2015]" in under
    assert not re.findall(r"(?:activities|meetings)/cam-2015", under)


def test_what_is_counted_says_of_what(made: Callable[..., Made]) -> None:
    read = made("en", "chair", "2015-10", "2016-05")
    rows = dict(read.table("Kind", "Records"))
    assert rows["Mandates"] == "8, and 4 standing functions"
    assert rows["Meetings"] == "10 calendar entries"
    assert len(read.table("Mandate", "Activities", "Meetings", "Meetings with a recorded result")) == 8
    assert "Not known whether held (1)" in made("en", "chair", *CAM).words


@pytest.mark.parametrize("name", NAMES)
def test_meetings_outside_the_period_are_named_as_such(
    site: Site, made: Callable[..., Made], name: str
) -> None:
    session = gathered(site.catalogue, period("2016-02", "2016-03"))
    outside = [meeting for item in session.activities for meeting in session.outside(item)]
    assert outside
    said = made("en", name, "2016-02", "2016-03").words
    assert "Meetings outside the period" in said
    assert all(key(meeting) in said for meeting in outside)


@pytest.mark.parametrize(
    ("language", "hosted", "page"),
    [
        ("en", "Refugees hosted", "Figures on migration: "),
        ("es", "Personas refugiadas acogidas", "Cifras sobre migración: "),
        ("fr", "Réfugiés accueillis", "Chiffres sur les migrations : "),
    ],
)
def test_figures_say_whom_they_count_and_where_they_stand(
    site: Site, made: Callable[..., Made], language: str, hosted: str, page: str
) -> None:
    said = made(language, "general_assembly", *CAM).words.replace("\u00a0", " ")
    address = assembly.address_of(Reader(site.catalogue, language, ""), "figures/")
    assert hosted in said
    assert f"{page}{address}\n" in said


# Hostile texts


def with_hostile_texts(real: Catalogue) -> Catalogue:
    """Return the facts with a text that would do harm wherever a report takes one."""
    text = Text(dict.fromkeys(LANGUAGES, HOSTILE))
    records = {kind: dict(found) for kind, found in real.records.items()}
    for kind in ("plans", "activities", "meetings", "mandates", "documents", "milestones", "discrepancies"):
        for name, record in records[kind].items():
            changed: dict[str, Any] = {"title": text, "summary": text, "unknown": [text]}
            if isinstance(record, Meeting):
                changed["outcome"] = text
            records[kind][name] = record.model_copy(update=changed)
    return dataclasses.replace(real, records=records)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_come_out_as_they_are(site: Site, name: str) -> None:
    hostile = dataclasses.replace(site, catalogue=with_hostile_texts(site.catalogue))
    read = Made(hostile, "fr", name, *CEAM)
    assert read.words.count(HOSTILE) > 20
    assert "#panic(1)$x$*b*_i_@r" in read.printed
    assert not [target for target in read.links | read.word_links if "cmd" in target or "script" in target]


# Where they stand


def test_two_makes_are_the_same_bytes(site: Site) -> None:
    one, two = (Made(site, "es", "chair", "2015-09", "2016-06") for _ in range(2))
    assert (one.pdf, one.docx) == (two.pdf, two.docx)


def test_there_is_a_draft_for_each_report_plan_language_and_format(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cam.documents.rendering.files",
        lambda cache, name, content: {"pdf": name.encode(), "docx": content.title.encode()},
    )
    build = next(one for one in outputs.OUTPUTS if one.__module__ == session_reports.__name__)
    built = build(site)
    plans = ("cam-2015-2016", "ceam-2010-2011")
    assert set(built) == {
        f"{folder}session-reports/{name}-{plan}.{ending}"
        for folder in ("", "es/", "fr/")
        for name in ("chair", "general-assembly")
        for plan in plans
        for ending in ("pdf", "docx")
    }
    assert built["session-reports/chair-cam-2015-2016.pdf"] == b"chair-2015-10-2016-05-en"
    for language in LANGUAGES:
        offered = set()
        for path in (addresses.PAGE, *(f"plans/{plan}/" for plan in plans), "mandates/ag-res-2738-3/"):
            reader = Reader(site.catalogue, language, path)
            found = list(addresses.offers(reader, path, site.catalogue.find(path.strip("/"))))
            assert found, path
            offered |= {offer.path for offer in found}
        assert offered == {path for path in built if language_of(path) == language}


def language_of(path: str) -> str:
    return path.partition("/")[0] if path.startswith(("es/", "fr/")) else "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_draft_of_its_language(site: Site, language: str) -> None:
    reader = Reader(site.catalogue, language, addresses.PAGE)
    blocks = addresses.listed(reader)
    parts = [
        part
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row[2:]
        if isinstance(cell, list)
        for part in cell
        if isinstance(part, Anchor)
    ]
    hrefs, names = [part.href for part in parts], [part.name for part in parts]
    depth = "../" if language == "en" else "../../"
    folder = "" if language == "en" else f"{language}/"
    assert len(hrefs) == len(set(hrefs)) == len(set(names)) == 8
    assert hrefs[0] == f"{depth}{folder}session-reports/chair-cam-2015-2016.pdf"


def test_without_the_mandate_that_orders_it_nothing_is_made(miniature: Site) -> None:
    assert [session_reports.build(miniature, language) for language in LANGUAGES] == [{}, {}, {}]
    reader = Reader(miniature.catalogue, "en", addresses.PAGE)
    assert list(addresses.offers(reader, addresses.PAGE, None)) == []
    assert isinstance(addresses.listed(reader)[0], Links)
    with pytest.raises(WrongPeriod, match="no mandate `ag-res-2738-3`"):
        gathered(miniature.catalogue, period("2026", "2027"))


# The command


@pytest.fixture
def command(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which `cam` is run, one of a project's; it reads the facts of this repository."""
    (tmp_path / "mkdocs.yml").touch()
    folder = tmp_path / "reports"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(live, "checked", lambda root: site)
    return folder


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "2016", "--to", "2015"], "before it starts"),
        (["--from", "2016"], "write both --from and --to"),
        (["--to", "2016"], "write both --from and --to"),
        (
            ["--from", "next year", "--to", "2016"],
            "`next year` is not a date: write 2016-06-15, 2016-06 or 2016",
        ),
        (["--from", "1999", "--to", "2000"], "there was no committee before 2007-10-24"),
        (["--language", "pt"], "`pt` is not a language of the site: use en, es, fr"),
        (["-o", "report.odt"], "`report.odt`: a report is written as .pdf or .docx"),
        (["-o", "report"], "a report is written as .pdf or .docx"),
    ],
)
def test_problems_are_said_and_nothing_is_written(
    command: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["report", "chair", *arguments]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.endswith("Nothing was written.\n")
    assert list(command.iterdir()) == []


def test_the_command_writes_what_is_asked_for(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--from", "2015-09", "--to", "2016-06"]
    assert main(["report", "chair", *options, "--language", "es", "-o", "informe.docx"]) == 0
    assert [path.name for path in command.iterdir()] == ["informe.docx"]
    read = docx.Document(str(command / "informe.docx"))
    assert read.paragraphs[0].text == "Informe de la Presidencia de la Comisión de Asuntos Migratorios (CAM)"
    assert "informe.docx was written (" in capsys.readouterr().out
    (command / "informe.docx").unlink()
    assert main(["report", "general-assembly"]) == 0
    assert {path.name for path in command.iterdir()} == {
        f"general-assembly-2015-10-2016-05-{language}.{ending}"
        for language in LANGUAGES
        for ending in ("pdf", "docx")
    }


def test_a_file_that_cannot_be_written_is_named(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "chair", "--language", "en", "-o", "nowhere/report.pdf"]) == 1
    assert capsys.readouterr().err == "nowhere/report.pdf cannot be written (No such file or directory).\n"
