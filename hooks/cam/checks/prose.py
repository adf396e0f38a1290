"""Rules on the prose pages of docs/."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from cam.knowledge import Site
from cam.model import PartialDate
from cam.model.base import markup_in
from cam.problems import Problem
from cam.prose import KEYS, Page

_TEMPLATES = Environment(autoescape=True)


def _words() -> dict[str, Callable[..., str]]:
    """Return the words of pages. They need every view: who checks one record does not wait for these."""
    from cam.embed import WORDS

    return WORDS


def _usage(word: str) -> str:
    from cam.embed import usage

    return usage(word)


def pages_can_be_read(site: Site) -> Iterator[Problem]:
    """A page is UTF-8 text that begins with front matter."""
    for page in site.pages:
        yield from page.problems


def pages_have_title_and_description(site: Site) -> Iterator[Problem]:
    """A page has a title and a description; both are plain text."""
    for page in site.pages:
        for name in ("title", "description"):
            value = page.meta.get(name)
            if not page.problems and (not isinstance(value, str) or not value.strip()):
                yield Problem(page.name, 2, f"`{name}` is missing", f"write `{name}: …` in the front matter")
            elif isinstance(value, str) and (found := markup_in(value)):
                yield page.file.problem((name,), f"`{name}` contains {found}", "write plain text")


def front_matter_keys_are_known(site: Site) -> Iterator[Problem]:
    """The front matter uses only its own keys: another key could hide a word that pages use."""
    for page in site.pages:
        for name in page.meta:
            if name in _words():
                yield page.file.problem(
                    (name,), f"the key `{name}` hides the word {_usage(name)}", "rename or remove it"
                )
            elif name not in KEYS:
                near = difflib.get_close_matches(name, KEYS, n=1)
                remedy = f"did you mean `{near[0]}`?" if near else f"use only: {', '.join(KEYS)}"
                yield page.file.problem((name,), f"the key `{name}` is not known here", remedy)


def pages_exist_in_every_language(site: Site) -> Iterator[Problem]:
    """A page exists under the same name in every language that is complete."""
    languages = site.catalogue.complete_languages
    have: dict[str, set[str]] = defaultdict(set)
    for page in site.pages:
        if not page.stands_in:
            have[page.path].add(page.language)
    for path, found in have.items():
        first = next(language for language in site.catalogue.languages if language in found)
        for language in [code for code in languages if code not in found]:
            what = f"this page is missing; it exists as docs/{first}/{path}"
            yield Problem(
                f"docs/{language}/{path}",
                0,
                what,
                "translate it, or copy it and list the language under `untranslated`",
            )


@dataclass(frozen=True)
class _Use:
    """Something between double braces: the word and its call, or what is wrong with it."""

    line: int
    word: str = ""
    call: nodes.Call | None = None
    wrong: str = ""


def _uses(page: Page) -> list[_Use]:
    return _uses_in(page.text, page.text_line)


@lru_cache(maxsize=1000)
def _uses_in(text: str, text_line: int) -> list[_Use]:
    """Return the words of a text that begins on a line of its file; three rules ask for the same."""
    return list(_found_in(text, text_line))


def _found_in(text: str, text_line: int) -> Iterator[_Use]:
    try:
        tree = _TEMPLATES.parse(text)
    except TemplateSyntaxError as error:
        yield _Use(text_line + error.lineno - 1, wrong=str(error.message))
        return
    for statement in tree.body:
        for node in statement.nodes if isinstance(statement, nodes.Output) else [statement]:
            line = text_line + node.lineno - 1
            if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
                yield _Use(line, node.node.name, node)
            elif not isinstance(node, nodes.TemplateData):
                yield _Use(line, wrong="only words of this site stand between {{ and }}, and {% is not used")


def words_are_known(site: Site) -> Iterator[Problem]:
    """Between {{ and }} stands a word of this site."""
    for page in site.pages:
        for use in _uses(page):
            if use.word in _words():
                continue
            near = difflib.get_close_matches(use.word, _words(), n=1)
            remedy = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(_words())}"
            yield Problem(
                page.name, use.line, use.wrong or f"`{use.word}` is not a word of this site", remedy
            )


def words_take_their_arguments(site: Site) -> Iterator[Problem]:
    """A word is given what it takes."""
    for page in site.pages:
        for use in _uses(page):
            wrong = _refusal(site, page, use) if use.call and use.word in _words() else ""
            if wrong:
                yield Problem(page.name, use.line, wrong, f"write {_usage(use.word)}")


def say_every_word(site: Site) -> None:
    """Say every word of sound pages once: what no rule foresees (a missing label) is then raised here, as BadInput.

    In the default language only: the same words are asked for in the others, which stand in for none of their own.
    """
    from cam import embed

    for page in site.pages:
        for use in _uses(page) if page.language == site.catalogue.languages[0] else ():
            arguments, named = _given(use)
            embed.say(site, use.word, page.language, page.url, *arguments, **named)


def _given(use: _Use) -> tuple[list[Any], dict[str, Any]]:
    assert use.call
    arguments = [argument.as_const() for argument in use.call.args]
    return arguments, {pair.key: pair.value.as_const() for pair in use.call.kwargs}


def _refusal(site: Site, page: Page, use: _Use) -> str:
    """Return why a word refuses what it is given, or nothing."""
    from cam import embed

    try:
        arguments, named = _given(use)
        embed.fit(site, use.word, *arguments, **named)
    except nodes.Impossible:
        return "an argument is not a plain value"
    except embed.WrongWord as refusal:
        return str(refusal)
    return ""


def bulletins_are_dated(site: Site) -> Iterator[Problem]:
    """A bulletin has a date; the date of any page is a day."""
    for page in site.pages:
        is_bulletin = page.url.startswith("bulletins/") and page.url != "bulletins/"
        if page.problems or not (is_bulletin or "date" in page.meta):
            continue
        if not is_day(page.meta.get("date")):
            what = "the date is not a day" if "date" in page.meta else "the bulletin has no date"
            yield page.file.problem(("date",), what, "write `date: 2026-11-21` in the front matter")


def is_day(value: object) -> bool:
    """Return whether a value of the front matter is a day of the calendar."""
    try:
        return isinstance(value, str) and PartialDate._checked(value).day is not None
    except ValueError:
        return False


def untranslated_pages_say_so_alike(site: Site) -> Iterator[Problem]:
    """A page lists under `untranslated` the languages that only hold a copy; it does so in every language alike."""
    default = site.catalogue.languages[:1]
    models = {page.path: page for page in site.pages if page.language in default}
    for page in site.pages:
        given = page.meta.get("untranslated", [])
        model = models.get(page.path, page)
        if not isinstance(given, list) or not all(code in site.catalogue.languages for code in given):
            what = "`untranslated` is not a list of languages of the site"
            yield page.file.problem(("untranslated",), what, "write e.g. `untranslated: [fr]`")
        elif given != model.meta.get("untranslated", []):
            what = f"`untranslated` differs from {model.name}"
            yield page.file.problem(
                ("untranslated",), what, "write the same list in every language of the page"
            )
