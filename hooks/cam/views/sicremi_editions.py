"""Frozen editions of reports and sessions: their files with their checksums, and how to verify them."""

from __future__ import annotations

from cam.indicators import TABLES
from cam.model.figures import Edition, EditionFile
from cam.text import Words
from cam.views.blocks import Anchor, Block, Cell, Code, Inline, Links, Prose, Table
from cam.views.common import Parts, fact, period
from cam.views.reader import Reader

REPORT = "sicremi/report/regional-report"
"""Where the working version of the regional report stands below a language's root, without its ending."""


CHECKSUMS = "SHA256SUMS"
"""The name of the file that `sha256sum --check` reads, beside the page of an edition."""


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
    made_of: list[Cell] = [*reader.links(record.datasets, "datasets")]
    return Parts(
        facts=[
            (reader.label("columns.type"), [reader.code(record.report)]),
            (reader.label("columns.date"), [reader.date(record.date)]),
            *fact(reader, "period", period(reader, record.period)),
            *fact(reader, "session", [reader.say(record.session, record)] if record.session else []),
            *([(reader.label("sicremi.datasets"), made_of)] if made_of else []),
            *([(reader.label("sicremi.replaces"), replaced)] if replaced else []),
        ],
        blocks=[files, *_verify(reader, record)],
    )


def _verify(reader: Reader, record: Edition) -> list[Block]:
    """Return how to verify a copy of the files."""
    sums = Anchor(reader.href(f"editions/{record.id}/{CHECKSUMS}"), CHECKSUMS)
    title, how = reader.label("chair_report.verify"), reader.label("chair_report.verify_how", name=CHECKSUMS)
    return [
        Links(title, anchor="verify", intro=how, rows=[[sums]]),
        Code(text=f"sha256sum --check --ignore-missing {CHECKSUMS}"),
        Prose(paragraphs=[Words(reader.label("chair_report.verify_answer"), reader.language)]),
    ]


def _file(reader: Reader, item: EditionFile) -> Anchor:
    """Return the link to a file, which stands beside the edition's page in its own language."""
    language = reader.wording.language_name(item.language)
    return Anchor(f"{reader.here_in(item.language)}{item.name}", item.name, name=f"{item.name}, {language}")


def _size(reader: Reader, number: int) -> str:
    return reader.label("sicremi.kilobytes", number=reader.wording.number(max(1, round(number / 1000))))


def editions(reader: Reader) -> list[Block]:
    """The editions, newest first."""
    found = sorted(reader.catalogue.all(Edition), key=lambda item: (item.date, item.id), reverse=True)
    rows: list[list[Inline]] = [
        [reader.link(item), " — ", reader.code(item.report), ", ", reader.date(item.date)] for item in found
    ]
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
