"""All forms of the data request: made once for each state of the files, for the downloads and for the pages on them."""

from __future__ import annotations

from dataclasses import dataclass

from cam.sicremi import write_csv, write_xlsx
from cam.sicremi.layout import template
from cam.sicremi.prefill import prefilled
from cam.store import Catalogue

FOLDER = "sicremi/forms"


@dataclass(frozen=True)
class Form:
    """A form for a state in a language; `prefilled`: how many open figures were filled in."""

    country: str
    language: str
    edition: str
    kind: str
    content: bytes
    prefilled: int

    @property
    def path(self) -> str:
        """Where it stands below the root of its language."""
        return f"{FOLDER}/{self.country}.{self.kind}"

    @property
    def file_name(self) -> str:
        """What it is called alone."""
        return f"sicremi-{self.edition}-{self.country}-{self.language}.{self.kind}"


def made(catalogue: Catalogue, country: str, language: str) -> list[Form]:
    """Return the spreadsheet and the CSV for a state; nothing where no round has its forms out.

    They are kept with the catalogue: the pages say how large they are before they are written.
    """
    kept: dict[tuple[str, str], list[Form]] = catalogue.__dict__.setdefault("_sicremi_forms", {})
    if (country, language) not in kept:
        kept[country, language] = _made(catalogue, country, language)
    return kept[country, language]


def _made(catalogue: Catalogue, country: str, language: str) -> list[Form]:
    form = template(catalogue)
    if form is None:
        return []
    given = prefilled(catalogue, form, country)
    contents = {
        "xlsx": write_xlsx.write(catalogue, form, country, language, given),
        "csv": write_csv.write(catalogue, form, country, language, given),
    }
    return [
        Form(country, language, form.edition, kind, content, len(given)) for kind, content in contents.items()
    ]


def one(catalogue: Catalogue, country: str, language: str, as_csv: bool) -> Form | str:
    """Return a form, or why there is none."""
    known = catalogue.records["countries"]
    if country not in known:
        return f"--country: `{country}` is not a state — use one of: {', '.join(known)}"
    if language not in catalogue.languages:
        return f"--language: `{language}` is no language of the site — use one of: {', '.join(catalogue.languages)}"
    forms = made(catalogue, country, language)
    if not forms:
        return "data/rounds: no round has its forms out — give one the status `open` or `not_opened`"
    return forms[1 if as_csv else 0]
