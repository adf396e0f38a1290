"""What the columns of the exchange mean, in the words of a language."""

from __future__ import annotations

from cam.programs_exchange.columns import Column
from cam.wording import Wording


def meaning(wording: Wording, column: Column) -> str:
    """Return what a column is about."""
    said = wording.label(column.label)
    if column.language:
        return f"{said} ({wording.language_name(column.language)})"
    return said


def form(wording: Wording, column: Column) -> str:
    """Return what may stand in a column, with the codes of its list where these are few."""
    said = wording.label(f"program_form.holds_{column.holds}")
    known = wording.catalogue.vocabulary.get(column.listed)
    if known and column.listed != "source_languages":
        return said + wording.label("formats.colon") + ", ".join(known)
    named = wording.catalogue.labels.get(f"program_form.listed_{column.listed}")
    return f"{said} ({wording.label(f'program_form.listed_{column.listed}')})" if named else said
