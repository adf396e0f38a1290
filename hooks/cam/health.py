"""How the portals' addresses are, by what the link check wrote in data/health.yaml. Asks nobody: `links.py` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cam.files import replaced
from cam.model.base import PartialDate
from cam.model.health import Check, LinkState

FILE = "data/health.yaml"
KEPT = 12
"""How many checks of a portal are kept; three months of weekly ones."""
PATIENCE = 3
"""How many failures in a row it takes to call an address failing: servers have bad days."""

_HEAD = """\
# What the link check found at the portals' addresses, the last {kept} times. Not edited by hand: `cam links --write`
# writes it, once a week in .github/workflows/links.yml.
"""


def state(checks: Sequence[Check]) -> LinkState:
    """Return what a history, oldest check first, says of an address."""
    if not checks:
        return LinkState("unchecked")
    if not checks[-1].result.failed:
        return LinkState(checks[-1].result.value)
    last = checks[-PATIENCE:]
    failing = len(last) == PATIENCE and all(check.result.failed for check in last)
    return LinkState("failing" if failing else "unsure")


def last_checked(checks: Sequence[Check]) -> PartialDate | None:
    """Return the day of the last check, if there was one."""
    return checks[-1].day if checks else None


def extended(history: Mapping[str, Sequence[Check]], new: Mapping[str, Check]) -> dict[str, list[Check]]:
    """Return the history with one new check of some portals; it takes the place of one of the same day."""
    return {
        portal: _one_a_day([*history.get(portal, []), *([new[portal]] if portal in new else [])])
        for portal in sorted({*history, *new})
    }


def _one_a_day(checks: Sequence[Check]) -> list[Check]:
    by_day = {check.day: check for check in checks}
    return [by_day[day] for day in sorted(by_day)][-KEPT:]


class _Dumper(yaml.SafeDumper):
    """Writes every value out: `cam.yamlfile` refuses & and *."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that nothing is written as an alias."""
        return True


def dumped(history: Mapping[str, Sequence[Check]]) -> str:
    """Return the text of data/health.yaml: the same history gives the same text."""
    plain = {portal: [_plain(check) for check in history[portal]] for portal in sorted(history)}
    # `None` for the style: one line a check, whatever its length.
    lines = yaml.dump(
        plain, Dumper=_Dumper, default_flow_style=None, sort_keys=False, allow_unicode=True, width=2**31
    )
    return _HEAD.format(kept=KEPT) + lines


def _plain(check: Check) -> dict[str, Any]:
    given = {"day": dt.date.fromisoformat(check.day), "result": check.result.value}
    return given | check.model_dump(include={"code", "to"}, exclude_none=True)


def write(root: Path, history: Mapping[str, Sequence[Check]]) -> bool:
    """Write data/health.yaml; return whether it changed. Whatever happens, it is the old file or the new one, whole."""
    return replaced(root / FILE, dumped(history).encode())
