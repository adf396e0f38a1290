"""The house style: the rules of typography, the forms that the glossary rejects, and those of one term on its page."""

from __future__ import annotations

from collections import defaultdict

from cam.model.records import Avoided, Term
from cam.terminology.rules import NBSP, SEEN, Rule, of
from cam.text import Words, folded
from cam.views.blocks import Block, Cell, Inline, Links, Prose, Table
from cam.views.reader import Reader


def style(reader: Reader) -> list[Block]:
    """Return the rules of every language and of each, and each language's rejected forms; the reader's first."""
    spaces = Words(reader.label("terminology.spaces"), reader.language)
    blocks: list[Block] = [Prose(paragraphs=[spaces]), *_signs(reader, "")]
    for language in _own_first(reader):
        blocks += [*_signs(reader, language), *_forms(reader, language)]
    return blocks


def _signs(reader: Reader, language: str) -> list[Block]:
    """Return the table of a language's own rules; those that several have stand under no language."""
    rows = [_rule(reader, rule) for rule in of(language) if rule.language == language]
    label = "terminology.signs_of" if language else "terminology.signs_of_all"
    name = reader.wording.language_name(language) if language else ""
    title = reader.label(label, language=name) if language else reader.label(label)
    columns = [
        reader.label(f"terminology.columns_{column}") for column in ("rule", "wrong", "right", "mended")
    ]
    return [Table(title, f"signs-{language or 'all'}", columns=columns, rows=rows)] if rows else []


def _rule(reader: Reader, rule: Rule) -> list[Cell]:
    wrong, well = (
        Words(_visible(text), rule.language or reader.language) for text in (rule.wrong, rule.well)
    )
    by = reader.label("terminology.by_machine" if rule.safe else "terminology.by_person")
    return [reader.label(f"terminology.rule_{rule.name}"), wrong, well, by]


def _visible(text: str) -> str:
    """Return an example with its spaces as they are meant to be seen: browsers make one of two plain ones."""
    return text.replace(NBSP, SEEN).replace("  ", 2 * NBSP)


def _forms(reader: Reader, language: str) -> list[Block]:
    """Return the table of the forms that are rejected in a language, in alphabetical order."""
    found = [
        (folded(entry.text), _row(reader, term, entry))
        for term in reader.catalogue.all(Term)
        for entry in term.avoid
        if entry.language == language
    ]
    title = reader.label("terminology.forms_of", language=reader.wording.language_name(language))
    columns = [reader.label(f"terminology.columns_{column}") for column in ("wrong", "right", "why", "term")]
    rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
    return [Table(title, f"forms-{language}", columns=columns, rows=rows, filter=True)] if rows else []


def _row(reader: Reader, term: Term, entry: Avoided) -> list[Cell]:
    right = entry.instead or term.title[str(entry.language)]
    return [
        Words(entry.text, str(entry.language)),
        Words(right, str(entry.language)),
        reader.code(entry.reason),
        [reader.link(term)],
    ]


def rejected(reader: Reader, term: Term) -> list[Block]:
    """Return what is not to be written for a term in each language, with the reason and the source.

    In all languages alike, the reader's first, so that a reader who switches loses nothing. Forms of one language that
    are rejected for the same reason stand in one line.
    """
    order = _own_first(reader)
    alike: dict[tuple[str, ...], list[Avoided]] = defaultdict(list)
    for entry in sorted(term.avoid, key=lambda entry: order.index(str(entry.language))):
        alone = entry.text if entry.note or entry.sources else ""
        alike[(str(entry.language), str(entry.reason), entry.instead or "", alone)].append(entry)
    rows = [_line(reader, entries) for entries in alike.values()]
    return [Links(reader.label("terminology.avoided"), anchor="avoid", rows=rows)] if rows else []


def _own_first(reader: Reader) -> list[str]:
    """Return the languages of the site, the reader's own first."""
    others = [language for language in reader.catalogue.languages if language != reader.language]
    return [reader.language, *others]


def _around(reader: Reader, label: str, forms: list[Words]) -> list[Inline]:
    """Return a label with forms in its place, which are marked as being in their own language."""
    before, after = reader.label(label, form="\0").split("\0")
    listed = [part for form in forms for part in (", ", form)]
    return [before, *listed[1:], after]


def _line(reader: Reader, entries: list[Avoided]) -> list[Inline]:
    """Return the line of forms that are rejected alike."""
    entry, language = entries[0], str(entries[0].language)
    line: list[Inline] = [
        *_around(reader, "terminology.not", [Words(one.text, language) for one in entries]),
        f" ({reader.wording.language_name(language)}) — ",
        reader.code(entry.reason),
    ]
    if entry.instead:
        line += [" — ", *_around(reader, "terminology.instead", [Words(entry.instead, language)])]
    if entry.note:
        line += [". ", reader.say(entry.note)]
    for source in entry.sources:
        line += [" (", *reader.source(source), ")"]
    return line
