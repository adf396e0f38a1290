"""The addresses of the drafts of the Chair's report and of the report to the General Assembly, and of checksums."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.figures import Edition
from cam.model.records import Mandate, Plan
from cam.offers.offer import Offer, folder
from cam.session_reports.committee import order_of, period_of, reported
from cam.views.blocks import Anchor, Block, Inline, Links
from cam.views.reader import Reader
from cam.views.sicremi_editions import CHECKSUMS

PAGE = "session-reports/"
"""The page that explains both reports, below a language's root."""

REPORTS = ("chair", "general_assembly")
"""The reports, as labels know them."""

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The endings of their files, with their media types."""


def path_of(reader: Reader, report: str, plan: Plan, ending: str) -> str:
    """Return the path of a draft for the period of a plan, below the root of the site."""
    name = f"{report.replace('_', '-')}-{plan.id}.{ending}"
    return f"{folder(reader.catalogue, reader.language)}{PAGE}{name}"


def checksums_of(reader: Reader, edition: Edition) -> str:
    """Return the path of the checksums of an edition, below the root of the site."""
    return f"{folder(reader.catalogue, reader.language)}editions/{edition.id}/{CHECKSUMS}"


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    if path == PAGE:
        for plan in reported(reader.catalogue)[:1]:
            yield from _of_plan(reader, plan, REPORTS)
    elif isinstance(record, Plan) and record in reported(reader.catalogue):
        yield from _of_plan(reader, record, REPORTS)
    elif isinstance(record, Mandate) and record == order_of(reader.catalogue):
        for plan in reported(reader.catalogue)[:1]:
            yield from _of_plan(reader, plan, REPORTS[1:])
    elif isinstance(record, Edition):
        said = reader.label("chair_report.checksums", name=CHECKSUMS)
        yield Offer(checksums_of(reader, record), "text/plain", said)


def _of_plan(reader: Reader, plan: Plan, reports: tuple[str, ...]) -> Iterator[Offer]:
    for report in reports:
        name = reader.code(f"{report}_report", "edition_types")
        for ending, media_type in FORMATS.items():
            said = reader.label("chair_report.offer", report=name, format=ending.upper())
            yield Offer(path_of(reader, report, plan, ending), media_type, said)


def listed(reader: Reader) -> list[Block]:
    """Return the drafts for the period of every plan, newest first."""
    found: list[Block] = [_listed(reader, plan) for plan in reported(reader.catalogue)]
    return found or [Links(empty=reader.label("chair_report.none"))]


def _listed(reader: Reader, plan: Plan) -> Links:
    """Return both reports on the period of a plan, in every format."""
    rows: list[list[Inline]] = []
    period = period_of(plan)
    for report in REPORTS:
        name = reader.code(f"{report}_report", "edition_types")
        line: list[Inline] = [f"{name}{reader.label('formats.colon')}"]
        for ending in FORMATS:
            address = reader.root_href(path_of(reader, report, plan, ending))
            said = reader.label("chair_report.offer", report=name, format=ending.upper())
            line += [*([" · "] if len(line) > 1 else []), Anchor(address, ending.upper(), name=said)]
        rows.append(line)
    intro = reader.label("chair_report.period_of", period=reader.wording.span(period.start, period.end))
    return Links(reader.link(plan), anchor=f"drafts-{plan.id}", intro=intro, rows=rows)
