"""Files to fill in, one per kind and language: the keys that are required, then the others behind a #, each explained.

With the # and the remarks taken out, a template is a record whose every value is still to be filled in.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cam.blanks import BLANK
from cam.canonical.shapes import ROWS, keys_of
from cam.dictionary.fields import Field, fields, in_files
from cam.dictionary.meaning import codes
from cam.kit import schemas
from cam.kit.marks import MARK
from cam.model import KINDS, Source, Strict
from cam.store import Catalogue
from cam.wording import Wording
from cam.yamlwriter import dumped

FOLDER = ".editor/templates"
_WIDTH = 110
_STEP = "  "
_TELLING = ("code", "reference", "record", "date", "time", "kind", "territory", "column", "checksum", "yes")
"""What is said of a key beside its meaning: what has to be written in a certain way."""

_QUOTED = ("time", "address")
"""What stands between quotes in any case: a time without them is a number to YAML."""

_ADDRESS = ("address", "publisher", "seen", "evidence")
_DOCUMENT = ("document", "section", "paragraph", "lines")
"""The keys of the two sorts of source, as most records have them."""


def path_of(language: str, kind: str) -> str:
    """Return the file of a template."""
    return f"{FOLDER}/{language}/{kind}.yaml"


def record_path(kind: str, identity: str) -> str:
    """Return the file of a record."""
    return f"data/{kind}/{identity}.yaml"


def files(catalogue: Catalogue, language: str) -> dict[str, bytes]:
    """Return the content of each template in a language, by its path."""
    wording = Wording(catalogue, language)
    return {path_of(language, kind): _file(wording, kind).encode() for kind in KINDS}


def _file(wording: Wording, kind: str) -> str:
    said = wording.label(
        "editing_hints.copy_it", file=record_path(kind, "<id>"), command=f"cam new {kind} <id>"
    )
    head = [modeline(wording.language, kind), *_remark(MARK), *_remark(said)]
    return "\n".join([*head, *_body(wording, kind, {})]) + "\n"


def new(catalogue: Catalogue, language: str, kind: str, given: Mapping[str, str]) -> str:
    """Return a new record to be filled in; `given` are the values that are known, by key, e.g. "id" or "title.en"."""
    lines = _body(Wording(catalogue, language), kind, given)
    return "\n".join([modeline(language, kind), *lines]) + "\n"


def modeline(language: str, kind: str) -> str:
    """Return the line by which an editor finds the schema of a record, as seen from the record's folder."""
    return f"# yaml-language-server: $schema=../../{schemas.path_of(language, kind)}"


def _body(wording: Wording, kind: str, given: Mapping[str, str]) -> list[str]:
    model = KINDS[kind]
    template = _Template(wording, given)
    needed = [
        item for item in in_order(model) if schemas.is_needed(model, item) or item.name in model.offered
    ]
    other = [item for item in in_order(model) if item not in needed]
    lines = [line for item in needed for line in template.key(model, item, _Margin())]
    optional = [line for item in other for line in template.key(model, item, _Margin(hidden=True))]
    return [
        *_remark(wording.label("editing_hints.fill_in")),
        *lines,
        *_remark(wording.label("editing_hints.optional")),
        *optional,
    ]


def in_order(model: type[Strict]) -> list[Field]:
    """Return the keys of a class as they stand in a file."""
    known = {item.name: item for item in in_files(model)}
    return [known[name] for name in keys_of(model) if name in known]


@dataclass(frozen=True)
class _Margin:
    """What stands before a line: spaces, the dash of the first key of an entry, and the # of what is optional."""

    depth: int = 0
    dash: bool = False
    hidden: bool = False
    opened: tuple[type[Strict], ...] = ()

    def __str__(self) -> str:
        return self.before + (f"{_STEP * (self.depth - 1)}- " if self.dash else _STEP * self.depth)

    @property
    def before(self) -> str:
        return "# " if self.hidden else ""


class _Template:
    """Writes keys, in the words of a language."""

    def __init__(self, wording: Wording, given: Mapping[str, str]) -> None:
        self.wording = wording
        self.given = given
        self.languages = wording.catalogue.languages

    def key(self, model: type[Strict], item: Field, margin: _Margin) -> list[str]:
        """Return the lines of a key: a word on it, and the place of its value."""
        value = "" if self._is_group(item, margin) else f" {self._place(item)}"
        line, said = f"{margin}{item.name}:{value}", self._said(item)
        if len(line) + len(said) + 4 <= _WIDTH:
            head = [f"{line}  # {said}"]
        else:
            depth = margin.depth - margin.dash
            head = [*_remark(said, f"{margin.before}{_STEP * depth}"), line]
        return [*head, *(self._group(item, margin) if not value else [])]

    def _said(self, item: Field) -> str:
        """Return what a key is and, where it has to be written in a certain way, how; of a closed list, its codes."""
        if item.holds not in _TELLING or item.name in self.given:
            return schemas.meaning(self.wording, item)
        said = schemas.said(self.wording, item)
        found = [self._code(item, code) for code in codes(self.wording, item)]
        colon = self.wording.label("formats.colon")
        return f"{said}{colon}{', '.join(found)}" if found else said

    def _code(self, item: Field, code: str) -> str:
        words = self.wording.code(code, item.listed)
        return self.wording.label("dictionary.code_said", code=code, words=words)

    def _is_group(self, item: Field, margin: _Margin) -> bool:
        """Return whether the value of a key stands in lines of its own."""
        if item.piece in ROWS:
            return item.many
        return item.holds == "piece" or (item.holds == "text" and not margin.hidden)

    def _place(self, item: Field) -> str:
        """Return the place of a value that stands beside its key."""
        if item.name in self.given:
            return self.given[item.name]
        if item.piece:
            return self._row(item.piece)
        place = f"[{BLANK}]" if item.many and item.holds != "text" else BLANK
        place = f'"{BLANK}"' if item.holds in _QUOTED and not item.many else place
        if item.keyed or item.holds == "text":
            place = "{" + ", ".join(f"{code}: {place}" for code in self.languages) + "}"
        return f"[{place}]" if item.many and item.holds == "text" else place

    def _group(self, item: Field, margin: _Margin) -> Iterator[str]:
        deeper = _Margin(margin.depth + 1 + item.many, item.many, margin.hidden, margin.opened)
        if item.holds == "text":
            yield from self._text(item, deeper)
        elif item.piece is Source and not margin.hidden and not margin.opened:
            yield from self._evidence(_STEP * (deeper.depth - 1))
            yield f"{deeper}{self._row(Source)}"
            yield f"# {deeper}{self._row(Source, _DOCUMENT)}"
        elif item.piece in ROWS:
            yield f"{deeper}{self._row(item.piece)}"
        elif item.piece:
            yield from self._piece(item.piece, deeper)

    def _evidence(self, before: str) -> list[str]:
        """Return what may be said of how well a source supports a statement."""
        item = next(item for item in fields(Source) if item.name == _ADDRESS[-1])
        return _remark(f"{item.name}: {self._said(item)}", before)

    def _row(self, piece: type[Strict], names: Sequence[str] = ()) -> str:
        """Return a group that stands on one line: some keys of it, or those that it requires, or all."""
        names = names or (_ADDRESS if piece is Source else ())
        known = in_order(piece)
        wanted = [item for item in known if item.name in names or (item.required and not names)] or known
        return f"{{{', '.join(f'{item.name}: {self._place(item)}' for item in wanted)}}}"

    def _text(self, item: Field, margin: _Margin) -> Iterator[str]:
        for code in self.languages:
            known = self.given.get(f"{item.name}.{code}", BLANK)
            yield f"{margin}{dumped({code: known}).rstrip()}"
            margin = _Margin(margin.depth, hidden=margin.hidden)

    def _piece(self, piece: type[Strict], margin: _Margin) -> Iterator[str]:
        """Yield one entry as an example: what it requires, then the rest behind a #; all, if nothing is."""
        opened = (*margin.opened, piece)
        items = [item for item in in_order(piece) if item.piece not in opened]
        needed = [item for item in items if item.required] or items
        for at, item in enumerate(needed):
            yield from self.key(
                piece, item, _Margin(margin.depth, margin.dash and not at, margin.hidden, opened)
            )
        for item in items if not margin.hidden else ():
            if item not in needed:
                yield from self.key(piece, item, _Margin(margin.depth, hidden=True, opened=opened))


def _remark(text: str, before: str = "") -> list[str]:
    """Return a text as remarks, folded: with ##, for a single # stands before keys that may be used."""
    lines = textwrap.wrap(text, _WIDTH - len(before) - 3, break_long_words=False, break_on_hyphens=False)
    return [f"{before}## {line}" for line in lines]
