"""The fact base in tests/facts/ against data/: nothing of it is lost, changed or made surer in silence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from cam.model import Record, Source
from cam.model.directory import Portal
from cam.model.law import Country, Law, Participation, Treaty
from cam.store import Catalogue, key, walk
from cam.views.treaties import standing, status_of

FACTS = Path(__file__).resolve().parent / "facts"
KINDS: dict[str, type[Record]] = {
    "laws": Law,
    "treaties": Treaty,
    "portals": Portal,
    "countries": Country,
}
"""The kinds that the fact base is about."""
LEDGERS = {"laws": "laws", "treaties": "treaties", "portals": "portals", "countries": "membership"}
IDS = {"laws": "id", "treaties": "treaty", "portals": "id", "countries": "state"}

Row = dict[str, str]
Fact = tuple[str, str]
"""Of which record (kind/id, with the state for a treaty), and which field."""


@cache
def ledger(kind: str) -> list[Row]:
    with (FACTS / f"{LEDGERS[kind]}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known(kind: str) -> set[str]:
    """Return the ids that the fact base holds of a kind."""
    return {row[IDS[kind]] for row in ledger(kind)}


@cache
def departures() -> dict[Fact, str]:
    listed = yaml.safe_load((FACTS / "exclusions.yaml").read_text("utf-8"))["departures"]
    return {(one["id"], one["field"]): one["reason"] for one in listed}


@cache
def exclusions() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((FACTS / "exclusions.yaml").read_text("utf-8"))["exclusions"]
    return found


def sources(record: Record) -> list[Source]:
    """Return every source in a record."""
    return [part for _, part in walk(record) if isinstance(part, Source)]


def only_recalled(record: Record) -> bool:
    return all(source.evidence == "recalled" for source in record.sources)


# The ids.


@pytest.mark.parametrize(
    ("kind", "number"), [("laws", 180), ("treaties", 12), ("portals", 152), ("countries", 35)]
)
def test_the_ledger_holds_what_was_found(kind: str, number: int) -> None:
    assert len(known(kind)) == number
    rows = [tuple(row.values())[: 2 if kind == "treaties" else 1] for row in ledger(kind)]
    assert len(set(rows)) == len(rows), "an id stands twice"


def test_the_ledger_says_of_every_state_where_it_stands_towards_every_treaty() -> None:
    rows = {(row["treaty"], row["state"]) for row in ledger("treaties")}
    assert rows == {(treaty, state) for treaty in known("treaties") for state in known("countries")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_is_a_record_or_left_out_with_a_reason(real: Catalogue, kind: str) -> None:
    held = {record.id for record in real.all(KINDS[kind])}
    left_out = {identity for identity in known(kind) if f"{kind}/{identity}" in exclusions()}
    assert sorted(known(kind) - held - left_out) == [], "write the record, or the reason in exclusions.yaml"
    assert sorted(held & left_out) == [], "there is a record: take it out of exclusions.yaml"


def test_only_what_the_ledger_holds_is_left_out_or_changed() -> None:
    ids = {f"{kind}/{identity}" for kind in KINDS for identity in known(kind)}
    assert sorted(set(exclusions()) - ids) == []
    assert sorted({"/".join(name.split("/")[:2]) for name, _ in departures()} - ids) == []
    assert all(reason.strip() for reason in [*exclusions().values(), *departures().values()])


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_fact_base_does_not_know_has_a_source(real: Catalogue, kind: str) -> None:
    added = [record for record in real.all(KINDS[kind]) if record.id not in known(kind)]
    assert [key(record) for record in added if only_recalled(record)] == []


# The figures.


def _words(text: str) -> str:
    return " ".join(sorted(text.split()))


def of_law(row: Row, record: Law) -> Iterator[tuple[str, str, str]]:
    """Yield each field of a row, what the ledger says and what the record says."""
    yield "country", row["country"], record.country
    yield "kind", row["kind"], record.type
    yield "number", row["number"], record.number or ""
    yield "year", row["year"], (record.date or "")[:4]
    yield "topics", _words(row["topics"]), " ".join(sorted(record.topics))


def of_portal(row: Row, record: Portal) -> Iterator[tuple[str, str, str]]:
    yield "kind", row["kind"], record.type
    yield "scope", row["scope"], record.scope
    yield "countries", _words(row["countries"]), " ".join(sorted(record.countries))
    yield "languages", _words(row["languages"]), " ".join(sorted(record.languages))
    yield "provides", _words(row["provides"]), " ".join(sorted(record.services))
    yield "address", row["address"], record.address or ""
    yield "strength", row["strength"], record.address_evidence or ""


def of_treaty(row: Row, record: Treaty) -> Iterator[tuple[str, str, str]]:
    yield "status", row["status"], status_of(record, row["state"])
    yield "year", row["year"], _year(standing(record, row["state"]))


def _year(found: Participation | None) -> str:
    if found is None:
        return ""
    dates = {"party": found.date, "signed": found.signed, "denounced": found.denounced}
    return (dates[str(found.status)] or "")[:4]


def of_state(row: Row, record: Country) -> Iterator[tuple[str, str, str]]:
    yield "since", row["since"], record.since
    yield "signatory", row["signatory"], str(record.signatory).lower()


def differences(catalogue: Catalogue, kind: str) -> dict[Fact, str]:
    """Return every field in which a record differs from the ledger."""
    compare = {"laws": of_law, "portals": of_portal, "treaties": of_treaty, "countries": of_state}[kind]
    found: dict[Fact, str] = {}
    for row in ledger(kind):
        record = catalogue.find(row[IDS[kind]], kind)
        if record is None:
            continue  # that is another test's question
        name = f"{key(record)}/{row['state']}" if kind == "treaties" else key(record)
        for field, wanted, said in compare(row, record):
            if wanted != said:
                found[name, field] = f"the ledger says {wanted!r}, the record {said!r}"
        if row.get("confidence") == "recalled" and shown_as_confirmed(record, row):
            found[name, "confidence"] = "the ledger only remembers it, the record shows it as confirmed"
    return found


def shown_as_confirmed(record: Record, row: Row) -> bool:
    """Return whether what a row only remembers is shown as if it were known."""
    if isinstance(record, Treaty):
        found = standing(record, row["state"])
        return found is None or found.evidence != "recalled"
    if isinstance(record, Portal):  # only its name was seen, if anything was
        return not {"languages", "services"} <= set(record.unsure)
    return not ("title" in record.unsure or only_recalled(record))


@pytest.mark.parametrize("kind", KINDS)
def test_records_say_what_the_fact_base_says(real: Catalogue, kind: str) -> None:
    found = differences(real, kind)
    wrong = {fact: said for fact, said in found.items() if fact not in departures()}
    assert wrong == {}, "correct the record, or give the reason under `departures` in exclusions.yaml"


@pytest.mark.parametrize("fact", departures(), ids="-".join)
def test_a_departure_is_one(real: Catalogue, fact: Fact) -> None:
    assert fact in differences(real, fact[0].partition("/")[0]), "the record agrees again: take the line out"


# What is only remembered.


def recalled(kind: str) -> list[Row]:
    return [row for row in ledger(kind) if row["confidence"] == "recalled"]


def test_something_is_only_remembered() -> None:
    assert {kind: len(recalled(kind)) for kind in ("laws", "treaties", "portals")} == {
        "laws": 15,
        "treaties": 37,
        "portals": 12,
    }


@pytest.mark.parametrize("treaty", sorted(known("treaties")))
def test_a_standing_is_remembered_only_where_the_ledger_says_so(real: Catalogue, treaty: str) -> None:
    """The other way round, `differences` asks: what is only remembered is never shown as confirmed."""
    remembered = {row["state"] for row in recalled("treaties") if row["treaty"] == treaty}
    found = real.get(Treaty, treaty).participations
    assert {str(item.country) for item in found if item.evidence == "recalled"} <= remembered


def test_what_rests_on_memory_alone_says_of_its_title_that_it_does(real: Catalogue) -> None:
    """Also beyond the ledger: lists mark a record by its title."""
    for kind in (Law, Portal):
        for record in real.all(kind):
            if only_recalled(record):
                assert "title" in record.unsure, key(record)


# What pages rely on.


def test_every_list_of_parties_stands_among_the_sources_of_its_treaty(real: Catalogue) -> None:
    """A participation without a source of its own rests on it, and the page shows the treaty's sources only."""
    for treaty in real.all(Treaty):
        assert [source for source in treaty.list_sources if source not in treaty.sources] == [], treaty.id
