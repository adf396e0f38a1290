"""Pieces for other sites: they load nothing, run nothing, say where they are from, and keep texts what they are."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from dataclasses import replace
from urllib.parse import urlsplit

import bless
import pytest
from lxml import html
from support_site import day_said

from cam import embed, offers
from cam.frame import place_of
from cam.knowledge import Site
from cam.model import Text
from cam.model.law import Country
from cam.model.records import Meeting
from cam.offers import Offer
from cam.offers.embeds import frame_of
from cam.outputs import embeds
from cam.prose import read_pages
from cam.render import blocks
from cam.store import Catalogue, is_example, key
from cam.views import embeds as pieces
from cam.views.blocks import Anchor, Badge, Chart, Code, Drawing, Line
from cam.views.reader import Reader

LANGUAGES = ("en", "es", "fr")
BASE = "https://cam-knowledge-base.github.io/site/"
LIMIT = 15_000
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "]]> --> </style></svg> &amp; &lt;",
    "{{ 7*7 }} {% raw %}",
    "\u05e9\u05dc\u05d5\u05dd \U0001f600",
)


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY))


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, bytes]:
    """Return every piece in two languages by its path."""
    return embeds.build(site, "en") | embeds.build(site, "fr")


@pytest.fixture(scope="module")
def documents(made: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    found = {path: content.decode() for path, content in made.items() if path.endswith(".html")}
    return {path: html.document_fromstring(content) for path, content in found.items()}


@pytest.fixture(scope="module")
def fragments(made: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    """Return the fragments; each must be one element."""
    return {
        path: html.fragment_fromstring(content.decode())
        for path, content in made.items()
        if path.endswith(".txt")
    }


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# What there is.


def test_there_is_a_piece_for_the_meetings_each_state_and_each_chart(
    real: Catalogue, made: dict[str, bytes]
) -> None:
    paths = {path.removeprefix("fr/") for path in made}
    assert {f"embed/{name}" for name in ("next-meetings.html", "next-meetings.txt")} <= paths
    states = [country.id for country in real.all(Country)]
    assert len(states) == 35
    for state in states:
        assert {f"embed/countries/{state}.html", f"embed/charts/{state}/stock-chart.html"} <= paths
    assert "embed/charts/stock/bars-immigrants.txt" in paths
    assert "embed/charts/protection/left-chart-refugees-from.html" in paths
    assert len(made) == 2 * len(paths)
    assert {path.rpartition(".")[0] for path in paths if path.endswith(".html")} == {
        path.rpartition(".")[0] for path in paths if path.endswith(".txt")
    }


def test_every_piece_is_offered_beside_the_page_that_it_is_from(site: Site, made: dict[str, bytes]) -> None:
    paths = ["calendar/", "calendar/months/", "meetings/"]
    paths += [f"figures/{name}/" for name in ("stock", "origins", "protection", "remittances")]
    for country in site.catalogue.all(Country):
        paths += [f"{key(country)}/", f"{key(country)}/figures/"]
    for language, folder in (("en", ""), ("fr", "fr/")):
        found = {offer.path for path in paths for offer in offered(site.catalogue, language, path)}
        assert found == {
            path for path in made if path.startswith(f"{folder}embed/") and path.endswith(".html")
        }


def offered(catalogue: Catalogue, language: str, path: str) -> list[Offer]:
    reader = Reader(catalogue, language, path)
    return list(offers.embeds.offers(reader, path, catalogue.find(path.strip("/"))))


@pytest.mark.parametrize(
    "path", ["", "laws/", "figures/", "figures/corridors/", "countries/", "countries/mx/brief/"]
)
def test_other_pages_offer_no_piece(site: Site, path: str) -> None:
    assert offered(site.catalogue, "en", path) == []


def test_the_page_on_pieces_lists_them_all(site: Site, made: dict[str, bytes]) -> None:
    page = html.fragment_fromstring(
        embed.say(site, "cam_show", "fr", "data/embed/", "data-embeds"), create_parent=True
    )
    listed = {href.removeprefix("../../../") for href in page.xpath("//td//a/@href")}
    assert listed == {path for path in made if path.startswith("fr/")}
    names = page.xpath("//td//a/@aria-label")
    assert len(names) == len(set(names)) == len(listed)
    frames = page.xpath("//iframe")
    assert [frame.get("src").removeprefix("../../../") in made for frame in frames] == [True] * 3
    assert all(frame.get("title") and frame.get("loading") == "lazy" for frame in frames)


def test_what_is_to_be_copied_is_a_frame_that_works_anywhere(site: Site, made: dict[str, bytes]) -> None:
    page = html.fragment_fromstring(
        embed.say(site, "cam_show", "es", "data/embed/", "data-embeds"), create_parent=True
    )
    (code,) = page.xpath("//pre")
    assert code.get("tabindex") == "0"
    assert code.get("aria-label") == "Un marco para copiar"
    frame = html.fragment_fromstring(code.text_content())
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{BASE}es/embed/next-meetings.html"
    assert frame.get("title") == "Próximas reuniones – Base de conocimientos de la CAM"
    assert (frame.get("loading"), frame.get("width"), frame.get("height")) == ("lazy", "400", "600")


@pytest.mark.parametrize("text", ['<a>\n  b &amp; "c"\n\n    d', "x\n"])
def test_code_is_shown_as_it_is(miniature: Site, text: str) -> None:
    reader = Reader(miniature.catalogue, "en", "about/")
    page = html.fragment_fromstring(blocks(reader, [Code("To copy", text=text)]))
    assert page.xpath("string(//pre/code)") == text


# Nothing is loaded, nothing runs.


LOADS = " | ".join(
    [
        *(
            f"//{name}"
            for name in ("script", "img", "object", "embed", "iframe", "audio", "video", "source", "form")
        ),
        *("//base", "//frame", "//*[@src]", "//*[@srcset]", "//*[@background]", "//meta[@http-equiv]"),
        *(f"//*[local-name()='{name}']" for name in ("image", "use", "foreignObject", "animate", "set")),
        "//link[not(@rel='canonical') and not(@rel='icon' and @href='data:,')]",
    ]
)


def test_no_piece_loads_or_runs_anything(documents: dict, fragments: dict, made: dict[str, bytes]) -> None:
    assert len(documents) + len(fragments) == len(made)
    for path, tree in [*documents.items(), *fragments.items()]:
        assert tree.xpath(LOADS) == [], path
        names = {name for element in tree.iter(html.etree.Element) for name in element.attrib}
        assert not [name for name in names if name.startswith("on")], path
        styles = [*tree.xpath("//style/text()"), *tree.xpath("//@style")]
        assert not re.search(r"url\(|@import|expression|image\(", " ".join(styles)), path
        assert tree.xpath("//@id") == [], "two pieces on one page would bear the same"
    assert not [
        path for path, tree in fragments.items() if tree.xpath(".//style | .//html | .//head | .//title")
    ]


def test_every_link_is_whole_and_opens_a_window_of_its_own(documents: dict, fragments: dict) -> None:
    for path, tree in [*documents.items(), *fragments.items()]:
        links = tree.xpath("//a")
        assert len(links) >= 3, path
        for link in links:
            assert urlsplit(link.get("href")).scheme == "https", path
            assert link.get("target") == "_blank", path
            assert "noopener" in link.get("rel").split(), path
            assert said(link), path


def test_links_to_this_site_lead_to_its_pages(site: Site, documents: dict) -> None:
    catalogue = site.catalogue
    pages = {page.url for page in site.pages} | {f"{key(record)}/" for record in catalogue.every()}
    pages |= {f"{key(country)}/figures/" for country in catalogue.all(Country)}
    for tree in documents.values():
        for link in [*tree.xpath("//a/@href"), *tree.xpath("//link[@rel='canonical']/@href")]:
            if link.startswith(BASE):
                inside = urlsplit(link.removeprefix(BASE)).path.removeprefix("fr/")
                assert inside in pages or inside.endswith(".csv"), link


def test_each_piece_is_light(made: dict[str, bytes]) -> None:
    heaviest = max(made, key=lambda path: len(gzip.compress(made[path])))
    assert len(gzip.compress(made[heaviest])) <= LIMIT, heaviest


# What a piece says of itself.


def test_a_document_names_its_language_title_and_page(documents: dict) -> None:
    for path, tree in documents.items():
        assert tree.get("lang") == ("fr" if path.startswith("fr/") else "en")
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
        (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
        assert canonical.startswith(BASE)
        assert "#" not in canonical
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
        assert said(tree.xpath("//title")[0]).startswith(
            re.split(r" [A-Z]{2}$", said(tree.xpath("//h1")[0]))[0]
        )


def test_each_piece_says_where_it_is_from(documents: dict, fragments: dict) -> None:
    lines = {
        "en": "CAM Knowledge Base · Unofficial edition · "
        f"Last change of the data: {day_said('en')} · CC BY 4.0",
        "fr": "Base de connaissances de la CAM · Édition non officielle · "
        f"Dernière modification des données : {day_said('fr')} · CC BY 4.0",
    }
    for path, tree in [*documents.items(), *fragments.items()]:
        origin = tree.xpath("//p[@class='small origin']")[-1]
        assert said(origin) == lines["fr" if path.startswith("fr/") else "en"]
        assert origin.xpath("a[1]/@href")[0].startswith(BASE)


def test_a_fragment_says_the_same_as_the_document(documents: dict, fragments: dict) -> None:
    for path, tree in documents.items():
        fragment = fragments[path.removesuffix("html") + "txt"]
        assert said(fragment) == said(tree.xpath("//main")[0]), path
        assert fragment.get("lang") == tree.get("lang")
        assert [h.tag for h in fragment.xpath("//h1 | //h2 | //h3")] == ["h3"]


def test_a_chart_has_a_description_a_credit_and_the_ways_to_its_figures(documents: dict) -> None:
    tree = documents["embed/charts/mx/stock-chart.html"]
    (drawing,) = tree.xpath("//svg")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label").startswith("Mexico: Immigrants and emigrants. Lines from 1990 to 2024.")
    assert said(tree.xpath("//details/p")[0]) == drawing.get("aria-label")
    text = said(tree.xpath("//p[@class='small']")[0])
    assert text.startswith(
        "Source: United Nations DESA, Population Division, International Migrant Stock 2024"
    )
    assert "(CC BY 3.0 IGO, license not confirmed)" in text
    ways = tree.xpath("//ul[@class='ways']//a/@href")
    assert ways == [f"{BASE}countries/mx/figures/#stock", f"{BASE}countries/mx/figures/figures.csv"]
    charts = [tree for path, tree in documents.items() if "/charts/" in path]
    assert all(tree.xpath("count(//svg[@aria-label])=1 and count(//p[@class='small'])=1") for tree in charts)


def test_the_card_of_a_state_gives_membership_and_figures_with_year_and_source(documents: dict) -> None:
    tree = documents["embed/countries/mx.html"]
    lines = [said(line) for line in tree.xpath("//ul[@class='lines']/li")]
    assert lines[0] == "Membership of the OAS: Member state" or lines[0].endswith(": Member state")
    assert "Immigrants, 2024: 1,726,089" in lines
    assert "Emigrants, 2024: 11,596,529" in lines
    assert "United Nations DESA, Population Division" in said(tree)
    assert tree.xpath("//a[starts-with(., '1,726')]/@href") == [f"{BASE}countries/mx/figures/#stock-2024"]
    assert f"{BASE}countries/mx/#portals" in tree.xpath("//ul[@class='ways']//a/@href")


def test_what_is_not_confirmed_is_marked(miniature: Site) -> None:
    country = miniature.catalogue.get(Country, "cr")
    for unsure, marked in (([], False), (["membership"], True)):
        state = country.model_copy(update={"unsure": unsure})
        reader = Reader(miniature.catalogue, "en", "countries/cr/")
        piece = pieces.card(reader, state, BASE)
        assert ("(Not confirmed)" in said(html.document_fromstring(filled(reader, piece)))) == marked


def filled(reader: Reader, piece: pieces.Piece) -> str:
    return embeds._filled(reader, "embed.html", piece).decode()


# The next meetings.


def meetings(site: Site, today: str, language: str = "en") -> html.HtmlElement:
    reader = Reader(site.catalogue, language, "calendar/")
    piece = pieces.next_meetings(reader, place_of(site.catalogue).site, dt.date.fromisoformat(today))
    return html.document_fromstring(filled(reader, piece))


TIMES = [
    ("2026-11-21", "Next meetings", ["Workshop on integration (Planned)", "Forum (Planned)"]),
    ("2027-02-16", "Next meetings", ["Workshop on integration (Planned)", "Forum (Planned)"]),
    ("2027-02-17", "Next meetings", ["Forum (Planned)"]),
    ("2028-12-31", "Next meetings", ["Forum (Planned)"]),
    ("2029-01-01", "Last meetings on record", ["Forum (Planned)", "Workshop on integration (Planned)"]),
]


@pytest.mark.parametrize(("today", "title", "expected"), TIMES)
def test_the_next_meetings_are_those_that_are_not_over(
    miniature: Site, today: str, title: str, expected: list[str]
) -> None:
    tree = meetings(miniature, today)
    assert said(tree.xpath("//h1")[0]) == title
    lines = [said(line) for line in tree.xpath("//ul[@class='lines']/li")]
    assert [line.split(" — ")[1] for line in lines] == expected
    assert ("No upcoming date is on record." in said(tree)) == (title != "Next meetings")


def test_where_every_meeting_is_past_the_piece_says_so(documents: dict, real: Catalogue) -> None:
    if any(str(meeting.dates[-1].start) >= bless.TODAY for meeting in real.all(Meeting)):
        pytest.skip("a date to come is on record")
    tree = documents["fr/embed/next-meetings.html"]
    assert said(tree.xpath("//h1")[0]) == "Dernières réunions connues"
    assert "Aucune date à venir n’est connue." in said(tree)
    assert len(tree.xpath("//ul[@class='lines']/li")) == 5


def test_what_is_made_up_is_in_no_piece(made: dict[str, bytes], real: Catalogue) -> None:
    titles = [record.title["en"] for record in real.every() if is_example(record)]
    assert len(titles) > 3
    text = b"\n".join(made.values()).decode()
    assert not [title for title in titles if title in text]


# Hostile texts.


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("template", ["embed.html", "embed_fragment.html"])
def test_hostile_texts_stay_texts(miniature: Site, text: str, template: str) -> None:
    reader = Reader(miniature.catalogue, "en", "calendar/")
    drawing = Drawing("lines", (".", ","), text, (Line(text, ((2020, 1), (2021, 2))),))
    piece = pieces.Piece(
        "x", text, "https://example.org/cam/", text, text,
        [[text, Anchor("https://example.org/", text, text, name=text), Badge(text)]],
        Chart(text, drawing=drawing, description=text), [text], [Anchor("https://example.org/", text)],
    )  # fmt: skip
    content = embeds._filled(reader, template, piece).decode()
    tree = html.fromstring(content)
    assert tree.xpath("//script | //img | //*[@onload or @onerror]") == []
    assert tree.xpath("//svg/@aria-label") == [text]
    assert said(tree).count(" ".join(text.split())) >= 8
    allowed = {
        "div",
        "main",
        "p",
        "h1",
        "h3",
        "ul",
        "li",
        "a",
        "span",
        "svg",
        "g",
        "path",
        "line",
        "text",
        "details",
    }
    found = {element.tag for element in tree.iter(html.etree.Element)}
    assert found <= allowed | {"summary", "html", "head", "body", "meta", "title", "link", "style", "rect"}


def test_the_title_of_a_frame_to_copy_is_escaped(miniature: Site) -> None:
    reader = Reader(miniature.catalogue, "en", "data/embed/")
    frame = html.fragment_fromstring(frame_of(reader, "countries/cr", '"><script>'))
    assert (frame.tag, len(frame)) == ("iframe", 0)
    assert frame.get("title").startswith('"><script>')


def test_a_hostile_name_of_a_state_stays_a_name(miniature: Site) -> None:
    country = miniature.catalogue.get(Country, "cr").model_copy(update={"title": Text({"en": HOSTILE[1]})})
    reader = Reader(miniature.catalogue, "en", "countries/cr/")
    tree = html.document_fromstring(filled(reader, pieces.card(reader, country, BASE)))
    assert said(tree.xpath("//h1")[0]) == f"{HOSTILE[1]} CR"
    assert tree.xpath("//img") == []


# Colors: those of the site; charts that show on any ground.


def declared(css: str, name: str) -> str:
    return re.findall(rf"--{name}:(#[0-9a-f]{{3,8}})", css)[-1]


def test_the_colors_are_those_of_the_style_sheet(documents: dict) -> None:
    sheet = (bless.ROOT / "overrides/assets/cam.css").read_text("utf-8")
    style = documents["embed/next-meetings.html"].xpath("string(//style)")
    light, dark = style.split("@media(prefers-color-scheme:dark)")
    for name in ("ground", "ink", "quiet", "line", "link", "accent", "good", "plan"):
        both = re.search(rf"--{name}:var\(--light,(#\w+)\)var\(--dark,(#\w+)\)", sheet)
        assert both, name
        assert (declared(light, name), declared(dark, name)) == both.groups()
    roles = re.search(r"--chart-ink:[^\n]+?--chart-4:[^;]+", sheet)
    assert roles
    assert roles[0] in style


def luminance(color: str) -> float:
    full = color[1:] if len(color) > 4 else "".join(digit * 2 for digit in color[1:])
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_letters_and_lines_can_be_told_from_the_ground(documents: dict) -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for the lines of a chart and what shows the focus."""
    style = documents["embed/next-meetings.html"].xpath("string(//style)")
    for css in style.split("@media(prefers-color-scheme:dark)")[:2]:
        ground = declared(css, "ground")
        assert all(contrast(declared(css, name), ground) >= 4.5 for name in ("ink", "quiet", "link"))
        assert all(contrast(declared(css, name), ground) >= 3 for name in ("link", "accent", "good", "plan"))


def test_a_pasted_chart_shows_on_light_and_on_dark_ground(fragments: dict) -> None:
    style = fragments["embed/charts/mx/stock-chart.txt"].get("style")
    for number in range(1, 5):
        color = declared(style, f"chart-{number}")
        assert contrast(color, "#ffffff") >= 3, color
        assert contrast(color, "#1b1b1b") >= 3, color


# The same bytes.


def test_the_same_records_make_the_same_bytes(miniature: Site) -> None:
    with bless.stood_in():
        first = embeds.build(miniature, "es")
        again = embeds.build(replace(miniature, catalogue=replace(miniature.catalogue)), "es")
    assert first == again
    assert "es/embed/countries/bz.html" in first


def test_a_site_without_records_builds(miniature: Site) -> None:
    """No state, no meeting, no figure: the page on pieces still stands."""
    kinds = {kind: {} for kind in miniature.catalogue.records}
    empty = replace(miniature, catalogue=replace(miniature.catalogue, records=kinds, figures={}))
    made = embeds.build(empty, "en")
    assert set(made) == {"embed/next-meetings.html", "embed/next-meetings.txt"}
    assert "No upcoming date is on record." in made["embed/next-meetings.html"].decode()
    assert "next-meetings.html" in embed.say(empty, "cam_show", "en", "data/embed/", "data-embeds")
