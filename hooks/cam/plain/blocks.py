"""The blocks of pages as Markdown: one function for each kind, as there is one template for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from cam.plain.inline import Inline
from cam.plain.signs import cell, heading, paragraph, text
from cam.views.blocks import (
    Anchor,
    Badge,
    Block,
    Cards,
    Chart,
    Choice,
    Code,
    Facts,
    Group,
    Links,
    Multiples,
    Notice,
    Outline,
    Piece,
    Prose,
    Table,
    Timeline,
)
from cam.views.reader import Reader

Write = Callable[["Writer", Any, int], Iterator[str]]
"""Writes a block, whose heading stands at a level and is written already."""

_DEEPEST = 6
"""Markdown has no heading below this level."""


class Writer:
    """Writes the blocks of the page at `address`. Each yielded text is a block of Markdown, without an empty line."""

    def __init__(self, reader: Reader, address: str) -> None:
        self.reader = reader
        self.label = reader.label
        self.inline = Inline(reader, address)
        self.said = self.inline.said

    def writers(self) -> dict[type[Block], Write]:
        """Return what writes each kind of block below its heading."""
        return WRITERS

    def blocks(self, blocks: Iterable[Block], level: int = 2) -> Iterator[str]:
        """Yield blocks whose headings stand at `level`."""
        for block in blocks:
            write = self.writers().get(type(block))
            if write is None:
                raise TypeError(f"no plain page can hold a {type(block).__name__}: add it to WRITERS")
            yield from self.head(block, level)
            yield from write(self, block, level)

    def head(self, block: Block, level: int) -> Iterator[str]:
        """Yield a block's heading, and what stands below it."""
        if block.title:
            yield self.heading(block.title, level)
        if block.intro:
            yield paragraph(self.said(block.intro))
        if choices := getattr(block, "choices", None):
            yield self.narrowed(choices)

    def heading(self, title: str | Anchor, level: int) -> str:
        """Return a heading."""
        return heading(self.said(title), min(level, _DEEPEST))

    def narrowed(self, choices: Iterable[Choice]) -> str:
        """Return the remark that the page lets one choose: here everything is listed."""
        names = self.reader.wording.list(choice.label for choice in choices)
        return paragraph(text(self.label("twins.narrowed", names=names)))

    # pieces

    def items(self, lines: Iterable[tuple[int, str]]) -> Iterator[str]:
        """Yield a list of (how deep, inline Markdown), if there is any."""
        made = []
        for depth, line in lines:
            indent = "  " * depth
            made.append(f"{indent}- {paragraph(line, indent + '  ')}")
        if made:
            yield "\n".join(made)

    def lines(self, rows: Iterable[Any]) -> Iterator[str]:
        """Yield a list of inline values."""
        yield from self.items((0, self.said(row)) for row in rows)

    def grid(
        self, columns: Sequence[Any], rows: Iterable[Sequence[Any]], numbers: bool = False
    ) -> Iterator[str]:
        """Yield a table; all columns but the first are set to the right where they hold numbers."""
        if not columns:
            return
        right = "---:" if numbers else "---"
        made = [self._row(columns), f"|{'|'.join([' --- ', *[f' {right} '] * (len(columns) - 1)])}|"]
        made += map(self._row, rows)
        yield "\n".join(made)

    def _row(self, cells: Iterable[Any]) -> str:
        return f"| {' | '.join(cell(self.said(value)) for value in cells)} |"

    def pairs(self, rows: Iterable[tuple[str, Iterable[Any]]], depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yield labels with their values as lines of a list."""
        colon = self.label("formats.colon")
        for name, values in rows:
            yield depth, f"**{text((name + colon).rstrip())}** {self._values(values)}"

    def _values(self, values: Iterable[Any]) -> str:
        """Return the values of a fact; a mark belongs to the value before it."""
        line = ""
        for value in values:
            said = self.said(value)
            between = " " if isinstance(value, Badge) else "; "
            line += between + said if line and said else said
        return line

    def marks(self, marks: Iterable[Badge]) -> str:
        """Return marks to stand behind a text."""
        return "".join(f" {self.said(mark)}" for mark in marks)

    def strong(self, value: Any) -> str:
        """Return an inline value as strong; it stands at the beginning of a line, before a space."""
        return f"**{self.said(value).strip()}**"

    # blocks

    def _facts(self, block: Facts, level: int) -> Iterator[str]:
        yield from self.items(self.pairs(block.rows))

    def _links(self, block: Links, level: int) -> Iterator[str]:
        """Yield a list; a single line without a heading is a paragraph, for lists that touch become one."""
        if len(block.rows) == 1 and not block.title:
            yield paragraph(self.said(block.rows[0]))
        else:
            yield from self.lines(block.rows)
        if not block.rows and block.empty:
            yield paragraph(self.said(block.empty))

    def _notice(self, block: Notice, level: int) -> Iterator[str]:
        yield from self.lines(block.lines)

    def _prose(self, block: Prose, level: int) -> Iterator[str]:
        yield from (paragraph(self.said(item)) for item in block.paragraphs)

    def _code(self, block: Code, level: int) -> Iterator[str]:
        """Yield code between fences longer than any within it."""
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", block.text))])
        yield f"{fence}\n{block.text}\n{fence}"

    def _table(self, block: Table, level: int) -> Iterator[str]:
        yield from self.grid(block.columns, block.rows, block.numbers)
        yield from self.credit(block.credit)

    def credit(self, line: Sequence[Any]) -> Iterator[str]:
        """Yield the line that says where figures come from."""
        if line:
            yield paragraph(self.said(line))

    def _chart(self, block: Chart, level: int) -> Iterator[str]:
        """Yield what a chart shows in words, and the ways to its figures."""
        if block.drawing is not None:
            yield paragraph(text(self.label("twins.chart", description=block.description)))
        ways = " · ".join(self.said(anchor) for anchor in (block.table, block.csv) if anchor)
        yield paragraph(" ".join(filter(None, (self.said(block.credit), ways))))

    def _multiples(self, block: Multiples, level: int) -> Iterator[str]:
        colon = text(self.label("formats.colon"))
        lines = []
        for entry in block.entries:
            value = f"{colon}{text(entry.said)}" if entry.said else ""
            lines.append((0, f"{self.said(entry.anchor)}{value} — {text(entry.description)}"))
        yield from self.items(lines)
        yield from self.credit(block.credit)

    def _outline(self, block: Outline, level: int) -> Iterator[str]:
        yield from self.items(self._pieces(block.pieces, 0))

    def _pieces(self, pieces: Iterable[Piece], depth: int) -> Iterator[tuple[int, str]]:
        for piece in pieces:
            label = f"{self.strong(piece.label)} " if piece.label else ""
            yield depth, label + self.said(piece.text)
            yield from ((depth + 1, self.said(link)) for link in piece.links)
            if piece.links_label and not piece.links:
                yield depth + 1, text(piece.links_label)
            yield from self._pieces(piece.pieces, depth + 1)

    def _timeline(self, block: Timeline, level: int) -> Iterator[str]:
        lines = []
        for event in block.events:
            more = f" — {self.said(event.text)}" if event.text else ""
            what = f"{self.strong(event.when)}{self.marks(event.marks)} {self.said(event.what)}"
            lines.append((0, what + more))
        yield from self.items(lines)

    def _cards(self, block: Cards, level: int) -> Iterator[str]:
        lines = []
        for card in block.cards:
            kicker = f"{text(card.kicker + self.label('formats.colon'))}" if card.kicker else ""
            more = f" — {self.said(card.text)}" if str(card.text) else ""
            lines.append((0, kicker + self.said(card.anchor) + self.marks(card.marks) + more))
        yield from self.items(lines)

    def _group(self, block: Group, level: int) -> Iterator[str]:
        yield from self.blocks(block.blocks, level + 1 if block.title else level)


WRITERS: dict[type[Block], Write] = {
    Facts: Writer._facts,
    Links: Writer._links,
    Notice: Writer._notice,
    Prose: Writer._prose,
    Code: Writer._code,
    Table: Writer._table,
    Chart: Writer._chart,
    Multiples: Writer._multiples,
    Outline: Writer._outline,
    Timeline: Writer._timeline,
    Cards: Writer._cards,
    Group: Writer._group,
}
"""The kinds of block that are text already; those that are drawn or chosen on the screen are in `wide`."""
