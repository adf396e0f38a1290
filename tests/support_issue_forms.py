"""The forms for those who do not edit (offers and needs: support_forms.py), filled in as they should be, and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bless
import pytest
from support_forms import ISSUE, TODAY, fields, lay_out, rendered
from support_forms import filled as filled_cooperation

from cam.commands.said import LANGUAGES, Say
from cam.issue_forms import intake, questions
from cam.issue_forms.drafts import Draft
from cam.issue_forms.wrong import WrongForm
from cam.model.records import Meeting
from cam.store import Catalogue

SITE = "https://cam-knowledge-base.github.io/site/"
SOURCE = "original: en\nsources: [{evidence: recalled}]\nadded: 2026-11-20\n"

FILES = {
    "data/bodies/cam.yaml": (
        "id: cam\ntitle: {en: Committee, es: Comisión, fr: Commission}\ntype: committee\n" + SOURCE
    ),
    "data/meetings/session.yaml": (
        "# The session in spring\n"
        "id: session\n"
        "title:\n"
        "  en: Spring session\n"
        "  es: Sesión de primavera\n"
        "  fr: Séance de printemps\n"
        "summary:\n"
        "  en: The comittee meets.  # as in its plan\n"
        "  es: La comisión se reúne.\n"
        "  fr: La commission se réunit.\n"
        "type: session\n"
        "body: cam\n"
        "dates:\n"
        "  # the plan says March\n"
        "  - start: 2027-03-01\n"
        '    opens: "09:30"\n'
        "    place: {en: Bolívar Room, es: Salón Bolívar, fr: Salle Bolívar}\n"
        "    status: planned\n"
        "    sources: [{evidence: recalled}]\n" + SOURCE
    ),
    "data/meetings/held.yaml": (
        "id: held\ntitle: {en: Held, es: Celebrada, fr: Tenue}\ntype: session\nbody: cam\n"
        "dates: [{start: 2025, status: held, sources: [{evidence: recalled}]}]\n" + SOURCE
    ),
    "data/portals/br-pf.yaml": (
        "id: br-pf\ntitle:\n  en: Federal Police\nsummary:\n  en: It registers migrants.\n"
        "type: migration_authority\nscope: national\nlanguages: [pt]\n"
        "translations: {es: missing, fr: missing}\nunknown:\n  - en: Its hours.\n" + SOURCE
    ),
}


def laid_out(root: Path) -> Path:
    """Make a project of the records above and those of support_forms."""
    found = lay_out(root, FILES)
    pages_ = {f"docs/{language}/about/index.md" for language in LANGUAGES}
    for name in pages_:
        bless.write(found / name, "---\ntitle: x\ndescription: x\n---\n\nText.\n")
    return found


EVERY = [f"{name}-{language}.yml" for name in questions.DESIGNS for language in LANGUAGES]

SOUND: dict[str, dict[str, Any]] = {
    "portal": {
        "title": "Direção de Migrações", "acronym": "DM", "web": "https://www.example.gov.br/dm",
        "what": "Gives visas.",
        "type": 0, "scope": 0, "states": [0, 1], "languages": [0, 3], "services": [0], "themes": [0],
        "source": "https://www.example.gov.br/decree",
    },
    "meeting": {
        "title": "Autumn session", "what": "It is to speak of return.", "type": 2, "body": 0, "from": "2027-09-14",
        "until": "2027-09-15", "opens": "9:30", "closes": "17:00", "place": "Salón Bolívar", "status": 0,
        "themes": [1], "source": "https://www.oas.org/calendar",
    },
    "date": {
        "page": f"{SITE}meetings/session/", "change": 0, "from": "2027-04-12", "opens": "10:00",
        "source": "https://www.oas.org/note",
    },
    "translation": {
        "page": f"{SITE}portals/br-pf/", "language": 1, "title": "Policía Federal", "summary": "Registra migrantes.",
        "key": "unknown.0", "words": "Su horario.",
    },
    "error": {"page": f"{SITE}meetings/session/", "wrong": "comittee", "right": "committee"},
}  # fmt: skip
"""What each form is answered, whatever its language; of choices the number."""


def filled(catalogue: Catalogue, file: str, **changes: Any) -> str:
    """Return an issue that is as it should be, apart from some answers."""
    name = file[:-7]
    if name not in SOUND:
        return filled_cooperation(catalogue, file, **changes)
    asked = fields(catalogue, file)
    assert set(changes) <= set(asked)
    said = {**SOUND[name], **changes}
    answers: dict[str, Any] = {}
    for question, value in said.items():
        options = asked[question]["attributes"].get("options", [])
        numbers = value if isinstance(value, list) else [value]
        chosen = [options[number] if isinstance(number, int) else number for number in numbers]
        answers[question] = chosen if isinstance(value, list) else chosen[0]
    if "consent" in asked:
        answers.setdefault("consent", [asked["consent"]["attributes"]["options"][0]["label"]])
    return rendered(asked, answers)


def read(catalogue: Catalogue, text: str | bytes, language: str = "en", **options: Any) -> Draft:
    """Return the draft that a form makes; a day of reading and an address of the issue are given."""
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    day = options.pop("today", TODAY)
    return intake.draft(catalogue, content, day, lambda _: Say(language), **{"address": ISSUE, **options})


def wrong(catalogue: Catalogue, text: str, **options: Any) -> list[str]:
    """Return the messages on a form that cannot be used."""
    with pytest.raises(WrongForm) as found:
        read(catalogue, text, **options)
    return list(found.value.lines)


def dates(made: Draft) -> list[tuple[Any, ...]]:
    """Return of each date of a meeting its day, its hour, its state, and how many sources it has."""
    assert isinstance(made.record, Meeting)
    return [(date.start, date.opens, date.status, len(date.sources)) for date in made.record.dates]


NOTE = "https://www.oas.org/note"


def content(root: Path) -> dict[str, bytes | None]:
    """Return what every file of a project holds, but for the caches; of the comment only that it is there."""
    return {
        path.relative_to(root).as_posix(): None if path.name == "comment.md" else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
