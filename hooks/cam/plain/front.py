"""The front matter of a plain page: what it is, where it stands, how sure its language is, whose it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from cam.frame import Frame
from cam.model import PartialDate

_UNPRINTED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True)
class Front:
    """What is said of a page beside its frame.

    `state` is `original` or a code of translation_states; `written` is the language of its text where that is not the
    reader's.
    """

    title: str
    description: str
    kind: str
    date: PartialDate
    state: str
    citation: str
    record: str = ""
    written: str = ""


def front_matter(frame: Frame, front: Front) -> str:
    """Return front matter in YAML, of which every reader of YAML gets back the same texts; its keys are English."""
    settings = frame.reader.catalogue.settings
    assert settings
    said: dict[str, object] = {
        "title": front.title,
        "description": front.description,
        "kind": front.kind,
        "record": front.record,
        "language": frame.reader.language,
        "text_language": front.written,
        "translation": front.state,
        "address": frame.address,
        "languages": {
            language.code: language.address
            for language in frame.languages
            if language.real and not language.current
        },
        "date": str(front.date),
        "edition": frame.edition,
        "edition_note": frame.edition_note,
        "citation": front.citation,
        "license": settings.licence_data.name,
        "license_address": settings.licence_data.address,
    }
    return "---\n" + "".join(_line(name, value) for name, value in said.items() if value) + "---"


def _line(name: str, value: object) -> str:
    if isinstance(value, dict):
        return f"{name}:\n" + "".join(f"  {_line(*pair)}" for pair in value.items())
    return f"{name}: {_quoted(str(value))}\n"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it: JSON, where the signs that YAML would refuse or fold are written as numbers."""
    return _UNPRINTED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
