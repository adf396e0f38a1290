"""What each form asks, whatever the language: one question a line. In label keys, {form} stands for the form's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from cam.model import Record
from cam.model.base import Code, Reference
from cam.model.cooperation import Need, Offer
from cam.model.directory import Portal
from cam.model.records import Meeting
from cam.yamlfile import Place

Answer = Literal[
    "line",
    "text",
    "words",
    "institution",
    "choice",
    "date",
    "clock",
    "address",
    "source",
    "record",
    "key",
    "consent",
]
"""Sorts of answers: `line` and `text` are texts in the language of the form, `words` are words as they stand."""

EVERY_STATE = "*"
"""Stands for every state among the codes of the states; a record leaves the states out then."""

SITE_LANGUAGES = "languages"
"""Stands for the languages of the site, where a choice is not that of a key."""


@dataclass(frozen=True)
class Question:
    """A heading of a form.

    `place` is where the answer goes in the record, `limit` its greatest length, `most` how many choices it may be,
    `default` the code that is chosen beforehand, `without` codes that are not offered, `choices` the codes of a
    question that no key has (each with its label).
    """

    name: str
    place: Place
    label: str
    answer: Answer
    hint: str = ""
    required: bool = True
    limit: int = 0
    most: int = 0
    default: str = ""
    without: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Design:
    """A form whatever its language: its name, what it asks, and the kind of record that it makes or changes.

    `makes` tells whether a new record comes of it; `model` is None where it may be about a record of any kind.
    """

    name: str
    model: type[Record] | None
    questions: tuple[Question, ...]
    makes: bool = True


_THEMES = Question(
    "themes", ("themes",), "fields.themes", "choice", "forms.themes_hint", required=False, most=3
)
_SOURCE = Question(
    "source", ("sources",), "columns.source", "source", "forms.source_hint", required=False, limit=500
)
_CONSENT = Question("consent", (), "forms.consent", "consent")
_SUBJECT = Question("page", (), "forms.page", "record", "forms.page_hint", limit=500)
_KEY = Question("key", (), "forms.key", "key", "forms.key_hint", required=False, limit=100)
_UNTIL = Question(
    "until", ("period", "end"), "forms.until", "date", "forms.until_hint", required=False, limit=20
)

COOPERATION = (
    Question("title", ("title",), "forms.{form}_title", "line", "forms.title_hint", limit=120),
    Question(
        "institution", ("member",), "fields.institution", "institution", "forms.institution_hint", limit=300
    ),
    Question("what", ("summary",), "forms.{form}_what", "text", "forms.{form}_what_hint", limit=800),
    Question("themes", ("themes",), "fields.themes", "choice", "forms.themes_hint", most=3),
    Question("forms", ("forms",), "fields.forms", "choice", "forms.forms_hint"),
    Question("languages", ("languages",), "fields.portal_languages", "choice", "forms.{form}_languages_hint"),
    Question("states", ("countries",), "forms.states", "choice", "forms.states_hint"),
    # A list of one answer comes with one chosen: let it be the one that commits nobody.
    Question("costs", ("costs",), "fields.costs", "choice", "forms.costs_hint", default="open"),
    Question("from", ("period", "start"), "forms.from", "date", "forms.from_hint", limit=20),
    _UNTIL,
    Question(
        "capacity",
        ("capacity",),
        "fields.capacity",
        "text",
        "forms.capacity_hint",
        required=False,
        limit=400,
    ),
    _SOURCE,
    _CONSENT,
)
"""What an offer or a need is asked. A form asks what its kind has a key for."""

_PORTAL = (
    Question("title", ("title",), "forms.portal_title", "line", "forms.portal_title_hint", limit=200),
    Question("acronym", ("acronym",), "fields.acronym", "words", required=False, limit=30),
    Question("web", ("address",), "fields.address", "address", "forms.web_hint", limit=300),
    Question("what", ("summary",), "forms.portal_what", "text", "forms.portal_what_hint", limit=800),
    Question("type", ("type",), "fields.type", "choice"),
    Question("scope", ("scope",), "fields.scope", "choice", default="national"),
    Question("states", ("countries",), "fields.countries", "choice", "forms.of_states_hint", required=False),
    Question("languages", ("languages",), "fields.portal_languages", "choice", "forms.portal_languages_hint"),
    Question("services", ("services",), "fields.services", "choice", "forms.services_hint", required=False),
    _THEMES,
    _SOURCE,
    _CONSENT,
)

_DAYS = (
    Question("until", ("dates", 0, "end"), "fields.end", "date", "forms.last_day_hint", False, 20),
    Question("opens", ("dates", 0, "opens"), "forms.opens", "clock", "forms.clock_hint", False, 20),
    Question("closes", ("dates", 0, "closes"), "forms.closes", "clock", "forms.clock_hint", False, 20),
    Question("place", ("dates", 0, "place"), "fields.place", "line", "forms.place_hint", False, 200),
)

_MEETING = (
    Question("title", ("title",), "forms.meeting_title", "line", "forms.title_hint", limit=200),
    Question(
        "what", ("summary",), "forms.meeting_what", "text", "forms.meeting_what_hint", required=False, limit=800
    ),
    Question("type", ("type",), "fields.type", "choice", default="session"),
    Question("body", ("body",), "fields.body", "choice", "forms.body_hint"),
    Question("from", ("dates", 0, "start"), "forms.first_day", "date", "forms.from_hint", limit=20),
    *_DAYS,
    Question("status", ("dates", 0, "status"), "fields.status", "choice", "forms.status_hint",
             default="planned", without=("moved",)),
    _THEMES,
    _SOURCE,
    _CONSENT,
)  # fmt: skip

OTHER_DATE, NO_DATE, CANCELLED, HELD = "other", "moved", "cancelled", "held"
"""What can have become of a meeting's date: the last three are codes of date_statuses."""

_DATE = (
    Question("page", (), "forms.meeting", "record", "forms.meeting_hint", limit=500),
    Question("change", (), "forms.change", "choice", choices=(
        (OTHER_DATE, "forms.change_other"), (NO_DATE, "forms.change_moved"),
        (CANCELLED, "forms.change_cancelled"), (HELD, "forms.change_held"),
    )),
    Question("from", ("dates", 0, "start"), "forms.new_day", "date", "forms.new_day_hint", False, 20),
    *_DAYS,
    _SOURCE,
    _CONSENT,
)  # fmt: skip

_TRANSLATION = (
    _SUBJECT,
    Question("language", (), "forms.into", "choice", choices=((SITE_LANGUAGES, ""),)),
    Question("title", ("title",), "columns.title", "words", "forms.own_title_hint", False, 300),
    Question("summary", ("summary",), "fields.summary", "words", "forms.summary_hint", False, 1500),
    _KEY,
    Question("words", (), "forms.words", "words", "forms.words_hint", False, 3000),
    _CONSENT,
)

_ERROR = (
    _SUBJECT,
    Question("wrong", (), "forms.wrong", "words", "forms.wrong_hint", limit=3000),
    Question("right", (), "forms.right", "words", "forms.right_hint", False, 3000),
    _KEY,
    Question("source", (), "columns.source", "source", "forms.error_source_hint", False, 500),
)


def _of(model: type[Record]) -> tuple[Question, ...]:
    """Return the questions on cooperation for which a kind has a key."""
    return tuple(item for item in COOPERATION if not item.place or item.place[0] in model.model_fields)


DESIGNS: dict[str, Design] = {
    design.name: design
    for design in (
        Design("error", None, _ERROR, makes=False),
        Design("portal", Portal, _PORTAL),
        Design("meeting", Meeting, _MEETING),
        Design("date", Meeting, _DATE, makes=False),
        Design("translation", None, _TRANSLATION, makes=False),
        Design("offer", Offer, _of(Offer)),
        Design("need", Need, _of(Need)),
    )
}
"""Every form, by its name."""


def annotation(model: type[Record], place: Place) -> Any:
    """Return the type of the key at a place of a kind of record."""
    found: Any = model
    for part in place:
        found = get_args(found)[0] if isinstance(part, int) else found.model_fields[part].annotation
    return found


def word(annotated: Any) -> type[Code] | type[Reference]:
    """Return the code or reference in the type of a key."""
    return next(_words(annotated))


def _words(annotated: Any) -> Iterator[type[Code] | type[Reference]]:
    for part in (annotated, *get_args(annotated)):
        if isinstance(part, type) and not get_args(part) and issubclass(part, (Code, Reference)):
            yield part
