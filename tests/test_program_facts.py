"""The fact base of worker programs in tests/facts/programs.csv against data/programs/: nothing is lost or surer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cam.model import Source
from cam.model.program import Program
from cam.store import Catalogue, walk

with (Path(__file__).resolve().parent / "facts" / "programs.csv").open(encoding="utf-8", newline="") as _file:
    FACTS = list(csv.DictReader(_file))

DEPARTURES = {
    ("ca-agri-gt", "type"): "the fact base itself says that it is no agreement between states",
    ("cr-ni", "start"): "the month was found in a source read since",
}
"""What differs from the fact base, and why."""

MOVED = {
    ("do-ht", "2013:500:workers"): "a company's own scheme, long after the program: a fact on workers",
    ("cr-pa-ngabe", "2021:17000:entries"): "expected, not counted: a fact on workers",
}
"""Counts that stand elsewhere in the record, and why."""

EACH = pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])


def test_every_program_of_the_fact_base_is_a_record(real: Catalogue) -> None:
    assert {fact["id"] for fact in FACTS} == {program.id for program in real.all(Program)}
    assert len(FACTS) == 38


@EACH
def test_a_program_is_what_the_fact_base_says(fact: dict[str, str], real: Catalogue) -> None:
    program = real.get(Program, fact["id"])
    held = {
        "type": program.type,
        "status": program.status,
        "start": program.start or "",
        "end": program.end or "",
        "origins": " ".join(sorted([*program.origins, *program.origins_beyond])),
        "destinations": " ".join(sorted([*program.destinations, *program.destinations_beyond])),
        "recruitment": " ".join(program.recruitment),
    }
    for name, value in held.items():
        assert (value == fact[name]) != ((fact["id"], name) in DEPARTURES), (name, value, fact[name])


@EACH
def test_no_count_is_lost_or_changed(fact: dict[str, str], real: Catalogue) -> None:
    program = real.get(Program, fact["id"])
    counts = {f"{item.year}:{item.number}:{item.unit}" for item in program.participants}
    lost = set(fact["participants"].split()) - counts
    assert lost == {count for name, count in MOVED if name == program.id}
    totals = {f"{item.start}:{item.end}:{item.number}:{item.unit}" for item in program.totals}
    assert set(fact["totals"].split()) <= totals
    further = len(totals) - len(fact["totals"].split())  # a fact that is a number may stand among the totals
    assert len(program.worker_facts) + further >= int(fact["facts"])


@EACH
def test_every_address_of_the_fact_base_is_a_source(fact: dict[str, str], real: Catalogue) -> None:
    program = real.get(Program, fact["id"])
    held = {part.address for _, part in walk(program) if isinstance(part, Source)}
    assert set(fact["addresses"].split()) <= held


@EACH
def test_what_is_only_remembered_stays_so(fact: dict[str, str], real: Catalogue) -> None:
    program = real.get(Program, fact["id"])
    recalled = any(source.evidence == "recalled" for source in program.sources)
    assert recalled == (fact["confidence"] == "recalled")
    assert bool(program.unsure) >= recalled
