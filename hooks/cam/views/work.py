"""The thread of the committee's work: mandates, plans, activities, meetings."""

from __future__ import annotations

from cam import coverage
from cam.model.records import Activity, Mandate, Meeting, Officer, Plan, PrintedMandates, Purpose
from cam.views.blocks import Anchor, Badge, Block, Cell, Inline, Links, Moment, Notice, Outline, Piece, Table
from cam.views.common import (
    Parts,
    Row,
    by_date,
    fact,
    links,
    meeting_line,
    names,
    period,
    serving_items,
    status_badge,
)
from cam.views.reader import Reader, borne_symbol


def mandate(reader: Reader, record: Mandate) -> Parts:
    """A mandate: what it asks of whom, and what was done about it."""
    catalogue = reader.catalogue
    activities = catalogue.referring(record, Activity, "mandates")
    meetings = by_date(catalogue.referring(record, Meeting, "mandates"))
    return Parts(
        facts=[
            *fact(reader, "document", reader.links([record.document], "documents")),
            *fact(reader, record.type, [record.paragraph]),
            *fact(
                reader, "addressed_to", [*reader.links(record.addressed_to, "bodies"), *_said(reader, record)]
            ),
            *fact(reader, "period", [reader.say(record.period, record)] if record.period else []),
            *_no_result(reader, meetings),
        ],
        blocks=[
            *reader.outline("headings.parts", record.parts, record),
            *links(reader, "concerns", [reader.find(item) for item in record.concerns]),
            *_activities(reader, activities),
            *_meetings(reader, meetings, "notes.mandate_without_meeting"),
            *_framework(reader, serving_items(reader, record)),
            *_results(reader, meetings),
        ],
        marks=gaps(reader, record),
        reference=reader.reference(record),
    )


def _said(reader: Reader, record: Mandate) -> list[Inline]:
    return [reader.say(record.addressees, record)] if record.addressees else []


def gaps(reader: Reader, record: Mandate) -> list[Badge]:
    """Return the marks of a mandate that no activity or no meeting carries out; a standing function needs neither."""
    marks: list[Badge] = []
    if coverage.is_standing(record):
        return [Badge(reader.label("marks.standing"))]
    if not coverage.has_activity(reader.catalogue, record):
        marks.append(Badge(reader.label("marks.no_activity"), "warn"))
    if not coverage.has_date(reader.catalogue, record):
        marks.append(Badge(reader.label("marks.no_date"), "warn"))
    return marks


_STRENGTH = ("printed", "whole_plan", "site", "row")
"""Kinds of link between an activity and its mandates, the closest first."""


def _activities(reader: Reader, activities: list[Activity]) -> list[Block]:
    activities = sorted(activities, key=lambda activity: _STRENGTH.index(activity.mandate_link or "row"))
    rows: list[list[Inline]] = [
        [Badge(activity.number), " ", reader.link(activity), " ", _link_badge(reader, activity)]
        for activity in activities
    ]
    empty = reader.label("notes.mandate_without_activity")
    return [Links(reader.label("headings.activities"), anchor="activities", rows=rows, empty=empty)]


def _link_badge(reader: Reader, activity: Activity) -> Inline:
    return Badge(reader.code(activity.mandate_link)) if activity.mandate_link else ""


def _meetings(reader: Reader, meetings: list[Meeting], empty: str) -> list[Block]:
    rows = [meeting_line(reader, meeting) for meeting in meetings]
    return [Links(reader.label("headings.meetings"), anchor="meetings", rows=rows, empty=reader.label(empty))]


def _framework(reader: Reader, items: list[Anchor]) -> list[Block]:
    return [Links(reader.label("headings.framework_items"), rows=[[item] for item in items])] if items else []


def _results(reader: Reader, meetings: list[Meeting]) -> list[Block]:
    rows: list[list[Inline]] = [
        [reader.link(meeting), reader.label("formats.colon"), reader.say(meeting.outcome, meeting)]
        for meeting in meetings
        if meeting.outcome
    ]
    return [Links(reader.label("headings.results"), anchor="results", rows=rows)] if rows else []


def plan(reader: Reader, record: Plan) -> Parts:
    """A work plan: its basis, sections, activities, and its calendar in the form that the document uses."""
    catalogue = reader.catalogue
    activities = [item for item in catalogue.referring(record, Activity, "plan") if not item.parent]
    sections = [
        Outline(str(reader.say(section.title, record)), pieces=reader.pieces(section.parts, record))
        for section in record.sections
    ]
    return Parts(
        facts=[
            *fact(reader, "body", reader.links([record.body], "bodies")),
            *fact(reader, "period", period(reader, record.period)),
            *fact(reader, "document", reader.links([record.document], "documents")),
            *fact(reader, "officers", [_officer(reader, officer) for officer in record.officers]),
            *fact(reader, "works_with", reader.links(record.works_with, "bodies")),
            *fact(reader, "background", reader.links(record.background, "documents")),
        ],
        blocks=[
            *links(reader, "mandates", [reader.find(item, "mandates") for item in record.mandates]),
            *sections,
            Outline(
                reader.label("headings.activities"),
                anchor="activities",
                pieces=[_activity_piece(reader, activity) for activity in in_order(activities)],
            ),
            *calendar_in_form(reader, record),
        ],
        marks=[Badge(reader.code(record.type))],
    )


def _officer(reader: Reader, identity: str) -> Anchor:
    officer = reader.catalogue.get(Officer, identity)
    return reader.link(officer, note=reader.code(officer.office))


def in_order(activities: list[Activity]) -> list[Activity]:
    """Return activities in the order of their numbers."""
    return sorted(activities, key=lambda activity: (activity.plan, len(activity.number), activity.number))


def _activity_piece(reader: Reader, activity: Activity) -> Piece:
    leaves = in_order(reader.catalogue.referring(activity, Activity, "parent"))
    said = reader.say(activity.summary or activity.title, activity)
    dates = [date_link(reader, meeting) for meeting in carried_out_by(reader, activity)]
    return Piece(
        activity.number,
        said,
        [reader.link(activity), *dates],
        pieces=[_activity_piece(reader, leaf) for leaf in leaves],
    )


def date_link(reader: Reader, meeting: Meeting) -> Anchor:
    """Return a link to a meeting that says the date its plan prints, and the row of the calendar, if any."""
    date = reader.meeting_date(meeting.dates[0]).text
    return Anchor(reader.link(meeting).href, f"{date}, {meeting.row}" if meeting.row else date)


def carried_out_by(reader: Reader, activity: Activity) -> list[Meeting]:
    """Return the meetings that carry out an activity, in order of date."""
    return by_date(coverage.carrying_out(reader.catalogue, activity))


def calendar_in_form(reader: Reader, record: Plan) -> list[Block]:
    """Return the plan's calendar with the columns of the document."""
    meetings = by_date(reader.catalogue.referring(record, Meeting, "plan"))
    if record.calendar_form == "none" or not meetings:
        return [
            Notice(
                reader.label("headings.calendar"),
                anchor="calendar",
                lines=[[reader.label("notes.no_calendar")]],
            )
        ]
    title = (
        str(reader.say(record.calendar_title, record))
        if record.calendar_title
        else reader.label("headings.calendar")
    )
    if record.calendar_form == "dated":
        columns = ["date", "time_place", "topic"]
        rows = [_dated_row(reader, meeting) for meeting in meetings]
    else:
        columns = ["month", "mandate", "activity"]
        rows = [_monthly_row(reader, meeting) for meeting in meetings]
    return [
        Table(
            title,
            anchor="calendar",
            intro=reader.label(f"notes.calendar_{record.calendar_form}"),
            columns=[reader.label(f"columns.{column}") for column in columns],
            rows=rows,
            anchors=[meeting.row.lower() if meeting.row else meeting.id for meeting in meetings],
        )
    ]


def _dated_row(reader: Reader, meeting: Meeting) -> list[Cell]:
    printed = meeting.dates[0]
    place = reader.say(printed.place, meeting) if printed.place else ""
    topic: list[Inline] = [reader.link(meeting)]
    if len(meeting.dates) > 1 and meeting.dates[-1].start != printed.start:
        topic += [" ", Badge(reader.label("marks.other_date", date=reader.when(meeting).text), "warn")]
    time = reader.wording.times(printed.opens, printed.closes)
    return [[reader.date(printed.start)], [time, " · ", place], topic]


def _monthly_row(reader: Reader, meeting: Meeting) -> list[Cell]:
    month = meeting.dates[0].start.parts[1] or 0
    name = ", ".join([reader.wording.month_name(month), meeting.row or ""])
    heading: list[Inline] = [
        Anchor(reader.link(meeting).href, reader.wording.month_name(month), name=name),
        " ",
        Badge(meeting.row or ""),
    ]
    business: list[Inline] = []
    for index, item in enumerate(meeting.items):
        business += [*(["\n"] if index else []), f"{item.number}. ", reader.say(item.text, meeting)]
        for bullet in item.bullets:
            business += ["\n", "· ", reader.say(bullet.text, meeting)]
    printed: list[Inline] = []
    for index, reference in enumerate(meeting.mandates):
        printed += [*(["\n"] if index else []), *_printed(reader, reference)]
    return [heading, printed, business]


def _printed(reader: Reader, reference: PrintedMandates) -> list[Inline]:
    """Return a reference as printed; the numbers lead to the mandates, those of a range stand behind it."""
    document = reader.find(reference.document, "documents")
    symbol = borne_symbol(document) or str(reader.title(document))
    is_range = "-" in reference.printed
    paragraphs = f"{reference.printed}" if is_range else ""
    label = reader.label("notes.printed_reference", symbol=symbol, paragraphs=paragraphs)
    return [label if is_range else label.rstrip(":\u00a0 "), " ", *_numbers(reader, reference)]


def _numbers(reader: Reader, reference: PrintedMandates) -> list[Inline]:
    line: list[Inline] = []
    for index, identity in enumerate(reference.mandates):
        record = reader.catalogue.get(Mandate, identity)
        number = Anchor(reader.link(record).href, record.paragraph, name=reader.reference(record))
        line += [*([", "] if index else []), number]
    return line


def activity(reader: Reader, record: Activity) -> Parts:
    """An activity: who does it, on what mandate, when, and what it is about."""
    responsible: list[Cell | None] = [
        reader.link(
            reader.find(item.body, "bodies"), note=str(reader.say(item.role, record)) if item.role else ""
        )
        for item in record.responsible
    ]
    leaves = in_order(reader.catalogue.referring(record, Activity, "parent"))
    meetings = carried_out_by(reader, record) + [m for leaf in leaves for m in carried_out_by(reader, leaf)]
    rows = [
        meeting_line(reader, meeting, _items_of(reader, meeting, [record, *leaves]))
        for meeting in by_date(set_of(meetings))
    ]
    return Parts(
        facts=[
            *fact(reader, "plan", reader.links([record.plan], "plans")),
            *fact(reader, "number", [record.number]),
            *fact(reader, "parent", reader.links([record.parent] if record.parent else [], "activities")),
            *fact(reader, "responsible", responsible),
            *fact(reader, "condition", [reader.say(record.condition, record)] if record.condition else []),
        ],
        blocks=[
            *reader.outline("headings.parts", record.parts, record),
            *links(reader, "leaves", leaves),
            *_mandates_of(reader, record),
            Links(
                reader.label("headings.meetings"),
                anchor="meetings",
                rows=rows,
                empty=reader.label("notes.activity_without_meeting"),
            ),
            *links(reader, "concerns", [reader.find(item) for item in record.concerns]),
            *_framework(reader, serving_items(reader, record)),
        ],
        marks=[] if meetings else [Badge(reader.label("marks.no_date"), "warn")],
        reference=record.number,
    )


def set_of(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings, each once."""
    return list({meeting.id: meeting for meeting in meetings}.values())


def _items_of(reader: Reader, meeting: Meeting, activities: list[Activity]) -> str:
    wanted = {activity.id for activity in activities}
    numbers = [
        item.number
        for item in meeting.items
        if item.activity in wanted or any(bullet.activity in wanted for bullet in item.bullets)
    ]
    if len(numbers) == 1:
        return reader.label("notes.item", number=numbers[0])
    return reader.label("notes.items", numbers=reader.wording.list(numbers)) if numbers else ""


def basis(reader: Reader, record: Activity) -> list[Inline]:
    """Return who links an activity to its mandates, to stand once before all of them in a line."""
    if not record.mandate_link:
        return []
    return [f"{reader.code(record.mandate_link)}{reader.label('formats.colon')}"]


def _mandates_of(reader: Reader, record: Activity) -> list[Block]:
    intro = reader.code(record.mandate_link) if record.mandate_link else ""
    rows = reader.lines([reader.find(item, "mandates") for item in record.mandates])
    empty = reader.label("notes.activity_without_mandate")
    return [Links(reader.label("headings.mandates"), intro=intro, rows=rows, empty=empty)]


def meeting(reader: Reader, record: Meeting) -> Parts:
    """A meeting: every date it had, its business, agenda, aims, and what came of it."""
    activities = [reader.find(item, "activities") for item in record.activities]
    return Parts(
        facts=[
            *fact(reader, "date", _when_and_where(reader, record)),
            *fact(reader, "body", reader.links([record.body], "bodies")),
            *fact(reader, "plan", reader.links([record.plan] if record.plan else [], "plans")),
            *fact(reader, "row", [record.row]),
            *fact(reader, "documents", reader.links(record.documents, "documents")),
            *_no_result(reader, [record]),
        ],
        blocks=[
            *_dates(reader, record),
            *_business(reader, record),
            *_printed_mandates(reader, record),
            *_agenda(reader, record),
            *_purposes(reader, record, "aims", record.aims),
            *_purposes(reader, record, "audience", record.audience),
            *names(reader, record.names),
            *links(
                reader, "activities", activities, "" if record.items else "notes.meeting_without_activity"
            ),
            *links(reader, "concerns", [reader.find(item) for item in record.concerns]),
            *_outcome(reader, record),
        ],
        marks=[Badge(reader.code(record.type)), status_badge(reader, record.dates[-1].status)],
    )


def _when_and_where(reader: Reader, record: Meeting) -> list[Cell | None]:
    """Return each date with its place; a date that other sources only repeat stands once."""
    found: dict[str, Cell] = {}
    for date in record.dates:
        place: list[Inline] = [", ", reader.say(date.place, record)] if date.place else []
        if date.start not in found or date.opens:
            found[date.start] = [reader.meeting_date(date), *place]
    return list(found.values())


def _dates(reader: Reader, record: Meeting) -> list[Block]:
    columns = [reader.label(f"columns.{name}") for name in ("date", "status", "place", "source")]
    rows: list[list[Cell]] = [
        [
            [reader.meeting_date(date)],
            [status_badge(reader, date.status)],
            reader.say(date.place, record) if date.place else "—",
            _joined(reader.sources(date.sources), "\n"),
        ]
        for date in record.dates
    ]
    inferred = next((date.start for date in record.dates if date.year_inferred), None)
    name = "year_inferred_day" if inferred and inferred.day else "year_inferred"
    intro = reader.label(f"notes.{name}") if inferred else ""
    return [Table(reader.label("headings.dates"), anchor="dates", intro=intro, columns=columns, rows=rows)]


def _joined(lines: list[list[Inline]], between: str) -> list[Inline]:
    """Return lines as one, with something between them."""
    return [part for index, line in enumerate(lines) for part in ([between] if index else []) + line]


def _business(reader: Reader, record: Meeting) -> list[Block]:
    pieces = [
        Piece(
            item.number,
            reader.say(item.text, record),
            [
                *reader.links([item.activity] if item.activity else [], "activities"),
                *reader.links(item.concerns),
            ],
            pieces=[
                Piece(
                    "·",
                    reader.say(bullet.text, record),
                    reader.links([bullet.activity] if bullet.activity else [], "activities"),
                )
                for bullet in item.bullets
            ],
        )
        for item in record.items
    ]
    if not pieces:
        return []
    return [
        Outline(
            reader.label("headings.items"),
            anchor="items",
            intro=reader.label("notes.items_linked"),
            pieces=pieces,
        )
    ]


def _printed_mandates(reader: Reader, record: Meeting) -> list[Block]:
    rows = [_printed(reader, reference) for reference in record.mandates]
    return [Links(reader.label("headings.printed_mandates"), anchor="mandates", rows=rows)] if rows else []


def _agenda(reader: Reader, record: Meeting) -> list[Block]:
    if not record.agenda:
        return []
    columns = [reader.label(f"columns.{name}") for name in ("time", "number", "slot")]
    rows: list[list[Cell]] = []
    for slot in record.agenda:
        number = slot.number or ""
        if slot.printed and slot.printed != slot.number:
            number = reader.label("notes.printed_number", number=slot.number, printed=slot.printed)
        content: list[Inline] = [reader.say(slot.title, record)]
        if slot.text:
            content += ["\n", reader.say(slot.text, record)]
        for speaker in slot.speakers:
            content += ["\n", speaker.name, ", ", reader.say(speaker.role, record)]
        for index, anchor in enumerate(reader.links(slot.invited)):
            content += ["\n" if not index else " · ", anchor]
        rows.append([Moment(reader.wording.times(slot.opens, slot.closes), slot.opens), number, content])
    return [Table(reader.label("headings.agenda"), anchor="agenda", columns=columns, rows=rows)]


def _purposes(reader: Reader, record: Meeting, name: str, purposes: list[Purpose]) -> list[Block]:
    """Return the aims, or the audience; the heading names the source where sources differ."""
    found: list[Block] = []
    for purpose in purposes:
        document, *place = reader.source(purpose.sources[0])
        source = str(document.text if isinstance(document, Anchor) else document)
        title = (
            reader.label(f"headings.{name}_in", source=source)
            if len(purposes) > 1
            else reader.label(f"headings.{name}")
        )
        found.append(
            Outline(
                title,
                intro="".join(map(str, place)).lstrip(", "),
                pieces=reader.pieces(purpose.parts, record),
            )
        )
    return found


def _outcome(reader: Reader, record: Meeting) -> list[Block]:
    if not record.outcome:
        return []
    rows: list[list[Inline]] = [[reader.say(record.outcome, record)]]
    return [Links(reader.label("headings.results"), anchor="results", rows=rows)]


def _no_result(reader: Reader, meetings: list[Meeting]) -> list[Row]:
    """Return the fact that no source says what came of meetings, where that is so."""
    known = any(meeting.outcome for meeting in meetings)
    return [] if known else fact(reader, "results", [reader.label("notes.no_result_short")])
