"""The catalogue (DCAT 3): what data the site has, in which files and languages, from whom, under which licence.

The graph is a list of flat nodes as JSON-LD has them; every node has an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cam.knowledge import Site
from cam.model import PartialDate, Record, Text
from cam.model.figures import Dataset
from cam.offers import api
from cam.offers import tables as paths
from cam.sheets.filling import exported, parts
from cam.sheets.package import licence_said
from cam.sheets.turtle import Node, iri
from cam.store import key
from cam.views.common import year_of
from cam.views.page import Place, citation, page_address
from cam.views.reader import Reader

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_AMERICAS = "019"
"""The code of the Americas in the M49 standard of the United Nations; CLDR has its name."""

Files = dict[str, bytes]


def json_ld(graph: list[Node]) -> dict[str, Any]:
    """Return the graph with the meaning of its prefixes inside."""
    return {"@context": PREFIXES, "@graph": graph}


def graph(site: Site, place: Place, files: Files) -> list[Node]:
    """Return the nodes of the catalogue; `files` holds the tables by their path below the root of the site."""
    return _Graph(site, place, files).nodes()


class _Graph:
    """The site's catalogue in the making: who publishes, where, in which languages."""

    def __init__(self, site: Site, place: Place, files: Files) -> None:
        self.site, self.place, self.files = site, place, files
        self.catalogue = site.catalogue
        self.readers = [Reader(site.catalogue, code, "") for code in site.catalogue.languages]
        self.kinds = paths.collections(site.catalogue)
        assert site.catalogue.settings
        self.settings = site.catalogue.settings

    def nodes(self) -> list[Node]:
        """Return every node, the catalogue first."""
        datasets = [node for kind in self.kinds for node in self._collection(kind)]
        figures = [node for record in self.catalogue.all(Dataset) for node in self._figures(record)]
        return [self._catalogue(), *self._agents(), self._service(), *datasets, *figures]

    def _here(self, name: str) -> str:
        return f"{self.place.site}data/#{name}"

    def _labels(self, key: str) -> list[Node]:
        """Return a label in every language."""
        return [_said(reader.label(key), reader.language) for reader in self.readers]

    def _settings(self, text: Text) -> list[Node]:
        return [_said(reader.wording.text(text), reader.language) for reader in self.readers]

    def _common(self) -> Node:
        """Return what holds for all that is published here."""
        return {
            "dct:publisher": _to(self._here("publisher")),
            "dcat:contactPoint": _to(self._here("contact")),
            "dct:spatial": _to(self._here("region")),
            "dct:provenance": _to(self._here("edition")),
        }

    def _languages(self) -> list[Node]:
        return [_to(f"{_LANGUAGE}{code}") for code in self.catalogue.languages]

    def _catalogue(self) -> Node:
        days = [record.added for kind in self.kinds for record in exported(self.catalogue, kind)]
        return {
            "@id": self._here("catalogue"),
            "@type": "dcat:Catalog",
            "dct:title": self._settings(self.settings.name),
            "dct:description": self._settings(self.settings.edition_note),
            "dct:license": _to(self.settings.licence_data.address),
            "dct:language": self._languages(),
            **self._common(),
            **_dates(min(days, default=None), self.catalogue.newest_day),
            "foaf:homepage": _to(f"{self.place.site}data/"),
            "dcat:service": _to(self._here("api")),
            "dcat:dataset": [
                *(_to(self._here(kind)) for kind in self.kinds),
                *(_to(self._figures_id(record)) for record in self.catalogue.all(Dataset)),
            ],
        }

    def _agents(self) -> list[Node]:
        """Return the publisher, the way to reach it, the region, and the state of this edition."""
        names = self._settings(self.settings.publisher)
        region = [
            _said(str(reader.wording.locale.territories[_AMERICAS]), reader.language)
            for reader in self.readers
        ]
        return [
            {"@id": self._here("publisher"), "@type": "foaf:Agent", "foaf:name": names,
             "foaf:homepage": _to(self.place.site)},
            {"@id": self._here("contact"), "@type": "vcard:Kind", "vcard:fn": names,
             "vcard:hasURL": _to(f"{self.place.forge}/issues")},
            {"@id": self._here("region"), "@type": "dct:Location", "dct:identifier": _AMERICAS,
             "rdfs:label": region},
            {"@id": self._here("edition"), "@type": "dct:ProvenanceStatement",
             "rdfs:label": self._settings(self.settings.edition_note)},
        ]  # fmt: skip

    def _service(self) -> Node:
        """Return the API."""
        titles = [
            _said(title, code)
            for code in self.catalogue.languages
            if (title := self.site.titles(code).get(api.GUIDE))
        ]
        return {
            "@id": self._here("api"),
            "@type": "dcat:DataService",
            "dct:title": titles or [_said("API", self.catalogue.languages[0])],
            "dct:publisher": _to(self._here("publisher")),
            "dct:license": _to(self.settings.licence_data.address),
            "dcat:endpointURL": _to(f"{self.place.site}{api.ROOT}"),
            "dcat:endpointDescription": _to(f"{self.place.site}{api.OPENAPI}"),
            "dcat:landingPage": _to(f"{self.place.site}{api.GUIDE}"),
            "dcat:servesDataset": [_to(self._here(kind)) for kind in self.kinds],
        }

    # The collections of records

    def _collection(self, kind: str) -> Iterator[Node]:
        """Yield a collection with its files."""
        records = exported(self.catalogue, kind)
        changed = [day for record in records for day in (record.added, record.revised) if day]
        years = sorted({year for record in records for year in year_of(record)})
        files = list(self._files(kind))
        yield {
            "@id": self._here(kind),
            "@type": "dcat:Dataset",
            "dct:identifier": kind,
            "dct:title": self._labels(f"kinds.{kind}"),
            **self._described(f"{kind}/"),
            "dct:license": _to(self.settings.licence_data.address),
            "dct:language": self._languages(),
            **self._common(),
            **_dates(min(record.added for record in records), max(changed)),
            "dct:bibliographicCitation": [self._cited(reader, kind, max(changed)) for reader in self.readers],
            **({"dct:temporal": _to(f"{self._here(kind)}-period")} if years else {}),
            "dcat:landingPage": _to(f"{self.place.site}{kind}/"),
            "dcat:distribution": [_to(file["@id"]) for file in files],
        }
        yield from _period(f"{self._here(kind)}-period", years)
        yield from files

    def _described(self, page: str) -> Node:
        """Return what the pages at an address say of themselves in each language."""
        found = {item.language: item.meta.get("description") for item in self.site.pages if item.url == page}
        said = [_said(str(found[code]), code) for code in self.catalogue.languages if found.get(code)]
        return {"dct:description": said} if said else {}

    def _cited(self, reader: Reader, kind: str, date: PartialDate) -> Node:
        address = page_address(reader, self.place.site, f"{kind}/")
        return _said(citation(reader, reader.label(f"kinds.{kind}"), address, date), reader.language)

    def _files(self, kind: str) -> Iterator[Node]:
        """Yield the files of a collection: one record or piece a row by language, one fact a row, the API's."""
        landing = f"{self.place.site}{kind}/"
        licence = {"dct:license": _to(self.settings.licence_data.address)}
        whole = {"dct:language": self._languages(), **licence}
        for reader in self.readers:
            for ending, media in (("csv", paths.CSV), ("xlsx", paths.XLSX)):
                path = paths.sheet_path(self.catalogue, reader.language, kind, ending)
                title = [_said(reader.label(f"sheets.{ending}"), reader.language)]
                language = [_to(f"{_LANGUAGE}{reader.language}")]
                yield self._file(path, media, title, landing, {"dct:language": language, **licence})
            yield from self._parts(reader, kind, landing, {"dct:language": language, **licence})
        titles = self._labels("sheets.facts_csv")
        yield self._file(paths.facts_path(kind), paths.CSV, titles, landing, whole)
        said = self._labels("sheets.json")
        yield self._file(api.collection_path(kind), paths.JSON, said, landing, whole)

    def _parts(self, reader: Reader, kind: str, landing: str, more: Node) -> Iterator[Node]:
        """Yield the tables of what a record has several of."""
        for table in parts(self.catalogue, kind):
            path = paths.part_path(self.catalogue, reader.language, kind, table.name)
            title = [_said(reader.label("sheets.part_csv", part=table.name), reader.language)]
            yield self._file(path, paths.CSV, title, landing, more)

    def _file(self, path: str, media: str, title: list[Node], landing: str, more: Node) -> Node:
        """Return a file; `more` says its language and its licence."""
        address, content = f"{self.place.site}{path}", self.files.get(path)
        return {
            "@id": f"{address}#file",
            "@type": "dcat:Distribution",
            "dct:title": title,
            "dcat:accessURL": _to(landing),
            "dcat:downloadURL": _to(address),
            "dcat:mediaType": _to(f"{_MEDIA}{media}"),
            **({"dcat:byteSize": _typed(str(len(content)), "nonNegativeInteger")} if content else {}),
            **more,
        }

    # The tables of figures

    def _figures_id(self, record: Record) -> str:
        return f"{self.place.site}{key(record)}/#dataset"

    def _texts(self, text: Text) -> list[Node]:
        return [_said(words, language) for language, words in text.items()]

    def _figures(self, record: Dataset) -> Iterator[Node]:
        """Yield a table of figures with its producer and its file; its licence is its producer's."""
        name, landing = self._figures_id(record), f"{self.place.site}{key(record)}/"
        table = self.catalogue.figures[record.id]
        years = table.column("year") if "year" in table.keys else []
        path = paths.figures_path(record.id)
        rights = {"dct:rights": _to(f"{name}-rights"), **self._licence(record)}
        file = self._file(path, paths.CSV, self._labels("sheets.figures_csv"), landing, rights)
        said = [_said(licence_said(reader, record), reader.language) for reader in self.readers]
        yield {
            "@id": name,
            "@type": "dcat:Dataset",
            "dct:identifier": record.id,
            "dct:title": self._texts(record.title),
            **({"dct:description": self._texts(record.summary)} if record.summary else {}),
            "dct:creator": _to(f"{name}-producer"),
            **rights,
            **self._common(),
            **_dates(record.released, record.revised or record.added),
            "dcat:version": record.release,
            "dct:source": _to(iri(record.address)),
            **({"dct:replaces": _to(f"{self.place.site}datasets/{record.replaces}/#dataset")}
               if record.replaces else {}),
            **({"dct:temporal": _to(f"{name}-period")} if years else {}),
            "dcat:landingPage": _to(landing),
            "dcat:distribution": _to(file["@id"]),
        }  # fmt: skip
        yield {"@id": f"{name}-producer", "@type": "foaf:Agent", "foaf:name": self._texts(record.producer)}
        yield {"@id": f"{name}-rights", "@type": "dct:RightsStatement", "rdfs:label": said}
        yield from _period(f"{name}-period", years)
        yield file

    def _licence(self, record: Dataset) -> Node:
        """Return the address of a licence that this site knows and that is confirmed."""
        known = self.settings.licence_data
        sure = "licence" not in record.unsure and record.licence == known.name
        return {"dct:license": _to(known.address)} if sure else {}


def _said(text: str, language: str) -> Node:
    return {"@value": text, "@language": language}


def _to(address: str) -> Node:
    return {"@id": address}


def _typed(value: str, name: str) -> Node:
    return {"@value": value, "@type": f"xsd:{name}"}


def _dates(issued: PartialDate | None, modified: PartialDate | None) -> Node:
    """Return when something came out and when it last changed, as exactly as it is known."""
    given = {"dct:issued": issued, "dct:modified": modified}
    return {name: _day(date) for name, date in given.items() if date}


def _day(date: PartialDate) -> Node:
    _, month, day = date.parts
    return _typed(str(date), "date" if day else "gYearMonth" if month else "gYear")


def _period(name: str, years: list[str]) -> Iterator[Node]:
    """Yield the stretch of time from the first to the last of some years, if there are any."""
    if years:
        start, end = (_typed(year, "gYear") for year in (years[0], years[-1]))
        yield {"@id": name, "@type": "dct:PeriodOfTime", "dcat:startDate": start, "dcat:endDate": end}
