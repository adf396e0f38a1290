"""The first page of every document that belongs to a page: whose it is, of when, and where to find it."""

from __future__ import annotations

from cam.documents.assembly import Chapter, Report, address_of
from cam.frame import newest_day
from cam.views.blocks import Anchor, Block, Inline
from cam.views.page import citation
from cam.views.reader import Reader


def paper(reader: Reader, title: str, subtitle: str, chapters: list[Chapter], form: str = "paper") -> Report:
    """Return a document of its own that belongs to the reader's page; every record in it bears its address.

    The first page says that the edition is unofficial, what a date in brackets is, of which day the data are, where
    the page stands, what the addresses mean, how to cite, and the licence.
    """
    settings, date = reader.catalogue.settings, newest_day(reader.catalogue)
    assert settings
    day = reader.wording.date(date)
    return Report(
        reader=reader,
        title=title,
        subtitle=subtitle,
        edition=reader.label("papers.dated", edition=reader.wording.text(settings.edition), date=day),
        date=date,
        facts=_facts(reader, title, brief=form == "sheet"),
        notes=_notes(reader),
        chapters=chapters,
        form=form,
        addressed=True,
    )


def _notes(reader: Reader) -> list[str]:
    """Return what must be known before reading: no document of the OAS, whose edition it is, what brackets mean."""
    settings = reader.catalogue.settings
    assert settings
    return [
        f"{reader.label('report.not_official')} {reader.wording.text(settings.edition_note)}",
        reader.label("papers.inferred"),
    ]


def chapter(reader: Reader, name: str, title: str, blocks: list[Block]) -> Chapter:
    """Return a chapter whose links are relative to the reader's page."""
    return Chapter(name, title, reader, address_of(reader, reader.path), blocks)


def _facts(reader: Reader, title: str, brief: bool) -> list[tuple[str, list[Inline]]]:
    """Return where the page stands, in other languages too if there is room, and how to read addresses and cite."""
    settings, date = reader.catalogue.settings, newest_day(reader.catalogue)
    assert settings
    address = address_of(reader, reader.path)
    pattern = f"{address_of(reader, '')}kind/id/"
    return [
        *([] if brief else _pages(reader, address)),
        (reader.label("papers.addresses"), [reader.label("papers.addresses_are", pattern=pattern)]),
        (reader.label("report.cite"), [citation(reader, title, address, date)]),
        (
            reader.label("report.licence"),
            [Anchor(str(settings.licence_data.address), settings.licence_data.name)],
        ),
    ]


def _pages(reader: Reader, address: str) -> list[tuple[str, list[Inline]]]:
    """Return the address of the page, and in each other language."""
    line: list[Inline] = []
    for language in reader.catalogue.languages:
        if language != reader.language:
            other = address_of(Reader(reader.catalogue, language, reader.path), reader.path)
            line += [*([" · "] if line else []), Anchor(other, other)]
    return [
        (reader.label("papers.page"), [Anchor(address, address)]),
        (reader.label("forms.other_languages"), line),
    ]
