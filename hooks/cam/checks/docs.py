"""Rules on the folders of docs/: what stands in them, and that links between pages lead somewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from posixpath import join, normpath, relpath
from urllib.parse import unquote

from cam.checks.structure import lines_of
from cam.knowledge import Site
from cam.model.law import Country
from cam.problems import Problem, nearest
from cam.prose import Page
from cam.store import Catalogue, key

_CODE = re.compile(r"(`+).+?\1")
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_TO_A_PAGE = re.compile(r"(?:\]\(|^ {0,3}\[[^\]]+\]: *)<?([^)\s>#:]+\.md)(?=[#)\s>]|$)")
"""A link, or the line that says where links of a name lead; an address with a colon leads out of the site."""


def links_lead_to_pages(site: Site) -> Iterator[Problem]:
    """A link to a page or a record leads to one that is there."""
    records = _of_records(site.catalogue)
    default = site.catalogue.languages[:1]
    for language in site.catalogue.languages:
        # What a language lacks stands in for it in the default language.
        known = records | {page.path for page in site.pages if page.language in (language, *default)}
        for page in site.pages:
            if page.language == language:
                yield from _astray(page, known)


def _of_records(catalogue: Catalogue) -> set[str]:
    """Return the page of every record, below the folder of a language; also of those that cannot be read just now."""
    names = {*catalogue.unread, *(key(record) for record in catalogue.every())}
    states = [key(country) for country in catalogue.all(Country)]
    names |= {f"{state}/{part}" for state in states for part in ("brief", "figures")}
    return {f"{name}.md" for name in names}


def _astray(page: Page, known: set[str]) -> Iterator[Problem]:
    """Yield the links of a page that lead to none of the pages that are known."""
    folder = str(PurePosixPath(page.path).parent)
    shown = _REMARK.sub(lambda remark: "\n" * remark[0].count("\n"), page.text)
    for number, line in lines_of(replace(page, text=shown)):
        for match in _TO_A_PAGE.finditer(_CODE.sub("", line)):
            target = normpath(join(folder, unquote(match[1])))
            if target not in known:
                what = f"the link `{match[1]}` leads to no page"
                yield Problem(page.name, number, what, _meant(target, known, folder))


def _meant(target: str, known: set[str], folder: str) -> str:
    """Return the remedy for a link to `target`: the page of its folder, else of all, whose name is most like it."""
    wanted = PurePosixPath(target)
    choice = {name: PurePosixPath(name).stem for name in known if PurePosixPath(name).parent == wanted.parent}
    word = wanted.stem if choice else str(wanted.with_suffix(""))
    choice = choice or {name: name.removesuffix(".md") for name in known}
    links = {stem: relpath(name, folder) for name, stem in choice.items()}
    if near := get_close_matches(word, sorted(links), n=1):
        return f"did you mean `{links[near[0]]}`?"
    return nearest("", links.values())


def only_pages_stand_in_docs(site: Site) -> Iterator[Problem]:
    """In the folder of a language stand its pages and the files of frozen editions: all of it is published."""
    catalogue = site.catalogue
    frozen = {f"editions/{identity}" for identity in catalogue.records["editions"]}
    frozen |= {name for name in catalogue.unread if name.startswith("editions/")}
    for language in catalogue.languages:
        top = catalogue.root / "docs" / language
        for place, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            if (inside := Path(place).relative_to(top).as_posix()) in frozen:
                continue  # a rule of its own
            for name in [name for name in files if not name.startswith(".") and not name.endswith(".md")]:
                what = "this file is no page, and would be published as it is"
                remedy = (
                    "remove it; a table goes to data/figures as .csv, a document is linked where it stands"
                )
                yield Problem(normpath(join("docs", language, inside, name)), 0, what, remedy)
