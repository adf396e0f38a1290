"""Rules on tables of figures, rounds and frozen editions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cam.model.figures import Dataset, Edition, Round
from cam.problems import Problem
from cam.store import Catalogue

_REMEDY = "restore the file; a change is a new edition"


def breaks_name_a_column(catalogue: Catalogue) -> Iterator[Problem]:
    """A break concerns a column that its table has."""
    for dataset in catalogue.all(Dataset):
        columns = [measure.code for measure in dataset.measures]
        for index, item in enumerate(dataset.breaks):
            if item.measure and item.measure not in columns:
                what = f"the table has no column `{item.measure}`"
                yield catalogue.file(dataset).problem(
                    ("breaks", index, "measure"), what, f"write one of: {', '.join(columns)}"
                )


def editions_replace_earlier_ones(catalogue: Catalogue) -> Iterator[Problem]:
    """No table and no edition replaces itself, also not by way of others."""
    records: list[Dataset | Edition] = [*catalogue.all(Dataset), *catalogue.all(Edition)]
    for record in records:
        passed, step = {record.id}, record.replaces
        while step and step not in passed:
            passed.add(step)
            found = catalogue.find(step, record.kind)
            step = found.replaces if isinstance(found, (Dataset, Edition)) else None
        if step:
            what = f"`{step}` replaces itself, directly or by way of others"
            yield catalogue.file(record).problem(("replaces",), what, "name the edition before")


def states_take_part_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A state stands once in a round."""
    for item in catalogue.all(Round):
        seen = set()
        for index, participant in enumerate(item.participants):
            if participant.country in seen:
                what = f"the state `{participant.country}` stands here twice"
                yield catalogue.file(item).problem(("participants", index), what, "delete one of the two")
            seen.add(participant.country)


def frozen_files_stay_as_they_were(catalogue: Catalogue) -> Iterator[Problem]:
    """The files of a frozen edition equal their checksums, and no other file stands beside them."""
    for edition in catalogue.all(Edition):
        known = set()
        for index, item in enumerate(edition.files):
            path = catalogue.root / "docs" / item.language / "editions" / edition.id / item.name
            known.add(path)
            wrong = _wrong(path, item.sha256)
            if wrong:
                yield catalogue.file(edition).problem(("files", index), f"{item.name} {wrong}", _REMEDY)
        for path in sorted((catalogue.root / "docs").glob(f"*/editions/{edition.id}/*")):
            if path not in known:
                name = path.relative_to(catalogue.root).as_posix()
                yield Problem(name, 0, f"the frozen edition {edition.id} has no such file", "remove it")


def _wrong(path: Path, checksum: str) -> str:
    """Return what is wrong with a frozen file, if anything is."""
    if not path.is_file():
        return "is missing"
    return (
        "" if hashlib.sha256(path.read_bytes()).hexdigest() == checksum else "is not the file that was frozen"
    )
