"""Reads everything under data/ once, into the Catalogue that `store` describes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cam import succession
from cam.blanks import unfilled
from cam.figures import REPORT_KEYS, REPORT_MEASURES, SEXES, Layout, read_table
from cam.fitting import ModelT, validate
from cam.model import KINDS, Code, Record, Text
from cam.model.contract import Contract
from cam.model.figures import CountryReport, Dataset
from cam.model.health import History
from cam.model.map import Map
from cam.model.translation import Ledger
from cam.problems import Problem
from cam.shelf import Shelf
from cam.store import PAGES, Catalogue, Settings, is_example, key


def load(root: Path) -> tuple[Catalogue, list[Problem]]:
    """Read data/ below `root`; return the catalogue of what could be read, and what was wrong with the rest."""
    catalogue, problems, shelf = Catalogue(root), list[Problem](), Shelf(root)
    problems += _load_lists(catalogue, shelf)
    problems += _load_settings(catalogue, shelf)
    problems += _load_map(catalogue, shelf)
    problems += _load_contract(catalogue, shelf)
    for kind, model in KINDS.items():
        for path in sorted((root / "data" / kind).glob("*.yaml")):
            problems += _load_record(catalogue, shelf, path, model)
    succession.work_out(catalogue)
    problems += _load_health(catalogue, shelf)
    problems += _load_ledgers(catalogue, shelf)
    problems += _load_figures(catalogue)
    problems += _strangers(catalogue)
    shelf.keep()
    if catalogue.settings and not catalogue.settings.examples:
        _leave_out_examples(catalogue)
    return catalogue, problems


def _load_record(catalogue: Catalogue, shelf: Shelf, path: Path, model: type[Record]) -> Iterator[Problem]:
    catalogue.unread.add(f"{model.kind}/{path.stem}")
    file = shelf.read(path, f"data/{model.kind}/{path.name}")
    yield from file.problems
    if file.value is None:
        return
    if not isinstance(file.value, dict):
        yield file.problem((), "this is not a record", "write keys and values, e.g. `id: …`")
        return
    blanks = unfilled(file)
    record, problems = validate(model, file, languages=catalogue.languages, titles=catalogue.titles)
    yield from _beside(blanks, problems)
    if blanks or record is None:
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


def _beside(blanks: list[Problem], problems: list[Problem]) -> list[Problem]:
    """Return the blanks, and the problems that are not of a blank."""
    lines = {blank.line for blank in blanks}
    return blanks + [problem for problem in problems if problem.line not in lines]


def _load_lists(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    for folder in ("vocabulary", "labels"):
        for path in sorted((catalogue.root / "data" / folder).glob("*.yaml")):
            file = shelf.read(path, path.relative_to(catalogue.root).as_posix())
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


def _alone(
    catalogue: Catalogue, shelf: Shelf, name: str, model: type[ModelT]
) -> tuple[ModelT | None, list[Problem]]:
    """Return data/`name`.yaml as a `model`, with its problems; None without a problem where there is no such file."""
    path = catalogue.root / "data" / f"{name}.yaml"
    if not path.is_file():
        return None, []
    file = shelf.read(path, f"data/{name}.yaml")
    catalogue.files[name] = file
    if file.value is None:
        return None, file.problems
    if not isinstance(file.value, dict):
        wrong = file.problem(
            (), "this file holds no keys and values", "write `key: value` lines, or restore it"
        )
        return None, [*file.problems, wrong]
    value, problems = validate(model, file)
    return value, [*file.problems, *problems]


def _load_settings(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    if not (catalogue.root / "data" / "site.yaml").is_file():
        yield Problem("data/site.yaml", 0, "this file is missing", "restore it; it says whose site this is")
    catalogue.settings, problems = _alone(catalogue, shelf, "site", Settings)
    yield from problems


def _load_map(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    catalogue.map, problems = _alone(catalogue, shelf, "map", Map)
    yield from problems


def _load_contract(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    catalogue.contract, problems = _alone(catalogue, shelf, "api", Contract)
    yield from problems


def _load_health(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    history, problems = _alone(catalogue, shelf, "health", History)
    yield from problems
    catalogue.health = history.root if history else {}
    for portal in catalogue.health:
        if portal not in catalogue.records["portals"] and f"portals/{portal}" not in catalogue.unread:
            file = catalogue.files["health"]
            yield file.problem((portal,), f"there is no portal `{portal}`", "delete its checks")


def _load_ledgers(catalogue: Catalogue, shelf: Shelf) -> Iterator[Problem]:
    """Read what translations were made from. Of a record that is gone nothing is said: `cam fix` takes it out."""
    for path in sorted((catalogue.root / "data" / "translations").glob("*.yaml")):
        ledger, problems = _alone(catalogue, shelf, f"translations/{path.stem}", Ledger)
        yield from problems
        if path.stem not in (*KINDS, PAGES):
            name = f"data/translations/{path.name}"
            yield Problem(name, 0, f"`{path.stem}` is not a kind of record", "remove this file")
        if ledger:
            catalogue.ledgers[path.stem] = ledger.root


def _load_figures(catalogue: Catalogue) -> Iterator[Problem]:
    """Read the table of each dataset and country report."""
    described: list[Dataset | CountryReport] = [*catalogue.all(Dataset), *catalogue.all(CountryReport)]
    for record in described:
        name = f"data/figures/{record.id}.csv"
        path = catalogue.root / name
        if not path.is_file():
            yield Problem(name, 0, "this table is missing", f"add it, or remove {key(record)}")
            continue
        table, problems = read_table(path, name, _layout(catalogue, record))
        yield from problems
        catalogue.figures[record.id] = table


def _layout(catalogue: Catalogue, record: Dataset | CountryReport) -> Layout:
    """Return the columns that a table must have, with the words that each admits."""
    states, lists = frozenset(catalogue.records["countries"]), catalogue.vocabulary
    if isinstance(record, CountryReport):
        known = {
            "table": frozenset(catalogue.records["tables"]),
            "category": frozenset(lists.get("request_categories", {})),
            "sex": frozenset(SEXES),
        }
        return Layout(REPORT_KEYS, (), REPORT_MEASURES, known)
    known = dict.fromkeys(("country", "origin", "destination"), states)
    known["side"] = frozenset(lists.get("figure_sides", {}))
    known |= {name: frozenset(lists.get(f"figure_{name}", {})) for name in record.attributes}
    measures = tuple(measure.code for measure in record.measures)
    return Layout(tuple(map(str, record.keys)), tuple(map(str, record.attributes)), measures, known)


def _leave_out_examples(catalogue: Catalogue) -> None:
    for records in catalogue.records.values():
        for identity in [identity for identity, record in records.items() if is_example(record)]:
            del records[identity]


_ALONE = ("site.yaml", "map.yaml", "health.yaml", "api.yaml")
"""Files that stand in data/ itself."""


def _strange_table(catalogue: Catalogue, path: Path, name: str) -> Iterator[Problem]:
    """Every table belongs to a record."""
    owners = {f"{kind}/{path.stem}" for kind in ("datasets", "reports")}
    known = {f"{kind}/{identity}" for kind in ("datasets", "reports") for identity in catalogue.records[kind]}
    if path.suffix != ".csv":
        yield _unread(name, ".csv")
    elif not owners & (known | catalogue.unread):
        yield Problem(
            name, 0, "no record describes this table", f"add data/datasets/{path.stem}.yaml, or remove it"
        )


def _unread(name: str, ending: str) -> Problem:
    """Return the problem of a file that stands where only names with an ending are read."""
    meant = {".csv": (".csv",), ".yaml": (".yaml", ".yml")}[ending]
    remedy = "remove it; a table is saved as .csv, a record is a .yaml file"
    if Path(name).suffix.lower() in meant:
        remedy = f"end its name in {ending}, in small letters"
    return Problem(name, 0, "this file is not read", remedy)


def _strangers(catalogue: Catalogue) -> Iterator[Problem]:
    """Every folder of data/ is a kind, and holds .yaml files only; data/figures/ holds tables."""
    known = {*KINDS, "vocabulary", "labels", "figures", "translations", "words"}
    for place, folders, files in os.walk(catalogue.root / "data"):
        inside = Path(place).relative_to(catalogue.root / "data").parts
        for name in folders:
            if inside[:1] and inside[0] in known:
                what = "this folder is not read"
                remedy = f"files stand directly in data/{inside[0]}: move them there, or remove the folder"
                yield Problem("/".join(("data", *inside, name)), 0, what, remedy)
            elif inside or name not in known:
                what = "this folder is not a kind of record"
                remedy = f"use one of: {', '.join(sorted(known))}"
                yield Problem("/".join(("data", *inside, name)), 0, what, remedy)
        for name in files:
            yield from _strange_file(catalogue, inside, name)


def _strange_file(catalogue: Catalogue, inside: tuple[str, ...], file: str) -> Iterator[Problem]:
    """Yield what is wrong with there being such a file in a folder of data/."""
    name = "/".join(("data", *inside, file))
    if inside[:1] == ("figures",):
        yield from _strange_table(catalogue, Path(file), name)
    elif not file.endswith(".yaml") and not file.startswith("."):
        yield _unread(name, ".yaml")
    elif not inside and file.endswith(".yaml") and file not in _ALONE:
        yield Problem(name, 0, "this file is not read", "move it into the folder of its kind")
