"""The handover pack, read back: its parts as blocks, and the texts of its page and its Word file."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import support_site
from docx.oxml.ns import qn
from lxml import html

from cam import embed
from cam.documents.assembly import document
from cam.documents.docx import docx as make_docx
from cam.documents.papers import handover as paper
from cam.knowledge import Site
from cam.model import Record
from cam.offers.documents import HANDOVER
from cam.store import Catalogue
from cam.views import desk_handover
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
TODAY = dt.date.fromisoformat(support_site.TODAY)
Made = Callable[[str], Any]


def reader(site: Site, language: str) -> Reader:
    """Return who reads the pack in a language."""
    return Reader(site.catalogue, language, HANDOVER)


def opened(site: Site, language: str) -> Any:
    """Return the pack as a Word file, read back."""
    return docx.Document(io.BytesIO(make_docx(document(paper.report(site, reader(site, language))))))


def part(site: Site, language: str, name: str) -> list[Any]:
    """Return the blocks of one part of the pack."""
    return next(one.blocks for one in desk_handover.parts(site, reader(site, language)) if one.name == name)


def only(kind: type, blocks: list[Any]) -> Any:
    """Return the one block of a kind."""
    (found,) = (block for block in blocks if isinstance(block, kind))
    return found


def words_of(value: Any) -> str:
    """Return a cell or a line as one text."""
    if isinstance(value, list):
        return "".join(map(words_of, value))
    return str(getattr(value, "text", value))


def shown(site: Site, language: str) -> Any:
    """Return the pack as its page shows it."""
    return html.fromstring(f"<div>{embed.say(site, 'cam_show', language, HANDOVER, 'desk-handover')}</div>")


def squeezed(text: str) -> str:
    """Return a text as it is compared: without what the breaking of lines may change."""
    return re.sub(r"[\s\u2010\u00ad-]+", "", text)


def said_in(file: Any) -> str:
    """Return all words of a Word file, squeezed."""
    return squeezed("".join(one.text or "" for one in file.element.body.iter(qn("w:t"))))


def changed(catalogue: Catalogue, *records: Record, without: tuple[str, ...] = ()) -> Catalogue:
    """Return the facts with other records in the place of some, and without some kinds."""
    kinds = {kind: dict(found) for kind, found in catalogue.records.items()}
    for record in records:
        kinds[record.kind][record.id] = record
    for kind in without:
        kinds[kind] = {}
    return replace(catalogue, records=kinds)
