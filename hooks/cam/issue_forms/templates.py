"""The forms as the forge has them, one per design and language: .github/ISSUE_TEMPLATE, written by `cam kit`.

They are made from the model (which keys, how many answers), data/labels (headings and hints) and the closed lists and
records (choices). What comes back is read with the same headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_origin

from cam.issue_forms.questions import (
    DESIGNS,
    EVERY_STATE,
    SITE_LANGUAGES,
    Design,
    Question,
    annotation,
    word,
)
from cam.model.base import Code, LanguageCode
from cam.store import Catalogue
from cam.text import capitalized, folded
from cam.views.reader import Reader
from cam.yamlwriter import dumped

FOLDER = ".github/ISSUE_TEMPLATE"

_HEAD = (
    "# Written by `cam kit`: change data/labels, data/vocabulary or the model instead, then run it again.\n"
)


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
    """A form in one language."""

    design: Design
    language: str
    asked: tuple[Asked, ...]

    @property
    def file(self) -> str:
        """Its file in the forge's folder of forms."""
        return f"{self.design.name}-{self.language}.yml"

    def heading(self, name: str) -> str:
        """Return the heading of a question."""
        return next(asked.heading for asked in self.asked if asked.question.name == name)


def languages(catalogue: Catalogue) -> list[str]:
    """Return the languages that have forms: a growing one may lack the words."""
    return catalogue.complete_languages or catalogue.languages[:1]


def forms(catalogue: Catalogue) -> list[Form]:
    """Return every form in every language."""
    return [form(catalogue, name, language) for name in DESIGNS for language in languages(catalogue)]


def form(catalogue: Catalogue, name: str, language: str) -> Form:
    """Return one form."""
    reader, design = Reader(catalogue, language, ""), DESIGNS[name]
    return Form(design, language, tuple(_asked(reader, design, question) for question in design.questions))


def _asked(reader: Reader, design: Design, question: Question) -> Asked:
    settings = reader.catalogue.settings
    assert settings
    values = {
        "limit": question.limit,
        "all": reader.label("ricomi.every_state"),
        "licence": settings.licence_data.name,
    }
    choices: dict[str, str] = {}
    if question.answer == "choice":
        choices = _choices(reader, design, question)
    elif question.answer == "consent":
        agreed = "forms.agreed" if "institution" in {item.name for item in design.questions} else "forms.may"
        choices = {reader.label(agreed, **values): "agreed"}
    return Asked(
        question,
        reader.label(question.label.format(form=design.name)),
        reader.label(question.hint.format(form=design.name), **values) if question.hint else "",
        choices,
        _is_list(design, question),
    )


def _is_list(design: Design, question: Question) -> bool:
    """Return whether a question may have several answers: whether its key is a list."""
    if question.answer != "choice" or question.choices or not design.model:
        return False
    return get_origin(annotation(design.model, question.place)) is list


def _choices(reader: Reader, design: Design, question: Question) -> dict[str, str]:
    """Return the words of each choice with its code: records by title, codes in the order of their list."""
    catalogue = reader.catalogue
    if question.choices == ((SITE_LANGUAGES, ""),):
        return {capitalized(reader.wording.language_name(code)): code for code in catalogue.languages}
    if question.choices:
        return {reader.label(label): code for code, label in question.choices}
    assert design.model
    wanted = word(annotation(design.model, question.place))
    if issubclass(wanted, Code):
        codes = [code for code in catalogue.vocabulary[wanted.vocabulary] if code not in question.without]
        found = {reader.wording.code(code, wanted.vocabulary): code for code in codes}
        # CLDR's names of languages are those within a sentence.
        return {capitalized(name): code for name, code in found.items()} if wanted is LanguageCode else found
    records = catalogue.records[wanted.kind].values()
    titles = {str(reader.title(record)): record.id for record in records}
    is_every = question.label == "forms.states"
    every = {reader.label("ricomi.every_state"): EVERY_STATE} if is_every else {}
    return every | {title: titles[title] for title in sorted(titles, key=folded)}


def templates(catalogue: Catalogue) -> dict[str, str]:
    """Return the content of each form's file, by its name."""
    return {item.file: _HEAD + dumped(_template(catalogue, item)) for item in forms(catalogue)}


def _template(catalogue: Catalogue, item: Form) -> dict[str, Any]:
    reader, design = Reader(catalogue, item.language, ""), item.design
    settings = catalogue.settings
    assert settings
    is_cooperation = "institution" in {question.name for question in design.questions}
    intro = [reader.label("forms.intro") if is_cooperation else _intro(reader)]
    if is_cooperation:
        said = [
            reader.wording.text(text) for text in (settings.name, settings.edition, settings.edition_note)
        ]
        intro.append(f"**{said[0]}. {said[1]}.** {said[2]}")
    name = reader.label(f"forms.{design.name}_name")
    mark = reader.label(f"kind_one.{design.model.kind}") if design.makes and design.model else name
    return {
        "name": name,
        "description": reader.label(f"forms.{design.name}_about"),
        "title": f"[{mark}] ",
        "body": [
            {"type": "markdown", "attributes": {"value": "\n\n".join(intro) + "\n"}},
            *(_element(asked) for asked in item.asked),
        ],
    }


def _intro(reader: Reader) -> str:
    settings = reader.catalogue.settings
    assert settings
    return reader.label("forms.intro_all", licence=settings.licence_data.name)


_ELEMENTS = {"text": "textarea", "choice": "dropdown", "consent": "checkboxes"}
"""The forge's element for each sort of answer, where it is no line."""

_LONG = 300
"""Words that may be longer than this are given a field of several lines."""


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
    is_long = question.answer == "words" and question.limit > _LONG
    element = {
        "type": "textarea" if is_long else _ELEMENTS.get(question.answer, "input"),
        "id": question.name,
        "attributes": attributes,
    }
    if question.required and question.answer != "consent":
        element["validations"] = {"required": True}
    return element
