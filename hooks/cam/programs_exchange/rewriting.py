"""Writes records of programs as their editors do; of one that is there, only the keys that changed are written anew."""

from __future__ import annotations

import re
from typing import Any

from cam.model.program import Program
from cam.yamlfile import YamlFile, parse
from cam.yamlwriter import Flow, Quoted, date, dumped

_LAST = ("unconfirmed", "unknown", "notes", "unsure", "themes", "see_also", "original", "translations", "sources",
         "added", "revised")  # fmt: skip
_ORDER = [
    *("id", "title", "summary"),
    *(name for name in Program.model_fields if name not in ("id", "title", "summary", *_LAST)),
    *_LAST,
]
"""The keys in the order in which editors write them."""

_DATES = ("start", "end", "date", "seen", "added", "revised")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

Plain = dict[str, Any]


def written(record: Plain) -> str:
    """Return a new record as a file."""
    return dumped({name: _styled(name, record[name]) for name in _ORDER if name in record})


def rewritten(text: str, file: YamlFile, before: Plain, now: Plain) -> str:
    """Return the text of a record's file with the keys that changed; the others, and remarks, stay as they stand."""
    lines = text.splitlines(keepends=True)
    starts = {name: file.lines[(name,)] - 1 for name in before}
    order = sorted(starts, key=starts.__getitem__)
    pieces: dict[str, str] = {"": "".join(lines[: min(starts.values())])}
    for name, following in zip(order, [*order[1:], None], strict=True):
        end = starts[following] if following else len(lines)
        pieces[name] = "".join(lines[starts[name] : end])
    for name in [name for name in before if name not in now]:
        pieces[name] = "".join(_remarks_after(pieces[name]))
    for name in [name for name in _ORDER if name in now and now[name] != before.get(name)]:
        fresh = dumped({name: _styled(name, now[name])})
        if name in pieces:
            pieces[name] = fresh + "".join(_remarks_after(pieces[name]))
        else:
            pieces = _inserted(pieces, name, fresh)
    made = "".join(pieces.values())
    return made if parse(made, file.name).value == now else written(now)


def _remarks_after(piece: str) -> list[str]:
    """Return the remarks and empty lines at the end of a key's lines: they belong to what follows."""
    lines = piece.splitlines(keepends=True)
    end = len(lines)
    while end > 1 and (lines[end - 1].startswith("#") or not lines[end - 1].strip()):
        end -= 1
    return lines[end:]


def _inserted(pieces: dict[str, str], name: str, fresh: str) -> dict[str, str]:
    """Return the pieces with a new key where it belongs: after the last that is there of those before it."""
    earlier = _ORDER[: _ORDER.index(name)]
    after = next((other for other in reversed(list(pieces)) if other in earlier), "")
    made: dict[str, str] = {}
    for other, piece in pieces.items():
        made[other] = piece if piece.endswith("\n") or not piece else f"{piece}\n"
        if other == after:
            made[name] = fresh
    return made


def _styled(name: str, value: Any) -> Any:
    """Return a value in the style in which editors write it: codes and sources on one line, dates without quotes."""
    if name in _DATES and isinstance(value, str) and _DAY.fullmatch(value):
        return date(value)
    if name == "sources":
        return [Flow({key: _in_source(key, part) for key, part in item.items()}) for item in value]
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        return Flow(value)
    if isinstance(value, list):
        return [_styled("", item) for item in value]
    if isinstance(value, dict):
        return {key: _styled(key, part) for key, part in value.items()}
    return value


def _in_source(name: str, value: Any) -> Any:
    return Quoted(value) if name == "address" else _styled(name, value)
