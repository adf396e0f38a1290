"""The inventory of portals and the directory of institutions: one record says both."""

from __future__ import annotations

from pydantic import Field

from cam.model.base import Address, Code, LanguageCode, PlainText, Source, Strict, Text
from cam.model.record import CountryReference, PortalReference, Record


class PortalType(Code):
    """Kind of institution or portal."""

    vocabulary = "portal_types"


class Scope(Code):
    """How far an institution or portal reaches."""

    vocabulary = "scopes"


class Service(Code):
    """What a portal offers."""

    vocabulary = "services"


class AddressEvidence(Code):
    """How well the address of a portal is supported."""

    vocabulary = "address_evidence"


class ContactType(Code):
    """Way of reaching an institution."""

    vocabulary = "contact_types"


class Contact(Strict):
    """A way to reach an institution, as it publishes it. Never of a private person."""

    type: ContactType
    value: PlainText
    sources: list[Source] = Field(min_length=1)


class Portal(Record):
    """An institution with its portal on the web, or a portal that an institution keeps."""

    kind = "portals"
    type: PortalType
    scope: Scope
    acronym: PlainText | None = None
    countries: list[CountryReference] = Field(default=[], description="states that it belongs to or covers")
    official_title: PlainText | None = Field(
        None, description="name in its own language, where that is none of the site's (e.g. pt, nl)"
    )
    parent: Text | None = Field(None, description="ministry or body that it belongs to")
    owner: PortalReference | None = Field(
        None, description="the institution of this list that keeps the portal"
    )
    official_names: list[LanguageCode] = Field(
        default=[], description="languages in which the title is the official name"
    )
    languages: list[LanguageCode] = Field(min_length=1, description="languages of the portal")
    services: list[Service] = Field(default=[], description="what it offers")
    address: Address | None = None
    other_addresses: list[Address] = []
    address_evidence: AddressEvidence | None = None
    closed: bool = Field(False, description="true where sources say that it is no longer in use")
    archived: Address | None = Field(None, description="address of an archived copy")
    contacts: list[Contact] = []
