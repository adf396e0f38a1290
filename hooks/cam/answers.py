"""Reads a filled form as the forge writes it into an issue: `### heading`, answer, and so on.

Whoever filled it in is unknown, so nothing of it is trusted: an answer is a choice, a date, an institution of the
directory or plain text, or it is a problem. All problems are kept; what a message shows of a form has no hidden sign.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from cam.forms import EVERY_STATE, Asked, Form, forms
from cam.model.base import Address, PartialDate, markup_in
from cam.model.cooperation import Member
from cam.model.directory import Portal
from cam.store import Catalogue
from cam.text import choose, folded
from cam.yamlwriter import date

LIMIT = 100_000
"""Bytes of the largest form that is read."""

FILE = "the file"
"""Stands for the heading where a problem is that of no single answer."""

_NO_ANSWER = ("", "_No response_", "None")
"""What the forge writes, in every language, where nothing was answered or chosen."""

_SURE = 3
"""Headings that a text must share with a form to be taken for one."""

_SHOWN = 5
"""Problems of one sort that are listed one by one."""

_HEADING = re.compile(r"^###[ \t]+(.*)$", re.MULTILINE)
_BOX = re.compile(r"[-*] \[([ xX])\] (.*)")
_COMMA = re.compile(r", ?")
_ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what nobody sees: control and format signs, surrogates, unassigned ones, separators."""

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_DATE: TypeAdapter[PartialDate] = TypeAdapter(PartialDate)


@dataclass(frozen=True)
class Wrong:
    """One thing that the editor or the institution can put right in a form."""

    heading: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"form: {self.heading}: {self.what} — {self.remedy}"


class WrongForm(Exception):
    """Raised once with everything that is wrong with a form; its text is the list that an editor reads."""

    def __init__(self, problems: Iterable[Wrong]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        count = len(self.problems)
        lines = [str(problem) for problem in self.problems]
        super().__init__("\n".join([*lines, f"{count} problem{'s' if count != 1 else ''} in the form."]))


@dataclass
class Answers:
    """What a form says: values by their place in the record, what is wrong, and what an editor has to look after."""

    form: Form
    values: dict[tuple[str, ...], Any] = field(default_factory=dict)
    problems: list[Wrong] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def wrong(self, heading: str, what: str, remedy: str) -> None:
        """Keep a problem."""
        self.problems.append(Wrong(heading, what, remedy))


def answers(catalogue: Catalogue, content: bytes) -> Answers:
    """Return what a form says. Raises WrongForm where it is none."""
    parts = _parts(_text(content))
    form = _recognised(catalogue, parts)
    read = Answers(form)
    read.problems += _headings(form, parts)
    given = {heading: answer for heading, answer in parts if heading}
    for asked in form.asked:
        answer = given.get(_same(asked.heading), "")
        if answer not in _NO_ANSWER:
            _read(catalogue, asked, answer, read)
        elif asked.question.required and _same(asked.heading) in given:
            read.wrong(asked.heading, "there is no answer", "ask for one, and write it there")
    return read


def _text(content: bytes) -> str:
    """Return the text of a form, with all line ends alike."""
    if len(content) > LIMIT:
        raise WrongForm(
            [Wrong(FILE, f"it is larger than {LIMIT // 1000} kB", "no form is; look at what it holds")]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        remedy = "copy the text of the issue again, and save it with the encoding UTF-8"
        raise WrongForm([Wrong(FILE, "it is not UTF-8 text", remedy)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Headings

_Parts = list[tuple[str, str]]


def _parts(body: str) -> _Parts:
    """Return each heading, as `_same` compares it, with its answer; the first part has no heading."""
    first, *rest = _HEADING.split(body)
    headings = (_same(heading[:200]) or "###" for heading in rest[::2])
    return [("", first.strip()), *zip(headings, (answer.strip() for answer in rest[1::2]), strict=True)]


def _same(text: str) -> str:
    """Return what is compared of a heading or a choice: its letters, whatever the spaces, apostrophes, capitals."""
    return unicodedata.normalize("NFC", " ".join(text.split())).replace("’", "'").casefold()


def _recognised(catalogue: Catalogue, parts: _Parts) -> Form:
    """Return the form that has most of the headings. Raises WrongForm where none or several do."""
    known, found = forms(catalogue), {heading for heading, _ in parts}
    counts = [len(found & {_same(asked.heading) for asked in form.asked}) for form in known]
    best = [form for form, count in zip(known, counts, strict=True) if count == max(counts)]
    if len(best) > 1 or max(counts) < _SURE:
        what = "its headings (### …) are not those of one form"
        remedy = f"copy the whole text of an issue made with {', '.join(form.file for form in known)}"
        raise WrongForm([Wrong(FILE, what, remedy)])
    return best[0]


def _headings(form: Form, parts: _Parts) -> Iterator[Wrong]:
    """Yield what is wrong with the headings: each stands there once, and no other does."""
    known = {_same(asked.heading): asked.heading for asked in form.asked}
    (_, before), *rest = parts
    if before:
        what = f"text stands before the first heading: {shown(before)}"
        yield Wrong(FILE, what, "delete it, or move it under the heading that it answers")
    given = [heading for heading, _ in rest]
    strange = list(dict.fromkeys(heading for heading in given if heading not in known))
    for heading in strange[:_SHOWN]:
        what = f"“{shown(heading)}” is no heading of this form"
        yield Wrong(FILE, what, "delete it, or take the ### away if it belongs to an answer")
    if len(strange) > _SHOWN:
        yield Wrong(FILE, f"there are {len(strange)} such headings", "copy the text of the issue again")
    for same, heading in known.items():
        if same not in given:
            yield Wrong(heading, "the heading is missing", f"write `### {heading}`, and the answer below it")
        elif given.count(same) > 1:
            yield Wrong(heading, "the heading stands there more than once", "keep one of the answers")


def shown(text: str, limit: int = 60) -> str:
    """Return a piece of a form that is safe to show in a message: on one line, short, without hidden signs."""
    text = " ".join(text[: limit * 4].split())
    text = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


# Texts, dates, sources


def _read(catalogue: Catalogue, asked: Asked, said: str, read: Answers) -> None:
    """Read one answer."""
    limit = asked.question.limit or 2 * sum(len(words) + 10 for words in asked.choices)
    if len(said) > limit:
        read.wrong(
            asked.heading, f"the answer is {len(said)} characters long", f"shorten it to {limit} or less"
        )
    elif asked.question.answer == "institution":
        _read_member(catalogue, asked, said, read)
    else:
        _READERS[asked.question.answer](asked, said, read)


def _read_text(asked: Asked, said: str, read: Answers) -> None:
    if _is_plain(asked, said, read):
        text = unicodedata.normalize("NFC", _one_line(said))
        read.values[asked.question.place] = {read.form.language: text}


def _one_line(text: str) -> str:
    """Return a text on one line; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _is_plain(asked: Asked, said: str, read: Answers) -> bool:
    """Return whether an answer is plain text."""
    hidden = next((sign for sign in said if sign not in "\n\t" and unicodedata.category(sign) in _HIDDEN), "")
    markup = markup_in(_one_line(said))
    if hidden:
        what = f"an invisible sign (U+{ord(hidden):04X}) stands in the answer"
        read.wrong(asked.heading, what, "write the answer anew, as plain text")
    elif markup:
        read.wrong(
            asked.heading, f"the text contains {markup}", "write plain text, without links or instructions"
        )
    return not hidden and not markup


def _read_date(asked: Asked, said: str, read: Answers) -> None:
    try:
        read.values[asked.question.place] = date(_DATE.validate_python(said))
    except ValidationError:
        what = f"“{shown(said)}” is not a month or day of the calendar"
        read.wrong(asked.heading, what, "write it as 2027-03 or 2027-03-15")


def _read_source(asked: Asked, said: str, read: Answers) -> None:
    if not _is_plain(asked, said, read):
        return
    if is_address(said):
        read.values[asked.question.place] = said
        remedy = "then write who publishes it, and `evidence: seen`"
        read.left.append(f"open the source that the form names, {said}; {remedy}")
    else:
        read.left.append(
            f"find the source that the form names, and add it under `sources`: “{_one_line(said)}”"
        )


def is_address(text: str) -> bool:
    """Return whether a text is a web address and nothing else."""
    try:
        return bool(_ADDRESS.validate_python(text) and urlsplit(text).hostname and text.isprintable())
    except ValueError:
        return False


# Choices


def _read_choice(asked: Asked, said: str, read: Answers) -> None:
    """Read one or several choices: boxes with a tick, or words with commas between them."""
    codes = {_same(words): code for words, code in asked.choices.items()}
    is_list = any(_BOX.fullmatch(line.strip()) for line in said.splitlines())
    chosen, strange = _ticked(said, codes) if is_list else _listed(said, codes)
    for words in strange[:_SHOWN]:
        near = difflib.get_close_matches(_same(words), codes, n=1)
        meant = [option for option in asked.choices if _same(option) in near]
        remedy = f"did you mean “{meant[0]}”?" if meant else f"write one of: {_few(asked.choices)}"
        read.wrong(asked.heading, f"“{shown(words)}” is none of the choices", remedy)
    if len(strange) > _SHOWN:
        read.wrong(asked.heading, f"{len(strange)} answers are none of the choices", "choose again")
    if strange or _is_wrong_number(asked, chosen, read) or not asked.question.place:
        return
    value: Any = list(chosen) if asked.multiple else chosen[0]
    read.values[asked.question.place] = [] if chosen == [EVERY_STATE] else value


def _is_wrong_number(asked: Asked, chosen: list[str], read: Answers) -> bool:
    """Return whether nothing is chosen, or too much."""
    most = asked.question.most or len(asked.choices) if asked.multiple else 1
    if not chosen and asked.question.answer == "consent":
        read.wrong(
            asked.heading, "the box has no tick", "ask for the consent; without it nothing is published"
        )
    elif not chosen:
        read.wrong(asked.heading, "nothing is chosen", f"write one of: {_few(asked.choices)}")
    elif len(chosen) > most:
        read.wrong(asked.heading, f"{len(chosen)} choices are too many", f"keep {most} of them at most")
    elif len(chosen) > 1 and EVERY_STATE in chosen:
        every = next(words for words, code in asked.choices.items() if code == EVERY_STATE)
        read.wrong(asked.heading, f"“{every}” stands beside others", "keep it alone, or keep only the others")
    else:
        return False
    return True


def _few(choices: Iterable[str]) -> str:
    names = list(choices)
    return "; ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _ticked(said: str, codes: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the codes of the boxes with a tick, and what is no box of the form."""
    chosen, strange = dict[str, None](), list[str]()
    for line in filter(None, (line.strip() for line in said.splitlines())):
        box = _BOX.fullmatch(line)
        code = codes.get(_same(box[2])) if box else None
        if not box or code is None:
            strange.append(box[2] if box else line)
        elif box[1] != " ":
            chosen[code] = None
    return list(chosen), strange


def _listed(said: str, codes: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the codes of choices with commas between them, and what is none. A choice may hold commas itself.

    Of all ways to read the answer, the one that leaves fewest words over counts.
    """
    pieces = _COMMA.split(" ".join(said.split()))
    longest = max((words.count(",") for words in codes), default=0) + 1
    best: list[tuple[int, int, str | None]] = [
        (0, 0, None)
    ]  # words left over, where the last choice begins, its code
    for end in range(1, len(pieces) + 1):
        ways: list[tuple[int, int, str | None]] = [(best[end - 1][0] + 1, end - 1, None)]
        for start in range(max(0, end - longest), end):
            code = codes.get(_same(", ".join(pieces[start:end])))
            ways += [(best[start][0], start, code)] if code else []
        best.append(min(ways, key=lambda way: way[0]))
    found, end = list[tuple[str, str | None]](), len(pieces)
    while end:
        _, start, code = best[end]
        found.append((", ".join(pieces[start:end]), code))
        end = start
    chosen = dict.fromkeys(code for _, code in reversed(found) if code)
    return list(chosen), [words for words, code in reversed(found) if not code and words]


# Institutions


def _read_member(catalogue: Catalogue, asked: Asked, said: str, read: Answers) -> None:
    """Find the member behind an institution's id, its exact name, or its name with its id."""
    words, heading = _one_line(said), asked.heading
    found = _institutions(catalogue, words)
    if not found:
        what = f"“{shown(words)}” is no institution of the directory"
        read.wrong(heading, what, _near(catalogue, words))
        return
    if len(found) > 1:
        what = f"“{shown(words)}” stands for several institutions"
        read.wrong(heading, what, f"write the id of one: {_few(found)}")
        return
    members = [item for item in catalogue.all(Member) if item.institution == found[0]]  # an example has none
    if not members:
        remedy = f"write data/members/{found[0]}.yaml first, when it has agreed to take part"
        read.wrong(heading, f"{found[0]} is in the directory, but no member", remedy)
        return
    member = members[0]
    read.values[asked.question.place] = member.id
    title = choose(member.title, read.form.language, member.original, catalogue.languages[0])
    read.left.append(f"compare the institution: “{shown(words, 120)}” was taken for {member.id}, {title}")
    if member.status != "confirmed":
        remedy = f"data/members/{member.id}.yaml says `status: {member.status}`"
        read.left.append(f"ask {member.id}, at its public contact, whether it takes part: {remedy}")


def _institutions(catalogue: Catalogue, words: str) -> list[str]:
    """Return the ids of the institutions that an id, a name, or a name with an id may mean."""
    known = {portal.id: portal.id for portal in catalogue.all(Portal)}
    for member in catalogue.all(Member):
        if member.institution:
            known[member.id] = str(member.institution)
    if words.lower() in known:
        return [known[words.lower()]]
    given = [known[item] for item in _ID.findall(words.lower()) if item in known]
    name = _same(words)
    named = [
        portal.id for portal in catalogue.all(Portal) if name in {_same(text) for text in _names(portal)}
    ]
    return list(dict.fromkeys(given or named))


def _names(portal: Portal) -> list[str]:
    return [*portal.title.values(), *filter(None, [portal.official_title])]


def _near(catalogue: Catalogue, words: str) -> str:
    names = {
        folded(name): portal.id for portal in catalogue.all(Portal) for name in (portal.id, *_names(portal))
    }
    near = difflib.get_close_matches(folded(words), names, cutoff=0.75)
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(names[name] for name in near))}?"
    return "write its id: the last part of its address in the directory"


_READERS: dict[str, Callable[[Asked, str, Answers], None]] = {
    "line": _read_text,
    "text": _read_text,
    "choice": _read_choice,
    "consent": _read_choice,
    "date": _read_date,
    "source": _read_source,
}
"""How each sort of answer is read."""
