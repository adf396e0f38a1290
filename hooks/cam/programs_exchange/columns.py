"""The form in which worker programs are exchanged: two tables, and how each column stands in a record.

Nothing here knows of files. A cell is a text; a record is the plain values of its YAML file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Plain = dict[str, Any]

_TERMS = ("wage", "housing", "transport", "insurance", "mobility", "costs", "complaints", "quota")
_TRUE = ("yes", "true", "1", "x", "sí", "si", "oui", "verdadero", "vrai")
_FALSE = ("no", "false", "0", "non", "falso", "faux")


@dataclass(frozen=True)
class First:
    """A step of a way into a record: the first entry of a list that has this key."""

    key: str


Step = str | First


@dataclass(frozen=True)
class Column:
    """A column: its name, the way to its value in a record (or entry), what it holds, and of which list it is a code.

    `holds`: text, code, codes, date, whole, yes, address. `language` is that of a text.
    """

    name: str
    way: tuple[Step, ...]
    holds: str = "text"
    listed: str = ""
    base: str = ""
    language: str = ""

    @property
    def label(self) -> str:
        """Name of the label that explains it."""
        return f"program_form.{self.base or self.name}"


def _texts(base: str, way: tuple[Step, ...], languages: Iterable[str]) -> list[Column]:
    return [Column(f"{base}_{code}", (*way, code), base=base, language=code) for code in languages]


def _source(way: tuple[Step, ...]) -> list[Column]:
    """Return the columns of the first source that is an address; the address comes first, for it makes the entry."""
    first = (*way, First("address"))
    return [
        Column("source_address", (*first, "address"), "address"),
        Column("source_publisher", (*first, "publisher")),
        Column("source_seen", (*first, "seen"), "date"),
        Column("source_evidence", (*first, "evidence"), "code", "evidence"),
    ]


def program_columns(languages: list[str]) -> list[Column]:
    """Return the columns of the table of programs; each row is a program."""
    basis = ("legal_basis", First("text"))
    return [
        Column("id", ("id",)),
        *_texts("title", ("title",), languages),
        *_texts("summary", ("summary",), languages),
        Column("type", ("type",), "code", "program_types"),
        Column("status", ("status",), "code", "program_statuses"),
        Column("start", ("start",), "date"),
        Column("end", ("end",), "date"),
        Column("origins", ("origins",), "codes", "countries"),
        Column("origins_beyond", ("origins_beyond",), "codes", "territories"),
        Column("any_origin", ("any_origin",), "yes"),
        *_texts("origins_note", ("origins_note",), languages),
        Column("destinations", ("destinations",), "codes", "countries"),
        Column("destinations_beyond", ("destinations_beyond",), "codes", "territories"),
        Column("sectors", ("sectors",), "codes", "sectors"),
        *_texts("sectors_note", ("sectors_note",), languages),
        Column("recruitment", ("recruitment",), "codes", "recruitment_channels"),
        *_texts("recruitment_note", ("recruitment_note",), languages),
        *_texts("legal_basis", (*basis, "text"), languages),
        Column("legal_basis_date", (*basis, "date"), "date"),
        Column("legal_basis_law", (*basis, "law"), "code", "laws"),
        *_texts("stay", ("stay",), languages),
        Column("stay_months", ("stay_months",), "whole"),
        *(column for name in _TERMS for column in _term(name, languages)),
        Column("portals", ("portals",), "codes", "portals"),
        Column("address", ("address",), "address"),
        Column("part_of", ("part_of",), "codes", "programs"),
        Column("themes", ("themes",), "codes", "themes"),
        Column("unsure", ("unsure",), "codes", "keys"),
        Column("original", ("original",), "code", "source_languages"),
        *_source(("sources",)),
    ]


def _term(name: str, languages: list[str]) -> list[Column]:
    code = ("rule", "mobility_rules") if name == "mobility" else ("payer", "payers")
    texts = _texts(name, ("terms", name, "text"), languages)
    return [*texts, Column(f"{name}_{code[0]}", ("terms", name, code[0]), "code", code[1])]


def participant_columns(languages: list[str]) -> list[Column]:
    """Return the columns of the table of participants; each row is a count in one year."""
    return [
        Column("program", ("program",), "code", "programs"),
        Column("year", ("year",), "whole"),
        Column("number", ("number",), "whole"),
        Column("unit", ("unit",), "code", "participant_units"),
        Column("origin", ("origin",), "code", "countries"),
        Column("destination", ("destination",), "code", "countries"),
        Column("partial", ("partial",), "yes"),
        Column("approximate", ("approximate",), "yes"),
        Column("inferred", ("inferred",), "yes"),
        *_texts("note", ("note",), languages),
        *_source(("sources",)),
    ]


COUNTED_BY = ("year", "unit", "origin", "destination", "source_address")
"""Columns by which a count is known again; of several counts that are alike in them, the order tells which is which."""


def cell(plain: Plain, column: Column) -> str:
    """Return what a record has in a column, as a text."""
    value: Any = plain
    for step in column.way:
        if isinstance(step, First):
            value = next((item for item in value or [] if isinstance(item, dict) and step.key in item), None)
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


class NoValue(Exception):
    """A text that a column cannot hold: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def value_of(column: Column, text: str) -> Any:
    """Return the value that a text stands for, None for an empty one. Raises NoValue.

    Whether a code, an id or an address is right is asked of the record as a whole, by the rules for all records.
    """
    if not text:
        return None
    if column.holds == "codes":
        return [word for word in re.split(r"[\s,;]+", text) if word]
    if column.holds == "whole":
        if not re.fullmatch(r"[0-9]{1,12}", text):
            raise NoValue(f"`{text[:40]}` is not a whole number", "write digits only, e.g. 26579")
        return int(text)
    if column.holds == "yes":
        return _yes(text)
    if column.holds == "date" and re.fullmatch(r"[1-9][0-9]{3}", text):
        return int(text)  # as YAML has a year
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", text)


def _yes(text: str) -> bool | None:
    if text.casefold() in _TRUE:
        return True
    if text.casefold() in _FALSE:
        return None  # what does not hold is left out of a record
    raise NoValue(f"`{text[:40]}` is neither yes nor no", "write yes, or leave the cell empty")


def put(holder: Any, way: tuple[Step, ...], value: Any) -> Any:
    """Return a copy of a record, or a part of it, with a value at the end of a way; None takes it, and what is then
    empty, away. What is beside the way stays as it is.
    """
    step, rest = way[0], way[1:]
    if isinstance(step, First):
        return _put_first(list(holder or []), step, rest, value)
    copy = dict(holder) if isinstance(holder, dict) else {}
    inner = put(copy.get(step), rest, value) if rest else value
    if inner is None:
        copy.pop(step, None)
    else:
        copy[step] = inner
    return copy or None


def _put_first(items: list[Any], step: First, rest: tuple[Step, ...], value: Any) -> list[Any] | None:
    place = next((at for at, item in enumerate(items) if isinstance(item, dict) and step.key in item), None)
    inner = put(items[place] if place is not None else {}, rest, value)
    if place is None:
        return [*items, inner] if inner else items or None
    items[place : place + 1] = [inner] if inner else []
    return items or None
