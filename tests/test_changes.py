"""What changed, as the records tell it: each rule, the day of a change, whom it concerns, and the page of changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import bless
import pytest
import yaml
from lxml import html

from cam import concern, embed, health, prose
from cam.changes import GATHERED, Change, changes
from cam.knowledge import Site
from cam.loading import load
from cam.model import PartialDate
from cam.model.health import Check
from cam.store import Catalogue, is_example, key
from cam.views import changes as said
from cam.views.reader import Reader

Tree = Callable[..., Path]
Edit = Callable[..., Catalogue]
NEW_SOURCE = '{address: "https://www.example.org/news", publisher: OAS, seen: 2027-01-15, evidence: seen}'


@pytest.fixture
def edit(tree: Tree) -> Edit:
    """Return a function that replaces words in files of the miniature, or writes files anew, and reads it again."""
    root = tree()

    def change(edits: dict[str, Sequence[tuple[str, str]] | str] | None = None) -> Catalogue:
        for name, how in (edits or {}).items():
            text = how if isinstance(how, str) else (root / name).read_text("utf-8")
            for old, new in how if not isinstance(how, str) else ():
                assert old in text, f"{name}: {old}"
                text = text.replace(old, new, 1)
            bless.write(root / name, text)
        catalogue, problems = load(root)
        assert not problems
        return catalogue

    return change


def told(catalogue: Catalogue, *types: str) -> list[tuple[str, str]]:
    """Return (day, path) of the changes of some types, or of those that are told one by one."""
    return [
        (str(change.day), change.path)
        for change in changes(catalogue)
        if (change.type in types if types else change.type not in GATHERED)
    ]


def new(before: Catalogue, after: Catalogue) -> list[tuple[str, str]]:
    """Return (day, path) of what is told afterwards only; what was told before is told as it was."""
    old = {change.path: change for change in changes(before)}
    found = []
    for change in changes(after):
        if change.path in old:
            assert (change.day, change.type) == (old[change.path].day, old[change.path].type)
        else:
            found.append((str(change.day), change.path))
    assert set(old) <= {change.path for change in changes(after)}
    return found


# The miniature and the real base as they are


def test_the_miniature_tells_what_its_records_hold(miniature: Site) -> None:
    assert told(miniature.catalogue) == [
        ("2026-11-21", "meetings/workshop/moved/2027-02-15"),
        ("2026-11-20", "editions/2026-11/edition"),
        ("2026-11-20", "datasets/undesa-2024-stock/figures"),
        ("2026-11-20", "reports/cr-2026-2/figures"),
    ]
    assert told(miniature.catalogue, "revised") == [("2026-11-21", "meetings/workshop/revised/2026-11-21")]


def test_every_record_is_told_once_and_nothing_made_up(real: Catalogue, miniature: Site) -> None:
    for catalogue in (real, miniature.catalogue):
        added = [key(change.record) for change in changes(catalogue) if change.type == "added"]
        assert sorted(added) == sorted(key(item) for item in catalogue.every() if not is_example(item))
        assert [change for change in changes(catalogue) if is_example(change.record)] == []


def test_the_real_base_tells_the_two_dates_of_the_workshop_once(real: Catalogue) -> None:
    """A later source that gives no hour does not move the meeting that it confirms."""
    known = {path: day for day, path in told(real, "moved", "held", "cancelled")}
    assert known["meetings/workshop-learning-from-experience/moved/2011-04-12T0900"] == "2026-11-21"
    assert known["meetings/ceam-2011-02-16/held/2011-02-16"] == "2026-11-21"
    assert "meetings/ceam-2011-02-16/moved/2011-02-16" not in known


def test_paths_tell_all_changes_apart_and_the_order_is_fixed(real: Catalogue) -> None:
    found = changes(real)
    assert [path for path, number in Counter(change.path for change in found).items() if number > 1] == []
    assert [change.day for change in found] == sorted((change.day for change in found), reverse=True)
    types = list(real.vocabulary["change_types"])
    for day in {change.day for change in found}:
        ranks = [types.index(change.type) for change in found if change.day == day]
        assert ranks == sorted(ranks)


def test_every_type_has_its_words() -> None:
    codes = yaml.safe_load((bless.ROOT / "data/vocabulary/change_types.yaml").read_text("utf-8"))
    assert set(GATHERED) < set(codes)
    assert list(codes)[-2:] == list(GATHERED)  # of a day, what comes by hundreds stands last


# Meetings

FORUM = "data/meetings/forum.yaml"
PLANNED = '  - {start: "2028", status: planned, sources: [{document: res-1, item: "4"}]}\n'


def with_date(line: str, *more: tuple[str, str]) -> dict:
    return {FORUM: [(PLANNED, f"{PLANNED}  - {line}\n"), *more]}


REVISED = ("added: 2026-11-20", "added: 2026-11-20\nrevised: 2027-01-20")


@pytest.mark.parametrize(
    ("line", "kind", "mark"),
    [
        ("start: 2028-05-03, opens: '10:00', status: planned", "moved", "2028-05-03T1000"),
        ("start: 2028-05, status: unknown", "moved", "2028-05"),
        ("start: '2028', status: cancelled", "cancelled", "2028"),
        ("start: '2028', status: held", "held", "2028"),
    ],
)
def test_a_new_date_is_of_the_day_on_which_its_source_was_read(
    miniature: Site, edit: Edit, line: str, kind: str, mark: str
) -> None:
    after = edit(with_date(f"{{{line}, sources: [{NEW_SOURCE}]}}"))
    assert new(miniature.catalogue, after) == [("2027-01-15", f"meetings/forum/{kind}/{mark}")]


def test_the_same_date_in_another_source_is_no_change(miniature: Site, edit: Edit) -> None:
    assert (
        new(
            miniature.catalogue,
            edit(with_date(f"{{start: '2028', status: planned, sources: [{NEW_SOURCE}]}}")),
        )
        == []
    )


def test_without_a_new_source_it_is_of_the_day_of_the_revision(miniature: Site, edit: Edit) -> None:
    after = edit(with_date("{start: 2028-05-03, status: planned, sources: [{document: res-1}]}", REVISED))
    assert new(miniature.catalogue, after) == [
        ("2027-01-20", "meetings/forum/moved/2028-05-03"),
        ("2027-01-20", "meetings/forum/revised/2027-01-20"),
    ]


def test_a_revision_years_later_does_not_make_an_old_move_new(edit: Edit) -> None:
    added = ("added: 2026-11-20", "added: 2026-11-20\nrevised: 2031-01-20")
    after = edit(with_date("{start: 2028-05-03, status: planned, sources: [{document: res-1}]}", added))
    assert ("2026-11-20", "meetings/forum/moved/2028-05-03") in told(after)


def test_a_document_gives_its_own_day_of_arrival(edit: Edit) -> None:
    text = (bless.MINIATURE / "data/documents/res-1.yaml").read_text("utf-8")
    later = text.replace("id: res-1", "id: res-2").replace("added: 2026-11-20", "added: 2027-03-01")
    line = "{start: 2028-05-03, status: planned, sources: [{document: res-2}]}"
    after = edit({"data/documents/res-2.yaml": later, **with_date(line, REVISED)})
    assert ("2027-03-01", "meetings/forum/moved/2028-05-03") in told(after)


def test_a_month_that_is_all_that_is_known_stays_a_month(edit: Edit) -> None:
    source = NEW_SOURCE.replace("seen: 2027-01-15", "seen: 2027-01")
    after = edit(with_date(f"{{start: 2028-05, status: planned, sources: [{source}]}}"))
    assert told(after)[0] == ("2027-01", "meetings/forum/moved/2028-05")


def test_moved_there_and_back_and_there_again_are_three_changes(edit: Edit) -> None:
    lines = "".join(
        f"  - {{start: {day}, status: planned, sources: [{NEW_SOURCE}]}}\n"
        for day in ("2028-05-03", "2028-06-01", "2028-05-03")
    )
    after = edit({FORUM: [(PLANNED, PLANNED + lines)]})
    assert [path for _, path in told(after) if "forum" in path] == [
        "meetings/forum/moved/2028-05-03",
        "meetings/forum/moved/2028-06-01",
        "meetings/forum/moved/2028-05-03/2",
    ]


def test_a_date_that_falls_later_was_moved_all_the_same(miniature: Site, edit: Edit) -> None:
    after = edit({"data/meetings/workshop.yaml": [("status: planned", "status: cancelled")]})
    assert new(miniature.catalogue, after) == [("2026-11-21", "meetings/workshop/cancelled/2027-02-15")]


def test_a_meeting_may_lose_its_date_without_getting_another(edit: Edit) -> None:
    after = edit({FORUM: [("status: planned", "status: moved")]})
    (change,) = [item for item in changes(after) if item.path == "meetings/forum/moved/2028"]
    assert plain(Reader(after, "es", ""), change) == "Fecha que ya no rige: 2028; no consta ninguna otra"


def test_what_was_held_before_its_record_came_in_is_no_news(miniature: Site, edit: Edit) -> None:
    assert new(miniature.catalogue, edit({FORUM: [("status: planned", "status: held")]})) == []
    read = f"status: held, sources: [{NEW_SOURCE}]"
    after = edit({FORUM: [('status: held, sources: [{document: res-1, item: "4"}]', read)]})
    assert new(miniature.catalogue, after) == [("2027-01-15", "meetings/forum/held/2028")]


# Portals


def checked(*results: str) -> str:
    """Return data/health.yaml with one check of the miniature's portal a week."""
    first, lines = dt.date(2027, 1, 1), ["cr-dgme:"]
    for week, result in enumerate(results):
        to = ', to: "https://new.example.org/"' if result == "moved" else ""
        lines.append(f"- {{day: {first + dt.timedelta(weeks=week)}, result: {result}{to}}}")
    return "\n".join(lines) + "\n"


PORTAL = "portals/cr-dgme"


def with_health(site: Site, text: str) -> Catalogue:
    """Return the catalogue with a history of link checks."""
    given = yaml.safe_load(text).items()
    history = {
        portal: [Check(**{**line, "day": PartialDate(str(line["day"]))}) for line in lines]
        for portal, lines in given
    }
    return replace(site.catalogue, health=history)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("answers", []),
        ("answers gone error", []),
        ("answers gone error timeout", [("2027-01-22", "failing")]),
        ("gone gone gone", [("2027-01-15", "failing")]),
        ("gone gone gone gone", [("2027-01-15", "failing")]),
        ("gone gone gone answers", [("2027-01-22", "recovered"), ("2027-01-15", "failing")]),
        ("gone gone gone refuses gone", [("2027-01-22", "recovered"), ("2027-01-15", "failing")]),
        ("answers moved moved", [("2027-01-08", "relocated")]),
        ("moved timeout moved", [("2027-01-01", "relocated")]),
        (
            "gone gone gone moved",
            [("2027-01-22", "recovered"), ("2027-01-22", "relocated"), ("2027-01-15", "failing")],
        ),
    ],
)
def test_a_portal_fails_answers_again_or_moves(
    miniature: Site, results: str, expected: list[tuple[str, str]]
) -> None:
    found = new(miniature.catalogue, with_health(miniature, checked(*results.split())))
    assert found == [(day, f"{PORTAL}/{kind}/{day}") for day, kind in expected]


@pytest.mark.parametrize("results", ["answers " + "gone " * 30, "gone " * 30, "moved " * 30])
def test_a_failure_is_told_once_however_often_it_is_checked(miniature: Site, results: str) -> None:
    """Only the last checks are kept; what began before them has no day any more, and never gets another."""
    known: set[str] = set()
    history: dict[str, list[Check]] = {}
    for line in yaml.safe_load(checked(*results.split()))["cr-dgme"]:
        history = health.extended(
            history, {"cr-dgme": Check(**{**line, "day": PartialDate(str(line["day"]))})}
        )
        after = replace(miniature.catalogue, health=history)
        known |= {path for _, path in told(after, "failing", "relocated")}
    assert len(history["cr-dgme"]) == health.KEPT < len(results.split())
    assert len(known) == 1


def test_a_portal_that_is_closed_fails_without_a_word(miniature: Site) -> None:
    text = checked("gone", "gone", "gone").replace("cr-dgme", "region")
    assert told(with_health(miniature, text), "failing") == []


# What records tell with a date of their own

TREATY = "data/treaties/workers.yaml"


def test_a_state_becomes_party_after_the_treaty_came_in(miniature: Site, edit: Edit) -> None:
    party = f"status: party\n    date: 2027-01-10\n    sources: [{NEW_SOURCE}]"
    after = edit({TREATY: [("status: signed\n    signed: 2002", party)]})
    assert new(miniature.catalogue, after) == [
        ("2027-01-15", "treaties/workers/standing/cr/party/2027-01-10")
    ]
    (change,) = [item for item in changes(after) if item.type == "standing"]
    assert change.states == ("cr",)
    reader = Reader(after, "en", "")
    assert said.title(reader, change) == "Standing toward a treaty: Costa Rica, Convention on workers"
    assert plain(reader, change).startswith("Costa Rica: Party, January 10, 2027")


def test_a_standing_that_is_only_remembered_is_marked(edit: Edit) -> None:
    after = edit({TREATY: [("date: 2001-11-14", "date: 2027-01-10")]})
    (change,) = [item for item in changes(after) if item.type == "standing"]
    assert plain(Reader(after, "fr", ""), change).endswith("Non confirmé")


def test_a_law_is_replaced_by_one_that_came_in_later(miniature: Site, edit: Edit) -> None:
    assert told(miniature.catalogue, "ended") == []
    after = edit({"data/laws/cr-2009.yaml": [("added: 2026-11-20", "added: 2027-02-01")]})
    assert told(after, "ended") == [("2027-02-01", "laws/cr-1986/ended")]
    assert told(after, "revised") == told(miniature.catalogue, "revised")  # that day’s is told once
    assert after.records["laws"]["cr-1986"].revised == "2027-02-01"
    (change,) = [item for item in changes(after) if item.type == "ended"]
    assert plain(Reader(after, "en", ""), change) == "Replaced by Law on migration Not confirmed"


def test_a_law_ends_after_it_came_in(edit: Edit) -> None:
    ended = ("status: in_force", "valid_to: 2027-06-30\nstatus: ended")
    after = edit({"data/laws/cr-2009.yaml": [ended]})
    assert told(after, "ended") == [("2027-06-30", "laws/cr-2009/ended")]
    (change,) = [item for item in changes(after) if item.type == "ended"]
    text = plain(Reader(after, "en", ""), change)
    assert text.startswith("Its period has ended. ")
    assert "June 30, 2027" in text


def test_a_law_replaced_in_part_is_still_in_force_and_was_revised(miniature: Site, edit: Edit) -> None:
    part = [("replaces: [cr-1986]", "replaces_partly: [cr-1986]"), ("added: 2026-11-20", "added: 2027-02-01")]
    after = edit({"data/laws/cr-2009.yaml": part})
    assert told(after, "ended") == []
    revised = [("2027-02-01", "laws/cr-1986/revised/2027-02-01")]
    assert told(after, "revised") == revised + told(miniature.catalogue, "revised")


def test_an_event_of_membership_is_told_once_it_is_younger_than_the_record(edit: Edit) -> None:
    def event(date: str) -> tuple[str, str]:
        text = "{en: It left., es: Se retiró., fr: Il s’est retiré.}"
        given = f"membership_events:\n  - {{date: {date}, text: {text}, sources: [{NEW_SOURCE}]}}\n"
        return "membership: member", given + "membership: member"

    path = "data/countries/cr.yaml"
    assert told(edit({path: [event("1999")]}), "membership") == []
    after = edit({path: [("1999", "2027-01-02")]})
    assert told(after, "membership") == [("2027-01-15", "countries/cr/membership/2027-01-02")]
    (change,) = [item for item in changes(after) if item.type == "membership"]
    assert plain(Reader(after, "en", ""), change) == "January 2, 2027: It left."


# Figures


def test_another_version_of_a_report_tells_its_revised_figures(miniature: Site, edit: Edit) -> None:
    record = (bless.MINIATURE / "data/reports/cr-2026-2.yaml").read_text("utf-8")
    table = (bless.MINIATURE / "data/figures/cr-2026-2.csv").read_text("utf-8")
    third = record.replace("cr-2026-2", "cr-2026-3").replace("vintage: 2", "vintage: 3")
    after = edit(
        {
            "data/reports/cr-2026-3.yaml": third.replace("added: 2026-11-20", "added: 2027-02-02"),
            "data/figures/cr-2026-3.csv": table.replace("1850", "1900"),
        }
    )
    assert new(miniature.catalogue, after) == [
        ("2027-02-02", "reports/cr-2026-3/figures"),
        ("2027-02-02", "reports/cr-2026-3/added"),
    ]
    change = changes(after)[0]
    assert change.states == ("cr",)
    assert said.figures(Reader(after, "en", ""), change) == ["F1, Work, 2025: 1,900; earlier: 1,850"]


def test_an_edition_of_a_table_tells_the_states_whose_figures_differ(miniature: Site) -> None:
    (change,) = [item for item in changes(miniature.catalogue) if item.path.endswith("stock/figures")]
    assert change.states == ("cr",)
    reader = Reader(miniature.catalogue, "en", "")
    assert said.figures(reader, change, "bz") == []
    (line,) = said.figures(reader, change, "cr")
    assert line == "Costa Rica, Women + Men, 2020: 540,000; earlier: 520,000 (years that differ: 1 of 2)"


def test_the_real_edition_of_the_stock_revises_some_states(real: Catalogue) -> None:
    (change,) = [item for item in changes(real) if item.path == "datasets/undesa-2024-stock/figures"]
    lines = said.figures(Reader(real, "en", ""), change)
    assert set(change.states) < set(real.records["countries"])
    names = {str(Reader(real, "en", "").title(real.records["countries"][code])) for code in change.states}
    assert {line.split(", ")[0] for line in lines} == names


# Whom it concerns


@pytest.mark.parametrize(
    ("record", "states"),
    [
        ("countries/cr", ["cr"]),
        ("laws/cr-1986", ["cr"]),
        ("portals/region", ["bz", "cr"]),
        ("programs/farms", ["bz", "cr"]),
        ("treaties/workers", ["bz", "cr"]),
        ("members/cr-dgme", ["cr"]),
        ("reports/cr-2026-1", ["cr"]),
        ("datasets/unhcr-solutions", ["cr"]),
        ("practices/card", ["bz", "cr"]),
        ("mandates/res-1-2", []),
    ],
)
def test_a_record_concerns_the_states_that_it_is_about(
    miniature: Site, record: str, states: list[str]
) -> None:
    found = miniature.catalogue.find(record)
    assert found
    assert concern.states(miniature.catalogue, found) == states


def test_what_is_offered_concerns_the_state_of_who_offers_it(edit: Edit) -> None:
    text = (bless.MINIATURE / "data/offers/example-visit.yaml").read_text("utf-8")
    offer = (
        text.replace("example-visit", "visit").replace("example: true\n", "").replace("example-a", "cr-dgme")
    )
    after = edit({"data/offers/visit.yaml": offer + "\nsources: [{document: res-1}]\n"})
    (change,) = [item for item in changes(after) if item.path == "offers/visit/added"]
    assert change.states == ("cr",)


def test_a_treaty_says_nothing_to_states_of_which_it_knows_nothing(real: Catalogue) -> None:
    for treaty in real.records["treaties"].values():
        parties = sorted({str(item.country) for item in treaty.participations})
        assert concern.states(real, treaty) == parties
        assert treaty.not_listed or treaty.not_checked or len(parties) == len(real.records["countries"])


def test_a_discrepancy_concerns_the_state_whose_record_is_in_doubt(real: Catalogue) -> None:
    found = {
        record.id: concern.states(real, record)
        for record in real.records["discrepancies"].values()
        if any(str(item).startswith(("laws/", "countries/")) for item in record.concerns)
    }
    assert found
    assert all(found.values())


def test_records_of_a_theme_are_those_of_its_page(real: Catalogue) -> None:
    for theme in real.records["themes"].values():
        under = {key(item) for item in real.every() if theme.id in item.themes and not is_example(item)}
        concerned = {key(item.record) for item in changes(real) if theme.id in concern.themes(item.record)}
        assert concerned == under | {key(theme)}


# The page


def plain(reader: Reader, change: Change) -> str:
    """Return the text of what is said of a change."""
    return "".join(str(getattr(part, "text", part)) for part in said.said(reader, change))


def listed(site: Site, language: str = "en") -> html.HtmlElement:
    return html.fromstring(f"<div>{embed.say(site, 'cam_changes', language, 'changes/')}</div>")


def site_of(catalogue: Catalogue) -> Site:
    pages = prose.read_pages(catalogue.root, catalogue.languages)
    return Site(catalogue, pages, dt.date(2026, 11, 21))


WORKSHOP = "New date: February 15 – 16, 2027; earlier date: December 1, 2026, 9:30 a.m.–12:00 p.m."


def test_the_page_has_each_day_once_newest_first(miniature: Site) -> None:
    page = listed(miniature)
    assert page.xpath("//h2/@id") == ["d2026-11-21", "d2026-11-20"]
    assert page.xpath("//h2/text()") == ["November 21, 2026", "November 20, 2026"]
    first = [" ".join(item.text_content().split()) for item in page.xpath("//section[1]//li")]
    assert first == [
        f"Change of date Workshop on integration — {WORKSHOP}",
        "Revised record Workshop on integration — February 15 – 16, 2027",
    ]


def test_on_a_day_of_many_the_records_are_counted_by_kind(real: Catalogue) -> None:
    page = listed(site_of(real))
    days = page.xpath("//section")
    first = min(str(item.added) for item in real.every())
    (counted,) = [item for item in days[-1].xpath(".//li") if "New records" in item.text_content()]
    numbers = {
        link.get("href").strip("./"): int(link.text.rsplit("(")[-1].rstrip(")"))
        for link in counted.xpath(".//a")
    }
    expected = Counter(item.kind for item in real.every() if item.added == first and not is_example(item))
    assert numbers == dict(expected)
    assert list(numbers.values()) == sorted(numbers.values(), reverse=True)


def test_on_a_day_of_few_each_record_is_named(edit: Edit) -> None:
    after = edit({"data/laws/cr-2009.yaml": [("added: 2026-11-20", "added: 2027-02-01")]})
    rows = [" ".join(row.text_content().split()) for row in listed(site_of(after)).xpath("//section[1]//li")]
    assert rows == [
        "No longer in force Law on foreigners — Replaced by Law on migration Not confirmed",
        "New record Law on migration — Costa Rica, 8764",
    ]


def test_the_page_tells_the_same_in_every_language(real: Catalogue) -> None:
    pages = [listed(site_of(real), language) for language in real.languages]
    assert len({tuple(page.xpath("//@href")) for page in pages}) <= 2  # kinds of one size may change places
    assert len({len(page.xpath("//li")) for page in pages}) == 1
    assert len({tuple(page.xpath("//h2/@id")) for page in pages}) == 1


def test_the_home_page_tells_a_failing_portal(miniature: Site) -> None:
    after = with_health(miniature, checked("gone", "gone", "gone"))
    text = html.fromstring(embed.say(site_of(after), "cam_home", "en", "")).text_content()
    news = " ".join(text.split())
    assert (
        "January 15, 2027 Portal does not answer Migration office — Failing: no answer three times in a row"
        in news
    )
