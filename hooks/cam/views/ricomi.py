"""RICOMI: members, offers, needs and matches, with the reasons of each match."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cam.matching import CONDITIONS, COSTS, WEIGHTS, Pair, Reason, matching, nearest_miss, pair, unmet
from cam.model import Record
from cam.model.cooperation import Cooperative, Match, Member, Need, Offer
from cam.views.blocks import Anchor, Badge, Block, Cell, Choice, Group, Inline, Links, Notice, Prose, Table
from cam.views.common import Parts, fact, languages_said, links, marked, period
from cam.views.filters import code_choice, country_choice
from cam.views.reader import Reader

_TONES = {"confirmed": "good", "done": "good", "withdrawn": "warn", "declined": "warn"}


def example(reader: Reader, record: Cooperative) -> list[Badge]:
    """Return the mark of a record that is made up."""
    return [Badge(reader.label("marks.example"), "warn")] if record.example else []


def _example_notice(reader: Reader, record: Cooperative) -> list[Block]:
    return [Notice(tone="warn", lines=[[reader.label("notes.example")]])] if record.example else []


def member(reader: Reader, record: Member) -> Parts:
    """A member of RICOMI: the institution, how far its membership has come, what it offers and needs."""
    catalogue = reader.catalogue
    return Parts(
        facts=[
            *fact(
                reader,
                "institution",
                reader.links([record.institution] if record.institution else [], "portals"),
            ),
            *fact(reader, "country", reader.links([record.country] if record.country else [], "countries")),
            *([] if record.example else fact(reader, "member_status", [reader.code(record.status)])),
            *fact(reader, "since", [reader.date(record.since)] if record.since else []),
        ],
        blocks=[
            *_example_notice(reader, record),
            *_only_identified(reader, record),
            *links(reader, "offers", catalogue.referring(record, Offer, "member"), "gaps.none"),
            *links(reader, "needs", catalogue.referring(record, Need, "member"), "gaps.none"),
        ],
        marks=example(reader, record) or [_stage(reader, record)],
    )


def _only_identified(reader: Reader, record: Member) -> list[Block]:
    if record.example or record.status != "identified":
        return []
    return [Notice(lines=[[reader.label("notes.identified")]])]


def _stage(reader: Reader, record: Member) -> Badge:
    return Badge(reader.code(record.status), _TONES.get(record.status, "plan"))


def membership_lines(reader: Reader, members: list[Member]) -> list[list[Inline]]:
    """Return members, each with how far its membership has come."""
    return [[reader.link(member), " ", _stage(reader, member)] for member in members]


def _terms(reader: Reader, record: Offer | Need) -> list[tuple[str, list[Cell]]]:
    return [
        *fact(reader, "member", reader.links([record.member], "members")),
        *fact(reader, "forms", [reader.code(code) for code in record.forms]),
        *fact(
            reader,
            "portal_languages",
            [languages_said(reader, record.languages)],
        ),
        *fact(reader, "costs", [reader.code(record.costs)]),
        *fact(reader, "period", period(reader, record.period)),
    ]


def offer(reader: Reader, record: Offer) -> Parts:
    """An offer: its terms, the needs that it answers, and its matches."""
    catalogue = reader.catalogue
    found = [
        item
        for need in catalogue.all(Need)
        for item in matching(catalogue, need)
        if item.offer.id == record.id
    ]
    rows = [
        _pair_line(reader, item, item.need)
        for item in sorted(found, key=lambda item: (-item.score, item.need.id))
    ]
    everyone: list[Cell | None] = [reader.label("ricomi.every_state")]
    return Parts(
        facts=[
            *_terms(reader, record),
            *fact(reader, "countries", [*reader.links(record.countries, "countries")] or everyone),
            *fact(reader, "capacity", [reader.say(record.capacity, record)] if record.capacity else []),
        ],
        blocks=[
            *_example_notice(reader, record),
            Links(reader.label("headings.answers_needs"), rows=rows, empty=reader.label("gaps.none")),
            *links(reader, "matches", catalogue.referring(record, Match, "offer")),
        ],
        marks=example(reader, record),
    )


def _pair_line(reader: Reader, item: Pair, other: Record) -> list[Inline]:
    return [
        reader.link(other),
        " — ",
        reader.label("ricomi.points", points=reader.wording.number(item.score)),
    ]


def need(reader: Reader, record: Need) -> Parts:
    """A need: its terms, each offer that answers it with the reasons, or the nearest miss and what it fails on."""
    catalogue = reader.catalogue
    found = matching(catalogue, record)
    miss = nearest_miss(catalogue, record)
    blocks = [
        *_example_notice(reader, record),
        *(reasons(reader, item, reader.link(item.offer)) for item in found),
    ]
    if not found:
        blocks.append(
            Notice(reader.label("headings.unmet"), tone="unknown", lines=[[reader.label("ricomi.nobody")]])
        )
    if miss:
        blocks.append(reasons(reader, miss, reader.link(miss.offer), reader.label("ricomi.nearest_miss")))
    return Parts(
        facts=_terms(reader, record),
        blocks=[*blocks, *links(reader, "matches", catalogue.referring(record, Match, "need"))],
        marks=example(reader, record),
    )


def reasons(reader: Reader, item: Pair, title: Anchor, kicker: str = "") -> Table:
    """Return why an offer answers a need, and what speaks against it."""
    columns = [reader.label(f"columns.{name}") for name in ("heading", "points", "reason")]
    rows: list[list[Cell]] = [
        [
            reader.label(f"ricomi.heading_{reason.heading}"),
            f"{_number(reader, reason.points)}\u00a0/\u00a0{WEIGHTS[reason.heading]}",
            [_verdict(reader, reason), " ", _because(reader, reason)],
        ]
        for reason in item.reasons
    ]
    score = reader.label("ricomi.points", points=reader.wording.number(item.score))
    intro = f"{kicker} {score}" if kicker else score
    return Table(title, anchor=f"pair-{item.offer.id}", intro=intro, columns=columns, rows=rows)


def _number(reader: Reader, points: Fraction) -> str:
    return (
        reader.wording.number(int(points))
        if points.denominator == 1
        else reader.wording.decimal(float(points))
    )


def _verdict(reader: Reader, reason: Reason) -> Badge:
    if not reason.share:
        return Badge(reader.label("ricomi.against"), "warn")
    if reason.share < 1:
        return Badge(reader.label("ricomi.in_part"), "plan")
    return Badge(reader.label("ricomi.in_favour"), "good")


def _because(reader: Reader, reason: Reason) -> str:
    """Return what offer and need have in common under a heading, or that it is nothing."""
    if reason.heading == "costs":
        ours, theirs = (reader.code(code, "cost_rules") for code in reason.common)
        return reader.label("ricomi.costs_said", offer=ours, need=theirs)
    said = reader.wording.list(_common(reader, reason.heading, code) for code in reason.common)
    if reason.heading == "theme" and 0 < reason.share < 1:
        return said
    outcome = "fails" if reason.fails else "partly" if reason.share < 1 else "holds"
    sentence = reader.label(f"ricomi.{reason.heading}_{outcome}")
    return f"{sentence}{reader.label('formats.colon')}{said}" if said else sentence


def _common(reader: Reader, heading: str, code: str) -> str:
    """Return the word for something that offer and need have in common."""
    match heading:
        case "theme":
            return str(reader.title(reader.find(code, "themes")))
        case "country":
            return str(reader.title(reader.find(code, "countries")))
        case "form":
            return reader.code(code, "cooperation_forms")
    return reader.wording.language_name(code)


def match(reader: Reader, record: Match) -> Parts:
    """A match: offer and need, the reasons, how far it has come, and its outcome."""
    catalogue = reader.catalogue
    ours, theirs = catalogue.get(Offer, record.offer), catalogue.get(Need, record.need)
    told = [("outcome", record.outcome), ("change", record.change)]
    return Parts(
        facts=[
            *fact(reader, "offer", [reader.link(ours)]),
            *fact(reader, "need", [reader.link(theirs)]),
            *fact(reader, "match_status", [reader.code(record.status)]),
            *fact(reader, "agreed", [reader.date(record.agreed)] if record.agreed else []),
            *fact(reader, "ended", [reader.date(record.ended)] if record.ended else []),
        ],
        blocks=[
            *_example_notice(reader, record),
            *(
                Prose(reader.label(f"headings.{name}"), paragraphs=[reader.say(text, record)])
                for name, text in told
                if text
            ),
            reasons(reader, pair(catalogue, ours, theirs), reader.link(ours)),
        ],
        marks=[
            Badge(reader.code(record.status), _TONES.get(record.status, "plan")),
            *example(reader, record),
        ],
    )


def members(reader: Reader) -> list[Block]:
    """The members, with how far each membership has come; examples, whose membership is none, stand last."""
    records = sorted(reader.catalogue.all(Member), key=lambda record: (record.example, record.id))
    columns = [
        reader.label(f"columns.{name}") for name in ("institution", "country", "status", "offers", "needs")
    ]
    rows: list[list[Cell]] = [
        [
            [reader.link(record)],
            [reader.link(reader.find(record.country, "countries"))] if record.country else "—",
            [*(example(reader, record) or [_stage(reader, record)])],
            reader.wording.number(len(reader.catalogue.referring(record, Offer, "member"))),
            reader.wording.number(len(reader.catalogue.referring(record, Need, "member"))),
        ]
        for record in records
    ]
    choices = [
        country_choice(reader, {record.country for record in records if record.country}),
        code_choice(
            reader, "status", "member_statuses", {record.status for record in records if not record.example}
        ),
    ]
    facets = [
        {"country": str(record.country or ""), "status": "" if record.example else str(record.status)}
        for record in records
    ]
    return [Table(columns=columns, rows=rows, choices=choices, facets=facets)]


def _board(reader: Reader, records: list[Offer] | list[Need], empty: str) -> list[Block]:
    """Return offers or needs as a list to be narrowed by theme, form and language."""
    if not records:
        return [Links(rows=[], empty=reader.label(empty))]
    columns = [
        reader.label(f"columns.{name}")
        for name in ("title", "member", "themes", "forms", "languages", "period")
    ]
    rows: list[list[Cell]] = [
        [
            [reader.link(record), *marked(example(reader, record))],
            [reader.link(reader.find(record.member, "members"))],
            ", ".join(str(reader.title(reader.find(theme, "themes"))) for theme in record.themes),
            ", ".join(reader.code(code) for code in record.forms),
            languages_said(reader, record.languages),
            reader.wording.period(record.period),
        ]
        for record in records
    ]
    themes = {str(theme) for record in records for theme in record.themes}
    options = [(theme, str(reader.title(reader.find(theme, "themes")))) for theme in sorted(themes)]
    choices = [
        Choice("theme", reader.label("fields.theme"), options),
        code_choice(
            reader, "form", "cooperation_forms", {code for record in records for code in record.forms}
        ),
    ]
    facets = [{"theme": " ".join(record.themes), "form": " ".join(record.forms)} for record in records]
    return [Table(columns=columns, rows=rows, choices=choices, facets=facets)]


def offers(reader: Reader) -> list[Block]:
    """All offers."""
    return _board(reader, reader.catalogue.all(Offer), "ricomi.no_offers")


def all_needs(reader: Reader) -> list[Block]:
    """All needs, then those that nobody meets."""
    records = reader.catalogue.all(Need)
    title = reader.label("headings.unmet_board")
    unanswered = [replace(block, title=title, anchor="unmet") for block in unmet_board(reader)]
    return [*_board(reader, records, "ricomi.no_needs"), *unanswered]


def unmet_board(reader: Reader) -> list[Block]:
    """The needs that nobody meets, each with its nearest miss."""
    rows: list[list[Inline]] = []
    for record in unmet(reader.catalogue):
        miss = nearest_miss(reader.catalogue, record)
        line: list[Inline] = [reader.link(record), *marked(example(reader, record))]
        if miss:
            against = reader.wording.list(
                reader.label(f"ricomi.heading_{reason.heading}").lower() for reason in miss.failing
            )
            line += [f" — {reader.label('ricomi.nearest_miss')} ", reader.link(miss.offer),
                     f" ({reader.label('ricomi.fails_on', headings=against)})"]  # fmt: skip
        rows.append(line)
    return [Links(rows=rows, empty=reader.label("gaps.none"))]


def matches(reader: Reader) -> list[Block]:
    """All matches with what came of them."""
    rows: list[list[Inline]] = []
    for record in reader.catalogue.all(Match):
        stage = Badge(reader.code(record.status), _TONES.get(record.status, "plan"))
        line: list[Inline] = [reader.link(record), *marked([stage, *example(reader, record)])]
        if record.outcome:
            line += [" — ", reader.say(record.outcome, record)]
        rows.append(line)
    return [Links(rows=rows, empty=reader.label("ricomi.no_matches"))]


def method(reader: Reader) -> list[Block]:
    """The weights and the table of costs of the matching, from the program itself."""
    columns = [reader.label(f"columns.{name}") for name in ("heading", "points", "condition")]
    rows: list[list[Cell]] = [
        [
            reader.label(f"ricomi.heading_{name}"),
            reader.wording.number(weight),
            reader.label("marks.required" if name in CONDITIONS else "marks.not_required"),
        ]
        for name, weight in WEIGHTS.items()
    ]
    codes = list(COSTS)
    costs: list[list[Cell]] = [
        [reader.code(ours, "cost_rules"), *(_percent(reader, COSTS[ours][theirs]) for theirs in codes)]
        for ours in codes
    ]
    head = [reader.label("columns.offer_need"), *(reader.code(code, "cost_rules") for code in codes)]
    return [
        Table(reader.label("headings.weights"), anchor="weights", columns=columns, rows=rows),
        Table(reader.label("headings.costs"), anchor="costs", columns=head, rows=costs),
    ]


def _percent(reader: Reader, share: Fraction) -> str:
    return reader.label("formats.percent", number=reader.wording.number(int(share * 100)))


def board(reader: Reader) -> list[Block]:
    """RICOMI at a glance: how many members, offers, needs and matches there are, apart from examples."""
    columns = [reader.label(f"columns.{name}") for name in ("kind", "records", "examples")]
    rows: list[list[Cell]] = []
    for kind in (Member, Offer, Need, Match):
        records: list[Cooperative] = list(reader.catalogue.all(kind))
        real = sum(1 for record in records if not record.example)
        name = Anchor(reader.href(f"{kind.kind}/"), reader.label(f"kinds.{kind.kind}"))
        rows.append([[name], reader.wording.number(real), reader.wording.number(len(records) - real)])
    return [Group(blocks=[Table(columns=columns, rows=rows)])]
