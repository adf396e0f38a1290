"""The words that editors may use in Markdown, e.g. `{{ cam_list("mandates") }}`: the one list of them.

A word is a function (reader, …) -> blocks. Its arguments are checked before the site is built (`checks.prose`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any

from cam import offers
from cam.dictionary.page import dictionary
from cam.frame import place_of
from cam.issue_forms import links as form_links
from cam.knowledge import Site
from cam.prose import Page
from cam.render import blocks, render
from cam.views import (
    atlas,
    calendar,
    changes,
    corridors,
    datasets,
    desk_coverage,
    desk_freshness,
    desk_handover,
    desk_terminology,
    desk_translations,
    directory,
    home,
    law,
    lists,
    practices,
    program_choice,
    program_form,
    program_map,
    programs,
    regional,
    ricomi,
    sicremi,
    treaties,
)
from cam.views.blocks import Anchor, Block, Card, Cards
from cam.views.reader import Reader

LISTS: dict[str, Callable[[Reader], list[Block]]] = {
    "mandates": lists.mandates,
    "plans": lists.plans,
    "activities": lists.activities,
    "meetings": lists.meetings,
    "framework": lists.framework,
    "systems": lists.systems,
    "projects": lists.projects,
    "processes": lists.processes,
    "bodies": lists.bodies,
    "officers": lists.all_officers,
    "documents": lists.documents,
    "discrepancies": lists.discrepancies,
    "glossary": lists.glossary,
    "themes": lists.themes,
    "milestones": lists.timeline,
    "countries": atlas.index,
    "laws": law.laws,
    "treaties": treaties.treaties,
    "portals": directory.portals,
    "practices": practices.practices,
    "members": ricomi.members,
    "offers": ricomi.offers,
    "needs": ricomi.all_needs,
    "matches": ricomi.matches,
    "programs": programs.programs,
    "datasets": datasets.datasets,
    "tables": sicremi.tables,
    "rounds": sicremi.rounds,
    "reports": sicremi.reports,
    "editions": sicremi.editions,
    "all": lists.every_record,
}


class WrongWord(Exception):
    """A word was used with an argument that it does not take; the text says what it takes."""


VIEWS: dict[str, Callable[[Reader], list[Block]]] = {
    "list": calendar.calendar_list,
    "months": calendar.calendar_months,
}


PARTS: dict[str, Callable[[Reader], list[Block]]] = {
    "compare": atlas.compare,
    "law-timeline": law.law_timeline,
    "law-coverage": law.coverage,
    "directory": directory.directory,
    "for-me": directory.for_me,
    "ricomi": ricomi.board,
    "unmet-needs": ricomi.unmet_board,
    "matching": ricomi.method,
    "program-map": program_map.flow_map,
    "program-compare": program_choice.compare,
    "program-for-me": program_choice.for_me,
    "program-fees": program_choice.fees,
    "program-form": program_form.form,
    "sicremi-forms": sicremi.forms,
    "sicremi-network": sicremi.network,
    "figures-index": regional.index,
    "figures-stock": regional.stock,
    "figures-origins": regional.origins,
    "figures-corridors": corridors.corridor_pages,
    "figures-mirror": corridors.mirror,
    "figures-protection": regional.protection,
    "figures-remittances": regional.remittances,
    "figures-states": regional.states,
    "fields": dictionary,
    "desk-forms": lambda reader: form_links.ways_in(
        reader, place_of(reader.catalogue).forge, form_links.EDITING
    ),
    "desk-terminology": desk_terminology.style,
    **{f"data-{name}": family.listed for name, family in offers.FAMILIES.items()},
    "data-keep": offers.offline.kept,
}


BOARDS: dict[str, Callable[[Site, Reader], list[Block]]] = {
    "desk-freshness": desk_freshness.board,
    "desk-coverage": desk_coverage.board,
    "desk-translations": desk_translations.board,
    "desk-handover": desk_handover.board,
}
"""Parts that look at the pages or at the day, too."""


def shown(site: Site, reader: Reader, part: str) -> list[Block]:
    """Return the blocks of a part."""
    return BOARDS[part](site, reader) if part in BOARDS else PARTS[part](reader)


def cam_list(site: Site, reader: Reader, kind: str) -> str:
    """Everything of one kind, e.g. cam_list("mandates")."""
    return blocks(reader, LISTS[kind](reader))


def cam_show(site: Site, reader: Reader, part: str) -> str:
    """A part that is neither a kind nor a calendar, e.g. cam_show("compare")."""
    return blocks(reader, shown(site, reader, part))


def cam_gaps(site: Site, reader: Reader) -> str:
    """Mandates without activity or date, activities without date, meetings without activity."""
    return blocks(reader, lists.mandate_gaps(reader))


def cam_functions(site: Site, reader: Reader) -> str:
    """The committee's functions."""
    return blocks(reader, lists.functions(reader))


def cam_timeline(site: Site, reader: Reader, topic: str) -> str:
    """One story of the history, e.g. cam_timeline("program")."""
    return blocks(reader, lists.timeline(reader, topic))


def cam_program(site: Site, reader: Reader) -> str:
    """The mandates, activities, meetings and documents of the Inter-American Program."""
    return blocks(reader, lists.program(reader))


def cam_calendar(site: Site, reader: Reader, view: str = "list") -> str:
    """The calendar, as a "list" or by "months"."""
    return blocks(reader, VIEWS[view](reader))


def cam_home(site: Site, reader: Reader) -> str:
    """The home page."""
    settings = site.catalogue.settings
    assert settings
    news = [(page_date(page), _page_link(reader, page)) for page in bulletins(site.pages, reader.language)]
    return render(
        reader,
        "home.html",
        name=reader.wording.text(settings.name),
        edition=reader.wording.text(settings.edition),
        latest=home.next_or_last(reader, site.today),
        systems=home.systems(reader),
        ways=home.ways_in(reader, site.titles(reader.language)),
        changes=home.news(reader, news),
    )


def cam_changes(site: Site, reader: Reader) -> str:
    """What changed, by day."""
    return blocks(reader, changes.listed(reader))


def cam_counts(site: Site, reader: Reader) -> str:
    """How many records of each kind there are."""
    return blocks(reader, lists.record_counts(reader))


def cam_translations(site: Site, reader: Reader) -> str:
    """The state of translation per language."""
    return blocks(reader, lists.translation_board(reader))


def cam_bulletins(site: Site, reader: Reader) -> str:
    """The bulletins, newest first."""
    cards = [
        Card(
            _page_link(reader, page), reader.date(page_date(page)).text, str(page.meta.get("description", ""))
        )
        for page in bulletins(site.pages, reader.language)
    ]
    return blocks(reader, [Cards(cards=cards)])


def _page_link(reader: Reader, page: Page) -> Anchor:
    return Anchor(reader.href(page.url), str(page.meta["title"]))


def cam_search(site: Site, reader: Reader) -> str:
    """The search page's form."""
    return render(reader, "search.html")


def cam_forms(site: Site, reader: Reader) -> str:
    """The forms for an offer and a need of cooperation, first those in the reader's language."""
    return blocks(reader, form_links.ways_in(reader, place_of(site.catalogue).forge))


def bulletins(pages: list[Page], language: str) -> list[Page]:
    """Return the bulletins of a language, newest first."""
    found = [
        page
        for page in pages
        if page.language == language and page.url.startswith("bulletins/") and "date" in page.meta
    ]
    return sorted(found, key=lambda page: (str(page.meta["date"]), page.path), reverse=True)


def page_date(page: Page) -> Any:
    """Return the date of a bulletin's front matter."""
    from cam.model import PartialDate

    return PartialDate(str(page.meta["date"]))


WORDS: dict[str, Callable[..., str]] = {
    word.__name__: word
    for word in (
        cam_list,
        cam_show,
        cam_gaps,
        cam_functions,
        cam_timeline,
        cam_program,
        cam_calendar,
        cam_home,
        cam_changes,
        cam_counts,
        cam_translations,
        cam_bulletins,
        cam_search,
        cam_forms,
    )
}


def say(site: Site, word: str, language: str, path: str, *arguments: Any, **named: Any) -> str:
    """Return what a word says on the page at `path`. Raises WrongWord for arguments that it does not take."""
    fit(site, word, *arguments, **named)
    return WORDS[word](site, Reader(site.catalogue, language, path), *arguments, **named)


def fit(site: Site, word: str, *arguments: Any, **named: Any) -> None:
    """Raise WrongWord for arguments that a word does not take."""
    try:
        given = inspect.signature(WORDS[word]).bind(site, None, *arguments, **named).arguments
    except TypeError:
        raise WrongWord(f"`{word}` is not given what it takes") from None
    topics = site.catalogue.vocabulary.get("milestone_topics", {})
    parts = [*PARTS, *BOARDS]
    choices: dict[str, Collection[str]] = {"kind": LISTS, "part": parts, "topic": topics, "view": VIEWS}
    for name, known in choices.items():
        if name in given and not (isinstance(given[name], str) and given[name] in known):
            raise WrongWord(f"the {name} `{given[name]}` is not known; use one of: {', '.join(known)}")


def usage(word: str) -> str:
    """Return how a word is written."""
    parameters = list(inspect.signature(WORDS[word]).parameters.values())[2:]
    return f"{{{{ {word}({', '.join(parameter.name for parameter in parameters)}) }}}}"
