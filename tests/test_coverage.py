"""What this site holds and what it does not: each count against one made here in another way, in three languages."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
import yaml
from lxml import html

from cam import cli, coverage, embed
from cam.commands import status_coverage
from cam.commands.said import Say
from cam.knowledge import Site
from cam.model import KINDS, PartialDate, Text
from cam.model.base import Unconfirmed
from cam.store import Catalogue
from cam.views import desk_coverage, lists
from cam.views.blocks import Group, Links, Table
from cam.views.reader import Reader
from cam.views.treaties import Matrix

Tree = Callable[..., Path]
LANGUAGES = ("en", "es", "fr")
TODAY = dt.date.fromisoformat(bless.TODAY)
HOSTILE = [
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "{{ cam_list('mandates') }}",
    "*a* _b_ | c",
]


@pytest.fixture(scope="module")
def files() -> dict[str, list[dict]]:
    """Return the records as the files have them, by kind: read without the program's own classes. Examples left out."""
    found: dict[str, list[dict]] = {}
    for kind in KINDS:
        paths = sorted((bless.ROOT / "data" / kind).glob("*.yaml"))
        records = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in paths]  # noqa: S506 — it makes texts only
        found[kind] = [record for record in records if record.get("example") != "true"]
    return found


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, [], TODAY)


def with_records(catalogue: Catalogue, kind: str, *changed: object) -> Catalogue:
    records = {**catalogue.records[kind], **{record.id: record for record in changed}}
    return replace(catalogue, records={**catalogue.records, kind: records})


def block(blocks: list, anchor: str) -> Table | Links | Matrix:
    """Return the block of an anchor, also out of a group."""
    every = [inner for outer in blocks for inner in (outer.blocks if isinstance(outer, Group) else [outer])]
    (found,) = [one for one in every if one.anchor == anchor]
    return found


def shown(site: Site, language: str, anchor: str) -> Table | Links | Matrix:
    return block(desk_coverage.board(site, Reader(site.catalogue, language, "desk/coverage/")), anchor)


def text_of(cell: object) -> str:
    if isinstance(cell, list):
        return "".join(map(text_of, cell))
    if hasattr(cell, "short"):
        return cell.short
    return str(cell.text if hasattr(cell, "text") else cell)


# States


@pytest.fixture(scope="module")
def counted(files: dict[str, list[dict]]) -> dict[str, Counter]:
    """Count anew, from the files, what is held of each state."""
    found: dict[str, Counter] = {}
    unsure = {"not_checked", "recalled"}
    for state in [country["id"] for country in files["countries"]]:
        known = 0
        for treaty in files["treaties"]:
            entry = [item for item in treaty.get("participations", []) if item["country"] == state]
            known += bool(entry and entry[0]["evidence"] not in unsure)
            known += bool(not entry and state in treaty.get("not_listed", []))
        found[state] = Counter(
            laws=sum(law["country"] == state for law in files["laws"]),
            portals=sum(
                state in item.get("countries", []) and item["scope"] == "national" for item in files["portals"]
            ),
            programs=sum(
                state in [*item.get("origins", []), *item.get("destinations", [])] for item in files["programs"]
            ),
            treaties=known,
            members=sum(item.get("country") == state for item in files["members"]),
            practices=sum(
                state in [*item.get("countries", []),
                          *(code for one in item.get("adapted_by", []) for code in one.get("countries", []))]
                for item in files["practices"]
            ),
        )  # fmt: skip
    return found


def test_what_is_held_of_each_state_is_what_the_files_say(
    real: Catalogue, counted: dict[str, Counter]
) -> None:
    held = coverage.of_states(real)
    assert len(held) == len(counted) == 35
    assert {
        state: {name: number for name, number in numbers.items() if name != "figures"}
        for state, numbers in held.items()
    } == {state: dict(numbers) for state, numbers in counted.items()}


def test_figures_are_those_that_a_states_page_shows(real: Catalogue) -> None:
    from cam.views.figures import headline

    held = coverage.of_states(real)
    reader = Reader(real, "en", "countries/")
    for country in real.records["countries"].values():
        assert held[country.id]["figures"] == len(headline(reader, country)), country.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_states_says_the_same_and_no_more(
    site: Site, counted: dict[str, Counter], language: str
) -> None:
    table = shown(site, language, "states")
    assert isinstance(table, Matrix)
    assert len(table.rows) == 35
    names = list(coverage.STATE_LISTS)
    assert len(table.columns) == len(names) + 1
    for row in table.rows:
        state = row[0][0].href.strip("./").rpartition("/")[2]
        for name, cell in zip(names, row[1:], strict=True):
            if name != "figures":
                assert text_of(cell) == (str(counted[state][name]) if counted[state][name] else "–")
    signs = [cell for row in table.rows for cell in row[1:] if hasattr(cell, "said")]
    wanted = {"en": "This site holds no record", "es": "Este sitio no tiene ningún registro",
              "fr": "Ce site ne contient aucune fiche"}  # fmt: skip
    assert {sign.said for sign in signs} == {wanted[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_list_names_the_states_of_which_nothing_is_held(
    site: Site, counted: dict[str, Counter], language: str
) -> None:
    table = shown(site, language, "without")
    for name, row in zip(coverage.STATE_LISTS, table.rows, strict=True):
        if name == "figures":
            continue
        missing = {state for state, numbers in counted.items() if not numbers[name]}
        linked = {part.href.strip("./").rpartition("/")[2] for part in row[2] if hasattr(part, "href")}
        assert (int(row[1]), linked) == (len(missing), missing)


def test_a_list_without_gaps_says_so(site: Site) -> None:
    rows = {row[0]: row[1:] for row in shown(site, "en", "without").rows}
    assert rows["Legal instruments"] == ["0", "No state is missing."]


def test_where_nothing_is_held_it_is_said_of_this_site(miniature: Site) -> None:
    catalogue = with_records(miniature.catalogue, "countries")
    held = coverage.of_states(replace(catalogue, records={**catalogue.records, "laws": {}, "practices": {}}))
    assert coverage.states_without(held)["laws"] == ["bz", "cr"]
    words = (bless.ROOT / "data/labels/desk_coverage.yaml").read_text("utf-8")
    assert not re.search(r"the state has no|l’État n’a|el Estado no tiene", words)


# Languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_counted_by_kind_and_language(
    real: Catalogue, files: dict[str, list[dict]], language: str
) -> None:
    from cam.text import folded  # no rule of coverage's: names are made of the same labels

    reader = Reader(real, language, "")
    table = shown(Site(real, [], TODAY), language, "languages")
    named = {folded(str(row[0])): row[1:] for row in table.rows}
    for kind, records in files.items():
        if not records:
            assert folded(reader.label(f"kinds.{kind}")) not in named
            continue
        row = named[folded(reader.label(f"kinds.{kind}"))]
        assert row[0] == str(len(records))
        for code, cell in zip(real.languages, row[1:], strict=True):
            there = sum(
                record.get("translations", {}).get(code) != "missing"
                and (kind in ("countries", "members") or code in record["title"])
                for record in records
            )
            assert re.match(r"\d+", str(cell))[0] == str(100 * there // len(records)), (kind, code)


def test_a_missing_text_is_counted_and_a_hundred_percent_means_all(miniature: Site) -> None:
    found = {code: coverage.translated(miniature.catalogue, "systems", code) for code in LANGUAGES}
    assert [(one.there, one.all) for one in found.values()] == [(1, 1), (1, 1), (0, 1)]
    reader = Reader(miniature.catalogue, "fr", "")
    assert desk_coverage._share(reader, coverage.Share(199, 0, 200)) == "99\u00a0%"
    assert desk_coverage._share(reader, coverage.Share(200, 3, 200)) == "100\u00a0% (3 antérieures)"


# Fields


def test_fields_that_are_seldom_filled_are_counted_in_the_files(
    real: Catalogue, files: dict[str, list[dict]]
) -> None:
    seen = 0
    for kind, records in files.items():
        for one in coverage.seldom_filled(real, kind):
            written = [record for record in records if record.get(one.field) not in (None, "", [], {})]
            assert (one.filled, one.all) == (len(written), len(records)), (kind, one.field)
            assert one.filled * 4 < one.all
            seen += 1
    assert seen > 40


def test_what_is_usually_filled_or_must_be_is_not_listed(real: Catalogue) -> None:
    laws = {one.field for one in coverage.seldom_filled(real, "laws")}
    assert {"valid_to", "amended_by"} <= laws
    assert not laws & {"country", "type", "topics", "date", "replaced_partly", "verified_on", "notes"}
    filled = [one.filled for one in coverage.seldom_filled(real, "laws")]
    assert filled == sorted(filled)


# What nothing follows up


def test_orphans_are_those_of_the_files(real: Catalogue, files: dict[str, list[dict]]) -> None:
    named_by_activities = {name for item in files["activities"] for name in item.get("mandates", [])}
    named_by_meetings = {
        name for item in files["meetings"] for group in item.get("mandates", []) for name in group["mandates"]
    }
    asked = {item["id"] for item in files["mandates"] if item["type"] != "function"}
    assert {one.id for one in coverage.mandates_without_activity(real)} == asked - named_by_activities
    assert {one.id for one in coverage.mandates_without_date(real)} == asked - named_by_meetings
    carried = set()
    for meeting in files["meetings"]:
        carried |= set(meeting.get("activities", []))
        for item in meeting.get("items", []):
            carried |= {part["activity"] for part in [item, *item.get("bullets", [])] if "activity" in part}
    parents = {item["parent"] for item in files["activities"] if item["id"] in carried and "parent" in item}
    every = {item["id"] for item in files["activities"]}
    assert {one.id for one in coverage.activities_without_meeting(real)} == every - carried - parents
    without = {
        item["id"]
        for item in files["meetings"]
        if "plan" in item
        and not item.get("activities")
        and not any("activity" in one for one in item.get("items", []))
    }
    assert {one.id for one in coverage.meetings_without_activity(real)} == without
    assert all(len(found) > 0 for found in (without, asked - named_by_activities, every - carried - parents))


@pytest.mark.parametrize("today", ["2010-01-01", "2026-11-21", "2090-01-01"])
def test_meetings_without_result_have_passed_and_nothing_is_held_of_them(
    real: Catalogue, files: dict[str, list[dict]], today: str
) -> None:
    wanted = set()
    for meeting in files["meetings"]:
        last = meeting["dates"][-1]
        over = (last.get("end") or last["start"]) < today[: len(last.get("end") or last["start"])]
        silent = not meeting.get("outcome") and not meeting.get("documents")
        wanted |= {meeting["id"]} if over and silent and last["status"] != "cancelled" else set()
    found = coverage.meetings_without_result(real, dt.date.fromisoformat(today))
    assert {meeting.id for meeting in found} == wanted
    assert bool(wanted) == (today != "2010-01-01") or wanted


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


def test_discrepancies_of_form_ask_nobody(real: Catalogue, files: dict[str, list[dict]]) -> None:
    wanted = {
        item["id"]
        for item in files["discrepancies"]
        if item["type"] not in ("name", "title", "text", "symbol")
    }
    assert {item.id for item in coverage.open_discrepancies(real)} == wanted
    assert 0 < len(wanted) < len(files["discrepancies"])


def test_unconfirmed_statements_are_counted_by_kind(real: Catalogue, files: dict[str, list[dict]]) -> None:
    wanted = {
        kind: sum(len(item.get("unconfirmed", [])) + len(item.get("unsure", [])) for item in records)
        for kind, records in files.items()
    }
    found = {kind: coverage.statements(records) for kind, records in coverage.unconfirmed(real).items()}
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
