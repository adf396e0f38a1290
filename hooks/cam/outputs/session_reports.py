"""session-reports/: drafts of the Chair's report and of the report to the General Assembly, for each plan's period."""

from __future__ import annotations

from cam.knowledge import Site
from cam.offers.session_reports import REPORTS, path_of
from cam.session_reports.committee import period_of, reported
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the drafts in a language, as PDF and DOCX; none where no mandate orders them."""
    from cam.session_reports.drafts import files  # here, so that no other command waits for the libraries

    reader, made = Reader(site.catalogue, language, ""), dict[str, bytes]()
    for plan in reported(site.catalogue):
        period = period_of(site.catalogue, plan)
        for name in REPORTS:
            for ending, content in files(site, language, name, period).items():
                made[path_of(reader, name, plan, ending)] = content
    return made
