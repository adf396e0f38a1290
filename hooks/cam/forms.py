"""The forms in which an institution describes an offer or a need of cooperation: one per kind and language.

They are made from the model (which keys, how many answers), data/labels (headings and hints) and the closed lists and
records (choices), and written by `cam forms`. `intake` reads what comes back, with the same questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from cam.model.base import Code, LanguageCode, Reference
from cam.model.cooperation import Need, Offer
from cam.store import Catalogue
from cam.text import Words, folded
from cam.views.blocks import Anchor, Block, Card, Cards, Inline, Links
from cam.views.reader import Reader
from cam.yamlwriter import dumped

FOLDER = ".github/ISSUE_TEMPLATE"
FORMS: dict[str, type[Offer] | type[Need]] = {"offer": Offer, "need": Need}
"""The kinds that have a form, by the name of the form."""

EVERY_STATE = "*"
"""Stands for every state among the codes of the states; a record leaves the states out then."""

_HEAD = (
    "# Written by `cam forms`: change data/labels, data/vocabulary or the model instead, then run it again.\n"
)


@dataclass(frozen=True)
class Question:
    """A heading of the form. In label keys, {form} stands for the name of the form.

    `place` is where the answer goes in the record, `limit` its greatest length, `most` how many choices it may be,
    `default` the code that is chosen beforehand.
    """

    name: str
    place: tuple[str, ...]
    label: str
    answer: Literal["line", "text", "institution", "choice", "date", "source", "consent"]
    hint: str = ""
    required: bool = True
    limit: int = 0
    most: int = 0
    default: str = ""


QUESTIONS = (
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
    Question("until", ("period", "end"), "forms.until", "date", "forms.until_hint", required=False, limit=20),
    Question(
        "capacity",
        ("capacity",),
        "fields.capacity",
        "text",
        "forms.capacity_hint",
        required=False,
        limit=400,
    ),
    Question(
        "source", ("sources",), "columns.source", "source", "forms.source_hint", required=False, limit=500
    ),
    Question("consent", (), "forms.consent", "consent"),
)
"""Everything that is asked, in order. A form asks what its kind has a key for."""


@dataclass(frozen=True)
class Asked:
    """A question as one form puts it: its words, and the choices with the code of each."""

    question: Question
    heading: str
    hint: str
    choices: dict[str, str]
    multiple: bool


@dataclass(frozen=True)
class Form:
    """The form for a kind of record in one language."""

    name: str
    model: type[Offer] | type[Need]
    language: str
    asked: tuple[Asked, ...]

    @property
    def file(self) -> str:
        """Its file in the forge's folder of forms."""
        return f"{self.name}-{self.language}.yml"


def languages(catalogue: Catalogue) -> list[str]:
    """Return the languages that have forms: a growing one may lack the words."""
    return catalogue.complete_languages or catalogue.languages[:1]


def forms(catalogue: Catalogue) -> list[Form]:
    """Return every form in every language."""
    return [form(catalogue, name, language) for name in FORMS for language in languages(catalogue)]


def form(catalogue: Catalogue, name: str, language: str) -> Form:
    """Return one form."""
    reader, model = Reader(catalogue, language, ""), FORMS[name]
    asked = tuple(
        _asked(reader, name, question)
        for question in QUESTIONS
        if not question.place or question.place[0] in model.model_fields
    )
    return Form(name, model, language, asked)


def _asked(reader: Reader, name: str, question: Question) -> Asked:
    settings = reader.catalogue.settings
    assert settings
    values = {
        "limit": question.limit,
        "all": reader.label("ricomi.every_state"),
        "licence": settings.licence_data.name,
    }
    choices: dict[str, str] = {}
    multiple = False
    if question.answer == "choice":
        annotation = FORMS[name].model_fields[question.place[0]].annotation
        multiple = get_origin(annotation) is list
        choices = _choices(reader, question, annotation)
    elif question.answer == "consent":
        choices = {reader.label("forms.agreed", **values): "agreed"}
    return Asked(
        question,
        reader.label(question.label.format(form=name)),
        reader.label(question.hint.format(form=name), **values) if question.hint else "",
        choices,
        multiple,
    )


def _choices(reader: Reader, question: Question, annotation: Any) -> dict[str, str]:
    """Return the words of each choice with its code: records by title, codes in the order of their list."""
    catalogue, word = reader.catalogue, next(_words(annotation))
    if issubclass(word, Code):
        codes = catalogue.vocabulary[word.vocabulary]
        found = {reader.wording.code(code, word.vocabulary): code for code in codes}
        # CLDR's names of languages are those within a sentence.
        return {_capital(name): code for name, code in found.items()} if word is LanguageCode else found
    records = catalogue.records[word.kind].values()
    titles = {str(reader.title(record)): record.id for record in records}
    every = {reader.label("ricomi.every_state"): EVERY_STATE} if question.name == "states" else {}
    return every | {title: titles[title] for title in sorted(titles, key=folded)}


def _words(annotation: Any) -> Iterator[type[Code] | type[Reference]]:
    """Yield the codes and references in the type of a key."""
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and not get_args(part) and issubclass(part, (Code, Reference)):
            yield part


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def templates(catalogue: Catalogue) -> dict[str, str]:
    """Return the content of each form's file, by its name."""
    return {item.file: _HEAD + dumped(_template(catalogue, item)) for item in forms(catalogue)}


def _template(catalogue: Catalogue, item: Form) -> dict[str, Any]:
    reader = Reader(catalogue, item.language, "")
    settings = catalogue.settings
    assert settings
    said = [reader.wording.text(text) for text in (settings.name, settings.edition, settings.edition_note)]
    intro = f"{reader.label('forms.intro')}\n\n**{said[0]}. {said[1]}.** {said[2]}\n"
    return {
        "name": reader.label(f"forms.{item.name}_name"),
        "description": reader.label(f"forms.{item.name}_about"),
        "title": f"[{reader.label(f'kind_one.{item.model.kind}')}] ",
        "body": [
            {"type": "markdown", "attributes": {"value": intro}},
            *(_element(asked) for asked in item.asked),
        ],
    }


_ELEMENTS = {"text": "textarea", "choice": "dropdown", "consent": "checkboxes"}
"""The forge's element for each sort of answer, where it is no line."""


def _element(asked: Asked) -> dict[str, Any]:
    question, options = asked.question, list(asked.choices)
    attributes: dict[str, Any] = {"label": asked.heading}
    if asked.hint:
        attributes["description"] = asked.hint
    if question.answer == "consent":
        attributes["options"] = [{"label": option, "required": True} for option in options]
    elif question.answer == "choice":
        attributes |= {"multiple": True} if asked.multiple else {}
        attributes["options"] = options
        if question.default:
            attributes["default"] = list(asked.choices.values()).index(question.default)
    element = {
        "type": _ELEMENTS.get(question.answer, "input"),
        "id": question.name,
        "attributes": attributes,
    }
    if question.required and question.answer != "consent":
        element["validations"] = {"required": True}
    return element


def write(catalogue: Catalogue) -> list[str]:
    """Bring the forge's folder up to date with the forms; return the names of the files that changed."""
    folder = catalogue.root / FOLDER
    wanted, changed = templates(catalogue), []
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content.encode():
            path.write_bytes(content.encode())
            changed.append(name)
    for path in _written(folder):
        if path.name not in wanted:
            path.unlink()
            changed.append(path.name)
    return sorted(changed)


def _written(folder: Path) -> list[Path]:
    """Return the files in the forge's folder that this program wrote."""
    return [path for path in sorted(folder.glob("*.yml")) if path.read_bytes().startswith(_HEAD.encode())]


def ways_in(reader: Reader, forge: str) -> list[Block]:
    """Return the links to the forms: those in the reader's language, then those in the others."""
    known = languages(reader.catalogue)
    first = reader.language if reader.language in known else known[0]
    rows: list[list[Inline]] = []
    for code in known:
        if code != first:
            own_name = Words(_capital(reader.wording.language_name(code, code)), code)
            offer, need = (_way_in(reader, name, code, forge) for name in FORMS)
            rows.append([own_name, " — ", offer, " · ", need])
    cards = [
        Card(_way_in(reader, name, first, forge), text=reader.label(f"forms.{name}_about")) for name in FORMS
    ]
    others = Links(reader.label("forms.other_languages"), anchor="other-languages", rows=rows)
    return [Cards(cards=cards), *([others] if rows else [])]


def _way_in(reader: Reader, name: str, language: str, forge: str) -> Anchor:
    words = Reader(reader.catalogue, language, reader.path).label(f"forms.{name}_name")
    address = f"{forge}/issues/new?template={name}-{language}.yml"
    return Anchor(address, Words(words, language), outside=True)
