"""The board of what is to be looked at again, and the message to whoever looks after it."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from support_freshness import LANGUAGES, day, theme, with_record

from cam import cli, embed, freshness
from cam.commands import status_due
from cam.commands.said import Say
from cam.knowledge import Site
from cam.model import PartialDate, Record
from cam.model.health import Check, Result
from cam.store import Reviews, key
from cam.views import desk_freshness
from cam.views.reader import Reader

pytestmark = pytest.mark.usefixtures("plain_machine")

Tree = Callable[..., Path]
HOSTILE = ['<script>alert("x")</script>', "{{ cam_list('mandates') }}", "x\n::error::y", "](javascript:x)"]


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
    assert late or today < "2030"


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


def test_the_board_names_few_of_many(site: Site) -> None:
    never = rows(board(site, "en"), "never")
    assert max(row[2].count(" · ") for row in never) == desk_freshness.OLDEST - 1


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
