"""Drafts of both reports as documents: title page, chapters, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cam.documents import rendering
from cam.documents.assembly import Report, document
from cam.documents.papers.front import chapter, paper
from cam.frame import newest_day
from cam.knowledge import Site
from cam.offers.session_reports import PAGE
from cam.session_reports import chair, general_assembly
from cam.session_reports.chair import Parts
from cam.session_reports.gathering import Gathered, gathered
from cam.session_reports.period import Period
from cam.views.reader import Reader

REPORTS: dict[str, Callable[[Reader, Gathered], Parts]] = {
    "chair": chair.chapters,
    "general_assembly": general_assembly.chapters,
}
"""The reports by the code under which labels and addresses know them."""

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def files(site: Site, language: str, name: str, period: Period, edition: str = "") -> dict[str, bytes]:
    """Return a report on a period in a language by the ending of its name; what did not change is not made again."""
    made = document(report(site, language, name, period, edition))
    kept = "-".join([name.replace("_", "-"), edition or f"{period.start}-{period.end}", language])
    return rendering.files(site.catalogue.root / ".cache", f"{kept}", made)


def report(site: Site, language: str, name: str, period: Period, edition: str = "") -> Report:
    """Return a report on a period: a draft of today, or one to be frozen as an edition. Raises WrongPeriod."""
    reader = Reader(site.catalogue, language, f"editions/{edition}/" if edition else PAGE)
    session = gathered(site.catalogue, period)
    title = _title(reader, name, session)
    said = [
        chapter(reader, f"part-{number}", f"{_roman(number)}. {reader.label(label)}", blocks)
        for number, (label, blocks) in enumerate(REPORTS[name](reader, session), start=1)
    ]
    made = paper(reader, title, _subtitle(reader, name, session), said)
    return replace(
        made, edition=_edition(reader, edition), notes=_notes(reader), running=_running(reader, name)
    )


def _notes(reader: Reader) -> list[str]:
    """Return what must be known before reading: no document of the OAS, whose edition it is, what brackets mean."""
    settings = reader.catalogue.settings
    assert settings
    return [
        reader.label("chair_report.no_document_of_oas"),
        f"{reader.wording.text(settings.edition)}. {reader.wording.text(settings.edition_note)}",
        f"{reader.label('chair_report.brackets')} {reader.label('papers.inferred')}",
    ]


def _running(reader: Reader, name: str) -> str:
    """Return what stands at the head of each page."""
    return f"{reader.code(f'{name}_report', 'edition_types')} · {reader.label('chair_report.running')}"


def _title(reader: Reader, name: str, session: Gathered) -> str:
    named = [
        reader.label("chair_report.of_committee", name=reader.title(body)) for body in session.committees
    ]
    return reader.label(f"chair_report.title_{name}", committees=reader.wording.list(named))


def _subtitle(reader: Reader, name: str, session: Gathered) -> str:
    said = reader.wording.span(session.period.start, session.period.end)
    if name == "chair":
        return reader.label("chair_report.subtitle_chair", period=said)
    if not session.ordered:
        return reader.label("chair_report.period_of", period=said)
    reference = reader.reference(session.order)
    return reader.label("chair_report.subtitle_general_assembly", reference=reference, period=said)


def _edition(reader: Reader, edition: str) -> str:
    day = reader.wording.date(newest_day(reader.catalogue))
    if edition:
        return reader.label("chair_report.draft_frozen", edition=edition, date=day)
    return reader.label("chair_report.draft", date=day)


def _roman(number: int) -> str:
    """Return a number as the OAS numbers its chapters."""
    said = ""
    for value, sign in _ROMAN:
        while number >= value:
            said, number = said + sign, number - value
    return said
