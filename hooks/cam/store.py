"""The Catalogue: all records, lists and labels, linked, as checks, views and outputs work on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, Field

from cam.figures import Table
from cam.model import KINDS, AnyReference, Code, PartialDate, Record, Reference, Strict, Text
from cam.model.base import Address, PlainText, wrong
from cam.model.contract import Contract
from cam.model.cooperation import Cooperative
from cam.model.health import Check, Host
from cam.model.map import Map
from cam.model.translation import Kept
from cam.yamlfile import Place, YamlFile

RecordT = TypeVar("RecordT", bound=Record)


class Licence(Strict):
    """A licence and where it can be read."""

    name: PlainText
    address: Address


PAGES = "pages"
"""What the prose pages are called where they stand beside the kinds of record."""


def _reviewed(kind: str) -> str:
    if kind not in (*KINDS, PAGES):
        raise wrong(f"`{kind}` is not a kind of record", f"use one of: {', '.join((*KINDS, PAGES))}")
    return kind


ReviewedKind = Annotated[str, AfterValidator(_reviewed)]
"""A kind of record, or `pages` for the prose pages."""

Months = Annotated[int, Field(ge=1, le=120)]


class Reviews(Strict):
    """After how many months a record is looked at again, where it does not say so itself (`next_review`)."""

    default: Months = Field(description="months for a kind that is not named below")
    months: dict[ReviewedKind, Months] = Field({}, description="months by kind")
    pages_since: PartialDate | None = Field(
        None, description="day from which the months of a prose page count that has no `verified_on`"
    )
    never: list[ReviewedKind] = Field([], description="kinds that stay as they are, and fall due by no rule")


class Settings(Strict):
    """data/site.yaml: whose site it is, where it stands, and where its files are kept."""

    name: Text
    edition: Text
    edition_note: Text
    publisher: Text
    address: Address
    forge: Address
    branch: PlainText
    examples: bool = Field(True, description="whether made-up records of RICOMI, marked as such, are shown")
    licence_data: Licence
    licence_code: Licence
    translation_debt: dict[str, Annotated[int, Field(ge=0)]] = Field(
        {},
        description="highest number of missing or outdated texts by language; a language not named has no limit",
    )
    refuses_programs: list[Host] = Field([], description="hosts that the link check does not ask")
    reviews: Reviews | None = Field(
        None, description="when records fall due; without it, only by `next_review`"
    )


@dataclass(frozen=True)
class Link:
    """One reference: from a record, at a place in its file, to a record."""

    source: str
    place: Place
    target: str


@dataclass
class Catalogue:
    """All records, closed lists and labels of a knowledge base, with the files they came from."""

    root: Path
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    files: dict[str, YamlFile] = field(default_factory=dict)
    vocabulary: dict[str, dict[str, Text | None]] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    settings: Settings | None = None
    map: Map | None = None
    contract: Contract | None = None
    """What the API promises, version by version."""
    health: dict[str, list[Check]] = field(default_factory=dict)
    """What the link check found at each portal's address, by the portal's id, oldest first."""
    figures: dict[str, Table] = field(default_factory=dict)
    """The tables of data/figures/, by the id of the record that describes them."""
    titles: dict[str, Text] = field(default_factory=dict)
    """The title of each record that was taken in, by `kind/id`, for records that take over the title of another."""
    _inside: dict[tuple[str, tuple[type, ...]], list[tuple[Place, Any]]] = field(
        default_factory=dict, repr=False, init=False
    )
    ledgers: dict[str, dict[str, Kept]] = field(default_factory=dict)
    """What translations were made from (data/translations/), by kind (or `pages`) and id (or path)."""
    standing: dict[str, Any] = field(default_factory=dict, repr=False, init=False)
    """The states of translation that `translation.state` has worked out, by `kind/id`."""
    focus: frozenset[str] | None = None
    """`kind/id` of the records that the rules are asked about, where they are not asked about all."""
    unread: set[str] = field(default_factory=set)
    """`kind/id` of files that could not be taken in: what refers to them is no problem of its own."""

    @property
    def languages(self) -> list[str]:
        """Codes of the site's languages; the first is the default."""
        return list(self.vocabulary.get("languages", {}))

    @property
    def complete_languages(self) -> list[str]:
        """Codes of the languages in which every text must be there (the others are growing)."""
        file = self.files.get("vocabulary/languages")
        return [code for code, state in (file.value if file else {}).items() if state == "complete"]

    def all(self, kind: type[RecordT]) -> list[RecordT]:
        """Return the records of a class, ordered by id."""
        return [record for record in self.records[kind.kind].values() if isinstance(record, kind)]

    def every(self) -> Iterator[Record]:
        """Yield all records, kind by kind; of a catalogue with a focus, only those in it."""
        for record in self._whole():
            if self.focus is None or key(record) in self.focus:
                yield record

    def _whole(self) -> Iterator[Record]:
        for records in self.records.values():
            yield from records.values()

    def find(self, reference: str, kind: str | None = None) -> Record | None:
        """Return the record that `kind/id`, or an id of the given kind, stands for."""
        if kind is None:
            kind, _, reference = reference.partition("/")
        return self.records.get(kind, {}).get(reference)

    def get(self, kind: type[RecordT], identity: str) -> RecordT:
        """Return a record known to exist (references are checked before anything is rendered)."""
        record = self.records[kind.kind][identity]
        assert isinstance(record, kind)
        return record

    def file(self, record: Record) -> YamlFile:
        """Return the file that a record was read from."""
        return self.files[key(record)]

    @cached_property
    def newest_day(self) -> PartialDate | None:
        """The day of the newest change to a record, if there is any record."""
        return max(
            (day for record in self._whole() for day in (record.added, record.revised) if day), default=None
        )

    @cached_property
    def links(self) -> list[Link]:
        """Every reference between records, in the order of the files."""
        return [
            Link(key(record), place, target)
            for record in self._whole()
            for place, word in self.words(record)
            if (target := target_of(word))
        ]

    @cached_property
    def links_to(self) -> dict[str, list[Link]]:
        """The same references by their target."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    def inside(self, record: Record, *sorts: type) -> list[tuple[Place, Any]]:
        """Return every value inside a record, or those of some classes, with its place, outer values first.

        A record is walked once, and each choice of classes is made once, for all rules.
        """
        asked = (key(record), sorts)
        if asked not in self._inside:
            self._inside[asked] = (
                [(place, value) for place, value in self.inside(record) if isinstance(value, sorts)]
                if sorts
                else walk(record)
            )
        return self._inside[asked]

    def words(self, record: Record) -> list[tuple[Place, Reference | AnyReference | Code]]:
        """Return every reference and code inside a record, with its place."""
        return self.inside(record, Reference, AnyReference, Code)

    def referring(self, record: Record, kind: type[RecordT], *fields: str) -> list[RecordT]:
        """Return the records of a class that refer to `record` (from one of `fields`, if named), each once."""
        identities = dict.fromkeys(
            link.source
            for link in self.links_to.get(key(record), [])
            if link.source.startswith(kind.kind + "/") and (not fields or link.place[0] in fields)
        )
        return [self.get(kind, identity.partition("/")[2]) for identity in identities]


def folder(catalogue: Catalogue, language: str) -> str:
    """Return the folder of a language below the root of the site; the default language stands at the root."""
    return "" if language == catalogue.languages[0] else f"{language}/"


def key(record: Record) -> str:
    """Return `kind/id`."""
    return f"{record.kind}/{record.id}"


def target_of(word: Reference | AnyReference | Code) -> str | None:
    """Return the `kind/id` that a word refers to, or None for a code of a closed list."""
    if isinstance(word, Reference):
        return f"{word.kind}/{word}"
    return None if isinstance(word, Code) else str(word)


def walk(value: Any, place: Place = ()) -> list[tuple[Place, Any]]:
    """Return every value inside a record with its place, outer values first."""
    found: list[tuple[Place, Any]] = []
    _walk(value, place, found)
    return found


def _walk(value: Any, place: Place, found: list[tuple[Place, Any]]) -> None:
    found.append((place, value))
    if isinstance(value, str) or value is None:  # most of what a record holds
        return
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            _walk(getattr(value, name), (*place, name), found)
    elif isinstance(value, dict):
        for name, item in value.items():
            _walk(item, (*place, name), found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _walk(item, (*place, index), found)


def is_example(record: Record) -> bool:
    """Return whether a record is made up to show how something works; such records are marked, and never exported."""
    return isinstance(record, Cooperative) and record.example
