"""The handover pack for an incoming Chair: what its page shows, for paper."""

from __future__ import annotations

from cam.documents.assembly import Report
from cam.documents.papers.front import chapter, paper
from cam.knowledge import Site
from cam.views import desk_handover
from cam.views.reader import Reader


def report(site: Site, reader: Reader) -> Report:
    """Return the pack as a document as of the site's day; the reader stands on its page."""
    chapters = [
        chapter(reader, part.name, part.title, part.blocks) for part in desk_handover.parts(site, reader)
    ]
    title, about = reader.label("desk_handover.title"), reader.label("desk_handover.about")
    return paper(reader, title, about, chapters, form="sheet")
