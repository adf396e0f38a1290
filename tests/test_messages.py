"""What rules say, in the editor's language: nothing is left in English, and no rule is added without its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import bless
import pytest
import test_checks
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support_messages import SOURCE, Found, Source

from cam import live, messages
from cam.cli import main
from cam.commands.said import LANGUAGES
from cam.messages import said, translated
from cam.problems import BadInput, Problem, nearest

OTHERS = LANGUAGES[1:]
Tree = Callable[..., Path]

TABLES = ("sicremi/", "programs_exchange/")
"""What speaks of a form or a table that was sent, not of a file of the project."""

OF_THEIR_OWN = ("issue_forms/", "messages/", *TABLES)
"""What does not speak by Problem of the files of editors, or has its words elsewhere."""

ALSO_SAY = {"Problem": (2, 3), "problem": (1, 2), "WrongWord": (0,)}
"""What is called with a text beside the helpers that have `what` and `remedy`, and where the text stands."""

NOT_FOLLOWED = {
    "checks/prose.py: use.wrong or f'`{use.word}` is not a word of this site'": "what Jinja says: see LIBRARIES",
    "checks/prose.py: wrong": "nothing, where no word is refused; what embed.WrongWord says is found there",
    "fitting.py: what": "a key before what the model says, which is found where the model says it",
    "fitting.py: context['remedy']": "found where the model says it",
    "model/base.py: what": "`wrong` itself: its calls are followed",
    "model/base.py: remedy": "`wrong` itself: its calls are followed",
    "terminology/texts.py: what": "`Passage.problem` itself: its calls are followed",
    "terminology/texts.py: remedy": "`Passage.problem` itself: its calls are followed",
    "yamlfile.py: what": "`YamlFile.problem` itself: its calls are followed",
    "yamlfile.py: remedy": "`YamlFile.problem` itself: its calls are followed",
}
"""What the extractor meets without finding words in it, and why that is right."""

SPELLED_OUT = {
    "the {0} `{1}` is taken by {2}": [
        f"the {name} `{{0}}` is taken by {{1}}" for name in ("number", "row", "acronym", "code")
    ],
    "the {0} `{1}` is not known; use one of: {2}": [
        f"the {name} `{{0}}` is not known; use one of: {{1}}" for name in ("kind", "part", "topic", "view")
    ],
}
"""Texts that are put together of single words that the extractor does not see; each is translated as a whole."""

PUT_TOGETHER = ["{0}: {1}", "`{0}`: {1}", "na or nr", "`the home page`"]
"""Texts that rules put together of pieces that are none: a key and what is wrong with it, two signs, an address."""

OF_TABLES = {
    "at least one": ["write at least one: {0}"],
    "write {0}: {1}": ["write it: {0}"],
    "this very file was taken in already": ["this very file was taken in already, as {0}"],
    "{0}, as {1}": [],
    "{0}-{1}-v{2} cannot be written ({3})": ["{0} cannot be written ({1})"],
    "{0}, with all its sheets": ["copy the figures into a new form of this edition, with all its sheets"],
    "{0} are missing": ["the kind of source and the title of the source are missing"],
}
"""Texts on forms and tables whose pieces make one sentence, which is translated as a whole."""

ENGLISH = re.compile(
    r"\b(?:the|is|are|not|this|write|add|remove|it|and|which|with|out|must|of|as|by|or a|did|you)\b"
)
"""Words that no text in Spanish or French holds."""


@pytest.fixture(scope="module")
def found() -> Found:
    """Return what the source says."""
    return Source(SOURCE, OF_THEIR_OWN).templates(ALSO_SAY)


@pytest.fixture(scope="module")
def found_of_tables() -> Found:
    """Return what the source says of forms and tables."""
    source = Source(SOURCE, ("issue_forms/", "messages/"))
    source.modules = [module for module in source.modules if module.name.startswith(TABLES)]
    return source.templates(ALSO_SAY | {"Finding": (1, 2)})


def groups(language: str) -> dict[str, dict[str, str]]:
    """Return a catalogue as it is written: the texts of the rules, and those of libraries."""
    return yaml.safe_load((SOURCE / f"messages/{language}.yaml").read_text("utf-8"))


def needed(found: Found) -> dict[str, str]:
    """Return every text that has to be translated, with the place where it is made."""
    spelled = {
        one: found.templates[text]
        for text, several in SPELLED_OUT.items()
        for one in several
        if text in found.templates
    }
    return {text: where for text, where in found.templates.items() if text not in SPELLED_OUT} | spelled


# The catalogues.


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_a_rule_is_translated(language: str, found: Found) -> None:
    texts = messages.catalogue(language)
    lacking = [
        f"hooks/cam/messages/{language}.yaml lacks, under `rules`, the text of {where}: {text!r}"
        for text, where in needed(found).items()
        if text not in texts
    ]
    assert lacking == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_on_forms_and_tables_is_translated(language: str, found_of_tables: Found) -> None:
    texts = messages.catalogue(language)
    wanted = dict(found_of_tables.templates)
    for text, wholes in OF_TABLES.items():
        wanted |= dict.fromkeys(wholes, wanted.pop(text))
    lacking = [
        f"hooks/cam/messages/{language}.yaml lacks, under `tables`, the text of {where}: {text!r}"
        for text, where in wanted.items()
        if text not in texts
    ]
    assert lacking == []
    assert len(wanted) > 150


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_stands_in_a_catalogue_that_no_rule_says(language: str, found: Found) -> None:
    known = {*needed(found), *PUT_TOGETHER}
    assert [text for text in groups(language)["rules"] if text not in known] == []


def test_the_source_says_what_it_is_known_to_say(found: Found) -> None:
    """One of each shape that the extractor follows; were one lost, the tests above would find nothing missing."""
    assert {
        "a tab is used to indent",  # a constant
        "`{0}` is not a record of {1}",  # one side of a condition, by a name
        "write the later one second",  # a constant of the module
        "an HTML tag",  # a table, by a helper in another file
        "a text per language, {en: …, es: …, fr: …}",  # values of a dictionary
        "`{0}` should be {1}, but is empty",  # a single word is spelled out
        "did you mean `{0}`?",  # what `nearest` returns
        "this is not YAML",  # `a or b`
        "{0} is missing",  # a helper says what is wrong with the file that is named before it
        "{0}: `{1}` is not a number",  # `yield from`, then unpacked in a comprehension
        "only words of this site stand between {{ and }}, and {% is not used",  # a field of an object
        "label `{0}`",  # an argument of a helper
        "this is not a date",  # the context of an error of pydantic
        "`{0}` is not given what it takes",  # the text of an exception
        "`{0}` is rejected twice",  # pieces that are added
        "the structure differs from {0}: here {1}, there {2} (line {3})",  # a piece that only continues
    } <= found.templates.keys()
    assert len(found.templates) > 300


def test_what_cannot_be_followed_is_known(found: Found) -> None:
    assert sorted(found.unknown) == sorted(NOT_FOLLOWED)
    assert {text for text in SPELLED_OUT if text not in found.templates} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_and_the_code_of_the_original(language: str) -> None:
    ours = groups(language)["rules"] | groups(language)["tables"]
    for text, translation in ours.items():
        places = re.findall(r"\{\d\}", text)
        assert sorted(re.findall(r"\{\d\}", translation)) == places, text
        assert text == text.strip(), text
        assert [f"{{{number}}}" for number in range(len(places))] == places, text
        if text != "`the home page`":
            code = Counter(re.findall(r"`[^`]*`", text))
            assert Counter(re.findall(r"`[^`]*`", translation)) == code, text
    for text, translation in groups(language)["libraries"].items():
        assert set(re.findall(r"\{\d\}", translation)) <= set(re.findall(r"\{\d\}", text)), text


def test_the_languages_have_the_same_texts_in_the_same_order() -> None:
    first, *others = ({name: list(texts) for name, texts in groups(code).items()} for code in OTHERS)
    assert list(first) == ["rules", "tables", "libraries"]
    assert [first] * len(others) == others


def prose_of(text: str) -> str:
    """Return a text without what is code in it."""
    return re.sub(r"`[^`]*`|\{[^}]*\}|https?://", "", text)


def test_french_has_its_spaces_and_apostrophes() -> None:
    for translation in messages.catalogue("fr").values():
        prose = prose_of(translation).replace("title: …, description: …", "")
        assert "'" not in prose, translation
        assert not re.search(r"(?<!\u00a0)[;!?»](?=\s|$)|(?<![\u00a0)]):(?=\s|$)|«(?!\u00a0)", prose), (
            translation
        )


def test_spanish_has_its_signs() -> None:
    for translation in messages.catalogue("es").values():
        prose = prose_of(translation)
        assert prose.count("?") == prose.count("¿") or "signos ? y !" in prose, translation
        assert not re.search(r"[“”\u00a0]", prose), translation


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_of_english_is_left_in_a_translation(language: str) -> None:
    left = [text for text in messages.catalogue(language).values() if ENGLISH.search(prose_of(text).lower())]
    assert left == []


# What is said.


def half_translated(problem: Problem, language: str) -> list[str]:
    """Return the halves of a problem that are not, or not wholly, in a language."""
    told = said(problem, language)
    values = re.compile(
        r"`[^`]*`|(?:data|docs|glossary)/\S*|\{\{.*?\}\}|[a-z_]+, .*$"
    )  # codes, and lists of them
    return [
        after
        for before, after in ((problem.what, told.what), (problem.remedy, told.remedy))
        if before == after or ENGLISH.search(values.sub("", after))
    ]


@pytest.fixture(scope="module")
def all_wrong(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """Return what is said of the tree in which everything is wrong."""
    folder = tmp_path_factory.mktemp("all_wrong")
    bless.all_wrong(folder)
    with pytest.raises(BadInput) as problems:
        live.checked(folder)
    return problems.value.problems


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_can_be_wrong_is_said_in_every_language(
    language: str, all_wrong: tuple[Problem, ...]
) -> None:
    assert len(all_wrong) > 180
    assert [half for problem in all_wrong for half in half_translated(problem, language)] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("case", test_checks.CAUGHT)
def test_what_the_rules_are_tested_with_is_said_in_every_language(case: str, language: str) -> None:
    place, _, rest = test_checks.CAUGHT[case][1].partition(": ")
    what, _, remedy = rest.partition(" — ")
    assert half_translated(Problem(place, 1, what, remedy), language) == []


SAID = [
    ("`x` is not a record of laws", "`x` no es un registro de laws", "`x` n’est pas une fiche de laws"),
    (nearest("goood", ["good"]), "¿quiso decir `good`?", "vouliez-vous dire `good`\u00a0?"),
    (nearest("x", ["a", "b"]), "use uno de estos valores: a, b", "choisissez parmi\u00a0: a, b"),
    (
        "title.en: the text contains an HTML tag",
        "title.en: el texto contiene una etiqueta HTML",
        "title.en\u00a0: le texte contient une balise HTML",
    ),
    (
        "`title` should be a text per language, {en: …, es: …, fr: …}, but is a number",
        "`title` debería ser un texto por idioma, {en: …, es: …, fr: …}, pero es un número",
        "`title` devrait être un texte par langue, {en: …, es: …, fr: …}, mais c’est un nombre",
    ),
    (
        "the file cannot be read here (mapping values are not allowed in this context)",
        "el archivo no se puede leer aquí (aquí no puede haber `:` después de una clave)",
        "le fichier est illisible à cet endroit (il ne peut pas y avoir ici de `:` après une clé)",
    ),
    ("the row `R1` is taken by good", "la fila `R1` ya es de good", "la ligne `R1` est déjà prise par good"),
    (
        "an example names a real record: good",
        "un ejemplo nombra un registro real: good",
        "un exemple renvoie à une fiche réelle\u00a0: good",
    ),
    (
        "the label `one` is missing",
        "falta la etiqueta `one`",
        "il manque le libellé `one`",
    ),
    (
        "date: 2011-02-30 is not in the calendar",
        "date: 2011-02-30 no existe en el calendario",
        "date\u00a0: 2011-02-30 n’existe pas dans le calendrier",
    ),
]


@pytest.mark.parametrize(("text", "spanish", "french"), SAID)
def test_a_text_is_said_with_its_values(text: str, spanish: str, french: str) -> None:
    assert [translated(text, language) for language in ("en", "es", "fr")] == [text, spanish, french]


def test_what_an_editor_wrote_is_never_translated() -> None:
    """Between quotes, and where a value of one word may be an id."""
    assert translated("`an HTML tag` is not a date", "es") == "`an HTML tag` no es una fecha"
    assert translated("`the text is empty` is missing", "fr") == "il manque `the text is empty`"
    assert translated("empty is missing", "es") == "falta empty"
    assert translated('put it between quotes: "a list"', "es") == 'añada las comillas: "a list"'
    assert translated("`{1} {0}` is not a record of {9}", "es") == "`{1} {0}` no es un registro de {9}"


def test_what_has_no_translation_stays_as_it_is() -> None:
    for text in (
        "",
        "`",
        "{0}",
        "nobody knows it",
        "nobody knows: it",
        "title: nobody knows it",
        "the moon is empty",
    ):
        assert [translated(text, language) for language in LANGUAGES] == [text] * 3
    problem = Problem("data/x.yaml", 3, "`x` is not a record of laws", "ask the Secretariat")
    spanish = Problem("data/x.yaml", 3, "`x` no es un registro de laws", "ask the Secretariat")
    assert said(problem, "es") == spanish
    assert said(problem, "en") == said(problem, "pt") == problem  # a language without a catalogue


@given(st.text(st.characters(exclude_characters="`")), st.text(st.characters(exclude_characters="` ")))
def test_values_are_kept_sign_by_sign(quoted: str, bare: str) -> None:
    text = f"`{quoted}` is not a record of {bare}"
    assert translated(text, "es") == f"`{quoted}` no es un registro de {bare}"
    assert translated(text, "fr") == f"`{quoted}` n’est pas une fiche de {bare}"


NOTE = "for F1, row F1.01, year 2020, or for the whole table"
NOTA = "para F1, fila F1.01, año 2020, o para todo el cuadro"
EN_NOTE = "note pour F1, ligne F1.01, année 2020, ou pour tout le tableau"
LINES = [
    (
        "F1!C2: “1,234” has marks between its figures — type 1234, if that is meant",
        "F1!C2: «1,234» tiene signos entre sus cifras — escriba 1234, si es lo que quiere decir",
        "F1!C2 : « 1,234 » contient des signes entre les chiffres — saisissez 1234, si c’est bien ce nombre",
    ),
    (
        "hint: F1!C12: 450 is a small estimate for a survey — think about nr",
        "sugerencia: F1!C12: 450 es una estimación pequeña para una encuesta — considere si corresponde nr",
        "suggestion : F1!C12 : 450 est une estimation faible pour une enquête — pensez à nr",
    ),
    (
        "the file: it is empty — send the file again\n1 problem in the form.",
        "el archivo: está vacío — envíe de nuevo el archivo\n1 problema en el formulario.",
        "le fichier : il est vide — envoyez de nouveau le fichier\n1 problème dans le formulaire.",
    ),
    (
        f"9: women and men add up to 7, the total is 9 — correct it, or explain it in a note {NOTE}",
        f"9: mujeres y hombres suman 7; el total es 9 — corríjalo o explíquelo en una nota {NOTA}",
        f"9 : la somme pour femmes et hommes est 7 ; le total est 9 — corrigez-le, ou expliquez-le dans une {EN_NOTE}",
    ),
    (
        "p.csv:3/id: `A b` is not an id — keep one of the rows",
        "p.csv:3/id: `A b` no es un identificador — conserve una de las filas",
        "p.csv:3/id : `A b` n’est pas un identifiant — gardez l’une des lignes",
    ),
    ("a: b — c\n\nd", "a: b — c\n\nd", "a: b — c\n\nd"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "french"), LINES)
def test_what_is_told_of_a_form_is_said_line_by_line(english: str, spanish: str, french: str) -> None:
    said_in_french = messages.lines(english, "fr").replace("\u00a0", " ")
    assert [messages.lines(english, "en"), messages.lines(english, "es"), said_in_french] == [
        english,
        spanish,
        french,
    ]


def test_a_form_that_is_none_is_refused_in_the_language(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree({"form.csv": "", "table.csv": "id\nx\n"}))
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)
    assert main(["--lang", "es", "sicremi", "read", "form.csv"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "el archivo: está vacío — envíe de nuevo el archivo",
        "1 problema en el formulario.",
        "No se ha incorporado nada.",
    ]
    assert main(["--lang", "fr", "programs", "import", "table.txt"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "table.txt\u00a0: impossible de l’ouvrir — indiquez un fichier qui contient un formulaire rempli",
        "1 problème dans le fichier.",
        "Rien n’a été écrit.",
    ]


@pytest.mark.parametrize("sign", ["a: ", " is missing", "`: ", " names  a: ", "the the ", "{0}: {1} "])
def test_texts_that_nest_without_end_are_no_error(sign: str) -> None:
    """Nobody but somebody hostile writes them; they are translated as deep as rules nest them, and no deeper."""
    text = f"`{sign * 5_000}` is not a date"
    assert translated(text, "es").startswith("`")
    assert translated(sign * 5_000, "fr").count(sign) > 4_990


def test_a_long_text_takes_no_longer_than_reading_it() -> None:
    """A template is looked for piece by piece: no text makes the search try again."""
    steps: list[int] = []

    class Counting(str):
        def find(self, *given: object) -> int:
            steps.append(1)
            return super().find(*given)  # type: ignore[arg-type]

    text = Counting("the structure differs from" + ": here , there" * 10_000)
    for template in messages._templates("es"):
        steps.clear()
        template.values(text)
        assert len(steps) < len(template.pieces)
