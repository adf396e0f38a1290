"""What there is to translate: per record or page and language, in the order in which readers meet it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cam.model.translation import Kept
from cam.prose import leads_to
from cam.store import PAGES, Catalogue, key
from cam.translation.ledger import Behind
from cam.translation.state import Standing, standing
from cam.translation.subject import Piece, Subject, of_pages, of_record
from cam.translation.words import words_of

if TYPE_CHECKING:
    from cam.knowledge import Site

STATES = ("missing", "outdated", "new")
"""What a translation may owe, in the order of the board. `new` stands in no ledger yet: nobody has looked at it."""

OWED = STATES[:2]
"""What counts as debt."""

_LINK = re.compile(r"\]\(([^)\s#]+)")


@dataclass(frozen=True)
class Debt:
    """What a record or page owes in one language: how many texts, of how many words.

    `day` is that on which the record or page was last revised or added, as far as it says so. `nearness` sorts: what a
    reader meets first comes first (see `debts`).
    """

    kind: str
    name: str
    language: str
    state: str
    texts: int
    words: int
    day: str = ""
    behind: tuple[Behind, ...] = ()
    nearness: tuple[int, int] = (0, 0)

    @property
    def file(self) -> str:
        """The file to translate in, from the root of the project."""
        return (
            f"docs/{self.language}/{self.name}"
            if self.kind == PAGES
            else f"data/{self.kind}/{self.name}.yaml"
        )

    @property
    def path(self) -> str:
        """The address of its page, from the language's root."""
        return leads_to("", self.name) if self.kind == PAGES else f"{self.kind}/{self.name}/"


def debts(site: Site) -> list[Debt]:
    """Return everything there is to translate or to look at, what readers meet first at the beginning.

    First the home page, then the pages that begin a section, then the others by how many pages and records link there;
    where that is the same, the shorter comes first.
    """
    linked = _links_to(site)
    found = [
        debt
        for subject, states, day in _subjects(site)
        for debt in _of(site.catalogue, subject, states, day, _nearness(subject, linked))
    ]
    return sorted(found, key=lambda one: (one.nearness, one.words, one.kind, one.name, one.language))


def owed(found: list[Debt], language: str) -> int:
    """Return how many texts are missing or outdated in a language."""
    return sum(one.texts for one in found if one.language == language and one.state in OWED)


def _subjects(site: Site) -> Iterator[tuple[Subject, dict[str, Standing], str]]:
    catalogue = site.catalogue
    for record in catalogue.every():
        yield of_record(catalogue, record), standing(catalogue, record), str(record.revised or record.added)
    for subject in of_pages(catalogue, site.pages):
        yield subject, site.translated[subject.name], subject.revised


def _of(
    catalogue: Catalogue, subject: Subject, states: dict[str, Standing], day: str, nearness: tuple[int, int]
) -> Iterator[Debt]:
    kept = catalogue.ledgers.get(subject.kind, {}).get(subject.name, {})
    for language, here in states.items():
        of = partial(Debt, subject.kind, subject.name, language, day=day, nearness=nearness)
        others = [piece for piece in subject.pieces if piece.original != language]
        lacking = [piece for piece in others if here.state == "missing" or language not in piece.texts]
        there = [piece for piece in others if piece not in lacking]
        new = [piece for piece in there if not _recorded(kept, piece, language)]
        if lacking:
            yield of("missing", len(lacking), _words(lacking))
        if here.behind:
            words = sum(change.size for one in here.behind for change in one.changes)
            yield of("outdated", len(here.behind), words, behind=here.behind)
        elif here.state == "outdated":  # by the record's own word, which does not say what changed
            yield of("outdated", len(there), _words(there))
        elif new:
            yield of("new", len(new), _words(new))


def _recorded(kept: Kept, piece: Piece, language: str) -> bool:
    return any(language in group.translations for group in kept.get(piece.place, ()))


def _words(pieces: list[Piece]) -> int:
    return sum(len(words_of(piece.texts[piece.original])) for piece in pieces)


def _nearness(subject: Subject, linked: dict[str, set[str]]) -> tuple[int, int]:
    """Return how far from the start a page is (0: home, 1: the beginning of a section, 2: the rest), and its links."""
    name = subject.name
    if subject.kind == PAGES:
        address = f"{PAGES}/{name}"
        depth = 0 if name == "index.md" else 1 if re.fullmatch(r"[^/]+/index\.md", name) else 2
    else:
        address, depth = f"{subject.kind}/{name}", 2
    return depth, -len(linked.get(address, ()))


def _links_to(site: Site) -> dict[str, set[str]]:
    """Return the records and pages that link to each record (`kind/id`) and page (`pages/path`)."""
    catalogue, found = site.catalogue, defaultdict[str, set[str]](set)
    for target, links in catalogue.links_to.items():
        found[target] |= {link.source for link in links}
    here = [page for page in site.pages if page.language == catalogue.languages[0]]
    names = {page.url: f"{PAGES}/{page.path}" for page in here}
    names |= {f"{key(record)}/": key(record) for record in catalogue.every()}
    for page in here:
        for match in _LINK.finditer(page.text):
            if ":" not in match[1] and (name := names.get(leads_to(page.path, match[1]))):
                found[name].add(f"{PAGES}/{page.path}")
    return found
