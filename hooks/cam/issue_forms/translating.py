"""The words of a translation come into a record; what was missing is so no longer once every text is there."""

from __future__ import annotations

from collections.abc import Iterator

from cam.issue_forms.changing import Edit
from cam.issue_forms.reading import Answers
from cam.issue_forms.subjects import Subject
from cam.model import Record, Text
from cam.store import Catalogue, key
from cam.terminology.typography import mended
from cam.wording import Wording
from cam.yamlfile import Place


def change(catalogue: Catalogue, read: Answers) -> Edit | None:
    """Return what a form changes of a record's texts; None, with its problems, where it cannot be used."""
    subject, language = read.values.get("page"), read.values.get("language")
    if not isinstance(subject, Subject) or not language:
        return None
    record = subject.record
    if language == record.original:
        read.wrong_at("language", "is_original")
    elif record.translations.get(language) == "official":
        read.wrong_at("language", "is_official")
    else:
        return _set(catalogue, read, record, str(language))
    return None


def _set(catalogue: Catalogue, read: Answers, record: Record, language: str) -> Edit | None:
    """Return the edit that sets each text that the form gives."""
    texts = dict(catalogue.inside(record, Text))
    edit = Edit(record)
    for question, place, said in _given(read):
        words = mended(said, language)
        written = catalogue.file(record).lines
        if place not in texts or place not in written:  # a member has the title of its institution
            read.wrong_at(question, "no_text", record=key(record), where=".".join(map(str, place)))
        elif texts[place].get(language) == words:
            read.wrong_at(question, "same_text")
        else:
            edit.set((*place, language), words, read.form.heading(question))
    if not edit.values:
        return None
    _state(catalogue, read, edit, texts, language)
    return edit


def _given(read: Answers) -> Iterator[tuple[str, Place, str]]:
    """Yield the texts that a form gives: the question, the place of the text, and the words."""
    place, words = read.values.get("key"), read.values.get("words")
    for name in ("title", "summary"):
        if name in read.values:
            yield name, (name,), read.values[name]
    if place and words:
        yield "words", place, words
    elif place:
        read.wrong_at("words", "no_words")
    elif words:
        read.wrong_at("key", "no_key_of_words")
    elif not {"title", "summary"} & set(read.values):
        read.wrong_at("title", "no_words")


def _state(catalogue: Catalogue, read: Answers, edit: Edit, texts: dict[Place, Text], language: str) -> None:
    """Take `missing` away where every text is there now; else say which are not."""
    record, wording = edit.record, Wording(catalogue, read.say.language)
    silent = [place for place, text in texts.items() if language not in text]
    silent = [place for place in silent if (*place, language) not in edit.values]
    state = record.translations.get(language)
    if state == "missing" and not silent:
        edit.set(("translations", language), None)
    elif state == "missing":
        keys = wording.list(".".join(map(str, place)) for place in silent[:12])
        read.todo("texts", language=wording.language_name(language), texts=keys)
    elif state == "outdated":
        read.todo("outdated", language=wording.language_name(language))
    read.todo("compare_text", record=key(record))
