"""What each degree of evidence means is said alike to readers, to editors in their files, and in the guides."""

from __future__ import annotations

import bless
import pytest

from cam.kit import templates
from cam.store import Catalogue

GUIDES = {"en": "CONTRIBUTING.md", "es": "CONTRIBUTING.es.md", "fr": "CONTRIBUTING.fr.md"}


@pytest.mark.parametrize("language", GUIDES)
def test_the_page_on_the_data_explains_each_by_its_name(language: str, real: Catalogue) -> None:
    page = (bless.ROOT / f"docs/{language}/about/data.md").read_text("utf-8")
    for code, words in real.vocabulary["evidence"].items():
        assert f"\n- **{words[language]}**" in page, code


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_and_the_templates_say_alike_what_seen_is(language: str, real: Catalogue) -> None:
    said = real.vocabulary["evidence"]["seen"][language]
    guide = " ".join((bless.ROOT / GUIDES[language]).read_text("utf-8").split())
    assert f"`seen` ({said[0].lower()}{said[1:]})" in guide
    for kind in ("meetings", "portals", "laws"):
        content = templates.files(real, language)[templates.path_of(language, kind)].decode()
        assert f"seen ({said})" in " ".join(word for word in content.split() if word.strip("#"))
