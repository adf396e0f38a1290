"""The states by map, by list, and side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from cam.indicators import latest
from cam.model.directory import Portal
from cam.model.law import Country, Law, Treaty
from cam.model.map import Map
from cam.views.blocks import Anchor, Block, Cell, Inline, Table
from cam.views.common import doubt, marked
from cam.views.countries import NATIONAL, national_portals
from cam.views.figures import HEADLINES
from cam.views.filters import by_name
from cam.views.numbers import full
from cam.views.reader import Reader
from cam.views.treaties import Sign, confirmed_status, in_time, sign, status_of


@dataclass(frozen=True)
class Shape:
    """A state on the map: its link, outlines and markers. `in_inset`: the link in the inset is the one for keys."""

    code: str
    name: str
    href: str
    outline: str
    marker: list[float]
    inset_outline: str
    inset_marker: list[float]
    label: list[float]
    in_inset: bool


@dataclass(frozen=True)
class MapBlock(Block):
    """The map of the Americas, each state a link."""

    template = "map"
    drawing: Map | None = None
    shapes: list[Shape] = field(default_factory=list)


def index(reader: Reader) -> list[Block]:
    """The states by map and by list."""
    rows = [_index_row(reader, country) for country in by_name(reader)]
    columns = [
        reader.label(f"columns.{name}")
        for name in ("country", "membership", "instruments", "treaties", "portals", "brief")
    ]
    return [
        *_map(reader),
        Table(reader.label("headings.states"), anchor="states", columns=columns, rows=rows, filter=True),
    ]


def _index_row(reader: Reader, record: Country) -> list[Cell]:
    catalogue = reader.catalogue
    number = reader.wording.number
    party = sum(1 for treaty in catalogue.all(Treaty) if confirmed_status(treaty, record.id) == "party")
    return [
        [reader.link(record)],
        [reader.code(record.membership)],
        number(len(catalogue.referring(record, Law, "country"))),
        number(party),
        number(len(national_portals(reader, record))),
        [Anchor(reader.href(f"countries/{record.id}/brief/"), reader.label("countries.brief"),
                name=reader.label("countries.brief_title", country=str(reader.title(record))))],
    ]  # fmt: skip


def _map(reader: Reader) -> list[Block]:
    drawing = reader.catalogue.map
    if drawing is None:
        return []
    return [
        MapBlock(
            reader.label("headings.map"),
            anchor="map",
            intro=reader.label("notes.map"),
            drawing=drawing,
            shapes=shapes(reader, drawing),
        )
    ]


def shapes(reader: Reader, drawing: Map) -> list[Shape]:
    """Return the states as the map shows them, in alphabetical order."""
    return [
        Shape(
            record.id.upper(),
            str(reader.title(record)),
            reader.link(record).href,
            drawing.shapes.get(record.id, ""),
            list(drawing.markers.get(record.id, [])),
            drawing.inset_shapes.get(record.id, ""),
            list(drawing.inset_markers.get(record.id, [])),
            list(drawing.inset_labels.get(record.id, [])),
            record.id in drawing.inset_labels,
        )
        for record in by_name(reader)
    ]


@dataclass(frozen=True)
class Compare(Block):
    """Records side by side: one column each, all of them without a script, two or three chosen with it.

    `parameter` is where the address keeps the choice; `numbered` and `differs` are labels: of a field, of the bar.
    """

    template = "compare"
    columns: list[tuple[str, Anchor]] = field(default_factory=list)
    parameter: str = "states"
    name: str = ""
    numbered: str = "countries.state_number"
    differs: str = "countries.differs"
    groups: list[tuple[str, list[tuple[Inline, list[Cell | Sign]]]]] = field(default_factory=list)


def compare(reader: Reader) -> list[Block]:
    """Every state in a column; the rows are what can be compared."""
    states = by_name(reader)
    return [
        Compare(
            columns=[(state.id, reader.link(state)) for state in states],
            name=reader.label("countries.compare"),
            groups=[
                (reader.label("headings.membership"), _compare_membership(reader, states)),
                (reader.label("figures.headline_title"), _compare_figures(reader, states)),
                (reader.label("headings.treaties"), _compare_treaties(reader, states)),
                (reader.label("headings.laws"), _compare_laws(reader, states)),
                (reader.label("headings.portals"), _compare_portals(reader, states)),
            ],
        )
    ]


CompareRow = tuple[Inline, list[Cell | Sign]]


def _compare_membership(reader: Reader, states: list[Country]) -> list[CompareRow]:
    return [
        (reader.label("fields.status"), [reader.code(state.membership) for state in states]),
        (reader.label("fields.charter_since"), [reader.wording.date(state.since) for state in states]),
    ]


def _compare_figures(reader: Reader, states: list[Country]) -> list[CompareRow]:
    """Return the newest of the main figures, each with its year and the way to its row."""
    return [
        (
            reader.code(name, "indicators"),
            [_newest_figure(reader, state, name, table) for state in states],
        )
        for name, table in HEADLINES
    ]


def _newest_figure(reader: Reader, state: Country, name: str, table: str) -> Cell:
    found = latest(reader.catalogue, name, state.id)
    if not found:
        return reader.label("figures.none")
    year, cell = found
    href = reader.href(f"countries/{state.id}/figures/") + f"#{table}-{year}"
    return [Anchor(href, full(reader, name, cell)), f" ({year})"]


def _compare_treaties(reader: Reader, states: list[Country]) -> list[CompareRow]:
    return [
        (
            Anchor(reader.link(treaty).href, reader.say(treaty.short, treaty)),
            [_compared_standing(reader, treaty, state) for state in states],
        )
        for treaty in in_time(reader)
    ]


def _compared_standing(reader: Reader, treaty: Treaty, state: Country) -> Sign:
    """Return a state's sign in the table of treaties, with words instead of a dash or a letter."""
    found = sign(reader, treaty, state.id)
    if found.tone in ("party", "recalled"):
        return found
    return Sign(reader.code(status_of(treaty, state.id), "treaty_statuses"), found.said, found.tone)


def _compare_laws(reader: Reader, states: list[Country]) -> list[CompareRow]:
    """Return how many instruments are held per topic; “none held” does not say that there is none."""
    held = [reader.catalogue.referring(state, Law, "country") for state in states]
    rows: list[CompareRow] = []
    for code in reader.catalogue.vocabulary["law_topics"]:
        cells: list[Cell | Sign] = [_counted(reader, laws, code) for laws in held]
        rows.append((reader.code(code, "law_topics"), cells))
    return rows


def _counted(reader: Reader, laws: list[Law], code: str) -> str:
    """Return how many instruments on a topic are held, and of how many the title is only remembered."""
    held = [law for law in laws if code in law.topics]
    remembered = sum(1 for law in held if "title" in law.unsure)
    if not held:
        return reader.label("marks.none_held")
    said = reader.wording.number(len(held))
    if remembered:
        unsure = reader.label("marks.unsure").lower() + reader.label("formats.colon")
        said += f" ({unsure}{reader.wording.number(remembered)})"
    return said


def _compare_portals(reader: Reader, states: list[Country]) -> list[CompareRow]:
    held = [national_portals(reader, state) for state in states]
    return [
        (reader.code(code, "portal_types"), [_named(reader, portals, code) for portals in held])
        for code in NATIONAL
    ]


def _named(reader: Reader, portals: list[Portal], code: str) -> Cell:
    parts: list[Inline] = []
    for portal in portals:
        if portal.type == code:
            name = Anchor(reader.link(portal).href, portal.acronym or reader.title(portal))
            parts += [*([" · "] if parts else []), name, *marked(doubt(reader, portal, "title"))]
    return parts or reader.label("marks.none_held")
