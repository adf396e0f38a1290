"""A small knowledge base with its whole expected output; what its home page says of a day; the frame around pages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import bless
import pytest
from lxml import html

from cam import embed, outputs, pages
from cam.frame import Frame, frame, place_of
from cam.knowledge import Site
from cam.views import home
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")


@pytest.fixture(scope="module")
def made(miniature: Site) -> dict[str, bytes]:
    return bless.output(miniature)


# Expected output.


def test_the_same_files_are_made_as_expected(made: dict[str, bytes]) -> None:
    expected = bless.expected()
    assert sorted(made) == sorted(expected), bless.ADVICE


@pytest.mark.parametrize("name", sorted(bless.expected()))
def test_a_file_is_as_expected(name: str, made: dict[str, bytes]) -> None:
    said, wanted = made.get(name, b"").decode(), bless.expected()[name].decode()
    change = difflib.unified_diff(
        wanted.splitlines(), said.splitlines(), "expected", "made", lineterm="", n=1
    )
    assert said == wanted, "\n".join([name, *change, bless.ADVICE])


def test_every_word_and_every_list_stands_in_the_miniature(miniature: Site) -> None:
    """A new word needs an example here, or nobody sees what it says."""
    prose = "\n".join(page.text for page in miniature.pages)
    assert [word for word in embed.WORDS if f"{word}(" not in prose] == []
    assert [kind for kind in embed.LISTS if f'cam_list("{kind}")' not in prose] == []
    assert [part for part in [*embed.PARTS, *embed.BOARDS] if f'cam_show("{part}")' not in prose] == []


def test_what_a_stand_in_stands_for_is_really_made(miniature: Site, made: dict[str, bytes]) -> None:
    signs = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}
    files = {name: content for build in outputs.OUTPUTS for name, content in build(miniature).items()}
    assert {f"site/{name}" for name in files} == {name for name in made if name.startswith("site/")}
    stood_in = {name for name in files if made[f"site/{name}"] in (b"a spreadsheet", b"a document")}
    assert stood_in == {name for name in files if name.rpartition(".")[2] in signs}
    assert [name for name in stood_in if not files[name].startswith(signs[name.rpartition(".")[2]])] == []


# The same, every time.


def test_made_twice_is_the_same(miniature: Site, made: dict[str, bytes], tmp_path: Path) -> None:
    assert bless.output(miniature) == made
    assert bless.output(bless.miniature(tmp_path)) == made


def test_made_in_another_process_on_another_day_is_the_same(made: dict[str, bytes], tmp_path: Path) -> None:
    """Neither the clock, the time zone, the order of hash tables nor the folder can be seen in the output."""
    code = (
        "import sys, hashlib, pathlib; sys.path.insert(0, sys.argv[1]); import bless\n"
        "made = bless.output(bless.miniature(pathlib.Path(sys.argv[2])))\n"
        "print(hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest())"
    )
    wanted = hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest()
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", code, str(bless.HERE), str(tmp_path / seed)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert run.stdout.strip() == wanted, run.stderr


def test_no_page_of_a_record_depends_on_the_day(miniature: Site, made: dict[str, bytes]) -> None:
    later = dataclasses.replace(miniature, today=dt.date(2099, 1, 1))
    changed = sorted(name for name, content in bless.output(later).items() if content != made[name])
    assert {re.sub(r"/(en|es|fr)/", "/", name) for name in changed} == {
        "docs/index.md",  # the home page and its twin say what is next
        "site/index.md",
        "docs/desk/freshness.md",  # so do the boards for editors: what is overdue, which meetings have passed
        "site/desk/freshness/index.md",
        "docs/desk/coverage.md",
        "site/desk/coverage/index.md",
        "docs/desk/handover.md",  # and the handover pack
        "site/desk/handover/index.md",
        "site/embed/next-meetings.html",  # so does the piece for other sites
        "site/embed/next-meetings.txt",
        "site/calendars/all.alarms.ics",  # reminders are for days to come
        "site/calendars/bodies/cam.alarms.ics",
        "site/calendars/plans/plan-2027.alarms.ics",
        "site/calendars/themes/integration.alarms.ics",
        "site/security.txt",  # runs out a year after the last build
        "site/.well-known/security.txt",
    }


def test_bless_writes_what_the_tests_expect(made: dict[str, bytes], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(bless, "MINIATURE", tmp_path / "small")
    monkeypatch.setattr(bless, "ALL_WRONG", tmp_path / "wrong")
    for name in ("miniature", "all_wrong"):
        source = bless.HERE / name
        target = tmp_path / {"miniature": "small", "all_wrong": "wrong"}[name]
        for folder in ("data", "docs"):
            bless.shutil.copytree(source / folder, target / folder)
    bless.write(tmp_path / "small/expected/docs/en/stale.md", "x")
    bless.main()
    assert bless.expected() == made
    assert (tmp_path / "wrong/expected.txt").read_text("utf-8") == (
        bless.HERE / "all_wrong/expected.txt"
    ).read_text("utf-8")


# Cross links: what is said on one page is found from the other.

LINKS = [
    ("mandates/res-1-2", "activities/plan-2027-1", "the activity that carries it out"),
    ("mandates/res-1-2", "meetings/workshop", "the meeting that names it"),
    ("mandates/res-1-2", "systems/sirem", "the system that it is about"),
    ("systems/sirem", "mandates/res-1-2", "the mandate that asks for it"),
    ("documents/res-1", "mandates/res-1-2", "its mandates"),
    ("documents/res-1", "plans/plan-2027", "the plans that rest on it"),
    ("bodies/cam", "meetings/forum", "its meetings"),
    ("bodies/cam", "plans/plan-2027", "its plans"),
    ("bodies/cam", "milestones/founded", "its history"),
    ("plans/plan-2027", "activities/plan-2027-1", "its activities"),
    ("plans/plan-2027", "meetings/workshop", "its calendar"),
    ("activities/plan-2027-1", "meetings/workshop", "the meeting that carries it out"),
    ("meetings/workshop", "discrepancies/d1", "the discrepancy that concerns it"),
    ("discrepancies/d1", "meetings/workshop", "the record that it concerns"),
    ("themes/integration", "mandates/res-1-2", "what stands under it"),
    ("themes/integration", "meetings/workshop", "what stands under it"),
    ("countries/cr", "laws/cr-1986", "its law over time"),
    ("countries/cr", "laws/cr-rules", "its law without a date"),
    ("countries/cr", "portals/cr-dgme", "its institutions"),
    ("countries/cr", "portals/region", "what reaches it"),
    ("countries/cr", "members/cr-dgme", "its candidates for RICOMI"),
    ("countries/bz", "practices/card", "the practice that it took up"),
    ("laws/cr-1986", "laws/cr-2009", "what replaced it"),
    ("laws/cr-2009", "laws/cr-1986", "what it replaced"),
    ("laws/cr-2009", "laws/cr-rules", "what carries it out"),
    ("laws/cr-2009", "practices/card", "the practice that rests on it"),
    ("treaties/workers", "countries/bz", "where each state stands"),
    ("portals/cr-dgme", "portals/region", "what it keeps"),
    ("portals/cr-dgme", "members/cr-dgme", "its place in RICOMI"),
    ("members/example-b", "needs/example-unmet", "what it needs"),
    ("offers/example-visit", "needs/example-help", "the need that it answers"),
    ("needs/example-unmet", "offers/example-visit", "the nearest miss"),
    ("needs/example-help", "matches/example-pair", "what came of it"),
    ("practices/card", "countries/bz", "who took it up"),
    ("programs/farms", "countries/bz", "where its workers come from"),
    ("programs/farms", "countries/cr", "where they go"),
    ("countries/bz", "programs/farms", "the program that leads from it"),
    ("countries/cr", "programs/farms", "the program that leads to it"),
    ("countries/cr", "programs/movement", "the regime that it belonged to"),
    ("programs/farms", "laws/cr-2009", "the law that it rests on"),
    ("programs/farms", "portals/cr-dgme", "who runs it"),
    ("programs/farms", "programs/movement", "the wider program"),
    ("programs/movement", "programs/farms", "the program within it"),
    ("datasets/undesa-2024-stock", "datasets/undesa-2020-stock", "the edition that it replaces"),
    ("datasets/undesa-2020-stock", "datasets/undesa-2024-stock", "the edition that replaced it"),
    ("datasets/undesa-2024-stock", "editions/2026-11", "the report that was made of it"),
    ("editions/2026-11", "datasets/undesa-2024-stock", "the tables that it was made of"),
    ("datasets/undesa-2024-stock", "systems/sirem", "what to see also"),
    ("countries/cr", "countries/cr/figures", "its figures"),
    ("countries/cr", "reports/cr-2026-2", "its newest report"),
    ("reports/cr-2026-2", "countries/cr", "whose report it is"),
    ("reports/cr-2026-2", "rounds/2026", "the round that it belongs to"),
    ("reports/cr-2026-2", "reports/cr-2026-1", "the version before"),
    ("reports/cr-2026-1", "reports/cr-2026-2", "the version after"),
    ("rounds/2026", "reports/cr-2026-2", "the reports that came"),
    ("rounds/2025", "countries/bz", "who took part"),
    ("rounds/2025", "portals/cr-dgme", "the institution that took part"),
    ("rounds/2025", "documents/res-1", "its report"),
    ("tables/f1", "rounds/2026", "the round whose form has it"),
    ("tables/s1", "datasets/undesa-2024-stock", "what it is filled in from"),
]


@pytest.mark.parametrize(("page", "target", "what"), LINKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_leads_to(made: dict[str, bytes], language: str, page: str, target: str, what: str) -> None:
    body = made[f"docs/{language}/{page}.md"].decode().split("\n---\n\n", 1)[1]
    links = html.fromstring(body).xpath(
        "//section[contains(@class, 'block') and not(@id='sources')]//a/@href"
        " | //div[contains(@class, 'record__facts')]//a/@href"
    )
    assert f"../../{target}/" in links, what


def test_every_date_a_meeting_ever_had_is_shown_with_its_source(made: dict[str, bytes]) -> None:
    tree = html.fromstring(made["docs/en/meetings/workshop.md"].decode().split("\n---\n\n", 1)[1])
    rows = tree.xpath("//section[h2[@id='dates']]//tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == [
        "December 1, 2026, 9:30 a.m.–12:00 p.m.",
        "February 15 – 16, 2027",
    ]
    assert [row.xpath("string(td[3]/a)") for row in rows] == ["AG/RES. 1 (I-O/26)"] * 2
    assert [row.xpath("string(td[1])") for row in rows] == [
        "‹date_statuses.moved›",
        "‹date_statuses.planned›",
    ]


def test_the_table_of_translations_counts_every_record_once_per_language(miniature: Site) -> None:
    catalogue, records = miniature.catalogue, len(list(miniature.catalogue.every()))
    table = html.fromstring(embed.say(miniature, "cam_translations", "en", "about/"))
    counts = [[int(cell.text) for cell in row.xpath("td")] for row in table.xpath("//tbody/tr")]
    assert [sum(row) for row in counts] == [records] * len(catalogue.languages)
    columns = [cell.text for cell in table.xpath("//thead//th")][1:]
    assert columns == [
        "Original",
        "Official text",
        "Working translation",
        "Outdated translation",
        "Not translated yet",
    ]
    assert counts[2][-1] == 1
    assert counts[0][1] == 1


# What is next, and where all dates are past, what came last.


def shown(miniature: Site, day: str, language: str = "en") -> tuple[str, list[str]]:
    """Return the heading and the records of the home page's first block on a day."""
    reader = Reader(miniature.catalogue, language, "")
    (block,) = home.next_or_last(reader, dt.date.fromisoformat(day))
    return block.anchor, [event.what[0].href.rstrip("/") for event in block.events]


@pytest.mark.parametrize(
    ("day", "anchor", "records"),
    [
        ("2026-11-21", "next", ["meetings/workshop", "meetings/forum"]),
        (
            "2026-12-02",
            "next",
            ["meetings/workshop", "meetings/forum"],
        ),  # the first date passed, a later one holds
        ("2027-02-15", "next", ["meetings/workshop", "meetings/forum"]),
        ("2027-02-16", "next", ["meetings/workshop", "meetings/forum"]),  # its second day
        ("2027-02-17", "next", ["meetings/forum"]),
        ("2028-12-31", "next", ["meetings/forum"]),  # of which only the year is known
        ("2029-01-01", "last", ["milestones/adopted", "milestones/founded"]),
        ("1990-01-01", "next", ["meetings/workshop", "meetings/forum"]),
    ],
)
def test_the_home_page_says_what_is_next_or_came_last(
    miniature: Site, day: str, anchor: str, records: list[str]
) -> None:
    assert shown(miniature, day) == (anchor, records)


def test_a_milestone_in_the_future_did_not_come_last(miniature: Site) -> None:
    catalogue = dataclasses.replace(
        miniature.catalogue, records={**miniature.catalogue.records, "meetings": {}}
    )
    reader = Reader(catalogue, "en", "")
    (block,) = home.next_or_last(reader, dt.date(2000, 1, 1))
    assert [str(event.what[0].text) for event in block.events] == ["The committee is founded"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heading_and_the_marks_say_which_of_both_it_is(miniature: Site, language: str) -> None:
    days = [dataclasses.replace(miniature, today=dt.date(year, 1, 1)) for year in (2027, 2030)]
    coming, past = (embed.say(site, "cam_home", language, "") for site in days)
    headings = [
        html.fromstring(page).xpath("string(//*[@id='next' or @id='last'])") for page in (coming, past)
    ]
    assert headings[0] != headings[1]
    assert ('class="upcoming"' in coming, 'class="upcoming"' in past) == (True, False)


def test_the_calendar_keeps_dates_without_day_or_year_apart(miniature: Site) -> None:
    listed = html.fromstring(embed.say(miniature, "cam_calendar", "en", "calendar/"))
    assert listed.xpath("//h2/text()") == ["2026", "2027", "2028"]
    assert "Year only: no month given" in listed.xpath("//section[h2='2028']//h3/text()")
    months = html.fromstring(embed.say(miniature, "cam_calendar", "en", "calendar/", "months"))
    assert months.xpath("//section[contains(@class, 'month')]/@id") == ["m2026-12", "m2027-02"]
    busy = months.xpath("//td[@class='busy']/time/@datetime")
    assert busy[:2] == ["2026-12-01", "2027-02-15"]


def test_pages_of_one_language_link_within_it(miniature: Site) -> None:
    """The language's folder is never part of a link: the same body serves under any base path."""
    place = place_of(miniature.catalogue)
    for name, text in pages.pages(miniature.catalogue, place):
        links = html.fromstring(text.split("\n---\n\n", 1)[1]).xpath("//a[not(@hreflang)]/@href")
        assert [link for link in links if link.startswith("/") or place.site in link] == [], name


# The frame around a page.


def framed(site: bless.Site, language: str, path: str, meta: dict) -> Frame:
    return frame(site.catalogue, place_of(site.catalogue), language, path, f"docs/{language}/x.md", meta)


RECORD = {"kind": "systems", "record": "sirem", "title": "x"}


def test_the_switch_keeps_the_page(miniature: bless.Site) -> None:
    links = framed(miniature, "fr", "systems/sirem/", RECORD).languages
    assert [(link.code, link.href, link.current) for link in links] == [
        ("en", "../../../systems/sirem/", False),
        ("es", "../../../es/systems/sirem/", False),
        ("fr", "../../../fr/systems/sirem/", True),
    ]
    assert [link.name for link in links] == ["English", "español", "français"]


def test_from_the_home_page_of_the_default_language_the_switch_goes_down(miniature: bless.Site) -> None:
    assert [link.href for link in framed(miniature, "en", "", {}).languages] == ["./", "es/", "fr/"]
    assert [link.href for link in framed(miniature, "es", "", {}).languages] == ["../", "../es/", "../fr/"]


def test_only_real_translations_are_said_to_be_translations(miniature: bless.Site) -> None:
    links = framed(miniature, "en", "systems/sirem/", RECORD).languages
    assert [link.code for link in links if link.real] == ["en", "es"]
    links = framed(miniature, "en", "bulletins/x/", {"untranslated": ["fr"]}).languages
    assert [link.code for link in links if link.real] == ["en", "es"]


def test_a_page_that_stands_in_points_search_engines_to_a_real_one(miniature: bless.Site) -> None:
    assert (
        framed(miniature, "fr", "systems/sirem/", RECORD).canonical
        == "https://example.org/cam/systems/sirem/"
    )
    assert (
        framed(miniature, "es", "systems/sirem/", RECORD).canonical
        == "https://example.org/cam/es/systems/sirem/"
    )


def test_the_frame_says_whose_site_it_is_and_of_which_day(miniature: bless.Site) -> None:
    around = framed(miniature, "es", "", {"title": "Inicio"})
    assert (around.name, around.edition, around.updated) == (
        "Una base pequeña",
        "Edición de prueba",
        "21 de noviembre de 2026",
    )
    assert '<a rel="license" href="https://opensource.org/license/mit">MIT</a>' in around.licence_line
    assert (around.assets, around.parent) == ("../", "es/")


def test_only_prose_pages_are_edited_as_pages(miniature: bless.Site) -> None:
    assert framed(miniature, "en", "systems/sirem/", RECORD).edit is None
    edit = framed(miniature, "en", "about/", {}).edit
    assert edit
    assert edit.href == "https://forge.example.org/cam/edit/main/docs/en/x.md"


@pytest.mark.parametrize(
    ("environment", "site", "forge"),
    [
        ({}, "https://example.org/cam/", "https://forge.example.org/cam"),
        (
            {"SITE_URL": "https://preview.example.org/pr-1"},
            "https://preview.example.org/pr-1/",
            "https://forge.example.org/cam",
        ),
        (
            {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "ana/cam"},
            "https://example.org/cam/",
            "https://github.com/ana/cam",
        ),
    ],
)
def test_a_preview_and_a_fork_link_to_themselves(
    miniature: bless.Site, monkeypatch: pytest.MonkeyPatch, environment: dict, site: str, forge: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    place = place_of(miniature.catalogue)
    assert (place.site, place.forge) == (site, forge)
