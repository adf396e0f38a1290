"""A law that replaces another is entered in one file: what follows for the older one, and what an editor may write."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cam import checks
from cam.changes import changes
from cam.freshness import is_over
from cam.kit import schemas, templates
from cam.knowledge import Site
from cam.loading import load
from cam.model.law import Law
from cam.offers import api as paths
from cam.outputs import api, tables
from cam.store import Catalogue
from cam.validity import in_force
from cam.views.blocks import Links
from cam.views.law import law as law_page
from cam.views.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
Write = Callable[..., Path]
HEAD = "title: {en: A law, es: Una ley, fr: Une loi}\ncountry: cr\ntype: law\ntopics: [migration]\n"
TAIL = "original: es\nsources: [{document: res-1}]\n"
OLD = "data/laws/old.yaml"
NO_STATUS = (
    f"{OLD}:1: `status` is missing — add `status:`, "
    "or write `replaces: [old]` in the file of the law that replaced it"
)


def written(identity: str, *lines: str, added: str = "2026-11-20") -> str:
    """Return the file of a law of the miniature's state."""
    own = "".join(line + "\n" for line in lines)
    return f"id: {identity}\n{HEAD}{own}{TAIL}added: {added}\n"


@pytest.fixture
def held(tree: Write) -> Callable[..., tuple[Catalogue, list[str]]]:
    """Return a function that puts laws into the miniature (by id, their lines), and what is then wrong with them."""

    def enter(**laws: list[str] | str) -> tuple[Catalogue, list[str]]:
        files = {
            f"data/laws/{identity}.yaml": text if isinstance(text, str) else written(identity, *text)
            for identity, text in laws.items()
        }
        catalogue, problems = load(tree(files))
        problems += checks.run(catalogue)
        return catalogue, [str(problem) for problem in problems if problem.file in files]

    return enter


def found(catalogue: Catalogue, identity: str = "old") -> Law:
    return catalogue.get(Law, identity)


@pytest.mark.parametrize(
    ("status", "derived"),
    [
        ("status: in_force", "replaced"),
        ("status: in_force_when_seen", "replaced"),
        ("status: not_checked", "replaced"),
        ("number: '1'", "replaced"),
        ("status: replaced", "replaced"),
        ("status: ended", "ended"),
        ("status: pending", "pending"),
    ],
)
def test_a_law_replaced_as_a_whole_needs_no_edit(status: str, derived: str, held: Callable) -> None:
    catalogue, problems = held(
        old=["date: 1990", status], new=["date: 2020", "status: in_force", "replaces: [old]"]
    )
    assert problems == []
    law = found(catalogue)
    assert (law.status, law.replaced_by, law.replaced_partly, law.unsure) == (derived, "new", False, [])
    assert found(catalogue, "new").replaced_by is None


def test_its_own_last_day_stays(held: Callable) -> None:
    own = ["date: 1990", "valid_to: 2005-06-30", "status: in_force"]
    catalogue, problems = held(old=own, new=["date: 2020", "status: in_force", "replaces: [old]"])
    assert problems == []
    assert (found(catalogue).status, found(catalogue).valid_to) == ("replaced", "2005-06-30")


def test_a_law_replaced_in_part_keeps_its_status(held: Callable) -> None:
    new = ["date: 2020", "status: in_force", "replaces_partly: [old]", "unsure: [replaces_partly]"]
    catalogue, problems = held(old=["date: 1990", "status: in_force"], new=new)
    assert problems == []
    law = found(catalogue)
    assert (law.status, law.replaced_by, law.replaced_partly) == ("in_force", "new", True)
    assert law.unsure == ["replaced_by"]


def test_what_may_never_enter_into_force_ends_nothing_yet(held: Callable) -> None:
    new = ["date: 2020", "status: pending", "replaces: [old]"]
    catalogue, problems = held(old=["date: 1990", "status: in_force"], new=new)
    assert problems == []
    law = found(catalogue)
    assert (law.status, law.replaced_by, law.replaced_partly) == ("in_force", "new", False)
    assert not is_over(catalogue, law, dt.date(2026, 11, 21))
    assert in_force(catalogue, law, dt.date(2019, 1, 1)) == "yes"
    assert in_force(catalogue, law, dt.date(2025, 1, 1)) == "unknown"
    catalogue, problems = held(old=["date: 1990"], new=new)
    assert problems == [NO_STATUS]


def test_a_doubt_about_the_replacement_is_one_about_the_status_that_follows(held: Callable) -> None:
    new = ["date: 2020", "status: in_force", "replaces: [old]", "unsure: [replaces]"]
    catalogue, problems = held(old=["date: 1990", "number: '1'", "unsure: [number]"], new=new)
    assert problems == []
    assert found(catalogue).unsure == ["number", "status", "replaced_by"]
    catalogue, _ = held(old=["date: 1990", "status: replaced"], new=new)
    assert found(catalogue).unsure == ["replaced_by"]  # that it was replaced, the file says by itself


def test_a_doubt_about_the_status_before_goes_with_it(held: Callable) -> None:
    old = ["date: 1990", "status: in_force", "unsure: [title, status]"]
    catalogue, problems = held(old=old, new=["date: 2020", "status: in_force", "replaces: [old]"])
    assert problems == []
    assert found(catalogue).unsure == ["title"]


def test_of_several_the_one_that_replaces_the_whole_counts_else_the_newest(held: Callable) -> None:
    parts = {
        name: [f"date: {year}", "status: in_force", "replaces_partly: [old]"]
        for name, year in (("part-a", 2015), ("part-b", 2012))
    }
    catalogue, problems = held(old=["date: 1990", "status: in_force"], **parts)
    assert problems == []
    assert (found(catalogue).replaced_by, found(catalogue).replaced_partly) == ("part-a", True)
    whole = ["date: 2013", "status: in_force", "replaces: [old]"]
    catalogue, problems = held(old=["date: 1990", "status: in_force"], whole=whole, **parts)
    assert problems == []
    assert (found(catalogue).replaced_by, found(catalogue).replaced_partly) == ("whole", False)
    (chain,) = law_page(Reader(catalogue, "en", ""), found(catalogue)).blocks
    assert isinstance(chain, Links)
    assert [row[0] for row in chain.rows] == ["Replaced by ", "Replaced in part by ", "Replaced in part by "]


def test_the_page_of_the_older_law_counts_as_revised_when_the_newer_was_added(held: Callable) -> None:
    new = ["date: 2020", "status: in_force", "replaces: [old]"]
    catalogue, _ = held(old=["status: in_force"], new=written("new", *new, added="2026-11-21"))
    assert found(catalogue).revised == "2026-11-21"
    catalogue, _ = held(old=["status: in_force"], new=new)
    assert found(catalogue).revised is None
    later = ["status: in_force", "revised: 2026-11-22"]
    catalogue, _ = held(old=later, new=written("new", *new, added="2026-11-21"))
    assert found(catalogue).revised == "2026-11-22"


def test_a_later_change_of_the_newer_law_revises_it_alone(held: Callable) -> None:
    """Nothing tells the day on which it came to name the older one: the guides ask for it in the older file."""
    new = ["date: 2020", "status: in_force", "replaces: [old]", "revised: 2026-11-25"]
    catalogue, problems = held(old=["status: in_force"], new=new)
    assert problems == []
    assert found(catalogue).revised is None
    catalogue, problems = held(old=["status: in_force", "revised: 2026-11-25"], new=new)
    assert problems == []
    told = {(change.path, change.day) for change in changes(catalogue) if change.record.id in ("old", "new")}
    revised = {(path, day) for path, day in told if path.endswith("/revised/2026-11-25")}
    assert {path.split("/")[1] for path, _ in revised} == {"old", "new"}
    for guide, asks in (
        ("CONTRIBUTING.md", "also write today’s `revised:` in both files"),
        ("CONTRIBUTING.es.md", "escriba además en ambos archivos `revised:` con la fecha de hoy"),
        ("CONTRIBUTING.fr.md", "inscrivez aussi `revised:` à la date du jour dans les deux fichiers"),
    ):
        assert asks in (ROOT / guide).read_text("utf-8")


def test_of_two_that_replace_one_as_a_whole_both_hear_of_it(held: Callable) -> None:
    new = ["status: in_force", "replaces: [old]"]
    _, problems = held(old=["status: in_force"], new=new, rival=new)
    assert problems == [
        f"data/laws/{one}.yaml:7: `old` is replaced as a whole by {other} already — "
        f"write it under `replaces_partly`, here or in data/laws/{other}.yaml"
        for one, other in (("new", "rival"), ("rival", "new"))
    ]


@pytest.mark.parametrize("identity", ["a-stranger", "stranger"])
def test_a_law_of_another_state_is_no_second_one(identity: str, held: Callable) -> None:
    lines = ("status: in_force", "replaces: [old]")
    stranger = written(identity, *lines).replace("country: cr", "country: bz")
    _, problems = held(**{"old": ["status: in_force"], "new": list(lines), identity: stranger})
    assert problems == [
        (
            f"data/laws/{identity}.yaml:7: `replaces` leads to an instrument of another state: old — "
            "write the id of an instrument of the same state"
        )
    ]


# What an editor may not write.

FOLLOWS = "is not written here: it follows from the law that replaces this one"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ["status: replaced", "replaced_by: new"],
            ["status: in_force"],
            [
                f"{OLD}:7: `replaced_by` {FOLLOWS} — remove it, and write `replaces: [old]` in data/laws/new.yaml"
            ],
        ),
        (
            ["status: in_force", "replaced_by: new"],
            ["status: in_force", "replaces: [old]"],
            [f"{OLD}:7: `replaced_by` {FOLLOWS} — remove it: data/laws/new.yaml says so already"],
        ),
        (
            ["replaced_by: gone", "replaced_partly: true"],
            ["status: in_force"],
            [
                f"{OLD}:{line}: `{name}` {FOLLOWS} — remove it, "
                "and write `replaces_partly: [old]` in data/laws/gone.yaml"
                for line, name in ((6, "replaced_by"), (7, "replaced_partly"))
            ],
        ),
        (
            ["unsure: [replaced_by, status]"],
            ["status: in_force", "replaces: [old]"],
            [
                f"{OLD}:6: `{name}` under `unsure` follows from the law that replaces this one — remove it, "
                "and write `unsure: [replaces]` in data/laws/new.yaml"
                for name in ("replaced_by", "status")
            ],
        ),
        (
            [],
            ["status: in_force"],
            [NO_STATUS],
        ),
    ],
    ids=["by hand", "twice", "partly", "doubts", "no status"],
)
def test_what_is_worked_out_is_refused_in_a_file(
    old: list[str], new: list[str], said: list[str], held: Callable
) -> None:
    catalogue, problems = held(old=old, new=new)
    assert problems == said
    assert found(catalogue).replaced_by == ("new" if "replaces: [old]" in new else None)


# What does not belong together is said where the editor wrote it: in the newer law.


@pytest.mark.parametrize(
    ("laws", "said"),
    [
        (
            {"new": ["date: 1980", "status: in_force", "replaces: [old]"]},
            ("data/laws/new.yaml:8: new (1980) is older than what it is said to replace, old (1990) — "
            "correct a date, or write it the other way round"),
        ),
        (
            {"new": ["date: 2020", "status: in_force", "replaces_partly: [xx]"],
             "xx": written("xx", "status: in_force").replace("country: cr", "country: pa")},
            ("data/laws/new.yaml:8: `replaces_partly` leads to an instrument of another state: xx — "
            "write the id of an instrument of the same state"),
        ),
        (
            {"new": ["status: in_force", "replaces: [old]", "replaces_partly: [old]"]},
            ("data/laws/new.yaml:8: `old` stands under `replaces` and `replaces_partly` more than once — "
            "keep one of them"),
        ),
        (
            {"new": ["status: in_force", "replaces: [old]"],
             "old": ["status: in_force", "replaces_partly: [middle]"],
             "middle": ["status: in_force", "replaces: [cr-1986, new]"]},
            ("data/laws/middle.yaml:7: `replaces` leads back to itself: middle → new → old → middle — "
            "break the circle at the wrong link"),
        ),
        (
            {"new": ["status: in_force", "replaces: [odl]"]},
            "data/laws/new.yaml:7: `odl` is not a record of laws — did you mean `old`?",
        ),
    ],
    ids=["older", "other state", "named twice", "circle", "unknown"],
)  # fmt: skip
def test_a_wrong_replacement_is_told_in_the_newer_law(laws: dict, said: str, held: Callable) -> None:
    _, problems = held(**({"old": ["date: 1990", "status: in_force"]} | laws))
    assert said in problems
    assert not [problem for problem in problems if problem.startswith(OLD) and "circle" not in problem]


# What is published and offered.


def test_both_ends_are_published(miniature: Site) -> None:
    pages = api.build(miniature)
    old = json.loads(pages[f"{paths.ROOT}laws/cr-1986.json"])
    new = json.loads(pages[f"{paths.ROOT}laws/cr-2009.json"])
    assert (old["status"], old["replaced_by"], old["replaced_partly"]) == ("replaced", "cr-2009", False)
    assert (old["replaces"], old["replaces_partly"]) == ([], [])
    assert (new["replaces"], new["replaced_by"], new["unsure"]) == (["cr-1986"], None, ["replaces"])
    text = tables.build(miniature)["data/laws.csv"].decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["cr-1986"]["replaced_by"] == "cr-2009"
    assert rows["cr-2009"]["replaces"] == "cr-1986"
    assert rows["cr-2009"]["replaces_partly"] == ""


def test_editors_are_offered_what_they_may_write(real: Catalogue) -> None:
    text = templates.files(real, "fr")[templates.path_of("fr", "laws")].decode()
    assert "# replaces: […]" in text
    assert "# replaces_partly: […]" in text
    assert "\nstatus: …\n" in text
    assert "replaced_by:" not in text
    schema = json.loads(schemas.files(real, "es")[schemas.path_of("es", "laws")])
    assert {"replaces", "replaces_partly", "status"} <= set(schema["properties"])
    assert not {"replaced_by", "replaced_partly"} & set(schema["properties"])
    assert "status" not in schema["required"]
    assert schema["properties"]["replaces"]["description"].startswith("Instrumentos a los que sustituyó")


def test_every_replacement_of_this_site_has_two_ends(real: Catalogue) -> None:
    laws = real.all(Law)
    ends = {(old, law.id, "replaces") for law in laws for old in law.replaces}
    ends |= {(old, law.id, "replaces_partly") for law in laws for old in law.replaces_partly}
    assert len(ends) >= 22
    assert ends == {
        (law.id, law.replaced_by, "replaces_partly" if law.replaced_partly else "replaces")
        for law in laws
        if law.replaced_by
    }
    assert sum(law.status == "replaced" for law in laws) >= 20
