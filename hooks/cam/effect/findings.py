"""What the rules find in one state and not in the other, and how much is left to translate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cam.knowledge import Site
from cam.problems import Problem
from cam.translation.debt import debts


@dataclass(frozen=True)
class Findings:
    """Problems, or notices, that are new, and those that are mended."""

    new: list[Problem]
    mended: list[Problem]


def compared(old: Iterable[Problem], new: Iterable[Problem]) -> Findings:
    """Return what only one state has; a finding that only moved to another line is the same."""
    before, after = list(old), list(new)
    return Findings(_without(after, before), _without(before, after))


def _without(problems: list[Problem], others: list[Problem]) -> list[Problem]:
    left = Counter(map(_same, others))
    found = []
    for problem in sorted(problems):
        if left[_same(problem)]:
            left[_same(problem)] -= 1
        else:
            found.append(problem)
    return found


def _same(problem: Problem) -> tuple[str, str]:
    return problem.file, problem.what


@dataclass(frozen=True)
class Debt:
    """How many texts of records and pages a language lacks, and how many are older than their originals."""

    missing: int
    outdated: int


def debt(site: Site) -> dict[str, Debt]:
    """Return what is left to translate, by language."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in debts(site):
        counted[one.language, one.state] += one.texts
    return {
        language: Debt(counted[language, "missing"], counted[language, "outdated"])
        for language in site.catalogue.languages
    }
