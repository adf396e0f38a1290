"""RICOMI's matching: how well an offer answers a need, with its reasons.

No person and no hidden rule decides: each pair is looked at under six headings, each of which gives a share of its
points. Theme, form, language, country and dates are conditions: where one of them fails, the pair is no match, but may
still be the nearest miss. Costs only add points. The page “How matching works” is filled from WEIGHTS and COSTS.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from cam.model.base import Span
from cam.model.cooperation import Member, Need, Offer
from cam.store import Catalogue
from cam.validity import bounds

WEIGHTS: dict[str, int] = {"theme": 35, "form": 20, "language": 20, "country": 10, "dates": 5, "costs": 10}
"""Points of each heading; they add up to 100."""

CONDITIONS = ("theme", "form", "language", "country", "dates")

COSTS: dict[str, dict[str, Fraction]] = {
    "provider": dict.fromkeys(("provider", "shared", "receiver", "fund", "open"), Fraction(1)),
    "shared": {"provider": Fraction(1, 2), "shared": Fraction(1), "receiver": Fraction(1), "fund": Fraction(1, 2),
               "open": Fraction(1, 2)},
    "receiver": {"provider": Fraction(0), "shared": Fraction(1, 2), "receiver": Fraction(1), "fund": Fraction(0),
                 "open": Fraction(1, 2)},
    "fund": {"provider": Fraction(1, 2), "shared": Fraction(1, 2), "receiver": Fraction(1), "fund": Fraction(1),
             "open": Fraction(1, 2)},
    "open": dict.fromkeys(("provider", "shared", "receiver", "fund", "open"), Fraction(1, 2)),
}  # fmt: skip
"""Share of the points for costs: what the offer says (outer key) against what the need asks for (inner key)."""


@dataclass(frozen=True)
class Reason:
    """What one heading says of a pair: its share of the points, and what offer and need have in common there."""

    heading: str
    share: Fraction
    common: tuple[str, ...] = ()

    @property
    def points(self) -> Fraction:
        """Points given."""
        return self.share * WEIGHTS[self.heading]

    @property
    def fails(self) -> bool:
        """Whether a condition is not met."""
        return self.heading in CONDITIONS and not self.share


@dataclass(frozen=True)
class Pair:
    """An offer looked at beside a need."""

    offer: Offer
    need: Need
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """Points from 0 to 100, rounded down."""
        return int(sum((reason.points for reason in self.reasons), Fraction(0)))

    @property
    def failing(self) -> tuple[Reason, ...]:
        """The conditions that are not met."""
        return tuple(reason for reason in self.reasons if reason.fails)

    @property
    def matches(self) -> bool:
        """Whether every condition is met."""
        return not self.failing


def pair(catalogue: Catalogue, offer: Offer, need: Need) -> Pair:
    """Return how well an offer answers a need."""
    country = catalogue.get(Member, need.member).country
    themes = _common(offer.themes, need.themes)
    forms = _common(offer.forms, need.forms)
    languages = _common(offer.languages, need.languages)
    return Pair(
        offer,
        need,
        (
            Reason("theme", _share(len(themes), len(need.themes)), themes),
            Reason("form", Fraction(bool(forms)), forms),
            Reason("language", Fraction(bool(languages)), languages),
            Reason(
                "country",
                Fraction(not offer.countries or country in offer.countries),
                (country,) if country else (),
            ),
            Reason("dates", overlap(offer.period, need.period)),
            Reason("costs", COSTS[offer.costs][need.costs], (str(offer.costs), str(need.costs))),
        ),
    )


def _common(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(item) for item in theirs if item in set(ours))


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def overlap(ours: Span, theirs: Span) -> Fraction:
    """Return 1 where two stretches of time have a day in common, 1/2 where that is left open, 0 where they have none.

    A stretch without a start or an end is open on that side.
    """
    certain = True
    for one, other in ((ours, theirs), (theirs, ours)):
        if not (one.end and other.start):
            continue
        if bounds(one.end)[1] < bounds(other.start)[0]:
            return Fraction(0)
        certain = certain and bounds(one.end)[0] >= bounds(other.start)[1]
    return Fraction(1) if certain else Fraction(1, 2)


def pairs(catalogue: Catalogue, need: Need) -> list[Pair]:
    """Return every offer of another member beside a need, the best first.

    Examples meet only examples. Pairs that match come first; then those with the fewest failing conditions; then
    those with more points; then in order of the offer's id.
    """
    found = [
        pair(catalogue, offer, need)
        for offer in catalogue.all(Offer)
        if offer.member != need.member and offer.example == need.example
    ]
    return sorted(found, key=lambda item: (len(item.failing), -item.score, item.offer.id))


def matching(catalogue: Catalogue, need: Need) -> list[Pair]:
    """Return the offers that answer a need, the best first."""
    return [item for item in pairs(catalogue, need) if item.matches]


def nearest_miss(catalogue: Catalogue, need: Need) -> Pair | None:
    """Return the offer that fails by least, for a need that none answers."""
    found = pairs(catalogue, need)
    return found[0] if found and not found[0].matches else None


def unmet(catalogue: Catalogue) -> list[Need]:
    """Return the needs that no offer answers, in order of their ids."""
    return [need for need in catalogue.all(Need) if not matching(catalogue, need)]
