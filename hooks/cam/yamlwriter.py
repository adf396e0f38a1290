"""Writes plain values as YAML in the shape in which people write the records: the way back from `yamlfile`.

Block style, two spaces a step, one line a text; short lists and groups in brackets where `Flow` asks for it. A text
never becomes anything else: what YAML would read in another way is put between double quotes. `canonical` writes the
trees that it reads with the same functions, remarks and all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cam.yamlscalars import scalar

WIDTH = 120
"""How long a line may grow before a list of words that fits its line is written a line an entry."""


class Flow:
    """A list or a group of keys that is written on one line, in brackets."""

    def __init__(self, value: list[Any] | dict[str, Any]) -> None:
        self.value = value


class Quoted(str):
    """A text that is put between quotes even where it need not be."""


@dataclass
class Item:
    """An entry of a list, or a key with its value: with the remarks above it, and at the end of its line.

    `key` is None for an entry of a list; `key_tag` says what YAML reads the key as.
    """

    value: Node
    key: str | None = None
    key_tag: str = "str"
    above: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass
class Node:
    """A value as it will be written: a scalar, a list or a group of keys.

    `kind` is scalar, list or group. `tag` is what YAML reads a scalar as (str, int …), `quoted` whether it stands
    between quotes in any case. `flow`: on one line always (True), never (False), or where it fits (None).
    `fresh`: given by a program, not read from a file.
    """

    kind: str
    text: str = ""
    tag: str = "str"
    quoted: bool = False
    items: list[Item] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    flow: bool | None = False
    fresh: bool = False

    @property
    def has_remarks(self) -> bool:
        """Whether a remark stands somewhere inside."""
        return bool(self.foot) or any(
            item.above or item.beside or item.value.has_remarks for item in self.items
        )


def node(value: Any) -> Node:
    """Return a plain value as a node in block style; `Flow` and `Quoted` are obeyed."""
    if isinstance(value, Flow):
        made = node(value.value)
        made.flow = True
        return made
    if isinstance(value, dict):
        return Node("group", items=[Item(node(item), str(key)) for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return Node("list", items=[Item(node(item)) for item in value])
    text, tag = _said(value)
    return Node("scalar", text, tag, quoted=isinstance(value, Quoted), fresh=True)


def _said(value: Any) -> tuple[str, str]:
    """Return a scalar as YAML writes it, and what YAML reads it as."""
    match value:
        case None:
            return "", "null"
        case bool():
            return str(value).lower(), "bool"
        case int():
            return str(value), "int"
        case float():
            return repr(value), "float"
        case dt.date():
            return value.isoformat(), "timestamp"
    return str(value), "str"


def dumped(value: dict[str, Any]) -> str:
    """Return a group of keys as YAML, in the order given."""
    return whole(node(value))


def whole(root: Node) -> str:
    """Return a tree as the text of a file."""
    if _stands_in_lines(root, WIDTH):
        return "\n".join(_block(root, 0)) + "\n"
    return "\n".join([*root.foot, _inline(root)]) + "\n"


def _block(node: Node, indent: int) -> Iterator[str]:
    """Yield the lines of a list or group that stands in lines."""
    pad, one = " " * indent, _entry if node.kind == "list" else _pair
    for item in node.items:
        yield from (pad + remark for remark in item.above)
        yield from one(item, indent)
    yield from (pad + remark for remark in node.foot)


def _entry(item: Item, indent: int) -> Iterator[str]:
    """Yield the lines of an entry; remarks above its first key go above its dash."""
    pad, value = " " * indent, item.value
    if not _stands_in_lines(value, indent + 2):
        yield from _with_remark(f"{pad}- ", value, item.beside, indent)
        return
    lines = [*([item.beside] if item.beside else []), *_block(value, indent + 2)]
    first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (pad + line.lstrip() for line in lines[:first])
    yield f"{pad}- {lines[first].lstrip()}"
    yield from lines[first + 1 :]


def _pair(item: Item, indent: int) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    head = " " * indent + scalar(item.key or "", item.key_tag) + ":"
    if _stands_in_lines(item.value, len(head) + 1):
        yield _beside(head, item.beside)
        yield from _block(item.value, indent + 2)
    else:
        yield from _with_remark(f"{head} ", item.value, item.beside, indent)


def _with_remark(head: str, value: Node, remark: str, indent: int) -> Iterator[str]:
    """Yield a value behind its head, with the remark at the end of the (first) line."""
    is_nothing = value.kind == "scalar" and value.tag == "null"
    first, *rest = ["null"] if is_nothing and head.endswith("- ") else _inline(value).split("\n")
    yield _beside((head + first).rstrip(" "), remark)
    yield from (" " * (indent + 2) + line if line else "" for line in rest)


def _beside(line: str, remark: str) -> str:
    return f"{line}  {remark}" if remark else line


def _stands_in_lines(value: Node, used: int) -> bool:
    """Whether a value is written in lines of its own; `used` is how much of the line is taken."""
    if value.kind == "scalar" or not value.items:
        return False
    if value.has_remarks:
        return True
    return used + len(_inline(value)) > WIDTH if value.flow is None else not value.flow


def _inline(value: Node, in_brackets: bool = False) -> str:
    """Return a value on one line (a text of several lines: the lines of its block, unless `in_brackets`)."""
    if value.kind == "scalar":
        return scalar(value.text, value.tag, in_brackets, value.quoted)
    said = ", ".join(_inline_item(item) for item in value.items)
    return f"[{said}]" if value.kind == "list" else f"{{{said}}}"


def _inline_item(item: Item) -> str:
    said = _inline(item.value, in_brackets=True)
    return said if item.key is None else f"{scalar(item.key, item.key_tag, in_brackets=True)}: {said}"


def date(text: str) -> dt.date | int | str:
    """Return "2011", "2011-04" or "2011-04-12" as the value that YAML writes without quotes."""
    year, *rest = text.split("-")
    if len(rest) == 2:
        return dt.date.fromisoformat(text)
    return str(text) if rest or year.startswith("0") else int(year)
