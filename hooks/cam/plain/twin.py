"""The plain twin of a page, whole: front matter, the content as the page has it, and what is said of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cam.frame import frame, newest_day
from cam.knowledge import Site
from cam.model import PartialDate, Record
from cam.offers.twins import TYPE
from cam.plain import prose
from cam.plain.front import Front, front_matter
from cam.plain.signs import heading, paragraph, text
from cam.plain.wide import PageWriter
from cam.plain.words import parts
from cam.prose import Page
from cam.store import key
from cam.translation.state import Standing, state
from cam.views.blocks import Anchor, Block, Facts, Inline, Links, Multiple, Prose
from cam.views.brief import Brief
from cam.views.common import Row
from cam.views.figures import FiguresPage
from cam.views.page import Place, RecordPage, citation, page_address
from cam.views.reader import Reader


class Twin:
    """Writes the twin of one page: that of a record, or the prose page of which `page` is given."""

    def __init__(
        self,
        reader: Reader,
        place: Place,
        record: Record | None = None,
        page: Page | None = None,
        standing: Standing | None = None,
    ) -> None:
        meta = page.meta if page else {"record": record.id, "kind": record.kind} if record else {}
        self.reader = reader
        self.label = reader.label
        self.place = place
        self.frame = frame(
            reader.catalogue, place, reader.language, reader.path, page.name if page else "", meta, standing
        )
        self.writer = PageWriter(reader, self.frame.address)
        self.said = self.writer.said

    def of_record(self, page: RecordPage) -> bytes:
        """Return the twin of a record's page."""
        kicker = " · ".join(map(text, filter(None, (page.kicker, page.reference))))
        content: list[Block] = [
            *([Prose(paragraphs=[page.lead])] if page.lead else []),
            *([Facts(self.label("headings.facts"), rows=page.facts)] if page.facts else []),
            *page.blocks,
            *self._some("headings.sources", page.sources),
        ]
        about: list[Row] = [
            (self.label("fields.translation"), [page.translation]),
            (self.label("fields.updated"), [page.updated]),
            *page.age,
            (self.label("fields.identity"), [key(page.record)]),
        ]
        return self._whole(
            self._front(page.record, str(page.title), page.description, page.citation),
            heading(self.said(page.title), 1),
            paragraph(kicker + self.writer.marks(page.marks)),
            *self.writer.blocks(content),
            *self._about("headings.about_record", page.citation, about, page.edit, page.report),
        )

    def of_brief(self, brief: Brief) -> bytes:
        """Return the twin of a state's brief."""
        colon, held = self.label("formats.colon"), self.label("gaps.none_held")
        treaties: list[list[Any]] = [[name, colon, sign] for name, sign in brief.treaties]
        blocks: list[Block] = [
            *([Links(rows=[[brief.lead]])] if brief.lead else []),
            Links(rows=[[brief.page]]),
            Links(self.label("headings.treaties"), rows=treaties),
            *self._some("figures.headline_title", [*brief.figures, *map(_in_words, brief.sparks)]),
            *([Links(rows=[[brief.credit]])] if brief.figures else []),
            Links(self.label("headings.laws"), rows=[*brief.laws, *_line(brief.more_laws)], empty=held),
            *self._some("kinds.programs", [*brief.programs, *_line(brief.more_programs)]),
            Links(self.label("headings.portals"), rows=brief.portals, empty=held),
            *self._some("headings.work", brief.work),
            Links(self.label("headings.unknown"), rows=[[line] for line in brief.unknown]),
        ]
        kicker = (self.label("countries.brief"), brief.country.id.upper(), brief.membership)
        foot = self.label("countries.brief_foot", date=brief.date)
        return self._of_state(brief.country, brief.title, str(brief.lead), kicker, blocks, foot)

    def of_figures(self, page: FiguresPage) -> bytes:
        """Return the twin of the page of a state's figures."""
        blocks = [Links(rows=[[page.lead]]), Links(rows=[_beside(page.links)]), *page.blocks]
        kicker = (self.label("figures.page_kicker"), page.country.id.upper())
        return self._of_state(page.country, page.title, page.lead, kicker, blocks)

    def _of_state(
        self,
        record: Record,
        title: str,
        lead: str,
        kicker: Sequence[str],
        blocks: list[Block],
        foot: str = "",
    ) -> bytes:
        """Return the twin of a page below that of a state."""
        cite = self._cited(title, newest_day(self.reader.catalogue))
        return self._whole(
            self._front(record, title, lead, cite),
            heading(text(title), 1),
            paragraph(text(" · ".join(kicker))),
            *self.writer.blocks(blocks),
            paragraph(text(foot)),
            *self._about("twins.about", cite, []),
        )

    def of_prose(self, site: Site, page: Page) -> bytes:
        """Return the twin of a page that editors wrote, its words said."""
        title, description = str(page.meta.get("title", "")), str(page.meta.get("description", ""))
        day = page.meta.get("date")
        date = PartialDate(str(day)) if day else newest_day(self.reader.catalogue)
        default, here = self.reader.catalogue.languages[0], self.reader.language
        stands_in = self.frame.stand_in is not None
        state_here = site.translated[page.path][here].state
        front = Front(title, description, "page", date, state_here, self.frame.citation,
                      written=default if stands_in else "")  # fmt: skip
        assert self.frame.edit
        assert self.frame.report
        return self._whole(
            front,
            heading(text(title), 1),
            paragraph(text(self.frame.date)),
            paragraph(text(description)),
            *self._parts(site, page),
            paragraph(text(self.frame.age)),
            *self._about(
                "twins.about",
                self.frame.citation,
                [(self.label("fields.translation"), [self.frame.translation])],
                self.frame.edit,
                self.frame.report,
            ),
        )

    def _parts(self, site: Site, page: Page) -> Iterator[str]:
        for part in parts(site, self.reader, page):
            if isinstance(part, str):
                yield prose.plain(part, page.path, self._from_root)
            else:
                yield from self.writer.blocks(part)

    def _from_root(self, path: str) -> str:
        return page_address(self.reader, self.place.site, path)

    # around the content

    def _some(self, label: str, rows: list[list[Inline]]) -> list[Block]:
        return [Links(self.label(label), rows=rows)] if rows else []

    def _cited(self, title: str, date: PartialDate) -> str:
        return citation(self.reader, title, self.frame.address, date)

    def _front(self, record: Record, title: str, description: str, cite: str) -> Front:
        here = state(self.reader.catalogue, record, self.reader.language)
        written = record.original if here == "missing" else ""
        date = record.revised or record.added
        return Front(title, description, record.kind, date, here, cite, key(record), written)

    def _about(self, title: str, cite: str, rows: list[Row], *ways: Anchor) -> Iterator[str]:
        """Yield what is said of the page itself, the ways to correct it, and its other forms."""
        settings, address = self.reader.catalogue.settings, self.frame.address
        assert settings
        licence = Anchor(settings.licence_data.address, settings.licence_data.name)
        every: list[Row] = [
            *rows,
            (self.label("fields.cite"), [cite]),
            (self.label("twins.page"), [Anchor(address, address)]),
            (self.label("twins.licence"), [licence]),
            (self.frame.edition, [self.frame.edition_note]),
        ]
        others = [Anchor(offer.address, offer.text) for offer in self.frame.offers if offer.type != TYPE]
        yield from self.writer.blocks(
            [
                Facts(self.label(title), rows=every),
                *([Links(rows=[_beside(ways)])] if ways else []),
                *self._some("offers.heading", [[anchor] for anchor in others]),
            ]
        )

    def _whole(self, front: Front, *blocks: str) -> bytes:
        parts = [front_matter(self.frame, front), *blocks]
        return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _beside(links: Iterable[Anchor]) -> list[Inline]:
    """Return links in one line."""
    line: list[Inline] = []
    for link in links:
        line += [*([" · "] if line else []), link]
    return line


def _in_words(small: Multiple) -> list[Inline]:
    return [small.anchor, " — ", small.description]


def _line(text: str) -> list[list[Inline]]:
    return [[text]] if text else []
