"""Every rule of a filled form broken once; a warning is answered by a note, an error by nothing."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from support_sicremi import INSTITUTION, PERMITS, TODAY, filled, form, good, opened, read, with_cells

from cam.figures import Row, Table
from cam.indicators import figure
from cam.model.figures import CountryReport
from cam.sicremi import checks, intake, layout, prefill, read_sheet, rules, sums
from cam.sicremi.case import Before, Case
from cam.sicremi.found import Finding
from cam.store import Catalogue
from cam.yamlfile import parse

OWN: dict[str, dict[str, Any]] = {"About": {"B8": INSTITUTION}}
PROPER = {"C7": PERMITS, "C9": "Residence permits, 2026"}


@dataclass(frozen=True)
class Broken:
    """What breaks a rule: cells, what is said of them, and the note that answers a warning."""

    cells: dict[str, dict[str, Any]]
    said: str
    note: dict[str, Any] = field(default_factory=dict)
    base: dict[str, dict[str, Any]] = field(default_factory=good)
    language: str = "en"


EXPLAIN = "correct it, or explain it in a note"
WHOLE = ", or for the whole table"
BROKEN: dict[str, Broken] = {
    "the_institution_is_named": Broken(
        {"About": {"B8": None}}, "About!B8: no institution is named — write the institution that answers"
    ),
    "something_is_answered": Broken(
        {}, "the file: nothing was filled in — answer at least one table, and name its source", base=OWN
    ),
    "figures_have_a_source": Broken(
        {"F1": {"C7": None, "C9": None}},
        "F1!C7: the kind of source and the title of the source are missing — say where the figures come from",
    ),
    "answered_tables_have_figures": Broken(
        {"F2": PROPER},
        "F2!C7: a source is named, but there is no figure — write the figures, or empty the lines",
    ),
    "a_state_is_not_its_own_partner": Broken(
        {"F3": {**PROPER, "D16": "AR – Argentina", "E13": 9, "E16": 9}},
        "F3!E16: row F3.04 is about the state itself — take the row out: the table is about other countries",
    ),
    "parts_are_not_more_than_their_total": Broken(
        {"F1": {"D17": 400}},
        "F1!D16: women and men add up to 640, more than the total of 600 — correct the total or its parts",
    ),
    "parts_add_up_to_their_total": Broken(
        {"F1": {"D17": 350, "D14": 1790}},
        f"F1!D16: women and men add up to 590, the total is 600 — {EXPLAIN} for F1, row F1.04, year 2021{WHOLE}",
        {"A4": "F1", "C4": 2021, "D4": "The sex of ten persons is not known."},
    ),
    "totals_are_given": Broken(
        {"F1": {"D16": None}},
        "F1!D16: the total of women and men is missing — write it (na or nr may stand for it)",
    ),
    "figures_do_not_jump": Broken(
        {"F5": {**PROPER, "D13": 1000, "E13": 9000}},
        f"F5!E13: 2021 has 1,000, 2022 has 9,000 — {EXPLAIN} for F5, row F5.01, year 2022{WHOLE}",
        {"A4": "F5", "B4": "F5.01", "C4": 2022, "D4": "A program of regularization began."},
    ),
    "figures_agree_with_the_open_ones": Broken(
        {"R1": {"C7": "Other administrative records", "C9": "x", "C15": 1_000_000, "D15": 1_000_000, "E15": 1_000_000,
                "F15": None}},
        f"R1!C15: 1,000,000, where the open series has POPULATION — {EXPLAIN} for R1, row R1.03, year 2021{WHOLE}",
        {"A4": "R1", "B4": "R1.03", "D4": "Only the capital is counted."},
    ),
    "small_estimates_may_be_nr": Broken(
        {"L1": {"C7": "Household or labor force survey", "C9": "x", "D13": 500}},
        "L1!D13: 500 is a small estimate for a survey — think about nr",
    ),
    "nr_stands_for_small_estimates": Broken(
        {"L1": {"C7": "Census", "C9": "x", "D13": "nr", "E13": 20_000}},
        "L1!D13: nr stands beside years of 10,000 and more — think about na",
    ),
}  # fmt: skip


def case_of(real: Catalogue, cells: dict[str, dict[str, Any]], before: Before | None = None) -> Case:
    found = layout.template(real)
    assert found
    given = read_sheet.read(real, found, opened(filled(form(real), cells)))
    assert not given.problems
    return Case(found, given, prefill.prefilled(real, found, "ar"), before, TODAY)


def said(case: Case, rule: str) -> list[str]:
    """Return what a rule says that no note answers."""
    own = next(item for item in checks.RULES if item.__name__ == rule)
    left = {str(item) for item in checks.run(case)}
    return [str(item) for item in own(case) if str(item) in left]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_says_so(real: Catalogue, rule: str) -> None:
    broken = BROKEN[rule]
    assert not said(case_of(real, good()), rule), "a good sheet breaks no rule"
    cells = with_cells(broken.base, broken.cells)
    found = said(case_of(real, cells), rule)
    population = figure(real, "population", "ar", 2021).value
    assert broken.said.replace("POPULATION", f"{population:,}") in found
    if broken.note:
        assert not said(case_of(real, with_cells(cells, {"Notes": broken.note})), rule)


def test_every_rule_is_broken_once() -> None:
    elsewhere = {"breaks_are_explained", "revisions_are_explained", "nothing_vanishes", "years_are_over"}
    names = [rule.__name__ for rule in checks.RULES]
    assert set(names) == set(BROKEN) | elsewhere
    assert all(inspect.getdoc(rule) for rule in checks.RULES)
    written = [
        name
        for module in (rules, sums)
        for name, item in vars(module).items()
        if inspect.isgeneratorfunction(item)
        and item.__module__ == module.__name__
        and not name.startswith("_")
    ]
    assert sorted(written) == sorted(names), "a rule that is written is asked"


def test_a_hint_stops_nothing(real: Catalogue) -> None:
    cells = with_cells(OWN, {"L1": {"C7": "Household or labor force survey", "C9": "x", "D13": 500}})
    made = read(real, filled(form(real), cells))
    assert [str(hint) for hint in made.hints] == [
        "L1!D13: 500 is a small estimate for a survey — think about nr"
    ]
    assert "hint: L1!D13: 500 is a small estimate for a survey — think about nr" in list(intake.told(made))


def test_a_note_answers_its_own_row_and_year_only(real: Catalogue) -> None:
    cells = with_cells(good(), BROKEN["figures_do_not_jump"].cells)
    for note in (
        {"A4": "F4", "D4": "x"},
        {"A4": "F5", "C4": 2023, "D4": "x"},
        {"A4": "F5", "B4": "F5.02", "D4": "x"},
    ):
        assert said(case_of(real, with_cells(cells, {"Notes": note})), "figures_do_not_jump")
    for note in (
        {"A4": "F5", "D4": "x"},
        {"A4": "f5", "B4": "f5.01", "D4": "x"},
        {"A4": "F5", "C4": 2022, "D4": "x"},
    ):
        assert not said(case_of(real, with_cells(cells, {"Notes": note})), "figures_do_not_jump")


JUMPS = {"D13": 3000, "D14": 1800, "D15": 1200, "E13": 9000, "E14": 5400, "E15": 3600}


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ({}, ["E13", "E14", "E15"]),
        ({"B4": "F1.01", "C4": 2022}, []),
        ({"B4": "F1.01"}, []),
        ({"B4": "F1.02", "C4": 2022}, ["E13", "E15"]),
        ({"B4": "F1.01", "C4": 2023}, ["E13", "E14", "E15"]),
        ({"B4": "F1.04", "C4": 2022}, ["E13", "E14", "E15"]),
    ],
)
def test_a_note_on_a_total_answers_the_same_warning_of_its_parts(
    real: Catalogue, note: dict[str, Any], left: list[str]
) -> None:
    whole = {"About": {"B8": INSTITUTION}, "F1": {**PROPER, **JUMPS}}
    noted = {"Notes": {"A4": "F1", "D4": "A program of regularization began.", **note}} if note else {}
    found = said(case_of(real, with_cells(whole, noted)), "figures_do_not_jump")
    assert [line.partition(":")[0] for line in found] == [f"F1!{cell}" for cell in left]


def test_a_note_on_a_total_that_does_not_jump_answers_nothing_of_its_parts(real: Catalogue) -> None:
    cells = with_cells(
        {"About": {"B8": INSTITUTION}, "F1": {**PROPER, **JUMPS, "E13": 3000, "E14": 300, "E15": 2700}},
        {"Notes": {"A4": "F1", "B4": "F1.01", "C4": 2022, "D4": "x"}},
    )
    found = said(case_of(real, cells), "figures_do_not_jump")
    assert [line.partition(":")[0] for line in found] == ["F1!E14", "F1!E15"]


def test_a_year_that_is_not_over_has_no_figure(real: Catalogue) -> None:
    case = case_of(real, with_cells(OWN, {"F5": {**PROPER, "H13": 5}}))
    for year, what in ((2025, "2025 is not over"), (2024, "2025 is in the future")):
        early = replace(case, today=TODAY.replace(year=year))
        found = [line for line in said(early, "years_are_over") if line.startswith("F5!H13")]
        assert found == [f"F5!H13: {what} — empty the cell; the next round asks for it"]


def test_small_changes_are_no_jumps(real: Catalogue) -> None:
    for first, second in ((100, 1000), (10_000, 15_000), (0, 900)):
        cells = with_cells(OWN, {"F5": {**PROPER, "D13": first, "E13": second}})
        assert not said(case_of(real, cells), "figures_do_not_jump")
    assert said(
        case_of(real, with_cells(OWN, {"F5": {**PROPER, "D13": 0, "E13": 1001}})), "figures_do_not_jump"
    )


def test_open_figures_left_as_they_are_break_no_rule(real: Catalogue) -> None:
    case = case_of(
        real, with_cells(OWN, {"S1": {"C7": "Census", "C9": "x"}, "A1": {"C7": "Census", "C9": "x"}})
    )
    assert [item for item in checks.run(case) if item.level != "hint"] == []


# Against the version before


def before(real: Catalogue) -> Before:
    """Return the report that the good sheet made, as the version before."""
    made = read(real, filled(form(real), good()))
    record = CountryReport.model_validate(parse(made.record, "x").value)
    table = Table(record.id, ("table", "category", "sex", "partner", "year"), (), ("value",))
    for number, line in enumerate(made.table.splitlines()[1:], start=2):
        *key, value = line.split(",")
        row = Row(number, tuple(key), (), (int(value),), ("",))
        table.rows.append(row)
        table.index[row.key] = row
    return Before(record, table)


AGAINST: dict[str, tuple[dict[str, Any], str]] = {
    "breaks_are_explained": (
        {"C7": "Border records"},
        "F1!C7: the source is another than in ar-2026-v1 — say in a note for the whole table F1 what that changes",
    ),
    "revisions_are_explained": (
        {"D16": 300, "D17": 180, "D18": 120, "D13": 2700, "D14": 1620, "D15": 1080},
        f"F1!D16: 300, where ar-2026-v1 had 600 — {EXPLAIN} for F1, row F1.04, year 2021{WHOLE}",
    ),
    "nothing_vanishes": (
        {"D17": None},
        (
            "F1!D17: ar-2026-v1 had 360, now nothing stands here — write it again, or na, or explain it in a note"
            f" for F1, row F1.05, year 2021{WHOLE}"
        ),
    ),
}


@pytest.mark.parametrize("rule", AGAINST)
def test_what_changed_since_the_last_version_is_explained(real: Catalogue, rule: str) -> None:
    cells, line = AGAINST[rule]
    last = before(real)
    assert not said(case_of(real, good(), last), rule)
    changed = with_cells(good(), {"F1": cells})
    assert line in said(case_of(real, changed, last), rule)
    noted = with_cells(changed, {"Notes": {"A4": "F1", "D4": "The register changed."}})
    assert not said(case_of(real, noted, last), rule)


def test_findings_are_ordered_by_rule_and_told_apart() -> None:
    first, second = Finding("F1!A1", "x", "y"), Finding("F1!A1", "x", "y", "warning")
    assert str(first) == str(second) == "F1!A1: x — y"
    assert first != second
