"""What is written for programs stays as it is when typography is put right: code, addresses, Markdown, HTML."""

from __future__ import annotations

import bless
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cam import prose
from cam.terminology.hidden import END, HIDDEN, hidden
from cam.terminology.mending import mended

LANGUAGES = ("en", "es", "fr")
NBSP = "\u00a0"
HEAD = "---\ntitle: T\ndescription: D.\n---\n\n"
PAGES = {
    path.relative_to(bless.ROOT).as_posix(): path.read_text("utf-8")
    for language in LANGUAGES
    for path in sorted((bless.ROOT / "docs" / language).rglob("*.md"))
    if not prose.is_generated(path)
}

STAYS = [
    "Texte.\n\n    ![Image](x.png) ; l'un\n",
    "- Texte.\n\n    ![Image](x.png)",
    '- Texte.\n\n    !!! note "L\'avis ; le reste"\n        Suite.',
    '!!! note "L\'avis ; le reste"\n    Suite.',
    '??? tip "Avis"\n    Suite.',
    "Texte.\n\n    cam form a.md ; cam check  b.md 'x'\n\n    fr: l'un\n",
    "~~~\nfr: l'un ; x\n~~~",
    "- Texte.\n\n    ```yaml\n    fr: l'un ; x\n    ```",
    "- Texte.\n\n        fr: l'un ; x",
    "``` \nfr: l'un ; x",
    "Le `code ; de\nl'un` reste.",
    "Le ``a `b ; l'un` c`` reste.",
    "<pre>l'un ; l'autre</pre>",
    "<code>l'un ; l'autre</code>",
    "<style>\np{a: b;c : d}\n</style>",
    '<a href="x?a;b" title="l\'un ; x">',
    "{% set a = 'l\\'un ; x' %}",
    '{{ cam_list("mandates") }}',
    '![x](y.png){ width=50% style="a: b;c" }',
    "a&nbsp;b &laquo;x&raquo; &amp;c &#39;",
    "www.oas.org/index.php?id=3;b=2",
    "oas.org/index.php?id=3;b=2!c",
    "https://www.oas.org/x?a;b%20c",
    "x@oas.org?subject=l'essai;b",
    "[texte](a/OEA_(organisation);x?a)",
    '[texte](a.md "l\'un ; x")',
    "[texte]: https://example.org/a;b 'l'un ; x'",
    "1.  Un\n2.  Deux\n    -   Trois",
    "| a  | b |\n|---|:-:|\n|  c |  d  |",
]


@pytest.mark.parametrize("text", STAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_for_programs_stays(text: str, language: str) -> None:
    assert mended(f"docs/{language}/a.md", HEAD + text, LANGUAGES) == HEAD + text


CHANGES = [
    ("- L'un ; x\n\n    L'autre ; y", f"- L’un{NBSP}; x\n\n    L’autre{NBSP}; y"),
    ("!!! note\n    L'un ; x", f"!!! note\n    L’un{NBSP}; x"),
    ("Texte\n    l'un ; x", f"Texte\n    l’un{NBSP}; x"),  # a paragraph goes on, however far it is indented
    ("Voir l'[atelier](a.md) ; `l'un`.", f"Voir l’[atelier](a.md){NBSP}; `l'un`."),
    ("> L'un ; x", f"> L’un{NBSP}; x"),
    ("# L'un : x\n\n1. L'autre", f"# L’un{NBSP}: x\n\n1. L’autre"),
    ("Écrire à x@oas.org ; l'un.", f"Écrire à x@oas.org{NBSP}; l’un."),
    ("L'un ` seul ; x\n\nL'autre ` ; y", f"L’un ` seul{NBSP}; x\n\nL’autre `{NBSP}; y"),
]


@pytest.mark.parametrize(("text", "right"), CHANGES)
def test_what_is_for_readers_is_put_right(text: str, right: str) -> None:
    assert mended("docs/fr/a.md", HEAD + text, LANGUAGES) == HEAD + right
    assert _bare(_html(text)) == _bare(_html(right))


def _html(text: str) -> str:
    return markdown.markdown(text, extensions=["attr_list", "admonition", "tables", "toc"])


def _bare(text: str) -> str:
    """Return a text without the signs that are put right, and without any space."""
    return "".join(text.split()).replace("’", "'").replace("…", "...")


def worse(text: str, language: str) -> str:
    """Return a text as a plain keyboard types it."""
    text = text.replace("’", "'")
    return text.replace(NBSP, " ") if language == "fr" else text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_this_site_typed_on_a_plain_keyboard_is_the_same_afterwards(name: str) -> None:
    language = name.split("/")[1]
    typed = worse(PAGES[name], language)
    made = mended(name, typed, LANGUAGES)
    assert mended(name, made, LANGUAGES) == made
    assert worse(made, language) == typed
    assert _bare(_html(made)) == _bare(_html(PAGES[name]))


def test_records_keep_their_addresses_and_entities() -> None:
    text = "id: x\ntitle:\n  fr: Voir www.oas.org/index.php?id=3;b=2\n"
    assert mended("data/laws/x.yaml", text, LANGUAGES) == text


@given(
    st.lists(
        st.sampled_from(
            [*STAYS, "`", "``", "~~~", "    ", "\n", "\n\n", "- ", "l'un ; x", "<pre>", "(", "]("]
        )
    )
)
@settings(max_examples=300)
def test_hiding_changes_no_length_and_no_line(parts: list[str]) -> None:
    text = "".join(parts)
    found = hidden(text)
    assert len(found) == len(text)
    assert all(now in (before, HIDDEN) for before, now in zip(text, found, strict=True))
    assert [len(line) for line in found.split("\n")] == [len(line) for line in text.split("\n")]


def test_nothing_is_hidden_across_two_passages() -> None:
    assert hidden(f"a ` b{END}c ` d") == f"a ` b{END}c ` d"
    assert hidden(f"```\na{END}l'un ; x").endswith(f"{END}l'un ; x")


@pytest.mark.parametrize(
    "sign", ["`", "``", "~~~\n", "<pre ", "<", "{", "{{", "](", "(", "&a", "@", "www.", "- ", "    \n"]
)
def test_no_text_keeps_it_busy(sign: str) -> None:
    hidden(sign * 6000)
    hidden("".join(f"{'`' * (number % 90)} x " for number in range(2000)))
