"""The thematic catalogue of practices."""

from __future__ import annotations

from cam.model.cooperation import Finding, Practice
from cam.model.records import FrameworkSection
from cam.views.blocks import Anchor, Badge, Block, Card, Cards, Inline, Links, Prose
from cam.views.common import Parts, anchor_of, cited, fact, period, sure
from cam.views.reader import Reader


def practice(reader: Reader, record: Practice) -> Parts:
    """A practice: how it works, what it cost, what came of it, what did not work, who took it up."""
    headings = [anchor for label in record.headings for anchor in _framework(reader, label)]
    return Parts(
        facts=[
            *fact(reader, "framework_heading", headings),
            *fact(
                reader,
                "countries",
                sure(reader, record, "countries", reader.links(record.countries, "countries")),
            ),
            *fact(reader, "period", period(reader, record.period)),
            *fact(reader, "evidence", [reader.code(record.evidence)]),
            *fact(reader, "cost", [reader.code(record.cost)]),
            *fact(reader, "cost_note", [reader.say(record.cost_note, record)] if record.cost_note else []),
            *fact(reader, "bodies", reader.links(record.bodies, "bodies")),
            *fact(reader, "institutions", reader.links(record.institutions, "portals")),
            *fact(reader, "laws", reader.links(record.laws, "laws")),
            *fact(reader, "projects", reader.links(record.projects, "projects")),
        ],
        blocks=[
            Prose(reader.label("headings.how"), paragraphs=[reader.say(record.how, record)]),
            _findings(reader, record, "results", record.results),
            _findings(reader, record, "shortcomings", record.shortcomings),
            _adapted(reader, record),
        ],
        marks=[Badge(reader.code(record.type)), Badge(reader.code(record.evidence))],
    )


def _findings(reader: Reader, record: Practice, name: str, findings: list[Finding]) -> Links:
    rows = [[reader.say(item.text, record), *cited(reader, item.sources)] for item in findings]
    heading = "outcome" if name == "results" else name  # a meeting has results, a practice has effects
    return Links(
        reader.label(f"headings.{heading}"),
        anchor=name,
        rows=rows,
        empty=reader.label(f"practices.no_{name}"),
    )


def _adapted(reader: Reader, record: Practice) -> Links:
    rows: list[list[Inline]] = []
    for item in record.adapted_by:
        line: list[Inline] = [reader.say(item.text, record)]
        for anchor in [*reader.links(item.countries, "countries"), *reader.links(item.bodies, "bodies")]:
            line += [" ", anchor]
        rows.append([*line, *cited(reader, item.sources)])
    empty = reader.label("practices.no_adapted_by")
    return Links(reader.label("headings.adapted_by"), anchor="adapted", rows=rows, empty=empty)


def _framework(reader: Reader, label: str) -> list[Anchor]:
    """Return the link to a heading of the framework, in the framework's own words."""
    for section in reader.catalogue.all(FrameworkSection):
        for item, found in section.labelled():
            if found == label:
                text = reader.say(item.text, section)
                return [Anchor(reader.link(section, fragment=f"#{anchor_of(label)}").href, f"{label} {text}")]
    return []


def practices(reader: Reader) -> list[Block]:
    """The catalogue under the headings of the framework."""
    used = sorted({label for record in reader.catalogue.all(Practice) for label in record.headings})
    found: list[Block] = []
    for label in used:
        cards = [
            Card(
                reader.link(record),
                ", ".join(str(reader.title(reader.find(code, "countries"))) for code in record.countries),
                reader.say(record.summary, record) if record.summary else "",
                [Badge(reader.code(record.type)), Badge(reader.code(record.evidence))],
            )
            for record in reader.catalogue.all(Practice)
            if label in record.headings
        ]
        title = next(iter(_framework(reader, label)), None)
        found.append(Cards(title or label, anchor=anchor_of(label), cards=cards))
    return found
