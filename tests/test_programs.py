"""Temporary employment programs: flows and how they are drawn, pages and parts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import pytest
from lxml import html

from cam import embed, flows
from cam.knowledge import Site
from cam.model.base import Text
from cam.model.directory import Portal
from cam.model.law import Country, Law
from cam.model.program import Program
from cam.outputs import programs as output
from cam.programs_exchange.columns import program_columns
from cam.render import blocks
from cam.store import Catalogue
from cam.text import Words, folded
from cam.views.blocks import Anchor, Badge
from cam.views.program_parts import facets, in_order, linked, newest_number, origin_names, remembered
from cam.views.programs import program_lines, programs_naming, programs_of
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
TODAY = dt.date.fromisoformat(bless.TODAY)
Tree = Callable[..., Path]
SOURCE = {
    "address": "https://example.org/p",
    "publisher": "Ministry",
    "seen": "2026-11-20",
    "evidence": "seen",
}


def program(**changed: Any) -> Program:
    """Return a program between two states, with what is said of it."""
    plain = {
        "id": "p",
        "title": {"en": "A program"},
        "type": "agreement",
        "status": "active",
        "origins": ["mx"],
        "destinations": ["ca"],
        "sectors": ["agriculture"],
        "recruitment": ["public_agency"],
        "original": "en",
        "sources": [SOURCE],
        "added": "2026-11-21",
    }
    return Program.model_validate({**plain, **changed})


def count(year: int, number: int, **more: Any) -> dict[str, Any]:
    return {"year": year, "number": number, "unit": "workers", "sources": [SOURCE], **more}


def said(catalogue: Catalogue, part: str, path: str, language: str = "en") -> html.HtmlElement:
    site = Site(catalogue, [], TODAY)
    word = "cam_list" if part == "programs" else "cam_show"
    return html.fromstring(f"<div>{embed.say(site, word, language, path, part)}</div>")


# Flows: who goes from where to where, when, and how many.


def test_a_program_has_a_flow_for_each_pair_and_none_to_itself() -> None:
    found = flows.flows(
        [
            program(
                origins=["mx", "us"], origins_beyond=["ma"], destinations=["us"], destinations_beyond=["es"]
            )
        ]
    )
    assert [(flow.origin, flow.destination) for flow in found] == [
        ("mx", "us"), ("mx", "es"), ("us", "es"), ("ma", "us"), ("ma", "es"),
    ]  # fmt: skip


def test_a_regime_has_no_flows() -> None:
    assert not flows.flows([program(type="regime", origins=["mx", "pe"], destinations=["mx", "pe"])])


@pytest.mark.parametrize(
    ("changed", "years"),
    [
        ({"start": 1974}, (1974, 2026)),
        ({"start": 1974, "revised": "2028-01-02"}, (1974, 2028)),
        ({"start": "1942-08-04", "end": 1964, "status": "ended"}, (1942, 1964)),
        ({"start": 2004, "status": "unconfirmed"}, (2004, 2004)),
        ({"start": 2004, "status": "unconfirmed", "participants": [count(2010, 1)]}, (2004, 2010)),
        ({}, (2026, 2026)),
        ({"participants": [count(2010, 1), count(2003, 1)]}, (2003, 2026)),
        ({"status": "unconfirmed"}, (2026, 2026)),
    ],
)  # fmt: skip
def test_the_years_of_a_program(changed: dict[str, Any], years: tuple[int, int]) -> None:
    assert flows.years(program(**changed)) == years


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"participants": [count(2010, 5), count(2020, 7)]}, 7),
        ({"participants": [count(2010, 5), count(2020, 7, partial=True)]}, 5),
        ({"participants": [count(2010, 5, partial=True), count(2020, 7, partial=True)]}, 7),
        ({"participants": [count(2020, 7)], "origins": ["mx", "gt"]}, None),
        ({"participants": [count(2020, 7)], "any_origin": True}, None),
        ({"participants": [count(2020, 7)], "destinations": ["ca", "us"]}, None),
        ({"participants": [count(2020, 7, origin="mx")], "origins": ["mx", "gt"]}, 7),
        ({"participants": [count(2020, 7, origin="gt")], "origins": ["mx", "gt"]}, None),
        ({"participants": [count(2020, 7, destination="ca")], "destinations": ["ca", "us"]}, 7),
    ],
)
def test_a_number_is_given_to_a_flow_only_where_it_is_of_that_flow(
    changed: dict[str, Any], number: int | None
) -> None:
    found = flows.number_of(flows.Flow(program(**changed), "mx", "ca"))
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("number", "width"), [(0, 1), (999, 1), (1000, 2), (9_999, 2), (10_000, 3), (99_999, 3), (100_000, 4)]
)
def test_the_width_of_a_line_has_steps(number: int, width: int) -> None:
    assert flows.width(flows.Flow(program(participants=[count(2020, number)]), "mx", "ca")) == width
    assert flows.width(flows.Flow(program(), "mx", "ca")) == 0


def test_lines_begin_and_end_at_capitals_and_do_not_cover_one_another(real: Catalogue) -> None:
    drawing = real.map
    assert drawing
    lines = flows.drawn(flows.flows(real.all(Program)), drawing)
    assert len(lines) > 90
    assert len({line.path for line in lines}) == len(lines)
    for line in lines:
        numbers = [float(number) for number in re.findall(r"-?[0-9.]+", line.path.partition("M")[2])]
        ends = {**drawing.points, **drawing.outside}
        assert numbers[:2] == pytest.approx(ends[line.flow.origin], abs=0.06)
        assert numbers[4:6] == pytest.approx(ends[line.flow.destination], abs=0.06)
        inside = {line.flow.origin, line.flow.destination} & set(drawing.inset_points)
        assert bool(line.inset) == bool(inside)


def test_who_the_map_does_not_know_is_not_drawn(miniature: Site) -> None:
    drawing = miniature.catalogue.map
    assert drawing
    assert flows.drawn(flows.flows([program(origins=["cr"], destinations=["bz"])]), drawing) == []


# The parts of the site.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_says_the_same_in_lines_words_and_table(real: Catalogue, language: str) -> None:
    tree = said(real, "program-map", "minpet/", language)
    every = flows.flows(real.all(Program))
    drawn = tree.xpath("//a[starts-with(@class, 'entry flow ')]")
    told = tree.xpath("//details//li[contains(@class, 'entry')]")
    names = ("program", "origin", "destination")
    wanted = sorted((flow.program.id, flow.origin, flow.destination) for flow in every)
    assert sorted(tuple(item.get(f"data-{name}") for name in names) for item in told) == wanted
    assert {tuple(item.get(f"data-{name}") for name in names) for item in drawn} == set(wanted)
    assert all(item.get("data-uncounted") is not None for item in [*drawn, *told])
    assert all(item.xpath("string(title)") and item.get("tabindex") == "-1" for item in drawn)
    rows = tree.xpath("//tbody/tr")
    assert {row.get("data-program") for row in rows} == set(real.records["programs"])
    assert not any(row.get("data-uncounted") for row in rows)
    rings = tree.xpath("//a[@class='entry ring']")
    assert {ring.get("data-type") for ring in rings} == {"regime"}
    assert Reader(real, language, "").label("notes.map") in tree.xpath("string(//p[@class='intro'])")


def test_a_state_without_a_program_looks_like_the_others_and_leads_to_its_page(real: Catalogue) -> None:
    tree = said(real, "program-map", "minpet/")
    assert {path.get("class") for path in tree.xpath("//a/path[starts-with(@class, 'map__')]")} == {
        "map__state"
    }
    heard = tree.xpath("//svg[contains(@class, 'map')]//a[@aria-label]")
    assert len(heard) == 35


def test_without_a_map_the_table_stands_alone(real: Catalogue) -> None:
    tree = said(dataclasses.replace(real, map=None), "program-map", "minpet/")
    assert not tree.xpath("//svg")
    assert len(tree.xpath("//tbody/tr")) == len(real.all(Program))


def test_facets(real: Catalogue) -> None:
    reader = Reader(real, "en", "programs/")
    open_to_all = facets(reader, program(any_origin=True, sectors=["any"], start=1999))
    assert open_to_all["origin"] == "mx *"
    assert open_to_all["sector"] == "*"
    assert open_to_all["years"] == "1999 2026"
    rest = facets(reader, program(sectors=["not_agriculture"]))["sector"].split()
    assert "hospitality" in rest
    assert "agriculture" not in rest
    assert origin_names(reader, program(any_origin=True)) == "Mexico and others"
    assert origin_names(reader, program(origins=[], any_origin=True)) == reader.label("programs.any_origin")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_said_to_be_so(real: Catalogue, language: str) -> None:
    tree = said(real, "program-compare", "minpet/compare/", language)
    unknown = Reader(real, language, "").label("programs.not_known")
    heads = [head.get("data-state") for head in tree.xpath("//thead/tr/*")]
    rows = {row.xpath("string(th)").strip(): row.xpath("*") for row in tree.xpath("//tbody/tr")}
    for record in real.all(Program):
        for name in ("wage", "housing", "transport", "insurance", "mobility", "costs", "complaints", "quota"):
            text = rows[Reader(real, language, "").label(f"programs.{name}")][
                heads.index(record.id)
            ].text_content()
            assert (text.strip() == unknown) == (getattr(record.terms, name) is None), (record.id, name)


def test_programs_open_to_a_reader(real: Catalogue) -> None:
    tree = said(real, "program-for-me", "minpet/for-me/")
    entries = {
        card.xpath("string(.//h3/a/@href)"): card for card in tree.xpath("//li[contains(@class, 'card')]")
    }
    going_on = [record for record in real.all(Program) if record.status != "ended"]
    assert set(entries) == {f"../../programs/{record.id}/" for record in going_on}
    label = Reader(real, "en", "").label
    for record in going_on:
        text = entries[f"../../programs/{record.id}/"].text_content()
        assert (label("programs.not_confirmed_open") in text) == (record.status == "unconfirmed"), record.id
        assert (label("programs.ask_before_paying") in text) == (record.terms.costs is None), record.id
        assert (label("programs.apply_regime") in text) == flows.is_regime(record), record.id
        text_of_ask = label("programs.ask_state")
        assert (text_of_ask in text) == (record.terms.complaints is None), record.id
        for wider in record.part_of:
            assert entries[f"../../programs/{record.id}/"].xpath(f".//dl//a[@href='../../programs/{wider}/']")
        chosen = flows.is_regime(record) is False and record.recruitment[0] != "employer_recruiter"
        assert (label("programs.apply_bilateral_agreement") in text) == (
            chosen and "bilateral_agreement" in record.recruitment
        ), record.id
    assert tree.xpath("//form/@data-private") == [""]


def test_agreements_come_first_and_what_is_not_confirmed_last(real: Catalogue) -> None:
    tree = said(real, "program-for-me", "minpet/for-me/")
    links = tree.xpath("//section[h2[@id='programs']]//h3/a/@href")
    found = [real.get(Program, link.split("/")[-2]) for link in links]
    order = [
        (item.status == "unconfirmed" or "status" in item.unsure,
         item.type not in ("agreement", "origin_service"), folded(item.title["en"]))
        for item in found
    ]  # fmt: skip
    assert order == sorted(order)


def test_who_knows_no_door_finds_those_of_the_own_state(real: Catalogue) -> None:
    tree = said(real, "program-for-me", "minpet/for-me/")
    doors = tree.xpath("//h2[@id='ask']/following-sibling::ul/li")
    held = {
        state
        for portal in real.all(Portal)
        if portal.type == "nationals_abroad" and portal.scope == "national" and not portal.closed
        for state in portal.countries
    }
    assert {door.get("data-nationality") for door in doors} == held
    assert all(door.get("data-uncounted") is not None and door.xpath(".//a[@href]") for door in doors)
    assert tree.xpath("//dd/a[@href='#ask']")
    assert tree.xpath("//dd/a[@href='../../minpet/fees/#complain']")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Call 1-866-602-9448, day and night.", ["tel:+18666029448"]),
        ("Jamaica, 876-553-5457; Mexico, 800 841 2020", ["tel:+18765535457", "tel:8008412020"]),
        ("+502 2411 7000", ["tel:+50224117000"]),
        ("In danger: 911. From 2019-2020, EUR 1,100 and 7070-1243, 1511.", []),
        ("11-866-602-9448 and 1-866-602-94480 and x876-553-5457", []),
    ],
)
def test_telephone_numbers_can_be_called(real: Catalogue, text: str, called: list[str]) -> None:
    found = linked(Reader(real, "en", "minpet/fees/"), Words(text, "en"))
    assert [piece.href for piece in found if isinstance(piece, Anchor)] == called
    assert "".join(str(piece.text) for piece in found if isinstance(piece, (Words, Anchor))) == text


def test_as_in_a_wider_program_leads_to_it(real: Catalogue) -> None:
    reader = Reader(real, "en", "minpet/fees/")
    record = program(part_of=["es-gecco", "us-h2a"])
    found = linked(reader, Words("As under GECCO, or H-2A; GECCO again, not EUR", "en"), record)
    assert [(piece.href, piece.text) for piece in found if isinstance(piece, Anchor)] == [
        ("../../programs/es-gecco/", "GECCO"),
        ("../../programs/us-h2a/", "H-2A"),
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([count(2010, 5), count(2020, 7)], "7 workers (2020)"),
        (
            [count(2010, 5), count(2020, 7, partial=True)],
            "7 workers (2020, part only); whole program: 5 workers (2010)",
        ),
        ([count(2020, 7, partial=True), count(2020, 9)], "9 workers (2020)"),
        ([count(2020, 7, inferred=True, approximate=True)], "about 7 workers (2020, computed or inferred)"),
        ([count(2020, 7, origin="mx")], "7 workers (2020, origin: Mexico only)"),
        ([], ""),
    ],
)
def test_the_newest_number_is_said_with_what_it_leaves_out(
    real: Catalogue, counts: list[dict[str, Any]], words: str
) -> None:
    assert newest_number(Reader(real, "en", ""), program(participants=counts)) == words


def test_without_a_count_of_a_year_that_of_several_years_is_said(real: Catalogue) -> None:
    totals = [{**count(0, 9), "start": start, "end": 1964} for start in (1942, 1950)]
    record = program(totals=[{key: one[key] for key in one if key != "year"} for one in totals])
    assert newest_number(Reader(real, "en", ""), record) == "9 workers (1950–1964)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_number_of_every_program_has_its_year(real: Catalogue, language: str) -> None:
    reader = Reader(real, language, "")
    for record in real.all(Program):
        newest = max((item.year for item in record.participants), default=None)
        said_of_it = newest_number(reader, record)
        assert (f"({newest}" in said_of_it) == (newest is not None), record.id
        assert "[" not in said_of_it


def test_laws_and_institutions_name_their_programs(real: Catalogue) -> None:
    reader = Reader(real, "en", "laws/x/")
    for record in real.all(Program):
        laws = {item.law for item in record.legal_basis if item.law}
        for holder, key in [*((real.get(Law, one), "legal_basis") for one in laws),
                            *((real.get(Portal, one), "portals") for one in record.portals)]:  # fmt: skip
            tree = html.fromstring(f"<div>{blocks(reader, programs_naming(reader, holder, key))}</div>")
            assert f"../../programs/{record.id}/" in tree.xpath("//li/a/@href")
        for wider in record.part_of:
            assert record in real.referring(real.get(Program, wider), Program, "part_of")
    none = next(one for one in real.all(Law) if not real.referring(one, Program))
    assert programs_naming(reader, none, "legal_basis") == []


def test_what_is_only_remembered_is_marked_in_a_brief(real: Catalogue) -> None:
    assert remembered(program(sources=[{"evidence": "recalled"}]))
    assert remembered(program(unsure=["type"]))
    assert not remembered(program(sources=[SOURCE, {"evidence": "recalled"}], unsure=["start"]))
    reader = Reader(real, "en", "countries/bo/brief/")
    lines = program_lines(reader, real.get(Country, "bo"))
    marked = {line[1].href: line[-1] for line in lines if isinstance(line[1], Anchor)}
    mark = Badge(reader.label("marks.unsure"), "warn")
    assert marked["../../../programs/ar-estacional/"] == mark
    assert marked["../../../programs/regime-mercosur/"] != mark


def test_programs_of_a_state(real: Catalogue) -> None:
    reader = Reader(real, "en", "countries/gt/")
    state = real.get(Country, "gt")
    concerned = [item for item in real.all(Program) if "gt" in item.origins or "gt" in item.destinations]
    tree = html.fromstring(blocks(reader, programs_of(reader, state)))
    assert len(tree.xpath("//tbody/tr")) == len(concerned) > 5
    assert len(program_lines(reader, state)) == sum(item.status != "ended" for item in concerned)
    nowhere = next(
        item for item in real.all(Country)
        if not any(item.id in {*one.origins, *one.destinations} for one in real.all(Program))
    )  # fmt: skip
    assert programs_of(reader, nowhere) == []
    assert program_lines(reader, nowhere) == []


def test_programs_of_the_past_come_last(real: Catalogue) -> None:
    ended = [record.status == "ended" for record in in_order(Reader(real, "fr", ""))]
    assert ended == sorted(ended)


@pytest.mark.parametrize(
    "poison", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='alert(1)"]
)
def test_a_hostile_text_is_shown_and_never_run(real: Catalogue, poison: str) -> None:
    texts = dict.fromkeys(LANGUAGES, f"x {poison}")
    record = program().model_copy(update={"title": Text(texts), "summary": Text(texts)})
    held = {**real.records, "programs": {**real.records["programs"], "p": record}}
    catalogue = dataclasses.replace(real, records=held)
    for part in ("programs", "program-map", "program-compare", "program-for-me", "program-fees"):
        tree = said(catalogue, part, "minpet/")
        assert poison in tree.text_content(), part
        assert not tree.xpath("//script | //img | //@onerror | //@onload"), part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_the_form_explains_every_column(real: Catalogue, language: str) -> None:
    tree = said(real, "program-form", "minpet/exchange/", language)
    named = {row.xpath("string(th)") for row in tree.xpath("//tbody/tr")}
    for column in program_columns(real.languages):
        assert (f"{column.base}_…" if column.language else column.name) in named
    links = tree.xpath("//section[h2[@id='downloads']]//a/@href")
    assert sorted(f"{link.removeprefix('../../')}" for link in links) == sorted(
        name for name in output.build(Site(real, [], TODAY)) if name.startswith("programs/")
    )
