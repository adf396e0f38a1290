"""The documents of one language as PDF and DOCX; their addresses are in `cam.offers.documents`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from cam.documents import rendering
from cam.documents.assembly import Report, document
from cam.documents.nodes import Document
from cam.documents.papers import briefs, calendar, handover, mandates, plans, program
from cam.knowledge import Site
from cam.model.law import Country
from cam.model.records import Plan
from cam.offers.documents import (
    CALENDAR,
    HANDOVER,
    MANDATES,
    PROGRAM,
    brief_page,
    pages,
    path_of,
    plan_page,
)
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the files of a language."""
    cache = site.catalogue.root / ".cache"

    def made(page: str, content: Document) -> dict[str, bytes]:
        name = f"{page.strip('/').replace('/', '-')}-{language}"
        return {
            path_of(site.catalogue, language, page, ending): file
            for ending, file in rendering.files(cache, name, content).items()
        }

    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(2) as pool:  # typst works while Python does
        for found in pool.map(lambda pair: made(*pair), list(documents(site, language))):
            files |= found
    return files


def documents(site: Site, language: str) -> Iterator[tuple[str, Document]]:
    """Yield each document of a language with the page that it belongs to."""
    for page, report in reports(site, language):
        yield page, document(report)


def reports(site: Site, language: str) -> Iterator[tuple[str, Report]]:
    """Yield what each document says, with the page that it belongs to, at which its reader stands."""
    catalogue = site.catalogue

    def reader(page: str) -> Reader:
        return Reader(catalogue, language, page)

    for plan in catalogue.all(Plan):
        yield plan_page(plan), plans.report(reader(plan_page(plan)), plan)
    if MANDATES in pages(catalogue):
        yield MANDATES, mandates.report(reader(MANDATES))
    if CALENDAR in pages(catalogue):
        yield CALENDAR, calendar.report(reader(CALENDAR))
    if PROGRAM in pages(catalogue):
        yield PROGRAM, program.report(site, reader(PROGRAM))
    if HANDOVER in pages(catalogue):
        yield HANDOVER, handover.report(site, reader(HANDOVER))
    for country in catalogue.all(Country):
        yield brief_page(country), briefs.report(reader(brief_page(country)), country)
