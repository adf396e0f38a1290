"""The pages of the data request: tables, rounds, forms, the network; a country report and what a version changed."""

from __future__ import annotations

import re
from dataclasses import replace

import bless
import pytest
from support_sicremi import INSTITUTION, copied, filled, form, good, read, with_cells

from cam.frame import place_of
from cam.knowledge import Site
from cam.loading import load
from cam.model.base import PartialDate
from cam.model.figures import Edition, EditionFile
from cam.model.law import Country
from cam.outputs import sicremi_forms
from cam.render import blocks
from cam.sicremi import intake, layout
from cam.store import Catalogue
from cam.views import sicremi
from cam.views.blocks import Chart, Table
from cam.views.page import record_page
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")


@pytest.fixture(scope="module")
def reported(real: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A catalogue with two versions of a report of Argentina."""
    root = copied(tmp_path_factory.mktemp("reported"))
    source = {"S1": {"C7": "Census", "C9": "Census of 2022", "C10": "people in institutions"}}
    note = {"Notes": {"A4": "F1", "B4": "F1.05", "C4": 2021, "D4": "Counted again after a mistake."}}
    intake.write(read(replace(real, root=root), filled(form(real), with_cells(good(), source))))
    first, _ = load(root)
    changed = {"F1": {"D14": 1790, "D15": 1210, "D17": 350, "D18": 250}}
    intake.write(read(first, filled(form(real), with_cells(good(), source, changed, note))))
    catalogue, problems = load(root)
    assert not problems
    return catalogue


def page(catalogue: Catalogue, kind: str, identity: str, language: str = "en") -> str:
    """Return the blocks of a record's page as HTML."""
    reader = Reader(catalogue, language, f"{kind}/{identity}/")
    made = record_page(reader, catalogue.records[kind][identity], place_of(catalogue))
    return blocks(Reader(replace_root(catalogue), language, reader.path), made.blocks)


def replace_root(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with the templates of this project."""
    return replace(catalogue, root=bless.ROOT)


def shown(catalogue: Catalogue, part: str, language: str = "en") -> str:
    reader = Reader(replace_root(catalogue), language, "x/")
    return blocks(reader, getattr(sicremi, part)(reader))


# A report


def test_a_report_shows_its_figures_with_rows_notes_and_source(reported: Catalogue) -> None:
    html = page(reported, "reports", "ar-2026-v2")
    assert re.search(r'href="\.\./\.\./figures/ar-2026-v2\.csv#row=\d+"', html)
    assert "Work, Women" in html
    assert (
        "Source: Residence permits, 2026, National Directorate of Migration, residence permits and visas."
        in html
    )
    assert "Coverage: people in institutions." in html
    assert "F1, Work, Women, 2021: Counted again after a mistake." in html
    assert "*</td>" in html, "a figure left as it was filled in has a star"
    assert "left as it was filled in beforehand from open figures" in html


def test_a_version_says_what_it_changed(reported: Catalogue) -> None:
    html = page(reported, "reports", "ar-2026-v2")
    table = html[html.index('id="revisions"') :]
    assert re.search(r"F1, Work, Women</th>.*?>2021<.*?>360<.*?>350<.*?>-2\.8%<", table, re.DOTALL)
    assert table.count("<tr>") == 1 + 4
    assert "there is nothing to compare it with" in page(reported, "reports", "ar-2026-v1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_charts_in_words(reported: Catalogue, language: str) -> None:
    reader = Reader(reported, language, "reports/ar-2026-v2/")
    made = record_page(reader, reported.records["reports"]["ar-2026-v2"], place_of(reported))
    charts = [block for block in made.blocks if isinstance(block, Chart)]
    assert [chart.anchor for chart in charts] == ["f1-chart", "s1-chart"]
    assert all(
        chart.description and chart.drawing and chart.drawing.signs == reader.wording.number_signs
        for chart in charts
    )
    assert charts[1].drawing
    assert charts[1].drawing.stock
    assert [dict(line.points)[2021] for line in charts[0].drawing.lines] == [3000]  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_shows_its_newest_report(reported: Catalogue, language: str) -> None:
    reader = Reader(replace_root(reported), language, "countries/ar/")
    html = blocks(reader, sicremi.report_blocks(reader, reported.get(Country, "ar")))
    assert "reports/ar-2026-v2/#f1" in html
    assert "v1" not in html
    assert INSTITUTION not in html
    assert not sicremi.report_blocks(reader, reported.get(Country, "br"))


def test_reports_are_listed_newest_first(reported: Catalogue, real: Catalogue) -> None:
    html = shown(reported, "reports")
    assert html.index("ar-2026-v2") < html.index("ar-2026-v1")
    if not real.records["reports"]:
        assert "No country report has been received." in shown(real, "reports")


def test_the_round_and_the_network_know_what_came(reported: Catalogue) -> None:
    assert "../../reports/ar-2026-v2/" in page(reported, "rounds", "2026")
    html = shown(reported, "network")
    assert html.count("Report accepted") == 2, "once in the legend, once for Argentina in 2026"


def test_figures_of_reports_are_files_of_the_site(reported: Catalogue, miniature: Site) -> None:
    made = sicremi_forms.build(replace(miniature, catalogue=reported))
    assert made["figures/ar-2026-v1.csv"].startswith(b"table,category,sex,partner,year,value\nf1,agreement,")


# Tables, rounds, forms, network, editions


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_says_what_it_asks_for(real: Catalogue, language: str) -> None:
    for table in layout.ordered(real):
        reader = Reader(real, language, f"tables/{table.id}/")
        made = record_page(reader, table, place_of(real))
        assert {"definition", "rows", "prefilled"} <= {block.anchor for block in made.blocks}
        assert made.record.unknown, "that the request was not found is said on every table"
        rows = next(block for block in made.blocks if isinstance(block, Table) and block.anchor == "rows")
        assert len(rows.rows) + table.origins == len(
            layout.sheet(real, table, layout.current_round(real)).lines
        )  # type: ignore[arg-type]


def test_the_round_of_this_site_says_that_nobody_was_asked(real: Catalogue) -> None:
    html = page(real, "rounds", "2026")
    assert "Nobody was asked." in html
    assert "No state is on record for this round." in html
    assert not real.records["rounds"]["2026"].participants  # type: ignore[attr-defined]


def test_rounds_have_the_states_that_the_sources_name(real: Catalogue) -> None:
    count = {name: len(item.participants) for name, item in real.records["rounds"].items()}  # type: ignore[attr-defined]
    assert count == {"2011": 9, "2012": 19, "2013-cycle": 2, "2015": 20, "2017": 0, "2026": 0}
    assert "Dirección Nacional de Migraciones" in page(real, "rounds", "2013-cycle", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_say_their_size(real: Catalogue, language: str) -> None:
    html = shown(real, "forms", language)
    size = max(1, round(len(form(real, language=language)) / 1000))
    assert 'href="../sicremi/forms/ar.xlsx" aria-label="' in html
    assert re.search(rf'ar\.xlsx"[^>]*>XLSX</a> <span class="note">\({size} k[Bo]\)', html)
    assert html.count(".csv") == html.count(".xlsx") == 35


def test_the_network_has_every_state_and_round(real: Catalogue) -> None:
    html = shown(real, "network")
    assert html.count("<tr ") == 35
    assert "Named as correspondent, Ministry of Home Affairs" in html
    assert html.count("Its statistics were used") == 2, (
        "once in the legend, once for the United States in 2012"
    )


def test_editions_link_their_files_in_every_language(real: Catalogue) -> None:
    files = [
        EditionFile(language=code, name="report.pdf", sha256="0" * 64, bytes=12_345) for code in LANGUAGES
    ]
    given = Edition.model_validate(
        {
            "id": "2026-1", "title": dict.fromkeys(LANGUAGES, "Edition"), "date": PartialDate("2026-11-21"),
            "datasets": ["undesa-2024-stock"], "files": files, "original": "en", "added": "2026-11-21",
            "sources": [{"document": "sicremi-report-2011"}],
        }
    )  # fmt: skip
    catalogue = replace(real, records={**real.records, "editions": {"2026-1": given}})
    reader = Reader(replace_root(catalogue), "es", "editions/2026-1/")
    html = blocks(reader, sicremi.edition(reader, given).blocks)
    assert 'href="../../../editions/2026-1/report.pdf"' in html
    assert 'href="../../../fr/editions/2026-1/report.pdf"' in html
    assert "12 kB" in html
    assert "0" * 64 in html
    assert "editions/2026-1/" in shown(catalogue, "editions")
    assert "No edition has been frozen yet." in shown(
        replace(real, records={**real.records, "editions": {}}), "editions"
    )


def test_nothing_is_shown_where_there_is_nothing(miniature: Site) -> None:
    for part in ("tables", "rounds", "reports", "editions", "forms", "network"):
        reader = Reader(miniature.catalogue, "en", "x/")
        assert isinstance(blocks(reader, getattr(sicremi, part)(reader)), str)
