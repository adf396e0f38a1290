"""What a printed document is made of. Texts are plain; whatever writes them takes them as text, never as markup."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cam.model import PartialDate
from cam.views.blocks import Drawing


@dataclass(frozen=True)
class Run:
    """A stretch of text.

    `href` is an absolute address, or `#` and the label of a place in the document; `language` is said where it is not
    the document's; `style` is strong, em, mark (a badge), quiet, address (of a record, in words), or one of HEAT. A
    line feed breaks the line.
    """

    text: str
    href: str = ""
    language: str = ""
    style: str = ""


Runs = tuple[Run, ...]

HEAT = {
    "heat-0": "#ffffff",
    "heat-1": "#e8eff7",
    "heat-2": "#c9dcef",
    "heat-3": "#9cc0e2",
    "heat-4": "#6ba3d6",
}
"""The styles of a run that colour the cell it stands in: the more people, the darker."""

AUTO = 0.0
"""The width of a column that is as wide as its content."""


@dataclass(frozen=True)
class Heading:
    """A heading below a chapter's; `level` counts from 2, `label` is the place's name."""

    level: int
    text: str
    label: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its style is body, intro (what stands above a table or list) or small."""

    runs: Runs
    style: str = "body"


@dataclass(frozen=True)
class Bullets:
    """A list; each line knows how deep it stands."""

    items: tuple[tuple[int, Runs], ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with their values."""

    rows: tuple[tuple[str, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Grid:
    """A table: the first row is repeated on each page, the first cell of a row is its heading.

    `title` says what it holds to those who cannot see it; `numeric` which columns hold figures; `size` is that of the
    letters in points; `widths` are those of the columns: points, AUTO for what the content needs, or less than zero for
    a share of the room that is left; `points` are estimates for programs that do not measure. One that is `whole` is
    not to be broken between pages. `credit` says below it where its figures come from.
    """

    title: str
    columns: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: tuple[bool, ...]
    size: float
    widths: tuple[float, ...]
    points: tuple[float, ...]
    whole: bool = False
    credit: Runs = ()


@dataclass(frozen=True)
class Picture:
    """A chart with its title, its description in words, and where its figures come from."""

    drawing: Drawing
    title: str
    alt: str
    credit: Runs = ()


@dataclass(frozen=True)
class Gallery:
    """Small pictures side by side, and where their figures come from."""

    pictures: tuple[Picture, ...]
    credit: Runs = ()


@dataclass(frozen=True)
class Box:
    """A boxed remark."""

    tone: str
    title: str
    lines: tuple[Runs, ...]


Plain = Heading | Paragraph | Bullets | Pairs | Grid | Picture | Gallery | Box


@dataclass(frozen=True)
class Sideways:
    """What stands on pages of its own, turned to landscape."""

    nodes: tuple[Plain, ...]


Node = Plain | Sideways


@dataclass(frozen=True)
class Section:
    """A chapter: its title, if it has one, the name of its place, and what stands in it."""

    title: str
    label: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Document:
    """A whole document; `facts` stand on the first page, `words` are the few that the writers need.

    `form` is book (a title page, contents, each chapter on a page of its own), paper (everything follows the title,
    with contents) or sheet (without).
    """

    language: str
    title: str
    subtitle: str
    edition: str
    running: str
    date: PartialDate
    author: str
    facts: tuple[Runs, ...]
    sections: tuple[Section, ...]
    words: dict[str, str]
    form: str = "book"


_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text without the signs that XML has no place for."""
    return _FORBIDDEN.sub("", text)


def said(runs: Runs) -> str:
    """Return runs as one text."""
    return "".join(run.text for run in runs)
