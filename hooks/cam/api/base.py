"""What all files of the API have in common: the catalogue, the site's address, and what is said of a whole file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.model import PartialDate, Record
from cam.offers import api as paths
from cam.offers.offer import MEDIA_TYPES
from cam.store import Catalogue, Link, folder, is_example, key
from cam.views.page import citation, page_address
from cam.views.reader import Reader

Json = dict[str, Any]
Said = dict[str, str]
"""Words by the code of their language."""


@dataclass(frozen=True)
class Api:
    """A catalogue as the API publishes it, at the address where the site stands."""

    catalogue: Catalogue
    site: str

    @classmethod
    def of(cls, site: Site) -> Api:
        """Return the API of a site."""
        return cls(site.catalogue, place_of(site.catalogue).site)

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """One reader of each language."""
        return {code: Reader(self.catalogue, code, "") for code in self.catalogue.languages}

    @property
    def version(self) -> str:
        """The version of the contract."""
        return self.catalogue.contract.changes[-1].version if self.catalogue.contract else "1.0"

    @cached_property
    def newest(self) -> PartialDate:
        """The day of the newest change to any record."""
        return newest_day(self.catalogue)

    @cached_property
    def withheld(self) -> frozenset[str]:
        """`kind/id` of the records that are made up: none is exported, nor named."""
        return frozenset(key(record) for record in self.catalogue.every() if is_example(record))

    @cached_property
    def links_from(self) -> dict[str, list[Link]]:
        """Every reference by the record that makes it."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.catalogue.links:
            found[link.source].append(link)
        return found

    def records(self, kind: str) -> list[Record]:
        """Return the records of a kind that are exported, ordered by id."""
        return [
            record for record in self.catalogue.records[kind].values() if key(record) not in self.withheld
        ]

    def address(self, path: str) -> str:
        """Return the address of a path below the site's root."""
        return f"{self.site}{path}"

    def pages(self, path: str) -> Said:
        """Return the address of a page in each language; `path` is below a language's root."""
        return {code: page_address(reader, self.site, path) for code, reader in self.readers.items()}

    def said(self, say: Callable[[Reader], str]) -> Said:
        """Return what a function says to the reader of each language."""
        return {code: say(reader) for code, reader in self.readers.items()}

    def citation(self, title: Callable[[Reader], str], path: str, date: PartialDate) -> Said:
        """Return how to cite the page at `path` (below a language's root) in each language."""
        return self.said(
            lambda reader: citation(reader, title(reader), page_address(reader, self.site, path), date)
        )

    def meta(self, path: str, schema: str, cited: Said) -> Json:
        """Return what holds for the whole file at `path`; `schema` is the path of its schema."""
        settings = self.catalogue.settings
        assert settings
        return {
            "contract": self.version,
            "date": self.newest,
            "edition": settings.edition,
            "edition_note": settings.edition_note,
            "publisher": settings.publisher,
            "licence": settings.licence_data.model_dump(mode="json"),
            "citation": cited,
            "address": self.address(path),
            "described_by": self.address(schema),
            "index": self.address(paths.INDEX),
        }


def plural(kind: str) -> Callable[[Reader], str]:
    """Return what says the name of a kind to a reader."""
    return lambda reader: reader.label(f"kinds.{kind}")


def download(api: Api, path: str, language: str | None = None) -> Json:
    """Return a file below the root of the site, or of the language that its texts are in."""
    root = folder(api.catalogue, language) if language else ""
    type_ = MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    return {"address": api.address(root + path), "type": type_, "language": language}


def packed(value: Json) -> bytes:
    """Return JSON in UTF-8, as short as it can be, its keys sorted: the same value is the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
