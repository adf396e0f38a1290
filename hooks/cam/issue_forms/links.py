"""The ways from the pages to the forms."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from cam.issue_forms.questions import DESIGNS
from cam.issue_forms.templates import languages
from cam.text import Words, capitalized
from cam.views.blocks import Anchor, Block, Card, Cards, Inline, Links
from cam.views.reader import Reader

COOPERATION = ("offer", "need")
"""The forms for institutions; the page on how to take part leads to them."""

EDITING = tuple(name for name in DESIGNS if name not in COOPERATION)
"""The forms for those who would rather not edit."""


def ways_in(reader: Reader, forge: str, names: Collection[str] = COOPERATION) -> list[Block]:
    """Return the links to some forms: those in the reader's language, then those in the others."""
    known, first = languages(reader.catalogue), _language(reader)
    rows: list[list[Inline]] = []
    for code in known:
        if code != first:
            own_name = reader.wording.language_name(code, code)
            row: list[Inline] = [Words(capitalized(own_name), code)]
            for name in names:
                row += [" · " if len(row) > 1 else " — ", _way_in(reader, name, code, forge)]
            rows.append(row)
    cards = [
        Card(_way_in(reader, name, first, forge), text=reader.label(f"forms.{name}_about")) for name in names
    ]
    others = Links(reader.label("forms.other_languages"), anchor="other-languages", rows=rows)
    return [Cards(cards=cards), *([others] if rows else [])]


def _language(reader: Reader) -> str:
    """Return the reader's language, or the first one where it has no forms."""
    known = languages(reader.catalogue)
    return reader.language if reader.language in known else known[0]


def _way_in(reader: Reader, name: str, language: str, forge: str) -> Anchor:
    words = Reader(reader.catalogue, language, reader.path).label(f"forms.{name}_name")
    address = f"{forge}/issues/new?template={name}-{language}.yml"
    return Anchor(address, Words(words, language), outside=True)


def way_in(reader: Reader, forge: str, name: str) -> Anchor:
    """Return the link to one form in the reader's language, or in the first that has forms."""
    return _way_in(reader, name, _language(reader), forge)


def report_address(reader: Reader, forge: str, page: str, name: str) -> str:
    """Return the address of the form for an error in the reader's language, with the page's address filled in.

    `name` is what the title of the issue begins with: the record, or the path of the page.
    """
    filled = {"template": f"error-{_language(reader)}.yml", "title": f"[{name}] ", "page": page}
    return f"{forge}/issues/new?{urlencode(filled)}"
