"""sicremi/report/regional-report.pdf and .docx in each language: the working version of the regional report."""

from __future__ import annotations

from cam.documents.content import in_use
from cam.documents.rendering import rendered
from cam.knowledge import Site
from cam.store import folder
from cam.views.sicremi_editions import REPORT


def build(site: Site) -> dict[str, bytes]:
    """Return the documents; none where there are no tables of figures."""
    catalogue = site.catalogue
    if not in_use(catalogue):
        return {}
    made = {}
    for language in catalogue.languages:
        root = folder(catalogue, language)
        for ending, content in rendered(site, language).items():
            made[f"{root}{REPORT}.{ending}"] = content
    return made
