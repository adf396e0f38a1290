"""Writes one Markdown page per record and language: docs/<language>/<kind>/<id>.md (git-ignored).

A file is written only if its content changed, and pages whose record is gone are removed, so that a watching server
rebuilds once per edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cam.model import KINDS, Record
from cam.model.law import Country
from cam.prose import is_generated
from cam.render import render
from cam.store import Catalogue, is_example, key
from cam.views.brief import brief
from cam.views.figures import figures_page
from cam.views.kept import keep
from cam.views.page import Place, record_page, shorten
from cam.views.reader import Reader


def pages(catalogue: Catalogue, place: Place) -> Iterator[tuple[str, str]]:
    """Yield (path below docs/, content) of every record's page in every language."""
    for language in catalogue.languages:
        for record in catalogue.every():
            yield f"{language}/{key(record)}.md", page(catalogue, record, language, place)
        for country in catalogue.all(Country):
            yield f"{language}/{key(country)}/brief.md", brief_page(catalogue, country, language)
            yield f"{language}/{key(country)}/figures.md", state_figures(catalogue, country, language)


def page(catalogue: Catalogue, record: Record, language: str, place: Place) -> str:
    """Return the Markdown file of one record in one language: front matter, then the body as one block of HTML."""
    reader = Reader(catalogue, language, f"{key(record)}/")
    content = keep(reader, record_page(reader, record, place))
    named = filter(None, (str(reader.called(record)), reader.borne_by_many(record), content.kicker))
    heading = " · ".join(named)  # several records bear the same title
    matter = _matter(record, str(content.title), heading, content.description)
    matter["translated"] = content.title.language == language
    if is_example(record):
        matter |= {"example": True, "unlisted": True}  # neither this site's search nor any other finds it
    return _file(matter, render(reader, "record.html", page=content))


def brief_page(catalogue: Catalogue, country: Country, language: str) -> str:
    """Return the Markdown file of a state's brief in one language."""
    reader = Reader(catalogue, language, f"{key(country)}/brief/")
    content = keep(reader, brief(reader, country))
    matter = _matter(
        country, content.title, content.title, shorten(f"{content.title}. {content.lead}".strip())
    )
    return _file(
        {**matter, "translated": True, "unlisted": True}, render(reader, "brief.html", brief=content)
    )


def state_figures(catalogue: Catalogue, country: Country, language: str) -> str:
    """Return the Markdown file of all figures of a state in one language."""
    reader = Reader(catalogue, language, f"{key(country)}/figures/")
    content = keep(reader, figures_page(reader, country))
    matter = _matter(country, content.title, content.title, shorten(f"{content.title}. {content.lead}"))
    return _file({**matter, "translated": True}, render(reader, "figures.html", page=content))


def _matter(record: Record, title: str, heading: str, description: str) -> dict[str, object]:
    return {
        "title": title,
        "heading": heading,
        "description": description,
        "kind": record.kind,
        "record": record.id,
        "render_macros": False,
    }


def _file(matter: dict[str, object], body: str) -> str:
    front = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items())
    return f"---\n{front}\n---\n\n{body}"


def write(catalogue: Catalogue, place: Place) -> int:
    """Bring docs/ up to date; return how many files changed. What an editor wrote stays (a rule tells of it)."""
    docs, changed = catalogue.root / "docs", 0
    wanted = dict(pages(catalogue, place))
    for name, content in wanted.items():
        path = docs / name
        if path.is_file() and not is_generated(path):
            continue
        if not path.is_file() or path.read_text("utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8", newline="\n")
            changed += 1
    return changed + _remove_others(catalogue, docs, set(wanted))


def _remove_others(catalogue: Catalogue, docs: Path, wanted: set[str]) -> int:
    removed = 0
    for language in catalogue.languages:
        for kind in KINDS:
            for path in (docs / language / kind).rglob("*.md"):
                if path.relative_to(docs).as_posix() not in wanted and is_generated(path):
                    path.unlink()
                    removed += 1
    return removed
