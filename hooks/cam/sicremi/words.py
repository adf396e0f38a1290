"""The words of the form in one language: what its writers write and its readers compare with."""

from __future__ import annotations

from functools import cached_property

from cam.model.law import Country
from cam.sicremi.layout import Line, Sheet, Template
from cam.store import Catalogue
from cam.wording import Wording

_NOT_STATES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"]
)
"""Two-letter codes of CLDR that ISO 3166-1 has not assigned."""


def same(text: str) -> str:
    """Return what is compared of a text: its letters, whatever the spaces and capitals."""
    return " ".join(text.split()).casefold()


class FormWords:
    """What the form says in a language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.language = catalogue, language
        self.wording = Wording(catalogue, language)
        self.label = self.wording.label

    def sheet_name(self, which: str) -> str:
        """Return the name of the sheet `about`, `notes` or `lists`; the others are called by their tables' codes."""
        return self.label(f"sicremi.sheet_{which}")

    def row(self, sheet: Sheet, line: Line) -> list[str]:
        """Return what stands in the locked columns of a row; an open country is empty."""
        said = {"row": line.name, "sex": self.label(f"sicremi.sex_{line.sex}")}
        said["category"] = said["age"] = self.category(line)
        said["origin"] = said["destination"] = self.partner(line)
        return [said[name] for name in sheet.columns]

    def category(self, line: Line) -> str:
        """Return what a row counts."""
        return (
            self.label("sicremi.rest")
            if line.is_rest
            else self.wording.code(line.category, "request_categories")
        )

    def partner(self, line: Line) -> str:
        """Return what stands in the column of countries."""
        if line.is_open:
            return ""
        return self.label("sicremi.other_countries" if line.is_rest else "sicremi.all_countries")

    def head(self, sheet: Sheet) -> list[str]:
        """Return the headings of the columns before the years."""
        first = self.label("sicremi.row")
        return [first, *(self.wording.code(name, "request_dimensions") for name in sheet.columns[1:])]

    @cached_property
    def countries(self) -> dict[str, str]:
        """What may be chosen as a country: its words, and its ISO 3166-1 code in small letters."""
        own = {item.id.upper(): item.title.get(self.language, "") for item in self.catalogue.all(Country)}
        names = {
            code: own.get(code) or str(name)
            for code, name in self.wording.locale.territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NOT_STATES
        }
        return {f"{code} – {name}": code.lower() for code, name in sorted(names.items())}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each country by its code."""
        return {code: text[5:] for text, code in self.countries.items()}

    @cached_property
    def country_codes(self) -> dict[str, str]:
        """The code of each country by its words in the list, its name, and its code."""
        found = {same(part): code for text, code in self.countries.items() for part in (text, text[5:], code)}
        return {**found, **{code: code for code in self.countries.values()}}

    @cached_property
    def kinds_of_source(self) -> dict[str, str]:
        """What may be chosen as a kind of source, and its code."""
        return {
            self.wording.code(code, "figure_sources"): code
            for code in self.catalogue.vocabulary["figure_sources"]
        }

    def guide(self, form: Template) -> list[str]:
        """Return the instructions, one a paragraph."""
        years = form.sheets[0].years
        status = "guide_not_opened" if form.round.status == "not_opened" else "guide_open"
        return [
            self.label(f"sicremi.{status}", edition=form.edition),
            self.label("sicremi.guide_reconstructed"),
            *(self.label(f"sicremi.guide_{number}") for number in range(1, 4)),
            self.label("sicremi.guide_years", start=years[0], end=years[-1]),
            *(self.label(f"sicremi.guide_{number}") for number in range(4, 9)),
        ]
