"""Freezes an edition of the regional report: its files, and the record with their checksums. Neither changes again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cam.documents import zipped
from cam.documents.content import in_use
from cam.documents.rendering import rendered
from cam.embed import Site
from cam.frame import newest_day
from cam.model.base import SLUG
from cam.model.figures import Dataset, Edition
from cam.store import Catalogue
from cam.views.reader import Reader
from cam.yamlwriter import Flow, date, dumped


class Refused(Exception):
    """An edition cannot be frozen; the text says why, and what to do."""


@dataclass(frozen=True)
class Frozen:
    """One file of an edition."""

    language: str
    name: str
    content: bytes


def freeze(site: Site, edition: str) -> list[Path]:
    """Write the files and the record of an edition; return their paths. Raises Refused, and then nothing is written."""
    catalogue = site.catalogue
    record = catalogue.root / "data" / "editions" / f"{edition}.yaml"
    _refuse(catalogue, edition, record)
    files = {folder_of(catalogue, item.language, edition) / item.name: item for item in _files(site, edition)}
    text = dumped(_record(site, edition, list(files.values())))
    for path, item in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.content)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(text, "utf-8", newline="\n")
    return [*files, record]


def folder_of(catalogue: Catalogue, language: str, edition: str) -> Path:
    """Return the folder of an edition's files in a language; the site generator copies it as it stands."""
    return catalogue.root / "docs" / language / "editions" / edition


def _refuse(catalogue: Catalogue, edition: str, record: Path) -> None:
    if not SLUG.fullmatch(edition) or edition == "index":
        raise Refused(f"`{edition}` cannot name an edition: use the year and month, e.g. 2026-11")
    folders = [folder_of(catalogue, language, edition) for language in catalogue.languages]
    if record.exists() or any(folder.exists() for folder in folders):
        raise Refused(f"the edition {edition} is frozen: a change is a new edition, with another name")
    if not in_use(catalogue):
        raise Refused("there are no tables of figures: there is nothing to freeze")


def _files(site: Site, edition: str) -> list[Frozen]:
    """Return the report in every language, and the tables it was made of."""
    stem = f"regional-report-{edition}"
    files = [
        Frozen(language, f"{stem}-{language}.{ending}", content)
        for language in site.catalogue.languages
        for ending, content in rendered(site, language, edition).items()
    ]
    return [*files, Frozen(site.catalogue.languages[0], f"{stem}-tables.zip", _tables(site.catalogue))]


def _tables(catalogue: Catalogue) -> bytes:
    """Return the tables and their descriptions as they are kept."""
    names = [
        name
        for record in in_use(catalogue)
        for name in (f"figures/{record.id}.csv", f"datasets/{record.id}.yaml")
    ]
    return zipped.zipped({name: (catalogue.root / "data" / name).read_bytes() for name in names})


def _record(site: Site, edition: str, files: list[Frozen]) -> dict[str, Any]:
    catalogue, day = site.catalogue, newest_day(site.catalogue)
    readers = [Reader(catalogue, language, "") for language in catalogue.languages]
    earlier = sorted(catalogue.all(Edition), key=lambda item: (item.date, item.id))
    return {
        "id": edition,
        "title": {
            reader.language: reader.label("report.record_title", edition=edition) for reader in readers
        },
        "summary": {
            reader.language: reader.label("report.record_summary", date=reader.wording.date(day))
            for reader in readers
        },
        "date": date(str(day)),
        "datasets": [record.id for record in in_use(catalogue)],
        **({"replaces": earlier[-1].id} if earlier else {}),
        "files": [Flow(_described(item)) for item in files],
        "original": catalogue.languages[0],
        "sources": [Flow(source) for source in _sources(catalogue)],
        "added": site.today,
    }


def _described(item: Frozen) -> dict[str, Any]:
    checksum = hashlib.sha256(item.content).hexdigest()
    return {"language": item.language, "name": item.name, "sha256": checksum, "bytes": len(item.content)}


def _sources(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return where the datasets in use were read, each place once."""
    found = {source["address"]: source for record in in_use(catalogue) if (source := _source(record))}
    return list(found.values())


def _source(record: Dataset) -> dict[str, Any]:
    """Return the first address that the figures of a dataset were read at."""
    found = next((source for source in record.sources if source.address and source.seen), None)
    if found is None:
        return {}
    return {
        "address": str(found.address),
        "publisher": found.publisher,
        "seen": date(str(found.seen)),
        "evidence": str(found.evidence),
    }
