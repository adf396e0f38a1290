"""Pages and lists of treaties: where each state stands, and what is still missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cam.model.law import Country, Participation, Treaty
from cam.views.blocks import Badge, Block, Cell, Choice, Inline, Table
from cam.views.common import Parts, cited, fact, marked, outside, sure
from cam.views.filters import by_name, code_choice, country_choice
from cam.views.reader import Reader


@dataclass(frozen=True)
class Sign:
    """A short sign in a cell, the whole of what it says for those who hear it, and its tone."""

    short: str
    said: str
    tone: str


@dataclass(frozen=True)
class Matrix(Block):
    """A wide table that keeps its form on a phone: it scrolls, its first column stays. Columns are (text, address)."""

    template = "matrix"
    columns: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[Cell | Sign]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    facets: list[dict[str, str]] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)
    credit: list[Inline] = field(default_factory=list)


def standing(treaty: Treaty, country: str) -> Participation | None:
    """Return a state's entry in a treaty, or None where it is only listed as not party or not checked."""
    return next((item for item in treaty.participations if item.country == country), None)


def status_of(treaty: Treaty, country: str) -> str:
    """Return the code of treaty_statuses for a state."""
    found = standing(treaty, country)
    if found:
        return str(found.status)
    return "not_listed" if country in treaty.not_listed else "not_checked"


def confirmed_status(treaty: Treaty, country: str) -> str:
    """Return the code of treaty_statuses for a state, or `recalled` where its standing is only remembered."""
    found = standing(treaty, country)
    return "recalled" if found and found.evidence == "recalled" else status_of(treaty, country)


def sign(reader: Reader, treaty: Treaty, country: str) -> Sign:
    """Return where a state stands towards a treaty, short and in full."""
    found, status = standing(treaty, country), status_of(treaty, country)
    if found is None:
        short = reader.label(f"signs.{status}")
        return Sign(short, reader.code(status, "treaty_statuses"), status)
    date = {"party": found.date, "signed": found.signed, "denounced": found.denounced}.get(status)
    year = date[:4] if date else reader.label("signs.year_unknown")
    short = reader.label(f"signs.{status}", year=year)
    said = _standing_said(reader, found)
    if found.evidence == "recalled":
        return Sign(
            reader.label("signs.recalled", sign=short),
            f"{said}, {reader.label('marks.unsure').lower()}",
            "recalled",
        )
    if found.reservation:
        short, said = f"{short}*", f"{said}, {reader.label('marks.reservation').lower()}"
    return Sign(short, said, status)


def _standing_said(reader: Reader, found: Participation) -> str:
    """Return a state's standing in words: what it is, since when, by which act."""
    parts = [reader.code(found.status)]
    if found.signed and found.status == "signed":
        parts.append(reader.wording.date(found.signed))
    if found.date:
        parts.append(reader.wording.date(found.date))
    if found.action:
        parts.append(reader.code(found.action).lower())
    if found.denounced:
        parts.append(reader.label("treaties.denounced_on", date=reader.wording.date(found.denounced)))
    if found.denunciation_effective:
        parts.append(
            reader.label("treaties.effective", date=reader.wording.date(found.denunciation_effective))
        )
    return ", ".join(parts)


def standing_text(reader: Reader, record: Treaty, country: str) -> str:
    """Return where a state stands, in words."""
    found = standing(record, country)
    return (
        _standing_said(reader, found) if found else reader.code(status_of(record, country), "treaty_statuses")
    )


def standing_cell(reader: Reader, record: Treaty, country: str) -> list[Inline]:
    """Return where a state stands, in words, marked where it is only remembered."""
    found = standing(record, country)
    marks = [Badge(reader.label("marks.reservation"))] if found and found.reservation else []
    if confirmed_status(record, country) == "recalled":
        marks.append(Badge(reader.label("marks.unsure"), "warn"))
    return [standing_text(reader, record, country), *marked(marks)]


def standing_with_note(reader: Reader, record: Treaty, country: str) -> list[Inline]:
    """Return where a state stands, with what the record remarks on it."""
    found = standing(record, country)
    note: list[Inline] = [" — ", reader.say(found.note, record)] if found and found.note else []
    return [*standing_cell(reader, record, country), *note]


def step_missing(reader: Reader, treaty: Treaty, country: str) -> str:
    """Return what a state would still have to do to be party, or what is still to be found out."""
    if confirmed_status(treaty, country) == "recalled":
        return reader.label("steps.confirm")
    return reader.label(f"steps.{status_of(treaty, country)}")


def matrix(reader: Reader) -> list[Block]:
    """All treaties by all states."""
    treaties = in_time(reader)
    countries = by_name(reader)
    rows: list[list[Cell | Sign]] = [
        [[reader.link(country)], *(sign(reader, treaty, country.id) for treaty in treaties)]
        for country in countries
    ]
    columns = [(reader.label("columns.country"), "")]
    columns += [(str(reader.say(treaty.short, treaty)), reader.link(treaty).href) for treaty in treaties]
    signs = ("party", "signed", "denounced", "not_listed", "not_checked")
    legend = [
        (reader.label(f"signs.{name}", year="2007"), reader.code(name, "treaty_statuses")) for name in signs
    ]
    legend.append((reader.label("signs.recalled", sign="2007"), reader.label("marks.unsure")))
    legend.append((reader.label("signs.year_unknown"), reader.label("marks.year_unknown")))
    legend.append((reader.label("signs.party", year="2007") + "*", reader.label("marks.reservation")))
    return [
        Matrix(
            reader.label("headings.matrix"),
            anchor="matrix",
            columns=columns,
            rows=rows,
            choices=[country_choice(reader, [country.id for country in countries])],
            facets=[{"country": country.id} for country in countries],
            legend=legend,
        )
    ]


def in_time(reader: Reader) -> list[Treaty]:
    """Return the treaties in order of adoption."""
    return sorted(reader.catalogue.all(Treaty), key=lambda treaty: (treaty.adopted[:4], treaty.id))


def treaties(reader: Reader) -> list[Block]:
    """The matrix, then each treaty with how many states stand where; what is only remembered is counted apart."""
    statuses = list(reader.catalogue.vocabulary["treaty_statuses"])
    columns = [reader.label(f"columns.{name}") for name in ("treaty", "depositary")]
    columns += [reader.code(code, "treaty_statuses") for code in statuses]
    columns.append(reader.label("marks.unsure"))
    rows: list[list[Cell]] = []
    for treaty in in_time(reader):
        counts = Counter(confirmed_status(treaty, country.id) for country in reader.catalogue.all(Country))
        numbers: list[Cell] = [reader.wording.number(counts[code]) for code in [*statuses, "recalled"]]
        rows.append([[reader.link(treaty)], reader.code(treaty.depositary), *numbers])
    return [
        *matrix(reader),
        Table(
            reader.label("headings.by_treaty"),
            anchor="by-treaty",
            intro=reader.label("notes.signatures"),
            columns=columns,
            rows=rows,
        ),
    ]


def treaty(reader: Reader, record: Treaty) -> Parts:
    """A treaty: adoption, depositary, and where each state stands, with the step that is missing."""
    return Parts(
        facts=[
            *fact(reader, "depositary", [reader.code(record.depositary)]),
            *fact(reader, "symbol", [record.symbol]),
            *fact(reader, "adopted", sure(reader, record, "adopted", [reader.date(record.adopted)])),
            *fact(reader, "entry_into_force", _entry(reader, record)),
            *fact(reader, "list_address", [outside(record.address)] if record.address else []),
            *fact(reader, "as_of", [reader.say(record.as_of, record)]),
        ],
        blocks=[_states(reader, record)],
        reference=record.symbol or "",
    )


def _entry(reader: Reader, record: Treaty) -> list[Cell | None]:
    day = reader.date(record.entry_into_force) if record.entry_into_force else None
    return sure(reader, record, "entry_into_force", [day])


def _states(reader: Reader, record: Treaty) -> Table:
    columns = [reader.label(f"columns.{name}") for name in ("country", "standing", "step_missing", "remarks")]
    rows: list[list[Cell]] = []
    facets: list[dict[str, str]] = []
    for country in by_name(reader):
        rows.append([[reader.link(country)], *_standing_cells(reader, record, country)])
        facets.append({"status": status_of(record, country.id), "country": country.id})
    choices = [code_choice(reader, "status", "treaty_statuses", {facet["status"] for facet in facets})]
    return Table(
        reader.label("headings.by_state"),
        anchor="states",
        columns=columns,
        rows=rows,
        choices=choices,
        facets=facets,
    )


def _standing_cells(reader: Reader, record: Treaty, country: Country) -> list[Cell]:
    found = standing(record, country.id)
    status = standing_cell(reader, record, country.id)
    remarks: list[Inline] = []
    if found:
        for text in (found.reservation, found.note):
            remarks += [reader.say(text, record), " "] if text else []
        remarks += cited(reader, found.sources)
    return [status, step_missing(reader, record, country.id), remarks]
