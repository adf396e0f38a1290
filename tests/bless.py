"""Accepts what the program says now as what it should say: `.venv/bin/python tests/bless.py`, then read the diff.

It writes tests/all_wrong/expected.txt and tests/miniature/expected/. The tests compare with the same functions.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any
from unittest import mock

from jinja2 import Environment, StrictUndefined
from markupsafe import escape

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "hooks"))

from cam import checks, embed, live, outputs, pages, prose  # noqa: E402
from cam.frame import place_of  # noqa: E402
from cam.knowledge import Site  # noqa: E402
from cam.loading import load  # noqa: E402
from cam.problems import BadInput, Problem, report  # noqa: E402
from cam.views.blocks import Drawing  # noqa: E402

ALL_WRONG, MINIATURE = HERE / "all_wrong", HERE / "miniature"
TODAY = "2026-11-21"
ADVICE = (
    "If the new text is right, run `.venv/bin/python tests/bless.py` and read the diff before you commit it."
)

NOT_UTF8: dict[str, bytes] = {
    "data/themes/latin-1.yaml": "id: latin-1\ntitle:\n  en: Café\n".encode("latin-1"),
    "docs/es/latin-1.md": "---\ntitle: Años\ndescription: x\n---\n\nTexto.\n".encode("latin-1"),
}
"""The part of the all-wrong tree that git and editors would not keep as it is."""


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def lay_out(root: Path, source: Path) -> None:
    """Make a project at `root`: this site's words, lists and templates, and the records and pages of `source`."""
    for folder in ("data/vocabulary", "data/labels", "overrides/views"):
        shutil.copytree(ROOT / folder, root / folder, dirs_exist_ok=True)
    for folder in ("data", "docs"):
        shutil.copytree(source / folder, root / folder, dirs_exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: A project for tests\n")


def all_wrong(root: Path) -> Site:
    """Lay out the tree in which everything is wrong, and read it as far as it can be read."""
    lay_out(root, ALL_WRONG)
    for name, content in NOT_UTF8.items():
        write(root / name, content)
    catalogue, _ = load(root)
    return Site(catalogue, prose.read_pages(root, catalogue.languages), dt.date.fromisoformat(TODAY))


def messages(root: Path) -> str:
    """Return what `cam check` says of the tree at `root`."""
    try:
        live.checked(root)
    except BadInput as problems:
        return f"{problems}\n"
    return ""


def told(root: Path) -> list[str]:
    """Return each problem that `cam check` finds in the tree at `root`, as it says it."""
    try:
        live.checked(root)
    except BadInput as problems:
        return [str(problem) for problem in problems.problems]
    return []


def by_rule(site: Site) -> dict[str, list[Problem]]:
    """Return what each rule finds."""
    found = {check.__name__: list(check(site.catalogue)) for check in checks.CHECKS}
    return found | {check.__name__: list(check(site)) for check in checks.PAGE_CHECKS}


def miniature(root: Path) -> Site:
    """Lay out the miniature knowledge base and read it; it holds no problem."""
    lay_out(root, MINIATURE)
    catalogue, problems = load(root)
    site = Site(catalogue, prose.read_pages(root, catalogue.languages), dt.date.fromisoformat(TODAY))
    problems += [*checks.run(catalogue), *checks.run_pages(site)]
    assert not problems, report(problems)
    return site


def marked(site: Site) -> Site:
    """Return the site with the name of each label in place of its words: to change a word is no reason to bless."""

    def mark(name: str, text: Any) -> Any:
        if isinstance(text, dict):
            return type(text)({code: mark(name, said) for code, said in text.items()})
        said = text if name in site.catalogue.labels else ""  # the words of a list are never filled in
        places = "".join(f" {{{place}}}" for _, place, _, _ in Formatter().parse(said) if place is not None)
        return f"‹{name}{places}›"

    labels = {
        name: text if name.startswith("formats.") else mark(name, text)
        for name, text in site.catalogue.labels.items()
    }
    vocabulary = {
        name: {code: text and mark(f"{name}.{code}", text) for code, text in codes.items()}
        for name, codes in site.catalogue.vocabulary.items()
    }
    return replace(site, catalogue=replace(site.catalogue, labels=labels, vocabulary=vocabulary))


def _figures_of(drawing: Drawing, *_: object) -> str:
    """Return what a chart is to show, in place of its drawing."""
    lines = [
        f"{line.name or '-'}: {', '.join(f'{x} {value}' for x, value in line.points)}"
        for line in drawing.lines
    ]
    about = f"{drawing.form}, {drawing.unit or '-'}, {drawing.decimals}{', points' if drawing.stock else ''}"
    return f"<svg>{escape(' | '.join([about, *lines]))}</svg>"


STAND_INS = {
    "cam.charts.svg": _figures_of,
    "cam.sicremi.forms._spreadsheet": lambda *_: b"a spreadsheet",
    "cam.programs_exchange.giving.workbook": lambda *_: b"a spreadsheet",
    "cam.sheets.book.written": lambda *_: b"a spreadsheet",
    "cam.sheets.field_rows.rows": lambda *_: [],
    "cam.sheets.field_rows.codes": lambda *_: [],
    "cam.sheets.field_rows.as_json": lambda *_: {"the dictionary": "of fields"},
    "cam.outputs.tables.package": lambda *given: {"the files of the package": sorted(given[-1])},
    "cam.outputs.tables.dcat.json_ld": lambda *_: {"a catalogue": "of the data"},
    "cam.outputs.tables.turtle": lambda *_: "a catalogue of the data\n",
    "cam.outputs.reports.rendered": lambda *_: {"pdf": b"a document", "docx": b"a document"},
    "cam.documents.rendering.files": lambda *_: {"pdf": b"a document", "docx": b"a document"},
    "cam.outputs.api.schema_file": lambda _, name: {"a schema": name},
    "cam.outputs.api.openapi_file": lambda *_: {"a description": "of the API"},
    "cam.outputs.api.entry.vocabulary_file": lambda _: {"the closed lists": "and their words"},
}
"""What takes long to make, or changes with the libraries that make it, has its own tests; here it is said shortly."""


@contextmanager
def stood_in() -> Iterator[None]:
    """Put the stand-ins in the place of drawings, spreadsheets and documents."""
    with ExitStack() as stack:
        for name, stand_in in STAND_INS.items():
            stack.enter_context(mock.patch(name, stand_in))
        yield


def output(site: Site) -> dict[str, bytes]:
    """Return every file that is made of a knowledge base: record pages, prose with its words said, other files."""
    with stood_in():
        return _output(marked(site))


def _output(site: Site) -> dict[str, bytes]:
    made = {
        f"docs/{name}": text.encode() for name, text in pages.pages(site.catalogue, place_of(site.catalogue))
    }
    made |= {page.name: said(site, page).encode() for page in site.pages}
    for build in outputs.OUTPUTS:
        made |= {f"site/{name}": content for name, content in build(site).items()}
    return made


def said(site: Site, page: prose.Page) -> str:
    """Return a prose page as Markdown gets it: every word replaced by what it says."""
    words = {word: partial(embed.say, site, word, page.language, page.url) for word in embed.WORDS}
    template = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # as mkdocs-macros has it
    return template.from_string(page.text).render(words)


def expected() -> dict[str, bytes]:
    """Return the files under tests/miniature/expected/."""
    folder = MINIATURE / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def main() -> None:
    """Write both expectations anew."""
    for name in ("SITE_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as folder:
        wrong, small = Path(folder) / "wrong", Path(folder) / "small"
        all_wrong(wrong)
        (ALL_WRONG / "expected.txt").write_text(messages(wrong), "utf-8")
        made = output(miniature(small))
    shutil.rmtree(MINIATURE / "expected", ignore_errors=True)
    for name, content in made.items():
        write(MINIATURE / "expected" / name, content)
    print(
        f"tests/all_wrong/expected.txt and {len(made)} files in tests/miniature/expected/: read `git diff`."
    )


if __name__ == "__main__":
    main()
