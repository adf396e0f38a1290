"""Pages of everything else: framework, systems, projects, processes, bodies, officers, history, documents, terms."""

from __future__ import annotations

from cam.model import Record
from cam.model.records import (
    Activity,
    Body,
    Discrepancy,
    Document,
    FrameworkItem,
    FrameworkSection,
    Mandate,
    Meeting,
    Milestone,
    Officer,
    Plan,
    Process,
    Project,
    System,
    Term,
    Theme,
)
from cam.text import inside
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links, Outline, Piece, Prose, Table
from cam.views.common import (
    Parts,
    anchor_of,
    by_date,
    fact,
    links,
    meeting_line,
    names,
    outside,
    period,
    serving_items,
    until,
)
from cam.views.desk_terminology import rejected
from cam.views.reader import Reader, borne_symbol


def framework(reader: Reader, record: FrameworkSection) -> Parts:
    """A section of the framework, each item with what serves it."""
    return Parts(
        facts=[
            *fact(reader, "number", [record.number]),
            *fact(reader, "document", [_document(reader, record)]),
        ],
        reference=record.number,
        blocks=[
            *links(reader, "served_by", [reader.find(item) for item in record.served_by]),
            Outline(
                reader.label("headings.framework_items"),
                intro=reader.label("notes.served_by_site"),
                pieces=[_item(reader, record, item, record.number) for item in record.items],
            ),
        ],
    )


def _document(reader: Reader, record: Record) -> Anchor | None:
    source = record.sources[0]
    return reader.links([source.document], "documents")[0] if source.document else None


def _item(reader: Reader, section: FrameworkSection, item: FrameworkItem, path: str) -> Piece:
    label = f"{path}.{item.label}"
    return Piece(
        item.label,
        reader.say(item.text, section),
        [
            reader.link(record, note=inside(reader.label(f"kind_one.{record.kind}")))
            for record in map(reader.find, item.served_by)
        ],
        "" if item.served_by or item.items else reader.label("notes.nothing_serves"),
        anchor_of(label),
        [_item(reader, section, leaf, label) for leaf in item.items],
    )


def mentions(reader: Reader, record: Record) -> list[Block]:
    """Return the mandates, activities and meetings that concern a record."""
    catalogue = reader.catalogue
    meetings = by_date(catalogue.referring(record, Meeting, "concerns", "items", "agenda"))
    rows = [meeting_line(reader, meeting) for meeting in meetings]
    return [
        *links(reader, "mandates", catalogue.referring(record, Mandate, "concerns", "parts")),
        *links(reader, "activities", catalogue.referring(record, Activity, "concerns", "parts")),
        *([Links(reader.label("headings.meetings"), rows=rows)] if rows else []),
        *_framework_links(reader, record),
        *links(
            reader, "milestones", catalogue.referring(record, Milestone, "concerns", "bodies", "documents")
        ),
    ]


def _framework_links(reader: Reader, record: Record) -> list[Block]:
    items = serving_items(reader, record)
    return [Links(reader.label("headings.framework_items"), rows=[[item] for item in items])] if items else []


def system(reader: Reader, record: System) -> Parts:
    """A system: what it was to be, every name it was given, and what is known of it today."""
    state = (
        [Prose(reader.label("headings.state"), paragraphs=[reader.say(record.state, record)])]
        if record.state
        else []
    )
    return Parts(
        facts=[
            *fact(reader, "acronym", [record.acronym]),
            *fact(reader, "bodies", reader.links(record.bodies, "bodies")),
            *fact(reader, "documents", reader.links(record.documents, "documents")),
            *fact(reader, "here", [_list_of(reader, kind) for kind in record.here]),
        ],
        blocks=[
            *reader.outline("headings.objectives", record.objectives, record),
            *reader.outline("headings.content", record.content, record),
            *reader.outline("headings.steps", record.steps, record),
            *reader.outline("headings.actors", record.actors, record),
            *state,
            *names(reader, record.names),
            *mentions(reader, record),
        ],
        marks=[Badge(reader.code(record.type))],
        reference=record.acronym or "",
    )


def _list_of(reader: Reader, kind: str) -> Anchor:
    return Anchor(reader.href(f"{kind}/"), reader.label(f"kinds.{kind}"))


def project(reader: Reader, record: Project) -> Parts:
    """A project: its aim, who carries it out and where."""
    return Parts(
        facts=[
            *fact(reader, "plan", reader.links([record.plan], "plans")),
            *fact(reader, "letter", [record.letter]),
            *fact(reader, "implementers", reader.links(record.implementers, "bodies")),
            *fact(reader, "countries", reader.links(record.countries, "countries")),
            *fact(reader, "place", [reader.say(record.places, record)] if record.places else []),
            *fact(reader, "period", period(reader, record.period)),
            *fact(reader, "funding", [reader.say(record.funding, record)] if record.funding else []),
            *fact(reader, "documents", reader.links(record.documents, "documents")),
        ],
        blocks=[
            *reader.outline("headings.findings", record.findings, record),
            *names(reader, record.names),
            *mentions(reader, record),
        ],
    )


def process(reader: Reader, record: Process) -> Parts:
    """A regional process and where the documents name it."""
    return Parts(
        facts=[
            *fact(reader, "acronym", [reader.say(record.acronym, record)]),
            *fact(reader, "address", [outside(record.address)] if record.address else []),
        ],
        blocks=[*names(reader, record.names), *mentions(reader, record)],
        reference=str(reader.say(record.acronym, record)),
    )


def body(reader: Reader, record: Body) -> Parts:
    """A body: its place, its names, its officers, plans and meetings."""
    catalogue = reader.catalogue
    meetings = by_date(catalogue.referring(record, Meeting, "body"))
    rows = [meeting_line(reader, meeting) for meeting in meetings]
    established: list[Cell | None] = [reader.date(record.established)] if record.established else []
    return Parts(
        facts=[
            *fact(reader, "acronym", [reader.say(record.acronym, record)] if record.acronym else []),
            *fact(reader, "part_of", reader.links([record.part_of] if record.part_of else [], "bodies")),
            *fact(
                reader,
                "preceded_by",
                reader.links([record.preceded_by] if record.preceded_by else [], "bodies"),
            ),
            *fact(
                reader,
                "succeeded_by",
                [reader.link(b) for b in catalogue.referring(record, Body, "preceded_by")],
            ),
            *fact(reader, "established", [*established, *_by(reader, record)]),
            *fact(reader, "ended", [reader.date(record.ended)] if record.ended else []),
            *fact(reader, "address", [outside(record.address)] if record.address else []),
        ],
        blocks=[
            *officers(reader, catalogue.referring(record, Officer, "body")),
            *links(reader, "plans", catalogue.referring(record, Plan, "body")),
            *links(reader, "mandates_addressed", catalogue.referring(record, Mandate, "addressed_to")),
            *links(reader, "activities", catalogue.referring(record, Activity, "responsible")),
            *([Links(reader.label("headings.meetings"), rows=rows)] if rows else []),
            *links(reader, "systems", catalogue.referring(record, System, "bodies")),
            *links(reader, "projects", catalogue.referring(record, Project, "implementers")),
            *links(reader, "documents", catalogue.referring(record, Document, "body")),
            *links(reader, "parts_of_body", catalogue.referring(record, Body, "part_of")),
            *names(reader, record.names),
            *links(reader, "milestones", by_day(catalogue.referring(record, Milestone, "bodies"))),
        ],
        marks=[Badge(reader.code(record.type))],
        reference=str(reader.say(record.acronym, record)) if record.acronym else "",
    )


def by_day(milestones: list[Milestone]) -> list[Milestone]:
    """Return milestones in order of date."""
    return sorted(milestones, key=lambda milestone: (until(milestone.date), milestone.id))


def _by(reader: Reader, record: Body) -> list[Cell | None]:
    return [reader.say(record.established_by, record)] if record.established_by else []


def officers(reader: Reader, terms: list[Officer]) -> list[Block]:
    """Return the table of officers: who, which office, elected by whom and when."""
    if not terms:
        return []
    columns = [reader.label(f"columns.{name}") for name in ("person", "office", "country", "term", "elected")]
    ordered = sorted(terms, key=lambda term: (_since(term), term.office))
    rows: list[list[Cell]] = [
        [
            [reader.link(term)],
            reader.code(term.office),
            [reader.link(reader.find(term.country, "countries"))] if term.country else "—",
            reader.wording.period(term.term) if term.term else "—",
            election(reader, term),
        ]
        for term in ordered
    ]
    return [Table(reader.label("headings.officers"), anchor="officers", columns=columns, rows=rows)]


def _since(term: Officer) -> str:
    """Return when a term began; terms of unknown beginning stand last."""
    return str(term.elected_on or (term.term.start if term.term else None) or "9999")


def election(reader: Reader, term: Officer) -> list[Inline]:
    """Return when and by whom an officer was elected, as far as it is known."""
    line: list[Inline] = []
    if term.elected_on:
        line += [reader.date(term.elected_on), ", " if term.elected_by else ""]
    if term.elected_by:
        line.append(
            Anchor(
                reader.href(f"bodies/{term.elected_by}/"),
                reader.title(reader.find(term.elected_by, "bodies")),
            )
        )
    return line or ["—"]


def officer(reader: Reader, record: Officer) -> Parts:
    """One term of one person in one office."""
    return Parts(
        facts=[
            *fact(reader, "office", [reader.code(record.office)]),
            *fact(reader, "body", reader.links([record.body], "bodies")),
            *fact(reader, "country", reader.links([record.country] if record.country else [], "countries")),
            *fact(reader, "rank", [reader.say(record.rank, record)] if record.rank else []),
            *fact(
                reader, "elected", election(reader, record) if record.elected_on or record.elected_by else []
            ),
            *fact(reader, "term", period(reader, record.term)),
            *fact(reader, "evidence", [reader.code(record.evidence)] if record.evidence else []),
        ],
        blocks=[
            *names(reader, record.names),
            *links(reader, "plans", reader.catalogue.referring(record, Plan, "officers")),
            *links(reader, "meetings", reader.catalogue.referring(record, Meeting, "agenda")),
        ],
    )


def milestone(reader: Reader, record: Milestone) -> Parts:
    """A dated step of a story."""
    return Parts(
        facts=[
            *fact(reader, "date", [reader.milestone_date(record)]),
            *fact(reader, "bodies", reader.links(record.bodies, "bodies")),
            *fact(reader, "documents", reader.links(record.documents, "documents")),
        ],
        blocks=links(reader, "concerns", [reader.find(item) for item in record.concerns]),
        marks=[Badge(reader.code(record.topic))],
    )


def document(reader: Reader, record: Document) -> Parts:
    """A document: symbol, date, status, structure, and what rests on it."""
    catalogue = reader.catalogue
    held = record.held
    return Parts(
        facts=[
            *fact(reader, "symbol", _symbol(reader, record)),
            *fact(reader, "status", [reader.code(record.status)]),
            *fact(reader, "date", [reader.date(record.date)] if record.date else []),
            *fact(reader, "session", [reader.say(record.session, record)] if record.session else []),
            *fact(reader, "body", reader.links([record.body] if record.body else [], "bodies")),
            *fact(reader, "authors", [", ".join(record.authors)]),
            *fact(reader, "address", [outside(record.address)] if record.address else []),
            *fact(reader, "basis", reader.links(record.basis, "documents")),
            *fact(reader, "held", [reader.label("notes.held", language=reader.wording.language_name(held.language),
                                               lines=reader.wording.number(held.lines))] if held else []),
        ],
        blocks=[
            *reader.outline("headings.content", record.contents, record),
            *links(reader, "mandates", catalogue.referring(record, Mandate, "document")),
            *links(reader, "plans", catalogue.referring(record, Plan, "document", "background")),
            *names(reader, record.names),
            *links(reader, "rests_on_it", catalogue.referring(record, Document, "basis")),
            *links(reader, "systems", catalogue.referring(record, System, "documents")),
            *mentions(reader, record),
            *links(reader, "meetings_with_it", by_date(catalogue.referring(record, Meeting, "documents"))),
        ],
        marks=[Badge(reader.code(record.type))],
        reference=borne_symbol(record),
    )  # fmt: skip


def _symbol(reader: Reader, record: Document) -> list[Cell | None]:
    if not record.symbol or not record.symbol_evidence:
        return [record.symbol]
    return [[record.symbol, " ", Badge(reader.code(record.symbol_evidence), "warn")]]


def discrepancy(reader: Reader, record: Discrepancy) -> Parts:
    """A discrepancy: each reading with its source, and the treatment."""
    rows: list[list[Cell]] = []
    for reading in record.readings:
        cell: list[Inline] = []
        for index, line in enumerate(reader.sources(reading.sources)):
            cell += [*(["\n"] if index else []), *line]
        rows.append([[reader.say(reading.text, record)], cell])
    columns = [reader.label(f"columns.{name}") for name in ("reading", "source")]
    return Parts(
        facts=[*fact(reader, "number", [record.number]), *fact(reader, "type", [reader.code(record.type)])],
        blocks=[
            Table(reader.label("headings.readings"), columns=columns, rows=rows),
            Prose(reader.label("headings.treatment"), paragraphs=[reader.say(record.treatment, record)]),
            *links(reader, "concerned", [reader.find(item) for item in record.concerns]),
        ],
        marks=[Badge(reader.code(record.type))],
        reference=record.number,
    )


def term(reader: Reader, record: Term) -> Parts:
    """A glossary entry."""
    acronyms = [
        ", ".join(record.acronyms[language]) for language in [reader.language] if language in record.acronyms
    ]
    return Parts(
        reference=", ".join(acronyms),
        facts=fact(reader, "acronym", acronyms),
        blocks=[
            *names(reader, record.variants),
            *rejected(reader, record),
            *links(reader, "concerns", [reader.find(item) for item in record.concerns]),
        ],
    )


def theme(reader: Reader, record: Theme) -> Parts:
    """A theme and everything gathered under it."""
    catalogue = reader.catalogue
    kinds = (Mandate, Activity, Meeting, FrameworkSection, System, Project, Process, Document)
    blocks: list[Block] = []
    for kind in kinds:
        blocks += links(reader, kind.kind, catalogue.referring(record, kind, "themes"))
    return Parts(blocks=blocks)
