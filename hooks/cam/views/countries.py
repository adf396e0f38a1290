"""A state's page: everything that the knowledge base holds on it."""

from __future__ import annotations

from cam.indicators import series
from cam.model import Record
from cam.model.cooperation import Member, Need, Offer, Practice
from cam.model.directory import Portal
from cam.model.law import Country, Law
from cam.model.records import Officer, Project
from cam.succession import WAYS
from cam.text import inside
from cam.views import figures
from cam.views.blocks import Anchor, Badge, Block, Cell, Event, Inline, Links, Moment, Notice, Table, Timeline
from cam.views.common import Parts, cited, fact, links, outside, sure
from cam.views.filters import title_cell
from cam.views.law import law_timeline
from cam.views.programs import programs_of
from cam.views.reader import Reader
from cam.views.ricomi import membership_lines
from cam.views.sicremi import report_blocks
from cam.views.subjects import officers
from cam.views.treaties import confirmed_status, in_time, standing_with_note, step_missing

NATIONAL = (
    "migration_authority",
    "nationals_abroad",
    "refugee_body",
    "human_rights_body",
    "statistics",
    "data_portal",
)
"""Portals of a state, in the order in which its page names them; the other kinds follow."""


def country(reader: Reader, record: Country) -> Parts:
    """Everything that the knowledge base holds on a state."""
    catalogue = reader.catalogue
    terms = [term for term in catalogue.all(Officer) if term.country == record.id]
    return Parts(
        facts=[
            *fact(reader, "membership", sure(reader, record, "membership", [reader.code(record.membership)])),
            *fact(reader, "charter_since", sure(reader, record, "since", [reader.date(record.since)])),
            *fact(reader, "code", [record.id.upper()]),
            *fact(reader, "more", _more(reader, record)),
        ],
        blocks=[
            *_membership(reader, record),
            *figures.section(reader, record),
            *report_blocks(reader, record),
            _treaty_table(reader, record),
            *_laws(reader, record),
            *_portals(reader, record),
            *_regional(reader, record),
            *programs_of(reader, record),
            *_cooperation(reader, record),
            *links(reader, "practices", catalogue.referring(record, Practice, "countries", "adapted_by")),
            *links(reader, "projects", catalogue.referring(record, Project, "countries")),
            *officers(reader, terms),
            *_not_known(reader, record),
        ],
        marks=[Badge(reader.code(record.membership), "good" if record.membership == "member" else "neutral")],
        reference=record.id.upper(),
    )


def _more(reader: Reader, record: Country) -> list[Cell | None]:
    return [
        Anchor(reader.href(f"countries/{record.id}/brief/"), reader.label("countries.brief")),
        Anchor(reader.href(f"compare/?states={record.id}"), reader.label("countries.compare")),
    ]


def _membership(reader: Reader, record: Country) -> list[Block]:
    """Return what bears on a state's membership, as its sources state it."""
    events = []
    for event in record.membership_events:
        when = reader.date(event.date) if event.date else Moment(reader.label("marks.undated"), "")
        events.append(Event(when, [reader.say(event.text, record), *cited(reader, event.sources)]))
    intro = reader.label("notes.membership")
    return (
        [Timeline(reader.label("headings.membership"), anchor="membership", intro=intro, events=events)]
        if events
        else []
    )


def _treaty_table(reader: Reader, record: Country) -> Table:
    columns = [reader.label(f"columns.{name}") for name in ("treaty", "standing", "step_missing")]
    rows: list[list[Cell]] = []
    for treaty in in_time(reader):
        name = Anchor(reader.link(treaty).href + "#states", reader.say(treaty.short, treaty))
        rows.append(
            [[name], standing_with_note(reader, treaty, record.id), step_missing(reader, treaty, record.id)]
        )
    return Table(reader.label("headings.treaties"), anchor="treaties", columns=columns, rows=rows)


def _laws(reader: Reader, record: Country) -> list[Block]:
    """Return a state's law over time, what is held on each topic, and what is known to be missing."""
    held = reader.catalogue.referring(record, Law, "country")
    undated = [title_cell(reader, law) for law in held if not (law.date or law.published or law.valid_from)]
    missing: list[list[Inline]] = [[reader.say(text, record)] for text in record.laws_missing]
    blocks: list[Block] = law_timeline(reader, record)
    if undated:
        blocks.append(Links(reader.label("headings.undated_laws"), rows=undated))
    blocks.append(_coverage(reader, record, held))
    if missing:
        blocks.append(Links(reader.label("headings.known_missing"), anchor="missing", rows=missing))
    return blocks


def _coverage(reader: Reader, record: Country, held: list[Law]) -> Links:
    """Return on which topics instruments are held, and on which none is, with the day of the last review."""
    rows: list[list[Inline]] = []
    none: list[str] = []
    for code in reader.catalogue.vocabulary["law_topics"]:
        name, number = reader.code(code, "law_topics"), sum(1 for law in held if code in law.topics)
        if not number:
            none.append(name)
            continue
        href = reader.href(f"laws/?country={record.id}&topic={code}")
        rows.append(
            [Anchor(href, name + reader.label("formats.colon") + reader.count("counts.instruments", number))]
        )
    if none:
        rows.append([reader.label("countries.nothing_held", topics=reader.wording.list(none).lower())])
    intro = reader.label("countries.reviewed", date=reader.wording.date(record.laws_reviewed))
    return Links(reader.label("headings.coverage"), anchor="coverage", intro=intro, rows=rows)


def national_portals(reader: Reader, record: Country) -> list[Portal]:
    """Return the institutions and portals of a state, authorities first."""
    found = [p for p in reader.catalogue.referring(record, Portal, "countries") if p.scope == "national"]
    order = {code: index for index, code in enumerate(NATIONAL)}
    return sorted(found, key=lambda portal: (order.get(str(portal.type), len(order)), portal.id))


def _portals(reader: Reader, record: Country) -> list[Block]:
    rows: list[list[Inline]] = []
    for portal in national_portals(reader, record):
        line: list[Inline] = [*title_cell(reader, portal), " ", Badge(reader.code(portal.type))]
        if portal.address:
            line += [" — ", outside(portal.address)]
        rows.append(line)
    return [
        Links(
            reader.label("headings.portals"),
            anchor="portals",
            rows=rows,
            empty=reader.label("gaps.none_held"),
        )
    ]


def _regional(reader: Reader, record: Country) -> list[Block]:
    found = [p for p in reader.catalogue.referring(record, Portal, "countries") if p.scope != "national"]
    return links(reader, "regional", found)


def _cooperation(reader: Reader, record: Country) -> list[Block]:
    """Return RICOMI's side of a state: members, what they offer and need."""
    catalogue = reader.catalogue
    members = catalogue.referring(record, Member, "country")
    rows = membership_lines(reader, members)
    shared = [
        item
        for member in members
        for kind in (Offer, Need)
        for item in catalogue.referring(member, kind, "member")
    ]
    rows += [[kind_of(reader, item), reader.link(item)] for item in shared]
    return [Links(reader.label("headings.ricomi"), anchor="ricomi", rows=rows)] if rows else []


def kind_of(reader: Reader, record: Record) -> str:
    """Return the name of a record's kind, to stand before a link to it."""
    return reader.label(f"kind_one.{record.kind}") + reader.label("formats.colon")


def not_known(reader: Reader, record: Country) -> list[str]:
    """Return what the knowledge base does not know of a state, derived from what it holds."""
    unchecked = [
        str(reader.say(treaty.short, treaty))
        for treaty in in_time(reader)
        if confirmed_status(treaty, record.id) in ("not_checked", "recalled")
    ]
    held = {str(portal.type) for portal in national_portals(reader, record) if not portal.closed}
    if "data_portal" in held:  # a portal of data stands in for the statistics office
        held.add("statistics")
    wanted = ("migration_authority", "nationals_abroad", "statistics")
    missing = [inside(reader.code(code, "portal_types")) for code in wanted if code not in held]
    laws = reader.catalogue.referring(record, Law, "country")
    doubtful = sum(1 for law in laws if set(law.unsure) - set(WAYS))  # that doubt is the older law's
    return [
        *(
            [reader.label("countries.unchecked_treaties", treaties=reader.wording.list(unchecked))]
            if unchecked
            else []
        ),
        *(reader.label("countries.no_portal", kind=kind) for kind in missing),
        *([reader.count("counts.doubtful_laws", doubtful)] if doubtful else []),
        *([reader.count("counts.missing_laws", len(record.laws_missing))] if record.laws_missing else []),
        *_no_figures(reader, record),
    ]


def _no_figures(reader: Reader, record: Country) -> list[str]:
    """Return for which of the main figures the tables have no value in any year."""
    lacking = [
        inside(reader.code(name, "indicators"))
        for name, _ in figures.HEADLINES
        if all(cell.value is None for _, cell in series(reader.catalogue, name, record.id))
    ]
    return [reader.label("figures.lacking", names=reader.wording.list(lacking))] if lacking else []


def _not_known(reader: Reader, record: Country) -> list[Block]:
    return [Notice(reader.label("headings.unknown"), tone="unknown", anchor="not-known",
                   lines=[[line] for line in not_known(reader, record)])]  # fmt: skip
