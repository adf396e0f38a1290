"""The forms that the glossary rejects: found in records, lists and pages; what is quoted or printed is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest

from cam import checks, prose
from cam.checks.terminology import pages_use_the_terms, records_use_the_terms
from cam.embed import say
from cam.model import Record
from cam.model.records import Avoided, Term
from cam.store import Catalogue
from cam.terminology import terms
from cam.terminology.rules import RULES
from cam.terminology.texts import Passage, Volume, of_catalogue
from cam.views.reader import Reader
from cam.yamlfile import YamlFile

Tree = Callable[..., Path]

REST = "\noriginal: en\nsources: [{document: res-1}]\nadded: 2026-11-20\n"
TERM = (
    "id: body\ntitle: {en: Right Committee, es: Comisión Recta, fr: Commission droite}\n"
    "avoid:\n"
    "  - {text: Wrong Committee, language: en, reason: not_the_name}\n"
    "  - {text: el CAM, language: es, reason: style, instead: la CAM}\n"
    "  - {text: labour, language: en, reason: other_spelling, instead: labor}\n"
    "  - {text: migrante ilegal, language: es, reason: about_persons, instead: migrante en situación irregular}\n"
    "  - {text: estados miembros, language: es, reason: style, instead: Estados Miembros}\n"
    "  - {text: clandestin, language: fr, reason: about_persons, instead: migrant en situation irrégulière}"
)


def theme(identity: str, lines: str) -> dict[str, str]:
    title = "title: {en: One, es: Uno, fr: Un}\n"
    return {f"data/themes/{identity}.yaml": f"id: {identity}\n{title}{lines}{REST}"}


def lay(tree: Tree, files: dict[str, str | bytes | None]) -> Path:
    return tree({"data/glossary/body.yaml": TERM + REST, **files})


def test_a_form_in_a_record_is_a_problem_of_its_line(tree: Tree) -> None:
    texts = "summary:\n  en: The Wrong Committee met.\n  es: Se reunió el CAM.\n  fr: Rien."
    assert bless.told(lay(tree, theme("t", texts))) == [
        (
            "data/themes/t.yaml:4: `Wrong Committee` is not used here (not the name it bears) — "
            "write “Right Committee”, or put it between quotes where a source is quoted"
        ),
        (
            "data/themes/t.yaml:5: `el CAM` is not used here (the institutional usage is another) — write “la CAM”, "
            "or put it between quotes where a source is quoted"
        ),
    ]


def test_a_form_on_a_page_is_a_problem_of_its_line(tree: Tree) -> None:
    root = lay(tree, {})
    page = root / "docs/fr/index.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nDes clandestins, et *clandestin*.\n", encoding="utf-8"
    )
    line = page.read_text(encoding="utf-8").count("\n")
    assert [message for message in bless.told(root) if "clandestin" in message] == [
        (
            f"docs/fr/index.md:{line}: `clandestins` is not used here (says of a person what can only be said of a "
            "situation) — write “migrant en situation irrégulière”, or put it between quotes where a source is quoted"
        )
    ]


def test_a_form_in_a_label_or_a_list_is_a_problem(tree: Tree) -> None:
    root = lay(tree, {"data/labels/one.yaml": "a:\n  en: labour\n  es: b\n  fr: c\n"})
    assert [message.partition(" — ")[0] for message in bless.told(root)] == [
        "data/labels/one.yaml:2: `labour` is not used here (spelling of another country)"
    ]


FOUND = [
    ("en", "The Wrong Committee met.", ["Wrong Committee"]),
    ("en", "The Wrong\nCommittee met.", ["Wrong Committee"]),
    ("en", "The Wrong\u00a0Committee met.", ["Wrong Committee"]),
    ("en", "The wrong committee met.", []),  # no name
    ("en", "The Wrong Committees met.", []),
    ("en", "A WrongWrong Committee-like thing", []),
    ("en", "labour and labours", ["labour", "labours"]),
    ("en", "the Ministry of Labour", []),
    ("en", "belabour, labourer", []),
    ("en", "the paper has “labour”", []),
    ("en", "the code `labour`", []),
    ("en", "the paper has *labour*", []),
    ("en", "**labour**", ["labour"]),
    ("es", "El CAM y el CAM", ["El CAM", "el CAM"]),
    ("es", "papel CAM", []),
    ("es", "Migrantes ilegales y un migrante ilegal", ["Migrantes ilegales", "migrante ilegal"]),
    ("es", "dice «migrantes ilegales»", []),
    ("es", "los estados miembros de los Estados Miembros", ["estados miembros"]),
    ("fr", "Clandestins ! Un clandestin, la clandestinité", ["Clandestins", "clandestin"]),
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = tmp_path_factory.mktemp("terms")
    bless.lay_out(root, bless.MINIATURE)
    bless.write(root / "data/glossary/body.yaml", TERM + REST)
    found, problems = bless.load(root)
    assert not problems
    return found


def found_in(catalogue: Catalogue, language: str, text: str) -> list[str]:
    volume = Volume(language, [Passage(language, text, YamlFile("x.md"), first=1)])
    found = sorted(problem.what for problem in terms.findings(catalogue, volume))
    return [what.split("`")[1] for what in found]


@pytest.mark.parametrize(("language", "text", "forms"), FOUND)
def test_a_form_is_found_as_a_whole_word(
    catalogue: Catalogue, language: str, text: str, forms: list[str]
) -> None:
    assert sorted(found_in(catalogue, language, text)) == sorted(forms)


def test_of_forms_that_overlap_the_longest_is_told(catalogue: Catalogue) -> None:
    term = catalogue.get(Term, "body")
    said_of = {"text": "labour migration", "language": "en", "reason": "style", "instead": "x"}
    longer = Avoided.model_validate(said_of)
    glossary = {"body": term.model_copy(update={"avoid": [*term.avoid, longer]})}
    more = replace(catalogue, records={**catalogue.records, "glossary": glossary})
    assert found_in(more, "en", "labour migration and labour") == ["labour migration", "labour"]


def test_a_title_as_its_source_prints_it_is_left_alone(tree: Tree) -> None:
    title = "title: {en: On labour markets, es: Uno, fr: Un}\n"
    files: dict[str, str | bytes | None] = {
        "data/themes/t.yaml": f"id: t\n{title}summary: {{en: As in “x” On labour markets here., es: a, fr: b}}{REST}",
        "data/themes/u.yaml": f"id: u\n{title.replace('our', 'or')}summary: {{en: On labour, es: a, fr: b}}{REST}",
    }
    assert [message.split(" is ")[0] for message in bless.told(lay(tree, files))] == [
        "data/themes/u.yaml:3: `labour`"
    ]


def test_a_translated_title_is_no_printed_one_unless_it_is_official(tree: Tree) -> None:
    body = "id: t\ntitle: {en: One, es: Sobre migrantes ilegales, fr: Un}\n"
    plain = lay(tree, {"data/themes/t.yaml": body + REST})
    assert len(bless.told(plain)) == 1
    official = lay(tree, {"data/themes/t.yaml": body + "translations: {es: official}" + REST})
    assert bless.told(official) == []


def test_names_are_left_alone(real: Catalogue) -> None:
    """The names that sources use stand under `names` and `variants`, and are no texts of this site."""
    volume = next(volume for volume in of_catalogue(real) if volume.language == "en")
    names = [name.text for term in real.all(Term) for name in term.variants if name.language == "en"]
    assert "Committee on Migratory Issues" in names
    assert not any(passage.text == "Committee on Migratory Issues" for passage in volume.passages)


WRONG = [
    ("  - {text: Right Committee, language: en, reason: style, instead: x}", "`Right Committee` is a term"),
    ("  - {text: labour, language: en, reason: style, instead: x}", "`labour` is rejected twice"),
    ("  - {text: coisa, language: pt, reason: style}", "nothing says what to write for `coisa`"),
    ("  - {text: coisa, language: es, reason: unheard}", "`unheard` is not in data/vocabulary/avoid_reasons.yaml"),
    ("  - {text: coisa, language: es, reason: style, source: x}", "the key `source` is not known here"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_form_is_rejected_in_good_order(tree: Tree, line: str, message: str) -> None:
    root = tree({"data/glossary/body.yaml": f"{TERM}\n{line}{REST}"})
    assert any(f": {message}" in said_of for said_of in bless.told(root))


@pytest.mark.parametrize("text", ["“" * 6000, "«" * 6000, "*" * 6000, "labour “" * 800, "migrante " * 3000])
def test_no_text_keeps_the_terms_busy(catalogue: Catalogue, text: str) -> None:
    assert all("ilegal" not in form for form in found_in(catalogue, "es", text))
    found_in(catalogue, "en", text)


def test_this_site_uses_its_terms(real: Catalogue) -> None:
    site = bless.Site(
        replace(real), prose.read_pages(bless.ROOT, real.languages), bless.dt.date.fromisoformat(bless.TODAY)
    )
    assert [str(problem) for problem in records_use_the_terms(site.catalogue)] == []
    assert [str(problem) for problem in pages_use_the_terms(site)] == []
    assert {records_use_the_terms, pages_use_the_terms} <= {*checks.CHECKS, *checks.PAGE_CHECKS}


def test_every_system_and_body_of_the_committee_rejects_a_form_in_every_language(real: Catalogue) -> None:
    for identity in (
        "cam",
        "ceam",
        "cidi",
        "oas",
        "sicremi",
        "milex",
        "minpet",
        "ricomi",
        "rial",
        "irregular-situation",
    ):
        rejected = {entry.language for entry in real.get(Term, identity).avoid}
        assert rejected == {"en", "es", "fr"}, identity


def test_the_page_of_a_term_says_what_not_to_write_and_why(real: Catalogue) -> None:
    from cam.render import blocks
    from cam.views.subjects import term

    reader = Reader(real, "es", "glossary/irregular-situation/")
    page = blocks(reader, term(reader, real.get(Term, "irregular-situation")).blocks)
    reason = "dice de una persona lo que solo puede decirse de una situación"
    own, english = page.index("No: migrante ilegal, inmigrante ilegal, "), page.index("illegal migrant")
    assert own < english  # the reader's language first
    line = f"migración clandestina (español) — {reason} — se escribe: migración irregular</li>"
    assert f"No: migración ilegal, inmigración ilegal, {line}" in page
    assert f'<span lang="en">clandestine migrant</span> (inglés) — {reason}</li>' in page


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_page_of_the_house_style_has_every_rule_and_form(real: Catalogue, language: str) -> None:
    site = bless.Site(replace(real), [], bless.dt.date.fromisoformat(bless.TODAY))
    page = say(site, "cam_show", language, "desk/terminology/", "desk-terminology")
    assert page.count('<th scope="row">') == len(RULES) + sum(len(term.avoid) for term in real.all(Term))
    assert all(f'id="forms-{code}"' in page and f'id="signs-{code}"' in page for code in ("en", "es", "fr"))
    assert f'<h2 id="signs-{language}">' in page


def test_hostile_forms_are_only_words(tree: Tree) -> None:
    """What stands in a form is looked for as it is: no expression, no template."""
    forms = ("a(b+)+[c", ".*")
    odd = "\n".join(f'  - {{text: "{form}", language: en, reason: style, instead: x}}' for form in forms)
    root = tree(
        {
            "data/glossary/body.yaml": f"{TERM}\n{odd}{REST}",
            **theme("t", "summary:\n  en: x a(b+)+[c y\n  es: a\n  fr: b"),
        }
    )
    assert [message.split(" is ")[0] for message in bless.told(root)] == ["data/themes/t.yaml:4: `a(b+)+[c`"]


def test_records_are_the_model(real: Catalogue) -> None:
    assert issubclass(Term, Record)
    assert real.get(Term, "cam").avoid[0].sources[0].document == "cam-work-plan-2015-2016"
