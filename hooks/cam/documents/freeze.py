"""Freezes an edition: its files, and the record with their checksums. Neither changes again.

What an edition holds is gathered by a function of a site and the edition's name: `regional` here, `cam.session_reports`
for the reports on a period.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cam import canonical
from cam.documents import zipped
from cam.documents.content import in_use
from cam.documents.rendering import rendered
from cam.frame import newest_day
from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.base import is_id
from cam.model.figures import REGIONAL, Dataset, Edition
from cam.store import Catalogue
from cam.views.reader import Reader
from cam.yamlwriter import date


class Refused(Exception):
    """An edition cannot be frozen; the text says why, and what to do."""


@dataclass(frozen=True)
class Frozen:
    """One file of an edition."""

    language: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Contents:
    """What an edition holds: its type, its texts by language, its files, and the keys of its record for this type."""

    report: str
    title: dict[str, str]
    summary: dict[str, str]
    files: list[Frozen]
    sources: list[dict[str, Any]]
    keys: dict[str, Any] = field(default_factory=dict)


Gather = Callable[[Site, str], Contents]


def freeze(site: Site, edition: str, gather: Gather | None = None) -> list[Path]:
    """Write the files and the record of an edition; return their paths. Raises Refused, and then nothing is written.

    Without `gather` it is the regional report.
    """
    catalogue = site.catalogue
    record = catalogue.root / "data" / "editions" / f"{edition}.yaml"
    _refuse(catalogue, edition, record)
    contents = (gather or regional)(site, edition)
    files = {folder_of(catalogue, item.language, edition) / item.name: item for item in contents.files}
    text = canonical.written(
        f"data/editions/{edition}.yaml", _record(site, edition, contents), catalogue.languages
    )
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
    if not is_id(edition):
        raise Refused(
            f"`{edition}` cannot name an edition: use a-z, 0-9 and hyphens, e.g. 2026-11 or 2016-session"
        )
    folders = [folder_of(catalogue, language, edition) for language in catalogue.languages]
    if record.exists() or any(folder.exists() for folder in folders):
        raise Refused(f"the edition {edition} is frozen: a change is a new edition, with another name")


def _record(site: Site, edition: str, contents: Contents) -> dict[str, Any]:
    catalogue, day = site.catalogue, newest_day(site.catalogue)
    earlier = _earlier(catalogue, contents)
    return {
        "id": edition,
        "title": contents.title,
        "summary": contents.summary,
        "report": contents.report,
        "date": date(str(day)),
        **contents.keys,
        **({"replaces": earlier.id} if earlier else {}),
        "files": [_described(item) for item in contents.files],
        "original": catalogue.languages[0],
        "sources": list(contents.sources),
        "added": site.today,
    }


def _earlier(catalogue: Catalogue, contents: Contents) -> Edition | None:
    """Return the newest edition that this one takes the place of: of the same type, and on the same period."""
    period = contents.keys.get("period")
    same = [
        item for item in catalogue.all(Edition) if item.report == contents.report and _as_keys(item) == period
    ]
    return max(same, key=lambda item: (item.date, item.id), default=None)


def _as_keys(edition: Edition) -> dict[str, Any] | None:
    return span(edition.period.start, edition.period.end) if edition.period else None


def span(start: PartialDate | None, end: PartialDate | None) -> dict[str, Any]:
    """Return a period as the keys of a record."""
    return {"start": date(str(start)), "end": date(str(end))}


def _described(item: Frozen) -> dict[str, Any]:
    checksum = hashlib.sha256(item.content).hexdigest()
    return {"language": item.language, "name": item.name, "sha256": checksum, "bytes": len(item.content)}


# The regional report


def regional(site: Site, edition: str) -> Contents:
    """Return the regional report in every language, and the tables it was made of. Raises Refused without tables."""
    catalogue, day = site.catalogue, newest_day(site.catalogue)
    if not in_use(catalogue):
        raise Refused("there are no tables of figures: there is nothing to freeze")
    readers = [Reader(catalogue, language, "") for language in catalogue.languages]
    return Contents(
        report=REGIONAL,
        title={one.language: one.label("report.record_title", edition=edition) for one in readers},
        summary={
            one.language: one.label("report.record_summary", date=one.wording.date(day)) for one in readers
        },
        files=_files(site, edition),
        sources=_sources(catalogue),
        keys={"datasets": [record.id for record in in_use(catalogue)]},
    )


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
