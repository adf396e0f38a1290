"""A copy for use without a connection says what is only on the site: the sizes of the copies, the other languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from test_offline import LANGUAGES, SITE, archive, built, files, opened  # noqa: F401 (fixtures)

from cam import offline
from cam.knowledge import Site
from cam.offers import offline as addresses
from cam.offline import choice

SIZES = {"en": "given on the site", "es": "consta en el sitio", "fr": "indiquée sur le site"}
NEEDS = {"en": "(needs a connection)", "es": "(necesita conexión)", "fr": "(connexion nécessaire)"}


def below(language: str) -> str:
    return "" if language == "en" else f"{language}/"


def header(language: str, current: str) -> str:
    """Return a link to a language as the header of a page has it."""
    href = f"../{'../' if current != 'en' else ''}{below(language)}laws/"
    mark = ' aria-current="true"' if language == current else ""
    code = language.upper()
    return f'<a href="{href}" lang="{language}" hreflang="{language}"{mark} aria-label="{code} N">{code}</a>'


@pytest.fixture
def with_header(files: choice.Files) -> choice.Files:  # noqa: F811
    """Return a small built site whose pages on laws lead to the other languages."""
    found = dict(files)
    for current in LANGUAGES:
        name = f"{below(current)}laws/index.html"
        links = "".join(header(language, current) for language in LANGUAGES)
        found[name] = found[name].replace(b"<body>", f"<body>{links}".encode())
    return found


def languages(page: bytes) -> dict[str, tuple[str, str]]:
    """Return where the links to the languages lead, and what a screen reader says of them."""
    links = html.fromstring(page).xpath("//a[@lang]")
    return {link.get("lang"): (link.get("href"), link.get("aria-label")) for link in links}


@pytest.mark.parametrize("alone", LANGUAGES)
def test_a_link_to_a_language_that_is_not_in_the_copy_says_so(
    alone: str, miniature: Site, with_header: choice.Files
) -> None:
    held = opened(archive(miniature, with_header, [alone]))
    for language, (href, said) in languages(held[f"{below(alone)}laws/index.html"]).items():
        if language == alone:
            assert not href.startswith("http")
            assert said == f"{language.upper()} N"
        else:
            assert href == f"{SITE}{below(language)}laws/"
            assert said == f"{language.upper()} N {NEEDS[alone]}"


def test_the_sign_goes_by_the_language_of_the_page(miniature: Site, with_header: choice.Files) -> None:
    """A link to French is itself in French: a rule for what is in Spanish would pass it by."""
    style = opened(archive(miniature, with_header, ["es"]))["assets/cam.css"].decode()
    assert '\nhtml:lang(es) a[href^="http"]::after{' in style
    assert f'content:"\u00a0↗"/"{NEEDS["es"]}"' in style


def test_a_copy_of_all_languages_marks_none_of_them(miniature: Site, with_header: choice.Files) -> None:
    held = opened(archive(miniature, with_header, LANGUAGES))
    for current in LANGUAGES:
        for language, (href, said) in languages(held[f"{below(current)}laws/index.html"]).items():
            assert not href.startswith("http")
            assert said == f"{language.upper()} N"


def test_the_copies_send_to_the_site_for_their_sizes(miniature: Site, built: Path) -> None:  # noqa: F811
    pages = {language: f"{below(language)}{addresses.PAGE}index.html" for language in LANGUAGES}
    offline.write(miniature, built)
    held = opened((built / addresses.zip_of()).read_bytes())
    for language, name in pages.items():
        place = f'<span data-size="{addresses.zip_of()}">'
        assert f"{place}{SIZES[language]}</span>" in held[name].decode()
        kept = (built / addresses.bundle_of(language)).read_bytes()
        assert SIZES[language] in unpacked(kept)
        here = (built / name).read_text("utf-8")
        assert SIZES[language] not in here, "the page on the site gives the size"
        assert f"{place}0" in here or f"{place}1" in here


def unpacked(bundle: bytes) -> str:
    import gzip

    return gzip.decompress(bundle).decode()
