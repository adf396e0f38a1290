"""The generated pages: one per record and language, written only when they change, read again only then."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import bless
import pytest
import yaml
from lxml import html

from cam import live, pages
from cam.frame import place_of
from cam.loading import load
from cam.model import KINDS
from cam.model.law import Country
from cam.problems import BadInput
from cam.store import Catalogue, is_example, key
from cam.translation.state import state

LANGUAGES = ("en", "es", "fr")
BESIDE = ("/brief.md", "/figures.md")
"""The pages of a state beside its own."""
Tree = Callable[..., Path]


def content(root: Path) -> dict[str, tuple[int, str]]:
    """Return when each generated page was written, and what it holds."""
    found = sorted((root / "docs").rglob("*.md"))
    return {
        path.relative_to(root / "docs").as_posix(): (path.stat().st_mtime_ns, path.read_text("utf-8"))
        for path in found
    }


def write(root: Path) -> int:
    catalogue, problems = load(root)
    assert not problems
    return pages.write(catalogue, place_of(catalogue))


# Writing.


def test_each_record_gets_a_page_in_every_language_at_the_same_path(tree: Tree) -> None:
    root = tree()
    number = write(root)
    catalogue, _ = load(root)
    names = [key(record) for record in catalogue.every()]
    names += [
        f"{key(country)}{page.removesuffix('.md')}" for country in catalogue.all(Country) for page in BESIDE
    ]
    assert number == len(names) * len(LANGUAGES)
    for language in LANGUAGES:
        assert all((root / "docs" / language / f"{name}.md").is_file() for name in names)


def test_writing_again_touches_nothing(tree: Tree) -> None:
    """A watching server would build the site again for every touched file."""
    root = tree()
    write(root)
    before = content(root)
    assert write(root) == 0
    assert content(root) == before


def test_a_changed_record_touches_its_page_and_those_that_name_it(tree: Tree) -> None:
    root = tree()
    write(root)
    before = content(root)
    path = root / "data/themes/integration.yaml"
    bless.write(path, path.read_text("utf-8").replace("Life in a new place.", "Living in a new place."))
    assert write(root) == 1
    after = content(root)
    assert [name for name in after if after[name] != before[name]] == ["en/themes/integration.md"]


def test_a_removed_record_takes_its_pages_along(tree: Tree) -> None:
    root = tree()
    write(root)
    (root / "data/milestones/founded.yaml").unlink()
    write(root)
    assert [name for name in content(root) if "founded" in name] == []
    assert "en/milestones/adopted.md" in content(root)


def test_a_page_damaged_by_hand_is_put_right(tree: Tree) -> None:
    root = tree()
    write(root)
    path = root / "docs/fr/themes/integration.md"
    good = path.read_text("utf-8")
    path.write_text(f"{good}x", "utf-8")
    assert write(root) == 1
    assert path.read_text("utf-8") == good


def test_the_pages_of_editors_are_left_alone(tree: Tree) -> None:
    files = {
        f"docs/{language}/themes/index.md": "---\ntitle: T\ndescription: D\n---\n" for language in LANGUAGES
    }
    root = tree(files)
    before = content(root)
    write(root)
    after = content(root)
    assert {name: after[name] for name in before} == before


def test_pages_are_utf8_with_plain_line_ends_on_every_system(tree: Tree) -> None:
    root = tree()
    write(root)
    for path in (root / "docs").rglob("*.md"):
        assert b"\r" not in path.read_bytes()
    assert "Integración" in (root / "docs/es/themes/integration.md").read_bytes().decode("utf-8")


# What stands in every page of the real site.


@pytest.fixture(scope="module")
def made(real: Catalogue) -> dict[str, str]:
    """Return every generated page of the real site."""
    return dict(pages.pages(real, place_of(real)))


@pytest.fixture(scope="module")
def of_records(made: dict[str, str]) -> dict[str, str]:
    """Return those pages that are a record's own, without the briefs and the pages of figures."""
    return {name: text for name, text in made.items() if not name.endswith(BESIDE)}


def test_every_record_can_be_shown_in_every_language(real: Catalogue, made: dict[str, str]) -> None:
    number = len(list(real.every())) + len(BESIDE) * len(real.all(Country))
    assert Counter(name.split("/")[0] for name in made) == dict.fromkeys(LANGUAGES, number)


def test_the_front_matter_says_what_the_theme_needs(real: Catalogue, made: dict[str, str]) -> None:
    for name, text in made.items():
        language, kind, file = name.split("/")[:3]
        matter = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
        record = real.records[kind][file.removesuffix(".md")]
        wanted = {"title", "description", "heading", "kind", "record", "translated", "render_macros"}
        wanted |= {"example", "unlisted"} if is_example(record) else set()
        wanted |= {"unlisted"} if name.endswith("/brief.md") else set()
        assert set(matter) == wanted, name
        assert (matter["kind"], matter["record"], matter["render_macros"]) == (kind, record.id, False)
        assert matter["translated"] == (language in record.title)
        assert 0 < len(matter["description"]) <= 200


def test_a_page_is_one_block_of_html_with_one_heading(made: dict[str, str]) -> None:
    for name, text in made.items():
        body = text.split("\n---\n\n", 1)[1]
        assert "\n\n" not in body, f"{name}: Markdown would begin a paragraph"
        tree = html.fromstring(body)
        assert (tree.tag, len(tree.xpath("//h1"))) == ("article", 1), name


def test_every_page_has_what_every_record_promises(real: Catalogue, of_records: dict[str, str]) -> None:
    """Sources with their place, the state of the translation, how to cite it, and both links to the forge."""
    place = place_of(real)
    for name, text in of_records.items():
        tree, (language, kind, file) = html.fromstring(text.split("\n---\n\n", 1)[1]), name.split("/")
        identity = file.removesuffix(".md")
        record = real.records[kind][identity]
        assert len(tree.xpath("//section[@id='sources']//li")) == len(record.sources), name
        assert len(tree.xpath("//section[@id='sources']")) == bool(record.sources), "a heading over nothing"
        about = "".join(tree.xpath("//section[contains(@class, 'about-record')]")[0].itertext())
        folder = "" if language == "en" else f"{language}/"
        assert f"{place.site}{folder}{kind}/{identity}/" in about, name
        assert f"{kind}/{identity}" in about, name
        forge = tree.xpath("//p[@class='actions']//a/@href")
        assert forge[0] == f"{place.forge}/edit/{place.branch}/data/{kind}/{identity}.yaml"
        form = f"{place.forge}/issues/new?template=error-{language}.yml&title=%5B{kind}%2F{identity}%5D"
        assert forge[1].startswith(form)
        assert forge[1].endswith(f"%2F{kind}%2F{identity}%2F"), "the page's address is filled in"


def test_no_page_says_what_only_programs_say(made: dict[str, str]) -> None:
    odd = re.compile(r"Undefined|\bTrue\b|\bFalse\b|\[\]|<cam\.|object at|\{[a-z_]*\}|&amp;amp;")
    for name, text in made.items():
        shown = "".join(html.fromstring(text.split("\n---\n\n", 1)[1]).itertext())
        assert not odd.search(shown), f"{name}: {odd.search(shown)}"
        if not name.startswith("en/"):  # in English, “None” may be an answer
            assert "None" not in shown, name


def test_every_anchor_of_a_page_is_its_own(made: dict[str, str]) -> None:
    for name, text in made.items():
        anchors = Counter(html.fromstring(text.split("\n---\n\n", 1)[1]).xpath("//@id"))
        assert max(anchors.values(), default=1) == 1, f"{name}: {anchors.most_common(1)}"


def test_links_between_records_lead_to_records_of_the_same_language(made: dict[str, str]) -> None:
    for name, text in made.items():
        language = name.split("/")[0]
        for link in html.fromstring(text.split("\n---\n\n", 1)[1]).xpath("//a[not(@hreflang)]/@href"):
            path = re.fullmatch(r"\.\./\.\./([a-z]+/[a-z0-9-]+)/(#.*)?", link)
            if path and path[1].split("/")[0] in KINDS:
                assert f"{language}/{path[1]}.md" in made, f"{name}: {link}"


def test_what_stands_in_one_language_stands_in_all(real: Catalogue, made: dict[str, str]) -> None:
    """The same headings, tables and links: a reader who switches loses nothing."""
    official = real.labels["fields.official_title"]
    for record in real.every():
        if "missing" in [state(real, record, language) for language in LANGUAGES]:
            continue
        beside = BESIDE if isinstance(record, Country) else ()
        names = [key(record), *(key(record) + page.removesuffix(".md") for page in beside)]
        for name in names:
            shapes = [_shape(made[f"{code}/{name}.md"], official[code]) for code in LANGUAGES]
            assert shapes[0] == shapes[1] == shapes[2], name


def _shape(text: str, without: str) -> list[str]:
    """Return the tags of a page, without what only one language has.

    A law's official title is a fact, but the heading in the law's own language; each has its own rejected forms.
    """
    tree = html.fromstring(text.split("\n---\n\n", 1)[1])
    wanted = "self::h1 or self::h2 or self::table or self::tr or self::li or self::dd or self::section"
    beside = f"not(preceding-sibling::dt = '{without}')"
    rejected = "ancestor-or-self::section[@id='avoid' or .//@id='avoid'] or a/@href='#avoid'"
    return [str(element.tag) for element in tree.xpath(f"//*[({wanted}) and {beside} and not({rejected})]")]


def test_a_bad_page_is_no_reason_to_write(tree: Tree) -> None:
    """Nothing is generated from data that did not pass."""
    root = tree({"data/themes/empty.yaml": ""})
    before = content(root)
    with pytest.raises(BadInput):
        live.prepare(root)
    assert content(root) == before


# When everything is read again, and which day it is.


def test_today_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAM_TODAY", "2027-02-15")
    assert live.today() == dt.date(2027, 2, 15)


def test_today_is_otherwise_the_day_in_utc() -> None:
    before, today, after = (dt.datetime.now(dt.UTC).date(), live.today(), dt.datetime.now(dt.UTC).date())
    assert before <= today <= after


def test_only_the_edges_look_at_the_clock_or_the_environment() -> None:
    """A view or an output that did would make two builds differ."""
    asking = {
        path.relative_to(bless.ROOT / "hooks/cam").as_posix()
        for path in (bless.ROOT / "hooks/cam").rglob("*.py")
        if any(
            word in path.read_text("utf-8")
            for word in ("os.environ", "date.today", ".now(", "time.time", "getenv")
        )
    }
    edges = {"ask.py", "frame.py", "live.py", "site.py"}  # `ask.py` waits between requests
    # The command line looks at the language and the colours of the machine, the comment at what the forge says.
    assert asking == edges | {"commands/said.py", "commands/terminal.py", "effect/comment.py"}


def test_nothing_is_read_again_while_no_file_changes(tree: Tree) -> None:
    root = tree()
    assert live.prepare(root) is live.prepare(root) is live.current(root)


@pytest.mark.parametrize(
    "name",
    [
        "data/themes/integration.yaml",
        "data/labels/home.yaml",
        "docs/fr/index.md",
        "overrides/views/record.html",
        "data/site.yaml",
    ],
)
def test_everything_is_read_again_after_a_file_changed(tree: Tree, name: str) -> None:
    root = tree()
    first = live.prepare(root)
    path = root / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    os.utime(path, ns=(1, 1))
    assert live.prepare(root) is not first


def test_a_new_and_a_removed_file_count_as_changes(tree: Tree) -> None:
    root = tree()
    first = live.prepare(root)
    extra = root / "data/themes/extra.yaml"
    bless.write(
        extra,
        (root / "data/themes/integration.yaml").read_text("utf-8").replace("id: integration", "id: extra"),
    )
    second = live.prepare(root)
    extra.unlink()
    third = live.prepare(root)
    assert len({id(first), id(second), id(third)}) == 3
    assert [len(one.catalogue.records["themes"]) for one in (first, second, third)] == [1, 2, 1]


def test_the_generated_pages_are_no_change(tree: Tree) -> None:
    """Otherwise writing them would start the next build, and so on."""
    root = tree()
    first = live.prepare(root)
    page = root / "docs/en/themes/integration.md"
    os.utime(page, ns=(1, 1))
    page.write_text(page.read_text() + "touched")
    assert live.prepare(root) is first


def test_a_page_that_an_editor_wrote_beside_the_records_is_not_taken_for_a_generated_one(tree: Tree) -> None:
    """It is checked as any other page, and never deleted."""
    root = tree({"docs/en/themes/mine.md": "My notes.\n"})
    with pytest.raises(BadInput, match=r"docs/en/themes/mine\.md:1: the front matter is missing"):
        live.prepare(root)
    site = bless.miniature(root / "other")
    bless.write(root / "other/docs/en/themes/mine.md", "My notes.\n")
    pages.write(site.catalogue, place_of(site.catalogue))
    assert (root / "other/docs/en/themes/mine.md").read_text() == "My notes.\n"


def test_a_problem_while_serving_is_said_again_until_it_is_put_right(tree: Tree) -> None:
    root = tree({"data/themes/empty.yaml": ""})
    for _ in range(2):
        with pytest.raises(BadInput, match="the file is empty"):
            live.prepare(root)
    (root / "data/themes/empty.yaml").unlink()
    assert live.prepare(root).catalogue.records["themes"]
