"""The JSON-LD inside pages, read back by rdflib: the facts, and what is not stated."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import bless
import pytest
from jinja2 import Environment
from lxml import html
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from cam import prose
from cam.frame import frame, place_of
from cam.knowledge import Site
from cam.linked_data import linked_data
from cam.linked_data.things import _OF_A_STATE, _SITES, THINGS
from cam.model import KINDS, PartialDate, Record, Text
from cam.model.base import Source
from cam.model.directory import Portal
from cam.model.law import Law
from cam.model.records import Meeting, Officer
from cam.store import Catalogue, is_example, key
from cam.views.reader import Reader

SITE = "https://cam-knowledge-base.github.io/site/"
SDO = Namespace("https://schema.org/")
LANGUAGES = ("en", "es", "fr")

# Of rdflib, which parses JSON-LD by a class that it says is out of date.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def script(catalogue: Catalogue, language: str, path: str, **meta: Any) -> str:
    """Return what the script of a page holds."""
    reader, record = Reader(catalogue, language, path), catalogue.find("/".join(path.split("/")[:2]))
    if record is not None:
        known = {"kind": record.kind, "record": record.id, "title": str(reader.title(record))}
        meta = {**known, **meta}
    return str(linked_data(reader, SITE, meta))


def graph(text: str) -> Graph:
    """Return the triples of a script. The context of schema.org is on the network: a vocabulary stands for it."""
    told = json.loads(text)
    assert told.pop("@context") == "https://schema.org"
    found = Graph()
    found.parse(data=json.dumps({"@context": {"@vocab": str(SDO)}, **told}), format="json-ld")
    return found


def page(catalogue: Catalogue, language: str, path: str, **meta: Any) -> Graph:
    return graph(script(catalogue, language, path, **meta))


def it(path: str) -> URIRef:
    """Return what a record is about."""
    return URIRef(f"{SITE}{path}#it")


def one(found: Graph, subject: Node, *names: str) -> str | None:
    """Return the only value at the end of a way of properties, as text; None where there is none."""
    for name in names:
        values = list(found.objects(subject, SDO[name]))
        if not values:
            return None
        assert len(values) == 1, (names, values)
        subject = values[0]
    return str(subject)


def every(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Yield language, path and script of every page."""
    for language in catalogue.languages:
        for record in catalogue.every():
            yield language, f"{key(record)}/", script(catalogue, language, f"{key(record)}/")
    for written in prose.read_pages(catalogue.root, catalogue.languages):
        reader = Reader(catalogue, written.language, written.url)
        yield written.language, written.url, str(linked_data(reader, SITE, written.meta))


@pytest.fixture(scope="module")
def scripts(real: Catalogue) -> dict[tuple[str, str], str]:
    return {(language, path): text for language, path, text in every(real)}


# Every page.


def test_every_page_is_told_in_little_space(scripts: dict, real: Catalogue) -> None:
    sizes = {where: len(text.encode()) for where, text in scripts.items()}
    assert max(sizes.values()) <= 1700, max(sizes, key=sizes.__getitem__)
    assert sum(sizes.values()) / len(sizes) < 1200
    assert len(sizes) > 3 * sum(len(records) for records in real.records.values())


def test_every_script_is_data_that_rdflib_reads(scripts: dict) -> None:
    """Read as a whole, once for each language: parsing each by itself takes minutes."""
    for language in LANGUAGES:
        texts = [text for (code, _), text in scripts.items() if code == language and text]
        together = [json.loads(text) for text in texts]
        assert {told.pop("@context") for told in together} == {"https://schema.org"}
        found = Graph().parse(
            data=json.dumps({"@context": {"@vocab": str(SDO)}, "@graph": together}), format="json-ld"
        )
        pages = set(found.subjects(RDF.type, SDO.WebPage)) | set(found.subjects(RDF.type, SDO.CollectionPage))
        assert len(pages) == len(texts) - 1  # the home page is told as the site
        assert {type(node) for node in pages} == {URIRef}
        assert all(str(node).startswith(SITE) for node in pages)


def test_what_is_made_up_is_not_told(scripts: dict, real: Catalogue) -> None:
    made_up = [record for record in real.every() if is_example(record)]
    assert made_up
    for record in made_up:
        assert [scripts[language, f"{key(record)}/"] for language in LANGUAGES] == ["", "", ""]
        assert not any(f"{key(record)}/" in text for text in scripts.values())


def test_what_a_page_is_about_is_the_same_in_every_language(scripts: dict, real: Catalogue) -> None:
    for kind in THINGS:
        for identity in list(real.records[kind])[:3]:
            texts = [scripts[language, f"{kind}/{identity}/"] for language in LANGUAGES]
            about = [json.loads(text).get("mainEntity", {}).get("@id") for text in texts]
            assert len(set(about)) == 1
            assert about[0] in (None, f"{SITE}{kind}/{identity}/#it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_day_licence_and_place(real: Catalogue, language: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    found = page(real, language, "laws/ar-migraciones-2004/")
    here = URIRef(f"{SITE}{folder}laws/ar-migraciones-2004/")
    assert (here, RDF.type, SDO.WebPage) in found
    assert one(found, here, "inLanguage") == language
    assert one(found, here, "dateModified") == "2026-11-21"
    assert one(found, here, "license") == "https://creativecommons.org/licenses/by/4.0/"
    assert (here, SDO.isPartOf, it("")) in found
    assert (here, SDO.mainEntity, it("laws/ar-migraciones-2004/")) in found
    steps = sorted(
        (
            int(str(found.value(step, SDO.position))),
            str(found.value(step, SDO.name)),
            found.value(step, SDO.item),
        )
        for step in found.objects(predicate=SDO.itemListElement)
    )
    assert [str(item) for _, _, item in steps[:2]] == [f"{SITE}{folder}", f"{SITE}{folder}laws/"]
    words = {"en": "Home", "es": "Inicio", "fr": "Accueil"}
    assert steps[0][1] == words[language]
    assert (steps[2][1], steps[2][2]) == (real.find("laws/ar-migraciones-2004").title[language], None)


def test_the_home_page_tells_of_the_site_and_its_search(real: Catalogue) -> None:
    found = page(real, "es", "", title="Inicio")
    assert (it(""), RDF.type, SDO.WebSite) in found
    assert one(found, it(""), "name") == "Base de conocimientos de la CAM"
    assert {str(code) for code in found.objects(it(""), SDO.inLanguage)} == set(LANGUAGES)
    assert one(found, it(""), "potentialAction", "target", "urlTemplate") == f"{SITE}es/search/?q={{words}}"
    assert one(found, it(""), "potentialAction", "query-input") == "required name=words"
    assert str(one(found, it(""), "description")).startswith("Edición no oficial. Preparada")


def test_lists_and_prose(real: Catalogue) -> None:
    found = page(real, "en", "glossary/", title="Glossary", description="Terms.")
    assert (URIRef(f"{SITE}glossary/"), RDF.type, SDO.CollectionPage) in found
    assert (it("glossary/"), RDF.type, SDO.DefinedTermSet) in found
    assert one(found, it("glossary/"), "name") == "Glossary"
    found = page(real, "fr", "bulletins/x/", title="Bulletin", date="2026-11-21")
    assert one(found, URIRef(f"{SITE}fr/bulletins/x/"), "datePublished") == "2026-11-21"
    assert one(found, URIRef(f"{SITE}fr/bulletins/x/"), "name") == "Bulletin"
    found = page(real, "fr", "about/x/", title="Only in English", untranslated=["fr"])
    assert one(found, URIRef(f"{SITE}fr/about/x/"), "inLanguage") == "en"


# Facts, kind by kind.


def test_a_meeting_that_was_moved(real: Catalogue) -> None:
    path = "meetings/workshop-learning-from-experience/"
    found, event = page(real, "en", path), it(path)
    assert (event, RDF.type, SDO.Event) in found
    assert one(found, event, "startDate") == "2011-04-12T09:00:00-04:00"  # summer time in Washington
    assert one(found, event, "endDate") == "2011-04-12T17:00:00-04:00"
    assert one(found, event, "previousStartDate") == "2011-03-23"
    assert one(found, event, "eventStatus") == "https://schema.org/EventRescheduled"
    assert one(found, event, "location", "name") == "Washington, D.C."
    assert (event, SDO.organizer, it("bodies/ceam/")) in found
    assert one(found, event, "organizer", "name") == "Special Committee on Migration Issues (CEAM)"


def test_a_meeting_that_was_held(real: Catalogue) -> None:
    """Its hour and place stand at the date that was planned; the source that it was held gives the day alone."""
    found, event = page(real, "fr", "meetings/ceam-2011-02-16/"), it("meetings/ceam-2011-02-16/")
    assert one(found, event, "startDate") == "2011-02-16"
    assert one(found, event, "eventStatus") == "https://schema.org/EventScheduled"
    assert one(found, event, "previousStartDate") is None
    assert one(found, event, "location") is None


def test_an_inferred_date_is_not_told(real: Catalogue) -> None:
    """With neither a date nor “scheduled”, which would read as still to come; what is sure stays."""
    inferred = [item for item in real.all(Meeting) if item.dates[-1].year_inferred]
    assert len(inferred) > 9
    for meeting in inferred:
        path = f"{key(meeting)}/"
        found, event = page(real, "en", path), it(path)
        told = [
            one(found, event, name) for name in ("startDate", "endDate", "eventStatus", "previousStartDate")
        ]
        assert told == [None] * 4
        assert (event, SDO.organizer, it(f"bodies/{meeting.body}/")) in found
    meeting = real.get(Meeting, "ceam-2011-02-16")
    sure_date = meeting.dates[0]
    moved = sure_date.model_copy(
        update={"status": "moved", "start": PartialDate("2015-12"), "year_inferred": True}
    )
    path = "meetings/ceam-2011-02-16/"
    found = page(with_record(real, meeting.model_copy(update={"dates": [moved, sure_date]})), "en", path)
    assert one(found, it(path), "startDate") == "2011-02-16T14:30:00-05:00"
    assert one(found, it(path), "previousStartDate") is None
    assert one(found, it(path), "location", "name") == "Bolívar Room"
    fallen = moved.model_copy(update={"status": "cancelled"})
    found = page(with_record(real, meeting.model_copy(update={"dates": [fallen]})), "en", path)
    assert one(found, it(path), "eventStatus") == "https://schema.org/EventCancelled"
    assert one(found, it(path), "startDate") is None


def with_record(catalogue: Catalogue, record: Record) -> Catalogue:
    """Return a catalogue in which a record stands in place of that of the same name."""
    records = {**catalogue.records[record.kind], record.id: record}
    return dataclasses.replace(catalogue, records={**catalogue.records, record.kind: records})


def dated(real: Catalogue, *dates: tuple[str, str], **update: Any) -> Graph:
    """Return what is told of a meeting with other dates: (start, status)."""
    meeting = real.get(Meeting, "ceam-2011-02-16")
    made = [
        meeting.dates[1].model_copy(update={"start": PartialDate(start), "status": status})
        for start, status in dates
    ]
    changed = with_record(real, meeting.model_copy(update={"dates": made, **update}))
    return page(changed, "en", "meetings/ceam-2011-02-16/")


@pytest.mark.parametrize(
    ("dates", "start", "state", "before"),
    [
        ([("2030-05", "planned")], "2030-05", "EventScheduled", []),
        ([("2030", "planned")], "2030", "EventScheduled", []),
        ([("2030-05-01", "unknown")], "2030-05-01", None, []),
        ([("2030-05-01", "cancelled")], "2030-05-01", "EventCancelled", []),
        ([("2030-05-01", "moved")], "2030-05-01", "EventPostponed", []),
        ([("2030-05-01", "moved"), ("2030-06-01", "moved"), ("2030-07", "planned")],
         "2030-07", "EventRescheduled", ["2030-05-01", "2030-06-01"]),
        ([("2030-05-01", "moved"), ("2030-06-01", "cancelled")], "2030-06-01", "EventCancelled", ["2030-05-01"]),
    ],
)  # fmt: skip
def test_a_meeting_stands_as_its_dates_say(
    real: Catalogue, dates: list, start: str, state: str | None, before: list[str]
) -> None:
    found, event = dated(real, *dates), it("meetings/ceam-2011-02-16/")
    assert one(found, event, "startDate") == start
    assert one(found, event, "eventStatus") == (f"https://schema.org/{state}" if state else None)
    assert sorted(str(day) for day in found.objects(event, SDO.previousStartDate)) == before


def test_dates_that_are_only_remembered_are_not_told(real: Catalogue) -> None:
    found = dated(real, ("2030-05-01", "planned"), unsure=["dates"])
    event = it("meetings/ceam-2011-02-16/")
    assert (event, RDF.type, SDO.Event) in found
    assert [one(found, event, name) for name in ("startDate", "eventStatus", "location")] == [None] * 3


def test_a_law_of_argentina(real: Catalogue) -> None:
    found, law = page(real, "fr", "laws/ar-migraciones-2004/"), it("laws/ar-migraciones-2004/")
    assert (law, RDF.type, SDO.Legislation) in found
    assert one(found, law, "name") == "Loi sur les migrations"
    assert (law, SDO.alternateName, Literal("Ley de Migraciones", lang="es")) in found
    assert one(found, law, "legislationIdentifier") == "25.871"
    assert one(found, law, "legislationDate") == "2004"
    assert one(found, law, "legislationType") == "Loi"
    assert (law, SDO.legislationJurisdiction, it("countries/ar/")) in found
    assert (it("countries/ar/"), SDO.name, Literal("Argentine")) in found


def test_no_instrument_is_said_to_be_in_force(scripts: dict, real: Catalogue) -> None:
    """The site knows of an instrument in force only that no repeal was seen."""
    assert not any("schema.org/InForce" in text for text in scripts.values())
    ended = {law.id for law in real.all(Law) if "NotInForce" in scripts["en", f"{key(law)}/"]}
    assert "cl-dl-1094-1975" in ended
    for identity in ended:
        law = real.get(Law, identity)
        assert law.status in ("replaced", "ended")
        assert "status" not in law.unsure


def test_a_resolution_a_mandate_and_a_treaty(real: Catalogue) -> None:
    found, act = page(real, "en", "documents/ag-res-2738/"), it("documents/ag-res-2738/")
    assert (act, RDF.type, SDO.Legislation) in found
    assert one(found, act, "legislationIdentifier") == "AG/RES. 2738 (XLII-O/12)"
    assert one(found, act, "legislationDate") == "2012-06"
    assert (act, SDO.legislationPassedBy, it("bodies/general-assembly/")) in found
    found = page(real, "en", "mandates/ag-res-2738-2/")
    paragraph = it("mandates/ag-res-2738-2/")
    assert one(found, paragraph, "legislationIdentifier") == "AG/RES. 2738 (XLII-O/12), par. 2"
    assert (paragraph, SDO.isPartOf, act) in found
    assert (act, SDO.legislationIdentifier, Literal("AG/RES. 2738 (XLII-O/12)")) in found
    found, treaty = page(real, "es", "treaties/achr-1969/"), it("treaties/achr-1969/")
    assert one(found, treaty, "legislationDate") == "1969-11-22"
    assert one(found, treaty, "legislationType") == "Tratado"


def test_a_report_and_another_document(real: Catalogue) -> None:
    found, report = page(real, "en", "documents/sicremi-report-2011/"), it("documents/sicremi-report-2011/")
    assert (report, RDF.type, SDO.Report) in found
    assert one(found, report, "datePublished") == "2011-07-11"
    found = page(real, "en", "documents/cam-work-plan-2015-2016/")
    assert (it("documents/cam-work-plan-2015-2016/"), RDF.type, SDO.CreativeWork) in found


def test_a_symbol_that_others_attribute_is_no_identifier(real: Catalogue) -> None:
    """CE/AM-150/10 rev. 2 stands in another document, not in its own text."""
    found = page(real, "en", "documents/ce-am-150-10/")
    assert real.find("documents/ce-am-150-10").symbol == "CE/AM-150/10 rev. 2"
    assert one(found, it("documents/ce-am-150-10/"), "identifier") is None


def test_a_table_of_figures_with_its_licence(real: Catalogue) -> None:
    found, table = page(real, "en", "datasets/unhcr-population/"), it("datasets/unhcr-population/")
    assert (table, RDF.type, SDO.Dataset) in found
    assert one(found, table, "license", "name") == "CC BY 4.0"
    assert one(found, table, "creator", "name") == "UNHCR"
    assert one(found, table, "distribution", "contentUrl") == f"{SITE}figures/unhcr-population.csv"
    assert one(found, table, "distribution", "encodingFormat") == "text/csv"
    assert one(found, table, "temporalCoverage") == "2000/2025"
    assert (table, SDO.includedInDataCatalog, it("datasets/")) in found
    assert len(str(one(found, table, "description"))) >= 50


def test_a_licence_that_is_only_remembered_is_not_told(real: Catalogue) -> None:
    assert "licence" in real.find("datasets/worldbank-wdi").unsure
    found = page(real, "en", "datasets/worldbank-wdi/")
    assert one(found, it("datasets/worldbank-wdi/"), "license") is None
    assert one(found, it("datasets/worldbank-wdi/"), "creator", "name") == "World Bank"


@pytest.mark.parametrize(
    ("path", "licensed"),
    [
        ("datasets/unhcr-population/", False),
        ("datasets/worldbank-wdi/", False),
        ("countries/ar/", False),
        ("countries/ar/figures/", False),
        ("countries/ar/brief/", False),
        ("editions/2026-11/", False),
        ("figures/stock/", False),
        ("compare/", False),
        ("meetings/ceam-2011-02-16/", True),
        ("glossary/", True),
    ],
)
def test_the_licence_of_the_site_does_not_seem_to_cover_figures(
    real: Catalogue, path: str, licensed: bool
) -> None:
    for language, folder in (("en", ""), ("fr", "fr/")):
        found = page(real, language, path, title="x")
        assert (one(found, URIRef(f"{SITE}{folder}{path}"), "license") is not None) == licensed


def test_the_figures_of_a_state(real: Catalogue) -> None:
    found = page(real, "fr", "countries/ar/figures/", title="Argentine : chiffres", description="Tous.")
    table = it("countries/ar/figures/")
    assert (table, RDF.type, SDO.Dataset) in found
    assert one(found, table, "distribution", "contentUrl") == f"{SITE}fr/countries/ar/figures/figures.csv"
    assert (table, SDO.spatialCoverage, it("countries/ar/")) in found
    steps = [str(item) for item in found.objects(predicate=SDO.item)]
    assert f"{SITE}fr/countries/ar/" in steps
    brief = json.loads(script(real, "en", "countries/ar/brief/", title="Argentina"))
    assert "mainEntity" not in brief


def test_a_frozen_edition(real: Catalogue) -> None:
    found, edition = page(real, "es", "editions/2026-11/"), it("editions/2026-11/")
    assert (edition, RDF.type, SDO.Report) in found
    files = {str(found.value(file, SDO.contentUrl)): file for file in found.objects(edition, SDO.encoding)}
    name = f"{SITE}es/editions/2026-11/regional-report-2026-11-es.pdf"
    assert name in files
    sums = {file.name: file.sha256 for file in real.find("editions/2026-11").files}
    assert str(found.value(files[name], SDO.sha256)) == sums["regional-report-2026-11-es.pdf"]
    assert not any(name.endswith(".zip") for name in files)


def test_institutions_and_bodies(real: Catalogue) -> None:
    found, portal = page(real, "en", "portals/ar-dnm/"), it("portals/ar-dnm/")
    assert (portal, RDF.type, SDO.GovernmentOrganization) in found
    assert (portal, SDO.areaServed, it("countries/ar/")) in found
    found, body = page(real, "en", "bodies/cam/"), it("bodies/cam/")
    assert (body, RDF.type, SDO.Organization) in found
    assert (body, SDO.parentOrganization, it("bodies/cidi/")) in found
    assert one(found, body, "alternateName") == "CAM"
    found = page(real, "en", "portals/migration-data-portal/")
    assert (it("portals/migration-data-portal/"), RDF.type, SDO.WebSite) in found


def test_a_name_and_an_address_that_are_not_sure_are_not_told(real: Catalogue) -> None:
    portal = real.get(Portal, "ag-foreign-affairs")
    assert "title" in portal.unsure
    found = page(real, "en", "portals/ag-foreign-affairs/")
    assert one(found, it("portals/ag-foreign-affairs/"), "name") is None
    assert one(found, it("portals/ag-foreign-affairs/"), "url") == portal.address
    for update in ({"address_evidence": "weak"}, {"closed": True}, {"unsure": ["address"]}):
        changed = with_record(real, portal.model_copy(update=update))
        assert (
            one(page(changed, "en", "portals/ag-foreign-affairs/"), it("portals/ag-foreign-affairs/"), "url")
            is None
        )
    changed = with_record(real, portal.model_copy(update={"unsure": ["type"]}))
    found = page(changed, "en", "portals/ag-foreign-affairs/")
    assert (it("portals/ag-foreign-affairs/"), RDF.type, SDO.Organization) in found


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("number", "legislationIdentifier"),
        ("date", "legislationDate"),
        ("type", "legislationType"),
        ("address", "url"),
        ("title", "name"),
    ],
)
def test_a_value_of_a_law_that_is_only_remembered_is_not_told(real: Catalogue, field: str, name: str) -> None:
    law, path = real.get(Law, "ar-migraciones-2004"), "laws/ar-migraciones-2004/"
    assert one(page(real, "en", path), it(path), name)
    found = page(with_record(real, law.model_copy(update={"unsure": [field]})), "en", path)
    assert one(found, it(path), name) is None
    assert (it(path), RDF.type, SDO.Legislation) in found


def test_a_record_that_is_only_remembered_is_not_told(real: Catalogue, scripts: dict) -> None:
    remembered = [
        record
        for record in real.every()
        if record.kind in THINGS
        and record.sources
        and {item.evidence for item in record.sources} == {"recalled"}
    ]
    assert remembered
    for record in remembered:
        told = json.loads(scripts["en", f"{key(record)}/"])
        assert "mainEntity" not in told
        assert told["name"] == record.title["en"]  # of the page
    law = real.get(Law, "ar-migraciones-2004")
    gone = law.model_copy(
        update={"sources": [Source(evidence=law.sources[0].evidence.__class__("recalled"))]}
    )
    assert "mainEntity" not in json.loads(script(with_record(real, gone), "en", "laws/ar-migraciones-2004/"))


TOLD_AS = {
    "number": "legislationIdentifier",
    "address": "url",
    "title": "name",
    "date": "legislationDate",
    "licence": "license",
    "parent": "parentOrganization",
}


def test_no_value_that_is_listed_as_unsure_is_told(real: Catalogue, scripts: dict) -> None:
    """Wherever such a value can be told from others: names, numbers and addresses."""
    checked = 0
    for record in real.every():
        about = json.loads(scripts["en", f"{key(record)}/"] or "{}").get("mainEntity", {})
        for field, name in TOLD_AS.items():
            if field in record.unsure and about:
                assert name not in about, key(record)
                checked += 1
    assert checked > 80


def test_an_officer_is_told_with_the_office_alone(real: Catalogue) -> None:
    found, person = page(real, "en", "officers/saguier-chair-2010/"), it("officers/saguier-chair-2010/")
    assert (person, RDF.type, SDO.Person) in found
    assert {str(name) for name in found.predicates(person)} == {
        str(RDF.type),
        str(SDO.name),
        str(SDO.memberOf),
    }
    assert one(found, person, "memberOf", "roleName") == "Chair"
    assert one(found, person, "memberOf", "startDate") == "2010-07-21"
    assert one(found, person, "memberOf", "endDate") == "2011"
    assert one(found, person, "memberOf", "memberOf") == str(it("bodies/ceam/"))
    span = real.get(Officer, "calderon-chair-2016").term
    assert span
    assert span.inferred  # neither elected nor in office on a known day
    path = "officers/calderon-chair-2016/"
    found = page(real, "en", path)
    assert {str(name) for name in found.predicates(it(path))} == {str(RDF.type), str(SDO.name)}
    officer = real.get(Officer, "saguier-chair-2010")
    assert officer.evidence
    remembered = officer.model_copy(update={"evidence": type(officer.evidence)("recalled")})
    text = script(with_record(real, remembered), "en", "officers/saguier-chair-2010/")
    assert "mainEntity" not in json.loads(text)


def test_states_terms_and_programs(real: Catalogue) -> None:
    found, state = page(real, "es", "countries/br/"), it("countries/br/")
    assert (state, RDF.type, SDO.Country) in found
    assert (one(found, state, "name"), one(found, state, "identifier", "value")) == ("Brasil", "BR")
    found, term = page(real, "es", "glossary/sicremi/"), it("glossary/sicremi/")
    assert (term, RDF.type, SDO.DefinedTerm) in found
    assert one(found, term, "termCode") == "SICREMI"
    assert (term, SDO.inDefinedTermSet, it("glossary/")) in found
    found, program = page(real, "en", "programs/ca-sawp-mx/"), it("programs/ca-sawp-mx/")
    assert (program, RDF.type, SDO.GovernmentService) in found
    assert (program, SDO.areaServed, it("countries/ca/")) in found
    assert one(found, program, "audience", "geographicArea", "name") == "Mexico"


@pytest.mark.parametrize("identity", ["us-bracero", "regime-mercosur", "ar-estacional"])
def test_a_program_that_is_over_unsure_or_a_regime_is_no_service(scripts: dict, identity: str) -> None:
    assert "mainEntity" not in json.loads(scripts["en", f"programs/{identity}/"])


def test_the_codes_on_which_this_acts_are_listed(real: Catalogue) -> None:
    lists = real.vocabulary
    assert {*_OF_A_STATE, *_SITES, "civil_society"} <= set(lists["portal_types"])
    assert {"active"} <= set(lists["program_statuses"])
    assert {"regime"} <= set(lists["program_types"])
    assert {"weak"} <= set(lists["address_evidence"])
    assert {"adopted", "published"} <= set(lists["document_statuses"])
    assert {
        "resolution",
        "declaration",
        "rules",
        "report",
        "assessment",
        "publication",
        "workshop_paper",
    } <= set(lists["document_types"])
    assert set(THINGS) <= set(KINDS)


# Languages, and hostile texts.


def test_a_text_in_another_language_says_so(miniature: Site) -> None:
    """In French the record is missing: its page shows, and says, the original."""
    catalogue = miniature.catalogue
    body = catalogue.find("bodies/cam")
    assert body
    changed = with_record(
        catalogue, body.model_copy(update={"title": Text({"es": "La comisión"}), "original": body.original})
    )
    found = page(changed, "fr", "bodies/cam/")
    assert (it("bodies/cam/"), SDO.name, Literal("La comisión", lang="es")) in found
    assert one(found, URIRef(f"{SITE}fr/bodies/cam/"), "inLanguage") == "es"
    told = page(changed, "es", "bodies/cam/")
    assert (it("bodies/cam/"), SDO.name, Literal("La comisión")) in told


HOSTILE = (
    "</script><script>alert(1)</script><!-- ]]> & \"q\" 'a' \\ \u2028 \r\n; , 🦜 \u202eعربي =cmd() {{ x }}"
)


def test_hostile_texts_stay_inside_the_script(real: Catalogue) -> None:
    law = real.get(Law, "ar-migraciones-2004")
    hostile = law.model_copy(update={"title": Text({"en": HOSTILE}), "number": HOSTILE})
    text = script(with_record(real, hostile), "en", "laws/ar-migraciones-2004/")
    for sign in "<>&\u2028":
        assert sign not in text
    template = '<head><script type="application/ld+json">{{ told }}</script></head><body><p>after</p></body>'
    for autoescape in (False, True):
        told = linked_data(
            Reader(with_record(real, hostile), "en", "laws/ar-migraciones-2004/"),
            SITE,
            {"kind": "laws", "record": law.id, "title": HOSTILE},
        )
        tree = html.fromstring(Environment(autoescape=autoescape).from_string(template).render(told=told))
        assert len(tree.xpath("//script")) == 1
        assert tree.xpath("string(//body/p)") == "after"
        found = graph(tree.xpath("string(//script)"))
        here = it("laws/ar-migraciones-2004/")
        assert (one(found, here, "name"), one(found, here, "legislationIdentifier")) == (HOSTILE, HOSTILE)


def test_the_frame_of_a_page_bears_it(real: Catalogue) -> None:
    meta = {"kind": "themes", "record": "return", "title": "Return", "description": "x"}
    around = frame(real, place_of(real), "en", "themes/return/", "docs/en/themes/return.md", meta)
    assert around.linked_data == linked_data(Reader(real, "en", "themes/return/"), SITE, meta)
    assert json.loads(around.linked_data)["name"] == "Return"
    head = (bless.ROOT / "overrides/partials/head.html").read_text("utf-8")
    assert '<script type="application/ld+json">{{ cam.linked_data }}</script>' in head
