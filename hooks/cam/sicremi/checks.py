"""The rules of a filled form: one small generator each, whose docstring is the rule, in one flat list.

An error has to be put right. A warning has to be put right or answered by a note on its table, row, or year. A hint
is only said. No rule is asked about a table whose figures could not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cam.sicremi import rules, sums
from cam.sicremi.case import Case
from cam.sicremi.found import Finding

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    rules.the_institution_is_named,
    rules.something_is_answered,
    rules.figures_have_a_source,
    rules.answered_tables_have_figures,
    rules.years_are_over,
    rules.a_state_is_not_its_own_partner,
    sums.parts_are_not_more_than_their_total,
    sums.parts_add_up_to_their_total,
    sums.totals_are_given,
    rules.figures_do_not_jump,
    rules.figures_agree_with_the_open_ones,
    rules.breaks_are_explained,
    rules.revisions_are_explained,
    rules.nothing_vanishes,
    rules.small_estimates_may_be_nr,
    rules.nr_stands_for_small_estimates,
)


def run(case: Case) -> list[Finding]:
    """Return what all rules find, without the warnings that a note answers."""
    found = [finding for rule in RULES for finding in rule(case)]
    return [item for item in found if not _is_answered(case, item)]


def _is_answered(case: Case, item: Finding) -> bool:
    if item.level != "warning" or item.key is None:
        return False
    return any(note.answers(item.key) for note in case.read.notes)
