"""Law: national instruments (MILEX), treaties, and the states that they bind."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from babel import Locale, UnknownLocaleError
from pydantic import Field, ValidationInfo, model_validator

from cam.model.base import (
    Address,
    Code,
    EvidenceCode,
    PartialDate,
    PlainText,
    Source,
    Strict,
    Text,
    wrong,
)
from cam.model.record import CountryReference, LawReference, Record


class MembershipStatus(Code):
    """A state's membership of the OAS, as the sources state it."""

    vocabulary = "membership_statuses"


class MembershipEvent(Strict):
    """Something that bears on a state's membership, as its sources state it."""

    date: PartialDate | None = None
    text: Text
    sources: list[Source] = Field(min_length=1)


class Country(Record):
    """A state that ratified the Charter of the OAS; the id is its ISO 3166-1 code in small letters.

    Its name in each language of the site is CLDR's, unless `title` gives the OAS's own usage in that language.
    """

    kind = "countries"
    filled_in = ("title",)
    title: Text = Field(description="only where the OAS's usage differs from CLDR's name, e.g. {es: Belize}")
    membership: MembershipStatus
    since: PartialDate = Field(description="year in which it signed the Charter or joined")
    signatory: bool = Field(description="true for the states that signed the Charter in 1948")
    membership_events: list[MembershipEvent] = Field(
        default=[], description="what bears on the membership, oldest first, each with its source"
    )
    laws_reviewed: PartialDate = Field(
        description="day on which the holdings of law were last looked through"
    )
    laws_missing: list[Text] = Field(
        default=[], description="instruments that are known to exist and are not held"
    )

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any, info: ValidationInfo) -> Any:
        """Fill in CLDR's names; the context holds the `languages` of the site."""
        if not isinstance(value, dict):
            return value
        code, languages = str(value.get("id", "")), (info.context or {}).get("languages", [])
        names, given = _named_by_cldr(code.upper(), languages), value.get("title", {})
        if code and not names and not given:
            if languages:
                remedy = "write its ISO code in small letters, e.g. `ht`"
                raise wrong(f"`{code}` is not the code of a state", remedy)
            names = {"en": code}  # without the list of languages nothing can be judged; its own rule says so
        return {**value, "title": {**names, **given} if isinstance(given, dict) else given}


def _named_by_cldr(code: str, languages: Iterable[str]) -> dict[str, str]:
    """Return the name of a territory in each language that CLDR knows; a rule tells of those that it does not."""
    names = {}
    for language in languages:
        with suppress(UnknownLocaleError, ValueError):
            territories = Locale.parse(language).territories
            if code in territories:
                names[language] = str(territories[code])
    return names


class LawType(Code):
    """Kind of legal instrument."""

    vocabulary = "law_types"


class LawTopic(Code):
    """Topic of a legal instrument."""

    vocabulary = "law_topics"


class LawStatus(Code):
    """What is known of the force of a legal instrument."""

    vocabulary = "law_statuses"


class Law(Record):
    """A law, decree, constitution, policy or programme of one state. `title` holds the official title in `original`."""

    kind = "laws"
    filled_in = ("status",)
    offered = ("status",)
    worked_out = ("replaced_by", "replaced_partly")
    country: CountryReference
    type: LawType
    topics: list[LawTopic] = Field(min_length=1)
    official_title: PlainText | None = Field(
        None, description="title in its own language, where that is none of the site's (e.g. pt, nl)"
    )
    number: PlainText | None = Field(None, description="number as printed, e.g. 25.871")
    date: PartialDate | None = Field(None, description="date of the instrument, as the source gives it")
    published: PartialDate | None = Field(None, description="day of its publication in the gazette")
    valid_from: PartialDate | None = Field(None, description="entry into force, where a source says so")
    valid_to: PartialDate | None = Field(None, description="last day, month or year in which it was in force")
    status: LawStatus = Field(
        description="what is known of its force; `replaced` need not be written: it follows from `replaces` of another"
    )
    status_note: Text | None = Field(None, description="what the status code does not say")
    implements: LawReference | None = Field(None, description="the instrument that it implements")
    amended_by: list[LawReference] = []
    replaces: list[LawReference] = Field(
        default=[], description="the instruments of which it took the place as a whole"
    )
    replaces_partly: list[LawReference] = Field(
        default=[], description="the instruments of which it replaced a part only"
    )
    replaced_by: LawReference | None = Field(
        None, description="the instrument that replaced it; where several replaced a part each, the newest"
    )
    replaced_partly: bool = Field(False, description="true where only a part of it was replaced")
    address: Address | None = Field(None, description="official address, where one was seen")

    @model_validator(mode="before")
    @classmethod
    def _without_status(cls, value: Any) -> Any:
        """Take an instrument without a status for replaced; a rule asks for one where no other says so."""
        return {"status": "replaced", **value} if isinstance(value, dict) else value


class Depositary(Code):
    """Who keeps the list of a treaty's parties."""

    vocabulary = "depositaries"


class TreatyAction(Code):
    """The act by which a state became party."""

    vocabulary = "treaty_actions"


class TreatyStatus(Code):
    """Where a state stands towards a treaty."""

    vocabulary = "treaty_statuses"


class Participation(Strict):
    """Where one state stands towards a treaty."""

    country: CountryReference
    status: TreatyStatus = Field(description="party, signed or denounced")
    date: PartialDate | None = Field(None, description="day or year in which it became party")
    action: TreatyAction | None = None
    signed: PartialDate | None = None
    denounced: PartialDate | None = None
    denunciation_effective: PartialDate | None = None
    reservation: Text | None = Field(None, description="reservation, declaration or part not accepted")
    note: Text | None = None
    evidence: EvidenceCode
    sources: list[Source] = Field(
        default=[], description="left out where it is the first of the treaty's `list_sources`"
    )


class Treaty(Record):
    """A treaty and where each of the 35 states stands towards it."""

    kind = "treaties"
    depositary: Depositary
    symbol: PlainText | None = Field(None, description="number by which it is known, e.g. C097")
    short: Text = Field(description="a name of a few words, for the head of a column")
    adopted: PartialDate
    entry_into_force: PartialDate | None = None
    address: Address | None = Field(None, description="the depositary's list of parties, where one was seen")
    as_of: Text = Field(description="state of the lists that were read")
    participations: list[Participation] = []
    not_listed: list[CountryReference] = Field(
        default=[], description="states that the lists read do not name as party, as of `as_of`"
    )
    not_checked: list[CountryReference] = Field(
        default=[], description="states for which no list was seen that would settle it"
    )
    list_sources: list[Source] = Field(default=[], description="the lists of parties that were read")
