"""What is made beside the pages; and that a failed build leaves the last site as it was."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bless
import cbor2
import pytest
from lxml import etree, html

from cam import outputs, problems, site, walk
from cam.cli import STOPPED, main
from cam.knowledge import Site
from cam.model.law import Country
from cam.outputs import not_found, robots, search, sitemap
from cam.store import is_example

Tree = Callable[..., Path]
BASE = "https://example.org/cam/"


# sitemap.xml, robots.txt, 404.html


PROSE = 10
"""Prose pages of the miniature, in each language."""


@pytest.fixture(scope="module")
def listed(miniature: Site) -> dict[str, dict[str, str]]:
    """Return the sitemap: address -> its translations by language."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.fromstring(sitemap.build(miniature)["sitemap.xml"])
    return {
        entry.findtext("s:loc", "", names): {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", names)
        }
        for entry in root.findall("s:url", names)
    }


def test_the_sitemap_lists_every_page_in_every_language(miniature: Site, listed: dict) -> None:
    records = [record for record in miniature.catalogue.every() if not is_example(record)]
    briefs = len(miniature.catalogue.all(Country))  # a state has a page of figures beside
    prose = len({page.path for page in miniature.pages})
    assert prose == PROSE
    assert (
        len(listed) == 3 * (len(records) + 2 * briefs + prose) - 2
    )  # two pages are not translated into French
    assert {BASE, f"{BASE}es/", f"{BASE}fr/lists/", f"{BASE}es/meetings/workshop/"} <= set(listed)


@pytest.mark.parametrize("path", ["systems/sirem/", "bulletins/2026-11-first/"])
def test_the_sitemap_holds_no_page_that_only_stands_in(listed: dict, path: str) -> None:
    assert f"{BASE}fr/{path}" not in listed
    assert listed[f"{BASE}{path}"] == {"en": f"{BASE}{path}", "es": f"{BASE}es/{path}"}


@pytest.mark.parametrize("name", ["brief", "figures"])
def test_the_sitemap_holds_what_a_state_has_beside_its_page(listed: dict, name: str) -> None:
    languages = {"en": "", "es": "es/", "fr": "fr/"}
    expected = {code: f"{BASE}{start}countries/cr/{name}/" for code, start in languages.items()}
    assert {code: listed.get(address) for code, address in expected.items()} == dict.fromkeys(
        languages, expected
    )


def test_the_sitemap_holds_briefs_and_no_examples(miniature: Site, listed: dict) -> None:
    assert {f"{BASE}countries/cr/brief/", f"{BASE}es/countries/bz/brief/", f"{BASE}members/cr-dgme/"} <= set(
        listed
    )
    assert [address for address in listed if "example-" in address] == []
    assert any(is_example(record) for record in miniature.catalogue.every())


def test_translations_in_the_sitemap_name_each_other(listed: dict) -> None:
    for address, translations in listed.items():
        assert address in translations.values()
        assert all(listed[other] == translations for other in translations.values())


def test_the_sitemap_says_when_a_record_last_changed(miniature: Site) -> None:
    text = sitemap.build(miniature)["sitemap.xml"].decode()
    changed = text.split(f"<loc>{BASE}meetings/workshop/</loc>")[1].split("</url>")[0]
    assert "<lastmod>2026-11-21</lastmod>" in changed


def test_robots_are_told_where_the_sitemap_is(miniature: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://preview.example.org")
    assert (
        robots.build(miniature)["robots.txt"]
        .decode()
        .endswith("\nSitemap: https://preview.example.org/sitemap.xml\n")
    )


@pytest.mark.parametrize(
    ("address", "base"), [(BASE, "/cam/"), ("https://example.org/", "/"), ("https://a.org/x/y", "/x/y/")]
)
def test_the_404_page_speaks_every_language_under_any_base(
    miniature: Site, monkeypatch: pytest.MonkeyPatch, address: str, base: str
) -> None:
    """It is shown for addresses of any depth: no link of it may be relative."""
    monkeypatch.setenv("SITE_URL", address)
    page = html.fromstring(not_found.build(miniature)["404.html"])
    assert [section.get("lang") for section in page.xpath("//section")] == ["en", "es", "fr"]
    links = page.xpath("//@href")
    assert all(link.startswith(base) for link in links)
    assert [base, f"{base}es/", f"{base}fr/"] == [
        section.xpath(".//a/@href")[0] for section in page.xpath("//section")
    ]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert len(page.xpath("//h1")) == 1


def test_what_no_page_uses_is_taken_out(
    miniature: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "index", lambda folder: None)
    for name in ("sitemap.xml.gz", "assets/javascripts/a.js", "assets/cam.css", "search/search_index.json"):
        bless.write(tmp_path / name, "x")
    outputs.write(miniature, tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    made = {name.removeprefix("site/") for name in bless.expected() if name.startswith("site/")}
    assert left == sorted({*made, "assets/cam.css"})


def test_the_page_of_the_search_is_no_part_of_what_is_taken_out(
    miniature: Site, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(search, "index", lambda folder: None)
    bless.write(tmp_path / "search/index.html", "x")
    outputs.write(miniature, tmp_path)
    assert (tmp_path / "search/index.html").is_file()


# The search index.


def packed(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def index_folder(folder: Path, order: int) -> dict[str, bytes]:
    """Write an index as Pagefind does, with its sets in one order or the other; settle it; return it."""
    values = [["Body", [1]], ["CAM", [2]]][::order]
    meta = ["1.5.2", [], [], [["year", "en_b"], ["kind", "en_a"]][::order], [["b"], ["a"]][::order], []]
    languages = [
        ("en", {"hash": f"en_{order}", "wasm": "en", "page_count": 2}),
        ("es", {"hash": "es_1", "page_count": 0}),
    ][::order]
    bless.write(
        folder / "pagefind-entry.json", json.dumps({"version": "1.5.2", "languages": dict(languages)})
    )
    bless.write(folder / f"pagefind.en_{order}.pf_meta", packed(meta))
    bless.write(folder / "pagefind.es_1.pf_meta", packed(["1.5.2", [], [], [], [], []]))
    for name in ("en_a", "en_b"):
        bless.write(folder / "filter" / f"{name}.pf_filter", packed([name, values]))
    search.settle(folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_two_indexes_of_the_same_pages_become_the_same(tmp_path: Path) -> None:
    """Pagefind writes its sets in the order of a hash table; two builds must still be byte-identical."""
    one, two = index_folder(tmp_path / "one", 1), index_folder(tmp_path / "two", -1)
    assert one == two
    entry = json.loads(one["pagefind-entry.json"])
    assert f"pagefind.{entry['languages']['en']['hash']}.pf_meta" in one


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    bless.write(tmp_path / "pagefind-entry.json", json.dumps({"languages": {"en": {"hash": "x"}}}))
    bless.write(tmp_path / "pagefind.x.pf_meta", gzip.compress(b"something else"))
    with pytest.raises(RuntimeError, match="not as Pagefind"):
        search.settle(tmp_path)


# The whole build, with the generator played by a function.

GOOD = {"index.html": "<a href='fr/'>fr</a>", "fr/index.html": "<p id='top'>fr</p>", "404.html": "<p>404</p>"}


def generator(files: dict[str, str] | BaseException) -> Callable[[Path, Path, str], None]:
    def generate(root: Path, folder: Path, today: str) -> None:
        bless.write(folder / "index.html", "half of it")
        if isinstance(files, BaseException):
            raise files
        for name, text in files.items():
            bless.write(folder / name, text)

    return generate


def built(root: Path) -> dict[str, str]:
    folder = root / "site"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def project(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a built site."""
    root = tree()
    for name, text in GOOD.items():
        bless.write(root / "site" / name, text)
    bless.write(root / "site/old.html", "of the last build")
    monkeypatch.setattr(site.outputs, "write", lambda site, folder, apart: None)
    monkeypatch.setattr(site.offline, "write", lambda site, folder: None)
    monkeypatch.setattr(site.outputs, "index", lambda folder: None)
    monkeypatch.chdir(root)
    return root


def test_a_good_build_replaces_the_last_one_whole(project: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(site, "_generate", generator(GOOD))
    assert main(["build"]) == 0
    assert built(project) == GOOD
    said = capsys.readouterr().out
    assert [line[0] for line in said.splitlines()] == ["…", "…", "…", "…", "…", "T"]
    assert f"The site is in {project / 'site'} (3 pages, " in said


FAILED = {
    "the generator stops": (problems.BuildFailed("ERROR - x"), "ERROR - x"),
    "a link leads nowhere": (
        {**GOOD, "index.html": "<a href='nowhere/'>x</a>"},
        "index.html: the link nowhere/ leads nowhere",
    ),
    "an anchor is missing": (
        {**GOOD, "index.html": "<a href='fr/#end'>x</a>"},
        "index.html: the link fr/#end names an anchor that does not exist",
    ),
    "it is interrupted": (KeyboardInterrupt(), "stopped"),
}


@pytest.mark.parametrize("why", FAILED)
def test_a_failed_build_leaves_the_last_site(project: Path, monkeypatch, capsys, why: str) -> None:
    files, message = FAILED[why]
    before = built(project)
    monkeypatch.setattr(site, "_generate", generator(files))
    assert main(["build"]) == (STOPPED if "interrupted" in why else 1)
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said
    assert built(project) == before
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


def test_the_generator_gets_the_day_that_was_checked(project: Path, monkeypatch) -> None:
    """Not another one, should midnight pass in between."""
    days = []
    monkeypatch.setenv("CAM_TODAY", "2027-01-01")
    monkeypatch.setattr(
        site,
        "_generate",
        lambda root, folder, base: days.append(str(base.today)) or generator(GOOD)(root, folder, base),
    )
    main(["build"])
    assert days == ["2027-01-01"]


TRACEBACK = """\
INFO    -  Cleaning site directory
Traceback (most recent call last):
  File "/somewhere/mkdocs/commands/build.py", line 1, in build
    raise KeyError("x")
KeyError: 'x'
"""


STRICT = "WARNING -  b\nERROR   -  c\nAborted with 1 warnings in strict mode!"
SAID = [
    (f"INFO - a\n{STRICT}\n\n", STRICT),
    (TRACEBACK, "INFO    -  Cleaning site directory\nKeyError: 'x'"),
    (f"ERROR   -  Error building page 'x.md': y\n{TRACEBACK}", "ERROR   -  Error building page 'x.md': y"),
    ("", "the generator stopped without a word (en)"),
]


@pytest.mark.parametrize(("output", "said"), SAID)
def test_what_the_generator_says_is_cut_to_what_helps(
    output: str, said: str, tmp_path: Path, monkeypatch
) -> None:
    answer = subprocess.CompletedProcess([], 1, stdout="", stderr=output)
    monkeypatch.setattr(site.subprocess, "run", lambda *command, **options: answer)
    failure = site._mkdocs(tmp_path, tmp_path / "site", "en", "2026-11-21")
    assert failure == said
    assert "Traceback" not in failure


def test_the_generator_runs_with_the_same_seeds_each_time(tmp_path: Path, monkeypatch) -> None:
    calls = []
    answer = subprocess.CompletedProcess([], 0, stdout="", stderr="")
    monkeypatch.setattr(
        site.subprocess, "run", lambda command, **options: calls.append((command, options)) or answer
    )
    assert not site._mkdocs(tmp_path, tmp_path / "new", "es", "2026-11-21")
    ((command, options),) = calls
    assert command == [sys.executable, "-m", "mkdocs", "build", "--strict"]
    wanted = {"CAM_SITE_DIR": str(tmp_path / "new"), "CAM_TODAY": "2026-11-21", "CAM_LANGUAGE": "es"}
    assert wanted.items() <= options["env"].items()
    assert (options["cwd"], "SOURCE_DATE_EPOCH" in options["env"]) == (tmp_path, True)


# Links of a built site.


def broken(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        bless.write(folder / name, f"<html><body>{text}</body></html>")
    return [str(problem) for problem in walk.broken_links(folder, BASE)]


LINKS = [
    ("<a href='es/'>", ""),
    ("<a href='es/index.html'>", ""),
    ("<a href='es/#here'>", ""),
    ("<a href='#own'>x</a><p id='own'>", ""),
    ("<a href='/cam/es/'>", ""),
    (f"<a href='{BASE}es/'>", ""),
    ("<a href='https://www.oas.org/nowhere'>", ""),
    ("<a href='mailto:x@oas.org'>", ""),
    ("<a href='es'>", "the link es leads nowhere"),
    ("<a href='de/'>", "the link de/ leads nowhere"),
    (f"<a href='{BASE}de/'>", "the link /cam/de/ leads nowhere"),
    ("<a href='es/#there'>", "the link es/#there names an anchor that does not exist"),
    ("<a href='/es/'>", "the link /es/ leaves the site's folder"),
    ("<a href='../es/'>", "the link ../es/ leaves the site's folder"),
    ("<img src='x.png'>", "the link x.png leads nowhere"),
    ("<script src='x.js'></script>", "the link x.js leads nowhere"),
    ("<form action='de/'></form>", "the link de/ leads nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), LINKS)
def test_every_internal_link_and_anchor_must_lead_somewhere(tmp_path: Path, text: str, what: str) -> None:
    found = broken(tmp_path, {"index.html": text, "es/index.html": "<p id='here'>"})
    assert [problem.split(": ", 1)[1].split(" — ")[0] for problem in found] == ([what] if what else [])


def test_pages_are_written_before_the_generator_starts(project: Path, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(
        site,
        "_generate",
        lambda root, folder, base: (
            seen.append(len(list((root / "docs").rglob("*.md")))) or generator(GOOD)(root, folder, base)
        ),
    )
    main(["build"])
    assert seen == [3 * (47 + 2 + 2 + PROSE)]  # records, briefs, pages of figures, prose
