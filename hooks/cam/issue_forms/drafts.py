"""What becomes of a form: a draft of one file, asked by every rule of the knowledge base before anybody writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from cam import checks, fitting, messages
from cam.checks import doubles
from cam.issue_forms.answering import is_address
from cam.issue_forms.reading import Answers
from cam.issue_forms.templates import Form
from cam.issue_forms.wrong import Say, Wrong, shown
from cam.knowledge import Site
from cam.model import KINDS, Record
from cam.problems import Problem
from cam.store import Catalogue, key
from cam.terminology import tongue, typography
from cam.terminology.texts import Passage, Volume, of_record, volumes
from cam.wording import Wording
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
    """Return the sources that a form gives: the issue, and the address that it names; a stand-in where one is wrong."""
    named = read.values.get("source")
    if address and not is_address(address):
        read.wrong("--address", "issue_address", said=shown(address))
        address = _STAND_IN
    if not address and not named and needed:
        read.wrong("--address", "no_origin")
        address = _STAND_IN
    return [_source(given, day) for given in dict.fromkeys((address, named)) if given]


_STAND_IN = "https://example.org/"
"""Stands for an origin that is wrong, so that the rules can be asked about the answers; it is never written."""

_EVIDENCE = "named"
"""What nobody of this site has read at its publisher's: the source that a form names, and the word of the issue."""


def _source(address: str, day: str) -> dict[str, str]:
    publisher = (urlsplit(address).hostname or "").removeprefix("www.")
    return {"address": address, "publisher": publisher, "seen": day, "evidence": _EVIDENCE}


def in_order(form: Form, say: Say, problems: Iterable[Wrong]) -> list[Wrong]:
    """Return problems in the order of the form: those of the file first, those of the command last."""
    order = {say("form.the_file"): -1, **{asked.heading: place for place, asked in enumerate(form.asked)}}
    return sorted(problems, key=lambda problem: order.get(problem.heading, len(order)))


def checked(catalogue: Catalogue, read: Answers, proposal: Proposal, today: dt.date) -> Draft | None:
    """Return the draft, after every rule was asked about the record as it will stand in its file.

    What is wrong joins the problems of the form; where there are some already, only of what was answered.
    """
    path = path_of(catalogue, proposal.kind, proposal.identity)
    file = parse(proposal.text, path.relative_to(catalogue.root).as_posix())
    record, problems = _fitted(catalogue, read, proposal, file)
    made = None
    if record is not None:
        whole = _with(catalogue, record, file)
        found = [*file.problems, *_rules(whole, proposal, file, today)]
        problems = [_said(read, proposal, file, item) for item in found]
        brought = _brought(whole, proposal, record)
        read.left += [*_languages(whole, read, proposal, brought), *_typography(whole, read, brought)]
        left = (*read.left, *_doubles(whole, file, read.say))
        made = Draft(path, proposal.text, record, whole, read.say, left, proposal.before)
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
            found = fitting.unfit(KINDS[proposal.kind], file, detail)
            heading = _heading(proposal, detail["loc"], read.say)
            # What the model says has no need of the key before it: it stands under the heading of the answer.
            what = str(detail["ctx"]["what"]) if detail["type"] == "cam" else found.what
            problems.append(_in_words(read.say, heading, what, found.remedy))
        return None, problems


def _in_words(say: Say, heading: str, what: str, remedy: str, before: str = "") -> Wrong:
    """Return what the model or a rule found, in the editor's language."""
    what, remedy = (messages.translated(text, say.language) for text in (what, remedy))
    return Wrong(heading, shown(before + what, 300), shown(remedy, 300))


def _brought(whole: Catalogue, proposal: Proposal, record: Record) -> list[Passage]:
    """Return the texts of a record that a form brings."""
    return [
        passage
        for passage in of_record(whole, record)
        if passage.place in proposal.headings or passage.place[:-1] in proposal.headings
    ]


def _languages(whole: Catalogue, read: Answers, proposal: Proposal, brought: list[Passage]) -> Iterator[str]:
    """Yield what is told of texts that are plainly in another language than that in which they were asked for.

    Each is looked at by itself; where none says enough, all of one language together.
    """
    for language, volume in volumes(brought).items():
        alone = [(passage, tongue.other(passage.text, language)) for passage in volume.passages]
        together = tongue.other(" ".join(passage.text for passage in volume.passages), language)
        found = [pair for pair in alone if pair[1]] or [(passage, together) for passage, _ in alone]
        for other in sorted({code for _, code in found if code}):
            headings = [
                _heading(proposal, passage.place, read.say) for passage, code in found if code == other
            ]
            yield _in_another(whole, read, headings, language, other)


def _in_another(whole: Catalogue, read: Answers, headings: list[str], language: str, other: str) -> str:
    """Return what an editor is to look at: texts under `language` that seem to be in another."""
    wording = Wording(whole, read.say.language)
    return read.say(
        "form.left_language" if other in whole.languages else "form.left_strange_language",
        headings=wording.list(dict.fromkeys(headings)),
        language=wording.language_name(other),
        own=wording.language_name(language),
        code=language,
        right=other,
    )


def _typography(whole: Catalogue, read: Answers, brought: list[Passage]) -> list[str]:
    """Return what only a person can put right in the typography of the texts that a form brings."""
    return [
        read.say(
            "form.left_typography",
            where=".".join(map(str, passage.place)),
            what=messages.translated(found.what, read.say.language),
            remedy=messages.translated(found.remedy, read.say.language),
        )
        for passage in brought
        for found in typography.findings(whole, Volume(passage.language, [passage]))
    ]


def _with(catalogue: Catalogue, record: Record, file: YamlFile) -> Catalogue:
    """Return a catalogue that holds the record as the file has it."""
    records = {**catalogue.records[record.kind], record.id: record}
    return replace(
        catalogue,
        records={**catalogue.records, record.kind: records},
        files={**catalogue.files, key(record): file},
    )


def _doubles(whole: Catalogue, file: YamlFile, say: Say) -> list[str]:
    """Return what is told of a record that seems to stand in the knowledge base already."""
    found = [
        messages.said(problem, say.language) for problem in doubles.found(whole) if problem.file == file.name
    ]
    return [f"{problem.what} — {problem.remedy}" for problem in found]


def _rules(whole: Catalogue, proposal: Proposal, file: YamlFile, today: dt.date) -> list[Problem]:
    """Return what the rules find: in the new file, or anywhere where a record that others lead to is changed."""
    found = [*checks.run(whole), *checks.run_days(Site(whole, [], today))]
    return [item for item in found if item.file == file.name or proposal.before is not None]


def _said(read: Answers, proposal: Proposal, file: YamlFile, problem: Problem) -> Wrong:
    """Return the problem of a file as one of the form: under the last heading whose answer stands on that line."""
    places = [place for place, at in file.lines.items() if at == problem.line and place]
    is_here = problem.file == file.name
    heading = _heading(proposal, places[-1] if places and is_here else (), read.say)
    before = "" if is_here else f"{problem.file}: "
    return _in_words(read.say, heading, problem.what, problem.remedy, before)


def _heading(proposal: Proposal, place: tuple[int | str, ...], say: Say) -> str:
    """Return the heading whose answer stands at a place of the record, or around it."""
    near = [own for own in proposal.headings if place and own[:1] == place[:1]]
    exact = sorted((own for own in near if own == place[: len(own)]), key=len, reverse=True)
    return next((proposal.headings[own] for own in [*exact, *near]), say("form.the_record"))
