"""The rules of a filled form: one small generator each, whose docstring is the rule, in one flat list.

An error has to be put right. A warning has to be put right or answered by a note on its table, row, or year. A hint
is only said. No rule is asked about a table whose figures could not be read: it is checked once they can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cam.sicremi import rules, sums
from cam.sicremi.case import Case
from cam.sicremi.found import Finding
from cam.sicremi.layout import Key

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
    return [finding for rule in RULES for finding in _left(case, list(rule(case)))]


def _left(case: Case, found: list[Finding]) -> Iterator[Finding]:
    """Yield what no note answers of what one rule found; a note on a total answers the same warning of its parts."""
    warned = [item.key for item in found if item.level == "warning" and item.key]
    answered = [key for key in warned if any(note.answers(key) for note in case.read.notes)]
    for item in found:
        key = item.key if item.level == "warning" else None
        if key is None or not any(key == other or _is_part(key, other) for other in answered):
            yield item


def _is_part(key: Key, total: Key) -> bool:
    """Return whether a figure is a part, by sex, category or country, of another of its table and year."""
    table, category, sex, partner, year = key
    return (
        key != total
        and (table, year) == (total[0], total[4])
        and total[1] in (category, "total")
        and total[2] in (sex, "total")
        and total[3] in (partner, "")
    )
