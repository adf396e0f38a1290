"""The map is drawn from Natural Earth by `cam map`: what is read, what is thinned out, and where it ends up."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import bless
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cam import drawing, topology
from cam.cli import main
from cam.drawing import INSET, MAIN, projected
from cam.loading import load
from cam.topology import Place, Topology, WrongFile, clipped, decoded, outline, simplified, stitched

Tree = Callable[..., Path]
ATLAS = bless.ROOT / "tests" / "node" / "node_modules" / "world-atlas" / drawing.SOURCE
MAP = bless.ROOT / drawing.FILE

with_the_atlas = pytest.mark.skipif(
    not ATLAS.is_file(), reason="world-atlas is not installed: run `make test`, or `npm ci` in tests/node"
)

# Two countries with a border that wavers, on a grid of a tenth of a degree whose corner is 100° W 10° N; and an islet.
#
#     1 ┌──0──┐ 2
#       │     │
#       └─────┘
TINY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [-100, 10]},
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "484", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "320", "arcs": [[[-1, 2]], [[3]]]},
                {"type": None},
            ],
        }
    },
    "arcs": [
        [[200, 0], [5, 25], [-5, 25], [15, 50], [-15, 50], [0, 50]],
        [[200, 200], [-200, 0], [0, -200], [200, 0]],
        [[200, 0], [200, 0], [0, 200], [-200, 0]],
        [[450, 50], [1, 0], [0, 1], [-1, 0], [0, -1]],
    ],
}


def changed(**more: Any) -> bytes:
    return json.dumps(TINY | more).encode()


def countries(*geometries: dict[str, Any]) -> dict[str, Any]:
    return {"countries": {"type": "GeometryCollection", "geometries": list(geometries)}}


def corners(path: str) -> list[list[Place]]:
    """Read an outline: the corners of its rings, in quarters of a unit."""
    rings = []
    for said in re.findall(r"M([^z]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", said)]
        ring = [(numbers[0], numbers[1])]
        for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((ring[-1][0] + x, ring[-1][1] + y))
        rings.append(ring)
    return rings


# Reading


def test_steps_become_degrees() -> None:
    transform = {"scale": [0.5, 0.25], "translate": [-100, 10]}
    assert decoded([[40, 0], [1, 8], [-3, -4]], transform) == [(-80, 10), (-79.5, 12), (-81, 11)]


def test_countries_are_read_with_their_rings() -> None:
    read = topology.read(changed())
    assert read.rings == {"484": [[0, 1]], "320": [[-1, 2], [3]], "": []}
    assert read.arcs[1] == [(-80, 30), (-100, 30), (-100, 10), (-80, 10)]


def test_a_reversed_arc_is_walked_from_its_end() -> None:
    lines = [[(0, 0), (1, 5), (0, 10)], [(0, 10), (9, 10), (0, 0)]]
    assert stitched([0, 1], lines) == [(1, 5), (0, 10), (9, 10), (0, 0)]
    assert stitched([~1, ~0], lines) == [(9, 10), (0, 10), (1, 5), (0, 0)]


def test_land_of_one_number_in_two_places_is_put_together() -> None:
    polygon = {"type": "Polygon", "id": "484"}
    read = topology.read(changed(objects=countries(polygon | {"arcs": [[0, 1]]}, polygon | {"arcs": [[3]]})))
    assert read.rings == {"484": [[0, 1], [3]]}


# Thinning out


LINE = [(0, 0), (10, 3), (20, 0), (50, 9), (100, 0)]


@pytest.mark.parametrize(
    ("tolerance", "left"),
    [
        (0, LINE),
        (2, LINE),
        (3, [(0, 0), (20, 0), (50, 9), (100, 0)]),
        (7, [(0, 0), (50, 9), (100, 0)]),
        (10, [(0, 0), (100, 0)]),
    ],
)
def test_what_hardly_shows_is_left_out(tolerance: float, left: list[Place]) -> None:
    assert simplified(LINE, tolerance) == left
    assert simplified(LINE[::-1], tolerance) == left[::-1]


def test_a_small_island_keeps_its_form() -> None:
    island = [(0, 0), (4, 0), (5, 3), (2, 6), (0, 4), (0, 0)]
    assert simplified(island, 100) == island
    assert simplified([(0, 0), (200, 1), (400, 0), (400, 400), (0, 0)], 100) == [
        (0, 0),
        (400, 0),
        (400, 400),
        (0, 0),
    ]


@given(
    st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=2, max_size=40), st.floats(0, 50)
)
def test_no_point_is_farther_from_the_line_than_allowed(line: list[Place], tolerance: float) -> None:
    left = simplified(line, tolerance)
    assert (left[0], left[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(point in rest for point in left), "in another order"
    for point in line:
        assert min(off(point, *pair) for pair in pairwise(left)) <= tolerance + 1e-6


def off(point: Place, start: Place, end: Place) -> float:
    """Measure in another way than the program: by trying two hundred places on the line."""
    places = (
        (start[0] + (end[0] - start[0]) * n / 200, start[1] + (end[1] - start[1]) * n / 200)
        for n in range(201)
    )
    return min(math.dist(point, place) for place in places) - math.dist(start, end) / 400


@pytest.mark.parametrize("tolerance", [0, 1.8, 8, 400])
def test_a_border_stays_the_same_line_for_both(tolerance: float) -> None:
    read = topology.read(changed())
    lines = [simplified([place(point) for point in arc], tolerance) for arc in read.arcs]
    west, east = (stitched(read.rings[number][0], lines) for number in ("484", "320"))
    border = lines[0]
    assert len(border) >= 2
    assert [point for point in west if point in border] == [*border[1:], border[0]]
    assert [point for point in east if point in border] == [*border[-2::-1], border[-1]]


def place(point: tuple[float, float]) -> Place:
    x, y = projected(MAIN, point)
    return round(x * 4), round(y * 4)


# Cutting off, and writing


@pytest.mark.parametrize(
    ("ring", "left"),
    [
        ([(1, 1), (9, 1), (9, 9)], [(1, 1), (9, 1), (9, 9)]),
        ([(-5, 2), (5, 2), (5, 8), (-5, 8)], [(0, 2), (5, 2), (5, 8), (0, 8)]),
        ([(-9, -9), (99, -9), (99, 99), (-9, 99)], [(0, 0), (10, 0), (10, 10), (0, 10)]),
        ([(11, 0), (20, 0), (20, 9)], []),
        ([], []),
    ],
)
def test_what_lies_beyond_a_box_is_cut_off(ring: list[Place], left: list[Place]) -> None:
    cut = clipped(ring, (0, 0, 10, 10))
    assert topology.area(cut) == topology.area(left)
    assert sorted(set(cut)) == sorted(left)


def test_an_outline_is_steps_from_its_first_corner() -> None:
    assert (
        outline([[(10, -2), (12, -2), (12, -2), (11, 3)], [(0, 0), (1, 0), (0, 1)]])
        == "M10-2l2 0-1 5zM0 0l1 0-1 1z"
    )


# Where things are


def test_the_centre_of_the_projection_is_where_it_should_be() -> None:
    assert projected(MAIN, (-82, 12)) == (MAIN.x, MAIN.y)
    assert projected(INSET, (-72, 17.5)) == (INSET.x, INSET.y)


@pytest.mark.parametrize("degrees", [-60, -20, 20, 60])
def test_distances_from_the_centre_are_those_of_the_projection(degrees: int) -> None:
    """Lambert: twice the radius times the sine of half the angle; north is up and east is right."""
    x, y = projected(MAIN, (-82, 12 + degrees))
    assert x == pytest.approx(MAIN.x)
    assert MAIN.y - y == pytest.approx(2 * MAIN.radius * math.sin(math.radians(degrees) / 2))
    assert (projected(MAIN, (-82 + degrees, 12))[0] > MAIN.x) == (degrees > 0)


def test_a_quarter_of_the_way_round_is_the_root_of_two() -> None:
    x, y = projected(MAIN, (8, 0))
    assert math.dist((x, y), (MAIN.x, MAIN.y)) == pytest.approx(MAIN.radius * math.sqrt(2))


def test_the_other_end_of_the_earth_is_no_error() -> None:
    assert all(map(math.isfinite, projected(MAIN, (98, -12))))


def test_of_a_country_what_lies_in_the_americas_is_drawn() -> None:
    """An islet by itself is drawn, however small; one beside something larger is not; nor is one in Europe."""
    east = [[1500, 300], [40, 0], [0, 40], [-40, 0], [0, -40]]
    mexico, france = {"type": "MultiPolygon", "id": "484"}, {"type": "MultiPolygon", "id": "250"}
    made = changed(
        objects=countries(mexico | {"arcs": [[[0, 1]], [[3]], [[4]]]}, france | {"arcs": [[[3]], [[4]]]}),
        arcs=[*TINY["arcs"], east],
    )
    others, shapes = drawing.outlines(topology.read(made), MAIN)
    assert list(shapes) == ["mx"]
    assert [len(corners(shapes["mx"])), len(corners(others))] == [1, 1]


# Files that cannot be used


def states(leave_out: str = "", name: str = "countries") -> bytes:
    """Make a world in which every state, and Puerto Rico, is a square around its capital."""
    taken = [state for code, state in drawing._STATES.items() if code != leave_out] + [("630", 18.5, -66.1)]
    square = [[20, 0], [0, 20], [-20, 0], [0, -20]]
    geometries = [{"type": "Polygon", "id": number, "arcs": [[n]]} for n, (number, _, _) in enumerate(taken)]
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [0.1, 0.1], "translate": [-180, -90]},
            "objects": {name: countries(*geometries)["countries"]},
            "arcs": [
                [[round((east + 180) * 10) - 10, round((north + 90) * 10) - 10], *square]
                for _, north, east in taken
            ],
        }
    ).encode()


DAMAGED = "this TopoJSON is damaged, or of another kind: quantized arcs are expected"
POLYGON = {"type": "Polygon", "id": "484"}
WRONG: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "this is not JSON"),
    "words": (b"Natural Earth", "this is not JSON"),
    "bytes": (b"\xff\xfe\xfa\x00", "this is not JSON"),
    "too deep": (b"[" * 200_000, "this is not JSON"),
    "a list": (b"[]", "this is not TopoJSON"),
    "GeoJSON": (b'{"type": "FeatureCollection", "features": []}', "this is not TopoJSON"),
    "land only": (states(name="land"), "this TopoJSON holds no countries"),
    "nothing at all": (b'{"type": "Topology"}', "this TopoJSON holds no countries"),
    "not quantized": (json.dumps({k: v for k, v in TINY.items() if k != "transform"}).encode(), DAMAGED),
    "no arcs": (changed(arcs=None), DAMAGED),
    "words for numbers": (changed(arcs=[[["a", "b"], ["c", "d"]]]), DAMAGED),
    "one point": (changed(arcs=[[[1, 1]]] * 4), DAMAGED),
    "nowhere": (changed(arcs=[[[1e308, 1], [1e308, 1]]] * 4), DAMAGED),
    "not a number": (changed(transform={"scale": [float("nan"), 1], "translate": [0, 0]}), DAMAGED),
    "an arc that is not there": (changed(objects=countries(POLYGON | {"arcs": [[4]]})), DAMAGED),
    "nor from its end": (changed(objects=countries(POLYGON | {"arcs": [[-5]]})), DAMAGED),
    "half an arc": (changed(objects=countries(POLYGON | {"arcs": [[0.5]]})), DAMAGED),
    "a ring of nothing": (changed(objects=countries(POLYGON | {"arcs": [[]]})), DAMAGED),
    "a country without a shape": (changed(objects=countries(POLYGON)), DAMAGED),
    "a name for a country": (changed(objects={"countries": {"geometries": ["Mexico"]}}), DAMAGED),
    "one state missing": (states(leave_out="kn"), "it does not hold kn"),
    "two states present": (changed(objects=countries(POLYGON | {"arcs": [[0, 1]]})), "it does not hold ag, ar, bb,"),
    "another edition": (states(), "it is another edition (sha256 "),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_named_with_a_remedy(what: str, tree: Tree, monkeypatch, capsys) -> None:
    root = tree({"wrong.json": WRONG[what][0]})
    before = (root / drawing.FILE).read_bytes()
    monkeypatch.chdir(root)
    assert main(["map", "wrong.json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"wrong.json: {WRONG[what][1]}")
    assert said.err.endswith(f" — {drawing._REMEDY}\nNothing was written.\n")
    assert (root / drawing.FILE).read_bytes() == before
    assert sorted(path.name for path in (root / "data").glob(".*")) == []


@pytest.mark.parametrize("name", ["none.json", ".", "a\0b"])
def test_a_file_that_cannot_be_opened_is_named(name: str, tree: Tree, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tree())
    assert main(["map", name]) == 1
    named = name.replace("\0", "\\x00")  # what nobody sees is spelled out
    said = capsys.readouterr().err
    assert said.startswith(f"{named}: it cannot be opened — name the file countries-50m.json")


@pytest.fixture
def square(tree: Tree, monkeypatch) -> Path:
    """Lay out a project whose world is `states()`, and go there."""
    content = states()
    monkeypatch.setattr(drawing, "SHA256", hashlib.sha256(content).hexdigest())
    root = tree({"world.json": content})
    monkeypatch.chdir(root)
    return root


def test_a_map_is_drawn_once_and_can_be_read(square: Path, capsys) -> None:
    assert main(["map", "world.json"]) == 0
    assert re.fullmatch(r"data/map\.yaml: drawn anew \([\d,]+ bytes\)\.\n", capsys.readouterr().out)
    written = (square / drawing.FILE).read_bytes()
    assert main(["map", "world.json"]) == 0
    assert "nothing new, left as it was" in capsys.readouterr().out
    assert (square / drawing.FILE).read_bytes() == written
    made, _ = load(square)
    assert made.map is not None
    assert set(made.map.shapes) == set(drawing._STATES)


def test_outside_of_a_project_nothing_is_written(square: Path, tmp_path_factory, monkeypatch, capsys) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    assert main(["map", str(square / "world.json")]) == 2
    assert "This is not the folder of the knowledge base" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_a_map_that_cannot_be_replaced_stays(square: Path, monkeypatch, capsys) -> None:
    before = (square / drawing.FILE).read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert main(["map", "world.json"]) == 1
    assert "it cannot be written (No space left on device)" in capsys.readouterr().err
    assert (square / drawing.FILE).read_bytes() == before
    assert list((square / "data").glob(".*")) == []


# The map of this repository


@pytest.fixture(scope="module")
def drawn() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(MAP.read_bytes())
    return found


@with_the_atlas
def test_the_map_is_what_the_program_draws() -> None:
    content = ATLAS.read_bytes()
    assert drawing.drawn(content).encode() == MAP.read_bytes(), (
        f"run `cam map {ATLAS.relative_to(bless.ROOT)}`"
    )


@with_the_atlas
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("countries-110m.json", "it does not hold ag, bb, dm, gd, kn, lc, vc"),
        ("countries-10m.json", "it is another edition"),
        ("land-50m.json", "this TopoJSON holds no countries"),
    ],
)
def test_the_other_files_of_the_package_are_refused(name: str, what: str) -> None:
    with pytest.raises(WrongFile, match=f"^{what}"):
        drawing.drawn(ATLAS.with_name(name).read_bytes())


def test_the_head_says_where_the_map_is_from() -> None:
    head = " ".join(line[2:] for line in MAP.read_text("utf-8").splitlines() if line.startswith("# "))
    source = ("Natural Earth 4.1 (public domain)", "world-atlas 2.0.2 (ISC, © Mike Bostock)")
    for words in (*source, f"sha256 {drawing.SHA256}", "`cam map`, not by hand", "imply no position"):
        assert words in head
    assert MAP.stat().st_size <= 60_000
    notice = (bless.ROOT / "LICENSE-DATA").read_text("utf-8")
    assert "Natural Earth" in notice
    assert "world-atlas 2.0.2" in notice


def test_every_state_is_drawn_and_has_its_point(drawn: dict[str, Any]) -> None:
    codes = {path.stem for path in (bless.ROOT / "data" / "countries").glob("*.yaml")}
    assert len(codes) == 35
    assert set(drawn["shapes"]) == set(drawn["points"]) == codes
    assert set(drawn["inset_points"]) == {*drawn["inset_labels"], "ai", "ms"}


@pytest.mark.parametrize("code", drawing._STATES)
def test_a_capital_lies_in_its_state(code: str, drawn: dict[str, Any]) -> None:
    """The capitals are typed by hand, to a tenth of a degree: this finds a slip. The coast may be a little off."""
    for points, shapes in (("points", "shapes"), ("inset_points", "inset_shapes")):
        if code in drawn[points]:
            point = [value * 4 for value in drawn[points][code]]
            rings = corners(drawn[shapes][code])
            nearest = min(
                off(point, *pair) for ring in rings for pair in zip(ring, [*ring[1:], ring[0]], strict=True)
            )
            assert nearest <= 4 or any(is_inside(point, ring) for ring in rings), nearest


def is_inside(point: list[float], ring: list[Place]) -> bool:
    """Count the edges of a ring to the right of a point."""
    (x, y), inside = point, False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def test_flows_beyond_the_americas_end_at_the_edge(drawn: dict[str, Any]) -> None:
    outside = drawn["outside"]
    assert set(outside) == {"de", "es", "it", "ma", "mr", "sn", "gm", "in", "ai", "ms"}
    edge = {code: point for code, point in outside.items() if code not in ("ai", "ms")}
    assert all(point[0] > 600 for point in edge.values())
    downwards = sorted(point[1] for point in edge.values())
    assert min(below - above for above, below in pairwise(downwards)) >= 15
    land = [point for shape in drawn["shapes"].values() for ring in corners(shape) for point in ring]
    for point in edge.values():
        assert min(math.dist(place, (point[0] * 4, point[1] * 4)) for place in land) > 60, "on land"
    assert math.dist(outside["ms"], drawn["points"]["ag"]) < 10
    assert math.dist(outside["ai"], drawn["points"]["kn"]) < 10


def test_nothing_is_drawn_far_beyond_the_frame(drawn: dict[str, Any]) -> None:
    box = drawn["inset"]
    frames = {
        "": (0, 0, drawn["width"], drawn["height"]),
        "inset_": (box["left"], box["top"], box["left"] + box["width"], box["top"] + box["height"]),
    }
    for name, (left, top, right, bottom) in frames.items():
        for path in [drawn[f"{name}others"], *drawn[f"{name}shapes"].values()]:
            for x, y in (point for ring in corners(path) for point in ring):
                assert left - 2 <= x / 4 <= right + 2
                assert top - 2 <= y / 4 <= bottom + 2


def test_the_world_of_the_program_has_35_states(drawn: dict[str, Any]) -> None:
    assert len({number for number, *_ in drawing._STATES.values()}) == 35
    assert not {number for number, *_ in drawing._STATES.values()} & set(drawing._OTHERS)
    assert isinstance(topology.read(states()), Topology)
