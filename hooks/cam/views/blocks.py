"""What pages are built of: a few kinds of block, each with one template of the same name in overrides/views/blocks/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from cam.text import Words


@dataclass(frozen=True)
class Anchor:
    """A link. `href` is relative to the page, `note` is said after it, `name` says it all where `text` is short."""

    href: str
    text: Words | str
    note: str = ""
    outside: bool = False
    name: str = ""


@dataclass(frozen=True)
class Badge:
    """A short mark: its words, and a tone (neutral, good, warn, plan) that colour may repeat, never carry alone."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Moment:
    """A date or time in words with its machine form."""

    text: str
    machine: str


Inline = str | Words | Anchor | Badge | Moment
Cell = Inline | list[Inline]


@dataclass(frozen=True)
class Block:
    """Anything that stands below a heading; `anchor` makes it linkable."""

    template: ClassVar[str]
    title: str | Anchor = ""
    anchor: str = ""
    intro: str = ""


@dataclass(frozen=True)
class Facts(Block):
    """Pairs of a label and its values."""

    template = "facts"
    rows: Sequence[tuple[str, Sequence[Cell]]] = ()


@dataclass(frozen=True)
class Links(Block):
    """A list of lines."""

    template = "links"
    rows: list[list[Inline]] = field(default_factory=list)
    empty: str = ""


@dataclass(frozen=True)
class Choice:
    """A filter of a form: `name` in the page's address, its label, and the values that occur.

    `form` is select, search or day. `key` is the entry's data that it looks at, `test` how: the value is one of the
    entry's words (in), or not below (from) or above (to) it; a day is looked up in the entry's steps over time.
    """

    name: str
    label: str
    options: list[tuple[str, str]] = field(default_factory=list)
    form: str = "select"
    key: str = ""
    test: str = "in"


@dataclass(frozen=True)
class Table(Block):
    """A table; the first cell of a row is its heading. `choices` let readers narrow it by the `facets` of each row.

    A facet is a name with one or several words between spaces; `*` stands for any word. The facet `with` names choices
    of which one must be made, once any is, for the row to be shown.
    """

    template = "table"
    columns: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    facets: list[dict[str, str]] = field(default_factory=list)
    filter: bool = False
    numbers: bool = False
    credit: list[Inline] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A series of a drawing: its name, and (year or name, value) pairs; None is a gap."""

    name: str
    points: tuple[tuple[int | str, int | float | None], ...]


@dataclass(frozen=True)
class Drawing:
    """What a chart draws, without a colour or a size in it: `form` is lines, bars or spark.

    `unit` is written at the axis; `decimals` are those of the axis, `signs` those before decimals and between
    thousands; `stock` marks each point, for what lies between two counts is not known.
    """

    form: str
    signs: tuple[str, str]
    unit: str
    lines: tuple[Line, ...]
    decimals: int = 0
    stock: bool = False


@dataclass(frozen=True)
class Chart(Block):
    """A chart: `description` says in words what it shows; `table` and `csv` hold the same figures."""

    template = "chart"
    drawing: Drawing | None = None
    description: str = ""
    credit: list[Inline] = field(default_factory=list)
    table: Anchor | None = None
    csv: Anchor | None = None


@dataclass(frozen=True)
class Multiple:
    """One of many small charts of the same kind."""

    anchor: Anchor
    drawing: Drawing
    description: str
    said: str


@dataclass(frozen=True)
class Multiples(Block):
    """The same small chart for many."""

    template = "multiples"
    entries: list[Multiple] = field(default_factory=list)
    credit: list[Inline] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    """A piece of an outline: label as printed, text, what it concerns, and its own pieces."""

    label: str
    text: Words
    links: list[Anchor] = field(default_factory=list)
    links_label: str = ""
    anchor: str = ""
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Outline(Block):
    """Numbered and lettered pieces, as deep as the source has them."""

    template = "outline"
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Prose(Block):
    """Paragraphs."""

    template = "prose"
    paragraphs: list[Words] = field(default_factory=list)


@dataclass(frozen=True)
class Code(Block):
    """Text for a program, to be copied as it is; its title names it also to those who do not see it."""

    template = "code"
    text: str = ""


@dataclass(frozen=True)
class Notice(Block):
    """A boxed remark."""

    template = "notice"
    tone: str = "neutral"
    lines: list[list[Inline]] = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """A point on a timeline."""

    when: Moment
    what: list[Inline]
    text: Words | None = None
    marks: list[Badge] = field(default_factory=list)
    upcoming: bool = False
    facets: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Timeline(Block):
    """Events in order of time."""

    template = "timeline"
    events: list[Event] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    """A way into a record or page."""

    anchor: Anchor
    kicker: str = ""
    text: Words | str = ""
    marks: list[Badge] = field(default_factory=list)


@dataclass(frozen=True)
class Cards(Block):
    """Cards side by side."""

    template = "cards"
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Group(Block):
    """Blocks under one heading."""

    template = "group"
    blocks: list[Block] = field(default_factory=list)
