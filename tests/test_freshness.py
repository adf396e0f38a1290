"""When something is to be looked at again: dates, what editors may write, what pages say, the board, the message."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bless
import pytest
from lxml import html

from cam import checks, cli, embed, freshness, live
from cam.commands import status_due
from cam.commands.said import Say
from cam.frame import frame, place_of
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS, PartialDate, Record
from cam.model.health import Check, Result
from cam.problems import BadInput
from cam.store import PAGES, Catalogue, Reviews, is_example, key
from cam.views import ages, desk_freshness
from cam.views.page import record_page
from cam.views.reader import Reader

Tree = Callable[..., Path]
LANGUAGES = ("en", "es", "fr")
TODAY = dt.date(2026, 11, 21)
HOSTILE = ['<script>alert("x")</script>', "{{ cam_list('mandates') }}", "x\n::error::y", "](javascript:x)"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def with_record(catalogue: Catalogue, name: str, **changes: object) -> Catalogue:
    """Return the catalogue with one record changed; what was worked out of it is not taken along."""
    kind, _, identity = name.partition("/")
    changed = catalogue.records[kind][identity].model_copy(update=changes)
    return replace(
        catalogue,
        records={**catalogue.records, kind: {**catalogue.records[kind], identity: changed}},
    )


def with_reviews(catalogue: Catalogue, **rules: object) -> Catalogue:
    assert catalogue.settings
    reviews = Reviews(**rules) if rules else None
    return replace(catalogue, settings=catalogue.settings.model_copy(update={"reviews": reviews}))


# Dates


@pytest.mark.parametrize(
    ("date", "months", "later"),
    [
        ("2026-11-21", 3, "2027-02-21"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-12-31", 12, "2027-12-31"),
        ("1899-12-31", 2, "1900-02-28"),
        ("2026-11", 1, "2026-12"),
        ("2026-12", 1, "2027-01"),
        ("2026-11", 24, "2028-11"),
        ("2026", 12, "2027-01"),
        ("2026", 11, "2026-12"),
    ],
)
def test_months_are_counted_to_the_last_day_there_is(date: str, months: int, later: str) -> None:
    assert freshness.later_by(PartialDate(date), months) == later


def test_a_day_later_by_months_is_in_the_calendar_and_never_of_another_month() -> None:
    start = dt.date(2023, 12, 1)
    for offset in range(1500):
        given = start + dt.timedelta(days=offset)
        for months in (1, 2, 6, 12, 25):
            found = dt.date.fromisoformat(freshness.later_by(PartialDate(given.isoformat()), months))
            assert (found.year - given.year) * 12 + found.month - given.month == months
            assert found.day == min(given.day, monthrange(found.year, found.month)[1])


@pytest.mark.parametrize(
    ("due", "today", "state"),
    [
        ("2026-11-21", "2026-11-20", "soon"),
        ("2026-11-21", "2026-11-21", "soon"),
        ("2026-11-21", "2026-11-22", "overdue"),
        ("2026-12-21", "2026-11-21", "soon"),
        ("2026-12-22", "2026-11-21", "later"),
        ("2027-02", "2027-02-28", "soon"),
        ("2027-02", "2027-03-01", "overdue"),
        ("2028-02", "2028-02-29", "soon"),
        ("2028-02", "2028-01-29", "later"),
        ("2028-02", "2028-01-30", "soon"),
        ("2027", "2027-11-30", "later"),
        ("2027", "2027-12-01", "soon"),
        ("2027", "2027-12-31", "soon"),
        ("2027", "2028-01-01", "overdue"),
    ],
)
def test_a_month_or_a_year_counts_until_its_end(due: str, today: str, state: str) -> None:
    assert freshness.state_of(PartialDate(due), day(today)) == state


def test_what_is_not_planned_is_never_due() -> None:
    assert freshness.state_of(None, dt.date.max) == "none"


# The rule


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, "2027-05-20"),
        ({"revised": "2026-12-31"}, "2027-06-30"),
        ({"revised": "2026-12-31", "verified_on": "2027-08-31"}, "2028-02-29"),
        ({"verified_on": "2027-03"}, "2027-09"),
        ({"verified_on": "2027-03-01", "next_review": "2027-04"}, "2027-04"),
        ({"closed": True}, None),
        ({"closed": True, "next_review": "2030"}, "2030"),
    ],
)
def test_a_review_follows_verification_then_revision_then_addition(
    miniature: Site, given: dict, due: str | None
) -> None:
    dates = {name: PartialDate(value) if isinstance(value, str) else value for name, value in given.items()}
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", **dates)
    portal = catalogue.records["portals"]["cr-dgme"]
    assert portal.added == "2026-11-20"
    assert freshness.due(catalogue, portal, TODAY) == due


def test_the_rules_of_the_site_are_by_kind_with_a_default(miniature: Site) -> None:
    portal = miniature.catalogue.records["portals"]["cr-dgme"]

    def due(**rules: object) -> str | None:
        return freshness.due(with_reviews(miniature.catalogue, **rules), portal, TODAY)

    assert due(default=1) == "2026-12-20"
    assert due(default=1, months={"portals": 2}) == "2027-01-20"
    assert due(default=1, months={"portals": 2}, never=["portals"]) is None
    assert due() is None  # without rules, only by `next_review`


def test_every_kind_of_the_real_rules_is_known_and_none_has_two(real: Catalogue) -> None:
    assert real.settings
    rules = real.settings.reviews
    assert rules
    assert set(rules.months) | set(rules.never) <= {*KINDS, PAGES}
    assert not set(rules.months) & set(rules.never)
    assert (rules.default, rules.months["portals"], rules.months["laws"]) == (24, 6, 12)


def test_what_is_over_falls_due_by_no_rule(real: Catalogue) -> None:
    def due(name: str, today: str = "2026-11-21") -> str | None:
        kind, _, identity = name.partition("/")
        return freshness.due(real, real.records[kind][identity], day(today))

    assert due("plans/cam-2015-2016") is None
    assert due("plans/cam-2015-2016", "2016-12-31") == "2027-05-21"  # it was under way
    assert due("activities/cam-2015-2016-1") is None
    assert due("activities/cam-2015-2016-1", "2016-01-01") == "2027-05-21"
    assert due("meetings/cam-2012-12-13") is None
    assert due("meetings/cam-2012-12-13", "2013-12-13") == "2027-02-21"  # what came of it may yet be known
    assert due("meetings/cam-2012-12-13", "2013-12-14") is None
    assert due("datasets/undesa-2020-stock") is None
    assert due("datasets/undesa-2024-stock") == "2027-11-21"
    assert due("rounds/2017") is None
    assert due("documents/ag-res-2738") is None
    replaced = [law for law in real.records["laws"].values() if law.replaced_by]
    partly = [law for law in replaced if law.replaced_partly]
    assert replaced
    assert {freshness.due(real, law, TODAY) for law in replaced if law not in partly} == {None}
    ended = [item for item in real.records["programs"].values() if item.status == "ended"]
    assert ended
    assert {freshness.due(real, item, TODAY) for item in ended} == {None}


def test_what_is_made_up_falls_due_by_no_rule_and_is_on_no_board(real: Catalogue) -> None:
    examples = [record for record in real.every() if is_example(record)]
    assert examples
    assert {freshness.due(real, record, TODAY) for record in examples} == {None}
    assert not {one.name for one in freshness.ages(real, [], TODAY)} & {key(record) for record in examples}


def test_an_age_is_counted_from_the_first_day_it_may_mean(miniature: Site) -> None:
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", verified_on=PartialDate("2026-10"))
    found = freshness.age(catalogue, catalogue.records["portals"]["cr-dgme"], TODAY)
    assert (found.days(TODAY), found.verified, found.owner, found.name) == (
        51, "2026-10", "editors", "portals/cr-dgme",
    )  # fmt: skip


def test_only_the_editors_look_after_anything_yet(real: Catalogue) -> None:
    assert list(real.vocabulary["owners"]) == ["editors", "chair", "secretariat", "correspondents"]
    assert {freshness.owner_of(real, record.record_owner) for record in real.every()} == {"editors"}


def test_pages_say_their_age_themselves_or_not_at_all(miniature: Site) -> None:
    found = {one.name: one for one in freshness.ages(miniature.catalogue, miniature.pages, TODAY)}
    mine = found["docs/en/desk/freshness.md"]
    assert (mine.verified, mine.due, mine.owner, mine.state) == ("2026-11-20", "2027-11-20", "chair", "later")
    silent = found["docs/en/desk/coverage.md"]
    assert (silent.verified, silent.due, silent.owner, silent.state) == (None, None, "editors", "none")
    assert silent.days(TODAY) is None
    assert "docs/fr/desk/freshness.md" not in found  # says nothing of its own


# What is wrong with what an editor writes


def broken(tree: Tree, files: dict[str, str]) -> list[str]:
    with pytest.raises(BadInput) as problems:
        live.checked(tree(files))
    return [str(problem) for problem in problems.value.problems]


def theme(lines: str) -> str:
    head = "id: aged\ntitle: {en: One, es: Uno, fr: Un}\noriginal: en\nsources: [{document: res-1}]\n"
    return f"{head}added: 2026-11-20\n{lines}"


def page(lines: str) -> str:
    return f"---\ntitle: T\ndescription: D\n{lines}---\n"


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAM_TODAY", bless.TODAY)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("verified_on: 2026-11-19\n", "6: `verified_on` 2026-11-19 lies before the day on which the record was added"),
        ("verified_on: 2026-10\n", "6: `verified_on` 2026-10 lies before the day on which the record was added, "),
        ("verified_on: 2062-11-20\n", "6: `verified_on` 2062-11-20 is still to come — write the day on which it "),
        ("verified_on: 2026-11-23\n", "6: `verified_on` 2026-11-23 is still to come"),
        ("verified_on: 2026-11-21\nnext_review: 2026-11-21\n", "7: `next_review` 2026-11-21 does not come after "),
        ("record_owner: nobody\n", "6: `nobody` is not in data/vocabulary/owners.yaml"),
        ("next_review: soon\n", "6: next_review: `soon` is not a date"),
    ],
)  # fmt: skip
def test_a_record_that_is_wrong_of_its_age_is_refused(tree: Tree, lines: str, problem: str) -> None:
    found = broken(tree, {"data/themes/aged.yaml": theme(lines)})
    assert len(found) == 1
    assert f"data/themes/aged.yaml:{problem}" in found[0]


@pytest.mark.parametrize(
    "lines",
    [
        "verified_on: 2026-11-20\n",
        "verified_on: 2026-11-22\n",  # it is tomorrow already somewhere
        "verified_on: 2026-11\nnext_review: 2026-12\n",
        "verified_on: 2026\n",
        "verified_on: 2026-11-21\nnext_review: 2026-11\n",  # until the end of the month
        "next_review: 2020\nrecord_owner: correspondents\n",
    ],
)
def test_a_record_may_say(tree: Tree, lines: str) -> None:
    site = live.checked(tree({"data/themes/aged.yaml": theme(lines)}))
    assert "aged" in site.catalogue.records["themes"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("verified_on: soon\n", "4: `verified_on` is not a date — write `verified_on: 2026-11-21`, 2026-11 or 2026 "),
        ("next_review:\n", "4: `next_review` is not a date"),
        ("next_review: [2026]\n", "4: `next_review` is not a date"),
        ("next_review: true\n", "4: `next_review` is not a date"),
        ("verified_on: 2026-13-01\n", "4: `verified_on` is not a date"),
        ("verified_on: 2027-01-01\n", "4: `verified_on` 2027-01-01 is still to come"),
        ("verified_on: 2026-11\nnext_review: 2026-10\n", "5: `next_review` 2026-10 does not come after `verified_on` "),
        ("owner: chairs\n", "4: `chairs` is not in data/vocabulary/owners.yaml — did you mean `chair`?"),
        ("owner: [chair]\n", "4: `['chair']` is not in data/vocabulary/owners.yaml"),
        ("owners: chair\n", "4: the key `owners` is not known here — did you mean `owner`?"),
    ],
)  # fmt: skip
def test_a_page_that_is_wrong_of_its_age_is_refused(tree: Tree, lines: str, problem: str) -> None:
    pages = {f"docs/{code}/p.md": page(lines if code == "es" else "") for code in LANGUAGES}
    (found,) = broken(tree, pages)
    assert found.startswith(f"docs/es/p.md:{problem}")


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("{default: 0}", "data/site.yaml:"),
        ("{months: {portals: 3}}", "`default` is missing"),
        ("{default: 12, months: {portal: 3}}", "`portal` is not a kind of record"),
        ("{default: 12, never: [page]}", "`page` is not a kind of record"),
        ("{default: 12, when: 3}", "`when` is not known here"),
    ],
)
def test_rules_of_review_that_are_wrong_are_refused(tree: Tree, rules: str, problem: str) -> None:
    text = (bless.MINIATURE / "data/site.yaml").read_text("utf-8").partition("reviews:")[0]
    _, problems = load(tree({"data/site.yaml": f"{text}reviews: {rules}\n"}))
    assert [str(one) for one in problems if problem in str(one) and "data/site.yaml" in str(one)]


def test_without_rules_a_site_stands(tree: Tree) -> None:
    text = (bless.MINIATURE / "data/site.yaml").read_text("utf-8").partition("reviews:")[0]
    site = live.checked(tree({"data/site.yaml": text}))
    assert {one.due for one in freshness.ages(site.catalogue, [], TODAY)} == {None}


# Pages say their age


def said(catalogue: Catalogue, language: str, name: str) -> list[str]:
    """Return what a record's page says of its age."""
    reader = Reader(catalogue, language, f"{name}/")
    kind, _, identity = name.partition("/")
    made = record_page(reader, catalogue.records[kind][identity], place_of(catalogue))
    return [getattr(value, "text", value) for _, values in made.age for value in values]


SAID = {
    "en": ["Not compared with its sources again since it was added", "By May 20, 2027", "Editors of this site"],
    "es": ["No se ha vuelto a cotejar con sus fuentes desde que se incorporó", "A más tardar el 20 de mayo de 2027",
           "Redacción de este sitio"],
    "fr": ["N’a pas été comparée de nouveau avec ses sources depuis son ajout", "Au plus tard le 20 mai 2027",
           "Rédaction de ce site"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_that_it_was_not_verified_and_by_when_it_is(miniature: Site, language: str) -> None:
    assert said(miniature.catalogue, language, "portals/cr-dgme") == SAID[language]


VERIFIED = {
    "en": ["November 1, 2026", "By March 2027", "Chair of the committee"],
    "es": ["1.º de noviembre de 2026", "A más tardar en marzo de 2027", "Presidencia de la Comisión"],
    "fr": ["1er novembre 2026", "Au plus tard en mars 2027", "Présidence de la Commission"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_when_it_was_verified(miniature: Site, language: str) -> None:
    dates = {"verified_on": PartialDate("2026-11-01"), "next_review": PartialDate("2027-03")}
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", **dates, record_owner="chair")
    assert said(catalogue, language, "portals/cr-dgme") == VERIFIED[language]


PAST = {
    "en": "By October 2026. This date has passed; what stands here may have changed since.",
    "es": "A más tardar en octubre de 2026. Esta fecha ya pasó; lo que figura aquí puede haber cambiado desde "
          "entonces.",
    "fr": "Au plus tard en octobre 2026. Cette date est passée\u00a0; ce qui figure ici a pu changer depuis.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_whose_review_has_passed_says_so(miniature: Site, language: str) -> None:
    catalogue = with_record(miniature.catalogue, "portals/cr-dgme", next_review=PartialDate("2026-10"))
    assert catalogue.newest_day == "2026-11-21"  # the site's date decides, not the day of the build
    assert said(catalogue, language, "portals/cr-dgme")[1] == PAST[language]


def test_a_page_of_what_is_over_plans_nothing(miniature: Site) -> None:
    assert said(miniature.catalogue, "en", "documents/res-1")[1].startswith("None planned")


PROSE = {
    "en": "Last compared with its sources: November 20, 2026. Next review: by November 20, 2027. "
          "Looked after by: Chair of the committee.",
    "es": "Último cotejo con sus fuentes: 20 de noviembre de 2026. Próxima revisión: a más tardar el 20 de noviembre "
          "de 2027. A cargo de: Presidencia de la Comisión.",
    "fr": "Dernière comparaison avec ses sources\u00a0: 20 novembre 2026. Prochaine révision\u00a0: au plus tard le "
          "20 novembre 2027. Suivi assuré par\u00a0: Présidence de la Commission.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_says_its_age_where_its_front_matter_does(miniature: Site, language: str) -> None:
    meta = {"title": "T", "verified_on": dt.date(2026, 11, 20), "owner": "chair"}  # as MkDocs reads it
    reader = Reader(miniature.catalogue, language, "desk/freshness/")
    assert ages.sentence(reader, meta) == PROSE[language]
    assert ages.sentence(reader, {"title": "T"}) == ""


def test_prose_whose_review_has_passed_says_so(miniature: Site) -> None:
    reader = Reader(miniature.catalogue, "en", "x/")
    assert ages.sentence(reader, {"next_review": 2025}) == (
        "Next review: by 2025. This date has passed; what stands here may have changed since."
    )


def test_the_frame_has_what_prose_says(miniature: Site) -> None:
    catalogue = miniature.catalogue
    around = frame(
        catalogue, place_of(catalogue), "en", "x/", "docs/en/x.md", {"title": "T", "owner": "chair"}
    )
    assert around.age == "Looked after by: Chair of the committee."
    assert frame(catalogue, place_of(catalogue), "en", "x/", "docs/en/x.md", {"title": "T"}).age == ""


# The board


def board(site: Site, language: str) -> html.HtmlElement:
    return html.fromstring(
        f"<div>{embed.say(site, 'cam_show', language, 'desk/freshness/', 'desk-freshness')}</div>"
    )


def rows(tree: html.HtmlElement, anchor: str) -> list[list[str]]:
    found = tree.xpath(f"//section[*[@id='{anchor}']]//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found]


def lines(tree: html.HtmlElement, anchor: str) -> list[str]:
    found = tree.xpath(f"//section[*[@id='{anchor}']]//li")
    return [" ".join(line.text_content().split()) for line in found]


def heading(tree: html.HtmlElement, anchor: str) -> str:
    return str(tree.xpath(f"string(//*[@id='{anchor}'])")).strip()


def plain_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    """Return the facts and pages of this repository, without words on the links of portals: they are on another day."""
    return Site(real, bless.prose.read_pages(bless.ROOT, real.languages), TODAY)


def last_day_of_review(record: Record, rules: Reviews) -> dt.date | None:
    """Count anew, on the real records, by when one is due: its own date, or so many months after the last look."""
    if record.next_review:
        given = record.next_review
        whole = given + ("-12-31" if len(given) == 4 else "-28" if len(given) == 7 else "")
        found = dt.date.fromisoformat(whole)
        while len(given) == 7 and (found + dt.timedelta(days=1)).month == found.month:
            found += dt.timedelta(days=1)
        return found
    if record.kind in rules.never:
        return None
    found = dt.date.fromisoformat(record.verified_on or record.revised or record.added)
    wanted = found.day
    for _ in range(rules.months.get(record.kind, rules.default)):
        found = found.replace(day=1) + dt.timedelta(days=31)  # always in the next month
        found = found.replace(day=min(wanted, monthrange(found.year, found.month)[1]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", ["2026-11-21", "2027-05-01", "2027-06-30", "2030-01-01"])
def test_the_real_board_counts_what_an_independent_count_does(site: Site, language: str, today: str) -> None:
    catalogue, on = site.catalogue, day(today)
    assert catalogue.settings
    rules = catalogue.settings.reviews
    assert rules
    tree, reader = board(replace(site, today=on), language), Reader(catalogue, language, "")
    shown = {row[0]: [plain_number(cell) for cell in row[1:5]] for row in rows(tree, "owner-editors")}
    wanted: dict[str, list[int]] = {}
    for record in catalogue.every():
        if getattr(record, "example", False) or record.record_owner not in (None, "editors"):
            continue
        over = freshness.is_over(catalogue, record, on) and not record.next_review
        last = None if over else last_day_of_review(record, rules)
        counts = wanted.setdefault(reader.label(f"kinds.{record.kind}"), [0, 0, 0, 0])
        counts[0] += 1
        counts[1] += last is not None and last < on
        counts[2] += last is not None and 0 <= (last - on).days <= 30
        counts[3] += record.verified_on is None
    shown.pop(reader.label("desk_freshness.pages"))
    assert shown == wanted
    late = sum(counts[1] for counts in wanted.values())
    assert heading(tree, "overdue").endswith(f"({len(lines(tree, 'overdue'))})")
    assert len(lines(tree, "overdue")) >= late  # of other owners, and pages, there may be more
    assert (late > 300) == (today == "2030-01-01")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_board_is_small_and_leads_to_pages_that_exist(site: Site, language: str) -> None:
    said_today = embed.say(site, "cam_show", language, "desk/freshness/", "desk-freshness")
    assert len(said_today) < 40_000
    hrefs = set(board(site, language).xpath("//a[not(@rel)]/@href"))
    known = {f"../../{key(record)}/" for record in site.catalogue.every()}
    here = "../../" if language == "en" else f"../../../{language}/"
    known |= {f"{here}{p.url}" for p in site.pages if p.language == "en"}
    assert hrefs - known == set()
    assert len(hrefs) > 40


BOARD = {
    "en": ("Overdue (2)", "Due within 30 days (1)"),
    "es": ("Plazo vencido (2)", "Vence en 30 días o menos (1)"),
    "fr": ("Échéance dépassée (2)", "À échéance dans les 30 jours (1)"),
}


@pytest.fixture
def aged(miniature: Site) -> Site:
    """Return the miniature with a theme and a portal overdue, and a system due soon; each looked after by another."""
    catalogue = with_record(miniature.catalogue, "themes/integration", next_review=PartialDate("2026-10"))
    catalogue = with_record(
        catalogue, "portals/cr-dgme", next_review=PartialDate("2026-09-30"), record_owner="correspondents",
        verified_on=PartialDate("2026-01-01"),
    )  # fmt: skip
    catalogue = with_record(
        catalogue, "systems/sirem", next_review=PartialDate("2026-12-21"), record_owner="chair"
    )
    return replace(miniature, catalogue=catalogue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_lists_what_is_overdue_oldest_first(aged: Site, language: str) -> None:
    tree = board(aged, language)
    assert (heading(tree, "overdue"), heading(tree, "soon")) == BOARD[language]
    ways = tree.xpath("//section[*[@id='overdue']]//li/a[not(@rel)]/@href")
    assert ways == ["../../portals/cr-dgme/", "../../themes/integration/"]
    assert tree.xpath("//section[*[@id='soon']]//li/a/@href") == ["../../systems/sirem/"]
    assert (
        len(tree.xpath("//section[*[@id='overdue']]//li/a[@rel='external']")) == 1
    )  # the portal's own address


def test_the_board_is_by_owner(aged: Site) -> None:
    tree = board(aged, "en")
    assert rows(tree, "owner-correspondents") == [
        ["Portals and institutions", "1", "1", "0", "0", "September 30, 2026"]
    ]
    assert rows(tree, "owner-chair") == [
        ["Systems and channels", "1", "0", "1", "1", "December 21, 2026"],
        ["Pages", "1", "0", "0", "0", "November 20, 2027"],
    ]
    assert not tree.xpath("//*[@id='owner-secretariat']")
    (themes,) = [row for row in rows(tree, "owner-editors") if row[0] == "Themes"]
    assert themes == ["Themes", "1", "1", "0", "1", "October 2026"]


def test_what_was_verified_leaves_the_list_of_what_was_not(aged: Site) -> None:
    never = {row[0]: row[1:] for row in rows(board(aged, "en"), "never")}
    portals = len(aged.catalogue.records["portals"])
    assert never["Portals and institutions"][0] == f"{portals - 1} of {portals}"
    assert "Migration Department" not in never["Portals and institutions"][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_tells_how_the_portals_addresses_are(miniature: Site, language: str) -> None:
    days = ("2026-11-07", "2026-11-14", "2026-11-21")
    failing = [Check(day=PartialDate(given), result=Result("gone"), code=404) for given in days]
    catalogue = replace(miniature.catalogue, health={"cr-dgme": failing})
    tree = board(replace(miniature, catalogue=catalogue), language)
    (line,) = lines(tree, "portals")
    reader = Reader(catalogue, language, "")
    assert reader.code("failing", "link_states") in line
    assert reader.date(PartialDate("2026-11-21")).text in line
    assert [reader.code("failing", "link_states"), "1"] in rows(tree, "links")


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_texts_are_shown_and_never_run(aged: Site, poison: str) -> None:
    catalogue = aged.catalogue
    for name in ("themes/integration", "portals/cr-dgme", "systems/sirem"):
        title = type(catalogue.records["themes"]["integration"].title)(dict.fromkeys(LANGUAGES, poison))
        catalogue = with_record(catalogue, name, title=title)
    pages = [replace(p, meta={**p.meta, "title": poison}) for p in aged.pages]
    hostile = replace(aged, catalogue=catalogue, pages=pages)
    tree = board(hostile, "en")
    assert not tree.xpath("//script") + tree.xpath("//*[@onerror]")
    assert {" ".join(poison.split())} == {
        " ".join(link.text_content().split()) for link in tree.xpath("//section[*[@id='soon']]//li/a")
    }
    message = message_to(hostile, "en", None)
    assert not [line for line in "\n".join(message).splitlines() if line.startswith("::")]


# The message


def message_to(site: Site, language: str, owner: str | None, wanted: str | None = None) -> list[str]:
    options = argparse.Namespace(owner=owner, language=wanted)
    return list(status_due.lines(site, Say(language), options))


MESSAGES = {
    "en": ["To: National correspondents", "A small base: what is due as of November 21, 2026", "Overdue (1):",
           "by September 30, 2026"],
    "es": ["Para: Corresponsales nacionales", "Una base pequeña: revisiones pendientes al 21 de noviembre de 2026",
           "Con el plazo vencido (1):", "a más tardar el 30 de septiembre de 2026"],
    "fr": ["À\u00a0: Correspondants nationaux", "Une petite base\u00a0: révisions à faire au 21 novembre 2026",
           "Échéance dépassée (1)\u00a0:", "au plus tard le 30 septembre 2026"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_to_an_owner_is_ready_to_be_sent(aged: Site, language: str) -> None:
    to, subject, overdue, by = MESSAGES[language]
    found = message_to(aged, language, "correspondents")
    assert found[:3] == [to, subject, ""]
    assert "`verified_on`" in found[3]
    assert found[4:6] == ["", overdue]
    title, address = found[6].split("\n  ")
    assert title.startswith("- ")
    assert title.endswith(f", {by}")
    folder = "" if language == "en" else f"{language}/"
    assert address == f"https://example.org/cam/{folder}portals/cr-dgme/"
    assert found[7:] == [""]  # what it looks after was verified


def test_the_message_can_be_in_the_language_of_those_who_get_it(aged: Site) -> None:
    assert message_to(aged, "en", "correspondents", "fr") == message_to(aged, "fr", "correspondents")


def test_every_owner_gets_what_is_theirs(aged: Site) -> None:
    found = message_to(aged, "en", None)
    assert [line for line in found if line.startswith("To: ")] == [
        "To: Editors of this site", "To: Chair of the committee", "To: National correspondents",
    ]  # fmt: skip
    assert sum(line.startswith("- ") for line in found) == 3


def test_where_nothing_is_due_the_message_says_so(miniature: Site) -> None:
    found = message_to(miniature, "en", "editors")
    assert found[3] == "Nothing is overdue, and nothing falls due within 30 days."
    assert found[4].startswith("The first to fall due: ")
    assert message_to(miniature, "en", "secretariat")[-2:] == [found[3], ""]


def test_an_owner_that_is_not_listed_is_wrong_use(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree())
    assert cli.main(["--lang", "en", "status", "--owner", "nobody"]) == 2
    said = "`nobody` is no owner. Use one of: editors, chair, secretariat, correspondents.\n"
    assert capsys.readouterr() == ("", said)
    assert cli.main(["--lang", "fr", "status", "--owner", "editors"]) == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert out.startswith("Révisions à faire\nÀ : ")
    assert "Traductions" not in out, "that section knows no owners"
    assert "Ce que contient ce site" not in out


def test_the_command_says_it(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tree({"data/themes/aged.yaml": theme("next_review: 2020\nrecord_owner: secretariat\n")})
    monkeypatch.chdir(root)
    assert cli.main(["--lang", "es", "status", "--section", "due", "--owner", "secretariat"]) == 0
    said_there = capsys.readouterr().out
    assert "Para: Secretaría técnica" in said_there
    assert "- Uno, a más tardar en 2020\n  https://example.org/cam/es/themes/aged/" in said_there
    assert "1 registro o página no se ha verificado desde que se incorporó." in said_there


# Beside


def test_the_fields_are_published(real: Catalogue) -> None:
    assert {"verified_on", "record_owner", "next_review"} <= set(Record.model_fields)
    assert all("record_owner" in model.model_fields for model in KINDS.values())
    assert "institution" in str(
        KINDS["portals"].model_fields["owner"].description
    )  # another thing, of that name before


def test_the_rules_are_in_the_flat_lists() -> None:
    names = {rule.__name__ for rule in (*checks.CHECKS, *checks.PAGE_CHECKS)}
    assert {
        "verifications_follow_additions",
        "reviews_follow_verifications",
        "verifications_are_past",
    } <= names


def test_the_board_names_few_of_many(site: Site) -> None:
    never = rows(board(site, "en"), "never")
    assert max(row[2].count(" · ") for row in never) == desk_freshness.OLDEST - 1
