"""Reads one state of the knowledge base as far as it can be read, with what is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cam import checks, live
from cam.knowledge import Site
from cam.model import Text
from cam.problems import Problem
from cam.prose import is_generated
from cam.store import Catalogue
from cam.yamlfile import YamlFile


@dataclass
class Side:
    """One state: its site, its problems and notices (None: not looked for, as there are problems)."""

    site: Site
    problems: list[Problem]
    notices: list[Problem] | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The records of this state."""
        return self.site.catalogue

    @property
    def can_be_drawn(self) -> bool:
        """Whether it is known what site it is, and in which languages."""
        return self.catalogue.settings is not None and bool(self.catalogue.languages)


def read(root: Path) -> Side:
    """Return the state below `root`, with every problem that the rules find."""
    site, problems = live.looked(root)
    found = sorted(set(problems))
    return Side(site, found, None if found else checks.run_notices(site))


@dataclass
class Words:
    """Labels with their files, and closed lists, that one state has and another lacks."""

    labels: dict[str, Any]
    files: dict[str, YamlFile]
    vocabulary: dict[str, dict[str, Text | None]]


def lacking(old: Catalogue, new: Catalogue) -> Words:
    """Return the words that only the newer state has: the older one borrows them, as the newer program draws both."""
    return Words(
        {name: said for name, said in new.labels.items() if name not in old.labels},
        {
            name: file
            for name, file in new.files.items()
            if name.startswith("labels/") and name not in old.files
        },
        {name: codes for name, codes in new.vocabulary.items() if name not in old.vocabulary},
    )


def with_words(site: Site, words: Words) -> Site:
    """Return the site with the words that it borrows."""
    known = site.catalogue
    catalogue = replace(
        known,
        labels={**words.labels, **known.labels},
        files={**words.files, **known.files},
        vocabulary={**words.vocabulary, **known.vocabulary},
    )
    return replace(site, catalogue=catalogue)


def digest(root: Path, *folders: str) -> str:
    """Return what tells one state from another by its files: all that goes into a page, or what is in some folders."""
    found = hashlib.sha256()
    for folder in folders or ("data", "docs", "overrides/views"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not (path.suffix == ".md" and is_generated(path)):
                content = path.read_bytes()
                name = path.relative_to(root).as_posix().encode(errors="surrogateescape")
                found.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return found.hexdigest()
