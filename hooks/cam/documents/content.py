"""The regional report: its chapters are the pages of figures, then the tables behind them, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from cam.documents.assembly import Chapter, Report, address_of
from cam.documents.written import Line, parts
from cam.frame import newest_day, place_of
from cam.indicators import TABLES, figure, meaning, years
from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.figures import CountryReport, Dataset
from cam.model.law import Country
from cam.offers import tables
from cam.store import Catalogue, key
from cam.text import Words
from cam.views import datasets
from cam.views.blocks import Anchor, Block, Facts, Group, Inline, Links, Notice, Prose
from cam.views.page import citation, page_address
from cam.views.reader import Reader
from cam.views.sicremi_editions import REPORT

_PAGES = ("", "stock/", "origins/", "corridors/", "protection/", "remittances/", "states/", "methods/")
"""The pages below figures/ that are chapters; the choice of two states is for the screen only."""

_HEADLINES = ("immigrants", "emigrants", "refugees_hosted", "asylum_applications", "remittances_received")
"""The indicators of which it is said which states have no figure."""


_OF_DATASETS = ("columns", "licence")
"""The parts of a dataset's page that the report has, too."""


def in_use(catalogue: Catalogue) -> list[Dataset]:
    """Return the datasets that the report is made of."""
    found = (catalogue.find(name, "datasets") for name in dict.fromkeys(TABLES.values()))
    return [record for record in found if isinstance(record, Dataset)]


def report(site: Site, language: str, edition: str = "") -> Report:
    """Return the report in a language: an edition to be frozen, or the working version."""
    reader = Reader(site.catalogue, language, f"editions/{edition}/" if edition else "")
    date = newest_day(site.catalogue)
    day = reader.wording.date(date)
    said = reader.label("report.working", date=day)
    if edition:
        said = reader.label("report.frozen", edition=edition, date=day)
    return Report(
        reader=reader,
        title=reader.label("report.title"),
        subtitle=reader.label("report.subtitle"),
        edition=said,
        date=date,
        facts=_facts(reader, edition, date),
        notes=_notes(reader, edition),
        chapters=list(_chapters(site, reader)),
        running=f"{reader.label('report.running')} · {said}",
        places=_places(reader),
    )


def _places(reader: Reader) -> dict[str, str]:
    """Return the places of the document that stand for the pages of datasets: label by address."""
    return {
        address_of(reader, f"{key(record)}/"): f"sources-{place_of_dataset(record)}"
        for record in in_use(reader.catalogue)
    }


def _facts(reader: Reader, edition: str, date: PartialDate) -> list[tuple[str, list[Inline]]]:
    """Return where the report stands, how to cite it, and its licence."""
    settings = reader.catalogue.settings
    assert settings
    address = page_address(reader, place_of(reader.catalogue).site, reader.path or f"{REPORT}.pdf")
    title = reader.label("report.record_title", edition=edition) if edition else reader.label("report.title")
    return [
        (reader.label("report.page" if edition else "report.file"), [Anchor(address, address)]),
        (reader.label("report.cite"), [citation(reader, title, address, date)]),
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
    """Yield the pages of figures as chapters, then the tables behind them, then what is not known."""
    base = place_of(site.catalogue).site
    pages = {page.url: page for page in site.pages if page.language == reader.language}
    for path in (f"figures/{name}" for name in _PAGES):
        if path in pages:
            own = Reader(site.catalogue, reader.language, path)
            blocks = list(parts(own, pages[path]))
            title, name = str(pages[path].meta.get("title", "")), path.strip("/").replace("/", "-")
            yield Chapter(name, title, own, page_address(own, base, path), blocks)
    for name, view in (("sources", _sources), ("unknown", _unknown)):
        here = page_address(reader, base, reader.path)
        yield Chapter(name, reader.label(f"report.{name}"), reader, here, view(reader))


def _sources(reader: Reader) -> list[Block]:
    """Return each table with who made it and what its columns mean."""
    return [_dataset(reader, record) for record in in_use(reader.catalogue)]


def _dataset(reader: Reader, record: Dataset) -> Block:
    """Return what is known of a table: its summary, what its page says of it, and its cautions."""
    page = datasets.dataset(reader, record)
    file = f"{place_of(reader.catalogue).site}{tables.figures_path(record.id)}"
    summary = [reader.say(record.summary, record)] if record.summary else []
    notes: list[list[Inline]] = [[reader.say(note, record)] for note in record.notes]
    printed = Line(pieces=[Anchor(file, file)], style="small")  # for those who read on paper
    blocks: list[Block] = [printed, Prose(paragraphs=summary), Facts(rows=page.facts)]
    blocks += [block for block in page.blocks if block.anchor in _OF_DATASETS]
    if notes:
        blocks.append(Notice(reader.label("headings.notes"), lines=notes))
    return Group(str(reader.title(record)), anchor=place_of_dataset(record), blocks=blocks)


def place_of_dataset(record: Dataset) -> str:
    """Return the name of the place in the report that says what a table is."""
    return f"dataset-{record.id}"


def _unknown(reader: Reader) -> list[Block]:
    """Return whether there are country reports, which states lack a figure, and what the sources do not say."""
    number = len(reader.catalogue.all(CountryReport))
    text = reader.count("report.reports", number) if number else reader.label("report.no_report")
    gaps: list[list[Inline]] = [[text] for text in (_gap(reader, name) for name in _HEADLINES) if text]
    said: list[list[Inline]] = []
    colon = reader.label("formats.colon")
    for record in in_use(reader.catalogue):
        said += [[reader.link(record), colon, reader.say(text, record)] for text in record.unknown]
    blocks: list[Block] = [Prose(paragraphs=[Words(text, reader.language)])]
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
