"""The reader of a page: one language at one address. It says texts, dates and links as that reader gets them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cam.model import Code, Part, PartialDate, Record, Source, Text
from cam.model.law import Law
from cam.model.records import Document, Mandate, Meeting, MeetingDate, Milestone, Term
from cam.store import Catalogue, is_example, key
from cam.text import Words, choose, inside
from cam.views.blocks import Anchor, Inline, Moment, Outline, Piece
from cam.wording import Wording

_NUMBERED = re.compile(r"[IVXLC]+\b|[A-Z]\b|[0-9]")
"""How a numbered section begins; any other is called by its printed heading, in quotes."""


def borne_symbol(record: Record) -> str:
    """Return the symbol that a document's own text bears; one that others attribute to it is no name for it."""
    return record.symbol or "" if isinstance(record, Document) and not record.symbol_evidence else ""


def shown(address: str, limit: int = 72) -> str:
    """Return an address as a reader wants to see it: without scheme, cut where it is long."""
    text = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def in_full(text: str, address: str) -> str:
    """Return a text with the whole of an address in the place of what is shown of it, for where no link leads on."""
    return text.replace(shown(address), address)


class Reader:
    """Says things in `language` on the page at `path` (from the language's root, e.g. "mandates/ag-res-2738-2/")."""

    def __init__(self, catalogue: Catalogue, language: str, path: str) -> None:
        self.catalogue = catalogue
        self.language = language
        self.path = path
        self.wording = Wording(catalogue, language)
        self.label = self.wording.label
        self.count = self.wording.count

    def href(self, path: str) -> str:
        """Return the relative address of another page of the same language."""
        return "../" * self.path.count("/") + path or "./"

    def root_href(self, path: str) -> str:
        """Return the relative address of a file at the root of the site, which all languages share."""
        default = self.catalogue.languages[0]
        return "../" * (self.path.count("/") + (self.language != default)) + path

    def here_in(self, language: str) -> str:
        """Return the relative address of this page in another language; the default language stands at the root."""
        default = self.catalogue.languages[0]
        up = "../" * self.path.count("/") + ("" if self.language == default else "../")
        return up + ("" if language == default else f"{language}/") + self.path or "./"

    def say(self, text: Text, record: Record | None = None) -> Words:
        """Return a text in the reader's language, or marked as foreign."""
        default = self.catalogue.languages[0]
        return choose(text, self.language, record.original if record else default, default)

    def title(self, record: Record) -> Words:
        """Return a record's title; that of an example says so."""
        title = self.say(record.title, record)
        if not is_example(record):
            return title
        return Words(self.label("marks.example_title", title=title.text), title.language, title.foreign)

    def link(self, record: Record, note: str = "", fragment: str = "") -> Anchor:
        """Return a link to a record's page."""
        return Anchor(self.href(f"{key(record)}/{fragment}"), self.called(record), note)

    def called(self, record: Record) -> Words:
        """Return what a record is called in a link: its title, after the symbol that a document bears."""
        title = self.title(record)
        symbol = borne_symbol(record)
        if not symbol or symbol in title.text:
            return title
        return Words(f"{symbol}, {title.text}", title.language, title.foreign)

    def find(self, reference: str, kind: str | None = None) -> Record:
        """Return the record behind a reference (references were checked)."""
        record = self.catalogue.find(reference, kind)
        if record is None:
            raise KeyError(reference)
        return record

    def links(self, references: Iterable[str], kind: str | None = None) -> list[Anchor]:
        """Return links to the records behind references."""
        return [self.link(self.find(reference, kind)) for reference in references]

    def lines(self, records: Iterable[Record]) -> list[list[Inline]]:
        """Return one line per record: a link, and what tells it from its neighbours."""
        lines: list[list[Inline]] = []
        for record in records:
            beside = self.beside(record)
            lines.append([self.link(record), *([" — ", beside] if beside else [])])
        return lines

    def beside(self, record: Record) -> Inline:
        """Return what stands beside a record's title in a list: symbol, paragraph, number, state or date."""
        match record:
            case Document():
                return self.wording.date(record.date) if record.date else ""
            case Mandate():
                return self.reference(record)
            case Meeting():
                return self.when(record)
            case Milestone():
                return self.milestone_date(record)
        return self.borne_by_many(record)

    def borne_by_many(self, record: Record) -> str:
        """Return what tells a record from those of the same title: its state; of an instrument also number or year."""
        states = getattr(record, "countries", [getattr(record, "country", None)])
        if record.kind not in ("laws", "portals", "members") or len(states) != 1 or not states[0]:
            return ""
        state = str(self.title(self.find(states[0], "countries")))
        if not isinstance(record, Law):
            return state
        return ", ".join(filter(None, (state, record.number or (record.date or "")[:4])))

    def reference(self, mandate: Mandate) -> str:
        """Return where a mandate stands: the document's symbol, and the paragraph or the article with its letter."""
        document = self.catalogue.get(Document, mandate.document)
        article = next((source.article for source in mandate.sources if source.article), None)
        place = ("article", f"{article} {mandate.paragraph}") if article else ("paragraph", mandate.paragraph)
        named = borne_symbol(document) or self.title(document)
        return f"{named}, {self.label(f'places.{place[0]}', value=place[1])}"

    def code(self, code: Code | str, vocabulary: str | None = None) -> str:
        """Return the word for a code."""
        return self.wording.code(code, vocabulary)

    def date(self, date: PartialDate) -> Moment:
        """Return a date."""
        return Moment(self.wording.date(date), str(date))

    def meeting_date(self, date: MeetingDate) -> Moment:
        """Return a date of a meeting with its time; a year that the source does not print stands in brackets."""
        text = self.wording.span(date.start, date.end) if date.end else self.wording.date(date.start)
        if date.year_inferred:
            year = str(date.start.parts[0])
            text = text.replace(year, f"[{year}]")
        if date.opens:
            text = self.label(
                "formats.date_time", date=text, time=self.wording.times(date.opens, date.closes)
            )
        return Moment(text, str(date.start) + (f"T{date.opens}" if date.opens and date.start.day else ""))

    def milestone_date(self, milestone: Milestone) -> Moment:
        """Return the date of a milestone; in brackets where it is inferred."""
        text = self.wording.date(milestone.date)
        return Moment(f"[{text}]" if milestone.inferred else text, str(milestone.date))

    def when(self, meeting: Meeting) -> Moment:
        """Return the date of a meeting that holds."""
        return self.meeting_date(meeting.dates[-1])

    def source(self, source: Source) -> list[Inline]:
        """Return a source: the document or publisher, and the place in it."""
        if not source.document and not source.address:
            return [self.code(source.evidence or "recalled", "evidence")]
        if source.document:
            document = self.find(source.document, "documents")
            anchor = Anchor(self.href(f"{key(document)}/"), borne_symbol(document) or self.title(document))
        else:
            assert source.address
            anchor = Anchor(
                source.address, self._published(source.publisher or "", source.address), outside=True
            )
        return [anchor, *self._place(source)]

    def _published(self, publisher: str, address: str) -> str:
        """Return publisher and address; the address alone where it begins with the publisher's name."""
        text = shown(address)
        return text if text.startswith(publisher) else f"{self.acronym(publisher)}, {text}"

    def _place(self, source: Source) -> list[Inline]:
        numbered = _NUMBERED.match(source.section or "")
        given = [("section" if numbered else "section_named", source.section)]
        given += [(name, getattr(source, name)) for name in ("article", "paragraph", "item")]
        given.append(("line" if (source.lines or "").isdigit() else "lines", source.lines))
        parts = [self.label(f"places.{name}", value=value) for name, value in given if value]
        if source.seen:
            read = "noted" if source.evidence == "named" else "seen"
            parts.append(self.label(f"places.{read}", date=self.wording.date(source.seen)))
        if source.evidence and source.evidence not in ("printed", "seen"):
            parts.append(inside(self.code(source.evidence)))
        return [", " + ", ".join(parts)] if parts else []

    def acronym(self, name: str) -> str:
        """Return an English acronym of the glossary in the reader's language; any other name as it is."""
        for term in self.catalogue.all(Term):
            if name in term.acronyms.get("en", []) and term.acronyms.get(self.language):
                return term.acronyms[self.language][0]
        return name

    def sources(self, sources: Iterable[Source]) -> list[list[Inline]]:
        """Return one line per source, each once."""
        return [self.source(source) for source in dict.fromkeys(sources)]

    def pieces(self, parts: Iterable[Part], record: Record) -> list[Piece]:
        """Return an outline's pieces with links to what they concern."""
        return [
            Piece(
                part.label or "",
                self.say(part.text, record),
                self.links(part.concerns),
                pieces=self.pieces(part.parts, record),
            )
            for part in parts
        ]

    def outline(self, title: str, parts: list[Part], record: Record) -> list[Outline]:
        """Return an outline under a label, or nothing where there are no parts."""
        return [Outline(self.label(title), pieces=self.pieces(parts, record))] if parts else []
