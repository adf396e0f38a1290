"""The history of the portals' addresses: what it says, how it is written, and what is wrong with an edited one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import bless
import pytest
import yaml
from support_server import Clock, Server, patient, running, to

from cam import cli, health, links, live
from cam.knowledge import Site
from cam.loading import load
from cam.model.base import PartialDate
from cam.model.health import Check, Result
from cam.store import Catalogue

Tree = Callable[..., Path]
DAY = dt.date(2026, 11, 21)


def checks(*results: str) -> list[Check]:
    """Make a history of one check a week."""
    days = (DAY + dt.timedelta(weeks=week - len(results) + 1) for week in range(len(results)))
    return [check(day, result) for day, result in zip(days, results, strict=True)]


def check(day: dt.date, result: str, code: int | None = None) -> Check:
    target = "https://new.example/" if result == "moved" else None
    return Check(day=PartialDate(day.isoformat()), result=Result(result), code=code, to=target)


# What a history says


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ("", "unchecked"),
        ("answers", "answers"), ("moved", "moved"), ("refuses", "refuses"),
        ("gone", "unsure"), ("error", "unsure"), ("timeout", "unsure"), ("unreachable", "unsure"),
        ("gone gone", "unsure"), ("answers gone gone", "unsure"), ("gone gone refuses gone", "unsure"),
        ("gone gone gone", "failing"), ("error timeout unreachable", "failing"), ("answers gone error gone", "failing"),
        ("gone gone gone answers", "answers"), ("gone gone gone answers gone", "unsure"),
        ("gone gone gone refuses", "refuses"), ("gone gone gone moved", "moved"), ("moved answers", "answers"),
    ],
)  # fmt: skip
def test_the_last_checks_make_the_state(results: str, state: str) -> None:
    assert health.state(checks(*results.split())) == state


def test_every_state_has_its_words() -> None:
    codes = yaml.safe_load((bless.ROOT / "data/vocabulary/link_states.yaml").read_text("utf-8"))
    said = {health.state([])} | {health.state(checks(*[result] * n)) for result in Result for n in (1, 3)}
    assert said == set(codes)


def test_the_last_day_is_known() -> None:
    assert health.last_checked([]) is None
    assert health.last_checked(checks("gone", "answers")) == "2026-11-21"


# How it grows


def test_a_check_is_added_and_one_of_the_same_day_replaced() -> None:
    first = health.extended({}, {"b": check(DAY, "gone"), "a": check(DAY, "answers")})
    assert list(first) == ["a", "b"]
    again = health.extended(first, {"b": check(DAY, "answers")})
    assert again == {"a": [check(DAY, "answers")], "b": [check(DAY, "answers")]}
    later = check(DAY + dt.timedelta(days=7), "moved")
    assert health.extended(again, {"b": later})["b"] == [check(DAY, "answers"), later]


def test_the_oldest_are_dropped() -> None:
    old = checks(*["answers"] * 12)
    new = check(DAY + dt.timedelta(days=7), "gone")
    assert health.extended({"a": old}, {"a": new})["a"] == [*old[1:], new]
    assert len(health.extended({"a": checks(*["answers"] * 30)}, {})["a"]) == health.KEPT == 12


def test_a_clock_that_went_back_leaves_the_days_in_order() -> None:
    history = {"a": [check(DAY, "answers")]}
    before = check(DAY - dt.timedelta(days=1), "gone")
    assert health.extended(history, {"a": before})["a"] == [before, check(DAY, "answers")]


# How it is written


HISTORY = {
    "no": [Check(day=PartialDate("2026-11-14"), result=Result.GONE, code=404)],
    "a-portal": [
        Check(day=PartialDate("2026-11-14"), result=Result.UNREACHABLE),
        Check(day=PartialDate("2026-11-21"), result=Result.MOVED, code=200, to="https://new.example/?a=1,b=*:[x]"),
    ],
}  # fmt: skip


def test_the_file_is_short_ordered_and_says_who_writes_it() -> None:
    text = health.dumped(HISTORY)
    assert text == health.dumped(dict(reversed(HISTORY.items())))
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "cam links --write" in " ".join(head)
    assert text.splitlines()[len(head) :] == [
        "a-portal:",
        "- {day: 2026-11-14, result: unreachable}",
        "- {day: 2026-11-21, result: moved, code: 200, to: 'https://new.example/?a=1,b=*:[x]'}",
        "'no':",
        "- {day: 2026-11-14, result: gone, code: 404}",
    ]


def test_any_reader_of_yaml_reads_it() -> None:
    assert yaml.safe_load(health.dumped(HISTORY))["no"] == [
        {"day": dt.date(2026, 11, 14), "result": "gone", "code": 404}
    ]
    assert yaml.safe_load(health.dumped({})) == {}


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    assert health.write(tmp_path, HISTORY)
    assert not health.write(tmp_path, HISTORY)
    before = (tmp_path / health.FILE).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        health.write(tmp_path, {})
    assert (tmp_path / health.FILE).read_bytes() == before
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["health.yaml"]


# How it is read


def portal(identity: str, address: str = "", rest: str = "") -> dict[str, str]:
    text = (
        f"id: {identity}\ntitle: {{en: A, es: A, fr: A}}\ntype: statistics\nscope: national\nlanguages: [en]\n"
        f'original: en\nsources: [{{address: "http://source.invalid/"}}]\nadded: 2026-11-21\n{rest}'
    )
    return {
        f"data/portals/{identity}.yaml": text
        + (f'address: "{address}"\naddress_evidence: strong\n' if address else "")
    }


def read(root: Path) -> tuple[Catalogue, list[str]]:
    """Load a tree; say what is wrong with its health and settings, and nothing else."""
    catalogue, problems = load(root)
    files = ("data/health.yaml", "data/site.yaml")
    return catalogue, [str(problem) for problem in sorted(problems) if problem.file in files]


def test_without_the_file_nothing_was_checked(tree: Tree) -> None:
    catalogue, problems = read(tree(portal("a-portal")))
    assert (catalogue.health, problems) == ({}, [])


def test_what_was_written_is_read(tree: Tree) -> None:
    catalogue, problems = read(
        tree(portal("a-portal") | portal("no") | {health.FILE: health.dumped(HISTORY)})
    )
    assert problems == []
    assert catalogue.health == HISTORY


def test_an_empty_history_is_one(tree: Tree) -> None:
    catalogue, problems = read(tree({health.FILE: health.dumped({})}))
    assert (catalogue.health, problems) == ({}, [])


WRONG = {
    "other: [{day: 2026-11-21, result: answers}]": "1: there is no portal `other` — delete its checks",
    "a-portal:\n- {day: 2026-11-21, result: fine}": (
        "2: a-portal.0.result: `fine` is not a result of a link check — "
        "write one of: answers, moved, refuses, gone, error, timeout, unreachable"
    ),
    "a-portal:\n- {day: 2026-11-21, result: answers}\n- {day: 2026-11-14, result: answers}": (
        "1: a-portal: the check of 2026-11-14 follows that of 2026-11-21 — order the checks, one a day"
    ),
    "a-portal:\n- {day: 2026-11-21, result: gone}\n- {day: 2026-11-21, result: gone}": (
        "1: a-portal: the check of 2026-11-21 follows that of 2026-11-21 — order the checks, one a day"
    ),
    "a-portal:\n- {day: 2026-11, result: gone}": (
        "2: a-portal.0.day: 2026-11 is not a day — write year, month and day, e.g. 2026-11-21"
    ),
    "a-portal:\n- {day: 2026-02-30, result: gone}": (
        "2: a-portal.0.day: 2026-02-30 is not in the calendar — correct the year, month or day"
    ),
    "a-portal:\n- {day: 2026-11-21}": "2: `result` is missing — add `result:`",
    "a-portal:\n- {day: 2026-11-21, result: gone, cod: 4}": "2: the key `cod` is not known here — remove it",
    "a-portal:\n- {day: 2026-11-21, result: [gone]}": (
        "2: a-portal.0.result: `['gone']` is not a result of a link check — "
        "write one of: answers, moved, refuses, gone, error, timeout, unreachable"
    ),
    'a-portal:\n- {day: 2026-11-21, result: gone, code: "404"}': (
        "2: `a-portal.0.code` should be a whole number, but is a text — "
        "correct the value; numbers that are labels go between quotes"
    ),
    "a-portal:\n- {day: 2026-11-21, result: moved}": (
        "2: a-portal.0: `to` belongs to the result `moved`, and to no other — say both or neither"
    ),
    'a-portal:\n- {day: 2026-11-21, result: gone, to: "https://a.b"}': (
        "2: a-portal.0: `to` belongs to the result `moved`, and to no other — say both or neither"
    ),
    'a-portal:\n- {day: 2026-11-21, result: moved, to: "javascript:x"}': (
        "2: a-portal.0.to: `javascript:x` is not a web address — write the whole address, beginning with https://"
    ),
    "- a-portal": "1: this file holds no keys and values — write `key: value` lines, or restore it",
    "a-portal:": (
        "1: `a-portal` should be a list (lines that begin with `- `), but is empty — "
        "correct the value; numbers that are labels go between quotes"
    ),
    "# nothing": "1: the file is empty — write the record in it, or delete the file",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_it_is_said_where_it_stands(text: str, tree: Tree) -> None:
    catalogue, problems = read(tree(portal("a-portal") | {health.FILE: f"{text}\n"}))
    assert problems == [f"data/health.yaml:{WRONG[text]}"]
    assert catalogue.health.get("a-portal", []) == []


def test_a_portal_that_cannot_be_read_is_no_stranger(tree: Tree) -> None:
    files = portal("a-portal", rest="what: x\n")
    assert read(tree(files | {health.FILE: "a-portal:\n- {day: 2026-11-21, result: gone}\n"}))[1] == []


@pytest.mark.parametrize("host", ["https://www.oas.org", "www.oas.org/es", "oas", "WWW.oas.org", ""])
def test_the_hosts_that_refuse_programs_are_hosts(host: str, tree: Tree) -> None:
    settings = (bless.MINIATURE / "data/site.yaml").read_text("utf-8")
    settings = "".join(line for line in settings.splitlines(keepends=True) if "refuses_programs" not in line)
    _, (problem,) = read(tree({"data/site.yaml": f'{settings}refuses_programs: ["{host}"]\n'}))
    assert f"`{host}` is not the name of a host — write only the name" in problem


# From the network to the file


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server()) as made:
        yield made


@pytest.fixture
def small(tree: Tree, server: Server) -> Callable[[], Catalogue]:
    """Return a function that reads a tree of five portals; one of them has no address, and two have the same."""
    server.on("/well", lambda visit: visit.reply(200))
    server.on("/moved", to(301, "/well"))
    server.on("/shy", lambda visit: visit.reply(403))
    files = portal("silent") | portal("well", server.address("/well"))
    files |= portal("moved", server.address("/moved"), f'archived: "{server.address("/archived")}"\n')
    files |= portal("shy", server.address("/shy")) | portal("shy-too", server.address("/shy"))
    root = tree(files)

    def catalogue() -> Catalogue:
        found, problems = read(root)
        assert not problems
        # Only what these tests are about.
        ids = {Path(name).stem for name in files}
        portals = {name: record for name, record in found.records["portals"].items() if name in ids}
        return replace(found, records={kind: {} for kind in found.records} | {"portals": portals})

    return catalogue


def test_the_portals_are_asked_and_what_came_of_it_is_written(
    small: Callable[[], Catalogue], server: Server
) -> None:
    said: list[str] = []
    catalogue = small()
    assert links.write(catalogue, DAY, patient(Clock()), said.append)
    new = server.address("/well")
    assert yaml.safe_load((catalogue.root / health.FILE).read_text("utf-8")) == {
        "moved": [{"day": DAY, "result": "moved", "code": 200, "to": new}],
        "shy": [{"day": DAY, "result": "refuses", "code": 403}],
        "shy-too": [{"day": DAY, "result": "refuses", "code": 403}],
        "well": [{"day": DAY, "result": "answers", "code": 200}],
    }
    assert said == [
        f"{server.address('/moved')}: moved ({new}), used by moved",
        "data/health.yaml: the checks of 4 portals on 2026-11-21 (1 answers, 1 moved, 1 refuses).",
    ]
    assert server.counts == {"/moved": 1, "/well": 2, "/shy": 1}


def test_twice_on_one_day_is_once(small: Callable[[], Catalogue], server: Server) -> None:
    said: list[str] = []
    links.write(small(), DAY, patient(Clock()), said.append)
    before = (small().root / health.FILE).read_bytes()
    links.write(small(), DAY, patient(Clock()), said.append)
    assert (small().root / health.FILE).read_bytes() == before
    assert said[-1].startswith("data/health.yaml: nothing new, left as it was (")
    server.on("/well", lambda visit: visit.reply(404))
    links.write(small(), DAY, patient(Clock()), said.append)
    assert [(check.day, check.result) for check in small().health["well"]] == [("2026-11-21", "gone")]


def test_three_failures_on_three_days_are_a_failing_portal(
    small: Callable[[], Catalogue], server: Server
) -> None:
    states = []
    for week, code in enumerate([200, 500, 404, 503, 200]):
        server.on("/well", lambda visit, code=code: visit.reply(code))
        links.write(small(), DAY + dt.timedelta(weeks=week), patient(Clock()), lambda line: None)
        states.append(health.state(small().health["well"]))
    assert states == ["answers", "unsure", "unsure", "failing", "answers"]


def test_where_there_is_no_network_nothing_is_written(small: Callable[[], Catalogue]) -> None:
    """Else, three times without network would be a hundred failing portals."""
    said: list[str] = []
    lost = replace(patient(Clock()), private=frozenset(), refusing=frozenset({"other.example"}))
    assert not links.write(small(), DAY, lost, said.append)
    assert said[-1] == "No server answered anything: is there a network? Nothing was written."
    assert not (small().root / health.FILE).exists()


def test_where_there_is_no_portal_there_is_nothing_to_ask(tree: Tree) -> None:
    said: list[str] = []
    catalogue, _ = read(tree())
    catalogue.records["portals"].clear()
    assert links.write(catalogue, DAY, patient(Clock()), said.append)
    assert said == ["data/health.yaml: the checks of 0 portals on 2026-11-21 (none)."]


def test_every_address_of_a_record_is_asked_once(small: Callable[[], Catalogue], server: Server) -> None:
    found = links.addresses(small())
    assert list(found) == sorted(found)
    assert sorted(found[server.address("/shy")]) == ["portals/shy", "portals/shy-too"]
    assert found[server.address("/archived")] == ["portals/moved"]
    assert len(found["http://source.invalid/"]) == 5


def test_the_site_says_who_asks_and_whom_it_does_not_ask(small: Callable[[], Catalogue]) -> None:
    catalogue = small()
    assert catalogue.settings
    catalogue.settings = catalogue.settings.model_copy(update={"refuses_programs": ["www.oas.org"]})
    manners = links.manners(catalogue, 2.5)
    assert catalogue.settings.forge in manners.agent
    assert (manners.refusing, manners.pause, manners.private) == ({"www.oas.org"}, 2.5, frozenset())


# The command


@pytest.fixture
def command(small: Callable[[], Catalogue], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return a function that runs `cam links` on the small tree."""
    monkeypatch.setattr(links, "manners", lambda catalogue, pause: patient(Clock()))
    monkeypatch.setattr(live, "checked", lambda root: Site(small(), [], live.today()))
    monkeypatch.setenv("CAM_TODAY", "2026-11-28")
    return lambda *options: cli.main(["links", *options])


def test_without_the_word_nothing_is_written(
    command: Callable[..., int], small: Callable[[], Catalogue], capsys: pytest.CaptureFixture[str]
) -> None:
    files = {path: path.read_bytes() for path in small().root.rglob("*") if path.is_file()}
    assert command() == 1  # the archived copy and the source are gone
    said = capsys.readouterr().out
    assert "/archived: gone (404), used by portals/moved\n" in said
    assert said.endswith(" addresses: 1 answers, 1 moved, 1 refuses, 1 gone, 1 unreachable.\n")
    assert files == {path: path.read_bytes() for path in small().root.rglob("*") if path.is_file()}


def test_with_the_word_it_is(
    command: Callable[..., int], small: Callable[[], Catalogue], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--write") == 0
    assert "data/health.yaml: the checks of 4 portals on 2026-11-28 (" in capsys.readouterr().out
    assert {history[-1].day for history in small().health.values()} == {"2026-11-28"}
