"""What the screen draws, or lets one choose from, as plain Markdown: everything that can be seen there, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cam.plain.blocks import WRITERS, Write, Writer
from cam.plain.signs import paragraph, text
from cam.views.atlas import Compare, MapBlock
from cam.views.blocks import Anchor, Block
from cam.views.calendar import CalendarList, CalendarMonths, Entry
from cam.views.directory import Help, HelpList
from cam.views.embeds import Shown
from cam.views.offline import Downloads, Keep
from cam.views.program_choice import OpenProgram, OpenPrograms
from cam.views.program_map import FlowMap
from cam.views.treaties import Matrix


def calendar_list(writer: Writer, block: CalendarList, level: int) -> Iterator[str]:
    """Yield the years of a calendar; what is known by its year only stands before the rest."""
    for year in block.years:
        yield writer.heading(year.title, level)
        yield from _undated(writer, "calendar.year_only", year.undated, level)
        yield from _entries(writer, year.entries)


def calendar_months(writer: Writer, block: CalendarMonths, level: int) -> Iterator[str]:
    """Yield the months of a calendar with the days on which something stands."""
    for month in block.months:
        yield writer.heading(month.title, level)
        yield from _entries(writer, [entry for week in month.weeks for day in week for entry in day.entries])
        yield from _undated(writer, "calendar.month_only", month.undated, level)


def _undated(writer: Writer, label: str, entries: list[Entry], level: int) -> Iterator[str]:
    if entries:
        yield writer.heading(writer.label(label), level + 1)
        yield from _entries(writer, entries)


def _entries(writer: Writer, entries: Iterable[Entry]) -> Iterator[str]:
    yield from writer.items(
        (0, f"{writer.strong(entry.when)} {writer.said(entry.anchor)}{writer.marks(entry.marks)}")
        for entry in entries
    )


def shown_on_map(writer: Writer, block: MapBlock | FlowMap, level: int) -> Iterator[str]:
    """Yield the states of a map, each with its link."""
    links = ", ".join(writer.said(Anchor(shape.href, shape.name)) for shape in block.shapes)
    yield paragraph(text(writer.label("twins.map")) + links)


def flow_map(writer: Writer, block: FlowMap, level: int) -> Iterator[str]:
    """Yield the flows of a map in words, the regimes, and the table."""
    yield from shown_on_map(writer, block, level)
    colon = text(writer.label("formats.colon"))
    yield paragraph(text(writer.label("programs.legend_note")))
    if block.lines:
        yield writer.heading(writer.label("programs.map_list"), level + 1)
        yield from writer.items(
            (0, f"{text(line.route)}{colon}{writer.said(line.program)}, {text(line.said)}")
            for line in block.lines
        )
    if block.rings:
        yield paragraph(text(writer.label("programs.ring")))
        yield from writer.items(
            (0, f"{writer.said(ring.program)}, {text(ring.said)}") for ring in block.rings
        )
    yield from writer.blocks([block.table] if block.table else [], level + 1)


def compare(writer: Writer, block: Compare, level: int) -> Iterator[str]:
    """Yield one table for each group of rows, turned: a line for each record, for there are many of them."""
    for title, rows in block.groups:
        yield writer.heading(title, level)
        columns = [block.name, *(name for name, _ in rows)]
        lines: list[list[Any]] = [
            [anchor, *(cells[place] for _, cells in rows)] for place, (_, anchor) in enumerate(block.columns)
        ]
        yield from writer.grid(columns, lines)


def matrix(writer: Writer, block: Matrix, level: int) -> Iterator[str]:
    """Yield a wide table; its signs are written out, so that it needs no legend."""
    yield from writer.grid([Anchor(href, name) if href else name for name, href in block.columns], block.rows)
    yield from writer.credit(block.credit)


def help_list(writer: Writer, block: HelpList, level: int) -> Iterator[str]:
    """Yield portals by state."""
    for group in block.groups:
        yield writer.heading(group.title, level)
        for entry in group.entries:
            yield from _help(writer, entry, level + 1)


def _help(writer: Writer, entry: Help, level: int) -> Iterator[str]:
    anchor = replace(entry.anchor, note=entry.acronym)
    yield writer.heading(anchor, level)
    marks = writer.marks([*entry.needs, *entry.marks]).strip()
    yield from (paragraph(part) for part in (marks, writer.said(entry.summary)) if part)
    rows: list[tuple[str, list[Any]]] = [(writer.label("fields.portal_languages"), [entry.languages])]
    if entry.address:
        rows.append((writer.label("fields.address"), [entry.address]))
        rows.append((writer.label("fields.address_evidence"), [entry.evidence]))
    missing = [] if entry.address else [(0, text(writer.label("marks.no_address")))]
    yield from writer.items([*writer.pairs(rows), *missing])


def open_programs(writer: Writer, block: OpenPrograms, level: int) -> Iterator[str]:
    """Yield programs that one can take part in, then whom to ask."""
    for group in block.groups:
        yield writer.heading(group.title, level)
        for entry in group.entries:
            yield from _open(writer, entry, level + 1)
    if block.doors:
        yield writer.heading(writer.label("programs.ask"), level)
        yield paragraph(text(writer.label("programs.ask_intro")))
        yield from writer.lines(door.line for door in block.doors)


def _open(writer: Writer, entry: OpenProgram, level: int) -> Iterator[str]:
    yield writer.heading(entry.anchor, level)
    yield paragraph(f"→ {text(entry.where)}{writer.marks(entry.marks)}")
    if str(entry.summary):
        yield paragraph(writer.said(entry.summary))
    warned = [(writer.label("programs.warnings"), entry.cautions)] if entry.cautions else []
    yield from writer.items(writer.pairs([*entry.rows, *warned]))


def downloads(writer: Writer, block: Downloads, level: int) -> Iterator[str]:
    """Yield files with their checksums; their sizes are not known before the last of them is made."""
    columns = [writer.label("offline.zip"), writer.label("offline.checksum")]
    rows = [[Anchor(row.href, row.name), Anchor(row.checksum, "SHA-256")] for row in block.rows]
    yield from writer.grid(columns, rows)
    yield paragraph(text(writer.label("offline.left_out")))


def keep(writer: Writer, block: Keep, level: int) -> Iterator[str]:
    """Yield what is said where nothing can be pressed."""
    yield paragraph(text(writer.label("offline.no_script")))


def shown(writer: Writer, block: Shown, level: int) -> Iterator[str]:
    """Yield the way to what a frame shows."""
    yield paragraph(writer.said(Anchor(block.href, block.name)))


EVERY: dict[type[Block], Write] = {
    **WRITERS,
    CalendarList: calendar_list,
    CalendarMonths: calendar_months,
    MapBlock: shown_on_map,
    FlowMap: flow_map,
    Compare: compare,
    Matrix: matrix,
    HelpList: help_list,
    OpenPrograms: open_programs,
    Downloads: downloads,
    Keep: keep,
    Shown: shown,
}
"""How each kind of block is written; a page with one that is not among them cannot be built."""


class PageWriter(Writer):
    """Writes every kind of block that a page can hold."""

    def writers(self) -> dict[type[Block], Write]:
        """Return what writes each kind of block below its heading."""
        return EVERY
