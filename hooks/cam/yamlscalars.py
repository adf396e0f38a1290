"""Writes one scalar of YAML: plain where every reader takes it for the text it is, else between double quotes.

Plain means plain for YAML 1.1 (PyYAML, which reads the records) and for YAML 1.2 (editors and forges): `no`, `1e3`,
`0912`, `10:30` and `2011-02-30` stand between quotes where they are texts; and so do `09:30` and `95-99`, which nobody
need know to be read as texts.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from contextlib import suppress

import yaml

_TAG = "tag:yaml.org,2002:"
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
"""A number of YAML 1.2's core schema."""

_ADDRESS = re.compile(r"https?://")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_A_NUMBER = re.compile(r"(?=.*[0-9])[0-9:.,\-– ]+")
"""A time, a number, a range of numbers or lines: people write by analogy, so that all of them have quotes."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_HIDDEN = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]"
)
_NOT_PLAIN = re.compile(r"^[-?:](?=\s|$)|^[#,\[\]{}&*!|>'\"%@`]|^---|^\.\.\.|:(?=\s|$)|\s#|^\s|\s$")
_NOT_PLAIN_IN_BRACKETS = re.compile(r"[,?\[\]{}:]|^-")
_NOT_A_BLOCK = re.compile(r"\A[ \n]|[ \t]$|^ *\t", re.MULTILINE)


def scalar(text: str, tag: str = "str", in_brackets: bool = False, quoted: bool = False) -> str:
    """Return a scalar as it is written; `tag` is what YAML has to read it as (str, int, null …).

    A text of several lines comes as a block: `|`, then its lines. `quoted`: between quotes even where it need not be.
    """
    if tag == "null":
        return "null" if in_brackets else ""
    if tag != "str" and _read_as(text) == tag:
        return text.lower() if tag == "bool" else text
    if "\n" in text and not in_brackets and _fits_a_block(text):
        return _block(text)
    if quoted or _ADDRESS.match(text) or not _is_plain(text, in_brackets):
        return _between_quotes(text)
    return text


def _is_plain(text: str, in_brackets: bool) -> bool:
    """Whether a text can stand without quotes."""
    if not text or _NOT_PLAIN.search(text) or _HIDDEN.search(text):
        return False
    if in_brackets and _NOT_PLAIN_IN_BRACKETS.search(text):
        return False
    if _is_day(text) or _MONTH.fullmatch(text):
        return True
    return not _LIKE_A_NUMBER.fullmatch(text) and (_read_as(text) == "str" and not _NUMBER.fullmatch(text))


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar: `yamlfile` reads it as the same text with quotes and without."""
    with suppress(ValueError):
        return bool(_DAY.fullmatch(text)) and bool(dt.date.fromisoformat(text))
    return False


def _read_as(text: str) -> str:
    """Return what YAML 1.1 reads a plain scalar as."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).removeprefix(_TAG)
    return "str"


def _between_quotes(text: str) -> str:
    written: str = json.dumps(text, ensure_ascii=False)
    return _HIDDEN.sub(_escaped, written)


def _escaped(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fits_a_block(text: str) -> bool:
    return not _HIDDEN.search(text.replace("\n", "")) and not _NOT_A_BLOCK.search(text)


def _block(text: str) -> str:
    """Return a text of several lines as a literal block."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    sign = "|" if ends == 1 else "|+" if ends else "|-"
    return f"{sign}\n{body}" + "\n" * max(ends - 1, 0)
