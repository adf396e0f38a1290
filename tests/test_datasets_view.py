"""The pages of the tables of figures: the credit line, the columns, the gaps, and what a revision changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cam.figures import Row
from cam.figures import Table as Figures
from cam.knowledge import Site
from cam.model.figures import Dataset
from cam.render import blocks
from cam.store import Catalogue
from cam.views.blocks import Anchor, Badge, Inline, Table
from cam.views.datasets import credit, dataset, datasets, download, years_said
from cam.views.reader import Reader
from cam.views.revisions import compared


def said(line: list[Inline]) -> str:
    """Return the words of a line."""
    return "".join(str(item.text if isinstance(item, Anchor | Badge) else item) for item in line)


@pytest.fixture
def reader(real: Catalogue) -> Reader:
    """Return an English reader of a state's page."""
    return Reader(real, "en", "countries/mx/figures/")


def test_the_credit_line_is_made_from_the_records(reader: Reader) -> None:
    line = credit(reader, "undesa-2024-stock", "unhcr-population", "undesa-2024-stock")
    assert said(line) == (
        "Source: United Nations DESA, Population Division, International Migrant Stock 2024: immigrants and emigrants"
        " (CC BY 3.0 IGO, license not confirmed); UNHCR, Refugee Data Finder: refugees,"
        " asylum-seekers, and others under protection"
        " (CC BY 4.0). These are estimates; for 26 of the 35 states, those of the edition of 2020 were carried forward."
        " Selection and sums by this site; not official OAS statistics."
    )
    links = [item.href for item in line if isinstance(item, Anchor)]
    assert links == ["../../../datasets/undesa-2024-stock/", "../../../datasets/unhcr-population/"]


def test_a_licence_that_is_only_remembered_is_marked(reader: Reader) -> None:
    assert "(CC BY 4.0, license not confirmed)" in said(credit(reader, "worldbank-wdi"))
    assert "not confirmed" not in said(credit(reader, "unhcr-solutions"))


def test_the_credit_line_speaks_every_language_and_passes_over_strangers(real: Catalogue) -> None:
    french = said(credit(Reader(real, "fr", "figures/"), "unhcr-solutions", "worldbank-wdi", "none"))
    assert french.startswith("Source\u00a0: HCR, Refugee Data Finder\u00a0: ")
    assert "(CC BY 4.0)\u00a0; Banque mondiale, " in french
    assert said(credit(Reader(real, "es", "figures/"), "unhcr-solutions")).startswith("Fuente: ACNUR, ")
    assert credit(Reader(real, "es", "figures/"), "none") == []


def table_of(reader: Reader, identity: str, anchor: str) -> Table:
    """Return a table of a dataset's page."""
    parts = dataset(reader, reader.catalogue.get(Dataset, identity))
    return next(item for item in parts.blocks if isinstance(item, Table) and item.anchor == anchor)


def test_the_revision_of_2024_is_shown_state_by_state(reader: Reader) -> None:
    found = table_of(reader, "undesa-2024-stock", "revisions-immigrants-female")
    assert "of the 35 states, 26 have the same values in both editions" in found.intro
    assert "(1990 to 2020)" in found.intro
    names = [said(row[0]) for row in found.rows if isinstance(row[0], list)]
    assert names == ["Argentina", "Brazil", "Canada", "Chile", "Colombia", "Ecuador", "Mexico", "Peru",
                     "United States"]  # fmt: skip
    assert found.rows[0][1:] == ["7 of 7", "2,281,728", "1,912,294", "−369,434", "−16.2%"]
    assert found.rows[2][1:] == ["7 of 7", "8,049,323", "8,332,892", "+283,569", "+3.5%"]
    assert said(found.credit).count("International Migrant Stock") == 2


def test_a_table_that_replaces_none_has_no_revisions(reader: Reader) -> None:
    for record in reader.catalogue.all(Dataset):
        anchors = [
            item.anchor for item in dataset(reader, record).blocks if item.anchor.startswith("revisions")
        ]
        assert bool(anchors) == bool(record.replaces)


def held(
    name: str, measures: tuple[str, ...], rows: dict[tuple[str, str], tuple[int | None, ...]]
) -> Figures:
    """Return a table of states by year."""
    table = Figures(name, ("country", "year"), (), measures)
    for line, (key, values) in enumerate(rows.items(), start=2):
        table.rows.append(Row(line, key, (), values, ("",) * len(values)))
        table.index[key] = table.rows[-1]
    return table


def test_revisions_compare_common_years_sex_by_sex() -> None:
    measures = ("a_female", "a_male", "b")
    old = held(
        "old", measures, {("ar", "1990"): (1, 2, 5), ("ar", "2000"): (3, 4, 5), ("bo", "2000"): (0, 0, None)}
    )
    new = held("new", measures, {("ar", "1990"): (2, 1, 5), ("ar", "2000"): (3, 4, 5), ("bo", "2000"): (1, 1, 7),
                                 ("ar", "2010"): (9, 9, 9)})  # fmt: skip
    both, alone = compared(old, new)
    assert (both.measures, alone.measures) == (("a_female", "a_male"), ("b",))
    assert both.years == alone.years == ["1990", "2000"]
    moved, grown = both.changed  # women and men changed places in 1990, so the sum says nothing of it
    assert (moved.country, moved.years, moved.difference, moved.percent) == ("ar", 1, 0, 0)
    assert (grown.country, grown.years, grown.difference, grown.percent) == ("bo", 1, 2, None)
    assert [(item.country, item.old.value, item.difference, item.percent) for item in alone.changed] == [
        ("bo", None, None, None)
    ]


def test_tables_of_another_form_are_not_compared(real: Catalogue) -> None:
    corridors = real.figures["undesa-2024-corridors"]
    assert compared(corridors, corridors) == []


def test_gaps_are_counted(reader: Reader) -> None:
    filled = table_of(reader, "unhcr-population", "filled")
    assert [said([row[0]]) for row in filled.rows][2] == "Other people in need of international protection"
    assert filled.rows[2][1:] == ["2018–2025", "134", "1,466", "0"]
    assert filled.rows[3][1:] == ["2000–2025", "1,600", "0", "1,499"]


def test_every_column_is_explained(reader: Reader) -> None:
    for record in reader.catalogue.all(Dataset):
        columns = table_of(reader, record.id, "columns")
        header = [*record.keys, *record.attributes, *(measure.code for measure in record.measures)]
        assert [row[0] for row in columns.rows] == header
        assert all(row[4] for row in columns.rows)


def test_the_file_is_offered_with_size_and_rows(reader: Reader) -> None:
    found = download(reader, reader.catalogue.get(Dataset, "undesa-2024-stock"))
    assert (found.href, found.note) == ("../../../figures/undesa-2024-stock.csv", "12 kB, 280 rows")
    french = Reader(reader.catalogue, "fr", "datasets/")
    there = download(french, reader.catalogue.get(Dataset, "undesa-2024-stock"))
    assert (there.href, there.note) == ("../../figures/undesa-2024-stock.csv", "12\u00a0ko, 280 lignes")


def test_years_and_states_are_said(reader: Reader) -> None:
    assert years_said(reader.catalogue.figures["worldbank-wdi"]) == "1990–2023"
    assert years_said(reader.catalogue.figures["undesa-2024-corridors"]) == "2010, 2015, 2020, 2024"
    facts = dict(dataset(reader, reader.catalogue.get(Dataset, "unhcr-applications")).facts)
    assert facts["States"] == ["34 of 35 states; no row: Saint Vincent and the Grenadines"]


def test_the_list_puts_replaced_editions_last(reader: Reader) -> None:
    (table,) = datasets(reader)
    assert isinstance(table, Table)
    names = [said(row[0]) for row in table.rows if isinstance(row[0], list)]
    assert len(names) == 7
    assert [name for name in names if name.endswith("Earlier edition")] == names[-1:]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_page_can_be_drawn(real: Catalogue, language: str) -> None:
    for record in real.all(Dataset):
        reader = Reader(real, language, f"datasets/{record.id}/")
        assert "<table>" in blocks(reader, dataset(reader, record).blocks)


def test_a_knowledge_base_without_tables_has_an_empty_list(miniature: Site) -> None:
    known = miniature.catalogue
    without = replace(known, records={**known.records, "datasets": {}}, figures={})
    (table,) = datasets(Reader(without, "en", "datasets/"))
    assert isinstance(table, Table)
    assert table.rows == []
