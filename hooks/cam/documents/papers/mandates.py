"""The mandates annex: every mandate on record, document by document, and what was done about it."""

from __future__ import annotations

from cam.documents.assembly import Chapter, Report
from cam.documents.papers import parts
from cam.documents.papers.front import chapter, paper
from cam.model.records import Document, Mandate
from cam.views.lists import by_document
from cam.views.reader import Reader


def report(reader: Reader) -> Report:
    """Return the annex; the reader stands on the page of the mandates."""
    chapters = [_chapter(reader, document, found) for document, found in by_document(reader)]
    return paper(reader, reader.label("papers.mandates"), reader.label("papers.mandates_are"), chapters)


def _chapter(reader: Reader, document: Document, found: list[Mandate]) -> Chapter:
    """Return the mandates of one document."""
    title = parts.titled(reader, reader.called(document))
    own = parts.address(reader, document)
    return chapter(reader, document.id, title, [own, *(parts.mandate(reader, mandate) for mandate in found)])
