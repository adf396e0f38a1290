"""The addresses of the drafts of the Chair's report and of the report to the General Assembly, and of checksums."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.figures import Edition
from cam.model.records import Mandate, Plan
from cam.offers.offer import FORMATS, Offer
from cam.session_reports.committee import order_of, period_of, reported
from cam.store import folder
from cam.views.blocks import Anchor, Block, Cell, Inline, Links, Table
from cam.views.reader import Reader
from cam.views.sicremi_editions import CHECKSUMS

PAGE = "session-reports/"
"""The page that explains both reports, below a language's root."""

REPORTS = ("chair", "general_assembly")
"""The reports, as labels know them."""


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
        for ending, media_type in FORMATS.items():
            yield Offer(
                path_of(reader, report, plan, ending), media_type, _name(reader, report, plan, ending)
            )


def _name(reader: Reader, report: str, plan: Plan, ending: str) -> str:
    """Return the name of a draft: the report, the period of the plan, the format."""
    return reader.label(
        "chair_report.offer",
        report=reader.code(f"{report}_report", "edition_types"),
        period=_period(reader, plan),
        format=ending.upper(),
    )


def _period(reader: Reader, plan: Plan) -> str:
    period = period_of(reader.catalogue, plan)
    return reader.wording.span(period.start, period.end)


def listed(reader: Reader) -> list[Block]:
    """Return a table of the drafts for the period of every plan of the committee, newest first."""
    plans = reported(reader.catalogue)
    if not plans:
        return [Links(empty=reader.label("chair_report.none"))]
    names = [reader.code(f"{report}_report", "edition_types") for report in REPORTS]
    columns = [reader.label("columns.plan"), reader.label("columns.period"), *names]
    return [Table(columns=columns, rows=[_row(reader, plan) for plan in plans])]


def _row(reader: Reader, plan: Plan) -> list[Cell]:
    """Return a plan, its period, and each report in every format."""
    drafts: list[Cell] = [_formats(reader, report, plan) for report in REPORTS]
    return [[reader.link(plan)], _period(reader, plan), *drafts]


def _formats(reader: Reader, report: str, plan: Plan) -> list[Inline]:
    """Return the ways to a draft in every format."""
    line: list[Inline] = []
    for ending in FORMATS:
        address = reader.root_href(path_of(reader, report, plan, ending))
        way = Anchor(address, ending.upper(), name=_name(reader, report, plan, ending))
        line += [*([" · "] if line else []), way]
    return line
