"""When a law was in force: worked cases, and what holds for all of them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cam.model import PartialDate
from cam.model.law import Law
from cam.store import Catalogue
from cam.validity import beginning, bounds, changes, ending, in_force, steps

Fields = dict[str, Any]
LAW: Fields = {
    "title": {"en": "A law"},
    "country": "cr",
    "type": "law",
    "topics": ["migration"],
    "status": "in_force",
    "original": "en",
    "sources": [{"document": "d"}],
    "added": "2026-11-20",
}
REPLACED: Fields = {"status": "replaced", "replaced_by": "new"}


def base(fields: Fields, successor: Fields | None = None) -> tuple[Catalogue, Law]:
    """Return a law, in a knowledge base that holds it and what replaced it."""
    catalogue = Catalogue(Path())
    law = Law.model_validate(LAW | {"id": "old"} | fields)
    catalogue.records["laws"]["old"] = law
    if successor is not None:
        catalogue.records["laws"]["new"] = Law.model_validate(LAW | {"id": "new"} | successor)
    return catalogue, law


# What is known -> the answers, each from its day on.
CASES: dict[str, tuple[Fields, Fields | None, str]] = {
    "the day of entry into force": ({"valid_from": "2010-03-01"}, None, "no, 2010-03-01 yes"),
    "its month": ({"valid_from": "2010-03"}, None, "no, 2010-03-01 unknown, 2010-04-01 yes"),
    "its month, a December": ({"valid_from": "2009-12"}, None, "no, 2009-12-01 unknown, 2010-01-01 yes"),
    "its year": ({"valid_from": 2010}, None, "no, 2010-01-01 unknown, 2011-01-01 yes"),
    "only its own day": ({"date": "2009-08-19"}, None, "no, 2009-08-19 unknown, 2010-01-01 yes"),
    "only its own year": ({"date": 2009}, None, "no, 2009-01-01 unknown, 2010-01-01 yes"),
    "only its publication": ({"published": "2009-09-01"}, None, "no, 2009-09-01 unknown, 2010-01-01 yes"),
    "the entry into force counts before the date": (
        {"date": "2009-08-19", "published": "2009-09-01", "valid_from": "2010-03-01"},
        None,
        "no, 2010-03-01 yes",
    ),
    "no date at all": ({}, None, "unknown"),
    "no date, and replaced": (REPLACED, {"valid_from": "2010-03-01"}, "unknown"),
    "in force when it was last seen": ({"date": 2009, "status": "in_force_when_seen"}, None,
                                       "no, 2009-01-01 unknown, 2010-01-01 yes"),
    "not known to have begun": ({"date": 2009, "status": "pending"}, None, "no, 2009-01-01 unknown"),
    "not checked": ({"valid_from": "2010-03-01", "status": "not_checked"}, None, "no, 2010-03-01 unknown"),
    "a title from memory": ({"valid_from": "2010-03-01", "unsure": ["title"]}, None, "no, 2010-03-01 unknown"),
    "a date from memory": ({"date": 2009, "unsure": ["date"]}, None, "no, 2009-01-01 unknown"),
    "a status from memory": ({"date": 2009, "unsure": ["status"]}, None, "no, 2009-01-01 unknown"),
    "a number from memory changes nothing": ({"date": 2009, "number": "1", "unsure": ["number"]}, None,
                                             "no, 2009-01-01 unknown, 2010-01-01 yes"),
    "ended on a day, the last one in force": (
        {"valid_from": "2010-03-01", "valid_to": "2015-06-30", "status": "ended"},
        None,
        "no, 2010-03-01 yes, 2015-07-01 no",
    ),
    "ended in a month, a February": (
        {"valid_from": "2010-03-01", "valid_to": "2012-02", "status": "ended"},
        None,
        "no, 2010-03-01 yes, 2012-02-01 unknown, 2012-03-01 no",
    ),
    "ended in a year": (
        {"date": "2009-08-19", "valid_to": 2015, "status": "ended"},
        None,
        "no, 2009-08-19 unknown, 2010-01-01 yes, 2015-01-01 unknown, 2016-01-01 no",
    ),
    "ended in the year in which it began": (
        {"valid_from": "2010-06", "valid_to": 2010, "status": "ended"},
        None,
        "no, 2010-06-01 unknown, 2011-01-01 no",
    ),
    "ended in the year of its own date": (
        {"date": "2009-08-19", "valid_to": 2009, "status": "ended"},
        None,
        "no, 2009-08-19 unknown, 2010-01-01 no",
    ),
    "in force for one day": (
        {"valid_from": "2010-03-01", "valid_to": "2010-03-01", "status": "ended"},
        None,
        "no, 2010-03-01 yes, 2010-03-02 no",
    ),
    "ended, and nobody knows when": ({"date": 2009, "status": "ended"}, None, "no, 2009-01-01 unknown"),
    "an end from memory": (
        {"date": 2009, "valid_to": "2015-06-30", "status": "ended", "unsure": ["valid_to"]},
        None,
        "no, 2009-01-01 unknown",
    ),
    "replaced by what began on a day": (
        {"date": 1986, **REPLACED},
        {"date": "2009-08-19", "valid_from": "2010-03-01"},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2010-03-01 no",
    ),
    "replaced by what has a date of its own only": (
        {"date": 1986, **REPLACED},
        {"date": "2009-08-19"},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2009-08-19 unknown, 2010-01-01 no",
    ),
    "replaced by what has no date": ({"date": 1986, **REPLACED}, {}, "no, 1986-01-01 unknown"),
    "replaced by what is not held": ({"date": 1986, "status": "replaced"}, None, "no, 1986-01-01 unknown"),
    "replaced in the year of its own date": (
        {"date": 2009, **REPLACED},
        {"date": 2009},
        "no, 2009-01-01 unknown, 2010-01-01 no",
    ),
    "replaced in part": (
        {"date": 1986, "replaced_by": "new", "replaced_partly": True},
        {"valid_from": "2010-03-01"},
        "no, 1986-01-01 unknown, 1987-01-01 yes",
    ),
    "its own end counts before its successor's beginning": (
        {"date": 1986, "valid_to": "2005-12-31", **REPLACED},
        {"valid_from": "2010-03-01"},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2006-01-01 no",
    ),
    "a replacement from memory": (
        {"date": 1986, **REPLACED, "unsure": ["replaced_by"]},
        {"valid_from": "2010-03-01"},
        "no, 1986-01-01 unknown",
    ),
    "replaced, which is itself from memory": (
        {"date": 1986, **REPLACED, "unsure": ["status"]},
        {"valid_from": "2010-03-01"},
        "no, 1986-01-01 unknown",
    ),
    "replaced by what is not known to have begun": (
        {"date": 1986, **REPLACED},
        {"date": "2009-08-19", "status": "pending"},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2009-08-19 unknown",
    ),
    "replaced by what has a date from memory": (
        {"date": 1986, **REPLACED},
        {"date": "2009-08-19", "unsure": ["date"]},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2009-08-19 unknown",
    ),
    "replaced by what has a title from memory": (
        {"date": 1986, **REPLACED},
        {"valid_from": "2010-03-01", "unsure": ["title"]},
        "no, 1986-01-01 unknown, 1987-01-01 yes, 2010-03-01 no",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_known_gives_the_answers(case: str) -> None:
    fields, successor, said = CASES[case]
    found = steps(*base(fields, successor))
    assert ", ".join(f"{day} {answer}" for day, answer in found) == f"0001-01-01 {said}"


DAYS = [
    ("2009-12-31", "no"),
    ("2010-02-28", "no"),
    ("2010-03-01", "yes"),
    ("2015-01-01", "unknown"),
    ("2015-12-31", "unknown"),
    ("2016-01-01", "no"),
    ("0001-01-01", "no"),
    ("9999-12-31", "no"),
]


@pytest.mark.parametrize(("day", "answer"), DAYS)
def test_a_day_has_one_answer(day: str, answer: str) -> None:
    catalogue, law = base({"valid_from": "2010-03-01", "valid_to": 2015, "status": "ended"})
    assert in_force(catalogue, law, dt.date.fromisoformat(day)) == answer


CHANGES = [
    ({"valid_from": "2010-03-01"}, None, [("2010", "begins")]),
    ({"date": 1986, **REPLACED}, {"valid_from": "2010-03-01"}, [("1986", "begins"), ("2010", "ends")]),
    (
        {"date": 1986, "valid_to": "2005-12-31", "status": "ended"},
        None,
        [("1986", "begins"), ("2006", "ends")],
    ),
    ({"date": 1986, "valid_to": 2005, "status": "ended"}, None, [("1986", "begins"), ("2005", "ends")]),
    ({"date": 1986, "status": "ended"}, None, [("1986", "begins")]),
    (REPLACED, {"valid_from": "2010-03-01"}, [("2010", "ends")]),
    ({}, None, []),
]


@pytest.mark.parametrize(("fields", "successor", "years"), CHANGES)
def test_the_timeline_has_the_years_that_are_known(
    fields: Fields, successor: Fields | None, years: list
) -> None:
    assert changes(*base(fields, successor)) == years


BOUNDS = [
    ("2010", "2010-01-01", "2010-12-31"),
    ("2010-12", "2010-12-01", "2010-12-31"),
    ("2012-02", "2012-02-01", "2012-02-29"),
    ("2010-03-01", "2010-03-01", "2010-03-01"),
    ("9998", "9998-01-01", "9998-12-31"),
]


@pytest.mark.parametrize(("date", "first", "last"), BOUNDS)
def test_a_date_means_all_days_that_it_may_be(date: str, first: str, last: str) -> None:
    assert bounds(PartialDate(date)) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


# Whatever is known.

DATES = st.one_of(
    st.integers(1, 9998).map(lambda year: f"{year:04}"),
    st.integers(2008, 2012).map(str),
    st.dates(dt.date(2008, 1, 1), dt.date(2012, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.dates(dt.date(2008, 1, 1), dt.date(2012, 12, 31)).map(str),
)
STATUSES = ["in_force", "in_force_when_seen", "pending", "replaced", "ended", "not_checked"]
UNSURE = ["title", "date", "published", "valid_from", "valid_to", "status", "replaced_by", "number"]


def laws(**more: st.SearchStrategy) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {"status": st.sampled_from(STATUSES), "unsure": st.lists(st.sampled_from(UNSURE), max_size=1)},
        optional=dict.fromkeys(("date", "published", "valid_from", "valid_to"), DATES) | more,
    )


KNOWN = st.tuples(
    laws(replaced_by=st.just("new"), replaced_partly=st.booleans()), st.one_of(st.none(), laws())
)


@given(KNOWN)
def test_answers_follow_one_another_from_the_first_day_on(known: tuple[Fields, Fields | None]) -> None:
    found = steps(*base(*known))
    assert found[0][0] == "0001-01-01"
    assert all(one[0] < other[0] and one[1] != other[1] for one, other in pairwise(found))


@given(KNOWN)
def test_yes_is_said_only_of_what_has_surely_begun_and_not_yet_ended(
    known: tuple[Fields, Fields | None],
) -> None:
    catalogue, law = base(*known)
    begins, ends = beginning(law), ending(catalogue, law)
    for (day, answer), following in zip(*_with_next(steps(catalogue, law)), strict=True):
        if answer == "yes":
            assert begins
            assert day >= begins[1].isoformat()
            assert law.status not in ("pending", "not_checked")
            assert set(law.unsure) <= {"number"}
            if ends:
                assert following <= ends[0].isoformat()
            else:
                assert law.status not in ("replaced", "ended")


@given(KNOWN)
def test_no_is_said_only_of_what_cannot_have_begun_or_has_surely_ended(
    known: tuple[Fields, Fields | None],
) -> None:
    catalogue, law = base(*known)
    begins, ends = beginning(law), ending(catalogue, law)
    assume(not (begins and ends) or begins[0] < ends[1])  # a rule refuses what ended before it began
    for (day, answer), following in zip(*_with_next(steps(catalogue, law)), strict=True):
        if answer == "no":
            assert begins
            before = following <= begins[0].isoformat()
            assert before or (ends and day >= ends[1].isoformat())


def _with_next(found: list) -> tuple[list, list[str]]:
    """Return steps, and the day on which each is over."""
    return found, [*(day for day, _ in found[1:]), "9999-12-31"]
