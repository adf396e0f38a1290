"""Reads the choices of a form: boxes with a tick, or words with commas between them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from cam.issue_forms.questions import EVERY_STATE
from cam.issue_forms.reading import SHOWN, Answers, same
from cam.issue_forms.templates import Asked
from cam.issue_forms.wrong import shown

_BOX = re.compile(r"[-*] \[([ xX])\] (.*)")
_COMMA = re.compile(r", ?")


def read_choice(asked: Asked, said: str, read: Answers) -> None:
    """Read one or several choices."""
    codes = {same(words): code for words, code in asked.choices.items()}
    is_list = any(_BOX.fullmatch(line.strip()) for line in said.splitlines())
    chosen, strange = _ticked(said, codes) if is_list else listed(said, codes)
    for words in strange[:SHOWN]:
        _strange(asked, words, codes, read)
    if len(strange) > SHOWN:
        read.wrong(asked.heading, "strange_choices", number=len(strange))
    if strange or _is_wrong_number(asked, chosen, read) or asked.question.answer == "consent":
        return
    value: Any = list(chosen) if asked.multiple else chosen[0]
    read.values[asked.question.name] = [] if chosen == [EVERY_STATE] else value


def _strange(asked: Asked, words: str, codes: Iterable[str], read: Answers) -> None:
    near = difflib.get_close_matches(same(words), list(codes), n=1)
    meant = next((option for option in asked.choices if same(option) in near), "")
    if meant:
        read.wrong(asked.heading, "meant_choice", said=shown(words), meant=meant)
    else:
        read.wrong(asked.heading, "strange_choice", said=shown(words), choices=few(asked.choices))


def _is_wrong_number(asked: Asked, chosen: list[str], read: Answers) -> bool:
    """Return whether nothing is chosen, or too much."""
    most = asked.question.most or len(asked.choices) if asked.multiple else 1
    if not chosen and asked.question.answer == "consent":
        read.wrong(asked.heading, "no_tick")
    elif not chosen:
        read.wrong(asked.heading, "nothing_chosen", choices=few(asked.choices))
    elif len(chosen) > most:
        read.wrong(asked.heading, "too_many", number=len(chosen), most=most)
    elif len(chosen) > 1 and EVERY_STATE in chosen:
        every = next(words for words, code in asked.choices.items() if code == EVERY_STATE)
        read.wrong(asked.heading, "every_and_others", every=every)
    else:
        return False
    return True


def few(choices: Iterable[str]) -> str:
    """Return the first of some choices, as a message lists them."""
    names = list(choices)
    return "; ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])


def _ticked(said: str, codes: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the codes of the boxes with a tick, and what is no box of the form."""
    chosen, strange = dict[str, None](), list[str]()
    for line in filter(None, (line.strip() for line in said.splitlines())):
        box = _BOX.fullmatch(line)
        code = codes.get(same(box[2])) if box else None
        if not box or code is None:
            strange.append(box[2] if box else line)
        elif box[1] != " ":
            chosen[code] = None
    return list(chosen), strange


def listed(said: str, codes: dict[str, str]) -> tuple[list[str], list[str]]:
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
            code = codes.get(same(", ".join(pieces[start:end])))
            ways += [(best[start][0], start, code)] if code else []
        best.append(min(ways, key=lambda way: way[0]))
    found, end = list[tuple[str, str | None]](), len(pieces)
    while end:
        _, start, code = best[end]
        found.append((", ".join(pieces[start:end]), code))
        end = start
    chosen = dict.fromkeys(code for _, code in reversed(found) if code)
    return list(chosen), [words for words, code in reversed(found) if not code and words]
