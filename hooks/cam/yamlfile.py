"""Reads one YAML file into plain values, and remembers on which line each value stands.

YAML 1.1 has readings that surprise editors (`10:30` is 630, `NO` is false, `0123` is 83, the second of two equal
keys wins, `2011-02-30` crashes). Here each of them is a problem with a remedy, never a silent change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cam.problems import Problem

Place = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions, e.g. ("dates", 0, "start")."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_PLAIN_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CLOCK = re.compile(r"[0-9]{1,2}(:[0-9]{2}){1,2}")


@dataclass
class YamlFile:
    """One file as read: its value, the line of every place in it, and what was wrong while reading."""

    name: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest enclosing place that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, remedy: str) -> Problem:
        """Return a problem of this file at `place`."""
        return Problem(self.name, self.line(place), what, remedy)


def read(path: Path, name: str) -> YamlFile:
    """Read the file at `path`; `name` is how messages call it. Never raises for what the file holds."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(name, line, "this file is not UTF-8 text", "save it again with the encoding UTF-8")
        return YamlFile(name, problems=[problem])
    return parse(content, name)


def parse(content: str, name: str) -> YamlFile:
    """Read YAML text; see `read`."""
    result = YamlFile(name)
    tab = re.search(r"^ *\t", content, re.MULTILINE)
    if tab:
        line = content.count("\n", 0, tab.start()) + 1
        result.problems.append(Problem(name, line, "a tab is used to indent", "use two spaces for each step"))
        return result
    try:
        node = yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        result.problems.append(_syntax_problem(error, name))
        return result
    if node is None:
        result.problems.append(
            Problem(name, 1, "the file is empty", "write the record in it, or delete the file")
        )
        return result
    result.value = _Reader(result).value(node, ())
    return result


def _syntax_problem(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "this is not YAML"
    return Problem(
        name,
        mark.line + 1 if mark else 1,
        f"the file cannot be read here ({what})",
        "check the indentation, and put a text that contains `: `, `#` or quotes between double quotes",
    )


class _Reader:
    """Turns YAML nodes into plain Python values, noting lines and traps in `result`."""

    def __init__(self, result: YamlFile) -> None:
        self.result = result
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
        self._note(line, f"`{text}` is read as another number", f'put it between quotes: "{text}"')
        return text

    def _note(self, line: int, what: str, remedy: str) -> None:
        self.result.problems.append(Problem(self.result.name, line, what, remedy))


def _is_false_friend(node: yaml.Node) -> bool:
    """True for plain NO, yes, On …: YAML reads them as booleans, editors mean a code or a word."""
    return bool(node.tag == f"{_TAG}bool" and node.value.lower() not in ("true", "false"))
