"""Pages on law, treaties and cooperation where a mistake would mislead: what is doubtful, missing, made up."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bless
import pytest
from lxml import html

from cam import checks, live, pages
from cam.embed import LISTS, PARTS
from cam.frame import place_of
from cam.knowledge import Site
from cam.loading import load
from cam.model import Record
from cam.model.law import Country, Law, Treaty
from cam.render import blocks
from cam.store import Catalogue, is_example, key
from cam.views.countries import not_known
from cam.views.law import coverage, official_title
from cam.views.reader import Reader
from cam.views.treaties import matrix, sign, step_missing

LANGUAGES = ("en", "es", "fr")
Tree = Callable[..., Path]


@pytest.fixture(scope="module")
def named(real: Catalogue) -> Catalogue:
    """Return the facts of this repository, with the name of each label in place of its words."""
    return bless.marked(Site(real, [], dt.date.fromisoformat(bless.TODAY))).catalogue


def with_records(catalogue: Catalogue, *records: Record) -> Catalogue:
    """Return a copy of a knowledge base in which some records are others."""
    held = {kind: dict(each) for kind, each in catalogue.records.items()}
    for record in records:
        held[record.kind][record.id] = record
    return dataclasses.replace(catalogue, records=held)


def body(page: str) -> html.HtmlElement:
    return html.fromstring(page.split("\n---\n\n", 1)[1])


# What is only remembered.

NOT_SHOWN = {("countries", "signatory"), ("portals", "official_names")}
"""Keys that no page shows: there is nothing to mark."""


def doubtful(catalogue: Catalogue) -> dict[tuple[str, str], Record]:
    """Return one record for each kind and key of which the value is somewhere only remembered."""
    found: dict[tuple[str, str], Record] = {}
    for record in catalogue.every():
        for name in record.unsure:
            found.setdefault((record.kind, name), record)
    return found


def marks_on(page: str) -> int:
    return page.count("‹marks.unsure›")


def test_a_value_from_memory_is_marked_on_the_page_of_its_record(named: Catalogue) -> None:
    place, unmarked = place_of(named), set()
    for (kind, name), record in doubtful(named).items():
        sure, unsure = (record.model_copy(update={"unsure": keys}) for keys in ([], [name]))
        before, after = (
            marks_on(pages.page(with_records(named, one), one, "en", place)) for one in (sure, unsure)
        )
        if after <= before:
            unmarked.add((kind, name))
    assert unmarked <= NOT_SHOWN


@pytest.mark.parametrize("name", ["title", "number", "topics", "date", "status"])
def test_a_law_from_memory_is_marked_in_the_list(named: Catalogue, name: str) -> None:
    law = next(law for law in named.all(Law) if getattr(law, name))
    rows = []
    for keys in ([], [name]):
        catalogue = with_records(named, law.model_copy(update={"unsure": keys}))
        tree = html.fromstring(
            blocks(Reader(catalogue, "en", "laws/"), LISTS["laws"](Reader(catalogue, "en", "laws/")))
        )
        rows.append("".join(tree.xpath(f"//tr[th/a/@href='../laws/{law.id}/']")[0].itertext()))
    assert [marks_on(row) for row in rows] == [0, 1]


@pytest.mark.parametrize("name", ["title", "date", "status"])
def test_a_law_from_memory_is_marked_in_the_brief(named: Catalogue, name: str) -> None:
    law = next(
        law
        for law in reversed(named.all(Law))
        if law.date and len(named.referring(named.get(Country, law.country), Law, "country")) < 9
    )
    lines = []
    for keys in ([], [name]):
        catalogue = with_records(named, law.model_copy(update={"unsure": keys}))
        page = body(pages.brief_page(catalogue, catalogue.get(Country, law.country), "en"))
        lines.append("".join(page.xpath(f"//li[a/@href='../../../laws/{law.id}/']")[0].itertext()))
    assert [marks_on(line) for line in lines] == [0, 1]


# Where a state stands towards a treaty.

TREATY: dict[str, Any] = {
    "id": "t",
    "title": {"en": "A treaty"},
    "short": {"en": "Short"},
    "depositary": "un",
    "adopted": "1990-12-18",
    "as_of": {"en": "2026"},
    "list_sources": [{"document": "d"}],
    "original": "en",
    "sources": [{"document": "d"}],
    "added": "2026-11-20",
}
PARTY, SIGNED, DENOUNCED = (
    "‹treaty_statuses.party›",
    "‹treaty_statuses.signed›",
    "‹treaty_statuses.denounced›",
)
# State -> what is known; the sign, what it says, its tone; the step that is missing.
STANDINGS: dict[str, tuple[dict[str, Any] | str, str, str, str, str]] = {
    "ar": (
        {"status": "party", "date": "2007-02-23", "action": "ratification"},
        "‹signs.party 2007›", f"{PARTY}, February 23, 2007, ‹treaty_actions.ratification›", "party", "party",
    ),
    "bo": ({"status": "party"}, "‹signs.party ‹signs.year_unknown››", PARTY, "party", "party"),
    "br": (
        {"status": "party", "date": 2011, "reservation": {"en": "Article 3"}},
        "‹signs.party 2011›*", f"{PARTY}, 2011, ‹marks.reservation›", "party", "party",
    ),
    "cl": (
        {"status": "party", "date": 2005, "evidence": "recalled"},
        "‹signs.recalled ‹signs.party 2005››", f"{PARTY}, 2005, ‹marks.unsure›", "recalled", "confirm",
    ),
    "co": (
        {"status": "signed", "signed": "1999-05-02"},
        "‹signs.signed 1999›", f"{SIGNED}, May 2, 1999", "signed", "signed",
    ),
    "ve": (
        {"status": "denounced", "date": 1995, "denounced": "2012-09-10", "denunciation_effective": "2013-09-10"},
        "‹signs.denounced 2012›",
        f"{DENOUNCED}, 1995, ‹treaties.denounced_on September 10, 2012›, ‹treaties.effective September 10, 2013›",
        "denounced", "denounced",
    ),
    "us": ("not_listed", "‹signs.not_listed›", "‹treaty_statuses.not_listed›", "not_listed", "not_listed"),
    "cu": ("not_checked", "‹signs.not_checked›", "‹treaty_statuses.not_checked›", "not_checked", "not_checked"),
}  # fmt: skip


@pytest.fixture(scope="module")
def standing(named: Catalogue) -> Reader:
    """Return a reader of a knowledge base with one treaty, towards which states stand as in STANDINGS."""
    given = {state: known for state, (known, *_) in STANDINGS.items()}
    participations = [
        {"country": state, "evidence": "seen", **known}
        for state, known in given.items()
        if isinstance(known, dict)
    ]
    lists = {
        name: [state for state, known in given.items() if known == name]
        for name in ("not_listed", "not_checked")
    }
    treaty = Treaty.model_validate(TREATY | {"participations": participations} | lists)
    held = {**named.records, "treaties": {"t": treaty}}
    return Reader(dataclasses.replace(named, records=held), "en", "treaties/")


@pytest.mark.parametrize("state", STANDINGS)
def test_a_sign_says_no_more_than_is_known(standing: Reader, state: str) -> None:
    _, short, said, tone, step = STANDINGS[state]
    treaty = standing.catalogue.get(Treaty, "t")
    found = sign(standing, treaty, state)
    assert (found.short, found.said, found.tone) == (short, said, tone)
    assert step_missing(standing, treaty, state) == f"‹steps.{step}›"


@pytest.mark.parametrize("state", STANDINGS)
def test_the_table_the_page_of_a_state_and_its_brief_agree(standing: Reader, state: str) -> None:
    _, short, said, tone, step = STANDINGS[state]
    catalogue = standing.catalogue
    table = html.fromstring(blocks(standing, matrix(standing)))
    (cell,) = table.xpath(f"//tr[@data-country='{state}']/td")
    assert (cell.get("class"), cell[0].text, cell[1].text) == (f"sign sign--{tone}", short, said)
    country = catalogue.get(Country, state)
    page = body(pages.page(catalogue, country, "en", place_of(catalogue)))
    (row,) = page.xpath("//section[h2[@id='treaties']]//tbody/tr")
    assert row.xpath("string(td[2])") == f"‹steps.{step}›"
    assert ("‹marks.unsure›" in row.xpath("string(td[1])")) == (tone == "recalled")
    brief = body(pages.brief_page(catalogue, country, "en"))
    (entry,) = brief.xpath("//dl[@class='brief__treaties']//dd")
    assert (entry.get("class"), entry[0].text, entry[1].text) == (f"sign--{tone}", short, said)


@pytest.mark.parametrize("state", STANDINGS)
def test_what_nobody_checked_or_confirmed_is_said_to_be_unknown(standing: Reader, state: str) -> None:
    lines = not_known(standing, standing.catalogue.get(Country, state))
    assert ("‹countries.unchecked_treaties Short›" in lines) == (state in ("cl", "cu"))


def test_the_legend_explains_every_sign(standing: Reader) -> None:
    (block,) = matrix(standing)
    explained = {(*re.findall(r"signs\.\w+", short)[:1], short[-1]) for short, _ in block.legend}
    used = {(*re.findall(r"signs\.\w+", row[1])[:1], row[1][-1]) for row in STANDINGS.values()}
    assert used <= explained


# What is not held.


def test_what_is_not_held_is_never_said_not_to_exist(miniature: Site) -> None:
    """Neither as a zero nor as nothing at all."""
    catalogue = bless.marked(miniature).catalogue
    reader = Reader(catalogue, "en", "milex/coverage/")
    table = html.fromstring(f"<div>{blocks(reader, coverage(reader))}</div>")
    topics = len(catalogue.vocabulary["law_topics"])
    rows = {row.xpath("string(th)"): row.xpath("td") for row in table.xpath("//tbody/tr")}
    heard = ".//text()[not(parent::*[@aria-hidden])]"
    belize, costa_rica = (
        ["".join(cell.xpath(heard)) for cell in rows[name]] for name in ("Belize", "Costa Rica")
    )
    assert belize == ["‹marks.none_held›"] * topics + ["November 20, 2026", "1"]
    assert sorted(costa_rica[:topics]) == sorted(["2", "2"] + ["‹marks.none_held›"] * (topics - 2))
    links = table.xpath("//tbody//td/a/@href")
    assert links == [f"../../laws/?country=cr&topic={topic}" for topic in ("migration", "labour")]


def test_a_brief_on_which_nothing_is_held_says_so(miniature: Site) -> None:
    catalogue = bless.marked(miniature).catalogue
    said = {
        code: [
            "".join(line.itertext())
            for line in body(pages.brief_page(catalogue, catalogue.get(Country, code), "en")).xpath(
                "//p[@class='empty']"
            )
        ]
        for code in ("bz", "cr")
    }
    assert said == {"bz": ["‹gaps.none_held›"] * 2, "cr": []}


@pytest.mark.parametrize("state", ["bz", "cr"])
def test_the_page_of_a_state_and_its_brief_do_not_know_the_same(miniature: Site, state: str) -> None:
    catalogue = bless.marked(miniature).catalogue
    country = catalogue.get(Country, state)
    page = body(pages.page(catalogue, country, "en", place_of(catalogue)))
    brief = body(pages.brief_page(catalogue, country, "en"))
    lines = ["‹countries.unchecked_treaties Workers 1990›"] if state == "bz" else []
    lines += ["‹countries.no_portal ‹portal_types.migration_authority››"] if state == "bz" else []
    lines += [f"‹countries.no_portal ‹portal_types.{kind}››" for kind in ("nationals_abroad", "statistics")]
    lines += ["‹counts.doubtful_laws 2›"] if state == "cr" else []
    lines += ["‹counts.missing_laws 1›"] if country.laws_missing else []
    lacking = [
        f"‹indicators.{name}›" for name in ("protection_hosted", "refugees_from", "asylum_seekers_from")
    ]
    lines += [f"‹figures.lacking {lacking[0]}, {lacking[1]}, and {lacking[2]}›"] if state == "bz" else []
    assert [line.text_content() for line in page.xpath("//section[h2/@id='not-known']//li")] == lines
    assert [line.text_content() for line in brief.xpath("//section[h2='‹headings.unknown›']//li")] == lines


# A law's own title.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_law_is_shown_with_its_own_title_where_the_reader_has_another(
    real: Catalogue, language: str
) -> None:
    reader = Reader(real, language, "laws/x/")
    for law in real.all(Law):
        own = official_title(reader, law)
        if law.official_title:
            assert own and (own.text, own.language) == (law.official_title, law.original), law.id  # noqa: PT018
        elif law.original == language:
            assert own is None, law.id
        elif law.original in LANGUAGES:
            assert own and (own.text, own.language) == (law.title[law.original], law.original), law.id  # noqa: PT018


# Names of states.


NAMES = [
    ("ht", "Haiti", "Haití", "Haïti"),
    ("us", "United States", "Estados Unidos", "États-Unis"),
    ("bz", "Belize", "Belize", "Belize"),
    ("bs", "The Bahamas", "Bahamas", "Bahamas"),
    ("kn", "Saint Kitts and Nevis", "Saint Kitts y Nevis", "Saint-Kitts-et-Nevis"),
    ("sv", "El Salvador", "El Salvador", "El Salvador"),
]


@pytest.mark.parametrize(("code", "names"), [(code, names) for code, *names in NAMES])
def test_a_state_has_the_name_of_cldr_or_that_of_the_oas(
    real: Catalogue, code: str, names: list[str]
) -> None:
    country = real.get(Country, code)
    assert [str(Reader(real, language, "").title(country)) for language in LANGUAGES] == names


def test_every_state_has_a_name_in_every_language(real: Catalogue) -> None:
    assert len(real.all(Country)) == 35
    assert all(set(country.title) >= set(LANGUAGES) for country in real.all(Country))


STATE: dict[str, Any] = {
    "membership": "member",
    "since": 1948,
    "signatory": True,
    "laws_reviewed": "2026-11-20",
    "original": "en",
    "sources": [{"document": "d"}],
    "added": "2026-11-20",
}


def test_a_language_that_joins_the_site_brings_the_names_along() -> None:
    names = Country.model_validate(STATE | {"id": "br"}, context={"languages": ["en", "pt", "nl"]}).title
    assert names == {"en": "Brazil", "pt": "Brasil", "nl": "Brazilië"}


def test_a_language_that_cldr_does_not_know_falls_back(real: Catalogue) -> None:
    """A rule tells of it; until then, nothing breaks."""
    country = Country.model_validate(STATE | {"id": "br"}, context={"languages": ["en", "qqq", "a b"]})
    assert country.title == {"en": "Brazil"}
    said = Reader(real, "fr", "").title(country)
    assert (said.text, said.language, said.foreign) == ("Brazil", "en", True)


# What is made up.

EXAMPLES = {
    "data/site.yaml": (bless.MINIATURE / "data/site.yaml").read_text("utf-8") + "examples: false\n",
}


def example_links(page: html.HtmlElement, examples: set[str]) -> list[str]:
    """Return the text of every link to an example on a page."""
    return [
        link.text_content()
        for link in page.xpath("//a[@href]")
        if "/".join(link.get("href").split("#")[0].strip("/").split("/")[-2:]) in examples
    ]


def test_no_page_names_an_example_without_saying_so(named: Catalogue) -> None:
    examples = {key(record) for record in named.every() if is_example(record)}
    assert len(examples) > 3
    seen, place = 0, place_of(named)
    for record in named.every():
        links = example_links(body(pages.page(named, record, "en", place)), examples)
        assert [link for link in links if not link.startswith("‹marks.example_title ")] == [], key(record)
        seen += len(links)
    assert seen


def test_no_list_names_an_example_without_saying_so(miniature: Site) -> None:
    site = bless.marked(miniature)
    examples = {key(record) for record in site.catalogue.every() if is_example(record)}
    seen = set()
    for word, names in (("cam_list", LISTS), ("cam_show", PARTS)):
        for name in names:
            page = html.fromstring(f"<div>{bless.embed.say(site, word, 'en', 'x/', name)}</div>")
            links = example_links(page, examples)
            assert [link for link in links if not link.startswith("‹marks.example_title ")] == [], name
            seen |= {name} if links else set()
    assert seen >= {"members", "offers", "needs", "matches", "all", "unmet-needs"}


def test_the_page_of_an_example_says_so_and_is_kept_out_of_every_search(named: Catalogue) -> None:
    for record in named.every():
        page = pages.page(named, record, "en", place_of(named))
        matter = dict(line.split(": ", 1) for line in page.split("\n---\n")[0].splitlines()[1:])
        said = [json.loads(matter[name]) for name in ("title", "heading")]
        made_up = is_example(record)
        assert [text.startswith("‹marks.example_title ") for text in said] == [made_up] * 2, key(record)
        assert (matter.get("unlisted"), matter.get("example")) == (("true",) * 2 if made_up else (None,) * 2)
        assert ("‹notes.example›" in page) == made_up


def test_examples_are_not_counted_as_records(miniature: Site) -> None:
    site = bless.marked(miniature)
    counts = html.fromstring(bless.embed.say(site, "cam_counts", "en", "about/data/"))
    rows = {row.xpath("string(th)"): row.xpath("string(td)") for row in counts.xpath("//tbody/tr")}
    assert {kind: rows[f"‹kinds.{kind}›"] for kind in ("members", "offers", "needs", "matches", "laws")} == {
        "members": "1", "offers": "0", "needs": "0", "matches": "0", "laws": "3",
    }  # fmt: skip
    changes = bless.embed.say(site, "cam_changes", "en", "changes/")
    assert "‹kinds.members› (1)" in changes
    assert "‹kinds.offers›" not in changes
    board = html.fromstring(bless.embed.say(site, "cam_show", "en", "ricomi/", "ricomi"))
    assert [[cell.text for cell in row.xpath("td")] for row in board.xpath("//tbody/tr")] == [
        ["1", "2"],
        ["0", "1"],
        ["0", "2"],
        ["0", "1"],
    ]


def test_examples_can_be_left_out(tree: Tree) -> None:
    """One line in data/site.yaml; the base still passes, and every list still has something to say."""
    site = live.checked(tree(EXAMPLES))
    assert [record.id for record in site.catalogue.every() if is_example(record)] == []
    made = bless.output(site)
    assert [name for name, content in made.items() if b"example-" in content or "example-" in name] == []
    lists = made["docs/en/lists/index.md"].decode()
    for name in ("no_offers", "no_needs", "no_matches"):
        assert f"‹ricomi.{name}›" in lists
    assert made.keys() < bless.expected().keys()


def test_this_site_passes_without_its_examples(real: Catalogue, tmp_path: Path) -> None:
    """No real record leans on one that is made up."""
    shutil.copytree(bless.ROOT / "data", tmp_path / "data")
    (tmp_path / "docs").symlink_to(bless.ROOT / "docs")  # the frozen editions
    settings = tmp_path / "data/site.yaml"
    text = re.sub(r"^examples: .*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f"{text.rstrip()}\nexamples: false\n", "utf-8")
    catalogue, problems = load(tmp_path)
    assert problems == []
    assert checks.run(catalogue) == []
    left_out = {key(record) for record in real.every()} - {key(record) for record in catalogue.every()}
    assert left_out == {key(record) for record in real.every() if is_example(record)}
    assert left_out
