"""The regional report: its chapters are the blocks of the regional pages, and what is known of the tables behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cam.embed import PARTS, Site
from cam.frame import newest_day, place_of
from cam.indicators import TABLES, figure, meaning, years
from cam.model import PartialDate
from cam.model.figures import CountryReport, Dataset
from cam.model.law import Country
from cam.store import Catalogue
from cam.text import Words
from cam.views import datasets
from cam.views.blocks import Block, Facts, Group, Inline, Links, Notice, Prose
from cam.views.page import page_address
from cam.views.reader import Reader

PATH = "sicremi/report/"
"""Where the working version stands, from the root of each language."""

_CHAPTERS = {
    "index": "figures/",
    "stock": "figures/stock/",
    "origins": "figures/origins/",
    "corridors": "figures/corridors/",
    "protection": "figures/protection/",
    "remittances": "figures/remittances/",
    "states": "figures/states/",
}
"""The parts of the regional pages that are chapters, with the pages that show them; the choice of two states is for the screen only."""

_HEADLINES = ("immigrants", "emigrants", "refugees_hosted", "asylum_applications", "remittances_received")
"""The indicators of which it is said which states have no figure."""


_OF_DATASETS = ("columns", "licence")
"""The parts of a dataset's page that the report has, too."""


@dataclass(frozen=True)
class Chapter:
    """A chapter: `address` is that of the page with the same blocks, to which their links are relative."""

    name: str
    title: str
    reader: Reader
    address: str
    blocks: list[Block]


@dataclass(frozen=True)
class Report:
    """The report in one language; `facts` stand on its title page."""

    reader: Reader
    title: str
    subtitle: str
    edition: str
    date: PartialDate
    facts: list[tuple[str, list[Inline]]]
    notes: list[str]
    chapters: list[Chapter]


def in_use(catalogue: Catalogue) -> list[Dataset]:
    """Return the datasets that the report is made of."""
    found = (catalogue.find(name, "datasets") for name in dict.fromkeys(TABLES.values()))
    return [record for record in found if isinstance(record, Dataset)]


def report(site: Site, language: str, edition: str = "") -> Report:
    """Return the report in a language: an edition to be frozen, or the working version."""
    path = f"editions/{edition}/" if edition else PATH
    reader = Reader(site.catalogue, language, path)
    date = newest_day(site.catalogue)
    day = reader.wording.date(date)
    return Report(
        reader=reader,
        title=reader.label("report.title"),
        subtitle=reader.label("report.subtitle"),
        edition=reader.label("report.frozen", edition=edition, date=day)
        if edition
        else reader.label("report.working", date=day),
        date=date,
        facts=_facts(reader, edition, date),
        notes=_notes(reader, edition),
        chapters=list(_chapters(site, reader)),
    )


def _facts(reader: Reader, edition: str, date: PartialDate) -> list[tuple[str, list[Inline]]]:
    """Return where the report stands, how to cite it, and its licence."""
    settings = reader.catalogue.settings
    assert settings
    address = page_address(reader, place_of(reader.catalogue).site, reader.path)
    title = reader.label("report.record_title", edition=edition) if edition else reader.label("report.title")
    cited = reader.label(
        "site.citation",
        name=reader.wording.text(settings.name),
        edition=reader.wording.text(settings.edition).lower(),
        title=reader.wording.quoted_inside(title),
        date=reader.wording.date(date),
        address=address,
    )
    return [
        (reader.label("report.address"), [address]),
        (reader.label("report.cite"), [cited]),
        (reader.label("report.licence"), [settings.licence_data.name]),
    ]


def _notes(reader: Reader, edition: str) -> list[str]:
    settings = reader.catalogue.settings
    assert settings
    return [
        reader.label("report.not_official"),
        f"{reader.wording.text(settings.edition)}. {reader.wording.text(settings.edition_note)}",
        reader.label("report.frozen_note" if edition else "report.working_note"),
    ]


def _chapters(site: Site, reader: Reader) -> Iterator[Chapter]:
    base = place_of(site.catalogue).site
    for name, path in _CHAPTERS.items():
        own = Reader(site.catalogue, reader.language, path)
        blocks = PARTS[f"figures-{name}"](own)
        if blocks:
            address = page_address(own, base, own.path)
            yield Chapter(name, reader.label(f"report.{name}"), own, address, blocks)
    here = page_address(reader, base, reader.path)
    yield Chapter("method", reader.label("report.method"), reader, here, _method(reader))
    yield Chapter("unknown", reader.label("report.unknown"), reader, here, _unknown(reader))


def _method(reader: Reader) -> list[Block]:
    """Return how the figures were made, then each table with who made it and what its columns mean."""
    number = len(reader.catalogue.all(CountryReport))
    said = [
        reader.label("report.method_open"),
        reader.count("report.method_reports", number) if number else reader.label("report.method_no_report"),
        reader.label("report.method_sums"),
        reader.label("report.method_stocks"),
        reader.label("report.method_sides"),
    ]
    rules = Prose(paragraphs=[Words(text, reader.language) for text in said])
    return [rules, *(_dataset(reader, record) for record in in_use(reader.catalogue))]


def _dataset(reader: Reader, record: Dataset) -> Block:
    """Return what is known of a table: its summary, what its page says of it, and its cautions."""
    parts = datasets.dataset(reader, record)
    summary = [reader.say(record.summary, record)] if record.summary else []
    notes: list[list[Inline]] = [[reader.say(note, record)] for note in record.notes]
    blocks: list[Block] = [Prose(paragraphs=summary), Facts(rows=parts.facts)]
    blocks += [block for block in parts.blocks if block.anchor in _OF_DATASETS]
    if notes:
        blocks.append(Notice(reader.label("headings.notes"), lines=notes))
    return Group(str(reader.title(record)), anchor=place_of_dataset(record), blocks=blocks)


def place_of_dataset(record: Dataset) -> str:
    """Return the name of the place in the report that says what a table is."""
    return f"dataset-{record.id}"


def _unknown(reader: Reader) -> list[Block]:
    """Return which states have no figure in the newest year, and what the sources do not say."""
    gaps: list[list[Inline]] = [[text] for text in map(lambda name: _gap(reader, name), _HEADLINES) if text]
    said: list[list[Inline]] = []
    colon = reader.label("formats.colon")
    for record in in_use(reader.catalogue):
        said += [[reader.link(record), colon, reader.say(text, record)] for text in record.unknown]
    blocks: list[Block] = []
    if gaps:
        blocks.append(Links(reader.label("report.gaps"), rows=gaps))
    if said:
        blocks.append(Links(reader.label("report.gaps_sources"), rows=said))
    return blocks


def _gap(reader: Reader, indicator: str) -> str:
    """Return the sentence on the states without a figure; nothing where all have one."""
    catalogue = reader.catalogue
    year = max(years(catalogue, indicator), default=None)
    if year is None:
        return ""
    unsure = meaning(reader.catalogue, indicator).zero_unsure
    missing = []
    for country in catalogue.all(Country):
        value = figure(catalogue, indicator, country.id, year).value
        if value is None or (unsure and not value):
            missing.append(str(reader.title(country)))
    if not missing:
        return ""
    name, states = reader.code(indicator, "indicators"), reader.wording.list(missing)
    return reader.label("report.no_figure", indicator=name, year=year, states=states)
