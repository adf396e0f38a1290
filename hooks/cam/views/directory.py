"""The inventory of portals, the directory of institutions, and the portals that serve a migrant."""

from __future__ import annotations

from dataclasses import dataclass, field

from cam import health
from cam.model.cooperation import Member, Practice
from cam.model.directory import Portal
from cam.serving import needs, serves_where, serves_whom, shown_with
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Cell, Choice, Inline, Links, Table
from cam.views.common import Parts, cited, doubt, fact, languages_said, links, marked, outside, sure
from cam.views.filters import by_name, code_choice, country_choice, search_choice, sort_key, title_cell
from cam.views.programs import programs_naming
from cam.views.reader import Reader
from cam.views.ricomi import membership_lines

_TONES = {"answers": "good", "failing": "warn", "unsure": "warn"}
_NOT_AN_INSTITUTION = ("data_portal", "information_portal")


def portal(reader: Reader, record: Portal) -> Parts:
    """An institution and its portal: what it offers, how sure its address is, and whether it answers."""
    catalogue = reader.catalogue
    kept = catalogue.referring(record, Portal, "owner")
    return Parts(
        facts=[
            *fact(
                reader,
                "official_title",
                sure(
                    reader,
                    record,
                    "official_title",
                    [Words(record.official_title, record.original)] if record.official_title else [],
                ),
            ),
            *fact(
                reader,
                "acronym",
                sure(reader, record, "acronym", [record.acronym] if record.acronym else []),
            ),
            *fact(
                reader,
                "countries",
                sure(reader, record, "countries", reader.links(record.countries, "countries")),
            ),
            *fact(reader, "scope", sure(reader, record, "scope", [reader.code(record.scope)])),
            *fact(
                reader,
                "belongs_to",
                sure(reader, record, "parent", [reader.say(record.parent, record)] if record.parent else []),
            ),
            *fact(
                reader,
                "owner",
                sure(
                    reader, record, "owner", reader.links([record.owner] if record.owner else [], "portals")
                ),
            ),
            *fact(reader, "portal_languages", sure(reader, record, "languages", _languages(reader, record))),
            *fact(
                reader,
                "services",
                sure(reader, record, "services", [reader.code(code) for code in record.services]),
            ),
            *fact(reader, "address", _addresses(record)),
            *fact(
                reader,
                "address_evidence",
                [reader.code(record.address_evidence)] if record.address_evidence else [],
            ),
            *fact(reader, "link_state", _health(reader, record)),
            *fact(reader, "archived", [outside(record.archived)] if record.archived else []),
        ],
        blocks=[
            *_contacts(reader, record),
            *_history(reader, record),
            *links(reader, "kept_portals", kept),
            *_membership(reader, record),
            *programs_naming(reader, record, "portals"),
            *links(reader, "practices", catalogue.referring(record, Practice, "institutions")),
        ],
        marks=[
            Badge(reader.code(record.type)),
            *doubt(reader, record, "title", "type"),
            *_closed(reader, record),
        ],
        reference=record.acronym or "",
    )


def _membership(reader: Reader, record: Portal) -> list[Block]:
    rows = membership_lines(reader, reader.catalogue.referring(record, Member, "institution"))
    return [Links(reader.label("headings.ricomi"), anchor="ricomi", rows=rows)] if rows else []


def _closed(reader: Reader, record: Portal) -> list[Badge]:
    return [Badge(reader.label("marks.closed"), "warn")] if record.closed else []


def _languages(reader: Reader, record: Portal) -> list[Cell]:
    return [languages_said(reader, record.languages)]


def _addresses(record: Portal) -> list[Cell | None]:
    return [outside(address) for address in [record.address, *record.other_addresses] if address]


def link_state(reader: Reader, record: Portal) -> Badge:
    """Return what the link check says of a portal."""
    state = health.state(reader.catalogue.health.get(record.id, []))
    return Badge(reader.code(state, "link_states"), _TONES.get(state, "neutral"))


def _health(reader: Reader, record: Portal) -> list[Cell | None]:
    return [link_state(reader, record)] if record.address else []


def _history(reader: Reader, record: Portal) -> list[Block]:
    """Return what each link check found, newest first."""
    checks = reader.catalogue.health.get(record.id, [])
    if not checks:
        return []
    columns = [reader.label(f"columns.{name}") for name in ("date", "result")]
    rows: list[list[Cell]] = [
        [
            [reader.date(check.day)],
            [reader.label(f"link_results.{check.result}"), *([f" ({check.code})"] if check.code else [])],
        ]
        for check in reversed(checks)
    ]
    return [Table(reader.label("headings.link_history"), anchor="link-history", columns=columns, rows=rows)]


def _contacts(reader: Reader, record: Portal) -> list[Block]:
    rows: list[list[Inline]] = [
        [
            f"{reader.code(contact.type)}{reader.label('formats.colon')}",
            contact.value,
            *cited(reader, contact.sources),
        ]
        for contact in record.contacts
    ]
    return [Links(reader.label("headings.contacts"), anchor="contacts", rows=rows)] if rows else []


def portals(reader: Reader) -> list[Block]:
    """The inventory: every portal, to be narrowed by words, state, kind, reach, service, language and link check."""
    records = _in_order(reader, reader.catalogue.all(Portal))
    columns = [
        reader.label(f"columns.{name}")
        for name in ("portal", "kind", "country", "services", "languages", "link")
    ]
    choices = [
        search_choice(reader),
        country_choice(reader, {code for record in records for code in record.countries}),
        code_choice(reader, "type", "portal_types", {record.type for record in records}),
        code_choice(reader, "scope", "scopes", {record.scope for record in records}),
        code_choice(reader, "service", "services", {code for record in records for code in record.services}),
        _language_choice(reader, records),
        code_choice(reader, "link", "link_states", {_state(reader, record) for record in records}),
        code_choice(reader, "evidence", "address_evidence",
                    {record.address_evidence for record in records if record.address_evidence}, "address_evidence"),
    ]  # fmt: skip
    return [
        Table(
            columns=columns,
            rows=[_row(reader, record) for record in records],
            choices=choices,
            facets=[_facets(reader, record) for record in records],
        )
    ]


def _in_order(reader: Reader, records: list[Portal]) -> list[Portal]:
    """Return portals by state, then those of no single state; authorities before others."""
    order = {code: index for index, code in enumerate(reader.catalogue.vocabulary["portal_types"])}
    names = {country.id: sort_key(reader, country.id) for country in by_name(reader)}

    def place(record: Portal) -> tuple[str, int, str]:
        state = names[record.countries[0]] if record.scope == "national" and record.countries else "~"
        return state, order[str(record.type)], record.id

    return sorted(records, key=place)


def _state(reader: Reader, record: Portal) -> str:
    return health.state(reader.catalogue.health.get(record.id, []))


def _row(reader: Reader, record: Portal) -> list[Cell]:
    names = (
        [reader.link(reader.find(code, "countries")) for code in record.countries]
        if record.scope == "national"
        else []
    )
    where: list[Inline] = []
    for name in names:
        where += [*([", "] if where else []), name]
    return [
        title_cell(reader, record),
        reader.code(record.type),
        where or reader.code(record.scope),
        [", ".join(reader.code(code) for code in record.services), *marked(doubt(reader, record, "services"))],
        [languages_said(reader, record.languages), *marked(doubt(reader, record, "languages"))],
        [*([outside(record.address), " "] if record.address else [f"{reader.label('marks.no_address')} "]),
         *([link_state(reader, record)] if record.address else [])],
    ]  # fmt: skip


def _facets(reader: Reader, record: Portal) -> dict[str, str]:
    return {
        "country": " ".join(record.countries) or "*",
        "type": str(record.type),
        "scope": str(record.scope),
        "service": " ".join(record.services),
        "language": " ".join(record.languages),
        "link": _state(reader, record),
        "evidence": str(record.address_evidence or ""),
    }


def _language_choice(reader: Reader, records: list[Portal]) -> Choice:
    used = {str(code) for record in records for code in record.languages}
    options = [
        (code, reader.wording.language_name(code))
        for code in reader.catalogue.vocabulary["source_languages"]
        if code in used
    ]
    return Choice("language", reader.label("fields.language"), options)


def directory(reader: Reader) -> list[Block]:
    """The institutions, to be narrowed by words, kind and state."""
    records = [
        record
        for record in _in_order(reader, reader.catalogue.all(Portal))
        if record.type not in _NOT_AN_INSTITUTION
    ]
    columns = [
        reader.label(f"columns.{name}") for name in ("institution", "kind", "country", "parent", "contact")
    ]
    choices = [
        search_choice(reader),
        code_choice(reader, "type", "portal_types", {record.type for record in records}),
        country_choice(reader, {code for record in records for code in record.countries}),
    ]
    rows: list[list[Cell]] = [
        [
            [*title_cell(reader, record), *([f" ({record.acronym})"] if record.acronym else [])],
            *_row(reader, record)[1:3],
            [reader.say(record.parent, record), *marked(doubt(reader, record, "parent"))]
            if record.parent
            else "",
            [
                *(f"{contact.value} " for contact in record.contacts),
                *([outside(record.address)] if record.address else []),
            ],
        ]
        for record in records
    ]
    facets = [{name: _facets(reader, record)[name] for name in ("country", "type")} for record in records]
    return [Table(columns=columns, rows=rows, choices=choices, facets=facets)]


@dataclass(frozen=True)
class Help:
    """A portal as a migrant reads of it; `facets` are where one is, whence one comes, and what one needs."""

    anchor: Anchor
    acronym: str
    summary: Words | str
    needs: list[Badge]
    languages: str
    address: Anchor | None
    evidence: str
    marks: list[Badge]
    facets: dict[str, str]


@dataclass(frozen=True)
class HelpGroup:
    """The portals of one state, or those that serve anywhere."""

    title: str
    anchor: str
    entries: list[Help]


@dataclass(frozen=True)
class HelpList(Block):
    """Portals that serve a migrant, by state."""

    template = "help"
    groups: list[HelpGroup] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    jumps: list[tuple[str, str]] = field(default_factory=list)


def for_me(reader: Reader) -> list[Block]:
    """Portals by state, to be narrowed by where one is, whence one comes, and what one needs."""
    serving = [record for record in _in_order(reader, reader.catalogue.all(Portal)) if needs(record)]
    groups = []
    for state in by_name(reader):
        entries = [
            _help(reader, item) for item in serving if item.scope == "national" and state.id in item.countries
        ]
        if entries:
            groups.append(HelpGroup(str(reader.title(state)), state.id, entries))
    beyond = [_help(reader, item) for item in serving if item.scope != "national"]
    groups.append(HelpGroup(reader.label("headings.beyond_states"), "beyond", beyond))
    states = [state.id for state in by_name(reader)]
    choices = [
        country_choice(reader, states, "where"),
        country_choice(reader, states, "whence"),
        code_choice(
            reader, "need", "migrant_needs", {need for item in serving for need in needs(item)}, "i_need"
        ),
    ]
    jumps = [(group.anchor, group.title) for group in groups]
    return [HelpList(groups=groups, choices=choices, jumps=jumps)]


def _help(reader: Reader, record: Portal) -> Help:
    state = _state(reader, record)
    shown = (
        [Badge(reader.code(state, "link_states"), _TONES.get(state, "neutral"))]
        if state in ("failing", "unsure")
        else []
    )
    return Help(
        reader.link(record),
        record.acronym or "",
        reader.say(record.summary, record) if record.summary else "",
        [Badge(reader.code(need, "migrant_needs"), "plan") for need in needs(record)],
        languages_said(reader, record.languages),
        outside(record.address) if record.address else None,
        reader.code(record.address_evidence) if record.address_evidence else "",
        [*doubt(reader, record, "title", "services", "languages"), *shown],
        _served(record),
    )


def _served(record: Portal) -> dict[str, str]:
    facets = {"where": serves_where(record), "whence": serves_whom(record), "need": needs(record)}
    if shown_with(record):
        facets["with"] = shown_with(record)
    return {name: " ".join(words) for name, words in facets.items()}
