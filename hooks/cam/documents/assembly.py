"""Puts a report together as a document: every chapter flattened, its links and the addresses of its records settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cam.documents.flatten import Flattener, anchors
from cam.documents.nodes import Document, Run, Runs, Section
from cam.frame import place_of
from cam.model import PartialDate
from cam.views.blocks import Block, Inline
from cam.views.page import page_address
from cam.views.reader import Reader


@dataclass(frozen=True)
class Chapter:
    """A chapter: `address` is that of the page that its links are relative to. It may have no title."""

    name: str
    title: str
    reader: Reader
    address: str
    blocks: list[Block]


@dataclass(frozen=True)
class Report:
    """What a document says in one language; `facts` and `notes` stand on its first page.

    `running` stands at the head of each later page: the title, if it is empty. `form` is book (a title page, contents,
    each chapter on a page of its own), paper (everything follows the title, with contents) or sheet (without).
    Where it is `addressed`, links lead to the site, and the address of a record stands beside each in words, for those
    who read on paper; else a link to a page that is a chapter leads to that, and `places` are further addresses that
    the document has a place for: its label by the address.
    """

    reader: Reader
    title: str
    subtitle: str
    edition: str
    date: PartialDate
    facts: list[tuple[str, list[Inline]]]
    notes: list[str]
    chapters: list[Chapter]
    running: str = ""
    form: str = "book"
    addressed: bool = False
    places: Mapping[str, str] = field(default_factory=dict)


def document(report: Report) -> Document:
    """Return a report as the nodes that the writers take."""
    reader, settings = report.reader, report.reader.catalogue.settings
    assert settings
    label, places, given = reader.label, _places(report), set[str]()
    return Document(
        language=reader.language,
        title=report.title,
        subtitle=report.subtitle,
        edition=report.edition,
        running=report.running or report.title,
        date=report.date,
        author=reader.wording.text(settings.publisher),
        facts=tuple(_front(report)),
        sections=tuple(_section(report, chapter, places, given) for chapter in report.chapters),
        words={"contents": label("report.contents"), "figure": label("report.figure")},
        form=report.form,
    )


def _front(report: Report) -> Iterable[Runs]:
    """Yield the lines of the first page: remarks, then pairs of a label and its values."""
    colon = report.reader.label("formats.colon")
    flat = Flattener(report.reader, "", {}, set())
    yield from ((Run(note),) for note in report.notes)
    for name, values in report.facts:
        yield (Run(f"{name}{colon}", style="strong"), *flat.runs(values))


def _section(report: Report, chapter: Chapter, places: dict[str, str], given: set[str]) -> Section:
    flat = Flattener(chapter.reader, chapter.address, places, given, addressed=report.addressed)
    return Section(chapter.title, f"chapter-{chapter.name}", tuple(flat.nodes(chapter.blocks)))


def _places(report: Report) -> dict[str, str]:
    """Return the addresses that stand for a place in the document: label by address."""
    places: dict[str, str] = {}
    if report.addressed:
        return places
    for chapter in report.chapters:
        if chapter.reader.path:
            places.setdefault(chapter.address, f"chapter-{chapter.name}")
        for anchor, block in anchors(chapter.blocks):
            places.setdefault(f"{chapter.address}#{anchor}", f"{chapter.name}-{block}")
    return places | dict(report.places)


def address_of(reader: Reader, path: str) -> str:
    """Return the absolute address of a page of the reader's language, given from the language's root."""
    return page_address(reader, place_of(reader.catalogue).site, path)
