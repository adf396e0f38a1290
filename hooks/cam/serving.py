"""Which portals serve a migrant, and for which need: the one rule behind the page “Portals that serve me”."""

from __future__ import annotations

from cam.model.directory import Portal

_NOT_FOR_A_PERSON = ("academic", "data_portal", "oas_program", "regional_process")
_SUPPORTING = ("civil_society", "international_organization", "human_rights_body")


def needs(portal: Portal) -> list[str]:
    """Return the codes of data/vocabulary/migrant_needs.yaml that a portal answers, in the order of that list."""
    if portal.closed:
        return []
    assists = "assistance" in portal.services
    answered = {
        "papers": portal.type == "migration_authority",
        "my_country": portal.type == "nationals_abroad",
        "protection": portal.type == "refugee_body"
        or (portal.type in ("international_organization", "human_rights_body") and assists),
        "support": portal.type in _SUPPORTING and assists,
        "rights": "legal_info" in portal.services and portal.type not in _NOT_FOR_A_PERSON,
    }
    return [need for need, holds in answered.items() if holds]


def serves_where(portal: Portal) -> list[str]:
    """Return the states in which a person must be to be served; "*" stands for anywhere."""
    if portal.type == "nationals_abroad" or not portal.countries:
        return ["*"]
    return [str(country) for country in portal.countries]


def serves_whom(portal: Portal) -> list[str]:
    """Return the states whose nationals a portal serves; "*" stands for any."""
    if portal.type == "nationals_abroad":
        return [str(country) for country in portal.countries] or ["*"]
    return ["*"]


def shown_with(portal: Portal) -> list[str]:
    """Return the questions of which one must be answered, once any is, for a portal to be worth showing.

    Foreign ministries serve their nationals anywhere; those of all other states are noise to one who only says where.
    """
    return ["whence", "need"] if portal.type == "nationals_abroad" else []
