"""The site without a connection, in Chromium: the ZIP opened from a disk, and the copy that a browser keeps."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support_site import LANGUAGES, Server, day_said, home

from cam.offers.offline import PAGE, bundle_of, icons, manifest_of, zip_of
from cam.store import Catalogue
from cam.wording import Wording

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

RECORD = "mandates/ag-res-2738-2/"
DAYS = {language: day_said(language) for language in LANGUAGES}

CHANGE = """async ([base, change]) => {
  const kept = await caches.open(`cam ${base}`);
  for (const key of await kept.keys()) {
    const copy = await (await kept.match(key)).json();
    await kept.put(key, new Response(JSON.stringify({ ...copy, ...change })));
  }
}"""
"""Changes what the browser knows of the copies that it keeps."""


@pytest.fixture(scope="module")
def stick(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIP in all languages, unpacked into a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("stick") / "Memoria USB ñ #1"
    with zipfile.ZipFile(built / zip_of()) as archive:
        archive.extractall(folder)
    return folder


class Host(Server):
    """A server that a test may close, or bid to wait: then there is no connection, or one that is worse than none."""

    waits = False

    def find(self, path: str) -> tuple[int, Path | str]:
        """Answer as ever, but late."""
        if self.waits:
            time.sleep(20)
        return super().find(path)


@pytest.fixture
def host(built: Path, address: str) -> Iterator[Host]:
    server = Host(urlsplit(address).path, built)
    yield server
    server.close()


def result(page: Page) -> str:
    """Return where the first result of a search leads, once there is one."""
    first = page.locator(".search__results a").first
    expect(first).to_be_visible()
    return first.get_attribute("href") or ""


# From a disk.


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_page_of_the_stick_into_a_record(
    language: str, stick: Path, new_page: NewPage
) -> None:
    page = new_page((stick / "index.html").as_uri())
    page.locator(f".languages a[hreflang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(".ways a[href$='mandates/index.html']").click()
    page.locator(f"main a[href$='{RECORD}index.html']").first.click()
    expect(page.locator("article.record h1")).to_be_visible()
    expect(page.locator("h1")).to_have_css("font-weight", "600")
    other = "fr" if language != "fr" else "es"
    page.locator(f".languages a[hreflang={other}]").click()
    expect(page).to_have_url((stick / home(other) / RECORD / "index.html").as_uri())
    page.locator(".brand").click()
    expect(page).to_have_url((stick / home(other) / "index.html").as_uri())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_stick_says_its_date(
    language: str, stick: Path, address: str, catalogue: Catalogue, new_page: NewPage
) -> None:
    page = new_page((stick / home(language) / RECORD / "index.html").as_uri())
    line = page.locator("#content > .copy-line")
    expect(line).to_contain_text(DAYS[language])
    expect(line.locator("a")).to_have_attribute("href", f"{address}{home(language)}{RECORD}")
    mark = line.locator("a").evaluate("link => getComputedStyle(link, '::after').content")
    assert "↗" in mark
    assert Wording(catalogue, language).label("offline.needs_connection") in mark
    inside = page.locator(".brand").evaluate("link => getComputedStyle(link, '::after').content")
    assert inside == "none"


@pytest.mark.parametrize(
    ("language", "words", "facet"),
    [
        ("es", "migracion laboral", "Programas"),
        ("fr", "annee", "Réunions"),
        ("en", "SICREMI", "Documents"),
    ],
)
def test_the_search_of_the_stick_is_that_of_the_site(
    language: str, words: str, facet: str, stick: Path, served: Server, new_page: NewPage
) -> None:
    found = []
    for start in ((stick / home(language) / "index.html").as_uri(), served.address + home(language)):
        page = new_page(start)
        page.locator("#home-search").fill(words)
        page.keyboard.press("Enter")
        result(page)
        count = page.locator(".search__count").inner_text()
        box = page.locator(".search__facets input[name=kind]").filter(visible=True)
        chosen = page.locator(".search__facets label", has_text=re.compile(rf"^{facet}")).locator("input")
        assert box.count() > 3
        chosen.check()
        expect(page.locator(".search__count")).not_to_have_text(count)
        narrowed = page.locator(".search__count").inner_text()
        titles = page.locator(".search__results a").all_inner_texts()
        assert "&kind=" in page.url
        found.append((count, narrowed, titles, page.locator(".search__results p").all_inner_texts()))
        result(page)
        page.locator(".search__results a").first.click()
        expect(page.locator("article.record")).to_be_visible()
    assert found[0] == found[1]
    assert int(re.sub(r"\D", "", found[0][1].split(" ")[0])) > 0


def test_the_maps_of_the_stick_lead_on(stick: Path, new_page: NewPage) -> None:
    page = new_page((stick / "es/countries/index.html").as_uri())
    state = page.locator("svg.map a[href$='countries/mx/index.html']").first
    assert (page.locator("svg.map").bounding_box() or {"height": 0})["height"] > 200
    state.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url((stick / "es/countries/mx/index.html").as_uri())


def test_the_filters_of_the_stick_narrow_and_are_kept(stick: Path, new_page: NewPage) -> None:
    page = new_page((stick / "es/minpet/index.html").as_uri())
    rows = page.locator("tr.entry:visible")
    before = rows.count()
    page.locator("select[name=destination]").select_option("us")
    assert 0 < rows.count() < before
    narrowed = rows.count()
    assert page.url.endswith("index.html?destination=us")
    page.reload()
    assert rows.count() == narrowed
    page.goto((stick / "es/minpet/for-me/index.html").as_uri())
    page.locator("select[name=nationality]").select_option("jm")
    assert page.url.endswith("index.html#nationality=jm")
    page.goto((stick / "es/compare/index.html").as_uri())
    page.locator(".compare form select").nth(0).select_option("mx")
    expect(page.locator("table[data-compare] thead th:visible")).to_have_count(1)


def test_the_stick_offers_the_zip_in_place_of_the_browser(
    stick: Path, catalogue: Catalogue, address: str, new_page: NewPage
) -> None:
    page = new_page((stick / "fr" / PAGE / "index.html").as_uri())
    expect(page.locator(".keep [role=status]")).to_have_text(Wording(catalogue, "fr").label("offline.unable"))
    expect(page.locator(".keep button:visible")).to_have_count(0)
    expect(page.locator("td + td a, th a").first).to_have_attribute("href", address + zip_of("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stick_in_one_language_opens_with_its_home_page(
    language: str, built: Path, tmp_path: Path, new_page: NewPage
) -> None:
    with zipfile.ZipFile(built / zip_of(language)) as archive:
        archive.extractall(tmp_path)
    page = new_page((tmp_path / "index.html").as_uri())
    expect(page).to_have_url((tmp_path / home(language) / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("[data-search-link]").click()
    page.locator("#search-field").fill("2738")
    assert result(page).startswith("file:")


# The page that offers both.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_large_each_file_is(language: str, built: Path, served: Server) -> None:
    tree = html.parse(str(built / home(language) / PAGE / "index.html")).getroot()
    rows = tree.xpath("//tr[.//@data-size]")
    assert len(rows) == len(LANGUAGES) + 1
    for row in rows:
        path = row.xpath(".//@data-size")[0]
        size = (built / path).stat().st_size / 1_000_000
        said = float(row.xpath("string(.//@data-size/..)").split()[0].replace(",", "."))
        assert said == pytest.approx(size, abs=0.5 if size >= 10 else 0.05)
        assert path in row.xpath(".//a/@href")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_page_names_the_zip(
    language: str, served: Server, catalogue: Catalogue, new_page: NewPage
) -> None:
    page = new_page(f"{served.address}{home(language)}{PAGE}", java_script_enabled=False)
    expect(page.locator(".keep noscript p")).to_be_visible()
    expect(page.locator(".keep noscript p")).to_have_text(
        Wording(catalogue, language).label("offline.no_script")
    )
    expect(page.locator(".keep button:visible, .keep progress:visible")).to_have_count(0)
    expect(page.locator("a[download]").first).to_be_visible()


def test_nothing_is_stored_before_it_is_asked_for(served: Server, new_page: NewPage) -> None:
    page = new_page(f"{served.address}es/{PAGE}")
    expect(page.locator("[data-do=keep]")).to_be_visible()
    page.goto(f"{served.address}es/{RECORD}")
    assert stored(page) == []
    assert page.context.cookies() == []
    assert page.locator("link[rel=manifest]").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_can_be_installed(language: str, served: Server, built: Path, new_page: NewPage) -> None:
    page = new_page(f"{served.address}{home(language)}{PAGE}")
    browser = page.context.new_cdp_session(page)
    said = browser.send("Page.getAppManifest")
    assert said["errors"] == []
    assert said["url"] == served.address + manifest_of(language)
    assert json.loads(said["data"])["lang"] == language
    assert said["manifest"]["startUrl"] == served.address + home(language)
    assert said["manifest"]["scope"] == served.address
    wrong = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one for one in wrong if one["errorId"] != "in-incognito"] == []
    assert all((built / path).is_file() for path in icons())


# The copy in the browser.


def keep(page: Page, catalogue: Catalogue, language: str) -> None:
    """Press the button and wait until the site is kept."""
    label = Wording(catalogue, language).label
    button = page.locator("[data-do=keep]")
    expect(button).to_have_text(label("offline.keep"))
    button.press("Enter")
    expect(button).to_have_text(label("offline.update"), timeout=120_000)
    expect(button).to_be_focused()
    expect(page.locator("[data-do=remove]")).to_be_visible()


def cut(context: BrowserContext, server: Server) -> None:
    """Take the connection away, and the server with it."""
    context.set_offline(True)
    server.close()


def stored(page: Page) -> list[str]:
    """Return the names of what the browser stores, and the scopes of the workers that answer in it."""
    return page.evaluate("""async () => [
      ...await caches.keys(), ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
    ]""")


def no_connection(new_page: NewPage) -> None:
    """Forgive the browser for saying that there is no connection."""
    new_page.wrong[:] = [one for one in new_page.wrong if "net::ERR_" not in one]


def status(page: Page) -> Locator:
    return page.locator(".keep [role=status]")


def test_a_kept_site_is_read_without_a_connection(
    catalogue: Catalogue, host: Host, new_page: NewPage
) -> None:
    label = Wording(catalogue, "es").label
    page = new_page(f"{host.address}es/{PAGE}")
    expect(status(page)).to_contain_text(label("offline.nothing_kept"))
    expect(status(page)).to_contain_text("MB")
    keep(page, catalogue, "es")
    expect(status(page)).to_contain_text(label("offline.current"))
    expect(status(page)).to_contain_text(DAYS["es"])
    page.goto(f"{host.address}es/{RECORD}")
    expect(page.locator(".copy-line")).to_have_count(0)  # with a connection, this is the site itself
    cut(page.context, host)

    page.goto(f"{host.address}es/countries/mx/?a=b#laws")
    expect(page.locator("article.record h1")).to_have_text("México")
    line = page.locator("#content > .copy-line")
    expect(line).to_contain_text(
        re.compile(r"Está leyendo la copia guardada en este navegador el \d+(\.º)? de \w+ de \d{4}\.")
    )
    expect(page.locator("h1")).to_have_css("font-weight", "600")
    expect(page.locator("[data-scheme-switch]")).to_be_visible()

    page.keyboard.press("/")
    expect(page).to_have_url(f"{host.address}es/search/")
    page.locator("#search-field").fill("migracion")
    assert result(page).startswith(f"{urlsplit(host.address).path}es/")
    page.locator(".search__results a").first.click()
    expect(line).to_be_visible()

    page.goto(f"{host.address}es/minpet")  # without the slash, as people write it
    expect(page).to_have_url(f"{host.address}es/minpet/")
    page.locator("select[name=destination]").select_option("us")
    expect(page.locator("tr.entry:visible").first).to_be_visible()

    page.goto(f"{host.address}fr/")
    expect(page.locator("h1")).to_have_text(label("offline.missing"))
    page.locator("main a").first.click()
    expect(page).to_have_url(f"{host.address}es/")

    line.locator("a").click()
    expect(page).to_have_url(f"{host.address}es/{PAGE}")
    page.locator("[data-do=keep]").click()
    expect(status(page)).to_contain_text(label("offline.failed"))
    expect(page.locator("[data-do=keep]")).to_have_text(label("offline.update"))
    page.locator("[data-do=remove]").click()
    expect(status(page)).to_contain_text(label("offline.removed"))
    expect(page.locator("[data-do=keep]")).to_have_text(label("offline.keep"))
    assert stored(page) == []
    no_connection(new_page)


def test_an_old_copy_asks_for_an_update_and_a_newer_one_is_offered(
    catalogue: Catalogue, host: Host, new_page: NewPage
) -> None:
    label = Wording(catalogue, "fr").label
    page = new_page(f"{host.address}fr/{PAGE}")
    keep(page, catalogue, "fr")
    base = urlsplit(host.address).path
    before = stored(page)
    page.evaluate(CHANGE, [base, {"kept": 0, "sha256": "another", "date": "1er janvier 1970"}])

    page.context.set_offline(True)
    page.goto(f"{host.address}fr/{RECORD}")
    line = page.locator("#content > .copy-line.notice--warn")
    expect(line).to_contain_text("1er janvier 1970")
    expect(line).to_contain_text("30")
    line.locator("a").click()
    expect(page).to_have_url(f"{host.address}fr/{PAGE}")

    page.context.set_offline(False)
    page.reload()
    expect(status(page)).to_contain_text(label("offline.newer", day=DAYS["fr"]))
    page.locator("[data-do=keep]").click()
    expect(status(page)).to_contain_text(label("offline.current"))
    expect(status(page)).not_to_contain_text("1970")
    assert stored(page) == before


def test_a_connection_that_does_not_answer_is_not_waited_for(
    catalogue: Catalogue, host: Host, new_page: NewPage
) -> None:
    page = new_page(f"{host.address}{PAGE}")
    keep(page, catalogue, "en")
    host.waits = True
    for place in (RECORD, "countries/"):
        page.goto(f"{host.address}{place}")
        expect(page.locator("#content > .copy-line")).to_be_visible()
        expect(page.locator("h1")).to_have_css("font-weight", "600")
    host.waits = False


@pytest.mark.parametrize("wrong", ["cut short", "another"])
def test_what_did_not_arrive_whole_is_not_kept(
    wrong: str, catalogue: Catalogue, built: Path, host: Host, new_page: NewPage
) -> None:
    label = Wording(catalogue, "en").label
    page = new_page(f"{host.address}{PAGE}")
    content = (built / bundle_of("en")).read_bytes()
    arrives = content[:-9] if wrong == "cut short" else content[:-9] + bytes(9)
    page.route("**/*.bundle*", lambda route: route.fulfill(body=arrives))
    page.locator("[data-do=keep]").click()
    expect(status(page)).to_contain_text(label("offline.failed"))
    expect(page.locator("[data-do=keep]")).to_have_text(label("offline.keep"))
    assert stored(page) == []


def test_copies_in_two_languages_are_removed_one_by_one(
    catalogue: Catalogue, host: Host, new_page: NewPage
) -> None:
    page = new_page(f"{host.address}{PAGE}")
    keep(page, catalogue, "en")
    page.locator(".languages a[hreflang=fr]").click()
    expect(status(page)).to_contain_text(Wording(catalogue, "fr").label("offline.nothing_kept"))
    keep(page, catalogue, "fr")
    assert len(stored(page)) == 4  # two copies, what is said of them, and who answers
    page.locator("[data-do=remove]").click()
    expect(status(page)).to_contain_text(Wording(catalogue, "fr").label("offline.removed"))
    page.context.set_offline(True)
    page.goto(f"{host.address}{RECORD}")
    expect(page.locator("#content > .copy-line")).to_be_visible()
    page.goto(f"{host.address}fr/{RECORD}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text(Wording(catalogue, "en").label("offline.missing"))
    no_connection(new_page)
