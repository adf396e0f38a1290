"""`cam new`: a record, or a bulletin, to fill in, with a word on every key."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands.said import LANGUAGES, Say

if TYPE_CHECKING:
    from cam.store import Catalogue

NAME = "new"
BULLETIN = "bulletin"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", metavar=say("new.kind_place"), help=say("new.kind"))
    parser.add_argument("id", metavar="ID", help=say("new.id"))
    parser.add_argument("--title", default="", help=say("new.title"))
    parser.add_argument("--output", choices=["-"], help=say("new.output"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the files, or say why not; 2 for a kind or an id that cannot be, 1 for one that is taken."""
    from cam.kit import starting
    from cam.loading import load

    catalogue, _ = load(root)  # what is wrong elsewhere is no reason not to begin
    kind = _kind(catalogue, options)
    if not kind:
        return 2
    if refusal := _refusal(kind, options):
        options.terminal.error(refusal)
        return 2
    title = " ".join(options.title.split())
    language = starting.language(catalogue, options.say.language)
    start = starting.Start(catalogue, language, kind, options.id, title)
    made = starting.bulletin(start) if kind == BULLETIN else starting.record(start)
    return _shown(made, options) if options.output else _written(root, made, options)


def _refusal(kind: str, options: argparse.Namespace) -> str:
    """Return why the id cannot be, with one that can; nothing where it can."""
    from cam.kit import starting
    from cam.model.base import ID_LENGTH, RESERVED_IDS, is_id

    say: Say = options.say
    near = starting.slug(options.id)
    if len(options.id) > ID_LENGTH:
        return say("new.long_id", length=len(options.id), limit=ID_LENGTH, near=near)
    if options.id in RESERVED_IDS:
        return say("new.kept_id", id=options.id, near=near)
    if not is_id(options.id):
        return say("new.no_id", id=options.id, near=near)
    if kind == BULLETIN and not starting.begins_with_a_day(options.id):
        return say("new.no_day", id=options.id, near=starting.dated(options.id))
    return ""


def _bulletins() -> dict[str, str]:
    """Return what a bulletin is called in each language."""
    return {language: Say(language)("new.bulletin") for language in LANGUAGES}


def _kind(catalogue: Catalogue, options: argparse.Namespace) -> str:
    """Return the kind that is meant, by its folder or by its name in any language; else say which may be meant."""
    from cam.kit import starting

    known = starting.names(catalogue, _bulletins())
    asked = starting.plain(options.kind)
    if asked in known:
        return known[asked]
    called = starting.called(catalogue, starting.language(catalogue, options.say.language))
    called[BULLETIN] = options.say("new.bulletin")
    near = difflib.get_close_matches(asked, known, n=1)
    if near:
        message = options.say("new.near_kind", kind=options.kind, near=called[known[near[0]]])
    else:
        message = options.say("new.no_kind", kind=options.kind, kinds=", ".join(called.values()))
    options.terminal.error(message)
    return ""


def _shown(made: dict[str, str], options: argparse.Namespace) -> int:
    for content in made.values():
        options.terminal.line(content.rstrip("\n"))
    return 0


def _written(root: Path, made: dict[str, str], options: argparse.Namespace) -> int:
    from cam import files

    taken = [name for name in made if (root / name).exists()]
    if taken:
        options.terminal.error(options.say("new.taken", file=taken[0]))
        options.terminal.error(options.say("cam.nothing_written"))
        return 1
    for name, content in made.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        files.replaced(root / name, content.encode())
        options.terminal.line(options.say("new.written", file=name), "green")
    options.terminal.line(options.say("new.fill_in"))
    options.terminal.line(options.say("new.check", files=" ".join(made)))
    return 0
