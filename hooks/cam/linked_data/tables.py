"""Tables of figures and frozen editions, in the words of schema.org."""

from __future__ import annotations

from cam.linked_data.teller import Json, Teller, known, sure
from cam.model.figures import Dataset, Edition
from cam.model.law import Country
from cam.offers.offer import MEDIA_TYPES
from cam.store import folder, key


def dataset(teller: Teller, record: Dataset) -> Json:
    """Return a table: who made it, under which licence, over which years, and its file."""
    years = teller.reader.catalogue.figures[record.id].column("year")
    licence = sure(record, "licence", record.licence)
    return teller.thing(
        "Dataset",
        record,
        description=teller.gist(record),
        creator={"@type": "Organization", "name": teller.said(record.producer, record)},
        license={"@type": "CreativeWork", "name": licence} if licence else None,
        version=record.release,
        datePublished=sure(record, "released", record.released),
        temporalCoverage=f"{years[0]}/{years[-1]}" if years else None,
        isBasedOn=sure(record, "address", record.address),
        distribution=csv(teller, f"figures/{record.id}.csv"),
        includedInDataCatalog={"@id": f"{teller.site}datasets/#it"},
    )


def csv(teller: Teller, path: str) -> Json:
    """Return a file in CSV, by its path below the root of the site."""
    return {
        "@type": "DataDownload",
        "encodingFormat": MEDIA_TYPES["csv"],
        "contentUrl": f"{teller.site}{path}",
    }


def figures_of(teller: Teller, record: Country, title: str, description: str) -> Json:
    """Return the figures of one state, as its page has them."""
    root, path = folder(teller.reader.catalogue, teller.reader.language), f"{key(record)}/figures/"
    return known(
        {
            "@type": "Dataset",
            "@id": f"{teller.site}{path}#it",
            "name": title,
            "description": description,
            "spatialCoverage": teller.named("Country", record),
            "distribution": csv(teller, f"{root}{path}figures.csv"),
        }
    )


def edition(teller: Teller, record: Edition) -> Json:
    """Return a frozen edition with its documents in the reader's language."""
    language = teller.reader.language
    root = folder(teller.reader.catalogue, language)
    files = [
        file for file in record.files if file.language == language and _ending(file.name) in ("pdf", "docx")
    ]
    return teller.thing(
        "Report",
        record,
        datePublished=sure(record, "date", record.date),
        isBasedOn=teller.each("Dataset", "datasets", record.datasets),
        encoding=[
            {
                "@type": "MediaObject",
                "encodingFormat": MEDIA_TYPES[_ending(file.name)],
                "contentUrl": f"{teller.site}{root}{key(record)}/{file.name}",
                "sha256": file.sha256,
            }
            for file in files
        ],
    )


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
