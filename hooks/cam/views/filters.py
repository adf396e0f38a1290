"""Filters of lists, and marks of doubt in their rows."""

from __future__ import annotations

from collections.abc import Iterable

from cam.model import Record
from cam.model.law import Country
from cam.text import folded
from cam.views.blocks import Choice, Inline
from cam.views.common import doubt, marked
from cam.views.reader import Reader


def title_cell(reader: Reader, record: Record) -> list[Inline]:
    """Return a link to a record, marked where its title is only remembered."""
    return [reader.link(record), *marked(doubt(reader, record, "title"))]


def sort_key(reader: Reader, country: str) -> str:
    """Return by what a state stands in alphabetical order: its name without accents, capitals, or English article."""
    return folded(str(reader.title(reader.find(country, "countries")))).removeprefix("the ")


def search_choice(reader: Reader) -> Choice:
    """Return a filter by words."""
    return Choice("filter", reader.label("fields.words"), form="search")


def country_choice(reader: Reader, used: Iterable[str], name: str = "country") -> Choice:
    """Return a filter by state, in alphabetical order of the reader's language."""
    options = [(code, str(reader.title(reader.find(code, "countries")))) for code in set(map(str, used))]
    return Choice(
        name, reader.label(f"fields.{name}"), sorted(options, key=lambda option: sort_key(reader, option[0]))
    )


def code_choice(reader: Reader, name: str, vocabulary: str, used: Iterable[str], label: str = "") -> Choice:
    """Return a filter by a code, in the order of its list."""
    known = [code for code in reader.catalogue.vocabulary[vocabulary] if code in set(used)]
    return Choice(
        name,
        reader.label(f"fields.{label or name}"),
        [(code, reader.code(code, vocabulary)) for code in known],
    )


def year_choices(reader: Reader, used: Iterable[str]) -> list[Choice]:
    """Return the filters from a year, and to a year: every year from the first to the last that occurs."""
    known = sorted(int(year) for year in set(used))
    options = [(str(year), str(year)) for year in range(known[0], known[-1] + 1)] if known else []
    return [
        Choice("from", reader.label("fields.from_year"), options, key="year", test="from"),
        Choice("to", reader.label("fields.to_year"), options, key="year", test="to"),
    ]


def by_name(reader: Reader) -> list[Country]:
    """Return the states in alphabetical order of the reader's language."""
    return sorted(reader.catalogue.all(Country), key=lambda country: sort_key(reader, country.id))
