"""The handover pack, read back from its page, PDF and Word file; its counts against others, made of the files."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import bless
import docx
import pypdf
import pytest
import yaml
from docx.oxml.ns import qn
from lxml import html

from cam import embed, freshness, handover, offers
from cam.commands import parser
from cam.commands.said import Say
from cam.documents import pdf
from cam.documents.assembly import document
from cam.documents.docx import docx as make_docx
from cam.documents.papers import handover as paper
from cam.frame import place_of
from cam.knowledge import Site
from cam.model import PartialDate, Record
from cam.model.base import Unconfirmed
from cam.model.records import Activity, Meeting, Officer, Plan
from cam.offers.documents import HANDOVER
from cam.prose import read_pages
from cam.session_reports.committee import succession
from cam.store import Catalogue
from cam.views import desk_handover, desk_handover_ahead, desk_handover_ways
from cam.views.blocks import Facts, Links, Notice, Outline, Table
from cam.views.page import anchors
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
TODAY = dt.date.fromisoformat(bless.TODAY)
NAMES = ("committee", "officers", "plan", "calendar", "open", "due", "read", "ways", "week")
HOSTILE = """#import "x": * ]]> =cmd|' /C calc'!A0 #panic("x") <script>alert(1)</script> {{ cam_list("x") }} $x$ *b*"""

Made = Callable[[str], Any]


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), TODAY)


@pytest.fixture(scope="module")
def printed(site: Site) -> Made:
    """Return a function that gives the pack of a language as a PDF, read back."""

    @cache
    def made(language: str) -> Any:
        return pypdf.PdfReader(io.BytesIO(pdf.pdf(document(paper.report(site, reader(site, language))))))

    return made


@pytest.fixture(scope="module")
def word(site: Site) -> Made:
    """Return a function that gives the pack of a language as a Word file, read back."""
    return cache(lambda language: opened(site, language))


@pytest.fixture(scope="module")
def files() -> dict[str, list[dict[str, Any]]]:
    """Return the records as the files have them, read without the program's own classes."""
    kinds = ("mandates", "plans", "activities", "meetings", "officers", "discrepancies")
    return {
        kind: [
            yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 — it makes texts only
            for path in sorted((bless.ROOT / "data" / kind).glob("*.yaml"))
        ]
        for kind in kinds
    }


def reader(site: Site, language: str) -> Reader:
    return Reader(site.catalogue, language, HANDOVER)


def opened(site: Site, language: str) -> Any:
    return docx.Document(io.BytesIO(make_docx(document(paper.report(site, reader(site, language))))))


def part(site: Site, language: str, name: str) -> list[Any]:
    """Return the blocks of one part of the pack."""
    return next(one.blocks for one in desk_handover.parts(site, reader(site, language)) if one.name == name)


def only(kind: type, blocks: list[Any]) -> Any:
    """Return the one block of a kind."""
    (found,) = (block for block in blocks if isinstance(block, kind))
    return found


def words_of(value: Any) -> str:
    """Return a cell or a line as one text."""
    if isinstance(value, list):
        return "".join(map(words_of, value))
    return str(getattr(value, "text", value))


def shown(site: Site, language: str) -> Any:
    """Return the pack as its page shows it."""
    return html.fromstring(f"<div>{embed.say(site, 'cam_show', language, HANDOVER, 'desk-handover')}</div>")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2010\u00ad-]+", "", text)


def said_in(file: Any) -> str:
    return squeezed("".join(one.text or "" for one in file.element.body.iter(qn("w:t"))))


def changed(catalogue: Catalogue, *records: Record, without: tuple[str, ...] = ()) -> Catalogue:
    """Return the facts with other records in the place of some, and without some kinds."""
    kinds = {kind: dict(found) for kind, found in catalogue.records.items()}
    for record in records:
        kinds[record.kind][record.id] = record
    for kind in without:
        kinds[kind] = {}
    return replace(catalogue, records=kinds)


# The three forms of the pack


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_pdf_and_word_file_have_the_same_parts_in_the_same_order(
    site: Site, printed: Made, word: Made, language: str
) -> None:
    titles = [reader(site, language).label(f"desk_handover.{name}") for name in NAMES]
    headings = [p.text for p in word(language).paragraphs if p.style.name == "Heading 1"]
    outline = [str(entry["/Title"]) for entry in printed(language).outline if isinstance(entry, dict)]
    page = shown(site, language)
    assert [one.name for one in desk_handover.parts(site, reader(site, language))] == list(NAMES)
    assert [item.text for item in page.xpath("./section/h2")] == titles
    assert page.xpath("./section/h2/@id") == list(NAMES)
    assert headings == titles
    assert outline == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_is_short(printed: Made, language: str) -> None:
    pages = [page.extract_text() for page in printed(language).pages]
    assert 2 <= len(pages) <= 4
    assert all(len(text) > 150 for text in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_links_to_is_named_on_paper_with_its_address(
    site: Site, printed: Made, word: Made, language: str
) -> None:
    pdf_text = squeezed("".join(page.extract_text() for page in printed(language).pages))
    word_text = said_in(word(language))
    found = [one for one in anchors(desk_handover.board(site, reader(site, language))) if not one.outside]
    assert len(found) > 60
    for anchor in found:
        address = squeezed(anchor.href.removeprefix("../../").replace("/#", "#").rstrip("/"))
        for text in (pdf_text, word_text):
            assert squeezed(str(anchor.text)) in text
            assert address in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_are_offered_at_the_foot_of_the_page_and_listed_with_the_data(
    site: Site, language: str
) -> None:
    folder = "" if language == "en" else f"{language}/"
    name = {"en": "Handover pack", "es": "Carpeta de traspaso", "fr": "Dossier de passation"}[language]
    found = {offer.path: offer.text for offer in offers.offers(reader(site, language))}
    wanted = {f"{folder}desk/handover/handover.{ending}" for ending in ("pdf", "docx")}
    assert {path: found.get(path) for path in wanted} == {
        f"{folder}desk/handover/handover.pdf": f"{name} (PDF)",
        f"{folder}desk/handover/handover.docx": f"{name} (DOCX)",
    }
    listed = anchors(offers.documents.listed(Reader(site.catalogue, language, "data/")))
    assert f"{name} (PDF)" in {anchor.name for anchor in listed}
    assert (
        next(page.meta["title"] for page in site.pages if (page.language, page.url) == (language, HANDOVER))
        == name
    )


# What it says, against the files


@pytest.mark.parametrize("language", LANGUAGES)
def test_mandates_functions_and_officers_are_those_of_the_files(
    site: Site, word: Made, files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    plan = next(item for item in files["plans"] if item["id"] == "cam-2015-2016")
    blocks = part(site, language, "committee")
    lists = {block.anchor: block for block in blocks if isinstance(block, Links)}
    functions = [item["id"] for item in files["mandates"] if item["type"] == "function"]
    linked = {name: [one.href for one in anchors([lists[name]])] for name in ("functions", "mandates")}
    assert sorted(linked["functions"]) == sorted(f"../../mandates/{name}/" for name in functions)
    assert linked["mandates"] == [f"../../mandates/{name}/" for name in plan["mandates"]]
    assert (len(functions), len(plan["mandates"]), len(files["mandates"])) == (4, 8, 15)
    rest = {"en": "And 3 other mandates", "es": "Constan además 3 mandatos", "fr": "S’y ajoutent 3 mandats"}
    assert words_of(lists[""].rows[0]).startswith(rest[language])
    officers = [item for item in files["officers"] if item["body"] in ("cam", "ceam")]
    rows = only(Table, part(site, language, "officers")).rows
    assert len(rows) == len(officers) == len(word(language).tables[0].rows) - 1 == 10
    assert [one.href.split("/")[3] for row in rows for one in row[1] if hasattr(one, "href")][:2] == [
        "delgado-chair-2025",
        "calderon-chair-2016",
    ]


def test_marks_of_mandates_without_an_activity_are_those_of_the_files(
    site: Site, files: dict[str, list[dict[str, Any]]]
) -> None:
    used = {name for item in files["activities"] for name in item.get("mandates", [])}
    plan = next(item for item in files["plans"] if item["id"] == "cam-2015-2016")
    block = next(one for one in part(site, "en", "committee") if one.anchor == "mandates")
    marked = [row[1].href.split("/")[3] for row in block.rows if "No activity" in words_of(row)]
    assert marked == [name for name in plan["mandates"] if name not in used]
    assert len(marked) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_stands_with_its_dates_each_part_below_what_it_is_part_of(
    site: Site, word: Made, files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    rows = [[cell.text for cell in row.cells] for row in word(language).tables[1].rows[1:]]
    assert [row[0] for row in rows] == ["1", "1a", "1b", "2", "2a", "2b", "3", "4", "5", "6", "7"]
    label = reader(site, language).label
    dates = dict.fromkeys((row[0] for row in rows), 0)
    for item in files["activities"]:
        if item["plan"] == "cam-2015-2016":
            named = [m for m in files["meetings"] if item["id"] in _activities_of(m)]
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
    site: Site, word: Made, files: dict[str, list[dict[str, Any]]], language: str
) -> None:
    asked = [item for item in files["mandates"] if item["type"] != "function"]
    used = {name for item in files["activities"] for name in item.get("mandates", [])}
    form = ("name", "title", "text", "symbol")
    silent = [
        item
        for item in files["meetings"]
        if "outcome" not in item
        and not item.get("documents")
        and item["dates"][-1]["status"] != "cancelled"
        and item["dates"][-1].get("end", item["dates"][-1]["start"]) < bless.TODAY
    ]
    rows = [[cell.text for cell in row.cells] for row in word(language).tables[2].rows[1:]]
    assert len(rows) == 5
    numbers = [int(row[1]) for row in rows]
    assert numbers[0] == sum(item["id"] not in used for item in asked) == 5
    assert numbers[2] == len(silent) == 6
    assert numbers[4] == sum(item["type"] not in form for item in files["discrepancies"]) == 39
    more = {"en": "36 more", "es": "36 más", "fr": "36 autres"}[language]
    assert f"{more} desk/coverage#discrepancies" in rows[4][2].replace("\u00a0", " ")
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
    other = replace(site, catalogue=changed(site.catalogue, late, soon))
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


# What is not known is said


@pytest.mark.parametrize(
    ("language", "none", "over"),
    [
        (
            "en",
            "As of November 21, 2026: no upcoming date is on record.",
            "covers 2015 – 2016, which has passed",
        ),
        (
            "es",
            "Situación al 21 de noviembre de 2026: no consta ninguna fecha futura.",
            "período ya concluido",
        ),
        (
            "fr",
            "Situation au 21 novembre 2026\u00a0: aucune date à venir n’est connue.",
            "période désormais achevée",
        ),
    ],
)
def test_where_nothing_comes_next_that_is_said(
    site: Site, printed: Made, word: Made, language: str, none: str, over: str
) -> None:
    first, *_ = part(site, language, "calendar")
    assert [words_of(row) for row in first.rows] == [none]
    text = squeezed("".join(page.extract_text() for page in printed(language).pages))
    assert squeezed(none) in text
    assert squeezed(over) in text
    assert squeezed(over) in said_in(word(language))


def test_the_meetings_since_the_plan_are_those_after_its_last_year(
    site: Site, files: dict[str, list[dict[str, Any]]]
) -> None:
    wanted = [item["id"] for item in files["meetings"] if item["dates"][-1]["start"][:4] > "2016"]
    block = next(one for one in part(site, "en", "calendar") if one.anchor == "since")
    assert sorted(one.href.split("/")[3] for one in anchors([block])) == sorted(wanted)
    assert len(wanted) == 2


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
        "As of November 21, 2026: no upcoming date is on record."
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


# How the site works


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_pack_is_one(site: Site, language: str) -> None:
    text = " ".join(words_of(values) for _, values in _ways(site, language))
    commands = re.findall(r"cam (?:new meeting ID|(?:report|freeze)[\w -]+\d)", text)
    assert commands == [
        "cam new meeting ID",
        "cam report chair --from 2015-10 --to 2016-05",
        "cam freeze ID --report session --from 2015-10 --to 2016-05",
    ]
    for command in commands:
        arguments = command.replace("ID", "2027-session").split()[1:]
        assert callable(parser.parser(Say(language)).parse_args(arguments).run)


def _ways(site: Site, language: str) -> list[tuple[str, list[Any]]]:
    return only(Facts, part(site, language, "ways")).rows


def test_without_a_plan_that_can_be_reported_commands_name_no_period(miniature: Site) -> None:
    text = " ".join(words_of(values) for _, values in _ways(miniature, "en"))
    assert "cam report chairRun the workflow" in text
    assert "--from" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_workflow_of_the_pack_exist(site: Site, language: str) -> None:
    forge = place_of(site.catalogue).forge
    outside = [one.href.removeprefix(forge) for one in anchors(part(site, language, "ways")) if one.outside]
    names = [f"{name}-{language}.yml" for name in ("error", "meeting", "date", "date")]
    assert outside == [f"/issues/new?template={name}" for name in names] + ["/actions/workflows/report.yml"]
    for name in names:
        assert (bless.ROOT / ".github/ISSUE_TEMPLATE" / name).is_file()
    assert (bless.ROOT / ".github/workflows/report.yml").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_week_has_ten_steps_in_each_language(site: Site, word: Made, language: str) -> None:
    pieces = only(Outline, part(site, language, "week")).pieces
    assert [piece.label for piece in pieces] == [f"{number}." for number in range(1, 11)]
    texts = [piece.text.text for piece in pieces]
    assert len(set(texts)) == len(desk_handover_ways.STEPS) == 10
    assert {piece.text.language for piece in pieces} == {language}
    assert all(squeezed(text) in said_in(word(language)) for text in texts)


def test_labels_of_the_pack_are_in_every_language_and_french_has_its_spaces(real: Catalogue) -> None:
    labels = {key: entry for key, entry in real.labels.items() if key.startswith("desk_handover.")}
    assert len(labels) > 50
    for key, entry in labels.items():
        assert set(entry) == set(LANGUAGES), key
        assert len({repr(text) for text in entry.values()}) >= 2, key
        assert not re.search(r"[ \w][:;?!»](?!\w)", re.sub(r"\w+: \w+", "", _french(entry))), key


def _french(entry: dict[str, Any]) -> str:
    """Return a label in French; a key of a file, as in “status: moved”, is no sentence."""
    return " ".join(entry["fr"].values()) if isinstance(entry["fr"], dict) else str(entry["fr"])


# Hostile content


def test_hostile_texts_are_texts_on_the_page_and_in_both_files(site: Site) -> None:
    catalogue, hostile = site.catalogue, dict.fromkeys(LANGUAGES, HOSTILE)
    body = succession(catalogue)[0].model_copy(update={"summary": hostile, "unknown": [hostile]})
    officer = catalogue.get(Officer, "delgado-chair-2025").model_copy(
        update={"title": hostile, "unknown": [hostile]}
    )
    plan = catalogue.get(Plan, "cam-2015-2016").model_copy(update={"title": hostile, "unknown": [hostile]})
    activity = catalogue.get(Activity, "cam-2015-2016-3").model_copy(update={"title": hostile})
    other = replace(site, catalogue=changed(catalogue, body, officer, plan, activity))
    page = shown(other, "en")
    assert page.xpath("//script | //*[@onerror]") == []
    assert page.text_content().count(HOSTILE) == 7
    file = opened(other, "en")
    assert said_in(file).count(squeezed(HOSTILE)) == 7
    made = pdf.pdf(document(paper.report(other, reader(other, "en"))))
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert squeezed(text).count(squeezed("<script>alert(1)</script>")) == 7


def test_a_text_in_another_language_is_marked(site: Site) -> None:
    plan = site.catalogue.get(Plan, "cam-2015-2016").model_copy(update={"unknown": [{"en": "Who knows."}]})
    other = replace(site, catalogue=changed(site.catalogue, plan))
    (line,) = only(Notice, part(other, "fr", "plan")).lines
    assert line[0].foreign
    label = reader(other, "fr").label("marks.untranslated", language="anglais")
    assert squeezed(f"Who knows. {label}") in said_in(opened(other, "fr"))


# The entry of the desk


def _links(text: str) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)]+)\)", text)


def test_the_entry_of_the_desk_leads_to_every_board_in_the_same_order_in_every_language(site: Site) -> None:
    texts = {page.language: page.text for page in site.pages if page.url == "desk/"}
    found = {language: list(_links(text)) for language, text in texts.items()}
    assert found["en"] == found["es"] == found["fr"]
    boards = {path.name for path in (bless.ROOT / "docs/en/desk").glob("*.md")} - {"index.md"}
    assert len(boards) >= 5
    assert boards <= {link.partition("#")[0] for link in found["en"]}
    assert {"../about/editing.md", "../session-reports/index.md", "../data/fields.md"} <= set(found["en"])
    assert all('{{ cam_show("desk-forms") }}' in text for text in texts.values())
    headings = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in texts.values()]
    assert headings[0] == headings[1] == headings[2] == ["##"] * 5
    nav = (bless.ROOT / "mkdocs.yml").read_text("utf-8")
    assert "      - desk/handover.md\n" in nav
