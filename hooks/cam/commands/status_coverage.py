"""What this site holds and what it does not, in short: a section of `cam status`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cam.commands.said import Say

if TYPE_CHECKING:
    from cam.knowledge import Site
    from cam.views.reader import Reader


def lines(site: Site, say: Say, options: argparse.Namespace) -> Iterator[str]:
    """Yield the lists on which states are missing, the languages in which texts are, and the number of orphans."""
    from cam.commands.status_due import reader_of
    from cam.frame import place_of
    from cam.store import folder

    reader = reader_of(site, say)
    place = f"{place_of(site.catalogue).site}{folder(site.catalogue, reader.language)}desk/coverage/"
    yield say("coverage.about", address=place)
    yield ""
    yield from _states(site, say, reader)
    yield from _texts(site, say, reader, options.language)
    yield say("coverage.orphans")
    yield from _orphans(site, reader)


def _states(site: Site, say: Say, reader: Reader) -> Iterator[str]:
    from cam import coverage
    from cam.views.desk_coverage import list_name

    every = coverage.states_without(coverage.of_states(site.catalogue))
    missing = {name: states for name, states in every.items() if states}
    yield say("coverage.without" if missing else "coverage.all_states")
    for name, states in missing.items():
        said = [str(reader.title(reader.find(state, "countries"))) for state in states]
        yield _entry(reader, list_name(reader, name), f"{len(states)} ({', '.join(said)})")


def _texts(site: Site, say: Say, reader: Reader, wanted: str | None) -> Iterator[str]:
    from cam import coverage

    catalogue = site.catalogue
    missing = {}
    for language in catalogue.languages:
        shares = [coverage.translated(catalogue, kind, language) for kind in catalogue.records]
        number = sum(share.all - share.there for share in shares)
        if number and wanted in (None, language):
            missing[language] = number
    yield say("coverage.texts" if missing else "coverage.all_texts")
    for language, number in missing.items():
        yield _entry(reader, reader.wording.language_name(language), str(number))


def _orphans(site: Site, reader: Reader) -> Iterator[str]:
    from cam import coverage
    from cam.views.desk_coverage import orphans_name

    for name, find in coverage.ORPHANS.items():
        yield _entry(reader, orphans_name(reader, name), str(len(find(site.catalogue, site.today))))
    unsure = coverage.unconfirmed(site.catalogue)
    number = sum(coverage.statements(site.catalogue, records) for records in unsure.values())
    yield _entry(reader, orphans_name(reader, "unconfirmed"), str(number))


def _entry(reader: Reader, name: str, said: str) -> str:
    return f"- {name}{reader.label('formats.colon')}{said}"
