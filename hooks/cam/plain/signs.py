"""Text as Markdown takes it: a parser gives back every text as it was, and finds no markup but that written here."""

from __future__ import annotations

import re
from functools import lru_cache

from cam.documents.nodes import plain

BREAK = "\v"
"""Stands in inline Markdown for a line break, which is written otherwise in a paragraph and in a table."""

_MARKUP = re.compile(
    r"[\\`*\[\]<|~\t\n\r]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore is a letter
    r"|&(?=[#\w]|\Z)"  # what follows could make it a character reference
    r"|!\Z"  # a link may follow: together they were a picture
)
_CLOSING = re.compile(r"(?<![^ ])#(?=#*\Z)")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|\Z))")
_UNSAFE = re.compile(r"[\s()<>\\|\"]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")


@lru_cache(maxsize=1 << 15)
def text(value: str) -> str:
    """Return a text as inline Markdown that says just this text."""
    return _MARKUP.sub(_escaped, plain(value).replace(BREAK, ""))


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return f"&#{ord(sign)};" if sign in "\t\n\r" else f"\\{sign}"


def target(address: str) -> str:
    """Return an address as the destination of a link."""
    return _REFERENCE.sub("&amp;", _UNSAFE.sub(_percent, address))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def paragraph(inline: str, indent: str = "") -> str:
    """Return inline Markdown as the lines of a paragraph; those after the first are indented."""
    return f"\\\n{indent}".join(_opening(part) for part in _lines(inline))


def heading(inline: str, level: int) -> str:
    """Return inline Markdown as a heading."""
    return f"{'#' * level} {_CLOSING.sub(_escaped, ' '.join(_lines(inline)))}"


def cell(inline: str) -> str:
    """Return inline Markdown as the cell of a table, which cannot hold a line break but as a tag."""
    return "<br>".join(_lines(inline))


def _lines(inline: str) -> list[str]:
    return [_kept(line) for part in inline.split(BREAK) if (line := part.strip(" "))]


def _kept(line: str) -> str:
    """Return a line whose first and last sign a parser does not take for space to be dropped."""
    first, last = line[0], line[-1]
    if not (first.isspace() or last.isspace()):
        return line
    start = f"&#{ord(first)};" if first.isspace() else first
    end = f"&#{ord(last)};" if last.isspace() else last
    return start + line[1:-1] + end if len(line) > 1 else start


def _opening(line: str) -> str:
    """Return a line whose first signs do not open a list, a quotation or a heading."""
    if line[:1] in ("-", "+", ">", "#", "="):
        return f"\\{line}"
    if found := _NUMBERED.match(line):
        return f"{found[0]}\\{line[found.end() :]}"
    return line
