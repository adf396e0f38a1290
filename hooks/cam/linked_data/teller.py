"""What may be stated in JSON-LD, which has no mark for doubt, and how.

A value that a record lists as `unsure`, and a record that is only remembered, are not stated. A text that the reader's
language lacks is given in the language that it is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cam.model import Record, Text
from cam.store import key
from cam.text import Words
from cam.views.page import shorten
from cam.views.reader import Reader

Json = dict[str, Any]
_MANY = 5
_GIST = 140
"""How many signs of a summary are given; search engines ask for fifty at least."""


@dataclass(frozen=True)
class Teller:
    """States facts to a reader; `site` is the address of the site and ends in a slash."""

    reader: Reader
    site: str

    def identity(self, record: Record) -> str:
        """Return the address that stands for what a record is about: the same in every language."""
        return f"{self.site}{key(record)}/#it"

    def said(self, text: Text, record: Record) -> str | Json:
        """Return a text in the reader's language, or with the language that it is in."""
        return self.worded(self.reader.say(text, record))

    def worded(self, words: Words) -> str | Json:
        """Return words plainly, or with their language where it is not the reader's."""
        return {"@value": words.text, "@language": words.language} if words.foreign else words.text

    def gist(self, record: Record) -> str | Json | None:
        """Return the summary of a record, cut where it is long."""
        if not record.summary or "summary" in record.unsure:
            return None
        words = self.reader.say(record.summary, record)
        return self.worded(Words(shorten(words.text, _GIST), words.language, words.foreign))

    def named(self, type_: str, record: Record | None) -> Json | None:
        """Return the mention of what another record is about: its identity and name."""
        if record is None or only_remembered(record):
            return None
        name = None if "title" in record.unsure else self.said(record.title, record)
        return known({"@type": type_, "@id": self.identity(record), "name": name})

    def each(self, type_: str, kind: str, identities: list[Any]) -> list[Json]:
        """Return the mention of what each of several records of a kind is about.

        Of many, none: they would weigh too much, and a part of them could be taken for all.
        """
        if len(identities) >= _MANY:
            return []
        mentions = [self.named(type_, self.reader.find(identity, kind)) for identity in identities]
        return [mention for mention in mentions if mention]

    def thing(self, type_: str, record: Record, **facts: Any) -> Json:
        """Return what a record is about, with its name and its facts; those that nothing is known of are left out."""
        return known(
            {
                "@type": type_,
                "@id": self.identity(record),
                "name": sure(record, "title", self.said(record.title, record)),
                **facts,
            }
        )


def known(facts: Json) -> Json:
    """Return the facts that have a value; one of several values that is alone stands by itself."""
    alone = {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in facts.items()
    }
    return {name: value for name, value in alone.items() if value not in (None, "", [], {})}


def sure(record: Record, field: str, value: Any) -> Any:
    """Return a value of a field, or None where it is only remembered."""
    return None if field in record.unsure else value


def only_remembered(record: Record) -> bool:
    """Return whether no source was seen for anything in a record."""
    return bool(record.sources) and all(source.evidence == "recalled" for source in record.sources)
