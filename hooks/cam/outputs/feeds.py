"""The feeds of one language, as Atom and as JSON Feed; their addresses are in `cam.offers.feeds`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cam import concern
from cam.changes import Change, changes
from cam.embed import bulletins
from cam.feeds import atom, json_feed
from cam.feeds.model import Author, Entry, Feed, identity
from cam.feeds.telling import FarReader, bulletin, gathered, single
from cam.frame import newest_day, place_of
from cam.knowledge import Site
from cam.offers.feeds import BULLETINS, CHANGES, KINDS, called, page_of, path_of
from cam.store import key

LIMIT = 100
"""So many entries a feed holds, the newest; everything older stands on the pages."""

_WRITERS = {"atom": atom.written, "json": json_feed.written}


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return the files of a language."""
    reader = FarReader(site.catalogue, language)
    return {
        path_of(site.catalogue, language, name, form): write(feed)
        for name, feed in feeds(site, reader)
        for form, write in _WRITERS.items()
    }


def feeds(site: Site, reader: FarReader) -> Iterator[tuple[str, Feed]]:
    """Yield every feed with its name."""
    pages = bulletins(site.pages, reader.language)[:LIMIT]
    yield BULLETINS, _feed(reader, BULLETINS, [bulletin(reader, page) for page in pages])
    found = changes(site.catalogue)
    yield CHANGES, _feed(reader, CHANGES, list(gathered(reader, found))[:LIMIT])
    concerned = _concerned(site, found)
    told: dict[Change, Entry] = {}
    for kind in KINDS:
        for record in site.catalogue.all(kind):
            newest = concerned[key(record)][:LIMIT]
            state = record.id if record.kind == "countries" else ""
            entries = [_told(reader, change, state, told) for change in newest]
            yield key(record), _feed(reader, key(record), entries)


def _told(reader: FarReader, change: Change, state: str, told: dict[Change, Entry]) -> Entry:
    """Return the entry of a change, made once for all feeds that hold it with the same text."""
    if change.type == "figures":
        return single(reader, change, state)
    if change not in told:
        told[change] = single(reader, change)
    return told[change]


def _concerned(site: Site, found: list[Change]) -> dict[str, list[Change]]:
    """Return the changes of each state and theme, by `kind/id`, newest first."""
    by_subject: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        for state in change.states:
            by_subject[f"countries/{state}"].append(change)
        for theme in concern.themes(change.record):
            by_subject[f"themes/{theme}"].append(change)
    return by_subject


def _feed(reader: FarReader, name: str, entries: list[Entry]) -> Feed:
    """Return a feed with all that is said of it beside its entries."""
    catalogue, language, wording = reader.catalogue, reader.language, reader.wording
    settings, place = catalogue.settings, place_of(catalogue)
    assert settings
    edition = f"{wording.text(settings.edition)}. {wording.text(settings.edition_note)}"
    what = called(reader, name)
    others = [code for code in catalogue.languages if code != language]
    return Feed(
        id=identity(language, "feeds", name),
        title=reader.label("feeds.title", name=wording.text(settings.name), what=what),
        subtitle=f"{reader.label(f'feeds.about_{_sort(name)}')} {edition}",
        language=language,
        page=reader.href(page_of(name)),
        atom=reader.root_href(path_of(catalogue, language, name, "atom")),
        json=reader.root_href(path_of(catalogue, language, name, "json")),
        icon=reader.root_href("assets/icon.svg"),
        author=Author(wording.text(settings.publisher), reader.href("")),
        licence=settings.licence_data,
        rights=f"{settings.licence_data.name}, {settings.licence_data.address}",
        generator=Author("cam", place.forge),
        changed=max((entry.day for entry in entries), default=newest_day(catalogue)),
        translations=tuple(
            (code, reader.root_href(path_of(catalogue, code, name, "atom"))) for code in others
        ),
        entries=entries,
    )


def _sort(name: str) -> str:
    """Return by which words a feed is described: those of all, or those of a kind."""
    return name.partition("/")[0]
