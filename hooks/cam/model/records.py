"""One class per kind of record. The class is the schema; a field's description is what an editor reads about it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from cam.model.base import (
    Address,
    AnyReference,
    ClockTime,
    Code,
    DocumentReference,
    EvidenceCode,
    LanguageCode,
    Name,
    Part,
    PartialDate,
    PlainText,
    Source,
    Span,
    Strict,
    Text,
    wrong,
)
from cam.model.cooperation import Match, Member, Need, Offer, Practice
from cam.model.directory import Portal
from cam.model.figures import CountryReport, Dataset, Edition, RequestTable, Round
from cam.model.law import Country, Law, Treaty
from cam.model.program import Program
from cam.model.record import (
    ActivityReference,
    BodyReference,
    CountryReference,
    MandateReference,
    OfficerReference,
    PlanReference,
    Record,
)


class DocumentType(Code):
    """Type of document."""

    vocabulary = "document_types"


class DocumentStatus(Code):
    """Status of a document."""

    vocabulary = "document_statuses"


class HeldFile(Strict):
    """The text of a source document as it was received."""

    name: PlainText
    sha256: str
    lines: int
    language: LanguageCode


class Document(Record):
    """A resolution, plan, report, publication or page."""

    kind = "documents"
    type: DocumentType
    symbol: PlainText | None = Field(
        None, description="official symbol as printed, e.g. AG/RES. 2738 (XLII-O/12)"
    )
    symbol_evidence: EvidenceCode | None = Field(
        None, description="where the text itself does not bear the symbol"
    )
    status: DocumentStatus
    date: PartialDate | None = None
    session: Text | None = Field(
        None, description="session or meeting that adopted or saw it, with its place"
    )
    body: BodyReference | None = Field(None, description="body that issued it")
    authors: list[PlainText] = []
    address: Address | None = Field(None, description="official address, where one was seen")
    held: HeldFile | None = Field(None, description="the text of it that this knowledge base was made from")
    names: list[Name] = []
    basis: list[DocumentReference] = Field(default=[], description="documents on which it rests")
    contents: list[Part] = Field(default=[], description="its structure, gist by gist")


class MandateType(Code):
    """Type of mandate."""

    vocabulary = "mandate_types"


class Mandate(Record):
    """One operative paragraph, or one function: what a body is told to do."""

    kind = "mandates"
    type: MandateType
    document: DocumentReference
    paragraph: PlainText = Field(description="number of the paragraph or letter of the function, as printed")
    addressed_to: list[BodyReference] = []
    addressees: Text | None = Field(None, description="addressees that are not bodies with a record")
    period: Text | None = None
    parts: list[Part] = Field(default=[], description="lettered parts, gist by gist")
    concerns: list[AnyReference] = Field(default=[], description="systems, documents or bodies it is about")


class PlanType(Code):
    """Type of plan."""

    vocabulary = "plan_types"


class CalendarForm(Code):
    """The form of a plan's calendar: which columns it has."""

    vocabulary = "calendar_forms"


class PlanSection(Strict):
    """A section of a plan that is not its list of activities."""

    title: Text
    parts: list[Part] = []


class Plan(Record):
    """A work plan or programme of activities."""

    kind = "plans"
    type: PlanType
    body: BodyReference
    document: DocumentReference
    period: Span
    mandates: list[MandateReference] = []
    background: list[DocumentReference] = Field(default=[], description="older resolutions that it keeps to")
    officers: list[OfficerReference] = []
    works_with: list[BodyReference] = []
    sections: list[PlanSection] = []
    calendar_form: CalendarForm
    calendar_title: Text | None = None


class LinkType(Code):
    """Who made the link between an activity and its mandates: the document, or this site."""

    vocabulary = "link_types"


class Responsible(Strict):
    """A body with its part in an activity."""

    body: BodyReference
    role: Text | None = None


class Activity(Record):
    """One numbered activity of a plan, or a lettered leaf of it."""

    kind = "activities"
    plan: PlanReference
    number: PlainText = Field(description="number as printed; leaves carry number and letter, e.g. 1a")
    parent: ActivityReference | None = None
    responsible: list[Responsible] = []
    mandates: list[MandateReference] = []
    mandate_link: LinkType | None = Field(None, description="who made the link to the mandates")
    condition: Text | None = None
    parts: list[Part] = []
    concerns: list[AnyReference] = Field(
        default=[], description="systems, projects, processes, documents it is about"
    )


class MeetingType(Code):
    """Type of meeting."""

    vocabulary = "meeting_types"


class DateStatus(Code):
    """What a source says of a date."""

    vocabulary = "date_statuses"


class MeetingDate(Strict):
    """One date that a meeting ever had, with the source that gives it."""

    start: PartialDate
    end: PartialDate | None = None
    opens: ClockTime | None = None
    closes: ClockTime | None = None
    year_inferred: bool = Field(False, description="true where the source prints no year")
    place: Text | None = None
    status: DateStatus
    sources: list[Source] = Field(min_length=1)


class PrintedMandates(Strict):
    """A reference to paragraphs of a resolution as a calendar prints it, and the mandates it covers."""

    document: DocumentReference
    printed: PlainText = Field(description="the paragraphs as printed, e.g. 18-22")
    mandates: list[MandateReference] = Field(min_length=1)


class Bullet(Strict):
    """A bullet under an item."""

    text: Text
    activity: ActivityReference | None = None


class MeetingItem(Strict):
    """An item of business of a meeting."""

    number: PlainText
    text: Text
    activity: ActivityReference | None = Field(
        None, description="activity it carries out; the link is this site's"
    )
    concerns: list[AnyReference] = []
    bullets: list[Bullet] = []


class SlotType(Code):
    """Type of slot in an agenda."""

    vocabulary = "slot_types"


class Speaker(Strict):
    """A person named in an agenda."""

    name: PlainText
    role: Text
    officer: OfficerReference | None = None


class Slot(Strict):
    """A slot of an agenda."""

    opens: ClockTime
    closes: ClockTime
    type: SlotType
    printed: PlainText | None = Field(None, description="number as printed")
    number: PlainText | None = Field(None, description="correct number")
    title: Text
    text: Text | None = None
    speakers: list[Speaker] = []
    invited: list[AnyReference] = []


class Purpose(Strict):
    """The aims, or the audience, of a meeting as one source has them."""

    sources: list[Source] = Field(min_length=1)
    parts: list[Part] = Field(min_length=1)


class Meeting(Record):
    """A meeting, workshop or calendar entry."""

    kind = "meetings"
    type: MeetingType
    plan: PlanReference | None = None
    body: BodyReference
    row: PlainText | None = Field(None, description="row of the plan's calendar, e.g. R1")
    names: list[Name] = []
    dates: list[MeetingDate] = Field(
        min_length=1, description="every date it ever had, oldest first; the last one holds"
    )
    activities: list[ActivityReference] = []
    mandates: list[PrintedMandates] = []
    items: list[MeetingItem] = []
    aims: list[Purpose] = []
    audience: list[Purpose] = []
    agenda: list[Slot] = []
    concerns: list[AnyReference] = []
    documents: list[DocumentReference] = []
    outcome: Text | None = Field(None, description="what came of it, where a source says so")


class FrameworkItem(Strict):
    """A lettered or roman item of the framework, and the records that serve it."""

    label: PlainText
    text: Text
    served_by: list[AnyReference] = Field(
        default=[], description="records that serve it; the link is this site's"
    )
    items: list[FrameworkItem] = []


class FrameworkSection(Record):
    """A section of the Future Framework of Action."""

    kind = "framework"
    number: PlainText
    served_by: list[AnyReference] = []
    items: list[FrameworkItem] = []

    def labelled(self) -> list[tuple[FrameworkItem, str]]:
        """Return every item with its full label, e.g. I.A.i."""
        found: list[tuple[FrameworkItem, str]] = []
        for item in self.items:
            label = f"{self.number}.{item.label}"
            found.append((item, label))
            found += [(leaf, f"{label}.{leaf.label}") for leaf in item.items]
        return found


def _kind(value: str) -> str:
    if value not in KINDS:
        raise wrong(f"`{value}` is not a kind of record", f"use one of: {', '.join(KINDS)}")
    return value


KindName = Annotated[str, AfterValidator(_kind)]
"""The name of a kind of record: its folder below data/."""


class SystemType(Code):
    """Type of system."""

    vocabulary = "system_types"


class System(Record):
    """An information system, network, list or channel that the documents call for."""

    kind = "systems"
    type: SystemType
    acronym: PlainText | None = None
    names: list[Name] = []
    bodies: list[BodyReference] = []
    objectives: list[Part] = []
    content: list[Part] = []
    steps: list[Part] = []
    actors: list[Part] = []
    state: Text | None = Field(None, description="what is known of it today, with the evidence in sources")
    here: list[KindName] = Field(
        default=[], description="kinds of record by which this site does what the system was to do"
    )
    documents: list[DocumentReference] = []


class Project(Record):
    """A capacity-building project."""

    kind = "projects"
    plan: PlanReference
    letter: PlainText
    names: list[Name] = []
    implementers: list[BodyReference] = []
    countries: list[CountryReference] = []
    places: Text | None = None
    period: Span | None = None
    funding: Text | None = None
    findings: list[Part] = []
    documents: list[DocumentReference] = []


class Process(Record):
    """A regional or subregional consultation process, or integration body, that the documents name."""

    kind = "processes"
    acronym: Text
    names: list[Name] = []
    address: Address | None = None


class BodyType(Code):
    """Type of body."""

    vocabulary = "body_types"


class Body(Record):
    """An organ, committee, secretariat or partner institution."""

    kind = "bodies"
    type: BodyType
    acronym: Text | None = None
    names: list[Name] = []
    part_of: BodyReference | None = None
    preceded_by: BodyReference | None = None
    established: PartialDate | None = None
    established_by: Text | None = None
    ended: PartialDate | None = None
    address: Address | None = None


class Office(Code):
    """An office."""

    vocabulary = "offices"


class Officer(Record):
    """One term of one person in one office; the title is the person's name."""

    kind = "officers"
    names: list[Name] = []
    office: Office
    body: BodyReference
    country: CountryReference | None = None
    rank: Text | None = Field(None, description="title and post of the person")
    elected_by: BodyReference | None = None
    elected_on: PartialDate | None = None
    term: Span | None = None
    evidence: EvidenceCode | None = None


class MilestoneTopic(Code):
    """The story that a milestone belongs to."""

    vocabulary = "milestone_topics"


class Milestone(Record):
    """A dated step in the history of the committee, the Program or a system."""

    kind = "milestones"
    topic: MilestoneTopic
    date: PartialDate
    inferred: bool = Field(
        False, description="true where no source gives the date outright; shown in brackets"
    )
    bodies: list[BodyReference] = []
    documents: list[DocumentReference] = []
    concerns: list[AnyReference] = []


class DiscrepancyType(Code):
    """Type of discrepancy."""

    vocabulary = "discrepancy_types"


class Reading(Strict):
    """What one source says."""

    text: Text
    sources: list[Source] = Field(min_length=1)


class Discrepancy(Record):
    """Sources that differ, or a source that differs with itself: each reading, and how the site treats it."""

    kind = "discrepancies"
    number: PlainText
    type: DiscrepancyType
    readings: list[Reading] = Field(min_length=1)
    treatment: Text
    concerns: list[AnyReference] = Field(min_length=1, description="records whose pages link here")


class AvoidReason(Code):
    """Why a form of a term is not used."""

    vocabulary = "avoid_reasons"


class Avoided(Strict):
    """A form that this site does not use in its own words, with the reason."""

    text: PlainText = Field(
        description="the form, in small letters unless it is a name; the plural is found as well"
    )
    language: LanguageCode = Field(description="language in whose texts the form is not used")
    reason: AvoidReason = Field(description="why it is not used")
    instead: PlainText | None = Field(None, description="what to write, where it is not the term itself")
    note: Text | None = Field(None, description="what an editor should know of it")
    sources: list[Source] = Field([], description="where the form is found, or the usage of the OAS")


class Term(Record):
    """A glossary entry. Its acronyms become expandable in texts of their language."""

    kind = "glossary"
    acronyms: dict[str, list[PlainText]] = Field(default={}, description="language -> acronyms used in it")
    variants: list[Name] = []
    avoid: list[Avoided] = Field(
        [], description="forms that texts of this site do not use; the check finds them"
    )
    concerns: list[AnyReference] = []


class Theme(Record):
    """A theme under which records are gathered."""

    kind = "themes"


FrameworkItem.model_rebuild()

_CLASSES: tuple[type[Record], ...] = (
    Mandate, Plan, Activity, Meeting, FrameworkSection, System, Project, Process,
    Body, Officer, Milestone, Document, Country, Law, Treaty, Portal, Practice,
    Member, Offer, Need, Match, Program, Dataset, RequestTable, Round, CountryReport, Edition,
    Discrepancy, Term, Theme,
)  # fmt: skip

KINDS: dict[str, type[Record]] = {record.kind: record for record in _CLASSES}
"""Every kind of record, in the order in which the site names them."""
