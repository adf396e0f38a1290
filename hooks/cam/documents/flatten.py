"""Turns the blocks of pages into the nodes of a document. Links become absolute, or lead to a place inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from cam.documents import tables, written
from cam.documents.nodes import (
    HEAT,
    Box,
    Bullets,
    Gallery,
    Grid,
    Heading,
    Node,
    Pairs,
    Paragraph,
    Picture,
    Plain,
    Run,
    Runs,
    Sideways,
    plain,
    said,
)
from cam.text import Words
from cam.views.blocks import (
    Anchor,
    Badge,
    Block,
    Cards,
    Cell,
    Chart,
    Code,
    Facts,
    Group,
    Links,
    Moment,
    Multiples,
    Notice,
    Outline,
    Piece,
    Prose,
    Table,
    Timeline,
)
from cam.views.reader import Reader, in_full
from cam.views.treaties import Matrix, Sign


class Flattener:
    """Flattens the blocks of one page, which stands at `address`.

    `places` are the addresses, with fragment, that the document has places of its own for: address -> label. `given`
    are the labels that headings bear already; it grows. Where it is `addressed`, the address of a page of the site
    stands beside each link to it, below the language's root: `kind/id`.
    """

    def __init__(
        self,
        reader: Reader,
        address: str,
        places: dict[str, str],
        given: set[str],
        addressed: bool = False,
    ) -> None:
        self.reader = reader
        self.address = address
        self.places = places
        self.given = given
        self.root = urljoin(address, reader.href("")) if addressed else ""
        self.level = 1

    def nodes(self, blocks: Iterable[Block], level: int = 2) -> Iterator[Node]:
        """Yield the nodes of blocks whose headings stand at `level`."""
        for block in blocks:
            for node in self._block(block, level):
                self.level = node.level if isinstance(node, Heading) else self.level
                yield node

    def _block(self, block: Block, level: int) -> Iterator[Node]:
        if isinstance(block, (Table, Matrix)):
            yield from self._table(block, level)
            return
        if not isinstance(block, (Chart, Notice)):
            yield from self._head(block, level)
        if isinstance(block, written.Written):
            yield from written.Prose(block.path, self._from_root, self._in_words).nodes(block.text, level)
            return
        if isinstance(block, Group):
            deeper = bool(block.title) or self.level >= level  # below a heading of the prose
            yield from self.nodes(block.blocks, min(level + deeper, 6))
            return
        write = WRITERS.get(type(block))
        if write is None:
            raise TypeError(f"no document can hold a {type(block).__name__}: add it to WRITERS")
        yield from write(self, block)

    def _head(self, block: Block, level: int) -> Iterator[Plain]:
        if block.title:
            yield Heading(level, self._name(block.title), self._label(block.anchor))
        if block.intro:
            yield Paragraph(self.runs(block.intro), "intro")

    def _label(self, anchor: str) -> str:
        """Return the label of the place that an anchor stands for, once: two places may not bear the same."""
        label = self.places.get(f"{self.address}#{anchor}", "") if anchor else ""
        if label in self.given:
            return ""
        self.given.add(label)
        return label

    # text

    def _name(self, value: Any) -> str:
        """Return a heading as text, without addresses."""
        return said(tuple(run for run in self.runs(value) if run.style != "address"))

    def runs(self, value: Any, style: str = "") -> Runs:
        """Return an inline value, or a list of them, as runs."""
        if isinstance(value, (list, tuple)):
            return tuple(run for item in value for run in self.runs(item, style))
        match value:
            case Anchor():
                return self._anchor(value)
            case Badge():
                return (Run(plain(value.text), style="mark"),)
            case Words():
                return self._words(value, style)
            case Moment():
                return (Run(plain(value.text), style=style),)
            case Sign():
                return (Run(plain(value.short), style=value.tone if value.tone in HEAT else style),)
        return (Run(plain(str(value)), style=style),) if str(value) else ()

    def _anchor(self, anchor: Anchor) -> Runs:
        href = self._resolved(anchor.href)
        shown = anchor.text
        if anchor.outside and isinstance(shown, str):
            shown = in_full(shown, anchor.href)  # on paper no link leads to what was cut
        text = self.runs(shown)
        linked = tuple(Run(run.text, href if not run.style else "", run.language, run.style) for run in text)
        note = (Run(f" ({plain(anchor.note)})", style="quiet"),) if anchor.note else ()
        return (*linked, *note, *self._in_words(href, said(text)))

    def _in_words(self, href: str, said_before: str) -> Runs:
        """Return the address of a page in words, where the document says it beside each link that does not say it."""
        if not self.root or not href.startswith(self.root):
            return ()
        path, mark, fragment = href.removeprefix(self.root).partition("#")
        words = plain(path.rstrip("/") + mark + fragment)
        return (Run(f" {words}", style="address"),) if said_before not in (words, href) else ()

    def _resolved(self, href: str) -> str:
        absolute = urljoin(self.address, href)
        place = self.places.get(absolute)
        return f"#{place}" if place else absolute

    def _from_root(self, path: str) -> str:
        """Return the address of a page of this language, given from the language's root."""
        return self._resolved(self.reader.href(path))

    def _words(self, words: Words, style: str) -> Runs:
        language = "" if words.language == self.reader.language else words.language
        run = Run(plain(words.text), language=language, style=style)
        if not words.foreign:
            return (run,)
        name = self.reader.wording.language_name(words.language)
        mark = self.reader.label("marks.untranslated", language=name)
        return (run, Run(" "), Run(mark, style="mark"))

    # blocks

    def _table(self, block: Table | Matrix, level: int) -> Iterator[Node]:
        """Yield a table with its heading; on a page of its own where it is wide, in parts where it is wider."""
        nodes: list[Plain] = list(self._head(block, level))
        if isinstance(block, Matrix) and block.legend:
            nodes.append(Paragraph(self._legend(block.legend), "small"))
        grids, sideways = self._grids(block)
        for number, grid in enumerate(grids, start=1):
            if len(grids) > 1:
                part = self.reader.label("report.part", number=number, total=len(grids))
                nodes.append(Paragraph((Run(part),), "intro"))
            nodes.append(grid)
            yield from [Sideways(tuple(nodes))] if sideways else nodes
            nodes = []

    def _grids(self, block: Table | Matrix) -> tuple[list[Grid], bool]:
        columns = [column if isinstance(column, str) else column[0] for column in block.columns]
        signs = any(isinstance(cell, Sign) for row in block.rows for cell in row)
        return tables.fitted(
            self._name(block.title) or self.reader.label("site.table"),
            [self.runs(column) for column in columns],
            [[self.runs(cell) for cell in row] for row in block.rows],
            figures=not signs,
            credit=self.runs(block.credit) if isinstance(block, Table) else (),
        )

    def _legend(self, legend: Sequence[tuple[str, str]]) -> Runs:
        runs: list[Run] = []
        for index, (sign, text) in enumerate(legend):
            runs += [Run("; ")] if index else []
            runs += [Run(plain(sign), style="strong"), Run(f"\u00a0{plain(text)}")]
        return tuple(runs)

    def _facts(self, block: Facts) -> Iterator[Plain]:
        rows = tuple((plain(name), self._values(values)) for name, values in block.rows)
        if rows:
            yield Pairs(rows)

    def _values(self, values: Iterable[Cell]) -> tuple[Runs, ...]:
        """Return the values of a fact; a mark belongs to the value before it."""
        found: list[Runs] = []
        for value in map(self.runs, values):
            if found and value and value[0].style == "mark":
                found[-1] = (*found[-1], Run(" "), *value)
            elif value:
                found.append(value)
        return tuple(found)

    def _links(self, block: Links) -> Iterator[Plain]:
        if block.rows:
            yield Bullets(tuple((0, self.runs(row)) for row in block.rows))
        elif block.empty:
            yield Paragraph(self.runs(block.empty))

    def _prose(self, block: Prose) -> Iterator[Plain]:
        for paragraph in block.paragraphs:
            yield Paragraph(self.runs(paragraph))

    def _code(self, block: Code) -> Iterator[Plain]:
        lines = block.text.rstrip("\n").split("\n")
        runs = (run for line in lines for run in (Run("\n"), Run(plain(line))))
        yield Paragraph(tuple(runs)[1:])

    def _line(self, block: written.Line) -> Iterator[Plain]:
        yield Paragraph(self.runs(block.pieces), block.style)

    def _notice(self, block: Notice) -> Iterator[Plain]:
        lines = [self.runs(block.intro)] if block.intro else []
        lines += [self.runs(line) for line in block.lines]
        yield Box(block.tone, self._name(block.title), tuple(lines))

    def _chart(self, block: Chart) -> Iterator[Plain]:
        if block.intro:
            yield Paragraph(self.runs(block.intro), "intro")
        if block.drawing is None:
            return
        credit = list(self.runs(block.credit))
        for anchor in (block.table, block.csv):
            credit += [*([Run(" · ")] if credit else []), *self.runs(anchor)] if anchor else []
        title = self._name(block.title)
        yield Picture(block.drawing, title, plain(block.description) or title, tuple(credit))

    def _multiples(self, block: Multiples) -> Iterator[Plain]:
        pictures = []
        for entry in block.entries:
            title, value = self._name(entry.anchor), (Run(plain(entry.said)),)
            pictures.append(Picture(entry.drawing, title, plain(entry.description) or title, value))
        yield Gallery(tuple(pictures), self.runs(block.credit))

    def _outline(self, block: Outline) -> Iterator[Plain]:
        yield Bullets(tuple(self._pieces(block.pieces, 0)))

    def _pieces(self, pieces: Iterable[Piece], depth: int) -> Iterator[tuple[int, Runs]]:
        for piece in pieces:
            label = (Run(f"{plain(piece.label)} ", style="strong"),) if piece.label else ()
            yield depth, (*label, *self.runs(piece.text))
            yield from ((depth + 1, self.runs(link)) for link in piece.links)
            yield from self._pieces(piece.pieces, depth + 1)

    def _timeline(self, block: Timeline) -> Iterator[Plain]:
        lines = []
        for event in block.events:
            text = (Run(" — "), *self.runs(event.text)) if event.text else ()
            lines.append((0, (*self.runs(event.when, "strong"), Run(" "), *self.runs(event.what), *text)))
        yield Bullets(tuple(lines))

    def _cards(self, block: Cards) -> Iterator[Plain]:
        lines = []
        for card in block.cards:
            text = (Run(" — "), *self.runs(card.text)) if str(card.text) else ()
            lines.append((0, (*self.runs(card.anchor), *text)))
        yield Bullets(tuple(lines))


WRITERS: dict[type[Block], Callable[[Flattener, Any], Iterator[Plain]]] = {
    Facts: Flattener._facts,
    Links: Flattener._links,
    Prose: Flattener._prose,
    written.Line: Flattener._line,
    Code: Flattener._code,
    Notice: Flattener._notice,
    Chart: Flattener._chart,
    Multiples: Flattener._multiples,
    Outline: Flattener._outline,
    Timeline: Flattener._timeline,
    Cards: Flattener._cards,
}


def anchors(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the anchors of blocks whose headings a document keeps, and those of the rows below them, each with that
    of the block.
    """
    for block in blocks:
        if block.anchor and block.title and not isinstance(block, (Chart, Notice)):
            yield block.anchor, block.anchor
            if isinstance(block, Table):
                yield from ((row, block.anchor) for row in block.anchors)
        if isinstance(block, Group):
            yield from anchors(block.blocks)
