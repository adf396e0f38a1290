"""What the forge's robot answers below an issue: Markdown in which nothing that a form says has any effect."""

from __future__ import annotations

import re

LIMIT = 50_000
"""Characters of the text that are shown; the forge takes no comment beyond 65,536."""

_LONGEST_RUN = 1_000
"""Backticks in a row that are shown: the fence is longer than any run, and stands there twice."""

_SPACES = "\n\u00a0\u202f"


def comment(introduction: str, said: str) -> str:
    """Return a comment: a sentence of ours, then what the command said in a block that nothing in it can end."""
    text = "".join(sign if sign in _SPACES or sign.isprintable() else "\ufffd" for sign in said)[
        :LIMIT
    ].strip()
    text = re.sub(f"`{{{_LONGEST_RUN},}}", "`" * _LONGEST_RUN, text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{introduction}\n\n{fence}text\n{text}\n{fence}\n"
