"""Which language a reader gets, how dates and lists are said in it, and that every word of the interface is used."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import bless
import pytest

from cam import frame, pages
from cam.dictionary.fields import pieces
from cam.frame import place_of
from cam.model import KINDS, Code, PartialDate, Text
from cam.model.base import Span
from cam.model.records import SystemType, Theme
from cam.render import blocks
from cam.sicremi import forms, write_xlsx
from cam.store import Catalogue
from cam.text import Words, choose
from cam.translation.state import ORIGINAL, state
from cam.views.blocks import Prose
from cam.views.reader import Reader
from cam.wording import Wording
from cam.yamlfile import parse

LANGUAGES = ("en", "es", "fr")
ROOT = bless.ROOT

# (languages the text has, wanted, original, default) -> what the reader gets
CHOICES = [
    ("en es fr", "fr", "es", "en", Words("in fr", "fr")),
    ("en es", "fr", "es", "en", Words("in es", "es", foreign=True)),
    ("en", "fr", "es", "en", Words("in en", "en", foreign=True)),
    ("pt de", "fr", "es", "en", Words("in pt", "pt", foreign=True)),
    ("fr", "fr", "fr", "en", Words("in fr", "fr")),
]


@pytest.mark.parametrize(("has", "wanted", "original", "default", "gets"), CHOICES)
def test_a_missing_text_is_shown_in_the_original_then_the_default(
    has: str, wanted: str, original: str, default: str, gets: Words
) -> None:
    text = Text({language: f"in {language}" for language in has.split()})
    assert choose(text, wanted, original, default) == gets


def test_the_original_comes_before_the_default_however_the_text_is_written() -> None:
    assert choose(Text({"en": "a", "es": "b"}), "fr", "es", "en").language == "es"
    assert choose(Text({"es": "b", "en": "a"}), "fr", "es", "en").language == "es"


def test_a_text_without_any_language_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="at least one language"):
        choose(Text(), "en", "en", "en")


STATES = [
    ("{en: a, es: b, fr: c}", "", {"en": "working", "es": ORIGINAL, "fr": "working"}),
    ("{es: b}", "", {"en": "missing", "es": ORIGINAL, "fr": "missing"}),
    (
        "{en: a, es: b, fr: c}",
        "translations: {en: official, fr: outdated}",
        {"en": "official", "fr": "outdated"},
    ),
    ("{en: a, es: b, fr: c}", "translations: {fr: missing}", {"fr": "missing"}),
    ("{en: a, fr: c}", "translations: {es: missing}", {"es": "missing", "en": "working"}),
]


@pytest.mark.parametrize(("title", "more", "states"), STATES)
def test_a_record_knows_the_state_of_each_translation(title: str, more: str, states: dict[str, str]) -> None:
    text = f"id: x\ntitle: {title}\noriginal: es\nsources: [{{document: d}}]\nadded: 2026-11-20\n{more}\n"
    record = Theme.model_validate(parse(text, "f").value)
    catalogue = Catalogue(ROOT, vocabulary={"languages": dict.fromkeys(LANGUAGES)})
    assert {language: state(catalogue, record, language) for language in states} == states


def test_an_untranslated_text_is_marked_for_eyes_and_for_screen_readers(real: Catalogue) -> None:
    reader = Reader(real, "fr", "about/")
    html = blocks(reader, [Prose(paragraphs=[Words("Registro", "es", foreign=True)])])
    assert '<span lang="es">Registro</span>' in html
    assert '<span class="badge badge--untranslated">en espagnol, non traduit</span>' in html


def test_a_name_in_another_language_is_marked_for_screen_readers_only(real: Catalogue) -> None:
    html = blocks(
        Reader(real, "fr", "about/"), [Prose(paragraphs=[Words("Rede", "pt"), Words("Réseau", "fr")])]
    )
    assert html.count("<span") == 1
    assert '<p><span lang="pt">Rede</span></p>\n<p>Réseau</p>' in html


def test_a_page_that_only_stands_in_says_so_and_leads_to_the_original(miniature: bless.Site) -> None:
    catalogue = miniature.catalogue
    record = catalogue.find("systems/sirem")
    french, english = (
        pages.page(catalogue, record, language, place_of(catalogue)) for language in ("fr", "en")
    )
    assert "Pas encore traduit ; texte affiché en espagnol." in french.replace("\u00a0", " ")
    assert 'hreflang="es"' in french
    assert "badge--untranslated" in french
    assert "badge--untranslated" not in english
    assert "translated: false" in french
    assert "translated: true" in english


# Dates, spans, times, lists, names: (what, en, es, fr)

DATES = [
    ("2011", "2011", "2011", "2011"),
    ("2011-04", "April 2011", "abril de 2011", "avril 2011"),
    ("2011-04-12", "April 12, 2011", "12 de abril de 2011", "12 avril 2011"),
    ("2011-08-01", "August 1, 2011", "1.º de agosto de 2011", "1er août 2011"),
]
SPANS = [
    ("2011-04-12 2011-04-13", "April 12 – 13, 2011", "12–13 de abril de 2011", "12–13 avril 2011"),
    ("2011-04-01 2011-04-03", "April 1 – 3, 2011", "1.º–3 de abril de 2011", "1er–3 avril 2011"),
    (
        "2011-04-30 2011-05-01",
        "April 30 – May 1, 2011",
        "30 de abril – 1.º de mayo de 2011",
        "30 avril – 1er mai 2011",
    ),
    (
        "2010-12-30 2011-01-02",
        "December 30, 2010 – January 2, 2011",
        "30 de diciembre de 2010 – 2 de enero de 2011",
        "30 décembre 2010 – 2 janvier 2011",
    ),
    (
        "2010-11 2011-05",
        "November 2010 – May 2011",
        "noviembre de 2010 – mayo de 2011",
        "novembre 2010 – mai 2011",
    ),
    ("2009 2010", "2009 – 2010", "2009 – 2010", "2009 – 2010"),
    ("2011-04-12 2011-04-12", "April 12, 2011", "12 de abril de 2011", "12 avril 2011"),
    ("2010 -", "from 2010", "desde 2010", "depuis 2010"),
    (
        "2010-09-22 -",
        "from September 22, 2010",
        "desde el 22 de septiembre de 2010",
        "depuis le 22 septembre 2010",
    ),
    ("- 2011-04", "until April 2011", "hasta abril de 2011", "jusqu’en avril 2011"),
    ("- 2011-04-01", "until April 1, 2011", "hasta el 1.º de abril de 2011", "jusqu’au 1er avril 2011"),
    ("- -", "", "", ""),
]
TIMES = [
    ("09:00", "9:00 a.m.", "09:00", "9 h"),
    ("17:30", "5:30 p.m.", "17:30", "17 h 30"),
    ("00:00", "12:00 a.m.", "00:00", "0 h"),
    ("12:05", "12:05 p.m.", "12:05", "12 h 05"),
    ("09:00 17:30", "9:00 a.m.–5:30 p.m.", "09:00–17:30", "9 h–17 h 30"),
]
LISTS = [
    ("a", "a", "a", "a"),
    ("a b", "a and b", "a y b", "a et b"),
    ("a b c", "a, b, and c", "a, b y c", "a, b et c"),
]
NUMBERS = [("7", "7", "7", "7"), ("12345", "12,345", "12 345", "12 345")]


def _date(word: str) -> PartialDate | None:
    return None if word == "-" else PartialDate(word)


SAID = {
    "date": (DATES, lambda wording, given: wording.date(PartialDate(given))),
    "span": (SPANS, lambda wording, given: wording.span(*map(_date, given.split()))),
    "times": (TIMES, lambda wording, given: wording.times(*[*given.split(), None][:2])),
    "list": (LISTS, lambda wording, given: wording.list(given.split())),
    "number": (NUMBERS, lambda wording, given: wording.number(int(given))),
}
CASES = [
    pytest.param(SAID[what][1], language, row[0], said, id=f"{what} {row[0]} {language}")
    for what in SAID
    for row in SAID[what][0]
    for language, said in zip(LANGUAGES, row[1:], strict=True)
]


@pytest.mark.parametrize(("say", "language", "given", "said"), CASES)
def test_each_language_says_it_in_its_own_way(
    real: Catalogue, say, language: str, given: str, said: str
) -> None:
    assert say(Wording(real, language), given).replace("\u00a0", " ") == said


def test_a_line_does_not_break_inside_a_time_or_a_number(real: Catalogue) -> None:
    wording = Wording(real, "fr")
    assert (wording.time("17:30"), wording.number(12345)) == ("17\u00a0h\u00a030", "12\u00a0345")


def test_a_period_may_be_open(real: Catalogue) -> None:
    assert Wording(real, "fr").period(Span(start=PartialDate("2015-10"))) == "depuis octobre 2015"


def test_languages_are_named_in_any_language(real: Catalogue) -> None:
    wording = Wording(real, "es")
    assert [wording.language_name(code) for code in ("en", "fr", "pt")] == ["inglés", "francés", "portugués"]
    assert wording.language_name("fr", "fr") == "français"


def test_days_and_months_stand_alone(real: Catalogue) -> None:
    assert Wording(real, "es").day_names()[0].startswith("lun")
    assert [Wording(real, language).month_name(8) for language in LANGUAGES] == ["August", "agosto", "août"]


def test_a_code_is_said_by_its_list_or_by_cldr(real: Catalogue) -> None:
    assert Wording(real, "fr").code(SystemType("network")) == "Réseau de coopération"
    assert Wording(real, "fr").code("network", "system_types") == "Réseau de coopération"
    assert Wording(real, "fr").code("pt", "source_languages") == "portugais"


def _with_labels(real: Catalogue, **labels: object) -> Catalogue:
    formats = {name: text for name, text in real.labels.items() if name.startswith("formats.")}
    texts = {"x.records": labels, **formats}
    return Catalogue(real.root, real.records, real.files, real.vocabulary, texts, real.settings)


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 records"),
        ("en", 1, "1 record"),
        ("en", 1234, "1,234 records"),
        ("fr", 0, "0 fiche"),
        ("fr", 2, "2 fiches"),
    ],
)
def test_plurals_follow_the_language(real: Catalogue, language: str, number: int, said: str) -> None:
    """French says zero in the singular."""
    catalogue = _with_labels(
        real,
        en={"one": "{number} record", "other": "{number} records"},
        fr={"one": "{number} fiche", "other": "{number} fiches"},
    )
    assert Wording(catalogue, language).count("x.records", number) == said


def test_a_language_without_the_word_uses_that_of_the_default(real: Catalogue) -> None:
    """Only a growing language lacks one; a complete one is refused by the checks."""
    assert Wording(_with_labels(real, en="Records"), "fr").label("x.records") == "Records"


# Every word in use exists; every word that exists is in use.

SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder in ("hooks", "overrides")
    for path in sorted((ROOT / folder).rglob("*"))
    # The words of the command line are its own (test_commands_words.py).
    if path.suffix in (".py", ".html", ".js") and path.parent != ROOT / "hooks/cam/commands"
)
NAV = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2].partition("\n\n")[0]


class Heard(dict):
    """The labels, remembering which were asked for."""

    def __init__(self, labels: dict) -> None:
        super().__init__(labels)
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str):
        self.keys_asked.add(key)
        return super().__getitem__(key)


def heard(site: bless.Site, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the labels asked for while every page of a knowledge base is made in English."""
    labels = Heard(site.catalogue.labels)
    monkeypatch.setattr(site.catalogue, "labels", labels)
    place = place_of(site.catalogue)
    for record in site.catalogue.every():
        pages.page(site.catalogue, record, "en", place)
    for page in site.pages:
        if page.language == "en":
            bless.said(site, page)
            frame.frame(site.catalogue, place, "en", page.url, page.name, page.meta)
    for build in bless.outputs.OUTPUTS:
        build(site)
    return labels.keys_asked


def written(catalogue: Catalogue) -> set[str]:
    """Return the labels that stand as a whole in code or templates."""
    files = "|".join({key.split(".")[0] for key in catalogue.labels})
    found = set(re.findall(rf"""["']((?:{files})\.[a-z_]+)["']""", SOURCES))
    found |= {
        f"nav.{heading.lower().replace(' ', '_')}"
        for heading in re.findall(r"^  - (.+):$", NAV, re.MULTILINE)
    }
    return {
        key
        for key in found
        if not (ROOT / "overrides" / "views" / key).exists() and not key.endswith((".yaml", ".csv", ".xlsx"))
    }


def composed(catalogue: Catalogue) -> set[str]:
    """Return the labels that code may compose, "file.{word}_{other}".

    Of words that it quotes, codes of lists and fields of records.
    """
    shapes = set(re.findall(r"""["']([a-z_]+\.[a-z_]*\{[^}"']+\}[a-z_]*(?:\{[^}"']+\})?)["']""", SOURCES))
    fields = [set(model.model_fields) for model in [*KINDS.values(), *pieces()]]
    words = set(re.findall(r"""["']([a-z_]+)["']""", SOURCES)).union(*catalogue.vocabulary.values(), *fields)
    return {key for shape in shapes for key in catalogue.labels if _fills(shape, key, words)}


def _fills(shape: str, key: str, words: set[str]) -> bool:
    """Return whether a label's name is a shape with a word in each of its places."""
    start, *rest = re.split(r"\{[^}]+\}", shape)
    if not key.startswith(start) or not key.endswith(rest[-1]):
        return False
    inside = key[len(start) : len(key) - len(rest[-1])]
    if len(rest) == 1:
        return inside in words
    cuts = [match.start() for match in re.finditer(re.escape(rest[0]), inside)] if rest[0] else []
    return any(inside[:cut] in words and inside[cut + len(rest[0]) :] in words for cut in cuts)


@pytest.mark.parametrize(
    ("shape", "key", "fills"),
    [
        ("kinds.{kind}", "kinds.laws", True),
        ("kinds.{kind}", "kinds.other", False),
        ("kinds.{kind}", "kind.laws", False),
        ("a.{form}_title", "a.laws_title", True),
        ("a.{form}_title", "a.laws_hint", False),
        ("a.{heading}_{outcome}", "a.laws_held_fails", False),
        ("a.{heading}_{outcome}", "a.laws_fails", True),
        ("a.{heading}_{outcome}", "a.two_words_fails", True),
    ],
)
def test_a_composed_name_is_taken_apart(shape: str, key: str, fills: bool) -> None:
    assert _fills(shape, key, {"laws", "fails", "two_words"}) == fills


def test_every_label_in_code_and_templates_exists(real: Catalogue) -> None:
    assert sorted(key for key in written(real) if key not in real.labels) == []


def test_no_label_is_unused(real: Catalogue, miniature: bless.Site, monkeypatch: pytest.MonkeyPatch) -> None:
    prose = bless.prose.read_pages(ROOT, ["en"])
    with bless.stood_in():
        used = heard(bless.Site(replace(real), prose, miniature.today), monkeypatch)
    monkeypatch.setattr(forms, "_spreadsheet", write_xlsx.write)  # a kept one asks for no label
    anew = replace(miniature, catalogue=replace(miniature.catalogue))  # nothing was made of it yet
    used |= heard(anew, monkeypatch)
    used |= written(real) | composed(real)
    unused = [key for key in real.labels if key not in used]
    assert not unused, f"remove from data/labels/, or say: {', '.join(unused)}"


def test_files_of_labels_are_asked_for_by_name(real: Catalogue) -> None:
    """A label is `file.name`: neither holds a dot."""
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", key) for key in real.labels)


def test_every_code_in_the_data_can_be_said_in_every_language(real: Catalogue) -> None:
    used = {word for record in real.every() for _, word in real.words(record) if isinstance(word, Code)}
    for language, code in ((language, code) for language in LANGUAGES for code in used):
        assert Wording(real, language).code(code).strip()


def test_codes_of_one_list_are_told_apart(real: Catalogue) -> None:
    for name, codes in real.vocabulary.items():
        for language in LANGUAGES:
            said = sorted(Wording(real, language).code(code, name) for code in codes)
            assert all(one != two for one, two in pairwise(said)), f"{name}: {said}"
