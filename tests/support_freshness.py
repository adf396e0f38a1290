"""Records and rules of another age, for the tests of freshness."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cam.store import Catalogue

LANGUAGES = ("en", "es", "fr")
TODAY = dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    """Return a day by its text."""
    return dt.date.fromisoformat(text)


def with_record(catalogue: Catalogue, name: str, **changes: object) -> Catalogue:
    """Return the catalogue with one record changed; what was worked out of it is not taken along."""
    kind, _, identity = name.partition("/")
    changed = catalogue.records[kind][identity].model_copy(update=changes)
    return replace(
        catalogue,
        records={**catalogue.records, kind: {**catalogue.records[kind], identity: changed}},
    )


def theme(lines: str) -> str:
    """Return the file of a theme that says more of itself in some lines."""
    head = "id: aged\ntitle: {en: One, es: Uno, fr: Un}\noriginal: en\nsources: [{document: res-1}]\n"
    return f"{head}added: 2026-11-20\n{lines}"
