"""SICREMI: tables of figures, the data request, its rounds, country reports, frozen editions.

A table's numbers are in data/figures/<id of the dataset>.csv, its description in data/datasets/<id>.yaml.
"""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from cam.model.base import (
    Address,
    Code,
    DocumentReference,
    PartialDate,
    PlainText,
    Reference,
    Slug,
    Source,
    Span,
    Strict,
    Text,
    wrong,
)
from cam.model.record import (
    CountryReference,
    DatasetReference,
    EditionReference,
    PortalReference,
    Record,
    RoundReference,
)


class TableReference(Reference):
    """The id of a table of the data request."""

    kind = "tables"


_COLUMN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TABLE_CODE = re.compile(r"[A-Z][1-9][0-9]?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _column(value: str) -> str:
    if not _COLUMN.fullmatch(value):
        raise wrong(f"`{value}` is not the name of a column", "use a-z, 0-9 and single underscores")
    return value


Column = Annotated[str, AfterValidator(_column)]
"""The name of a column of a table of figures."""


def _table_code(value: str) -> str:
    if not _TABLE_CODE.fullmatch(value):
        raise wrong(f"`{value}` is not the code of a table", "use a capital letter and a number, e.g. F1")
    return value


TableCode = Annotated[str, AfterValidator(_table_code)]
"""What a table of the data request is called; a sheet of the form bears it as its name."""


def _checksum(value: str) -> str:
    if not _SHA256.fullmatch(value):
        raise wrong(
            f"`{value}` is not a SHA-256 checksum", "write the 64 signs (0-9, a-f) that the program gave"
        )
    return value


Checksum = Annotated[str, AfterValidator(_checksum)]
"""SHA-256 of a file, in hexadecimal."""


class Unit(Code):
    """What a figure counts."""

    vocabulary = "units"


class Nature(Code):
    """Whether a figure is a stock at a moment, a flow in a year, or a sum of money in a year."""

    vocabulary = "figure_natures"


class KeyColumn(Code):
    """A column that says what a row is about: country, origin, destination, side, year."""

    vocabulary = "figure_keys"


class AttributeColumn(Code):
    """A column that says how a row was counted; its codes are those of the list `figure_<column>`."""

    vocabulary = "figure_attributes"


class Measure(Strict):
    """A column of figures."""

    code: Column
    label: Text
    definition: Text | None = None
    unit: Unit
    nature: Nature
    decimals: int = Field(0, ge=0, le=4)
    zero_unsure: bool = Field(False, description="true where 0 may also mean “not reported”; shown as –")


class Break(Strict):
    """A year from which the figures of a table cannot be compared with those before."""

    year: int = Field(ge=1900, le=2100)
    country: CountryReference | None = Field(None, description="the state that it concerns; without it, all")
    measure: Column | None = Field(None, description="the column that it concerns; without it, all")
    text: Text


class Dataset(Record):
    """A table of figures: who made it, under which licence, what its columns mean."""

    kind = "datasets"
    producer: Text = Field(description="who made the figures")
    release: PlainText = Field(description="edition or release, as its producer names it")
    released: PartialDate | None = None
    replaces: DatasetReference | None = Field(None, description="the earlier edition of the same figures")
    licence: PlainText = Field(description="as its producer names it, e.g. CC BY 4.0")
    licence_note: Text | None = Field(None, description="where the licence was read, and where not")
    reference: Text = Field(description="the day or span that a figure is of, e.g. July 1 of the year")
    keys: list[KeyColumn] = Field(min_length=1, description="columns that say what a row is about, in order")
    attributes: list[AttributeColumn] = Field(
        default=[], description="columns of codes beside the keys, e.g. basis"
    )
    measures: list[Measure] = Field(min_length=1, description="columns of figures, in order")
    caution: Text | None = Field(None, description="one sentence that stands under every table and chart")
    breaks: list[Break] = []
    address: Address = Field(description="the producer's page")
    read_at: Text = Field(description="where the figures were read, with its version")


class Dimension(Code):
    """By what the rows of a table of the data request are told apart."""

    vocabulary = "request_dimensions"


class Category(Code):
    """A row of a table of the data request."""

    vocabulary = "request_categories"


class SourceKind(Code):
    """The kinds of source that the OECD tells apart."""

    vocabulary = "figure_sources"


class IndicatorCode(Code):
    """A figure that is computed from the tables of figures."""

    vocabulary = "indicators"


class Prefill(Strict):
    """From which open figures a row is filled in beforehand; the correspondent corrects it."""

    category: Category
    sex: Slug | None = Field(None, description="female, male or total; left out for tables without sexes")
    indicator: IndicatorCode


class RowUnit(Strict):
    """A row that counts something else than its table, e.g. refugees at the end of the year beside decisions."""

    category: Category
    unit: Unit
    nature: Nature


class RequestTable(Record):
    """One table of the data request that goes to the correspondents."""

    kind = "tables"
    code: TableCode = Field(description="its code in the request, e.g. F1")
    unit: Unit
    nature: Nature
    reference: Text = Field(description="the day or span that a figure is of")
    definition: Text
    by: list[Dimension] = Field(default=[], description="sex, age group, origin …")
    categories: list[Category] = Field(default=[], description="the rows, in order; their sum is the total")
    has_total: bool = Field(True, description="whether the categories add up to a total of their own")
    origins: int = Field(0, ge=0, le=60, description="rows left open for countries of origin or destination")
    preferred: list[SourceKind] = Field(min_length=1, description="preferred sources, the best first")
    model: PlainText | None = Field(None, description="the table of the OECD that it follows, e.g. A.1")
    apart: list[RowUnit] = Field(default=[], description="rows whose unit or nature is not the table's")
    prefill: list[Prefill] = []
    proxy: Text | None = Field(
        None, description="what the figures filled in are, where they are not what the table asks for"
    )


class ParticipantStatus(Code):
    """How far a state's report has come in a round."""

    vocabulary = "participant_statuses"


class Participant(Strict):
    """A state in a round: its institution, and how far its report has come."""

    country: CountryReference
    status: ParticipantStatus
    institution: Text | None = Field(
        None, description="the correspondent's institution, where a source names it"
    )
    portal: PortalReference | None = Field(None, description="the institution, where this site has it")
    due: PartialDate | None = None
    came: PartialDate | None = None
    sources: list[Source] = []


class RoundStatus(Code):
    """How far a round has come."""

    vocabulary = "round_statuses"


class Round(Record):
    """A round of SICREMI: a request, the reports that came, and the regional report made of them."""

    kind = "rounds"
    number: PlainText | None = Field(None, description="as it is counted, e.g. First")
    status: RoundStatus
    date: PartialDate | None = Field(None, description="presentation of the report, or the year of the round")
    series: PlainText | None = Field(None, description="number in the OAS's series of documents")
    isbn: PlainText | None = None
    document: DocumentReference | None = Field(None, description="the report")
    partners: list[PlainText] = []
    participants: list[Participant] = []
    due: PartialDate | None = Field(None, description="day by which the reports were or are due")


class ReportNote(Strict):
    """What a correspondent says of a figure or a table: a break, a revision, an answer to a check."""

    table: TableReference
    category: Category | None = Field(
        None, description="with `sex` and `partner`: the row; without: all rows"
    )
    sex: Slug | None = None
    partner: Slug | None = Field(None, description="ISO 3166-1 code of the country of the row")
    year: int | None = None
    text: Text


class TableSource(Strict):
    """Where the figures of one table of a report come from."""

    table: TableReference
    kind_of_source: SourceKind
    text: PlainText = Field(description="title and date of the source, as the correspondent writes it")
    institution: PlainText | None = Field(None, description="who produces the figures, if another")
    coverage: PlainText | None = Field(None, description="whom the figures leave out")


class CountryReport(Record):
    """What a correspondent sent in: its figures are in data/figures/<id>.csv, written by `cam sicremi read`."""

    kind = "reports"
    country: CountryReference
    round: RoundReference
    received: PartialDate
    vintage: int = Field(ge=1, description="1 for the first report of a round, 2 for its first revision …")
    institution: PlainText
    edition: PlainText = Field(description="edition of the form that was filled in")
    file: PlainText = Field(description="name of the sheet that was read")
    sha256: Checksum
    taken_over: list[PlainText] = Field(
        default=[], description="rows that were left as prefilled: table/category/sex/year"
    )
    table_sources: list[TableSource] = []
    report_notes: list[ReportNote] = []


class EditionFile(Strict):
    """One file of a frozen edition, below docs/<language>/editions/<edition>/."""

    language: PlainText
    name: PlainText
    sha256: Checksum
    bytes: int = Field(ge=1)


class EditionType(Code):
    """What was frozen in an edition."""

    vocabulary = "edition_types"


REGIONAL = "regional_report"
"""The type of an edition that is made of tables of figures; every other is on a period."""


class Edition(Record):
    """A report, or the state of a session, frozen: its files never change, and their checksums prove it."""

    kind = "editions"
    report: EditionType = Field(EditionType(REGIONAL), description="what was frozen")
    date: PartialDate
    period: Span | None = Field(None, description="the period that the reports are on")
    session: Text | None = Field(None, description="the session for which it was frozen")
    datasets: list[DatasetReference] = Field(default=[], description="the tables that it was made of")
    replaces: EditionReference | None = None
    files: list[EditionFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what_it_is_on(self) -> Self:
        """A regional report names its tables, every other report its period."""
        if self.report == REGIONAL and not self.datasets:
            raise wrong("a regional report names no table", "list them under `datasets`")
        if self.report != REGIONAL and not self.period:
            raise wrong(f"`{self.report}` names no period", "write `period: {start: …, end: …}`")
        return self
