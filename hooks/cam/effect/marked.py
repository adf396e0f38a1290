"""What may stand in a comment on the forge: any text as text, and the few marks that are this program's own.

Needs nothing but Python itself: the workflow that writes the comment runs it without installing anything.
"""

from __future__ import annotations

import html
import re

LIMIT = 65_536
"""Signs of a comment on the forge. Bytes are counted here, which are never fewer."""

OPEN, CLOSE = "<details>", "</details>"
_SUMMARY = ("<summary>", "</summary>")
_HEADS = ("## ", "### ", "- ", "  - ", "    - ")

_BREAK = "\u200b"
"""Has no width. It stops what the forge makes of text after reading Markdown: @names, #numbers, addresses, formulas."""

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_MEANT = re.compile(r"(?i)[@#$]|:(?=//)|\bwww(?=\.)|\bGH(?=-[0-9])")
_SIGN = re.compile(r"""[!"#$&()*+\-./:<=>@\[\\\]^_`{|}~]""")


def escape(text: str) -> str:
    """Return a text that stays what it is in Markdown and in HTML: neither mark, link, mention, picture nor remark.

    Every sign that could begin one is written as its number, which Markdown never takes for a mark.
    """
    visible = _INVISIBLE.sub(lambda sign: " " if sign[0].isspace() else "", text).strip(" ")
    split = _MEANT.sub(rf"\g<0>{_BREAK}", visible)
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", split)


def summary(text: str) -> str:
    """Return the line that opens what is folded."""
    return f"{_SUMMARY[0]}{escape(text)}{_SUMMARY[1]}"


def is_own(line: str) -> bool:
    """Tell whether a line is one that this program may have written: its own marks around escaped text."""
    if line in {"", OPEN, CLOSE}:
        return True
    if line.startswith(_SUMMARY[0]) and line.endswith(_SUMMARY[1]):
        text = line.removeprefix(_SUMMARY[0]).removesuffix(_SUMMARY[1])
    else:
        head = next((head for head in _HEADS if line.startswith(head)), "")
        text = line.removeprefix(head)
    return escape(html.unescape(text)) == text


def shortened(lines: list[str], limit: int, left_out: str) -> list[str]:
    """Return as many of the lines as fit into `limit` bytes, what is open closed, and `left_out` said at the end."""
    reserved = len(f"\n\n{left_out}\n".encode())
    kept: list[str] = []
    size = depth = 0
    for line in lines:
        depth_then = depth + (line == OPEN) - (line == CLOSE)
        size += len(line.encode()) + 1
        if size + depth_then * (len(CLOSE) + 2) + reserved > limit:
            return [*kept, *(["", CLOSE] * depth), "", left_out]
        kept.append(line)
        depth = depth_then
    return kept
