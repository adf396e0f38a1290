"""The documents beside pages: read back by libraries of others, complete, with the address of every record."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import bless
import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from support_site import day_said

from cam.documents import flatten, nodes, pdf, rendering
from cam.documents.assembly import document
from cam.documents.content import in_use, report
from cam.documents.docx import docx as make_docx
from cam.documents.papers import briefs, mandates, plans
from cam.frame import place_of
from cam.knowledge import Site
from cam.model.base import Text
from cam.model.law import Country
from cam.model.records import Activity, Discrepancy, Mandate, Meeting, Officer, Plan
from cam.offers import documents as offered
from cam.offers import offers as offers_of_page
from cam.outputs import documents as output
from cam.prose import read_pages
from cam.store import Catalogue, is_example, key
from cam.views import blocks
from cam.views.page import anchors, page_address
from cam.views.reader import Reader, shown

LANGUAGES = ("en", "es", "fr")
PAPERS = (
    "plans/cam-2015-2016/",
    "plans/ceam-2010-2011/",
    "plans/mide-2009-2010/",
    "mandates/",
    "calendar/",
    "program/",
)
BRIEFS = ("countries/co/brief/", "countries/cu/brief/")
CHARTS = bless.ROOT / ".cache" / "charts"
HOSTILE = """#import "x": * ]]> =cmd|' /C calc'!A0 #panic("x") $x$ *b* _i_ <w:p/> </script> "q", 'a'; \\ & ~ -- שלום"""
EVERY = [(language, page) for language in LANGUAGES for page in (*PAPERS, *BRIEFS, offered.HANDOVER)]

Documents = dict[str, dict[str, nodes.Document]]


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, read_pages(bless.ROOT, real.languages), dt.date.fromisoformat(bless.TODAY))


@pytest.fixture(scope="module")
def made(site: Site) -> Documents:
    """Return every document by language and page."""
    return {language: dict(output.documents(site, language)) for language in LANGUAGES}


@pytest.fixture(scope="module")
def pdfs(made: Documents) -> Any:
    """Return a function that gives a document as PDF, made once."""
    return cache(lambda language, page: pdf.pdf(made[language][page], CHARTS))


@pytest.fixture(scope="module")
def words(made: Documents) -> Any:
    """Return a function that gives a document as a Word file, made once."""
    return cache(lambda language, page: make_docx(made[language][page], CHARTS))


def read(content: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(content))


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def squeezed(text: str) -> str:
    """Return a text without spaces and breaks of lines; hyphens stay, so that addresses can be compared."""
    return re.sub(r"\s+", "", text)


@cache
def pages_of(content: bytes) -> tuple[str, ...]:
    """Return what each page of a PDF says; nothing here takes as long as to read it."""
    return tuple(page.extract_text() for page in read(content).pages)


def text_of(content: bytes) -> str:
    return squeezed("".join(pages_of(content)))


def said_in(file: Any) -> str:
    """Return everything that a Word file says, in order."""
    return squeezed("".join(part.text or "" for part in file.element.body.iter(qn("w:t"))))


def unhyphenated(text: str) -> str:
    return re.sub(r"[-\u2010\u00ad]", "", squeezed(text))


def uris(content: bytes) -> Iterator[str]:
    """Yield the addresses that the links of a PDF lead to."""
    for page in read(content).pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                yield str(action["/URI"])


# Complete, and every statement with its address


def addresses(site: Site, page: str) -> set[str]:
    """Return the addresses in words of the records that a document is about."""
    catalogue = site.catalogue
    if page == "calendar/":
        return {key(meeting) for meeting in catalogue.all(Meeting)}
    if page == "mandates/":
        return {key(mandate) for mandate in catalogue.all(Mandate)}
    record = catalogue.find(page.strip("/")) or catalogue.find("themes/program")
    assert record
    field = "plan" if isinstance(record, Plan) else "themes"
    kinds = (Activity, Meeting) if isinstance(record, Plan) else (Activity, Meeting, Mandate)
    found = {key(item) for kind in kinds for item in catalogue.referring(record, kind, field)}
    if isinstance(record, Plan):
        found |= {key(record), *(f"mandates/{name}" for name in record.mandates)}
        found |= {f"officers/{name}" for name in record.officers}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAPERS)
def test_every_record_of_a_paper_is_in_it_with_its_address(
    site: Site, pdfs: Any, words: Any, language: str, page: str
) -> None:
    wanted = addresses(site, page)
    assert len(wanted) > 2
    printed, word = text_of(pdfs(language, page)), said_in(opened(words(language, page)))
    assert [name for name in wanted if name not in printed] == []  # so none is hyphenated
    assert [name for name in wanted if name not in word] == []
    folder = "" if language == "en" else f"{language}/"
    base = f"{place_of(site.catalogue).site}{folder}"
    linked = set(uris(pdfs(language, page)))
    assert {f"{base}{name}/" for name in wanted} <= linked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mandate_stands_in_the_annex_with_symbol_paragraph_gist_and_result(
    site: Site, words: Any, language: str
) -> None:
    said = said_in(opened(words(language, "mandates/")))
    reader = Reader(site.catalogue, language, "mandates/")
    none = squeezed(reader.label("notes.no_result_short"))
    found = site.catalogue.all(Mandate)
    assert len(found) > 10
    for mandate in found:
        heading = squeezed(f"{reader.reference(mandate)}: {reader.title(mandate)}")
        assert heading in said
        own = said.split(heading)[-1].partition(squeezed(reader.label("headings.sources")))[0]
        assert squeezed(str(reader.say(mandate.summary, mandate))) in own
        for part in mandate.parts:
            assert squeezed(str(reader.say(part.text, mandate))) in own
        for body in mandate.addressed_to:
            assert f"bodies/{body}" in own
        outcomes = [m.outcome for m in site.catalogue.referring(mandate, Meeting, "mandates") if m.outcome]
        assert (none in own) == (not outcomes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_holds_every_date_of_every_meeting_with_its_status_and_source(
    site: Site, words: Any, language: str
) -> None:
    reader = Reader(site.catalogue, language, "calendar/")
    rows = {
        found: row
        for table in opened(words(language, "calendar/")).tables
        for row in table.rows
        for found in re.findall(r"meetings/[a-z0-9-]+", row.cells[1].text)
    }
    assert len(rows) == len(site.catalogue.all(Meeting)) > 20
    for meeting in site.catalogue.all(Meeting):
        cells = rows[key(meeting)].cells
        assert cells[0].text == reader.when(meeting).text
        for date in meeting.dates:
            assert reader.meeting_date(date).text in cells[2].text
            assert reader.code(date.status) in cells[2].text
            for source in date.sources:
                assert not source.document or f"documents/{source.document}" in cells[2].text


def test_the_calendar_is_in_order_of_time(words: Any, site: Site) -> None:
    file = opened(words("en", "calendar/"))
    order = [
        site.catalogue.get(Meeting, name).dates[-1].start
        for table in file.tables
        for row in table.rows
        for name in re.findall(r"meetings/([a-z0-9-]+)", row.cells[1].text)
    ]
    assert order == sorted(order)
    years = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert years == sorted({date[:4] for date in order})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_names_its_activities_who_does_them_and_when(site: Site, words: Any, language: str) -> None:
    plan = site.catalogue.get(Plan, "ceam-2010-2011")
    reader = Reader(site.catalogue, language, "plans/ceam-2010-2011/")
    said = said_in(opened(words(language, "plans/ceam-2010-2011/")))
    for activity in site.catalogue.referring(plan, Activity, "plan"):
        assert squeezed(f"{activity.number}. {reader.title(activity)}activities/{activity.id}") in said
        assert squeezed(str(reader.say(activity.summary, activity))) in said
        bodies = [reader.find(item.body, "bodies") for item in activity.responsible]
        assert all(squeezed(str(reader.title(body))) in said for body in bodies)
    for name in plan.officers:
        assert squeezed(str(reader.title(site.catalogue.get(Officer, name)))) in said
    concerned = site.catalogue.referring(plan, Discrepancy, "concerns")
    assert concerned
    assert all(f"discrepancies/{item.id}" in said for item in concerned)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_of_a_plan_has_the_columns_of_its_document(
    site: Site, words: Any, language: str
) -> None:
    label = Reader(site.catalogue, language, "").label
    headings = {
        page: [cell.text for cell in opened(words(language, f"plans/{page}/")).tables[0].rows[0].cells]
        for page in ("ceam-2010-2011", "cam-2015-2016")
    }
    assert headings["ceam-2010-2011"] == [
        label(f"columns.{name}") for name in ("date", "time_place", "topic")
    ]
    assert headings["cam-2015-2016"] == [
        label(f"columns.{name}") for name in ("month", "mandate", "activity")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_state_of_the_program_says_what_is_known_and_what_is_not(
    site: Site, words: Any, language: str
) -> None:
    said = said_in(opened(words(language, "program/")))
    reader = Reader(site.catalogue, language, "program/")
    monitoring = reader.find("systems/program-monitoring")
    assert "systems/program-monitoring" in said
    assert squeezed(str(reader.say(monitoring.summary, monitoring))) in said
    for mandate in site.catalogue.referring(reader.find("themes/program"), Mandate, "themes"):
        assert all(squeezed(str(reader.say(text, mandate))) in said for text in mandate.unknown)
    page = next(page for page in site.pages if page.language == language and page.url == "program/")
    titles = re.findall(r"^## ([^{\n]+)", page.text, re.MULTILINE)
    assert len(titles) == 5
    assert all(squeezed(title) in said for title in titles)
    assert "{#" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_is_one_page_for_every_state(site: Site, pdfs: Any, language: str) -> None:
    states = site.catalogue.all(Country)
    assert len(states) == 35
    for state in states:
        page = offered.brief_page(state)
        assert len(read(pdfs(language, page)).pages) == 1, state.id
        assert len(pdfs(language, page)) < 70_000
        own = page_address(
            Reader(site.catalogue, language, ""), place_of(site.catalogue).site, f"{key(state)}/"
        )
        assert own in set(uris(pdfs(language, page)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_says_what_its_page_says(site: Site, pdfs: Any, words: Any, language: str) -> None:
    reader = Reader(site.catalogue, language, "countries/co/brief/")
    content = briefs.brief(reader, site.catalogue.get(Country, "co"))
    printed = unhyphenated(text_of(pdfs(language, "countries/co/brief/")))
    word = unhyphenated(said_in(opened(words(language, "countries/co/brief/"))))
    texts = [str(content.lead), content.membership, content.more_laws, *content.unknown]
    lines = [content.laws, content.programs, content.portals, content.work, content.figures]
    texts += [str(anchor.text) for anchor in anchors(lines)]
    texts += [name for name, _ in content.treaties]
    assert len(texts) > 30
    for text in texts:
        assert unhyphenated(text) in printed
        assert unhyphenated(text) in word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_explains_the_dates_in_brackets_that_it_shows(
    made: Documents, site: Site, language: str
) -> None:
    label = Reader(site.catalogue, language, "").label("papers.inferred")
    bracketed = {
        page
        for page, content in made[language].items()
        if re.search(r"\[[^]']*20\d\d", repr(content.sections))
    }
    assert {"plans/cam-2015-2016/", "calendar/", "mandates/", "program/", "countries/co/brief/"} <= bracketed
    for page in bracketed:
        assert (nodes.Run(label),) in made[language][page].facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_and_sources_of_an_activity_come_before_its_leaves(site: Site, language: str) -> None:
    plan = site.catalogue.get(Plan, "cam-2015-2016")
    reader = Reader(site.catalogue, language, "plans/cam-2015-2016/")
    parents = [item for item in plans.activities_of(reader, plan) if item.number in ("1", "2")]
    assert len(parents) == 2
    for parent in parents:
        parts_of = plans.parts.activity(reader, parent).blocks
        groups = [isinstance(block, blocks.Group) for block in parts_of]
        assert groups == sorted(groups)
        assert groups.count(True) == 2
        assert any(isinstance(block, blocks.Notice) for block in parts_of)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_linked_an_activity_to_its_mandates_is_said_once_before_them(
    site: Site, made: Documents, language: str
) -> None:
    reader = Reader(site.catalogue, language, "")
    name, colon = reader.label("headings.mandates"), reader.label("formats.colon")
    sections = {section.label: section for section in made[language]["plans/cam-2015-2016/"].sections}
    rows = [
        [nodes.said(value) for value in values]
        for node in sections["chapter-activities"].nodes
        if isinstance(node, nodes.Pairs)
        for label, values in node.rows
        if label == name
    ]
    named = f"{reader.code('row', 'link_types')}{colon}"
    listed = [values for values in rows if values[0].startswith(named)]
    assert any(len(values) > 1 for values in listed)
    assert not any(named.rstrip(colon) in value for values in rows for value in values[1:])


# Links


def test_an_address_is_printed_in_full(real: Catalogue, made: Documents, words: Any) -> None:
    address = f"https://www.example.org/{'long-' * 20}page.html"
    flat = flatten.Flattener(Reader(real, "en", ""), "https://example.org/", {}, set())
    assert shown(address).endswith("…")
    anchor = blocks.Anchor(address, f"Somebody, {shown(address)}", outside=True)
    assert flat.runs(anchor) == (nodes.Run(f"Somebody, {address}", address),)
    cut = r"\w\.\w+/[^\s']*…"
    assert [page for page, content in made["es"].items() if re.search(cut, repr(content))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_regional_report_prints_the_address_of_each_table_once(site: Site, language: str) -> None:
    tables = in_use(site.catalogue)
    assert len(tables) > 3
    sections = {section.label: section for section in document(report(site, language)).sections}
    said = repr(sections["chapter-sources"])
    for table in tables:
        address = f"{place_of(site.catalogue).site}figures/{table.id}.csv"
        assert said.count(f"Run(text='{address}', href='{address}'") == 1


def known_pages(site: Site, language: str) -> set[str]:
    """Return the absolute addresses of the pages of a language."""
    catalogue = site.catalogue
    paths = {f"{key(record)}/" for record in catalogue.every() if not is_example(record)}
    paths |= {f"{key(state)}/{name}/" for state in catalogue.all(Country) for name in ("brief", "figures")}
    paths |= {page.url for page in site.pages if page.language == language}
    return {page_address(Reader(catalogue, language, ""), place_of(catalogue).site, path) for path in paths}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_is_absolute_and_those_to_the_site_lead_to_pages_of_the_language(
    site: Site, pdfs: Any, words: Any, made: Documents, language: str
) -> None:
    base, known = place_of(site.catalogue).site, {code: known_pages(site, code) for code in LANGUAGES}
    found = set()
    for page in made[language]:
        found |= set(uris(pdfs(language, page)))
    for page in (*PAPERS, *BRIEFS):
        found |= {
            link.target_ref for link in opened(words(language, page)).part.rels.values() if link.is_external
        }
    assert [address for address in found if not re.match(r"https?://[^ ]+$", address)] == []
    inside = {address.partition("#")[0] for address in found if address.startswith(base)}
    here = {address for address in inside if address in known[language]}
    assert len(here) > 300
    others = {
        page_address(Reader(site.catalogue, code, ""), base, page) for code in LANGUAGES for page in PAPERS
    }
    assert inside - here <= others


def test_the_first_page_says_what_the_addresses_mean(pdfs: Any, words: Any) -> None:
    for language, folder in (("en", ""), ("es", "es/"), ("fr", "fr/")):
        for page in ("mandates/", "countries/co/brief/"):
            first = squeezed(pages_of(pdfs(language, page))[0])
            assert f"https://cam-knowledge-base.github.io/site/{folder}kind/id/" in first
            assert f"https://cam-knowledge-base.github.io/site/{folder}{page}" in first
            assert "CCBY4.0" in first
    assert f"Unofficialedition,dataof{squeezed(day_said('en'))}" in text_of(pdfs("en", "calendar/"))
    assert "Ediciónnooficial,datosal" in said_in(opened(words("es", "calendar/")))
    assert "Éditionnonofficielle,donnéesau" in text_of(pdfs("fr", "calendar/"))


def test_an_address_is_broken_without_a_hyphen_more(pdfs: Any) -> None:
    """Spanish repeats a hyphen where a line is broken at it; in an address this would be another address."""
    printed = "".join(pages_of(pdfs("es", "calendar/")))
    assert "-\n" in printed
    broken = re.findall(r"[a-z]+/[\w-]+-\n\S+", printed)
    assert broken
    assert [text for text in broken if "-\n-" in text] == []


# As documents


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_a_pdf_is_tagged_named_in_its_language_with_bookmarks_and_fonts(
    pdfs: Any, made: Documents, language: str, page: str
) -> None:
    file, content = read(pdfs(language, page)), made[language][page]
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert file.metadata.title == content.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    entries = [str(entry["/Title"]) for entry in file.outline if isinstance(entry, dict)]
    assert [title for title in (section.title for section in content.sections) if title] == [
        title for title in entries if title != content.words["contents"]
    ]
    fonts = [font.get_object() for one in file.pages for font in one["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in described or "/FontFile2" in described
        assert "+" in font["/BaseFont"]  # a subset


def tags(element: Any, names: set[str]) -> Iterator[Any]:
    """Yield the elements of a PDF's tree of tags that bear one of some names, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from tags(child, names)
    elif isinstance(element, dict):
        if str(element.get("/S", "")).strip("/") in names:
            yield element
        if "/K" in element:
            yield from tags(element["/K"], names)


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_headings_of_a_pdf_do_not_skip_and_tables_have_header_cells(
    pdfs: Any, language: str, page: str
) -> None:
    tree = read(pdfs(language, page)).trailer["/Root"]["/StructTreeRoot"]
    levels = [int(str(tag["/S"])[2:]) for tag in tags(tree, {f"H{level}" for level in range(1, 7)})]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    found = list(tags(tree, {"Table"}))
    assert bool(found) == (page not in ("plans/mide-2009-2010/", "mandates/", *BRIEFS))
    assert all(len(list(tags(table["/K"], {"TH"}))) >= 3 for table in found)


@pytest.mark.parametrize("page", PAPERS)
def test_no_page_is_empty(pdfs: Any, page: str) -> None:
    for language in LANGUAGES:
        assert all(len(said) > 150 for said in pages_of(pdfs(language, page)))


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_a_word_file_has_headings_headed_tables_a_language_and_properties(
    words: Any, made: Documents, language: str, page: str
) -> None:
    file, content = opened(words(language, page)), made[language][page]
    levels = [int(p.style.name[-1]) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert file.paragraphs[0].style.name == "Title"
    for table in file.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    known = file.core_properties
    assert (known.title, known.language, known.author) == (content.title, language, content.author)
    assert str(known.created.date()) == str(content.date)
    default = file.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert default.get(qn("w:val"))[:2] == language
    assert len(list(file.element.body.iter(qn("w:hyperlink")))) > 10


def test_the_same_content_gives_the_same_bytes(site: Site, pdfs: Any, words: Any) -> None:
    again = dict(output.documents(site, "fr"))
    for page in ("calendar/", "countries/co/brief/"):
        assert pdf.pdf(again[page], CHARTS) == pdfs("fr", page)
        assert make_docx(again[page], CHARTS) == words("fr", page)


# What stands in the data stays text


def changed(real: Catalogue, record: Any, **keys: Any) -> Catalogue:
    """Return the facts with another record in the place of one."""
    other = record.model_copy(update=keys)
    return replace(
        real, records={**real.records, record.kind: {**real.records[record.kind], record.id: other}}
    )


def everywhere(text: str) -> Text:
    return dict.fromkeys(LANGUAGES, text)


def test_hostile_texts_are_texts_in_both_files(real: Catalogue) -> None:
    plan = real.get(Plan, "mide-2009-2010")
    hostile = everywhere(f"{HOSTILE} 🛂 مرحبا")
    catalogue = changed(real, plan, title=hostile, summary=hostile, unknown=[hostile], notes=[hostile])
    reader = Reader(catalogue, "en", "plans/mide-2009-2010/")
    content = document(plans.report(reader, catalogue.get(Plan, plan.id)))
    file = opened(make_docx(content))
    assert file.core_properties.title == hostile["en"]
    assert sum(hostile["en"] in paragraph.text for paragraph in file.paragraphs) >= 4
    printed = pdf.pdf(content)
    assert read(printed).metadata.title == hostile["en"].replace("🛂", "□")  # no font has it
    said = text_of(printed)
    for sign in (
        """#import"x":*]]>=cmd|'/Ccalc'!A0""",
        """#panic("x")$x$*b*_i_<w:p/></script>"q",'a';\\&~--""",
    ):
        assert said.count(sign) >= 4
    assert set("שלום") <= set(said)
    assert set("مرحبا") <= set(unshaped(said))


def unshaped(text: str) -> str:
    """Return Arabic as it is written, where a PDF gives the shapes of the letters."""
    return unicodedata.normalize("NFKC", text)


def test_a_text_in_another_language_says_so_and_is_marked(real: Catalogue) -> None:
    mandate = real.get(Mandate, "ag-res-2738-2")
    assert mandate.summary
    only = {"en": mandate.summary["en"]}
    catalogue = changed(real, mandate, summary=only)
    content = document(mandates.report(Reader(catalogue, "fr", "mandates/")))
    file = opened(make_docx(content))
    paragraph = next(p for p in file.paragraphs if only["en"] in p.text)
    label = Reader(catalogue, "fr", "").label("marks.untranslated", language="anglais")
    assert label in paragraph.text
    language = paragraph._p.find(f".//{qn('w:r')}").find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-US"
    tree = read(pdf.pdf(content)).trailer["/Root"]["/StructTreeRoot"]
    assert "en" in {str(tag.get("/Lang", "")) for tag in tags(tree, {"Span", "P"})}


# Offered and listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_offered_from_the_page_it_belongs_to(
    site: Site, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(rendering, "files", lambda *_: dict.fromkeys(offered.FORMATS, b""))
    files = output.build(site, language)
    assert len(files) == 2 * (6 + 1 + 35)
    folder = "" if language == "en" else f"{language}/"
    briefs_of_all = (offered.brief_page(state) for state in site.catalogue.all(Country))
    for page in (*PAPERS, offered.HANDOVER, *briefs_of_all):
        here = {offer.path: offer for offer in offers_of_page(Reader(site.catalogue, language, page))}
        own = {path for path in files if path.rpartition("/")[0] == f"{folder}{page}".rstrip("/")}
        assert len(own) == 2
        assert own <= set(here)
        assert {here[path].type for path in own} == set(offered.FORMATS.values())
        assert all(here[path].text for path in own)


def test_the_brief_is_offered_beside_the_page_of_the_state_and_nothing_beside_others(real: Catalogue) -> None:
    state = list(
        offered.offers(Reader(real, "es", "countries/br/"), "countries/br/", real.get(Country, "br"))
    )
    assert [offer.path for offer in state] == [
        f"es/countries/br/brief/brief-br.{ending}" for ending in ("pdf", "docx")
    ]
    for page in ("", "meetings/", "countries/", "countries/br/figures/", "countries/xx/brief/", "plans/"):
        assert list(offered.offers(Reader(real, "es", page), page, real.find(page.strip("/")))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_data_lists_every_document_but_the_briefs(real: Catalogue, language: str) -> None:
    reader = Reader(real, language, "data/")
    table, states = offered.listed(reader)
    assert isinstance(table, blocks.Table)
    listed = {
        anchor.href.replace("../", "") for anchor in anchors(table) if "." in anchor.href.rpartition("/")[2]
    }
    folder = "" if language == "en" else f"{language}/"
    pages = (*PAPERS, offered.HANDOVER)
    wanted = {offered.path_of(real, language, page, ending) for page in pages for ending in offered.FORMATS}
    report = {f"{folder}sicremi/report/regional-report.{ending}" for ending in offered.FORMATS}
    assert listed == wanted | report
    assert [anchor.href for anchor in anchors(states)] == ["../countries/"]


def test_a_knowledge_base_with_little_in_it_has_documents_too(miniature: Site) -> None:
    for language in miniature.catalogue.languages:
        for page, content in output.documents(miniature, language):
            assert content.sections, page
            assert read(pdf.pdf(content)).pages
            assert opened(make_docx(content)).paragraphs
