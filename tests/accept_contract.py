"""Accepts what was added to the API: `.venv/bin/python tests/accept_contract.py`, then read the diff.

tests/contract/v1.json lists every field that was ever published, under the version of the contract that brought it.
What is new is put under the newest version of data/api.yaml, which has to be written first. What is gone, or changed
its type, is never accepted: it breaks programs that rely on it.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "hooks"))

from cam.api.contract import Fields, added, broken, merged, published  # noqa: E402
from cam.embed import Site  # noqa: E402
from cam.loading import load  # noqa: E402

FILE = HERE / "contract" / "v1.json"
COMMAND = "`.venv/bin/python tests/accept_contract.py`"
PROMISE = (
    "v1 of the API promises that a published field never disappears and never changes its type: programs rely on it. "
    "Give the field back, or begin a v2 beside v1 (see “The API” in HACKING.md)."
)


def accepted() -> dict[str, Fields]:
    """Return what was published by version."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


def accept(versions: dict[str, Fields], now: Fields, newest: str) -> dict[str, Fields]:
    """Return the list with what was added under the version `newest`. Raises ValueError where it must not be."""
    known = merged(versions)
    if wrong := broken(known, now):
        raise ValueError("\n".join([*wrong, PROMISE]))
    news = added(known, now)
    if news and newest in versions:
        what = f"{newest} is published already: first write the next version into data/api.yaml, and what it brings"
        raise ValueError(what)
    return {**versions, newest: news} if news else versions


def main() -> None:
    """Write the list anew."""
    catalogue, problems = load(ROOT)
    assert not problems
    assert catalogue.contract
    now = published(Site(catalogue, [], dt.date.min))
    try:
        versions = accept(accepted(), now, catalogue.contract.changes[-1].version)
    except ValueError as refusal:
        sys.exit(str(refusal))
    FILE.write_text(json.dumps(versions, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
