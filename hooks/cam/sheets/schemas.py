"""Table Schemas (Frictionless): of each table its columns, with what may stand in them and what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pydantic import TypeAdapter

from cam.figures import REPORT_KEYS, REPORT_MEASURES, SEXES, SIGNS
from cam.model import PartialDate
from cam.model.figures import CountryReport, Dataset, Measure
from cam.sheets.explaining import explained
from cam.sheets.facts import Fact
from cam.sheets.field_rows import CODE_COLUMNS
from cam.sheets.layout import ENTRY, ID, RECORD, Column, Layout, layouts
from cam.views.reader import Reader

Json = dict[str, Any]

_TYPES: dict[str, Json] = {
    "number": {"type": "integer"},
    "yes": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    "address": {"type": "string", "format": "uri"},
}
"""What a column holds, as Table Schema has it; everything else is a text."""

NameOf = Callable[[str], str]
"""The name of the resource that holds the records of a kind."""


def of_records(reader: Reader, kind: str, kinds: Collection[str], resource: NameOf) -> Json:
    """Return the schema of a kind's records in the reader's language; `kinds` are those that have a resource."""
    layout = layouts(kind)[0]
    keys = _foreign(layout.columns, kind, kinds, resource)
    return {**_of_layout(reader, kind, layout), "primaryKey": [ID], **({"foreignKeys": keys} if keys else {})}


def of_parts(reader: Reader, kind: str, layout: Layout, kinds: Collection[str], resource: NameOf) -> Json:
    """Return the schema of a table of pieces: each belongs to a record of the kind."""
    keys = [_key([RECORD], resource(kind), [ID]), *_foreign(layout.columns, "", kinds, resource)]
    return {**_of_layout(reader, kind, layout), "primaryKey": [RECORD, ENTRY], "foreignKeys": keys}


def _of_layout(reader: Reader, kind: str, layout: Layout) -> Json:
    said = {item.column: item for item in explained(reader.wording, kind) if item.table == layout.name}
    fields = [
        {"name": column.name, "description": said[column.name].meaning, **_held(reader, column)}
        for column in layout.columns
    ]
    return {"fields": fields, "missingValues": [""]}


def _held(reader: Reader, column: Column) -> Json:
    """Return the type of a column and what constrains it."""
    if column.form == "count":
        return {"type": "integer", "constraints": {"minimum": 0}}
    if column.form != "value" or column.is_list:
        return {
            "type": "string",
            **({"constraints": {"required": True}} if column.name in (ID, RECORD, ENTRY) else {}),
        }
    field, constraints = column.field, dict[str, Any]()
    if all(step.required for step in column.way):
        constraints["required"] = True
    if field.holds == "date":
        constraints["pattern"] = _DATE
    if field.listed:
        constraints["enum"] = list(reader.catalogue.vocabulary[field.listed])
    return {
        **_TYPES.get(field.holds, {"type": "string"}),
        **({"constraints": constraints} if constraints else {}),
    }


_DATE = TypeAdapter(PartialDate).json_schema()["pattern"]


def _foreign(columns: Collection[Column], kind: str, kinds: Collection[str], resource: NameOf) -> list[Json]:
    """Return the references to other records: those of columns that hold one id."""
    return [
        _key([column.name], "" if column.field.refers == kind else resource(column.field.refers), [ID])
        for column in columns
        if column.form == "value" and column.field.refers in kinds and not column.is_list
    ]


def _key(fields: list[str], resource: str, there: list[str]) -> Json:
    return {"fields": fields, "reference": {"resource": resource, "fields": there}}


def of_facts(reader: Reader) -> Json:
    """Return the schema of a table with one fact a row."""
    return _words(reader, "fact", Fact._fields, required=("record", "field", "type"))


def of_codes(reader: Reader) -> Json:
    """Return the schema of the table of closed lists."""
    return _words(reader, "code", CODE_COLUMNS, required=("list", "code"))


def of_fields(columns: Collection[str]) -> Json:
    """Return the schema of the dictionary of fields."""
    return {"fields": [{"name": name, "type": "string"} for name in columns], "missingValues": [""]}


def _words(reader: Reader, labels: str, names: Collection[str], required: Collection[str]) -> Json:
    fields = [
        {"name": name, "type": "string", "description": reader.label(f"sheets.{labels}_{name}"),
         **({"constraints": {"required": True}} if name in required else {})}
        for name in names
    ]  # fmt: skip
    return {"fields": fields, "missingValues": [""]}


def of_figures(reader: Reader, record: Dataset | CountryReport, states: str) -> Json:
    """Return the schema of a table of figures; signs that stand for a figure in it are missing values.

    `states` is the name of the resource that holds the states, if there is one.
    """
    if isinstance(record, CountryReport):
        keys, keyed = [_report_key(name) for name in REPORT_KEYS], list[str]()
        measures: list[Json] = [{"name": name, "type": "number"} for name in REPORT_MEASURES]
    else:
        keys = [_of_key(reader, str(name), "figure_keys") for name in record.keys]
        keyed = [key["name"] for key in keys if key["type"] == "string" and "constraints" not in key]
        keys += [_of_key(reader, str(name), "figure_attributes") for name in record.attributes]
        measures = [_measure(reader, record, measure) for measure in record.measures]
    foreign = [_key([name], states, [ID]) for name in keyed] if states else []
    return {"fields": [*keys, *measures], "missingValues": ["", *signs(reader, record)],
            **({"foreignKeys": foreign} if foreign else {})}  # fmt: skip


def signs(reader: Reader, record: Dataset | CountryReport) -> list[str]:
    """Return the signs that may stand for a figure: all in a country report, in a dataset those that it has."""
    if isinstance(record, CountryReport):
        return list(SIGNS)
    used = {sign for row in reader.catalogue.figures[record.id].rows for sign in row.signs}
    return [sign for sign in SIGNS if sign in used]


def _report_key(name: str) -> Json:
    """Return a key column of a country report."""
    return {
        "name": name,
        "type": "string",
        **({"constraints": {"enum": list(SEXES)}} if name == "sex" else {}),
    }


def _of_key(reader: Reader, name: str, vocabulary: str) -> Json:
    """Return a key or attribute column of a table of figures; one with neither list nor year holds states."""
    known, title = reader.catalogue.vocabulary, reader.code(name, vocabulary)
    listed = next((item for item in (f"figure_{name}", f"figure_{name}s") if item in known), "")
    if not listed:
        return {"name": name, "title": title, "type": "year" if name == "year" else "string"}
    codes = [code for code in known[listed] if code != name]
    colon = reader.label("formats.colon")
    said = "; ".join(f"{code}{colon}{reader.code(code, listed)}" for code in codes)
    return {"name": name, "title": title, "type": "string", "description": said,
            "constraints": {"enum": codes}}  # fmt: skip


def _measure(reader: Reader, record: Dataset, measure: Measure) -> Json:
    said = {
        "title": str(reader.say(measure.label, record)),
        "unit": str(measure.unit),
        "nature": str(measure.nature),
    }
    described = [str(reader.say(measure.definition, record))] if measure.definition else []
    if measure.zero_unsure:
        described.append(reader.label("sheets.zero_unsure"))
    if described:
        said["description"] = " ".join(described)
    return {"name": measure.code, "type": "number", **said}
