"""What the records are about, kind by kind, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cam.linked_data import law
from cam.linked_data.meetings import meeting
from cam.linked_data.tables import dataset, edition
from cam.linked_data.teller import Json, Teller, known, only_remembered, sure
from cam.model import Record
from cam.model.directory import Portal
from cam.model.law import Country
from cam.model.program import Program
from cam.model.records import Body, Officer, Process, Term
from cam.store import is_example


def thing(teller: Teller, record: Record) -> Json | None:
    """Return what a record is about; None where its kind has no word for it, or nothing may be stated."""
    describe = THINGS.get(record.kind)
    if describe is None or is_example(record) or only_remembered(record):
        return None
    return describe(teller, record)


def body(teller: Teller, record: Body) -> Json:
    """Return a body."""
    parent = teller.reader.catalogue.find(record.part_of or "", "bodies")
    return teller.thing(
        "Organization",
        record,
        alternateName=teller.said(record.acronym, record) if record.acronym else None,
        url=sure(record, "address", record.address),
        foundingDate=sure(record, "established", record.established),
        dissolutionDate=sure(record, "ended", record.ended),
        parentOrganization=sure(record, "part_of", teller.named("Organization", parent)),
    )


def process(teller: Teller, record: Process) -> Json:
    """Return a regional process or an integration body."""
    acronym, url = teller.said(record.acronym, record), sure(record, "address", record.address)
    return teller.thing("Organization", record, alternateName=acronym, url=url)


_OF_A_STATE = ("migration_authority", "nationals_abroad", "refugee_body", "statistics")
"""Kinds of institution that are authorities where their scope is a state."""
_SITES = ("data_portal", "information_portal")
"""Kinds of portal that are no institution."""


def _type_of(record: Portal) -> str:
    if {"type", "scope"} & set(record.unsure):
        return "Organization"
    if record.type in _OF_A_STATE and record.scope == "national":
        return "GovernmentOrganization"
    if record.type == "civil_society":
        return "NGO"
    return "WebSite" if record.type in _SITES else "Organization"


def portal(teller: Teller, record: Portal) -> Json:
    """Return an institution, or a site that is none. An address that only third parties give is not stated."""
    type_ = _type_of(record)
    owner = teller.reader.catalogue.find(record.owner or "", "portals")
    parent = {"@type": "Organization", "name": teller.said(record.parent, record)} if record.parent else None
    facts: dict[str, Any] = {
        "alternateName": [
            sure(record, "official_title", record.official_title),
            sure(record, "acronym", record.acronym),
        ],
        "url": None
        if record.address_evidence == "weak" or record.closed
        else sure(record, "address", record.address),
    }
    if type_ == "WebSite":
        facts["publisher"] = sure(record, "owner", teller.named("Organization", owner))
    else:
        facts["parentOrganization"] = sure(record, "parent", parent)
        if record.scope == "national":
            facts["areaServed"] = sure(
                record, "countries", teller.each("Country", "countries", record.countries)
            )
    facts["alternateName"] = [name for name in facts["alternateName"] if name]
    return teller.thing(type_, record, **facts)


def officer(teller: Teller, record: Officer) -> Json | None:
    """Return a person in a public office: name, office, body and term, and nothing else.

    An office without a date would read as held today, so it is left out.
    """
    if record.evidence == "recalled":
        return None
    term = record.term if record.term and not record.term.inferred and "term" not in record.unsure else None
    start = (term and term.start) or sure(record, "elected_on", record.elected_on)
    end = term and term.end
    if not (start or end):
        return teller.thing("Person", record)
    role = known(
        {
            "@type": "OrganizationRole",
            "roleName": sure(record, "office", teller.reader.code(record.office)),
            "startDate": start,
            "endDate": end,
            "memberOf": teller.named("Organization", teller.reader.find(record.body, "bodies")),
        }
    )
    return teller.thing("Person", record, memberOf=role)


def country(teller: Teller, record: Country) -> Json:
    """Return a state."""
    code = {"@type": "PropertyValue", "propertyID": "ISO 3166-1", "value": record.id.upper()}
    return teller.thing("Country", record, identifier=code)


def term(teller: Teller, record: Term) -> Json:
    """Return a term of the glossary."""
    language = teller.reader.language
    return teller.thing(
        "DefinedTerm",
        record,
        termCode=record.acronyms.get(language, [])[:1],
        description=teller.gist(record),
        inDefinedTermSet={"@id": f"{teller.site}glossary/#it"},
    )


def program(teller: Teller, record: Program) -> Json | None:
    """Return a program as a service of states, where a source saw it under way; a regime of residence is none."""
    if record.status != "active" or record.type == "regime" or {"status", "type"} & set(record.unsure):
        return None
    origins = sure(record, "origins", teller.each("Country", "countries", record.origins))
    return teller.thing(
        "GovernmentService",
        record,
        serviceType=teller.reader.code(record.type),
        url=sure(record, "address", record.address),
        provider=sure(record, "portals", teller.each("Organization", "portals", record.portals)),
        areaServed=sure(record, "destinations", teller.each("Country", "countries", record.destinations)),
        audience=known({"@type": "Audience", "geographicArea": origins}) if origins else None,
    )


THINGS: dict[str, Callable[[Teller, Any], Json | None]] = {
    "bodies": body,
    "countries": country,
    "datasets": dataset,
    "documents": law.document,
    "editions": edition,
    "glossary": term,
    "laws": law.law,
    "mandates": law.mandate,
    "meetings": meeting,
    "officers": officer,
    "portals": portal,
    "processes": process,
    "programs": program,
    "treaties": law.treaty,
}
"""How the kinds are told for which schema.org has a word."""
