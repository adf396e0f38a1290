"""SICREMI: the data request, its forms, rounds and correspondents, country reports, frozen editions."""

from __future__ import annotations

from cam.model.figures import CountryReport, Edition, RequestTable, Round
from cam.model.law import Country
from cam.views.blocks import Block
from cam.views.common import Parts
from cam.views.reader import Reader


def request_table(reader: Reader, record: RequestTable) -> Parts:
    """A table of the data request."""
    return Parts()


def tables(reader: Reader) -> list[Block]:
    """The tables of the data request."""
    return []


def round_(reader: Reader, record: Round) -> Parts:
    """A round: who took part, what came."""
    return Parts()


def rounds(reader: Reader) -> list[Block]:
    """The rounds, newest first."""
    return []


def report(reader: Reader, record: CountryReport) -> Parts:
    """A country report: its figures, their sources and notes, and what a revision changed."""
    return Parts()


def reports(reader: Reader) -> list[Block]:
    """The country reports."""
    return []


def edition(reader: Reader, record: Edition) -> Parts:
    """A frozen edition: its files with their checksums."""
    return Parts()


def editions(reader: Reader) -> list[Block]:
    """The editions, newest first."""
    return []


def forms(reader: Reader) -> list[Block]:
    """The forms of the data request, by state."""
    return []


def network(reader: Reader) -> list[Block]:
    """The correspondents: what is due, what came."""
    return []


def report_blocks(reader: Reader, country: Country) -> list[Block]:
    """The newest country report of a state, for its page; nothing where there is none."""
    return []
