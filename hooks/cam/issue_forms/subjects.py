"""Finds the record that a form is about, by the address of its page or by its id."""

from __future__ import annotations

import difflib
import itertools
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from cam.issue_forms.reading import Answers
from cam.issue_forms.templates import Asked
from cam.issue_forms.wrong import shown
from cam.model import Record
from cam.model.base import SLUG
from cam.store import Catalogue, key


@dataclass(frozen=True)
class Subject:
    """The record that a form is about, and the language of the page that its address names."""

    record: Record
    language: str


def read_subject(catalogue: Catalogue, asked: Asked, words: str, read: Answers) -> None:
    """Keep the record that an answer names, or say what stands in the way."""
    parts, model = _parts(words), read.form.design.model
    language = next((part for part in parts if part in catalogue.languages[1:]), catalogue.languages[0])
    record = _record(catalogue, parts, model.kind if model else "")
    if record is None:
        _no_record(catalogue, asked, words, parts, language, read)
    elif model and not isinstance(record, model):
        read.wrong(asked.heading, "other_kind", said=key(record))
    else:
        read.values[asked.question.name] = Subject(record, language)


def _parts(words: str) -> list[str]:
    """Return the parts of the path of an address, from the language or the kind on."""
    try:
        path = unquote(urlsplit(words).path)
    except ValueError:
        return []
    parts = [part.removesuffix(".yaml").removesuffix(".md") for part in path.split("/")]
    return [part for part in parts if part and part != "index.html" and SLUG.fullmatch(part)]


def _record(catalogue: Catalogue, parts: list[str], kind: str) -> Record | None:
    """Return the record whose kind and id stand side by side in a path; a lone id is one of the wanted kind."""
    if len(parts) == 1 and kind:
        return catalogue.find(parts[0], kind)
    for first, second in itertools.pairwise(parts):
        if found := catalogue.find(second, first):
            return found
    return None


def _no_record(
    catalogue: Catalogue, asked: Asked, words: str, parts: list[str], language: str, read: Answers
) -> None:
    """Say why an address is that of no record: it is a page of prose, or nothing of this site."""
    known = [key(record) for record in catalogue.every()]
    near = difflib.get_close_matches("/".join(parts[-2:]), known, n=1, cutoff=0.8)
    if prose := _prose(catalogue, parts, language):
        read.wrong(asked.heading, "prose", file=prose)
    elif near:
        read.wrong(asked.heading, "meant_record", said=shown(words), meant=near[0])
    else:
        read.wrong(asked.heading, "no_record", said=shown(words))


def _prose(catalogue: Catalogue, parts: list[str], language: str) -> str:
    """Return the file of the page of prose with this path, if there is one: the longest end of the path counts."""
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        for name in (f"docs/{language}/{path}.md", f"docs/{language}/{path}/index.md"):
            if (catalogue.root / name).is_file():
                return name
    return ""
