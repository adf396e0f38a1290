"""The ledger of translations (data/translations/): compared with the files, brought up to date, written.

An editor never writes in it, and needs no command for it. Whoever changes an original and its translations in one
proposal has both fingerprints change, which counts as translated; whoever changes the original alone leaves the
translation marked as outdated, until somebody changes that too. After each merge the forge runs `cam fix`
(tidy.yml), which enters what is in step as it now stands. Only two things need a hand: an original that changed while
its translation is still right (`cam translated FILE LANGUAGE`, or in the browser: delete the lines of the record in
data/translations/, for what stands in no ledger counts as in step).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from cam.model.translation import Group, Kept, Version
from cam.translation.subject import Piece, Subject
from cam.translation.words import Change, changed, fingerprint, print_of

FOLDER = "data/translations"

_PLAIN = re.compile(r"[a-z0-9][a-z0-9./-]*")
_RESOLVER = yaml.resolver.Resolver()

_HEAD = """\
# Written by `cam fix`: what each translation was made from (hooks/cam/model/translation.py says how to read it).
# An original has changed and its translation is right as it stands: `cam translated FILE LANGUAGE`, or delete the
# lines of that record here. In a conflict of two versions either will do.
"""


@dataclass(frozen=True)
class Behind:
    """A translation that is older than its original: the piece, the language, and the version it was made from."""

    piece: Piece
    language: str
    version: Version
    since: str

    @property
    def where(self) -> str:
        """Where an editor finds it: the heading of a passage of a page, else the place in the record."""
        first = self.piece.texts[self.piece.original].lstrip().partition("\n")[0]
        return first.lstrip("# ") if first.startswith("#") else self.piece.place

    @property
    def changes(self) -> list[Change]:
        """What changed in the original."""
        return changed(self.version.print, self.piece.texts[self.piece.original])


def behind(subject: Subject, kept: Kept) -> Iterator[Behind]:
    """Yield the translations of a record or page that are older than their original.

    Original unchanged: in step. Original changed, translation unchanged: behind. Both changed, or only the translation:
    in step, for somebody has translated. A text that has moved (an entry was put in before it) is known by what it
    says.
    """
    if not kept:
        return
    current: set[tuple[str, str]] | None = None
    for piece in subject.pieces:
        now = fingerprint(piece.texts[piece.original])
        for language, text in piece.texts.items():
            if language == piece.original or _is_known(kept, piece, language, now):
                continue
            if current is None:
                current = _originals(subject)
            version = _made_from(kept, piece, language, fingerprint(text), now, current)
            if version:
                yield Behind(piece, language, version, _since(subject, version))


def _is_known(kept: Kept, piece: Piece, language: str, now: str) -> bool:
    """Return whether the text at this place was in this language translated from the original as it now is."""
    return any(
        group.version[:2] == (piece.original, now) and language in group.translations
        for group in kept.get(piece.place, ())
    )


def _made_from(
    kept: Kept, piece: Piece, language: str, made: str, now: str, current: set[tuple[str, str]]
) -> Version | None:
    """Return the older version that a translation was made from, if it was made from an older one."""
    same = [
        (place, group.version)
        for place, groups in kept.items()
        for group in groups
        if group.version.language == piece.original and group.translations.get(language) == made
    ]
    if any(version.fingerprint == now for _, version in same):
        return None  # it moved, together with its translation
    for place, version in same:
        # Elsewhere another text may well have the same translation, as long as its original still stands somewhere.
        if place == piece.place or version[:2] not in current:
            return version
    return None


def _originals(subject: Subject) -> set[tuple[str, str]]:
    return {(piece.original, fingerprint(piece.texts[piece.original])) for piece in subject.pieces}


def _since(subject: Subject, version: Version) -> str:
    """Return the day of the change: the record's `revised`, if it is another one than it was; else nothing is known."""
    return subject.revised if subject.revised != version.revised else ""


def renewed(subject: Subject, kept: Kept, looked_at: str = "") -> Kept:
    """Return what the ledger is to hold of a subject: what is in step as it now is, what is behind as it was.

    `looked_at` is a language in which somebody has found everything right as it stands.
    """
    late = {
        (one.piece.place, one.language): one.version
        for one in behind(subject, kept)
        if one.language != looked_at
    }
    found: Kept = {}
    for piece in subject.pieces:
        original = piece.texts[piece.original]
        version = Version(piece.original, fingerprint(original), print_of(original), subject.revised)
        groups: dict[Version, dict[str, str]] = {}
        for language, text in piece.texts.items():
            if language == piece.original or subject.said.get(language) in ("missing", "outdated"):
                continue  # the record's own word holds until it is taken away
            made_from = late.get((piece.place, language), version)
            groups.setdefault(made_from, {})[language] = fingerprint(text)
        if groups:
            found[piece.place] = tuple(Group(*one) for one in groups.items())
    return found


def written(entries: Mapping[str, Kept]) -> str:
    """Return a ledger as it stands in its file."""
    lines = [_HEAD.rstrip("\n")]
    for name, kept in sorted(entries.items()):
        if kept:
            lines.append(f"{_key(name)}:")
            lines += [f"  {place}: {' | '.join(map(str, groups))}" for place, groups in kept.items()]
    return "\n".join(lines if len(lines) > 1 else [*lines, "{}"]) + "\n"


def _key(name: str) -> str:
    """Return a name as YAML reads it again: `no` would be a truth value, and a page may have any file name."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, name, (True, False))  # type: ignore[no-untyped-call]
    is_text = tag == "tag:yaml.org,2002:str"
    return name if is_text and _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
