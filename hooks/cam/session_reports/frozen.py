"""What an edition of the reports on a period holds: the drafts in every language; for a session, the records too."""

from __future__ import annotations

from functools import partial
from typing import Any

from cam.documents import freeze, zipped
from cam.documents.freeze import Contents, Frozen
from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.model.base import markup_in
from cam.model.records import (
    Activity,
    Body,
    Discrepancy,
    Document,
    FrameworkSection,
    Mandate,
    Meeting,
    Milestone,
    Officer,
    Plan,
    Process,
    Project,
    System,
    Theme,
)
from cam.session_reports.committee import order_of
from cam.session_reports.drafts import REPORTS, files
from cam.session_reports.gathering import gathered
from cam.session_reports.period import Period, WrongPeriod
from cam.store import Catalogue, is_example, key
from cam.views.reader import Reader

SNAPSHOT = "session_snapshot"
"""The type of an edition that holds both reports and the records."""

_KINDS = (
    Mandate, Plan, Activity, Meeting, Officer, Body, Document, Milestone, Discrepancy, System, Project, Process,
    FrameworkSection, Theme,
)  # fmt: skip
"""The records of the committee's work, and what they refer to."""

_LISTS = ("vocabulary", "site.yaml")


def gather(report: str, period: Period, session: dict[str, str]) -> freeze.Gather:
    """Return how an edition is gathered: `report` is its type, `session` the session's name by language, or nothing."""
    return partial(_contents, report=report, period=period, session=session)


def _contents(site: Site, edition: str, report: str, period: Period, session: dict[str, str]) -> Contents:
    """Return what an edition holds. Raises Refused where there was no committee, or the session's name is no text."""
    catalogue = site.catalogue
    _refuse(catalogue, session)
    try:
        sources = _sources(catalogue, period)
        made = _files(site, edition, report, period)
    except WrongPeriod as problem:
        raise freeze.Refused(str(problem)) from None
    readers = [Reader(catalogue, language, "") for language in catalogue.languages]
    keys: dict[str, Any] = {"period": freeze.span(period.start, period.end)}
    return Contents(
        report=report,
        title={one.language: _title(one, edition, report, period) for one in readers},
        summary={one.language: _summary(one, report, period) for one in readers},
        files=made,
        sources=sources,
        keys=keys | ({"session": {code: text.strip() for code, text in session.items()}} if session else {}),
    )


def _refuse(catalogue: Catalogue, session: dict[str, str]) -> None:
    """Raise Refused for the name of a session that a record may not hold."""
    missing = [code for code in catalogue.complete_languages if session and not session.get(code, "").strip()]
    if missing:
        what = f"the name of the session is missing in {', '.join(missing)}"
        raise freeze.Refused(f"{what}: add --session {missing[0]}=…")
    for code, text in session.items():
        if code not in catalogue.languages:
            raise freeze.Refused(
                f"`{code}` is not a language of the site: use {', '.join(catalogue.languages)}"
            )
        if found := markup_in(text):
            raise freeze.Refused(f"the name of the session contains {found}: write plain text")


def _title(reader: Reader, edition: str, report: str, period: Period) -> str:
    name, said = reader.code(report, "edition_types"), reader.wording.span(period.start, period.end)
    return reader.label("chair_report.edition_title", report=name, period=said, edition=edition)


def _summary(reader: Reader, report: str, period: Period) -> str:
    said, day = reader.wording.span(period.start, period.end), newest_day(reader.catalogue)
    name = "snapshot_summary" if report == SNAPSHOT else "edition_summary"
    return reader.label(f"chair_report.{name}", period=said, date=reader.wording.date(day))


def _sources(catalogue: Catalogue, period: Period) -> list[dict[str, Any]]:
    """Return the document that orders the report, and those of the plans of the period."""
    found, order = gathered(catalogue, period), order_of(catalogue)
    assert order
    plans = dict.fromkeys(str(plan.document) for plan in found.plans)
    first = {"document": str(order.document), "paragraph": str(order.paragraph)}
    return [first, *({"document": name} for name in plans)]


def _files(site: Site, edition: str, report: str, period: Period) -> list[Frozen]:
    """Return the drafts in every language; of a session both, and the records in the default language's folder."""
    wanted = [name for name in REPORTS if report in (SNAPSHOT, f"{name}_report")]
    found = [
        Frozen(language, f"{name.replace('_', '-')}-report-{edition}-{language}.{ending}", content)
        for language in site.catalogue.languages
        for name in wanted
        for ending, content in files(site, language, name, period, edition).items()
    ]
    if report == SNAPSHOT:
        found.append(Frozen(site.catalogue.languages[0], f"{edition}-records.zip", records(site.catalogue)))
    return found


def records(catalogue: Catalogue) -> bytes:
    """Return the records of the committee's work as they are kept, with the lists that explain their codes."""
    data = catalogue.root / "data"
    names = [
        f"{key(record)}.yaml" for kind in _KINDS for record in catalogue.all(kind) if not is_example(record)
    ]
    names += [path.relative_to(data).as_posix() for each in _LISTS for path in _below(data / each)]
    found = {name: (data / name).read_bytes() for name in names}
    return zipped.zipped({"README.txt": _readme(catalogue).encode(), **found})


def _below(path: Any) -> list[Any]:
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def _readme(catalogue: Catalogue) -> str:
    """Return what the records are, of which day, whose, and under which licence, in every language."""
    settings, day = catalogue.settings, newest_day(catalogue)
    assert settings
    said = []
    for language in catalogue.languages:
        reader = Reader(catalogue, language, "")
        words = reader.wording
        licence = f"{settings.licence_data.name}, {settings.licence_data.address}"
        said += [
            f"{words.text(settings.name)} ({words.text(settings.edition)})",
            reader.label("chair_report.data_readme", date=words.date(day)),
            words.text(settings.edition_note),
            f"{reader.label('report.licence')}{reader.label('formats.colon')}{licence}",
            f"{place_of(catalogue).site}\n",
        ]
    return "\n".join(said)
