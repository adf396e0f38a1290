"""MINPET: programs under which people go to work abroad for a time."""

from __future__ import annotations

from typing import Annotated

from babel import Locale
from pydantic import AfterValidator, Field

from cam.model.base import (
    Address,
    Code,
    PartialDate,
    Source,
    Strict,
    Text,
    wrong,
)
from cam.model.record import CountryReference, LawReference, PortalReference, ProgramReference, Record


class ProgramType(Code):
    """Kind of program."""

    vocabulary = "program_types"


class ProgramStatus(Code):
    """Whether a program goes on."""

    vocabulary = "program_statuses"


class Sector(Code):
    """Sector of work."""

    vocabulary = "sectors"


class Channel(Code):
    """How workers are recruited."""

    vocabulary = "recruitment_channels"


class Payer(Code):
    """Who pays."""

    vocabulary = "payers"


class Mobility(Code):
    """Whether a worker may change the employer."""

    vocabulary = "mobility_rules"


class ParticipantUnit(Code):
    """What was counted."""

    vocabulary = "participant_units"


class FactTopic(Code):
    """What a fact on the workers is about."""

    vocabulary = "worker_facts"


_NO_TERRITORIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""What CLDR lists among territories and is none: groups, and stand-ins for what is not known."""


def _territory(value: str) -> str:
    known = Locale("en").territories.keys() - _NO_TERRITORIES
    if value != value.lower() or value.upper() not in known or len(value) != 2:
        raise wrong(
            f"`{value}` is not the code of a territory", "write its ISO code in small letters, e.g. `es`"
        )
    return value


Territory = Annotated[str, AfterValidator(_territory)]
"""A state or territory beyond the 35 states, by its ISO 3166-1 code in small letters; its name is CLDR's."""


class LegalBasis(Strict):
    """An agreement, law or decision on which a program rests."""

    text: Text = Field(description="its title, or what it is")
    date: PartialDate | None = None
    law: LawReference | None = Field(None, description="the instrument, where this site holds it")


class Term(Strict):
    """A term of the work, in words, and as a code that can be compared."""

    text: Text
    payer: Payer | None = Field(None, description="who pays, where the sources say so")


class MobilityTerm(Strict):
    """Whether a worker may change the employer: in words, and as a code."""

    text: Text
    rule: Mobility | None = None


class Terms(Strict):
    """The terms that can be compared between programs. What is left out is not known."""

    wage: Term | None = Field(None, description="rule by which the wage is set, or wages that were reported")
    housing: Term | None = None
    transport: Term | None = None
    insurance: Term | None = None
    mobility: MobilityTerm | None = Field(None, description="change of the employer")
    costs: Term | None = Field(None, description="fees and costs of recruitment: who pays what")
    complaints: Term | None = Field(None, description="where a worker can complain")
    quota: Term | None = Field(None, description="limit on numbers")
    other: list[Term] = []


class Participants(Strict):
    """How many took part in one year, as one source counts them."""

    year: int = Field(ge=1900, le=2100)
    number: int = Field(ge=0)
    unit: ParticipantUnit
    origin: CountryReference | None = Field(None, description="state that these came from, if not all")
    destination: CountryReference | None = Field(None, description="state that these went to, if not all")
    partial: bool = Field(False, description="true where it counts a part only: `note` says which")
    approximate: bool = Field(False, description="true for “about” and “more than”")
    inferred: bool = Field(
        False, description="true where the year or number was inferred or computed: `note` says how"
    )
    note: Text | None = None
    sources: list[Source] = Field(min_length=1)


class Total(Strict):
    """How many took part over several years, as one source counts them."""

    start: int
    end: int
    number: int = Field(ge=0)
    unit: ParticipantUnit
    approximate: bool = False
    note: Text | None = None
    sources: list[Source] = Field(min_length=1)


class WorkerFact(Strict):
    """Something that is known of the workers: age, sex, education, where from, where to."""

    topic: FactTopic
    year: int | None = None
    text: Text
    sources: list[Source] = Field(min_length=1)


class FraudWarning(Strict):
    """A warning against fraud or unlawful fees, as its source gives it."""

    text: Text
    date: PartialDate | None = None
    sources: list[Source] = Field(min_length=1)


class Program(Record):
    """A program, scheme or regime under which people from the region work abroad for a time."""

    kind = "programs"
    type: ProgramType
    status: ProgramStatus
    start: PartialDate | None = None
    end: PartialDate | None = None
    origins: list[CountryReference] = []
    origins_beyond: list[Territory] = Field(default=[], description="origins that are none of the 35 states")
    any_origin: bool = Field(False, description="true where other nationalities are admitted too")
    origins_note: Text | None = None
    destinations: list[CountryReference] = []
    destinations_beyond: list[Territory] = Field(
        default=[], description="destinations that are none of the 35 states"
    )
    sectors: list[Sector] = Field(min_length=1)
    sectors_note: Text | None = Field(None, description="crops or trades, where the sources name them")
    recruitment: list[Channel] = Field(min_length=1, description="main channel first")
    recruitment_note: Text | None = None
    legal_basis: list[LegalBasis] = []
    stay: Text | None = Field(None, description="how long workers are admitted")
    stay_months: int | None = Field(
        None, ge=1, description="the longest stay in months, where it can be told"
    )
    terms: Terms = Terms()
    participants: list[Participants] = []
    totals: list[Total] = []
    worker_facts: list[WorkerFact] = []
    warnings: list[FraudWarning] = Field(default=[], description="warnings against fraud and unlawful fees")
    portals: list[PortalReference] = Field(default=[], description="institutions that run it")
    address: Address | None = Field(None, description="official page, where one was seen")
    part_of: list[ProgramReference] = Field(default=[], description="wider programs of which it is a part")
