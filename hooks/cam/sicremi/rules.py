"""Rules on the form as a whole, on its figures over time, and on what was published before. One function each."""

from __future__ import annotations

from collections.abc import Iterator

from cam.sicremi.case import EXPLAIN, Case, number
from cam.sicremi.found import FILE, Finding
from cam.sicremi.layout import SOURCE, Key

JUMP, JUMP_FROM = 0.5, 1_000
"""A figure jumps if it changes by more than this share of the year before, and by more than so many."""

APART = 0.2
"""By what share of it a figure may differ from the open series, or from the version before, without a note."""

SMALL = 10_000
"""The reports of SICREMI marked estimates below this as not reliable."""


# The form as a whole


def the_institution_is_named(case: Case) -> Iterator[Finding]:
    """A form says which institution answers."""
    if not case.read.institution:
        yield Finding(
            case.read.institution_place, "no institution is named", "write the institution that answers"
        )


def something_is_answered(case: Case) -> Iterator[Finding]:
    """A form answers at least one table."""
    if not case.answered:
        yield Finding(FILE, "nothing was filled in", "answer at least one table, and name its source")


def figures_have_a_source(case: Case) -> Iterator[Finding]:
    """A table that is answered says which kind of source it has, and its title."""
    for sheet in case.answered:
        source = case.read.sources.get(sheet.table.id)
        missing = [key for key in ("kind_of_source", "text") if not getattr(source, key, "")]
        if missing:
            named = {"kind_of_source": "the kind of source", "text": "the title of the source"}
            place = (
                f"{sheet.name}!C{SOURCE[missing[0]]}" if not case.read.is_csv else f"table {sheet.table.id}"
            )
            what = (
                f"{' and '.join(named[key] for key in missing)} {'are' if len(missing) > 1 else 'is'} missing"
            )
            yield Finding(place, what, "say where the figures come from")


def answered_tables_have_figures(case: Case) -> Iterator[Finding]:
    """A table with a source has at least one figure or sign."""
    for sheet in case.sound:
        if not case.figures(sheet):
            place = case.read.sources[sheet.table.id].place
            yield Finding(
                place, "a source is named, but there is no figure", "write the figures, or empty the lines"
            )


def years_are_over(case: Case) -> Iterator[Finding]:
    """A figure is of a year that is over."""
    for sheet in case.sound:
        for key, figure in case.figures(sheet).items():
            if key[4] >= case.today.year:
                what = f"{key[4]} is in the future" if key[4] > case.today.year else f"{key[4]} is not over"
                yield Finding(figure.place, what, "empty the cell; the next round asks for it", key=key)


def a_state_is_not_its_own_partner(case: Case) -> Iterator[Finding]:
    """A table by country has no row for the state itself."""
    for sheet in case.sound:
        own = [figure for key, figure in case.figures(sheet).items() if key[3] == case.read.country]
        if own:
            what = f"row {own[0].row} is about the state itself"
            yield Finding(own[0].place, what, "take the row out: the table is about other countries")


# Time, other figures, earlier versions


def figures_do_not_jump(case: Case) -> Iterator[Finding]:
    """A figure does not change by more than half, and by more than 1,000, from one year to the next."""
    for sheet in case.sound:
        for key, figure in case.figures(sheet).items():
            last = case.read.figures.get((*key[:4], key[4] - 1))
            if last is None or last.value is None or figure.value is None:
                continue
            change = abs(figure.value - last.value)
            if change > JUMP_FROM and change > JUMP * last.value and not _both_kept(case, key):
                what = f"{key[4] - 1} has {number(last.value)}, {key[4]} has {number(figure.value)}"
                yield Finding(figure.place, what, EXPLAIN, "warning", key, named=case.noted(key))


def _both_kept(case: Case, key: Key) -> bool:
    """Return whether a figure and that of the year before are open ones: nobody here can explain them."""
    keys: list[Key] = [key, (*key[:4], key[4] - 1)]
    return all(case.is_kept(item, case.read.figures[item]) for item in keys)


def figures_agree_with_the_open_ones(case: Case) -> Iterator[Finding]:
    """A figure does not differ by more than a fifth from the open one that was filled in."""
    for sheet in case.sound:
        for key, figure in case.figures(sheet).items():
            given = case.given.get(key)
            if given and figure.value is not None and abs(figure.value - given.value) > APART * given.value:
                what = f"{number(figure.value)}, where the open series has {number(given.value)}"
                yield Finding(figure.place, what, EXPLAIN, "warning", key, named=case.noted(key))


def breaks_are_explained(case: Case) -> Iterator[Finding]:
    """Where the kind of source or its institution is another than in the last report, a note says what that changes."""
    for sheet in case.sound if case.before else ():
        assert case.before
        now = case.read.sources.get(sheet.table.id)
        then = next((item for item in case.before.record.table_sources if item.table == sheet.table.id), None)
        if now is None or then is None or now.is_empty:
            continue
        if (now.kind_of_source, now.institution) != (str(then.kind_of_source), then.institution or ""):
            what = f"the source is another than in {case.before.record.id}"
            name = sheet.table.id if case.read.is_csv else sheet.name
            yield Finding(now.place, what, f"say in a note for the whole table {name} what that changes", "warning",
                          (sheet.table.id, "", "", "", 0))  # fmt: skip


def revisions_are_explained(case: Case) -> Iterator[Finding]:
    """A figure does not differ by more than a fifth from the one that the state published before."""
    for sheet in case.sound if case.before else ():
        assert case.before
        for key, figure in case.figures(sheet).items():
            then = case.before.cell(key).value
            if then is not None and figure.value is not None and abs(figure.value - then) > APART * then:
                what = f"{number(figure.value)}, where {case.before.record.id} had {number(then)}"
                yield Finding(figure.place, what, EXPLAIN, "warning", key, named=case.noted(key))


def nothing_vanishes(case: Case) -> Iterator[Finding]:
    """A figure of an answered table that was published before, for a year asked for, is there again."""
    tables = {sheet.table.id: sheet for sheet in case.sound}
    for row in case.before.table.rows if case.before else ():
        assert case.before
        key: Key = (row.key[0], row.key[1], row.key[2], row.key[3], int(row.key[4]))
        is_asked = key[0] in tables and key[4] in tables[key[0]].years
        if is_asked and row.values[0] is not None and key not in case.read.figures:
            about = f" for {key[3]} in {key[4]}" if key[3] else ""
            what = f"{case.before.record.id} had {number(row.values[0])}{about}, now nothing stands here"
            remedy = "write it again, or na, or explain it in a note"
            yield Finding(case.place(key), what, remedy, "warning", key, named=case.noted(key))


# Hints


def small_estimates_may_be_nr(case: Case) -> Iterator[Finding]:
    """An estimate of a survey below 10,000 was marked nr in the reports of SICREMI."""
    for sheet in case.sound:
        source = case.read.sources.get(sheet.table.id)
        for key, figure in (
            case.figures(sheet).items() if source and source.kind_of_source == "survey" else ()
        ):
            if figure.value is not None and 0 < figure.value < SMALL:
                what = f"{number(figure.value)} is a small estimate for a survey"
                yield Finding(figure.place, what, "think about nr", "hint", key)


def nr_stands_for_small_estimates(case: Case) -> Iterator[Finding]:
    """Where nr stands, the years beside it are below 10,000."""
    for sheet in case.sound:
        for key, figure in case.figures(sheet).items():
            beside = [case.read.figures.get((*key[:4], key[4] + step)) for step in (-1, 1)]
            if figure.sign == "nr" and any(item and (item.value or 0) >= SMALL for item in beside):
                yield Finding(
                    figure.place, "nr stands beside years of 10,000 and more", "think about na", "hint", key
                )
