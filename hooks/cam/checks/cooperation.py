"""Rules on portals, RICOMI and practices."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.cooperation import Cooperative, Match, Member, Need, Offer, Practice
from cam.model.directory import Portal
from cam.model.records import FrameworkSection
from cam.problems import Problem
from cam.store import Catalogue


def addresses_say_how_sure_they_are(catalogue: Catalogue) -> Iterator[Problem]:
    """A portal has an address and how sure it is, or neither; and nobody keeps itself."""
    for portal in catalogue.all(Portal):
        file = catalogue.file(portal)
        if portal.address and not portal.address_evidence:
            yield file.problem(("address",), "nothing says how sure the address is", "add `address_evidence`")
        if portal.address_evidence and not portal.address:
            yield file.problem(
                ("address_evidence",), "there is no address", "add `address`, or remove this line"
            )
        if portal.owner == portal.id:
            yield file.problem(("owner",), "the portal keeps itself", "remove `owner`")


def real_cooperation_has_sources(catalogue: Catalogue) -> Iterator[Problem]:
    """An offer, a need or a match that is no example has a source."""
    for kind in (Offer, Need, Match):
        for record in catalogue.all(kind):
            if not record.example and not record.sources:
                what = "there is no source"
                yield catalogue.file(record).problem(
                    (), what, "add `sources`, or `example: true` if it is made up"
                )


def members_are_institutions(catalogue: Catalogue) -> Iterator[Problem]:
    """A member that is no example is an institution of the directory, of the state that it is said to be of."""
    for member in catalogue.all(Member):
        file = catalogue.file(member)
        if member.example:
            if member.institution or member.country:
                what = "an example names a real institution or state"
                yield file.problem(
                    (), what, "remove `institution` and `country`: nobody real is made an example"
                )
            continue
        for name in ("institution", "country"):
            if not getattr(member, name):
                yield file.problem((), f"`{name}` is missing", f"add `{name}:`")
        institution = catalogue.find(member.institution, "portals") if member.institution else None
        if isinstance(institution, Portal) and member.country and member.country not in institution.countries:
            what = f"{institution.id} is not an institution of `{member.country}`"
            yield file.problem(("country",), what, "write the state of the institution")


def examples_meet_only_examples(catalogue: Catalogue) -> Iterator[Problem]:
    """An example and a real record are never brought together."""
    for kind, names in ((Offer, ("member",)), (Need, ("member",)), (Match, ("offer", "need"))):
        for record in catalogue.all(kind):
            for name in names:
                other = _other(catalogue, record, name)
                if other and other.example != record.example:
                    sides = (
                        ("an example", "a real record") if record.example else ("a real record", "an example")
                    )
                    what = f"{sides[0]} names {sides[1]}: {getattr(record, name)}"
                    remedy = "name another record, or correct `example` in one of the two"
                    yield catalogue.file(record).problem((name,), what, remedy)


def _other(catalogue: Catalogue, record: Record, name: str) -> Cooperative | None:
    kind = {"member": "members", "offer": "offers", "need": "needs"}[name]
    found = catalogue.find(getattr(record, name), kind)
    return found if isinstance(found, Cooperative) else None


def matches_join_two_members(catalogue: Catalogue) -> Iterator[Problem]:
    """A match joins the offer of one member with the need of another, and ends after it was agreed."""
    for match in catalogue.all(Match):
        offer, need = _other(catalogue, match, "offer"), _other(catalogue, match, "need")
        if isinstance(offer, Offer) and isinstance(need, Need) and offer.member == need.member:
            what = f"offer and need are of the same member: {offer.member}"
            yield catalogue.file(match).problem(("need",), what, "name the need of another member")
        if match.agreed and match.ended and match.ended < match.agreed[: len(match.ended)]:
            what = f"it ended on {match.ended}, before it was agreed on {match.agreed}"
            yield catalogue.file(match).problem(("ended",), what, "correct one of the two dates")


def practices_stand_under_the_framework(catalogue: Catalogue) -> Iterator[Problem]:
    """A practice stands under headings that the framework has."""
    sections = catalogue.all(FrameworkSection)
    known = {label for section in sections for _, label in section.labelled()}
    for practice in catalogue.all(Practice):
        for index, label in enumerate(practice.headings):
            if label not in known:
                what = f"`{label}` is not a heading of the framework"
                yield catalogue.file(practice).problem(
                    ("headings", index), what, "write it as in I.A or II.A"
                )
