"""Which portals serve a migrant, and for what: somebody may rely on the answer."""

from __future__ import annotations

from typing import Any

import bless
import pytest
from lxml import html

from cam.model.directory import Portal
from cam.serving import needs, serves_where, serves_whom, shown_with
from cam.store import Catalogue, key

PORTAL: dict[str, Any] = {
    "id": "p",
    "title": {"en": "A portal"},
    "scope": "national",
    "countries": ["cr"],
    "languages": ["es"],
    "original": "es",
    "sources": [{"document": "d"}],
    "added": "2026-11-20",
}


def portal(kind: str, services: str = "", **more: Any) -> Portal:
    return Portal.model_validate(PORTAL | {"type": kind, "services": services.split()} | more)


# Type and services of a portal -> the needs that it answers.
NEEDS = [
    ("migration_authority", "", "papers"),
    ("migration_authority", "procedures assistance", "papers"),
    ("migration_authority", "procedures legal_info", "papers rights"),
    ("nationals_abroad", "assistance", "my_country"),
    ("nationals_abroad", "assistance legal_info", "my_country rights"),
    ("refugee_body", "", "protection"),
    ("refugee_body", "legal_info", "protection rights"),
    ("international_organization", "assistance", "protection support"),
    ("international_organization", "statistics news", ""),
    ("human_rights_body", "assistance legal_info", "protection support rights"),
    ("human_rights_body", "", ""),
    ("civil_society", "assistance", "support"),
    ("civil_society", "news", ""),
    ("information_portal", "legal_info", "rights"),
    ("information_portal", "procedures", ""),
    ("statistics", "statistics", ""),
    ("data_portal", "legal_info", ""),
    ("academic", "legal_info research", ""),
    ("regional_process", "assistance", ""),
]


@pytest.mark.parametrize(("kind", "services", "answered"), NEEDS)
def test_a_portal_answers_a_need(kind: str, services: str, answered: str) -> None:
    assert needs(portal(kind, services)) == answered.split()
    assert needs(portal(kind, services, closed=True)) == [], "nobody is sent to what is closed"


WHERE = [
    ("migration_authority", ["cr"], ["cr"], ["*"]),
    ("nationals_abroad", ["cr"], ["*"], ["cr"]),
    ("nationals_abroad", [], ["*"], ["*"]),
    ("civil_society", ["gt", "mx"], ["gt", "mx"], ["*"]),
    ("international_organization", [], ["*"], ["*"]),
]


@pytest.mark.parametrize(("kind", "countries", "where", "whom"), WHERE)
def test_a_portal_serves_in_a_state_or_the_nationals_of_one(
    kind: str, countries: list[str], where: list[str], whom: list[str]
) -> None:
    one = portal(kind, countries=countries)
    assert (serves_where(one), serves_whom(one)) == (where, whom)


# The page.


def test_every_answer_is_a_need_that_can_be_chosen(real: Catalogue) -> None:
    order = list(real.vocabulary["migrant_needs"])
    used = set()
    for one in real.all(Portal):
        found = needs(one)
        assert found == sorted(found, key=order.index), one.id
        used |= set(found)
    assert used == set(order)


def test_the_page_names_every_portal_that_serves_and_no_other(real: Catalogue) -> None:
    """Under its state or among those beyond, with the address that it leads to, if one was seen."""
    site = bless.Site(real, [], bless.dt.date.fromisoformat(bless.TODAY))
    page = html.fromstring(bless.embed.say(site, "cam_show", "en", "help/", "for-me"))
    entries = page.xpath("//li[contains(@class, 'entry')]")
    shown = {
        (entry.xpath("string(.//h3/a/@href)"), entry.xpath("string(.//a[@rel='external']/@href)"))
        for entry in entries
    }
    serving = [one for one in real.all(Portal) if needs(one)]
    assert shown == {(f"../{key(one)}/", one.address or "") for one in serving}
    by_link = {f"../{key(one)}/": one for one in serving}
    for entry in entries:
        one = by_link[entry.xpath("string(.//h3/a/@href)")]
        assert entry.get("data-need").split() == needs(one)
        assert entry.get("data-where").split() == serves_where(one)
        assert entry.get("data-whence").split() == serves_whom(one)
        heading = entry.xpath("string(ancestor::section[@data-group]/h2/@id)")
        assert heading in (one.countries if one.scope == "national" else ["beyond"]), one.id


@pytest.mark.parametrize(
    ("kind", "questions"), [("nationals_abroad", ["whence", "need"]), ("migration_authority", [])]
)
def test_a_foreign_ministry_asks_for_more_than_where_one_is(kind: str, questions: list[str]) -> None:
    """Else the ministries of all other states would answer everyone who only says where they are."""
    assert shown_with(portal(kind)) == questions
