"""The rules: each finds what it is for, and lets pass what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bless
import pytest

from cam import checks
from cam.problems import Problem

RULES = (*checks.CHECKS, *checks.PAGE_CHECKS)
Tree = Callable[..., Path]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """Return what each rule finds in the tree in which everything is wrong."""
    return bless.by_rule(bless.all_wrong(tmp_path_factory.mktemp("all_wrong")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_all_wrong_tree_breaks_every_rule(rule: Callable, found: dict[str, list[Problem]]) -> None:
    assert found[rule.__name__], f"add an example that breaks it to tests/all_wrong/: {rule.__doc__}"


def test_every_rule_is_one_sentence_or_two_of_its_own() -> None:
    """The docstring is the rule: it is what HACKING.md and a reviewer read."""
    sentences = [rule.__doc__ or "" for rule in RULES]
    assert all(sentence.strip().endswith(".") and "\n" not in sentence for sentence in sentences)
    assert len(set(sentences)) == len({rule.__name__ for rule in RULES}) == len(RULES)


def test_no_rule_speaks_twice_of_the_same_place(found: dict[str, list[Problem]]) -> None:
    for name, problems in found.items():
        assert len(problems) == len(set(problems)), name


def test_a_sound_base_breaks_no_rule(miniature: bless.Site) -> None:
    assert {name: problems for name, problems in bless.by_rule(miniature).items() if problems} == {}


REST = "\noriginal: en\nsources: [{document: res-1}]\nadded: 2026-11-20\n"
TITLE = "title: {en: One, es: Uno, fr: Un}\n"


def record(identity: str, lines: str) -> str:
    return f"id: {identity}\n{TITLE}{lines}{REST}"


def meeting(dates: str, more: str = "") -> dict[str, str]:
    source = "status: held, sources: [{document: res-1}]"
    dates = dates.replace("}", f", {source}}}")
    return {"data/meetings/m.yaml": record("m", f"type: session\nbody: cam\ndates: [{dates}]\n{more}")}


def plan(period: str) -> dict[str, str]:
    lines = f"type: work_plan\nbody: cam\ndocument: res-1\nperiod: {period}\ncalendar_form: none"
    return {"data/plans/p.yaml": record("p", lines)}


def slots(*times: str) -> str:
    panels = [
        f'{{opens: "{time[:5]}", closes: "{time[6:]}", type: panel, {TITLE.strip()}}}' for time in times
    ]
    return f"agenda: [{', '.join(panels)}]"


HEAD = "---\ntitle: T\ndescription: D\n---\n"
LINKS = """
[home](../index.md#top), [itself](links.md "a title"), [a record](../plans/plan-2027.md)
[a state](../countries/cr/brief.md)
`[an example](gone.md)`, [a file](../gone.csv), [outside](https://example.org/gone.md), [here](#gone.md)
<!-- [a remark](gone.md)
[over two lines](gone.md) -->

```
[a block](gone.md)
```
"""
TWO = "{label: a, text: {en: One, es: Uno, fr: Un}}"
PASSES = {
    "a period of one day": plan("{start: 2015-10-01, end: 2015-10-01}"),
    "a period that ends in the month in which it starts": plan("{start: 2015-10-15, end: 2015-10}"),
    "a period that ends in the year in which it starts": plan('{start: 2015-10-15, end: "2015"}'),
    "a period without a beginning": plan("{end: 2015}"),
    "a meeting that ends on the day on which it starts": meeting("{start: 2011-04-12, end: 2011-04-12}"),
    "a meeting of which only the month of the end is known": meeting("{start: 2011-04-12, end: 2011-04}"),
    "a meeting through the night": meeting('{start: 2011-04-12, end: 2011-04-13, opens: "22:00", closes: "02:00"}'),
    "an opening without an end": meeting('{start: 2011-04-12, opens: "22:00"}'),
    "an earlier date after a later one": meeting("{start: 2011-04-12}, {start: 2011-03-23}"),
    "slots with a pause between them": meeting("{start: 2011-04-12}", slots("09:00-10:00", "10:30-11:00")),
    "one label in two lists": {
        "data/systems/s.yaml": record("s", f"type: network\nobjectives: [{TWO}]\ncontent: [{TWO}]"),
    },
    "pieces without labels": {
        "data/systems/s.yaml": record("s", f"type: network\nsteps: [{TWO.replace('label: a, ', '')}, "
                                           f"{TWO.replace('label: a, ', '')}]"),
    },
    "a name in a language that the site does not speak": {
        "data/systems/s.yaml": record("s", "type: network\nnames: [{text: Rede, language: pt, "
                                           "sources: [{document: res-1}]}]"),
    },
    "a text that is missing in a language, declared": {
        "data/themes/t.yaml": record("t", "translations: {fr: missing}").replace(", fr: Un", ""),
    },
    "a bulletin named by its month": {
        f"docs/{language}/bulletins/2026-11-more.md": "---\ntitle: T\ndescription: D\ndate: 2026-11-20\n---\n"
        for language in ("en", "es", "fr")
    },
    "a meeting of tomorrow, elsewhere held today": meeting("{start: 2026-11-22}"),
    "a meeting of this year, held": meeting('{start: "2026"}'),
    "a record revised on the day on which it was added": {
        "data/themes/t.yaml": record("t", "revised: 2026-11-20"),
    },
    "a hidden file of the system": {"data/.DS_Store": "x", "data/themes/.t.yaml.swp": "x"},
    "a language that is growing": {
        "data/vocabulary/languages.yaml": "en: complete\nes: complete\nfr: growing\n",
        "data/themes/t.yaml": record("t", "").replace(", fr: Un", ""),
    },
    "words shown and not said": {
        f"docs/{language}/raw.md": "---\ntitle: T\ndescription: D\n---\n{% raw %}`{{ cam_nothing }}`{% endraw %}\n"
        for language in ("en", "es", "fr")
    },
    "headings inside an example": {
        f"docs/{language}/code.md": f"---\ntitle: T\ndescription: D\n---\n```\n{'#' * level} x\n```\n"
        for language, level in (("en", 1), ("es", 2), ("fr", 3))
    },
    "a page with a date": {
        f"docs/{language}/dated.md": "---\ntitle: T\ndescription: D\ndate: 2026-11-20\n---\n"
        for language in ("en", "es", "fr")
    },
    "plural forms": {
        "data/labels/extra.yaml": "a:\n  en: {one: a, other: b}\n  es: {one: a, many: c, other: b}\n  fr: b\n",
    },
    "links to what is there, or shown, or not of a page": {
        f"docs/{language}/a/links.md": HEAD + LINKS for language in ("en", "es", "fr")
    },
    "a link to a page that stands in for its translation": {
        "data/vocabulary/languages.yaml": "en: complete\nes: complete\nfr: growing\n",
        "docs/en/only.md": f"{HEAD}[Home](index.md)\n",
        "docs/es/only.md": f"{HEAD}[Inicio](index.md)\n",
        **{f"docs/{language}/to.md": f"{HEAD}[x](only.md)\n" for language in ("en", "es", "fr")},
    },
    "hidden files beside pages": {"docs/en/.DS_Store": "x", "docs/en/.a/b.txt": "x"},
    "a generated page that is still there": {"docs/en/themes/gone.md": '---\ntitle: "x"\nrecord: "gone"\n---\n'},
}  # fmt: skip


@pytest.mark.parametrize("what", PASSES)
def test_what_looks_wrong_and_is_not_passes(what: str, tree: Tree) -> None:
    assert bless.told(tree(PASSES[what])) == []


ORDER = "order the slots by time, without overlap"
ADD = "add the text, or say `missing` for that language under `translations`"
TEXT = "write `{}: …`, with the text on the same line"
FORMS = "write a text, or plural forms: `other`, and those needed of zero, one, two, few, many"
NO_PAGE = "remove it; a table goes to data/figures as .csv, a document is linked where it stands"
DIRECTLY = "files stand directly in data/laws: move them there, or remove the folder"
REMOVE = "remove it; a table is saved as .csv, a record is a .yaml file"
LABELS = "write the same {places} in every language"
CAUGHT = {
    "slots that overlap": (
        meeting("{start: 2011-04-12}", slots("09:00-10:00", "09:59-11:00")),
        "data/meetings/m.yaml:6: the slot 09:59-11:00 does not follow the one before it — " + ORDER,
    ),
    "a meeting that closes when it opens": (
        meeting('{start: 2011-04-12, opens: "09:00", closes: "09:00"}'),
        "data/meetings/m.yaml:5: it closes at 09:00, and opens at 09:00 — write the later one second",
    ),
    "a period that ends the month before": (
        plan("{start: 2015-10-01, end: 2015-09}"),
        "data/plans/p.yaml:6: the end 2015-09 lies before the start 2015-10-01 — write the later one second",
    ),
    "one label twice, deep inside": (
        {"data/systems/s.yaml": record("s", f"type: network\nsteps: [{TWO[:-1]}, parts: [{TWO}, {TWO}]}}]")},
        "data/systems/s.yaml:4: the label `a` stands twice in one list — number the pieces as the source does",
    ),
    "an address in a nested text": (
        {"data/systems/s.yaml": record("s", "type: network\nsteps: [{text: {en: https://oas.org, es: a, fr: b}}]")},
        "data/systems/s.yaml:4: a web address stands inside a text — move it to `sources` with the day it was read",
    ),
    "a translation that grows where all are complete": (
        {"data/themes/t.yaml": record("t", "summary: {en: One, fr: Un}")},
        "data/themes/t.yaml:3: summary: the text is missing in `es` — " + ADD,
    ),
    "a closed list that is gone": (
        {"data/vocabulary/offices.yaml": None},
        "data/vocabulary/offices.yaml: this list is missing — restore it; its codes are in use",
    ),
    "a closed list that is no list": (
        {"data/vocabulary/offices.yaml": "chair\n"},
        "data/vocabulary/offices.yaml:1: this is not a list of codes — write each as `code: {en: …, es: …, fr: …}`",
    ),
    "a language that is neither complete nor growing": (
        {"data/vocabulary/languages.yaml": "en: complete\nes: complete\nfr: nearly\n"},
        "data/vocabulary/languages.yaml:3: `fr` is neither complete nor growing — write `fr: growing`",
    ),
    "a language of sources that does not exist": (
        {"data/vocabulary/source_languages.yaml": "en:\nes:\nfr:\npt:\nqqq:\n"},
        "data/vocabulary/source_languages.yaml:5: `qqq` is not a code of CLDR — write the ISO code, e.g. `es`",
    ),
    "braces that do not close": (
        {"data/labels/extra.yaml": 'a: {en: "{n", es: "{n", fr: "{n"}\n'},
        "data/labels/extra.yaml:1: `a` has other places in braces here than in `en` — " + LABELS,
    ),
    "plural forms that the default language does not have": (
        {"data/labels/extra.yaml": "a:\n  en: One\n  es: {one: Uno, other: Unos}\n  fr: Un\n"},
        "data/labels/extra.yaml:3: `a` is not a text in `es` — " + TEXT.format("es"),
    ),
    "a plural form that is none": (
        {"data/labels/extra.yaml": "a:\n  en: {one: a, other: b}\n  es: b\n  fr: {singular: a, other: b}\n"},
        "data/labels/extra.yaml:4: `a` is not a text in `fr` — " + FORMS,
    ),
    "plural forms without the one that every number may take, in the default language": (
        {"data/labels/extra.yaml": "a:\n  en: {one: a}\n  es: a\n  fr: a\n"},
        "data/labels/extra.yaml:2: `a` is not a text in `en` — " + FORMS,
    ),
    "plural forms without words": (
        {"data/labels/extra.yaml": "a:\n  en: {one: a, other: b}\n  es: b\n  fr: {one: a, other: }\n"},
        "data/labels/extra.yaml:4: `a` is not a text in `fr` — " + FORMS,
    ),
    "plural forms of a code": (
        {"data/vocabulary/extra.yaml": "a:\n  en: {one: a, other: b}\n  es: b\n  fr: b\n"},
        "data/vocabulary/extra.yaml:2: `a` is not a text in `en` — " + TEXT.format("en"),
    ),
    "a word that is a list": (
        {"data/vocabulary/extra.yaml": "a:\n  en: b\n  es: b\n  fr: [b]\n"},
        "data/vocabulary/extra.yaml:4: `a` is not a text in `fr` — " + TEXT.format("fr"),
    ),
    "a file that is no page, in a folder of pages": (
        {"docs/fr/a/b/Table.XLSX": "x"},
        "docs/fr/a/b/Table.XLSX: this file is no page, and would be published as it is — " + NO_PAGE,
    ),
    "a page of another sort of Markdown": (
        {"docs/en/page.markdown": "x"},
        "docs/en/page.markdown: this file is no page, and would be published as it is — " + NO_PAGE,
    ),
    "a file of an edition that is none": (
        {"docs/en/editions/2020-01/report.pdf": "x"},
        "docs/en/editions/2020-01/report.pdf: this file is no page, and would be published as it is — " + NO_PAGE,
    ),
    "a table of a spreadsheet program": (
        {"data/figures/raro.xlsx": "x"}, "data/figures/raro.xlsx: this file is not read — " + REMOVE,
    ),
    "a file of the system": ({"data/Thumbs.db": "x"}, "data/Thumbs.db: this file is not read — " + REMOVE),
    "what an editor's program left": (
        {"data/themes/x.yaml~": "x"}, "data/themes/x.yaml~: this file is not read — " + REMOVE,
    ),
    "a record under another ending": (
        {"data/themes/x.yml": "x"},
        "data/themes/x.yml: this file is not read — end its name in .yaml, in small letters",
    ),
    "a table in capitals": (
        {"data/figures/X.CSV": "x"},
        "data/figures/X.CSV: this file is not read — end its name in .csv, in small letters",
    ),
    "a folder in a folder among the records": (
        {"data/laws/old/.keep": ""},
        "data/laws/old: this folder is not read — " + DIRECTLY,
    ),
    "the site's own settings": (
        {"data/site.yaml": None},
        "data/site.yaml: this file is missing — restore it; it says whose site this is",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CAUGHT)
def test_what_is_wrong_is_caught_where_it_stands(what: str, tree: Tree) -> None:
    files, message = CAUGHT[what]
    assert bless.told(tree(files)) == [message]


ASTRAY = {
    "nada.md": "use one of: index.md, to.md",
    "indx.md#top": "did you mean `index.md`?",
    "desk.md": "use one of: index.md, to.md",
    "../index.md": "did you mean `index.md`?",
    "/index.md": "did you mean `index.md`?",
    "bulletins/2026-11-frist.md": "did you mean `bulletins/2026-11-first.md`?",
    "plans/plan-2072.md": "did you mean `plans/plan-2027.md`?",
    "countries/cr/breif.md": "did you mean `countries/cr/brief.md`?",
}


@pytest.mark.parametrize("link", ASTRAY)
def test_a_link_to_no_page_is_told_with_the_one_that_was_meant(link: str, tree: Tree) -> None:
    root = tree(
        {
            f"docs/{language}/to.md": f"{HEAD}\nSee\n![x](a.png) [x]({link}).\n"
            for language in ("en", "es", "fr")
        }
    )
    told = bless.told(root)
    shown = link.partition("#")[0]
    assert [line.partition(" — ")[0] for line in told] == [
        f"docs/{language}/to.md:7: the link `{shown}` leads to no page" for language in ("en", "es", "fr")
    ]
    assert {line.partition(" — ")[2] for line in told} == {ASTRAY[link]}


def test_where_a_name_of_links_leads_is_looked_at(tree: Tree) -> None:
    told = bless.told(
        tree({f"docs/{language}/to.md": f"{HEAD}[x][1]\n\n[1]: gone.md\n" for language in ("en", "es", "fr")})
    )
    assert [line.partition(" — ")[0] for line in told] == [
        f"docs/{language}/to.md:7: the link `gone.md` leads to no page" for language in ("en", "es", "fr")
    ]


def test_a_record_that_cannot_be_read_makes_no_link_wrong(tree: Tree) -> None:
    pages = {f"docs/{language}/to.md": f"{HEAD}[x](themes/t.md)\n" for language in ("en", "es", "fr")}
    (told,) = bless.told(tree({"data/themes/t.yaml": "id: t\n\ttitle: T\n"} | pages))
    assert told.startswith("data/themes/t.yaml:2: a tab is used")


def test_an_entry_without_words_is_told_once(tree: Tree) -> None:
    told = bless.told(tree({"data/labels/extra.yaml": "a: {}\n"}))
    assert told == [
        f"data/labels/extra.yaml:1: `a` is missing in `{code}` — add `{code}: …`"
        for code in ("en", "es", "fr")
    ]


def test_the_settings_are_checked_as_every_record(tree: Tree) -> None:
    text = (bless.MINIATURE / "data/site.yaml").read_text("utf-8")
    text = text.replace(", fr: Édition d’essai", "").replace("https://example.org/cam/", "example.org")
    text = text.replace('address: "https://opensource.org/license/mit"', "adress: x").replace(
        "branch:", "brunch:"
    )
    assert bless.told(tree({"data/site.yaml": text})) == [
        "data/site.yaml:1: `branch` is missing — add `branch:`",
        "data/site.yaml:5: address: `example.org` is not a web address — write the whole address, beginning with https://",
        "data/site.yaml:7: the key `brunch` is not known here — did you mean `branch`?",
        "data/site.yaml:9: `address` is missing — add `address:`",
        "data/site.yaml:9: the key `adress` is not known here — did you mean `address`?",
    ]  # fmt: skip


def test_the_settings_speak_every_language(tree: Tree) -> None:
    text = (bless.MINIATURE / "data/site.yaml").read_text("utf-8").replace(", fr: Édition d’essai", "")
    assert bless.told(tree({"data/site.yaml": text})) == [
        "data/site.yaml:2: `edition` is missing in `fr` — add `fr: …`"
    ]


def test_without_languages_the_check_still_answers(tree: Tree) -> None:
    """Nothing else can be judged then; the message says why."""
    (message,) = bless.told(tree({"data/vocabulary/languages.yaml": None}))
    assert message.startswith("data/vocabulary/languages.yaml: this list is missing")


def test_every_rule_reads_a_base_without_any_record(tree: Tree) -> None:
    root = tree()
    catalogue, _ = bless.load(root)
    empty = bless.Site(type(catalogue)(root), [], bless.dt.date(2026, 11, 21))
    assert bless.by_rule(empty) == {rule.__name__: [] for rule in RULES}


WRONG_WORDS = [
    (("cam_list",), {}, "`cam_list` is not given what it takes"),
    (("cam_list", "plans", "more"), {}, "`cam_list` is not given what it takes"),
    (("cam_gaps",), {"kind": "plans"}, "`cam_gaps` is not given what it takes"),
    (("cam_calendar",), {"view": "weeks"}, "the view `weeks` is not known; use one of: list, months"),
    (("cam_calendar", ["list"]), {}, "the view `['list']` is not known; use one of: list, months"),
]


@pytest.mark.parametrize(("arguments", "named", "message"), WRONG_WORDS)
def test_a_word_refuses_what_it_does_not_take(
    miniature: bless.Site, arguments: tuple, named: dict, message: str
) -> None:
    """Also while a site is served, where no check ran before."""
    word, *rest = arguments
    with pytest.raises(bless.embed.WrongWord) as refusal:
        bless.embed.say(miniature, word, "en", "about/", *rest, **named)
    assert str(refusal.value) == message
