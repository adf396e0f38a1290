"""What becomes of a form: a draft of one file, asked by every rule of the knowledge base before anybody writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from cam import checks
from cam.issue_forms.answering import is_address
from cam.issue_forms.reading import Answers
from cam.issue_forms.templates import Form
from cam.issue_forms.wrong import Say, Wrong, shown
from cam.model import KINDS, Record
from cam.problems import Problem
from cam.store import Catalogue, key
from cam.yamlfile import Place, YamlFile, parse


@dataclass(frozen=True)
class Draft:
    """A file of data/ as a form would have it, in a catalogue that holds it already.

    `before` is the text of the file that it changes, None where it is new; `left` is what an editor has to do by hand.
    """

    path: Path
    text: str
    record: Record
    catalogue: Catalogue
    say: Say
    left: tuple[str, ...] = ()
    before: str | None = None

    @property
    def name(self) -> str:
        """The path from the root, with forward slashes."""
        return self.path.relative_to(self.catalogue.root).as_posix()


@dataclass
class Proposal:
    """The text that a form makes of a file; `headings` says which answer stands at which place of the record."""

    kind: str
    identity: str
    text: str
    headings: dict[Place, str] = field(default_factory=dict)
    before: str | None = None


def path_of(catalogue: Catalogue, kind: str, identity: str) -> Path:
    """Return the file of a record."""
    return catalogue.root / "data" / kind / f"{identity}.yaml"


def sources(read: Answers, day: str, address: str | None, *, needed: bool = True) -> list[dict[str, str]]:
    """Return the sources that a form gives: the issue, and the address that it names."""
    named = read.values.get("source")
    if address and not is_address(address):
        read.wrong("--address", "issue_address", said=shown(address))
        return []
    if not address and not named and needed:
        read.wrong("--address", "no_origin")
    evidence = {named: "named", address: "seen"}
    return [_source(given, day, evidence[given]) for given in dict.fromkeys((address, named)) if given]


def _source(address: str, day: str, evidence: str) -> dict[str, str]:
    publisher = (urlsplit(address).hostname or "").removeprefix("www.")
    return {"address": address, "publisher": publisher, "seen": day, "evidence": evidence}


def in_order(form: Form, say: Say, problems: Iterable[Wrong]) -> list[Wrong]:
    """Return problems in the order of the form: those of the file first, those of the command last."""
    order = {say("form.the_file"): -1, **{asked.heading: place for place, asked in enumerate(form.asked)}}
    return sorted(problems, key=lambda problem: order.get(problem.heading, len(order)))


def checked(catalogue: Catalogue, read: Answers, proposal: Proposal) -> Draft | None:
    """Return the draft, after every rule was asked about the record as it will stand in its file.

    What is wrong joins the problems of the form; where there are some already, only of what was answered.
    """
    path = path_of(catalogue, proposal.kind, proposal.identity)
    file = parse(proposal.text, path.relative_to(catalogue.root).as_posix())
    record, problems = _fitted(catalogue, read, proposal, file)
    made = None
    if record is not None:
        whole = _with(catalogue, record, file)
        found = [*file.problems, *_rules(whole, proposal, file)]
        problems = [_said(read, proposal, file, item) for item in found]
        made = Draft(path, proposal.text, record, whole, read.say, tuple(read.left), proposal.before)
    sure = {asked.heading for asked in read.form.asked if asked.question.name in read.values}
    read.problems += [item for item in problems if not read.problems or item.heading in sure]
    return made


def _fitted(
    catalogue: Catalogue, read: Answers, proposal: Proposal, file: YamlFile
) -> tuple[Record | None, list[Wrong]]:
    """Return the record in a file, or what does not fit its class."""
    context: Mapping[str, Any] = {"languages": catalogue.languages, "titles": catalogue.titles}
    try:
        return KINDS[proposal.kind].model_validate(file.value, context=context), []
    except ValidationError as error:
        problems = []
        for detail in error.errors():
            said = {"what": detail["msg"], "remedy": read.say("form.correct"), **detail.get("ctx", {})}
            heading = _heading(proposal, detail["loc"], read.say)
            problems.append(Wrong(heading, shown(str(said["what"]), 300), shown(str(said["remedy"]), 300)))
        return None, problems


def _with(catalogue: Catalogue, record: Record, file: YamlFile) -> Catalogue:
    """Return a catalogue that holds the record as the file has it."""
    records = {**catalogue.records[record.kind], record.id: record}
    return replace(
        catalogue,
        records={**catalogue.records, record.kind: records},
        files={**catalogue.files, key(record): file},
    )


def _rules(whole: Catalogue, proposal: Proposal, file: YamlFile) -> list[Problem]:
    """Return what the rules find: in the new file, or anywhere where a record that others lead to is changed."""
    found = checks.run(whole)
    return [item for item in found if item.file == file.name or proposal.before is not None]


def _said(read: Answers, proposal: Proposal, file: YamlFile, problem: Problem) -> Wrong:
    """Return the problem of a file as one of the form: under the last heading whose answer stands on that line."""
    places = [place for place, at in file.lines.items() if at == problem.line and place]
    is_here = problem.file == file.name
    heading = _heading(proposal, places[-1] if places and is_here else (), read.say)
    what = problem.what if is_here else f"{problem.file}: {problem.what}"
    return Wrong(heading, shown(what, 300), shown(problem.remedy, 300))


def _heading(proposal: Proposal, place: tuple[int | str, ...], say: Say) -> str:
    """Return the heading whose answer stands at a place of the record, or around it."""
    near = [own for own in proposal.headings if place and own[:1] == place[:1]]
    exact = sorted((own for own in near if own == place[: len(own)]), key=len, reverse=True)
    return next((proposal.headings[own] for own in [*exact, *near]), say("form.the_record"))
