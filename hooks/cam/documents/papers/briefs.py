"""The brief on a state: the sheet that its page shows, for paper."""

from __future__ import annotations

from collections.abc import Iterator

from cam.documents.assembly import Chapter, Report
from cam.documents.papers.front import chapter, paper
from cam.documents.written import Line
from cam.model.law import Country
from cam.views.blocks import Anchor, Badge, Block, Inline, Links
from cam.views.brief import Brief, brief
from cam.views.kept import kept
from cam.views.reader import Reader
from cam.views.treaties import in_time, sign


def report(reader: Reader, country: Country) -> Report:
    """Return the brief on a state; the reader stands on its page."""
    content = kept(reader, lambda: brief(reader, country))
    subtitle = f"{country.id.upper()} · {content.membership}"
    return paper(reader, content.title, subtitle, list(_chapters(reader, content)), form="sheet")


def _chapters(reader: Reader, content: Brief) -> Iterator[Chapter]:
    """Yield the parts of the sheet; one without a line only where that is said."""
    if content.lead:
        own = Anchor(content.page.href, reader.label("countries.whole_page"))
        yield chapter(reader, "lead", "", [Line(pieces=[content.lead, " ", own])])
    yield _treaties(reader, content.country)
    if content.figures:
        legend = Line(pieces=[content.credit], style="small")
        yield _chapter(reader, "figures.headline_title", Links(rows=content.figures), legend)
    unknown: list[list[Inline]] = [[text] for text in content.unknown]
    parts = (
        ("headings.laws", content.laws, content.more_laws, "gaps.none_held"),
        ("kinds.programs", content.programs, content.more_programs, ""),
        ("headings.portals", content.portals, "", "gaps.none_held"),
        ("headings.work", content.work, "", ""),
        ("headings.unknown", unknown, "", ""),
    )
    for title, rows, more, empty in parts:
        if rows or empty:
            lines = Links(rows=rows, empty=reader.label(empty) if empty else "")
            yield _chapter(reader, title, lines, *([Line(pieces=[more])] if more else []))


def _treaties(reader: Reader, country: Country) -> Chapter:
    """Return the treaties with the sign of each in one paragraph, as there are many."""
    line: list[Inline] = []
    for treaty in in_time(reader):
        name = Anchor(reader.link(treaty).href, reader.say(treaty.short, treaty))
        line += [*([" · "] if line else []), name, " ", Badge(sign(reader, treaty, country.id).short)]
    legend = Line(pieces=[reader.label("countries.brief_legend")], style="small")
    return _chapter(reader, "headings.treaties", Line(pieces=line), legend)


def _chapter(reader: Reader, title: str, *blocks: Block) -> Chapter:
    return chapter(reader, title.replace(".", "-"), reader.label(title), list(blocks))
