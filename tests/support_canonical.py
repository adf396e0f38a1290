"""A record in canonical form, and what the tests of that form ask of any text that is put into it."""

from __future__ import annotations

import pytest

from cam import canonical, yamlfile
from cam.problems import BadInput

THREE = ["en", "es", "fr"]
NAME = "data/milestones/a.yaml"

RECORD = """\
# The head
id: a
title:
  en: One
  es: Uno
  fr: Un
topic: program
date: 2011-04
documents: [b, c]
themes: [law]
original: en
sources:
  - {document: b, section: II, seen: 2026-11-20}  # read it
notes:
  - en: A note
    es: Una nota
    fr: Une note
added: 2026-11-20
# The end
"""


def fixed(text: str, name: str = NAME) -> str:
    """Return a text in canonical form, after asking that nothing of it changed and that it stays as it is."""
    made = canonical.fixed(name, text, THREE)
    assert canonical.fixed(name, made, THREE) == made
    before = yamlfile.parse(text.replace("\r\n", "\n").removeprefix("\ufeff"), name)
    if not before.problems:
        assert yamlfile.parse(made, name).value == before.value
    return made


def problem(text: str, name: str = NAME) -> str:
    """Return the only problem of a text that cannot be put in order."""
    with pytest.raises(BadInput) as stop:
        canonical.fixed(name, text, THREE)
    (found,) = stop.value.problems
    return str(found)
