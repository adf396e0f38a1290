"""programs/programs.xlsx and .csv: the worker programs as tables, beside their list in each language."""

from __future__ import annotations

from cam.knowledge import Site
from cam.model.program import Program
from cam.programs_exchange import giving
from cam.store import folder


def build(site: Site) -> dict[str, bytes]:
    """Return the tables of each language; they differ in the explanation of the columns only."""
    catalogue, made = site.catalogue, dict[str, bytes]()
    if not catalogue.all(Program):
        return {}
    for language in catalogue.languages:
        root = folder(catalogue, language)
        for name in ("programs.xlsx", "programs.csv"):
            for path, content in giving.files(catalogue, name, language).items():
                made[f"{root}programs/{path}"] = content
    return made
