"""RICOMI: members, what they offer, what they need, matches; and the catalogue of practices."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from cam.model.base import Code, LanguageCode, PartialDate, PlainText, Source, Span, Strict, Text
from cam.model.record import (
    BodyReference,
    CountryReference,
    LawReference,
    MemberReference,
    NeedReference,
    OfferReference,
    PortalReference,
    ProjectReference,
    Record,
)


class MemberStatus(Code):
    """How far an institution's membership of RICOMI has come."""

    vocabulary = "member_statuses"


class Cooperative(Record):
    """A record of RICOMI: an example is marked as such everywhere, and needs no source."""

    sources: list[Source] = []
    example: bool = Field(False, description="true where the record is made up to show how this works")


class Member(Cooperative):
    """An institution in RICOMI. Its name is that of the institution."""

    kind = "members"
    filled_in = ("title",)
    title: Text = Field(description="written for an example only; else it is the title of the institution")
    institution: PortalReference | None = Field(None, description="left out for an example only")
    country: CountryReference | None = Field(None, description="left out for an example only")
    status: MemberStatus
    since: PartialDate | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any, info: ValidationInfo) -> Any:
        """Take over the institution's title; the context holds `titles`, by kind/id. An example has its own."""
        if not isinstance(value, dict) or "title" in value or value.get("example"):
            return value
        context, name = info.context or {}, str(value.get("institution", "?"))
        unknown = dict.fromkeys(context.get("languages") or ["en"], name)
        return {**value, "title": context.get("titles", {}).get(f"portals/{name}") or unknown}


class CooperationForm(Code):
    """The form that cooperation takes."""

    vocabulary = "cooperation_forms"


class CostRule(Code):
    """Who bears the costs."""

    vocabulary = "cost_rules"


class Offer(Cooperative):
    """What a member can share with others."""

    kind = "offers"
    member: MemberReference
    languages: list[LanguageCode] = Field(min_length=1, description="languages in which it can be given")
    countries: list[CountryReference] = Field(default=[], description="states it is meant for; none: all")
    forms: list[CooperationForm] = Field(min_length=1)
    costs: CostRule
    period: Span = Field(description="when it can be given")
    capacity: Text | None = Field(None, description="how much of it, for how many")


class Need(Cooperative):
    """What a member asks others for."""

    kind = "needs"
    member: MemberReference
    languages: list[LanguageCode] = Field(min_length=1, description="languages in which it can be received")
    forms: list[CooperationForm] = Field(min_length=1)
    costs: CostRule
    period: Span = Field(description="when it is needed")


class MatchStatus(Code):
    """How far a match has come."""

    vocabulary = "match_statuses"


class Match(Cooperative):
    """An offer and a need that were brought together, and what came of it."""

    kind = "matches"
    offer: OfferReference
    need: NeedReference
    status: MatchStatus
    agreed: PartialDate | None = None
    ended: PartialDate | None = None
    outcome: Text | None = Field(None, description="what came of it")
    change: Text | None = Field(None, description="what the receiving side changed afterwards")


class PracticeType(Code):
    """Kind of entry in the catalogue."""

    vocabulary = "practice_types"


class PracticeEvidence(Code):
    """How well the effect of a practice is supported."""

    vocabulary = "practice_evidence"


class CostBand(Code):
    """How much a practice cost, in bands of US dollars."""

    vocabulary = "cost_bands"


class Finding(Strict):
    """A statement with its sources."""

    text: Text
    sources: list[Source] = Field(min_length=1)


class Adaptation(Strict):
    """Who took up a practice."""

    countries: list[CountryReference] = []
    bodies: list[BodyReference] = []
    text: Text
    sources: list[Source] = Field(min_length=1)


class Practice(Record):
    """A practice, law or policy in the thematic catalogue that the Future Framework asks for."""

    kind = "practices"
    headings: list[PlainText] = Field(
        min_length=1, description="headings of the framework that it stands under: I.A, I.B, I.C or II.A"
    )
    type: PracticeType
    countries: list[CountryReference] = []
    bodies: list[BodyReference] = []
    institutions: list[PortalReference] = []
    laws: list[LawReference] = []
    projects: list[ProjectReference] = []
    period: Span | None = None
    evidence: PracticeEvidence
    cost: CostBand
    cost_note: Text | None = None
    how: Text = Field(description="how it works, in own words")
    results: list[Finding] = []
    shortcomings: list[Finding] = Field(default=[], description="what did not work")
    adapted_by: list[Adaptation] = []
