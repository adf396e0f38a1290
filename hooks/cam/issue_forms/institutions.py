"""Finds the member that a form's answer names: by an institution's id, its exact name, or its name with its id."""

from __future__ import annotations

import difflib
import re

from cam.issue_forms.choosing import few
from cam.issue_forms.reading import Answers, same
from cam.issue_forms.templates import Asked
from cam.issue_forms.wrong import shown
from cam.model.cooperation import Member
from cam.model.directory import Portal
from cam.store import Catalogue
from cam.text import choose, folded

_ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")


def read_member(catalogue: Catalogue, asked: Asked, words: str, read: Answers) -> None:
    """Keep the id of the member that an answer names."""
    found = _institutions(catalogue, words)
    if not found:
        _unknown(catalogue, asked, words, read)
        return
    if len(found) > 1:
        read.wrong(asked.heading, "institutions", said=shown(words), ids=few(found))
        return
    members = [item for item in catalogue.all(Member) if item.institution == found[0]]  # an example has none
    if not members:
        read.wrong(asked.heading, "no_member", id=found[0])
        return
    member = members[0]
    read.values[asked.question.name] = member.id
    title = choose(member.title, read.form.language, member.original, catalogue.languages[0])
    read.todo("institution", said=shown(words, 120), id=member.id, title=title)
    if member.status != "confirmed":
        read.todo("ask", id=member.id, status=member.status)


def _unknown(catalogue: Catalogue, asked: Asked, words: str, read: Answers) -> None:
    near = _near(catalogue, words)
    if near:
        read.wrong(asked.heading, "meant_institution", said=shown(words), ids=" / ".join(near))
    else:
        read.wrong(asked.heading, "no_institution", said=shown(words))


def _institutions(catalogue: Catalogue, words: str) -> list[str]:
    """Return the ids of the institutions that an id, a name, or a name with an id may mean."""
    known = {portal.id: portal.id for portal in catalogue.all(Portal)}
    for member in catalogue.all(Member):
        if member.institution:
            known[member.id] = str(member.institution)
    if words.lower() in known:
        return [known[words.lower()]]
    given = [known[item] for item in _ID.findall(words.lower()) if item in known]
    name = same(words)
    named = [portal.id for portal in catalogue.all(Portal) if name in {same(text) for text in _names(portal)}]
    return list(dict.fromkeys(given or named))


def _names(portal: Portal) -> list[str]:
    return [*portal.title.values(), *filter(None, [portal.official_title])]


def _near(catalogue: Catalogue, words: str) -> list[str]:
    """Return the ids of the institutions with a name like these words."""
    names = {
        folded(name): portal.id for portal in catalogue.all(Portal) for name in (portal.id, *_names(portal))
    }
    near = difflib.get_close_matches(folded(words), names, cutoff=0.75)
    return list(dict.fromkeys(names[name] for name in near))
