"""What stands in the files of the API around the fields of the model: the schemas of it are made from these classes.

The values are made in `records` and `entry`; a test compares both.
"""

from __future__ import annotations

from pydantic import Field

from cam.model import AnyReference, PartialDate, Strict, Text
from cam.model.base import Address, PlainText
from cam.model.contract import Change, Version
from cam.model.records import KindName
from cam.store import Licence


class Meta(Strict):
    """What holds for a whole file."""

    contract: Version = Field(description="version of the contract: major.minor")
    date: PartialDate = Field(description="day of the newest change to any record")
    edition: Text = Field(description="whose edition this is, in a word")
    edition_note: Text = Field(description="what that means")
    publisher: Text
    licence: Licence = Field(description="licence of the data")
    citation: Text = Field(description="how to cite what this file holds")
    address: Address = Field(description="address of this file")
    described_by: Address = Field(description="JSON Schema of this file")
    index: Address = Field(description="where the API begins")


class Link(Strict):
    """One record that refers to another, or is referred to."""

    record: AnyReference
    fields: list[PlainText] = Field(description="keys of the referring record under which it does")
    api: Address = Field(description="the other record in this API")


class Download(Strict):
    """A file that belongs to a record."""

    address: Address
    type: PlainText = Field(description="media type")
    language: PlainText | None = Field(description="language of its texts, where it has any")


class Published(Strict):
    """What is published of a record beside its own fields."""

    kind: KindName = Field(description="kind of record")
    api: Address = Field(description="address of this record in this API")
    pages: dict[str, Address] = Field(description="address of its page in each language")
    translation_states: dict[str, PlainText] = Field(
        description="state of its texts in each language: `original`, or a code of the list translation_states"
    )
    links: list[Link] = Field(description="records that it refers to")
    linked_from: list[Link] = Field(description="records that refer to it")
    downloads: list[Download] = Field(description="files that belong to it")


class Collection(Strict):
    """All records of a kind."""

    meta: Meta
    kind: KindName
    title: Text
    count: int = Field(ge=0)


class Language(Strict):
    """A language of the site."""

    code: PlainText
    name: PlainText = Field(description="its own name")
    complete: bool = Field(description="whether every text is meant to speak it")


class Entry(Strict):
    """A collection, as the index lists it."""

    kind: KindName
    title: Text
    count: int = Field(ge=0, description="number of records")
    api: Address = Field(description="all of its records in one file")
    record: PlainText = Field(description="address of one record, with {id} in the place of its id")
    described_by: Address = Field(description="JSON Schema of a record of this kind")
    pages: dict[str, Address] = Field(description="the list of these records in each language")


class Index(Strict):
    """Where the API begins."""

    meta: Meta
    name: Text = Field(description="name of the site")
    pages: dict[str, Address] = Field(description="the guide to this API in each language")
    languages: list[Language] = Field(description="the first is the default")
    collections: list[Entry]
    vocabulary: Address = Field(description="the closed lists with their words")
    openapi: Address = Field(description="description of the API for programs")
    changes: Address = Field(description="history of the contract")
    schemas: dict[str, Address] = Field(
        description="JSON Schema of each kind of record and each of these files"
    )
    downloads: list[Download] = Field(description="tables of figures of all states")


class Word(Strict):
    """A code of a closed list, and what it is called."""

    code: PlainText
    words: Text


class Vocabulary(Strict):
    """The closed lists: every code that a record may hold, in the order in which the site names them."""

    meta: Meta
    lists: dict[str, list[Word]]


class Changes(Strict):
    """The history of the contract, the newest version last."""

    meta: Meta
    changes: list[Change]


FILES: dict[str, type[Strict]] = {"index": Index, "vocabulary": Vocabulary, "changes": Changes}
"""The files that are no records, by their name."""
