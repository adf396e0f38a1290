"""What all pages on worker programs share: names of places, numbers, terms, filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cam import flows
from cam.model.program import MobilityTerm, Participants, Program, Term, Total
from cam.text import Words, folded
from cam.views.blocks import Anchor, Badge, Cell, Choice, Inline
from cam.views.common import doubt, marked
from cam.views.filters import code_choice
from cam.views.reader import Reader

TERMS = ("wage", "housing", "transport", "insurance", "mobility", "costs", "complaints", "quota")
"""The terms that can be compared, in the order in which pages name them."""

_REST = "not_agriculture"
"""The code of a sector that takes in all others but one."""

_TONES = {"active": "good", "ended": "neutral", "unconfirmed": "warn"}

_NUMBER = re.compile(
    r"(?<![\w+-])(?:(?P<world>\+[1-9][0-9 -]{6,16}[0-9])|(?:1-)?(?P<america>[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4})"
    r"|(?P<free>800 [0-9]{3} [0-9]{4}))(?![\w-])",
    re.ASCII,
)
"""Telephone numbers as the texts write them: with the sign of a country, of North America, free of charge in Mexico."""

_NAME = re.compile(r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w-])")
"""A short name in a title, in capitals: GECCO, H-2A."""

_OF_THE_WHOLE = ("title", "type", "status")


def in_order(reader: Reader) -> list[Program]:
    """Return the programs in alphabetical order of the reader's language; those of the past come last."""
    found = reader.catalogue.all(Program)
    return sorted(found, key=lambda item: (item.status == "ended", folded(str(reader.title(item))), item.id))


def place_name(reader: Reader, code: str) -> str:
    """Return the name of a state, or of a territory beyond the 35 states."""
    state = reader.catalogue.find(code, "countries")
    return (
        str(reader.title(state)) if state else str(reader.wording.locale.territories.get(code.upper(), code))
    )


def place(reader: Reader, code: str) -> Anchor | str:
    """Return a state as a link to its page; a territory beyond the 35 states has none."""
    state = reader.catalogue.find(code, "countries")
    return reader.link(state) if state else place_name(reader, code)


def by_name(reader: Reader, codes: Iterable[str]) -> list[str]:
    """Return codes of places in alphabetical order of their names."""
    return sorted(set(codes), key=lambda code: folded(place_name(reader, code)).removeprefix("the "))


def names(reader: Reader, codes: Iterable[str]) -> str:
    """Return names of places in a sentence."""
    return reader.wording.list(place_name(reader, code) for code in by_name(reader, codes))


def origin_names(reader: Reader, record: Program) -> str:
    """Return the names of the places from which people come, and whether there are others."""
    said = [place_name(reader, code) for code in by_name(reader, flows.origins(record))]
    if said and record.any_origin:
        return reader.wording.list([*said, reader.label("programs.others")])
    return ", ".join(said) or reader.label("programs.any_origin")


def destination_names(reader: Reader, record: Program) -> str:
    """Return the names of the places to which people go."""
    return ", ".join(place_name(reader, code) for code in by_name(reader, flows.destinations(record)))


def period(reader: Reader, record: Program) -> str:
    """Return when a program began and ended, as far as that is known."""
    return reader.wording.span(record.start, record.end) or reader.label("programs.start_unknown")


def status(reader: Reader, record: Program) -> list[Inline]:
    """Return whether a program goes on, and how sure that is."""
    badge = Badge(reader.code(record.status), _TONES.get(record.status, "neutral"))
    return [badge, *marked(doubt(reader, record, "status"))]


def remembered(record: Program) -> bool:
    """Return whether a program as such is only remembered: its title, type or state, or all that is said of it."""
    recalled = all(source.evidence == "recalled" for source in record.sources)
    return recalled or bool(set(_OF_THE_WHOLE) & set(record.unsure))


def wider(reader: Reader, record: Program) -> list[Inline]:
    """Return links to the wider programs of which a program is a part."""
    line: list[Inline] = []
    for anchor in reader.links(record.part_of, "programs"):
        line += [*([", "] if line else []), anchor]
    return line


def number(reader: Reader, item: Participants | Total) -> str:
    """Return a count, with a word where it is approximate."""
    said = reader.wording.number(item.number)
    return reader.label("programs.about", number=said) if item.approximate else said


def number_of_year(reader: Reader, item: Participants | None) -> str:
    """Return a count with its unit and year, and in words what it leaves out or how it was made; or nothing."""
    if item is None:
        return ""
    said = [str(item.year)]
    for end, code in (("origin_only", item.origin), ("destination_only", item.destination)):
        said += [reader.label(f"programs.{end}", state=place_name(reader, code))] if code else []
    said += [reader.label("programs.part_only")] if item.partial else []
    said += [reader.label("programs.inferred")] if item.inferred else []
    unit = reader.code(item.unit)
    return reader.label("programs.of_year", number=number(reader, item), unit=unit, year=", ".join(said))


def newest_number(reader: Reader, record: Program) -> str:
    """Return the newest count of a program and, where that is of a part, the newest of all too.

    Where there is none of a single year, return the newest of several years; or nothing.
    """
    newest, whole = flows.newest(record), flows.newest_whole(record)
    if newest is None and record.totals:
        total = max(record.totals, key=lambda item: (item.end, item.start))
        years, unit = f"{total.start}–{total.end}", reader.code(total.unit)
        return reader.label("programs.of_year", number=number(reader, total), unit=unit, year=years)
    said = number_of_year(reader, newest)
    if whole is None or whole is newest:
        return said
    return reader.label("programs.part_and_whole", part=said, whole=number_of_year(reader, whole))


def linked(reader: Reader, said: Words, record: Program | None = None) -> list[Inline]:
    """Return a text with its telephone numbers, and the short names of wider programs, as links."""
    targets = _short_names(reader, record) if record else {}
    pieces: list[Inline] = []
    end = 0
    for match in _found(said.text, targets):
        target = targets.pop(match[0], None) if match.re is _NAME else Anchor(_dialled(match), match[0])
        if target and match.start() >= end:
            pieces += [Words(said.text[end : match.start()], said.language), target]
            end = match.end()
    rest = Words(said.text[end:], said.language, said.foreign)
    return [piece for piece in [*pieces, rest] if not isinstance(piece, Words) or piece.text or piece.foreign]


def _found(text: str, targets: dict[str, Anchor]) -> list[re.Match[str]]:
    names = _NAME.finditer(text) if targets else ()
    return sorted([*_NUMBER.finditer(text), *names], key=lambda match: match.start())


def _dialled(match: re.Match[str]) -> str:
    """Return the address by which a telephone calls a number; one of North America begins with +1."""
    digits = re.sub("[^0-9]", "", match["world"] or match["america"] or match["free"])
    return "tel:" + ("+" if match["world"] else "+1" if match["america"] else "") + digits


def _short_names(reader: Reader, record: Program) -> dict[str, Anchor]:
    found: dict[str, Anchor] = {}
    for anchor in reader.links(record.part_of, "programs"):
        for name in _NAME.findall(str(anchor.text)):
            found.setdefault(name, Anchor(anchor.href, name, name=str(anchor.text)))
    return {name: anchor for name, anchor in found.items() if len(name) > 2}


def term(record: Program, name: str) -> Term | MobilityTerm | None:
    """Return one of TERMS."""
    found: Term | MobilityTerm | None = getattr(record.terms, name)
    return found


def term_cell(reader: Reader, record: Program, name: str) -> list[Inline]:
    """Return a term in words and as its code; what is not known is said to be so."""
    found = term(record, name)
    if found is None:
        return [reader.label("programs.not_known")]
    marks = marked([*code_badge(reader, found), *doubt(reader, record, f"terms.{name}", "terms")])
    return [*linked(reader, reader.say(found.text, record), record), *marks]


def code_badge(reader: Reader, found: Term | MobilityTerm) -> list[Badge]:
    """Return the code of a term as a mark, where it has one."""
    code = found.rule if isinstance(found, MobilityTerm) else found.payer
    return [Badge(reader.code(code), "plan")] if code else []


def codes(reader: Reader, values: Sequence[str]) -> str:
    """Return words of a closed list, one after another."""
    return ", ".join(reader.code(value) for value in values)


def sector_words(reader: Reader, record: Program) -> str:
    """Return under which sectors a program is found: those that it names, or all that its words take in."""
    if "any" in record.sectors:
        return "*"
    found = list(map(str, record.sectors))
    if _REST in found:
        found += [
            code for code in reader.catalogue.vocabulary["sectors"] if code not in ("any", "agriculture")
        ]
    return " ".join(dict.fromkeys(found))


def facets(reader: Reader, record: Program) -> dict[str, str]:
    """Return by what a program can be chosen; one that admits other nationalities fits any origin."""
    first, last = flows.years(record)
    return {
        "origin": " ".join([*flows.origins(record), *(["*"] if record.any_origin else [])]) or "*",
        "destination": " ".join(flows.destinations(record)) or "*",
        "sector": sector_words(reader, record),
        "type": str(record.type),
        "status": str(record.status),
        "program": record.id,
        "years": f"{first} {last}",
    }


def place_choice(reader: Reader, name: str, used: Iterable[str], label: str = "") -> Choice:
    """Return a filter by state or territory, in alphabetical order of the reader's language."""
    options = [(code, place_name(reader, code)) for code in by_name(reader, used)]
    return Choice(name, reader.label(label or f"fields.{name}"), options)


def choices(reader: Reader, records: list[Program], *wanted: str) -> list[Choice]:
    """Return the filters of that name, of origin, destination, sector, type, status, year and program."""
    spans = [flows.years(record) for record in records]
    span = range(min((a for a, _ in spans), default=0), max((b for _, b in spans), default=-1) + 1)
    known = {
        "origin": place_choice(reader, "origin", (code for item in records for code in flows.origins(item))),
        "destination": place_choice(
            reader, "destination", (code for item in records for code in flows.destinations(item))
        ),
        "sector": sector_choice(reader, records),
        "type": code_choice(reader, "type", "program_types", {item.type for item in records}),
        "status": code_choice(reader, "status", "program_statuses", {item.status for item in records}),
        "year": Choice(
            "year",
            reader.label("fields.year"),
            [(str(year), str(year)) for year in reversed(span)],
            key="years",
            test="within",
        ),
        "program": Choice(
            "program",
            reader.label("fields.program"),
            [(item.id, str(reader.title(item))) for item in records],
        ),
    }
    return [known[name] for name in wanted]


def sector_choice(
    reader: Reader, records: list[Program], name: str = "sector", label: str = "fields.sector"
) -> Choice:
    """Return a filter by sector; what is open to any sector is always shown, and is no choice of its own."""
    used = {code for record in records for code in record.sectors if code not in ("any", _REST)}
    options = code_choice(reader, "sector", "sectors", used).options
    return Choice(name, reader.label(label), options)


def terms_of(reader: Reader, record: Program) -> list[tuple[str, list[Cell]]]:
    """Return all terms of a program with their names; those that are not known are said to be so."""
    rows: list[tuple[str, list[Cell]]] = [
        (reader.label(f"programs.{name}"), [term_cell(reader, record, name)]) for name in TERMS
    ]
    for item in record.terms.other:
        marks = marked([*code_badge(reader, item), *doubt(reader, record, "terms.other", "terms")])
        rows.append((reader.label("programs.other_terms"), [[reader.say(item.text, record), *marks]]))
    return rows
