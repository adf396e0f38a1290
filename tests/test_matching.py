"""The matching of offers and needs, worked out by hand: every heading, the points, the order, the nearest miss."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cam.matching import (
    CONDITIONS,
    COSTS,
    WEIGHTS,
    Pair,
    matching,
    nearest_miss,
    overlap,
    pair,
    pairs,
    unmet,
)
from cam.model.base import PartialDate, Span
from cam.model.cooperation import Member, Need, Offer
from cam.store import Catalogue
from cam.validity import bounds

COMMON = {"title": {"en": "x"}, "original": "en", "added": "2026-11-21"}
SIDE = {
    "themes": ["trafficking"],
    "languages": ["en"],
    "forms": ["workshop"],
    "costs": "shared",
    "period": {"start": "2027-01-01", "end": "2027-12-31"},
}


def offer(identity: str = "offer", member: str = "giver", **changes: Any) -> Offer:
    return Offer.model_validate({**COMMON, **SIDE, "id": identity, "member": member, **changes})


def need(identity: str = "need", member: str = "taker", **changes: Any) -> Need:
    return Need.model_validate({**COMMON, **SIDE, "id": identity, "member": member, **changes})


def member(identity: str, country: str | None = None) -> Member:
    return Member.model_validate({**COMMON, "id": identity, "status": "confirmed", "country": country})


MEMBERS = [
    member("giver", "mx"),
    member("taker", "pe"),
    member("third", "uy"),
    member("nowhere"),
]


def board(*records: Offer | Need) -> Catalogue:
    catalogue = Catalogue(Path())
    for record in [*MEMBERS, *records]:
        catalogue.records[record.kind][record.id] = record
    return catalogue


def compared(given: Offer, asked: Need) -> Pair:
    return pair(board(given, asked), given, asked)


def share(heading: str, given: Offer, asked: Need) -> Fraction:
    return next(reason.share for reason in compared(given, asked).reasons if reason.heading == heading)


HALF = Fraction(1, 2)


# Points


def test_the_points_add_up_to_a_hundred() -> None:
    assert WEIGHTS == {"theme": 35, "form": 20, "language": 20, "country": 10, "dates": 5, "costs": 10}
    assert sum(WEIGHTS.values()) == 100
    assert CONDITIONS == ("theme", "form", "language", "country", "dates")


def test_what_fits_in_everything_has_every_point() -> None:
    found = compared(offer(), need())
    assert (found.score, found.failing, found.matches) == (100, (), True)
    assert [(reason.heading, reason.points) for reason in found.reasons] == list(WEIGHTS.items())


def test_what_fits_in_nothing_has_none() -> None:
    found = compared(
        offer(
            languages=["es"],
            forms=["visit"],
            countries=["uy"],
            costs="receiver",
            themes=["gender"],
            period={"end": "2026"},
        ),
        need(costs="provider"),
    )
    assert found.score == 0
    assert [reason.heading for reason in found.failing] == list(CONDITIONS)
    assert not found.matches


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "common"),
    [
        (["a"], ["a"], Fraction(1), ("a",)),
        (["a", "b", "c"], ["a"], Fraction(1), ("a",)),
        (["a"], ["a", "b"], HALF, ("a",)),
        (["c", "a"], ["a", "b", "c"], Fraction(2, 3), ("a", "c")),
        (["a"], ["b"], Fraction(0), ()),
        ([], ["a"], Fraction(0), ()),
        (["a"], [], Fraction(0), ()),
    ],
)
def test_themes_count_by_how_many_of_those_asked_for_are_offered(
    ours: list[str], theirs: list[str], expected: Fraction, common: tuple[str, ...]
) -> None:
    reason = compared(offer(themes=ours), need(themes=theirs)).reasons[0]
    assert (reason.heading, reason.share, reason.common) == ("theme", expected, common)
    assert reason.fails == (expected == 0)


@pytest.mark.parametrize(("heading", "key"), [("form", "forms"), ("language", "languages")])
@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "common"),
    [
        (["a"], ["a"], 1, ("a",)),
        (["a", "b"], ["b", "c", "d"], 1, ("b",)),
        (["b", "a"], ["a", "b"], 1, ("a", "b")),
        (["a"], ["b"], 0, ()),
    ],
)
def test_one_form_and_one_language_in_common_are_enough(
    heading: str, key: str, ours: list[str], theirs: list[str], expected: int, common: tuple[str, ...]
) -> None:
    found = compared(offer(**{key: ours}), need(**{key: theirs}))
    reason = next(reason for reason in found.reasons if reason.heading == heading)
    assert (reason.share, reason.common, reason.fails) == (expected, common, not expected)


@pytest.mark.parametrize(
    ("countries", "asking", "expected"),
    [
        ([], "taker", 1),
        (["pe"], "taker", 1),
        (["uy", "pe"], "taker", 1),
        (["uy"], "taker", 0),
        (["mx"], "taker", 0),
        ([], "nowhere", 1),
        (["pe"], "nowhere", 0),
    ],
)
def test_an_offer_is_for_the_states_that_it_names_or_for_all(
    countries: list[str], asking: str, expected: int
) -> None:
    assert share("country", offer(countries=countries), need(member=asking)) == expected


TABLE = {
    # what the offer says: what the need asks for, in percent
    "provider": {"provider": 100, "shared": 100, "receiver": 100, "fund": 100, "open": 100},
    "shared": {"provider": 50, "shared": 100, "receiver": 100, "fund": 50, "open": 50},
    "receiver": {"provider": 0, "shared": 50, "receiver": 100, "fund": 0, "open": 50},
    "fund": {"provider": 50, "shared": 50, "receiver": 100, "fund": 100, "open": 50},
    "open": {"provider": 50, "shared": 50, "receiver": 50, "fund": 50, "open": 50},
}


@pytest.mark.parametrize(("ours", "theirs"), [*itertools.product(TABLE, repeat=2)])
def test_costs_give_what_the_table_says_and_never_fail(ours: str, theirs: str) -> None:
    found = compared(offer(costs=ours), need(costs=theirs))
    assert found.reasons[-1].share == Fraction(TABLE[ours][theirs], 100)
    assert found.reasons[-1].common == (ours, theirs)
    assert found.score == 90 + TABLE[ours][theirs] // 10
    assert found.matches


def test_the_table_of_costs_has_every_code(real: Catalogue) -> None:
    codes = set(real.vocabulary["cost_rules"])
    assert set(COSTS) == codes
    assert all(set(row) == codes for row in COSTS.values())


# Dates


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("2027-01-01", "2027-06-30"), ("2027-06-30", "2027-12-31"), 1),  # one day
        (("2027-01-01", "2027-06-29"), ("2027-06-30", "2027-12-31"), 0),
        (("2027-01", "2027-06"), ("2027-07", "2027-09"), 0),
        (("2027-01", "2027-06"), ("2027-06", "2027-09"), HALF),  # the days in June are not known
        (("2027-01", "2027-06"), ("2027-05", "2027-09"), 1),
        (("2027-01", "2027-06"), ("2027-06-01", "2027-09"), 1),  # whatever the last day is, it is not before
        (("2027-01", "2027-06"), ("2027-06-02", "2027-09"), HALF),
        (("2027-01", "2027-06-30"), ("2027-06", "2027-09"), 1),
        (("2027-01", "2027-06-29"), ("2027-06", "2027-09"), HALF),
        (("2026", "2027"), ("2027-03", "2027-04"), HALF),
        (("2026", "2027"), ("2027", "2028"), HALF),
        (("2026", "2027"), ("2028", "2029"), 0),
        (("2025", "2028"), ("2026", "2027"), 1),
        (("2027-06", "2027-06"), ("2027-06", "2027-06"), HALF),
        (("2027-06-05", "2027-06-05"), ("2027-06-05", "2027-06-05"), 1),
        ((None, None), (None, None), 1),
        ((None, None), ("2027", "2027"), 1),
        (("2027", None), (None, "2026"), 0),
        (("2027", None), (None, "2027"), HALF),
        (("2027-02", None), ("2029", None), 1),
        ((None, "2024-02"), ("2024-02-29", None), HALF),
        ((None, "2024-02"), ("2024-03-01", None), 0),
    ],
)
def test_periods_meet_surely_perhaps_or_not(
    ours: tuple[str | None, str | None], theirs: tuple[str | None, str | None], expected: Fraction
) -> None:
    one, other = span(*ours), span(*theirs)
    assert overlap(one, other) == overlap(other, one) == expected
    found = compared(offer(period=one.model_dump()), need(period=other.model_dump()))
    assert found.score == 95 + int(5 * expected)
    assert found.matches == (expected > 0)


def span(start: str | None, end: str | None) -> Span:
    return Span.model_validate({"start": start, "end": end})


# Sums


def test_points_are_added_exactly_and_rounded_down_once() -> None:
    two_thirds = compared(
        offer(themes=["a", "b"], costs="open", period={"end": "2027"}),
        need(themes=["a", "b", "c"], period={"start": "2027"}),
    )
    assert (
        sum(reason.points for reason in two_thirds.reasons) == Fraction(35 * 2, 3) + 50 + Fraction(5, 2) + 5
    )
    assert two_thirds.score == 80  # 80.83
    assert compared(offer(), need(themes=["trafficking", "gender"])).score == 82  # 82.5


# Order


def test_matches_come_first_then_fewest_failing_then_points_then_ids() -> None:
    asked = need(themes=["trafficking", "gender"])
    offers = [
        offer("e", forms=["visit"], themes=["trafficking", "gender"]),  # fails once, 80 points
        offer("d", costs="receiver"),  # a match of 77 points
        offer("c"),  # a match of 82
        offer("b", forms=["visit"], languages=["es"], themes=["trafficking", "gender"]),  # fails twice, 60
        offer("a", forms=["visit"]),  # fails once, 62
        offer("f"),  # a match of 82
    ]
    found = pairs(board(asked, *offers), asked)
    assert [(item.offer.id, len(item.failing), item.score) for item in found] == [
        ("c", 0, 82),
        ("f", 0, 82),
        ("d", 0, 77),
        ("e", 1, 80),
        ("a", 1, 62),
        ("b", 2, 60),
    ]
    assert [item.offer.id for item in matching(board(asked, *offers), asked)] == ["c", "f", "d"]


def test_nobody_is_offered_what_is_their_own() -> None:
    asked = need(member="giver")
    catalogue = board(asked, offer(), offer("other", member="third"))
    assert [item.offer.id for item in pairs(catalogue, asked)] == ["other"]


def test_examples_and_real_records_never_meet() -> None:
    offers = [offer("real"), offer("made-up", example=True)]
    asked, example = need(), need("made-up", example=True)
    catalogue = board(asked, example, *offers)
    assert [item.offer.id for item in pairs(catalogue, asked)] == ["real"]
    assert [item.offer.id for item in pairs(catalogue, example)] == ["made-up"]


# Nearest miss, and needs that nobody meets


def test_where_there_is_a_match_nothing_was_missed() -> None:
    asked = need()
    assert nearest_miss(board(asked, offer(), offer("far", forms=["visit"])), asked) is None


def test_the_nearest_miss_fails_on_least_whatever_its_points() -> None:
    asked = need(costs="provider")
    offers = [
        offer("many-points", languages=["es"], countries=["uy"], costs="provider"),  # fails twice, 70 points
        offer("few-points", themes=["gender"], costs="receiver"),  # fails once, 55 points
    ]
    miss = nearest_miss(board(asked, *offers), asked)
    assert miss is not None
    assert (miss.offer.id, miss.score) == ("few-points", 55)
    assert [reason.heading for reason in miss.failing] == ["theme"]


def test_needs_that_nobody_meets_are_listed_by_their_ids() -> None:
    records = [
        offer(),
        need("b", forms=["visit"]),
        need("a", languages=["fr"]),
        need("c"),
        need("d", member="giver"),
    ]
    catalogue = board(*records)
    catalogue.records["needs"] = dict(sorted(catalogue.records["needs"].items()))  # as they are read
    assert [item.id for item in unmet(catalogue)] == ["a", "b", "d"]
    assert nearest_miss(catalogue, catalogue.get(Need, "d")) is None  # the only offer is its own


def test_an_empty_board_has_neither_matches_nor_misses() -> None:
    asked = need()
    assert unmet(board()) == []
    assert pairs(board(asked), asked) == matching(board(asked), asked) == []
    assert nearest_miss(board(asked), asked) is None
    assert unmet(board(asked)) == [asked]
    assert unmet(board(offer())) == []


def test_the_examples_show_what_can_happen(real: Catalogue) -> None:
    """A full match, a match in part, a near miss, a conflict of dates: points worked out by hand."""
    found = {
        item.id: [
            (other.offer.id, other.score, [reason.heading for reason in other.failing])
            for other in pairs(real, item)[:1]
        ]
        for item in real.all(Need)
        if item.example
    }
    assert found == {
        "example-trafficking-training": [("example-trafficking-workshop", 100, [])],
        # One of two themes: 17.5; form 20, language 20, state 10, dates 5; costs against: 0.
        "example-statistics-law": [("example-statistics-advice", 72, [])],
        # Theme 35, language 20, state 10, dates 5, costs 10, but no visit is offered.
        "example-statistics-visit": [("example-statistics-advice", 80, ["form"])],
        # All but the dates: the visit ends in June, the need begins in August.
        "example-return-center": [("example-return-visit", 95, ["dates"])],
    }
    assert [item.id for item in unmet(real) if item.example] == [
        "example-return-center",
        "example-statistics-visit",
    ]


# Whatever the records are

DATES = st.sampled_from(
    [
        None,
        "2026",
        "2027",
        "2028",
        "2027-01",
        "2027-06",
        "2027-06-01",
        "2027-06-15",
        "2027-06-30",
        "2027-12-31",
    ]
)
SPANS = st.builds(span, DATES, DATES)
SOME = st.lists(st.sampled_from("abc"), max_size=3, unique=True)
ONE = st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)
SIDES = st.fixed_dictionaries(
    {
        "themes": SOME,
        "languages": ONE,
        "forms": ONE,
        "costs": st.sampled_from(list(TABLE)),
        "period": SPANS.map(lambda found: found.model_dump()),
        "member": st.sampled_from([item.id for item in MEMBERS]),
        "example": st.booleans(),
    }
)
STATES = st.lists(st.sampled_from(["mx", "pe", "uy"]), max_size=2, unique=True)
OFFERS = st.lists(st.tuples(SIDES, STATES), max_size=6).map(
    lambda found: [offer(f"o{at}", **side, countries=states) for at, (side, states) in enumerate(found)]
)
NEEDS = SIDES.map(lambda side: need(**side))


@given(SIDES, STATES, NEEDS)
def test_a_score_lies_between_0_and_100_and_is_full_only_without_objection(
    side: dict[str, Any], states: list[str], asked: Need
) -> None:
    found = compared(offer(**side, countries=states), asked)
    assert 0 <= found.score <= 100
    assert (found.score == 100) == all(reason.share == 1 for reason in found.reasons)
    assert all(0 <= reason.share <= 1 for reason in found.reasons)
    assert [reason.heading for reason in found.reasons] == list(WEIGHTS)
    assert found.matches == all(reason.share for reason in found.reasons if reason.heading in CONDITIONS)


@given(OFFERS, NEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(
    offers: list[Offer], asked: Need, chance: random.Random
) -> None:
    expected = pairs(board(asked, *offers), asked)
    shuffled = list(offers)
    chance.shuffle(shuffled)
    assert pairs(board(asked, *shuffled), asked) == expected
    assert nearest_miss(board(asked, *shuffled), asked) == nearest_miss(board(asked, *offers), asked)


@given(OFFERS, NEEDS)
def test_every_offer_of_others_is_compared_once_and_the_lists_agree(offers: list[Offer], asked: Need) -> None:
    catalogue = board(asked, *offers)
    found, met, miss = pairs(catalogue, asked), matching(catalogue, asked), nearest_miss(catalogue, asked)
    fitting = [item.id for item in offers if item.member != asked.member and item.example == asked.example]
    assert sorted(item.offer.id for item in found) == fitting
    assert met == found[: len(met)]
    assert not any(item.matches for item in found[len(met) :])
    assert (miss is None) == (bool(met) or not found)
    assert miss is None or len(miss.failing) == min(len(item.failing) for item in found)
    assert unmet(catalogue) == ([] if met else [asked])


@given(SIDES, NEEDS, st.sampled_from("abc"))
def test_who_offers_more_never_scores_less(side: dict[str, Any], asked: Need, more: str) -> None:
    before = compared(offer(**side), asked)
    for key in ("themes", "forms", "languages"):
        wider = {**side, key: list(dict.fromkeys([*side[key], more]))}
        assert compared(offer(**wider), asked).score >= before.score


@given(SPANS, SPANS)
def test_periods_meet_as_every_day_that_the_dates_may_mean_says(one: Span, other: Span) -> None:
    """Try the first and the last day that each date may mean: all meet, none does, or it depends."""

    def days(date: PartialDate | None, open_end: str) -> list[str]:
        return [day.isoformat() for day in bounds(date)] if date else [open_end]

    met = {
        our_end >= their_start and their_end >= our_start
        for our_start in days(one.start, "0000")
        for our_end in days(one.end, "9999")
        for their_start in days(other.start, "0000")
        for their_end in days(other.end, "9999")
    }
    expected = HALF if len(met) == 2 else Fraction(met.pop())
    assert overlap(one, other) == expected
    assert overlap(one, other) == overlap(other, one)
