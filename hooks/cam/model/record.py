"""What every record has, and the references by which records name one another."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from cam.model.base import (
    AnyReference,
    Code,
    LanguageCode,
    PartialDate,
    PlainText,
    Reference,
    Slug,
    Source,
    Strict,
    Text,
    TranslationCode,
    Unconfirmed,
)


class MandateReference(Reference):
    """The id of a mandate."""

    kind = "mandates"


class PlanReference(Reference):
    """The id of a work plan."""

    kind = "plans"


class ActivityReference(Reference):
    """The id of an activity."""

    kind = "activities"


class BodyReference(Reference):
    """The id of a body."""

    kind = "bodies"


class OfficerReference(Reference):
    """The id of an officer's term."""

    kind = "officers"


class ThemeReference(Reference):
    """The id of a theme."""

    kind = "themes"


class ProcessReference(Reference):
    """The id of a regional process."""

    kind = "processes"


class CountryReference(Reference):
    """The id of a country: its ISO 3166-1 code in small letters."""

    kind = "countries"


class LawReference(Reference):
    """The id of a legal instrument."""

    kind = "laws"


class PortalReference(Reference):
    """The id of a portal and the institution behind it."""

    kind = "portals"


class ProjectReference(Reference):
    """The id of a project."""

    kind = "projects"


class MemberReference(Reference):
    """The id of a member of RICOMI."""

    kind = "members"


class OfferReference(Reference):
    """The id of an offer of cooperation."""

    kind = "offers"


class NeedReference(Reference):
    """The id of a need of cooperation."""

    kind = "needs"


class ProgramReference(Reference):
    """The id of a worker program."""

    kind = "programs"


class DatasetReference(Reference):
    """The id of a table of figures."""

    kind = "datasets"


class EditionReference(Reference):
    """The id of an edition of the regional report."""

    kind = "editions"


class RoundReference(Reference):
    """The id of a round of SICREMI."""

    kind = "rounds"


class OwnerCode(Code):
    """Who looks after a record or a page. Not named `owner` in records: a portal's `owner` is an institution."""

    vocabulary = "owners"


class Record(Strict):
    """What every record has."""

    kind: ClassVar[str]
    filled_in: ClassVar[tuple[str, ...]] = ()
    """Required keys that the class fills in by itself where the file leaves them out."""

    offered: ClassVar[tuple[str, ...]] = ()
    """Those of them that most files have all the same: a new file has a place for them."""

    worked_out: ClassVar[tuple[str, ...]] = ()
    """Keys that are published and that no file has: they follow from other records."""

    id: Slug = Field(description="same as the file name without .yaml; also the page's address")
    title: Text = Field(description="official title, or a short own one where there is none")
    summary: Text | None = Field(None, description="the gist in one to three sentences, in own words")
    original: LanguageCode = Field(
        description="language in which the source (or, without one, this record) was written"
    )
    translations: dict[str, TranslationCode] = Field(
        default={}, description="state per language where it is not a working translation from the original"
    )
    themes: list[ThemeReference] = []
    see_also: list[AnyReference] = Field(default=[], description="related records, as kind/id")
    sources: list[Source] = Field(min_length=1, description="where the statements of this record come from")
    unconfirmed: list[Unconfirmed] = Field(default=[], description="statements that could not be confirmed")
    unknown: list[Text] = Field(default=[], description="what the sources do not say")
    notes: list[Text] = Field(
        default=[], description="remarks of the editors, e.g. on how to read the source"
    )
    unsure: list[PlainText] = Field(
        default=[],
        description="keys of this record whose value is only remembered; marked wherever it is shown",
    )
    added: PartialDate = Field(description="day on which the record was added")
    revised: PartialDate | None = Field(None, description="day of the last change of substance")
    verified_on: PartialDate | None = Field(
        None, description="day on which somebody last compared the record with its sources"
    )
    record_owner: OwnerCode | None = Field(
        None, description="who looks after the record; without it, the editors of this site"
    )
    next_review: PartialDate | None = Field(
        None,
        description="day, month or year by which to look again; without it, the rule of its kind in data/site.yaml",
    )
