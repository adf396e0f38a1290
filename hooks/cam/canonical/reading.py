"""Reads YAML into a tree that keeps every remark, each with what it is about.

PyYAML composes the values and says where each stands; what is outside of them and begins with # is a remark. A remark
on lines of its own is about what follows it, unless it is indented more than that: then it ends the list or group
before it. A remark at the end of a line is about what stands on that line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from cam.yamlfile import LOADER
from cam.yamlwriter import Item, Node

_TAG = "tag:yaml.org,2002:"
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_REMARK = re.compile(r"(?:^|[ \t])#")
_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*")
_TIGHT = re.compile(r"#(?=[^\s#!])")

Spot = tuple[int, int]
"""A line and a column, both from 0."""


class CannotKeep(Exception):
    """Something stands in the file that no record needs and that would not survive; holds its line, from 1."""

    def __init__(self, line: int) -> None:
        self.line = line


@dataclass(frozen=True)
class Remark:
    """A remark: where it stands, its text with the #, and whether it has its line for itself."""

    spot: Spot
    text: str
    alone: bool


@dataclass(eq=False)
class _Around:
    """A list or group while it is read: where its entries begin, and where it ends if it stands in brackets."""

    node: Node
    column: int
    outer: _Entry | None
    end: Spot | None = None


@dataclass(eq=False)
class _Entry:
    """An entry of a list or group while it is read: where it begins, and where its value does."""

    item: Item
    around: _Around
    spot: Spot
    value: Spot


@dataclass
class Tree:
    """A file as read: its value, and the remarks at its head."""

    root: Node
    head: list[str]
    remarks: list[str]


def tree(content: str) -> Tree:
    """Return the tree of YAML that `yamlfile.parse` reads without a problem. Raises CannotKeep."""
    reader = _Reader(content)
    root = yaml.compose(content, Loader=LOADER)
    assert root  # an empty file is a problem
    made = Tree(reader.node(root, None), [], [])
    remarks = list(reader.remarks()) if "#" in content else []
    for remark in remarks:
        reader.attach(remark, made)
    made.remarks = [remark.text for remark in remarks]
    return made


class _Reader:
    """Turns composed nodes into nodes to write, and remembers where each entry stands."""

    def __init__(self, content: str) -> None:
        self.lines = _BREAK.split(content)
        self.entries: list[_Entry] = []
        self.spots: list[Spot] = []
        self.values: list[tuple[Spot, Spot]] = []
        self.head: int | None = None

    def node(self, read: yaml.Node, outer: _Entry | None) -> Node:
        """Return a composed node as one to write; `outer` is the entry whose value it is."""
        if isinstance(read, yaml.ScalarNode):
            self._cover(read)
            return Node("scalar", read.value, read.tag.removeprefix(_TAG))
        if not isinstance(read, yaml.CollectionNode) or read.tag not in (f"{_TAG}map", f"{_TAG}seq"):
            raise CannotKeep(read.start_mark.line + 1)
        made = Node("group" if isinstance(read, yaml.MappingNode) else "list")
        end = _spot(read.end_mark) if read.flow_style else None
        around = _Around(made, read.start_mark.column, outer, end)
        for part in read.value:
            key, value = part if isinstance(part, tuple) else (None, part)
            self._enter(around, key, value)
        return made

    def _enter(self, around: _Around, key: yaml.Node | None, value: yaml.Node) -> None:
        item = Item(Node("scalar"))
        if key is not None:
            if not isinstance(key, yaml.ScalarNode):
                raise CannotKeep(key.start_mark.line + 1)
            self._cover(key)
            item.key, item.key_tag = key.value, key.tag.removeprefix(_TAG)
        entry = _Entry(item, around, _spot((key or value).start_mark), _spot(value.start_mark))
        self.entries.append(entry)
        self.spots.append(entry.spot)
        item.value = self.node(value, entry)
        around.node.items.append(item)

    def _cover(self, scalar: yaml.ScalarNode) -> None:
        """Remember where a scalar stands: a # in it begins no remark. Of a block's first line, only its sign counts."""
        start, end = _spot(scalar.start_mark), _spot(scalar.end_mark)
        if scalar.style in ("|", ">"):
            sign = _BLOCK_SIGN.search(self.lines[start[0]], start[1])
            self.values.append((start, (start[0], sign.end() if sign else start[1] + 1)))
            start = (start[0] + 1, 0)
        self.values.append((start, end))

    def remarks(self) -> Iterator[Remark]:
        """Yield every remark, in the order of the file."""
        outside = self._outside()
        for number, line in enumerate(self.lines):
            found = _REMARK.search(outside[number]) if "#" in line else None
            if found:
                before, column = outside[number][: found.start()], found.end() - 1
                alone = not before.strip(" \t-?")
                yield Remark((number, column), line[column:].rstrip(), alone)

    def _outside(self) -> list[str]:
        """Return the lines with every scalar covered by x."""
        lines = list(self.lines)
        for start, end in self.values:
            for number in range(start[0], min(end[0] + 1, len(lines))):
                line = lines[number]
                first = start[1] if number == start[0] else 0
                last = end[1] if number == end[0] else len(line)
                lines[number] = line[:first] + "x" * (last - first) + line[last:]
        return lines

    def attach(self, remark: Remark, made: Tree) -> None:
        """Put a remark where it belongs."""
        count = bisect_left(self.spots, remark.spot)
        before = self.entries[count - 1] if count else None
        after = self.entries[count] if count < len(self.entries) else None
        if before is None:
            at_head = after is None or remark.spot[0] <= self._end_of_head(remark, after)
            (made.head if at_head or after is None else after.item.above).append(remark.text)
        elif not remark.alone:
            _put_beside(remark, before, made)
        elif before.value > remark.spot and not _opens_lines(before, after):
            before.item.above.append(remark.text)
        elif ended := _ended(before, after, remark.spot):
            ended.node.foot.append(remark.text)
        else:
            (after.item.above if after else made.root.foot).append(remark.text)

    def _end_of_head(self, remark: Remark, first: _Entry) -> int:
        """Return the last line of the head: up to the empty line that sets the remarks of the first key apart."""
        if self.head is None:
            above = range(remark.spot[0], first.spot[0])
            told = [number for number in above if self.lines[number].lstrip().startswith("#")]
            empty = [
                number for number in above if told and number < told[-1] and not self.lines[number].strip()
            ]
            self.head = empty[-1] if empty else first.spot[0]
        return self.head


def _opens_lines(entry: _Entry, after: _Entry | None) -> bool:
    """Whether the next entry is the first one of the lines that are an entry's value."""
    return after is not None and after.around.outer is entry and after.around.end is None


def _put_beside(remark: Remark, entry: _Entry, made: Tree) -> None:
    """Put a remark at the end of a line: of the brackets that were closed before it, the outermost."""
    while _is_closed(entry.around, remark.spot) and entry.around.outer:
        entry = entry.around.outer
    if _is_closed(entry.around, remark.spot):
        made.head.append(remark.text)
    elif entry.item.beside:
        entry.item.above.append(remark.text)
    else:
        entry.item.beside = spaced(remark.text)


def spaced(remark: str) -> str:
    """Return a remark with a space behind its #, without which `yamlfile` takes it for a text cut short."""
    return _TIGHT.sub("# ", remark, count=1)


def _is_closed(around: _Around, spot: Spot) -> bool:
    return around.end is not None and around.end <= spot


def _ended(before: _Entry, after: _Entry | None, spot: Spot) -> _Around | None:
    """Return the list or group that ends with a remark between two entries, if one does."""
    path, still = _arounds(before), _arounds(after)
    for around in path:
        if around.end and around.end > spot:  # inside of brackets, indentation says nothing
            return None if around in still else around
    least = after.around.column if after else -1
    ended = [
        around
        for around in reversed(path)
        if not around.end and around not in still and least < around.column <= spot[1]
    ]
    return max(ended, key=lambda around: around.column, default=None)


def _arounds(entry: _Entry | None) -> list[_Around]:
    """Return the lists and groups around an entry, the nearest first."""
    found = []
    while entry:
        found.append(entry.around)
        entry = entry.around.outer
    return found


def _spot(mark: yaml.Mark) -> Spot:
    return mark.line, mark.column
