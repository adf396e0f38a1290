"""Rules on what the languages of a page have in common: headings, words, lists, tables, and where their links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from cam.knowledge import Site
from cam.problems import Problem
from cam.prose import Page, leads_to

_FENCE = re.compile(r"^ *(```|~~~)")
_HEADING = re.compile(r"(#{1,6}) ")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]+\.) ")
_ROW = re.compile(r"\|")
_CELL = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^)\s]+)")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Sign(NamedTuple):
    """A piece of a page's structure in an editor's words, and its line in the file."""

    what: str
    line: int


def pages_have_the_same_structure(site: Site) -> Iterator[Problem]:
    """A translation has the headings, words, list entries and table rows of the default language, in the same order."""
    for page, model in _pairs(site):
        for mine, theirs in zip_longest(_structure(page), _structure(model)):
            if mine and theirs and mine.what == theirs.what:
                continue
            line = mine.line if mine else _last(page)
            here, there = mine.what if mine else "the end", theirs.what if theirs else "the end"
            at = f" (line {theirs.line})" if theirs else ""
            what = f"the structure differs from {model.name}: here {here}, there {there}{at}"
            remedy = "use the same headings, words, lists and tables in the same order"
            yield Problem(page.name, line, what, remedy)
            break  # what follows is shifted by it


def pages_have_the_same_links(site: Site) -> Iterator[Problem]:
    """A translation leads to the pages to which the page in the default language leads, and outside as often."""
    for page, model in _pairs(site):
        mine, theirs = _links(page), _links(model)
        more = _first_beyond(mine, theirs)
        less = _first_beyond(theirs, mine)
        if more:
            what = f"here is one link more to {more.what} than in {model.name}"
            yield Problem(page.name, more.line, what, f"correct it, or add it to {model.name}")
        elif less:
            what = (
                f"a link is missing: {model.name} has one more to {less.what} (its last on line {less.line})"
            )
            yield Problem(page.name, page.text_line, what, f"add it, or take it out of {model.name}")


def _pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """Yield each translated page with the page in the default language."""
    default = site.catalogue.languages[:1]
    models = {page.path: page for page in site.pages if page.language in default}
    for page in site.pages:
        model = models.get(page.path)
        if model and model is not page:
            yield page, model


def lines_of(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page outside of blocks of code, with their number in the file."""
    fence = ""
    for number, line in enumerate(page.text.split("\n"), start=page.text_line):
        found = _FENCE.match(line)
        if found and fence in ("", found[1]):
            fence = "" if fence else found[1]
        elif not fence:
            yield number, line


def _last(page: Page) -> int:
    return page.text_line + page.text.rstrip().count("\n")


def _structure(page: Page) -> list[Sign]:
    return sorted([*_blocks(page), *_words(page)], key=lambda sign: sign.line)


def _blocks(page: Page) -> Iterator[Sign]:
    """Yield headings, entries of lists and rows of tables; a list begins behind an empty line, as in Markdown."""
    before, in_list = "", False
    for number, line in lines_of(page):
        is_item = bool(_ITEM.match(line)) and (in_list or not before.strip() or bool(_HEADING.match(before)))
        if heading := _HEADING.match(line):
            yield Sign(f"a heading {heading[1]}", number)
        elif is_item:
            yield Sign("an entry of a list", number)
        elif _ROW.match(line):
            yield Sign(f"a table row of {len(_CELL.findall(line)) - 1} cells", number)
        in_list = is_item or (in_list and (not line.strip() or line.startswith(" ") or bool(before.strip())))
        before = line


def _words(page: Page) -> Iterator[Sign]:
    """Yield what stands between double braces, however its quotes and spaces are written."""
    for match in _WORD.finditer(page.text):
        said = " ".join(match[1].replace("'", '"').split())
        yield Sign(f"{{{{ {said} }}}}", page.text_line + page.text.count("\n", 0, match.start()))


def _links(page: Page) -> list[Sign]:
    """Return where each link of a page leads. Addresses outside differ by language, so only their number counts."""
    found = []
    for number, line in lines_of(page):
        for match in _LINK.finditer(line):
            target = match[1].partition("#")[0]
            if _OUTSIDE.match(target):
                found.append(Sign("an address outside", number))
            elif target:  # else a place on this page, named by its heading in this language
                found.append(Sign(f"`{leads_to(page.path, target) or 'the home page'}`", number))
    return found


def _first_beyond(mine: list[Sign], theirs: list[Sign]) -> Sign | None:
    """Return the first sign that is more often among mine than among theirs."""
    left = Counter(sign.what for sign in theirs)
    for sign in mine:
        left[sign.what] -= 1
        if left[sign.what] < 0:
            return sign
    return None
