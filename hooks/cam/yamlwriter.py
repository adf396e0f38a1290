"""Writes plain values as YAML in the shape in which people write the records: the way back from `yamlfile`.

Block style, two spaces a step, one line a text; short lists and groups in brackets where `Flow` asks for it. A text
never becomes anything else: what YAML would read in another way is put between double quotes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml


class Flow:
    """A list or a group of keys that is written on one line, in brackets."""

    def __init__(self, value: list[Any] | dict[str, Any]) -> None:
        self.value = value


class Quoted(str):
    """A text that is put between quotes even where it need not be."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Return that every value is written out: `yamlfile` refuses & and *."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the entries of a list below its key."""
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        """Use double quotes where PyYAML would use single ones."""
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def _flow(dumper: yaml.SafeDumper, flow: Flow) -> yaml.Node:
    node: yaml.Node = dumper.represent_data(flow.value)
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = True
    return node


def _quoted(dumper: yaml.SafeDumper, text: Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(Flow, _flow)
_Dumper.add_representer(Quoted, _quoted)
_Dumper.add_representer(str, _text)


def dumped(value: dict[str, Any]) -> str:
    """Return a group of keys as YAML, in the order given."""
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=2**31,
        )
    )


def date(text: str) -> dt.date | int | str:
    """Return "2011", "2011-04" or "2011-04-12" as the value that YAML writes without quotes."""
    year, *rest = text.split("-")
    if len(rest) == 2:
        return dt.date.fromisoformat(text)
    return str(text) if rest or year.startswith("0") else int(year)
