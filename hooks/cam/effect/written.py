"""Writes what is told: for a terminal, or as Markdown for the forge, where every text stays text."""

from __future__ import annotations

from collections.abc import Iterator

from cam.commands.terminal import Terminal
from cam.effect import marked
from cam.effect.told import Line, Section, Teller


def to_terminal(teller: Teller, terminal: Terminal) -> None:
    """Write the sections, indented; what is bad in red."""
    for line in teller.head():
        terminal.line(_visible(line))
    for section in [*teller.sections(), *teller.limits()]:
        terminal.line()
        _section(section, terminal, "")


def _section(section: Section, terminal: Terminal, indent: str) -> None:
    terminal.line(f"{indent}{_visible(section.title)}", "bold")
    for line in section.lines:
        _line(line, terminal, f"{indent}  ")
    for each in section.sections:
        _section(each, terminal, f"{indent}  ")


def _line(line: Line, terminal: Terminal, indent: str) -> None:
    terminal.line(f"{indent}{_visible(line.text)}", "red" if line.bad else "")
    for each in line.under:
        _line(each, terminal, f"{indent}  ")


def _visible(text: str) -> str:
    """Return a text without signs that would command a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else "?" for sign in text)


def to_markdown(teller: Teller, limit: int = marked.LIMIT) -> str:
    """Return the report as Markdown of at most `limit` bytes; what was left out is said."""
    left_out = marked.escape(teller.say("diff.left_out"))
    return "\n".join(marked.shortened(list(_lines(teller)), limit, left_out)) + "\n"


def _lines(teller: Teller) -> Iterator[str]:
    yield f"## {marked.escape(teller.say('diff.title'))}"
    for line in teller.head():
        yield from ("", marked.escape(line))
    for section in [*teller.sections(), *teller.limits()]:
        yield from ("", f"### {marked.escape(section.title)}", "")
        yield from _items(section.lines)
        for each in section.sections:
            yield from _folded(each) if each.folded else _titled(each)


def _folded(section: Section) -> Iterator[str]:
    yield from ("", marked.OPEN, marked.summary(section.title), "")
    yield from _items(section.lines)
    yield from ("", marked.CLOSE)


def _titled(section: Section) -> Iterator[str]:
    yield from ("", marked.escape(section.title), "")
    yield from _items(section.lines)


def _items(lines: list[Line], indent: str = "") -> Iterator[str]:
    for line in lines:
        yield f"{indent}- {'⚠️ ' if line.bad else ''}{marked.escape(line.text)}"
        yield from _items(line.under, f"{indent}  ")
