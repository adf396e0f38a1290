"""What this site holds and what it does not: each count against one made here in another way, in three languages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import bless
import pytest
from support_coverage import LANGUAGES, shown, text_of, with_records

from cam import coverage
from cam.knowledge import Site
from cam.store import Catalogue
from cam.views import desk_coverage
from cam.views.reader import Reader
from cam.views.treaties import Matrix

# States


@pytest.fixture(scope="module")
def counted(real_files: dict[str, list[dict]]) -> dict[str, Counter]:
    """Count anew, from the files, what is held of each state."""
    found: dict[str, Counter] = {}
    unsure = {"not_checked", "recalled"}
    for state in [country["id"] for country in real_files["countries"]]:
        known = 0
        for treaty in real_files["treaties"]:
            entry = [item for item in treaty.get("participations", []) if item["country"] == state]
            known += bool(entry and entry[0]["evidence"] not in unsure)
            known += bool(not entry and state in treaty.get("not_listed", []))
        found[state] = Counter(
            laws=sum(law["country"] == state for law in real_files["laws"]),
            portals=sum(
                state in item.get("countries", []) and item["scope"] == "national" for item in real_files["portals"]
            ),
            programs=sum(
                state in [*item.get("origins", []), *item.get("destinations", [])] for item in real_files["programs"]
            ),
            treaties=known,
            members=sum(item.get("country") == state for item in real_files["members"]),
            practices=sum(
                state in [*item.get("countries", []),
                          *(code for one in item.get("adapted_by", []) for code in one.get("countries", []))]
                for item in real_files["practices"]
            ),
        )  # fmt: skip
    return found


def test_what_is_held_of_each_state_is_what_the_files_say(
    real: Catalogue, counted: dict[str, Counter]
) -> None:
    held = coverage.of_states(real)
    assert list(held) == list(counted)
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
    assert len(table.rows) == len(counted)
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
    site: Site, real_files: dict[str, list[dict]], language: str
) -> None:
    from cam.text import folded  # no rule of coverage's: names are made of the same labels

    reader = Reader(site.catalogue, language, "")
    table = shown(site, language, "languages")
    named = {folded(str(row[0])): row[1:] for row in table.rows}
    for kind, records in real_files.items():
        if not records:
            assert folded(reader.label(f"kinds.{kind}")) not in named
            continue
        row = named[folded(reader.label(f"kinds.{kind}"))]
        assert row[0] == str(len(records))
        for code, cell in zip(site.catalogue.languages, row[1:], strict=True):
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
    assert desk_coverage._share(reader, coverage.Share(200, 3, 200)) == "100\u00a0% (antérieures\u00a0: 3)"


# Fields


def test_fields_that_are_seldom_filled_are_counted_in_the_files(
    real: Catalogue, real_files: dict[str, list[dict]]
) -> None:
    seen = 0
    for kind, records in real_files.items():
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
