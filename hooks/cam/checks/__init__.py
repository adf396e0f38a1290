"""The rules of the knowledge base: one small generator each, whose docstring is the rule, in one flat list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from cam.checks import (
    cooperation,
    dates,
    docs,
    doubles,
    figures,
    freshness,
    languages,
    law,
    layout,
    links,
    lists,
    names,
    placeholders,
    programs,
    prose,
    references,
    structure,
    terminology,
    translations,
)
from cam.knowledge import Site
from cam.problems import Problem
from cam.store import Catalogue

Check = Callable[[Catalogue], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.references_exist,
    references.codes_are_listed,
    references.parents_are_of_the_same_plan,
    references.sources_say_where,
    languages.languages_are_known,
    languages.titles_and_summaries_speak_every_language,
    languages.missing_translations_are_missing,
    languages.languages_have_names,
    languages.lists_speak_every_language,
    languages.lists_are_plain_text,
    languages.lists_hold_texts,
    languages.labels_have_the_same_places,
    placeholders.lists_are_filled_in,
    lists.framework_and_parts_have_distinct_labels,
    lists.numbers_are_given_once,
    dates.spans_end_after_they_start,
    dates.meetings_end_after_they_start,
    dates.agendas_run_forward,
    links.web_addresses_are_sources,
    law.laws_end_after_they_begin,
    law.replacements_belong_together,
    law.one_law_replaces_another_as_a_whole,
    law.a_law_says_its_status,
    law.what_is_worked_out_is_not_written,
    law.memory_says_nothing_of_force,
    law.chains_have_an_end,
    law.treaties_bind_after_adoption,
    law.every_state_stands_once,
    law.participations_have_sources,
    law.unsure_names_keys,
    law.the_map_knows_the_states,
    cooperation.addresses_say_how_sure_they_are,
    cooperation.real_cooperation_has_sources,
    cooperation.members_are_institutions,
    cooperation.examples_meet_only_examples,
    cooperation.matches_join_two_members,
    cooperation.practices_stand_under_the_framework,
    programs.programs_lead_somewhere,
    programs.programs_end_after_they_start,
    programs.participants_are_counted_once,
    programs.partial_counts_say_of_what,
    figures.frozen_files_stay_as_they_were,
    figures.breaks_name_a_column,
    figures.editions_replace_earlier_ones,
    figures.states_take_part_once,
    freshness.revisions_follow_additions,
    freshness.verifications_follow_additions,
    freshness.reviews_follow_verifications,
    terminology.rejected_forms_are_no_terms,
    terminology.rejected_forms_say_what_to_write,
    terminology.records_use_the_terms,
)


def run(catalogue: Catalogue) -> list[Problem]:
    """Return the problems that all rules find, sorted, each once."""
    return _found(CHECKS, catalogue)


Known = TypeVar("Known", Catalogue, Site)


def _found(rules: Iterable[Callable[[Known], Iterator[Problem]]], known: Known) -> list[Problem]:
    """Return what rules find, sorted, each once: two rules may see the same."""
    return sorted({problem for rule in rules for problem in rule(known)})


PageCheck = Callable[[Site], Iterator[Problem]]

DAY_CHECKS: tuple[PageCheck, ...] = (
    dates.held_meetings_are_past,
    freshness.additions_are_past,
    freshness.verifications_are_past,
)
"""Rules on what cannot be yet: they need to know the day, and no page."""


def run_days(site: Site) -> list[Problem]:
    """Return what records say to be done already, and is still to come."""
    return _found(DAY_CHECKS, site)


PAGE_CHECKS: tuple[PageCheck, ...] = (
    *DAY_CHECKS,
    prose.pages_can_be_read,
    prose.pages_have_title_and_description,
    prose.front_matter_keys_are_known,
    prose.pages_exist_in_every_language,
    structure.pages_have_the_same_structure,
    structure.pages_have_the_same_links,
    docs.links_lead_to_pages,
    docs.only_pages_stand_in_docs,
    prose.words_are_known,
    prose.words_take_their_arguments,
    prose.bulletins_are_dated,
    prose.untranslated_pages_say_so_alike,
    names.bulletins_begin_with_their_day,
    names.pages_leave_room_for_records,
    translations.the_translation_debt_does_not_grow,
    placeholders.pages_are_filled_in,
    freshness.pages_say_their_age_in_dates,
    freshness.owners_of_pages_are_listed,
    terminology.pages_use_the_terms,
)


def run_pages(site: Site) -> list[Problem]:
    """Return the problems of the prose pages; one that only stands in for another has none of its own."""
    written = replace(site, pages=[page for page in site.pages if not page.stands_in])
    return _found(PAGE_CHECKS, written)


NOTICES: tuple[PageCheck, ...] = (
    layout.files_are_in_canonical_form,
    placeholders.what_is_generated_is_up_to_date,
    terminology.texts_keep_the_typography,
    doubles.records_stand_once,
)
"""Rules whose findings are told and stop nothing: what a reader would hardly notice, and an editor may put right."""


def run_notices(site: Site) -> list[Problem]:
    """Return what could be better in sound records and pages."""
    return _found(NOTICES, site)
