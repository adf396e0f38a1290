"""What is offered beside each page, and where every output stands: the one home of their addresses.

Each module is a family of outputs: `offers` says what belongs to a page, `listed` what the page "Data and feeds" lists.
The module of the same name in `cam.outputs` writes the files.
"""

from __future__ import annotations

from types import ModuleType

from cam.offers import api, calendars, documents, embeds, feeds, offline, session_reports, tables, twins
from cam.offers.offer import Offer
from cam.store import is_example
from cam.views.reader import Reader

__all__ = ["FAMILIES", "Offer", "offers"]

FAMILIES: dict[str, ModuleType] = {
    "calendars": calendars,
    "feeds": feeds,
    "documents": documents,
    "session-reports": session_reports,
    "tables": tables,
    "api": api,
    "twins": twins,
    "embeds": embeds,
    "offline": offline,
}
"""Every family, in the order in which a page names them."""


def offers(reader: Reader) -> list[Offer]:
    """Return what is offered beside the reader's page; nothing beside a record that is made up."""
    record = reader.catalogue.find(reader.path.strip("/"))
    if record is not None and is_example(record):
        return []
    return [offer for family in FAMILIES.values() for offer in family.offers(reader, reader.path, record)]
