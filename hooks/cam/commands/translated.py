"""`cam translated FILE LANGUAGE`: somebody has looked, and the translation is right as it stands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cam.commands.said import Say

if TYPE_CHECKING:
    from cam.knowledge import Site

NAME = "translated"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("file", help=say("translated.file"))
    parser.add_argument("language", help=say("translated.language"))


def run(root: Path, options: argparse.Namespace) -> int:
    """Enter into the ledger that a record or page is in step in a language; 2 where there is nothing of the kind."""
    from cam import files, live, translation

    site, say = live.checked(root), options.say
    subject = _subject(site, root, options.file)
    if subject is None:
        options.terminal.error(say("translated.no_file", file=options.file))
        return 2
    if options.language not in site.catalogue.languages:
        known = ", ".join(site.catalogue.languages)
        options.terminal.error(say("status.unknown_language", language=options.language, languages=known))
        return 2
    if options.language == _original(site, *subject):
        options.terminal.error(say("translated.is_original", file=options.file, language=options.language))
        return 2
    if (said := _said(site, *subject, options.language)) is not None:
        options.terminal.error(say("translated.says_itself", file=options.file, state=said))
        return 1
    changed = translation.looked_at(site.catalogue, site.pages, *subject, options.language)
    for name, content in changed.items():
        (root / name).parent.mkdir(exist_ok=True)
        files.replaced(root / name, content.encode())
    places = {"file": options.file, "language": options.language, "ledger": ", ".join(changed)}
    options.terminal.line(say("translated.done" if changed else "translated.nothing", **places), "green")
    return 0


def _original(site: Site, kind: str, name: str) -> str:
    """Return the language in which a record or page was written first."""
    record, languages = site.catalogue.find(name, kind), site.catalogue.languages
    return str(record.original) if record and record.original in languages else languages[0]


def _said(site: Site, kind: str, name: str, language: str) -> str | None:
    """Return what a record or page says itself against the language, if it does; no command overrides that."""
    record = site.catalogue.find(name, kind)
    if record:
        said = record.translations.get(language)
        return f"translations: {{{language}: {said}}}" if said in ("missing", "outdated") else None
    return f"untranslated: [{language}]" if site.translated[name][language].state == "missing" else None


def _subject(site: Site, root: Path, given: str) -> tuple[str, str] | None:
    """Return (kind, id) of a record or ("pages", path) of a page by its file; nothing where it is neither."""
    from cam.store import PAGES

    path = Path(given).resolve()
    name = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else ""
    for page in site.pages:
        if page.name == name:
            return PAGES, page.path
    _, kind, identity = (*name.split("/"), "", "", "")[:3]
    record = (
        site.catalogue.find(f"{kind}/{identity.removesuffix('.yaml')}") if name.endswith(".yaml") else None
    )
    return (record.kind, record.id) if record else None
