"""Lighthouse on a phone: a record's page and the home page, served at the address that they name as their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support_lighthouse import run_lighthouse, why_not
from support_site import Based

pytestmark = [
    pytest.mark.lighthouse,
    pytest.mark.slow,
    pytest.mark.skipif(why_not() is not None, reason=str(why_not())),
]

PAGES = {"record": "es/plans/cam-2015-2016/", "home": "fr/"}
SPEED = 98
TRIES = 3
"""Speed depends on what else the machine does: the best of some runs counts. The rest must be right in the first."""


@pytest.mark.parametrize("place", PAGES.values(), ids=PAGES)
def test_lighthouse(place: str, local: Based, record_property: Callable[[str, object], None]) -> None:
    report = run_lighthouse(local.address + place)
    rest = {name: score for name, score in report.scores.items() if name != "performance"}
    assert rest == {"accessibility": 100, "best-practices": 100, "seo": 100}, str(report)
    assert report.requests
    assert all(address.startswith(local.address) for address in report.requests), report.requests
    speed = report.scores["performance"]
    for _ in range(TRIES - 1):
        if speed < SPEED:
            speed = max(speed, run_lighthouse(local.address + place).scores["performance"])
    print(
        f"{report}\nbest speed {speed}, {report.bytes_over_the_wire} bytes in {len(report.requests)} requests"
    )
    record_property("lighthouse", f"{place}: {rest | {'performance': speed}}")
    assert speed >= SPEED, str(report)
