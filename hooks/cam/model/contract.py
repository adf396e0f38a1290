"""The history of what the API promises: data/api.yaml, one entry for each version of the contract, newest last."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from cam.model.base import PartialDate, Strict, Text, wrong

_VERSION = re.compile(r"[1-9][0-9]*\.(0|[1-9][0-9]*)")


def _version(value: str) -> str:
    if not _VERSION.fullmatch(value):
        raise wrong(f"`{value}` is not a version", 'write two numbers in quotes, e.g. "1.2"')
    return value


Version = Annotated[str, AfterValidator(_version)]
"""A version of the contract: the first number is that of the address, the second counts what was added."""


class Change(Strict):
    """A version of the contract, and what it brought."""

    version: Version = Field(description="version of the contract, e.g. 1.2")
    date: PartialDate = Field(description="day on which it began")
    text: Text = Field(description="what it brought")


def _in_order(changes: list[Change]) -> list[Change]:
    for earlier, later in pairwise(changes):
        if numbers(later.version) <= numbers(earlier.version) or later.date < earlier.date:
            what = f"version {later.version} follows version {earlier.version}"
            raise wrong(what, "order the versions, the newest last")
    return changes


class Contract(Strict):
    """What was published, version by version."""

    changes: Annotated[list[Change], AfterValidator(_in_order)] = Field(min_length=1)


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers, by which versions sort."""
    return tuple(int(part) for part in version.split("."))
