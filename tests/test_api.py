"""The API: what it publishes, that its schemas describe it, that it keeps its promise, and that the examples run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import accept_contract
import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from cam import offers
from cam.api import shapes
from cam.api.base import Api
from cam.api.examples import EXAMPLES, example
from cam.api.schemas import schema_file
from cam.checks.languages import lists_speak_every_language
from cam.knowledge import Site
from cam.loading import load
from cam.model import KINDS, Record, Text
from cam.model.contract import Contract, numbers
from cam.model.records import Mandate, Theme
from cam.offers import api as paths
from cam.outputs import api, figures, put, sitemap
from cam.store import Catalogue, key
from cam.views.blocks import Anchor, Code, Group, Table
from cam.views.page import anchors
from cam.views.reader import Reader

Json = dict[str, Any]
Tree = Callable[..., Path]
ROOT = accept_contract.ROOT
SITE = "https://cam-knowledge-base.github.io/site/"


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, [], dt.date(2026, 11, 21))


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, bytes]:
    return api.build(site)


@pytest.fixture(scope="module")
def read(made: dict[str, bytes]) -> dict[str, Json]:
    """Return every file, read."""
    return {path: json.loads(content) for path, content in made.items()}


@pytest.fixture(scope="module")
def records(read: dict[str, Json]) -> dict[str, Json]:
    """Return every record's own file by `kind/id`."""
    found = {path.removeprefix("api/v1/").removesuffix(".json"): file for path, file in read.items()}
    return {name: file for name, file in found.items() if name.partition("/")[0] in KINDS and "/" in name}


def at(address: str) -> str:
    """Return the path of an address of this site, without its fragment."""
    assert address.startswith(SITE), address
    return address.removeprefix(SITE).partition("#")[0]


# What is there.


def in_data() -> set[str]:
    """Return `kind/id` of every file of data/ that is no example."""
    files = [path for kind in KINDS for path in (ROOT / "data" / kind).glob("*.yaml")]
    made_up = {path for path in files if re.search(r"^example: true$", path.read_text("utf-8"), re.MULTILINE)}
    assert made_up
    return {f"{path.parent.name}/{path.stem}" for path in files if path not in made_up}


def test_every_record_of_data_is_there_and_no_example_is(records: dict[str, Json]) -> None:
    assert set(records) == in_data()


def test_no_file_names_a_record_that_is_made_up(real: Catalogue, made: dict[str, bytes]) -> None:
    withheld = Api(real, SITE).withheld
    assert {"offers/example-statistics-advice", "members/example-authority-a"} <= withheld
    everything = b"\n".join(made.values()).decode()
    assert [name for name in withheld if f'"{name}"' in everything or f"/{name}" in everything] == []


def test_a_collection_holds_what_the_single_files_hold(
    read: dict[str, Json], records: dict[str, Json]
) -> None:
    for kind in KINDS:
        collection = read[f"api/v1/{kind}.json"]
        single = {name: file for name, file in records.items() if name.startswith(f"{kind}/")}
        assert [{**file, "meta": None} for file in single.values()] == [
            {**record, "meta": None} for record in collection["records"]
        ]
        assert collection["count"] == len(single)
        assert all("meta" in file for file in single.values())
        assert all("meta" not in record for record in collection["records"])


def test_the_index_leads_to_every_collection(read: dict[str, Json], records: dict[str, Json]) -> None:
    index = read["api/v1/index.json"]
    assert [entry["kind"] for entry in index["collections"]] == list(KINDS)
    for entry in index["collections"]:
        assert read[at(entry["api"])]["count"] == entry["count"]
        assert at(entry["described_by"]) in read
        for name in [name for name in records if name.startswith(f"{entry['kind']}/")][:1]:
            assert at(entry["record"].replace("{id}", name.partition("/")[2])) in read
    assert sum(entry["count"] for entry in index["collections"]) == len(records)
    assert {at(index[name]) for name in ("vocabulary", "openapi", "changes")} <= set(read)
    assert {at(address) for address in index["schemas"].values()} == {
        path for path in read if path.startswith("api/v1/schemas/")
    }
    assert index["languages"] == [
        {"code": "en", "name": "English", "complete": True},
        {"code": "es", "name": "español", "complete": True},
        {"code": "fr", "name": "français", "complete": True},
    ]
    assert index["pages"] == {
        "en": f"{SITE}data/api/",
        "es": f"{SITE}es/data/api/",
        "fr": f"{SITE}fr/data/api/",
    }


def test_every_file_says_what_holds_for_it(read: dict[str, Json], real: Catalogue) -> None:
    for path, file in read.items():
        if path.startswith("api/v1/schemas/") or path == paths.OPENAPI:
            continue
        meta = file["meta"]
        assert meta["address"] == SITE + path
        assert meta["licence"] == {
            "name": "CC BY 4.0",
            "address": "https://creativecommons.org/licenses/by/4.0/",
        }
        assert meta["edition"] == real.settings.edition
        assert meta["edition_note"]["es"].startswith("Preparada a partir de documentos públicos")
        assert (meta["date"], meta["contract"]) == (str(real.newest_day), newest_version(real))
        assert meta["index"] == f"{SITE}api/v1/index.json"


def test_a_record_says_how_to_cite_it_in_each_language(records: dict[str, Json]) -> None:
    cited = records["mandates/ag-res-2738-2"]["meta"]["citation"]
    assert list(cited) == ["en", "es", "fr"]
    assert all("mandates/ag-res-2738-2/" in text for text in cited.values())
    assert "How the CAM is to work" in cited["en"]
    assert f"{SITE}fr/mandates/ag-res-2738-2/" in cited["fr"]


def test_json_is_utf8_with_sorted_keys_and_the_same_each_time(made: dict[str, bytes], site: Site) -> None:
    assert api.build(site) == made
    collection = made["api/v1/countries.json"]
    assert b"Antigua-et-Barbuda" in collection
    assert "Côte".encode() not in collection
    assert "é".encode() in collection
    assert b"\\u00e9" not in collection
    for content in made.values():
        keys: list[list[str]] = []
        json.loads(
            content, object_pairs_hook=lambda pairs, keys=keys: keys.append([name for name, _ in pairs])
        )
        assert all(names == sorted(names) for names in keys)


# The schemas.


def closed(schema: Any) -> Any:
    """Return a schema that admits nothing but what it lists."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {word: closed(said) for word, said in schema.items()}
    return {**made, "additionalProperties": False} if "required" in made else made


@pytest.fixture(scope="module")
def schemas(read: dict[str, Json]) -> dict[str, Json]:
    prefix = "api/v1/schemas/"
    found = {path.removeprefix(prefix): file for path, file in read.items() if path.startswith(prefix)}
    return {name.removesuffix(".json"): file for name, file in found.items()}


def wrong(schema: Json, value: Json) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in Draft202012Validator(schema).iter_errors(value)
    ]


def test_a_schema_is_sound_and_says_where_it_stands(schemas: dict[str, Json]) -> None:
    assert set(schemas) == {*KINDS, "index", "vocabulary", "changes"}
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"{SITE}api/v1/schemas/{name}.json"
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_as_its_schema_says(
    kind: str, schemas: dict[str, Json], records: dict[str, Json]
) -> None:
    """The schema lists each key, and each key is there."""
    validator = Draft202012Validator(closed(schemas[kind]))
    for name, record in records.items():
        if name.startswith(f"{kind}/"):
            found = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(record)]
            assert found == [], name


def test_every_other_file_is_as_its_schema_says(read: dict[str, Json], schemas: dict[str, Json]) -> None:
    registry: Registry = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    paths_seen = [path for path in read if path.count("/") == 2 and path != paths.OPENAPI]
    assert len(paths_seen) == len(KINDS) + 3
    for path in paths_seen:
        small = read[path]
        if "records" in small:
            small = {**small, "records": small["records"][:2]}  # each record has its own test
        described = {"$ref": small["meta"]["described_by"]}
        assert list(Draft202012Validator(described, registry=registry).iter_errors(small)) == [], path


def test_the_schema_of_a_collection_is_one_that_can_fail(
    schemas: dict[str, Json], read: dict[str, Json]
) -> None:
    """Its described_by names a definition inside the schema of the kind."""
    described = read["api/v1/themes.json"]["meta"]["described_by"]
    assert described == f"{SITE}api/v1/schemas/themes.json#/$defs/Collection"
    schema = {**schemas["themes"], "$ref": "#/$defs/Collection"}
    del schema["required"], schema["properties"]
    collection = read["api/v1/themes.json"]
    assert "'records' is a required property" in str(wrong(schema, {"meta": collection["meta"]}))


def test_a_schema_admits_what_comes_later_and_nothing_wrong(
    schemas: dict[str, Json], records: dict[str, Json]
) -> None:
    law, schema = records["laws/ar-migraciones-2004"], schemas["laws"]
    assert wrong(schema, {**law, "new": 1}) == []
    assert wrong(closed(schema), {**law, "new": 1}) != []
    for change in (
        {"status": "in-force"},
        {"country": "AR"},
        {"date": "2004-1"},
        {"title": {"en": 1}},
        {"title": {}},
        {"kind": "treaties"},
        {"sources": []},
        {"see_also": ["ar"]},
        {"topics": None},
    ):
        assert wrong(schema, {**law, **change}) != [], change
    assert wrong(schema, {name: value for name, value in law.items() if name != "date"}) != []
    assert wrong(schema, {name: value for name, value in law.items() if name != "meta"}) == []


def test_a_schema_says_what_codes_references_and_texts_are(schemas: dict[str, Json], real: Catalogue) -> None:
    law = schemas["laws"]
    assert law["properties"]["status"]["$ref"] == "#/$defs/LawStatus"
    assert law["$defs"]["LawStatus"]["enum"] == list(real.vocabulary["law_statuses"])
    assert law["$defs"]["LawStatus"]["x-vocabulary"] == "law_statuses"
    assert law["$defs"]["CountryReference"]["x-kind"] == "countries"
    assert list(law["$defs"]["Text"]["properties"]) == sorted(real.languages)
    assert law["properties"]["number"]["description"] == "number as printed, e.g. 25.871"
    assert law["properties"]["kind"]["const"] == "laws"
    assert law["$defs"]["Source"]["properties"]["address"]["anyOf"][0] == {"type": "string", "format": "iri"}
    assert re.fullmatch(law["$defs"]["PartialDate"]["pattern"], "2004-01")


def test_pieces_of_the_same_name_are_the_same(schemas: dict[str, Json]) -> None:
    """One name stands for one thing in all schemas: programs make one class of it."""
    seen: dict[str, Json] = {}
    for schema in schemas.values():
        for name, part in schema["$defs"].items():
            if name != "Collection":
                assert seen.setdefault(name, part) == part, name


def test_what_is_put_around_a_record_hides_none_of_its_fields() -> None:
    around = {*shapes.Published.model_fields, "meta"}
    assert [kind for kind, model in KINDS.items() if around & set(model.model_fields)] == []


# Links, pages, files.


def test_links_lead_to_files_and_back(records: dict[str, Json]) -> None:
    links = 0
    for name, record in records.items():
        for link in record["links"]:
            assert at(link["api"]) == f"api/v1/{link['record']}.json"
            back = [other for other in records[link["record"]]["linked_from"] if other["record"] == name]
            assert [other["fields"] for other in back] == [link["fields"]]
            links += 1
        for link in record["linked_from"]:
            assert name in [other["record"] for other in records[link["record"]]["links"]]
    assert links > 4000


def test_links_name_the_keys(records: dict[str, Json]) -> None:
    links = {link["record"]: link["fields"] for link in records["mandates/ag-res-2738-2"]["links"]}
    assert links["documents/ag-res-2738"] == ["document", "sources"]
    assert links["bodies/cam"] == ["addressed_to", "concerns"]
    back = {link["record"]: link["fields"] for link in records["mandates/ag-res-2738-2"]["linked_from"]}
    assert back["plans/cam-2015-2016"] == ["mandates"]


def test_every_reference_of_a_field_is_among_the_links(
    records: dict[str, Json], schemas: dict[str, Json]
) -> None:
    """Found with the schema alone, as a program would that knows nothing of the site."""
    for kind in ("mandates", "plans", "meetings", "laws", "programs"):
        fields = {}
        for name, said in schemas[kind]["properties"].items():
            target = said.get("items", said).get("$ref", "").rpartition("/")[2]
            if (to := schemas[kind]["$defs"].get(target, {}).get("x-kind")) is not None:
                fields[name] = to
        assert fields
        for name, record in records.items():
            if name.startswith(f"{kind}/"):
                given = [
                    f"{to}/{item}"
                    for field, to in fields.items()
                    for item in (record[field] if isinstance(record[field], list) else [record[field]])
                ]
                assert set(given) <= {link["record"] for link in record["links"]}


def test_pages_are_those_of_the_sitemap(site: Site, records: dict[str, Json]) -> None:
    listed = set(re.findall(r"<loc>([^<]+)</loc>", sitemap.build(site)["sitemap.xml"].decode()))
    for name, record in records.items():
        assert list(record["pages"]) == ["en", "es", "fr"]
        for language, address in record["pages"].items():
            missing = record["translation_states"][language] == "missing"
            assert missing or address in listed, name
    assert records["countries/ar"]["pages"]["es"] == f"{SITE}es/countries/ar/"


def test_downloads_are_files_of_the_site(site: Site, records: dict[str, Json], read: dict[str, Json]) -> None:
    files = figures.build(site)
    index = [at(item["address"]) for item in read["api/v1/index.json"]["downloads"]]
    assert index[:2] == ["figures/region.csv", "es/figures/region.csv"]
    found = index + [at(item["address"]) for record in records.values() for item in record["downloads"]]
    for path in found:
        folder = path if path.startswith(("es/", "fr/")) else f"en/{path}"
        assert path in files or (ROOT / "docs" / folder).is_file(), path
    assert records["datasets/unhcr-population"]["downloads"] == [
        {"address": f"{SITE}figures/unhcr-population.csv", "type": "text/csv", "language": None}
    ]
    edition = records["editions/2026-11"]["downloads"]
    assert {item["type"] for item in edition} >= {"application/pdf", "application/zip"}


def test_what_is_known_travels_as_it_is_written(records: dict[str, Json]) -> None:
    workshop = records["meetings/workshop-learning-from-experience"]
    assert [(date["start"], date["status"]) for date in workshop["dates"]] == [
        ("2011-03-23", "moved"),
        ("2011-04-12", "planned"),
    ]
    assert workshop["dates"][0]["opens"] == "09:30"
    assert workshop["revised"] is None
    assert records["laws/ar-migraciones-2004"]["date"] == "2004"
    assert records["datasets/worldbank-wdi"]["unsure"] == ["licence"]
    assert "terms.wage" in [item for record in records.values() for item in record["unsure"]]
    assert records["countries/ar"]["title"] == {"en": "Argentina", "es": "Argentina", "fr": "Argentine"}


def test_a_text_that_is_missing_is_said_to_be(miniature: Site) -> None:
    made = api.build(miniature)
    sirem = json.loads(made["api/v1/systems/sirem.json"])
    assert sirem["translation_states"] == {"en": "working", "es": "original", "fr": "missing"}
    assert "fr" not in sirem["title"]
    assert sirem["pages"]["fr"] == "https://example.org/cam/fr/systems/sirem/"


HOSTILE = (
    'a "quoted", x; y\r\n\tz 🦜 \u202eعربي\u202c ]]> </script><!-- \\u0041 \\ \u2028 {{ x }}'
    "=cmd()|'/c calc'!A0"
)


def test_hostile_texts_come_back_as_they_were(real: Catalogue, site: Site) -> None:
    theme = real.get(Theme, "return")
    hostile = theme.model_copy(update={"title": Text({"en": HOSTILE}), "unsure": [HOSTILE]})
    changed = dataclasses.replace(
        real, records={**real.records, "themes": {**real.records["themes"], "return": hostile}}
    )
    made = api.build(dataclasses.replace(site, catalogue=changed))
    for record in (
        json.loads(made["api/v1/themes/return.json"]),
        *[item for item in json.loads(made["api/v1/themes.json"])["records"] if item["id"] == "return"],
    ):
        assert record["title"] == {"en": HOSTILE}
        assert record["unsure"] == [HOSTILE]
    assert HOSTILE in json.loads(made["api/v1/themes/return.json"])["meta"]["citation"]["fr"]


# The closed lists.


def test_the_vocabulary_has_every_list_in_its_order_with_its_words(read: dict[str, Json]) -> None:
    lists = read["api/v1/vocabulary.json"]["lists"]
    files = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in (ROOT / "data/vocabulary").glob("*.yaml")
    }
    assert set(lists) == set(files)
    for name, codes in files.items():
        assert [item["code"] for item in lists[name]] == list(codes)
        for item in lists[name]:
            if isinstance(codes[item["code"]], dict):
                assert item["words"] == codes[item["code"]]
    assert lists["source_languages"][3] == {
        "code": "pt",
        "words": {"en": "Portuguese", "es": "portugués", "fr": "portugais"},
    }


def test_the_schemas_name_lists_that_are_there(read: dict[str, Json], schemas: dict[str, Json]) -> None:
    lists = read["api/v1/vocabulary.json"]["lists"]
    for schema in schemas.values():
        for part in schema["$defs"].values():
            if "x-vocabulary" in part:
                assert part["enum"] == [item["code"] for item in lists[part["x-vocabulary"]]]


# OpenAPI.


def newest_version(catalogue: Catalogue) -> str:
    assert catalogue.contract
    return catalogue.contract.changes[-1].version


def test_the_openapi_description_is_sound(real: Catalogue, read: dict[str, Json]) -> None:
    description = read[paths.OPENAPI]
    assert list(OpenAPIV31SpecValidator(description).iter_errors()) == []
    assert description["info"]["version"] == newest_version(real)
    assert description["info"]["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert description["servers"] == [{"url": f"{SITE}api/v1"}]


def test_the_openapi_description_knows_every_file_and_no_other(read: dict[str, Json]) -> None:
    known = {
        path: re.compile("api/v1" + re.sub(r"\\{\w+\\}", "[a-z0-9-]+", re.escape(path)))
        for path in read[paths.OPENAPI]["paths"]
    }
    for name in read:
        assert [path for path, pattern in known.items() if pattern.fullmatch(name)], name
    empty = {f"/{kind}/{{id}}.json" for kind in KINDS if not read[f"api/v1/{kind}.json"]["count"]}
    unused = {path for path, pattern in known.items() if not any(pattern.fullmatch(name) for name in read)}
    assert unused == empty


def test_the_examples_of_the_openapi_description_are_true(read: dict[str, Json]) -> None:
    description = read[paths.OPENAPI]
    resource = Resource.from_contents(description, default_specification=DRAFT202012)
    registry: Registry = Registry().with_resource("urn:api", resource)
    checked = 0
    for path, item in description["paths"].items():
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        for given in content.get("examples", {}).values():
            name = at(given["externalValue"])
            filled = path
            for parameter in item.get("parameters", []):
                filled = filled.replace(f"{{{parameter['name']}}}", parameter["example"])
            assert name == f"api/v1{filled}"
            schema = json.loads(json.dumps(content["schema"]).replace('"#/', '"urn:api#/'))
            assert list(Draft202012Validator(schema, registry=registry).iter_errors(read[name])) == [], name
            checked += 1
    assert checked >= 2 * len(KINDS)


# The contract.


@pytest.fixture(scope="module")
def now(site: Site) -> accept_contract.Fields:
    return accept_contract.published(site)


def test_no_published_field_disappeared_or_changed_its_type(now: accept_contract.Fields) -> None:
    found = accept_contract.broken(accept_contract.merged(accept_contract.accepted()), now)
    assert not found, "\n".join([*found, accept_contract.PROMISE])


def test_what_was_added_is_accepted(now: accept_contract.Fields) -> None:
    news = accept_contract.added(accept_contract.merged(accept_contract.accepted()), now)
    assert not news, (
        f"{news} is published now: write a version into data/api.yaml, then run {accept_contract.COMMAND}"
    )


def test_every_version_that_added_fields_stands_in_the_history(real: Catalogue) -> None:
    assert real.contract
    versions = [change.version for change in real.contract.changes]
    assert set(accept_contract.accepted()) <= set(versions)
    assert next(iter(accept_contract.accepted())) == versions[0] == "1.0"
    assert {numbers(version)[0] for version in versions} == {1}
    assert paths.ROOT == "api/v1/"


def test_the_list_of_fields_knows_pieces_lists_and_doubt(now: accept_contract.Fields) -> None:
    assert now["meetings"]["dates"] == "list of MeetingDate"
    assert now["MeetingDate"]["end"] == "PartialDate or null"
    assert now["laws"]["topics"] == "list of code of law_topics"
    assert now["laws"]["replaced_by"] == "id of laws or null"
    assert now["Collection"]["records"] == "list of record"
    assert now["Part"]["parts"] == "list of Part"
    assert now["addresses"]["/laws/{id}.json"] == "file"
    assert now["glossary"]["acronyms"] == "map of list of string"


def test_a_field_that_goes_is_never_accepted() -> None:
    versions = {"1.0": {"themes": {"id": "string", "title": "Text"}}}
    for now in ({"themes": {"id": "string"}}, {"themes": {"id": "string", "title": "string"}}, {}):
        with pytest.raises(ValueError, match=r"`title` was Text, and is (gone|string)") as refused:
            accept_contract.accept(versions, now, "1.1")
        assert "promises that a published field never disappears" in str(refused.value)


def test_a_field_that_comes_needs_a_version_of_its_own() -> None:
    versions = {"1.0": {"themes": {"id": "string"}}}
    now = {"themes": {"id": "string", "title": "Text"}}
    with pytest.raises(ValueError, match="first write the next version into"):
        accept_contract.accept(versions, now, "1.0")
    grown = accept_contract.accept(versions, now, "1.1")
    assert grown == {"1.0": versions["1.0"], "1.1": {"themes": {"title": "Text"}}}
    assert accept_contract.accept(grown, now, "1.1") == grown


def test_a_field_taken_from_the_model_is_noticed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above, seen to fail: without `paragraph`, mandates break the contract."""

    def schema(model: type[Record], **options: Any) -> Json:
        whole = super(Mandate, model).model_json_schema(**options)
        return {**whole, "properties": {n: v for n, v in whole["properties"].items() if n != "paragraph"}}

    monkeypatch.setattr(Mandate, "model_json_schema", classmethod(schema))
    monkeypatch.setattr("cam.api.schemas._raw", lambda model: model.model_json_schema(mode="serialization"))
    found = accept_contract.broken(
        accept_contract.merged(accept_contract.accepted()), accept_contract.published(site)
    )
    assert found == ["mandates: `paragraph` was string, and is gone"]


def test_the_history_is_published_in_every_language(read: dict[str, Json], real: Catalogue) -> None:
    changes = read["api/v1/changes.json"]["changes"]
    assert changes[0]["version"] == "1.0"
    for change in changes:
        assert list(change["text"]) == real.languages
        assert all(text.strip() for text in change["text"].values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('changes: [{version: "1", date: 2026-11-21, text: {en: a}}]', "`1` is not a version"),
        ("changes: []", "`changes` is empty"),
        (
            'changes: [{version: "1.1", date: 2026, text: {en: a}}, {version: "1.1", date: 2026, text: {en: b}}]',
            "version 1.1 follows version 1.1",
        ),
        (
            'changes: [{version: "1.9", date: 2027, text: {en: a}}, {version: "1.10", date: 2026, text: {en: b}}]',
            "version 1.10 follows version 1.9",
        ),
    ],
)
def test_a_history_that_is_wrong_is_a_problem_with_its_line(tree: Tree, text: str, message: str) -> None:
    _, problems = load(tree({"data/api.yaml": text}))
    assert [message in problem.what for problem in problems] == [True]
    assert problems[0].file == "data/api.yaml"


def test_versions_are_ordered_as_numbers() -> None:
    days = [{"version": version, "date": "2026-11-21", "text": {"en": "x"}} for version in ("1.9", "1.10")]
    assert [change.version for change in Contract.model_validate({"changes": days}).changes] == [
        "1.9",
        "1.10",
    ]


def test_a_history_speaks_every_language(tree: Tree) -> None:
    text = 'changes: [{version: "1.0", date: 2026-11-21, text: {en: a, fr: b}}]'
    catalogue, problems = load(tree({"data/api.yaml": text}))
    assert problems == []
    found = [problem for problem in lists_speak_every_language(catalogue) if problem.file == "data/api.yaml"]
    assert [problem.what for problem in found] == ["`text` is missing in `es`"]


def test_without_a_history_the_version_is_the_first(tree: Tree) -> None:
    catalogue, problems = load(tree({"data/api.yaml": None}))
    assert problems == []
    assert Api(catalogue, SITE).version == "1.0"


# What pages offer and list.


def test_a_page_offers_what_it_shows_as_json(real: Catalogue) -> None:
    def offered(language: str, path: str) -> list[tuple[str, str]]:
        reader = Reader(real, language, path)
        record = real.find(path.strip("/"))
        return [(offer.path, offer.type) for offer in paths.offers(reader, path, record)]

    assert offered("en", "laws/ar-migraciones-2004/") == [
        ("api/v1/laws/ar-migraciones-2004.json", "application/json")
    ]
    assert offered("fr", "laws/") == [("api/v1/laws.json", "application/json")]
    assert [path for path, _ in offered("es", "data/api/")] == ["api/v1/index.json", "api/v1/openapi.json"]
    assert offered("en", "countries/ar/brief/") == []
    assert offered("en", "") == []


def test_a_record_that_is_made_up_is_not_offered(real: Catalogue) -> None:
    assert offers.offers(Reader(real, "en", "offers/example-statistics-advice/")) == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_address_that_the_guide_lists_is_there(
    real: Catalogue, made: dict[str, bytes], language: str
) -> None:
    up = "../../" if language == "en" else "../../../"
    blocks = paths.listed(Reader(real, language, "data/api/"))
    hrefs = [anchor.href for anchor in anchors(blocks) if "api/v1/" in anchor.href]
    assert [href for href in hrefs if href.removeprefix(up) not in made] == []
    assert {f"{up}{path}" for path in paths.FILES.values()} <= set(hrefs)
    assert {f"{up}api/v1/{kind}.json" for kind in KINDS} <= set(hrefs)
    assert {f"{up}api/v1/schemas/{kind}.json" for kind in KINDS} <= set(hrefs)


def test_the_page_of_all_data_only_says_where_to_begin(real: Catalogue) -> None:
    (begin,) = paths.listed(Reader(real, "fr", "data/"))
    assert isinstance(begin, Table)
    assert begin.title == ""
    assert [row[0] for row in begin.rows] == [Anchor(f"../../{path}", path) for path in paths.FILES.values()]


# The examples.


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the API on this machine; return the address of the site."""
    folder = tmp_path_factory.mktemp("served")
    put(folder / "site", made)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()
        thread.join()


def run(command: list[str], program: str) -> str:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(command, input=program, env=kept, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


PROGRAMS = {
    "curl, jq": (["bash", "-eu", "-o", "pipefail"], ("curl", "jq")),
    "Python": ([sys.executable, "-"], ()),
    "R": (["Rscript", "-"], ("Rscript",)),
    "JavaScript": (["node", "--input-type=module", "-"], ("node",)),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_an_example_runs(name: str, language: str, served: str, real: Catalogue) -> None:
    command, needed = PROGRAMS[name]
    lacking = [program for program in needed if not shutil.which(program)]
    if lacking:
        pytest.skip(f"there is no {', '.join(lacking)} here")
    moved = real.find("meetings/workshop-learning-from-experience")
    assert moved
    expected = f"{moved.title[language]} | 2011-04-12 | 2011-03-23"
    assert run(command, example(name, served, language)).splitlines() == [expected]


def test_the_guide_shows_the_examples_as_they_run(real: Catalogue) -> None:
    (group,) = [block for block in paths.listed(Reader(real, "es", "data/api/")) if isinstance(block, Group)]
    shown = {block.title: block.text for block in group.blocks if isinstance(block, Code)}
    assert shown == {name: example(name, SITE, "es") for name in EXAMPLES}
    assert f'urlopen("{SITE}api/v1/meetings.json")' in shown["Python"]


def test_an_example_asks_the_site_where_it_stands(real: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://preview.example.org/x")
    (group,) = [block for block in paths.listed(Reader(real, "en", "data/api/")) if isinstance(block, Group)]
    assert all("https://preview.example.org/x/api/v1/" in block.text for block in group.blocks)


def test_the_schema_of_every_kind_is_made_without_records(miniature: Site) -> None:
    """A kind that has no record yet is described all the same."""
    schema = schema_file(Api.of(miniature), "officers")
    assert not miniature.catalogue.records["officers"]
    assert "office" in schema["required"]
    assert key(next(miniature.catalogue.every())).startswith("mandates/")
