"""The record types: the only schema of the knowledge base.

`base` holds the pieces (texts, references, dates, sources), `records` one class per kind, in the order in which
the site names them. Templates for editors and field tables are generated from here, never written a second time.
"""

from cam.model.base import (
    AnyReference,
    Code,
    Name,
    Part,
    PartialDate,
    Reference,
    Source,
    Strict,
    Text,
    Unconfirmed,
)
from cam.model.record import Record
from cam.model.records import KINDS

__all__ = [
    "KINDS",
    "AnyReference",
    "Code",
    "Name",
    "Part",
    "PartialDate",
    "Record",
    "Reference",
    "Source",
    "Strict",
    "Text",
    "Unconfirmed",
]
