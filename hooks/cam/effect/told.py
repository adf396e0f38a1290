"""Says an effect in an editor's language: sections of lines, without any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from babel import Locale
from babel.lists import format_list

from cam.commands.said import Say
from cam.effect.findings import Findings
from cam.effect.moves import Move
from cam.effect.moves import said as date_said
from cam.effect.named import Named
from cam.effect.numbered import Numbered
from cam.effect.pages import PageChange
from cam.effect.records import ADDED, CHANGED, GONE, STATES
from cam.effect.weight import Weight
from cam.effect.whole import Effect
from cam.messages import said as in_language
from cam.model import Text
from cam.problems import Problem
from cam.store import Catalogue
from cam.text import capitalized

_HEAVIEST = 10
_FIELDS = 8
"""How many changed keys of one page are said."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Line:
    """A line, marked as bad where it is, with the lines that belong to it."""

    text: str
    bad: bool = False
    under: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """Lines under a heading; `folded` where there may be many, and the heading counts them."""

    title: str
    lines: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    folded: bool = False


class Teller:
    """Says an effect with the words of `say`; dates are said with the labels of `catalogue`.

    No list is longer than `limit`: how many more there are is said.
    """

    def __init__(self, effect: Effect, say: Say, catalogue: Catalogue, limit: int) -> None:
        self.effect, self.catalogue, self.limit = effect, catalogue, limit
        self.say = Numbered(say, catalogue)
        self.named = Named(self.say, catalogue)

    def sections(self) -> list[Section]:
        """Return what there is to say, in the order of weight for readers; what did not change is not mentioned."""
        whole = [
            self._pages(),
            self._calendar(),
            self._problems(),
            self._data(),
            self._debt(),
            self._weight(),
            self._concerned(),
        ]
        return [section for section in whole if section.lines or section.sections]

    def limits(self) -> list[Section]:
        """Return what the comparison cannot tell, if there is such a thing."""
        section = self._limits()
        return [section] if section.lines else []

    def head(self) -> list[str]:
        """Return what stands above the sections: with what was compared, and whether anything changes."""
        lines = [self.say("diff.compared", base=self.effect.base)]
        if not self.sections():
            lines.append(self.say("diff.nothing"))
        return lines

    # Pages

    def _pages(self) -> Section:
        lines = (
            [Line(self.say("diff.gone_is_cited"), bad=True)]
            if self._in_state(self.effect.pages, GONE)
            else []
        )
        sections = [self._of_language(code) for code in self.effect.languages]
        return Section(self.say("diff.pages"), lines, [section for section in sections if section.lines])

    def _of_language(self, language: str) -> Section:
        mine = [page for page in self.effect.pages if page.language == language]
        named = [page for page in mine if page.state != CHANGED or page.fields]
        order = (GONE, ADDED, CHANGED)
        named.sort(key=lambda page: (order.index(page.state), page.address))
        lines = self._cut(named, self._page)
        around = [page.address for page in mine if page.state == CHANGED and not page.fields]
        if around:
            lines.append(
                Line(self.say("diff.also_changed", count=len(around)), under=self._cut(around, Line))
            )
        counted = self.say("diff.pages_of", language=self._language(language), **self._counts(mine))
        return Section(counted, lines, folded=True)

    def _page(self, page: PageChange) -> Line:
        said = self.say(f"diff.page_{page.state}", address=page.address, title=_one_line(page.title))
        under = [Line(self.named.said(item, page.source)) for item in page.fields[:_FIELDS]]
        if len(page.fields) > _FIELDS:
            under.append(Line(self.say("diff.more", count=len(page.fields) - _FIELDS)))
        return Line(said, bad=page.state == GONE, under=under)

    # Published data

    def _data(self) -> Section:
        lines = [*self._published(), *self._records()]
        lines += [
            Line(self.say("diff.table", name=table.name, added=table.added, gone=table.gone))
            for table in self.effect.tables
        ]
        if self.effect.words:
            under = self._cut(self.effect.words, lambda item: Line(self.named.said(item)))
            lines.append(Line(self.say("diff.words", count=len(self.effect.words)), under=under))
        return Section(self.say("diff.data"), lines)

    def _published(self) -> Iterator[Line]:
        found = self.effect.published
        if found is None:
            return
        for name, fields in (("gone", found.gone), ("changed", found.changed), ("added", found.added)):
            if fields:
                said = self.say(f"diff.fields_{name}", count=len(fields))
                yield Line(said, bad=name != "added", under=self._cut(fields, Line))

    def _records(self) -> Iterator[Line]:
        exported = [change for change in self.effect.records if not change.made_up]
        for state in STATES:
            names = [
                f"{change.name} — {self._title(change.title)}" for change in self._in_state(exported, state)
            ]
            if names:
                said = self.say(f"diff.records_{state}", count=len(names))
                yield Line(said, bad=state == GONE, under=self._cut(names, Line))

    # Calendar, problems, translations

    def _calendar(self) -> Section:
        return Section(self.say("diff.calendar"), self._cut(self.effect.moves, self._move))

    def _move(self, move: Move) -> Line:
        dates = {
            "old": date_said(self.catalogue, self.say.language, move.old),
            "new": date_said(self.catalogue, self.say.language, move.new),
        }
        said = self.say(f"diff.meeting_{move.move}", title=self._title(move.title), **dates)
        under = [Line(self.say(f"diff.sees_{move.move}"))]
        if move.quiet:
            under.append(Line(self.say("diff.sees_quietly"), bad=True))
        return Line(said, bad=move.move == GONE, under=under)

    def _problems(self) -> Section:
        lines = list(self._found("problems", self.effect.problems, bad=True))
        if self.effect.notices:
            lines += self._found("notices", self.effect.notices, bad=False)
        return Section(self.say("diff.problems"), lines)

    def _found(self, name: str, found: Findings, bad: bool) -> Iterator[Line]:
        def line(problem: Problem) -> Line:
            return Line(_one_line(str(in_language(problem, self.say.language))))

        if found.new:
            said = self.say(f"diff.{name}_new", count=len(found.new))
            yield Line(said, bad=bad, under=self._cut(found.new, line))
        if found.mended:
            said = self.say(f"diff.{name}_mended", count=len(found.mended))
            yield Line(said, under=self._cut(found.mended, line))

    def _debt(self) -> Section:
        lines = []
        for code, (before, after) in self.effect.debt.items():
            if before != after:
                grows = after.missing > before.missing or after.outdated > before.outdated
                numbers = {
                    "missing_before": before.missing,
                    "missing": after.missing,
                    "outdated_before": before.outdated,
                    "outdated": after.outdated,
                }
                said = self.say("diff.debt_of", language=self._language(code), **numbers)
                lines.append(Line(said, bad=grows))
        return Section(self.say("diff.debt"), lines)

    # Weight, who is concerned, and what the comparison cannot tell

    def _weight(self) -> Section:
        changed = [page for page in self.effect.pages if page.state == CHANGED and page.size != page.old_size]
        changed.sort(key=lambda page: (-abs(page.size - page.old_size), page.address))
        lines = [self._bytes(page.address, page.old_size, page.size) for page in changed[:_HEAVIEST]]
        return Section(self.say("diff.weight"), lines, self._sites())

    def _sites(self) -> list[Section]:
        sites = self.effect.sites
        if sites is None:
            return []
        lines = [self._bytes(self.say("diff.all_pages"), sites.old, sites.new)]
        lines += [self._bytes(page.address, page.old, page.new) for page in sites.most]
        lines += self._cut(sites.beyond, self._beyond)
        return [Section(self.say("diff.sites"), lines)]

    def _beyond(self, page: Weight) -> Line:
        said = self.say("diff.beyond", address=page.address, size=page.new, budget=page.budget)
        return Line(said, bad=True)

    def _bytes(self, address: str, old: int, new: int) -> Line:
        grown = f"{'+' if new >= old else '−'}{self.say.number(abs(new - old))}"
        return Line(self.say("diff.bytes", address=address, old=old, new=new, grown=grown))

    def _concerned(self) -> Section:
        lines = [
            Line(
                self.say(f"diff.{name}", names=self._listed(self._title(title) for title in titles.values()))
            )
            for name, titles in (("states", self.effect.states), ("themes", self.effect.themes))
            if titles
        ]
        return Section(self.say("diff.concerned"), lines)

    def _limits(self) -> Section:
        lines = []
        if self.effect.published is None:
            lines.append(Line(self.say("diff.fields_unknown")))
        if self.effect.problems_before:
            lines.append(Line(self.say("diff.base_has_problems", count=self.effect.problems_before)))
        for name, found in (
            ("unread", self.effect.unread),
            ("undrawn", self.effect.undrawn),
            ("program", self.effect.program),
        ):
            if found:
                lines.append(Line(self.say(f"diff.{name}", count=len(found)), under=self._cut(found, Line)))
        return Section(self.say("diff.limits"), lines)

    # Words

    def _cut(self, items: Sequence[Item], say: Callable[[Item], Line]) -> list[Line]:
        lines = [say(item) for item in items[: self.limit]]
        if len(items) > self.limit:
            lines.append(Line(self.say("diff.more", count=len(items) - self.limit)))
        return lines

    def _in_state(self, changes: Iterable[Item], state: str) -> list[Item]:
        return [change for change in changes if getattr(change, "state", "") == state]

    def _counts(self, pages: list[PageChange]) -> dict[str, int]:
        return {state: len(self._in_state(pages, state)) for state in STATES}

    def _title(self, title: Text) -> str:
        return _one_line(title.get(self.say.language) or next(iter(title.values())))

    def _language(self, code: str) -> str:
        return capitalized(str(Locale.parse(code).get_display_name(self.say.language)))

    def _listed(self, names: Iterable[str]) -> str:
        return str(format_list(sorted(names), locale=self.say.language))


def _one_line(text: str) -> str:
    return " ".join(text.split())
