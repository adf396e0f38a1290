"""Puts the comparisons of two states together."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from cam import concern
from cam.effect import drawn, findings, hands, lent, moves, pages, published, records, side, weight
from cam.effect.base import Base
from cam.effect.findings import Debt, Findings
from cam.effect.moves import Move
from cam.effect.pages import PageChange
from cam.effect.published import Published, TableChange
from cam.effect.records import Field, RecordChange
from cam.effect.side import Side
from cam.effect.weight import Sites
from cam.model import Text
from cam.problems import Problem
from cam.store import Catalogue, key

_KEPT = Path(".cache", "effect")


class Step(Protocol):
    """Says what is being done, by a key of words/diff.yaml and what fills its places."""

    def __call__(self, key: str, **places: object) -> None:
        """Say it."""


@dataclass(frozen=True)
class Effect:
    """What a change does for readers, in no language; None stands for what could not be compared."""

    base: str
    languages: list[str]
    problems_now: list[Problem]
    problems_before: int
    pages: list[PageChange]
    undrawn: list[str]
    unread: list[str]
    records: list[RecordChange]
    published: Published | None
    tables: list[TableChange]
    words: list[Field]
    moves: list[Move]
    problems: Findings
    notices: Findings | None
    debt: dict[str, tuple[Debt, Debt]]
    states: dict[str, Text]
    themes: dict[str, Text]
    program: list[str]
    sites: Sites | None

    def as_json(self) -> str:
        """Return the same for machines."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> object:
    """Return a piece of a record as JSON has it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(type(value).__name__)


def compare(base: Base, root: Path, built: tuple[Path, Path] | None, step: Step) -> tuple[Effect, Catalogue]:
    """Return what the state at `root` changes for readers, and its records.

    `built` are the folders of both built sites, if there are; `step` is told what is being done.
    """
    step("reading")
    (new, now), (old, then) = _state(root, None), _state(base.root, root)
    lent.drawings(root, base.root)
    before, after = _drawn(old, then, new, now, step)
    new = _with_problems(new, after)
    step("comparing")
    changes = records.compared(old.catalogue, new.catalogue)
    unread = records.unread(old.catalogue, new.catalogue)
    states, themes = _concerned(old.catalogue, new.catalogue, changes)
    effect = Effect(
        base=base.name,
        languages=new.catalogue.languages or old.catalogue.languages,
        problems_now=new.problems,
        problems_before=len(old.problems),
        pages=pages.compared(before, after, changes, pages.of_prose(old.site.pages, new.site.pages), unread),
        undrawn=pages.undrawn(before, after),
        unread=sorted(unread),
        records=changes,
        published=published.compared(base.root, new.site),
        tables=published.tables(old.catalogue, new.catalogue),
        words=published.words(old.catalogue, new.catalogue),
        moves=moves.compared(old.catalogue, new.catalogue),
        problems=findings.compared(old.problems, new.problems),
        notices=_notices(old, new),
        debt=_debt(old, new),
        states=states,
        themes=themes,
        program=base.program,
        sites=weight.sites(*built, new.catalogue.languages) if built else None,
    )
    return effect, new.catalogue


def _state(root: Path, other: Path | None) -> tuple[Side, str]:
    """Return a state and the digest of its files; of what is as in the `other`, nothing is read again."""
    if other:
        lent.reading(other, root)
    digest = side.digest(root)
    return side.read(root), digest


def _drawn(old: Side, then: str, new: Side, now: str, step: Step) -> list[dict[str, drawn.Drawn]]:
    """Draw both states; the pages of records only where some file of data/ differs."""
    roots = [one.catalogue.root for one in (old, new)]
    records_differ = side.digest(roots[0], "data") != side.digest(roots[1], "data")
    orders = [
        drawn.Order(
            one.site,
            one.catalogue.languages if one.can_be_drawn else [],
            records_differ,
            side.lacking(one.catalogue, new.catalogue),
            digest,
        )
        for one, digest in ((old, then), (new, now))
    ]
    count = len(list(new.catalogue.every())) * len(new.catalogue.languages) if records_differ else 0
    return hands.draw(orders, count, roots[1] / _KEPT, _Progress(step))


class _Progress:
    """Says which state is being drawn, and each quarter of it that is done."""

    def __init__(self, step: Step) -> None:
        self.step, self.said = step, -1

    def __call__(self, number: int, percent: int) -> None:
        """Hear how far the drawing of the state before (0), or of the one in hand (1), has come."""
        quarter = percent // 25
        if 4 * number + quarter <= self.said or quarter == 4:
            return
        self.said = 4 * number + quarter
        if quarter:
            self.step("drawn_in_part", percent=25 * quarter)
        else:
            self.step(("drawing_before", "drawing_now")[number])


def _with_problems(new: Side, after: dict[str, drawn.Drawn]) -> Side:
    """Add what only drawing brought to light, e.g. a label that no rule misses."""
    found = {problem for page in after.values() for problem in page.problems}
    return replace(new, problems=sorted({*new.problems, *found}))


def _notices(old: Side, new: Side) -> Findings | None:
    if old.notices is None or new.notices is None:
        return None
    return findings.compared(old.notices, new.notices)


def _debt(old: Side, new: Side) -> dict[str, tuple[Debt, Debt]]:
    before, after, none = findings.debt(old.site), findings.debt(new.site), Debt(0, 0)
    return {name: (before.get(name, none), after.get(name, none)) for name in {**before, **after}}


def _concerned(
    old: Catalogue, new: Catalogue, changes: list[RecordChange]
) -> tuple[dict[str, Text], dict[str, Text]]:
    """Return the titles of the states and the themes that hear of the changed records, as they were or as they are."""
    states: set[str] = set()
    themes: set[str] = set()
    for catalogue in (old, new):
        for change in changes:
            record = catalogue.find(change.name)
            if record and not change.made_up:
                states.update(concern.states(catalogue, record))
                themes.update(concern.themes(record))
    return _titles(old, new, "countries", states), _titles(old, new, "themes", themes)


def _titles(old: Catalogue, new: Catalogue, kind: str, names: set[str]) -> dict[str, Text]:
    known = {
        key(record): record.title for catalogue in (old, new) for record in catalogue.records[kind].values()
    }
    return {name: known[f"{kind}/{name}"] for name in sorted(names) if f"{kind}/{name}" in known}
