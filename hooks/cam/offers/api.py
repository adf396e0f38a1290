"""The addresses of the API, and the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from cam.model import KINDS, Record
from cam.offers.offer import MEDIA_TYPES, Offer
from cam.store import is_example, key
from cam.views.blocks import Anchor, Block, Cell, Code, Group, Table
from cam.views.reader import Reader

TYPE = MEDIA_TYPES["json"]
ROOT = "api/v1/"
INDEX = f"{ROOT}index.json"
VOCABULARY = f"{ROOT}vocabulary.json"
CHANGES = f"{ROOT}changes.json"
OPENAPI = f"{ROOT}openapi.json"
FILES = {"index": INDEX, "vocabulary": VOCABULARY, "openapi": OPENAPI, "changes": CHANGES}
"""The files that lead to the records, in the order in which the guide names them."""
GUIDE = "data/api/"
"""The page that explains the API, below a language's root."""


def collection_path(kind: str) -> str:
    """Return the path of all records of a kind."""
    return f"{ROOT}{kind}.json"


def record_path(reference: str) -> str:
    """Return the path of one record, by `kind/id`."""
    return f"{ROOT}{reference}.json"


def schema_path(name: str) -> str:
    """Return the path of the schema of a kind, or of a file that is no record."""
    return f"{ROOT}schemas/{name}.json"


def offers(reader: Reader, path: str, record: Record | None) -> Iterator[Offer]:
    """Yield what is offered beside the page at `path` (from the language's root); `record` is the page's, if any."""
    if record is not None:
        yield Offer(record_path(key(record)), TYPE, reader.label("api.offer_record"))
    elif path.rstrip("/") in KINDS:
        yield Offer(collection_path(path.rstrip("/")), TYPE, reader.label("api.offer_records"))
    elif path == GUIDE:
        yield Offer(INDEX, TYPE, reader.label("api.index"))
        yield Offer(OPENAPI, TYPE, reader.label("api.openapi"))


def listed(reader: Reader) -> list[Block]:
    """Return where the API begins, for the page "Data and feeds"; its own page shows the rest as well."""
    rows: list[list[Cell]] = [
        [_link(reader, path), reader.label(f"api.{name}")] for name, path in FILES.items()
    ]
    columns = [reader.label("api.address"), reader.label("api.holds")]
    if reader.path != GUIDE:
        return [Table(columns=columns, rows=rows)]
    begin = Table(reader.label("api.files"), "files", columns=columns, rows=rows)
    return [begin, _kinds(reader), *_examples(reader), *_history(reader)]


def _link(reader: Reader, path: str) -> Anchor:
    return Anchor(reader.root_href(path), path)


def _kinds(reader: Reader) -> Table:
    """Return the table of all kinds, with the address of all records, of one of them, and of the schema."""
    said = [reader.label(f"api.{name}") for name in ("records", "address", "example", "schema")]
    columns = [reader.label("columns.kind"), *said]
    rows = [_kind(reader, kind) for kind in KINDS]
    intro = reader.label("api.kinds_intro")
    return Table(reader.label("api.kinds"), "kinds", intro, columns, rows)


def _kind(reader: Reader, kind: str) -> list[Cell]:
    ids = [record.id for record in reader.catalogue.records[kind].values() if not is_example(record)]
    called = reader.label(f"kinds.{kind}")
    one, schema = record_path(f"{kind}/{ids[0] if ids else ''}"), schema_path(kind)
    named = reader.label("api.schema_of", kind=called)
    return [
        Anchor(reader.href(f"{kind}/"), called),
        reader.wording.number(len(ids)),
        _link(reader, collection_path(kind)),
        Anchor(reader.root_href(one), ids[0], name=reader.label("api.example_of", kind=called, id=ids[0]))
        if ids
        else "",
        Anchor(reader.root_href(schema), reader.label("api.schema"), name=named),
    ]


def _examples(reader: Reader) -> list[Block]:
    """Return the examples, as they ask this site."""
    from cam.api.examples import EXAMPLES, example  # both know of this module
    from cam.frame import place_of

    site = place_of(reader.catalogue).site
    samples: list[Block] = [Code(name, text=example(name, site, reader.language)) for name in EXAMPLES]
    return [
        Group(reader.label("api.examples"), "examples", reader.label("api.examples_intro"), blocks=samples)
    ]


def _history(reader: Reader) -> list[Block]:
    """Return the versions of the contract, the newest first."""
    contract = reader.catalogue.contract
    columns = [reader.label("api.version"), reader.label("columns.date"), reader.label("api.change")]
    rows: list[list[Cell]] = [
        [change.version, reader.date(change.date), reader.say(change.text)]
        for change in reversed(contract.changes if contract else [])
    ]
    return [Table(reader.label("api.changes"), "changes", columns=columns, rows=rows)] if rows else []
