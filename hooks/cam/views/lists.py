"""The lists of a kind, for the index pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from cam import coverage
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
from cam.store import is_example, key
from cam.text import folded
from cam.translation.state import state
from cam.views.blocks import (
    Anchor,
    Badge,
    Block,
    Card,
    Cards,
    Cell,
    Event,
    Group,
    Inline,
    Links,
    Outline,
    Piece,
    Table,
    Timeline,
)
from cam.views.common import by_date, in_time, meeting_line, status_badge
from cam.views.reader import Reader
from cam.views.subjects import by_day, officers
from cam.views.work import carried_out_by, date_link, gaps, in_order


def mandates(reader: Reader) -> list[Block]:
    """Mandates by document: addressee, activities, meetings, and what is missing."""
    return [_mandate_table(reader, document, found) for document, found in by_document(reader)]


def by_document(reader: Reader) -> list[tuple[Document, list[Mandate]]]:
    """Return the mandates of each document, both in order."""
    groups: dict[str, list[Mandate]] = defaultdict(list)
    for mandate in sorted(
        reader.catalogue.all(Mandate), key=lambda item: (len(item.paragraph), item.paragraph)
    ):
        groups[mandate.document].append(mandate)
    documents = sorted(groups, key=lambda name: (reader.catalogue.get(Document, name).date or "", name))
    return [(reader.catalogue.get(Document, name), groups[name]) for name in documents]


def _mandate_table(reader: Reader, document: Document, records: list[Mandate]) -> Table:
    columns = [reader.label(f"columns.{name}") for name in ("mandate", "number", "activities", "meetings")]
    rows: list[list[Cell]] = []
    for record in records:
        activities = reader.catalogue.referring(record, Activity, "mandates")
        meetings = reader.catalogue.referring(record, Meeting, "mandates")
        marks: list[Inline] = [part for mark in gaps(reader, record) for part in (" ", mark)]
        counts: list[Cell] = [str(len(activities)), str(len(meetings))]
        rows.append([[reader.link(record), *marks], record.paragraph, *counts])
    title = str(reader.title(document))
    if document.symbol:
        title = f"{document.symbol}{reader.label('formats.colon')}{title}"
    return Table(title, anchor=document.id, columns=columns, rows=rows)


def mandate_gaps(reader: Reader) -> list[Block]:
    """Mandates that no activity, or no meeting, carries out."""
    catalogue = reader.catalogue
    return [
        _gap(reader, "mandates_without_activity", coverage.mandates_without_activity(catalogue)),
        _gap(reader, "mandates_without_date", coverage.mandates_without_date(catalogue)),
        _gap(reader, "activities_without_date", in_order(coverage.activities_without_meeting(catalogue))),
        _gap(reader, "meetings_without_activity", by_date(coverage.meetings_without_activity(catalogue))),
    ]


def _gap(reader: Reader, name: str, records: Iterable[Record]) -> Links:
    rows = reader.lines(records)
    title = f"{reader.label(f'gaps.{name}')} ({len(rows)})"
    return Links(title, anchor=name.replace("_", "-"), rows=rows, empty=reader.label("gaps.none"))


def plans(reader: Reader) -> list[Block]:
    """The work plans, newest first."""
    records = sorted(reader.catalogue.all(Plan), key=lambda plan: plan.period.start or "", reverse=True)
    cards = [
        Card(
            reader.link(plan),
            reader.wording.period(plan.period),
            reader.say(plan.summary, plan) if plan.summary else "",
            [Badge(reader.code(plan.type)), Badge(str(reader.title(reader.find(plan.body, "bodies"))))],
        )
        for plan in records
    ]
    return [Cards(cards=cards)]


def activities(reader: Reader) -> list[Block]:
    """Activities by plan, with the dates on which they stand in a calendar."""
    found: list[Block] = []
    for plan in sorted(reader.catalogue.all(Plan), key=lambda plan: plan.period.start or "", reverse=True):
        columns = [reader.label(f"columns.{name}") for name in ("number", "activity", "meetings")]
        rows: list[list[Cell]] = []
        for activity in in_order(reader.catalogue.referring(plan, Activity, "plan")):
            line: list[Inline] = []
            for meeting in carried_out_by(reader, activity):
                line += [*([" · "] if line else []), date_link(reader, meeting)]
            has_leaves = bool(reader.catalogue.referring(activity, Activity, "parent"))
            empty: list[Inline] = [] if has_leaves else [Badge(reader.label("marks.no_date"), "warn")]
            rows.append([activity.number, [reader.link(activity)], line or empty or "—"])
        found.append(Table(str(reader.title(plan)), anchor=plan.id, columns=columns, rows=rows))
    return found


def meetings(reader: Reader) -> list[Block]:
    """All meetings, oldest first."""
    columns = [reader.label(f"columns.{name}") for name in ("date", "meeting", "type", "status")]
    rows: list[list[Cell]] = [
        [
            [reader.when(meeting)],
            [reader.link(meeting)],
            reader.code(meeting.type),
            [status_badge(reader, meeting.dates[-1].status)],
        ]
        for meeting in by_date(reader.catalogue.all(Meeting))
    ]
    return [Table(columns=columns, rows=rows, filter=True)]


def framework(reader: Reader) -> list[Block]:
    """The framework's sections, each with all its items; what is related to them stands on the section's page."""
    records = sorted(reader.catalogue.all(FrameworkSection), key=lambda section: section.id)
    return [
        Outline(
            Anchor(reader.link(section).href, f"{section.number}. {reader.title(section)}"),
            anchor=section.id,
            pieces=[_framework_piece(reader, section, item) for item in section.items],
        )
        for section in records
    ]


def _framework_piece(reader: Reader, section: FrameworkSection, item: FrameworkItem) -> Piece:
    pieces = [_framework_piece(reader, section, leaf) for leaf in item.items]
    return Piece(item.label, reader.say(item.text, section), pieces=pieces)


def systems(reader: Reader, type: str | None = None) -> list[Block]:  # noqa: A002 — the editors' word
    """Systems and channels as cards, by type."""
    found: list[Block] = []
    for code in reader.catalogue.vocabulary["system_types"]:
        records = [
            system for system in reader.catalogue.all(System) if system.type == code and type in (None, code)
        ]
        cards = [
            Card(
                reader.link(system),
                system.acronym or "",
                reader.say(system.summary, system) if system.summary else "",
            )
            for system in records
        ]
        if cards:
            found.append(Cards(reader.code(code, "system_types"), anchor=code.replace("_", "-"), cards=cards))
    return found


def cards_of(reader: Reader, records: Iterable[Record]) -> list[Block]:
    """Return records as cards."""
    return [
        Cards(
            cards=[
                Card(reader.link(record), text=reader.say(record.summary, record) if record.summary else "")
                for record in records
            ]
        )
    ]


def projects(reader: Reader) -> list[Block]:
    """The capacity-building projects."""
    records: list[Project] = sorted(reader.catalogue.all(Project), key=lambda project: project.letter)
    return cards_of(reader, records)


def processes(reader: Reader) -> list[Block]:
    """The regional processes."""
    return cards_of(reader, reader.catalogue.all(Process))


def themes(reader: Reader) -> list[Block]:
    """The themes."""
    return cards_of(reader, sorted(reader.catalogue.all(Theme), key=lambda theme: str(reader.title(theme))))


def bodies(reader: Reader) -> list[Block]:
    """Bodies by type."""
    found: list[Block] = []
    for code in reader.catalogue.vocabulary["body_types"]:
        records = [body for body in reader.catalogue.all(Body) if body.type == code]
        rows = reader.lines(sorted(records, key=lambda body: str(reader.title(body))))
        if rows:
            found.append(Links(reader.code(code, "body_types"), rows=rows))
    return found


def all_officers(reader: Reader) -> list[Block]:
    """The officers by body, in order of time."""
    found: list[Block] = []
    for identity in ("ceam", "cam", "general-secretariat"):
        body = reader.catalogue.find(identity, "bodies")
        terms = reader.catalogue.referring(body, Officer, "body") if body else []
        for block in officers(reader, terms):
            assert body
            found.append(replace(block, title=str(reader.title(body)), anchor=f"officers-{body.id}"))
    return found


def timeline(reader: Reader, topic: str | None = None) -> list[Block]:
    """The history, or one of its stories, from the beginning."""
    records = by_day([m for m in reader.catalogue.all(Milestone) if topic in (None, m.topic)])
    return [Timeline(events=[_event(reader, record, bool(topic)) for record in records])]


def _event(reader: Reader, record: Milestone, one_story: bool) -> Event:
    marks = [] if one_story else [Badge(reader.code(record.topic))]
    text = reader.say(record.summary, record) if record.summary else None
    return Event(reader.milestone_date(record), [reader.link(record)], text, marks)


def documents(reader: Reader) -> list[Block]:
    """Documents by type, each with symbol and date."""
    found: list[Block] = []
    columns = [reader.label(f"columns.{name}") for name in ("document", "symbol", "date", "status")]
    for code in reader.catalogue.vocabulary["document_types"]:
        records = [document for document in reader.catalogue.all(Document) if document.type == code]
        held: list[Inline] = [" ", Badge(reader.label("fields.held"), "good")]
        rows: list[list[Cell]] = [
            [
                [reader.link(document), *(held if document.held else [])],
                document.symbol or "—",
                [reader.date(document.date)] if document.date else "—",
                reader.code(document.status),
            ]
            for document in sorted(records, key=lambda document: (document.date or "9999", document.id))
        ]
        if rows:
            title = f"{reader.code(code, 'document_types')} ({len(rows)})"
            found.append(Table(title, anchor=code.replace("_", "-"), columns=columns, rows=rows))
    return found


def discrepancies(reader: Reader) -> list[Block]:
    """All discrepancies by number."""
    columns = [reader.label(f"columns.{name}") for name in ("number", "title", "type")]
    rows: list[list[Cell]] = [
        [record.number, [reader.link(record)], reader.code(record.type)]
        for record in reader.catalogue.all(Discrepancy)
    ]
    return [Table(columns=columns, rows=rows, filter=True)]


def glossary(reader: Reader) -> list[Block]:
    """Acronyms and terms in alphabetical order of the reader's language."""
    rows: list[tuple[str, list[Cell]]] = []
    columns = [reader.label(f"columns.{name}") for name in ("acronym", "expansion", "definition")]
    for term in reader.catalogue.all(Term):
        acronyms = ", ".join(term.acronyms.get(reader.language, []))
        title = str(reader.title(term))
        summary: Cell = reader.say(term.summary, term) if term.summary else ""
        anchor = Anchor(reader.link(term).href, acronyms or title)
        rows.append((folded(acronyms or title), [[anchor], title if acronyms else "—", summary]))
    ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    return [Table(columns=columns, rows=ordered, filter=True)]


def every_record(reader: Reader) -> list[Block]:
    """Every record of the site, kind by kind: the way in without a search."""
    found: list[Block] = []
    for kind, records in reader.catalogue.records.items():
        ordered = sorted(records.values(), key=lambda record: folded(str(reader.title(record))))
        title = f"{reader.label(f'kinds.{kind}')} ({len(ordered)})"
        found.append(Links(title, anchor=kind, rows=reader.lines(ordered)))
    return found


def functions(reader: Reader) -> list[Block]:
    """The committee's functions under its rules of procedure."""
    records = [mandate for mandate in reader.catalogue.all(Mandate) if mandate.type == "function"]
    return [
        Outline(
            pieces=[
                Piece(
                    mandate.paragraph,
                    reader.say(mandate.summary or mandate.title, mandate),
                    [reader.link(mandate)],
                )
                for mandate in records
            ]
        )
    ]


def program(reader: Reader) -> list[Block]:
    """The mandates, activities, meetings and documents of the Inter-American Program, below a heading of the page."""
    theme = reader.catalogue.find("program", "themes")
    if theme is None:
        return []
    catalogue = reader.catalogue
    parts: list[tuple[str, list[list[Inline]]]] = [
        ("mandates", reader.lines(catalogue.referring(theme, Mandate, "themes"))),
        ("activities", reader.lines(catalogue.referring(theme, Activity, "themes"))),
        (
            "meetings",
            [meeting_line(reader, m) for m in by_date(catalogue.referring(theme, Meeting, "themes"))],
        ),
        ("documents", reader.lines(in_time(catalogue.referring(theme, Document, "themes")))),
    ]
    return [
        Group(blocks=[Links(reader.label(f"headings.{name}"), rows=rows) for name, rows in parts if rows])
    ]


def record_counts(reader: Reader) -> list[Block]:
    """How many records of each kind there are, without those that are made up."""
    columns = [reader.label(f"columns.{name}") for name in ("kind", "records")]
    rows: list[list[Cell]] = [
        [
            reader.label(f"kinds.{kind}"),
            reader.wording.number(sum(1 for record in records.values() if not is_example(record))),
        ]
        for kind, records in reader.catalogue.records.items()
    ]
    return [Table(columns=columns, rows=rows)]


def translation_board(reader: Reader) -> list[Block]:
    """The state of translation per language, counted from the records."""
    states = ["original", *reader.catalogue.vocabulary["translation_states"]]
    columns = [reader.label("columns.language"), *(state_name(reader, code) for code in states)]
    rows: list[list[Cell]] = []
    for language in reader.catalogue.languages:
        counted = [state(reader.catalogue, record, language) for record in reader.catalogue.every()]
        cells: list[Cell] = [reader.wording.number(counted.count(code)) for code in states]
        rows.append([reader.wording.language_name(language), *cells])
    missing = [
        record
        for record in reader.catalogue.every()
        if "missing" in [state(reader.catalogue, record, code) for code in reader.catalogue.languages]
    ]
    listed: list[list[Inline]] = [[reader.link(record), f" ({key(record)})"] for record in missing]
    return [
        Table(columns=columns, rows=rows),
        *([Links(reader.label("headings.missing"), rows=listed)] if listed else []),
    ]


def state_name(reader: Reader, code: str) -> str:
    """Return the words for the state of a text: the original, or a state of translation."""
    return reader.label("site.original") if code == "original" else reader.code(code, "translation_states")
