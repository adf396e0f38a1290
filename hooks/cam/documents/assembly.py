"""Puts a report together as a document: every chapter flattened, links between chapters made links inside it."""

from __future__ import annotations

from collections.abc import Iterable

from cam.documents.content import Chapter, Report, in_use, place_of_dataset
from cam.documents.flatten import Flattener, anchors
from cam.documents.nodes import Document, Run, Runs, Section
from cam.frame import place_of
from cam.store import key
from cam.views.page import page_address


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
        running=f"{label('report.running')} · {report.edition}",
        date=report.date,
        author=reader.wording.text(settings.publisher),
        facts=tuple(_front(report)),
        sections=tuple(_section(chapter, places, given) for chapter in report.chapters),
        words={"contents": label("report.contents"), "figure": label("report.figure")},
    )


def _front(report: Report) -> Iterable[Runs]:
    """Yield the lines of the title page: remarks, then pairs of a label and its values."""
    colon = report.reader.label("formats.colon")
    flat = Flattener(report.reader, "", {}, set())
    yield from ((Run(note),) for note in report.notes)
    for name, values in report.facts:
        yield (Run(f"{name}{colon}", style="strong"), *flat.runs(values))


def _section(chapter: Chapter, places: dict[str, str], given: set[str]) -> Section:
    flat = Flattener(chapter.reader, chapter.address, places, given)
    return Section(chapter.title, f"chapter-{chapter.name}", tuple(flat.nodes(chapter.blocks)))


def _places(report: Report) -> dict[str, str]:
    """Return the addresses that stand for a place in the document: label by address."""
    places: dict[str, str] = {}
    for chapter in report.chapters:
        if chapter.reader.path:
            places.setdefault(chapter.address, f"chapter-{chapter.name}")
        for anchor, block in anchors(chapter.blocks):
            places.setdefault(f"{chapter.address}#{anchor}", f"{chapter.name}-{block}")
    site = place_of(report.reader.catalogue).site
    for record in in_use(report.reader.catalogue):
        address = page_address(report.reader, site, f"{key(record)}/")
        places[address] = f"sources-{place_of_dataset(record)}"
    return places
