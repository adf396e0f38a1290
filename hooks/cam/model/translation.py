"""What each translation was made from: data/translations/<kind>.yaml, which a program writes and nobody edits.

A line a text, by its place in the record (in pages.yaml: in the page):

    title: es:AbCdEf:QwErTyUi:2026-11-20 en:GhIjKl fr:MnOpQr

The language of the original, its fingerprint, the print of its words, and the day that the record gave as `revised`
(where it gave one); then each translation's language and fingerprint. Where two translations were made from two
versions of the original, a second such group follows behind a bar.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, RootModel

from cam.model.base import PartialDate, wrong

_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z]+)*"
_GROUP = re.compile(
    rf"({_LANGUAGE}):([\w-]{{6}}):((?:[\w-]{{2}})*)(?::([0-9-]{{4,10}}))?((?: {_LANGUAGE}:[\w-]{{6}})+)",
    re.ASCII,
)


class Version(NamedTuple):
    """A version of an original: its language, fingerprint and print of words, and what `revised` said then."""

    language: str
    fingerprint: str
    print: str
    revised: str = ""


class Group(NamedTuple):
    """The translations that were made from one version: language -> fingerprint."""

    version: Version
    translations: dict[str, str]

    def __str__(self) -> str:
        made = " ".join(f"{language}:{fingerprint}" for language, fingerprint in self.translations.items())
        return f"{':'.join(filter(None, self.version[:2]))}:{self.version.print}" + (
            f":{self.version.revised} {made}" if self.version.revised else f" {made}"
        )


_REMEDY = "delete this line; `cam fix` writes it anew"


def _groups(value: Any) -> tuple[Group, ...]:
    if not isinstance(value, str):
        raise wrong("this is not the state of a translation", _REMEDY)
    return tuple(_group(text) for text in value.split(" | "))


def _group(text: str) -> Group:
    match = _GROUP.fullmatch(text)
    if not match:
        raise wrong("this is not the state of a translation", _REMEDY)
    language, fingerprint, words, revised, made = match.groups()
    try:
        version = Version(language, fingerprint, words, PartialDate._checked(revised) if revised else "")
    except ValueError:
        raise wrong(f"{revised} is not a day", _REMEDY) from None
    return Group(version, dict(one.split(":") for one in made.split()))


Groups = Annotated[tuple[Group, ...], BeforeValidator(_groups)]
"""What is known of one text."""

Kept = dict[str, tuple[Group, ...]]
"""What is known of one record or page: place -> groups."""


class Ledger(RootModel[dict[str, dict[str, Groups]]]):
    """What is known of the records of a kind by their id, or of the pages by their path."""
