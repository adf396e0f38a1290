"""The site, built once for all tests of this folder, served, and one browser to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from support_lighthouse import CHROME_FLAGS, chromium
from support_site import ROOT, Based, Build, Server, add_portuguese, copy_tree, leave_out_french

from cam.loading import load
from cam.store import Catalogue

PREVIEW = "https://example.org/REPO/preview-7/"

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT)[0]


@pytest.fixture(scope="session")
def _builds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Build]]:
    """The first build; beside it, on the second processor, the one that must be the same, where a test asks for it."""
    names = ["first"]
    if any("again" in getattr(item, "fixturenames", ()) for item in request.session.items):
        names.append("again")
    builds = {name: Build(copy_tree(tmp_path_factory.mktemp(name) / "tree")) for name in names}
    yield builds
    for build in builds.values():
        build.stop()


@pytest.fixture(scope="session")
def built(_builds: dict[str, Build]) -> Path:
    """The folder of the built site, with the address that data/site.yaml says."""
    return _builds["first"].folder


@pytest.fixture(scope="session")
def again(_builds: dict[str, Build]) -> Path:
    """The folder of a second build of the same tree, in another place."""
    return _builds["again"].folder


@pytest.fixture(scope="session")
def address(catalogue: Catalogue) -> str:
    """The address of the site in data/site.yaml, with a slash at the end."""
    assert catalogue.settings
    return catalogue.settings.address.rstrip("/") + "/"


@pytest.fixture(scope="session")
def served(built: Path, address: str) -> Iterator[Server]:
    """The built site under the path of its address."""
    server = Server(urlsplit(address).path, built)
    yield server
    server.close()


@pytest.fixture(scope="session")
def _others(
    built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Based]]:
    """Sites for other addresses, those that tests ask for; built side by side, once the first build is done."""
    assert built
    asked = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    servers, builds = {"local": Server("/"), "preview": Server(urlsplit(PREVIEW).path)}, {}
    for name, address in {"local": servers["local"].address, "preview": PREVIEW}.items():
        if name in asked or "based" in asked:
            tree = copy_tree(tmp_path_factory.mktemp(name) / "tree")
            if name == "preview":
                leave_out_french(tree)
                add_portuguese(tree)
            builds[name] = (address, Build(tree, SITE_URL=address))
    try:
        sites = {}
        for name, (address, build) in builds.items():
            servers[name].folder = build.folder
            sites[name] = Based(address, build.folder, servers[name])
        yield sites
    finally:
        for _, build in builds.values():
            build.stop()
        for server in servers.values():
            server.close()


@pytest.fixture(scope="session")
def local(_others: dict[str, Based]) -> Based:
    """The site at the root of a domain, served at the very address that its pages say."""
    return _others["local"]


@pytest.fixture(scope="session")
def preview(_others: dict[str, Based]) -> Based:
    """The site as a preview, with two pages that are not translated into French, and with Portuguese begun."""
    return _others["preview"]


@pytest.fixture(scope="session")
def trees(built: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site by its place below the site's root, e.g. "fr/mandates/ag-res-2738-2/"; not 404.html."""
    return {
        path.relative_to(built).as_posix().removesuffix("index.html"): html.parse(str(path)).getroot()
        for path in sorted(built.rglob("index.html"))
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    flags = [flag for flag in CHROME_FLAGS if not flag.startswith("--headless")]
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield chrome
        chrome.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens pages, each in a fresh profile. No page may throw, miss a file or ask another host, whatever is tested."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(address).netloc
        page.on("pageerror", lambda error: wrong.append(f"script error on {page.url}: {error}"))
        page.on(
            "console",
            lambda said: said.type == "error" and wrong.append(f"console of {page.url}: {said.text}"),
        )
        page.on(
            "request",
            lambda asked: (
                urlsplit(asked.url).netloc not in (host, "")
                and wrong.append(f"asked another host: {asked.url}")
            ),
        )
        page.on(
            "response",
            lambda answer: answer.status >= 400 and wrong.append(f"{answer.status}: {answer.url}"),
        )
        page.goto(address)
        return page

    opened.wrong = wrong  # a test that provokes an answer of 404 takes it out
    yield opened
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)
