"""The pieces that records are made of: texts, references, codes, dates, sources."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NAMED = "x-class"
"""In a JSON Schema of the model: the class of this module, or of one beside it, that says more of the value."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LENGTH = 60
_DEVICES = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
)
RESERVED_IDS = frozenset({"index", *_DEVICES})
"""Ids that nothing may have: its page would take the place of the list, or Windows could not write its file."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:[0-9]+)?([/?#][^\s<>\"']*)?")
_MARKUP = (
    (re.compile(r"<[A-Za-z/!]"), "an HTML tag"),
    (re.compile(r"\{\{|\{%|\{#"), "a template sign ({{, {% or {#)"),
    (re.compile(r"\]\("), "a Markdown link"),
    (
        re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"),
        "an invisible control character",
    ),
)

_ANY_MARKUP = re.compile("|".join(pattern.pattern for pattern, _ in _MARKUP))


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """Return the error that `store` turns into a Problem with these two halves."""
    return PydanticCustomError("cam", "{what}", {"what": what, "remedy": remedy})


class Strict(BaseModel):
    """A piece of a record: refuses keys it does not know, and never changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def markup_in(value: str) -> str:
    """Return what a text holds that is not plain text, or nothing."""
    if not _ANY_MARKUP.search(value):  # one search for the many texts that hold none
        return ""
    return next(name for pattern, name in _MARKUP if pattern.search(value))


def _plain(value: str) -> str:
    if found := markup_in(value):
        raise wrong(f"the text contains {found}", "write plain text; links go into `sources` or `see_also`")
    if not value.strip():
        raise wrong("the text is empty", "write the text, or leave the key out")
    if value.endswith("\n") and value.strip() == value.rstrip("\n"):
        raise wrong(
            "the text ends with an end of line, which `>` and `|` add to it",
            "write the text on one line behind its key, or `>-` in place of the sign",
        )
    if value != value.strip():
        raise wrong("the text begins or ends with a space", "remove it")
    return value


PlainText = Annotated[str, AfterValidator(_plain)]
"""Text for people, without any markup."""


def is_id(value: str) -> bool:
    """Return whether a word may be the id of a record, and with it the name of a file and of a page."""
    return bool(SLUG.fullmatch(value)) and len(value) <= ID_LENGTH and value not in RESERVED_IDS


def _slug(value: str) -> str:
    if len(value) > ID_LENGTH:
        raise wrong(f"the id has {len(value)} signs, and {ID_LENGTH} are allowed", "shorten it")
    if value in RESERVED_IDS:
        raise wrong(
            f"`{value}` cannot be an id: the site or Windows keeps this name", f"write e.g. `{value}-1`"
        )
    if not is_id(value):
        raise wrong(f"`{value}` is not an id", "use a-z, 0-9 and single hyphens, e.g. ag-res-2738-2")
    return value


Slug = Annotated[
    str, AfterValidator(_slug), WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"})
]


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise wrong(f"`{value}` is not a web address", "write the whole address, beginning with https://")
    return value


Address = Annotated[str, AfterValidator(_address), WithJsonSchema({"type": "string", "format": "iri"})]
"""A web address; it may hold letters beyond ASCII, as browsers show them."""


def _clock(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise wrong(
            f"`{value}` is not a time", 'write hours and minutes of a 24-hour day in quotes, e.g. "09:30"'
        )
    return value


ClockTime = Annotated[
    str, AfterValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^({_CLOCK.pattern})$"})
]
"""Local time in Washington, D.C. (America/New_York), "HH:MM"."""


class Text(dict[str, str]):
    """A text for people: language code -> plain text. Which codes exist is said by the languages vocabulary."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a mapping of plain texts that holds at least one language."""
        mapping = handler.generate_schema(dict[str, PlainText])
        return core_schema.no_info_after_validator_function(cls._filled, mapping)

    @classmethod
    def _filled(cls, value: dict[str, str]) -> Self:
        if not value:
            raise wrong("no language is given", "write the text as {en: …, es: …, fr: …}")
        return cls(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
            NAMED: cls.__name__,
        }


class _Word(str):
    """A word that must exist elsewhere; `kind` or `vocabulary` says where."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", **cls._said_of(), NAMED: cls.__name__}

    @classmethod
    def _said_of(cls) -> JsonSchemaValue:
        """Return what JSON Schema says of such a word beside that it is one."""
        return {}


class Reference(_Word):
    """The id of a record of the kind `kind`."""

    kind: ClassVar[str]

    @classmethod
    def _said_of(cls) -> JsonSchemaValue:
        return {"pattern": f"^{SLUG.pattern}$", "x-kind": cls.kind}


class AnyReference(_Word):
    """`kind/id`: a record of any kind."""

    @classmethod
    def _said_of(cls) -> JsonSchemaValue:
        return {"pattern": f"^[a-z]+/{SLUG.pattern}$"}


class Code(_Word):
    """A code of the closed list data/vocabulary/`vocabulary`.yaml."""

    vocabulary: ClassVar[str]

    @classmethod
    def _said_of(cls) -> JsonSchemaValue:
        return {"x-vocabulary": cls.vocabulary}


class LanguageCode(Code):
    """One of the site's languages, or another language in which a source is written."""

    vocabulary = "source_languages"


class EvidenceCode(Code):
    """How well a statement is supported."""

    vocabulary = "evidence"


class TranslationCode(Code):
    """The state of a text in one language."""

    vocabulary = "translation_states"


class PartialDate(str):
    """A date as far as it is known: "2011", "2011-04" or "2011-04-12" (sorts as text)."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept text or a bare year."""
        schema = core_schema.union_schema(
            [core_schema.str_schema(strict=True), core_schema.int_schema(strict=True)],
            custom_error_type="cam",
            custom_error_message="{what}",
            custom_error_context={
                "what": "this is not a date",
                "remedy": "write 2011-04-12, 2011-04 or 2011",
            },
        )
        return core_schema.no_info_after_validator_function(cls._checked, schema)

    @classmethod
    def _checked(cls, value: str | int) -> Self:
        match = _DATE.fullmatch(str(value))
        if not match:
            raise wrong(f"`{value}` is not a date", "write 2011-04-12, 2011-04 or 2011")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            dt.date(year or 0, month or 1, day or 1)
            dt.date((year or 0) + 1, 1, 1)  # a calendar has a next year
        except ValueError:
            raise wrong(f"{value} is not in the calendar", "correct the year, month or day") from None
        return cls(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
        return {"type": "string", "pattern": pattern, NAMED: cls.__name__}

    @property
    def parts(self) -> tuple[int, int | None, int | None]:
        """Return year, month and day; the last two may be unknown."""
        year, month, day = [*(int(part) for part in self.split("-")), 0, 0][:3]
        return year, month or None, day or None

    @property
    def day(self) -> dt.date | None:
        """Return the exact day, where it is known."""
        year, month, day = self.parts
        return dt.date(year, month, day) if month and day else None


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Lines = Annotated[list[str | int], BeforeValidator(_listed)]


class Source(Strict):
    """Where a statement comes from: a document of ours with the place in it, or an address with the day it was read.

    The place is said in parts, so that each language can say it in its own words.
    """

    document: DocumentReference | None = Field(None, description="id of the document")
    section: PlainText | None = Field(
        None, description="section as numbered in the document, e.g. II or III.4"
    )
    paragraph: PlainText | None = Field(None, description="operative paragraph, e.g. 2 or 18-22")
    article: PlainText | None = Field(None, description="article, e.g. 58")
    item: PlainText | None = Field(None, description="item, letter or row as printed")
    lines: PlainText | None = Field(None, description="lines of the text that we hold, e.g. 13-20")
    address: Address | None = Field(
        None, description="web address, where the source is not one of our documents"
    )
    publisher: PlainText | None = Field(None, description="who publishes that address, in its own name")
    seen: PartialDate | None = Field(None, description="day on which the address was read")
    evidence: EvidenceCode | None = Field(None, description="how well this source supports the statement")


class Name(Strict):
    """A name as one source writes it."""

    text: PlainText
    language: LanguageCode
    sources: list[Source] = Field(min_length=1)


class Part(Strict):
    """A numbered or lettered piece of a text: its label as printed, and the gist in own words."""

    label: PlainText | None = None
    text: Text
    concerns: list[AnyReference] = []
    parts: list[Part] = []


class Unconfirmed(Strict):
    """Something that is said somewhere and that nobody could confirm."""

    text: Text
    sources: list[Source] = []


class Span(Strict):
    """A stretch of time; either end may be unknown."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    inferred: bool = Field(False, description="true where no source gives it outright; shown in brackets")


class DocumentReference(Reference):
    """The id of a document."""

    kind = "documents"


Source.model_rebuild()
Part.model_rebuild()
