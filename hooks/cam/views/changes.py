"""How changes are said: in a title, in a line, in the paragraphs of a feed; and the page that lists them by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cam.changes import GATHERED, Change, Dates, changes
from cam.figures import Cell
from cam.model import KINDS, PartialDate, Record
from cam.model.directory import Portal
from cam.model.figures import CountryReport, Dataset, RequestTable
from cam.model.health import Check
from cam.model.law import Law, MembershipEvent, Participation, Treaty
from cam.model.records import MeetingDate
from cam.sicremi.revisions import Revision
from cam.sicremi.words import FormWords
from cam.views.blocks import Anchor, Badge, Block, Inline, Links
from cam.views.common import cited, doubt, marked, outside
from cam.views.filters import title_cell
from cam.views.reader import Reader
from cam.views.revisions import Comparison
from cam.views.sicremi_reports import plain, row_said
from cam.views.treaties import standing_cell

FEW = 20
"""So many records of one day are named one by one on the page of changes; more are counted by kind."""

MOST = 25
"""So many lines stand in one entry of a feed, before it says how many more there are."""

_BESIDE = ("date", "dates", "number", "country", "countries")
"""Keys whose value may stand beside a title."""

_TONES = {"moved": "warn", "cancelled": "warn", "failing": "warn", "held": "good", "recovered": "good"}
_ANCHORS = dict.fromkeys(("failing", "recovered", "relocated"), "#link-history") | {"standing": "#states"}
_FORCE = ("status", "valid_to", "replaced_by")


def title(reader: Reader, change: Change) -> str:
    """Return what a change is called, as plain text: its type, the record, and what tells that from its like."""
    named = called(reader, change.record)
    if isinstance(change.detail, Participation):
        named = f"{reader.title(reader.find(change.detail.country, 'countries'))}, {named}"
    return reader.code(change.type) + reader.label("formats.colon") + named


def called(reader: Reader, record: Record) -> str:
    """Return a record's title as plain text, with its state, its language where foreign, and its doubt in brackets."""
    words = reader.called(record)
    foreign = reader.wording.language_name(words.language) if words.foreign else ""
    notes = [
        reader.borne_by_many(record),
        reader.label("marks.untranslated", language=foreign) if foreign else "",
        *(mark.text.lower() for mark in doubt(reader, record, "title", *_BESIDE)),
    ]
    said = ", ".join(filter(None, notes))
    return f"{words.text} ({said})" if said else words.text


def path(change: Change) -> str:
    """Return the address of what a change is about, from the language's root."""
    anchor = _ANCHORS.get(change.type, "")
    if isinstance(change.record, CountryReport) and change.type == "figures":
        anchor = "#revisions"
    return f"{change.record.kind}/{change.record.id}/{anchor}"


def paragraphs(reader: Reader, change: Change, state: str = "") -> list[list[Inline]]:
    """Return what is said of a change at length: the record, what changed, where that is written, its gist."""
    record = change.record
    kind = reader.label(f"kind_one.{record.kind}") + reader.label("formats.colon")
    found: list[list[Inline]] = [[kind, *title_cell(reader, record)]]
    fact = said(reader, change, state)
    if fact:
        found.append([*fact, *_sources(reader, change)])
    if record.summary and change.type in (*GATHERED, "edition", "figures"):
        found.append([reader.say(record.summary, record)])
    return found


def line(reader: Reader, change: Change) -> list[Inline]:
    """Return a change in one line: its type, a link to the record, and what changed."""
    fact = said(reader, change)
    link = title_cell(reader, change.record)
    badge = Badge(reader.code(change.type), _TONES.get(change.type, "neutral"))
    return [badge, " ", *link, *([" — ", *fact] if fact else [])]


def said(reader: Reader, change: Change, state: str = "") -> list[Inline]:
    """Return what changed, in words; of a record that was added or revised, what stands beside its title in lists.

    Of revised figures it is what concerns `state`, if one is given.
    """
    record, detail = change.record, change.detail
    match detail:
        case Dates():
            return [*_dates(reader, detail), *marked(doubt(reader, record, "dates"))]
        case Check():
            return _check(reader, change, detail)
        case Participation() if isinstance(record, Treaty):
            who = reader.link(reader.find(detail.country, "countries"))
            return [who, reader.label("formats.colon"), *standing_cell(reader, record, detail.country)]
        case MembershipEvent():
            when: list[Inline] = (
                [reader.date(detail.date), reader.label("formats.colon")] if detail.date else []
            )
            return [*when, reader.say(detail.text, record)]
        case list():
            unit = "series" if isinstance(record, Dataset) else "figures"
            return [reader.count(f"feeds.{unit}_differ", len(figures(reader, change, state)))]
    if change.type == "ended" and isinstance(record, Law):
        return _ended(reader, record)
    beside = reader.beside(record)
    return [beside, *marked(doubt(reader, record, *_BESIDE))] if beside else []


def _dates(reader: Reader, dates: Dates) -> list[Inline]:
    old, new = (_date(reader, date) for date in (dates.old, dates.new))
    if new and old and new != old:
        return [reader.label("feeds.other_date", new=new, old=old)]
    return [new] if new else [reader.label("feeds.no_date", old=old)]


def _date(reader: Reader, date: MeetingDate | None) -> str:
    return reader.meeting_date(date).text if date else ""


def _check(reader: Reader, change: Change, check: Check) -> list[Inline]:
    """Return what a link check found at a portal."""
    result = reader.label(f"link_results.{check.result}") + (f" ({check.code})" if check.code else "")
    found: list[Inline] = []
    if change.type == "failing":
        found += [reader.code("failing", "link_states"), ". "]
    found.append(reader.label("feeds.checked", date=reader.wording.date(check.day), result=result))
    address = check.to or (change.record.address if isinstance(change.record, Portal) else None)
    return [*found, " ", outside(address)] if address else found


def _ended(reader: Reader, law: Law) -> list[Inline]:
    """Return when an instrument ended, or what replaced it."""
    found: list[Inline] = [] if law.replaced_by else [reader.code(law.status), ". "]
    if law.valid_to:
        until = (
            reader.label("fields.valid_to")
            + reader.label("formats.colon")
            + reader.wording.date(law.valid_to)
        )
        found += [until, ". "]
    if law.replaced_by:
        how = "replaced_by_partly" if law.replaced_partly else "replaced_by"
        found += [reader.label(f"chain.{how}"), " ", reader.link(reader.find(law.replaced_by, "laws"))]
    return [*found, *marked(doubt(reader, law, *_FORCE))]


def _sources(reader: Reader, change: Change) -> list[Inline]:
    """Return where the sources of a change say so, in brackets."""
    detail = change.detail
    if isinstance(detail, Dates):
        given = detail.new or detail.old
        return cited(reader, given.sources if given else ())
    return cited(reader, detail.sources) if isinstance(detail, (Participation, MembershipEvent)) else []


def figures(reader: Reader, change: Change, state: str = "") -> list[str]:
    """Return a line for each figure that was revised, or for each of one state."""
    found: list[str] = []
    for item in change.detail if isinstance(change.detail, list) else ():
        if isinstance(item, Revision):
            found.append(_revised(reader, item))
        else:
            found += _compared(reader, change.record, item, state)
    return found


def _revised(reader: Reader, item: Revision) -> str:
    """Return a figure of a country report that another version gives otherwise."""
    request = reader.catalogue.get(RequestTable, item.table)
    row = row_said(
        FormWords(reader.catalogue, reader.language), request, (item.category, item.sex, item.partner)
    )
    what = f"{request.code}, {row}, {item.year}"
    return reader.label("feeds.figure", what=what, new=plain(reader, item.new), old=plain(reader, item.old))


def _compared(reader: Reader, record: Record, found: Comparison, state: str) -> Iterator[str]:
    """Yield the figures of states that another edition of a table gives otherwise, of the newest common year."""
    known = record.measures if isinstance(record, Dataset) else []
    measures = [item for item in known if item.code in found.measures]
    names = " + ".join(reader.say(item.label, record).text for item in measures)
    decimals = max((item.decimals for item in measures), default=0)
    for item in found.changed:
        if state in ("", item.country):
            where = reader.title(reader.find(item.country, "countries"))
            yield reader.label(
                "feeds.figure_years",
                what=f"{where}, {names}, {found.years[-1]}",
                new=_number(reader, item.new, decimals),
                old=_number(reader, item.old, decimals),
                number=item.years,
                all=len(found.years),
            )


def _number(reader: Reader, cell: Cell, decimals: int) -> str:
    return plain(reader, cell) if cell.value is None else reader.wording.fixed(cell.value, decimals)


# The page of changes


def listed(reader: Reader) -> list[Block]:
    """Return every change by day, newest first; on days when many records came in, these are counted by kind."""
    days = groupby(changes(reader.catalogue), key=lambda change: change.day)
    return [
        Links(reader.wording.date(day), anchor=anchor_of(day), rows=list(_rows(reader, list(found))))
        for day, found in days
    ]


def anchor_of(day: PartialDate) -> str:
    """Return the anchor of a day on the page of changes."""
    return f"d{day}"


def _rows(reader: Reader, found: list[Change]) -> Iterator[list[Inline]]:
    yield from (line(reader, change) for change in found if change.type not in GATHERED)
    for kind_of_change in GATHERED:
        same = [change for change in found if change.type == kind_of_change]
        if len(same) > FEW:
            yield _counted(reader, same)
        else:
            yield from (line(reader, change) for change in same)


def by_kind(found: Iterable[Change]) -> dict[str, list[Change]]:
    """Return changes by the kind of their records, in the order in which the site names kinds."""
    given = list(found)
    kinds = {kind: [change for change in given if change.record.kind == kind] for kind in KINDS}
    return {kind: same for kind, same in kinds.items() if same}


def _counted(reader: Reader, same: list[Change]) -> list[Inline]:
    """Return how many records of each kind share a change, the most first, each kind with a link to its list."""
    row: list[Inline] = [Badge(reader.label(f"feeds.many_{same[0].type}")), " "]
    kinds = sorted(by_kind(same).items(), key=lambda pair: len(pair[1]), reverse=True)
    for place, (kind, those) in enumerate(kinds):
        row += [" · "] if place else []
        row.append(Anchor(reader.href(f"{kind}/"), many(reader, kind, len(those))))
    return row


def many(reader: Reader, kind: str, number: int) -> str:
    """Return the name of a kind with a number of its records."""
    return f"{reader.label(f'kinds.{kind}')} ({reader.wording.number(number)})"
