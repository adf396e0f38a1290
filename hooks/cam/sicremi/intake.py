"""Takes a filled form in: as a record of data/reports/ and a table of data/figures/, both or neither.

Every version is kept: the next one of the same state and round has the next number, and nothing is overwritten.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cam import canonical
from cam import checks as every_rule
from cam.figures import REPORT_KEYS, REPORT_MEASURES
from cam.issue_forms.answering import is_address
from cam.model.figures import CountryReport
from cam.sicremi import checks, read_csv, read_sheet
from cam.sicremi.case import Before, Case
from cam.sicremi.found import FILE, Filled, Finding, WrongSheet, shown
from cam.sicremi.layout import Key, template
from cam.sicremi.prefill import prefilled
from cam.sicremi.revisions import newest
from cam.sicremi.safe_open import Opened
from cam.store import Catalogue, key
from cam.wording import Wording
from cam.yamlfile import parse


@dataclass(frozen=True)
class Draft:
    """A report that passed every rule, and is not written yet."""

    root: Path
    identity: str
    record: str
    table: str
    figures: int
    kept: int
    hints: tuple[Finding, ...]
    notes: int
    untranslated: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The two files."""
        return f"data/reports/{self.identity}.yaml", f"data/figures/{self.identity}.csv"


def draft(
    catalogue: Catalogue, opened: Opened, today: dt.date, address: str | None, is_dry: bool = False
) -> Draft:
    """Return the report that a filled form makes; `address`: where it was offered. A dry run asks for none.

    Raises WrongSheet with every cell that cannot be read, and with what the rules find in the tables that can.
    """
    form = template(catalogue)
    if form is None:
        raise WrongSheet([Finding(FILE, "no round has its forms out", "open one in data/rounds/")])
    reader = read_csv if opened.is_csv else read_sheet
    read = reader.read(catalogue, form, opened)
    case = Case(form, read, prefilled(catalogue, form, read.country), _before(catalogue, read.country), today)
    found = [*read.problems, *_address(address, is_dry), *_twice(catalogue, read), *checks.run(case)]
    if any(item.level != "hint" for item in found):
        raise WrongSheet(found, has_unread=bool(read.unread))
    return _checked(catalogue, case, address, today, tuple(found))


def _before(catalogue: Catalogue, country: str) -> Before | None:
    record = newest(catalogue, country)
    return Before(record, catalogue.figures[record.id]) if record and record.id in catalogue.figures else None


def _address(address: str | None, is_dry: bool) -> list[Finding]:
    """A record says where its form was offered."""
    if address and not is_address(address):
        what = f"“{shown(address)}” is not a web address"
        return [Finding("--address", what, "give the whole address of the issue, beginning with https://")]
    if not address and not is_dry:
        remedy = "run the command again with --address and the address of the issue or pull request"
        return [Finding("--address", "nothing says where this form comes from", remedy)]
    return []


def _twice(catalogue: Catalogue, read: Filled) -> list[Finding]:
    """The same file is not taken in twice."""
    same = [item for item in catalogue.all(CountryReport) if item.sha256 == read.sha256]
    what = "this very file was taken in already"
    return [Finding(FILE, f"{what}, as {item.id}", "send a new version, or leave it") for item in same]


# The record and its table


def _taken(case: Case) -> dict[Key, str]:
    """Return the figures of the answered tables, as they are written."""
    tables = {sheet.table.id for sheet in case.answered}
    return {key: figure.text for key, figure in case.read.figures.items() if key[0] in tables}


def _checked(
    catalogue: Catalogue, case: Case, address: str | None, today: dt.date, hints: tuple[Finding, ...]
) -> Draft:
    """Return the draft after the rules of all records were asked about it."""
    country, found, taken = case.read.country, case.form.round, _taken(case)
    reports = catalogue.all(CountryReport)
    vintage = 1 + max(
        (item.vintage for item in reports if (item.country, item.round) == (country, found.id)), default=0
    )
    identity = f"{country}-{found.id}-v{vintage}"
    kept = [key for key in taken if case.is_kept(key, case.read.figures[key])]
    others = tuple(code for code in catalogue.languages if code != case.read.language and case.read.notes)
    plain = _record(catalogue, case, identity, vintage, today, address, kept, others)
    text = canonical.written(f"data/reports/{identity}.yaml", plain, catalogue.languages)
    made = Draft(catalogue.root, identity, text, _table(taken), len(taken), len(kept), hints,
                 len(case.read.notes), others)  # fmt: skip
    _ask(catalogue, made)
    return made


def _record(
    catalogue: Catalogue,
    case: Case,
    identity: str,
    vintage: int,
    today: dt.date,
    address: str | None,
    kept: list[Key],
    others: tuple[str, ...],
) -> dict[str, Any]:
    """Return the record as it will be written."""
    read, edition = case.read, case.form.edition
    source = {"address": address or "https://example.org/", "publisher": read.institution, "seen": today,
              "evidence": "seen"}  # fmt: skip
    return {
        "id": identity,
        "title": _title(catalogue, case, vintage),
        "country": read.country,
        "round": edition,
        "received": today,
        "vintage": vintage,
        "institution": read.institution,
        "edition": edition,
        "file": read.name,
        "sha256": read.sha256,
        **({"taken_over": sorted("/".join(map(str, (*item[:3], item[4]))) for item in kept)} if kept else {}),
        "table_sources": _sources(case),
        **({"report_notes": _notes(read)} if read.notes else {}),
        "original": read.language,
        **({"translations": dict.fromkeys(others, "missing")} if others else {}),
        "sources": [source],
        "added": today,
    }


def _title(catalogue: Catalogue, case: Case, vintage: int) -> dict[str, str]:
    country = catalogue.records["countries"][case.read.country].title
    return {
        code: Wording(catalogue, code).label(
            "sicremi.report_title", country=country[code], edition=case.form.edition, vintage=vintage
        )
        for code in catalogue.languages
    }


def _sources(case: Case) -> list[dict[str, str]]:
    found = []
    for sheet in case.answered:
        source = case.read.sources[sheet.table.id]
        said = {"kind_of_source": source.kind_of_source, "text": source.text, "institution": source.institution,
                "coverage": source.coverage}  # fmt: skip
        found.append({"table": sheet.table.id, **{name: text for name, text in said.items() if text}})
    return found


def _notes(read: Filled) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for note in read.notes:
        row = {"category": note.category, "sex": note.sex, "partner": note.partner, "year": note.year}
        known = {name: value for name, value in row.items() if value}
        found.append({"table": note.table, **known, "text": {read.language: note.text}})
    return found


def _table(taken: dict[Key, str]) -> str:
    """Return the table of figures, in the order that `cam.figures` wants."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow((*REPORT_KEYS, *REPORT_MEASURES))
    lines.writerows(sorted((*map(str, item), value) for item, value in taken.items()))
    return text.getvalue()


def _ask(catalogue: Catalogue, made: Draft) -> None:
    """Ask the rules of all records about the new one, as it will stand in its file. Raises WrongSheet."""
    name = made.names[0]
    file = parse(made.record, name)
    problems = list(file.problems)
    try:
        record = CountryReport.model_validate(file.value)
    except ValidationError as error:
        said = [detail.get("ctx", {}).get("what", detail["msg"]) for detail in error.errors()]
        raise WrongSheet(
            [Finding(FILE, f"no record can be made of it: {what}", "correct that text") for what in said]
        ) from None
    reports = {**catalogue.records["reports"], record.id: record}
    whole = replace(
        catalogue,
        records={**catalogue.records, "reports": reports},
        files={**catalogue.files, key(record): file},
    )
    problems += [item for item in every_rule.run(whole) if item.file == name]
    if problems:
        raise WrongSheet([Finding(FILE, item.what, item.remedy) for item in problems])


# Writing


def write(made: Draft) -> None:
    """Write both files, or neither; what is there already stays as it is."""
    written: list[Path] = []
    is_done = False
    try:
        for name, text in zip(made.names, (made.record, made.table), strict=True):
            path = made.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                written.append(path)
                file.write(text.encode())
        is_done = True
    except OSError as error:
        what = f"{made.identity} cannot be written ({error.strerror})"
        raise WrongSheet([Finding(FILE, what, "see to it, and run the command again")]) from None
    finally:
        for path in written if not is_done else ():
            path.unlink(missing_ok=True)


def told(made: Draft) -> Iterable[str]:
    """Yield the lines that tell an editor what was taken in, and what is left to do."""
    yield f"{made.figures} figures, {made.kept} of them taken over as they were filled in; {made.notes} notes."
    yield from (f"hint: {item}" for item in made.hints)
    if made.untranslated:
        yield f"Left to do: translate the notes into {' and '.join(made.untranslated)}, then take `translations` away."
