"""Forms for offers and needs (the others: tests/issue_forms/): from the model, filled in by anybody, read back."""

from __future__ import annotations

import io
import re
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support_forms import ALL, ISSUE, NASTY, REFUSED, SAFE_BUT_ODD, TITLE, TODAY, fields, filled, lay_out

from cam import checks, embed, kit, pages
from cam.cli import main
from cam.commands.said import Say
from cam.frame import place_of
from cam.issue_forms import choosing, intake, questions, reading, templates, writing
from cam.issue_forms.drafts import Draft
from cam.issue_forms.wrong import WrongForm
from cam.knowledge import Site
from cam.loading import load
from cam.model.cooperation import Need, Offer
from cam.store import Catalogue
from cam.terminology.typography import mended
from cam.yamlfile import parse

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return lambda files=(): lay_out(tmp_path, dict(files))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = lay_out(tmp_path_factory.mktemp("forms"), {})
    found, problems = load(root)
    assert [*problems, *checks.run(found)] == []
    return found


# As the forge has it: the form's file is read, filled in, and written into an issue.


def read(catalogue: Catalogue, text: str | bytes, **options: Any) -> Draft:
    content = text if isinstance(text, bytes) else text.encode()
    return intake.draft(catalogue, content, TODAY, lambda _: Say("en"), **{"address": ISSUE, **options})


def wrong(catalogue: Catalogue, text: str | bytes, **options: Any) -> list[str]:
    """Return the messages on a form, without the line that counts them."""
    with pytest.raises(WrongForm) as found:
        read(catalogue, text, **options)
    *lines, count = str(found.value).splitlines()
    assert count == f"{len(lines)} problem{'s' if len(lines) > 1 else ''} in the form."
    assert all(re.fullmatch(r"form: [^:]+: \S.* — \S.*", line) for line in lines), lines
    return lines


EVERY_FORM = [f"{name}-{language}.yml" for name in questions.DESIGNS for language in ("en", "es", "fr")]


# The forms


def test_the_forms_in_the_repository_are_what_the_command_writes(real: Catalogue) -> None:
    """After a change of the model, of a list or of a label: `cam kit`."""
    folder = bless.ROOT / templates.FOLDER
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*-??.yml")} == templates.templates(
        real
    )
    assert sorted(path.name for path in folder.iterdir()) == sorted([*EVERY_FORM, "config.yml"])


def test_there_is_one_form_a_kind_and_language(real: Catalogue) -> None:
    assert list(templates.templates(real)) == EVERY_FORM
    assert len(EVERY_FORM) == 21


KEYS = {
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}


@pytest.mark.parametrize("file", EVERY_FORM)
def test_the_forge_takes_the_form(real: Catalogue, file: str) -> None:
    """The rules of the forge's documentation: a form that breaks one of them is not shown, and nobody is told."""
    form = yaml.safe_load(templates.templates(real)[file])
    assert set(form) == {"name", "description", "title", "body"}
    assert all(isinstance(form[key], str) and form[key].strip() for key in ("name", "description", "title"))
    assert 3 < len(form["name"]) < 60
    assert len(form["description"]) <= 200
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in asked}) == len(asked)
    labels = [field["attributes"]["label"] for field in asked]
    boxes = [
        option["label"] for field in asked if field["type"] == "checkboxes" for option in _options(field)
    ]
    assert len({re.sub(r"\W+", "-", label.lower()) for label in labels + boxes}) == len(labels + boxes)
    for field in asked:
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert re.fullmatch(r"[\w-]+", field["id"])
        assert set(field["attributes"]) <= KEYS[field["type"]]
        assert field.get("validations", {"required": True}) == {"required": True}
        assert "password" not in field["attributes"]["label"].lower()
    for field in asked:
        if field["type"] == "dropdown":
            options = _options(field)
            assert all(isinstance(option, str) and option.strip() for option in options)
            assert len(set(options)) == len(options) > 1
            assert "none" not in [option.lower() for option in options]
            assert 0 <= field["attributes"].get("default", 0) < len(options)


def _options(field: dict[str, Any]) -> list[Any]:
    options: list[Any] = field["attributes"]["options"]
    return options


def test_no_two_forms_have_one_name(real: Catalogue) -> None:
    names = [yaml.safe_load(text)["name"] for text in templates.templates(real).values()]
    assert len(set(names)) == len(names) == 21


@pytest.mark.parametrize("model", [Offer, Need])
def test_whatever_the_model_requires_is_asked_or_known(model: type[Offer] | type[Need]) -> None:
    asked = {question.place[0] for question in questions.COOPERATION if question.place}
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert required - asked == {"id", "original", "added"}


def test_every_question_has_a_key_in_some_model() -> None:
    known = set(Offer.model_fields) | set(Need.model_fields)
    assert [q.name for q in questions.COOPERATION if q.place and q.place[0] not in known] == []
    assert set(Offer.model_fields) - set(Need.model_fields) == {"countries", "capacity"}


def test_nobody_commits_to_costs_by_leaving_the_answer_as_it_is(real: Catalogue) -> None:
    costs = fields(real, "offer-en.yml")["costs"]["attributes"]
    assert costs["options"][costs["default"]] == "Costs to be agreed"


def test_a_form_is_known_by_its_headings(real: Catalogue) -> None:
    """The issue says nowhere which form it was made with: only headings and answers survive."""
    headings = {
        form.file: frozenset(reading.same(asked.heading) for asked in form.asked)
        for form in templates.forms(real)
    }
    for file, own in headings.items():
        for other, theirs in headings.items():
            assert file == other or len(own - theirs) >= 2, f"{file} can be taken for {other}"


@pytest.mark.parametrize("file", ALL)
def test_choices_with_commas_can_be_told_apart(real: Catalogue, file: str) -> None:
    for form in templates.forms(real):
        for asked in form.asked:
            if form.file != file or asked.question.answer != "choice":
                continue
            codes = {reading.same(words): code for words, code in asked.choices.items()}
            assert len(codes) == len(asked.choices)
            for order in (list(asked.choices), list(reversed(asked.choices))):
                expected = [asked.choices[words] for words in order]
                assert choosing.listed(", ".join(order), codes) == (expected, [])


def test_no_word_of_the_forms_is_written_twice(real: Catalogue) -> None:
    """What another list of labels says already is taken from there."""
    own = {key: text for key, text in real.labels.items() if key.startswith("forms.")}
    shared = [
        key
        for key, text in own.items()
        for other, words in real.labels.items()
        if not other.startswith("forms.") and words == text
    ]
    assert shared == []


def test_the_command_writes_what_changed_and_removes_what_is_gone(tree: Tree, monkeypatch, capsys) -> None:
    root = tree()
    folder = root / templates.FOLDER
    monkeypatch.chdir(root)
    assert main(["forms"]) == 0
    assert f".github/ISSUE_TEMPLATE: {', '.join(sorted(EVERY_FORM))} changed.\n" in capsys.readouterr().out
    (folder / "config.yml").write_text("blank_issues_enabled: true\n")
    (folder / "offer-pt.yml").write_text((folder / "offer-es.yml").read_text("utf-8"), "utf-8")
    (folder / "need-fr.yml").write_text("", "utf-8")
    assert kit.write(load(root)[0]) == [
        f"{templates.FOLDER}/{name}" for name in ("need-fr.yml", "offer-pt.yml")
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*EVERY_FORM, "config.yml"])
    assert kit.write(load(root)[0]) == []


@pytest.mark.parametrize(("language", "first", "others"), [
    ("en", "en", ["es", "fr"]), ("es", "es", ["en", "fr"]), ("fr", "fr", ["en", "es"]),
])  # fmt: skip
def test_the_page_leads_to_the_forms_the_readers_language_first(
    catalogue: Catalogue, language: str, first: str, others: list[str]
) -> None:
    site = Site(catalogue, [], TODAY)
    html = embed.say(site, "cam_forms", language, "ricomi/take-part/")
    forge = place_of(catalogue).forge
    assert re.findall(r'href="([^"]*)"', html) == [
        f"{forge}/issues/new?template={name}-{code}.yml"
        for code in (first, *others)
        for name in ("offer", "need")
    ]
    assert html.count(f'<span lang="{others[0]}">') == 3


def test_a_fork_leads_to_its_own_forms(catalogue: Catalogue, monkeypatch) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ana/fork")
    html = embed.say(Site(catalogue, [], TODAY), "cam_forms", "en", "")
    assert 'href="https://forge.example.org/ana/fork/issues/new?template=offer-en.yml"' in html


def test_a_growing_language_has_no_forms_yet(tree: Tree) -> None:
    """Its headings would be those of another language in part: nobody could tell the forms apart."""
    root = tree({"data/vocabulary/languages.yaml": "en: complete\nes: complete\nfr: complete\npt: growing\n"})
    grown, _ = load(root)
    assert list(templates.templates(grown)) == EVERY_FORM
    html = embed.say(Site(grown, [], TODAY), "cam_forms", "pt", "ricomi/take-part/")
    assert re.findall(r"template=([a-z-]+)\.yml", html)[:2] == ["offer-en", "need-en"]
    assert set(read(grown, filled(grown, "need-en.yml")).record.translations) == {"es", "fr", "pt"}


# From the form to the page


@pytest.mark.parametrize("file", ALL)
def test_a_filled_form_becomes_a_record_and_a_page(
    tree: Tree, catalogue: Catalogue, monkeypatch, capsys, file: str
) -> None:
    root = tree()
    monkeypatch.chdir(root)
    monkeypatch.setenv("CAM_TODAY", TODAY.isoformat())
    (root / "issue.md").write_bytes(filled(catalogue, file).replace("\n", "\r\n").encode())
    assert main(["form", "issue.md", "--address", ISSUE]) == 0
    kind, language = f"{file[:-7]}s", file[-6:-4]
    identity = {"en": "workshop-on-trafficking", "es": "taller-sobre-la-trata", "fr": "atelier-sur-la-traite"}
    name = f"data/{kind}/{identity[language]}.yaml"
    out = capsys.readouterr().out
    said = Say(language)
    assert out.startswith(f"{said('form.made', file=name)}\n{said('form.left')}\n- ")
    assert ("\n- translate title" in out) == (language == "en")
    assert main(["check"]) == 0
    found, problems = load(root)
    assert problems == []
    record = found.records[kind][identity[language]]
    assert isinstance(record, (Offer, Need))
    assert (record.title, record.original) == ({language: TITLE[language]}, language)
    assert (list(record.themes), list(record.forms)) == (["trafficking", "crises"], ["workshop"])
    assert (list(record.languages), record.costs, record.member) == (["es", "fr"], "provider", "mx-inm")
    assert (record.period.start, record.period.end) == ("2027-02", "2027-11-30")
    assert set(record.translations) == {"en", "es", "fr"} - {language}
    assert [source.evidence for source in record.sources] == ["named", "named"]
    made = dict(pages.pages(found, place_of(found)))
    for shown in ("en", "es", "fr"):
        assert TITLE[language] in made[f"{shown}/{kind}/{record.id}.md"]


def test_the_record_is_written_as_people_write_it(catalogue: Catalogue) -> None:
    text = filled(catalogue, "offer-es.yml", states=["México", "Perú"])
    assert read(catalogue, text).text == (
        "id: taller-sobre-la-trata\n"
        "title:\n"
        "  es: Taller sobre la trata\n"
        "summary:\n"
        "  es: Tres días «en la frontera». Para 25 personas.\n"
        "member: mx-inm\n"
        "languages: [es, fr]\n"
        "countries: [mx, pe]\n"
        "forms: [workshop]\n"
        "costs: provider\n"
        "period: {start: 2027-02, end: 2027-11-30}\n"
        "capacity:\n"
        '  es: "25"\n'
        "themes: [trafficking, crises]\n"
        "original: es\n"
        "translations: {en: missing, fr: missing}\n"
        "sources:\n"
        f'  - {{address: "{ISSUE}", publisher: github.com, seen: 2026-11-21, evidence: named}}\n'
        '  - {address: "https://www.gob.mx/inm", publisher: gob.mx, seen: 2026-11-21, evidence: named}\n'
        "added: 2026-11-21\n"
    )


def test_the_editor_is_told_what_is_left_and_what_matches(catalogue: Catalogue) -> None:
    assert writing.told(read(catalogue, filled(catalogue, "offer-es.yml"))) == [
        "data/offers/taller-sobre-la-trata.yaml was written.",
        "Left to do:",
        "- translate title, summary, and capacity into en and fr, and take `translations` away",
        (
            "- compare the institution: “Instituto Nacional de Migración” was taken for mx-inm, "
            "Instituto Nacional de Migración"
        ),
        (
            "- open the source that the form names, https://www.gob.mx/inm; then write who publishes it, "
            "and `evidence: seen`"
        ),
        "Needs that it answers:",
        "- needs/training, 82 of 100 points",
    ]


def test_a_need_is_told_its_offers_or_the_nearest_miss(tree: Tree, monkeypatch, capsys) -> None:
    root = tree()
    monkeypatch.chdir(root)
    catalogue, _ = load(root)
    need = filled(catalogue, "need-fr.yml", institution="pe-dm")
    assert writing.told(read(catalogue, need))[-1] == "No offer answers it."
    (root / "offer.md").write_text(filled(catalogue, "offer-es.yml", themes=["Trata de personas"]), "utf-8")
    assert main(["form", "offer.md", "--id", "first", "--address", ISSUE]) == 0
    catalogue, _ = load(root)
    lines = writing.told(read(catalogue, need))
    assert lines[-2:] == ["Offers that answer it:", "- offers/first, 82 of 100 points"]
    assert (
        "- ask pe-dm, at its public contact, whether it takes part: data/members/pe-dm.yaml says "
        in "\n".join(lines)
    )
    far = filled(catalogue, "need-fr.yml", institution="pe-dm", themes=["Genre"], languages=["Anglais"])
    assert writing.told(read(catalogue, far))[-2:] == [
        "No offer answers it. The nearest miss:",
        "- offers/first, 45 of 100 points, fails on theme and language",
    ]


def test_the_form_can_come_from_the_standard_input(
    tree: Tree, catalogue: Catalogue, monkeypatch, capsys
) -> None:
    root = tree()
    monkeypatch.chdir(root)
    text = filled(catalogue, "need-en.yml")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["form", "-"]) == 0
    assert (root / "data/needs/workshop-on-trafficking.yaml").is_file()


# What the forge and people make of a form


def test_boxes_instead_of_lists_are_read(catalogue: Catalogue) -> None:
    text = filled(catalogue, "offer-en.yml")
    boxes = "- [x] Workshop\n- [ ] Study visit\n- [X] Remote advice"
    text = text.replace("### Form\n\nWorkshop", f"### Form\n\n{boxes}")
    assert list(read(catalogue, text).record.forms) == ["workshop", "remote"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\u00a0", " ").replace("’", "'"),
        lambda text: text.replace("### ", "###  ").replace("\n\n", " \n\n\n"),
        lambda text: text.replace("- [X]", "* [x]"),
        lambda text: text + "\n\n",
        lambda text: text.replace("Traite, Réfugiés, crises", "Traite,Réfugiés,crises"),
        lambda text: text.replace("É", "E\u0301").replace("é", "e\u0301"),
        str.lower,
    ],
)
def test_spaces_apostrophes_capitals_and_line_ends_do_not_matter(
    catalogue: Catalogue, change: Callable[[str], str]
) -> None:
    text = filled(catalogue, "offer-fr.yml")
    expected, found = read(catalogue, text).record, read(catalogue, change(text)).record
    for key in ("themes", "forms", "languages", "countries", "costs", "period", "member"):
        assert getattr(found, key) == getattr(expected, key)


def test_what_need_not_be_answered_may_be_left_out(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "offer-en.yml", until="", capacity="", source=""))
    assert isinstance(made.record, Offer)
    assert (made.record.period.end, made.record.capacity, len(made.record.sources)) == (None, None, 1)


def test_texts_keep_their_no_break_spaces_and_lose_their_lines(catalogue: Catalogue) -> None:
    said = "Une idée\u00a0: «\u00a0deux\u00a0»\r\n\r\n\tet trois."
    record = read(catalogue, filled(catalogue, "need-fr.yml", what=said)).record
    assert record.summary == {"fr": "Une idée\u00a0: «\u00a0deux\u00a0» et trois."}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("mx-inm", "mx-inm"),
        ("MX-INM", "mx-inm"),
        ("instituto nacional de  migración", "mx-inm"),
        ("National Migration Institute", "mx-inm"),
        ("Dirección de Migraciones (pe-dm)", "pe-dm"),
        ("Ministerio, pe-dm", "pe-dm"),
        ("https://example.org/portals/pe-dm/", "pe-dm"),
    ],
)
def test_an_institution_is_found_by_id_or_name(catalogue: Catalogue, said: str, found: str) -> None:
    assert read(catalogue, filled(catalogue, "offer-es.yml", institution=said)).record.member == found


@pytest.mark.parametrize(
    ("said", "start"), [("2027", "2027"), ("2027-03", "2027-03"), ("2028-02-29", "2028-02-29")]
)
def test_a_date_is_as_exact_as_it_is_given(catalogue: Catalogue, said: str, start: str) -> None:
    record = read(catalogue, filled(catalogue, "need-es.yml", **{"from": said, "until": ""})).record
    assert record.period.start == start


# Ids


@pytest.mark.parametrize(
    ("title", "identity"),
    [
        ("Ñandú: ¿qué es «eso»?", "nandu-que-es-eso"),
        ("ŒUVRE N° 2 ½", "uvre-n-2-1-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("Index", "index-2"),
        ("training", "training-2"),
        ("a" * 120, "a" * 60),
        ("mot " * 30, ("mot-" * 30)[:59]),
    ],
)
def test_the_id_is_made_of_the_title(catalogue: Catalogue, title: str, identity: str) -> None:
    made = read(catalogue, filled(catalogue, "need-fr.yml", title=title.strip()))
    assert made.record.id == identity
    assert made.path == catalogue.root / "data" / "needs" / f"{identity}.yaml"


def test_a_second_record_of_one_title_gets_a_number(tree: Tree, monkeypatch, capsys) -> None:
    root = tree()
    monkeypatch.chdir(root)
    (root / "a.md").write_text(filled(load(root)[0], "offer-es.yml"), "utf-8")
    for name in ("taller-sobre-la-trata", "taller-sobre-la-trata-2", "taller-sobre-la-trata-3"):
        assert main(["form", "a.md"]) == 0
        assert (root / f"data/offers/{name}.yaml").is_file()


@pytest.mark.parametrize(
    "identity", ["../x", "/etc/x", "a/b", "A", "a--b", "-a", "a.yaml", "", "é", "a\n", "\udcff", "a" * 61]
)
def test_an_id_that_is_none_is_refused(catalogue: Catalogue, identity: str) -> None:
    (line,) = wrong(catalogue, filled(catalogue, "need-fr.yml"), identity=identity)
    assert line.startswith("form: --id: “")
    assert line.endswith("” is not an id — use a-z, 0-9 and single hyphens, at most 60 in all")
    line.encode()


@pytest.mark.parametrize("identity", ["training", "index"])
def test_an_id_that_is_taken_is_refused(catalogue: Catalogue, identity: str) -> None:
    lines = wrong(catalogue, filled(catalogue, "need-fr.yml"), identity=identity)
    assert lines == [f"form: --id: “{identity}” is taken — give another one"]


# Everything that can be wrong

PROBLEMS = [
    ({"title": ""}, "Title of the offer: there is no answer — ask for one, and write it there"),
    (
        {"title": "x" * 121},
        "Title of the offer: the answer is 121 characters long — shorten it to 120 or less",
    ),
    ({"title": "Обмен"}, "--id: no id can be made of the title “Обмен” — give one with --id"),
    (
        {"institution": "Instituto Nacional de Migracion"},
        "Institution: “Instituto Nacional de Migracion” is no institution of the directory — did you mean mx-inm?",
    ),
    (
        {"institution": "Ministry of Magic"},
        (
            "Institution: “Ministry of Magic” is no institution of the directory — write its id: the last part of its "
            "address in the directory"
        ),
    ),
    (
        {"institution": "Dirección de Migraciones"},
        "Institution: “Dirección de Migraciones” stands for several institutions — write the id of one: pe-dm; uy-dm",
    ),
    (
        {"institution": "mx-inm and pe-dm"},
        "Institution: “mx-inm and pe-dm” stands for several institutions — write the id of one: mx-inm; pe-dm",
    ),
    (
        {"institution": "uy-dm"},
        (
            "Institution: uy-dm is in the directory, but no member — write data/members/uy-dm.yaml first, when it has "
            "agreed to take part"
        ),
    ),
    (
        {"institution": "example-a"},
        (
            "Institution: “example-a” is no institution of the directory — write its id: the last part of its address "
            "in the directory"
        ),
    ),
    (
        {"what": "See <b>this</b>."},
        "What you offer: the text contains an HTML tag — write plain text, without links or instructions",
    ),
    (
        {"what": "See [this](x)."},
        "What you offer: the text contains a Markdown link — write plain text, without links or instructions",
    ),
    (
        {"what": "See {{ cam_list() }}."},
        (
            "What you offer: the text contains a template sign ({{, {% or {#) — write plain text, without links or "
            "instructions"
        ),
    ),
    (
        {"what": "See https://example.org."},
        "What you offer: a web address stands inside a text — move it to `sources` with the day it was read",
    ),
    (
        {"what": "Nothing\u202esees"},
        "What you offer: an invisible sign (U+202E) stands in the answer — write the answer anew, as plain text",
    ),
    ({"themes": None}, "Themes: there is no answer — ask for one, and write it there"),
    ({"themes": ["Gendre"]}, "Themes: “Gendre” is none of the choices — did you mean “Gender”?"),
    (
        {"themes": ["Gender", "Magic", "Trafficking"]},
        (
            "Themes: “Magic” is none of the choices — write one of: Gender; Integration; Refugees, displacement, and "
            "crises; Trafficking"
        ),
    ),
    (
        {"themes": ["Gender", "Integration", "Refugees, displacement, and crises", "Trafficking"]},
        "Themes: 4 choices are too many — keep 3 of them at most",
    ),
    (
        {"states": ["Every state", "Mexico"]},
        "States it is meant for: “Every state” stands beside others — keep it alone, or keep only the others",
    ),
    (
        {"costs": "Costs are shared, Costs to be agreed"},
        "Costs: 2 choices are too many — keep 1 of them at most",
    ),
    (
        {"from": "03/2027"},
        "From: “03/2027” is not a month or day of the calendar — write it as 2027-03 or 2027-03-15",
    ),
    (
        {"from": "2027-02-30"},
        "From: “2027-02-30” is not a month or day of the calendar — write it as 2027-03 or 2027-03-15",
    ),
    (
        {"until": "2026-12"},
        "Until: the end 2026-12 lies before the start 2027-02 — write the later one second",
    ),
    (
        {"source": "see <script>"},
        "Source: the text contains an HTML tag — write plain text, without links or instructions",
    ),
    (
        {"consent": None},
        "Consent to publication: the box has no tick — ask for the consent; without it nothing is published",
    ),
]


@pytest.mark.parametrize(("changes", "message"), PROBLEMS, ids=[message[:50] for _, message in PROBLEMS])
def test_a_problem_is_said_with_its_heading_and_remedy(
    catalogue: Catalogue, changes: dict[str, Any], message: str
) -> None:
    assert wrong(catalogue, filled(catalogue, "offer-en.yml", **changes)) == [f"form: {message}"]


def test_every_problem_is_listed_in_the_order_of_the_form_and_nothing_is_written(
    tree: Tree, catalogue: Catalogue, monkeypatch, capsys
) -> None:
    root = tree()
    monkeypatch.chdir(root)
    changes = {
        "from": "soon",
        "what": "<b>",
        "costs": "nothing",
        "consent": None,
        "institution": "?",
        "title": "",
    }
    text = "Hello\n\n" + filled(catalogue, "offer-fr.yml", **changes) + "\n\n### PS\n\nThanks"
    (root / "issue.md").write_text(text, "utf-8")
    before = sorted(root.rglob("*"))
    assert main(["--lang", "en", "form", "issue.md", "--address", "issue 7"]) == 1
    *lines, count, last = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "the file",
        "the file",
        "Titre de l’offre",
        "Institution",
        "Ce que vous proposez",
        "Frais",
        "À partir de",
        "Accord pour la publication",
        "--address",
    ]
    assert (count, last) == ("9 problems in the form.", "Nothing was written.")
    assert sorted(root.rglob("*")) == before


def test_what_only_the_rules_see_is_listed_with_the_rest(catalogue: Catalogue) -> None:
    changes = {"what": "See https://example.org.", "until": "2026", "costs": "nothing", "title": "<b>"}
    lines = wrong(catalogue, filled(catalogue, "need-en.yml", **changes), identity="../x", address=None)
    assert [line.split(": ")[1] for line in lines] == [
        "Title of the need",
        "What you need",
        "Costs",
        "Until",
        "--id",
    ]
    assert [
        line.split(": ")[1] for line in wrong(catalogue, filled(catalogue, "need-en.yml", forms=["x"]))
    ] == ["Form"]


def test_headings_stand_there_once_and_no_others(catalogue: Catalogue) -> None:
    text = filled(catalogue, "need-en.yml")
    twice = text + "\n\n### Themes\n\nGender"
    assert wrong(catalogue, twice) == [
        "form: Themes: the heading stands there more than once — keep one of the answers"
    ]
    assert wrong(catalogue, text.replace("### Costs", "Costs"))[-1] == (
        "form: Costs: the heading is missing — write `### Costs`, and the answer below it"
    )
    assert wrong(catalogue, text.replace("Tres días", "### Why\n\nTres días")) == [
        "form: the file: “why” is no heading of this form — delete it, or take the ### away if it belongs to an answer",
        "form: What you need: there is no answer — ask for one, and write it there",
    ]
    assert wrong(catalogue, "Dear editors,\n" + text) == [
        (
            "form: the file: text stands before the first heading: Dear editors, — delete it, or move it under the "
            "heading that it answers"
        )
    ]
    many = text + "".join(f"\n\n### {letter}" for letter in string.ascii_lowercase)
    assert len(wrong(catalogue, many)) == 6
    assert wrong(catalogue, many)[5] == (
        "form: the file: there are 26 such headings — copy the text of the issue again"
    )


@pytest.mark.parametrize(
    "text", ["", "hello", "### Institution\n\nx\n\n### Source\n\ny", "### \n\n### \n\n###"]
)
def test_what_is_no_form_is_said_to_be_none(catalogue: Catalogue, text: str) -> None:
    (line,) = wrong(catalogue, text)
    assert line == (
        "form: the file: its headings (### …) are not those of one form — copy the whole text of an issue made "
        f"with {', '.join(EVERY_FORM)}"
    )


def test_two_forms_in_one_are_none(catalogue: Catalogue) -> None:
    both = filled(catalogue, "need-en.yml") + "\n\n" + filled(catalogue, "need-es.yml")
    assert "are not those of one form" in wrong(catalogue, both)[0]


def test_without_any_source_there_is_no_record(catalogue: Catalogue) -> None:
    text = filled(catalogue, "need-es.yml", source="Circular 12 de 2026")
    assert wrong(catalogue, text, address=None) == [
        (
            "form: --address: nothing says where this comes from — run the command again with --address and the "
            "address of the issue"
        )
    ]
    made = read(catalogue, text)
    assert (
        "find the source that the form names, and add it under `sources`: “Circular 12 de 2026”" in made.left
    )


@pytest.mark.parametrize(
    "address", ["issues/7", "javascript:alert(1)", "https://x", "https://a.b/\u202e", "\udcff"]
)
def test_an_address_that_is_none_is_refused(catalogue: Catalogue, address: str) -> None:
    (line,) = wrong(catalogue, filled(catalogue, "need-es.yml"), address=address)
    assert line.startswith("form: --address: “")
    assert "” is not a web address — give the whole address of the issue" in line
    line.encode()


def test_the_same_address_twice_is_one_source(catalogue: Catalogue) -> None:
    made = read(catalogue, filled(catalogue, "need-es.yml", source=ISSUE))
    assert [source.evidence for source in made.record.sources] == ["named"]


@pytest.mark.parametrize("name", ["none.md", ".", "a\0b"])
def test_a_file_that_is_none_is_a_message(tree: Tree, monkeypatch, capsys, name: str) -> None:
    monkeypatch.chdir(tree())
    assert main(["form", name]) == 1
    assert capsys.readouterr().err.startswith("form: the file: it cannot be opened — name a file that holds")


def test_a_tree_with_problems_is_put_right_first(
    tree: Tree, catalogue: Catalogue, monkeypatch, capsys
) -> None:
    root = tree({"data/themes/empty.yaml": ""})
    (root / "issue.md").write_text(filled(catalogue, "need-es.yml"), "utf-8")
    monkeypatch.chdir(root)
    assert main(["form", "issue.md", "--address", ISSUE]) == 1
    assert "data/themes/empty.yaml:1: the file is empty" in capsys.readouterr().err
    assert sorted(path.name for path in (root / "data/needs").iterdir()) == ["made-up.yaml", "training.yaml"]


def test_a_file_that_appeared_meanwhile_stays(tree: Tree) -> None:
    root = tree()
    catalogue, _ = load(root)
    made = read(catalogue, filled(catalogue, "need-es.yml"))
    made.path.write_text("mine")
    with pytest.raises(WrongForm, match=r"needs/taller-sobre-la-trata\.yaml cannot be written"):
        writing.write(made)
    assert made.path.read_text() == "mine"


# Hostile forms


@pytest.mark.parametrize("said", SAFE_BUT_ODD)
def test_a_text_is_only_ever_a_text(catalogue: Catalogue, said: str) -> None:
    text = filled(catalogue, "offer-en.yml", title=f"Title {said}", what=said, capacity=said)
    made = read(catalogue, text)
    expected = mended(" ".join(said.split()), "en")
    assert isinstance(made.record, Offer)
    assert (made.record.summary, made.record.capacity) == ({"en": expected}, {"en": expected})
    assert (made.record.example, made.record.member) == (False, "mx-inm")
    again = parse(made.text, "x")
    assert again.problems == []
    assert again.value["summary"] == {"en": expected}
    html = dict(pages.pages(made.catalogue, place_of(made.catalogue)))[f"en/offers/{made.record.id}.md"]
    assert "<script" not in html.lower()


@pytest.mark.parametrize("field", ["title", "what", "capacity"])
@pytest.mark.parametrize("what", REFUSED)
def test_hostile_text_is_refused_and_shown_safely(catalogue: Catalogue, what: str, field: str) -> None:
    lines = wrong(catalogue, filled(catalogue, "offer-en.yml", **{field: f"x {REFUSED[what]} y"}))
    assert len(lines) == 1
    assert lines[0].isprintable()


@pytest.mark.parametrize("field", ["institution", "themes", "from", "costs", "source"])
@pytest.mark.parametrize("what", [what for what in REFUSED if what != "an address"])
def test_no_message_carries_what_is_hidden(catalogue: Catalogue, what: str, field: str) -> None:
    said = REFUSED[what]
    lines = wrong(
        catalogue, filled(catalogue, "offer-en.yml", **{field: [said] if field == "themes" else said})
    )
    assert all(line.isprintable() for line in lines)


HUGE = {
    "too large": (
        b"x" * 100_001,
        "form: the file: it is larger than 100 kB — no form is; look at what it holds",
    ),
    "not UTF-8": (
        b"### Institution\n\n\xff",
        "form: the file: it is not UTF-8 text — copy the text of the issue again, and save it with the encoding UTF-8",
    ),
}


@pytest.mark.parametrize("what", HUGE)
def test_what_is_no_text_of_fitting_size_is_refused(catalogue: Catalogue, what: str) -> None:
    content, message = HUGE[what]
    assert wrong(catalogue, content) == [message]


@pytest.mark.parametrize(
    "part",
    [
        "### ",
        "### a\n",
        "#",
        " ",
        "\t",
        "\n",
        ", ",
        "Gender, ",
        "- [x] ",
        "[",
        "<",
        "a-",
        "\u0316\u0301",
        "### a  ",
    ],
)
def test_a_long_form_is_answered_at_once(catalogue: Catalogue, part: str) -> None:
    """No answer makes the program slow: neither through its patterns, nor by the number of its problems."""
    sound = filled(catalogue, "offer-en.yml")
    rest = (99_000 - len(sound.encode())) // len(part.encode())
    for text in (sound + part * rest + "x", sound.replace("Trafficking, ", part * rest)):
        started = time.process_time()
        try:
            read(catalogue, text)
        except WrongForm as problems:
            count = len(problems.problems)
        else:
            count = 0  # much white space is none
        assert count < 30
        assert time.process_time() - started < 5


def test_the_file_is_not_read_beyond_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(10**9)
    assert len(intake.content(str(path), Say("en"))) == 100_001


# Whatever comes, there are messages or a record that passes


def outcome(catalogue: Catalogue, content: bytes) -> Draft | None:
    before = sorted((catalogue.root / "data").rglob("*"))
    made, said = None, ["a record"]
    try:
        made = read(catalogue, content)
    except WrongForm as problems:
        said = [str(problem) for problem in problems.problems]
    assert said
    assert all(line.isprintable() for line in said)
    assert sorted((catalogue.root / "data").rglob("*")) == before
    return made


@settings(max_examples=150)
@given(st.data())
def test_any_answers_make_messages_or_a_record_that_passes(catalogue: Catalogue, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(ALL))
    asked = list(fields(catalogue, file))[:-1]
    changes = data.draw(st.dictionaries(st.sampled_from(asked), NASTY, min_size=1, max_size=3))
    made = outcome(catalogue, filled(catalogue, file, **changes).encode(errors="surrogatepass"))
    if made:
        again = parse(made.text, "x")
        assert again.problems == []
        assert made.record == type(made.record).model_validate(again.value)
        assert writing.told(made)


@settings(max_examples=100)
@given(st.data())
def test_a_damaged_form_makes_messages_or_a_record(catalogue: Catalogue, data: st.DataObject) -> None:
    lines = filled(catalogue, data.draw(st.sampled_from(ALL))).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.one_of(st.sampled_from(lines), NASTY))
        lines[at : at + 1] = data.draw(
            st.sampled_from([[], [lines[at], other], [other], ["### " + lines[at]]])
        )
    made = outcome(catalogue, "\n".join(lines).encode(errors="surrogatepass"))
    assert made is None or parse(made.text, "x").problems == []
