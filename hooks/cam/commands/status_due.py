"""What is due, as a text that can be pasted into a message to those who look after it: a section of `cam status`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cam.commands.said import LANGUAGES, Say

if TYPE_CHECKING:
    from cam.freshness import Age
    from cam.knowledge import Site
    from cam.views.reader import Reader


def lines(site: Site, say: Say, options: argparse.Namespace) -> Iterable[str]:
    """Return the message to each owner, or to `options.owner` alone, in `options.language` or the editor's own."""
    say = Say(options.language) if options.language in LANGUAGES else say
    return _messages(site, say, options.owner)


def _messages(site: Site, say: Say, asked: str | None) -> Iterator[str]:
    from cam import freshness

    reader = reader_of(site, say)
    found = list(freshness.ages(site.catalogue, site.pages, site.today))
    for owner in site.catalogue.vocabulary["owners"]:
        theirs = [one for one in found if one.owner == owner]
        if asked == owner or (asked is None and theirs):
            yield from _message(site, say, reader, owner, theirs)


def reader_of(site: Site, say: Say) -> Reader:
    """Return the reader of the language in which is said; of one that the site does not speak, its default."""
    from cam.views.reader import Reader

    spoken = site.catalogue.languages
    return Reader(site.catalogue, say.language if say.language in spoken else spoken[0], "")


def _message(site: Site, say: Say, reader: Reader, owner: str, theirs: list[Age]) -> Iterator[str]:
    """Yield the message to one owner: what is overdue, what falls due soon, and how much was never verified."""
    from cam.freshness import SOON, oldest_first
    from cam.model import PartialDate

    settings = site.catalogue.settings
    assert settings
    day = reader.wording.date(PartialDate(site.today.isoformat()))
    yield say("due.to", owner=reader.code(owner, "owners"))
    yield say("due.subject", site=reader.wording.text(settings.name), date=day)
    yield ""
    by_state = {name: [one for one in theirs if one.state == name] for name in ("overdue", "soon", "later")}
    if by_state["overdue"] or by_state["soon"]:
        yield say("due.please")
    else:
        yield say("due.nothing", days=SOON)
        if coming := oldest_first(by_state["later"]):
            yield say("due.next", title=_title(reader, coming[0]), by=_by(reader, coming[0]))
    for state in ("overdue", "soon"):
        if chosen := oldest_first(by_state[state]):
            yield ""
            yield say(f"due.{state}", count=len(chosen), days=SOON)
            yield from (_line(reader, one) for one in chosen)
    if never := sum(one.verified is None for one in theirs):
        yield ""
        yield say("due.never", count=never)
    yield ""


def _line(reader: Reader, one: Age) -> str:
    return f"- {_title(reader, one)}, {_by(reader, one)}\n  {_address(reader, one)}"


def _title(reader: Reader, one: Age) -> str:
    """Return what a record or page is called, on one line: no text of an editor begins a line of its own."""
    from cam.model import Record

    beside = reader.borne_by_many(one.item) if isinstance(one.item, Record) else ""
    called = (
        reader.called(one.item) if isinstance(one.item, Record) else one.item.meta.get("title") or one.name
    )
    return " ".join(f"{called} ({beside})".split() if beside else str(called).split())


def _by(reader: Reader, one: Age) -> str:
    from cam.text import inside
    from cam.views.ages import by_when

    assert one.due
    return inside(by_when(reader, one.due))


def _address(reader: Reader, one: Age) -> str:
    """Return where a record or page stands on the web; a page in its own language."""
    from cam.frame import place_of
    from cam.model import Record
    from cam.store import folder

    site = place_of(reader.catalogue).site
    if isinstance(one.item, Record):
        return f"{site}{folder(reader.catalogue, reader.language)}{one.name}/"
    return f"{site}{folder(reader.catalogue, one.item.language)}{one.item.url}"
