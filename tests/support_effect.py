"""A project under version control, changed and compared: what the tests of `cam diff` share."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from cam.commands.said import LANGUAGES, Say
from cam.effect import base, hands, pages, whole
from cam.effect.told import Line, Section, Teller
from cam.effect.whole import Effect
from cam.store import Catalogue

MEETING, THEME = "data/meetings/workshop.yaml", "data/themes/integration.yaml"


def git(root: Path, *command: str) -> None:
    options = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *options, *command], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (root / name).write_text(text.replace(old, new), "utf-8")


@dataclass
class Told:
    """An effect, and how it is told."""

    effect: Effect
    catalogue: Catalogue

    def teller(self, language: str, limit: int = 100) -> Teller:
        return Teller(self.effect, Say(language), self.catalogue, limit)

    def lines(self, language: str) -> list[str]:
        """Return every line, without its indentation."""
        teller = self.teller(language)
        sections = [*teller.sections(), *teller.limits()]
        lines = [*teller.head(), *(text for section in sections for text in flat(section))]
        return [line.replace("\u00a0", " ") for line in lines]

    def page(self, address: str) -> pages.PageChange:
        return next(page for page in self.effect.pages if page.address == address)


def flat(section: Section) -> list[str]:
    def below(lines: list[Line]) -> list[str]:
        return [text for line in lines for text in (line.text, *below(line.under))]

    return [section.title, *below(section.lines), *(text for each in section.sections for text in flat(each))]


def compare(
    root: Path, wanted: str | None = None, built: tuple[Path, Path] | None = None, drawing: bool = False
) -> Told:
    """Compare; pages are drawn only where a test is about them, for it takes long."""
    draw = hands.draw if drawing else lambda orders, *_: [{} for _ in orders]
    with base.taken(root, wanted) as before, mock.patch.object(hands, "draw", draw):
        return Told(*whole.compare(before, root, built, lambda key, **places: None))


def has(told: Told, **expected: list[str]) -> None:
    """Every line is told in its language."""
    assert set(expected) == set(LANGUAGES)
    for language, lines in expected.items():
        said = told.lines(language)
        for line in lines:
            assert line.replace("\u00a0", " ") in said, f"{language}: {line}\n" + "\n".join(said)
