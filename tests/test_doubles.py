"""Records that may stand twice are told of, and stop nothing; what only looks alike is not told of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cam import pages
from cam.checks import NOTICES, doubles
from cam.frame import place_of
from cam.live import looked
from cam.loading import load
from cam.store import Catalogue

Tree = Callable[..., Path]

REST = "original: en\nsources: [{document: res-1}]\nadded: 2026-11-20\n"
REMEDY = "look whether they are the same; then keep one of them"


def portal(identity: str, address: str, more: str = "", title: str = "") -> dict[str, str]:
    title = title or identity
    lines = f'type: statistics\nscope: national\ncountries: [cr]\nlanguages: [es]\naddress: "{address}"\n'
    lines += f"address_evidence: strong\n{more}"
    return {f"data/portals/{identity}.yaml": record(identity, lines, title)}


def law(identity: str, more: str) -> dict[str, str]:
    lines = f"country: cr\ntype: law\ntopics: [migration]\nstatus: in_force\n{more}"
    return {f"data/laws/{identity}.yaml": record(identity, lines, "Migration Law")}


def meeting(identity: str, date: str, more: str = "type: session") -> dict[str, str]:
    lines = f"{more}\nbody: cam\ndates: [{{{date}, status: planned, sources: [{{document: res-1}}]}}]\n"
    return {f"data/meetings/{identity}.yaml": record(identity, lines, identity)}


def record(identity: str, lines: str, title: str) -> str:
    return f"id: {identity}\ntitle: {{en: {title}, es: {title}, fr: {title}}}\n{lines}{REST}"


def told(root: Path) -> list[str]:
    catalogue, problems = load(root)
    assert problems == []
    return [str(problem) for problem in doubles.found(catalogue)]


DOUBLES = {
    "address": (
        portal("aa", "https://www.example.org/way/") | portal("bb", "http://example.org/way"),
        [
            f"data/portals/aa.yaml:7: portals/bb has the same address — {REMEDY}",
            f"data/portals/bb.yaml:7: portals/aa has the same address — {REMEDY}",
        ],
    ),
    "title": (
        portal("aa", "https://example.org/a", title="Same") | portal("bb", "https://example.org/b", title="SAMÉ"),
        [
            f"data/portals/aa.yaml:2: portals/bb has the same title — {REMEDY}",
            f"data/portals/bb.yaml:2: portals/aa has the same title — {REMEDY}",
        ],
    ),
    "law": (
        law("aa", "number: '1'\ndate: 2001-01-02\n") | law("bb", "number: '1'\n"),
        [
            f"data/laws/aa.yaml:2: laws/bb has the same title — {REMEDY}",
            f"data/laws/bb.yaml:2: laws/aa has the same title — {REMEDY}",
        ],
    ),
    "meeting": (
        meeting("aa", "start: 2027-03-15, opens: '09:00'") | meeting("bb", "start: 2027-03-15"),
        [
            f"data/meetings/aa.yaml:5: meetings/bb is of the same body and type, on the same day — {REMEDY}",
            f"data/meetings/bb.yaml:5: meetings/aa is of the same body and type, on the same day — {REMEDY}",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DOUBLES)
def test_what_stands_twice_is_told(case: str, tree: Tree) -> None:
    files, expected = DOUBLES[case]
    assert told(tree(files)) == expected


ALIKE = {
    "an institution inside the portal of another": portal("aa", "https://example.org/")
    | portal("bb", "https://example.org", "owner: aa\n"),
    "two pages of one host": portal("aa", "https://example.org/a") | portal("bb", "https://example.org/b"),
    "two pages of one program": portal("aa", "https://example.org/?p=1") | portal("bb", "https://example.org/?p=2"),
    "a law that has the title of the one before": law("aa", "date: 1976\n") | law("bb", "date: 2024\n"),
    "a session in the morning, one in the afternoon": meeting("aa", "start: 2027-03-15, opens: '09:00'")
    | meeting("bb", "start: 2027-03-15, opens: '15:00'"),
    "two meetings of one month": meeting("aa", "start: 2027-03") | meeting("bb", "start: 2027-03"),
    "a workshop on the day of a session": meeting("aa", "start: 2027-03-15")
    | meeting("bb", "start: 2027-03-15", "type: workshop"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALIKE)
def test_what_only_looks_alike_is_not(case: str, tree: Tree) -> None:
    assert told(tree(ALIKE[case])) == []


def test_the_records_of_this_repository_stand_once(real: Catalogue) -> None:
    assert list(doubles.found(real)) == []
    assert doubles.records_stand_once in NOTICES


# A page that an editor wrote is no generated one.

WRITTEN = '---\ntitle: T\ndescription: D\n---\n\nrecord: "of our own"\n'


def test_what_an_editor_wrote_is_neither_overwritten_nor_removed(tree: Tree) -> None:
    names = [f"docs/{code}/themes/{name}.md" for code in ("en", "es", "fr") for name in ("one", "beside")]
    one = record("one", "", "One")
    root = tree({"data/themes/one.yaml": one, **dict.fromkeys(names, WRITTEN)})
    site, problems = looked(root)
    assert [str(problem) for problem in problems] == [
        f"docs/{code}/themes/one.md: here stands the page that is made of data/themes/one.yaml"
        " — give this page another name, or delete it"
        for code in ("en", "es", "fr")
    ]
    assert pages.write(site.catalogue, place_of(site.catalogue)) > 0
    assert {(root / name).read_text("utf-8") for name in names} == {WRITTEN}
    for name in names:
        (root / name).unlink()
    assert pages.write(site.catalogue, place_of(site.catalogue)) == 3
    (root / "data/themes/one.yaml").unlink()
    assert pages.write(load(root)[0], place_of(site.catalogue)) >= 3
    assert not (root / names[0]).exists()
