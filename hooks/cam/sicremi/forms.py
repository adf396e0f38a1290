"""All forms of the data request: made once for each state of the files, for the downloads and for the pages on them.

A spreadsheet is kept under .cache/sicremi/ by all that goes into it, since a hundred of them take some seconds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from cam.files import kept
from cam.model.figures import Dataset
from cam.sicremi import layout, write_csv, write_xlsx
from cam.sicremi.layout import Key, Template
from cam.sicremi.prefill import Prefilled, prefilled
from cam.store import Catalogue

FOLDER = "sicremi/forms"

_LISTS = ("units", "figure_sources", "figure_natures", "request_categories", "request_dimensions")
"""The lists whose words stand in a form."""


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
    form = layout.template(catalogue)
    if form is None:
        return []
    given = prefilled(catalogue, form, country)
    contents = {
        "xlsx": _spreadsheet(catalogue, form, country, language, given),
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
        languages = ", ".join(catalogue.languages)
        return f"--language: `{language}` is no language of the site — use one of: {languages}"
    forms = made(catalogue, country, language)
    if not forms:
        return "data/rounds: no round has its forms out — give one the status `open` or `not_opened`"
    return forms[1 if as_csv else 0]


# Kept spreadsheets


def _spreadsheet(
    catalogue: Catalogue, form: Template, country: str, language: str, given: dict[Key, Prefilled]
) -> bytes:
    """Return the kept spreadsheet, or write it and keep it where the folder can be written to."""
    figures = sorted((key, item.value, item.dataset) for key, item in given.items())
    stamp = f"{_program()} {_words(catalogue)} {form.edition} {country} {language} {figures}"
    path = catalogue.root / ".cache" / "sicremi" / f"{hashlib.sha256(stamp.encode()).hexdigest()}.xlsx"
    return kept(path, lambda: write_xlsx.write(catalogue, form, country, language, given))


@lru_cache(maxsize=1)
def _program() -> str:
    """Return what a spreadsheet depends on beside the data: these modules and the library."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    code = hashlib.sha256(b"".join(module.read_bytes() for module in modules))
    return f"{version('xlsxwriter')} {version('babel')} {code.hexdigest()}"


def _words(catalogue: Catalogue) -> str:
    """Return a checksum of every word that may stand in a form: of its tables, labels, lists, and states."""
    kept: dict[str, str] = catalogue.__dict__
    if "_sicremi_words" not in kept:
        found = layout.current_round(catalogue)
        said = [
            *(table.model_dump_json() for table in layout.ordered(catalogue)),
            *(record.model_dump_json() for record in catalogue.all(Dataset)),
            found.model_dump_json() if found else "",
            json.dumps(
                {name: text for name, text in catalogue.labels.items() if name.startswith("sicremi.")}
            ),
            json.dumps({name: catalogue.vocabulary.get(name, {}) for name in _LISTS}),
            json.dumps({code: record.title for code, record in catalogue.records["countries"].items()}),
        ]
        kept["_sicremi_words"] = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return kept["_sicremi_words"]
