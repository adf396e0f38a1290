"""What each field means, in the words of a language.

English is said by the model: the `description` of the field. Its other languages are in data/labels/field_texts.yaml,
by class and field. What the model leaves out because the name says it is in data/labels/field_words.yaml, by field, or
by class and field where the name alone would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence

from cam.dictionary.fields import Field, called
from cam.model import Text
from cam.text import Words, choose
from cam.wording import Wording

MODEL_LANGUAGE = "en"
"""The language in which the model describes its fields."""


def description(wording: Wording, field: Field) -> Words:
    """Return what a field is; in the language of the model, marked as foreign, where no one has translated it."""
    known = wording.catalogue.labels
    default, name = wording.catalogue.languages[0], f"{called(field.owner)}_{field.name}"
    names = [f"field_texts.{name}"] if field.said else [f"field_words.{name}", f"field_words.{field.name}"]
    texts: dict[str, str] = next((known[key] for key in names if key in known), {})
    said = {**texts, MODEL_LANGUAGE: field.said} if field.said else texts or {MODEL_LANGUAGE: field.name}
    return choose(Text(said), wording.language, MODEL_LANGUAGE, default)


def of_way(wording: Wording, way: Sequence[Field]) -> Words:
    """Return what a field inside a piece is: what the piece is, then what the field is, e.g. “period: first day”."""
    said = [description(wording, field) for field in way]
    text = wording.label("formats.colon").join(words.text for words in said)
    return Words(text, said[-1].language, any(words.foreign for words in said))


def holds(wording: Wording, field: Field) -> str:
    """Return what may stand in a field, e.g. “codes of the list law_topics”."""
    said = wording.label(f"dictionary.holds_{field.holds}{'_many' if field.many else ''}")
    if field.listed:
        said = wording.label("dictionary.of_list", what=said, list=field.listed)
    if field.refers:
        said = wording.label("dictionary.of_kind", what=said, kind=wording.label(f"kinds.{field.refers}"))
    return wording.label("dictionary.keyed", what=said) if field.keyed else said


def codes(wording: Wording, field: Field) -> list[str]:
    """Return the codes that a field may hold, if it holds any."""
    return list(wording.catalogue.vocabulary.get(field.listed, {}))
