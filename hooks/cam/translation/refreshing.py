"""The ledger as it is to stand: brought up to date with the files, and after somebody has looked at a translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cam.model import KINDS
from cam.model.translation import Kept
from cam.prose import Page
from cam.store import PAGES, Catalogue
from cam.translation.ledger import FOLDER, renewed, written
from cam.translation.subject import Subject, of_pages, of_record


def refreshed(catalogue: Catalogue, pages: Iterable[Page]) -> dict[str, str]:
    """Return each file of the ledger, by its path below the root, as it is to stand: it is written where it differs.

    What is in step is entered as it now is; what is behind its original stays as it was. What belongs to no record or
    page any more goes, but nothing of a file that could not be read.
    """
    if not catalogue.languages:
        return {}
    subjects = _all(catalogue, pages)
    return _files(catalogue, {(one.kind, one.name): renewed(one, _kept(catalogue, one)) for one in subjects})


def looked_at(
    catalogue: Catalogue, pages: Iterable[Page], kind: str, name: str, language: str
) -> dict[str, str]:
    """Return the file of the ledger as it is after a translation was found right as it stands; none if it is as it was.

    Raises KeyError for a record or page that does not exist.
    """
    subject = {(one.kind, one.name): one for one in _all(catalogue, pages)}[kind, name]
    held = catalogue.ledgers.get(kind, {})
    now = renewed(subject, held.get(name, {}), language)
    return {} if now == held.get(name) else {_path(kind): written({**held, name: now})}


def _all(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[Subject]:
    for record in catalogue.every():
        yield of_record(catalogue, record)
    yield from of_pages(catalogue, pages)


def _kept(catalogue: Catalogue, subject: Subject) -> Kept:
    return catalogue.ledgers.get(subject.kind, {}).get(subject.name, {})


def _files(catalogue: Catalogue, found: dict[tuple[str, str], Kept]) -> dict[str, str]:
    by_file: dict[str, dict[str, Kept]] = defaultdict(dict)
    for (kind, name), kept in found.items():
        by_file[kind][name] = kept
    for kind, held in catalogue.ledgers.items():
        for name, kept in held.items():
            reference = (
                f"{kind}/{name}"  # read, but left out as an example; or not read, for it has a problem
            )
            if name not in by_file[kind] and reference in catalogue.unread | set(catalogue.titles):
                by_file[kind][name] = kept
    return {
        _path(kind): written(by_file[kind]) for kind in (*KINDS, PAGES) if _is_ours(catalogue, kind, by_file)
    }


def _is_ours(catalogue: Catalogue, kind: str, by_file: dict[str, dict[str, Kept]]) -> bool:
    """Return whether a file is to be written: there is something in it, or was; one that could not be read stays."""
    if f"translations/{kind}" in catalogue.files:
        return kind in catalogue.ledgers
    return any(by_file[kind].values())


def _path(kind: str) -> str:
    return f"{FOLDER}/{kind}.yaml"
