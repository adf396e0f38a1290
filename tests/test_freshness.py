"""When something is to be looked at again: by how many months, by which rule, and what is never due."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import replace

import bless
import pytest
import yaml
from support_freshness import TODAY, day, with_record

from cam import checks, freshness
from cam.knowledge import Site
from cam.model import KINDS, PartialDate, Record
from cam.store import PAGES, Catalogue, Reviews, is_example, key


def with_reviews(catalogue: Catalogue, **rules: object) -> Catalogue:
    assert catalogue.settings
    reviews = Reviews(**rules) if rules else None
    return replace(catalogue, settings=catalogue.settings.model_copy(update={"reviews": reviews}))


# Dates


@pytest.mark.parametrize(
    ("date", "months", "later"),
    [
        ("2026-11-21", 3, "2027-02-21"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-12-31", 12, "2027-12-31"),
        ("1899-12-31", 2, "1900-02-28"),
        ("2026-11", 1, "2026-12"),
        ("2026-12", 1, "2027-01"),
        ("2026-11", 24, "2028-11"),
        ("2026", 12, "2027-01"),
        ("2026", 11, "2026-12"),
    ],
)
def test_months_are_counted_to_the_last_day_there_is(date: str, months: int, later: str) -> None:
    assert freshness.later_by(PartialDate(date), months) == later


def test_a_day_later_by_months_is_in_the_calendar_and_never_of_another_month() -> None:
    start = dt.date(2023, 12, 1)
    for offset in range(1500):
        given = start + dt.timedelta(days=offset)
        for months in (1, 2, 6, 12, 25):
            found = dt.date.fromisoformat(freshness.later_by(PartialDate(given.isoformat()), months))
            assert (found.year - given.year) * 12 + found.month - given.month == months
            assert found.day == min(given.day, monthrange(found.year, found.month)[1])


@pytest.mark.parametrize(
    ("due", "today", "state"),
    [
        ("2026-11-21", "2026-11-20", "soon"),
        ("2026-11-21", "2026-11-21", "soon"),
        ("2026-11-21", "2026-11-22", "overdue"),
        ("2026-12-21", "2026-11-21", "soon"),
        ("2026-12-22", "2026-11-21", "later"),
        ("2027-02", "2027-02-28", "soon"),
        ("2027-02", "2027-03-01", "overdue"),
        ("2028-02", "2028-02-29", "soon"),
        ("2028-02", "2028-01-29", "later"),
        ("2028-02", "2028-01-30", "soon"),
        ("2027", "2027-11-30", "later"),
        ("2027", "2027-12-01", "soon"),
        ("2027", "2027-12-31", "soon"),
        ("2027", "2028-01-01", "overdue"),
    ],
)
def test_a_month_or_a_year_counts_until_its_end(due: str, today: str, state: str) -> None:
    assert freshness.state_of(PartialDate(due), day(today)) == state


def test_what_is_not_planned_is_never_due() -> None:
    assert freshness.state_of(None, dt.date.max) == "none"


# The rule


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, "2027-05-20"),
        ({"revised": "2026-12-31"}, "2027-06-30"),
        ({"revised": "2026-12-31", "verified_on": "2027-08-31"}, "2028-02-29"),
        ({"verified_on": "2027-03"}, "2027-09"),
        ({"verified_on": "2027-03-01", "next_review": "2027-04"}, "2027-04"),
        ({"closed": True}, None),
        ({"closed": True, "next_review": "2030"}, "2030"),
    ],
)
def test_a_review_follows_verification_then_revision_then_addition(
    miniature: Site, given: dict, due: str | None
) -> None:
    dates = {name: PartialDate(value) if isinstance(value, str) else value for name, value in given.items()}
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", **dates)
    portal = catalogue.records["portals"]["cr-dgme"]
    assert portal.added == "2026-11-20"
    assert freshness.due(catalogue, portal, TODAY) == due


def test_the_rules_of_the_site_are_by_kind_with_a_default(miniature: Site) -> None:
    portal = miniature.catalogue.records["portals"]["cr-dgme"]

    def due(**rules: object) -> str | None:
        return freshness.due(with_reviews(miniature.catalogue, **rules), portal, TODAY)

    assert due(default=1) == "2026-12-20"
    assert due(default=1, months={"portals": 2}) == "2027-01-20"
    assert due(default=1, months={"portals": 2}, never=["portals"]) is None
    assert due() is None  # without rules, only by `next_review`


def test_every_kind_of_the_real_rules_is_known_and_none_has_two(real: Catalogue) -> None:
    assert real.settings
    rules = real.settings.reviews
    assert rules
    assert set(rules.months) | set(rules.never) <= {*KINDS, PAGES}
    assert not set(rules.months) & set(rules.never)
    file = yaml.safe_load((bless.ROOT / "data/site.yaml").read_text("utf-8"))["reviews"]
    for name in ("default", "months", "never"):
        assert getattr(rules, name) == file[name]


def test_what_is_over_falls_due_by_no_rule(real: Catalogue) -> None:
    months = {"meetings": 3, "datasets": 12}
    rules = with_reviews(
        real, default=6, months=months, never=["documents"]
    )  # whatever those of the site are now

    def due(name: str, today: str = "2026-11-21") -> str | None:
        kind, _, identity = name.partition("/")
        dates = {
            "added": PartialDate("2026-11-21"),
            "revised": None,
            "verified_on": None,
            "next_review": None,
        }
        catalogue = with_record(rules, name, **dates)
        return freshness.due(catalogue, catalogue.records[kind][identity], day(today))

    assert due("plans/cam-2015-2016") is None
    assert due("plans/cam-2015-2016", "2016-12-31") == "2027-05-21"  # it was under way
    assert due("activities/cam-2015-2016-1") is None
    assert due("activities/cam-2015-2016-1", "2016-01-01") == "2027-05-21"
    assert due("meetings/cam-2012-12-13") is None
    assert due("meetings/cam-2012-12-13", "2013-12-13") == "2027-02-21"  # what came of it may yet be known
    assert due("meetings/cam-2012-12-13", "2013-12-14") is None
    assert due("datasets/undesa-2020-stock") is None
    assert due("datasets/undesa-2024-stock") == "2027-11-21"
    assert due("rounds/2017") is None
    assert due("documents/ag-res-2738") is None
    replaced = [law for law in real.records["laws"].values() if law.replaced_by]
    partly = [law for law in replaced if law.replaced_partly]
    assert replaced
    assert {freshness.due(real, law, TODAY) for law in replaced if law not in partly} == {None}
    ended = [item for item in real.records["programs"].values() if item.status == "ended"]
    assert ended
    assert {freshness.due(real, item, TODAY) for item in ended} == {None}


def test_what_is_made_up_falls_due_by_no_rule_and_is_on_no_board(real: Catalogue) -> None:
    examples = [record for record in real.every() if is_example(record)]
    assert examples
    assert {freshness.due(real, record, TODAY) for record in examples} == {None}
    assert not {one.name for one in freshness.ages(real, [], TODAY)} & {key(record) for record in examples}


def test_an_age_is_counted_from_the_first_day_it_may_mean(miniature: Site) -> None:
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", verified_on=PartialDate("2026-10"))
    found = freshness.age(catalogue, catalogue.records["portals"]["cr-dgme"], TODAY)
    assert (found.days(TODAY), found.verified, found.owner, found.name) == (
        51, "2026-10", "editors", "portals/cr-dgme",
    )  # fmt: skip


def test_the_editors_look_after_what_names_nobody(real: Catalogue) -> None:
    assert list(real.vocabulary["owners"]) == ["editors", "chair", "secretariat", "correspondents"]
    assert freshness.owner_of(real, None) == "editors"
    assert freshness.owner_of(real, "correspondents") == "correspondents"


def test_pages_say_their_age_themselves_or_not_at_all(miniature: Site) -> None:
    found = {one.name: one for one in freshness.ages(miniature.catalogue, miniature.pages, TODAY)}
    mine = found["docs/en/desk/freshness.md"]
    assert (mine.verified, mine.due, mine.owner, mine.state) == ("2026-11-20", "2027-11-20", "chair", "later")
    silent = found["docs/en/desk/coverage.md"]
    assert (silent.verified, silent.due, silent.owner, silent.state) == (None, None, "editors", "none")
    assert silent.days(TODAY) is None
    assert "docs/fr/desk/freshness.md" not in found  # says nothing of its own


# Beside


def test_the_fields_are_published(real: Catalogue) -> None:
    assert {"verified_on", "record_owner", "next_review"} <= set(Record.model_fields)
    assert all("record_owner" in model.model_fields for model in KINDS.values())
    assert "institution" in str(
        KINDS["portals"].model_fields["owner"].description
    )  # another thing, of that name before


def test_the_rules_are_in_the_flat_lists() -> None:
    names = {rule.__name__ for rule in (*checks.CHECKS, *checks.PAGE_CHECKS)}
    assert {
        "verifications_follow_additions",
        "reviews_follow_verifications",
        "verifications_are_past",
    } <= names
