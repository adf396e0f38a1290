"""Says what changed at a place of a record: the keys that lead there by their names, codes by their words."""

from __future__ import annotations

from babel import Locale

from cam.commands.said import Say
from cam.dictionary.fields import Field as Known
from cam.dictionary.fields import fields
from cam.effect.records import Field
from cam.model import KINDS
from cam.model.base import Strict
from cam.store import Catalogue

_STEP = " › "
_TRUTHS = {"True": "holds_true", "False": "holds_false"}
_LANGUAGES = ("languages", "source_languages")
_HOMES = ("chain", "headings", "programs", "datasets", "sicremi", "columns")
"""Files of labels in which pages name a key that `fields` does not, by its name; the first that does counts."""
_OTHERWISE = {"replaces": "chain.replaced_by_this", "replaces_partly": "chain.replaced_by_this_partly"}
"""Keys that pages name under another name."""


class Named:
    """Says changed fields in the language of `say`, with the labels and lists of `catalogue` as far as it has them."""

    def __init__(self, say: Say, catalogue: Catalogue) -> None:
        self.say, self.catalogue = say, catalogue

    def said(self, item: Field, source: str = "") -> str:
        """Return a changed field with what it held and holds; `source` is the record (`kind/id`) or file it is of.

        What is no field of a record (a label, a setting) is called as in its file; a line of a page by its number.
        """
        kind = KINDS.get(source.partition("/")[0])
        place, field = self._way(kind, item.place) if kind else (self._line(item.place), None)
        old, new = self._value(item.old, field), self._value(item.new, field)
        change = f"{old} → {new}" if old and new else f"+ {new}" if new else f"− {old}"
        return self.say("diff.field", place=place, change=change)

    def _line(self, place: str) -> str:
        """Return what a place in a page is called: `:24` is a line, nothing one that is gone."""
        if not place:
            return self.say("diff.line_gone")
        number = place.removeprefix(":")
        return self.say("diff.line", number=number) if place != number else place

    def _way(self, model: type[Strict] | None, place: str) -> tuple[str, Known | None]:
        """Return the names of the keys that lead to a place, and the field that it is of, as far as it is known."""
        names: list[str] = []
        field: Known | None = None
        for part in place.split("."):
            known = {one.name: one for one in fields(model)} if model else {}
            if part.isdecimal() and names:
                names[-1] += f" {part}"
            elif part in known:
                field = known[part]
                model = field.piece
                names.append(self.name(part))
            else:
                names.append(self._language(part) if part in self.catalogue.languages else part)
        return _STEP.join(names), field

    def name(self, key: str) -> str:
        """Return what pages call a key; the key itself where they do not name it."""
        found = (
            self.catalogue.labels.get(name, {}).get(self.say.language)
            for name in (f"fields.{key}", _OTHERWISE.get(key, ""), *(f"{home}.{key}" for home in _HOMES))
        )
        return str(next(filter(None, found), key))

    def _value(self, held: str, field: Known | None) -> str:
        """Return what a field held: a code and a yes or no in words, a record by its title, anything else as it is."""
        if field is None:
            return held
        if field.holds in ("reference", "record"):
            return self._record(held, field.refers or None)
        if field.holds == "yes" and held in _TRUTHS:
            return self.say(f"diff.{_TRUTHS[held]}")
        if field.listed in _LANGUAGES:
            return self._language(held)
        words = self.catalogue.vocabulary.get(field.listed, {}).get(held)
        return " ".join(words[self.say.language].split()) if words and self.say.language in words else held

    def _record(self, held: str, kind: str | None) -> str:
        """Return the title of a record with the reference to it; the reference alone where no such record is held."""
        record = self.catalogue.find(held, kind)
        title = record and (record.title.get(self.say.language) or next(iter(record.title.values()), ""))
        return self.say("diff.reference", title=" ".join(title.split()), identity=held) if title else held

    def _language(self, code: str) -> str:
        try:
            return str(Locale.parse(code).get_display_name(self.say.language)) if code else ""
        except ValueError:  # no code that is known
            return code
