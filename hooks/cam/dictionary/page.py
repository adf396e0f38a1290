"""The page of the dictionary: every field of every kind of record, and every closed list that they use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cam.dictionary.fields import Field, called, fields, own
from cam.dictionary.meaning import description, holds
from cam.model import KINDS, Record, Strict
from cam.views.blocks import Anchor, Block, Cell, Group, Inline, Links, Table
from cam.views.reader import Reader


def dictionary(reader: Reader) -> list[Block]:
    """Return the fields of every record, of each kind, of the pieces that several kinds have; the closed lists."""
    shared = _shared()
    kinds: list[Block] = [
        _table(reader, kind, reader.label(f"kinds.{kind}"), model, shared) for kind, model in KINDS.items()
    ]
    pieces: list[Block] = [
        _table(reader, called(piece), reader.label(f"dictionary.piece_{called(piece)}"), piece, shared)
        for piece in shared
    ]
    return [
        _ways_in(reader),
        _table(reader, "record", reader.label("dictionary.every_record"), Record, shared),
        Group(reader.label("dictionary.kinds"), "kinds", reader.label("dictionary.kinds_intro"), kinds),
        Group(reader.label("dictionary.pieces"), "pieces", reader.label("dictionary.pieces_intro"), pieces),
        _lists(reader),
    ]


def _ways_in(reader: Reader) -> Links:
    """Return how fields become columns of the tables, and links to the kinds and to what stands around them."""
    ways = [("record", reader.label("dictionary.every_record"))]
    ways += [(kind, reader.label(f"kinds.{kind}")) for kind in KINDS]
    ways += [(name, reader.label(f"dictionary.{name}")) for name in ("pieces", "lists")]
    line: list[Inline] = []
    for anchor, said in ways:
        line += [*([" · "] if line else []), Anchor(f"#{anchor}", said)]
    return Links(intro=reader.label("dictionary.columns_intro"), rows=[line])


def _shared() -> list[type[Strict]]:
    """Return the pieces that every record or several kinds have: they are described once."""
    used = Counter(piece for kind in KINDS.values() for piece in set(_inside(kind)))
    return [piece for piece in dict.fromkeys(_inside(*KINDS.values())) if used[piece] > 1]


def _inside(*models: type[Strict], seen: frozenset[type[Strict]] = frozenset()) -> Iterator[type[Strict]]:
    for model in models:
        for item in fields(model):
            if item.piece and item.piece not in seen:
                yield item.piece
                yield from _inside(item.piece, seen=seen | {item.piece})


def _table(reader: Reader, anchor: str, title: str, model: type[Strict], shared: list[type[Strict]]) -> Table:
    """Return the fields of a class; those of a piece that no other kind has stand under the field that holds it."""
    names = ("field", "meaning", "holds", "required")
    rows = [_row(reader, way, shared) for way in _ways(model, (), shared)]
    return Table(title, anchor, columns=[reader.label(f"dictionary.{name}") for name in names], rows=rows)


def _ways(
    model: type[Strict], way: tuple[Field, ...], shared: list[type[Strict]]
) -> Iterator[tuple[Field, ...]]:
    """Yield the way to each field, outer ones first; a piece inside its own sort is not opened again."""
    for item in fields(model) if way else own(model):
        yield (*way, item)
        opened = [step.piece for step in way]
        if item.piece and item.piece not in (*shared, *opened, model):
            yield from _ways(item.piece, (*way, item), shared)


def _row(reader: Reader, way: tuple[Field, ...], shared: list[type[Strict]]) -> list[Cell]:
    field, wording = way[-1], reader.wording
    name = ".".join(step.name for step in way)
    required = reader.label("marks.required") if field.required else ""
    said: list[Inline] = [_linked(reader, field, holds(wording, field), shared)]
    return [name, description(wording, field), said, required]


def _linked(reader: Reader, field: Field, said: str, shared: list[type[Strict]]) -> Inline:
    """Return what a field holds, with a link to the list, the kind or the piece that says more."""
    if field.listed:
        return Anchor(f"#list-{field.listed}", said)
    if field.refers:
        return Anchor(f"#{field.refers}", said)
    if field.piece in shared:
        name = called(field.piece)
        what = reader.label("dictionary.of_kind", what=said, kind=reader.label(f"dictionary.piece_{name}"))
        return Anchor(f"#{name}", what)
    return said


def lists_in_use() -> list[str]:
    """Return the names of the closed lists whose codes stand in records, in alphabetical order."""
    every = (Record, *KINDS.values(), *_inside(*KINDS.values()))
    return sorted({item.listed for model in every for item in fields(model) if item.listed})


def _lists(reader: Reader) -> Table:
    """Return the closed lists with their codes and what these mean."""
    names = lists_in_use()
    rows: list[list[Cell]] = [[name, _codes(reader, name)] for name in names]
    columns = [reader.label(f"dictionary.{name}") for name in ("list", "codes")]
    return Table(
        reader.label("dictionary.lists"), "lists", reader.label("dictionary.lists_intro"), columns, rows,
        anchors=[f"list-{name}" for name in names],
    )  # fmt: skip


def _codes(reader: Reader, name: str) -> str:
    said = (
        reader.label("dictionary.code_said", code=code, words=reader.code(code, name))
        for code in reader.catalogue.vocabulary.get(name, {})
    )
    return "; ".join(said)
