"""Pages and lists of legal instruments: their chain, their time, their coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cam.model import PartialDate, Record
from cam.model.cooperation import Practice
from cam.model.law import Country, Law
from cam.succession import PARTLY, WHOLE
from cam.text import Words
from cam.validity import changes, steps
from cam.views.blocks import Anchor, Badge, Block, Cell, Choice, Event, Inline, Links, Moment, Table, Timeline
from cam.views.common import Parts, doubt, fact, links, marked, outside, sure
from cam.views.filters import by_name, code_choice, country_choice, search_choice, sort_key, year_choices
from cam.views.programs import programs_naming
from cam.views.reader import Reader
from cam.views.treaties import Matrix, Sign

_TONES = {"in_force": "good", "in_force_when_seen": "good", "replaced": "neutral", "ended": "neutral"}
_PARTS = {WHOLE: "", PARTLY: "_partly"}
"""What the label of a link between a law and the one that it replaces ends in, by the key that says so."""


def law(reader: Reader, record: Law) -> Parts:
    """An instrument: its own title and number, its dates, its force and the chain of what it replaced."""
    catalogue = reader.catalogue
    return Parts(
        facts=[
            *fact(reader, "country", reader.links([record.country], "countries")),
            *fact(reader, "official_title", _sure_title(reader, record)),
            *fact(reader, "number", sure(reader, record, "number", [record.number])),
            *fact(reader, "date", sure(reader, record, "date", _said(reader, record.date))),
            *fact(reader, "published", sure(reader, record, "published", _said(reader, record.published))),
            *fact(reader, "valid_from", sure(reader, record, "valid_from", _said(reader, record.valid_from))),
            *fact(reader, "valid_to", sure(reader, record, "valid_to", _said(reader, record.valid_to))),
            *fact(reader, "status", sure(reader, record, "status", [reader.code(record.status)])),
            *fact(
                reader, "status_note", [reader.say(record.status_note, record)] if record.status_note else []
            ),
            *fact(
                reader,
                "topics",
                sure(reader, record, "topics", [topic(reader, item) for item in record.topics]),
            ),
            *fact(reader, "official_address", [outside(record.address)] if record.address else []),
        ],
        blocks=[
            *_chain(reader, record),
            *programs_naming(reader, record, "legal_basis"),
            *links(reader, "practices", catalogue.referring(record, Practice, "laws")),
        ],
        marks=[Badge(reader.code(record.type)), *doubt(reader, record, "title")],
        reference=record.number or "",
    )


def _said(reader: Reader, date: PartialDate | None) -> list[Inline]:
    return [reader.date(date)] if date else []


def official_title(reader: Reader, record: Law) -> Words | None:
    """Return the title in the language of the instrument, where the reader does not have it as the page's title."""
    if record.official_title:
        return Words(record.official_title, record.original)
    if record.original in (reader.language, "") or record.original not in record.title:
        return None
    return Words(record.title[record.original], record.original)


def _sure_title(reader: Reader, record: Law) -> list[Cell | None]:
    key = "official_title" if record.official_title else "title"
    return sure(reader, record, key, [official_title(reader, record)])


def topic(reader: Reader, code: str) -> Anchor:
    """Return a topic as a link to the list of instruments on it."""
    return Anchor(reader.href(f"laws/?topic={code}"), reader.code(code, "law_topics"))


def _chain(reader: Reader, record: Law) -> list[Block]:
    """Return what the instrument carries out, what amended and replaced it, and what it did so to."""
    catalogue = reader.catalogue
    ahead = {"implements": [record.implements] if record.implements else [], "amended_by": record.amended_by}
    rows: list[list[Inline]] = []
    for name, references in ahead.items():
        rows += [_step(reader, name, reader.find(item, "laws"), record, name) for item in references]
    for way, part in _PARTS.items():
        for other in catalogue.referring(record, Law, way):
            says = (record, "replaced_by") if other.id == record.replaced_by else (other, way)
            rows.append(_step(reader, f"replaced_by{part}", other, *says))
    for name in ahead:
        rows += [
            _step(reader, f"{name}_this", other, other, name)
            for other in catalogue.referring(record, Law, name)
        ]
    for way, part in _PARTS.items():
        label = f"replaced_by_this{part}"
        rows += [
            _step(reader, label, reader.find(item, "laws"), record, way) for item in getattr(record, way)
        ]
    return [Links(reader.label("headings.chain"), anchor="chain", rows=rows)] if rows else []


def _step(reader: Reader, label: str, other: Record, holder: Law, key: str) -> list[Inline]:
    """Return one link of the chain; `holder` is the record that says so under `key`."""
    marks = marked(doubt(reader, holder, key))
    date = other.date if isinstance(other, Law) else None
    when: list[Inline] = [f" ({reader.wording.date(date)})"] if date else []
    return [f"{reader.label(f'chain.{label}')} ", reader.link(other), *when, *marks]


def laws(reader: Reader) -> list[Block]:
    """Every instrument, to be narrowed by words, state, kind, topic, status, years, and a day."""
    records = in_order(reader, reader.catalogue.all(Law))
    columns = [
        reader.label(f"columns.{name}")
        for name in ("instrument", "country", "kind", "topics", "date", "status")
    ]
    choices = [
        search_choice(reader),
        country_choice(reader, {record.country for record in records}),
        code_choice(reader, "type", "law_types", {record.type for record in records}),
        code_choice(reader, "topic", "law_topics", {item for record in records for item in record.topics}),
        code_choice(reader, "status", "law_statuses", {record.status for record in records}),
        *year_choices(reader, {record.date[:4] for record in records if record.date}),
        Choice("day", reader.label("fields.in_force_on"), form="day", key="when"),
    ]
    return [
        Table(
            columns=columns,
            rows=[_law_row(reader, record) for record in records],
            choices=choices,
            facets=[_law_facets(reader, record) for record in records],
        )
    ]


def in_order(reader: Reader, records: Iterable[Law]) -> list[Law]:
    """Return instruments by state in the reader's language, newest first within a state."""
    newest = sorted(records, key=lambda record: (record.date or "", record.id), reverse=True)
    return sorted(newest, key=lambda record: sort_key(reader, record.country))


def _law_row(reader: Reader, record: Law) -> list[Cell]:
    return [
        _named(reader, record),
        [reader.link(reader.find(record.country, "countries"))],
        reader.code(record.type),
        [", ".join(reader.code(item) for item in record.topics), *marked(doubt(reader, record, "topics"))],
        [*_said(reader, record.date), *marked(doubt(reader, record, "date"))] or "—",
        [
            _status(reader, record),
            *marked(doubt(reader, record, "status")),
            " ",
            Badge(reader.label("marks.uncertain_then"), "uncertain"),
        ],
    ]


def _named(reader: Reader, record: Law) -> list[Inline]:
    """Return a link to an instrument and its number, marked where either is only remembered."""
    number = [f" ({record.number})"] if record.number else []
    return [reader.link(record), *number, *marked(doubt(reader, record, "title", "number"))]


def _status(reader: Reader, record: Law) -> Badge:
    tone = "warn" if "status" in record.unsure else _TONES.get(record.status, "warn")
    return Badge(reader.code(record.status), tone)


def _law_facets(reader: Reader, record: Law) -> dict[str, str]:
    return {
        "country": str(record.country),
        "type": str(record.type),
        "topic": " ".join(record.topics),
        "status": str(record.status),
        "year": (record.date or "")[:4],
        "when": " ".join(f"{day}:{answer}" for day, answer in steps(reader.catalogue, record)),
    }


def law_timeline(reader: Reader, country: Country | None = None) -> list[Block]:
    """What began and ended, year by year, to be narrowed to the time between two years; of one state or of all."""
    catalogue = reader.catalogue
    records = catalogue.referring(country, Law, "country") if country else catalogue.all(Law)
    found: list[tuple[str, str, str, Event]] = []
    for record in records:
        for year, what in changes(catalogue, record):
            found.append((year, what, record.id, _change(reader, record, year, what, country is None)))
    events = [event for *_, event in sorted(found, key=lambda item: item[:3])]
    if not events:
        return []
    choices = year_choices(reader, {year for year, *_ in found})
    if country is None:
        choices.insert(0, country_choice(reader, {record.country for record in records}))
    title = reader.label("headings.law_timeline") if country else ""
    return [Timeline(title, anchor="timeline" if country else "", events=events, choices=choices)]


def _change(reader: Reader, record: Law, year: str, what: str, name_state: bool) -> Event:
    marks = [Badge(reader.label(f"marks.{what}"), "good" if what == "begins" else "neutral")]
    if name_state:
        marks.append(Badge(str(reader.title(reader.find(record.country, "countries")))))
    known = doubt(reader, record, "title", "date", "status", *(("replaced_by",) if what == "ends" else ()))
    facets = {"year": year, "country": str(record.country)}
    when = Moment(year, year)
    return Event(
        when,
        [reader.link(record), *marked(known)],
        None,
        marks,
        facets=facets,
    )


def coverage(reader: Reader) -> list[Block]:
    """How many instruments are held per state and topic, when that was looked through, what is known to be missing."""
    catalogue = reader.catalogue
    topics = list(catalogue.vocabulary["law_topics"])
    held: dict[str, Counter[str]] = {}
    for record in catalogue.all(Law):
        held.setdefault(str(record.country), Counter()).update(str(item) for item in record.topics)
    columns = [reader.label("columns.country"), *(reader.code(item, "law_topics") for item in topics)]
    columns += [reader.label("columns.reviewed"), reader.label("columns.missing")]
    rows: list[list[Cell | Sign]] = []
    for country in by_name(reader):
        counts = held.get(country.id, Counter())
        cells: list[Cell | Sign] = [_held(reader, country, item, counts[item]) for item in topics]
        missing: Cell = reader.wording.number(len(country.laws_missing)) if country.laws_missing else "—"
        rows.append([[reader.link(country)], *cells, [reader.date(country.laws_reviewed)], missing])
    gaps: list[list[Inline]] = [
        [reader.link(country), reader.label("formats.colon"), reader.say(text, country)]
        for country in by_name(reader)
        for text in country.laws_missing
    ]
    return [
        Matrix(reader.label("headings.by_topic"), anchor="coverage", intro=reader.label("notes.coverage"),
               columns=[(column, "") for column in columns], rows=rows),
        Links(reader.label("headings.known_missing"), anchor="missing", rows=gaps, empty=reader.label("gaps.none")),
    ]  # fmt: skip


def _held(reader: Reader, country: Country, item: str, number: int) -> Cell | Sign:
    if not number:
        none = reader.label("marks.none_held")
        return Sign(none, none, "not_listed")
    href = reader.href(f"laws/?country={country.id}&topic={item}")
    what = f"{reader.title(country)}, {reader.code(item, 'law_topics')}"
    name = f"{reader.wording.number(number)}{reader.label('formats.colon')}{what}"
    return [Anchor(href, reader.wording.number(number), name=name)]
