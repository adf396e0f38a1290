"""The addresses of the feeds, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import Record
from cam.model.law import Country
from cam.model.records import Theme
from cam.offers.offer import Offer
from cam.store import Catalogue, folder, key
from cam.text import folded
from cam.views.blocks import Anchor, Block, Cell, Facts, Inline, Table
from cam.views.filters import by_name
from cam.views.reader import Reader

ATOM = "application/atom+xml"
JSON = "application/feed+json"
FORMS = {"atom": ATOM, "json": JSON}
"""The forms of every feed, by the ending of its name."""

BULLETINS, CHANGES = "bulletins", "changes"
KINDS: tuple[type[Record], ...] = (Country, Theme)
"""Every record of these kinds has a feed of its own; it is called after it: countries/cr."""


def path_of(catalogue: Catalogue, language: str, name: str, form: str) -> str:
    """Return the path of a feed in one of its forms."""
    return f"{folder(catalogue, language)}feeds/{name}.{form}"


def page_of(name: str) -> str:
    """Return the path of the page that a feed belongs to, below the language's root."""
    return f"{name}/"


def called(reader: Reader, name: str) -> str:
    """Return what a feed tells of."""
    record = reader.catalogue.find(name)
    if record:
        return reader.label("feeds.changes_of", name=reader.title(record))
    return reader.label(f"feeds.{name}")


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    for name in _beside(path, record):
        for form, media in FORMS.items():
            text = reader.label(f"feeds.offer_{form}", what=called(reader, name))
            yield Offer(path_of(reader.catalogue, reader.language, name, form), media, text)


def _beside(path: str, record: Record | None) -> list[str]:
    """Return the feeds that belong to a page."""
    if isinstance(record, KINDS):
        return [key(record)]
    if path.startswith(page_of(BULLETINS)):
        return [BULLETINS]
    return {"": [BULLETINS, CHANGES], page_of(CHANGES): [CHANGES]}.get(path, [])


_ADVICE = ("reader", "entries", "ids", "times", "length")
"""What a subscriber should know."""


def listed(reader: Reader) -> list[Block]:
    """Return all of them for the page "Data and feeds"."""
    rows: list[list[Cell]] = [
        [
            Anchor(reader.href(page_of(name)), called(reader, name)),
            *_forms(reader, [(name, called(reader, name))]),
        ]
        for name in (BULLETINS, CHANGES)
    ]
    states = [(key(state), str(reader.title(state))) for state in by_name(reader)]
    themes = [(key(theme), str(reader.title(theme))) for theme in reader.catalogue.all(Theme)]
    themes.sort(key=lambda theme: folded(theme[1]))
    rows += [
        [reader.label("feeds.of_states"), *_forms(reader, states)],
        [reader.label("feeds.of_themes"), *_forms(reader, themes)],
    ]
    columns = [reader.label(f"feeds.{name}") for name in ("tells_of", "atom", "json")]
    advice = [(reader.label(f"feeds.{name}"), [reader.label(f"feeds.{name}_text")]) for name in _ADVICE]
    return [Table(intro=reader.label("feeds.table"), columns=columns, rows=rows), Facts(rows=advice)]


def _forms(reader: Reader, feeds: list[tuple[str, str]]) -> list[Cell]:
    """Return a cell for each form, with a link to each feed; feeds are (name, title)."""
    return [_links(reader, feeds, form) for form in FORMS]


def _links(reader: Reader, feeds: list[tuple[str, str]], form: str) -> Cell:
    line: list[Inline] = []
    for name, title in feeds:
        path = path_of(reader.catalogue, reader.language, name, form)
        said = reader.label(f"feeds.offer_{form}", what=title)
        line += [*([" · "] if line else []), Anchor(reader.root_href(path), title, name=said)]
    return line
