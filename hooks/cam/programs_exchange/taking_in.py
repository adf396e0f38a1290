"""Takes tables of worker programs into the records: all of a file, or nothing of it.

A row changes the record of its id, or makes a new one. Columns that a file does not have, and keys that the form does
not carry, stay as they are; an empty cell takes its value away. No record and no count is ever removed.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from cam import canonical, checks
from cam.files import replaced
from cam.fitting import validate
from cam.model.base import ID_LENGTH, is_id
from cam.model.program import Program
from cam.problems import Problem
from cam.programs_exchange.columns import (
    COUNTED_BY,
    Column,
    NoValue,
    Plain,
    cell,
    participant_columns,
    program_columns,
    put,
    value_of,
)
from cam.programs_exchange.files import Read, Row, WrongTable, read
from cam.programs_exchange.meaning import form
from cam.store import Catalogue, key
from cam.wording import Wording
from cam.yamlfile import Place, YamlFile, parse
from cam.yamlwriter import dumped

_KEYS_OF_A_SOURCE = ("publisher", "seen", "evidence")


@dataclass
class _Draft:
    """A record on its way: its plain values before and now, and in which row and column each value was given."""

    id: str
    before: Plain | None
    now: Plain
    given: list[tuple[Place, str]] = field(default_factory=list)
    """(place in the record, `file:row/column`), the newest last."""
    rows: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """What a file comes to: the text of each record that is new or changed, by its path."""

    new: dict[Path, str]
    changed: dict[Path, str]
    same: int
    columns: dict[str, list[str]] = field(default_factory=dict)
    """By the id of each record that is changed, the columns of which a cell is another now."""
    untranslated: dict[str, list[str]] = field(default_factory=dict)
    """By the id of each record, the languages that were declared missing."""


def take_in(catalogue: Catalogue, path: Path, today: dt.date) -> Taken:
    """Return what a file comes to; nothing is written. Raises WrongTable with every problem."""
    tables = read(path)
    reading = _Reading(catalogue, today)
    for table in sorted(tables, key=_is_participants):
        reading.table(table)
    return reading.result()


def write(taken: Taken) -> None:
    """Write the records, each as a whole. Raises WrongTable where the disk refuses."""
    for path, text in {**taken.new, **taken.changed}.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replaced(path, text.encode())
        except OSError as error:
            raise WrongTable([f"{path.name}: it cannot be written ({error.strerror}) — see to it"]) from None


def told(catalogue: Catalogue, taken: Taken) -> list[str]:
    """Return the lines that tell an editor what came of a file."""
    lines = [f"{path.relative_to(catalogue.root).as_posix()}: new" for path in sorted(taken.new)]
    lines += [
        f"{path.stem}: changed: {', '.join(taken.columns[path.stem])}" for path in sorted(taken.changed)
    ]
    lines += [
        f"{identity}: texts are missing in {', '.join(languages)}, and the record says so"
        for identity, languages in sorted(taken.untranslated.items())
    ]
    return [*lines, f"{len(taken.new)} new, {len(taken.changed)} changed, {taken.same} as they were."]


def _is_participants(table: Read) -> bool:
    return "program" in table.header and "id" not in table.header


class _Reading:
    """One reading of one file."""

    def __init__(self, catalogue: Catalogue, today: dt.date) -> None:
        self.catalogue, self.today = catalogue, today
        self.problems: list[str] = []
        self.drafts: dict[str, _Draft] = {}
        self.bad: set[tuple[str, Place]] = set()
        """(id, place) of values that were wrong as they stood: what follows from them is no problem of its own."""

    def wrong(self, place: str, what: str, remedy: str) -> None:
        """Keep a problem."""
        self.problems.append(f"{place}: {what} — {remedy}")

    def table(self, table: Read) -> None:
        """Take in the rows of a table."""
        languages = self.catalogue.languages
        if _is_participants(table):
            columns = participant_columns(languages)
            if self._header(table, columns, ("program", "number", *COUNTED_BY)):
                self._participants(table, columns)
            return
        columns = program_columns(languages)
        if self._header(table, columns, ("id",)):
            seen: dict[str, int] = {}
            for row in table.rows:
                self._program(table, row, [item for item in columns if item.name in table.header], seen)

    def _header(self, table: Read, columns: list[Column], needed: Iterable[str]) -> bool:
        """Return whether the rows can be read: all columns that are needed are there, and no other than known ones."""
        known = [column.name for column in columns]
        missing = [name for name in needed if name not in table.header]
        strange = [name for name in table.header if name not in known]
        for name in missing:
            self.wrong(
                f"{table.name}:1",
                f"the column `{name}` is missing",
                "add it; take the tables of this site as a model",
            )
        for name in strange:
            self.wrong(
                f"{table.name}:1/{name}",
                "this column is not known",
                "name it as in the tables of this site, or delete it",
            )
        return not missing and not strange

    def _program(self, table: Read, row: Row, columns: list[Column], seen: dict[str, int]) -> None:
        place, identity = f"{table.name}:{row.number}", row.cells["id"]
        if not is_id(identity):
            remedy = f"use a-z, 0-9 and single hyphens, at most {ID_LENGTH} in all, e.g. ca-sawp-mx"
            self.wrong(f"{place}/id", f"`{identity[:ID_LENGTH]}` is not an id", remedy)
            return
        if identity in seen:
            self.wrong(
                f"{place}/id", f"`{identity}` stands in row {seen[identity]} too", "keep one of the rows"
            )
            return
        seen[identity] = row.number
        draft = self._draft(identity)
        draft.rows.append(place)
        for column in columns:
            if column.name != "id":
                self._cell(draft, column, place, row.cells[column.name], ())

    def _draft(self, identity: str) -> _Draft:
        if identity not in self.drafts:
            held = self.catalogue.records["programs"].get(identity)
            before = self.catalogue.files[key(held)].value if held else None
            self.drafts[identity] = _Draft(
                identity, before, copy.deepcopy(before) if before else {"id": identity}
            )
        return self.drafts[identity]

    def _cell(self, draft: _Draft, column: Column, place: str, text: str, inside: Place) -> None:
        """Bring a cell into a record, or into its entry at `inside`; one that says what is there changes nothing."""
        where, at = f"{place}/{column.name}", (*inside, *_plain_way(column))
        holder = draft.now if not inside else draft.now["participants"][inside[1]]
        draft.given.append((at, where))
        if cell(holder, column) == text:
            return
        try:
            value = value_of(column, text)
        except NoValue as wrong:
            self.wrong(where, wrong.what, wrong.remedy)
            self.bad.add((draft.id, at))
            return
        fresh = put(holder, column.way, value) or {}
        if inside:
            draft.now["participants"][inside[1]] = fresh
        else:
            draft.now = fresh

    def _participants(self, table: Read, columns: list[Column]) -> None:
        by_name = {column.name: column for column in columns}
        given = [column for column in columns if column.name in table.header and column.name != "program"]
        counted = [by_name[name] for name in COUNTED_BY]
        met: Counter[tuple[str, ...]] = Counter()
        for row in table.rows:
            place, identity = f"{table.name}:{row.number}", row.cells["program"]
            if identity not in self.catalogue.records["programs"] and identity not in self.drafts:
                self.wrong(
                    f"{place}/program",
                    f"there is no program `{identity[:ID_LENGTH]}`",
                    "write the id of a program",
                )
                continue
            draft = self._draft(identity)
            draft.rows.append(place)
            wanted = tuple(row.cells[column.name] for column in counted)
            entries = draft.now.setdefault("participants", [])
            before = (draft.before or {}).get("participants", [])
            alike = [
                at for at, entry in enumerate(before) if tuple(cell(entry, one) for one in counted) == wanted
            ]
            turn = met[(identity, *wanted)]
            met[(identity, *wanted)] += 1
            if turn < len(alike):
                at = alike[turn]
            else:
                at = len(entries)
                entries.append({})
            for column in given:
                self._cell(draft, column, place, row.cells[column.name], ("participants", at))

    def result(self) -> Taken:
        """Return what came of it, after every rule was asked about the records as they will stand."""
        changed = [draft for draft in self.drafts.values() if draft.now != draft.before]
        untranslated = {draft.id: self._complete(draft) for draft in changed}
        self._check(changed)
        if self.problems:
            raise WrongTable(self.problems)
        texts: dict[bool, dict[Path, str]] = {True: {}, False: {}}
        languages = self.catalogue.languages
        for draft in changed:
            name = f"data/programs/{draft.id}.yaml"
            path = self.catalogue.root / name
            if draft.before is None:
                texts[True][path] = canonical.written(name, draft.now, languages)
            else:
                changes = canonical.changes(draft.before, draft.now)
                texts[False][path] = canonical.edited(name, path.read_text("utf-8-sig"), changes, languages)
        return Taken(
            texts[True],
            texts[False],
            len(self.drafts) - len(changed),
            {draft.id: self._differing(draft) for draft in changed if draft.before is not None},
            {identity: languages for identity, languages in untranslated.items() if languages},
        )

    def _differing(self, draft: _Draft) -> list[str]:
        """Return the columns of which a record has another cell now; those of a count with its year."""
        languages, before = self.catalogue.languages, draft.before or {}
        names = [
            column.name
            for column in program_columns(languages)
            if cell(before, column) != cell(draft.now, column)
        ]
        counts = before.get("participants", [])
        for at, entry in enumerate(draft.now.get("participants", [])):
            known = counts[at] if at < len(counts) else {}
            differing = [
                column.name
                for column in participant_columns(languages)
                if cell(known, column) != cell(entry, column)
            ]
            said = " ".join(differing) if known else "new"
            names += [f"participants {entry.get('year', '')} ({said})"] if differing else []
        return names

    def _complete(self, draft: _Draft) -> list[str]:
        """Add to a record what follows from the import: the day, and which languages are missing; return these."""
        said, languages = draft.now.get("title") or {}, self.catalogue.languages
        if draft.before is not None:
            draft.now["revised"] = self.today.isoformat()
        else:
            if "original" not in draft.now and said:
                draft.now["original"] = next((code for code in languages if code in said), languages[0])
            draft.now["added"] = self.today.isoformat()
        held = draft.now.get("translations") or {}
        found = self._untranslated(draft)
        missing = [code for code in languages if code in found and held.get(code) != "missing"]
        if missing:
            draft.now["translations"] = {**held, **dict.fromkeys(missing, "missing")}
        return missing

    def _untranslated(self, draft: _Draft) -> set[str]:
        """Return the languages in which a text that was given is not; one that was taken away is another matter."""
        languages = set(self.catalogue.languages)
        missing: set[str] = set()
        for text in {at[:-1] for at, _ in draft.given if at[-1] in languages}:
            now, before = _at(draft.now, text), _at(draft.before, text)
            if isinstance(now, dict) and now:
                missing |= languages - now.keys() - (before.keys() if isinstance(before, dict) else set())
        return missing

    def _check(self, drafts: list[_Draft]) -> None:
        records, files = dict(self.catalogue.records["programs"]), dict(self.catalogue.files)
        held: list[tuple[_Draft, YamlFile]] = []
        for draft in drafts:
            file = parse(dumped(draft.now), f"data/programs/{draft.id}.yaml")
            record, problems = validate(
                Program, file, languages=self.catalogue.languages, titles=self.catalogue.titles
            )
            for problem in [*file.problems, *problems]:
                self._say(draft, file, problem)
            if record:
                records[draft.id], files[key(record)] = record, file
                held.append((draft, file))
        whole = replace(
            self.catalogue,
            records={**self.catalogue.records, "programs": dict(sorted(records.items()))},
            files=files,
        )
        found = checks.run(whole) if held else []
        for draft, file in held:
            for problem in found:
                if problem.file == file.name:
                    self._say(draft, file, problem)

    def _say(self, draft: _Draft, file: YamlFile, problem: Problem) -> None:
        """Keep a problem of a record at the cell that it comes from; without one, at the first row of the record."""
        what, remedy = self._in_columns(draft, file, problem)
        for place in _places(file, problem):
            fitting = [
                (at, where)
                for at, where in draft.given
                if at == place[: len(at)] or place == at[: len(place)]
            ]
            if any((draft.id, at) in self.bad for at, _ in fitting):
                return
            if fitting:
                exact = [where for at, where in fitting if at == place[: len(at)]]
                self.wrong((exact or [fitting[0][1]])[0], what, remedy)
                return
        self.wrong(draft.rows[0], what, remedy)

    def _in_columns(self, draft: _Draft, file: YamlFile, problem: Problem) -> tuple[str, str]:
        """Return a problem in words of the table: columns instead of the keys of a record."""
        what = re.sub(r"^[a-z_]+(\.[a-z_0-9]+)*: ", "", problem.what)
        what = re.sub(r"is not in data/vocabulary/[a-z_]+\.yaml", "is not a code of this column", what)
        if what.startswith("an address needs"):
            for name in _KEYS_OF_A_SOURCE:
                what = what.replace(f"`{name}`", f"`source_{name}`")
            return what, "fill these columns too"
        if "the text is missing in" in what:
            return what, "write the text in the column of that language"
        found = re.match(r"`([a-z_]+)` is (missing|empty)", what)
        columns = self._columns_for(file, problem, found[1]) if found else []
        if not columns:
            return what, problem.remedy
        given = {where.rpartition("/")[2] for _, where in draft.given}
        names = ", ".join(f"`{column.name}`" for column in columns)
        state = "empty" if given & {column.name for column in columns} else "missing"
        said = f"the column {names} is {state}"
        if len(columns) > 1:
            said = f"the columns {names} are {state}"
        wanted = form(Wording(self.catalogue, self.catalogue.languages[0]), columns[0])
        return said, f"write {'at least one' if len(columns) > 1 else 'it'}: {wanted}"

    def _columns_for(self, file: YamlFile, problem: Problem, name: str) -> list[Column]:
        """Return the columns that fill a key that a record lacks; of a source, the one that makes it."""
        languages = self.catalogue.languages
        on_line = [place for place, line in file.lines.items() if line == problem.line]
        for place in sorted(on_line, key=len, reverse=True):
            inside = place[:1] == ("participants",) and len(place) > 1
            columns = participant_columns(languages) if inside else program_columns(languages)
            held = place[2:] if inside else place
            for way in ((*held, name), held if held[-1:] == (name,) else None):
                found = [column for column in columns if way and _plain_way(column)[: len(way)] == way]
                if found:
                    return [one for one in found if one.base == found[0].base] if found[0].base else found[:1]
        return []


def _places(file: YamlFile, problem: Problem) -> list[Place]:
    """Return the places of a record that a problem may be about, the likeliest first."""
    on_line = sorted((place for place, line in file.lines.items() if line == problem.line and place), key=len)
    if " is missing" not in problem.what:
        return on_line[-1:]
    name = problem.what.partition("`")[2].partition("`")[0]  # a key, or a language
    return [*((*place, name) for place in on_line), (name,), *on_line[-1:]]


def _at(plain: Plain | None, place: Place) -> object:
    """Return what stands at a place of a record, or None."""
    value: object = plain
    for step in place:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _plain_way(column: Column) -> Place:
    """Return the way to a column's value as `yamlfile` writes places; the first entry of a list is 0."""
    return tuple(step if isinstance(step, str) else 0 for step in column.way)
