"""Feeds read back: by feedparser, by lxml against RFC 4287, by a JSON Schema of JSON Feed 1.1; and played through."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import bless
import feedparser
import jsonschema
import pytest
from lxml import etree, html

from cam import embed, frame, offers, prose
from cam.changes import GATHERED, changes
from cam.feeds import atom, clean, json_feed
from cam.feeds.model import AUTHORITY, Author, Category, Entry, Feed, identity, instant
from cam.knowledge import Site
from cam.loading import load
from cam.model import PartialDate
from cam.offers.feeds import ATOM, JSON
from cam.outputs import feeds
from cam.store import Catalogue, Licence, is_example, key
from cam.views.reader import Reader

Tree = Callable[..., Path]
Files = dict[str, bytes]

LANGUAGES = ("en", "es", "fr")
NAMES = {"a": "http://www.w3.org/2005/Atom"}
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TODAY = dt.date(2026, 11, 21)


def site_of(catalogue: Catalogue) -> Site:
    return Site(catalogue, prose.read_pages(catalogue.root, catalogue.languages), TODAY)


def built(site: Site) -> Files:
    return {name: made for code in LANGUAGES for name, made in feeds.build(site, code).items()}


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return site_of(real)


@pytest.fixture(scope="module")
def made(site: Site) -> Files:
    return built(site)


@lru_cache(maxsize=1024)
def read(content: bytes) -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it; read once for all tests. Nothing is made safe or absolute by it."""
    headers = {"content-type": f"{ATOM}; charset=utf-8"}
    return feedparser.parse(
        content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def parsed(made: Files, name: str) -> feedparser.FeedParserDict:
    return read(made[name])


def item_list(made: Files, name: str) -> list[dict]:
    return json.loads(made[name])["items"]


# Which files there are, and where they are offered


def test_every_language_has_every_feed_in_both_forms(real: Catalogue, made: Files) -> None:
    names = [f"{kind}/{identity}" for kind in ("countries", "themes") for identity in real.records[kind]]
    expected = {
        f"{folder}feeds/{name}.{form}"
        for folder in ("", "es/", "fr/")
        for name in ("bulletins", "changes", *names)
        for form in ("atom", "json")
    }
    assert set(made) == expected
    assert len(names) == 35 + 20


PAGES = {
    "": ["bulletins", "changes"],
    "bulletins/": ["bulletins"],
    "bulletins/2026-11-first-edition/": ["bulletins"],
    "changes/": ["changes"],
    "countries/cr/": ["countries/cr"],
    "themes/gender/": ["themes/gender"],
    "countries/": [],
    "countries/cr/brief/": [],
    "laws/": [],
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_offers_its_feeds_in_both_forms(real: Catalogue, made: Files, path: str) -> None:
    for language, folder in zip(LANGUAGES, ("", "es/", "fr/"), strict=True):
        found = [item for item in offers.offers(Reader(real, language, path)) if item.type in (ATOM, JSON)]
        assert [(item.path, item.type) for item in found] == [
            (f"{folder}feeds/{name}.{form}", media)
            for name in PAGES[path]
            for form, media in (("atom", ATOM), ("json", JSON))
        ]
        assert all(item.path in made for item in found)
        assert len({item.text for item in found}) == len(found)


def test_every_feed_is_offered_from_the_page_that_it_names(site: Site, made: Files) -> None:
    place = frame.place_of(site.catalogue)
    for name, content in made.items():
        if not name.endswith(".json"):
            continue
        feed = json.loads(content)
        inside = feed["home_page_url"].removeprefix(place.site)
        code = feed["language"]
        path = inside.removeprefix(f"{code}/") if code != "en" else inside
        links = [item.address for item in frame.frame(site.catalogue, place, code, path, "", {}).offers]
        assert {feed["feed_url"], feed["feed_url"].replace(".json", ".atom")} <= set(links)


def test_the_list_of_feeds_names_each_once(site: Site, made: Files) -> None:
    for language, folder in zip(LANGUAGES, ("", "es/", "fr/"), strict=True):
        page = html.fromstring(embed.say(site, "cam_show", language, "data/", "data-feeds"))
        up = "../" if language == "en" else "../../"
        links = [link.removeprefix(up) for link in page.xpath("//td//a/@href")]
        assert sorted(links) == sorted(name for name in made if name.startswith(f"{folder}feeds/"))
        assert len(set(page.xpath("//td//a/@aria-label"))) == len(links)


# Read back by feedparser


def test_feedparser_reads_every_feed_without_complaint(made: Files) -> None:
    for name in made:
        if name.endswith(".atom"):
            feed = parsed(made, name)
            assert not feed.bozo, (name, feed.get("bozo_exception"))
            assert feed.version == "atom10"
            assert feed.encoding == "utf-8"


def test_the_general_feed_tells_one_by_one_or_by_kind(real: Catalogue, made: Files) -> None:
    feed = parsed(made, "feeds/changes.atom")
    singly = [change for change in changes(real) if change.type not in GATHERED]
    kinds = {
        (change.day, change.type, change.record.kind) for change in changes(real) if change.type in GATHERED
    }
    assert len(feed.entries) == len(singly) + len(kinds)
    assert len(feed.entries) < feeds.LIMIT
    first = min(str(law.added) for law in real.records["laws"].values())
    (laws,) = [entry for entry in feed.entries if entry.id.endswith(f"{first}/added/laws")]
    count = sum(law.added == first for law in real.records["laws"].values())
    assert laws.title == f"New records: Legal instruments ({count})"
    lines = html.fromstring(f"<div>{laws.content[0].value}</div>").xpath("//li")
    assert len(lines) == 26
    assert lines[-1].text_content().strip() == f"{count - 25} more"
    assert laws.link.endswith(f"/changes/#d{first}")


def test_feeds_of_states_and_themes_tell_each_record_that_concerns_them(real: Catalogue, made: Files) -> None:
    for kind in ("countries", "themes"):
        for name in real.records[kind]:
            concerned = [
                change
                for change in changes(real)
                if name
                in (change.states if kind == "countries" else [*change.record.themes, change.record.id])
                or (kind == "themes" and key(change.record) == f"themes/{name}")
            ]
            entries = parsed(made, f"feeds/{kind}/{name}.atom").entries
            found = [entry.id.partition("/changes/")[2] for entry in entries]
            of_state = [change.path for change in concerned][: feeds.LIMIT]
            told = [path.removesuffix(f"/figures/{name}") + "/figures" if path.endswith(f"/figures/{name}") else path
                    for path in found]  # fmt: skip
            assert told == of_state, name


def test_the_feed_of_a_state_has_its_laws_treaties_portals_and_figures(made: Files) -> None:
    kinds = Counter(
        tag.term
        for entry in parsed(made, "es/feeds/countries/mx.atom").entries
        for tag in entry.tags
        if tag.scheme == f"{AUTHORITY}:kinds"
    )
    wanted = {"countries", "laws", "portals", "programs", "treaties", "members", "datasets", "rounds"}
    assert wanted <= set(kinds)
    assert kinds["laws"] > 1


def test_a_feed_holds_no_more_than_its_limit(real: Catalogue, made: Files) -> None:
    under = [change for change in changes(real) if "legislation" in change.record.themes]
    assert len(under) > feeds.LIMIT
    assert len(parsed(made, "feeds/themes/legislation.atom").entries) == feeds.LIMIT
    assert len(item_list(made, "feeds/themes/legislation.json")) == feeds.LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_bulletins_come_whole_newest_first(site: Site, made: Files, language: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    pages = embed.bulletins(site.pages, language)
    entries = parsed(made, f"{folder}feeds/bulletins.atom").entries
    assert [entry.title for entry in entries] == [page.meta["title"] for page in pages]
    assert [entry.summary for entry in entries] == [page.meta["description"] for page in pages]
    for entry, page in zip(entries, pages, strict=True):
        assert entry.published == f"{page.meta['date']}T00:00:00Z"
        assert entry.link.endswith(f"/site/{folder}{page.url}")
        text = html.fromstring(f"<div>{entry.content[0].value}</div>")
        headings = re.findall(r"^## (.+)$", page.text, re.MULTILINE)
        assert text.xpath("//h2/text()") == headings
        assert len(text.xpath("//a")) == len(re.findall(r"\]\(", page.text))
        words = re.sub(r"[^\w]+", " ", text.text_content())
        assert len(words.split()) > 100 or len(page.text.split()) < 150


# RFC 4287

ONCE = ("id", "title", "updated")


def test_feeds_have_what_the_rfc_asks_for(real: Catalogue, made: Files) -> None:
    for name, content in made.items():
        if not name.endswith(".atom"):
            continue
        root = etree.fromstring(content)
        language = root.get(XML_LANGUAGE)
        for part in (*ONCE, "subtitle", "rights", "generator", "author"):
            assert len(root.findall(f"a:{part}", NAMES)) == 1, (name, part)
        links = [
            (link.get("rel"), link.get("type"), link.get("hreflang"))
            for link in root.findall("a:link", NAMES)
        ]
        others = [code for code in LANGUAGES if code != language]
        assert links == [
            ("self", ATOM, language),
            ("alternate", "text/html", language),
            ("alternate", JSON, language),
            *(("alternate", ATOM, code) for code in others),
            ("license", None, None),
        ]
        self_link = root.find("a:link[@rel='self']", NAMES).get("href")
        assert self_link == f"{real.settings.address}{name}"
        assert (
            root.findtext("a:rights", "", NAMES) == "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
        )
        assert real.settings.edition_note[language] in root.findtext("a:subtitle", "", NAMES)


def test_entries_have_what_the_rfc_asks_for(made: Files) -> None:
    for name, content in made.items():
        if not name.endswith(".atom"):
            continue
        entries = etree.fromstring(content).findall("a:entry", NAMES)
        for entry in entries:
            for part in ONCE:
                assert len(entry.findall(f"a:{part}", NAMES)) == 1
            assert entry.findtext("a:title", "", NAMES).strip()
            assert len(entry.findall("a:link[@rel='alternate']", NAMES)) == 1
            (text,) = entry.findall("a:content", NAMES)
            assert text.get("type") == "html"
            assert entry.findall("a:category", NAMES)


def test_times_are_of_whole_days_newest_first_and_the_feed_is_as_new_as_its_newest(made: Files) -> None:
    for name in made:
        if name.endswith(".atom"):
            feed = parsed(made, name)
            times = [entry.updated for entry in feed.entries]
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", time) for time in times)
            assert times == sorted(times, reverse=True)
            assert feed.feed.updated == (times[0] if times else "2026-11-21T00:00:00Z")


def test_ids_are_tag_uris_unique_and_of_their_language(made: Files) -> None:
    tag = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9/._~:@!$&'()*+,;=%-]+")  # RFC 4151
    for name in made:
        if name.endswith(".atom"):
            feed = parsed(made, name)
            ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
            assert len(set(ids)) == len(ids)
            assert all(tag.fullmatch(found) for found in ids)
            language = name.split("/")[0] if name[:3] in ("es/", "fr/") else "en"
            assert all(found.startswith(f"{AUTHORITY}:{language}/") for found in ids)


def test_the_same_id_means_the_same_entry_in_every_feed(made: Files) -> None:
    known: dict[str, bytes] = {}
    for name, content in made.items():
        if name.endswith(".atom"):
            for entry in etree.fromstring(content).findall("a:entry", NAMES):
                text = etree.tostring(entry, method="c14n").strip()
                assert known.setdefault(entry.findtext("a:id", "", NAMES), text) == text
    assert len(known) > 3 * 800


def test_all_languages_tell_the_same(made: Files) -> None:
    def shape(name: str) -> list[tuple]:
        return [
            (
                entry.id.split(":", 2)[2].partition("/")[2],
                entry.updated,
                tuple(tag.term for tag in entry.tags),
            )
            for entry in parsed(made, name).entries
        ]

    for name in made:
        if name.startswith("feeds/") and name.endswith(".atom"):
            assert shape(name) == shape(f"es/{name}") == shape(f"fr/{name}")
    titles = [parsed(made, f"{folder}feeds/changes.atom").feed.title for folder in ("", "es/", "fr/")]
    assert titles == [
        "CAM Knowledge Base: Changes",
        "Base de conocimientos de la CAM: Cambios",
        "Base de connaissances de la CAM\N{NO-BREAK SPACE}: Modifications",
    ]


def test_every_link_is_absolute_and_leads_to_a_page_or_file_of_the_site(site: Site, made: Files) -> None:
    """An address of this site is that of a record, of a page, or of what stands beside a record."""
    base = frame.place_of(site.catalogue).site
    pages = {page.url for page in site.pages} | {f"{key(record)}/" for record in site.catalogue.every()}
    links: set[str] = set()
    for name, content in made.items():
        if name.endswith(".atom"):
            root = etree.fromstring(content)
            links |= {str(link) for link in root.xpath("//a:entry/a:link/@href", namespaces=NAMES)}
            for text in root.findall("a:entry/a:content", NAMES):
                links |= {
                    str(link) for link in html.fromstring(f"<div>{text.text}</div>").xpath("//@href | //@src")
                }
    inside = {link.removeprefix(base) for link in links if link.startswith(base)}
    paths = {re.sub(r"^(es|fr)/", "", link).partition("#")[0] for link in inside}
    assert paths - pages == set()
    assert {"changes/", "", "about/"} & paths
    assert all(link.startswith(("https://", "http://")) for link in links)


# JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://[^ ]+$"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
AUTHOR = {
    "type": "object",
    "minProperties": 1,
    "properties": {"name": TEXT, "url": ADDRESS, "avatar": ADDRESS},
    "additionalProperties": False,
}
EXTENSION = {"^_[^.]+$": {"type": "object"}}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": TEXT,
        "url": ADDRESS,
        "external_url": ADDRESS,
        "title": TEXT,
        "content_html": TEXT,
        "content_text": TEXT,
        "summary": TEXT,
        "image": ADDRESS,
        "banner_image": ADDRESS,
        "date_published": TIME,
        "date_modified": TIME,
        "authors": {"type": "array", "items": AUTHOR},
        "tags": {"type": "array", "items": TEXT},
        "language": TEXT,
        "attachments": {"type": "array"},
    },
    "patternProperties": EXTENSION,
    "additionalProperties": False,
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": TEXT,
        "user_comment": TEXT,
        "next_url": ADDRESS,
        "icon": ADDRESS,
        "favicon": ADDRESS,
        "authors": {"type": "array", "items": AUTHOR},
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "expired": {"type": "boolean"},
        "hubs": {"type": "array"},
        "items": {"type": "array", "items": ITEM},
    },
    "patternProperties": EXTENSION,
    "additionalProperties": False,
}


def test_every_json_feed_fits_the_schema(made: Files) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    number = 0
    for name, content in made.items():
        if name.endswith(".json"):
            feed = json.loads(content)
            assert [error.message for error in validator.iter_errors(feed)] == [], name
            assert {"home_page_url", "feed_url", "authors", "language"} <= set(feed)
            number += 1
    assert number == 3 * 57


@pytest.mark.parametrize(
    "wrong",
    [{"items": [{"id": "1"}]}, {"items": [{"content_text": "x"}]}, {"icon_url": "x"}, {"version": "1.1"}],
)
def test_the_schema_refuses_what_the_specification_does(wrong: dict) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": []}
    jsonschema.validate(feed, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(feed | wrong, SCHEMA)


def test_both_forms_say_the_same(made: Files) -> None:
    for name, content in made.items():
        if not name.endswith(".atom"):
            continue
        feed = json.loads(made[name.replace(".atom", ".json")])
        root = etree.fromstring(content)
        entries = [
            (
                entry.findtext("a:id", "", NAMES),
                entry.findtext("a:title", "", NAMES),
                entry.find("a:link", NAMES).get("href"),
                entry.findtext("a:content", "", NAMES),
                entry.findtext("a:updated", "", NAMES),
                [item.get("label") for item in entry.findall("a:category", NAMES)],
            )
            for entry in root.findall("a:entry", NAMES)
        ]
        parts = ("id", "title", "url", "content_html", "date_modified", "tags")
        assert [tuple(item[part] for part in parts) for item in feed["items"]] == entries
        assert feed["title"] == root.findtext("a:title", "", NAMES)


# Sameness


def test_made_twice_is_the_same_and_no_day_of_today_is_in_it(site: Site, made: Files) -> None:
    later = dataclasses.replace(
        site, catalogue=dataclasses.replace(site.catalogue), today=dt.date(2031, 1, 1)
    )
    assert built(later) == made


def test_ids_stay_where_the_site_moves(site: Site, made: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://www.example.org/elsewhere")
    moved = feeds.build(site, "fr")
    for name, content in moved.items():
        if name.endswith(".json"):
            old, new = json.loads(made[name]), json.loads(content)
            assert [item["id"] for item in new["items"]] == [item["id"] for item in old["items"]]
            assert new["feed_url"] == f"https://www.example.org/elsewhere/{name}"
    assert b"cam-knowledge-base.github.io/" not in b"".join(moved.values())


def test_nothing_made_up_is_told(miniature: Site) -> None:
    examples = [record for record in miniature.catalogue.every() if is_example(record)]
    assert examples
    text = b"".join(built(miniature).values()).decode()
    assert [record.id for record in examples if f"{record.kind}/{record.id}" in text] == []


# Times


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2026-11-21", "2026-11-21T00:00:00Z"),
        ("2026-11", "2026-11-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
    ],
)
def test_a_day_is_told_as_its_midnight(date: str, time: str) -> None:
    assert instant(PartialDate(date)) == time
    (entry,) = read(atom.written(feed_of(entry_of(day=PartialDate(date))))).entries
    moment = dt.datetime.fromtimestamp(calendar.timegm(entry.updated_parsed), dt.UTC)
    assert moment.isoformat() == time.replace("Z", "+00:00")


# Hostile texts


def entry_of(**given: object) -> Entry:
    plain = {
        "id": identity("en", "x"),
        "title": "x",
        "address": "https://example.org/x",
        "day": PartialDate("2026-11-21"),
        "language": "en",
        "html": "<p>x</p>",
    }
    return Entry(**{**plain, **given})


def feed_of(*entries: Entry, **given: object) -> Feed:
    plain = {
        "id": identity("en", "feeds", "x"),
        "title": "x",
        "subtitle": "x",
        "language": "en",
        "page": "https://example.org/",
        "atom": "https://example.org/x.atom",
        "json": "https://example.org/x.json",
        "icon": "https://example.org/x.svg",
        "author": Author("x", "https://example.org/"),
        "licence": Licence(name="CC BY 4.0", address="https://creativecommons.org/licenses/by/4.0/"),
        "rights": "x",
        "generator": Author("cam", "https://example.org/"),
        "changed": PartialDate("2026-11-21"),
        "entries": list(entries),
    }
    return Feed(**{**plain, **given})


HOSTILE = [
    "]]> and <![CDATA[x]]>",
    "<script>alert('1')</script>",
    "\"quoted\" 'twice' & &amp; &#60;",
    "=cmd|' /C calc'!A0",
    "a, b; c\\n",
    "two\nlines",
    "🧭 émigrés 👩‍👩‍👧",
    "مرحبا بالمهاجرين",
    "<!-- x --> <?php ?> <b",
    "{{ cam_home() }} {% raw %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    escaped = str(html.tostring(paragraph(text), encoding="unicode"))
    words = Category("themes", "x", text.replace("\n", " "))
    feed = feed_of(
        entry_of(title=text, summary=text, html=escaped, categories=(words,)),
        title=text,
        subtitle=text,
        author=Author(text, "https://example.org/"),
    )
    root = etree.fromstring(atom.written(feed))
    for part in ("a:title", "a:subtitle", "a:author/a:name", "a:entry/a:title", "a:entry/a:summary"):
        assert root.findtext(part, "", NAMES) == text
    assert root.find("a:entry/a:category", NAMES).get("label") == words.words
    assert html.fromstring(root.findtext("a:entry/a:content", "", NAMES)).text_content() == text
    back = read(atom.written(feed))
    assert not back.bozo
    assert back.entries[0].title == back.entries[0].summary == back.feed.title == text
    assert html.fromstring(back.entries[0].content[0].value).text_content() == text
    item = json.loads(json_feed.written(feed))["items"][0]
    assert (item["title"], item["summary"], item["tags"]) == (text, text, [words.words])


def paragraph(text: str) -> html.HtmlElement:
    element = html.Element("p")
    element.text = text
    return element


def test_signs_that_no_xml_may_hold_are_replaced() -> None:
    feed = feed_of(entry_of(title="a\x0bb\ufffec\x00d", html="<p>\ufffe</p>"), title="\uffff")
    root = etree.fromstring(atom.written(feed))
    assert root.findtext("a:entry/a:title", "", NAMES) == "a\ufffdb\ufffdc\ufffdd"
    assert root.findtext("a:title", "", NAMES) == "\ufffd"


@pytest.mark.parametrize("text", [text for text in HOSTILE if not re.search(r"<[A-Za-z!/]|\{", text)])
def test_a_record_may_hold_any_text(tree: Tree, text: str) -> None:
    """The real way: from the file of a record to what a feed reader shows."""
    written = json.dumps(text, ensure_ascii=False)
    title = f"title: {{en: {written}, es: {written}, fr: {written}}}"
    summary = f"summary: {{en: {written}, es: {written}, fr: {written}}}"
    source = (bless.MINIATURE / "data/laws/cr-2009.yaml").read_text("utf-8")
    for line in source.splitlines():
        if line.startswith(("title:", "summary:")):
            source = source.replace(line, title if line.startswith("title:") else summary)
    catalogue, problems = load(tree({"data/laws/cr-2009.yaml": source}))
    assert not problems
    files = feeds.build(site_of(catalogue), "en")
    feed = read(files["feeds/countries/cr.atom"])
    assert not feed.bozo
    (entry,) = [entry for entry in feed.entries if entry.id.endswith("/laws/cr-2009/added")]
    assert entry.title == f"New record: {text} (Costa Rica, 8764)"
    content = html.fromstring(f"<div>{entry.content[0].value}</div>")
    assert content.xpath("//p[1]/a")[0].text_content() == text
    assert content.xpath("//p[3]")[0].text_content() == text
    items = json.loads(files["feeds/countries/cr.json"])["items"]
    assert entry.title in [item["title"] for item in items]


# Languages and doubts


def test_what_is_not_translated_says_its_language(miniature: Site) -> None:
    files = built(miniature)
    (system,) = [
        entry for entry in parsed(files, "fr/feeds/changes.atom").entries if entry.id.endswith("/systems")
    ]
    assert (
        system.title
        == "Nouvelle fiche\N{NO-BREAK SPACE}: Registro de buenas prácticas (en espagnol, non traduit)"
    )
    content = html.fromstring(f"<div>{system.content[0].value}</div>")
    assert content.xpath("//span[@lang='es']/text()")[0] == "Registro de buenas prácticas"
    assert content.text_content().count("(en espagnol, non traduit)") == 2


def test_a_bulletin_that_is_not_translated_is_told_in_its_language(miniature: Site) -> None:
    files = built(miniature)
    root = etree.fromstring(files["fr/feeds/bulletins.atom"])
    (entry,) = root.findall("a:entry", NAMES)
    assert (root.get(XML_LANGUAGE), entry.get(XML_LANGUAGE)) == ("fr", "en")
    assert entry.findtext("a:title", "", NAMES).endswith(" (en anglais, non traduit)")
    assert entry.find("a:link", NAMES).get("hreflang") == "en"
    (item,) = item_list(files, "fr/feeds/bulletins.json")
    assert item["language"] == "en"
    (translated,) = etree.fromstring(files["es/feeds/bulletins.atom"]).findall("a:entry", NAMES)
    assert translated.get(XML_LANGUAGE) is None


def test_what_is_only_remembered_is_marked(miniature: Site) -> None:
    entries = parsed(built(miniature), "feeds/countries/cr.atom").entries
    known = {entry.id.partition("/changes/")[2]: entry for entry in entries}
    assert known["laws/cr-rules/added"].title == "New record: Rules (Costa Rica, not confirmed)"
    assert "(Not confirmed)" in known["laws/cr-rules/added"].content[0].value
    assert (
        known["laws/cr-1986/added"].title == "New record: Law on foreigners (Costa Rica, 7033, not confirmed)"
    )
    assert "not confirmed" not in known["laws/cr-2009/added"].title


def test_a_bulletin_with_a_word_of_the_site_is_told_by_its_description(tree: Tree) -> None:
    text = "---\ntitle: Second\ndescription: In short.\ndate: 2026-11-22\n---\n\n{{ cam_counts() }}\n"
    pages = {f"docs/{code}/bulletins/2026-11-22-second.md": text for code in LANGUAGES}
    catalogue, problems = load(tree(pages))
    assert not problems
    files = built(site_of(catalogue))
    first = etree.fromstring(files["feeds/bulletins.atom"]).find("a:entry", NAMES)
    assert first.findtext("a:summary", "", NAMES) == "In short."
    assert first.find("a:content", NAMES) is None
    item = item_list(files, "feeds/bulletins.json")[0]
    assert item["content_text"] == "In short."
    assert "content_html" not in item


# Prose made safe


def absolute(href: str) -> str:
    return f"https://example.org/{prose.leads_to('bulletins/a.md', href)}"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("[a](../laws/index.md)", '<p><a href="https://example.org/laws/">a</a></p>'),
        ("[a](../laws/cr-1986.md#chain)", '<p><a href="https://example.org/laws/cr-1986/#chain">a</a></p>'),
        ("[a](#here)", '<p><a href="https://example.org/bulletins/a/#here">a</a></p>'),
        ("[a](https://www.oas.org/x)", '<p><a href="https://www.oas.org/x">a</a></p>'),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("[a](java&#10;script:alert(1))", "<p><a>a</a></p>"),
        ("[a](data:text/html,x)", "<p><a>a</a></p>"),
        ("[a](http://[)", "<p><a>a</a></p>"),
        ("![a](../assets/x.png)", '<p><img alt="a" src="https://example.org/assets/x.png"></p>'),
        ("a <script>alert(1)</script> b", "<p>a  b</p>"),
        ("a <b onclick='x' style='y'>b</b>", "<p>a <b>b</b></p>"),
        ("a <blink>b</blink> <!-- c -->", "<p>a b </p>"),
        ("a {: #id .class onclick=x }", "<p>a {: #id .class onclick=x }</p>"),
        ("## a {: #id onclick=x }", "<h2>a</h2>"),
        ('1 < 2 & ]]> "3"', '<p>1 &lt; 2 &amp; ]]&gt; "3"</p>'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("🧭 مرحبا\x0b", "<p>🧭 مرحبا</p>"),
        ("| a |\n|---|\n| b |", None),
    ],
)
def test_prose_keeps_what_is_harmless(text: str, made: str | None) -> None:
    found = clean.prose(text, absolute)
    assert "<td>b</td>" in found if made is None else found == made


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><script>x</script></svg>",
        "<iframe src='https://example.org'>x</iframe>",
        "<form action='x'><input name='y'></form>",
        "<object data='x'><embed src='y'></object>",
        "<style>p {}</style>",
    ],
)
def test_what_runs_is_taken_out_with_all_that_is_in_it(markup: str) -> None:
    assert clean.cleaned(f"<p>a</p>{markup}<p>b</p>", absolute) == "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    ("path", "href", "address"),
    [
        ("bulletins/a.md", "index.md", "bulletins/"),
        ("bulletins/a.md", "../index.md", ""),
        ("index.md", "about/data.md#x", "about/data/#x"),
        ("about/index.md", "data.md", "about/data/"),
        ("about/index.md", "../figures/x.csv", "figures/x.csv"),
        ("a/myindex.md", "myindex.md", "a/myindex/"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(path: str, href: str, address: str) -> None:
    assert prose.leads_to(path, href) == address


# Played through: a subscriber hears of what is new, and of nothing twice


def heard(root: Path) -> dict[str, dict[str, str]]:
    """Return what a subscriber gets: by feed, the day of each entry by its id."""
    catalogue, problems = load(root)
    assert not problems
    files = built(site_of(catalogue))
    return {
        name: {entry.id: entry.updated[:10] for entry in parsed(files, name).entries}
        for name in files
        if name.endswith(".atom")
    }


def put(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


SOURCE = '{address: "https://www.example.org/news", publisher: OAS, seen: 2027-01-15, evidence: seen}'


def move_a_meeting(root: Path) -> None:
    date = "{start: 2027-03-01, status: planned, sources: [" + SOURCE + "]}"
    put(
        root / "data/meetings/workshop.yaml",
        ("status: planned", "status: moved"),
        ("activities: [plan-2027-1]", f"  - {date}\nactivities: [plan-2027-1]"),
    )


def revise_a_record(root: Path) -> None:
    put(root / "data/laws/cr-2009.yaml", ("added: 2026-11-20", "added: 2026-11-20\nrevised: 2027-01-16"))


def let_a_portal_fail(root: Path) -> None:
    days = ("2027-01-03", "2027-01-10", "2027-01-17")
    lines = "".join(f"- {{day: {day}, result: gone, code: 404}}\n" for day in days)
    (root / "data/health.yaml").write_text(f"cr-dgme:\n{lines}", "utf-8")


def revise_a_figure(root: Path) -> None:
    record, table = root / "data/reports/cr-2026-2.yaml", root / "data/figures/cr-2026-2.csv"
    third = record.read_text("utf-8").replace("cr-2026-2", "cr-2026-3").replace("vintage: 2", "vintage: 3")
    bless.write(root / "data/reports/cr-2026-3.yaml", third.replace("added: 2026-11-20", "added: 2027-01-18"))
    bless.write(root / "data/figures/cr-2026-3.csv", table.read_text("utf-8").replace("1850", "1900"))


STEPS: list[tuple[Callable[[Path], None], dict[str, dict[str, str]]]] = [
    (
        move_a_meeting,
        {
            "changes": {"changes/meetings/workshop/moved/2027-03-01": "2027-01-15"},
            "themes/integration": {"changes/meetings/workshop/moved/2027-03-01": "2027-01-15"},
        },
    ),
    (
        revise_a_record,
        {
            "changes": {"changes/2027-01-16/revised/laws": "2027-01-16"},
            "countries/cr": {"changes/laws/cr-2009/revised/2027-01-16": "2027-01-16"},
        },
    ),
    (
        let_a_portal_fail,
        {
            "changes": {"changes/portals/cr-dgme/failing/2027-01-17": "2027-01-17"},
            "countries/cr": {"changes/portals/cr-dgme/failing/2027-01-17": "2027-01-17"},
        },
    ),
    (
        revise_a_figure,
        {
            "changes": {
                "changes/reports/cr-2026-3/figures": "2027-01-18",
                "changes/2027-01-18/added/reports": "2027-01-18",
            },
            "countries/cr": {
                "changes/reports/cr-2026-3/figures": "2027-01-18",
                "changes/reports/cr-2026-3/added": "2027-01-18",
            },
        },
    ),
]


def test_a_subscriber_hears_of_exactly_what_is_new(tree: Tree) -> None:
    root = tree()
    before = heard(root)
    for step, expected in STEPS:
        step(root)
        after = heard(root)
        for language, folder in zip(LANGUAGES, ("", "es/", "fr/"), strict=True):
            wanted = {
                f"{folder}feeds/{name}.atom": {
                    f"{AUTHORITY}:{language}/{path}": day for path, day in entries.items()
                }
                for name, entries in expected.items()
            }
            for name in (name for name in after if name.startswith(f"{folder}feeds/")):
                news = {entry: day for entry, day in after[name].items() if entry not in before[name]}
                assert news == wanted.get(name, {}), (step.__name__, name)
        for name, entries in before.items():
            assert entries.items() <= after[name].items(), f"{step.__name__}: an old entry changed in {name}"
        before = after


def test_a_feed_is_as_new_as_what_it_tells_though_no_record_changed(tree: Tree) -> None:
    root = tree()
    let_a_portal_fail(root)
    catalogue, _ = load(root)
    files = feeds.build(site_of(catalogue), "en")
    assert parsed(files, "feeds/countries/cr.atom").feed.updated == "2027-01-17T00:00:00Z"
    assert parsed(files, "feeds/countries/bz.atom").feed.updated == "2026-11-20T00:00:00Z"


def test_a_feed_without_entries_is_of_the_day_of_the_data(miniature: Site) -> None:
    files = feeds.build(dataclasses.replace(miniature, pages=[]), "en")
    feed = parsed(files, "feeds/bulletins.atom")
    assert (feed.bozo, feed.entries, feed.feed.updated) == (False, [], "2026-11-21T00:00:00Z")
    jsonschema.validate(json.loads(files["feeds/bulletins.json"]), SCHEMA)
    assert item_list(files, "feeds/bulletins.json") == []


def test_one_more_record_of_the_day_changes_no_id(tree: Tree) -> None:
    text = (bless.MINIATURE / "data/themes/integration.yaml").read_text("utf-8")
    one = heard(tree())["feeds/changes.atom"]
    two = heard(tree({"data/themes/return.yaml": text.replace("id: integration", "id: return")}))
    assert two["feeds/changes.atom"] == one
    assert "feeds/themes/return.atom" in two
