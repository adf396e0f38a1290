"""Reads one YAML file into plain values, and remembers on which line each value stands.

YAML 1.1 has readings that surprise editors (`10:30` is 630, `NO` is false, `0123` is 83, the second of two equal
keys wins, `2011-02-30` crashes). Here each of them is a problem with a remedy, never a silent change.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cam.problems import Problem

Place = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions, e.g. ("dates", 0, "start")."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, where PyYAML has it the one in C: ten times as fast."""

_TAG = "tag:yaml.org,2002:"
_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_PLAIN_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_INVISIBLE = yaml.reader.Reader.NON_PRINTABLE
_CUT = re.compile(r"[ \t]+#[^\s#]")
_CLOCK = re.compile(r"[0-9]{1,2}(:[0-9]{2}){1,2}")


@dataclass
class YamlFile:
    """One file as read: its value, the line of every place in it, and what was wrong while reading."""

    name: str
    value: Any = None
    lines: MutableMapping[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest enclosing place that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, remedy: str) -> Problem:
        """Return a problem of this file at `place`."""
        return Problem(self.name, self.line(place), what, remedy)


def plain(path: Path) -> Any:
    """Return a sound file as plain values; what editors write is read by `read`. Raises OSError and yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (the safe one)


def read(path: Path, name: str) -> YamlFile:
    """Read the file at `path`; `name` is how messages call it. Never raises for what the file holds."""
    try:
        return from_bytes(path.read_bytes(), name)
    except OSError:
        problem = Problem(
            name, 0, "this file cannot be opened", "replace it by an ordinary file, or remove it"
        )
    return YamlFile(name, problems=[problem])


def from_bytes(content: bytes, name: str) -> YamlFile:
    """Read the content of a file; see `read`."""
    try:
        return parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        return YamlFile(name, problems=[not_utf8(name, error)])


def not_utf8(name: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that is not UTF-8, on the line of the first bad byte."""
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(name, line, "this file is not UTF-8 text", "save it again with the encoding UTF-8")


def parse(content: str, name: str) -> YamlFile:
    """Read YAML text; see `read`."""
    result = YamlFile(name)
    tab = re.search(r"^ *\t", content, re.MULTILINE)
    if tab:
        line = content.count("\n", 0, tab.start()) + 1
        result.problems.append(Problem(name, line, "a tab is used to indent", "use two spaces for each step"))
        return result
    invisible = _INVISIBLE.search(content)
    if invisible:
        line = content.count("\n", 0, invisible.start()) + 1
        result.problems.append(Problem(name, line, "an invisible control character stands here", "delete it"))
        return result
    try:
        node = yaml.compose(content, Loader=LOADER)
        result.value = _Reader(result, content).value(node, ()) if node else None
    except yaml.YAMLError as error:
        result.problems.append(_syntax_problem(error, name, len(content.splitlines())))
    except RecursionError:
        result.problems.append(Problem(name, 1, "the values are nested too deep", "check the indentation"))
    if result.value is None and not result.problems:
        result.problems.append(
            Problem(name, 1, "the file is empty", "write the record in it, or delete the file")
        )
    return result


def _syntax_problem(error: yaml.YAMLError, name: str, lines: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "this is not YAML"
    return Problem(
        name,
        min(mark.line + 1, max(lines, 1)) if mark else 1,
        f"the file cannot be read here ({what})",
        "check the indentation, and put a text that contains `: `, `#` or quotes between double quotes",
    )


class _Reader:
    """Turns YAML nodes into plain Python values, noting lines and traps in `result`."""

    def __init__(self, result: YamlFile, content: str) -> None:
        self.result = result
        self.content = content.split("\n")
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.result.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self.seen:  # an alias; a few of them can stand for millions of values
            self._note(
                node.start_mark.line + 1,
                "a value is used again through & and *",
                "write it out at each place",
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in mapping:
                first = self.result.lines[(*place, key)]
                what = f"the key `{key}` stands here a second time (first on line {first})"
                self._note(line, what, "keep one of them")
                continue
            if _is_false_friend(key_node):
                self._note(line, f"the key `{key}` is read as yes/no", f'put it between quotes: "{key}"')
            self.result.lines[(*place, key)] = line
            mapping[key] = self.value(value_node, (*place, key))
        return mapping

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        text, tag, line = node.value, node.tag.removeprefix(_TAG), node.start_mark.line + 1
        if tag in ("str", "timestamp"):
            if self._is_cut(node):
                what = f"the text ends at `{text[-20:]}`: YAML leaves out what follows ` #`"
                self._note(line, what, "put the whole text between double quotes")
            return text
        if tag == "null":
            return None
        if _is_false_friend(node):
            self._note(line, f"`{text}` is read as yes/no", f'put it between quotes: "{text}"')
            return text
        if tag == "bool":
            return text.lower() == "true"
        if _CLOCK.fullmatch(text):
            self._note(line, f"the time {text} has no quotes", f'put it between quotes: "{text}"')
            return text
        if tag == "int" and _PLAIN_INTEGER.fullmatch(text):
            return int(text)
        if tag == "float" and _PLAIN_FLOAT.fullmatch(text):
            return float(text)
        what = "another number" if tag in ("int", "float") else "something other than text"
        self._note(line, f"`{text}` is read as {what}", f'put it between quotes: "{text}"')
        return text

    def _is_cut(self, node: yaml.Node) -> bool:
        """True for an unquoted text followed by # and a sign: `Room #2` is meant as text, `Room # big` as a remark."""
        if getattr(node, "style", None) or node.end_mark.line >= len(self.content):
            return False
        return bool(_CUT.match(self.content[node.end_mark.line][node.end_mark.column :]))

    def _note(self, line: int, what: str, remedy: str) -> None:
        self.result.problems.append(Problem(self.result.name, line, what, remedy))


def _is_false_friend(node: yaml.Node) -> bool:
    """True for plain NO, yes, On …: YAML reads them as booleans, editors mean a code or a word."""
    return bool(node.tag == f"{_TAG}bool" and node.value.lower() not in ("true", "false"))
