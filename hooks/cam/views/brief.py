"""What a delegate takes along on one sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass

from cam.model.cooperation import Member, Practice
from cam.model.directory import Portal
from cam.model.law import Country, Law
from cam.model.records import Officer, Project
from cam.text import Words
from cam.views.blocks import Anchor, Inline, Multiple
from cam.views.common import doubt, marked, outside
from cam.views.countries import kind_of, national_portals, not_known
from cam.views.datasets import producers
from cam.views.figures import HEADLINES, headline, sparks
from cam.views.filters import title_cell
from cam.views.numbers import tables_of
from cam.views.programs import program_lines
from cam.views.reader import Reader
from cam.views.treaties import Sign, in_time, sign


@dataclass(frozen=True)
class Brief:
    """What a delegate takes along on one sheet of paper."""

    country: Country
    title: str
    lead: Words | str
    membership: str
    treaties: list[tuple[str, Sign]]
    laws: list[list[Inline]]
    more_laws: str
    portals: list[list[Inline]]
    work: list[list[Inline]]
    unknown: list[str]
    figures: list[list[Inline]]
    sparks: list[Multiple]
    credit: str
    programs: list[list[Inline]]
    more_programs: str
    page: Anchor
    date: str


_BRIEF_LAWS, _BRIEF_PROGRAMS = 6, 4
"""As many instruments and programs as fit on the sheet; the rest is counted and linked."""


_BRIEF_FIGURES = tuple(
    (name, table)
    for name, table in HEADLINES
    if name in ("immigrants", "immigrants_from_region_share", "emigrants", "remittances_received_gdp",
                "refugees_hosted", "asylum_seekers_hosted", "protection_hosted")
)  # fmt: skip
"""The figures that fit on the sheet."""


def brief(reader: Reader, record: Country) -> Brief:
    """Return the brief on a state."""
    catalogue = reader.catalogue
    held = sorted(
        catalogue.referring(record, Law, "country"), key=lambda law: (law.date or "", law.id), reverse=True
    )
    programs = program_lines(reader, record)
    newest = catalogue.newest_day
    assert newest
    return Brief(
        country=record,
        title=reader.label("countries.brief_title", country=str(reader.title(record))),
        lead=reader.say(record.summary, record) if record.summary else "",
        membership=reader.code(record.membership),
        treaties=[(str(reader.say(t.short, t)), sign(reader, t, record.id)) for t in in_time(reader)],
        laws=[_brief_law(reader, law) for law in held[:_BRIEF_LAWS]],
        more_laws=_more(reader, len(held) - _BRIEF_LAWS),
        portals=[_brief_portal(reader, portal) for portal in national_portals(reader, record)[:4]],
        work=_brief_work(reader, record),
        unknown=not_known(reader, record),
        figures=headline(reader, record, _BRIEF_FIGURES),
        credit=producers(reader, *tables_of(name for name, _ in _BRIEF_FIGURES))
        + reader.label("figures.overlap"),
        sparks=sparks(reader, record, ("immigrants", "emigrants")),
        programs=programs[:_BRIEF_PROGRAMS],
        more_programs=_more(reader, len(programs) - _BRIEF_PROGRAMS),
        page=Anchor(reader.href(f"countries/{record.id}/"), reader.label("countries.whole_page")),
        date=reader.wording.date(newest),
    )


def _more(reader: Reader, rest: int) -> str:
    """Return how many are left out; nothing where none is."""
    return reader.count("counts.more_instruments", rest) if rest > 0 else ""


def _brief_law(reader: Reader, law: Law) -> list[Inline]:
    when = f"{law.date[:4]} · " if law.date else ""
    marks = marked(doubt(reader, law, "title", "date", "status"))
    return [when, reader.link(law), f" — {reader.code(law.status)}", *marks]


def _brief_portal(reader: Reader, portal: Portal) -> list[Inline]:
    line = title_cell(reader, portal)
    return [*line, " — ", outside(portal.address)] if portal.address else line


def _held(reader: Reader, term: Officer) -> str:
    """Return when an office was held, as far as it is known."""
    return reader.wording.period(term.term) if term.term else (term.elected_on or "")[:4]


def _brief_work(reader: Reader, record: Country) -> list[list[Inline]]:
    """Return offices held, projects, practices and candidates for RICOMI in one line each."""
    catalogue = reader.catalogue
    colon = reader.label("formats.colon")
    lines: list[list[Inline]] = [
        [
            reader.code(term.office) + colon,
            reader.link(term),
            f" ({held})" if (held := _held(reader, term)) else "",
        ]
        for term in catalogue.referring(record, Officer, "country")
    ]
    for kind in (Project, Practice):
        lines += [
            [kind_of(reader, item), reader.link(item)]
            for item in catalogue.referring(record, kind, "countries")
        ]
    lines += [
        [f"RICOMI{colon}", reader.link(member), f" — {reader.code(member.status)}"]
        for member in catalogue.referring(record, Member, "country")
    ]
    return lines[:4]
