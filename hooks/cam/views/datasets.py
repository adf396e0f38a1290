"""The tables of figures: what each counts, who made it, and where to get it."""

from __future__ import annotations

from cam.figures import Table as Figures
from cam.model.figures import Dataset, Edition, Measure
from cam.store import Catalogue
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Prose, Table
from cam.views.common import Parts, doubt, marked, outside, sure
from cam.views.filters import sort_key
from cam.views.reader import Reader
from cam.views.revisions import revisions

_STATES = ("country", "origin", "destination")
"""The key columns that hold states."""

_LISTS = {"side": "figure_sides"}
"""The key columns that hold the codes of a list."""


def credit(reader: Reader, *dataset_ids: str) -> list[Inline]:
    """Return the line to print under a table or chart: who made the figures, their licence, and what this site did."""
    known = reader.catalogue.records["datasets"]
    found = [known[identity] for identity in dict.fromkeys(dataset_ids) if identity in known]
    line: list[Inline] = []
    for record in found:
        if isinstance(record, Dataset):
            line += [
                reader.label("datasets.between") if line else f"{reader.label('datasets.source')} ",
                *_credited(reader, record),
            ]
    given = [record for record in found if isinstance(record, Dataset)]
    cautions = [reader.say(record.caution, record) for record in given if record.caution]
    said = [part for caution in dict.fromkeys(cautions) for part in (caution, " ")]
    return [*line, ". ", *said, reader.label("datasets.selection")] if line else []


def producers(reader: Reader, *dataset_ids: str, licensed: bool = False) -> str:
    """Return who made the figures of several tables, each producer once, where there is no room for more.

    Where the line leaves this site it is to be `licensed`: each producer with the licence of its figures.
    """
    known = [record for record in reader.catalogue.all(Dataset) if record.id in dataset_ids]
    names = dict.fromkeys(
        str(reader.say(record.producer, record)) + (f" ({_licence(reader, record)})" if licensed else "")
        for record in known
    )
    return f"{reader.label('datasets.source')} {reader.wording.list(names)}. " if names else ""


def _credited(reader: Reader, record: Dataset) -> list[Inline]:
    """Return producer, title with a link, and licence of a table; it is said where the licence is not confirmed."""
    return [
        reader.say(record.producer, record),
        ", ",
        reader.link(record),
        f" ({_licence(reader, record)})",
    ]


def _licence(reader: Reader, record: Dataset) -> str:
    licence = str(record.licence)
    return reader.label("datasets.licence_unsure", licence=licence) if "licence" in record.unsure else licence


def csv_of(catalogue: Catalogue, identity: str) -> bytes:
    """Return the file of a table as it is kept, so that the numbers of its lines are those that pages name."""
    return (catalogue.root / "data" / "figures" / f"{identity}.csv").read_bytes()


def download(reader: Reader, record: Dataset) -> Anchor:
    """Return the link to a table's file with its size and its number of rows."""
    size = max(1, round(len(csv_of(reader.catalogue, record.id)) / 1000))
    rows = reader.count("datasets.rows", len(reader.catalogue.figures[record.id].rows))
    note = reader.label("datasets.size", size=reader.wording.number(size), rows=rows)
    return Anchor(
        reader.root_href(f"figures/{record.id}.csv"),
        f"{record.id}.csv",
        note,
        name=f"{record.id}.csv, {note}",
    )


def dataset(reader: Reader, record: Dataset) -> Parts:
    """A table of figures: its maker and licence, its columns, its gaps, and what it changed of the edition before."""
    table = reader.catalogue.figures[record.id]
    note = record.licence_note
    return Parts(
        facts=_facts(reader, record, table),
        blocks=[
            _columns(reader, record),
            _filled(reader, record, table),
            *revisions(reader, record, credit),
            *([Prose(_heading(reader, "licence"), "licence", paragraphs=[reader.say(note, record)])] if note else []),
        ],
        marks=[Badge(reader.label("datasets.replaced"), "warn")] if _followers(reader, record) else [],
    )  # fmt: skip


def _heading(reader: Reader, name: str) -> str:
    return reader.label(f"datasets.{name}_heading")


def _facts(reader: Reader, record: Dataset, table: Figures) -> list[tuple[str, list[Cell]]]:
    """Return who made a table, when, under which licence, of what, and the way to its file."""
    natures = dict.fromkeys(reader.code(measure.nature) for measure in record.measures)
    earlier = [record.replaces] if record.replaces else []
    given: dict[str, list[Cell | None]] = {
        "download": [download(reader, record)],
        "producer": [reader.say(record.producer, record)],
        "release": [record.release],
        "released": [reader.date(record.released)] if record.released else [],
        "licence": sure(reader, record, "licence", [record.licence]),
        "nature": list(natures),
        "reference": [reader.say(record.reference, record)],
        "years": [years_said(table)],
        "states": [_states_said(reader, table)],
        "replaces": list(reader.links(earlier, "datasets")),
        "replaced_by": [reader.link(item) for item in _followers(reader, record)],
        "editions": [reader.link(item) for item in reader.catalogue.referring(record, Edition, "datasets")],
        "page": [outside(record.address)],
        "read_at": [reader.say(record.read_at, record)],
    }
    return [row for name, values in given.items() for row in _fact(reader, name, values)]


def _fact(reader: Reader, name: str, values: list[Cell | None]) -> list[tuple[str, list[Cell]]]:
    known = [value for value in values if value]
    return [(reader.label(f"datasets.{name}"), known)] if known else []


def _followers(reader: Reader, record: Dataset) -> list[Dataset]:
    """Return the editions that replace this one."""
    return [item for item in reader.catalogue.all(Dataset) if item.replaces == record.id]


def years_said(table: Figures) -> str:
    """Return the years of a table: from – to where none is left out, else each."""
    found = table.column("year")
    if len(found) > 2 and int(found[-1]) - int(found[0]) == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return ", ".join(found)


def _states_said(reader: Reader, table: Figures) -> str:
    """Return how many states have a row, and the names of those that have none."""
    used = {code for name in table.keys if name in _STATES for code in table.column(name)}
    every = sorted(reader.catalogue.records["countries"], key=lambda code: sort_key(reader, code))
    lacking = [str(reader.title(reader.find(code, "countries"))) for code in every if code not in used]
    text = reader.label("datasets.states_said", found=len(used), all=len(every))
    names = reader.wording.list(lacking)
    return text + reader.label("datasets.states_lacking", names=names) if lacking else text


def _columns(reader: Reader, record: Dataset) -> Table:
    """Return the table of a table's columns: name, label, unit, nature, definition."""
    codes = [(str(key), _LISTS.get(key, "")) for key in record.keys]
    codes += [(str(name), f"figure_{name}") for name in record.attributes]
    rows: list[list[Cell]] = [
        [name, _key_said(reader, record, name), "", "", _codes_said(reader, name, vocabulary)]
        for name, vocabulary in codes
    ]
    rows += [_measure(reader, record, measure) for measure in record.measures]
    columns = [
        reader.label(f"datasets.{name}") for name in ("column", "label", "unit", "nature", "definition")
    ]
    return Table(
        _heading(reader, "columns"), "columns", reader.label("datasets.columns_intro"), columns, rows
    )


def _key_said(reader: Reader, record: Dataset, name: str) -> str:
    """Return what a column that holds no figure is about."""
    return reader.code(name, "figure_keys" if name in record.keys else "figure_attributes")


def _measure(reader: Reader, record: Dataset, measure: Measure) -> list[Cell]:
    definition: list[Inline] = [reader.say(measure.definition, record)] if measure.definition else []
    if measure.zero_unsure:
        definition += [" ", reader.label("datasets.zero_unsure")]
    label = reader.say(measure.label, record)
    return [measure.code, label, reader.code(measure.unit), reader.code(measure.nature), definition]


def _codes_said(reader: Reader, column: str, vocabulary: str) -> str:
    """Return what stands in a column of codes: the codes with their words, or in words what kind of code it is."""
    if not vocabulary:
        return reader.label("datasets.year_codes" if column == "year" else "datasets.state_codes")
    codes = reader.catalogue.vocabulary.get(vocabulary, {})
    colon = reader.label("formats.colon")
    said = (f"{code}{colon}{reader.code(code, vocabulary)}" for code in codes if code != column)
    return reader.label("datasets.between").join(said)


def _filled(reader: Reader, record: Dataset, table: Figures) -> Table:
    """Return how many cells of each measure hold a figure, and of which years."""
    rows: list[list[Cell]] = []
    for place, measure in enumerate(record.measures):
        values = [(row.key[table.keys.index("year")], row.values[place]) for row in table.rows]
        known = sorted((year, value) for year, value in values if value is not None)
        span = f"{known[0][0]}–{known[-1][0]}" if known else "–"
        zeros = sum(1 for _, value in known if not value)
        counts = [len(known), len(values) - len(known), zeros]
        rows.append([reader.say(measure.label, record), span, *map(reader.wording.number, counts)])
    columns = [reader.label(f"datasets.{name}") for name in ("label", "years", "figures", "empty", "zeros")]
    return Table(
        _heading(reader, "filled"),
        anchor="filled",
        intro=reader.count("datasets.filled_intro", len(table.rows)),
        columns=columns,
        rows=rows,
        numbers=True,
    )


def datasets(reader: Reader) -> list[Block]:
    """The tables of figures: those in use, then the editions that others replaced."""
    found = sorted(reader.catalogue.all(Dataset), key=lambda item: (bool(_followers(reader, item)), item.id))
    rows: list[list[Cell]] = [
        _entry(reader, record) for record in found if record.id in reader.catalogue.figures
    ]
    names = ("title", "producer", "years", "licence", "download")
    return [Table(columns=[reader.label(f"datasets.{name}") for name in names], rows=rows)]


def _entry(reader: Reader, record: Dataset) -> list[Cell]:
    followed = [Badge(reader.label("datasets.replaced"), "warn")] if _followers(reader, record) else []
    return [
        [reader.link(record), *marked(followed)],
        reader.say(record.producer, record),
        years_said(reader.catalogue.figures[record.id]),
        [record.licence, *marked(doubt(reader, record, "licence"))],
        [download(reader, record)],
    ]
