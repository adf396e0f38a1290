"""The files that lead to the records: the index, the closed lists, the history of the contract."""

from __future__ import annotations

from collections.abc import Callable

from cam.api.base import Api, Json, download, plural
from cam.api.shapes import FILES
from cam.model import KINDS
from cam.offers import api as paths
from cam.views.reader import Reader


def index_file(api: Api) -> Json:
    """Return the file where the API begins."""
    settings = api.catalogue.settings
    assert settings
    name = api.said(lambda reader: reader.wording.text(settings.name))
    complete = api.catalogue.complete_languages
    return {
        "meta": _own_meta(api, paths.INDEX, "index"),
        "name": name,
        "pages": api.pages(paths.GUIDE),
        "languages": [
            {"code": code, "name": reader.wording.language_name(code, code), "complete": code in complete}
            for code, reader in api.readers.items()
        ],
        "collections": [_entry(api, kind) for kind in KINDS],
        "vocabulary": api.address(paths.VOCABULARY),
        "openapi": api.address(paths.OPENAPI),
        "changes": api.address(paths.CHANGES),
        "schemas": {name: api.address(paths.schema_path(name)) for name in [*KINDS, *FILES]},
        "downloads": [
            download(api, f"figures/{table}.csv", code)
            for table in ("region", "corridors")
            for code in api.readers
            if api.catalogue.figures
        ],
    }


def _own_meta(api: Api, path: str, name: str) -> Json:
    cited = api.citation(lambda reader: reader.label("api.title"), paths.GUIDE, api.newest)
    return api.meta(path, paths.schema_path(name), cited)


def _entry(api: Api, kind: str) -> Json:
    return {
        "kind": kind,
        "title": api.said(plural(kind)),
        "count": len(api.records(kind)),
        "api": api.address(paths.collection_path(kind)),
        "record": api.address(paths.record_path(f"{kind}/{{id}}")),
        "described_by": api.address(paths.schema_path(kind)),
        "pages": api.pages(f"{kind}/"),
    }


def vocabulary_file(api: Api) -> Json:
    """Return the closed lists with their words in every language."""
    lists = {
        name: [{"code": code, "words": words or api.said(_language(code))} for code, words in codes.items()]
        for name, codes in sorted(api.catalogue.vocabulary.items())
    }
    return {"meta": _own_meta(api, paths.VOCABULARY, "vocabulary"), "lists": lists}


def _language(code: str) -> Callable[[Reader], str]:
    """Return what says the name of a language to a reader: such a list has no words of its own."""
    return lambda reader: reader.wording.language_name(code)


def changes_file(api: Api) -> Json:
    """Return the history of the contract."""
    history = api.catalogue.contract.model_dump(mode="json")["changes"] if api.catalogue.contract else []
    return {"meta": _own_meta(api, paths.CHANGES, "changes"), "changes": history}
