"""What the forge's robot answers below an issue: Markdown in which nothing that a form says has any effect."""

from __future__ import annotations

import re

LIMIT = 50_000
"""Characters of the text that are shown; the forge takes no comment beyond 65,536."""

_SPACES = "\n\u00a0\u202f"


def comment(introduction: str, said: str) -> str:
    """Return a comment: a sentence of ours, then what the command said in a block that nothing in it can end."""
    text = "".join(sign if sign in _SPACES or sign.isprintable() else "\ufffd" for sign in said)[
        :LIMIT
    ].strip()
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{introduction}\n\n{fence}text\n{text}\n{fence}\n"
