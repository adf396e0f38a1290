"""Writes a graph as Turtle, for harvesters that read no JSON-LD: that of `dcat`, flat and without blank nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ESCAPED = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_NOT_IN_IRI = {sign: f"%{ord(sign):02X}" for sign in '<>"{}|^`\\ '}

Node = dict[str, Any]


def iri(address: str) -> str:
    """Return an address with the signs escaped that no IRI holds."""
    return "".join(_NOT_IN_IRI.get(sign, sign) for sign in address)


def turtle(nodes: list[Node], prefixes: Mapping[str, str]) -> str:
    """Return nodes as JSON-LD has them (`@id`, `@type`, properties with a prefix) as Turtle."""
    head = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    return "\n".join([*head, *(_node(node) for node in nodes)]) + "\n"


def _node(node: Node) -> str:
    lines = [f"a {node['@type']}"]
    for name, values in node.items():
        if not name.startswith("@") and values != []:
            lines.append(f"{name} " + ", ".join(_object(value) for value in _listed(values)))
    return f"\n<{node['@id']}>\n  " + " ;\n  ".join(lines) + " ."


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _object(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if "@id" in value:
        return f"<{value['@id']}>"
    said = _quoted(str(value["@value"]))
    if "@language" in value:
        return f"{said}@{value['@language']}"
    return f"{said}^^{value['@type']}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'
