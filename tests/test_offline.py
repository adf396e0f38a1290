"""Copies for use without a connection: pages that open from a disk, the ZIP, what a browser keeps, what it installs."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import bless
import pytest
from lxml import html

from cam import offline
from cam.frame import place_of
from cam.knowledge import Site
from cam.model import PartialDate
from cam.offers import offers
from cam.offers import offline as addresses
from cam.offline import app, bundle, choice, search, sizes, stick
from cam.offline.page import PLACE, Opened, alone, with_line, with_others
from cam.store import Catalogue
from cam.views.reader import Reader
from cam.walk import broken_links

SITE = "https://example.org/cam/"
LANGUAGES = ("en", "es", "fr")
HOSTILE = '</script><!-- " \\ \u2028 \u202e é 😀 \n\t `${x}` =cmd() ]]> {date} ADDRESS'


def page(language: str, body: str, depth: int, script: str = "") -> bytes:
    """Return a page as the theme writes it."""
    up = "../" * (depth + (language != "en"))
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<link rel="canonical" href="{SITE}x/"><link rel="stylesheet" href="{up}assets/cam.css">
<link rel="manifest" href="{up}offline/{language}.webmanifest"></head>
<body><a href="{up}">Home</a> <a href="{up}es/" hreflang="es">ES</a>
<div class="page" id="content" tabindex="-1">{body}</div>
<script src="{up}assets/cam.js" defer></script>{script}
</body></html>""".encode()


def site_files() -> dict[str, bytes]:
    """Return a small built site: every kind of file that a real one has."""
    wrapped = gzip.compress(b"pagefind_dcd" + json.dumps({"content": HOSTILE}, ensure_ascii=False).encode())
    files = {
        "404.html": b"<html><a href='/cam/'>Home</a></html>",
        "robots.txt": b"",
        "assets/cam.css": b":root{--ground:var(--light,#fff)var(--dark,#000);--band:var(--light,#123456)}",
        "assets/cam.js": b"",
        "assets/search.js": b"",
        "assets/service-worker.js": b"self",
        "assets/card-en.png": b"png",
        "assets/icon.svg": (bless.ROOT / "overrides/assets/icon.svg").read_bytes(),
        "figures/stock.csv": b"a\n1\n",
        "sicremi/forms/cl.csv": b"a\n",
        "sicremi/forms/cl.xlsx": b"PK",
        "embed/next/index.html": b"<html><p>no page of the site</p></html>",
        "api/v1/index.json": b"{}",
        "pagefind/pagefind.js": b"export{}",
        "pagefind/pagefind-worker.js": b"1",
        "pagefind/pagefind-entry.json": b"{}",
    }
    for language in LANGUAGES:
        below = "" if language == "en" else f"{language}/"
        module = f'<script type="module" src="{"../" * (below.count("/") + 1)}assets/search.js"></script>'
        links = f'<a href="laws/?topic=a&amp;b=1#x">L</a> <a href="figures/figures.csv#row=2">F</a> {html_of(HOSTILE)}'
        files |= {
            f"{below}index.html": page(language, links, 0),
            f"{below}laws/index.html": page(language, '<a href="../sicremi/forms/cl.xlsx">X</a>', 1),
            f"{below}search/index.html": page(language, '<form action="../search/">', 1, module),
            f"{below}data/offline/index.html": page(
                language,
                "".join(f'<span data-size="{path}"></span>' for path in ("offline/cam-knowledge-base.zip",)),
                2,
            ),
            f"{below}figures/figures.csv": b"a\n2\n",
            f"pagefind/fragment/{language}_1.pf_fragment": wrapped,
            f"pagefind/index/{language}_2.pf_index": b"\x1f\x8b\xff",
            f"pagefind/pagefind.{language}_3.pf_meta": b"\x1f\x8b\xfe",
            f"pagefind/wasm.{language}.pagefind": b"\x1f\x8b\xfd",
        }
    return files


def html_of(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of a small built site."""
    for name, content in site_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def files(built: Path) -> choice.Files:
    return choice.read(built)


def archive(site: Site, files: choice.Files, chosen: Sequence[str]) -> bytes:
    return stick.archive(site, files, stick.opened(site, files), chosen)


def opened(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def astray(held: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the links of pages that are neither absolute nor lead to a file beside them."""
    found = []
    for name, content in held.items():
        if name.endswith(".html"):
            for link in html.fromstring(content).xpath("//@href | //@src | //@action"):
                parts = urlsplit(link)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                if not parts.scheme and parts.path and (link.startswith("/") or target not in held):
                    found.append((name, link))
    return found


# Pages that open from a disk.

NAMES = {
    "index.html", "laws/index.html", "es/index.html", "es/laws/index.html", "es/laws/x/index.html", "figures/a.csv",
    "odd name/index.html",
}  # fmt: skip


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("../", "../index.html"),
        ("../x/", "../x/index.html"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../?topic=a&amp;b=1#c", "../index.html?topic=a&amp;b=1#c"),
        ("../../../laws/#x", "../../../laws/index.html#x"),
        ("../../../figures/a.csv#row=13", "../../../figures/a.csv#row=13"),
        ("../../../odd%20name/", "../../../odd%20name/index.html"),
        ("#sources", "#sources"),
        ("?q=1", "?q=1"),
        ("tel:+18664879243", "tel:+18664879243"),
        ("https://www.oas.org/x/", "https://www.oas.org/x/"),
        ("//other.org/x/", "//other.org/x/"),
        (f"{SITE}es/laws/", "../index.html"),
        (f"{SITE}?a=1", "../../../index.html?a=1"),
        (SITE, "../../../index.html"),
        (f"{SITE}offline/cam-knowledge-base.zip", f"{SITE}offline/cam-knowledge-base.zip"),
        ("/cam/laws/", "../../../laws/index.html"),
        ("/elsewhere/", "/elsewhere/"),
        # What the copy does not hold is at its address on the site.
        ("../../../fr/laws/x/", f"{SITE}fr/laws/x/"),
        ("../../../forms/a%20b.xlsx?v=1#s", f"{SITE}forms/a%20b.xlsx?v=1#s"),
        ("/cam/forms/", f"{SITE}forms/"),
        ("y.pdf", f"{SITE}es/laws/x/y.pdf"),
    ],
)
def test_a_link_leads_to_a_file_of_the_copy_or_to_the_site(link: str, becomes: str) -> None:
    before = f'<p><a class="term" href="{link}" rel="x">a</a></p>'
    after = Opened(NAMES, NAMES, SITE).page("es/laws/x/index.html", before, "s.js")
    assert after == f'<p><a class="term" href="{becomes}" rel="x">a</a></p>'


@pytest.mark.parametrize(
    ("link", "beside"),
    [
        ("../../fr/laws/?a=1", "../../fr/laws/index.html?a=1"),
        ("../../fr/a.csv#row=1", "../../fr/a.csv#row=1"),
        (f"{SITE}fr/laws/", "../../fr/laws/index.html"),
    ],
)
def test_a_link_into_another_language_has_two_forms(link: str, beside: str) -> None:
    every = {"es/laws/index.html", "fr/laws/index.html", "fr/a.csv"}
    page = Opened({"es/laws/index.html"}, every, SITE).page(
        "es/laws/index.html", f'<a href="{link}">', "s.js"
    )
    assert with_others(page.encode()).decode() == f'<a href="{beside}">'
    assert alone(page.encode()).decode() == f'<a href="{urljoin(f"{SITE}es/laws/", link)}">'


@pytest.mark.parametrize(
    "text",
    [
        f'<link rel="canonical" href="{SITE}laws/">',
        f'<meta property="og:url" content="{SITE}laws/">',
        '<code>&lt;a href="../x/"&gt;</code>',
        '<p data-href="../x/">href="../x/"</p>',
        "<svg><use href='#a'/></svg>",
    ],
)
def test_what_is_no_link_for_people_stays_as_it_is(text: str) -> None:
    assert Opened(NAMES, NAMES, SITE).page("es/laws/x/index.html", text, "s.js") == text


def test_links_of_every_sort_are_seen() -> None:
    before = (
        '<form method="get" action="../"><img src="../../figures/a.csv"><svg><a class="x" href="../"/></svg>'
    )
    before += '<iframe loading="lazy" src="../../embed/a.html"></iframe>'
    after = Opened(NAMES, NAMES, SITE).page("es/laws/index.html", before, "s.js")
    assert re.findall(r'(?:action|src|href)="([^"]*)"', after) == [
        "../index.html", "../../figures/a.csv", "../index.html", f"{SITE}embed/a.html"
    ]  # fmt: skip


def test_no_module_is_loaded_from_a_disk() -> None:
    module = '<script type="module" src="../../assets/search.js"></script>'
    held = {"assets/search.js", "assets/search-es.js"}
    after = Opened(held, held, SITE).page("es/search/index.html", module, "assets/search-es.js")
    assert html.fromstring(f"<div>{after}</div>").xpath("//script/@src") == [
        "../../assets/search-es.js", "../../assets/search.js"
    ]  # fmt: skip
    assert "module" not in after
    assert after.count(" defer>") == 2


def test_the_theme_has_the_place_for_the_line_of_a_copy() -> None:
    frame = (bless.ROOT / "overrides/main.html").read_text("utf-8")
    assert frame.count(PLACE) == 1
    assert '<script type="module" src="{{ cam.assets }}assets/search.js"></script>' in frame
    assert with_line(f"<div {PLACE}<p>", "<i>") == f"<div {PLACE}\n<i><p>"


# What a copy holds.


def test_a_copy_holds_pages_what_they_need_and_the_tables_of_figures(files: choice.Files) -> None:
    left_out = set(site_files()) - set(files)
    assert left_out == {
        "404.html", "robots.txt", "assets/service-worker.js", "assets/card-en.png", "sicremi/forms/cl.csv",
        "sicremi/forms/cl.xlsx", "embed/next/index.html", "api/v1/index.json",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_in_one_language_holds_nothing_of_the_others(language: str, files: choice.Files) -> None:
    held = set(choice.of_languages(files, LANGUAGES, [language]))
    below = "" if language == "en" else f"{language}/"
    shared = {
        name for name in files if name.startswith(("assets/", "pagefind/pagefind-", "pagefind/pagefind.js"))
    }
    assert held == shared | {
        "figures/stock.csv",
        f"{below}index.html", f"{below}laws/index.html", f"{below}search/index.html", f"{below}data/offline/index.html",
        f"{below}figures/figures.csv", f"pagefind/fragment/{language}_1.pf_fragment",
        f"pagefind/index/{language}_2.pf_index", f"pagefind/pagefind.{language}_3.pf_meta",
        f"pagefind/wasm.{language}.pagefind",
    } | ({"figures/figures.csv"} if language != "en" else set())  # fmt: skip


# The ZIP.


@pytest.mark.parametrize("chosen", [LANGUAGES, ("en",), ("es",), ("fr",)])
def test_every_link_of_a_zip_leads_to_a_file_in_it_or_is_absolute(
    chosen: tuple[str, ...], miniature: Site, files: choice.Files
) -> None:
    made = archive(miniature, files, chosen)
    held = opened(made)
    assert astray(held) == []
    assert "index.html" in held
    everything = b"".join(held[name] for name in held if name.endswith(".html"))
    assert b'type="module"' not in everything
    assert b"webmanifest" not in everything
    assert not [name for name in held if name.startswith(("pagefind/", "offline/"))]
    assert [name for name in held if name.startswith("assets/search-")] == sorted(
        f"assets/search-{language}.js" for language in chosen
    )
    assert made == archive(miniature, dict(reversed(files.items())), chosen)


def test_a_page_of_a_zip_says_its_date_and_where_the_current_one_is(
    miniature: Site, files: choice.Files
) -> None:
    held = opened(archive(miniature, files, LANGUAGES))
    tree = html.fromstring(held["fr/laws/index.html"])
    line = tree.xpath("//*[@id='content']/*[1]")[0]
    assert line.text_content().split("\u00a0:")[0] == (
        "Copie hors connexion du 21 novembre 2026. Version actuelle de cette page"
    )
    assert line.xpath("a/@href") == [f"{SITE}fr/laws/"] == line.xpath("a/text()")
    assert html.fromstring(held["index.html"]).xpath("//p[contains(@class,'copy-line')]/a/@href") == [SITE]
    assert held["es/index.html"].decode().count(html_of(HOSTILE)) == 1
    assert b':lang(es) a[href^="http"]::after' in held["assets/cam.css"]


def test_a_zip_of_another_language_opens_with_its_home_page(miniature: Site, files: choice.Files) -> None:
    held = opened(archive(miniature, files, ["es"]))
    tree = html.fromstring(held["index.html"])
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=es/index.html"]
    assert tree.xpath("//a/@href") == ["es/index.html"]
    assert tree.get("lang") == "es"
    switch = html.fromstring(held["es/laws/index.html"]).xpath("//a[not(@hreflang)]/@href")
    assert switch[0] == SITE, "the English home page is not in this copy"


def test_a_zip_explains_itself_in_its_languages(miniature: Site, files: choice.Files) -> None:
    held = opened(archive(miniature, files, LANGUAGES))
    names = {"en": "README.txt", "es": "LEEME.txt", "fr": "LISEZMOI.txt"}
    for language, name in names.items():
        text = held[name].decode("utf-8-sig")
        assert held[name].startswith(b"\xef\xbb\xbf"), "an old editor would take it for another encoding"
        assert text.count("\r\n") == text.count("\n") > 10
        reader = Reader(miniature.catalogue, language, "")
        home = SITE + ("" if language == "en" else f"{language}/")
        for said in (home, reader.label("offline.left_out"), "CC BY 4.0", "index.html", "2026"):
            assert said in text, (language, said)
    assert set(names.values()) & set(opened(archive(miniature, files, ["es"]))) == {"LEEME.txt"}


def test_the_search_of_a_copy_holds_every_file_of_pagefind(files: choice.Files) -> None:
    mine = choice.of_languages(files, LANGUAGES, ["es"])
    said = search.script(mine).decode()
    start, end = "globalThis.keptSearch = ", ";\n"
    assert said.startswith(start)
    held = json.loads(said.removeprefix(start).removesuffix(end))
    assert set(held["text"]) == {"pagefind.js", "pagefind-entry.json", "fragment/es_1.pf_fragment"}
    assert set(held["base64"]) == {"index/es_2.pf_index", "pagefind.es_3.pf_meta", "wasm.es.pagefind"}
    fragment = held["text"]["fragment/es_1.pf_fragment"]
    assert json.loads(fragment.removeprefix("pagefind_dcd"))["content"] == HOSTILE
    assert held["base64"]["wasm.es.pagefind"] == "H4v9"


# What a browser keeps.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundle_gives_back_what_it_holds(language: str, miniature: Site, files: choice.Files) -> None:
    content = bundle.lines(miniature, files, language)
    sent = bundle.packed(content)
    assert gzip.decompress(sent) == content
    entries = [json.loads(line) for line in content.splitlines()]
    held = {path: (kind, form, body) for path, kind, form, body in entries}
    mine = choice.of_languages(files, LANGUAGES, [language])
    assert set(held) == {name.removesuffix("index.html") for name in mine} | {bundle.MISSING}
    home = "" if language == "en" else f"{language}/"
    assert held[home] == ("text/html", "text", mine[f"{home}index.html"].decode())
    assert held["assets/cam.js"][0] == "text/javascript"
    assert held["assets/icon.svg"][0] == "image/svg+xml"
    assert held[f"pagefind/wasm.{language}.pagefind"][1:] == ("base64", "H4v9")
    assert all(
        held[name.removesuffix("index.html")][2].count(PLACE) == 1 for name in mine if name.endswith(".html")
    )
    facts = json.loads(bundle.about(miniature, language, content, sent))
    assert (facts["size"], facts["lines"]) == (len(sent), len(entries))
    assert facts["sha256"] == hashlib.sha256(sent).hexdigest()
    assert facts["missing"] in held
    missing = html.fromstring(held[bundle.MISSING][2])
    assert missing.get("lang") == language
    assert f"/cam/{home}" in missing.xpath("//a/@href")
    assert missing.xpath("//link/@href") == ["/cam/assets/cam.css"]


@pytest.mark.parametrize(
    ("language", "first"), [("en", "May 1, 2027"), ("es", "1.º de mayo de 2027"), ("fr", "1er mai 2027")]
)
def test_dates_are_written_as_everywhere(language: str, first: str, miniature: Site) -> None:
    facts = json.loads(bundle.about(miniature, language, b"", b""))
    wording = Reader(miniature.catalogue, language, "").wording

    def said(month: int, day: int) -> str:
        pattern = facts["dates"][month - 1][day != 1]
        return pattern.replace("{d}", str(day)).replace("{y}", "2027")

    assert said(5, 1) == first
    for month, day in [(1, 1), (2, 28), (12, 31), (10, 2)]:
        assert said(month, day) == wording.date(PartialDate(f"2027-{month:02}-{day:02}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_page_says_its_age_and_offers_to_update(language: str, miniature: Site) -> None:
    facts = json.loads(bundle.about(miniature, language, b"", b""))
    line, old = (html.fromstring(facts[name]) for name in ("line", "old_line"))
    page = f"/cam/{'' if language == 'en' else f'{language}/'}data/offline/"
    for one in (line, old):
        assert one.text_content().count("{date}") == 1
        assert one.xpath(".//a/@href") == [page]
    assert "30" in old.text_content()
    assert "30" not in line.text_content()
    assert "notice--warn" in old.get("class")


def test_scripts_and_page_agree(real: Catalogue) -> None:
    """The page's words are named alike in template and script; page and worker look for the same caches."""
    assets = bless.ROOT / "overrides/assets"
    script, worker = ((assets / name).read_text("utf-8") for name in ("offline.js", "service-worker.js"))
    template = (bless.ROOT / "overrides/views/blocks/keep.html").read_text("utf-8")
    said = set(re.findall(r"(?<!\.)\bwords\.(\w+)", script))
    assert said == set(re.findall(r" data-(\w+)=", template)) - {"do"}
    names = [re.findall(r"const NAME = `([^`]*)`", text) for text in (script, worker)]
    assert [name[0].replace("base", "scope") for name in names] == ["cam ${scope.pathname}"] * 2
    facts = {
        "language", "day", "size", "lines", "sha256", "words", "dates", "old", "place", "line", "old_line", "missing",
    }  # fmt: skip
    made = Site(real, [], bless.dt.date(2026, 11, 21))
    assert set(json.loads(bundle.about(made, "en", b"", b""))) == facts
    used = set(re.findall(r"\b(?:copy|facts)\??\.(\w+)", script + worker))
    assert used <= facts | {"cache", "kept", "date"}
    places = re.findall(r"\{(\w+)\}", " ".join(real.labels["offline.costs"].values()))
    assert set(places) <= set(json.loads(bundle.about(made, "en", b"", b""))["words"])


# What is installed.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("base", ["https://a.org/", "https://a.org/REPO/preview-7/"])
def test_a_manifest_holds_under_any_address(language: str, base: str, miniature: Site) -> None:
    style = "--ground:var(--light,#fff)var(--dark,#0f1620);--band:var(--light,#0b3558)var(--dark,#0a1a2b)"
    said = json.loads(app.manifest(miniature, language, style))
    where = base + addresses.manifest_of(language)
    start, scope = (urljoin(where, said[name]) for name in ("start_url", "scope"))
    assert scope == base
    assert start == base + ("" if language == "en" else f"{language}/")
    assert (said["lang"], said["dir"]) == (language, "ltr")
    assert (said["theme_color"], said["background_color"]) == ("#0b3558", "#fff")
    assert {urljoin(where, icon["src"]).removeprefix(base) for icon in said["icons"]} <= set(
        addresses.icons()
    )
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in said["icons"]}


def test_the_colours_of_the_window_are_those_of_the_site(miniature: Site) -> None:
    style = (bless.ROOT / "overrides/assets/cam.css").read_text("utf-8")
    said = json.loads(app.manifest(miniature, "en", style))
    assert said["theme_color"] == "#0b3558"


def test_icons_have_the_size_that_their_name_says() -> None:
    made = app.pictures((bless.ROOT / "overrides/assets/icon.svg").read_text("utf-8"))
    assert set(made) == set(addresses.icons())
    for path, content in made.items():
        assert content.startswith(b"\x89PNG"), path
        size = int(re.findall(r"\d+", path)[-1])
        assert [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)] == [size, size], path
    assert made == app.pictures((bless.ROOT / "overrides/assets/icon.svg").read_text("utf-8"))


# All of it.


def test_what_is_promised_is_written_and_nothing_else(built: Path, miniature: Site) -> None:
    before = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    offline.write(miniature, built)
    after = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert after - before == addresses.written(miniature.catalogue)
    assert before - after == {"assets/service-worker.js"}
    for path in addresses.zips(miniature.catalogue):
        said, name = (built / addresses.checksum_of(path)).read_text().split()
        assert said == hashlib.sha256((built / path).read_bytes()).hexdigest()
        assert name == path.removeprefix("offline/")
    text = (built / "es/data/offline/index.html").read_text("utf-8")
    assert re.findall(r'<span data-size="[^"]+">([^<]+)</span>', text) == ["0,0\u00a0MB"]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (22_672_482, {"en": "23 MB", "es": "23 MB", "fr": "23 Mo"}),
        (3_649_999, {"en": "3.6 MB", "es": "3,6 MB", "fr": "3,6 Mo"}),
    ],
)
def test_sizes_are_said_as_exactly_as_one_needs_them(
    size: int, said: dict[str, str], miniature: Site
) -> None:
    for language, expected in said.items():
        reader = Reader(miniature.catalogue, language, "")
        assert sizes.megabytes(reader, size).replace("\u00a0", " ") == expected
        place = '<td><span data-size="a.zip"></span></td>'
        filled = sizes.filled(reader, place, {"a.zip": size})
        assert html.fromstring(filled).text_content().replace("\u00a0", " ") == expected
        assert sizes.filled(reader, filled, {"a.zip": size}) == filled


def test_the_home_page_offers_the_zip_of_its_language(real: Catalogue) -> None:
    for language in real.languages:
        for path in ("", addresses.PAGE):
            found = [one for one in offers(Reader(real, language, path)) if one.type == "application/zip"]
            assert [one.path for one in found] == [f"offline/cam-knowledge-base-{language}.zip"]
        reader = Reader(real, language, addresses.PAGE)
        rows = addresses.listed(reader)[0].rows  # type: ignore[attr-defined]
        assert next(row.path for row in rows) == addresses.zip_of(language)
        assert sorted(row.path for row in rows) == sorted(addresses.zips(real))


def test_a_link_to_what_is_written_later_is_no_broken_link(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="offline/a.zip">a</a><a href="b.zip">b</a>')
    found = broken_links(tmp_path, SITE, promised={"offline/a.zip"})
    assert [problem.what for problem in found] == ["the link b.zip leads nowhere"]
    assert len(broken_links(tmp_path, SITE)) == 2


def test_the_address_of_the_site_is_the_miniatures(miniature: Site) -> None:
    assert place_of(miniature.catalogue).site == SITE
