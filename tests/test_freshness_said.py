"""What editors may write of the age of a record or a page, and what pages say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import bless
import pytest
from support_freshness import LANGUAGES, TODAY, theme, with_record

from cam import freshness, live
from cam.frame import frame, place_of
from cam.knowledge import Site
from cam.loading import load
from cam.model import PartialDate
from cam.problems import BadInput
from cam.store import Catalogue
from cam.views import ages
from cam.views.page import record_page
from cam.views.reader import Reader

pytestmark = pytest.mark.usefixtures("plain_machine")

Tree = Callable[..., Path]


# What is wrong with what an editor writes


def broken(tree: Tree, files: dict[str, str]) -> list[str]:
    with pytest.raises(BadInput) as problems:
        live.checked(tree(files))
    return [str(problem) for problem in problems.value.problems]


def page(lines: str) -> str:
    return f"---\ntitle: T\ndescription: D\n{lines}---\n"


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
