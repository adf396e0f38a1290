"""What the link check found at the portals' addresses: data/health.yaml, which a program writes and nobody edits."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, model_validator

from cam.model.base import Address, Code, PartialDate, Strict, wrong

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise wrong(
            f"`{value}` is not the name of a host", "write only the name, in small letters, e.g. www.oas.org"
        )
    return value


Host = Annotated[str, AfterValidator(_host)]
"""The name of a computer on the network, as it stands in an address."""


class LinkState(Code):
    """What the last checks of an address together say of it."""

    vocabulary = "link_states"


class Result(StrEnum):
    """What asking an address once came to."""

    ANSWERS = "answers"
    MOVED = "moved"
    """It answers, and has said for good that it is now elsewhere."""
    REFUSES = "refuses"
    """It refuses programs: people have to look for themselves."""
    GONE = "gone"
    ERROR = "error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"

    @property
    def failed(self) -> bool:
        """Whether a person would most likely not have seen the page either."""
        return self in (Result.GONE, Result.ERROR, Result.TIMEOUT, Result.UNREACHABLE)


def _result(value: Any) -> Result:
    if value not in list(Result):
        raise wrong(f"`{value}` is not a result of a link check", f"write one of: {', '.join(Result)}")
    return Result(value)


def _whole(value: PartialDate) -> PartialDate:
    if not value.day:
        raise wrong(f"{value} is not a day", "write year, month and day, e.g. 2026-11-21")
    return value


class Check(Strict):
    """One asking of one address."""

    day: Annotated[PartialDate, AfterValidator(_whole)]
    result: Annotated[Result, BeforeValidator(_result)]
    code: int | None = Field(None, description="HTTP status of the last answer, if one came")
    to: Address | None = Field(None, description="where the address has moved to")

    @model_validator(mode="after")
    def _says_where_to(self) -> Self:
        if (self.result is Result.MOVED) != (self.to is not None):
            raise wrong("`to` belongs to the result `moved`, and to no other", "say both or neither")
        return self


def _in_order(checks: list[Check]) -> list[Check]:
    for earlier, later in pairwise(checks):
        if later.day <= earlier.day:
            raise wrong(
                f"the check of {later.day} follows that of {earlier.day}", "order the checks, one a day"
            )
    return checks


class History(RootModel[dict[str, Annotated[list[Check], AfterValidator(_in_order)]]]):
    """The checks of each portal by its id, oldest first."""
