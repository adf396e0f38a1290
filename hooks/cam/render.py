"""Turns blocks into HTML with the templates in overrides/views/. Whatever comes from data/ is escaped here."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from cam import charts
from cam.model.records import Term
from cam.text import Words
from cam.views.blocks import Anchor, Badge, Block, Chart, Moment, Multiple
from cam.views.reader import Reader


@lru_cache(maxsize=4)
def environment(root: Path) -> Environment:
    """Return the template environment of the site at `root`."""
    templates = Environment(
        loader=FileSystemLoader(root / "overrides" / "views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(inline=_inline, block=_block, drawn=_drawn)
    return templates


def render(reader: Reader, template: str, **values: Any) -> str:
    """Fill `template` for a reader; blank lines are dropped, so that Markdown takes the result as one HTML block."""
    state = _Page(reader)
    text = (
        environment(reader.catalogue.root)
        .get_template(template)
        .render(reader=reader, label=reader.label, page_state=state, **values)
    )
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def blocks(reader: Reader, items: list[Block]) -> str:
    """Return blocks as HTML, one after another."""
    return render(reader, "blocks.html", blocks=items)


class _Page:
    """What was already said on one page: an acronym is expandable where it first occurs."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.explained: set[str] = set()
        if reader.path.startswith("glossary/"):
            self.explained.add(reader.path.split("/")[1])


@pass_context
def _block(context: Context, block: Block) -> Markup:
    template = context.environment.get_template(f"blocks/{block.template}.html")
    return Markup(template.render({**context.get_all(), "block": block}))


@pass_context
def _drawn(context: Context, chart: Chart | Multiple) -> Markup:
    """Return a chart's drawing, named and described for those who do not see it."""
    if chart.drawing is None:
        return Markup("")
    catalogue = context["page_state"].reader.catalogue
    drawing = charts.svg(chart.drawing, catalogue.root / ".cache" / "charts")
    opening = Markup('<svg role="img" aria-label="{}"').format(chart.description)
    return opening + Markup(drawing.removeprefix("<svg"))


@pass_context
def _inline(context: Context, value: Any, expand: bool = True) -> Markup:
    """Return an inline value, or a list of them, as HTML."""
    if isinstance(value, (list, tuple)):
        return Markup("".join(_inline(context, item, expand) for item in value))
    page = context["page_state"]
    match value:
        case Anchor():
            return _anchor(page, value)
        case Badge():
            return Markup('<span class="badge badge--{}">{}</span>').format(value.tone, value.text)
        case Moment(machine=""):
            return escape(value.text)
        case Moment():
            return Markup('<time datetime="{}">{}</time>').format(value.machine, value.text)
        case Words():
            return _words(page, value, expand)
        case "\n":
            return Markup("<br>")
    return _expanded(page, str(value), page.reader.language) if expand else escape(value)


def _anchor(page: _Page, anchor: Anchor) -> Markup:
    text = _words(page, anchor.text, expand=False) if isinstance(anchor.text, Words) else escape(anchor.text)
    # Some hundred thousand links a build: joined here, each part escaped, for Markup.format takes five times as long.
    outside = ' rel="external"' if anchor.outside else ""
    name = f' aria-label="{escape(anchor.name)}"' if anchor.name else ""
    note = f' <span class="note">({escape(anchor.note)})</span>' if anchor.note else ""
    return Markup(f'<a href="{escape(anchor.href)}"{outside}{name}>{text}</a>{note}')


def _words(page: _Page, words: Words, expand: bool) -> Markup:
    text = _expanded(page, words.text, words.language) if expand else escape(words.text)
    if words.language == page.reader.language:
        return text
    said = Markup('<span lang="{}">{}</span>').format(words.language, text)
    if not words.foreign:
        return said
    mark = page.reader.label("marks.untranslated", language=page.reader.wording.language_name(words.language))
    return said + Markup(' <span class="badge badge--untranslated">{}</span>').format(mark)


def _expanded(page: _Page, text: str, language: str) -> Markup:
    """Escape a text, and make the first occurrence of each acronym on the page expandable."""
    pattern, terms = _acronyms(page.reader, language)
    if not pattern or not pattern.search(text):
        return escape(text)
    result, end = Markup(""), 0
    for match in pattern.finditer(text):
        term, expansion = terms[match[0]]
        if term in page.explained:
            continue
        page.explained.add(term)
        link = Markup('<a class="term" href="{}" data-expansion="{}">{}</a>').format(
            page.reader.href(f"glossary/{term}/"), expansion, match[0]
        )
        result, end = result + escape(text[end : match.start()]) + link, match.end()
    return result + escape(text[end:])


_Acronyms = tuple[re.Pattern[str] | None, dict[str, tuple[str, str]]]


def _acronyms(reader: Reader, language: str) -> _Acronyms:
    cache: dict[str, _Acronyms] = reader.catalogue.__dict__.setdefault("_acronyms", {})
    if language not in cache:
        terms = {
            acronym: (term.id, term.title[language])
            for term in reader.catalogue.all(Term)
            if language in term.title
            for acronym in term.acronyms.get(language, [])
        }
        longest_first = sorted(terms, key=len, reverse=True)
        words = "|".join(re.escape(acronym) for acronym in longest_first)
        cache[language] = (re.compile(rf"(?<![\w/.-])(?:{words})(?![\w/-])") if terms else None, terms)
    return cache[language]
