"""Frozen editions of the regional report: their files with their checksums."""

from __future__ import annotations

from cam.indicators import TABLES
from cam.model.figures import Edition, EditionFile
from cam.views.blocks import Anchor, Block, Cell, Inline, Links, Table
from cam.views.common import Parts
from cam.views.reader import Reader

REPORT = "sicremi/report/regional-report"
"""Where the working version of the regional report stands below a language's root, without its ending."""


def edition(reader: Reader, record: Edition) -> Parts:
    """A frozen edition: its files with their checksums."""
    replaced: list[Cell] = [reader.link(reader.find(record.replaces, "editions"))] if record.replaces else []
    rows: list[list[Cell]] = [
        [
            [_file(reader, item)],
            reader.wording.language_name(item.language),
            _size(reader, item.bytes),
            item.sha256,
        ]
        for item in record.files
    ]
    columns = [
        reader.label("sicremi.file"),
        reader.label("columns.language"),
        reader.label("sicremi.bytes"),
        reader.label("sicremi.checksum"),
    ]
    files = Table(
        reader.label("sicremi.edition_files"), "files", reader.label("sicremi.edition_intro"), columns, rows
    )
    return Parts(
        facts=[
            (reader.label("columns.date"), [reader.date(record.date)]),
            (reader.label("sicremi.datasets"), list(reader.links(record.datasets, "datasets"))),
            *([(reader.label("sicremi.replaces"), replaced)] if replaced else []),
        ],
        blocks=[files],
    )


def _file(reader: Reader, item: EditionFile) -> Anchor:
    """Return the link to a file, which stands beside the edition's page in its own language."""
    language = reader.wording.language_name(item.language)
    return Anchor(f"{reader.here_in(item.language)}{item.name}", item.name, name=f"{item.name}, {language}")


def _size(reader: Reader, number: int) -> str:
    return reader.label("sicremi.kilobytes", number=reader.wording.number(max(1, round(number / 1000))))


def editions(reader: Reader) -> list[Block]:
    """The editions, newest first."""
    found = sorted(reader.catalogue.all(Edition), key=lambda item: (item.date, item.id), reverse=True)
    rows: list[list[Inline]] = [[reader.link(item), " — ", reader.date(item.date)] for item in found]
    return [Links(rows=rows, empty=reader.label("sicremi.no_editions")), *_working(reader)]


def _working(reader: Reader) -> list[Block]:
    """Return the way to the documents as they are today; they are made where there are tables of figures."""
    newest = reader.catalogue.newest_day
    if not newest or not set(TABLES.values()) & set(reader.catalogue.figures):
        return []
    title = reader.label("report.working", date=reader.wording.date(newest))
    rows: list[list[Inline]] = [
        [Anchor(reader.href(f"{REPORT}.{ending}"), f"{REPORT.rpartition('/')[2]}.{ending}")]
        for ending in ("pdf", "docx")
    ]
    return [Links(title, anchor="working", intro=reader.label("report.working_note"), rows=rows)]
