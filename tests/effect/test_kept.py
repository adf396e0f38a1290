"""What tells one drawing from another where it is kept, and what is lent to the state before."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest

from cam.effect import kept, lent, side
from cam.effect.drawn import Drawn, Order
from cam.effect.side import Words
from cam.knowledge import Site
from cam.problems import Problem

# What tells one drawing from another


@pytest.fixture
def order(miniature: Site) -> Order:
    return Order(miniature, ["en"], True, Words({}, {}, {}), "a digest")


PAGE = Drawn("/", "en", "docs/en/index.md", "Home", "a1", 7, problems=(Problem("a", 1, "wrong", "mend it"),))


def test_what_is_kept_comes_back(order: Order, tmp_path: Path) -> None:
    assert kept.found(tmp_path / "x", order) is None
    kept.keep(tmp_path / "x", order, [PAGE])
    assert kept.found(tmp_path / "x", order) == [PAGE]


@pytest.mark.parametrize("content", [b"", b"[{}]", b'[["/", "en"', b"\xff"])
def test_a_damaged_file_is_as_none(order: Order, tmp_path: Path, content: bytes) -> None:
    kept.keep(tmp_path / "x", order, [PAGE])
    (path,) = (tmp_path / "x").iterdir()
    path.write_bytes(content)
    assert kept.found(tmp_path / "x", order) is None
    kept.keep(tmp_path / "x", order, [PAGE])
    assert kept.found(tmp_path / "x", order) == [PAGE]


def test_whatever_goes_into_pages_tells_them_apart(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(tmp_path / "x", order, [PAGE])
    others = [
        replace(order, languages=["en", "es"]),
        replace(order, records=False),
        replace(order, words=Words({"kinds.x": {"en": "X"}}, {}, {})),
        replace(order, digest="another"),
        replace(order, site=replace(order.site, today=dt.date(2030, 1, 1))),
    ]
    assert [kept.found(tmp_path / "x", other) for other in others] == [None] * len(others)
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example.org/")
    assert kept.found(tmp_path / "x", order) is None


def test_the_digest_of_a_state(tree: Callable[..., Path]) -> None:
    root = tree()
    for name, differs in (
        ("data/themes/new.yaml", True),
        ("data/figures/new.csv", True),
        ("docs/fr/new.md", True),
        ("overrides/views/record.html", True),
        ("docs/fr/themes/integration.md", False),  # written by the program
        ("README.md", False),
    ):
        before = side.digest(root)
        content = '---\ntitle: "x"\nrecord: "integration"\n---\n' if name.endswith("integration.md") else "x"
        bless.write(root / name, content)
        assert (side.digest(root) != before) == differs, name


@pytest.mark.parametrize("name", ["a.py", "words/a.yaml", "a.typ", "new"])
def test_the_checksum_of_the_program(tmp_path: Path, name: str) -> None:
    for content in ("a.py", "words/a.yaml", "a.typ"):
        bless.write(tmp_path / content, "1")
    whole = kept.program.__wrapped__
    before = whole(tmp_path)
    bless.write(tmp_path / "__pycache__/a.pyc", "1")
    assert whole(tmp_path) == before
    bless.write(tmp_path / name, "2")
    assert whole(tmp_path) != before


def test_a_drawing_with_a_failed_page_is_not_kept(order: Order, tmp_path: Path) -> None:
    kept.keep(tmp_path / "x", order, [PAGE, replace(PAGE, failed=True)])
    assert not (tmp_path / "x").exists()


def test_the_last_few_drawings_are_kept(order: Order, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    orders = [replace(order, digest=str(number)) for number in range(8)]
    for number, each in enumerate(orders):
        kept.keep(folder, each, [PAGE])
        newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (number, number))
        if number == 5:
            assert kept.found(folder, orders[0]) == [PAGE], "asked for, it stays longer"
    assert [bool(kept.found(folder, each)) for each in orders] == [True, False, False, *[True] * 5]


# What is lent to the state before


@pytest.mark.parametrize("links", [True, False])
def test_drawings_are_lent(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:

        def refuse(*_: object, **__: object) -> None:
            raise OSError("no links here")

        monkeypatch.setattr(Path, "symlink_to", refuse)
    root, before = tmp_path / "root", tmp_path / "before"
    bless.write(root / ".cache/charts/a.svg", "<svg/>")
    bless.write(root / ".cache/read.json", "[]")
    before.mkdir()
    lent.reading(root, before)
    lent.drawings(root, before)
    assert (before / ".cache/read.json").read_text() == "[]"
    assert (before / ".cache/charts/a.svg").read_text() == "<svg/>"
    assert (before / ".cache/sicremi").is_dir()
    assert not (before / ".cache/effect").exists()
