"""The addresses of the documents, PDF to print and DOCX to work on, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.figures import Dataset
from cam.model.law import Country
from cam.model.records import Mandate, Meeting, Plan
from cam.offers.offer import FORMATS, Offer
from cam.session_reports.committee import succession
from cam.store import Catalogue, folder, key
from cam.views.blocks import Anchor, Block, Cell, Links, Table
from cam.views.reader import Reader
from cam.views.sicremi_editions import REPORT

MANDATES, CALENDAR, PROGRAM, HANDOVER = "mandates/", "calendar/", "program/", "desk/handover/"
"""The pages of the documents that are of no single record."""

THEME = "program"
"""The theme that the records of the Inter-American Program bear."""

_STEMS = {MANDATES: "mandates-annex", CALENDAR: "calendar", PROGRAM: "program", HANDOVER: "handover"}


def plan_page(plan: Plan) -> str:
    """Return the page that the document of a work plan belongs to, below the language's root."""
    return f"{key(plan)}/"


def brief_page(country: Country) -> str:
    """Return the page that the brief on a state belongs to, below the language's root."""
    return f"{key(country)}/brief/"


def pages(catalogue: Catalogue) -> list[str]:
    """Return the pages that a document belongs to, in the order in which they are listed; without the briefs."""
    plans = sorted(catalogue.all(Plan), key=lambda plan: (plan.period.start or "", plan.id), reverse=True)
    known = {
        MANDATES: bool(catalogue.all(Mandate)),
        CALENDAR: bool(catalogue.all(Meeting)),
        PROGRAM: catalogue.find(THEME, "themes") is not None,
        HANDOVER: bool(succession(catalogue)),
    }
    return [*map(plan_page, plans), *(page for page, found in known.items() if found)]


def path_of(catalogue: Catalogue, language: str, page: str, ending: str) -> str:
    """Return the path of the document that belongs to a page, below the root of the site; its name says what it is."""
    names = page.strip("/").split("/")
    stem = _STEMS.get(page) or (f"brief-{names[1]}" if len(names) == 3 else f"plan-{names[1]}")
    return f"{folder(catalogue, language)}{page}{stem}.{ending}"


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any.

    The brief on a state belongs to its own page, and is offered beside the page of the state, too.
    """
    page = brief_page(record) if isinstance(record, Country) else path
    if _is_brief(reader.catalogue, page) or page in pages(reader.catalogue):
        for ending, media_type in FORMATS.items():
            said = reader.label(f"papers.{ending}", name=name_of(reader, page))
            yield Offer(path_of(reader.catalogue, reader.language, page, ending), media_type, said)


def _is_brief(catalogue: Catalogue, page: str) -> bool:
    country = catalogue.find(page.removesuffix("/brief/"))
    return isinstance(country, Country) and page == brief_page(country)


def name_of(reader: Reader, page: str) -> str:
    """Return what the document of a page is called where the page is at hand."""
    named = {
        MANDATES: "papers.mandates",
        CALENDAR: "papers.calendar",
        PROGRAM: "papers.program",
        HANDOVER: "desk_handover.title",
    }
    if page in named:
        return reader.label(named[page])
    return reader.label("papers.brief" if page.startswith("countries/") else "kind_one.plans")


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds"."""
    rows = [_row(reader, page) for page in pages(reader.catalogue)]
    if any(reader.catalogue.all(Dataset)):
        rows.append(_regional(reader))
    columns = [reader.label(f"papers.column_{name}") for name in ("document", "files", "content")]
    found: list[Block] = (
        [Table(intro=reader.label("papers.intro"), columns=columns, rows=rows)] if rows else []
    )
    if reader.catalogue.all(Country):
        states = Anchor(reader.href("countries/"), reader.label("kinds.countries"))
        found.append(Links(rows=[[reader.label("papers.briefs"), " ", states]]))
    return found


def _row(reader: Reader, page: str) -> list[Cell]:
    """Return a document with its page, its files, and what is in it."""
    record = reader.catalogue.find(page.strip("/"))
    called = reader.title(record) if record else name_of(reader, page)
    content = {
        MANDATES: "papers.mandates_are",
        CALENDAR: "papers.calendar_is",
        PROGRAM: "papers.program_is",
        HANDOVER: "desk_handover.about",
    }.get(page, "papers.plan_is")
    files = [path_of(reader.catalogue, reader.language, page, ending) for ending in FORMATS]
    return [[Anchor(reader.href(page), called)], _files(reader, str(called), files), reader.label(content)]


def _regional(reader: Reader) -> list[Cell]:
    """Return the regional report, which has its own module."""
    title = reader.label("report.title")
    files = [f"{folder(reader.catalogue, reader.language)}{REPORT}.{ending}" for ending in FORMATS]
    return [title, _files(reader, title, files), reader.label("report.subtitle")]


def _files(reader: Reader, name: str, paths: list[str]) -> Cell:
    """Return links to the files of a document by their format."""
    links = [
        Anchor(reader.root_href(path), ending.upper(), name=reader.label(f"papers.{ending}", name=name))
        for ending, path in zip(FORMATS, paths, strict=True)
    ]
    return [links[0], " · ", links[1]]
