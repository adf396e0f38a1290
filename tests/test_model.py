"""The schema: what a record may say, and the message for what it may not."""

from __future__ import annotations

import datetime as dt

import bless
import pytest
from pydantic import ValidationError

from cam import fitting
from cam.model import KINDS, Code, PartialDate, Record, Text
from cam.model.records import Meeting, Theme
from cam.problems import BadInput, Problem, report
from cam.store import Catalogue, walk
from cam.views.page import VIEWS
from cam.yamlfile import parse

SOUND = """\
id: x
title: {en: One, es: Uno, fr: Un}
original: en
sources: [{document: d}]
added: 2026-11-20
"""
PLAIN = "write plain text; links go into `sources` or `see_also`"
DATE = "write 2011-04-12, 2011-04 or 2011"
CLOCK = 'write hours and minutes of a 24-hour day in quotes, e.g. "09:30"'
ADDRESS = "write the whole address, beginning with https://"
CORRECT = "correct the value; numbers that are labels go between quotes"
WANTS_TEXT = "should be a text per language, {en: …, es: …, fr: …}, but is"
WANTS_LIST = "should be a list (lines that begin with `- `), but is a text"
HTML = f"the text contains an HTML tag — {PLAIN}"
BRACES = f"the text contains a template sign ({{{{, {{% or {{#) — {PLAIN}"
HIDDEN = f"the text contains an invisible control character — {PLAIN}"
NO_ADDRESS = f"is not a web address — {ADDRESS}"
ITEM = "remove it; known keys: label, text, served_by, items"
SOURCE = "remove it; known keys: document, section, paragraph, article, item, lines, address, publisher, seen, evidence"
SLUG = "use a-z, 0-9 and single hyphens, e.g. ag-res-2738-2"


def messages(kind: str, text: str) -> list[str]:
    """Return what the schema says of a record, each with its line."""
    _, problems = fitting.validate(KINDS[kind], parse(text, "f"))
    return [f"{problem.line}: {problem.what} — {problem.remedy}" for problem in problems]


def test_a_sound_record_passes() -> None:
    assert messages("themes", SOUND) == []


REFUSED = [
    ("themes", "sumary: {en: One}", "6: the key `sumary` is not known here — did you mean `summary`?"),
    ("themes", "see_alsoo: []", "6: the key `see_alsoo` is not known here — did you mean `see_also`?"),
    ("themes", "unknown: [{}]", "6: unknown.0: no language is given — write the text as {en: …, es: …, fr: …}"),
    ("themes", "notes: text", "6: `notes` should be a list (lines that begin with `- `), but is a text — " + CORRECT),
    ("themes", "themes:", "6: `themes` should be a list (lines that begin with `- `), but is empty — " + CORRECT),
    ("themes", "see_also: documents/a", f"6: `see_also` {WANTS_LIST} — write `[documents/a]`"),
    ("themes", "see_also: documents/a, laws/b", f"6: `see_also` {WANTS_LIST} — write `[documents/a, laws/b]`"),
    ("themes", "see_also: documents/a for b", f"6: `see_also` {WANTS_LIST} — {CORRECT}"),
    ("themes", "summary: [a]", f"6: `summary` {WANTS_TEXT} a list — {CORRECT}"),
    ("themes", "summary: {en: 5}", "6: `summary.en` should be a text, but is a number — " + CORRECT),
    ("themes", "see_also: [{a: 1}]", "6: `see_also.0` should be a text, but is a group of keys — " + CORRECT),
    ("themes", "revised: soon", "6: revised: `soon` is not a date — " + DATE),
    ("themes", "revised: 2011-4-1", "6: revised: `2011-4-1` is not a date — " + DATE),
    ("themes", "revised: 2011-02-30", "6: revised: 2011-02-30 is not in the calendar — correct the year, month or day"),
    ("themes", "revised: 2011-13", "6: revised: 2011-13 is not in the calendar — correct the year, month or day"),
    ("themes", 'revised: "0000"', "6: revised: 0000 is not in the calendar — correct the year, month or day"),
    ("themes", "revised: 9999-12-31", "6: revised: 9999-12-31 is not in the calendar — correct the year, month or day"),
    ("themes", "revised: [2011]", "6: revised: this is not a date — " + DATE),
    ("themes", "revised: true", "6: revised: this is not a date — " + DATE),
    ("themes", "summary: {en: <b>One</b>}", f"6: summary.en: {HTML}"),
    ("themes", "summary: {en: <!-- x}", f"6: summary.en: {HTML}"),
    ("themes", 'summary: {en: "{{ x }}"}', f"6: summary.en: {BRACES}"),
    ("themes", 'summary: {en: "{% x %}"}', f"6: summary.en: {BRACES}"),
    ("themes", 'summary: {en: "[a](b)"}', "6: summary.en: the text contains a Markdown link — " + PLAIN),
    ("themes", 'summary: {en: "a\\u202eb"}', f"6: summary.en: {HIDDEN}"),
    ("themes", 'summary: {en: "a\\x07b"}', f"6: summary.en: {HIDDEN}"),
    ("themes", 'summary: {en: ""}', "6: summary.en: the text is empty — write the text, or leave the key out"),
    ("themes", 'summary: {en: "a "}', "6: summary.en: the text begins or ends with a space — remove it"),
    ("processes", "acronym: {en: A}\naddress: www.oas.org", f"7: address: `www.oas.org` {NO_ADDRESS}"),
    ("processes", "acronym: {en: A}\naddress: ftp://oas.org", f"7: address: `ftp://oas.org` {NO_ADDRESS}"),
    ("processes", "acronym: {en: A}\naddress: https://oas", f"7: address: `https://oas` {NO_ADDRESS}"),
    ("processes", "acronym: {en: A}\naddress: \"https://[oas.org/\"", f"7: address: `https://[oas.org/` {NO_ADDRESS}"),
    ("processes", "title: {en: A}", "1: `acronym` is missing — add `acronym:`"),
    ("framework", "number: I\nitems: [{label: A, text: {en: a}, b: 1}]", f"7: the key `b` is not known here — {ITEM}"),
    ("discrepancies", "number: D1\ntype: date\nreadings: []\ntreatment: {en: a}\nconcerns: [a/b]",
     "8: `readings` is empty — write at least one entry"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lines", "message"), REFUSED, ids=[row[1].splitlines()[-1] for row in REFUSED]
)
def test_what_is_refused_and_what_is_said(kind: str, lines: str, message: str) -> None:
    text = SOUND.replace("title: {en: One, es: Uno, fr: Un}\n", "") if lines.startswith("title") else SOUND
    assert messages(kind, f"{text}{lines}\n") == [message]


@pytest.mark.parametrize("clock", ["24:00", "9:30", "09:60", "0930", "09.30", "noon", ""])
def test_a_time_is_of_a_24_hour_day(clock: str) -> None:
    date = f'{{start: 2011, opens: "{clock}", status: held, sources: [{{document: d}}]}}'
    lines = f"type: session\nbody: b\ndates: [{date}]\n"
    assert messages("meetings", SOUND + lines) == [f"8: dates.0.opens: `{clock}` is not a time — {CLOCK}"]


@pytest.mark.parametrize("identity", ["Upper", "a_b", "a--b", "-a", "a-", "año", "a b", "../a", "a/b"])
def test_an_id_is_safe_in_an_address_and_as_a_file_name(identity: str) -> None:
    wanted = [f"1: id: `{identity}` is not an id — {SLUG}"]
    assert messages("themes", SOUND.replace("id: x", f"id: {identity}")) == wanted


@pytest.mark.parametrize("name", ["id", "title", "original", "sources", "added"])
def test_what_every_record_must_say(name: str) -> None:
    text = "".join(line for line in SOUND.splitlines(keepends=True) if not line.startswith(f"{name}:"))
    remedy = "write `id: f` on the first line" if name == "id" else f"add `{name}:`"
    assert messages("themes", text) == [f"1: `{name}` is missing — {remedy}"]


def test_a_key_is_suggested_from_what_is_possible_at_that_place() -> None:
    """A key that the same group already has is no suggestion."""
    text = SOUND.replace("{document: d}", "{document: d, paragraf: 2, documents: e}")
    assert messages("themes", text) == [
        "4: the key `paragraf` is not known here — did you mean `paragraph`?",
        f"4: the key `documents` is not known here — {SOURCE}",
    ]


@pytest.mark.parametrize("name", ["intro", "string", "function-x", "dict[", "strange"])
def test_an_unknown_key_is_named_whatever_it_is_called(name: str) -> None:
    assert messages("themes", f"{SOUND}{name}: x\n")[0].startswith(f"6: the key `{name}` is not known here")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "[a](javascript:alert(1))",
    "![a](x)",
    "</span><svg/onload=alert(1)>",
    "<!-- a",
    "a\u2028b",
]
TEXT_FIELDS = [
    ("themes", "summary: {{en: {0}}}"),
    ("documents", "type: report\nstatus: published\nsymbol: {0}"),
    ("documents", "type: report\nstatus: published\nauthors: [{0}]"),
    ("mandates", "type: function\ndocument: d\nparagraph: {0}"),
    ("mandates", "type: function\ndocument: d\nparagraph: a\nparts: [{{label: {0}, text: {{en: a}}}}]"),
    ("activities", "plan: p\nnumber: {0}"),
    ("framework", "number: I\nitems: [{{label: {0}, text: {{en: a}}}}]"),
    ("systems", "type: network\nacronym: {0}"),
    ("glossary", "acronyms: {{en: [{0}]}}"),
    ("themes", "unconfirmed: [{{text: {{en: a}}, sources: [{{document: d, section: {0}}}]}}]"),
    ("bodies", "type: committee\nnames: [{{text: {0}, language: en, sources: [{{document: d}}]}}]"),
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("kind", "lines"), TEXT_FIELDS, ids=[row[1].splitlines()[-1][:40] for row in TEXT_FIELDS]
)
def test_markup_is_refused_wherever_readers_see_the_text(kind: str, lines: str, hostile: str) -> None:
    quoted = '"' + hostile.replace("\\", "\\\\").replace('"', '\\"').replace("\u2028", "\\u2028") + '"'
    (message,) = messages(kind, SOUND + lines.format(quoted) + "\n")
    assert "the text contains" in message


HARMLESS = [
    "a < b",
    "AT&T",
    'the "house"',
    "(a) [b]",
    "5 > 3",
    "l’année – 1.º",
    "{a}",
    "100 %",
    "two\nlines",
    "C#",
    "*",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_signs_of_ordinary_texts_pass(text: str) -> None:
    assert Theme.model_validate(parse(SOUND, "f").value | {"summary": {"en": text}}).summary == {"en": text}


def test_a_record_does_not_change_after_it_is_read() -> None:
    record = Theme.model_validate(parse(SOUND, "f").value)
    with pytest.raises(ValidationError, match="frozen"):
        record.id = "y"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "parts", "day"),
    [
        ("2011", (2011, None, None), None),
        (2011, (2011, None, None), None),
        ("2011-04", (2011, 4, None), None),
        ("2011-04-12", (2011, 4, 12), dt.date(2011, 4, 12)),
        ("2012-02-29", (2012, 2, 29), dt.date(2012, 2, 29)),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(given: str | int, parts: tuple, day: dt.date | None) -> None:
    date = PartialDate._checked(given)
    assert (date.parts, date.day) == (parts, day)


def test_dates_sort_by_time_and_unknown_days_first() -> None:
    dates = ["2011-04-12", "2011", "2010-12-31", "2011-04", "2011-03-01"]
    assert sorted(map(PartialDate, dates)) == ["2010-12-31", "2011", "2011-03-01", "2011-04", "2011-04-12"]


def test_every_kind_has_a_view_a_folder_name_and_two_labels(real: Catalogue) -> None:
    assert set(VIEWS) == set(KINDS)
    for kind, model in KINDS.items():
        assert model.kind == kind
        assert {f"kinds.{kind}", f"kind_one.{kind}"} <= set(real.labels)


def test_every_field_that_editors_cannot_guess_is_described() -> None:
    """The tables for editors are made of these descriptions."""
    for name in ("id", "title", "summary", "original", "translations", "sources", "unconfirmed", "unknown"):
        assert Record.model_fields[name].description, name


def test_links_lead_both_ways(real: Catalogue) -> None:
    """Whoever is referred to knows by whom, at which place."""
    for link in real.links[::97]:
        record = real.find(link.source)
        assert record
        assert link in real.links_to[link.target]
        found = dict(walk(record))[link.place]
        assert link.target.endswith(found)
        assert record in real.referring(real.find(link.target), type(record))


def test_referring_can_be_asked_by_field(miniature: bless.Site) -> None:
    catalogue = miniature.catalogue
    body = catalogue.find("bodies/cam")
    assert [meeting.id for meeting in catalogue.referring(body, Meeting, "body")] == ["forum", "workshop"]
    assert catalogue.referring(body, Meeting, "agenda") == []


def test_a_reference_is_found_by_kind_and_id(real: Catalogue) -> None:
    assert real.find("themes/program") is real.find("program", "themes")
    assert real.find("themes/nothing") is None
    assert real.find("nothing/program") is None
    assert real.find("program") is None


def test_a_code_knows_its_closed_list(real: Catalogue) -> None:
    for code in Code.__subclasses__():
        assert code.vocabulary in real.vocabulary, code.__name__


def test_texts_hold_at_least_one_language() -> None:
    assert Text({"en": "a"})["en"] == "a"
    assert messages("themes", SOUND.replace("{en: One, es: Uno, fr: Un}", "{}"))[0].startswith(
        "2: title: no language"
    )


def test_a_report_lists_each_problem_once_in_order_and_counts() -> None:
    one, two = Problem("b", 2, "what", "do"), Problem("a", 10, "what", "do")
    three = Problem("b", 0, "all of it", "do")
    wanted = "a:10: what — do\nb: all of it — do\nb:2: what — do\n3 problems in 2 files."
    assert report([one, two, one, three]) == str(BadInput([three, two, one])) == wanted
    assert report([one]).endswith("\n1 problem in 1 file.")


# What the program itself names.

# (closed list, code, file that acts on it)
CODES_IN_CODE = [
    ("calendar_forms", "none", "views/work.py"),
    ("calendar_forms", "dated", "views/work.py"),
    ("date_statuses", "held", "views/common.py"),
    ("date_statuses", "moved", "views/common.py"),
    ("date_statuses", "cancelled", "views/common.py"),
    ("date_statuses", "held", "views/calendar.py"),
    ("evidence", "printed", "views/reader.py"),
    ("evidence", "seen", "views/reader.py"),
    ("evidence", "recalled", "checks/references.py"),
    ("evidence", "recalled", "checks/law.py"),
    ("evidence", "recalled", "views/treaties.py"),
    ("law_statuses", "in_force", "views/law.py"),
    ("law_statuses", "in_force_when_seen", "views/law.py"),
    ("law_statuses", "pending", "validity.py"),
    ("law_statuses", "not_checked", "validity.py"),
    ("law_statuses", "replaced", "validity.py"),
    ("law_statuses", "ended", "validity.py"),
    ("law_statuses", "in_force", "checks/law.py"),
    ("law_statuses", "in_force_when_seen", "checks/law.py"),
    ("law_statuses", "in_force", "succession.py"),
    ("law_statuses", "in_force_when_seen", "succession.py"),
    ("law_statuses", "not_checked", "succession.py"),
    ("law_statuses", "pending", "succession.py"),
    ("law_statuses", "replaced", "succession.py"),
    ("law_statuses", "replaced", "model/law.py"),
    ("law_statuses", "replaced", "freshness.py"),
    ("treaty_statuses", "party", "checks/law.py"),
    ("treaty_statuses", "signed", "checks/law.py"),
    ("treaty_statuses", "denounced", "checks/law.py"),
    ("treaty_statuses", "not_listed", "views/treaties.py"),
    ("treaty_statuses", "not_checked", "views/treaties.py"),
    ("portal_types", "migration_authority", "serving.py"),
    ("portal_types", "nationals_abroad", "serving.py"),
    ("portal_types", "refugee_body", "serving.py"),
    ("portal_types", "international_organization", "serving.py"),
    ("portal_types", "human_rights_body", "serving.py"),
    ("portal_types", "civil_society", "serving.py"),
    ("portal_types", "academic", "serving.py"),
    ("portal_types", "data_portal", "serving.py"),
    ("portal_types", "statistics", "views/countries.py"),
    ("portal_types", "information_portal", "views/directory.py"),
    ("services", "assistance", "serving.py"),
    ("services", "legal_info", "serving.py"),
    ("scopes", "national", "views/countries.py"),
    ("scopes", "national", "views/directory.py"),
    ("mandate_types", "function", "views/lists.py"),
    ("system_types", "information_system", "views/home.py"),
    ("system_types", "network", "views/home.py"),
    ("system_types", "monitoring", "views/home.py"),
    ("translation_states", "missing", "checks/languages.py"),
    ("translation_states", "working", "translation/state.py"),
    ("translation_states", "missing", "translation/state.py"),
]


@pytest.mark.parametrize(("vocabulary", "code", "file"), CODES_IN_CODE)
def test_a_code_on_which_the_program_acts_is_listed(
    real: Catalogue, vocabulary: str, code: str, file: str
) -> None:
    assert code in real.vocabulary[vocabulary]
    assert f'"{code}"' in (bless.ROOT / "hooks" / "cam" / file).read_text("utf-8"), (
        "this line of the table is out of date"
    )


def test_a_mandate_names_its_number_by_its_type(real: Catalogue) -> None:
    assert {f"fields.{code}" for code in real.vocabulary["mandate_types"]} <= set(real.labels)


@pytest.mark.parametrize(
    "reference", ["bodies/cam", "bodies/ceam", "bodies/general-secretariat", "themes/program"]
)
def test_records_that_pages_are_built_around_exist(real: Catalogue, reference: str) -> None:
    kind, _, identity = reference.partition("/")
    assert kind in KINDS
    assert real.find(reference)
    assert f'"{identity}"' in (bless.ROOT / "hooks/cam/views/lists.py").read_text("utf-8")
