"""The tables of figures: each value against the source's own table, the rules of reading, and what is computed.

tests/facts/sicremi/ holds the tables as they were found, with totals and shares that our tables leave out.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cam.figures import Cell, Layout, added, known_sum, read_table, share
from cam.indicators import INDICATORS, TABLES, corridor_years, corridors, figure, latest, meaning, region
from cam.knowledge import Site
from cam.loading import load
from cam.model.figures import Dataset
from cam.outputs import figures
from cam.store import Catalogue

FACTS = Path(__file__).parent / "facts" / "sicremi"


def facts(name: str) -> list[dict[str, str]]:
    """Return the rows of a source's table."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(cell: Cell, decimals: int = 0) -> str:
    """Return a figure as the source's tables write it."""
    return "" if cell.value is None else f"{cell.value:.{decimals}f}"


# Every value of the sources

SHARES = ("immigrants_women_share", "emigrants_women_share", "immigrants_from_region_share")

SAME = {
    "undesa_2024_immigrant_stock": {"female": "immigrants_women", "male": "immigrants_men", "total": "immigrants",
                                    "female_pct": "immigrants_women_share"},
    "undesa_2024_emigrant_stock": {"female": "emigrants_women", "male": "emigrants_men", "total": "emigrants",
                                   "female_pct": "emigrants_women_share"},
    "undesa_2024_intraregional_share": {"total": "immigrants", "from_oas": "immigrants_from_region",
                                        "from_oas_pct": "immigrants_from_region_share"},
    "unhcr_new_asylum_applications": {"new_applications_persons": "asylum_applications",
                                      "new_applications_cases": "asylum_applications_cases"},
    "unhcr_solutions": {"resettled_refugees_arrived": "resettled", "refugees_naturalised": "refugees_naturalized"},
    "worldbank_remittances_population": {"population": "population", "net_migration": "net_migration",
                                         "remit_received_usd": "remittances_received",
                                         "remit_paid_usd": "remittances_paid"},
}  # fmt: skip
"""Which of our indicators a column of a source's table is."""


@pytest.mark.parametrize("name", SAME)
def test_every_value_is_that_of_the_source(real: Catalogue, name: str) -> None:
    rows = facts(name)
    different = [
        (row["iso2"], row["year"], column, row[column])
        for row in rows
        for column, indicator in SAME[name].items()
        if text(figure(real, indicator, row["iso2"].lower(), int(row["year"])), int(indicator in SHARES))
        != row[column]
    ]
    assert not different
    table = real.figures[TABLES[INDICATORS[next(iter(SAME[name].values()))].table]]
    assert {row.key for row in table.rows} == {(row["iso2"].lower(), row["year"]) for row in rows}


def test_shares_of_gdp_keep_their_two_decimals(real: Catalogue) -> None:
    for row in facts("worldbank_remittances_population"):
        cell = figure(real, "remittances_received_gdp", row["iso2"].lower(), int(row["year"]))
        assert cell.value == (float(row["remit_received_pct_gdp"]) if row["remit_received_pct_gdp"] else None)


DISPLACED = {
    "asylum": {"refugees": "refugees_hosted", "asylum_seekers": "asylum_seekers_hosted", "oip": "protection_hosted",
               "stateless": "stateless_hosted", "idps": "displaced_within"},
    "origin": {"refugees": "refugees_from", "asylum_seekers": "asylum_seekers_from", "oip": "protection_from"},
}  # fmt: skip


def test_the_two_sides_of_unhcr_are_kept_apart_and_empty_is_not_zero(real: Catalogue) -> None:
    rows, empty, zero = facts("unhcr_displaced"), 0, 0
    for row in rows:
        for column, indicator in DISPLACED[row["side"]].items():
            cell = figure(real, indicator, row["iso2"].lower(), int(row["year"]))
            assert text(cell) == row[column], (row, column)
            empty, zero = empty + (row[column] == ""), zero + (row[column] == "0")
    assert (len(rows), len(real.figures[TABLES["displaced"]].rows)) == (1600, 1600)
    assert empty > 1000
    assert zero > 1000


def test_every_corridor_is_that_of_the_source(real: Catalogue) -> None:
    ours = {
        (item.origin, item.destination, str(item.year)): (item.women.value, item.cell.value)
        for year in corridor_years(real)
        for item in corridors(real, year)
    }
    theirs = {
        (row["origin"].lower(), row["destination"].lower(), row["year"]): (
            int(row["female"]),
            int(row["total"]),
        )
        for row in facts("undesa_2024_corridors_oas")
    }
    assert ours == theirs


def test_the_earlier_edition_and_the_basis_are_those_of_the_sources(real: Catalogue) -> None:
    pairs = (("undesa-2020-stock", "undesa_2020_immigrant_stock_official"),
             ("undesa-2024-stock", "undesa_2024_immigrant_stock"))  # fmt: skip
    for ours, theirs in pairs:
        for row in facts(theirs):
            found = real.figures[ours].index[row["iso2"].lower(), row["year"]]
            figures_of = [text(Cell(value)) for value in found.values[:2]]
            assert [*found.attributes, *figures_of] == [row["basis"].lower(), row["female"], row["male"]]


def test_a_figure_names_the_lines_of_its_table(real: Catalogue) -> None:
    for table, line in figure(real, "immigrants", "mx", 2024).rows:
        lines = (real.root / "data" / "figures" / f"{table}.csv").read_text("utf-8").splitlines()
        assert lines[line - 1].startswith("mx,2024,")
        assert line == real.figures[table].index["mx", "2024"].line


# The headline numbers of SOURCES.md, and what must hold between tables


@pytest.mark.parametrize(
    ("indicator", "year", "value", "decimals"),
    [
        ("immigrants", 2024, "77813689", 0),
        ("immigrants_women_share", 2024, "50.9", 1),
        ("emigrants", 2024, "50761047", 0),
        ("emigrants_women_share", 2024, "51.2", 1),
        ("immigrants_from_region", 2024, "41357143", 0),
        ("immigrants_from_region_share", 2024, "53.1", 1),
        ("refugees_hosted", 2025, "1413761", 0),
        ("asylum_seekers_hosted", 2025, "5170096", 0),
        ("protection_hosted", 2025, "6024333", 0),
    ],
)
def test_headlines_of_the_region(
    real: Catalogue, indicator: str, year: int, value: str, decimals: int
) -> None:
    assert text(region(real, indicator, year, sorted(real.records["countries"])).cell, decimals) == value


def test_headlines_of_corridors_and_remittances(real: Catalogue) -> None:
    largest = [(item.origin, item.destination, item.cell.value) for item in corridors(real)[:4]]
    assert largest[:2] == [("mx", "us", 11279561), ("ve", "co", 2904873)]
    assert largest[2:] == [("ve", "pe", 1596667), ("sv", "us", 1569946)]
    received = region(real, "remittances_received", 2023, sorted(real.records["countries"])).cell.value
    assert received is not None
    assert round(received / 1e9, 1) == 165.1
    for state, percent in {"ni": 26.15, "hn": 26.07, "sv": 24.09}.items():
        assert latest(real, "remittances_received_gdp", state) == (
            2023, figure(real, "remittances_received_gdp", state, 2023))  # fmt: skip
        assert figure(real, "remittances_received_gdp", state, 2023).value == percent


def test_corridors_into_a_state_add_up_to_its_immigrants_from_the_region(real: Catalogue) -> None:
    """They do so exactly: 35 states, four years. Those out of a state stay within its emigrants."""
    into, out = defaultdict[tuple[str, int], float](float), defaultdict[tuple[str, int], float](float)
    for year in corridor_years(real):
        for item in corridors(real, year):
            into[item.destination, year] += item.cell.value or 0
            out[item.origin, year] += item.cell.value or 0
    assert len(into) == 35 * 4
    for (state, year), total in into.items():
        assert total == figure(real, "immigrants_from_region", state, year).value
        assert total <= (figure(real, "immigrants", state, year).value or 0)
    for (state, year), total in out.items():
        assert total <= (figure(real, "emigrants", state, year).value or 0)


def test_the_measures_of_an_indicator_count_the_same(real: Catalogue) -> None:
    """What an indicator counts is said by the record of its table; it adds up like with like."""
    measures = {(record.id, item.code): item for record in real.all(Dataset) for item in record.measures}
    for name, rule in INDICATORS.items():
        found = {
            (item.unit, item.nature, item.zero_unsure)
            for item in (measures[TABLES[rule.table], measure] for measure in rule.measures)
        }
        assert len(found) == 1, name
        counts = meaning(real, name)
        said = ("percent", "share", False) if rule.of else next(iter(found))
        assert (counts.unit, counts.nature, counts.zero_unsure) == said, name


def test_sums_and_shares_of_what_is_missing() -> None:
    one, two, sign = Cell(1, (("t", 2),)), Cell(2, (("t", 3),)), Cell(None, (("t", 4),), "nr")
    assert added([one, two]) == Cell(3, (("t", 2), ("t", 3)))
    assert added([one, sign]) == Cell(None, (("t", 2), ("t", 4)), "nr")
    assert known_sum([one, sign]) == Cell(1, (("t", 2),))
    assert added([]).value is known_sum([sign]).value is None
    assert share(one, Cell(0)).value is share(sign, two).value is None
    assert share(one, two).value == 50


# Reading a table: every rule broken once

LAYOUT = Layout(("country", "year"), ("basis",), ("value",),
                {"country": frozenset({"ar", "bo"}), "basis": frozenset({"b"})})  # fmt: skip
HEAD = "country,year,basis,value\n"
GOOD = "ar,2000,b,1\nar,2001,b,-2.5\nbo,2000,b,\nbo,2001,b,nr\n"

BROKEN = {
    "country,year,value\n": "1: the columns are not those that the record names — write country,year,basis,value",
    "": "1: the columns are not those that the record names — write country,year,basis,value",
    HEAD + "ar,2000,b\n": "2: this row has 3 cells, not 4 — write one cell for each column",
    HEAD + "zz,2000,b,1\n": "2: `zz` is not known as country — use one of: ar, bo",
    HEAD + "ar,2000,q,1\n": "2: `q` is not known as basis — use one of: b",
    HEAD + "ar,20000,b,1\n": "2: `20000` is not a year — write four figures, e.g. 2024",
    HEAD + "ar,2000,b,1 234\n": "2: value: `1 234` has marks that a number may not have"
                                " — write 12345 or 12.5, without spaces or commas",
    HEAD + 'ar,2000,b,"1,234"\n': "2: value: `1,234` has marks that a number may not have"
                                  " — write 12345 or 12.5, without spaces or commas",
    HEAD + "ar,2000,b,many\n": "2: value: `many` is not a number"
                               " — write a number, na or nr, or leave the cell empty",
    HEAD + "ar,2000,b,1\nar,2000,b,2\n": "3: this row repeats line 2 — delete one of them",
    HEAD + "ar,2001,b,1\nar,2000,b,2\n": "3: this row is out of order — sort the rows by their first columns",
}  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Return a function that reads a table and returns its problems, without the file's name."""

    def problems(content: bytes) -> list[str]:
        (tmp_path / "t.csv").write_bytes(content)
        return [
            str(item).removeprefix("t.csv:") for item in read_table(tmp_path / "t.csv", "t.csv", LAYOUT)[1]
        ]

    return problems


@pytest.mark.parametrize(("content", "said"), BROKEN.items())
def test_every_rule_of_reading(read: Callable[[bytes], list[str]], content: str, said: str) -> None:
    assert read(content.encode()) == [said]


def test_a_sound_table_is_read(read: Callable[[bytes], list[str]], tmp_path: Path) -> None:
    assert read((HEAD + GOOD).encode()) == read(b"\xef\xbb\xbf" + (HEAD + GOOD).encode()) == []
    table, _ = read_table(tmp_path / "t.csv", "t.csv", LAYOUT)
    found = [table.cell("value", *row.key) for row in table.rows]
    assert [(cell.value, cell.sign) for cell in found] == [(1, ""), (-2.5, ""), (None, ""), (None, "nr")]
    assert [cell.rows for cell in found] == [(("t", line),) for line in (2, 3, 4, 5)]


def test_what_is_no_text_is_no_table(read: Callable[[bytes], list[str]], tmp_path: Path) -> None:
    assert ["UTF-8" in problem for problem in read(HEAD.encode() + b"ar,2000,b,\xff\n")] == [True]
    _, problems = read_table(tmp_path / "none.csv", "none.csv", LAYOUT)
    assert [problem.what for problem in problems] == ["this file cannot be opened"]


def test_endless_cells_are_refused(read: Callable[[bytes], list[str]]) -> None:
    for digits in ("1" * 5000, "9" * 400 + ".0"):
        assert [": value: `" in problem for problem in read(f"{HEAD}ar,2000,b,{digits}\n".encode())] == [True]
    said = "the cells cannot be told apart"
    assert [said in problem for problem in read(f'{HEAD}ar,2000,b,"{"x" * 200_000}\n'.encode())] == [True]


def test_tables_and_records_belong_together(tree: Callable[..., Path], real: Catalogue) -> None:
    record = (real.root / "data/datasets/unhcr-solutions.yaml").read_text("utf-8")
    stray = {"data/figures/stray.csv": "a\n", "data/figures/x.txt": ""}
    gone = {"data/figures/unhcr-solutions.csv": None}
    root = tree({"data/datasets/unhcr-solutions.yaml": record, **gone, **stray})
    said = {str(problem) for problem in load(root)[1]}
    assert {
        "data/figures/unhcr-solutions.csv: this table is missing — add it, or remove datasets/unhcr-solutions",
        "data/figures/stray.csv: no record describes this table — add data/datasets/stray.yaml, or remove it",
        "data/figures/x.txt: this file is not read — remove it; a table is saved as .csv, a record is a .yaml file",
    } <= said


LINES = st.lists(st.lists(st.one_of(st.sampled_from(["ar", "2000", "b", "1", "na", '"']), st.text(max_size=8)),
                          max_size=5), max_size=5)  # fmt: skip


NEARLY = LINES.map(lambda rows: (HEAD + "\n".join(map(",".join, rows))).encode("utf-8", "ignore"))


@given(st.one_of(st.text().map(str.encode), st.binary(), NEARLY))
def test_no_content_makes_reading_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    table, problems = read_table(path, "any.csv", LAYOUT)
    assert problems or len(table.rows) == len(table.index)


# What is written for other programs


@pytest.fixture(scope="module")
def written(real: Catalogue) -> dict[str, bytes]:
    """Return the files beside the pages."""
    return figures.build(Site(real, [], dt.date(2026, 11, 21)))


def entries(content: bytes) -> Iterator[dict[str, str]]:
    """Yield the lines of a CSV file."""
    yield from csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))


def test_tables_are_handed_out_as_they_are(real: Catalogue, written: dict[str, bytes]) -> None:
    for record in real.all(Dataset):
        assert (
            written[f"figures/{record.id}.csv"] == (real.root / f"data/figures/{record.id}.csv").read_bytes()
        )
    assert len(written) == 7 + 3 * (35 + 2)
    assert not [name for name, content in written.items() if b"\r" in content]
    assert written == figures.build(Site(real, [], dt.date(2030, 1, 1)))


def test_a_states_file_holds_every_indicator_with_its_lines(
    real: Catalogue, written: dict[str, bytes]
) -> None:
    for language, name in (("", "Immigrants"), ("es/", "Inmigrantes"), ("fr/", "Immigrés")):
        found = list(entries(written[f"{language}countries/mx/figures/figures.csv"]))
        assert found[0]["label"] == name
        for row in found:
            cell = figure(real, row["indicator"], "mx", int(row["year"]))
            assert row["value"] == figures.plain(real, row["indicator"], cell)
            assert [(row["dataset"], int(line)) for line in row["rows"].split()] == list(cell.rows)
    assert {row["indicator"] for row in found} == set(INDICATORS)


def test_the_regions_file_adds_up_and_the_corridors_have_names(written: dict[str, bytes]) -> None:
    found = {(row["indicator"], row["year"]): row for row in entries(written["es/figures/region.csv"])}
    assert found["immigrants", "2024"]["value"] == "77813689"
    assert (
        found["remittances_received", "2023"]["states_reporting"] == "33"
    )  # Venezuela’s 0 may mean “not reported”
    assert not [key for key in found if key[0] == "remittances_received_gdp"]
    rows = list(entries(written["fr/figures/corridors.csv"]))
    first = next(
        row for row in rows if (row["origin"], row["destination"], row["year"]) == ("mx", "us", "2024")
    )
    assert (first["origin_name"], first["destination_name"]) == ("Mexique", "États-Unis")
    assert all(int(row["female"]) + int(row["male"]) == int(row["total"]) for row in rows)
