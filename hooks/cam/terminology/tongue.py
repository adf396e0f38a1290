"""Tells a text that is plainly in another language than it is said to be: by its small, frequent words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cam.terminology.spelling import words
from cam.yamlfile import plain

_LISTS = Path(__file__).with_name("common_words.yaml")

_FEWEST = 4
"""So many small words of a language tell it; a title of three words tells nothing."""

_TIMES = 2
"""So many times those of the language that a text is said to be in: texts quote names, and languages share words.

With these two numbers, no text of this knowledge base is taken for one in another language (a test asks for each).
"""


def other(text: str, language: str) -> str:
    """Return the code of the language that a text is plainly in where that is not `language`; nothing in doubt."""
    lists = _lists()
    if language not in lists:
        return ""
    small = [part for word in words(text) for part in re.split("[’'-]", word[0].lower())]
    counted = {code: sum(word in listed for word in small) for code, listed in lists.items()}
    most = max(counted.values())
    best = [code for code, count in counted.items() if count == most]
    is_plain = len(best) == 1 and most >= max(_FEWEST, _TIMES * counted[language])
    return best[0] if is_plain else ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Return the small words of each language."""
    return {language: frozenset(listed) for language, listed in plain(_LISTS).items()}
