"""Which pages readers find added, changed or gone, by language, and what of them changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from cam.effect.drawn import Drawn
from cam.effect.records import ADDED, CHANGED, GONE, Field, RecordChange, cut
from cam.prose import Page

_LINES = 6
"""How many changed lines of a prose page are shown."""


@dataclass(frozen=True)
class PageChange:
    """A page that differs: `fields` says what of its own record or file changed, `old_size` and `size` weigh its body.

    A changed page without fields shows something of other records that changed.
    """

    state: str
    language: str
    address: str
    title: str
    source: str
    old_size: int
    size: int
    fields: list[Field] = field(default_factory=list)


def compared(
    old: dict[str, Drawn],
    new: dict[str, Drawn],
    records: list[RecordChange],
    parts: dict[str, list[Field]],
    unread: set[str],
) -> list[PageChange]:
    """Return the pages that differ, by address; `parts` are the changed places of prose files.

    A page that one of the states could not draw, or of a record that it could not read (`unread`), is left out: nothing
    is known of it.
    """
    of_record = {change.name: change.fields for change in records}
    languages = {page.language for pages in (old, new) for page in pages.values()}
    found = []
    for address in sorted(old.keys() | new.keys()):
        before, after = old.get(address), new.get(address)
        state = _state(before, after)
        shown = after or before
        if state and shown and shown.source not in unread:
            own = of_record.get(shown.source, []) or parts.get(shown.source, [])
            others = languages - {shown.language}  # a text in another language shows on its own pages
            fields = [item for item in own if state == CHANGED and item.language not in others]
            sizes = before.size if before else 0, after.size if after else 0
            found.append(
                PageChange(state, shown.language, address, shown.title, shown.source, *sizes, fields=fields)
            )
    return found


def _state(old: Drawn | None, new: Drawn | None) -> str:
    if (old and old.failed) or (new and new.failed):
        return ""
    if old and new:
        return CHANGED if old.text != new.text else ""
    return ADDED if new else GONE


def undrawn(old: dict[str, Drawn], new: dict[str, Drawn]) -> list[str]:
    """Return the addresses of pages that one of the states could not draw."""
    return sorted({page.address for pages in (old, new) for page in pages.values() if page.failed})


def of_prose(old: list[Page], new: list[Page]) -> dict[str, list[Field]]:
    """Return, by file, the lines and the front matter that differ between the prose pages of two states."""
    before = {page.name: page for page in old}
    found = {page.name: _parts(before[page.name], page) for page in new if page.name in before}
    return {name: fields for name, fields in found.items() if fields}


def _parts(old: Page, new: Page) -> list[Field]:
    head = [
        Field(name, *cut(str(old.meta.get(name, "")), str(new.meta.get(name, ""))))
        for name in sorted(old.meta.keys() | new.meta.keys())
        if old.meta.get(name) != new.meta.get(name)
    ]
    before, after = old.text.splitlines(), new.text.splitlines()
    gone = [line for line in before if line.strip() and line not in after]
    come = [
        (number, line)
        for number, line in enumerate(after, new.text_line)
        if line.strip() and line not in before
    ]
    length = max(len(gone), len(come))
    gone += [""] * (length - len(gone))
    come += [(0, "")] * (length - len(come))
    lines = [
        Field(f":{number}" if number else "", *cut(one, other))
        for one, (number, other) in zip(gone, come, strict=True)
    ]
    return [*head, *lines[:_LINES]]
