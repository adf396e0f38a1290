"""Puts right in a file what of its typography needs no person: apostrophes, dots, double and no-break spaces.

No browser types a no-break space, and hardly a keyboard a curved apostrophe. Translations stay in step: what they were
made from is compared without such signs (`translation.words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cam import canonical, prose
from cam.terminology.texts import UNREAD
from cam.terminology.typography import mended as right
from cam.yamlfile import Place, parse


def mended(name: str, text: str, languages: Sequence[str]) -> str:
    """Return a file of data/ or a prose page, which is in canonical form, with its signs put right.

    `name` is the path from the root ("data/meetings/x.yaml"), `languages` the site's. No word and no remark changes.
    """
    if name.endswith(".md"):
        return _page(name, text, languages)
    if name.removeprefix("data/").removesuffix(".yaml") in UNREAD:
        return text
    return _with(name, text, dict(_in_languages(parse(text, name).value, languages)), languages)


def _with(name: str, text: str, values: dict[Place, str], languages: Sequence[str]) -> str:
    return canonical.edited(name, text, values, languages) if values else text


def _in_languages(value: Any, languages: Sequence[str], place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield the place of each text of a language that is not as it should be, with what it should be."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_languages(item, languages, (*place, index))
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key not in languages or not isinstance(item, str):
            yield from _in_languages(item, languages, (*place, key))
        elif (well := right(item, key)) != item:
            yield (*place, key), well


def _page(name: str, text: str, languages: Sequence[str]) -> str:
    """Return a prose page put right; one that only holds a copy of another language's stays as it is."""
    language, front = name.split("/")[1], prose.front_matter(text)
    meta = parse(front[1], name).value if front else None
    if front is None or not isinstance(meta, dict) or language in (meta.get("untranslated") or ()):
        return text
    said = {key: meta[key] for key in ("title", "description") if isinstance(meta.get(key), str)}
    values: dict[Place, str] = {
        (key,): well for key, item in said.items() if (well := right(item, language)) != item
    }
    body = right(text[front.end() :], language)
    return (
        text[: front.start(1)]
        + _with(name, front[1], values, languages)
        + text[front.end(1) : front.end()]
        + body
    )
