"""Loads everything under data/ once, and links it: the Catalogue that checks, views and outputs work on."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from cam.model import KINDS, AnyReference, Code, PartialDate, Record, Reference, Strict, Text
from cam.model.base import Address, PlainText
from cam.model.cooperation import Cooperative
from cam.model.health import Check, History, Host
from cam.model.map import Map
from cam.problems import Problem
from cam.yamlfile import Place, YamlFile, read

RecordT = TypeVar("RecordT", bound=Record)


class Licence(Strict):
    """A licence and where it can be read."""

    name: PlainText
    address: Address


class Settings(Strict):
    """data/site.yaml: whose site it is, where it stands, and where its files are kept."""

    name: Text
    edition: Text
    edition_note: Text
    publisher: Text
    address: Address
    forge: Address
    branch: PlainText
    examples: bool = Field(True, description="whether made-up records of RICOMI, marked as such, are shown")
    licence_data: Licence
    licence_code: Licence
    refuses_programs: list[Host] = Field([], description="hosts that the link check does not ask")


@dataclass(frozen=True)
class Link:
    """One reference: from a record, at a place in its file, to a record."""

    source: str
    place: Place
    target: str


@dataclass
class Catalogue:
    """All records, closed lists and labels of a knowledge base, with the files they came from."""

    root: Path
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    files: dict[str, YamlFile] = field(default_factory=dict)
    vocabulary: dict[str, dict[str, Text | None]] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    settings: Settings | None = None
    map: Map | None = None
    health: dict[str, list[Check]] = field(default_factory=dict)
    """What the link check found at each portal's address, by the portal's id, oldest first."""
    titles: dict[str, Text] = field(default_factory=dict)
    """The title of each record that was taken in, by `kind/id`, for records that take over the title of another."""
    unread: set[str] = field(default_factory=set)
    """`kind/id` of files that could not be taken in: what refers to them is no problem of its own."""

    @property
    def languages(self) -> list[str]:
        """Codes of the site's languages; the first is the default."""
        return list(self.vocabulary.get("languages", {}))

    @property
    def complete_languages(self) -> list[str]:
        """Codes of the languages in which every text must be there (the others are growing)."""
        file = self.files.get("vocabulary/languages")
        return [code for code, state in (file.value if file else {}).items() if state == "complete"]

    def all(self, kind: type[RecordT]) -> list[RecordT]:
        """Return the records of a class, ordered by id."""
        return [record for record in self.records[kind.kind].values() if isinstance(record, kind)]

    def every(self) -> Iterator[Record]:
        """Yield all records, kind by kind."""
        for records in self.records.values():
            yield from records.values()

    def find(self, reference: str, kind: str | None = None) -> Record | None:
        """Return the record that `kind/id`, or an id of the given kind, stands for."""
        if kind is None:
            kind, _, reference = reference.partition("/")
        return self.records.get(kind, {}).get(reference)

    def get(self, kind: type[RecordT], identity: str) -> RecordT:
        """Return a record known to exist (references are checked before anything is rendered)."""
        record = self.records[kind.kind][identity]
        assert isinstance(record, kind)
        return record

    def file(self, record: Record) -> YamlFile:
        """Return the file that a record was read from."""
        return self.files[key(record)]

    @cached_property
    def newest_day(self) -> PartialDate | None:
        """The day of the newest change to a record, if there is any record."""
        return max(
            (day for record in self.every() for day in (record.added, record.revised) if day), default=None
        )

    @cached_property
    def links(self) -> list[Link]:
        """Every reference between records, in the order of the files."""
        return [
            Link(key(record), place, target)
            for record in self.every()
            for place, word in words(record)
            if (target := target_of(word))
        ]

    @cached_property
    def links_to(self) -> dict[str, list[Link]]:
        """The same references by their target."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    def referring(self, record: Record, kind: type[RecordT], *fields: str) -> list[RecordT]:
        """Return the records of a class that refer to `record` (from one of `fields`, if named), each once."""
        identities = dict.fromkeys(
            link.source
            for link in self.links_to.get(key(record), [])
            if link.source.startswith(kind.kind + "/") and (not fields or link.place[0] in fields)
        )
        return [self.get(kind, identity.partition("/")[2]) for identity in identities]


def key(record: Record) -> str:
    """Return `kind/id`."""
    return f"{record.kind}/{record.id}"


def target_of(word: Reference | AnyReference | Code) -> str | None:
    """Return the `kind/id` that a word refers to, or None for a code of a closed list."""
    if isinstance(word, Reference):
        return f"{word.kind}/{word}"
    return None if isinstance(word, Code) else str(word)


def words(value: Any, place: Place = ()) -> Iterator[tuple[Place, Reference | AnyReference | Code]]:
    """Yield every reference and code inside a record, with its place."""
    for found, part in walk(value, place):
        if isinstance(part, (Reference, AnyReference, Code)):
            yield found, part


def walk(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every value inside a record with its place, outer values first."""
    yield place, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*place, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*place, index))


def load(root: Path) -> tuple[Catalogue, list[Problem]]:
    """Read data/ below `root`; return the catalogue of what could be read, and what was wrong with the rest."""
    catalogue, problems = Catalogue(root), list[Problem]()
    problems += _load_lists(catalogue)
    problems += _load_settings(catalogue)
    problems += _load_map(catalogue)
    for kind, model in KINDS.items():
        for path in sorted((root / "data" / kind).glob("*.yaml")):
            problems += _load_record(catalogue, path, model)
    problems += _load_health(catalogue)
    problems += _strangers(root)
    if catalogue.settings and not catalogue.settings.examples:
        _leave_out_examples(catalogue)
    return catalogue, problems


def _load_record(catalogue: Catalogue, path: Path, model: type[Record]) -> Iterator[Problem]:
    catalogue.unread.add(f"{model.kind}/{path.stem}")
    file = read(path, path.relative_to(catalogue.root).as_posix())
    yield from file.problems
    if file.value is None:
        return
    if not isinstance(file.value, dict):
        yield file.problem((), "this is not a record", "write keys and values, e.g. `id: …`")
        return
    record, problems = validate(model, file, languages=catalogue.languages, titles=catalogue.titles)
    yield from problems
    if record is None:
        return
    if record.id != path.stem:
        what = f"the id `{record.id}` differs from the file name"
        yield file.problem(("id",), what, f"write `id: {path.stem}`, or rename the file to {record.id}.yaml")
    if record.id in catalogue.records[model.kind]:
        first = catalogue.files[key(record)].name
        yield file.problem(
            ("id",), f"the id `{record.id}` is taken by {first}", "give one of them another id and name"
        )
        return
    catalogue.records[model.kind][record.id] = record
    catalogue.titles[key(record)] = record.title
    catalogue.files[key(record)] = file
    catalogue.unread.discard(f"{model.kind}/{path.stem}")


ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], file: YamlFile, **context: Any) -> tuple[ModelT | None, list[Problem]]:
    """Return the file's value as a `model`, or None with its problems; `context` is what the model asks for."""
    try:
        return model.model_validate(file.value, context=context), []
    except ValidationError as error:
        return None, [_problem(model, file, detail) for detail in error.errors()]


def _place(file: YamlFile, location: tuple[int | str, ...]) -> Place:
    """Return the place of an error in the file; `location` also names branches of the schema, which no editor sees."""
    place: Place = ()
    for part in location:
        if (*place, part) in file.lines:
            place = (*place, part)
    return place


def _problem(model: type[BaseModel], file: YamlFile, error: ErrorDetails) -> Problem:
    place = _place(file, error["loc"])
    name, where = str(place[-1]) if place else "the record", ".".join(str(part) for part in place)
    context = error.get("ctx", {})
    match error["type"]:
        case "cam":
            what = f"{where}: {context['what']}" if where else str(context["what"])
            return file.problem(place, what, context["remedy"])
        case "extra_forbidden":
            return file.problem(place, f"the key `{name}` is not known here", _suggestion(model, file, place))
        case "missing":
            name = str(error["loc"][-1])
            stem = Path(file.name).stem
            remedy = f"write `id: {stem}` on the first line" if error["loc"] == ("id",) else f"add `{name}:`"
            return file.problem(place, f"`{name}` is missing", remedy)
        case "too_short":
            return file.problem(place, f"`{name}` is empty", "write at least one entry")
    wanted = _WANTED.get(error["type"], error["msg"])
    found = type(error["input"]).__name__
    what = f"`{where}` should be {wanted}, but is {_FOUND.get(found, found)}"
    return file.problem(place, what, "correct the value; numbers that are labels go between quotes")


_WANTED = {
    "string_type": "a text",
    "list_type": "a list (lines that begin with `- `)",
    "dict_type": "a text per language, {en: …, es: …, fr: …}",
    "model_type": "a group of keys",
    "bool_type": "true or false",
    "int_type": "a whole number",
}
_FOUND = {"str": "a text", "int": "a number", "float": "a number", "bool": "true or false", "list": "a list",
          "dict": "a group of keys", "NoneType": "empty"}  # fmt: skip


def _suggestion(model: type[BaseModel], file: YamlFile, place: Place) -> str:
    siblings = [
        str(other[-1]) for other in file.lines if len(other) == len(place) and other[:-1] == place[:-1]
    ]
    known = _fields_at(model, place[:-1])
    near = difflib.get_close_matches(str(place[-1]), [name for name in known if name not in siblings], n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"remove it; known keys: {', '.join(known)}" if known else "remove it"


def _fields_at(model: type[BaseModel], place: Place) -> list[str]:
    """Return the keys that the schema knows at `place`."""
    schema: dict[str, Any] = model.model_json_schema(mode="serialization") if place else {}
    if not place:
        return list(model.model_fields)
    definitions, here = schema.get("$defs", {}), schema
    for part in place:
        here = _resolved(here, definitions)
        here = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
    return list(_resolved(here, definitions).get("properties", {}))


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            schema = option
    reference = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = definitions.get(reference, schema)
    return found


def _load_lists(catalogue: Catalogue) -> Iterator[Problem]:
    for folder in ("vocabulary", "labels"):
        for path in sorted((catalogue.root / "data" / folder).glob("*.yaml")):
            file = read(path, path.relative_to(catalogue.root).as_posix())
            yield from file.problems
            if isinstance(file.value, dict):
                catalogue.files[f"{folder}/{path.stem}"] = file
                _enter_list(catalogue, folder, path.stem, file.value)
            elif not file.problems:
                yield file.problem(
                    (), "this is not a list of codes", "write each as `code: {en: …, es: …, fr: …}`"
                )
    for name in sorted({code.vocabulary for code in Code.__subclasses__()} | {"languages"}):
        if not (catalogue.root / "data" / "vocabulary" / f"{name}.yaml").is_file():
            yield Problem(
                f"data/vocabulary/{name}.yaml", 0, "this list is missing", "restore it; its codes are in use"
            )


def _enter_list(catalogue: Catalogue, folder: str, name: str, entries: dict[str, Any]) -> None:
    if folder == "labels":
        catalogue.labels.update({f"{name}.{code}": text for code, text in entries.items()})
    else:
        catalogue.vocabulary[name] = {
            code: Text(text) if isinstance(text, dict) else None for code, text in entries.items()
        }


def _load_settings(catalogue: Catalogue) -> Iterator[Problem]:
    path = catalogue.root / "data" / "site.yaml"
    if not path.is_file():
        yield Problem("data/site.yaml", 0, "this file is missing", "restore it; it says whose site this is")
        return
    file = read(path, "data/site.yaml")
    yield from file.problems
    if file.value is not None:
        catalogue.settings, problems = validate(Settings, file)
        catalogue.files["site"] = file
        yield from problems


def _load_map(catalogue: Catalogue) -> Iterator[Problem]:
    path = catalogue.root / "data" / "map.yaml"
    if not path.is_file():
        return
    file = read(path, "data/map.yaml")
    yield from file.problems
    if file.value is not None:
        catalogue.map, problems = validate(Map, file)
        catalogue.files["map"] = file
        yield from problems


def _load_health(catalogue: Catalogue) -> Iterator[Problem]:
    path = catalogue.root / "data" / "health.yaml"
    if not path.is_file():
        return
    file = read(path, "data/health.yaml")
    yield from file.problems
    if file.value is None:
        return
    if not isinstance(file.value, dict):
        yield file.problem((), "this is no history of checks", "delete the file, and run `cam links --write`")
        return
    catalogue.files["health"] = file
    history, problems = validate(History, file)
    yield from problems
    catalogue.health = history.root if history else {}
    for portal in catalogue.health:
        if portal not in catalogue.records["portals"] and f"portals/{portal}" not in catalogue.unread:
            yield file.problem((portal,), f"there is no portal `{portal}`", "delete its checks")


def _leave_out_examples(catalogue: Catalogue) -> None:
    for records in catalogue.records.values():
        for identity in [identity for identity, record in records.items() if is_example(record)]:
            del records[identity]


def is_example(record: Record) -> bool:
    """Return whether a record is made up to show how something works; such records are marked, and never exported."""
    return isinstance(record, Cooperative) and record.example


_ALONE = ("site.yaml", "map.yaml", "health.yaml")
"""Files that stand in data/ itself."""


def _strangers(root: Path) -> Iterator[Problem]:
    """Every folder of data/ is a kind, and holds .yaml files only."""
    known = {*KINDS, "vocabulary", "labels"}
    for path in sorted((root / "data").rglob("*")):
        name, parts = path.relative_to(root).as_posix(), path.relative_to(root / "data").parts
        if path.is_dir():
            if len(parts) > 1 or parts[0] not in known:
                yield Problem(
                    name, 0, "this folder is not a kind of record", f"use one of: {', '.join(sorted(known))}"
                )
        elif path.suffix != ".yaml" and not path.name.startswith("."):
            yield Problem(name, 0, "this file is not read", "end its name in .yaml, or remove it")
        elif len(parts) == 1 and path.suffix == ".yaml" and path.name not in _ALONE:
            yield Problem(name, 0, "this file is not read", "move it into the folder of its kind")
