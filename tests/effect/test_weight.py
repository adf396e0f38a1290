"""What pages of built sites weigh, and what they may weigh."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import bless
import pytest
from support_effect import compare, has

from cam.cli import main
from cam.effect import weight


def site(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        bless.write(folder / name.replace("__", "/") / "index.html", content)
    bless.write(folder / "index.html", b"home")
    return folder


def test_built_sites_are_weighed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, heavy = tmp_path_factory.mktemp("sites"), bytes(range(256)) * 2
    noise = b"".join(hashlib.sha256(bytes(divmod(number, 256))).digest() for number in range(450))
    old = site(folder / "old", themes__a=heavy, es__themes__a=heavy)
    new = site(folder / "new", themes__a=heavy + noise, es__themes__a=heavy, lists=noise)
    told = compare(root, built=(old, new))
    found = told.effect.sites
    assert found
    size = len(gzip.compress(noise, 9))
    assert weight.Weight("/lists/", 0, size, weight.PAGE_BUDGET) in found.most
    assert [page.address for page in found.beyond] == ["/themes/a/"]
    assert found.beyond[0].budget == weight.RECORD_BUDGET
    grown = found.beyond[0].new
    has(
        told,
        en=[f"/themes/a/ weighs {grown:,} bytes; 12,000 are allowed.", "In the built sites"],
        es=[f"/themes/a/ pesa {grown:,} bytes; se permiten 12,000.".replace(",", " ")],
        fr=[f"/themes/a/ pèse {grown:,} octets ; le maximum est de 12,000.".replace(",", " ")],
    )


def test_a_folder_without_a_site_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "diff", "--sites", "no-site", "data"]) == 2
    said = "There is no built site in no-site. `cam build --output no-site` builds one.\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("", weight.PAGE_BUDGET),
        ("meetings/", weight.PAGE_BUDGET),
        ("meetings/a/", weight.RECORD_BUDGET),
        ("fr/meetings/a/", weight.RECORD_BUDGET),
        ("es/countries/cr/brief/", weight.RECORD_BUDGET),
        ("countries/cr/figures/", weight.PAGE_BUDGET),
        ("about/data/", weight.PAGE_BUDGET),
    ],
)
def test_the_budget_of_a_page(place: str, expected: int) -> None:
    assert weight.budget(place, ["en", "es", "fr"]) == expected
