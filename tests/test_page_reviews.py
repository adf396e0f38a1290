"""By when a page of prose is looked at again, also where its front matter says nothing of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import bless
import pytest

from cam import freshness
from cam.knowledge import Site
from cam.model import PartialDate
from cam.store import PAGES, Catalogue, Reviews
from cam.views import ages
from cam.views.reader import Reader

SINCE = PartialDate("2026-11-21")
SAID = {
    "en": "Next review: by November 21, 2027.",
    "es": "Próxima revisión: a más tardar el 21 de noviembre de 2027.",
    "fr": "Prochaine révision\u00a0: au plus tard le 21 novembre 2027.",
}


def with_reviews(catalogue: Catalogue, **rules: object) -> Catalogue:
    assert catalogue.settings
    rules = {"default": 24, "months": {PAGES: 12}, **rules}
    return replace(catalogue, settings=catalogue.settings.model_copy(update={"reviews": Reviews(**rules)}))


@pytest.mark.parametrize(
    ("meta", "due"),
    [
        ({}, "2027-11-21"),
        ({"verified_on": dt.date(2027, 2, 1)}, "2028-02-01"),
        ({"next_review": "2027-03"}, "2027-03"),
        ({"date": dt.date(2026, 11, 21)}, None),  # a bulletin
        ({"date": dt.date(2026, 11, 21), "verified_on": "2027-01"}, "2028-01"),
    ],
)
def test_a_page_falls_due_from_the_day_by_which_it_was_written(
    miniature: Site, meta: dict, due: str | None
) -> None:
    catalogue = with_reviews(miniature.catalogue, pages_since=SINCE)
    assert freshness.matter_due(catalogue, meta) == due


def test_without_such_a_day_only_what_a_page_says_counts(miniature: Site) -> None:
    catalogue = with_reviews(miniature.catalogue)
    assert freshness.matter_due(catalogue, {}) is None
    assert freshness.matter_due(catalogue, {"verified_on": "2027-02-01"}) == "2028-02-01"


@pytest.mark.parametrize("language", SAID)
def test_the_page_says_when(miniature: Site, language: str) -> None:
    catalogue = with_reviews(miniature.catalogue, pages_since=SINCE)
    reader = Reader(catalogue, language, "committee/")
    assert ages.sentence(reader, {"title": "T"}) == SAID[language]
    assert ages.sentence(reader, {"title": "T", "date": "2026-11-21"}) == ""


def test_no_page_of_this_site_ages_silently(real: Catalogue) -> None:
    pages = bless.prose.read_pages(bless.ROOT, real.languages)
    found = [
        age for age in freshness.ages(real, pages, dt.date.fromisoformat(bless.TODAY)) if age.kind == PAGES
    ]
    silent = [age.name for age in found if age.due is None]
    assert found
    assert all(name.startswith("docs/en/bulletins/2") for name in silent), silent
    years_later = dt.date(2035, 1, 1)
    late = [age for age in freshness.ages(real, pages, years_later) if age.kind == PAGES]
    assert {age.state for age in late if age.name not in silent} == {"overdue"}
