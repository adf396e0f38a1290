"""How a page leads to the forms, in the language of its reader."""

from __future__ import annotations

import pytest
import yaml
from support_issue_forms import SITE

from cam.issue_forms import links, templates
from cam.store import Catalogue
from cam.views.reader import Reader


@pytest.mark.parametrize(
    ("language", "form"), [("en", "error-en.yml"), ("es", "error-es.yml"), ("fr", "error-fr.yml")]
)
def test_a_page_leads_to_the_form_in_its_language_with_its_address(
    catalogue: Catalogue, language: str, form: str
) -> None:
    reader = Reader(catalogue, language, "meetings/session/")
    address = links.report_address(
        reader, "https://forge.example.org/a", f"{SITE}x/?a=1&b", "meetings/session"
    )
    assert address == (
        f"https://forge.example.org/a/issues/new?template={form}&title=%5Bmeetings%2Fsession%5D+"
        "&page=https%3A%2F%2Fcam-knowledge-base.github.io%2Fsite%2Fx%2F%3Fa%3D1%26b"
    )


def test_the_forms_for_everybody_are_listed_in_each_language(catalogue: Catalogue) -> None:
    cards, others = links.ways_in(Reader(catalogue, "es", ""), "https://forge.example.org", links.EDITING)
    assert [card.anchor.href.rpartition("=")[2] for card in cards.cards] == [
        f"{name}-es.yml" for name in ("error", "portal", "meeting", "date", "translation")
    ]
    assert len(others.rows) == 2


def test_the_prefilled_answers_are_fields_of_the_form(real: Catalogue) -> None:
    body = yaml.safe_load(templates.templates(real)["error-fr.yml"])["body"]
    assert "page" in [element.get("id") for element in body]
