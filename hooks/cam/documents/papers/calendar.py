"""The calendar over all plans: every meeting in order of time, with each date it ever had."""

from __future__ import annotations

from collections import defaultdict

from cam.documents.assembly import Report
from cam.documents.papers import parts
from cam.documents.papers.front import chapter, paper
from cam.model.records import Meeting
from cam.views.reader import Reader


def report(reader: Reader) -> Report:
    """Return the calendar year by year; the reader stands on its page."""
    by_year: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in reader.catalogue.all(Meeting):
        by_year[meeting.dates[-1].start[:4]].append(meeting)
    chapters = [
        chapter(reader, f"y{year}", year, [parts.meetings(reader, found)])
        for year, found in sorted(by_year.items())
    ]
    return paper(reader, reader.label("papers.calendar"), reader.label("papers.calendar_is"), chapters)
