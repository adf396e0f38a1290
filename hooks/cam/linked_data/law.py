"""Laws, treaties, resolutions and what they order, in the words of schema.org.

That an instrument is in force is never stated: it means here that no repeal was seen. That one is not, is stated where
its end is sure.
"""

from __future__ import annotations

from typing import Any

from cam.linked_data.teller import Json, Teller, known, sure
from cam.model.law import Law, Treaty
from cam.model.records import Body, Document, Mandate
from cam.validity import steps
from cam.views.reader import borne_symbol

_ACTS = ("resolution", "declaration", "rules")
"""Types of document that order something."""
_REPORTS = ("report", "assessment", "publication", "workshop_paper")


def law(teller: Teller, record: Law) -> Json:
    """Return an instrument of a state."""
    state = teller.named("Country", teller.reader.find(record.country, "countries"))
    return teller.thing(
        "Legislation",
        record,
        alternateName=_own_title(teller, record),
        legislationType=sure(record, "type", teller.reader.code(record.type)),
        legislationIdentifier=sure(record, "number", record.number),
        legislationDate=sure(record, "date", record.date),
        legislationJurisdiction=sure(record, "country", state),
        legislationLegalForce="https://schema.org/NotInForce" if _has_ended(teller, record) else None,
        url=sure(record, "address", record.address),
    )


def _own_title(teller: Teller, record: Law) -> Json | None:
    """Return the title in the language of the instrument, where the reader's is another."""
    field = "official_title" if record.official_title else "title"
    text = record.official_title or record.title.get(record.original)
    if record.original == teller.reader.language or not text or field in record.unsure:
        return None
    return {"@value": text, "@language": record.original}


def _has_ended(teller: Teller, record: Law) -> bool:
    over = record.status in ("replaced", "ended") and "status" not in record.unsure
    return over and steps(teller.reader.catalogue, record)[-1][1] == "no"


def treaty(teller: Teller, record: Treaty) -> Json:
    """Return a treaty."""
    return teller.thing(
        "Legislation",
        record,
        alternateName=teller.said(record.short, record),
        legislationType=teller.reader.label("kind_one.treaties"),
        legislationIdentifier=sure(record, "symbol", record.symbol),
        legislationDate=sure(record, "adopted", record.adopted),
        url=sure(record, "address", record.address),
    )


def document(teller: Teller, record: Document) -> Json:
    """Return a document: an act, a report, or another work."""
    body = teller.reader.catalogue.find(record.body or "", "bodies")
    issuer = sure(record, "body", teller.named("Organization", body if isinstance(body, Body) else None))
    date = sure(record, "date", record.date)
    url = sure(record, "address", record.address)
    if record.type in _ACTS and "type" not in record.unsure:
        return _act(teller, record, legislationDate=date, legislationPassedBy=issuer, url=url)
    is_report = record.type in _REPORTS and "type" not in record.unsure
    symbol = {"reportNumber" if is_report else "identifier": sure(record, "symbol", borne_symbol(record))}
    dated = {"datePublished" if record.status == "published" else "dateCreated": date}
    type_ = "Report" if is_report else "CreativeWork"
    return teller.thing(type_, record, **symbol, **dated, creator=issuer, url=url)


def _act(teller: Teller, record: Document, **facts: Any) -> Json:
    """Return an act; one that was not adopted has neither a date nor an author as such."""
    adopted = facts if record.status == "adopted" and "status" not in record.unsure else {"url": facts["url"]}
    return teller.thing(
        "Legislation",
        record,
        legislationType=teller.reader.code(record.type),
        legislationIdentifier=sure(record, "symbol", borne_symbol(record)),
        **adopted,
    )


def mandate(teller: Teller, record: Mandate) -> Json:
    """Return a paragraph or a function, as a part of the act that it stands in."""
    found = teller.reader.find(record.document, "documents")
    act = teller.named("Legislation", found)
    symbol = sure(found, "symbol", borne_symbol(found))
    return teller.thing(
        "Legislation",
        record,
        legislationType=sure(record, "type", teller.reader.code(record.type)),
        legislationIdentifier=teller.reader.reference(record),
        isPartOf=known({**act, "legislationIdentifier": symbol}) if act else None,
    )
