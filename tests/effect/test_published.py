"""What a change does to published data: words, tables, fields, and the program that makes them."""

from __future__ import annotations

import json
from pathlib import Path

import bless
from support_effect import commit, compare, edit, has


def test_words_of_the_site_and_tables_change(root: Path) -> None:
    edit(root, "data/labels/kinds.yaml", 'en: "Meetings"', 'en: "Gatherings"')
    table = root / "data/figures/undesa-2020-stock.csv"
    rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*rows[:-1], ""]), "utf-8")
    told = compare(root)
    assert [(item.place, item.new) for item in told.effect.words] == [
        ("labels/kinds: meetings.en", "Gatherings")
    ]
    assert [(item.name, item.added, item.gone) for item in told.effect.tables] == [
        ("undesa-2020-stock.csv", 0, 1)
    ]
    has(
        told,
        en=[
            "One word, list or setting of the site changes:",
            "Table undesa-2020-stock.csv: 0 rows added, 1 row gone",
        ],
        es=["Tabla undesa-2020-stock.csv: 0 filas añadidas, 1 fila suprimida"],
        fr=["Tableau undesa-2020-stock.csv : 0 ligne ajoutée, 1 ligne supprimée"],
    )


def test_published_fields_are_compared_with_those_that_were_listed(root: Path) -> None:
    known = {"1.0": {"themes": {"id": "number", "colour": "string"}}}
    bless.write(root / "tests/contract/v1.json", json.dumps(known))
    commit(root)
    told = compare(root, "HEAD")
    found = told.effect.published
    assert found
    assert found.gone == ["themes.colour"]
    assert found.changed == ["themes.id: number → string"]
    assert "themes.title: Text" in found.added
    has(
        told,
        en=["One published field is gone: programs rely on it.", "themes.colour"],
        es=["Desaparece un campo publicado: hay programas que dependen de él."],
        fr=["Un champ publié disparaît : des programmes en dépendent."],
    )


def test_the_program_itself_changes(root: Path) -> None:
    bless.write(root / "hooks/cam/new.py", "x = 1\n")
    commit(root)
    bless.write(root / "hooks/cam/new.py", "x = 2\n")
    assert compare(root, "HEAD").effect.program == ["hooks/cam/new.py"]
