"""Refugees whom a state hosts are told apart from those who left it, wherever a figure has a name."""

from __future__ import annotations

import pytest

from cam.model.law import Country
from cam.store import Catalogue
from cam.views import embeds, figures
from cam.views.blocks import Anchor
from cam.views.reader import Reader

HOSTED = {"en": "Refugees hosted", "es": "Personas refugiadas acogidas", "fr": "Réfugiés accueillis"}
FROM = {
    "en": "Refugees from this state abroad",
    "es": "Personas refugiadas de este Estado en el exterior",
    "fr": "Réfugiés de cet État à l’étranger",
}


def names(lines: list[list[object]]) -> list[str]:
    """Return what stands before the figure of each line."""
    return [str(line[0]) for line in lines if len(line) > 1 and isinstance(line[1], Anchor)]


@pytest.mark.parametrize("language", HOSTED)
def test_a_page_of_a_state_names_both(language: str, real: Catalogue) -> None:
    reader = Reader(real, language, "countries/co/")
    said = names(figures.headline(reader, real.get(Country, "co")))
    assert any(name.startswith(HOSTED[language]) for name in said), said
    assert any(name.startswith(FROM[language]) for name in said), said


@pytest.mark.parametrize("language", HOSTED)
def test_a_card_says_which_refugees(language: str, real: Catalogue) -> None:
    reader = Reader(real, language, "countries/co/")
    said = names(embeds.card(reader, real.get(Country, "co"), "https://example.org/").lines)
    assert any(name.startswith(HOSTED[language]) for name in said), said
