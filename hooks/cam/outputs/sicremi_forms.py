"""sicremi/forms/<state>.xlsx and .csv below the root of each language; figures/<report>.csv of the country reports."""

from __future__ import annotations

from cam.knowledge import Site
from cam.model.figures import CountryReport
from cam.sicremi import forms
from cam.store import folder
from cam.views.datasets import csv_of


def build(site: Site) -> dict[str, bytes]:
    """Return the forms of every state in every language, and the table of each country report."""
    catalogue = site.catalogue
    found = {f"figures/{item.id}.csv": csv_of(catalogue, item.id) for item in catalogue.all(CountryReport)}
    for language in catalogue.languages:
        root = folder(catalogue, language)
        for country in catalogue.records["countries"]:
            found |= {f"{root}{form.path}": form.content for form in forms.made(catalogue, country, language)}
    return found
