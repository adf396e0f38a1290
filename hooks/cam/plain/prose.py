"""The Markdown that editors write, as CommonMark: links made absolute, what only the generator reads taken out."""

from __future__ import annotations

import re
from collections.abc import Callable

from cam.prose import leads_to

_LINK = re.compile(r"(?<=\]\()(?![a-z][a-z+.-]*:|#)([^)\s]+)", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_REMARK = re.compile(r"^!!! +(\w+)(?: +\"(.*)\")?[ \t]*\n((?:(?: {4}.*)?\n)*)", re.MULTILINE)


def plain(text: str, path: str, resolved: Callable[[str], str]) -> str:
    """Return a stretch of the page at `path` (its file, from the language's folder), in place as it is written.

    `resolved` makes the address of a page, given from the language's root, absolute.
    """
    without = _REMARK.sub(_quoted, _ATTRIBUTES.sub("", text + "\n"))
    return _LINK.sub(lambda match: resolved(leads_to(path, match[1])), without).strip()


def _quoted(match: re.Match[str]) -> str:
    """Return a boxed remark as a quotation that begins with its title."""
    title = match[2] if match[2] is not None else match[1].capitalize()
    lines = [f"**{title}**", "", *(line.removeprefix("    ") for line in match[3].strip("\n").splitlines())]
    shown = lines if title else lines[2:]
    return "\n".join(f"> {line}".rstrip() for line in shown) + "\n\n"
