"""Country reports: their figures, sources and notes, what a version changed, and what a state's page shows of them."""

from __future__ import annotations

from cam.figures import Cell as FigureCell
from cam.figures import Table as Figures
from cam.model.figures import CountryReport, ReportNote, RequestTable
from cam.model.law import Country
from cam.sicremi import layout
from cam.sicremi.revisions import before, in_time, newest, revisions
from cam.sicremi.words import FormWords
from cam.text import inside
from cam.views.blocks import Anchor, Block, Cell, Chart, Drawing, Group, Inline, Line, Links, Notice, Table
from cam.views.common import Parts
from cam.views.numbers import rows_of
from cam.views.reader import Reader

Row = tuple[str, str, str]
"""Category, sex, partner."""


def report(reader: Reader, record: CountryReport) -> Parts:
    """A country report: its figures by table, their sources and notes, and what it changed of the one before."""
    table = reader.catalogue.figures[record.id]
    present = [item for item in layout.ordered(reader.catalogue) if table.where(table=item.id)]
    csv = Anchor(reader.root_href(f"figures/{record.id}.csv"), f"{record.id}.csv")
    given: dict[str, list[Cell]] = {
        "country": [reader.link(reader.find(record.country, "countries"))],
        "round": [reader.link(reader.find(record.round, "rounds"))],
        "institution_known": [record.institution],
        "received": [reader.date(record.received)],
        "vintage": [str(record.vintage)],
        "edition_of": [record.edition],
        "figures_csv": [csv],
        "file": [record.file],
        "checksum": [record.sha256],
    }
    return Parts(
        facts=[(reader.label(f"sicremi.{name}"), values) for name, values in given.items()],
        blocks=[
            *[block for item in present for block in _table(reader, record, item, table)],
            *_notes(reader, record),
            _changes(reader, record),
            _versions(reader, record),
        ],
        reference=record.id,
    )


# Figures


def _rows_of_table(table: Figures, request: RequestTable) -> list[Row]:
    """Return the rows that a report has of a table, in the order of the form; countries by their newest figure."""
    held = table.where(table=request.id)
    rows = dict.fromkeys((row.key[1], row.key[2], row.key[3]) for row in held)
    newest_figure = {(row.key[1], row.key[2], row.key[3]): row.values[0] or 0 for row in held}
    order = ["total", *map(str, request.categories), "other"]
    return sorted(
        rows,
        key=lambda row: (
            order.index(row[0]) if row[0] in order else len(order),
            bool(row[2]),
            -newest_figure[row] if row[2] else 0,
            layout.SEXES.index(row[1]),
            row[2],
        ),
    )


def _table(reader: Reader, record: CountryReport, request: RequestTable, table: Figures) -> list[Block]:
    """Return the figures of a table with their source, and a chart of their totals where there are several years."""
    years = sorted({row.key[4] for row in table.where(table=request.id)})
    words = FormWords(reader.catalogue, reader.language)
    rows: list[list[Cell]] = []
    for row in _rows_of_table(table, request):
        cells = [table.cell("value", request.id, *row, year) for year in years]
        texts = [
            _figure(reader, record, (request.id, *row, year), cell)
            for year, cell in zip(years, cells, strict=True)
        ]
        rows.append([row_said(words, request, row), *texts, rows_of(reader, cells)])
    title = f"{request.code}. {reader.title(request)}"
    figures = Table(
        title,
        anchor=request.id,
        intro=reader.label("sicremi.signs"),
        columns=[reader.label("sicremi.row"), *years, reader.label("sicremi.csv_row")],
        rows=rows,
        numbers=True,
        credit=_credit(reader, record, request),
    )
    return [*_chart(reader, record, request, table, title), figures]


def _figure(reader: Reader, record: CountryReport, key: tuple[str, ...], cell: FigureCell) -> str:
    """Return a figure, its sign, or nothing; with a star where it was left as it was filled in."""
    if cell.value is None:
        return cell.sign
    text = reader.wording.fixed(cell.value, 0)
    table, category, sex, _, year = key
    return f"{text}*" if f"{table}/{category}/{sex}/{year}" in record.taken_over and not key[3] else text


def row_said(words: FormWords, request: RequestTable, row: Row) -> str:
    """Return what a row is about: its category, sex and country."""
    category, sex, partner = row
    parts = [words.wording.code(category, "request_categories")]
    if partner:
        parts = [words.names.get(partner, partner.upper())]
    elif category == "other" and request.origins:
        parts = [words.label("sicremi.other_countries")]
    if "sex" in request.by and sex != "total":
        parts.append(words.label(f"sicremi.sex_{sex}"))
    return ", ".join(parts)


def _credit(reader: Reader, record: CountryReport, request: RequestTable) -> list[Inline]:
    """Return the line below a table: its source in the correspondent's words, its coverage, what the star says."""
    line: list[Inline] = []
    source = next((item for item in record.table_sources if item.table == request.id), None)
    if source:
        named = ", ".join(
            filter(None, (source.text, source.institution, inside(reader.code(source.kind_of_source))))
        )
        line.append(f"{reader.label('sicremi.report_source')}{reader.label('formats.colon')}{named}.")
        if source.coverage:
            line.append(
                f" {reader.label('sicremi.report_coverage')}{reader.label('formats.colon')}{source.coverage}."
            )
    if any(item.startswith(f"{request.id}/") for item in record.taken_over):
        line += [" ", reader.label("sicremi.kept")]
    return line


def _chart(
    reader: Reader, record: CountryReport, request: RequestTable, table: Figures, title: str
) -> list[Block]:
    """Return a chart of a table's totals by year; nothing where fewer than three years have one."""
    words = FormWords(reader.catalogue, reader.language)
    heads = [row for row in _rows_of_table(table, request) if row[1] == "total" and not row[2]]
    heads = [row for row in heads if row[0] == "total"] or heads
    apart = {str(item.category) for item in request.apart}
    drawn = [row for row in heads if row[0] not in apart and row[0] != "other"]
    years = sorted({row.key[4] for row in table.where(table=request.id)})
    lines = [
        Line(
            row_said(words, request, row),
            tuple((int(year), table.cell("value", request.id, *row, year).value) for year in years),
        )
        for row in drawn
    ]
    lines = [line for line in lines if sum(value is not None for _, value in line.points) > 2]
    if not lines:
        return []
    unit = reader.code(request.unit)
    drawing = Drawing("lines", reader.wording.number_signs, unit, tuple(lines), 0, request.nature == "stock")
    said = " ".join(_line_said(reader, line) for line in lines)
    state = reader.title(reader.find(record.country, "countries"))
    name = f"{state}{reader.label('formats.colon')}{title}"
    known = [year for line in lines for year, value in line.points if value is not None]
    description = f"{name}. " + reader.label(
        "figures.chart_said", start=min(known), end=max(known), lines=said
    )
    return [
        Chart(
            name,
            anchor=f"{request.id}-chart",
            drawing=drawing,
            description=description,
            credit=_credit(reader, record, request),
            table=Anchor(f"#{request.id}", reader.label("figures.as_table")),
        )
    ]


def _line_said(reader: Reader, line: Line) -> str:
    known = [(year, value) for year, value in line.points if value is not None]
    (first_year, first), (last_year, last) = known[0], known[-1]
    return reader.label(
        "figures.line_said", name=line.name, first=reader.wording.fixed(first, 0), first_year=first_year,
        last=reader.wording.fixed(last, 0), last_year=last_year,
    )  # fmt: skip


# Notes, revisions, versions


def _notes(reader: Reader, record: CountryReport) -> list[Block]:
    """Return the notes of the correspondent, each with the table, row and year that it is about."""
    words = FormWords(reader.catalogue, reader.language)
    lines: list[list[Inline]] = [
        [f"{_about(reader, words, note)}{reader.label('formats.colon')}", reader.say(note.text, record)]
        for note in record.report_notes
    ]
    return (
        [Notice(reader.label("sicremi.notes_heading"), anchor="report-notes", lines=lines)] if lines else []
    )


def _about(reader: Reader, words: FormWords, note: ReportNote) -> str:
    request = reader.catalogue.get(RequestTable, note.table)
    parts = [request.code]
    if note.category:
        parts.append(row_said(words, request, (str(note.category), note.sex or "total", note.partner or "")))
    return ", ".join([*parts, *([str(note.year)] if note.year else [])])


def _changes(reader: Reader, record: CountryReport) -> Block:
    """Return every figure that this version gives otherwise than the one before."""
    title, last = reader.label("sicremi.revisions"), before(reader.catalogue, record)
    if last is None:
        return Links(title, anchor="revisions", empty=reader.label("sicremi.first_version"))
    found = revisions(reader.catalogue, record)
    if not found:
        return Links(title, anchor="revisions", empty=reader.label("sicremi.nothing_changed"))
    words = FormWords(reader.catalogue, reader.language)
    rows: list[list[Cell]] = []
    for item in found:
        request = reader.catalogue.get(RequestTable, item.table)
        about = f"{request.code}, {row_said(words, request, (item.category, item.sex, item.partner))}"
        cells = [item.old, item.new]
        rows.append([about, str(item.year), *(plain(reader, cell) for cell in cells), _percent(reader, *cells),
                     rows_of(reader, cells)])  # fmt: skip
    names = ("figure", "year", "before", "now", "change", "csv_row")
    columns = [reader.label(f"sicremi.{name}") for name in names]
    return Table(title, "revisions", "", columns, rows, numbers=True, credit=[reader.link(last)])


def plain(reader: Reader, cell: FigureCell) -> str:
    """Return a figure, its sign, or a dash."""
    if cell.value is None:
        return cell.sign or "–"
    return reader.wording.fixed(cell.value, 0)


def _percent(reader: Reader, old: FigureCell, new: FigureCell) -> str:
    if not old.value or new.value is None:
        return "–"
    return reader.wording.percent(100 * (new.value - old.value) / old.value)


def _versions(reader: Reader, record: CountryReport) -> Block:
    """Return every report of the state, newest first."""
    lines: list[list[Inline]] = [
        [reader.link(item), " — ", reader.date(item.received)]
        for item in reversed(in_time(reader.catalogue, str(record.country)))
    ]
    return Links(reader.label("sicremi.versions"), anchor="versions", rows=lines)


def reports(reader: Reader) -> list[Block]:
    """The country reports, the newest of each state first; a plain sentence where there is none."""
    found = reader.catalogue.all(CountryReport)
    if not found:
        way = Anchor(reader.href("sicremi/take-part/"), reader.label("sicremi.take_part"))
        return [Notice(lines=[[reader.label("sicremi.no_reports"), " ", way]])]
    rows: list[list[Cell]] = []
    for item in sorted(found, key=lambda item: (item.received, item.id), reverse=True):
        tables = len({row.key[0] for row in reader.catalogue.figures[item.id].rows})
        rows.append([[reader.link(item)], reader.wording.date(item.received), item.institution,
                     reader.wording.number(tables)])  # fmt: skip
    columns = [reader.label("kind_one.reports"), reader.label("sicremi.received"), reader.label("columns.institution"),
               reader.label("kinds.tables")]  # fmt: skip
    return [Table(columns=columns, rows=rows)]


def report_blocks(reader: Reader, country: Country) -> list[Block]:
    """What a state's page shows of its newest report: the newest total of each table. Nothing without a report."""
    record = newest(reader.catalogue, country.id)
    table = reader.catalogue.figures.get(record.id) if record else None
    if record is None or table is None:
        return []
    words = FormWords(reader.catalogue, reader.language)
    rows: list[list[Cell]] = []
    for request in layout.ordered(reader.catalogue):
        for row in _rows_of_table(table, request):
            cells = [(item.key[4], table.cell("value", *item.key)) for item in table.where(table=request.id)
                     if (item.key[1], item.key[2], item.key[3]) == row]  # fmt: skip
            known = [(year, cell) for year, cell in cells if cell.value is not None]
            if known and _is_head(request, row):
                year, cell = known[-1]
                href = f"{reader.href(f'reports/{record.id}/')}#{request.id}"
                name = row_said(words, request, row)
                rows.append(
                    [
                        [Anchor(href, reader.title(request))],
                        name,
                        year,
                        plain(reader, cell),
                        rows_of(reader, [cell]),
                    ]
                )
    names = ("table", "row", "year", "figure", "csv_row")
    columns = [reader.label(f"sicremi.{name}") for name in names]
    title, intro = reader.label("sicremi.key_figures"), reader.label("sicremi.key_figures_intro")
    whole = Links(rows=[[reader.link(record)]])
    return (
        [Group(title, "report", intro, [Table(columns=columns, rows=rows, numbers=True), whole])]
        if rows
        else []
    )


def _is_head(request: RequestTable, row: Row) -> bool:
    """Return whether a row is a total: of the table, or of each category where a table has no total of its own."""
    category, sex, partner = row
    if sex != "total" or partner or category == "other":
        return False
    return category == "total" or not request.has_total or len(request.categories) == 1
