"""The calendars of one language; their addresses are in `cam.offers.calendars`."""

from __future__ import annotations

from cam.calendars.selection import select, selections
from cam.calendars.writing import File, Writer
from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.model import Record
from cam.model.records import Meeting
from cam.offers.calendars import name_of, page_of, path_of, path_of_meeting
from cam.views.page import page_address
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the files of a language: every calendar with and without reminders, and each meeting alone."""
    catalogue, place = site.catalogue, place_of(site.catalogue).site
    reader = Reader(catalogue, language, "")
    writer = Writer(reader, place, site.today, newest_day(catalogue))

    def file(path: str, record: Record | None, reminds: bool = False) -> File:
        page = page_address(reader, place, page_of(record))
        return File(f"{place}{path}", page, name_of(reader, record, reminds), reminds)

    files: dict[str, bytes] = {}
    for chosen in selections(catalogue):
        for reminds in (False, True):
            path = path_of(catalogue, language, chosen.record, reminds)
            files[path] = writer.write(file(path, chosen.record, reminds), chosen)
    for meeting in catalogue.all(Meeting):
        alone = select(meeting, [meeting])
        if alone.meetings:
            path = path_of_meeting(catalogue, language, meeting)
            files[path] = writer.write(file(path, meeting), alone)
    return files
