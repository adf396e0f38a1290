"""SICREMI: the data request, its forms, rounds and correspondents. Beside it: `sicremi_reports`, `sicremi_editions`."""

from __future__ import annotations

from cam.indicators import INDICATORS, TABLES
from cam.model.figures import CountryReport, Participant, RequestTable, Round
from cam.model.law import Country
from cam.sicremi import forms as made_forms
from cam.sicremi import layout, prefill
from cam.sicremi.forms import Form
from cam.sicremi.words import FormWords
from cam.text import inside
from cam.views.blocks import Anchor, Badge, Block, Cell, Choice, Inline, Links, Notice, Prose, Table
from cam.views.common import Parts, cited, fact, marked, sure
from cam.views.filters import by_name, country_choice
from cam.views.reader import Reader
from cam.views.sicremi_editions import edition, editions
from cam.views.sicremi_reports import report, report_blocks, reports
from cam.views.treaties import Matrix, Sign

__all__ = [
    "edition",
    "editions",
    "forms",
    "network",
    "report",
    "report_blocks",
    "reports",
    "request_table",
    "round_",
    "rounds",
    "tables",
]

_TONES = {"covered": "party", "accepted": "party", "received": "party"}
_MARKS = {"published": "good", "open": "plan", "not_opened": "warn"}

Facts = list[tuple[str, list[Cell]]]


def _facts(reader: Reader, given: dict[str, list[Cell | None]]) -> Facts:
    """Return rows of facts under the labels of this system; those without a value are left out."""
    rows: Facts = []
    for name, values in given.items():
        known = [value for value in values if value]
        rows += [(reader.label(f"sicremi.{name}"), known)] if known else []
    return rows


def _columns(reader: Reader, *names: str) -> list[str]:
    return [reader.label(f"sicremi.{name}") for name in names]


# The request


def request_table(reader: Reader, record: RequestTable) -> Parts:
    """A table of the data request: what it asks for, its rows, the open figures that fill it in."""
    found = layout.current_round(reader.catalogue)
    sheet = layout.sheet(reader.catalogue, record, found) if found else None
    definition = Prose(
        reader.label("sicremi.definition"),
        anchor="definition",
        paragraphs=[reader.say(record.definition, record)],
    )
    return Parts(
        facts=_facts(reader, {
            "unit": [reader.code(record.unit)],
            "nature": [reader.code(record.nature)],
            "reference": [reader.say(record.reference, record)],
            "preferred": [reader.code(kind) for kind in record.preferred],
            "model": [record.model],
            "years": [", ".join(map(str, sheet.years)) if sheet else None],
            "edition_of": [reader.link(found) if found else None],
        }),
        blocks=[definition, *([_rows(reader, record, sheet)] if sheet else []), _prefilled(reader, record)],
        reference=record.code,
    )  # fmt: skip


def _rows(reader: Reader, record: RequestTable, sheet: layout.Sheet) -> Table:
    """Return the rows of a table as the form has them; the open ones in one line."""
    words = FormWords(reader.catalogue, reader.language)
    shown = [line for line in sheet.lines if not line.is_open]
    rows: list[list[Cell]] = [[*words.row(sheet, line), _counts(reader, line)] for line in shown]
    chosen = [line.name for line in sheet.lines if line.is_open]
    intro = reader.label("sicremi.open_rows", start=chosen[0], end=chosen[-1]) if chosen else ""
    columns = [*words.head(sheet), reader.label("sicremi.counts")]
    return Table(reader.label("sicremi.rows"), anchor="rows", intro=intro, columns=columns, rows=rows)


def _counts(reader: Reader, line: layout.Line) -> str:
    return f"{reader.code(line.unit, 'units')} ({reader.code(line.nature, 'figure_natures').partition(':')[0].strip()})"


def _prefilled(reader: Reader, record: RequestTable) -> Block:
    """Return from which open figures a table is filled in, and what they are where they are something else."""
    title = reader.label("sicremi.prefilled_from")
    if not record.prefill:
        return Notice(title, anchor="prefilled", lines=[[reader.label("sicremi.not_prefilled")]])
    lines: list[list[Inline]] = []
    for dataset in prefill.sources(reader.catalogue, record):
        names = [item.indicator for item in record.prefill if _is_of(item.indicator, dataset.id)]
        said = reader.wording.list(inside(reader.code(name, "indicators")) for name in dict.fromkeys(names))
        lines.append([reader.link(dataset), f"{reader.label('formats.colon')}{said}"])
    if record.proxy:
        lines.append([reader.say(record.proxy, record)])
    return Notice(title, anchor="prefilled", lines=lines)


def _is_of(indicator: str, dataset: str) -> bool:
    return TABLES[INDICATORS[indicator].table] == dataset


def tables(reader: Reader) -> list[Block]:
    """The tables of the data request, in its order."""
    rows: list[list[Cell]] = []
    for record in layout.ordered(reader.catalogue):
        known = prefill.sources(reader.catalogue, record)
        filled: list[Inline] = [part for item in known for part in (reader.say(item.producer, item), " ")]
        rows.append([
            [Anchor(reader.link(record).href, record.code, name=f"{record.code}, {reader.title(record)}")],
            [reader.link(record)],
            reader.code(record.unit),
            reader.code(record.nature).partition(":")[0].strip(),
            record.model or "–",
            filled[:-1] or "–",
        ])  # fmt: skip
    columns = _columns(reader, "code", "table", "unit", "nature", "model", "prefilled_from")
    return [Table(columns=columns, rows=rows)]


# Rounds and correspondents


def round_(reader: Reader, record: Round) -> Parts:
    """A round: who took part, what came."""
    dates: list[Cell | None] = [reader.date(record.date)] if record.date else []
    return Parts(
        facts=[
            *fact(reader, "published" if record.status == "published" else "date", sure(reader, record, "date", dates)),
            *_facts(reader, {
                "due": [reader.date(record.due)] if record.due else [],
                "report_document": list(reader.links([record.document] if record.document else [], "documents")),
                "series": sure(reader, record, "series", [record.series]),
                "isbn": [record.isbn],
                "partners": [reader.acronym(name) for name in record.partners],
                "states": [reader.wording.number(len(record.participants)) if record.participants else None],
            }),
        ],
        blocks=[*_not_opened(reader, record), _participants(reader, record), *_came(reader, record)],
        marks=[Badge(reader.code(record.status), _MARKS.get(record.status, "neutral"))],
        reference=record.series or "",
    )  # fmt: skip


def _not_opened(reader: Reader, record: Round) -> list[Block]:
    if record.status != "not_opened":
        return []
    way = Anchor(reader.href("sicremi/take-part/"), reader.label("sicremi.take_part"))
    return [Notice(tone="warn", lines=[[reader.label("sicremi.nobody_asked"), " ", way]])]


def _came(reader: Reader, record: Round) -> list[Block]:
    """Return the country reports that came in a round."""
    found = reader.catalogue.referring(record, CountryReport, "round")
    rows: list[list[Inline]] = [[reader.link(item), " — ", reader.date(item.received)] for item in found]
    return [Links(reader.label("kinds.reports"), anchor="reports", rows=rows)] if rows else []


def _participants(reader: Reader, record: Round) -> Block:
    """Return the states of a round with what is known of each."""
    title = reader.label("sicremi.participants")
    if not record.participants:
        return Links(title, anchor="states", empty=reader.label("sicremi.no_participants"))
    order = {country.id: place for place, country in enumerate(by_name(reader))}
    rows = [
        _participant(reader, record, item)
        for item in sorted(record.participants, key=lambda item: order.get(str(item.country), len(order)))
    ]
    columns = [
        reader.label("columns.country"),
        reader.label("columns.status"),
        reader.label("columns.institution"),
    ]
    columns += _columns(reader, "due", "came")
    return Table(title, anchor="states", columns=columns, rows=rows)


def _participant(reader: Reader, record: Round, item: Participant) -> list[Cell]:
    institution: list[Inline] = [reader.say(item.institution, record)] if item.institution else ["–"]
    if item.portal:
        institution += [" — ", reader.link(reader.find(item.portal, "portals"))]
    return [
        [reader.link(reader.find(item.country, "countries"))],
        reader.code(item.status),
        [*institution, *cited(reader, item.sources)],
        reader.wording.date(item.due) if item.due else "–",
        reader.wording.date(item.came) if item.came else "–",
    ]


def rounds(reader: Reader) -> list[Block]:
    """The rounds, newest first."""
    rows: list[list[Cell]] = []
    for record in _in_time(reader)[::-1]:
        mark = Badge(reader.code(record.status), _MARKS.get(record.status, "neutral"))
        document: Cell = [reader.link(reader.find(record.document, "documents"))] if record.document else "–"
        count = reader.wording.number(len(record.participants)) if record.participants else "–"
        when = reader.wording.date(record.date) if record.date else "–"
        rows.append([[reader.link(record), *marked([mark])], when, count, document])
    columns = [reader.label("sicremi.round"), reader.label("columns.date")]
    return [Table(columns=[*columns, *_columns(reader, "states", "report_document")], rows=rows)]


def _in_time(reader: Reader) -> list[Round]:
    return sorted(reader.catalogue.all(Round), key=lambda item: (item.date or "", item.id))


def network(reader: Reader) -> list[Block]:
    """The correspondents: every state by every round, as far as the sources say."""
    found = _in_time(reader)
    states = by_name(reader)
    rows: list[list[Cell | Sign]] = [
        [[reader.link(country)], *(_sign(reader, record, country.id) for record in found)]
        for country in states
    ]
    used = {str(item.status) for record in found for item in record.participants}
    used |= {"accepted"} if reader.catalogue.all(CountryReport) else set()
    statuses = [code for code in reader.catalogue.vocabulary["participant_statuses"] if code in used]
    legend = [
        (reader.label(f"sicremi.sign_{code}"), reader.code(code, "participant_statuses")) for code in statuses
    ]
    legend.append((reader.label("sicremi.sign_none"), reader.label("sicremi.said_none")))
    columns = [
        (reader.label("columns.country"), ""),
        *((_short(record), reader.link(record).href) for record in found),
    ]
    return [
        Matrix(
            reader.label("sicremi.network_heading"),
            anchor="network",
            intro=reader.label("sicremi.network_intro"),
            columns=columns,
            rows=rows,
            choices=[country_choice(reader, [country.id for country in states])],
            facets=[{"country": country.id} for country in states],
            legend=legend,
        )
    ]


def _short(record: Round) -> str:
    """Return what a round is called at the head of a column: the year in its id, which is that of its report."""
    return record.id.partition("-")[0]


def _sign(reader: Reader, record: Round, country: str) -> Sign:
    """Return what is known of a state in a round: its report, else what the sources say, with an institution."""
    item = next((item for item in record.participants if item.country == country), None)
    sent = any(
        (report.country, report.round) == (country, record.id)
        for report in reader.catalogue.all(CountryReport)
    )
    if item is None and not sent:
        return Sign(reader.label("sicremi.sign_none"), reader.label("sicremi.said_none"), "not_checked")
    status = "accepted" if sent or item is None else str(item.status)
    said = reader.code(status, "participant_statuses")
    if item and item.institution:
        said += f", {reader.say(item.institution, record)}"
    return Sign(reader.label(f"sicremi.sign_{status}"), said, _TONES.get(status, "signed"))


# Forms


def forms(reader: Reader) -> list[Block]:
    """The forms of the data request by state, in the reader's language, each with its size."""
    form = layout.template(reader.catalogue)
    if form is None:
        return [Links(empty=reader.label("sicremi.no_forms"))]
    rows, facets = list[list[Cell]](), list[dict[str, str]]()
    for country in by_name(reader):
        made = made_forms.made(reader.catalogue, country.id, reader.language)
        count = reader.wording.number(made[0].prefilled)
        rows.append([[reader.link(country)], *(_download(reader, country, item) for item in made), count])
        facets.append({"country": country.id})
    columns = [reader.label("columns.country"), *_columns(reader, "spreadsheet", "csv", "prefilled_count")]
    choices: list[Choice] = [country_choice(reader, [item["country"] for item in facets])]
    intro = reader.label("sicremi.forms_intro", edition=form.edition, tables=len(form.sheets))
    title = reader.label("sicremi.forms_heading")
    return [Table(title, "state-forms", intro, columns, rows, choices=choices, facets=facets)]


def _download(reader: Reader, country: Country, form: Form) -> Cell:
    size = reader.label(
        "sicremi.kilobytes", number=reader.wording.number(max(1, round(len(form.content) / 1000)))
    )
    kind = "spreadsheet_of" if form.kind == "xlsx" else "csv_of"
    name = reader.label(f"sicremi.{kind}", country=reader.title(country), size=size)
    return [Anchor(reader.href(form.path), form.kind.upper(), size, name=name)]
