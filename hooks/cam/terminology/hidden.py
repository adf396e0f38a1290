"""What in a text is written for programs and not for readers: code, addresses, marks of Markdown and HTML.

No rule on words or signs sees it, and nothing in it is ever put right.
"""

from __future__ import annotations

import re

END = "\0"
"""Stands between two passages; no text holds it, and no rule reaches across it."""

HIDDEN = "\ufffc"
"""Stands for each sign of what is written for programs."""

_EACH_LINE = re.MULTILINE
# Most begin with a plain sign, and look back from there: the search skips to it. None can begin again inside itself
# for long, so that the work grows with the text and not with its square.
_PATTERNS = tuple(
    (signs.split(" "), re.compile(pattern, _EACH_LINE))
    for signs, pattern in (
        # blocks between fences; code within a line or two
        ("``` ~~~", r"^[ \t]*(?P<fence>```+|~~~+)[^\0]*?(?:^[ \t]*(?P=fence)[^\n\0]*$|(?=\0)|\Z)"),
        ("`", r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[^\0])+?(?<!`)(?P=ticks)(?!`)"),
        ("</", r"<(?P<tag>(?i:pre|code|style|script))\b(?:(?!<(?P=tag)\b)[^\0])*?</(?P=tag)>"),
        # words of this site; addresses, also without their beginning (oas.org/…, …@oas.org)
        ("{{", r"\{\{[^{}\0]*\}\}"),
        ("://", r"https?://[^\s)>\0]+"),
        ("www.", r"www\.[^\s)>\0]+"),
        ("mailto:", r"mailto:[^\s)>\0]+"),
        ("/", r"\.(?<=\w\.)[A-Za-z]{2,6}/[^\s)>\0]*"),
        ("@", r"@(?<=[\w.+-]@)[\w.-]+(?:\?[^\s)>\0]*)?"),
        # targets of links, beside their text and apart; tags; attributes, and places of a label; entities; pictures
        ("](", r"\]\((?:[^()\n\0]|\([^()\n\0]*\))*\)"),
        ("]:", r"^[ ]{0,3}\[[^\]\n\0]+\]:[^\n\0]*"),
        ("<", r"<[^<>\n\0]+>"),
        ("{", r"\{[^{}\n\0]*\}"),
        ("&", r"&#?\w+;"),
        ("![", r"!(?=\[)"),
        # heads of boxes, whose titles stand between plain quotes; the marks of lists and quotations; lines of tables
        ("!!! ???", r"^[ \t>]*(?:!!!|\?\?\?)[^\n\0]*"),
        ("\n", r"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+|^[ \t>]+|^[ :|-]{3,}$"),
    )
)

_OPENS = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]|!!!|\?\?\?")
_SIGN = re.compile(r"[^\n]")
_STEP = 4
"""By so many spaces Markdown indents code, and what belongs to an entry of a list or to a box."""


def hidden(text: str) -> str:
    """Return a text of the same length, in which each sign that is for programs is blotted out."""
    text = END.join(map(_without_blocks, text.split(END))) if "\n" in text else text
    for signs, pattern in _PATTERNS:
        if any(sign in text for sign in signs):
            text = pattern.sub(_blotted, text)
    return text


def _blotted(match: re.Match[str]) -> str:
    return _SIGN.sub(HIDDEN, match[0])


def _without_blocks(text: str) -> str:
    """Return a passage without its indented blocks of code."""
    if "\n    " not in text and "\t" not in text and not text.startswith(" "):
        return text
    lines: list[str] = []
    around: list[int] = []  # how far what belongs to each entry or box is indented
    after_blank, in_code = True, False
    for line in text.split("\n"):
        said = line.lstrip(" \t")
        indent = len(line.expandtabs(_STEP)) - len(line.expandtabs(_STEP).lstrip())
        opens = _OPENS.match(said)
        while around and indent < around[-1] and (after_blank or opens) and said:
            around.pop()
        deep = indent - (around[-1] if around else 0) >= _STEP
        in_code = deep and (after_blank or in_code) if said else in_code
        if opens and not in_code:
            around.append(indent // _STEP * _STEP + _STEP)
        lines.append(HIDDEN * len(line) if in_code and said else line)
        after_blank = not said
    return "\n".join(lines)
